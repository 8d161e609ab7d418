"""Walks on densities whose answers are known by hand, and what judges make of them."""

import math

import pytest
import torch
from torch import Tensor, nn

from scoresweep.specs.measurements import GanTestSpec, SamplesSpec
from scoresweep.workers.data.batches import Dataset, Split
from scoresweep.workers.measurements.base import Subject
from scoresweep.workers.measurements.samples import samples
from scoresweep.workers.measurements.sampling import (
    balanced_labels,
    climb,
    gradient_ascent,
    langevin,
)

SHAPE = (1, 2, 2)
CENTRES = torch.tensor([[0.2, 0.8, 0.6, 0.2], [0.8, 0.2, 0.4, 0.8], [0.4, 0.6, 0.8, 0.4]])


class Gaussians(nn.Module):
    """f_i(x) = −‖x − c_i‖²/(2s²): a Gaussian density of variance s² around c_i."""

    def __init__(self, centres: Tensor, variance: float = 1.0):
        super().__init__()
        self.centres, self.variance = centres, variance

    def forward(self, x: Tensor):
        distance = (x.flatten(1)[:, None] - self.centres).square().sum(-1)
        return -distance / (2 * self.variance), []


class Says(nn.Module):
    """A judge that reads every image as one class."""

    def __init__(self, label: int, classes: int = 3):
        super().__init__()
        self.label, self.classes = label, classes

    def forward(self, x: Tensor):
        y = torch.full((len(x),), self.label)
        return nn.functional.one_hot(y, self.classes).to(x) + 0 * x.flatten(1).sum(1)[:, None], []


def flat(classes: int = 3) -> nn.Module:
    """Every logit 0: it has no gradient, so only start and noise are left."""
    return Gaussians(torch.zeros(classes, 4), math.inf)


def subject(network: nn.Module, judges: dict[str, nn.Module], images: Tensor = CENTRES) -> Subject:
    """Test images: image i, in steps of 1/255, is of class i."""
    pixels = (images * 255).round().to(torch.uint8).reshape(-1, *SHAPE)
    split = Split(pixels, torch.arange(len(pixels)), torch.arange(len(pixels)))
    return Subject(network, Dataset(split, split, split, 3), torch.device("cpu"), judges)


def test_ascent_is_the_former_one_to_the_bit(monkeypatch: pytest.MonkeyPatch):
    """The loop as it stood when the first ledgers were written, and what it gave then."""
    settings = GanTestSpec(samples=5, steps=7, lr=0.1, weight_decay=0.01, init_std=0.2, seed=3)
    centres = torch.tensor([[0.2, 0.9, 0.5, 0.1], [0.8, 0.1, 0.4, 0.7], [0.5, 0.5, 1.5, -0.5]])
    y = balanced_labels(5, 3)
    monkeypatch.setattr("scoresweep.workers.measurements.base.BATCH", 2)
    found = gradient_ascent(Gaussians(centres), y, SHAPE, settings)
    written_down = [
        [0.317046165, 0.648184657, 0.494545132, 0.264593214],
        [0.537127912, 0.189729005, 0.434209168, 0.643985391],
        [0.494746447, 0.542021930, 0.965623319, 0.000000000],
        [0.394743532, 0.684537113, 0.577475607, 0.215909660],
        [0.620696247, 0.383127183, 0.374167889, 0.530739188],
    ]
    # Not to the bit: processors differ in the last digit of a normal draw.
    torch.testing.assert_close(found.flatten(1), torch.tensor(written_down), atol=1e-6, rtol=0)
    assert torch.equal(found, former_ascent(Gaussians(centres), y, settings, batch_size=2))


def former_ascent(network: nn.Module, y: Tensor, settings: GanTestSpec, batch_size: int) -> Tensor:
    from scoresweep.workers.runtime.seeding import make_generator

    draw = make_generator(settings.seed, "gradient ascent", 0)
    start = 0.5 + settings.init_std * torch.randn((len(y), *SHAPE), generator=draw)
    batches = []
    for x, labels in zip(start.clamp_(0, 1).split(batch_size), y.split(batch_size), strict=True):
        for _ in range(settings.steps):
            x = x.detach().requires_grad_(True)
            logits, _ = network(x)
            score = torch.autograd.grad(logits.gather(1, labels[:, None]).sum(), x)[0]
            x = (x + settings.lr * (score - settings.weight_decay * (x - 0.5))).clamp_(0, 1)
        batches.append(x)
    return torch.cat(batches).detach()


def test_langevin_settles_at_its_own_variance():
    """On a Gaussian the chain is x − c ← ρ (x − c) + √α z, with ρ = 1 − α/(2s²).

    Its variance V solves V = ρ²V + α: V = α/(1 − ρ²) = s²/(1 − α/(4s²)). With α = s² that is 4/3
    s², and ρ = ½, so that 40 steps forget the start. s = 0.03 keeps every clamp 5 deviations away.
    16,000 numbers: a standard error of 1.1 % for the variance.
    """
    variance, n = 0.03**2, 4000
    y = torch.ones(n, dtype=torch.int64)
    centres = torch.tensor([[0.0] * 4, [0.3, 0.5, 0.6, 0.7]])
    x = langevin(
        Gaussians(centres, variance),
        y,
        SHAPE,
        SamplesSpec(steps=40, langevin_step=variance, seed=1),
        init_std=0.2,
    ).flatten(1)
    deviation = (x - centres[1]).double()
    settled = math.sqrt(4 / 3 * variance)
    assert deviation.mean(0).abs().max().item() < 4 * settled / math.sqrt(n)
    assert deviation.square().mean().item() == pytest.approx(settled**2, rel=0.045)
    # Fresh noise in each dimension and image.
    assert torch.corrcoef(deviation.T).sub(torch.eye(4)).abs().max().item() < 0.07


def test_langevins_noise_is_each_steps_own_and_the_same_for_every_network():
    """Without a gradient x_T is the start and its noise.

    Linear logits ⟨a, x⟩ add T (α/2) a to it.
    """
    alpha, n, steps = 1e-6, 2000, 9
    y = torch.zeros(n, dtype=torch.int64)

    class Linear(nn.Module):
        def forward(self, x: Tensor):
            return 300.0 * x.flatten(1).sum(1, keepdim=True), []

    def walk(network: nn.Module, steps: int, seed: int = 0, step_size: float = alpha) -> Tensor:
        settings = SamplesSpec(steps=steps, langevin_step=step_size, seed=seed)
        return langevin(network, y, SHAPE, settings, init_std=0.05)

    still = walk(flat(), steps)
    drift = walk(Linear(), steps) - still
    torch.testing.assert_close(
        drift, torch.full_like(drift, steps * alpha / 2 * 300), atol=2e-6, rtol=0
    )
    noise = still - walk(flat(), 1, step_size=1e-30)
    assert noise.std().item() == pytest.approx(math.sqrt(steps * alpha), rel=0.04)
    assert not torch.equal(still, walk(flat(), steps, seed=1))


def test_langevin_doesnt_depend_on_the_batch_size(monkeypatch: pytest.MonkeyPatch):
    def walk() -> Tensor:
        y = balanced_labels(7, 3)
        settings = SamplesSpec(steps=4, langevin_step=1e-3)
        return langevin(Gaussians(CENTRES, 0.1), y, SHAPE, settings, init_std=0.2)

    whole = walk()
    monkeypatch.setattr("scoresweep.workers.measurements.base.BATCH", 3)
    torch.testing.assert_close(walk(), whole)


def test_langevin_stays_within_images():
    settings = SamplesSpec(steps=3, langevin_step=1.0)
    x = langevin(flat(), balanced_labels(50, 3), SHAPE, settings, init_std=0.2)
    assert x.min().item() == 0
    assert x.max().item() == 1


@pytest.mark.parametrize("steps", [1, 8])
def test_denoising_contracts_towards_the_mode(steps: int, monkeypatch: pytest.MonkeyPatch):
    """x ← x − (lr/s²)(x − c) contracts by (1 − lr/s²)^T where no clamp is met."""
    lr, variance = 0.01, 0.1
    settings = GanTestSpec(steps=steps, lr=lr, weight_decay=0.0)
    y = balanced_labels(6, 3)
    noisy = (CENTRES[y] + 0.1 * torch.linspace(-1, 1, 24).reshape(6, 4)).reshape(6, *SHAPE)
    monkeypatch.setattr("scoresweep.workers.measurements.base.BATCH", 4)
    left = climb(Gaussians(CENTRES, variance), noisy, y, settings)
    expected = (1 - lr / variance) ** steps * (noisy.flatten(1) - CENTRES[y])
    torch.testing.assert_close(left.flatten(1) - CENTRES[y], expected, atol=1e-6, rtol=0)


def test_denoised_by_hand():
    """Each image is its class's mode, so ‖x_T − x‖ / ‖x₀ − x‖ = (1 − lr/s²)^T = 0.9⁵."""
    network = Gaussians((CENTRES * 255).round() / 255, 0.1)
    settings = SamplesSpec(methods=("denoising",), samples=3, steps=5, noise_std=0.02)
    result = samples(
        subject(network, {"judge": network}), settings, GanTestSpec(lr=0.01, weight_decay=0.0)
    )
    (row,) = result.curves["methods"]
    assert row["denoised"] == pytest.approx(0.9**5, rel=1e-4)
    assert row["gan_test"] == [1.0]
    assert math.isnan(result.value)


def test_the_clamp_alone_denoises_nothing():
    """Half the noise on a black image is below 0.

    A network without a gradient removes none of it.
    """
    images = torch.tensor([[0.0, 0.0, 0.0, 1.0], [0.0, 1.0, 0.0, 0.0], [1.0, 0.0, 0.0, 0.0]])
    settings = SamplesSpec(methods=("denoising",), samples=3, steps=2, noise_std=0.2)
    result = samples(
        subject(flat(), {"judge": flat()}, images), settings, GanTestSpec(weight_decay=0.0)
    )
    assert result.curves["methods"][0]["denoised"] == pytest.approx(1.0, rel=1e-6)


def test_judges_that_agree_and_disagree():
    """Samples of the three classes in turn: the network reads all right; "one" and "two" always say
    1 and 2. Pairs: right with each of the others 1/3, the others with one another 0; mean 2/9.
    """
    network = Gaussians(CENTRES, 0.1)
    judges = {"right": network, "one": Says(1), "two": Says(2)}
    settings = SamplesSpec(methods=("gradient_ascent",), samples=30, steps=100)
    result = samples(subject(network, judges), settings, GanTestSpec(lr=0.01))
    (row,) = result.curves["methods"]
    assert row["gan_test"] == pytest.approx([1, 1 / 3, 1 / 3])
    assert row["agreement"] == result.details["gradient_ascent.agreement"] == pytest.approx(2 / 9)
    assert result.value == pytest.approx(5 / 9)
    assert result.details["gradient_ascent.one"] == pytest.approx(1 / 3)
    assert row["denoised"] is None
    # Near the mode, where f_y is 0.
    assert row["mean_logit"] == pytest.approx(0, abs=1e-2)


def test_all_methods_and_their_pictures():
    network = Gaussians(CENTRES, 0.1)
    settings = SamplesSpec(samples=9, steps=3)
    result = samples(subject(network, {"a": network}), settings, GanTestSpec())
    assert [row["method"] for row in result.curves["methods"]] == list(settings.methods)
    assert {name: picture.shape for name, picture in result.pictures.items()} == dict.fromkeys(
        settings.methods, (3 * 4, 10 * 4)
    )
    assert result.value == result.details["gradient_ascent.a"]


def test_judges_agreement_is_told_for_every_method():
    """Both judges are the same network, so they agree on all.

    A lone judge has none to agree with.
    """
    network = Gaussians(CENTRES, 0.1)
    settings = SamplesSpec(samples=9, steps=3)
    two = samples(subject(network, {"a": network, "b": network}), settings, GanTestSpec())
    assert [two.details[f"{method}.agreement"] for method in settings.methods] == [1, 1, 1]
    one = samples(subject(network, {"a": network}), settings, GanTestSpec())
    assert not [name for name in one.details if name.endswith("agreement")]


def test_ascent_takes_the_gan_tests_settings():
    """At lr → 0 the samples are their start, and f_y of a start of std 0 is that of grey."""
    network = Gaussians(CENTRES, 0.1)
    settings = SamplesSpec(methods=("gradient_ascent",), samples=3, steps=2)
    result = samples(
        subject(network, {"a": network}), settings, GanTestSpec(lr=1e-12, init_std=0.0)
    )
    grey = -(0.5 - CENTRES).square().sum(1) / 0.2
    assert result.curves["methods"][0]["mean_logit"] == pytest.approx(grey.mean().item(), rel=1e-5)


def test_samples_that_arent_finite_are_nan_and_give_no_picture():
    broken, judge = Gaussians(CENTRES * math.nan), Gaussians(CENTRES)
    result = samples(
        subject(broken, {"a": judge, "b": judge}), SamplesSpec(samples=3, steps=1), GanTestSpec()
    )
    assert math.isnan(result.value)
    assert not result.pictures
    assert all(row["gan_test"] == [None, None] for row in result.curves["methods"])


def test_samples_need_judges():
    with pytest.raises(ValueError, match="judge"):
        samples(subject(flat(), {}), SamplesSpec(), GanTestSpec())
