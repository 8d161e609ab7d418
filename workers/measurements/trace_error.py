"""Every estimator of tr ∇²f_i against the exact trace (paper §3.2, App. B).

The exact trace is Σ_d e_dᵀH e_d, H = ∇²f_i(x), i the true class, with all rows of H in fp32 and
their sum in float64. Its unit is nats per unit², and it has no good or bad direction: a density
peaked at the data has a negative one. The estimators of workers/objectives/trace_estimators.py then
run on one set of probes z ~ N(0, I), v = σz for all of them and every σ, in fp32 as training runs
them.

For quadratic f with gradient g and one probe, App. B gives the variances
    taylor                                       2‖H‖_F² + 4‖g‖²/σ²
    control_variate, antithetic, hutchinson, jet 2‖H‖_F²
which predicted_std means over the images, ‖H‖_F² = Σ_d ‖H e_d‖² exactly. What the bias has beyond
noise, and the std beyond the prediction, are higher derivatives at large σ and rounding at small σ:
a difference of logits is divided by σ²/2.

`precisions` adds each estimator's relative error in each precision: the root mean square of its
estimate minus zᵀHz, divided by the root mean square of zᵀHz. zᵀHz is a Hessian-vector product in
float64 with the same z.

`jet_images` adds the mean trace and the mean ‖∇f‖ over that many test images. A jet with one probe
an image estimates them.

Cost an image: about 4 F × D; and per probe and σ 1 F (taylor, control_variate), 2 F (antithetic),
per probe about 3 F (jet), 6 F (hutchinson). The seconds are those of the estimate alone: the logit
and the score at x, which score-matching has anyway, aren't in them.
"""

import copy
import dataclasses
import time
from collections.abc import Callable, Iterator
from typing import Any

import torch
from torch import Tensor

from scoresweep.specs.measurements import TraceSpec
from scoresweep.specs.trial import SIGMA_FREE_ESTIMATORS, TraceEstimator
from scoresweep.workers.measurements.base import Result, Subject, batches
from scoresweep.workers.models.inference import select_class
from scoresweep.workers.models.networks import Network
from scoresweep.workers.objectives.trace_estimators import (
    difference_trace,
    hutchinson,
    local_geometry,
    noisy_images,
    score_function,
)
from scoresweep.workers.runtime.device import autocast, matmul_precision
from scoresweep.workers.runtime.seeding import make_generator, standard_normal

# Rows of the Hessian that are computed at once.
_ROWS = 64
# The reference code's σ, at which estimators are compared by one number.
_USUAL_SIGMA = 0.01
# An estimator, and its σ if it has one.
_Key = tuple[TraceEstimator, float | None]


@dataclasses.dataclass(frozen=True)
class _AtImage:
    """What was found at one image.

    Attributes:
        trace: exact, float64 `[]` like the other scalars.
        frobenius_sq: ‖H‖_F².
        grad_norm_sq: ‖∇f‖².
        estimates: float64 `[probes]` of each estimator.
        seconds: of all probes together.
    """

    trace: Tensor
    frobenius_sq: Tensor
    grad_norm_sq: Tensor
    estimates: dict[_Key, Tensor]
    seconds: dict[_Key, float]


@torch.no_grad()
def trace(subject: Subject, settings: TraceSpec) -> Result:
    """Measure the mean exact trace; bias, std and seconds of each estimator at each σ.

    bias is over images and probes, std the root of the mean over images of the unbiased variance
    over probes. The exact trace stands as its own estimator: without bias and variance by
    definition, in seconds per image, and App. B says nothing of it.
    """
    curves: dict[str, Any] = {}
    with matmul_precision("fp32"):
        measured = [
            _measure_image(subject.network, x, y, z, settings)
            for x, y, z in _images_and_probes(subject, settings)
        ]
        exact = torch.stack([image.trace for image in measured])
        grad_norm_sq = torch.stack([image.grad_norm_sq for image in measured]).mean()
        rows = [_row(estimator, measured, settings) for estimator in settings.estimators]
        details: dict[str, Any] = {"grad_norm_sq": grad_norm_sq, **_details(rows)}
        if settings.precisions:
            curves["precisions"] = _errors_by_precision(subject, settings)
            for row in curves["precisions"]:
                details[f"{row['estimator']}.error_{row['precision']}"] = row["error"]
        if settings.jet_images:
            details |= _mean_of_many(subject, settings)
    curves |= {
        "sigmas": settings.sigmas,
        "exact": exact,
        "exact_mean": exact.mean(),
        "grad_norm_sq_mean": grad_norm_sq,
        "estimators": rows,
        "images": len(measured),
        "probes": settings.probes,
    }
    return Result.of(exact.mean(), details, curves)


def _images_and_probes(
    subject: Subject, settings: TraceSpec
) -> Iterator[tuple[Tensor, Tensor, Tensor]]:
    """Yield each image `[1, c, s, s]`, its class `[1]` and its unit probes `[probes, c, s, s]`."""
    images, labels = subject.test_images(settings.images, settings.seed)
    for i, (x, y) in enumerate(batches(images, labels, size=1)):
        shape = (settings.probes, *x.shape[1:])
        yield x, y, standard_normal(shape, settings.seed, "trace probes", i, subject.device)


def _details(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Take each estimator's std and bias at the usual σ, or without one."""
    details = {}
    for row in rows:
        if row["estimator"] == "exact":
            continue
        for sigma, std, bias in zip(row["sigmas"], row["std"], row["bias"], strict=True):
            if sigma in (None, _USUAL_SIGMA):
                details[f"{row['estimator']}.std"] = std
                details[f"{row['estimator']}.bias"] = bias
    return details


def _mean_of_many(subject: Subject, settings: TraceSpec) -> dict[str, Any]:
    """Estimate means over many test images by jets, and the standard error of the trace's."""
    images, labels = subject.test_images(settings.jet_images, settings.seed)
    draw = make_generator(settings.seed, "trace of many", device=subject.device)
    traces, norms = [], []
    for x, y in batches(images, labels):
        z = torch.randn(x.shape, generator=draw, device=subject.device)
        found = local_geometry(subject.network, x, y, z, estimator="jet")
        assert found.trace is not None and found.grad_norm_sq is not None
        traces.append(found.trace.double())
        norms.append(found.grad_norm_sq.double().sqrt())
    trace = torch.cat(traces)
    return {
        "jet_mean": trace.mean(),
        "jet_mean_se": trace.std() / len(trace) ** 0.5,
        "grad_norm_mean": torch.cat(norms).mean(),
        "jet_images": float(len(trace)),
    }


def _errors_by_precision(subject: Subject, settings: TraceSpec) -> list[dict[str, Any]]:
    """Compute relative root mean square errors, a row an estimator and precision.

    The error of TF32 is None where there is no GPU.
    """
    double = copy.deepcopy(subject.network).double()
    double.compiled_forward = None
    exact = []
    found: dict[tuple[str, TraceEstimator], list[Tensor]] = {
        (precision, estimator): []
        for precision in settings.precisions
        for estimator in settings.estimators
        if estimator != "exact"
    }
    for x, y, z in _images_and_probes(subject, settings):
        x, y = x.expand_as(z), y.expand(len(z))
        exact.append(hutchinson(score_function(double, y), x.double(), z.double()))
        for (precision, estimator), estimates in found.items():
            if precision == "tf32" and subject.device.type != "cuda":
                continue
            sigma = 1.0 if estimator in SIGMA_FREE_ESTIMATORS else _USUAL_SIGMA
            with matmul_precision(precision), autocast(subject.device, precision):
                geometry = local_geometry(
                    subject.network, x, y, sigma * z, sigma=sigma, estimator=estimator
                )
            assert geometry.trace is not None
            estimates.append(geometry.trace.double())
    reference = torch.cat(exact)
    rows: list[dict[str, Any]] = []
    for (precision, estimator), estimates in found.items():
        error = None
        if estimates:
            difference = torch.cat(estimates) - reference
            error = difference.square().mean().sqrt() / reference.square().mean().sqrt()
        rows.append({"estimator": estimator, "precision": precision, "error": error})
    return rows


def _row(
    estimator: TraceEstimator, measured: list[_AtImage], settings: TraceSpec
) -> dict[str, Any]:
    """Make what the curves hold of one estimator."""
    keys = _keys(estimator, settings)
    row: dict[str, Any] = {"estimator": estimator, "sigmas": [sigma for _, sigma in keys]}
    seconds = [sum(image.seconds[key] for image in measured) / len(measured) for key in keys]
    if estimator == "exact":
        return row | {"bias": [0.0], "std": [0.0], "seconds": seconds, "predicted_std": [None]}
    errors = torch.stack(  # [σ, images, probes]
        [torch.stack([image.estimates[key] - image.trace for image in measured]) for key in keys]
    )
    predicted = [
        torch.stack([_predicted_variance(estimator, sigma, image) for image in measured]).mean()
        for _, sigma in keys
    ]
    return row | {
        "bias": errors.mean((1, 2)),
        "std": errors.var(2).mean(1).sqrt(),
        "seconds": [total / settings.probes for total in seconds],
        "predicted_std": torch.stack(predicted).sqrt(),
    }


def _keys(estimator: TraceEstimator, settings: TraceSpec) -> list[_Key]:
    if estimator in SIGMA_FREE_ESTIMATORS:
        return [(estimator, None)]
    return [(estimator, sigma) for sigma in settings.sigmas]


def _predicted_variance(estimator: TraceEstimator, sigma: float | None, image: _AtImage) -> Tensor:
    """Predict the variance of one probe's estimate, for quadratic f (App. B)."""
    if estimator == "taylor" and sigma is not None:
        return 2 * image.frobenius_sq + 4 * image.grad_norm_sq / sigma**2
    return 2 * image.frobenius_sq


def _measure_image(
    network: Network, x: Tensor, y: Tensor, z: Tensor, settings: TraceSpec
) -> _AtImage:
    """Compute the exact trace and all estimates at an image `[1, c, s, s]`.

    Args:
        z: unit probes `[p, c, s, s]`.
    """

    def logit(x: Tensor) -> Tensor:
        return select_class(network(x)[0], y.expand(len(x)))

    def estimate(estimator: TraceEstimator, sigma: float | None, z: Tensor) -> Tensor:
        """Estimate the trace by each probe `[p, c, s, s]`, from what is known at x."""
        if estimator == "jet":
            found = local_geometry(network, at, labels, z, estimator="jet", need_score=False)
            assert found.trace is not None
            return found.trace
        if sigma is None:
            return hutchinson(score_function(network, labels), at, z)
        v = (sigma * z,)
        nearby = tuple(map(logit, noisy_images(at, v, estimator)))
        return difference_trace(estimator, f_x, nearby, score, v, sigma)

    score_of = score_function(network, y)
    grad_norm_sq = score_of(x).double().square().sum()
    start = _now(x.device)
    exact, frobenius_sq = hessian_moments(score_of, x, _ROWS)
    seconds: dict[_Key, float] = {("exact", None): _now(x.device) - start}
    estimates: dict[_Key, list[Tensor]] = {}
    for (probes,) in batches(z):
        # As large a batch as the probes': f(x) is then rounded as f(x+v) is, as in training.
        at, labels = x.expand_as(probes), y.expand(len(probes))
        geometry = local_geometry(network, at, labels)
        assert geometry.score is not None
        f_x = select_class(geometry.logits, labels)
        score: Tensor = geometry.score
        for estimator in settings.estimators:
            if estimator == "exact":
                continue
            for key in _keys(estimator, settings):
                start = _now(x.device)
                found = estimate(*key, probes)
                seconds[key] = seconds.get(key, 0.0) + _now(x.device) - start
                estimates.setdefault(key, []).append(found.double())
    return _AtImage(
        trace=exact,
        frobenius_sq=frobenius_sq,
        grad_norm_sq=grad_norm_sq,
        estimates={key: torch.cat(parts) for key, parts in estimates.items()},
        seconds=seconds,
    )


def hessian_moments(
    score_of: Callable[[Tensor], Tensor], x: Tensor, rows: int
) -> tuple[Tensor, Tensor]:
    """Compute tr H and ‖H‖_F², float64 `[]`, of the logit whose gradient is `score_of`.

    The passes at x are taken once for all rows of H: half of the time that as many calls of
    `trace_estimators.hutchinson` take, and D × rows numbers of memory instead of D².

    Args:
        x: one image `[1, c, s, s]`.
        rows: rows of H that are computed at once.
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
    """Read a clock in seconds, once the device has done what it was given."""
    if device.type == "cuda":
        torch.cuda.synchronize(device)
    return time.perf_counter()
