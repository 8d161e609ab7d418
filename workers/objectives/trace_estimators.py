"""Estimators of the trace of a logit's Hessian, tr ∇²f_i(x) (paper §3.2, App. B).

Shapes: x is `[b, c, s, s]`; logits are `[b, classes]`; y is `[b]`. The regularizer takes m of the b
images: all of them, or a share. Probes v are `[m, c, s, s]`, or `[m, N, c, s, s]` for N probes an
image; a trace is `[m]`.

`local_geometry` evaluates a network at x and around it and returns everything it computed there;
the objectives and the measurements differ only in what they make of it.

Cost in forward passes F of the part's images, gradients included, beyond the clean pass and its
input-gradient:

    taylor, control_variate  1
    antithetic, jet          2
    hutchinson               about 4
    exact                    D times hutchinson's

A sliced taylor takes one pass too, and saves the input-gradient, as does a sliced jet.

A network in training mode normalises noisy images by their own batch's statistics, as the reference
code does, or by the clean images' (`statistics`). Eval mode makes no difference between the two.
With own statistics, estimates are per sample up to the coupling through these statistics; their
batch mean estimates the trace of Σ_n f(x_n) exactly. The control variate keeps the noise of this
coupling, and the antithetic probe cancels it (docs/log.md). Jets (workers/models/jets.py) use the
clean images' statistics.
"""

import dataclasses
from collections.abc import Callable, Sequence

import torch
import torch.nn.functional as F
from torch import Tensor

from scoresweep.specs.trial import DIFFERENCE_ESTIMATORS, Estimator, Gradient, Output, Statistics
from scoresweep.workers.models.inference import select_class
from scoresweep.workers.models.jets import Bundle, Part
from scoresweep.workers.models.networks import NetworkFunction
from scoresweep.workers.models.normalization import BatchStatistics

# A function whose gradient has an auxiliary output, named as torch.compile can't read a longer
# annotation of an inner function.
_Around = tuple[Tensor, Tensor, tuple[Tensor, ...], tuple[Tensor, ...], BatchStatistics]
_SumAndAround = tuple[Tensor, _Around]
_ALL = Part()


@dataclasses.dataclass(frozen=True)
class LocalGeometry:
    """What was computed at x.

    Attributes:
        logits: `[b, classes]`.
        statistics: the clean pass's batch statistics.
        score: ∇_x f_i `[m, c, s, s]`, of the regularizer's part like what follows.
        trace: an estimate of tr ∇²f_i, `[m]`.
        grad_norm_sq: ‖∇_x f_i‖² `[m]` over channels and pixels; of a sliced estimator an estimate.
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
    """Evaluate logits at x, and for the regularizer's part the score and a trace estimate.

    The score of a whole batch is taken in the clean pass. In training mode it includes how an image
    affects the others through the batch's statistics, as in the reference code. The score of a
    smaller part takes a separate pass by the clean images' statistics, because going backward
    through the whole batch would cost as much as the whole batch's score.

    Args:
        v: the probes, with variance σ²; jet and hutchinson take σ = 1, and exact ignores v.
        need_score: take the score also where the estimator does without it.
        gradient: "sliced" (jet and taylor) estimates ‖∇f‖² along the probe instead of taking the
            score.
        statistics: what normalises noisy images in training mode.
        output: what the score is the gradient of.
        part: the images that the regularizer takes.

    Raises:
        ValueError: the estimator needs a probe and v is None.
    """
    if estimator not in (None, "exact") and v is None:
        raise ValueError(f"the {estimator} estimator needs a probe v")
    is_sliced = "sliced" in (estimator, gradient)
    needs_score = estimator in ("control_variate", "hutchinson", "exact") or (
        need_score and not is_sliced
    )
    x_part, y_part = part.select(x), part.select(y)
    probes = _split_probes(v, x)
    noisy = noisy_images(x_part, probes, estimator)
    beside = noisy if statistics == "clean" else ()
    jet = _jet_along(probes) if estimator == "jet" else None

    def around(x: Tensor, nearby: tuple[Tensor, ...]) -> _Around:
        """Logits, the part's outputs, those nearby, derivatives along probes, and statistics."""
        if not nearby and jet is None:
            logits, batch = network(x)
            return logits, part.select(_output(logits, y, output)), (), (), batch
        found, batch = network(Bundle(x, part, nearby, jet))
        return (
            found.value,
            part.select(_output(found.value, y, output)),
            tuple(_output(logits, y_part, output) for logits in found.nearby),
            tuple(_output(logits, y_part, output) for logits in found.jet or ()),
            batch,
        )

    # Sums, not means: per-sample gradients then don't change with the batch's size.
    def of_batch(x: Tensor) -> _SumAndAround:
        found = around(x, beside)
        return found[1].sum(), found

    def of_part(x_part: Tensor) -> _SumAndAround:
        logits, f_x, (f_part, *nearby), derivatives, batch = around(x, (x_part, *beside))
        return f_part.sum(), (logits, f_x, tuple(nearby), derivatives, batch)

    score: Tensor | None = None
    if needs_score and part.count is None:
        score, found = _gradient_and_aux(of_batch, x)
    elif needs_score:
        score, found = _gradient_and_aux(of_part, x_part)
    else:
        found = around(x, beside)
    logits, f_x, nearby, derivatives, batch = found
    if noisy and not beside:
        nearby = tuple(_output(network(images)[0], y_part, output) for images in noisy)

    trace: Tensor | None = None
    grad_norm_sq = None if score is None else norm_sq(score)
    if estimator == "jet":
        slope, curvature = derivatives
        trace = _mean_of_probes(curvature.split(len(y_part)))
        if score is None:
            grad_norm_sq = _mean_of_probes(slope.square().split(len(y_part)))
    elif estimator in DIFFERENCE_ESTIMATORS:
        trace = difference_trace(estimator, f_x, nearby, score, probes, sigma)
        if is_sliced:
            grad_norm_sq = _mean_of_probes([sliced_norm_sq(f_x, f_xv, sigma) for f_xv in nearby])
    elif estimator == "hutchinson":
        score_of = score_function(network, y_part)
        trace = _mean_of_probes([hutchinson(score_of, x_part, probe) for probe in probes])
    elif estimator == "exact":
        trace = exact(score_function(network, y_part), x_part)
    return LocalGeometry(logits, batch, score, trace, grad_norm_sq)


def _split_probes(v: Tensor | None, x: Tensor) -> tuple[Tensor, ...]:
    """Split `[m, N, c, s, s]` into N probes `[m, c, s, s]`; one or none are as they are."""
    if v is None:
        return ()
    return v.unbind(1) if v.ndim > x.ndim else (v,)


def noisy_images(
    x: Tensor, probes: tuple[Tensor, ...], estimator: Estimator | None
) -> tuple[Tensor, ...]:
    """Make the images that a difference estimator evaluates: x+v, then x−v if antithetic."""
    if estimator not in DIFFERENCE_ESTIMATORS:
        return ()
    noisy = tuple(x + probe for probe in probes)
    if estimator == "antithetic":
        noisy += tuple(x - probe for probe in probes)
    return noisy


def _jet_along(probes: tuple[Tensor, ...]) -> tuple[Tensor, Tensor]:
    """First and second derivative of the lines x + tv at t = 0, `[N·m, c, s, s]` each."""
    direction = torch.cat(probes)
    return direction, torch.zeros_like(direction)


def _output(logits: Tensor, y: Tensor, output: Output) -> Tensor:
    """Take f_y or log p(y|x) of logits `[k·m, classes]`, for k copies of the images of y `[m]`."""
    if logits.dtype == torch.bfloat16:
        # What is summed over an epoch, and squared, is fp32.
        logits = logits.float()
    copies = len(logits) // len(y)
    y = y if copies == 1 else y.repeat(copies)
    return select_class(F.log_softmax(logits, 1) if output == "log_probability" else logits, y)


def _gradient_and_aux(
    summed: Callable[[Tensor], _SumAndAround], x: Tensor
) -> tuple[Tensor, _Around]:
    """Take ∇_x of a sum, and return it with what was computed on the way.

    Both can be differentiated in the parameters; x is a constant to such a differentiation.

    A compiler reads torch.func's transform alone. Where none is at work autograd does the same to
    the bit without wrapping every tensor, which saves 1 to 3 ms of a step
    (docs/appendix/performance.md).
    """
    if torch.compiler.is_compiling() or not torch.is_grad_enabled():
        gradient, aux = torch.func.grad(summed, has_aux=True)(x)
        return gradient, aux
    x = x.detach().requires_grad_(True)
    total, aux = summed(x)
    (gradient,) = torch.autograd.grad(total, x, create_graph=True)
    return gradient, aux


def difference_trace(
    estimator: Estimator,
    f_x: Tensor,
    nearby: tuple[Tensor, ...],
    score: Tensor | None,
    probes: tuple[Tensor, ...],
    sigma: float | Tensor,
) -> Tensor:
    """Estimate the trace `[m]` from outputs at x and at `noisy_images`, `[m]` each."""
    if estimator == "antithetic":
        pairs = zip(nearby[: len(probes)], nearby[len(probes) :], strict=True)
        return _mean_of_probes([antithetic(f_x, plus, minus, sigma) for plus, minus in pairs])
    if estimator == "control_variate":
        assert score is not None
        noisy = zip(nearby, probes, strict=True)
        return _mean_of_probes([control_variate(f_x, f_xv, score, v, sigma) for f_xv, v in noisy])
    return _mean_of_probes([taylor(f_x, f_xv, sigma) for f_xv in nearby])


def _mean_of_probes(estimates: Sequence[Tensor]) -> Tensor:
    """Average over probes, `[m]` each (eq. 8)."""
    return estimates[0] if len(estimates) == 1 else torch.stack(list(estimates)).mean(0)


def norm_sq(score: Tensor) -> Tensor:
    """Compute ‖∇_x f_i‖² `[m]`, over channels and pixels."""
    return score.flatten(1).square().sum(1)


def sliced_norm_sq(f_x: Tensor, f_xv: Tensor, sigma: float | Tensor) -> Tensor:
    """Estimate ‖∇f‖² `[m]` by ((f(x+v) − f(x))/σ)², the squared slope along the probe.

    Sliced score matching (Song et al. 2019) by a finite difference, without an input-gradient. For
    a quadratic f with gradient g and Hessian H its mean is ‖g‖² + σ²/4 (tr² + 2‖H‖_F²), and its
    variance 2‖g‖⁴ up to terms in σ².
    """
    return ((f_xv - f_x) / sigma).square()


def taylor(f_x: Tensor, f_xv: Tensor, sigma: float | Tensor) -> Tensor:
    """Estimate the trace `[m]` by (2/σ²)(f(x+v) − f(x)), eq. 3 and 8.

    For a quadratic f with gradient g and Hessian H its variance is 2‖H‖_F² + 4σ⁻²‖g‖² (App. B).
    """
    return (2 / sigma**2) * (f_xv - f_x)


def control_variate(
    f_x: Tensor, f_xv: Tensor, score: Tensor, v: Tensor, sigma: float | Tensor
) -> Tensor:
    """Estimate the trace `[m]` by (2/σ²)(f(x+v) − f(x) − ∇f(x)ᵀv).

    This is eq. 7 before its mean-zero term is dropped. For a quadratic f its variance is
    Hutchinson's, 2‖H‖_F².
    """
    return (2 / sigma**2) * (f_xv - f_x - (score * v).flatten(1).sum(1))


def antithetic(f_x: Tensor, f_plus: Tensor, f_minus: Tensor, sigma: float | Tensor) -> Tensor:
    """Estimate the trace `[m]` by (1/σ²)(f(x+v) + f(x−v) − 2f(x)).

    The odd terms of the Taylor series cancel.
    """
    return (f_plus + f_minus - 2 * f_x) / sigma**2


def score_function(network: NetworkFunction, y: Tensor) -> Callable[[Tensor], Tensor]:
    """Return x → ∇_x f_y(x), as a function that can be differentiated again."""
    return torch.func.grad(lambda x: select_class(network(x)[0], y).sum())


def hutchinson(score_of: Callable[[Tensor], Tensor], x: Tensor, u: Tensor) -> Tensor:
    """Estimate the trace `[m]` by uᵀ∇²f u with u ~ N(0, I) (Hutchinson 1990).

    ∇²f u is the gradient of ∇fᵀu (Pearlmutter 1994).
    """
    product = torch.func.grad(lambda z: (score_of(z) * u).sum())(x)
    return (product * u).flatten(1).sum(1)


def exact(score_of: Callable[[Tensor], Tensor], x: Tensor) -> Tensor:
    """Compute the trace `[m]` as Σ_d e_dᵀ∇²f e_d, one Hessian-vector product a dimension.

    For tests and small inputs.
    """
    basis = torch.eye(x[0].numel(), dtype=x.dtype, device=x.device).reshape(-1, *x.shape[1:])
    return torch.stack(
        [hutchinson(score_of, x, direction.expand_as(x)) for direction in basis]
    ).sum(0)
