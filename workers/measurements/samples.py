"""Samples in three ways, read by every judge (paper §4.1, §5.1.2, Fig. 2); fractions in [0, 1], higher is better.

gradient_ascent climbs f_i from random inputs, as in the GAN-test; langevin adds the noise that makes it
sampling; denoising climbs from test images with noise, x₀ = clamp(x + v, 0, 1), v ~ N(0, noise_std² I),
clamped so that the climb's own clamp doesn't count as denoising. Each is read by every judge of
the sweep, networks of other architectures, trained independently; agreement is the share of samples
on which two judges say the same class, right or wrong (the mean over pairs of more).

Value: the mean over judges of the GAN-test of gradient ascent. Cost: methods × samples × steps × 2
forward passes.
"""

import dataclasses
import itertools
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from scoresweep.specs.measurements import GanTestSpec, SamplesSpec
from scoresweep.workers.measurements.base import BATCH, Result, Subject, class_logits, sample_sheet
from scoresweep.workers.measurements.gan_test import read
from scoresweep.workers.measurements.sampling import (
    balanced_labels,
    climb,
    gradient_ascent,
    langevin,
)
from scoresweep.workers.runtime.seeding import make_generator


def samples(subject: Subject, settings: SamplesSpec, ascent: GanTestSpec) -> Result:
    """A GAN-test for each method and judge; `ascent` gives lr, weight decay and start of the climbs."""
    if not subject.judges:
        raise ValueError("samples need a judge")
    ascent = dataclasses.replace(
        ascent, samples=settings.samples, steps=settings.steps, seed=settings.seed
    )
    rows: list[dict[str, Any]] = []
    details: dict[str, float] = {}
    pictures: dict[str, npt.NDArray[np.uint8]] = {}
    for method in settings.methods:
        drawn, y, denoised = _draw(subject, settings, ascent, method)
        scores, agreement = _judged(subject, drawn, y)
        rows.append(
            {
                "method": method,
                "gan_test": scores,
                "agreement": agreement,
                "mean_logit": class_logits(subject.network, drawn, y).mean().item(),
                "denoised": denoised,
            }
        )
        details |= {f"{method}.{judge}": s for judge, s in zip(subject.judges, scores, strict=True)}
        if agreement is not None:
            details[f"{method}.agreement"] = agreement
        if drawn.isfinite().all():
            pictures[method] = sample_sheet(drawn, y)
    ascended = next((row for row in rows if row["method"] == "gradient_ascent"), None)
    value = float("nan")
    if ascended is not None:
        value = sum(ascended["gan_test"]) / len(ascended["gan_test"])
    curves = {"samples": settings.samples, "judges": list(subject.judges), "methods": rows}
    return Result(value, details, curves, pictures)


def _draw(
    subject: Subject, settings: SamplesSpec, ascent: GanTestSpec, method: str
) -> tuple[Tensor, Tensor, float | None]:
    """Samples, their classes, and for denoising the mean ‖x_T − x‖ / ‖x_0 − x‖ (below 1: nearer)."""
    if method == "denoising":
        x, y = subject.test_images(settings.samples, settings.seed)
        draw = make_generator(settings.seed, "denoising", 0, subject.device)
        noise = torch.randn(x.shape, generator=draw, device=subject.device)
        noisy = (x + settings.noise_std * noise).clamp_(0, 1)
        drawn = climb(subject.network, noisy, y, ascent)
        left = (drawn - x).flatten(1).norm(dim=1) / (noisy - x).flatten(1).norm(dim=1)
        return drawn, y, left.mean().item()
    y = balanced_labels(settings.samples, subject.dataset.classes).to(subject.device)
    if method == "gradient_ascent":
        return gradient_ascent(subject.network, y, subject.image_shape, ascent), y, None
    drawn = langevin(
        subject.network,
        y,
        subject.image_shape,
        steps=settings.steps,
        step_size=settings.langevin_step,
        init_std=ascent.init_std,
        seed=settings.seed,
    )
    return drawn, y, None


def _judged(subject: Subject, drawn: Tensor, y: Tensor) -> tuple[list[float], float | None]:
    """The share that each judge reads as y, and how often two agree; NaN if anything isn't finite."""
    logits = [read(judge, drawn, BATCH) for judge in subject.judges.values()]
    is_finite = drawn.isfinite().all() and all(each.isfinite().all() for each in logits)
    said = [each.argmax(1) for each in logits]
    pairs = [(a == b).double().mean().item() for a, b in itertools.combinations(said, 2)]
    agreement = sum(pairs) / len(pairs) if pairs else None
    if not is_finite:
        return [float("nan")] * len(said), None
    return [(each == y).double().mean().item() for each in said], agreement
