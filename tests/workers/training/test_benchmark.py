"""Steps that are timed here, for a forecast by `plan --measure`."""

from typing import Any

import pytest
import torch

from scoresweep.errors import InputError
from scoresweep.orchestrator.config.sweep import validate
from scoresweep.orchestrator.forecast.throughput import pace_here
from scoresweep.orchestrator.planning.plan import make_plan
from scoresweep.specs.job import Resources
from scoresweep.specs.measurements import MEASUREMENTS
from scoresweep.specs.trial import TrialSpec
from scoresweep.workers.data.batches import Dataset
from scoresweep.workers.data.types import DataInfo
from scoresweep.workers.training import benchmark as timing
from scoresweep.workers.training.benchmark import ready_device, time_steps
from scoresweep.workers.training.trainer import Trainer

INFO = DataInfo("f", 1, 8, 10, 100, 40)


def trials(**tree: Any) -> list[TrialSpec]:
    """The trials of a small sweep."""
    given = {
        "name": "x",
        "variants": ["baseline", "score_matching"],
        "data": {"name": "digits", "train_size": 80, "validation_size": 20},
        "model": {"name": "resnet9", "width": 2},
        "training": {"epochs": 3, "batch_size": 20, "lr": 0.05},
        "measure": dict.fromkeys(MEASUREMENTS),
        "other_judges": [],
    }
    return list(make_plan(validate(given | tree, "test"), INFO).trials)


def test_timed_steps_are_seconds_of_real_steps():
    device, name = ready_device(Resources(gpu=0.0))
    assert device == torch.device("cpu") and "cpu" in name
    timed = time_steps(trials()[1], INFO, device)
    assert 0 < timed.pass_s < timed.step_s < 1
    (lazy,) = trials(variants={"score_matching": {"every": 4}})
    assert lazy.objective.every == 4
    assert time_steps(lazy, INFO, device).step_s > 0


@pytest.mark.parametrize(("batch", "parts"), [(20, 4), (16, 8)])
def test_steps_in_micro_batches_can_be_timed(batch: int, parts: int):
    """20 / 4 is no multiple of 4: each micro-batch is one group."""
    recipe = {"batch_size": batch, "micro_batches": parts, "norm_groups": parts}
    (trial,) = trials(variants=["gradient_norm"], training=recipe)
    assert time_steps(trial, INFO, torch.device("cpu")).step_s > 0


@pytest.mark.parametrize(("groups", "own"), [(None, None), (1, 1), (4, 2), (2, 1)])
def test_one_workers_share_is_timed(
    monkeypatch: pytest.MonkeyPatch, groups: int | None, own: int | None
):
    """Heard from the training that is timed, which goes on as ever."""
    (trial,) = trials(variants=["baseline"], training={"batch_size": 20, "norm_groups": groups})
    heard = set()

    def listening(timed: TrialSpec, dataset: Dataset, *rest: Any) -> Any:
        recipe = timed.training
        heard.add((recipe.batch_size, recipe.norm_groups, len(dataset.train) % 10))
        return Trainer(timed, dataset, *rest)

    monkeypatch.setattr(timing, "Trainer", listening)
    pace = pace_here([trial], INFO, Resources(gpu=0.0, workers=2), lambda _: None)
    assert heard == {(10, own, 0)}
    assert pace.knows(trial), "under the whole step's name"


@pytest.mark.skipif(torch.cuda.is_available(), reason="for machines without a GPU")
def test_steps_of_a_gpu_are_timed_where_one_is():
    with pytest.raises(InputError, match=r"torch sees no GPU here.*--set resources.gpu=0"):
        ready_device(Resources(gpu=1.0))


@pytest.mark.parametrize("variant", ["adversarial", "noise_augmented", "gradient_norm"])
def test_steps_of_every_variant_can_be_timed(variant: str):
    (trial,) = trials(variants=[variant])
    assert time_steps(trial, INFO, torch.device("cpu")).step_s > 0
