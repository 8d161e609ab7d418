"""Training: repeatable to the bit, resumable to the bit, and divergence as an outcome."""

import dataclasses
import errno
import itertools
import os
import time
from pathlib import Path
from typing import Any

import pytest
import torch

from scoresweep.specs.trial import (
    VARIANTS,
    TrainingSpec,
    TrialSpec,
    Variant,
    objective,
)
from scoresweep.storage.location import Location, StorageError
from scoresweep.workers.data.batches import Dataset, training_batches
from scoresweep.workers.models.networks import build_model
from scoresweep.workers.models.normalization import update_running_statistics
from scoresweep.workers.objectives.losses import RegularizedLoss
from scoresweep.workers.runtime.seeding import make_generator
from scoresweep.workers.training.checkpoint import (
    CheckpointStore,
    read_checkpoint,
)
from scoresweep.workers.training.optim import build_schedule
from scoresweep.workers.training.state import EpochRecord
from scoresweep.workers.training.trainer import find_collapse, multiples
from tests.workers.training.small_trials import Killed, assert_equal_to_the_bit, numbers, run, trial


@pytest.mark.parametrize("variant", VARIANTS)
def test_two_runs_agree_to_the_bit(variant: Variant, dataset: Dataset, tmp_path: Path):
    first = run(trial(variant), dataset, tmp_path / "a")
    second = run(trial(variant), dataset, tmp_path / "b")
    assert_equal_to_the_bit(first, second)
    other = run(trial(variant, seed=1), dataset, tmp_path / "c")
    assert not torch.equal(first.network.head.weight, other.network.head.weight)


@pytest.mark.parametrize("schedule", ["step", "cosine", "one_cycle", "constant"])
@pytest.mark.parametrize("after", [1, 2])
def test_killed_after_any_epoch_and_continued_agrees_to_the_bit(
    schedule: str, after: int, dataset: Dataset, tmp_path: Path
):
    spec = trial("score_matching", schedule=schedule, milestones=(1, 2))
    undisturbed = run(spec, dataset, tmp_path / "a")

    def die(journal: tuple[EpochRecord, ...]) -> None:
        if len(journal) == after:
            raise Killed

    with pytest.raises(Killed):
        run(spec, dataset, tmp_path / "b", die)
    continued = run(spec, dataset, tmp_path / "b")
    assert_equal_to_the_bit(undisturbed, continued)
    assert [record.epoch for record in continued.journal] == [1, 2, 3]


def test_a_finished_trial_is_read_back_not_trained(dataset: Dataset, tmp_path: Path):
    first = run(trial(), dataset, tmp_path)
    calls = []
    second = run(trial(), dataset, tmp_path, calls.append)
    assert second.journal == first.journal, "time stamps too"
    assert calls == []
    assert second.checkpoint == first.checkpoint
    assert_equal_to_the_bit(first, second)


def test_a_network_learns(dataset: Dataset, tmp_path: Path):
    """200 digits in 150 steps, uncropped and unmirrored: from guessing to most of them right."""
    recipe = {"epochs": 15, "batch_size": 20, "lr": 0.1, "crop_padding": 0, "flip": False}
    trained = run(trial("baseline", **recipe), dataset, tmp_path)
    losses = [record.metrics["train/loss"] for record in trained.journal]
    assert losses[-1] < 0.3 * losses[0]
    assert trained.journal[-1].metrics["val/accuracy"] > 0.7


def test_the_journal_holds_the_terms_apart(dataset: Dataset, tmp_path: Path):
    """Their sum is the loss: CE + λ (h + ½‖g‖² + μh²), each a mean over the epoch."""
    metrics = run(trial(), dataset, tmp_path).journal[0].metrics
    spec = trial().objective
    assert spec.lambda_ is not None
    assert spec.mu is not None
    regularizer = (
        metrics["train/trace"]
        + 0.5 * metrics["train/grad_norm_sq"]
        + spec.mu * metrics["train/trace_sq"]
    )
    assert metrics["train/regularizer"] == pytest.approx(regularizer, rel=1e-4)
    total = metrics["train/cross_entropy"] + spec.lambda_ * regularizer
    assert metrics["train/loss"] == pytest.approx(total, rel=1e-4)
    expected = {"time/epoch_s", "time/images_per_s", "val/accuracy"}
    if os.access("/proc/self/clear_refs", os.W_OK):
        expected.add("memory/training_gib")
    assert expected < set(metrics)


def test_the_baseline_doesnt_log_terms_it_doesnt_compute(dataset: Dataset, tmp_path: Path):
    metrics = run(trial("baseline"), dataset, tmp_path).journal[0].metrics
    assert {name for name in metrics if name.startswith("train/")} == {
        "train/loss",
        "train/cross_entropy",
        "train/regularizer",
    }
    assert metrics["train/regularizer"] == 0


def test_a_lazy_trial_by_hand(dataset: Dataset, tmp_path: Path):
    """Of 5 steps an epoch each third is regularised.

    0 and 3 in the first epoch, 6 and 9 in the second. Written out with torch's own optimiser.
    """
    spec = trial(epochs=2, schedule="constant", crop_padding=0, flip=False)
    given = {"lambda": 0.01, "mu": 1e-3, "sigma": 0.1, "every": 3}
    spec = dataclasses.replace(spec, objective=objective("score_matching", **given))
    trained = run(spec, dataset, tmp_path)
    network = build_model(
        spec.model, channels=1, classes=10, generator=make_generator(spec.seed, "initialisation")
    )
    loss_of = RegularizedLoss(network, spec.objective)
    optimizer = torch.optim.SGD(network.parameters(), lr=0.05, momentum=0.9, weight_decay=5e-4)
    count, seen = 0, []
    for epoch in range(2):
        probes, terms_seen = make_generator(spec.seed, "probe", epoch), []
        for x, y in training_batches(dataset.train, spec.training, spec.seed, epoch):
            network.train()
            if count % 3 == 0:
                v = torch.randn(x.shape, generator=probes) * 0.1
                loss, terms, statistics = loss_of(x, y, v)
                terms_seen.append(terms.trace.item())
            else:
                logits, statistics = network(x)
                loss = torch.nn.functional.cross_entropy(logits, y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            update_running_statistics(network, statistics)
            count += 1
        seen.append(sum(terms_seen) / len(terms_seen))
    assert count == 10
    for (name, a), (_, b) in zip(
        trained.network.state_dict().items(), network.state_dict().items(), strict=True
    ):
        torch.testing.assert_close(a, b, msg=name)
    assert [r.metrics["train/trace"] for r in trained.journal] == pytest.approx(seen)


def test_an_epoch_without_a_regularised_step_has_no_terms(dataset: Dataset, tmp_path: Path):
    spec = trial(epochs=3)
    spec = dataclasses.replace(spec, objective=objective("score_matching", every=8))
    journal = run(spec, dataset, tmp_path).journal
    assert ["train/trace" in record.metrics for record in journal] == [True, True, False]
    assert all("train/cross_entropy" in record.metrics for record in journal)


def test_multiples_by_counting():
    for every, first, end in itertools.product((1, 2, 3, 7), range(9), range(20)):
        expected = sum(step % every == 0 for step in range(first, end))
        assert end <= first or multiples(first, end, every) == expected


def test_one_cycle_is_torchs_and_step_falls_at_its_epochs():
    def rates(recipe: TrainingSpec, steps: int) -> list[float]:
        weight = torch.nn.Parameter(torch.zeros(1))
        optimizer = torch.optim.SGD([weight], lr=recipe.lr)
        schedule = build_schedule(optimizer, recipe, steps)
        seen = []
        for _ in range(recipe.epochs * steps):
            seen.append(optimizer.param_groups[0]["lr"])
            optimizer.step()
            schedule.step()
        return seen

    step = rates(TrainingSpec(epochs=4, lr=1.0, milestones=(1, 3), gamma=0.1), steps=2)
    assert step == pytest.approx([1, 1, 0.1, 0.1, 0.1, 0.1, 0.01, 0.01])
    cycle = rates(TrainingSpec(epochs=10, lr=1.0, schedule="one_cycle"), steps=10)
    assert max(cycle) == pytest.approx(1.0)
    assert cycle.index(max(cycle)) == 29
    assert cycle[0] == pytest.approx(1 / 25)
    assert cycle[-1] < 1e-4
    cosine = rates(TrainingSpec(epochs=2, lr=1.0, schedule="cosine"), steps=50)
    assert cosine[50] == pytest.approx(0.5)


def test_bf16_training_runs(dataset: Dataset, tmp_path: Path):
    trained = run(trial("gradient_norm", precision="bf16", epochs=1), dataset, tmp_path)
    assert trained.divergence is None
    assert all(p.dtype == torch.float32 for p in trained.network.parameters())


# --- divergence -------------------------------------------------------------------------------


def diverging() -> TrialSpec:
    """λ = 1 without a penalty on the trace: it falls to minus infinity within a few steps."""
    spec = objective("score_matching", **{"lambda": 1.0, "mu": 0.0})
    return dataclasses.replace(
        trial("score_matching", lr=10.0, schedule="constant"), objective=spec
    )


def test_a_non_finite_loss_is_an_outcome_with_its_step(dataset: Dataset, tmp_path: Path):
    first = run(diverging(), dataset, tmp_path / "a")
    assert first.divergence is not None
    assert "the loss is" in first.divergence.reason
    assert 0 < first.divergence.step < 15
    assert len(first.journal) == first.divergence.step // 5
    again = run(diverging(), dataset, tmp_path / "b")
    assert again.divergence == first.divergence
    resumed = run(diverging(), dataset, tmp_path / "a")
    assert resumed.divergence == first.divergence
    assert_equal_to_the_bit(first, resumed)


def test_a_collapse_is_ten_times_worse_than_guessing():
    """Guessing among ten classes costs ln 10 = 2.3026, so the limit is 23.026."""
    assert find_collapse({"train/cross_entropy": 23.02}, classes=10, step=5) is None
    collapsed = find_collapse({"train/cross_entropy": 23.03}, classes=10, step=5)
    assert collapsed is not None
    assert collapsed.step == 5


# --- checkpoints ------------------------------------------------------------------------------


def state(value: float) -> dict[str, Any]:
    return {"weights": torch.full((1000,), value)}


def test_the_two_newest_are_kept(tmp_path: Path):
    store = CheckpointStore(str(tmp_path), "k")
    for epoch in (1, 2, 3):
        store.save(epoch, state(epoch))
    assert sorted(p.name[:10] for p in (tmp_path / "k").iterdir()) == ["epoch-0002", "epoch-0003"]
    found = store.latest()
    assert found is not None
    assert found[1]["epoch"] == 3


@pytest.mark.parametrize("harm", ["torn", "altered", "empty"])
def test_a_harmed_file_is_refused_and_the_one_before_it_used(tmp_path: Path, harm: str):
    store = CheckpointStore(str(tmp_path), "k")
    store.save(1, state(1))
    newest = store.save(2, state(2))
    content = bytearray(newest.read() or b"")
    if harm == "altered":
        content[len(content) // 2] ^= 1
    newest.write({"torn": content[:-100], "altered": content, "empty": b""}[harm])
    assert read_checkpoint(newest) is None
    found = store.latest()
    assert found is not None
    assert found[1]["epoch"] == 1


def test_a_foreign_file_is_refused(tmp_path: Path):
    """Another trial's checkpoint, copied whole into this one's folder under its own name."""
    theirs = CheckpointStore(str(tmp_path), "theirs").save(9, state(9))
    ours = CheckpointStore(str(tmp_path), "ours")
    ours.save(1, state(1))
    (ours.folder / theirs.name).write(theirs.read() or b"")
    found = ours.latest()
    assert found is not None
    assert found[1]["epoch"] == 1


def test_nothing_is_unpickled(tmp_path: Path):
    """A file that would run code when unpickled, under a name that matches its content."""
    import hashlib
    import pickle

    class Evil:
        def __reduce__(self):
            return (Path.touch, (tmp_path / "ran",))

    store = CheckpointStore(str(tmp_path), "k")
    store.save(1, state(1))
    content = pickle.dumps({"trial_key": "k", "epoch": 2, "x": Evil()}, protocol=2)
    (store.folder / f"epoch-0002-{hashlib.sha256(content).hexdigest()}.pt").write(content)
    found = store.latest()
    assert found is not None
    assert found[1]["epoch"] == 1
    assert not (tmp_path / "ran").exists()


def test_a_full_disk_leaves_the_checkpoint_before_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """A mock of the disk only: fsync says ENOSPC."""
    import errno
    import os

    store = CheckpointStore(str(tmp_path), "k")
    store.save(1, state(1))

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(StorageError, match=f"^No space.*, writing {tmp_path}/k/epoch-0002"):
            store.save(2, state(2))
    assert [p.name[:10] for p in (tmp_path / "k").iterdir()] == ["epoch-0001"]


def test_training_waits_for_a_storage_that_is_full_and_goes_on(
    dataset: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """A mock of the disk only: twice there is no room."""
    spec = trial("baseline")
    undisturbed = run(spec, dataset, tmp_path / "undisturbed")
    write, refusals, told = Location.write, iter(range(2)), []

    def full(self: Location, content: bytes) -> None:
        if next(refusals, None) is not None:
            raise StorageError("No space left") from OSError(
                errno.ENOSPC, "No space left on device"
            )
        write(self, content)

    monkeypatch.setattr(Location, "write", full)
    trained = run(spec, dataset, tmp_path / "full", on_retry=told.append)
    assert [str(error) for error in told] == ["No space left"], "told once"
    assert numbers(trained) == numbers(undisturbed)


def test_what_stands_in_the_way_isnt_waited_for(dataset: Dataset, tmp_path: Path):
    spec = trial("baseline")
    (tmp_path / spec.key).write_text("in the way")
    began = time.monotonic()
    with pytest.raises(StorageError, match="exists"):
        run(spec, dataset, tmp_path)
    assert time.monotonic() - began < 20
