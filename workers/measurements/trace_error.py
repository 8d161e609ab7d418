"""Every estimator of tr ∇²f_i against the exact trace (paper §3.2, App. B).

The exact trace is Σ_d e_dᵀH e_d, H = ∇²f_i(x), i the true class, with all rows of H in fp32 and their
sum in float64; in nats per unit², of no good or bad direction: a density peaked at the data has a
negative one. The estimators of workers/objectives/trace_estimators.py then run on one set of probes z ~ N(0, I), v = σz for
all of them and every σ, in fp32 as training runs them.

For quadratic f with gradient g and one probe, App. B gives the variances
    taylor                                       2‖H‖_F² + 4‖g‖²/σ²
    control_variate, antithetic, hutchinson, jet 2‖H‖_F²
which predicted_std means over the images, ‖H‖_F² = Σ_d ‖H e_d‖² exactly. What the bias has beyond
noise, and the std beyond the prediction, are higher derivatives at large σ and rounding at small σ:
a difference of logits is divided by σ²/2.

`precisions` adds each estimator's relative error in each precision: the root mean square of its estimate minus zᵀHz, divided
by the root mean square of zᵀHz. zᵀHz is a Hessian-vector product in float64 with the same z.

`jet_images` adds the mean trace and the mean ‖∇f‖ over that many test images. A jet with one probe an image estimates them.

Cost an image: about 4 F × D; and per probe and σ 1 F (taylor, control_variate), 2 F (antithetic), per
probe about 3 F (jet), 6 F (hutchinson). seconds are of that alone: the logit and the score at x, which
score-matching has anyway, aren't in them.
"""

import copy
import dataclasses
import time
from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor

from scoresweep.specs.measurements import TraceSpec
from scoresweep.specs.trial import SIGMA_FREE_ESTIMATORS, TraceEstimator
from scoresweep.workers.measurements.base import (
    BATCH,
    Result,
    Subject,
    finite_or_none,
    value_or_nan,
)
from scoresweep.workers.models.inference import select_class
from scoresweep.workers.models.networks import Network
from scoresweep.workers.objectives.trace_estimators import (
    antithetic,
    control_variate,
    hutchinson,
    local_geometry,
    score_function,
    taylor,
)
from scoresweep.workers.runtime.device import autocast, matmul_precision
from scoresweep.workers.runtime.seeding import make_generator

# Rows of the Hessian that are computed at once.
_ROWS = 64
# The reference code's σ, at which estimators are compared by one number.
_USUAL_SIGMA = 0.01


@dataclasses.dataclass(frozen=True)
class _Image:
    """What was found at one image; all scalars are float64 [].

    estimates: (estimator, σ) → float64 [probes]; seconds: (estimator, σ) → s of all probes together.
    """

    trace: Tensor
    frobenius_sq: Tensor
    grad_norm_sq: Tensor
    estimates: dict[tuple[TraceEstimator, float | None], Tensor]
    seconds: dict[tuple[TraceEstimator, float | None], float]


@torch.no_grad()
def trace(subject: Subject, settings: TraceSpec, *, batch_size: int = BATCH) -> Result:
    """Mean exact trace; bias, std and seconds of each estimator at each σ.

    bias is over images and probes, std the root of the mean over images of the unbiased variance
    over probes. The exact trace stands as its own estimator: without bias and variance by
    definition, in seconds per image, and App. B says nothing of it.
    """
    with matmul_precision("fp32"):
        return _trace(subject, settings, batch_size)


def _trace(subject: Subject, settings: TraceSpec, batch_size: int) -> Result:
    images, labels = subject.test_images(settings.images, settings.seed)
    measured = []
    for i, (x, y) in enumerate(zip(images.split(1), labels.split(1), strict=True)):
        draw = make_generator(settings.seed, "trace probes", i, subject.device)
        z = torch.randn((settings.probes, *x.shape[1:]), generator=draw, device=subject.device)
        measured.append(_at_image(subject.network, x, y, z, settings, batch_size))
    exact = torch.stack([image.trace for image in measured])
    gradients_sq = torch.stack([image.grad_norm_sq for image in measured])
    exact_mean, grad_norm_sq = finite_or_none(torch.stack([exact, gradients_sq]).mean(1))
    rows = [_row(estimator, measured, settings) for estimator in settings.estimators]
    details = {"grad_norm_sq": value_or_nan(grad_norm_sq)}
    for row in rows:
        if row["estimator"] == "exact":
            continue
        for sigma, std, bias in zip(row["sigmas"], row["std"], row["bias"], strict=True):
            if sigma is None or sigma == _USUAL_SIGMA:
                details[f"{row['estimator']}.std"] = value_or_nan(std)
                details[f"{row['estimator']}.bias"] = value_or_nan(bias)
    more: dict[str, Any] = {}
    if settings.precisions:
        more["precisions"] = _errors(subject, settings)
        for row in more["precisions"]:
            details[f"{row['estimator']}.error_{row['precision']}"] = value_or_nan(row["error"])
    if settings.jet_images:
        details |= _over_many(subject, settings, batch_size)
    return Result(
        value_or_nan(exact_mean),
        details=details,
        curves=more
        | {
            "sigmas": list(settings.sigmas),
            "exact": finite_or_none(exact),
            "exact_mean": exact_mean,
            "grad_norm_sq_mean": grad_norm_sq,
            "estimators": rows,
            "images": len(images),
            "probes": settings.probes,
        },
    )


def _over_many(subject: Subject, settings: TraceSpec, batch_size: int) -> dict[str, float]:
    """Means over many test images, and the standard error of the trace's."""
    images, labels = subject.test_images(settings.jet_images, settings.seed)
    draw = make_generator(settings.seed, "trace of many", device=subject.device)
    traces, norms = [], []
    for x, y in zip(images.split(batch_size), labels.split(batch_size), strict=True):
        z = torch.randn(x.shape, generator=draw, device=subject.device)
        found = local_geometry(subject.network, x, y, z, estimator="jet")
        assert found.trace is not None and found.grad_norm_sq is not None
        traces.append(found.trace.double())
        norms.append(found.grad_norm_sq.double().sqrt())
    trace, norm = torch.cat(traces), torch.cat(norms)
    se = trace.std() / len(trace) ** 0.5
    values = finite_or_none(torch.stack([trace.mean(), se, norm.mean()]))
    names = ("jet_mean", "jet_mean_se", "grad_norm_mean")
    means = {name: value_or_nan(value) for name, value in zip(names, values, strict=True)}
    return means | {"jet_images": float(len(trace))}


def _errors(subject: Subject, settings: TraceSpec) -> list[dict[str, Any]]:
    """Relative root mean square errors, a row an estimator and precision; None for TF32 where there is no GPU."""
    images, labels = subject.test_images(settings.images, settings.seed)
    precisions = tuple(dict.fromkeys(settings.precisions))
    estimators = [each for each in dict.fromkeys(settings.estimators) if each != "exact"]
    exactly = copy.deepcopy(subject.network).double()
    exactly.compiled_forward = None
    references, found = [], dict[tuple[TraceEstimator, str], list[Tensor]]()
    for i, (x, y) in enumerate(zip(images.split(1), labels.split(1), strict=True)):
        draw = make_generator(settings.seed, "trace probes", i, subject.device)
        z = torch.randn((settings.probes, *x.shape[1:]), generator=draw, device=subject.device)
        x, y = x.expand_as(z), y.expand(len(z))
        references.append(hutchinson(score_function(exactly, y), x.double(), z.double()))
        for precision in precisions:
            if precision == "tf32" and subject.device.type != "cuda":
                continue
            with matmul_precision(precision), autocast(subject.device, precision):
                for estimator in estimators:
                    estimate = _usual_estimate(subject.network, estimator, x, y, z)
                    found.setdefault((estimator, precision), []).append(estimate.double())
    reference = torch.cat(references)
    rows: list[dict[str, Any]] = []
    for precision in precisions:
        for estimator in estimators:
            error = None
            if (estimator, precision) in found:
                difference = torch.cat(found[estimator, precision]) - reference
                ratio = difference.square().mean().sqrt() / reference.square().mean().sqrt()
                [error] = finite_or_none(ratio[None])
            rows.append({"estimator": estimator, "precision": precision, "error": error})
    return rows


def _usual_estimate(
    network: Network, estimator: TraceEstimator, x: Tensor, y: Tensor, z: Tensor
) -> Tensor:
    """One for each probe z, by the usual σ where the estimator has one."""
    sigma = 1.0 if estimator in SIGMA_FREE_ESTIMATORS else _USUAL_SIGMA
    found = local_geometry(network, x, y, sigma * z, sigma=sigma, estimator=estimator)
    assert found.trace is not None
    return found.trace


def _row(estimator: TraceEstimator, measured: list[_Image], settings: TraceSpec) -> dict[str, Any]:
    """What the curves say of one estimator."""
    sigmas = _sigmas(estimator, settings)
    keys = [(estimator, sigma) for sigma in sigmas]
    seconds = [sum(image.seconds[key] for image in measured) / len(measured) for key in keys]
    row: dict[str, Any] = {"estimator": estimator, "sigmas": sigmas}
    if estimator == "exact":
        return row | {"bias": [0.0], "std": [0.0], "seconds": seconds, "predicted_std": [None]}
    errors = torch.stack(  # [σ, images, probes]
        [torch.stack([image.estimates[key] - image.trace for image in measured]) for key in keys]
    )
    predicted = [
        torch.stack([_predicted_variance(estimator, sigma, image) for image in measured]).mean()
        for sigma in sigmas
    ]
    return row | {
        "bias": finite_or_none(errors.mean((1, 2))),
        "std": finite_or_none(errors.var(2).mean(1).sqrt()),
        "seconds": [total / settings.probes for total in seconds],
        "predicted_std": finite_or_none(torch.stack(predicted).sqrt()),
    }


def _sigmas(estimator: TraceEstimator, settings: TraceSpec) -> list[float | None]:
    return [None] if estimator in SIGMA_FREE_ESTIMATORS else list(settings.sigmas)


def _predicted_variance(estimator: TraceEstimator, sigma: float | None, image: _Image) -> Tensor:
    """Of one probe, for quadratic f (App. B)."""
    if estimator == "taylor" and sigma is not None:
        return 2 * image.frobenius_sq + 4 * image.grad_norm_sq / sigma**2
    return 2 * image.frobenius_sq


def _at_image(
    network: Network, x: Tensor, y: Tensor, z: Tensor, settings: TraceSpec, batch_size: int
) -> _Image:
    """The exact trace and all estimates at one image x [1, c, s, s], probes z [p, c, s, s]."""

    def logit(x: Tensor) -> Tensor:
        return select_class(network(x)[0], y.expand(len(x)))

    def score_of(x: Tensor) -> Tensor:
        return torch.func.grad(lambda z: logit(z).sum())(x)

    grad_norm_sq = score_of(x).double().square().sum()
    start = _now(x.device)
    exact, frobenius_sq = hessian_moments(score_of, x, min(_ROWS, batch_size))
    seconds: dict[tuple[TraceEstimator, float | None], float] = {
        ("exact", None): _now(x.device) - start
    }
    estimates: dict[tuple[TraceEstimator, float | None], list[Tensor]] = {}
    for probes in z.split(batch_size):
        # As large a batch as the probes': f(x) is then rounded as f(x+v) is, as in training.
        at = x.expand_as(probes)
        geometry = local_geometry(network, at, y.expand(len(at)))
        score = geometry.score
        assert score is not None
        f_x = select_class(geometry.logits, y.expand(len(at)))
        for estimator in settings.estimators:
            if estimator == "exact":
                continue
            for sigma in _sigmas(estimator, settings):
                start = _now(x.device)
                own = y.expand(len(at))
                estimate = _estimate(
                    network, own, estimator, logit, score_of, at, f_x, score, probes, sigma
                )
                elapsed = _now(x.device) - start
                key = (estimator, sigma)
                estimates.setdefault(key, []).append(estimate.double())
                seconds[key] = seconds.get(key, 0.0) + elapsed
    return _Image(
        trace=exact,
        frobenius_sq=frobenius_sq,
        grad_norm_sq=grad_norm_sq,
        estimates={key: torch.cat(parts) for key, parts in estimates.items()},
        seconds=seconds,
    )


def _estimate(
    network: Network,
    y: Tensor,
    estimator: TraceEstimator,
    logit: Callable[[Tensor], Tensor],
    score_of: Callable[[Tensor], Tensor],
    x: Tensor,
    f_x: Tensor,
    score: Tensor,
    z: Tensor,
    sigma: float | None,
) -> Tensor:
    """[p] estimates, one for each probe, from what is known at x [p, c, s, s]."""
    if estimator == "jet":
        found = local_geometry(network, x, y, z, estimator="jet", need_score=False)
        assert found.trace is not None
        return found.trace
    if sigma is None:
        return hutchinson(score_of, x, z)
    v = sigma * z
    if estimator == "taylor":
        return taylor(f_x, logit(x + v), sigma)
    if estimator == "control_variate":
        return control_variate(f_x, logit(x + v), score, v, sigma)
    return antithetic(f_x, logit(x + v), logit(x - v), sigma)


def hessian_moments(
    score_of: Callable[[Tensor], Tensor], x: Tensor, rows: int
) -> tuple[Tensor, Tensor]:
    """tr H and ‖H‖_F², float64 [], of the logit whose gradient is score_of, at x [1, c, s, s].

    `rows` rows of H at a time, and the passes at x once for all of them: half of the time that as
    many calls of scoresweep.workers.objectives.trace_estimators.hutchinson take, and D × rows numbers of memory instead of D².
    """
    dimensions = x.numel()
    pull = torch.func.vjp(score_of, x)[1]
    total = torch.zeros((), dtype=torch.float64, device=x.device)
    frobenius_sq = torch.zeros_like(total)
    for directions in torch.arange(dimensions, device=x.device).split(rows):
        hot = directions[:, None] == torch.arange(dimensions, device=x.device)
        (product,) = torch.vmap(pull)(hot.to(x.dtype).reshape(-1, *x.shape))
        product = product.flatten(1).double()
        total += product.gather(1, directions[:, None]).sum()
        frobenius_sq += product.square().sum()
    return total, frobenius_sq


def _now(device: torch.device) -> float:
    """Seconds on a clock, once the device has done what it was given."""
    if device.type == "cuda":
        torch.cuda.synchronize(device)
    return time.perf_counter()
