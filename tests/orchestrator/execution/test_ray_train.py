"""Why a trial on several workers ended, as Ray Train tells it."""

import pytest
from ray.exceptions import ActorDiedError, RayActorError
from ray.train import WorkerGroupError
from ray.train.v2._internal.exceptions import WorkerHealthCheckFailedError

from scoresweep.errors import InputError, LostWorkerError, PreemptedError
from scoresweep.orchestrator.execution.ray_train import _cause


def told(*failures: Exception) -> Exception | None:
    return _cause(WorkerGroupError("failed", dict(enumerate(failures))))


def asked(failure: Exception) -> WorkerHealthCheckFailedError:
    return WorkerHealthCheckFailedError("a worker couldn't be asked", failure)


def test_a_worker_that_went_away_is_seen_through_what_wraps_it():
    broken = RuntimeError("Connection closed by peer")
    assert isinstance(told(asked(ActorDiedError())), LostWorkerError)
    assert isinstance(told(broken, asked(ActorDiedError())), LostWorkerError)


@pytest.mark.parametrize(
    "error",
    [
        RayActorError(error_msg="The actor died because its node has died."),
        RayActorError(error_msg="The process receives a SIGTERM."),
        RayActorError(preempted=True),
    ],
)
def test_one_that_went_with_its_machine(error: RayActorError):
    assert isinstance(told(asked(error), RuntimeError("Connection closed")), PreemptedError)


def test_a_mistake_in_the_input_is_what_is_told():
    failure = RuntimeError("in the worker")
    failure.__cause__ = InputError("data: there is no folder x")
    assert str(told(failure, asked(ActorDiedError()))) == "data: there is no folder x"


def test_one_that_was_told_to_end_and_saved():
    """The others of its team raise the same as it does."""
    saved = PreemptedError("told to end; epoch 3 is saved after 2 steps")
    assert str(told(RuntimeError("Connection closed"), saved)) == str(saved)
    assert isinstance(told(saved, asked(ActorDiedError())), PreemptedError)


def test_an_error_of_the_trials_own_is_left_as_it_is():
    assert told(RuntimeError("out of range")) is None
