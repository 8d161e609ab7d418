"""Gradient maps made to show a picture: what changes, what doesn't, and by how much."""

import hashlib
import math
from pathlib import Path

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from PIL import Image
from torch import Tensor, nn

from scoresweep.errors import InputError
from scoresweep.specs.measurements import FoolingSpec
from scoresweep.specs.trial import ModelSpec
from scoresweep.workers.data.batches import Dataset, Split
from scoresweep.workers.measurements.base import Subject
from scoresweep.workers.measurements.fooling import Shifted, fooling
from scoresweep.workers.measurements.saliency import gradient_to_relevance, input_gradient
from scoresweep.workers.models.networks import build_model
from scoresweep.workers.runtime.seeding import make_generator

CLASSES = 5


class Affine(nn.Module):
    """f(x) = W x: every ∇f_i is known, and the same for every image."""

    def __init__(self, weight: Tensor):
        super().__init__()
        self.weight = nn.Parameter(weight)

    def forward(self, x: Tensor):
        return x.flatten(1) @ self.weight.T, []


def subject(channels: int = 3, size: int = 8, network: nn.Module | None = None) -> Subject:
    draw = torch.Generator().manual_seed(0)
    shape = (12, channels, size, size)
    images = torch.randint(0, 256, shape, generator=draw, dtype=torch.uint8)
    split = Split(images, torch.arange(12) % CLASSES, torch.arange(12))
    if network is None:
        network = build_model(
            ModelSpec(name="resnet9", width=2),
            channels=channels,
            classes=CLASSES,
            generator=make_generator(0, "test"),
        ).eval()
    return Subject(network, Dataset(split, split, split, CLASSES), torch.device("cpu"))


def affine(channels: int = 3, size: int = 8) -> Affine:
    draw = torch.Generator().manual_seed(1)
    return Affine(torch.randn(CLASSES, channels * size * size, generator=draw) / 50)


def correlation(picture: np.ndarray, shown: np.ndarray) -> float:
    return float(np.corrcoef(picture.astype(float).ravel(), shown.astype(float).ravel())[0, 1])


@pytest.mark.parametrize("channels", [1, 3])
def test_loss_and_predictions_stay_and_maps_show_the_picture(channels: int):
    result = fooling(subject(channels), FoolingSpec(images=6))
    assert result.value < 1e-12
    assert result.details["loss_gradient_change"] < 1e-9
    assert result.details["prediction_changes"] == 0
    assert abs(result.details["cosine_before"]) < 0.5
    shown = result.pictures["picture"]
    for tile in range(6):
        columns = slice(8 * tile, 8 * (tile + 1))
        assert correlation(result.pictures["after"][:, columns], shown) > 0.95
        assert abs(correlation(result.pictures["before"][:, columns], shown)) < 0.6


def test_the_strength_is_the_norm_of_the_added_gradient():
    """∇f_i = ±a with a equal in red and green, and no blue.

    Orthogonal to a picture of sign (1, −1, 1).

    So the cosine of ∇f_i and ∇g is 0 before, and with ‖∇g‖ = r‖a‖ it is r/√(1 + r²) after.
    """
    a = torch.tensor([1.0, 1.0, 0.0]).repeat_interleave(64) / 100
    network = Affine(torch.stack([a if label % 2 else -a for label in range(CLASSES)]))
    result = fooling(subject(network=network), FoolingSpec(strength=3.0))
    assert result.details["cosine_before"] == pytest.approx(0, abs=1e-12)
    assert result.details["cosine_after"] == pytest.approx(3 / math.sqrt(10))


def test_the_picture_shows_in_every_map_of_logits_and_in_none_of_probabilities():
    """A gradient equal in all channels would vanish from channel_std; ∇ log p is free of any g."""
    size = 8
    x = torch.rand(4, 3, size, size, dtype=torch.float64)
    y = torch.arange(4)
    network = affine().double()
    ramp = torch.linspace(0, 1, size * size, dtype=torch.float64).reshape(size, size)
    signs = torch.tensor([1.0, -1.0, 1.0], dtype=torch.float64)[:, None, None]
    shifted = Shifted(network, lambda images: 10 * (images * signs * ramp).flatten(1).sum(1))
    before, after = (input_gradient(each, x, y) for each in (network, shifted))
    for relevance in ("channel_std", "abs_sum"):
        for image in gradient_to_relevance(after, relevance):
            assert correlation(image.numpy(), ramp.numpy()) > 0.95
        for image in gradient_to_relevance(before, relevance):
            assert correlation(image.numpy(), ramp.numpy()) < 0.5
    old, new = (input_gradient(each, x, y, "log_probability") for each in (network, shifted))
    torch.testing.assert_close(new, old, atol=1e-12, rtol=0)


def test_the_loss_gradient_by_hand():
    """∇ℓ_i = −∇f_i + Σ_j p_j ∇f_j (eq. 6): ∇g stands in it with −1 + Σ_j p_j = 0."""
    network = affine().double()
    x, y = torch.rand(3, 3, 8, 8, dtype=torch.float64).requires_grad_(True), torch.arange(3)
    shifted = Shifted(network, lambda images: 7 * images.flatten(1).sum(1))
    loss = F.cross_entropy(shifted(x)[0], y, reduction="sum")
    found = torch.autograd.grad(loss, x)[0].flatten(1)
    p = network(x)[0].softmax(1)
    torch.testing.assert_close(found, p @ network.weight - network.weight[y])


def test_the_sine_meets_both_bounds_of_appendix_a1():
    """g = ε sin(m Σ_d x_d) changes ∇ℓ by ε m cos(m Σ_d x_d) in each of the D pixels."""
    settings = FoolingSpec(images=12, sine_amplitude=2e-3, sine_frequencies=(0.5, 40.0, 3e4))
    given = subject(network=affine())
    sine = fooling(given, settings).curves["sine"]
    x, _ = given.test_images(12, 0)
    total, dimensions = x.double().flatten(1).sum(1), 3 * 8 * 8
    for index, m in enumerate(settings.sine_frequencies):
        assert sine["bound_l1"][index] == pytest.approx(m * 2e-3 * dimensions)
        expected = (2e-3 * (m * total).sin()).abs().max().item()
        assert sine["loss_change_max"][index] == pytest.approx(expected, rel=1e-6)
        assert sine["loss_change_max"][index] <= 2e-3 * (1 + 1e-9)
        slope = ((m * total).cos().abs() * m * 2e-3 * dimensions).mean().item()
        assert sine["gradient_change_l1_mean"][index] == pytest.approx(slope, rel=1e-6)
        assert sine["gradient_change_l1_mean"][index] <= sine["bound_l1"][index] * (1 + 1e-9)


def test_the_network_is_left_as_it_was():
    given = subject()
    before = {name: value.clone() for name, value in given.network.state_dict().items()}
    fooling(given, FoolingSpec(images=2))
    assert all(weight.requires_grad for weight in given.network.parameters())
    assert all(weight.dtype == torch.float32 for weight in given.network.parameters())
    for name, value in given.network.state_dict().items():
        assert torch.equal(value, before[name])


def test_a_network_that_isnt_finite_gives_nan():
    result = fooling(subject(network=Affine(affine().weight.detach() * math.nan)), FoolingSpec())
    assert math.isnan(result.value)
    assert math.isnan(result.details["cosine_after"])


def half(path: Path) -> str:
    """A picture that is white on the left and black on the right, 20 × 12; gives its digest."""
    pixels = np.zeros((12, 20), dtype=np.uint8)
    pixels[:, :10] = 255
    Image.fromarray(pixels).convert("RGB").save(path)
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_users_picture(tmp_path: Path):
    path = tmp_path / "half.png"
    digest = half(path)
    result = fooling(subject(), FoolingSpec(picture=str(path), digest=digest, images=2))
    expected = np.zeros((8, 8))
    expected[:, :4] = 255
    assert np.array_equal(result.pictures["picture"], expected)
    assert correlation(result.pictures["after"][:, 8:], expected) > 0.95


@pytest.mark.parametrize("content", [None, b"no picture", b""])
def test_a_picture_that_cant_be_read(tmp_path: Path, content: bytes | None):
    path = tmp_path / "given.png"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputError, match=r"given\.png"):
        fooling(subject(), FoolingSpec(picture=str(path)))


def test_a_picture_that_changed_since(tmp_path: Path):
    path = tmp_path / "given.png"
    half(path)
    with pytest.raises(InputError, match=r"given\.png"):
        fooling(subject(), FoolingSpec(picture=str(path), digest="0" * 64))


def test_a_damaged_picture(tmp_path: Path):
    """A PNG with a chunk in the midst of its data that has no name."""
    path = tmp_path / "given.png"
    noise = np.random.default_rng(0).integers(0, 256, (400, 400, 3), dtype=np.uint8)
    Image.fromarray(noise).save(path)
    content = bytearray(path.read_bytes())
    second = content.index(b"IDAT", content.index(b"IDAT") + 4)
    content[second : second + 4] = b"!@#$"
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"given\.png"):
        fooling(subject(), FoolingSpec(picture=str(path)))


def test_a_black_picture_shows_nothing(tmp_path: Path):
    path = tmp_path / "given.png"
    Image.new("L", (9, 9)).save(path)
    with pytest.raises(InputError, match=r"given\.png.*black"):
        fooling(subject(), FoolingSpec(picture=str(path)))


def test_the_batch_size_changes_nothing(monkeypatch: pytest.MonkeyPatch):
    settings = FoolingSpec(images=7)
    whole = fooling(subject(), settings)
    monkeypatch.setattr("scoresweep.workers.measurements.base.BATCH", 3)
    parts = fooling(subject(), settings)
    assert parts.details == pytest.approx(whole.details, rel=1e-6, abs=1e-9)
    assert parts.curves["sine"]["gradient_change_l1_mean"] == pytest.approx(
        whole.curves["sine"]["gradient_change_l1_mean"], rel=1e-6
    )
