"""Runs a trial on several workers: Ray Train inside the trial's Tune actor."""

import contextlib
import dataclasses
import io
import tempfile
from typing import Any

import ray.train
from ray.exceptions import RayActorError
from ray.train import FailureConfig, RunConfig, ScalingConfig, WorkerGroupError
from ray.train.torch import TorchConfig, TorchTrainer

from scoresweep.collector import relax_collector
from scoresweep.errors import InputError, LostWorkerError, PreemptedError
from scoresweep.orchestrator.execution import ray_compat
from scoresweep.orchestrator.execution.retry_policy import was_preempted
from scoresweep.specs.job import Job, job_from_json, job_to_json

# Workers wait for each other in every step; one that is gone for this long has hung.
_STEP_TIMEOUT_S = 1800


class WorkersTrainer(TorchTrainer):
    """Ray's trainer, with our cleanup of a killed trial's resources."""

    def _create_default_callbacks(self) -> list[Any]:
        return ray_compat.with_own_cleaner(super()._create_default_callbacks())


def run_on_workers(job: Job, on_report: ray.train.UserCallback, began_ms: int) -> bool:
    """Run a trial on its workers and wait for them.

    Args:
        on_report: Passes on what the workers report.
        began_ms: When the trial began, by this machine's clock, which is taken to agree with the
            workers'.

    Returns:
        Whether every measurement was taken; see `workers.trial.run_trial`.

    Raises:
        InputError: A worker refused its input.
        PreemptedError: A worker's machine went away.
        LostWorkerError: A worker's process went away.
    """
    resources, tracking_uri = job.resources, job.tracking_uri
    ray_compat.poll_workers_often()

    def work(config: dict[str, Any]) -> bool:
        return _work(config, tracking_uri, began_ms)

    with tempfile.TemporaryDirectory(prefix="scoresweep-train-") as folder:
        trainer = WorkersTrainer(
            work,
            # Ray Train shows and exports its config, and a tracking URI may hold a password.
            train_loop_config={"job": job_to_json(dataclasses.replace(job, tracking_uri=""))},
            torch_config=TorchConfig(timeout_s=_STEP_TIMEOUT_S),
            scaling_config=ScalingConfig(
                num_workers=resources.workers,
                use_gpu=resources.gpus > 0,
                resources_per_worker={"CPU": resources.cpu, "GPU": resources.gpus},
            ),
            run_config=RunConfig(
                name="trial",
                storage_path=folder,
                # Another attempt is the queue's, from the trial's checkpoint.
                failure_config=FailureConfig(max_failures=0, controller_failure_limit=3),
                callbacks=[on_report],
            ),
        )
        try:
            # Ray Train draws a progress line of its own.
            with contextlib.redirect_stdout(io.StringIO()):
                result = trainer.fit()
        except WorkerGroupError as error:
            if (cause := _cause(error)) is not None:
                raise cause from error
            raise
    return bool(result.return_value)


def _work(config: dict[str, Any], tracking_uri: str, began_ms: int) -> bool:
    """Return what each worker runs."""
    relax_collector()
    job = dataclasses.replace(job_from_json(config["job"]), tracking_uri=tracking_uri)
    from scoresweep.workers.runtime.distributed import Team
    from scoresweep.workers.trial import run_trial

    context = ray.train.get_context()
    team = Team(context.get_world_rank(), context.get_world_size())
    return run_trial(job, ray.train.report, team, began_ms=began_ms)


def _cause(error: WorkerGroupError) -> Exception | None:
    """Return the cause that the driver distinguishes: bad input, a lost machine, a lost process."""
    failures = ray_compat.worker_failures(error.worker_failures)
    for kind in (InputError, PreemptedError):
        for failure in failures:
            if (found := ray_compat.find_cause(failure, kind)) is not None:
                return kind(str(found))
    lost = [failure for failure in failures if isinstance(failure, RayActorError)]
    if not lost:
        return None
    gone = PreemptedError if any(map(was_preempted, lost)) else LostWorkerError
    return gone(f"a worker of the trial went away: {lost[0]}")
