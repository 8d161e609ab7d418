"""The gradient penalty that Taylor's estimator hides in μh², against expectations without sampling
error.

E over v ~ N(0, σ²I) is taken by Gauss and Hermite's rule on a grid, which n nodes a dimension make
exact for polynomials of degree 2n − 1. All in float64.
"""

import dataclasses
import itertools
import math

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from scoresweep.analysis.results.collect import Cell
from scoresweep.analysis.statistics.estimator_ablation import control_lambda
from scoresweep.specs.trial import Estimator, ObjectiveSpec, objective
from scoresweep.workers.models.normalization import BatchStatistics
from scoresweep.workers.objectives.losses import loss_weights, sample_penalty
from scoresweep.workers.objectives.trace_estimators import local_geometry

D, SHAPE = 4, (1, 2, 2)
MU, SIGMA, LAMBDA = 1e-4, 0.01, 1e-3


def probes(nodes: int, sigma: float) -> tuple[Tensor, Tensor]:
    """v [nodes^D, 1, 2, 2] and the weights [nodes^D] of N(0, σ²I)."""
    at, weight = np.polynomial.hermite_e.hermegauss(nodes)
    weight = weight / weight.sum()
    points = torch.tensor(list(itertools.product(at, repeat=D)))
    weights = torch.tensor([math.prod(each) for each in itertools.product(weight, repeat=D)])
    return sigma * points.reshape(-1, *SHAPE), weights


def expected_penalty(network: nn.Module, x: Tensor, spec: ObjectiveSpec, nodes: int) -> Tensor:
    """E_v of what λ multiplies, at one image x [1, 2, 2] of class 0.

    Differentiable in the parameters.
    """
    v, weights = probes(nodes, spec.probe_std)
    xs, y = x.expand(len(v), *SHAPE), torch.zeros(len(v), dtype=torch.int64)
    geometry = local_geometry(network, xs, y, v, sigma=spec.probe_std, estimator=spec.estimator)
    penalty = sample_penalty(spec, geometry, loss_weights(spec))
    assert penalty is not None
    return (weights * penalty).sum()


class Quadratic(nn.Module):
    """f_0 = ½ xᵀAx + bᵀx with A = (P + Pᵀ)/2, f_1 = 0."""

    def __init__(self) -> None:
        super().__init__()
        draw = torch.Generator().manual_seed(0)
        self.p = nn.Parameter(torch.randn(D, D, generator=draw, dtype=torch.float64))
        self.b = nn.Parameter(torch.randn(D, generator=draw, dtype=torch.float64))

    def forward(self, x: Tensor) -> tuple[Tensor, BatchStatistics]:
        flat = x.flatten(1)
        f = 0.5 * ((flat @ self.hessian()) * flat).sum(1) + flat @ self.b
        return torch.stack([f, 0 * f], 1), []

    def hessian(self) -> Tensor:
        return (self.p + self.p.T) / 2


class Shallow(nn.Module):
    """f_0 = Σ_k c_k softplus(w_k · x), f_1 = 0: one hidden layer of six."""

    def __init__(self) -> None:
        super().__init__()
        draw = torch.Generator().manual_seed(1)
        self.w = nn.Parameter(torch.randn(D, 6, generator=draw, dtype=torch.float64))
        self.c = nn.Parameter(torch.randn(6, generator=draw, dtype=torch.float64))

    def forward(self, x: Tensor) -> tuple[Tensor, BatchStatistics]:
        f = F.softplus(x.flatten(1) @ self.w) @ self.c
        return torch.stack([f, 0 * f], 1), []


def image() -> Tensor:
    return torch.rand(SHAPE, generator=torch.Generator().manual_seed(2), dtype=torch.float64)


def gradients(value: Tensor, network: nn.Module) -> Tensor:
    return torch.cat([g.flatten() for g in torch.autograd.grad(value, list(network.parameters()))])


def cell(estimator: Estimator, variant: str = "score_matching") -> Cell:
    unused = {"threshold": None, "epsilon": None, "attack_steps": None}
    known = {"lambda_": LAMBDA, "mu": MU, "sigma": SIGMA, "seed": 0, "status": "finished"}
    return Cell(trial_key="k", variant=variant, estimator=estimator, **known, **unused)


def matching(estimator: Estimator) -> ObjectiveSpec:
    given = {"lambda": LAMBDA, "mu": MU, "sigma": SIGMA, "estimator": estimator}
    return objective("score_matching", **given)


@pytest.mark.parametrize(
    "estimator", ["taylor", "sliced", "control_variate", "antithetic", "hutchinson"]
)
def test_score_matching_of_a_quadratic_is_gradient_norm_at_the_controls_lambda(estimator):
    """λ E[h + ½‖g‖² + μh²] = λ' ½‖g‖² + λ tr + λμ (tr² + 2‖A‖_F²), with λ' = λ(1 + 8μ/σ²) for
    Taylor's.

    For a quadratic h is of degree 2 in v and h² of degree 4: three nodes a dimension are exact. So
    the values agree to rounding, and so do the gradients in all parameters: it trains like
    gradient-norm at λ', but for what is asked of the trace. For the others λ' = λ.
    """
    network, x = Quadratic(), image()
    hessian = network.hessian()
    norm_sq = (hessian @ x.flatten() + network.b).square().sum()
    spread = hessian.trace() ** 2 + 2 * hessian.square().sum()
    own = hessian.trace() + MU * spread
    if estimator == "sliced":
        own = own + 0.5 * SIGMA**2 / 4 * spread
    wanted = control_lambda(cell(estimator))
    by_taylor = estimator in ("taylor", "sliced")
    assert wanted == pytest.approx(9 * LAMBDA if by_taylor else LAMBDA)
    control = objective("gradient_norm", **{"lambda": wanted})
    geometry = local_geometry(network, x[None], torch.tensor([0]))
    explicit = sample_penalty(control, geometry, loss_weights(control))
    assert explicit is not None
    torch.testing.assert_close(explicit, 0.5 * norm_sq[None])
    ours = LAMBDA * expected_penalty(network, x, matching(estimator), 3)
    theirs = wanted * explicit.sum() + LAMBDA * own
    torch.testing.assert_close(ours, theirs, rtol=1e-6, atol=0)
    torch.testing.assert_close(
        gradients(ours, network), gradients(theirs, network), rtol=1e-6, atol=1e-9
    )


def test_of_two_probes_it_is_a_half():
    """Of the mean h̄ of N probes E[h̄²] = tr² + (2‖A‖_F² + 4‖g‖²/σ²)/N, so λ' = λ(1 + 8μ/(Nσ²)).

    With N = 2 five times λ.

    Every pair of the rule's nodes, 3^8 of them, is exact for a quadratic.
    """
    network, x = Quadratic(), image()
    hessian = network.hessian()
    norm_sq = (hessian @ x.flatten() + network.b).square().sum()
    wanted = control_lambda(dataclasses.replace(cell("taylor"), probes=2))
    assert wanted == pytest.approx(5 * LAMBDA)
    v, weights = probes(3, SIGMA)
    first, second = (
        each.flatten() for each in torch.meshgrid(*[torch.arange(len(v))] * 2, indexing="ij")
    )
    pairs, both = torch.stack([v[first], v[second]], 1), weights[first] * weights[second]
    xs, y = x.expand(len(pairs), *SHAPE), torch.zeros(len(pairs), dtype=torch.int64)
    spec = dataclasses.replace(matching("taylor"), probes=2)
    geometry = local_geometry(network, xs, y, pairs, sigma=SIGMA, estimator="taylor")
    penalty = sample_penalty(spec, geometry, loss_weights(spec))
    assert penalty is not None
    trace = hessian.trace()
    own = trace + MU * (trace**2 + hessian.square().sum())
    ours, theirs = LAMBDA * (both * penalty).sum(), wanted * 0.5 * norm_sq + LAMBDA * own
    torch.testing.assert_close(ours, theirs, rtol=1e-6, atol=0)


def test_in_a_network_the_hidden_penalty_is_nearly_all_of_mu_h_squared():
    """E[h²] = 4σ⁻²‖g‖² + tr² + 2‖H‖_F² + 4 gᵀ∇tr + O(σ²), in softplus too.

    The fourth term is the product of v's first and third order: (4/σ⁴) · 2 · E[gᵀv · D³f[v, v,
    v]/6] = (4/σ⁴) · σ⁴ gᵀ∇tr.

    At σ = 0.01 the first is 99 % of it and more, in its value and in its gradient.
    """
    network, x = Shallow(), image()

    def f(flat: Tensor) -> Tensor:
        return network(flat.reshape(1, *SHAPE))[0][0, 0]

    def trace(flat: Tensor) -> Tensor:
        return torch.func.hessian(f)(flat).trace()

    flat = x.flatten()
    gradient, hessian = torch.func.grad(f)(flat), torch.func.hessian(f)(flat)
    hidden = 4 / SIGMA**2 * gradient.square().sum()
    rest = hessian.trace() ** 2 + 2 * hessian.square().sum()
    rest = rest + 4 * (gradient * torch.func.grad(trace)(flat)).sum()
    v, weights = probes(7, SIGMA)
    xs, y = x.expand(len(v), *SHAPE), torch.zeros(len(v), dtype=torch.int64)
    h = local_geometry(network, xs, y, v, sigma=SIGMA, estimator="taylor", need_score=False).trace
    assert h is not None
    seen = (weights * h.square()).sum()
    torch.testing.assert_close(seen, hidden + rest, rtol=1e-6, atol=0)
    ours, theirs = (gradients(value, network) for value in (seen, hidden))
    assert (hidden / seen).item() > 0.99
    assert ((ours - theirs).norm() / ours.norm()).item() < 0.01


def test_anti_score_matching_penalises_the_gradient_too():
    """Of a linear f = bᵀx, h = (2/σ²) bᵀv is N(0, s²) with s = 2‖b‖/σ, and with z = τ/s

        E[h − min(h, τ)] = s (φ(z) − z (1 − Φ(z))),

    near s/√(2π) where s is far above τ: a penalty on ‖∇f‖, though the trace is 0. At the reference
    code's σ = 0.001 and τ = 1000, s = τ already at ‖∇f‖ = 0.5. Only bᵀv matters, so a rule in one
    dimension does.
    """
    sigma, threshold = 0.001, 1000.0
    for norm in (0.1, 0.5, 5.0):
        s = 2 * norm / sigma
        t = torch.linspace(-12, 12, 200_001, dtype=torch.float64)
        density = (-(t**2) / 2).exp() / math.sqrt(2 * math.pi)
        h = s * t
        seen = torch.trapezoid((h - h.clamp(max=threshold)) * density, t)
        z = threshold / s
        tail = 0.5 * math.erfc(z / math.sqrt(2))
        expected = s * (math.exp(-(z**2) / 2) / math.sqrt(2 * math.pi) - z * tail)
        assert seen.item() == pytest.approx(expected, rel=1e-6)
    assert expected == pytest.approx(s / math.sqrt(2 * math.pi), rel=0.15), "of the largest norm"
