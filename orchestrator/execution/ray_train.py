"""A trial on several workers: Ray Train inside the trial's Tune actor. The only file that imports ray.train."""

import contextlib
import dataclasses
import io
import os
import tempfile
from typing import Any, TypeVar

import ray
import ray.train
from ray.exceptions import RayActorError
from ray.train import FailureConfig, RunConfig, ScalingConfig
from ray.train.torch import TorchConfig, TorchTrainer
from ray.train.v2._internal.callbacks import placement_group_callback
from ray.train.v2._internal.callbacks.placement_group_callback import PlacementGroupCleanerCallback
from ray.train.v2._internal.constants import HEALTH_CHECK_INTERVAL_S_ENV_VAR
from ray.train.v2._internal.execution.controller.placement_group_cleaner import (
    PlacementGroupCleaner,
)
from ray.train.v2.api.exceptions import WorkerGroupError

from scoresweep.errors import InputError, LostWorkerError, PreemptedError
from scoresweep.orchestrator.cluster.session import went_with_its_machine
from scoresweep.specs.job import Job, job_from_json, job_to_json

E = TypeVar("E", bound=Exception)
# What the trial's own actor holds while its workers train: nothing but a place on the head node, which isn't
# the kind of machine that is taken away.
DRIVER_RESOURCES = {"node:__internal_head__": 0.001}
# Workers wait for each other in every step; one that is gone for this long has hung.
_STEP_TIMEOUT_S = 1800
# How often Ray Train looks at a trial's workers. A worker that reports waits until it has looked, and a trial ends when it
# has: with Ray's own two seconds a trial of short epochs did little else than wait.
_LOOKS_EACH_S = "0.5"


def run_team(job: Job, on_report: ray.train.UserCallback, began_ms: int) -> bool:
    """Run a trial on its workers and wait; on_report passes on what they report. Returns what run_trial does; raises InputError as it does.

    began_ms: when this began, by this machine's clock, which is taken to agree with the workers'.
    """
    resources, tracking_uri = job.resources, job.tracking_uri
    os.environ.setdefault(HEALTH_CHECK_INTERVAL_S_ENV_VAR, _LOOKS_EACH_S)

    def work(config: dict[str, Any]) -> bool:
        return _work(config, tracking_uri, began_ms)

    with tempfile.TemporaryDirectory(prefix="scoresweep-train-") as folder:
        trainer = _Trainer(
            work,
            # Ray Train shows and exports what it is given here: the address may hold a password.
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
                # A trial that failed is tried again by Tune, from its checkpoint.
                failure_config=FailureConfig(max_failures=0, controller_failure_limit=3),
                callbacks=[on_report],
            ),
        )
        try:
            # Ray Train draws a progress line of its own.
            with contextlib.redirect_stdout(io.StringIO()):
                result = trainer.fit()
        except WorkerGroupError as error:
            known = _known_cause(error)
            if known is not None:
                raise known from error
            raise
    return bool(result.return_value)


class _Cleaner(PlacementGroupCleaner):
    """Frees a trial's placement group when the process that drives its workers is killed, and then ends itself.

    Ray's own calls exit_actor in a thread, which ends that thread alone, and stays for ever; and it waits for a call to
    begin, which never comes if that process dies first (Ray 2.60).
    """

    def __init__(self, *arguments: Any, **named: Any):
        super().__init__(*arguments, **named)
        self.start_monitoring()

    def _monitor_loop(self) -> None:
        # In this process, which does nothing else: the State API would ask whichever Ray it finds on the machine.
        os.environ["RAY_ADDRESS"] = ray.get_runtime_context().gcs_address
        super()._monitor_loop()

    def _exit(self) -> None:
        ray.kill(ray.get_runtime_context().current_actor)


class _CleanerCallback(PlacementGroupCleanerCallback):
    def after_controller_start(self, train_run_context: Any) -> None:
        # In the controller's process, which makes no other.
        placement_group_callback.PlacementGroupCleaner = _Cleaner
        super().after_controller_start(train_run_context)


class _Trainer(TorchTrainer):
    def _create_default_callbacks(self) -> list[Any]:
        return [
            _CleanerCallback() if type(each) is PlacementGroupCleanerCallback else each
            for each in super()._create_default_callbacks()
        ]


def _work(config: dict[str, Any], tracking_uri: str, began_ms: int) -> bool:
    """What each worker runs."""
    job = dataclasses.replace(job_from_json(config["job"]), tracking_uri=tracking_uri)
    from scoresweep.workers.runtime.distributed import Team
    from scoresweep.workers.trial import run_trial

    context = ray.train.get_context()
    team = Team(context.get_world_rank(), context.get_world_size())
    return run_trial(job, ray.train.report, team, began_ms=began_ms)


def _known_cause(error: WorkerGroupError) -> Exception | None:
    """What the driver of the sweep tells apart: bad input, a machine that went, a process that went."""
    # Ray Train wraps what it met when it asked a worker.
    failures = [getattr(e, "health_check_failure", e) for e in error.worker_failures.values()]
    for kind in (InputError, PreemptedError):
        if told := [found for found in (_cause(failure, kind) for failure in failures) if found]:
            return kind(str(told[0]))
    lost = [failure for failure in failures if isinstance(failure, RayActorError)]
    if not lost:
        return None
    cause = PreemptedError if any(map(went_with_its_machine, lost)) else LostWorkerError
    return cause(f"a worker of the trial went away: {lost[0]}")


def _cause(failure: BaseException | None, kind: type[E]) -> E | None:
    """The error of this kind that a worker failed of, if that is what it was."""
    while failure is not None:
        if isinstance(failure, kind):
            return failure
        failure = getattr(failure, "_base_exc", None) or failure.__cause__
    return None
