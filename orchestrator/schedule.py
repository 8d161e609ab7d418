"""Runs a queue of jobs as Ray Tune trials. The only file that imports ray.tune."""

import contextlib
import dataclasses
import logging
import os
import signal
import socket
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import ray
from ray import tune
from ray.tune import Callback, FailureConfig, RunConfig, TuneConfig
from ray.tune.experiment import Trial
from ray.tune.search import Searcher

from orchestrator.jobs import JobQueue, Outcome, Work
from orchestrator.progress import Progress
from workers.errors import InputError
from workers.job import Job, Resources, job_from_json, job_to_json

# What every process of a sweep inherits: no usage reports, no chatter.
ENVIRONMENT = {
    "RAY_USAGE_STATS_ENABLED": "0",
    "MLFLOW_DISABLE_TELEMETRY": "true",
    "RAY_ENABLE_UV_RUN_RUNTIME_ENV": "0",
    "TUNE_DISABLE_AUTO_CALLBACK_LOGGERS": "1",
    # Ctrl-C reaches us as KeyboardInterrupt: checkpoints are ours, Tune has nothing to save.
    "TUNE_DISABLE_SIGINT_HANDLER": "1",
    "TUNE_GLOBAL_CHECKPOINT_S": "1000000",
    "TUNE_WARN_EXCESSIVE_EXPERIMENT_CHECKPOINT_SYNC_THRESHOLD_S": "0",
    "RAY_AIR_NEW_OUTPUT": "0",
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",
}


# How a trial says that it ended: waiting for another network, or refused for what it was given.
_WAITING = "waiting for another network"
_REFUSED = "refused"


@contextlib.contextmanager
def cluster(address: str | None, *, verbose: bool) -> Iterator[None]:
    """Join a Ray cluster ("auto" or an address), or start one on this machine and stop it again.

    The dashboard stays on: Tune frees the placement group of a stopped trial through its State API.
    """
    environment = {name: os.environ.get(name, value) for name, value in ENVIRONMENT.items()}
    os.environ.update(environment)
    _check_address(address)
    level = logging.INFO if verbose else logging.CRITICAL
    for name in ("ray", "ray.tune", "ray.train"):
        logging.getLogger(name).setLevel(level)
    options: dict[str, Any] = {} if address else {"include_dashboard": True}
    try:
        ray.init(
            address=address or "local",
            log_to_driver=verbose,
            logging_level=level,
            runtime_env={"env_vars": environment},
            **options,
        )
    except (ConnectionError, ValueError, RuntimeError) as error:
        raise InputError(
            f"can't join Ray at {address or 'this machine'}: {str(error).splitlines()[0]}"
        ) from error
    try:
        yield
    finally:
        with _sigint_ignored():
            ray.shutdown()


def _check_address(address: str | None) -> None:
    """Ray waits for minutes for an address where nothing listens: look first."""
    host, colon, port = (address or "").removeprefix("ray://").rpartition(":")
    if not colon or not port.isdigit():
        return
    try:
        with socket.create_connection((host, int(port)), timeout=10):
            pass
    except OSError as error:
        raise InputError(
            f"--address {address}: nothing answers there ({error}); give the address of a running "
            "Ray head, auto on one of its nodes, or leave it out to start Ray here"
        ) from error


def check_store_is_shared(uri: str) -> None:
    """A sqlite file on this machine can't be written from another. Raises InputError."""
    nodes = sum(node["Alive"] for node in ray.nodes())
    if nodes > 1 and uri.startswith("sqlite"):
        raise InputError(
            f"--tracking-uri: the cluster has {nodes} nodes, and {uri} is a file on this one; start "
            "`mlflow server` where all can reach it and give its http:// address"
        )


@contextlib.contextmanager
def _sigint_ignored() -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def settle(resources: Resources) -> Resources:
    """Replace `gpu: auto` by 1 where the cluster has GPUs, else 0."""
    if resources.gpu != "auto":
        return resources
    return dataclasses.replace(resources, gpu=1.0 if ray.cluster_resources().get("GPU") else 0.0)


def slots(resources: Resources) -> int:
    """How many trials fit on the cluster at once, node by node. Raises InputError if none does."""
    nodes = [node["Resources"] for node in ray.nodes() if node["Alive"]]
    fitting = 0
    for node in nodes:
        limits = [int(node.get("CPU", 0) // resources.cpu)]
        if gpus := resources.gpus:
            per_gpu = int(1 / gpus) if gpus < 1 else 1 / gpus
            limits.append(int(node.get("GPU", 0) * per_gpu))
        fitting += min(limits)
    if fitting < resources.workers:
        largest = ", ".join(
            f"{node.get('CPU', 0):g} CPU and {node.get('GPU', 0):g} GPU" for node in nodes
        )
        one = f"{resources.cpu} CPU and {resources.gpus:g} GPU"
        if resources.workers > 1:
            raise InputError(
                f"resources: a trial asks for {resources.workers} workers with {one} each, and {fitting} "
                f"fit on the cluster (there: {largest}); lower it, as in --set resources.workers=1"
            )
        raise InputError(
            f"resources: a trial asks for {one}, and no node has that (there: {largest}); lower it, "
            "as in --set resources.cpu=1"
        )
    return fitting // resources.workers


class _Suggestions(Searcher):
    """Feeds Tune from the queue. A job's run is made here, on the driver, as the job starts."""

    def __init__(
        self,
        queue: JobQueue,
        make_job: Callable[[Work], Job],
        on_failure: Callable[[Work, Job, str], None],
        progress: Progress,
    ):
        super().__init__()
        self._queue, self._make_job, self._progress = queue, make_job, progress
        self._on_failure = on_failure
        self.work: dict[str, Work] = {}
        self.jobs: dict[str, Job] = {}

    def suggest(self, trial_id: str) -> Any:
        work = self._queue.next()
        if work is None:
            return Searcher.FINISHED if self._queue.is_finished() else None
        job = self._make_job(work)
        self.work[trial_id], self.jobs[trial_id] = work, job
        self._progress.started(work.trial)
        return {"job": job_to_json(job)}

    def on_trial_complete(
        self, trial_id: str, result: dict[str, Any] | None = None, error: bool = False
    ) -> None:
        work = self.work[trial_id]
        if error:
            outcome = Outcome.FAILED
        elif result is not None and result.get("phase") == _WAITING:
            outcome = Outcome.WAITING
        elif result is not None and result.get("phase") == _REFUSED:
            outcome = Outcome.FAILED
            self._on_failure(work, self.jobs[trial_id], result["because"])
            self._progress.ended(work.trial, f"FAILED ({result['because']})")
        else:
            outcome = Outcome.DONE
        self._queue.ended(work, outcome)
        if outcome is Outcome.DONE:
            self._progress.ended(work.trial, "done")

    def __getstate__(self) -> dict[str, Any]:
        """Nothing: the Tuner pickles itself for Tuner.restore, which is never called here."""
        return {}

    def save(self, checkpoint_path: str) -> None:
        """Nothing: the ledger remembers what is done."""

    def restore(self, checkpoint_path: str) -> None:
        """Nothing: launching again plans anew."""


class _Watch(Callback):
    """Hears of each trial on the driver: for progress, and for a failure's traceback."""

    def __init__(
        self,
        suggestions: _Suggestions,
        progress: Progress,
        on_failure: Callable[[Work, Job, str], None],
    ):
        self._suggestions, self._progress, self._on_failure = suggestions, progress, on_failure

    def __getstate__(self) -> dict[str, Any]:
        """Nothing, as for _Suggestions."""
        return {}

    def on_trial_result(
        self, iteration: int, trials: list[Trial], trial: Trial, result: dict[str, Any], **_: Any
    ) -> None:
        if result.get("phase") not in (None, _REFUSED) and not result.get("done"):
            self._progress.reported(self._suggestions.work[trial.trial_id].trial, result)

    def on_trial_recover(self, iteration: int, trials: list[Trial], trial: Trial, **_: Any) -> None:
        work = self._suggestions.work[trial.trial_id]
        self._progress.ended(work.trial, f"failed, trying again ({_last_line(_traceback(trial))})")

    def on_trial_error(self, iteration: int, trials: list[Trial], trial: Trial, **_: Any) -> None:
        traceback = _traceback(trial)
        work = self._suggestions.work[trial.trial_id]
        self._on_failure(work, self._suggestions.jobs[trial.trial_id], traceback)
        self._progress.ended(work.trial, f"FAILED ({_last_line(traceback)})")


def _traceback(trial: Trial) -> str:
    file = trial.error_file
    if file and Path(file).exists():
        return Path(file).read_text()
    return "no traceback: the trial's process died (out of memory, or killed)"


def _last_line(text: str) -> str:
    lines = [line for line in text.strip().splitlines() if line.strip()]
    return lines[-1].strip()[:200] if lines else "no message"


def trainable(config: dict[str, Any]) -> None:
    """What Tune runs in its actor: one trial, from its job, here or on workers of its own."""
    logging.getLogger("alembic").setLevel(logging.WARNING)
    job = job_from_json(config["job"])
    try:
        if job.resources.workers > 1:
            from orchestrator.team import run_team

            is_complete = run_team(job)
        else:
            from workers.trial import run_trial

            is_complete = run_trial(job, tune.report)
    except InputError as error:
        # Trying again would meet the same input: it is told, not raised.
        tune.report({"phase": _REFUSED, "because": str(error)})
    else:
        tune.report({"phase": "done" if is_complete else _WAITING})


def _actor_resources(resources: Resources) -> Any:
    if resources.workers == 1:
        return {"cpu": resources.cpu, "gpu": resources.gpus}
    from orchestrator.team import DRIVER_RESOURCES

    return tune.PlacementGroupFactory([DRIVER_RESOURCES])


def run_jobs(
    queue: JobQueue,
    make_job: Callable[[Work], Job],
    on_failure: Callable[[Work, Job, str], None],
    progress: Progress,
    *,
    resources: Resources,
    concurrency: int,
    max_retries: int,
) -> None:
    """Run the queue until it is finished. KeyboardInterrupt passes through."""
    suggestions = _Suggestions(queue, make_job, on_failure, progress)
    with tempfile.TemporaryDirectory(prefix="scoresweep-tune-") as folder, progress.showing():
        tune.Tuner(
            tune.with_resources(trainable, _actor_resources(resources)),
            tune_config=TuneConfig(
                search_alg=suggestions,
                num_samples=-1,
                max_concurrent_trials=concurrency,
                reuse_actors=True,
            ),
            run_config=RunConfig(
                storage_path=folder,
                verbose=0,
                failure_config=FailureConfig(max_failures=max_retries),
                callbacks=[_Watch(suggestions, progress, on_failure)],
            ),
        ).fit()
