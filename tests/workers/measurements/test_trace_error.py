"""The exact trace and the estimators' bias and spread, where both are known by hand (App. B).

f(x) = ½ xᵀAx + bᵀx with a symmetric A: g = Ax + b, H = A. One probe's variance is 2‖A‖_F², and
4‖g‖²/σ² more for taylor; no estimator is biased.
"""

import json
import math
from typing import Any

import pytest
import torch
from torch import Tensor, nn

from scoresweep.specs.measurements import TraceSpec
from scoresweep.specs.trial import TRACE_ESTIMATORS, ModelSpec
from scoresweep.workers.measurements.base import Subject
from scoresweep.workers.measurements.trace_error import hessian_moments, trace
from scoresweep.workers.models.networks import build_model
from scoresweep.workers.objectives.trace_estimators import local_geometry
from scoresweep.workers.runtime.seeding import make_generator
from tests.workers.measurements.test_density_ratio import (
    SHAPE,
    D,
    Gaussian,
    Linear,
    scattered,
    subject_of,
)


class Quadratic(nn.Module):
    """f_0 the quadratic, f_1 = −2 f_0; float64."""

    def __init__(self, scale: float = 1.0):
        super().__init__()
        draw = torch.Generator().manual_seed(0)
        a = scale * torch.randn(D, D, generator=draw, dtype=torch.float64)
        self.a = (a + a.T) / 2
        self.b = scale * torch.randn(D, generator=draw, dtype=torch.float64)

    def forward(self, x: Tensor):
        flat = x.double().flatten(1)
        f = 0.5 * ((flat @ self.a) * flat).sum(1) + flat @ self.b
        return torch.stack([f, -2 * f], dim=1), []


def two_class_subject(network: nn.Module) -> Subject:
    draw = torch.Generator().manual_seed(1)
    images = torch.randint(0, 256, (6, *SHAPE), generator=draw, dtype=torch.uint8)
    return subject_of(network, images, torch.tensor([0, 1, 0, 1, 0, 1]), classes=2)


def rows_of(curves: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {row["estimator"]: row for row in curves["estimators"]}


def test_a_quadratic_has_the_bias_and_spread_of_appendix_b(monkeypatch: pytest.MonkeyPatch):
    """20,000 probes an image: a std within 3 %, a bias within 4 standard errors."""
    network, probes = Quadratic(), 20_000
    subject = two_class_subject(network)
    settings = TraceSpec(images=4, sigmas=(0.01, 0.1, 0.3), probes=probes)
    monkeypatch.setattr("scoresweep.workers.measurements.base.BATCH", 5000)
    result = trace(subject, settings)
    x, y = subject.test_images(4, 0)
    factor = torch.tensor([1.0, -2.0], dtype=torch.float64)[y]
    exact = factor * network.a.trace()
    assert result.value == pytest.approx(exact.mean().item(), rel=1e-5)
    assert result.curves["exact"] == pytest.approx(exact.tolist(), rel=1e-5)
    assert result.curves["exact_mean"] == result.value
    g = factor[:, None] * (x.flatten(1).double() @ network.a + network.b)
    gradient_sq = g.square().sum(1).mean().item()
    assert result.details["grad_norm_sq"] == pytest.approx(gradient_sq, rel=1e-5)
    assert result.curves["grad_norm_sq_mean"] == result.details["grad_norm_sq"]
    curvature = (factor.square() * 2 * network.a.square().sum()).mean().item()
    rows = rows_of(result.curves)
    for estimator in ("taylor", "control_variate", "antithetic", "hutchinson"):
        row = rows[estimator]
        for k, sigma in enumerate(row["sigmas"]):
            extra = 4 * gradient_sq / sigma**2 if estimator == "taylor" else 0.0
            std = math.sqrt(curvature + extra)
            assert row["predicted_std"][k] == pytest.approx(std, rel=1e-5)
            assert row["std"][k] == pytest.approx(std, rel=0.03), (estimator, sigma)
            assert abs(row["bias"][k]) < 4 * std / math.sqrt(4 * probes), (estimator, sigma)
            assert row["seconds"][k] > 0
        assert row["sigmas"] == ([None] if estimator == "hutchinson" else [0.01, 0.1, 0.3])
        assert result.details[f"{estimator}.std"] == row["std"][0]
        assert result.details[f"{estimator}.bias"] == row["bias"][0]


def test_the_exact_trace_stands_as_its_own_estimator():
    result = trace(two_class_subject(Quadratic()), TraceSpec(images=2, probes=2))
    row = rows_of(result.curves)["exact"]
    [seconds] = row.pop("seconds")
    assert seconds > 0
    assert row == {
        "estimator": "exact",
        "sigmas": [None],
        "bias": [0.0],
        "std": [0.0],
        "predicted_std": [None],
    }
    assert list(rows_of(result.curves)) == [e for e in TRACE_ESTIMATORS if e != "jet"]


def test_a_gaussian_density():
    """f = −‖x − c‖²/(2s²): H = −I/s², so the trace is −D/s² and 2‖H‖_F² = 2D/s⁴ at every image."""
    s = 0.4
    result = trace(scattered(Gaussian(s), 12), TraceSpec(images=5, probes=4))
    assert result.curves["exact"] == pytest.approx([-D / s**2] * 5, rel=1e-5)
    predicted = rows_of(result.curves)["hutchinson"]["predicted_std"]
    assert predicted == pytest.approx([math.sqrt(2 * D) / s**2], rel=1e-5)


def test_a_linear_logit_has_no_trace_and_taylor_sees_noise():
    """H = 0: only taylor spreads, by 2‖w‖/σ; hutchinson is 0 to the last bit."""
    network = Linear()
    result = trace(scattered(network, 12), TraceSpec(images=3, probes=2000, sigmas=0.1))
    assert result.value == 0
    rows = rows_of(result.curves)
    assert rows["hutchinson"]["std"] == [0]
    assert rows["antithetic"]["std"][0] < 1e-4
    taylor = rows["taylor"]
    assert taylor["std"] == pytest.approx(taylor["predicted_std"], rel=0.05)
    assert "taylor.std" not in result.details, "0.01 isn't in the ladder"
    assert "hutchinson.std" in result.details


def test_one_estimator_and_what_isnt_finite():
    settings = TraceSpec(images=2, probes=2, estimators=("taylor",))
    result = trace(scattered(Gaussian(math.nan), 12), settings)
    assert math.isnan(result.value)
    assert math.isnan(result.details["taylor.std"])
    assert result.curves["exact"] == [None, None]
    [row] = result.curves["estimators"]
    assert row["bias"] == row["std"] == row["predicted_std"] == [None] * len(settings.sigmas)
    json.dumps(result.curves, allow_nan=False)


class Doubled(nn.Module):
    """A network in float64 that takes float32 images."""

    def __init__(self, network: nn.Module):
        super().__init__()
        self.network = network.double()

    def forward(self, x: Tensor):
        return self.network(x.double())


def small_network() -> nn.Module:
    spec = ModelSpec(name="resnet9", width=2)
    network = build_model(spec, channels=1, classes=2, generator=torch.Generator().manual_seed(0))
    return network.eval()


@pytest.mark.parametrize("rows", [1, 5, 64])
def test_the_moments_of_a_networks_hessian(rows: int):
    """Second ways: torch.func.hessian of one image, and
    scoresweep.workers.objectives.trace_estimators.exact, in float64.
    """
    network = Doubled(small_network())
    x = torch.rand(1, 1, 4, 4, generator=torch.Generator().manual_seed(1), dtype=torch.float64)
    y = torch.tensor([1])

    def logit(x: Tensor) -> Tensor:
        return network(x.reshape(-1, 1, 4, 4))[0][:, 1].sum()

    total, frobenius_sq = hessian_moments(torch.func.grad(logit), x, rows)
    hessian = torch.func.hessian(logit)(x.flatten())
    torch.testing.assert_close(total, hessian.trace())
    torch.testing.assert_close(frobenius_sq, hessian.square().sum())
    by_training = local_geometry(network, x, y, estimator="exact").trace
    torch.testing.assert_close(total[None], by_training)


@pytest.mark.parametrize("batch_size", [3, 8])
def test_the_estimators_are_those_of_training(batch_size: int, monkeypatch: pytest.MonkeyPatch):
    """A second way: local_geometry, as the objectives call it, on all images and probes at once."""
    network = Doubled(small_network())
    subject = two_class_subject(network)
    settings = TraceSpec(images=3, probes=8, sigmas=(0.01, 0.3), seed=2)
    monkeypatch.setattr("scoresweep.workers.measurements.base.BATCH", batch_size)
    result = trace(subject, settings)
    x, y = subject.test_images(3, 2)
    z = torch.stack(
        [torch.randn(8, *SHAPE, generator=make_generator(2, "trace probes", i)) for i in range(3)]
    )
    x, y = x[:, None].expand(-1, 8, *SHAPE).flatten(0, 1), y.repeat_interleave(8)
    exact = torch.tensor(result.curves["exact"], dtype=torch.float64)
    for estimator, row in rows_of(result.curves).items():
        if estimator == "exact":
            continue
        for k, sigma in enumerate(row["sigmas"]):
            std = 1.0 if sigma is None else sigma
            v = std * z.flatten(0, 1)
            geometry = local_geometry(network, x, y, v, sigma=std, estimator=estimator)
            estimate = geometry.trace.reshape(3, 8)
            # x + v is a float32 sum, so a probe of σ = 0.01 is known to 1e-7/σ of itself.
            close = {"rel": 1e-4, "abs": 1e-6}
            bias = (estimate - exact[:, None]).mean().item()
            assert row["bias"][k] == pytest.approx(bias, **close), (estimator, sigma)
            spread = estimate.var(1).mean().sqrt().item()
            assert row["std"][k] == pytest.approx(spread, **close), (estimator, sigma)


def test_every_network_meets_the_same_probes():
    """Twice the logits have twice the error at each probe, so twice the bias and std."""

    def measured(network: nn.Module, seed: int) -> dict[str, dict[str, Any]]:
        settings = TraceSpec(images=3, probes=4, seed=seed)
        return rows_of(trace(two_class_subject(network), settings).curves)

    once, other_seed = measured(Quadratic(), 0), measured(Quadratic(), 1)
    twice = measured(Quadratic(scale=2.0), 0)
    for estimator in ("taylor", "control_variate", "antithetic", "hutchinson"):
        for number in ("bias", "std"):
            doubled = [2 * value for value in once[estimator][number]]
            assert twice[estimator][number] == pytest.approx(doubled, rel=1e-6)
            assert once[estimator][number] != other_seed[estimator][number]
