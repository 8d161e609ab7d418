"""Small trials for the tests of training.

Digits, ResNet-9 of width 4, three epochs of five steps.
"""

from pathlib import Path
from typing import Any

import torch

from scoresweep.specs.trial import (
    DataSource,
    ModelSpec,
    TrainingSpec,
    TrialSpec,
    Variant,
    objective,
)
from scoresweep.workers.data.batches import Dataset
from scoresweep.workers.data.sources import describe, identify
from scoresweep.workers.runtime.distributed import ALONE, Team
from scoresweep.workers.training.checkpoint import Checkpointer, CheckpointStore, log_retry
from scoresweep.workers.training.save_interval import SaveInterval
from scoresweep.workers.training.state import EpochRecord
from scoresweep.workers.training.trainer import Trainer, TrainingResult

CPU = torch.device("cpu")
SOURCE = DataSource(train_size=200, validation_size=50)


def trial(variant: Variant = "score_matching", /, seed: int = 0, **recipe: Any) -> TrialSpec:
    settings = {"epochs": 3, "batch_size": 40, "lr": 0.05, "schedule": "one_cycle"} | recipe
    return TrialSpec(
        objective=objective(variant),
        data=identify(SOURCE, describe(SOURCE)),
        model=ModelSpec(name="resnet9", width=4),
        training=TrainingSpec(**settings),
        seed=seed,
    )


def nothing(_: tuple[EpochRecord, ...]) -> None:
    pass


def run(
    spec: TrialSpec,
    dataset: Dataset,
    storage: Path,
    on_epoch=nothing,
    *,
    team: Team = ALONE,
    interval: SaveInterval | None = None,
    on_retry=log_retry,
    **policies: Any,
) -> TrainingResult:
    """Train to the end, saving after each epoch unless an interval is given."""
    store = CheckpointStore(str(storage), spec.key)
    checkpoints = Checkpointer(store, interval or SaveInterval(every_epoch=True), on_retry)
    return Trainer(spec, dataset, CPU, team).fit(checkpoints, on_epoch, **policies)


def numbers(trained: TrainingResult) -> list[dict[str, float]]:
    """The journal without what a clock says, or the system of its process."""
    return [
        {k: v for k, v in record.metrics.items() if not k.startswith(("time/", "memory/"))}
        for record in trained.journal
    ]


def assert_equal_to_the_bit(a: TrainingResult, b: TrainingResult) -> None:
    assert numbers(a) == numbers(b)
    for (name, x), (_, y) in zip(
        a.network.state_dict().items(), b.network.state_dict().items(), strict=True
    ):
        assert torch.equal(x, y), name


class Killed(Exception):
    """Stands for the death of the process: nothing after it runs."""
