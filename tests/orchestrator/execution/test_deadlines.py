"""When a trial counts as hung, with a clock that is moved by hand."""

import pytest

from scoresweep.orchestrator.config.sweep import DeadlineSpec, validate
from scoresweep.orchestrator.execution.deadlines import Deadlines
from scoresweep.workers.training.save_interval import SaveInterval

SPEC = DeadlineSpec(start_minutes=10, epoch_minutes=3, measurement_minutes=5)


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now

    def forward(self, minutes: float) -> None:
        self.now += 60 * minutes


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_each_phase_has_its_own_deadline(clock: Clock):
    deadlines = Deadlines(SPEC, clock, measured_at_once=1)
    deadlines.started("a")
    clock.forward(9.9)
    assert deadlines.overdue() == {}
    deadlines.reported("a", "training")
    clock.forward(2.9)
    deadlines.reported("a", "training")
    clock.forward(2.9)
    assert deadlines.overdue() == {}
    deadlines.reported("a", "measuring trace")
    clock.forward(4.9)
    assert deadlines.overdue() == {}
    clock.forward(0.2)
    assert deadlines.overdue() == {
        "a": "it hung: 5 minutes without the end of measuring trace; if it only is slow, give it "
        "longer, as in "
        "--set deadlines.measurement_minutes=10"
    }
    clock.forward(100)
    assert deadlines.overdue() == {}, "each is told once"


def test_epochs_that_are_told_together_are_waited_for(clock: Clock):
    """A trial of short epochs whose saves are slow, by the interval that it keeps, isn't taken for
    one that hangs.
    """
    deadlines = Deadlines(DeadlineSpec(epoch_minutes=1), clock, measured_at_once=1)
    interval = SaveInterval(clock=clock)
    deadlines.reported("a", "training")
    told = 0
    for _ in range(100):
        clock.now += 5
        if interval.is_due():
            with interval.timed():
                clock.now += 0.7
            deadlines.reported("a", "training")
            told += 1
        assert deadlines.overdue() == {}
    assert 5 < told < 20
    clock.forward(2.1)
    assert "it hung: 2 minutes without its next epoch" in deadlines.overdue()["a"]


def test_a_start_that_hangs_and_its_second_try(clock: Clock):
    deadlines = Deadlines(SPEC, clock, measured_at_once=1)
    deadlines.started("a")
    clock.forward(6)
    deadlines.started("b")
    clock.forward(6)
    [(trial, reason)] = deadlines.overdue().items()
    assert trial == "a"
    assert "10 minutes without its first epoch" in reason
    assert "deadlines.start_minutes=20" in reason
    deadlines.started("a")
    clock.forward(9)
    assert list(deadlines.overdue()) == ["b"]
    clock.forward(2)
    assert list(deadlines.overdue()) == ["a"]


def test_a_trial_that_ended_or_says_something_else_is_left_alone(clock: Clock):
    deadlines = Deadlines(SPEC, clock, measured_at_once=1)
    deadlines.started("a")
    deadlines.reported("a", None)
    deadlines.reported("a", "training")
    deadlines.ended("a")
    clock.forward(1000)
    assert deadlines.overdue() == {}


def test_workers_that_measure_side_by_side_have_the_sum(clock: Clock):
    deadlines = Deadlines(SPEC, clock, measured_at_once=4)
    deadlines.reported("a", "measuring")
    clock.forward(19)
    assert deadlines.overdue() == {}
    clock.forward(2)
    assert list(deadlines.overdue()) == ["a"]


def test_deadlines_are_part_of_a_sweep_and_of_no_key():
    tree = {"name": "x", "variants": ["baseline"], "deadlines": {"epoch_minutes": 2.5}}
    assert validate(tree, "x").deadlines == DeadlineSpec(epoch_minutes=2.5)
