"""The queue: the judge first, nothing lost, nothing twice, whatever the order of endings."""

import random

import pytest

from orchestrator.jobs import JobQueue, Outcome, Work
from workers.images import DataInfo
from workers.sources import identify
from workers.spec import DataSource, ModelSpec, TrainingSpec, TrialSpec, objective


def trial(seed: int) -> TrialSpec:
    return TrialSpec(
        objective=objective("baseline"),
        data=identify(DataSource(), DataInfo("x", 1, 8, 10, 100, 10)),
        model=ModelSpec(),
        training=TrainingSpec(),
        seed=seed,
    )


def run(queue: JobQueue, slots: int, judge_outcome: Outcome, draw: random.Random) -> list[Work]:
    """Play a sweep; a trial started before the judge is done comes back for its GAN-test."""
    running: list[tuple[Work, bool]] = []
    log, judge_done, idle = [], False, 0
    while not queue.is_finished():
        while len(running) < slots and (work := queue.next()) is not None:
            running.append((work, judge_done))
            log.append(work)
        assert running, "nothing runs and nothing is finished: a deadlock"
        work, had_judge = running.pop(draw.randrange(len(running)))
        if work.is_judge:
            judge_done = judge_outcome is Outcome.DONE
            queue.ended(work, judge_outcome)
        else:
            queue.ended(work, Outcome.DONE if had_judge else Outcome.NEEDS_JUDGE)
        idle += 1
        assert idle < 1000
    return log


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("slots", [1, 2, 5])
def test_every_trial_is_measured_and_none_twice(seed: int, slots: int):
    judge = Work(trial(99), is_judge=True)
    trials = [Work(trial(i), is_judge=False) for i in range(6)]
    queue = JobQueue([judge, *trials])
    log = run(queue, slots, Outcome.DONE, random.Random(seed))
    assert log[0] is judge
    assert log.count(judge) == 1
    assert {work.trial.seed for work in log} == {0, 1, 2, 3, 4, 5, 99}
    assert all(log.count(work) <= 2 for work in trials)
    assert queue.unmeasured == []
    if slots == 1:
        assert len(log) == 7


@pytest.mark.parametrize("slots", [1, 3])
def test_a_failed_judge_leaves_the_trials_unmeasured_and_ends(slots: int):
    judge = Work(trial(99), is_judge=True)
    trials = [Work(trial(i), is_judge=False) for i in range(4)]
    queue = JobQueue([judge, *trials])
    run(queue, slots, Outcome.FAILED, random.Random(0))
    assert {t.seed for t in queue.unmeasured} == {0, 1, 2, 3}


def test_a_failed_trial_is_dropped():
    queue = JobQueue([Work(trial(0), is_judge=False)])
    work = queue.next()
    assert work is not None
    assert not queue.is_finished()
    queue.ended(work, Outcome.FAILED)
    assert queue.is_finished()
    assert queue.next() is None
