"""Relevance maps by hand and against captum, and the gradient maps that are made of them."""

import copy
import itertools
import json
import math

import captum.attr
import pytest
import torch
from torch import Tensor, nn

from scoresweep.specs.measurements import GradientMapsSpec
from scoresweep.specs.trial import DataSource, ModelSpec
from scoresweep.workers.data.batches import Dataset, Split
from scoresweep.workers.data.sources import decode
from scoresweep.workers.data.types import Decoded
from scoresweep.workers.measurements import saliency
from scoresweep.workers.measurements.base import Subject
from scoresweep.workers.measurements.gradient_maps import autocorrelation, gradient_maps
from scoresweep.workers.measurements.saliency import input_gradient, relevance_map, render_maps
from scoresweep.workers.models.networks import build_model
from scoresweep.workers.runtime.seeding import make_generator

CLASSES = 3
DIGITS: Decoded = decode(DataSource(name="digits"))


class Linear(nn.Module):
    """f_i(x) = w_i · x, weights [classes, c, s, s]."""

    def __init__(self, weights: Tensor):
        super().__init__()
        self.weights = nn.Parameter(weights)

    def forward(self, x: Tensor):
        return x.to(self.weights).flatten(1) @ self.weights.flatten(1).T, []


class Gaussian(nn.Module):
    """f_i(x) = −‖x − c_i‖²/(2s²), centres [classes, c, s, s]."""

    def __init__(self, centres: Tensor, s: float):
        super().__init__()
        self.centres, self.s = centres, s

    def forward(self, x: Tensor):
        squares = (x.to(self.centres)[:, None] - self.centres).square()
        return -squares.flatten(2).sum(2) / (2 * self.s**2), []


class NanWhereWhite(nn.Module):
    """A network whose logits are NaN for images with a white pixel in the upper left corner."""

    def __init__(self, network: nn.Module):
        super().__init__()
        self.network = network

    @property
    def head(self):
        return self.network.head

    @property
    def blocks(self):
        return self.network.blocks

    def forward(self, x: Tensor):
        logits, statistics = self.network(x)
        return torch.where(x[:, 0, 0, :1] == 1, math.nan, 1.0) * logits, statistics


class Logits(nn.Module):
    """A network as captum expects one."""

    def __init__(self, network: nn.Module, output: str = "logit"):
        super().__init__()
        self.network, self.output = network, output

    def forward(self, x: Tensor):
        logits = self.network(x)[0]
        return logits if self.output == "logit" else logits.log_softmax(1)


def normal(*shape: int, seed: int = 0) -> Tensor:
    return torch.randn(shape, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)


def images_of(n: int, channels: int, size: int = 8, seed: int = 0) -> Tensor:
    draw = torch.Generator().manual_seed(seed)
    return torch.randint(0, 256, (n, channels, size, size), generator=draw).to(torch.uint8)


def subject_of(
    network: nn.Module, images: Tensor, labels: Tensor, baseline: nn.Module | None = None
) -> Subject:
    """images uint8 [n, c, s, s]. All splits are the same."""
    split = Split(images, labels, torch.arange(len(labels)))
    dataset = Dataset(split, split, split, classes=int(labels.max()) + 1)
    return Subject(network, dataset, torch.device("cpu"), baseline=baseline)


def real(channels: int, n: int = 20, seed: int = 0) -> Subject:
    """A small ResNet: on digits if it has one channel, else on random images."""
    spec = ModelSpec(name="resnet9", width=4)
    draw = torch.Generator().manual_seed(seed)
    network = build_model(spec, channels=channels, classes=10, generator=draw).eval()
    if channels == 1:
        images, labels = (
            torch.from_numpy(array[:n].copy()) for array in (DIGITS.test_images, DIGITS.test_labels)
        )
        return subject_of(network, images, labels.long())
    return subject_of(network, images_of(n, channels), torch.arange(n) % 10)


def maps_of(network: nn.Module, x: Tensor, y: Tensor, **settings) -> Tensor:
    spec = GradientMapsSpec(**settings)
    return relevance_map(
        network, x, y, relevance=spec.relevance, output=spec.output, settings=spec
    ).detach()


def test_relevance_of_a_linear_model_by_hand():
    """∇f_y = w_y. One pixel with w = (−1, 2, 5) in its channels: mean 2, std √((9 + 0 + 9)/2) = 3,
    Σ|w| = 8. Another with (−1, −1, −1): std 0, Σ|w| = 3.
    """
    weights = torch.tensor([[-1.0, -1.0], [2.0, -1.0], [5.0, -1.0]]).reshape(1, 3, 1, 2)
    network, x, y = Linear(weights), torch.rand(1, 3, 1, 2), torch.tensor([0])
    torch.testing.assert_close(input_gradient(network, x, y), weights)
    for relevance, expected in {
        "channel_std": [3.0, 0.0],
        "abs_sum": [8.0, 3.0],
        "smoothgrad": [8.0, 3.0],
    }.items():
        found = maps_of(network, x, y, relevance=relevance)
        torch.testing.assert_close(found, torch.tensor([[expected]]), msg=relevance)


def test_an_image_of_one_channel_has_absolute_gradients():
    weights = normal(CLASSES, 1, 4, 4)
    y = torch.tensor([2, 0])
    found = maps_of(Linear(weights), torch.rand(2, 1, 4, 4).double(), y, relevance="channel_std")
    torch.testing.assert_close(found, weights[y, 0].abs())


def test_gradient_of_the_log_probability_by_hand():
    """∇ log p(y|x) = w_y − Σ_j p(j|x) w_j for f_j = w_j · x."""
    weights, x, y = normal(CLASSES, 2, 4, 4), normal(5, 2, 4, 4, seed=1), torch.arange(5) % CLASSES
    p = (x.flatten(1) @ weights.flatten(1).T).softmax(1)
    expected = weights[y] - torch.einsum("nj,jchw->nchw", p, weights)
    found = input_gradient(Linear(weights), x, y, "log_probability")
    torch.testing.assert_close(found, expected)


def test_the_log_probability_keeps_its_gradient_where_the_network_is_certain():
    """Two classes that are e^−20 and e^−40 as likely as the first.

    ∇ log p(0|x) = Σ_j p_j (w_0 − w_j).

    In float32 1 − p(0|x) is 0, and the w_0 in it would be lost.
    """
    weights = normal(CLASSES, 1, 4, 4)

    class Certain(Linear):
        def forward(self, x: Tensor):
            logits, _ = super().forward(x)
            return logits - logits.detach() + torch.tensor([[0.0, -20.0, -40.0]]).to(logits), []

    y = torch.tensor([0])
    p = torch.tensor([0.0, -20.0, -40.0], dtype=torch.float64).softmax(0)
    expected = (p[:, None, None, None] * (weights[0] - weights)).sum(0)
    found = input_gradient(Certain(weights.float()), torch.rand(1, 1, 4, 4), y, "log_probability")
    torch.testing.assert_close(found[0], expected.float(), rtol=1e-5, atol=0)


def noise_of(settings: GradientMapsSpec, x: Tensor) -> Tensor:
    """[samples, n, c, s, s], as documented: one stream a sample."""
    return settings.smoothgrad_std * torch.stack(
        [
            torch.randn(x.shape, generator=make_generator(settings.seed, "smoothgrad", index))
            for index in range(settings.smoothgrad_samples)
        ]
    )


def test_smoothgrad_of_a_gaussian_density_by_hand():
    """The gradient −(x + v − c)/s² is linear in v, so its mean has the mean noise in the place of
    v.
    """
    settings = GradientMapsSpec(relevance="smoothgrad", smoothgrad_std=0.3, smoothgrad_samples=5)
    centres, x, y = normal(CLASSES, 2, 4, 4), torch.rand(4, 2, 4, 4), torch.tensor([0, 1, 2, 0])
    mean_noise = noise_of(settings, x).mean(0)
    expected = (-(x + mean_noise - centres[y]) / 0.5**2).abs().sum(1)
    found = relevance_map(
        Gaussian(centres, 0.5), x, y, relevance="smoothgrad", output="logit", settings=settings
    )
    torch.testing.assert_close(found.double(), expected, rtol=1e-5, atol=1e-5)


def test_smoothgrads_noise_averages_out():
    """4,000 copies with std 0.2 leave 0.2/√4000 = 0.003 of noise in the mean; s = 1."""
    centres, x, y = normal(CLASSES, 1, 2, 2), torch.rand(3, 1, 2, 2), torch.arange(3)
    settings = GradientMapsSpec(smoothgrad_std=0.2, smoothgrad_samples=4000)
    found = saliency.smoothgrad(Gaussian(centres, 1.0), x, y, "logit", settings)
    expected = (centres[y] - x).float()
    assert 1e-4 < (found - expected).abs().max() < 5 * 0.2 / 4000**0.5


@pytest.mark.parametrize("output", ["logit", "log_probability"])
@pytest.mark.parametrize("channels", [1, 3])
def test_gradients_are_captums(channels: int, output: str):
    subject = real(channels)
    x, y = subject.test_images(20, 0)
    theirs = captum.attr.Saliency(Logits(subject.network, output))
    theirs_x = x.clone().requires_grad_(True)
    expected = theirs.attribute(theirs_x, target=y, abs=False)
    found = input_gradient(subject.network, x, y, output)
    torch.testing.assert_close(found, expected, rtol=1e-4, atol=1e-6)
    sums = maps_of(subject.network, x, y, relevance="abs_sum", output=output)
    torch.testing.assert_close(
        sums, theirs.attribute(theirs_x, target=y).sum(1), rtol=1e-4, atol=1e-6
    )


@pytest.mark.parametrize("channels", [1, 3])
def test_smoothgrad_is_captums_with_the_same_noise(channels: int, monkeypatch: pytest.MonkeyPatch):
    """captum draws by torch.normal, an image's copies one after another.

    Its Saliency takes absolute values by default, and would average those: Smilkov et al. average
    the gradient.
    """
    subject = real(channels)
    x, y = subject.test_images(6, 0)
    settings = GradientMapsSpec(relevance="smoothgrad", smoothgrad_std=0.2, smoothgrad_samples=4)
    noise = noise_of(settings, x).transpose(0, 1).flatten(0, 1)

    def known(mean: float, std: Tensor) -> Tensor:
        assert mean == 0 and std.shape == noise.shape and std.unique().item() == pytest.approx(0.2)
        return noise

    monkeypatch.setattr(torch, "normal", known)
    tunnel = captum.attr.NoiseTunnel(captum.attr.Saliency(Logits(subject.network)))
    expected = tunnel.attribute(
        x, nt_type="smoothgrad", nt_samples=4, stdevs=0.2, target=y, abs=False
    )
    found = saliency.smoothgrad(subject.network, x, y, "logit", settings)
    torch.testing.assert_close(found, expected, rtol=1e-4, atol=1e-6)
    maps = relevance_map(
        subject.network, x, y, relevance="smoothgrad", output="logit", settings=settings
    )
    torch.testing.assert_close(maps, expected.abs().sum(1), rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize("relevance", ["channel_std", "abs_sum", "smoothgrad"])
def test_maps_dont_depend_on_the_batch_size(relevance: str, monkeypatch: pytest.MonkeyPatch):
    subject = real(3)
    x, y = subject.test_images(20, 0)
    whole = maps_of(subject.network, x, y, relevance=relevance)
    monkeypatch.setattr("scoresweep.workers.measurements.base.BATCH", 3)
    parts = maps_of(subject.network, x, y, relevance=relevance)
    torch.testing.assert_close(parts, whole, rtol=1e-4, atol=1e-6)


def test_a_network_is_left_as_it_was():
    subject = real(3)
    before, stream = copy.deepcopy(subject.network.state_dict()), torch.get_rng_state()
    for relevance, output in itertools.product(
        ("channel_std", "smoothgrad"), ("logit", "log_probability")
    ):
        gradient_maps(subject, GradientMapsSpec(relevance=relevance, output=output))
    torch.testing.assert_close(subject.network.state_dict(), before, rtol=0, atol=0)
    assert torch.equal(torch.get_rng_state(), stream)
    assert not subject.network.training
    assert all(p.requires_grad and p.grad is None for p in subject.network.parameters())


def test_pictures_of_maps():
    """100 pixels 0, 1, …, 99: the 99th percentile is 98.01, all above is white.

    A map of zeros is black, one with a single bright pixel shows it, and what isn't a number is
    black.
    """
    ramp = torch.arange(100.0)
    single = torch.zeros(100)
    single[7] = 1e-3
    broken = torch.full((100,), math.nan)
    maps = torch.stack([ramp, torch.zeros(100), single, broken]).reshape(4, 10, 10)
    pictures = render_maps(maps)
    assert pictures.shape == (4, 1, 10, 10)
    torch.testing.assert_close(pictures[0].flatten(), (ramp / 98.01).clamp(max=1))
    assert pictures[1].max() == 0
    assert pictures[2].flatten().nonzero().tolist() == [[7]] and pictures[2].max() == 1
    assert pictures[3].abs().max() == 0


def test_autocorrelation_by_hand():
    """4 × 4 pixels, P = 24 pairs of neighbours.

    Chequered ±1: every product is −1, I = (16/24) (−24)/16 = −1. Left half 0, right half 1: d = ±½;
    12 vertical and 8 horizontal products are +¼, 4 are −¼; I = (16/24) (16/4)/(16/4) = 2/3.
    """
    chequered = torch.tensor([[1.0, -1.0], [-1.0, 1.0]]).repeat(2, 2)
    halves = torch.tensor([0.0, 0.0, 1.0, 1.0]).expand(4, 4)
    found = autocorrelation(torch.stack([chequered, halves, halves.T, 5 - 3 * halves]))
    expected = torch.tensor([-1, 2 / 3, 2 / 3, 2 / 3], dtype=torch.float64)
    torch.testing.assert_close(found, expected)


def test_a_constant_map_has_no_autocorrelation():
    """At 9 × 9 the mean of 0.1 isn't 0.1 to the last digit."""
    assert autocorrelation(torch.full((1, 9, 9), 0.1, dtype=torch.float64)).isnan().all()
    assert autocorrelation(torch.zeros(2, 8, 8)).isnan().all()


def test_autocorrelation_of_white_noise():
    """Moran's I of exchangeable pixels has the mean −1/(N − 1).

    Its std is about 1/√P = 0.09 a map.
    """
    noise = torch.rand(10_000, 8, 8, generator=torch.Generator().manual_seed(0))
    assert autocorrelation(noise).mean().item() == pytest.approx(-1 / 63, abs=0.003)


def test_gradient_maps_of_a_linear_model():
    """All maps of a class are |w|.

    Halves for class 0 (I = 2/3), chequered for class 1 (I = −1), and constant for class 2, which
    is left out.
    """
    halves = torch.tensor([1.0, 1.0, 3.0, 3.0]).expand(4, 4)
    chequered = torch.tensor([[1.0, -3.0], [3.0, -1.0]]).repeat(2, 2)
    weights = torch.stack([halves, chequered, torch.ones(4, 4)])[:, None]
    labels = torch.tensor([0, 0, 1, 2])
    subject = subject_of(Linear(weights), images_of(4, 1, 4), labels)
    result = gradient_maps(subject, GradientMapsSpec(images=4))
    assert result.value == pytest.approx((2 * 2 / 3 - 1) / 3)
    x, y = subject.test_images(4, 0)
    assert result.curves == {
        "images": 4,
        "size": 4,
        "labels": y.tolist(),
        "predictions": subject.network(x)[0].argmax(1).tolist(),
    }
    assert result.pictures["images"].shape == result.pictures["maps"].shape == (4, 16)
    first = y.tolist().index(0)
    tile = result.pictures["maps"][:, 4 * first : 4 * first + 4]
    assert tile.tolist() == [[85, 85, 255, 255]] * 4


@pytest.mark.parametrize("channels", [1, 3])
def test_gradient_maps_of_a_real_network(channels: int):
    result = gradient_maps(real(channels), GradientMapsSpec(images=5, relevance="smoothgrad"))
    assert -1 < result.value < 1
    shape = (8, 40) if channels == 1 else (8, 40, 3)
    assert result.pictures["images"].shape == shape
    assert result.pictures["maps"].shape == (8, 40)
    json.dumps(result.curves, allow_nan=False)


def test_a_map_that_isnt_finite_leaves_no_value():
    """Of one image of four: the mean of the others would be a number."""
    images = images_of(4, 1, 4)
    images[:, 0, 0, 0] = torch.tensor([0, 255, 0, 0])
    network = NanWhereWhite(Linear(normal(2, 1, 4, 4).float()))
    subject = subject_of(network, images, torch.tensor([0, 1, 0, 1]))
    result = gradient_maps(subject, GradientMapsSpec(images=4))
    assert math.isnan(result.value)
    white = subject.test_images(4, 0)[0][:, 0, 0, 0].tolist().index(1)
    assert result.pictures["maps"][:, 4 * white : 4 * white + 4].max() == 0
    assert result.pictures["maps"].max() == 255
