"""Runs a queue of jobs as Ray Tune trials. The only file that imports ray.tune."""

import dataclasses
import logging
import os
import socket
import tempfile
import time
from pathlib import Path
from typing import Any, Protocol

import ray
from ray import tune
from ray.exceptions import RayActorError, RayTaskError
from ray.tune import Callback, FailureConfig, RunConfig, TuneConfig
from ray.tune.experiment import Trial
from ray.tune.result import DONE
from ray.tune.search import Searcher

from scoresweep.errors import InputError, LostWorkerError, PreemptedError
from scoresweep.orchestrator.cli.progress import Progress
from scoresweep.orchestrator.cluster.cleanup import FOLDER, remove_folders
from scoresweep.orchestrator.cluster.session import check_interrupted, went_with_its_machine
from scoresweep.orchestrator.config.search import Halving
from scoresweep.orchestrator.execution.deadlines import Deadlines, DeadlineSpec
from scoresweep.orchestrator.execution.early_stopping import HalvingByKey
from scoresweep.orchestrator.execution.queue import JobQueue, Outcome, Work
from scoresweep.specs.job import Job, Resources, job_from_json, job_to_json
from scoresweep.specs.measurements import MEASUREMENTS
from scoresweep.specs.trial import TrialSpec

# How a trial says that it ended: waiting for another network, or refused for what it was given.
_WAITING = "waiting for another network"
_REFUSED = "refused"
_TRAINING = "training"


class Hooks(Protocol):
    """Whom a launch tells of its trials, on the driver."""

    def make_job(self, work: Work) -> Job: ...
    def on_failure(self, work: Work, job: Job, traceback: str) -> None: ...
    def on_stop(self, work: Work, job: Job, epoch: int) -> None: ...
    def on_epoch(self, work: Work, report: dict[str, Any]) -> None: ...
    def on_end(self, work: Work, outcome: Outcome) -> None: ...


class _Suggestions(Searcher):
    """Feeds Tune from the queue. A job's run is made here, on the driver, as the job starts."""

    def __init__(self, queue: JobQueue, hooks: Hooks, progress: Progress):
        super().__init__()
        self._queue, self._hooks, self._progress = queue, hooks, progress
        self.work: dict[str, Work] = {}
        self.jobs: dict[str, Job] = {}

    def suggest(self, trial_id: str) -> Any:
        work = self._queue.next()
        if work is None:
            return Searcher.FINISHED if self._queue.is_finished() else None
        job = self._hooks.make_job(work)
        self.work[trial_id], self.jobs[trial_id] = work, job
        self._progress.started(work.trial)
        # Tune writes what it is given into its folder, readable by all: the address, which may hold a
        # password, goes another way.
        return {"job": job_to_json(dataclasses.replace(job, tracking_uri=""))}

    def on_trial_complete(
        self, trial_id: str, result: dict[str, Any] | None = None, error: bool = False
    ) -> None:
        if error:
            return  # _Watch hears what it was, and tells the queue
        work, said = self.work[trial_id], result or {}
        phase = said.get("phase")
        if phase == _WAITING:
            outcome = Outcome.WAITING
        elif phase == _REFUSED:
            outcome = Outcome.FAILED
            self._hooks.on_failure(work, self.jobs[trial_id], said["because"])
            self._progress.ended(work.trial, f"FAILED ({said['because']})")
        elif phase == _TRAINING:
            # Whoever trains says so last of all only if it was stopped.
            outcome = Outcome.STOPPED
            self._hooks.on_stop(work, self.jobs[trial_id], said["epoch"])
            self._progress.ended(work.trial, f"stopped after epoch {said['epoch']}")
        else:
            outcome = Outcome.DONE
        self._queue.ended(work, outcome)
        self._hooks.on_end(work, outcome)
        if outcome is Outcome.DONE:
            self._progress.ended(work.trial, "done")

    def candidate(self, trial_id: str) -> TrialSpec | None:
        """A trial that a search may stop."""
        work = self.work.get(trial_id)
        return work.trial if work is not None and work.is_candidate else None

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
        queue: JobQueue,
        suggestions: _Suggestions,
        progress: Progress,
        hooks: Hooks,
        deadlines: Deadlines,
    ):
        self._queue, self._suggestions, self._deadlines = queue, suggestions, deadlines
        self._progress, self._hooks = progress, hooks
        # Attempts that have trained an epoch or ended a measurement.
        self._got_on: set[str] = set()
        self._first_phase: dict[str, str | None] = {}
        # Why a trial was killed, until its end is told.
        self._killed: dict[str, str] = {}

    def __getstate__(self) -> dict[str, Any]:
        """Nothing, as for _Suggestions."""
        return {}

    def on_trial_result(
        self, iteration: int, trials: list[Trial], trial: Trial, result: dict[str, Any], **_: Any
    ) -> None:
        phase = result.get("phase")
        self._deadlines.heard(trial.trial_id, phase)
        if phase == _TRAINING:
            self._hooks.on_epoch(self._suggestions.work[trial.trial_id], result)
        if phase == _TRAINING or self._first_phase.setdefault(trial.trial_id, phase) != phase:
            self._got_on.add(trial.trial_id)
        is_stopped = phase == _TRAINING and result.get(DONE)
        if phase not in (None, _REFUSED) and not is_stopped:
            self._progress.reported(self._suggestions.work[trial.trial_id].trial, result)

    def on_trial_start(self, iteration: int, trials: list[Trial], trial: Trial, **_: Any) -> None:
        self._deadlines.started(trial.trial_id)

    def on_trial_complete(
        self, iteration: int, trials: list[Trial], trial: Trial, **_: Any
    ) -> None:
        """Also of one that was stopped. Its team's process waits for its workers, which train on: it ends at once, and
        the workers with it. A process that trains by itself is at a report, and ends there."""
        self._deadlines.ended(trial.trial_id)
        actor = trial.temporary_state.ray_actor
        is_team = self._suggestions.jobs[trial.trial_id].resources.workers > 1
        if is_team and actor is not None and trial.last_result.get("phase") == _TRAINING:
            ray.kill(actor)

    def on_step_begin(self, iteration: int, trials: list[Trial], **_: Any) -> None:
        """Kill what has hung. Tune sees the actor die, and `on_trial_error` hears of it."""
        check_interrupted()
        for trial_id, reason in self._deadlines.overdue().items():
            trial = next(trial for trial in trials if trial.trial_id == trial_id)
            if trial.temporary_state.ray_actor is not None:
                self._killed[trial_id] = reason
                ray.kill(trial.temporary_state.ray_actor)

    def on_trial_error(self, iteration: int, trials: list[Trial], trial: Trial, **_: Any) -> None:
        """Each attempt is a Tune trial of its own: whether there is another one is the queue's to say."""
        trial_id = trial.trial_id
        self._deadlines.ended(trial_id)
        work, hung = self._suggestions.work[trial_id], self._killed.pop(trial_id, None)
        traceback = hung or _traceback(trial)
        got_on = trial_id in self._got_on
        counts = hung is not None or not _was_taken_away(trial, got_on=got_on)
        if self._queue.attempt_failed(work, counts=counts, got_on=got_on):
            self._progress.ended(work.trial, f"failed, trying again ({_last_line(traceback)})")
            return
        self._hooks.on_failure(work, self._suggestions.jobs[trial_id], traceback)
        self._hooks.on_end(work, Outcome.FAILED)
        self._progress.ended(work.trial, f"FAILED ({_last_line(traceback)})")


def _was_taken_away(trial: Trial, *, got_on: bool) -> bool:
    """Whether an attempt ended by no fault of its own: with its machine, or killed after it had got on.

    A process that is killed again and again before it gets anywhere may be what fills its machine's memory.
    """
    error = trial.get_pickled_error()
    if isinstance(error, RayTaskError):
        error = error.cause
    if isinstance(error, PreemptedError):
        return True
    if isinstance(error, LostWorkerError):
        return got_on
    if not isinstance(error, RayActorError):
        return False
    return got_on or went_with_its_machine(error)


def _traceback(trial: Trial) -> str:
    file = trial.error_file
    if file and Path(file).exists():
        return Path(file).read_text()
    return "no traceback: the trial's process died (out of memory, or killed)"


def _last_line(text: str) -> str:
    lines = [line for line in text.strip().splitlines() if line.strip()]
    return lines[-1].strip()[:200] if lines else "no message"


def trainable(config: dict[str, Any], tracking_uri: str) -> None:
    """What Tune runs in its actor: one trial, from its job, here or on workers of its own."""
    began_ms = time.time_ns() // 1_000_000
    logging.getLogger("alembic").setLevel(logging.WARNING)
    job = dataclasses.replace(job_from_json(config["job"]), tracking_uri=tracking_uri)
    try:
        if job.resources.workers > 1:
            from ray.tune.integration.ray_train import TuneReportCallback

            from scoresweep.orchestrator.execution.ray_train import run_team

            is_complete = run_team(job, TuneReportCallback(), began_ms)
        else:
            from scoresweep.workers.trial import run_trial

            is_complete = run_trial(job, tune.report, began_ms=began_ms)
    except InputError as error:
        # Trying again would meet the same input: it is told, not raised.
        report_last({"phase": _REFUSED, "because": str(error)})
    else:
        report_last({"phase": "done" if is_complete else _WAITING})


def report_last(said: dict[str, Any]) -> None:
    """A trial's last word, and that it is the last: else Tune asks once more, to hear that there is nothing."""
    tune.report({**said, DONE: True})


def _actor_resources(resources: Resources) -> Any:
    if resources.workers == 1:
        return {"cpu": resources.cpu, "gpu": resources.gpus}
    from scoresweep.orchestrator.execution.ray_train import DRIVER_RESOURCES

    return tune.PlacementGroupFactory([DRIVER_RESOURCES])


def run_jobs(
    queue: JobQueue,
    hooks: Hooks,
    progress: Progress,
    *,
    resources: Resources,
    concurrency: int,
    deadlines: DeadlineSpec,
    tracking_uri: str,
    halving: Halving | None = None,
) -> None:
    """Run the queue until it is finished. KeyboardInterrupt passes through. halving is for candidates alone."""
    # By way of Ray's memory, not of any file.
    with_store = tune.with_parameters(trainable, tracking_uri=tracking_uri)
    suggestions = _Suggestions(queue, hooks, progress)
    # Workers of one trial measure side by side and report when all are done.
    at_once = 1 if resources.workers == 1 else len(MEASUREMENTS)
    watch = _Watch(
        queue,
        suggestions,
        progress,
        hooks,
        Deadlines(deadlines, time.monotonic, measured_at_once=at_once),
    )
    scheduler = None
    if halving is not None:
        scheduler = HalvingByKey(halving, suggestions.candidate)
    remove_folders()
    prefix = f"{FOLDER}-{socket.gethostname()}-{os.getpid()}-"
    with tempfile.TemporaryDirectory(prefix=prefix) as folder, progress.showing():
        tune.Tuner(
            tune.with_resources(with_store, _actor_resources(resources)),
            tune_config=TuneConfig(
                search_alg=suggestions,
                scheduler=scheduler,
                num_samples=-1,
                max_concurrent_trials=concurrency,
                # A team's process can't be told to stop; it ends with its trial.
                reuse_actors=resources.workers == 1,
            ),
            run_config=RunConfig(
                storage_path=folder,
                verbose=0,
                # Trying again is the queue's.
                failure_config=FailureConfig(max_failures=0),
                callbacks=[watch],
            ),
        ).fit()
