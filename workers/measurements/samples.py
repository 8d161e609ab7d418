"""Samples in three ways, read by every judge (paper §4.1, §5.1.2, Fig. 2).

Fractions in [0, 1]; higher is better. `gradient_ascent` climbs f_i from random inputs, as in the
GAN-test, and `langevin` adds the noise that makes it sampling. `denoising` climbs from test images
with noise, x₀ = clamp(x + v, 0, 1), v ~ N(0, noise_std² I). They are clamped so that the climb's
own clamp doesn't count as denoising.

The judges are the sweep's, other architectures trained independently. Agreement is the share of
samples on which two judges read the same class, right or wrong (the mean over pairs of more).

Value: the mean over judges of the GAN-test of gradient ascent. Cost: methods × samples × steps × 2
forward passes.
"""

import dataclasses
import itertools
import math
from typing import Any

import numpy as np
import numpy.typing as npt
from torch import Tensor

from scoresweep.specs.measurements import GanTestSpec, SamplesSpec
from scoresweep.workers.measurements.base import (
    Result,
    Subject,
    batched_logits,
    class_logits,
    sample_sheet,
)
from scoresweep.workers.measurements.sampling import (
    balanced_labels,
    climb,
    gradient_ascent,
    langevin,
)
from scoresweep.workers.runtime.seeding import standard_normal


def samples(subject: Subject, settings: SamplesSpec, ascent: GanTestSpec) -> Result:
    """Take a GAN-test for each method and judge.

    Args:
        ascent: gives the climbs' lr, weight decay and start.
    """
    if not subject.judges:
        raise ValueError("samples need a judge")
    ascent = dataclasses.replace(
        ascent, samples=settings.samples, steps=settings.steps, seed=settings.seed
    )
    value = math.nan
    rows: list[dict[str, Any]] = []
    details: dict[str, float] = {}
    pictures: dict[str, npt.NDArray[np.uint8]] = {}
    for method in settings.methods:
        drawn, y, denoised = _draw(subject, settings, ascent, method)
        scores, agreement = _judge(subject, drawn, y)
        rows.append(
            {
                "method": method,
                "gan_test": scores,
                "agreement": agreement,
                "mean_logit": class_logits(subject.network, drawn, y).mean(),
                "denoised": denoised,
            }
        )
        details |= {f"{method}.{judge}": s for judge, s in zip(subject.judges, scores, strict=True)}
        if agreement is not None:
            details[f"{method}.agreement"] = agreement
        if drawn.isfinite().all():
            pictures[method] = sample_sheet(drawn, y)
        if method == "gradient_ascent":
            value = sum(scores) / len(scores)
    curves = {"samples": settings.samples, "judges": list(subject.judges), "methods": rows}
    return Result.of(value, details, curves, pictures)


def _draw(
    subject: Subject, settings: SamplesSpec, ascent: GanTestSpec, method: str
) -> tuple[Tensor, Tensor, Tensor | None]:
    """Draw samples and their classes; for denoising with the mean ‖x_T − x‖ / ‖x₀ − x‖.

    That ratio is below 1 where the climb comes nearer to the image.
    """
    if method == "denoising":
        x, y = subject.test_images(settings.samples, settings.seed)
        noise = standard_normal(x.shape, settings.seed, "denoising", 0, subject.device)
        noisy = (x + settings.noise_std * noise).clamp_(0, 1)
        drawn = climb(subject.network, noisy, y, ascent)
        left = (drawn - x).flatten(1).norm(dim=1) / (noisy - x).flatten(1).norm(dim=1)
        return drawn, y, left.mean()
    y = balanced_labels(settings.samples, subject.dataset.classes).to(subject.device)
    if method == "gradient_ascent":
        return gradient_ascent(subject.network, y, subject.image_shape, ascent), y, None
    drawn = langevin(subject.network, y, subject.image_shape, settings, ascent.init_std)
    return drawn, y, None


def _judge(subject: Subject, drawn: Tensor, y: Tensor) -> tuple[list[float], float | None]:
    """Return the share that each judge reads as y, and how often two judges agree.

    NaN and None if a sample or a logit isn't finite.
    """
    logits = [batched_logits(judge, drawn) for judge in subject.judges.values()]
    if not all(each.isfinite().all() for each in (drawn, *logits)):
        return [math.nan] * len(logits), None
    read = [each.argmax(1) for each in logits]
    pairs = [(a == b).double().mean().item() for a, b in itertools.combinations(read, 2)]
    agreement = sum(pairs) / len(pairs) if pairs else None
    return [(each == y).double().mean().item() for each in read], agreement
