"""How often training saves: rarely enough for short epochs, and never at a number's cost."""

from pathlib import Path

import pytest

from scoresweep.workers.data.batches import Dataset
from scoresweep.workers.training.checkpoint import CheckpointStore
from scoresweep.workers.training.save_interval import SaveInterval
from scoresweep.workers.training.state import EpochRecord
from scoresweep.workers.training.trainer import TrainingResult
from tests.workers.training.small_trials import assert_equal_to_the_bit, run, trial


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class Never(SaveInterval):
    def is_due(self) -> bool:
        return False


@pytest.mark.parametrize(("takes", "next_in"), [(0.03, 3), (0.25, 25), (2, 60)])
def test_the_next_save_waits_a_hundred_times_what_the_last_took_or_a_minute(takes, next_in):
    clock = Clock()
    pace = SaveInterval(clock=clock)
    assert pace.is_due(), "a process that goes on from another's state soon shows that it does"
    with pace.timed():
        clock.now += takes
    clock.now += next_in * 0.99
    assert not pace.is_due()
    clock.now += next_in * 0.02
    assert pace.is_due()


def test_who_waits_for_each_epoch_gets_it():
    clock = Clock()
    pace = SaveInterval(every_epoch=True, clock=clock)
    with pace.timed():
        clock.now += 1
    assert pace.is_due()


def test_the_first_and_the_last_epoch_are_saved_in_any_case(dataset: Dataset, tmp_path: Path):
    spec = trial(epochs=4)
    store, told = CheckpointStore(str(tmp_path), spec.key), []

    def on_epoch(journal: tuple[EpochRecord, ...]) -> None:
        found = store.latest()
        assert found is not None
        assert found[1]["epoch"] == len(journal), "saved before it is told"
        told.append(len(journal))

    trained = run(spec, dataset, tmp_path, on_epoch, interval=Never())
    assert told == [1, 4]
    assert [record.epoch for record in trained.journal] == [1, 2, 3, 4]
    assert_equal_to_the_bit(trained, run(spec, dataset, tmp_path / "each"))


def test_killed_between_saves_it_repeats_what_wasnt_told(dataset: Dataset, tmp_path: Path):
    """To the bit, and no epoch is told twice."""
    spec = trial(epochs=4)
    told: list[int] = []

    class DiesAfterTheSecondEpoch(SaveInterval):
        def is_due(self) -> bool:
            raise KeyboardInterrupt

    def attempt(interval: SaveInterval) -> TrainingResult:
        return run(spec, dataset, tmp_path, lambda j: told.append(len(j)), interval=interval)

    with pytest.raises(KeyboardInterrupt):
        attempt(DiesAfterTheSecondEpoch())
    assert told == [1]
    continued = attempt(Never())
    assert told == [1, 4]
    assert_equal_to_the_bit(continued, run(spec, dataset, tmp_path / "undisturbed"))
