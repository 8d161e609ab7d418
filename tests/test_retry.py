"""Waiting for a server that is away, with a clock that is moved by hand."""

import pytest
from mlflow.exceptions import MlflowException
from mlflow.protos.databricks_pb2 import (
    BAD_REQUEST,
    RESOURCE_DOES_NOT_EXIST,
    TEMPORARILY_UNAVAILABLE,
)

from scoresweep.retry import retry_with_backoff


class World:
    """A server that is away until a moment, and a clock that sleeping moves on."""

    def __init__(self, back_at: float, code: int = TEMPORARILY_UNAVAILABLE):
        self.now, self.back_at, self.code = 0.0, back_at, code
        self.asked: list[float] = []
        self.told: list[str] = []

    def action(self) -> str:
        self.asked.append(self.now)
        if self.now < self.back_at:
            raise MlflowException("away", self.code)
        return "answer"

    def sleep(self, seconds: float) -> None:
        self.now += seconds

    def ask(self, timeout_s: float = 900) -> str:
        return retry_with_backoff(
            self.action,
            lambda error: self.told.append(str(error)),
            timeout_s=timeout_s,
            sleep=self.sleep,
            clock=lambda: self.now,
        )


def test_an_answer_at_once():
    world = World(0)
    assert world.ask() == "answer"
    assert (world.asked, world.told) == ([0], [])


@pytest.mark.parametrize("code", [TEMPORARILY_UNAVAILABLE, BAD_REQUEST])
@pytest.mark.parametrize("away_s", [1, 60, 600])
def test_a_server_that_comes_back(away_s: float, code: int):
    """Told once, asked often enough to go on within 20 seconds, and not more than every half
    second.
    """
    world = World(away_s, code)
    assert world.ask() == "answer"
    assert away_s <= world.now <= away_s + 20
    assert len(world.told) == 1
    assert len(world.asked) < 10 + away_s / 20


def test_a_server_that_stays_away():
    world = World(1e9)
    with pytest.raises(MlflowException, match="away"):
        world.ask(timeout_s=100)
    assert 80 <= world.now <= 100


def test_what_no_waiting_mends():
    world = World(1e9, RESOURCE_DOES_NOT_EXIST)
    with pytest.raises(MlflowException):
        world.ask()
    assert (world.asked, world.told) == ([0], [])


def test_another_error_is_raised_at_once():
    with pytest.raises(KeyError):
        retry_with_backoff(lambda: {}["x"], pytest.fail, sleep=pytest.fail)
