"""Estimators of the trace of a logit's Hessian, tr ∇²f_i(x) (paper §3.2, App. B).

Shapes: x and v are [b, c, s, s]; logits are [b, classes]; y is [b]; a trace is [b].

`local_geometry` evaluates a network at x and around it and returns everything it computed there;
the objectives and the measurements differ only in what they make of it.

Cost in forward passes F, gradients included, beyond the clean pass and its input-gradient:
taylor, control_variate 1 · antithetic 2 · hutchinson about 4 · exact, D times that. sliced takes one pass
too, and the place of the input-gradient with it.

A probe reaches the network as one batch, so a network in training mode normalises it with the
batch's own statistics, as the reference code does. Estimates are per sample where the network maps
samples independently (eval mode). In training mode they are per sample up to the coupling through
batch statistics; their batch mean estimates the trace of Σ_n f(x_n) without that caveat. The control
variate leaves the noise that comes by that way, which the antithetic probe cancels (docs/log.md).
"""

import dataclasses
from collections.abc import Callable

import torch
from torch import Tensor

from workers.models import BatchStatistics
from workers.spec import Estimator

NetworkFunction = Callable[[Tensor], tuple[Tensor, BatchStatistics]]
# A name, as torch.compile can't read a longer annotation of an inner function.
_SumAndParts = tuple[Tensor, tuple[Tensor, Tensor, BatchStatistics]]


@dataclasses.dataclass(frozen=True)
class LocalGeometry:
    """What was computed at x: logits [b, classes]; score = ∇_x f_i [b, c, s, s]; trace [b].

    grad_norm_sq [b] is ‖∇_x f_i‖² over channels and pixels, by the sliced estimator an estimate of it.
    """

    logits: Tensor
    statistics: BatchStatistics
    score: Tensor | None
    trace: Tensor | None
    grad_norm_sq: Tensor | None


def local_geometry(
    network: NetworkFunction,
    x: Tensor,
    y: Tensor,
    v: Tensor | None = None,
    *,
    sigma: float | Tensor = 1.0,
    estimator: Estimator | None = None,
    need_score: bool = True,
) -> LocalGeometry:
    """Logits at x, and where asked for the score and an estimate of the trace.

    v ~ N(0, σ²I) is the probe; hutchinson takes σ = 1, and exact ignores v. Batch statistics are
    those of the clean pass.
    """

    def summed(x: Tensor) -> _SumAndParts:
        # A sum, not a mean: per-sample gradients then don't change with the batch's size.
        logits, statistics = network(x)
        chosen = _chosen(logits, y)
        return chosen.sum(), (logits, chosen, statistics)

    needs_score = estimator in ("control_variate", "hutchinson", "exact") or (
        need_score and estimator != "sliced"
    )
    if needs_score:
        score, (logits, f_x, statistics) = _gradient_and_parts(summed, x)
    else:
        score, (_, (logits, f_x, statistics)) = None, summed(x)

    def logit(x: Tensor) -> Tensor:
        return _chosen(network(x)[0], y)

    score_of = score_function(network, y)
    grad_norm_sq = None if score is None else norm_sq(score)
    if estimator is None:
        return LocalGeometry(logits, statistics, score, None, grad_norm_sq)
    if estimator == "exact":
        return LocalGeometry(logits, statistics, score, exact(score_of, x), grad_norm_sq)
    if v is None:
        raise ValueError(f"the {estimator} estimator needs a probe v")
    if estimator in ("taylor", "sliced"):
        f_xv = logit(x + v)
        trace = taylor(f_x, f_xv, sigma)
        if estimator == "sliced":
            grad_norm_sq = sliced_norm_sq(f_x, f_xv, sigma)
    elif estimator == "control_variate":
        assert score is not None
        trace = control_variate(f_x, logit(x + v), score, v, sigma)
    elif estimator == "antithetic":
        trace = antithetic(f_x, logit(x + v), logit(x - v), sigma)
    else:
        trace = hutchinson(score_of, x, v)
    return LocalGeometry(logits, statistics, score, trace, grad_norm_sq)


def _gradient_and_parts(
    summed: Callable[[Tensor], _SumAndParts], x: Tensor
) -> tuple[Tensor, tuple[Tensor, Tensor, BatchStatistics]]:
    """∇_x of a sum, and what was computed with it; both can be differentiated in the parameters.

    x is a constant to whoever differentiates further. While gradients are taken all of it carries its graph.

    A compiler reads torch.func's transform alone. Where none is at work autograd does the same to the bit, without
    wrapping every tensor.
    """
    if torch.compiler.is_compiling() or not torch.is_grad_enabled():
        gradient, parts = torch.func.grad(summed, has_aux=True)(x)
        return gradient, parts
    x = x.detach().requires_grad_(True)
    total, parts = summed(x)
    (gradient,) = torch.autograd.grad(total, x, create_graph=True)
    return gradient, parts


def score_function(network: NetworkFunction, y: Tensor) -> Callable[[Tensor], Tensor]:
    """x → ∇_x f_y(x), as a function that can be differentiated again."""
    return torch.func.grad(lambda x: _chosen(network(x)[0], y).sum())


def _chosen(logits: Tensor, y: Tensor) -> Tensor:
    return logits.gather(1, y[:, None]).squeeze(1)


def norm_sq(score: Tensor) -> Tensor:
    """‖∇_x f_i‖² [b], over channels and pixels."""
    return score.flatten(1).square().sum(1)


def sliced_norm_sq(f_x: Tensor, f_xv: Tensor, sigma: float | Tensor) -> Tensor:
    """((f(x+v) − f(x))/σ)²: the square of the slope along the probe, so no input-gradient is taken.

    Sliced score matching (Song et al. 2019) by a finite difference. For a quadratic f with gradient g and Hessian H
    its mean is ‖g‖² + σ²/4 (tr² + 2‖H‖_F²), and its variance 2‖g‖⁴ up to terms in σ².
    """
    return ((f_xv - f_x) / sigma).square()


def taylor(f_x: Tensor, f_xv: Tensor, sigma: float | Tensor) -> Tensor:
    """(2/σ²)(f(x+v) − f(x)), eq. 3 and 8.

    For a quadratic f with gradient g and Hessian H its variance is 2‖H‖_F² + 4σ⁻²‖g‖².
    """
    return (2 / sigma**2) * (f_xv - f_x)


def control_variate(
    f_x: Tensor, f_xv: Tensor, score: Tensor, v: Tensor, sigma: float | Tensor
) -> Tensor:
    """(2/σ²)(f(x+v) − f(x) − ∇f(x)ᵀv), eq. 7 before its mean-zero term is dropped.

    For a quadratic f its variance is Hutchinson's, 2‖H‖_F².
    """
    return (2 / sigma**2) * (f_xv - f_x - (score * v).flatten(1).sum(1))


def antithetic(f_x: Tensor, f_plus: Tensor, f_minus: Tensor, sigma: float | Tensor) -> Tensor:
    """(1/σ²)(f(x+v) + f(x−v) − 2f(x)): the odd terms of the Taylor series cancel."""
    return (f_plus + f_minus - 2 * f_x) / sigma**2


def hessian_vector_product(score_of: Callable[[Tensor], Tensor], x: Tensor, u: Tensor) -> Tensor:
    """∇²f u for each image."""
    return torch.func.grad(lambda z: (score_of(z) * u).sum())(x)


def hutchinson(score_of: Callable[[Tensor], Tensor], x: Tensor, u: Tensor) -> Tensor:
    """uᵀ∇²f u with u ~ N(0, I), by differentiating ∇fᵀu once more (Pearlmutter's product)."""
    return (hessian_vector_product(score_of, x, u) * u).flatten(1).sum(1)


def exact(score_of: Callable[[Tensor], Tensor], x: Tensor) -> Tensor:
    """Σ_d e_dᵀ∇²f e_d, one Hessian-vector product a dimension. For tests and small inputs."""
    basis = torch.eye(x[0].numel(), dtype=x.dtype, device=x.device).reshape(-1, *x.shape[1:])
    return torch.stack(
        [hutchinson(score_of, x, direction.expand_as(x)) for direction in basis]
    ).sum(0)
