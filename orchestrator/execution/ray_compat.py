"""Private parts of Ray, in one place. All were seen on Ray 2.60; check them with each new version.

Imported by the driver too, so nothing here loads torch.
"""

import os
from collections.abc import Callable
from typing import Any, TypeVar

import ray
from ray.train.v2._internal.callbacks import placement_group_callback
from ray.train.v2._internal.callbacks.placement_group_callback import PlacementGroupCleanerCallback
from ray.train.v2._internal.execution.controller.placement_group_cleaner import (
    PlacementGroupCleaner,
)

E = TypeVar("E", bound=Exception)


# Ray Train: how often its controller polls a trial's workers. A worker that reports waits for the
# next poll, and so does the end of a trial. Without this, Ray's two seconds are most of the time of
# a trial with short epochs.
_POLL_VARIABLE, _POLL_S = "RAY_TRAIN_HEALTH_CHECK_INTERVAL_S", "0.5"


def poll_workers_often() -> None:
    """Make Ray Train poll its workers every _POLL_S seconds, unless the environment sets it."""
    os.environ.setdefault(_POLL_VARIABLE, _POLL_S)


# Ray Train: the actor that frees a trial's placement group when the trial's controller is killed.
# Ray's own calls exit_actor in a thread, which ends that thread alone, so the actor never ends;
# and it starts monitoring at a call that never comes if the controller dies first. Without this,
# each trial on several workers that is killed leaves a process, and may leave its GPUs taken.
class _Cleaner(PlacementGroupCleaner):
    def __init__(self, *arguments: Any, **named: Any):
        super().__init__(*arguments, **named)
        self.start_monitoring()

    def _monitor_loop(self) -> None:
        # The State API would ask whichever Ray it finds on the machine. This process does nothing
        # else, so its environment may change.
        os.environ["RAY_ADDRESS"] = ray.get_runtime_context().gcs_address
        super()._monitor_loop()

    def _exit(self) -> None:
        ray.kill(ray.get_runtime_context().current_actor)


class _CleanerCallback(PlacementGroupCleanerCallback):
    def after_controller_start(self, train_run_context: Any) -> None:
        # In the controller's process, which creates no other cleaner.
        placement_group_callback.PlacementGroupCleaner = _Cleaner
        super().after_controller_start(train_run_context)


def with_own_cleaner(callbacks: list[Any]) -> list[Any]:
    """Return a trainer's default callbacks, with the cleaner above in place of Ray's."""
    return [
        _CleanerCallback() if type(each) is PlacementGroupCleanerCallback else each
        for each in callbacks
    ]


# Ray Train: exceptions wrap what a worker raised, and what Ray met when it polled a worker. Without
# this, every failure of a worker counts as the trial's own.
def worker_failures(failures: dict[int, Exception]) -> list[Exception]:
    """Return the errors of a WorkerGroupError, without the wrapper of failed polls."""
    return [getattr(error, "health_check_failure", error) for error in failures.values()]


def find_cause(error: BaseException | None, kind: type[E]) -> E | None:
    """Return the first error of this kind among an error and its causes."""
    while error is not None and not isinstance(error, kind):
        error = getattr(error, "_base_exc", None) or error.__cause__
    return error


# Ray Tune: the brackets of asynchronous successive halving, to which Tune assigns trials by NumPy's
# global generator. Without this, a relaunch would assign a trial to another bracket.
def join_bracket(scheduler: Any, trial_id: str, choose: Callable[[list[int]], int]) -> None:
    """Assign a trial that has no bracket to one, by its index: `choose` gets each one's rungs."""
    if trial_id not in scheduler._trial_info:
        rungs = [len(bracket._rungs) for bracket in scheduler._brackets]
        scheduler._trial_info[trial_id] = scheduler._brackets[choose(rungs)]
