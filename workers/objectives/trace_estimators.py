"""Estimators of the trace of a logit's Hessian, tr ∇²f_i(x) (paper §3.2, App. B).

Shapes: x is [b, c, s, s]; logits are [b, classes]; y is [b]. The regularizer takes m of the b images: all of them, or a
share. Probes v are [m, c, s, s], or [m, N, c, s, s] for N probes an image; a trace is [m].

`local_geometry` evaluates a network at x and around it and returns everything it computed there;
the objectives and the measurements differ only in what they make of it.

Cost in forward passes F of the part's images, gradients included, beyond the clean pass and its input-gradient:
taylor, control_variate 1 · antithetic 2 · jet 2 · hutchinson about 4 · exact, D times that. sliced takes one pass
too, and the place of the input-gradient with it, as does a sliced jet.

A network in training mode normalises noisy images by their own batch's statistics, as the reference code does, or by the
clean images' (`statistics`). Eval mode makes no difference between the two. With own statistics, estimates are per sample up
to the coupling through these statistics; their batch mean estimates the trace of Σ_n f(x_n) exactly. The control variate
keeps the noise of this coupling, and the antithetic probe cancels it (docs/log.md). Jets (scoresweep.workers.models.jets) use the clean
images' statistics.
"""

import dataclasses
from collections.abc import Callable, Sequence

import torch
import torch.nn.functional as F
from torch import Tensor

from scoresweep.specs.trial import DIFFERENCE_ESTIMATORS, Estimator, Gradient, Output, Statistics
from scoresweep.workers.models.jets import Bundle, Part
from scoresweep.workers.models.networks import NetworkFunction
from scoresweep.workers.models.normalization import BatchStatistics

# Names, as torch.compile can't read a longer annotation of an inner function.
_Around = tuple[Tensor, Tensor, tuple[Tensor, ...], tuple[Tensor, ...], BatchStatistics]
_SumAndAround = tuple[Tensor, _Around]
_ALL = Part()


@dataclasses.dataclass(frozen=True)
class LocalGeometry:
    """What was computed at x: logits [b, classes]; of the regularizer's part score = ∇_x f_i [m, c, s, s] and trace [m].

    grad_norm_sq [m] is ‖∇_x f_i‖² over channels and pixels, by a sliced estimator an estimate of it.
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
    gradient: Gradient = "exact",
    statistics: Statistics = "own",
    output: Output = "logit",
    part: Part = _ALL,
) -> LocalGeometry:
    """Evaluate logits at x, and for the regularizer's part of x the score and an estimate of the trace.

    v holds the probes, with variance σ²; jet and hutchinson take σ = 1, and exact ignores v. `gradient: sliced` (jet and
    taylor) estimates ‖∇f‖² along the probe instead of taking the score. `output` is what the score is the gradient of. The
    batch statistics returned are the clean pass's.

    The score of a whole batch is taken in the clean pass. In training mode it includes how an image affects the others through
    the batch's statistics, as in the reference code. The score of a smaller part takes a separate pass by the clean
    images' statistics, because going backward through the whole batch would cost as much as the whole batch's score.

    Raises ValueError if the estimator needs a probe and v is None.
    """
    if estimator not in (None, "exact") and v is None:
        raise ValueError(f"the {estimator} estimator needs a probe v")
    is_sliced = estimator == "sliced" or (estimator in ("jet", "taylor") and gradient == "sliced")
    needs_score = estimator in ("control_variate", "hutchinson", "exact") or (
        need_score and not is_sliced
    )
    is_whole = part.count is None
    x_part, y_part = part.select(x), part.select(y)
    probes = () if v is None else v.unbind(1) if v.ndim > x.ndim else (v,)
    noisy: tuple[Tensor, ...] = ()
    if estimator in DIFFERENCE_ESTIMATORS:
        noisy = tuple(x_part + probe for probe in probes)
        if estimator == "antithetic":
            noisy += tuple(x_part - probe for probe in probes)
    beside = noisy if statistics == "clean" else ()
    jet = None
    if estimator == "jet":
        direction = torch.cat(probes)
        jet = direction, torch.zeros_like(direction)

    def output_of(logits: Tensor, y: Tensor) -> Tensor:
        if logits.dtype == torch.bfloat16:
            # What is summed over an epoch, and squared, is fp32.
            logits = logits.float()
        copies = len(logits) // len(y)
        y = y if copies == 1 else y.repeat(copies)
        return _select_class(F.log_softmax(logits, 1) if output == "log_probability" else logits, y)

    def around(x: Tensor, nearby: tuple[Tensor, ...]) -> _Around:
        """Logits, the part's outputs, outputs nearby, derivatives along the probes, and batch statistics."""
        if not nearby and jet is None:
            logits, batch = network(x)
            return logits, part.select(output_of(logits, y)), (), (), batch
        found, batch = network(Bundle(x, part, nearby, jet))
        derivatives = () if found.jet is None else found.jet
        return (
            found.value,
            part.select(output_of(found.value, y)),
            tuple(output_of(each, y_part) for each in found.nearby),
            tuple(output_of(each, y_part) for each in derivatives),
            batch,
        )

    def at_all(x: Tensor) -> _SumAndAround:
        # A sum, not a mean: per-sample gradients then don't change with the batch's size.
        found = around(x, beside)
        return found[1].sum(), found

    def at_part(x_part: Tensor) -> _SumAndAround:
        logits, f_x, nearby, derivatives, batch = around(x, (x_part, *beside))
        return nearby[0].sum(), (logits, f_x, nearby[1:], derivatives, batch)

    score: Tensor | None = None
    if needs_score and is_whole:
        score, found = _gradient_and_parts(at_all, x)
    elif needs_score:
        score, found = _gradient_and_parts(at_part, x_part)
    else:
        found = around(x, beside)
    logits, f_x, nearby, derivatives, batch = found
    if noisy and not beside:
        nearby = tuple(output_of(network(images)[0], y_part) for images in noisy)
    grad_norm_sq = None if score is None else norm_sq(score)
    trace: Tensor | None = None
    if estimator == "jet":
        slope, curvature = derivatives
        trace = _mean_of_probes(curvature.split(len(y_part)))
        if score is None:
            grad_norm_sq = _mean_of_probes(slope.square().split(len(y_part)))
    elif estimator in ("taylor", "sliced"):
        trace = _mean_of_probes([taylor(f_x, f_xv, sigma) for f_xv in nearby])
        if is_sliced:
            grad_norm_sq = _mean_of_probes([sliced_norm_sq(f_x, f_xv, sigma) for f_xv in nearby])
    elif estimator == "control_variate":
        assert score is not None
        trace = _mean_of_probes(
            [
                control_variate(f_x, f_xv, score, u, sigma)
                for f_xv, u in zip(nearby, probes, strict=True)
            ]
        )
    elif estimator == "antithetic":
        pairs = zip(nearby[: len(probes)], nearby[len(probes) :], strict=True)
        trace = _mean_of_probes([antithetic(f_x, plus, minus, sigma) for plus, minus in pairs])
    elif estimator is not None:
        score_of = score_function(network, y_part)
        if estimator == "exact":
            trace = exact(score_of, x_part)
        else:
            trace = _mean_of_probes([hutchinson(score_of, x_part, probe) for probe in probes])
    return LocalGeometry(logits, batch, score, trace, grad_norm_sq)


def _mean_of_probes(estimates: Sequence[Tensor]) -> Tensor:
    """Eq. 8: the mean over probes, [m] each."""
    return estimates[0] if len(estimates) == 1 else torch.stack(list(estimates)).mean(0)


def _gradient_and_parts(
    summed: Callable[[Tensor], _SumAndAround], x: Tensor
) -> tuple[Tensor, _Around]:
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
    return torch.func.grad(lambda x: _select_class(network(x)[0], y).sum())


def _select_class(logits: Tensor, y: Tensor) -> Tensor:
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
