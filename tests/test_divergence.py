"""On a device that is run ahead of, no step waits for it, and a loss that is no number still does no harm.

There is no such device here: the CPU is taken for one.
"""

import dataclasses
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import torch
from torch.utils._python_dispatch import TorchDispatchMode

import workers.divergence
import workers.recipe
from workers.checkpoint import CheckpointStore
from workers.data import Dataset, Split, cache_root, load, prepare
from workers.distributed import ALONE
from workers.divergence import DivergedError, LossGuard
from workers.epoch import Begun, train_epoch
from workers.models import BatchNorm, build_model, update_running_statistics
from workers.notice import Notice
from workers.objectives import RegularizedLoss
from workers.randomness import generator
from workers.recipe import build_optimizer, build_schedule
from workers.sources import describe, identify
from workers.spec import DataSource, ModelSpec, TrainingSpec, TrialSpec, Variant, objective
from workers.train import Trained, train

CPU = torch.device("cpu")
SOURCE = DataSource(train_size=200, validation_size=50)


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    spec = identify(SOURCE, describe(SOURCE))
    return load(prepare(SOURCE, spec, cache_root()), spec, CPU)


def trial(variant: Variant, given: dict[str, Any] | None = None, **recipe: Any) -> TrialSpec:
    settings = {"epochs": 2, "batch_size": 40, "lr": 0.05, "schedule": "constant"} | recipe
    return TrialSpec(
        objective=objective(variant, **(given or {})),
        data=identify(SOURCE, describe(SOURCE)),
        model=ModelSpec(name="resnet9", width=4),
        training=TrainingSpec(**settings),
        seed=0,
    )


@pytest.fixture
def fused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The optimiser of a device that is run ahead of: it rounds otherwise than a CPU's own."""
    monkeypatch.setattr(workers.recipe, "runs_ahead", lambda _: True)


def parts(micro_batches: int) -> dict[str, int]:
    return {"micro_batches": micro_batches, "norm_groups": micro_batches}


def both(
    spec: TrialSpec, dataset: Dataset, folder: Path, patch: pytest.MonkeyPatch
) -> tuple[Trained, Trained]:
    """The same trial with each loss read at once, and at an epoch's end."""
    results = []
    for late in (False, True):
        patch.setattr(workers.divergence, "runs_ahead", lambda _, late=late: late)
        store = CheckpointStore(str(folder / str(late)), spec.key)
        results.append(train(spec, dataset, CPU, store, lambda _: None))
    return results[0], results[1]


def assert_equal_to_the_bit(a: Trained, b: Trained) -> None:
    for (name, x), (_, y) in zip(
        a.network.state_dict().items(), b.network.state_dict().items(), strict=True
    ):
        assert torch.equal(x, y), name
    for mine, theirs in zip(a.journal, b.journal, strict=True):
        assert {k: v for k, v in mine.metrics.items() if "time/" not in k} == {
            k: v for k, v in theirs.metrics.items() if "time/" not in k
        }


@pytest.mark.parametrize("variant", ["baseline", "score_matching", "anti_score_matching"])
@pytest.mark.usefixtures("fused")
def test_to_read_losses_late_changes_nothing(
    variant: Variant, dataset: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    at_once, late = both(trial(variant), dataset, tmp_path, monkeypatch)
    assert len(at_once.journal) == 2
    assert_equal_to_the_bit(at_once, late)


@pytest.mark.parametrize("micro_batches", [1, 2])
@pytest.mark.usefixtures("fused")
def test_the_device_leaves_out_the_step_that_would_do_harm_and_all_after_it(
    micro_batches: int, dataset: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """λ = 1 without a penalty on the trace, which falls to minus infinity, and not at an epoch's last step."""
    spec = trial("score_matching", {"lambda": 1.0, "mu": 0.0}, lr=10.0, **parts(micro_batches))
    at_once, late = both(spec, dataset, tmp_path, monkeypatch)
    assert at_once.divergence is not None
    assert at_once.divergence.step % 5 < 4
    assert late.divergence == at_once.divergence
    assert_equal_to_the_bit(at_once, late)
    assert all(weight.isfinite().all() for weight in late.network.state_dict().values())


def test_a_guard_by_hand(monkeypatch: pytest.MonkeyPatch):
    """Losses 3, 2, inf, 1 from step 10 on: the third one, step 12, stops it, though the fourth is finite again."""
    monkeypatch.setattr(workers.divergence, "runs_ahead", lambda _: True)
    weight = torch.nn.Parameter(torch.ones(3))
    layer = BatchNorm(1)
    optimizer = torch.optim.SGD([weight], lr=1.0, momentum=0.9, fused=True)
    guard = LossGuard(optimizer, CPU, first=10)
    seen = []
    for loss in (3.0, 2.0, float("inf"), 1.0):
        weight.grad = torch.full((3,), 0.125 if loss < 10 else float("nan"))
        guard.look(torch.tensor(loss))
        optimizer.step()
        batch = torch.full((1,), loss)
        update_running_statistics(layer, [(batch, batch)], unless=guard.stopped)
        seen.append(weight[0].item())
    # v = 0.125, then 0.9 · 0.125 + 0.125.
    assert seen == pytest.approx([0.875, 0.6375, 0.6375, 0.6375])
    # A tenth of each: 0.3, then 0.27 + 0.2.
    assert layer.running_mean == pytest.approx(torch.tensor([0.47]))
    assert layer.num_batches_tracked == 2
    with pytest.raises(DivergedError, match=r"^the loss is inf at step 12$"):
        guard.settle()


class Waits(TorchDispatchMode):
    """Counts what makes a process wait for a device: a value that is read back, a tensor that is sent there."""

    _KINDS = ("_local_scalar_dense", "lift_fresh", "nonzero", "masked_select", "is_pinned")

    def __init__(self) -> None:
        super().__init__()
        self.seen: Counter[str] = Counter()

    def __torch_dispatch__(self, func, types, args=(), kwargs=None):
        name = func.name().split("::")[1].split(".")[0]
        if name in self._KINDS:
            self.seen[name] += 1
        return func(*args, **(kwargs or {}))


def waits(spec: TrialSpec, dataset: Dataset, steps: int) -> Counter[str]:
    """What an epoch of so many steps waits for."""
    split = dataset.train
    part = Split(split.images, split.labels, split.index[: steps * spec.training.batch_size])
    network = build_model(
        spec.model, channels=1, classes=10, generator=generator(0, "initialisation")
    )
    optimizer = build_optimizer(network, spec.training, CPU)
    schedule = build_schedule(optimizer, spec.training, steps)
    module = RegularizedLoss(network, spec.objective, parts=spec.training.micro_batches)
    with Waits() as counted:
        train_epoch(
            spec,
            dataclasses.replace(dataset, train=part),
            network,
            module,
            optimizer,
            schedule,
            0,
            ALONE,
            Begun(),
            Notice(),
        )
    return counted.seen


@pytest.mark.parametrize(
    "spec",
    [
        trial("baseline"),
        trial("score_matching"),
        trial("score_matching", {"estimator": "sliced"}),
        trial("score_matching", {"estimator": "hutchinson"}),
        trial("score_matching", {"every": 2}),
        trial("anti_score_matching"),
        trial("gradient_norm", precision="bf16"),
        trial("noise_augmented"),
        trial("adversarial"),
        trial("score_matching", **parts(2)),
    ],
    ids=lambda spec: f"{spec.objective.variant}-{spec.objective.estimator}",
)
@pytest.mark.usefixtures("fused")
def test_no_step_waits_for_its_device(
    spec: TrialSpec, dataset: Dataset, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(workers.divergence, "runs_ahead", lambda _: True)
    assert waits(spec, dataset, 2) == waits(spec, dataset, 5)


@pytest.mark.usefixtures("fused")
def test_what_counts_waits_sees_a_loss_that_is_read(dataset: Dataset):
    few, many = (waits(trial("baseline"), dataset, steps) for steps in (2, 5))
    assert many["_local_scalar_dense"] - few["_local_scalar_dense"] == 3
