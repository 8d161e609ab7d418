"""Training on moved images: noise, and the worst image that an attack finds (Madry et al. 2018)."""

from pathlib import Path
from typing import Any

import pytest
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from scoresweep.cache import cache_root
from scoresweep.specs.step_cost import training_passes
from scoresweep.specs.trial import (
    DataSource,
    ModelSpec,
    ObjectiveSpec,
    TrainingSpec,
    TrialSpec,
    Variant,
    objective,
)
from scoresweep.workers.data.batches import Dataset, load_dataset
from scoresweep.workers.data.cache import prepare
from scoresweep.workers.data.sources import describe, identify
from scoresweep.workers.models.networks import Network, build_model
from scoresweep.workers.models.normalization import BatchStatistics
from scoresweep.workers.objectives.adversarial import linf_attack
from scoresweep.workers.objectives.losses import RegularizedLoss, draw_probe
from scoresweep.workers.runtime.seeding import make_generator
from scoresweep.workers.training.checkpoint import Checkpointer, CheckpointStore
from scoresweep.workers.training.trainer import Trainer, TrainingResult

CPU = torch.device("cpu")
MOVED: tuple[Variant, ...] = ("noise_augmented", "adversarial")
EPSILON, STEPS = 0.06, 3
ADVERSARIAL = objective("adversarial", epsilon=EPSILON, attack_steps=STEPS)
NOISE = objective("noise_augmented", sigma=0.3)


def network() -> Network:
    spec = ModelSpec(name="resnet9", width=2)
    net = build_model(spec, channels=3, classes=5, generator=torch.Generator().manual_seed(0))
    return net.double()


def batch(dtype: torch.dtype = torch.float64) -> tuple[Tensor, Tensor]:
    """Six images, with pixels at both ends of [0, 1] among them."""
    draw = torch.Generator().manual_seed(5)
    x = (1.6 * torch.rand(6, 3, 8, 8, generator=draw, dtype=dtype) - 0.3).clamp(0, 1)
    return x, torch.randint(0, 5, (6,), generator=draw)


def start(x: Tensor) -> Tensor:
    draw = torch.Generator().manual_seed(7)
    return EPSILON * (2 * torch.rand(x.shape, generator=draw, dtype=x.dtype) - 1)


class Linear(nn.Module):
    """Logits W x."""

    def __init__(self, w: Tensor):
        super().__init__()
        self.w = w

    def forward(self, x: Tensor) -> tuple[Tensor, BatchStatistics]:
        return x.flatten(1) @ self.w.T, []


def assert_same_loss_and_gradients(
    spec: ObjectiveSpec, x: Tensor, y: Tensor, v: Tensor, moved: Tensor, *, training: bool
) -> None:
    """RegularizedLoss at x with v, against plain autograd of the cross-entropy at `moved`."""
    ours, plain = network().train(training), network().train(training)
    loss, terms, statistics = RegularizedLoss(ours, spec)(x, y, v)
    loss.backward()
    logits, plain_statistics = plain(moved)
    cross_entropy = F.cross_entropy(logits, y)
    cross_entropy.backward()
    torch.testing.assert_close(loss, cross_entropy, rtol=1e-12, atol=1e-12)
    assert terms.cross_entropy == loss
    assert terms.regularizer == 0
    assert terms.trace is terms.grad_norm_sq is terms.trace_sq is None
    for (name, a), (_, b) in zip(ours.named_parameters(), plain.named_parameters(), strict=True):
        assert a.grad is not None, name
        torch.testing.assert_close(a.grad, b.grad, rtol=1e-10, atol=1e-12, msg=name)
    assert len(statistics) == len(plain_statistics) == (8 if training else 0)
    for given, wanted in zip(statistics, plain_statistics, strict=True):
        torch.testing.assert_close(given, wanted)


@pytest.mark.parametrize("training", [True, False], ids=["batch_statistics", "running_statistics"])
def test_noise_is_the_cross_entropy_at_x_plus_v(training: bool):
    """And beyond [0, 1]: nothing is clamped."""
    x, y = batch()
    v = 0.3 * torch.randn(x.shape, generator=torch.Generator().manual_seed(6), dtype=x.dtype)
    assert (x + v).min() < -0.2
    assert_same_loss_and_gradients(NOISE, x, y, v, x + v, training=training)


@pytest.mark.parametrize("training", [True, False], ids=["batch_statistics", "running_statistics"])
def test_adversarial_is_the_cross_entropy_at_the_attacked_image(training: bool):
    """The attack is found by a network of its own here, so that no gradient can pass through it."""
    x, y = batch()
    attacked = linf_attack(
        network().train(training), x, y, start(x), epsilon=EPSILON, steps=STEPS
    ).clone()
    assert (attacked != x).any()
    assert_same_loss_and_gradients(ADVERSARIAL, x, y, start(x), attacked, training=training)


@pytest.mark.parametrize("training", [True, False], ids=["batch_statistics", "running_statistics"])
def test_an_attack_stays_in_its_ball_and_in_the_box_and_raises_the_loss(training: bool):
    net = network().train(training)
    x, y = batch()
    buffers = {name: value.clone() for name, value in net.named_buffers()}
    attacked = linf_attack(net, x, y, start(x), epsilon=EPSILON, steps=STEPS)
    assert (attacked - x).abs().max() <= EPSILON * (1 + 1e-12)
    assert (attacked - x).abs().max() >= EPSILON * (1 - 1e-12), "it goes as far as it may"
    assert attacked.min() >= 0
    assert attacked.max() <= 1
    assert not attacked.requires_grad
    at_start = (x + start(x)).clamp(0, 1)
    losses = [F.cross_entropy(net(at)[0], y).item() for at in (attacked, at_start, x)]
    assert losses[0] > max(losses[1:])
    assert all(parameter.grad is None for parameter in net.parameters())
    for name, value in net.named_buffers():
        assert torch.equal(value, buffers[name]), name


@pytest.mark.parametrize("steps", [1, 2, 7])
def test_the_worst_corner_of_a_linear_model(steps: int):
    """Two classes, g = w_other − w_y.

    The cross-entropy ln(1 + exp(gᵀx)) rises with gᵀx, so its maximum in the ball and the box is at
    clamp(x + ε sign g). Steps go 2.5 ε together, so every start reaches it; and one step of 2.5 ε
    is FGSM's.
    """
    draw = torch.Generator().manual_seed(8)
    w = torch.randn(2, 192, generator=draw, dtype=torch.float64)
    x, y = batch()
    y = y % 2
    g = (w[1 - y] - w[y]).reshape(x.shape)
    attacked = linf_attack(Linear(w), x, y, start(x), epsilon=EPSILON, steps=steps)
    low, high = (x - EPSILON).clamp(min=0), (x + EPSILON).clamp(max=1)
    worst = (x + EPSILON * g.sign()).clamp(0, 1)
    torch.testing.assert_close(attacked, worst, rtol=0, atol=1e-12)
    fgsm = linf_attack(Linear(w), x, y, torch.zeros_like(x), epsilon=EPSILON, steps=1)
    torch.testing.assert_close(fgsm, worst, rtol=0, atol=1e-12)
    best = F.cross_entropy(Linear(w)(attacked)[0], y)
    for index in range(20):
        inside = low + (high - low) * torch.rand(x.shape, generator=draw, dtype=x.dtype)
        assert F.cross_entropy(Linear(w)(inside)[0], y) < best, index


def test_the_steps_by_hand():
    """ε = 0.2, 20 steps of 2.5 ε / 20 = 0.025.

    One pixel at 0.5, start 0.1: 0.6, 0.625, 0.65, … held at 0.7.
    """
    w = torch.tensor([[0.0], [1.0]]).double()
    x, y, v = (torch.full((1, 1, 1, 1), value).double() for value in (0.5, 0, 0.1))
    seen = []

    def watching(z: Tensor) -> tuple[Tensor, BatchStatistics]:
        seen.append(z.item())
        return Linear(w)(z)

    attacked = linf_attack(watching, x, y.long().flatten(), v, epsilon=0.2, steps=20)
    assert seen[:6] == pytest.approx([0.6, 0.625, 0.65, 0.675, 0.7, 0.7])
    assert len(seen) == 20
    assert attacked.item() == pytest.approx(0.7)


def test_what_is_drawn_beside_a_batch():
    """Uniform on [−ε, ε] has variance ε²/3; the noise has σ².

    The paper's variants get the very numbers that they always did.
    """
    x = torch.zeros(100, 3, 8, 8)

    def drawn(spec: ObjectiveSpec) -> Tensor:
        v = draw_probe(spec, x, make_generator(0, "probe", 3, CPU))
        assert v is not None
        return v

    uniform, noise = drawn(ADVERSARIAL), drawn(NOISE)
    assert -EPSILON <= uniform.min() < -0.99 * EPSILON
    assert 0.99 * EPSILON < uniform.max() <= EPSILON
    assert uniform.var().item() == pytest.approx(EPSILON**2 / 3, rel=0.05)
    assert noise.std().item() == pytest.approx(0.3, rel=0.02)
    assert draw_probe(objective("baseline"), x, make_generator(0, "probe", 3, CPU)) is None
    assert draw_probe(objective("gradient_norm"), x, make_generator(0, "probe", 3, CPU)) is None
    unit = torch.randn(x.shape, generator=make_generator(0, "probe", 3, CPU))
    assert torch.equal(drawn(objective("score_matching")), unit * 0.01)
    assert torch.equal(drawn(objective("score_matching", estimator="hutchinson")), unit)


def test_the_attack_runs_in_the_precision_of_the_step():
    """Under bf16 autocast images stay fp32, in the ball and in the box."""
    net = network().float().train()
    x, y = batch(torch.float32)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        attacked = linf_attack(net, x, y, start(x), epsilon=EPSILON, steps=STEPS)
    assert attacked.dtype == torch.float32
    assert (attacked - x).abs().max() <= EPSILON * (1 + 1e-6)
    assert attacked.min() >= 0
    assert attacked.max() <= 1


# --- training ---------------------------------------------------------------------------------

SOURCE = DataSource(train_size=40, validation_size=10)


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    spec = identify(SOURCE, describe(SOURCE))
    return load_dataset(prepare(SOURCE, spec, cache_root()), spec, CPU)


def trial(spec: ObjectiveSpec) -> TrialSpec:
    return TrialSpec(
        objective=spec,
        data=identify(SOURCE, describe(SOURCE)),
        model=ModelSpec(name="resnet9", width=2),
        training=TrainingSpec(epochs=2, batch_size=20, lr=0.05, schedule="one_cycle"),
        seed=0,
    )


class Killed(Exception):
    """Stands for the death of the process: nothing after it runs."""


@pytest.mark.parametrize("spec", [NOISE, ADVERSARIAL], ids=MOVED)
def test_killed_and_continued_agrees_to_the_bit(
    spec: ObjectiveSpec, dataset: Dataset, tmp_path: Path
):
    def run(storage: Path, on_epoch: Any = lambda _: None) -> TrainingResult:
        store = CheckpointStore(str(storage), trial(spec).key)
        return Trainer(trial(spec), dataset, CPU).fit(Checkpointer(store), on_epoch)

    def die(_: Any) -> None:
        raise Killed

    undisturbed = run(tmp_path / "a")
    with pytest.raises(Killed):
        run(tmp_path / "b", die)
    continued = run(tmp_path / "b")
    assert [record.epoch for record in continued.journal] == [1, 2]
    for a, b in zip(undisturbed.journal, continued.journal, strict=True):
        assert a.metrics["train/loss"] == b.metrics["train/loss"]
        assert a.metrics["train/loss"] == a.metrics["train/cross_entropy"]
        assert a.metrics["train/regularizer"] == 0
    weights, others = (t.network.state_dict() for t in (undisturbed, continued))
    for name, value in weights.items():
        assert torch.equal(value, others[name]), name


def test_what_a_step_costs():
    """A plain step's 3 passes, and 2 for each of the attack's input-gradients."""
    assert training_passes(trial(objective("baseline"))) == 3
    assert training_passes(trial(NOISE)) == 3
    assert training_passes(trial(ADVERSARIAL)) == 3 + 2 * STEPS
