"""On a device that is run ahead of, no step waits for it, and a loss that is no number still does
no harm.

There is no such device here: the CPU is taken for one.
"""

import dataclasses
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import torch
from torch.utils._python_dispatch import TorchDispatchMode

import scoresweep.workers.training.divergence
import scoresweep.workers.training.optim
from scoresweep.specs.trial import TrialSpec, Variant, objective
from scoresweep.workers.data.batches import Dataset, Split
from scoresweep.workers.models.normalization import BatchNorm, update_running_statistics
from scoresweep.workers.runtime.distributed import ALONE, Team
from scoresweep.workers.training.checkpoint import CheckpointStore
from scoresweep.workers.training.divergence import DivergedError, LossGuard
from scoresweep.workers.training.preemption import PreemptionNotice
from scoresweep.workers.training.trainer import EpochInterruptedError, Trainer, TrainingResult
from tests.workers.training.small_trials import CPU, Killed, assert_equal_to_the_bit, run, trial


def of(variant: Variant, given: dict[str, Any] | None = None, **recipe: Any) -> TrialSpec:
    spec = trial(**{"epochs": 2, "schedule": "constant"} | recipe)
    return dataclasses.replace(spec, objective=objective(variant, **(given or {})))


@pytest.fixture
def fused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The optimiser of a device that is run ahead of: it rounds otherwise than a CPU's own."""
    monkeypatch.setattr(scoresweep.workers.training.optim, "is_asynchronous", lambda _: True)


def parts(micro_batches: int) -> dict[str, int]:
    return {"micro_batches": micro_batches, "norm_groups": micro_batches}


def both(
    spec: TrialSpec, dataset: Dataset, folder: Path, patch: pytest.MonkeyPatch
) -> tuple[TrainingResult, TrainingResult]:
    """The same trial with each loss read at once, and at an epoch's end."""
    results = []
    for late in (False, True):
        patch.setattr(
            scoresweep.workers.training.divergence, "is_asynchronous", lambda _, late=late: late
        )
        results.append(run(spec, dataset, folder / str(late)))
    return results[0], results[1]


@pytest.mark.parametrize("variant", ["baseline", "score_matching", "anti_score_matching"])
@pytest.mark.usefixtures("fused")
def test_to_read_losses_late_changes_nothing(
    variant: Variant, dataset: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    at_once, late = both(of(variant), dataset, tmp_path, monkeypatch)
    assert len(at_once.journal) == 2
    assert_equal_to_the_bit(at_once, late)


@pytest.mark.parametrize("micro_batches", [1, 2])
@pytest.mark.usefixtures("fused")
def test_the_device_leaves_out_the_step_that_would_do_harm_and_all_after_it(
    micro_batches: int, dataset: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """λ = 1 without a penalty on the trace, which falls to minus infinity, and not at an epoch's
    last step.
    """
    spec = of("score_matching", {"lambda": 1.0, "mu": 0.0}, lr=10.0, **parts(micro_batches))
    at_once, late = both(spec, dataset, tmp_path, monkeypatch)
    assert at_once.divergence is not None
    assert at_once.divergence.step % 5 < 4
    assert late.divergence == at_once.divergence
    assert_equal_to_the_bit(at_once, late)
    assert all(weight.isfinite().all() for weight in late.network.state_dict().values())


def test_a_checkpoint_made_elsewhere_is_gone_on_with_by_this_devices_kernels(
    dataset: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Killed on a CPU after its first epoch; the rate then is one that a loss doesn't survive."""
    spec = of("score_matching", {"lambda": 1.0, "mu": 0.0}, lr=1e-6, epochs=3)
    store = CheckpointStore(str(tmp_path), spec.key)

    def die(_: object) -> None:
        raise Killed

    with pytest.raises(Killed):
        run(spec, dataset, tmp_path, die)
    found = store.latest()
    assert found is not None
    state = {key: value for key, value in found[1].items() if key not in ("epoch", "trial_key")}
    state["optimizer"]["param_groups"][0]["lr"] = 10.0
    state["schedule"]["base_lrs"] = state["schedule"]["_last_lr"] = [10.0]
    store.save(1, state)
    for module in (scoresweep.workers.training.divergence, scoresweep.workers.training.optim):
        monkeypatch.setattr(module, "is_asynchronous", lambda _: True)
    trained = run(spec, dataset, tmp_path)
    assert trained.divergence is not None
    assert trained.divergence.step % 5 < 4
    assert all(weight.isfinite().all() for weight in trained.network.state_dict().values())


def test_a_guard_by_hand(monkeypatch: pytest.MonkeyPatch):
    """Losses 3, 2, inf, 1 from step 10 on.

    The third one, step 12, stops it, though the fourth is finite again.
    """
    monkeypatch.setattr(scoresweep.workers.training.divergence, "is_asynchronous", lambda _: True)
    weight = torch.nn.Parameter(torch.ones(3))
    layer = BatchNorm(1)
    optimizer = torch.optim.SGD([weight], lr=1.0, momentum=0.9, fused=True)
    guard = LossGuard(optimizer, CPU, first=10)
    seen = []
    for loss in (3.0, 2.0, float("inf"), 1.0):
        weight.grad = torch.full((3,), 0.125 if loss < 10 else float("nan"))
        guard.check(torch.tensor(loss))
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
    """Counts what makes a process wait for a device.

    A value that is read back, a tensor that is sent there.
    """

    _KINDS = ("_local_scalar_dense", "lift_fresh", "nonzero", "masked_select", "is_pinned")

    def __init__(self) -> None:
        super().__init__()
        self.seen: Counter[str] = Counter()

    def __torch_dispatch__(self, func, types, args=(), kwargs=None):
        name = func.name().split("::")[1].split(".")[0]
        if name in self._KINDS:
            self.seen[name] += 1
        return func(*args, **(kwargs or {}))


def epoch_of(
    spec: TrialSpec,
    dataset: Dataset,
    steps: int,
    team: Team = ALONE,
    notice: PreemptionNotice | None = None,
) -> None:
    """The first epoch of a trial, of so many steps."""
    split = dataset.train
    part = Split(split.images, split.labels, split.index[: steps * spec.training.batch_size])
    trainer = Trainer(spec, dataclasses.replace(dataset, train=part), CPU)
    trainer.team = team
    trainer.epoch(notice or PreemptionNotice())


def waits(spec: TrialSpec, dataset: Dataset, steps: int) -> Counter[str]:
    """What an epoch of so many steps waits for."""
    with Waits() as counted:
        epoch_of(spec, dataset, steps)
    return counted.seen


@pytest.mark.parametrize(
    "spec",
    [
        of("baseline"),
        of("score_matching"),
        of("score_matching", {"estimator": "sliced"}),
        of("score_matching", {"estimator": "hutchinson"}),
        of("score_matching", {"every": 2}),
        of("anti_score_matching"),
        of("gradient_norm", precision="bf16"),
        of("noise_augmented"),
        of("adversarial"),
        of("score_matching", **parts(2)),
    ],
    ids=lambda spec: f"{spec.objective.variant}-{spec.objective.estimator}",
)
@pytest.mark.usefixtures("fused")
def test_no_step_waits_for_its_device(
    spec: TrialSpec, dataset: Dataset, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(scoresweep.workers.training.divergence, "is_asynchronous", lambda _: True)
    assert waits(spec, dataset, 2) == waits(spec, dataset, 5)


@pytest.mark.usefixtures("fused")
def test_what_counts_waits_sees_a_loss_that_is_read(dataset: Dataset):
    few, many = (waits(of("baseline"), dataset, steps) for steps in (2, 5))
    assert many["_local_scalar_dense"] - few["_local_scalar_dense"] == 3


class Told(Team):
    """Stands for a team of two, on which the other worker gets notice after so many questions."""

    asked = 0
    told_at = 10**6

    def sum(self, x: torch.Tensor) -> torch.Tensor:
        return 2 * x

    def any(self, is_so: bool, device: torch.device) -> bool:
        type(self).asked += 1
        return is_so or type(self).asked >= type(self).told_at

    def all_gather(self, x: torch.Tensor) -> torch.Tensor:
        return torch.stack([x, x])


@pytest.mark.parametrize(
    ("is_deferred", "questions", "third"), [(False, 1 + 20, 2), (True, 1 + 2, 17)]
)
@pytest.mark.usefixtures("fused")
def test_workers_ask_each_other_seldom_where_the_answer_is_waited_for(
    is_deferred: bool, questions: int, third: int, dataset: Dataset, monkeypatch: pytest.MonkeyPatch
):
    """Before the epoch, and then after each step, or after the first and the seventeenth."""
    monkeypatch.setattr(
        scoresweep.workers.training.divergence, "is_asynchronous", lambda _: is_deferred
    )
    monkeypatch.setattr(Told, "asked", 0)
    epoch_of(of("baseline", batch_size=10), dataset, 20, Told(0, 2))
    assert Told.asked == questions
    monkeypatch.setattr(Told, "asked", 0)
    monkeypatch.setattr(Told, "told_at", 3)
    with pytest.raises(EpochInterruptedError, match=f"after {third} steps"):
        epoch_of(of("baseline", batch_size=10), dataset, 20, Told(0, 2))
