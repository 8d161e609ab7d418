"""The queue: judges first, nothing lost, nothing twice, whatever the order of endings."""

import dataclasses
import random

import pytest

from scoresweep.ledger.trial_state import TrialState
from scoresweep.orchestrator.execution.queue import JobQueue, trials_a_slot
from scoresweep.orchestrator.planning.work import Work
from scoresweep.specs.trial import DataSource, ModelSpec, TrainingSpec, TrialSpec, objective
from scoresweep.workers.data.sources import identify
from scoresweep.workers.data.types import DataInfo


def trial(seed: int) -> TrialSpec:
    return TrialSpec(
        objective=objective("baseline"),
        data=identify(DataSource(), DataInfo("x", 1, 8, 10, 100, 10)),
        model=ModelSpec(),
        training=TrainingSpec(),
        seed=seed,
    )


JUDGES = [Work(trial(seed), is_judge=True) for seed in (98, 99)]
JUDGE_KEYS = frozenset(work.trial.key for work in JUDGES)
BASELINE = Work(trial(0), is_judge=False, needs=JUDGE_KEYS)
OTHERS = [
    Work(trial(seed), is_judge=False, needs=JUDGE_KEYS | {BASELINE.trial.key})
    for seed in range(1, 6)
]
EVERYTHING = [*JUDGES, BASELINE, *OTHERS]
ALL_KEYS = JUDGE_KEYS | {BASELINE.trial.key}


def run(
    queue: JobQueue, slots: int, failing: set[str], draw: random.Random
) -> list[tuple[int, bool]]:
    """Play a sweep → (seed, whether all that it needs was there), in the order of starting.

    A trial that starts before a network that it needs is trained comes back; one that fails does so
    each time.
    """
    running: list[tuple[Work, bool]] = []
    log: list[tuple[int, bool]] = []
    trained: set[str] = set()
    for _ in range(1000):
        if queue.is_finished():
            return log
        while len(running) < slots and (work := queue.next()) is not None:
            needed = frozenset() if work.is_judge else ALL_KEYS - {work.trial.key}
            running.append((work, needed <= trained))
            log.append((work.trial.seed, needed <= trained))
        assert running, "nothing runs and nothing is finished: a deadlock"
        work, has_all = running.pop(draw.randrange(len(running)))
        if work.trial.key in failing:
            queue.ended(work, TrialState.FAILED)
            continue
        trained.add(work.trial.key)
        queue.ended(work, TrialState.FINISHED if has_all else TrialState.WAITING)
    raise AssertionError("no end")


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("slots", [1, 2, 3, 8])
def test_every_trial_is_measured_whole_and_none_more_than_twice(seed: int, slots: int):
    queue = JobQueue(list(EVERYTHING))
    log = run(queue, slots, set(), random.Random(seed))
    assert [seed for seed, _ in log[:2]][: min(slots, 2)] == [98, 99][: min(slots, 2)]
    assert {seed for seed, has_all in log if has_all} == {0, 1, 2, 3, 4, 5, 98, 99}
    assert all(sum(s == each for s, _ in log) <= 2 for each in range(6))
    assert queue.unmeasured == []
    if slots == 1:
        assert len(log) == 8


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("slots", [1, 3, 8])
@pytest.mark.parametrize("lost", [98, 0])
def test_a_network_that_failed_leaves_those_that_need_it_unmeasured_and_ends(
    seed: int, slots: int, lost: int
):
    """What the others could be measured without it is taken: they end after all that did train."""
    failing = {work.trial.key for work in EVERYTHING if work.trial.seed == lost}
    queue = JobQueue(list(EVERYTHING))
    run(queue, slots, failing, random.Random(seed))
    expected = {0, 1, 2, 3, 4, 5} - {lost}
    assert {t.seed for t in queue.unmeasured} == expected
    assert len(queue.unmeasured) == len(expected)


def test_the_baseline_is_there_for_others_while_it_waits_for_a_judge():
    """Only it and a judge are slow: the other trial needs the baseline's weights, not its end."""
    judge, baseline = (
        JUDGES[0],
        Work(trial(0), is_judge=False, needs=frozenset({JUDGES[0].trial.key})),
    )
    other = Work(trial(1), is_judge=False, needs=frozenset({baseline.trial.key}))
    queue = JobQueue([judge, baseline, other])
    assert [queue.next(), queue.next(), queue.next()] == [judge, baseline, other]
    queue.ended(other, TrialState.WAITING)
    assert queue.next() is None
    queue.ended(baseline, TrialState.WAITING)
    again = queue.next()
    assert again is not None and again.trial == other.trial
    assert queue.next() is None
    queue.ended(judge, TrialState.FINISHED)
    again = queue.next()
    assert again is not None and again.trial == baseline.trial


def test_what_waits_for_nobody_is_unmeasured():
    """As `evaluate` has it where a judge was never trained."""
    queue = JobQueue([Work(trial(0), is_judge=False)])
    work = queue.next()
    assert work is not None
    queue.ended(work, TrialState.WAITING)
    assert queue.is_finished()
    assert queue.unmeasured == [work.trial]


def test_a_failed_trial_is_dropped():
    queue = JobQueue([Work(trial(0), is_judge=False)])
    work = queue.next()
    assert work is not None
    assert not queue.is_finished()
    queue.ended(work, TrialState.FAILED)
    assert queue.is_finished()
    assert queue.next() is None


def test_a_failed_attempt_is_run_again_until_its_retries_are_used_up():
    first, second = (Work(trial(seed), is_judge=False) for seed in (0, 1))
    queue = JobQueue([first, second], max_retries=1)
    assert queue.next() is first
    assert queue.attempt_failed(first, counts=True, made_progress=True)
    assert queue.next() is first, (
        "before what hasn't begun: it has a checkpoint and a run that is open"
    )
    assert not queue.attempt_failed(first, counts=True, made_progress=True)
    assert queue.next() is second
    queue.ended(second, TrialState.FINISHED)
    assert queue.is_finished()


def test_what_was_taken_away_is_run_again_however_often():
    work = Work(trial(0), is_judge=False)
    queue = JobQueue([work], max_retries=0)
    for _ in range(100):
        assert queue.next() is work
        assert queue.attempt_failed(work, counts=False, made_progress=True)
    assert queue.next() is work
    assert not queue.attempt_failed(work, counts=True, made_progress=True)
    assert queue.is_finished()


def test_a_judge_that_will_be_run_again_is_still_waited_for():
    judge = JUDGES[0]
    other = Work(trial(1), is_judge=False, needs=frozenset({judge.trial.key}))
    queue = JobQueue([judge, other], max_retries=1)
    assert [queue.next(), queue.next()] == [judge, other]
    assert queue.attempt_failed(judge, counts=True, made_progress=True)
    queue.ended(other, TrialState.WAITING)
    assert queue.unmeasured == []
    assert queue.next() is judge
    queue.ended(judge, TrialState.FINISHED)
    again = queue.next()
    assert again is not None and again.trial == other.trial


def test_bad_luck_without_any_progress_has_an_end():
    """As of a trial that takes its machine down with it."""
    work = Work(trial(0), is_judge=False)
    queue = JobQueue([work], max_retries=2)
    attempts = 1
    assert queue.next() is work
    while queue.attempt_failed(work, counts=False, made_progress=False):
        assert queue.next() is work
        attempts += 1
    assert attempts == 10 + 3


def test_what_a_slot_compiles_serves_its_share_of_the_grid():
    """Seven cells that differ in λ, μ, seed and rate, two slots: one slot trains four of them, and
    the lazy one alone.
    """
    cells = [
        dataclasses.replace(
            trial(seed),
            objective=objective("score_matching", **{"lambda": 10.0**-seed, "mu": 10.0**-seed}),
            training=TrainingSpec(lr=0.1 / (seed + 1)),
        )
        for seed in range(7)
    ]
    lazy = dataclasses.replace(trial(0), objective=objective("score_matching", every=4))
    wider = dataclasses.replace(cells[0], model=ModelSpec(width=3))
    assert trials_a_slot([*cells, lazy, wider], slots=2) == {
        cells[0].step: 4,
        lazy.step: 1,
        wider.step: 1,
    }


def test_a_stopped_queue_lets_what_runs_end_and_hands_out_nothing():
    """One that runs ends; one that fails an attempt isn't run again; one that waits for the
    baseline, which isn't trained any more, isn't given up for it: it is left to the next launch.
    """
    asked: list[str] = []
    queue = JobQueue(EVERYTHING, max_retries=2, more=lambda: asked.append("more") or [])
    started = [queue.next() for _ in range(5)]
    first, second, baseline, one, other = (work for work in started if work is not None)
    queue.ended(one, TrialState.WAITING)
    queue.stop()
    assert queue.next() is None and not queue.is_finished()
    assert not queue.attempt_failed(baseline, counts=False, made_progress=True)
    queue.ended(other, TrialState.WAITING)
    queue.ended(first, TrialState.FINISHED)
    assert not queue.is_finished()
    queue.ended(second, TrialState.FINISHED)
    assert queue.is_finished() and queue.next() is None
    assert queue.unmeasured == [] and asked == []
