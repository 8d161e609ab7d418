"""How many trials share a GPU: arithmetic on what runs say. No GPU is here: sizes are made up, and
said to be.
"""

import dataclasses
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoresweep.ledger.records import RunRecord
from scoresweep.orchestrator.cluster.capacity import Capacity
from scoresweep.orchestrator.cluster.gpu_sharing import share_of, shared, trials_that_fit
from scoresweep.orchestrator.forecast.memory import Peaks, peaks_of_runs
from scoresweep.orchestrator.planning.params import run_params
from scoresweep.orchestrator.planning.pending import Pending
from scoresweep.specs.job import Resources
from scoresweep.specs.trial import DataSource, TrialSpec
from tests.orchestrator.forecast.test_memory import trial

GIB = 2**30
SHARED = Resources(gpu="shared")
WANTED = {"test_accuracy": "fingerprint", "gan_test": "another"}
# Room for many on one GPU.
LARGE = Capacity({"CPU": 100, "GPU": 1})


def record(of: TrialSpec, training: float | None, **changes: str) -> RunRecord:
    """As a trial leaves it that took so many GiB of a GPU, and one for each measurement."""
    tags = {
        "device": "NVIDIA H100",
        "data_fingerprint": of.data.fingerprint,
        "micro_batches": str(of.training.micro_batches),
        **{f"measurement.{name}": fingerprint for name, fingerprint in WANTED.items()},
        **changes,
    }
    metrics = {f"memory/{name}_gpu_gib": 1.0 for name in WANTED}
    return RunRecord(
        run_id="r",
        state="FINISHED",
        artifact_uri="",
        tags={f"scoresweep.{name}": value for name, value in tags.items()},
        params=run_params(of, DataSource()),
        metrics=metrics if training is None else metrics | {"memory/training_gpu_gib": training},
    )


def share(
    trials: list[TrialSpec],
    *records: RunRecord,
    resources: Resources = SHARED,
    wanted: dict[str, str] = WANTED,
    memory: int | None = 80 * GIB,
    capacity: Capacity = LARGE,
) -> tuple[float, str]:
    peaks = peaks_of_runs(records, on_gpu=True)
    todo = Pending(done=(), remeasure=(), train=tuple(trials), judges=())
    found, words = shared(resources, todo, wanted, peaks, memory, capacity)
    return found.gpus, words


@given(peak=st.integers(2**20, 200 * GIB), memory=st.integers(GIB, 200 * GIB))
def test_what_shares_a_gpu_fits_on_it(peak: int, memory: int):
    count = trials_that_fit(peak, memory)
    assert count >= 1
    if count > 1:
        assert count * (peak + GIB) <= 0.9 * memory
    if count < 99:
        assert (count + 1) * (peak + GIB) > 0.9 * memory


@given(st.integers(1, 99))
def test_ray_gives_each_its_share_and_no_more(count: int):
    """Ray counts in ten-thousandths; and our own count of slots agrees with it."""
    part = share_of(count)
    assert round(part * 10_000) * count <= 10_000
    assert round(part * 10_000) * (count + 1) > 10_000
    assert Capacity({"CPU": 1000, "GPU": 1}).slots(Resources(gpu=part)) == count


def test_the_largest_that_was_seen_decides():
    small, large = trial(), trial("score_matching")
    seen = [record(small, 2.0), record(large, 7.0), record(large, 9.0)]
    part, words = share([small, large] * 10, *seen)
    assert part == pytest.approx(1 / 7, abs=1e-4)
    assert words == (
        "up to 7 trials on each GPU, where 7 fit: 9.0 of 80.0 GiB is the most "
        "that one took in finished runs"
    )
    part, words = share([large], *seen, memory=12 * GIB)
    assert part == 1
    assert words.startswith("a whole GPU for each trial, where 1 fit: 9.0 of 12.0 GiB")


def test_a_measurement_may_be_what_takes_most():
    greedy = dataclasses.replace(
        record(trial(), 2.0),
        metrics={**record(trial(), 2.0).metrics, "memory/gan_test_gpu_gib": 30.0},
    )
    assert share([trial()] * 10, greedy)[0] == share_of(2)


@pytest.mark.parametrize(
    ("trials", "node", "count"),
    [
        (8, {"CPU": 100, "GPU": 4}, 2),
        (5, {"CPU": 100, "GPU": 4}, 1),
        (3, {"CPU": 100, "GPU": 4}, 1),
        (9, {"CPU": 100, "GPU": 8}, 1),
        (100, {"CPU": 6, "GPU": 4}, 1),
        (100, {"CPU": 8, "GPU": 4}, 2),
        (100, {"CPU": 2, "GPU": 4}, 1),
        (100, {"CPU": 100, "GPU": 4}, 7),
    ],
)
def test_no_gpu_is_shared_while_another_is_idle(trials: int, node: dict[str, float], count: int):
    """Ray fills one before it begins with the next.

    GPUs that cores don't reach are idle in any case.
    """
    part, words = share([trial()] * trials, record(trial(), 9.0), capacity=Capacity(node))
    assert part == share_of(count), words
    at_once = min(trials, Capacity(node).slots(Resources(gpu=part)))
    in_use = -(-at_once // count)
    assert in_use == min(node["GPU"], trials, node["CPU"])
    most = dataclasses.replace(SHARED, max_trials=5)
    many = share([trial()] * 100, record(trial(), 9.0), resources=most)
    assert many[0] == share_of(5), "no more than may run at once"


@pytest.mark.parametrize(
    "other",
    [
        record(trial("score_matching"), None),
        record(trial("score_matching"), 7.0, device="2 workers, each NVIDIA H100"),
        record(trial("score_matching", batch=64), 7.0),
        record(trial("score_matching", width=32), 7.0),
        record(trial("score_matching", estimator="sliced"), 7.0),
        record(trial("score_matching"), 7.0, micro_batches="4"),
        record(trial("score_matching"), 7.0, data_fingerprint="of others"),
        dataclasses.replace(record(trial("score_matching"), 7.0), state="RUNNING"),
    ],
    ids=["untold", "workers", "batch", "width", "estimator", "micro", "data", "running"],
)
def test_what_another_kind_took_says_nothing(other: RunRecord):
    part, words = share([trial(), trial("score_matching")], record(trial(), 2.0), other)
    assert part == 1
    assert "no finished run says what all of score_matching taylor on resnet9" in words


def test_a_measurement_that_wasnt_seen_may_take_all():
    assert share([trial()] * 9, record(trial(), 9.0))[0] < 1
    assert share([trial()] * 9, record(trial(), 9.0), wanted=WANTED | {"trace": "t"})[0] == 1
    assert share([trial()] * 9, record(trial(), 9.0), wanted=WANTED | {"gan_test": "t"})[0] == 1


@pytest.mark.parametrize(
    ("todo", "training", "wanted"),
    [
        (Pending((), (), (), (trial(),) * 9), 9.0, WANTED | {"trace": "t"}),
        (Pending((), (trial(),) * 9, (), ()), None, WANTED),
    ],
    ids=["judge", "measured again"],
)
def test_a_judge_is_only_trained_and_what_is_trained_only_measured(
    todo: Pending, training: float | None, wanted: dict[str, str]
):
    peaks = peaks_of_runs([record(trial(), training)], on_gpu=True)
    found, words = shared(SHARED, todo, wanted, peaks, 80 * GIB, LARGE)
    assert found.gpus < 1, words


def test_a_peak_of_another_way_to_measure_says_nothing():
    """Measured on a GPU, then in another way without one: as the recorder leaves the first one's
    peak.
    """
    again = record(trial(), 9.0)
    assert share([trial()] * 9, again)[0] < 1
    again.metrics["memory/gan_test_gpu_gib"] = math.nan
    assert share([trial()] * 9, again)[0] == 1


def test_where_growth_isnt_known_the_user_says_the_part():
    kuberay = Capacity({"CPU": 0}, ({"CPU": 32, "GPU": 1},), growth=None)
    most = dataclasses.replace(SHARED, max_trials=16)
    part, words = share([trial()] * 99, record(trial(), 9.0), resources=most, capacity=kuberay)
    assert part == 1
    assert "as in --set resources.gpu=0.25" in words


def test_what_main_memory_took_says_nothing_of_a_gpu():
    peaks = peaks_of_runs([record(trial(), 9.0)], on_gpu=False)
    assert peaks == Peaks({}, {})


def test_where_no_gpu_tells_and_where_workers_need_whole_ones():
    part, words = share([trial()] * 9, record(trial(), 2.0), memory=None)
    assert (part, words) == (
        1,
        "a whole GPU for each trial: no node that is there told how much memory its GPU has",
    )
    team = dataclasses.replace(SHARED, workers=2)
    part, words = share([trial()] * 9, record(trial(), 2.0), resources=team)
    assert (part, words) == (1, "a whole GPU for each worker: those of one trial don't share")


def test_without_gpus_it_is_none():
    assert Capacity({"CPU": 4}).settle(SHARED).gpu == 0
    assert Capacity({"CPU": 4, "GPU": 2}).settle(SHARED).gpu == 1
    with pytest.raises(RuntimeError, match="still shared"):
        _ = SHARED.gpus
