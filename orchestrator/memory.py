"""How much memory a trial's steps take at their peak, before any is taken. Arithmetic on shapes; no torch.

A step keeps what its backward needs: so many values for each value that the network's convolutions give. How many depends on
the objective, hardly on the network: seen on ResNet-9, ResNet-18 and VGG-11 of several widths, eager, on a CPU, as the growth
of a process's memory (docs/performance.md); the largest that was seen stands here. On a GPU nothing was seen: kernels there
need room of their own.
"""

import os
from collections.abc import Sequence

from orchestrator.forecast import convolutions, memory_floor
from workers.images import DataInfo
from workers.spec import ObjectiveSpec, TrialSpec

_WITHOUT_TRACE = {
    "baseline": 3.5,
    "noise_augmented": 3.7,
    "adversarial": 4.2,
    "gradient_norm": 11.0,
}
_WITH_TRACE = {
    "score_matching": {
        "taylor": 14.1,
        "control_variate": 15.0,
        "antithetic": 15.1,
        "hutchinson": 37.0,
        "sliced": 7.6,
    },
    "anti_score_matching": {
        "taylor": 7.6,
        "control_variate": 12.9,
        "antithetic": 11.0,
        "hutchinson": 36.0,
    },
}
# Of the exact trace, for each value of an image: a Hessian-vector product for every one is in memory at once.
_EXACT = 19.0
_BYTES = 4


def values_kept(objective: ObjectiveSpec, pixels: int) -> float:
    """At the peak of a step, for each value that the convolutions give. pixels: values of an image."""
    if objective.estimator is None:
        return _WITHOUT_TRACE[objective.variant]
    if objective.estimator == "exact":
        return _EXACT * pixels
    return _WITH_TRACE[objective.variant][objective.estimator]


def step_bytes(trial: TrialSpec, info: DataInfo, workers: int = 1) -> int:
    """Of one worker's step: its part of the batch, a micro-batch at a time."""
    size, training = trial.data.image_size, trial.training
    given = sum(
        conv.outputs * conv.size**2 for conv in convolutions(trial.model, info.channels, size)
    )
    images = -(
        -min(training.batch_size, trial.data.train_size) // (workers * training.micro_batches)
    )
    return round(images * given * values_kept(trial.objective, info.channels * size**2) * _BYTES)


def peak_bytes(trial: TrialSpec, info: DataInfo, workers: int = 1) -> int:
    """Of one worker, beside the images: its process, its weights and what goes with them, and its step."""
    return memory_floor(trial, info) + step_bytes(trial, info, workers)


def memory_here() -> int | None:
    """Bytes of this machine; None where it doesn't say."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (ValueError, OSError, AttributeError):
        return None


def micro_batches_that_fit(
    trial: TrialSpec, info: DataInfo, workers: int, room: float
) -> int | None:
    """The fewest equal parts of a worker's batch of which one at a time fits into `room` bytes a worker; None if none does."""
    batch = trial.training.batch_size // workers
    left = room - memory_floor(trial, info)
    whole = step_bytes(trial, info, workers) * trial.training.micro_batches
    fitting = (k for k in range(1, batch) if batch % k == 0 and whole / k <= left)
    return next(fitting, None)


def in_words(
    trials: Sequence[TrialSpec], info: DataInfo, workers: int, slots: int, room: int | None
) -> list[str]:
    """What a plan says of memory: each variant's largest trial, and what to do where they don't fit side by side."""
    largest: dict[str, TrialSpec] = {}
    for trial in trials:
        other = largest.setdefault(trial.objective.variant, trial)
        if peak_bytes(trial, info, workers) > peak_bytes(other, info, workers):
            largest[trial.objective.variant] = trial
    peaks = {name: peak_bytes(trial, info, workers) for name, trial in largest.items()}
    listed = ", ".join(f"{name} {_size(peak)}" for name, peak in peaks.items())
    each = "a trial" if workers == 1 else "a worker"
    lines = [f"memory at the peak of {each}, as seen on CPUs: {listed}"] if listed else []
    if room is None or not peaks or max(peaks.values()) * workers * slots <= room:
        return lines
    name = max(peaks, key=lambda each: peaks[each])
    fit = micro_batches_that_fit(largest[name], info, workers, room / (workers * slots))
    apart = (
        "a smaller batch"
        if fit is None
        else f"training.micro_batches: {fit} with training.norm_groups: {fit * workers}, which makes other networks"
    )
    advice = apart if slots == 1 else f"{apart}, or fewer at a time with resources.max_trials"
    needed = _size(max(peaks.values()) * workers * slots)
    at_once = f"{slots} at a time need" if slots > 1 else "it needs"
    lines.append(f"that won't fit here: {at_once} {needed} of {_size(room)}; {advice}")
    return lines


def _size(count: float) -> str:
    return f"{count / 2**30:.1f} GiB"
