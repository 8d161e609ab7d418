"""Trace estimators against functions whose gradient, trace and moments are known by hand.

The quadratic: f(x) = ½ xᵀAx + bᵀx with a symmetric A. Then ∇f(x) = Ax + b, ∇²f = A,
tr = Σ A_dd, and f(x+v) − f(x) = ∇f(x)ᵀv + ½vᵀAv exactly. With v ~ N(0, σ²I) and g = ∇f(x):
    Var[gᵀv] = σ²‖g‖², Var[½vᵀAv] = ½σ⁴‖A‖_F², Cov = 0 (odd moments vanish)
so with h = (2/σ²)(f(x+v) − f(x)):
    E[h] = tr A,  Var[h] = (4/σ⁴)(σ²‖g‖² + ½σ⁴‖A‖_F²) = 4σ⁻²‖g‖² + 2‖A‖_F²   (taylor)
and the others lose the first term: Var = 2‖A‖_F².
"""

import pytest
import torch
import torch.nn.functional as F
from torch import Tensor

from scoresweep.specs.trial import TRACE_ESTIMATORS, Estimator
from scoresweep.workers.models.normalization import BatchStatistics
from scoresweep.workers.objectives.trace_estimators import local_geometry

D = 12
SHAPE = (3, 2, 2)


class Quadratic:
    """Logits for two classes: f_0 the quadratic, f_1 = −f_0 + 1."""

    def __init__(self, seed: int = 0):
        draw = torch.Generator().manual_seed(seed)
        a = torch.randn(D, D, generator=draw, dtype=torch.float64)
        self.a = (a + a.T) / 2
        self.b = torch.randn(D, generator=draw, dtype=torch.float64)

    def __call__(self, x: Tensor) -> tuple[Tensor, BatchStatistics]:
        flat = x.flatten(1)
        f = 0.5 * ((flat @ self.a) * flat).sum(1) + flat @ self.b
        return torch.stack([f, 1 - f], dim=1), []


def points(n: int, seed: int = 1) -> Tensor:
    draw = torch.Generator().manual_seed(seed)
    return torch.rand((n, *SHAPE), generator=draw, dtype=torch.float64)


def probe(estimator: Estimator, x: Tensor, sigma: float, seed: int = 2) -> tuple[Tensor, float]:
    std = 1.0 if estimator == "hutchinson" else sigma
    draw = torch.Generator().manual_seed(seed)
    return torch.randn(x.shape, generator=draw, dtype=x.dtype) * std, std


def test_score_is_the_gradient_of_the_true_class_logit():
    """∇f_0 = Ax + b, ∇f_1 = −(Ax + b)."""
    f, x = Quadratic(), points(4)
    y = torch.tensor([0, 1, 0, 1])
    geometry = local_geometry(f, x, y)
    sign = torch.tensor([1.0, -1.0, 1.0, -1.0], dtype=torch.float64)[:, None]
    expected = sign * (x.flatten(1) @ f.a + f.b)
    assert geometry.score is not None
    torch.testing.assert_close(geometry.score.flatten(1), expected)
    torch.testing.assert_close(geometry.logits, f(x)[0])


def test_exact_is_the_trace():
    f, x = Quadratic(), points(3)
    geometry = local_geometry(f, x, torch.tensor([0, 1, 0]), estimator="exact")
    trace = f.a.trace()
    torch.testing.assert_close(geometry.trace, torch.stack([trace, -trace, trace]))


def test_exact_agrees_with_the_full_hessian_of_a_network():
    """Another way of computing it: torch.func.hessian, then the diagonal's sum."""
    from scoresweep.specs.trial import ModelSpec
    from scoresweep.workers.models.networks import build_model

    spec = ModelSpec(name="resnet9", width=2)
    net = build_model(spec, channels=1, classes=3, generator=torch.Generator().manual_seed(0))
    net = net.double().eval()
    x = torch.rand(2, 1, 4, 4, dtype=torch.float64, generator=torch.Generator().manual_seed(1))
    y = torch.tensor([2, 0])
    estimated = local_geometry(net, x, y, estimator="exact").trace
    expected = [
        torch.func.hessian(lambda z, i=i: net(z.reshape(1, 1, 4, 4))[0][0, y[i]])(
            x[i].flatten()
        ).trace()
        for i in range(2)
    ]
    torch.testing.assert_close(estimated, torch.stack(expected))


@pytest.mark.parametrize("estimator", [e for e in TRACE_ESTIMATORS if e not in ("exact", "jet")])
def test_mean_and_variance_over_probes(estimator: Estimator):
    """At one x, 200,000 probes: the mean within 5 standard errors, the variance within 5 %."""
    n, sigma = 200_000, 0.3
    f = Quadratic()
    x = points(1).expand(n, *SHAPE)
    y = torch.zeros(n, dtype=torch.int64)
    v, std = probe(estimator, x, sigma)
    trace = local_geometry(f, x, y, v, sigma=std, estimator=estimator).trace
    assert trace is not None
    gradient_sq = (x[0].flatten() @ f.a + f.b).square().sum()
    variance = 2 * f.a.square().sum()
    if estimator == "taylor":
        variance = variance + 4 / sigma**2 * gradient_sq
    assert abs(trace.mean() - f.a.trace()) < 5 * (variance / n).sqrt()
    assert abs(trace.var() / variance - 1) < 0.05


def test_taylors_second_moment_is_a_gradient_penalty():
    """E[h²] = tr² + 2‖A‖_F² + 4σ⁻²‖g‖²: at small σ, μh² penalises the gradient."""
    n, sigma = 200_000, 0.05
    f = Quadratic()
    x = points(1).expand(n, *SHAPE)
    v, _ = probe("taylor", x, sigma)
    y = torch.zeros(n, dtype=torch.int64)
    trace = local_geometry(f, x, y, v, sigma=sigma, estimator="taylor").trace
    gradient_sq = (x[0].flatten() @ f.a + f.b).square().sum()
    expected = f.a.trace() ** 2 + 2 * f.a.square().sum() + 4 / sigma**2 * gradient_sq
    assert trace is not None
    assert abs(trace.square().mean() / expected - 1) < 0.03
    assert 4 / sigma**2 * gradient_sq > 0.9 * expected


def test_the_sliced_estimator_over_probes():
    """E ((f(x+v) − f(x))/σ)² = ‖g‖² + σ²/4 (tr² + 2‖A‖_F²), with variance 2‖g‖⁴ at small σ, of a
    quadratic; its trace is Taylor's.
    """
    n, f = 200_000, Quadratic()
    x, y = points(1).expand(n, *SHAPE), torch.zeros(n, dtype=torch.int64)
    gradient_sq = (x[0].flatten() @ f.a + f.b).square().sum()
    for sigma in (0.01, 1.0):
        v, _ = probe("sliced", x, sigma)
        found = local_geometry(f, x, y, v, sigma=sigma, estimator="sliced")
        assert found.score is None and found.grad_norm_sq is not None
        taylors = local_geometry(f, x, y, v, sigma=sigma, estimator="taylor").trace
        assert torch.equal(found.trace, taylors)
        spread = f.a.trace() ** 2 + 2 * f.a.square().sum()
        expected = gradient_sq + sigma**2 / 4 * spread
        error = found.grad_norm_sq.std() / n**0.5
        assert abs(found.grad_norm_sq.mean() - expected) < 5 * error
        if sigma == 0.01:
            assert abs(found.grad_norm_sq.var() / (2 * gradient_sq**2) - 1) < 0.05
    assert sigma**2 / 4 * spread > 20 * error, "the second term is there to be seen"


class Shallow:
    """f_i(x) = Σ_k c_ik φ(w_k · x), so tr ∇²f_i = Σ_k c_ik φ''(w_k · x) ‖w_k‖²."""

    def __init__(self, activation):
        draw = torch.Generator().manual_seed(3)
        self.w = torch.randn(D, 7, generator=draw, dtype=torch.float64)
        self.c = torch.randn(7, 2, generator=draw, dtype=torch.float64)
        self.activation = activation

    def __call__(self, x: Tensor) -> tuple[Tensor, BatchStatistics]:
        return self.activation(x.flatten(1) @ self.w) @ self.c, []


def test_relu_has_no_trace_and_softplus_has():
    """ReLU'' = 0 almost everywhere. Softplus_β'' = β s(1 − s) with s = sigmoid(β z)."""
    x, y = points(5) - 0.5, torch.tensor([0, 1, 0, 1, 0])
    flat = local_geometry(Shallow(F.relu), x, y, estimator="exact").trace
    assert flat is not None
    assert torch.equal(flat, torch.zeros_like(flat))
    net = Shallow(lambda z: F.softplus(z, beta=10))
    s = torch.sigmoid(10 * (x.flatten(1) @ net.w))
    per_unit = 10 * s * (1 - s) * net.w.square().sum(0)
    expected = (per_unit * net.c.T[y]).sum(1)
    torch.testing.assert_close(local_geometry(net, x, y, estimator="exact").trace, expected)


def test_control_variate_and_antithetic_beat_taylor_on_a_network():
    """PAPER.md saw, at σ = 0.01, a standard deviation 100 times smaller than Taylor's."""
    net = Shallow(lambda z: F.softplus(z, beta=10))
    x = points(1).expand(4000, *SHAPE)
    y = torch.zeros(4000, dtype=torch.int64)
    deviations = {}
    for estimator in ("taylor", "control_variate", "antithetic", "hutchinson"):
        v, std = probe(estimator, x, 0.01)
        trace = local_geometry(net, x, y, v, sigma=std, estimator=estimator).trace
        assert trace is not None
        deviations[estimator] = trace.std().item()
    for better in ("control_variate", "antithetic"):
        assert deviations[better] < 0.1 * deviations["taylor"]
        assert abs(deviations[better] / deviations["hutchinson"] - 1) < 0.2


def test_an_estimator_without_a_probe_says_so():
    with pytest.raises(ValueError, match="needs a probe"):
        local_geometry(Quadratic(), points(1), torch.tensor([0]), estimator="taylor")
