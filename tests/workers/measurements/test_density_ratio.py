"""The density ratio and the alignment with denoising, on densities that are known by hand.

Notation: x an image, c the centre of its class, d = x − c, D = 4 pixels, z ~ N(0, I), v = σz.
"""

import json
import math

import pytest
import torch
from torch import Tensor, nn

from scoresweep.specs.measurements import AlignmentSpec, DensityRatioSpec
from scoresweep.workers.data.batches import Dataset, Split
from scoresweep.workers.measurements.alignment import alignment
from scoresweep.workers.measurements.base import Subject
from scoresweep.workers.measurements.density_ratio import density_ratio
from scoresweep.workers.runtime.seeding import make_generator

CPU = torch.device("cpu")
SHAPE = (1, 2, 2)
D = 4
SIGMAS = (0.05, 0.1, 0.3)
CENTRES = torch.tensor([[51, 229, 127, 25], [204, 25, 102, 178], [0, 255, 51, 51]])


class Gaussian(nn.Module):
    """f_i(x) = −‖x − c_i‖²/(2s²) in float64."""

    def __init__(self, s: float):
        super().__init__()
        self.centres, self.s = CENTRES.double() / 255, s

    def forward(self, x: Tensor):
        distance_sq = (x.double().flatten(1)[:, None] - self.centres).square().sum(-1)
        return -distance_sq / (2 * self.s**2), []


class Linear(nn.Module):
    """f_i(x) = w_i · x in float64; zero weights by scale 0."""

    def __init__(self, scale: float = 1.0):
        super().__init__()
        draw = torch.Generator().manual_seed(0)
        self.w = scale * torch.randn(3, D, generator=draw, dtype=torch.float64)

    def forward(self, x: Tensor):
        return x.double().flatten(1) @ self.w.T, []


def subject_of(network: nn.Module, images: Tensor, labels: Tensor, classes: int = 3) -> Subject:
    """images uint8 [n, c, s, s]. All splits are the same."""
    split = Split(images, labels, torch.arange(len(labels)))
    return Subject(network, Dataset(split, split, split, classes), CPU)


def scattered(network: nn.Module, n: int = 2000, spread: int = 20) -> Subject:
    """Images around their centres."""
    draw = torch.Generator().manual_seed(1)
    labels = torch.arange(n) % 3
    offsets = torch.randint(-spread, spread + 1, (n, D), generator=draw)
    images = (CENTRES[labels] + offsets).clamp(0, 255).to(torch.uint8)
    return subject_of(network, images.reshape(-1, *SHAPE), labels)


def noise(subject: Subject, purpose: str, settings) -> tuple[Tensor, Tensor]:
    """d [n, D] and z [n, D] as a measurement draws them."""
    images, labels = subject.test_images(settings.images, settings.seed)
    z = torch.randn(images.shape, generator=make_generator(settings.seed, purpose, 0))
    d = images.flatten(1).double() - CENTRES[labels].double() / 255
    return d, z.flatten(1).double()


def test_log_ratio_of_a_gaussian_given_its_noise():
    """f(x+v) − f(x) = −(2 v·d + ‖v‖²)/(2s²), to the last image; the ratio is its exp."""
    s = 0.4
    subject = scattered(Gaussian(s), n=60)
    settings = DensityRatioSpec(sigmas=SIGMAS, reference_sigma=0.1, images=50, seed=3)
    result = density_ratio(subject, settings)
    d, z = noise(subject, "density ratio", settings)
    for k, sigma in enumerate(SIGMAS):
        v = sigma * z
        log_ratio = -(2 * (v * d).sum(1) + v.square().sum(1)) / (2 * s**2)
        assert result.curves["log_ratio_mean"][k] == pytest.approx(log_ratio.mean().item(), 1e-5)
        spread = log_ratio.std(correction=0).item()
        assert result.curves["log_ratio_std"][k] == pytest.approx(spread, 1e-5)
        assert result.curves["ratio_mean"][k] == pytest.approx(log_ratio.exp().mean().item(), 1e-5)
        assert result.details[f"sigma_{sigma:g}"] == result.curves["log_ratio_mean"][k]
    assert result.value == result.curves["log_ratio_mean"][1]
    assert result.curves["sigmas"] == list(SIGMAS)
    assert result.curves["images"] == 50


def test_log_ratio_of_a_gaussian_in_expectation():
    """With r = σ²/s²: mean −rD/2, variance r‖d‖²/s² + r²D/2, and by completing the square
    E exp = (1+r)^(−D/2) exp(r‖d‖²/(2s²(1+r))).
    4 standard errors of 20,000 images, a spread within 3 %.
    """
    s, n = 0.4, 20_000
    subject = scattered(Gaussian(s), n=n)
    settings = DensityRatioSpec(sigmas=SIGMAS, reference_sigma=0.1, images=n)
    curves = density_ratio(subject, settings).curves
    d_sq = noise(subject, "density ratio", settings)[0].square().sum(1)
    for k, sigma in enumerate(SIGMAS):
        r = sigma**2 / s**2
        variance = (r * d_sq / s**2 + r**2 * D / 2).mean().item()
        assert abs(curves["log_ratio_mean"][k] + r * D / 2) < 4 * math.sqrt(variance / n)
        assert curves["log_ratio_std"][k] == pytest.approx(math.sqrt(variance), rel=0.03)
        ratio = ((1 + r) ** (-D / 2) * (r * d_sq / (2 * s**2 * (1 + r))).exp()).mean().item()
        assert curves["ratio_mean"][k] == pytest.approx(ratio, abs=4 / math.sqrt(n))


def test_a_linear_logit_is_no_density():
    """f(x+v) − f(x) = w·v ~ N(0, σ²‖w‖²): mean 0 whatever the noise."""
    n = 20_000
    network = Linear()
    settings = DensityRatioSpec(sigmas=SIGMAS, reference_sigma=0.1, images=n)
    curves = density_ratio(scattered(network, n), settings).curves
    scale = network.w.square().sum(1).mean().sqrt().item()
    for sigma, mean, std in zip(
        SIGMAS, curves["log_ratio_mean"], curves["log_ratio_std"], strict=True
    ):
        assert abs(mean) < 4 * sigma * scale / math.sqrt(n)
        assert std == pytest.approx(sigma * scale, rel=0.03)


def test_a_ratio_too_large_is_null_and_its_log_is_not():
    settings = DensityRatioSpec(sigmas=(0.1, 1000.0), reference_sigma=0.1, images=30)
    result = density_ratio(scattered(Linear(), 30), settings)
    assert result.curves["ratio_mean"][0] is not None
    assert result.curves["ratio_mean"][1] is None
    assert math.isfinite(result.curves["log_ratio_mean"][1])


def test_a_density_that_knows_its_images_points_back_at_them():
    """x = c: ∇f = −v/s², so the cosine is 1, the residual (1 − σ²/s²)², scaled 0, ‖∇f‖ = ‖v‖/s²."""
    s = 0.4
    subject = scattered(Gaussian(s), n=60, spread=0)
    settings = AlignmentSpec(sigmas=SIGMAS, reference_sigma=0.1, images=50)
    result = alignment(subject, settings)
    _, z = noise(subject, "alignment", settings)
    assert result.value == pytest.approx(1, abs=1e-5)
    for k, sigma in enumerate(SIGMAS):
        assert result.curves["cosine_mean"][k] == pytest.approx(1, abs=1e-5)
        assert result.curves["cosine_std"][k] == pytest.approx(0, abs=1e-5)
        assert result.curves["residual"][k] == pytest.approx((1 - (sigma / s) ** 2) ** 2, 1e-4)
        assert result.curves["scaled_residual"][k] == pytest.approx(0, abs=1e-5)
        length = sigma * z.norm(dim=1).mean().item() / s**2
        assert result.curves["score_norm"][k] == pytest.approx(length, 1e-4)
    assert result.details["residual"] == result.curves["residual"][1]
    assert result.details["scaled_residual"] == result.curves["scaled_residual"][1]
    assert result.details["grad_norm"] == pytest.approx(0, abs=1e-5)


def test_alignment_of_a_gaussian_in_closed_form():
    """s = −(d+v)/s², t = −v/σ², so E⟨s,t⟩ = D/s², E‖s‖² = (E‖d‖² + σ²D)/s⁴, E‖t‖² = D/σ²:
    residual = σ²E‖d‖²/(s⁴D) + (1 − σ²/s²)², scaled_residual = E‖d‖²/(E‖d‖² + σ²D).
    """
    s, n = 0.4, 20_000
    subject = scattered(Gaussian(s), n, spread=60)
    settings = AlignmentSpec(sigmas=SIGMAS, reference_sigma=0.1, images=n)
    result = alignment(subject, settings)
    d = noise(subject, "alignment", settings)[0]
    d_sq = d.square().sum(1).mean().item()
    for k, sigma in enumerate(SIGMAS):
        residual = sigma**2 * d_sq / (s**4 * D) + (1 - sigma**2 / s**2) ** 2
        assert result.curves["residual"][k] == pytest.approx(residual, rel=0.02)
        scaled = d_sq / (d_sq + sigma**2 * D)
        assert result.curves["scaled_residual"][k] == pytest.approx(scaled, abs=0.02)
    grad_norm = d.norm(dim=1).mean().item() / s**2
    assert result.details["grad_norm"] == pytest.approx(grad_norm, rel=1e-5)


def test_the_smoothed_score_of_gaussian_data_has_the_residual_that_the_docstring_says():
    """Data of variance τ² a pixel: s² = τ² + σ² gives τ²/(τ² + σ²), and any other s² more."""
    sigma, n = 0.1, 20_000
    settings = AlignmentSpec(sigmas=sigma, reference_sigma=sigma, images=n)
    d = noise(scattered(Gaussian(1.0), n), "alignment", settings)[0]
    tau_sq = d.square().mean().item()
    residuals = [
        alignment(scattered(Gaussian(math.sqrt(s_sq)), n), settings).curves["residual"][0]
        for s_sq in (0.8 * (tau_sq + sigma**2), tau_sq + sigma**2, 1.2 * (tau_sq + sigma**2))
    ]
    assert residuals[1] == pytest.approx(tau_sq / (tau_sq + sigma**2), rel=0.03)
    assert residuals[1] < min(residuals[0], residuals[2])


def test_alignment_image_by_image(monkeypatch: pytest.MonkeyPatch):
    """A second way: cosine_similarity, and the scale c by least squares over all images."""
    network = Linear()
    subject = scattered(network, 40)
    settings = AlignmentSpec(sigmas=(0.3, 0.1), reference_sigma=0.1, images=40, seed=5)
    monkeypatch.setattr("scoresweep.workers.measurements.base.BATCH", 9)
    result = alignment(subject, settings)
    _, labels = subject.test_images(40, 5)
    z = noise(subject, "alignment", settings)[1]
    score = network.w[labels]
    for k, sigma in enumerate(settings.sigmas):
        target = -z / sigma
        cosine = torch.nn.functional.cosine_similarity(score, -z, dim=1)
        assert result.curves["cosine_mean"][k] == pytest.approx(cosine.mean().item(), abs=1e-5)
        spread = cosine.std(correction=0).item()
        assert result.curves["cosine_std"][k] == pytest.approx(spread, abs=1e-5)
        residual = (score - target).square().sum() / target.square().sum()
        assert result.curves["residual"][k] == pytest.approx(residual.item(), rel=1e-5)
        fit = torch.linalg.lstsq(score.reshape(-1, 1), target.reshape(-1, 1)).solution
        scaled = (fit * score - target).square().sum() / target.square().sum()
        assert result.curves["scaled_residual"][k] == pytest.approx(scaled.item(), rel=1e-5)
        norm = score.norm(dim=1).mean().item()
        assert result.curves["score_norm"][k] == pytest.approx(norm, rel=1e-5)


def test_a_zero_gradient_knows_nothing():
    settings = AlignmentSpec(sigmas=SIGMAS, reference_sigma=0.1, images=20)
    result = alignment(scattered(Linear(scale=0.0), 20), settings)
    assert result.value == 0
    assert result.curves["cosine_std"] == [0, 0, 0]
    assert result.curves["residual"] == pytest.approx([1, 1, 1])
    assert result.curves["scaled_residual"] == [1, 1, 1]


@pytest.mark.parametrize(
    ("measurement", "settings"),
    [(density_ratio, DensityRatioSpec(images=20)), (alignment, AlignmentSpec(images=20))],
)
def test_what_isnt_finite_is_nan_and_null(measurement, settings):
    result = measurement(scattered(Linear(scale=math.nan), 20), settings)
    assert math.isnan(result.value)
    assert all(math.isnan(detail) for detail in result.details.values())
    lists = [v for k, v in result.curves.items() if isinstance(v, list) and k != "sigmas"]
    assert all(number is None for numbers in lists for number in numbers)
    json.dumps(result.curves, allow_nan=False)
