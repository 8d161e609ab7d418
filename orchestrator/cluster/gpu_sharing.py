"""How many trials share a GPU (`resources.gpu: shared`), by the memory that finished ones took."""

import dataclasses
import math
from collections.abc import Mapping, Sequence

from scoresweep.orchestrator.cluster.capacity import Capacity
from scoresweep.orchestrator.forecast.memory import Peaks
from scoresweep.orchestrator.forecast.throughput import format_step
from scoresweep.orchestrator.planning.pending import Pending
from scoresweep.specs.job import Resources
from scoresweep.specs.trial import TrialSpec

# CUDA context and loaded kernels of a process, beside torch's memory. Assumed, not measured.
_PROCESS_BYTES = 2**30
# Fraction of a GPU's memory; the rest is lost to fragmentation.
_USABLE = 0.9
# Above this, Ray's resolution of 1e-4 doesn't distinguish the fractions of n and n + 1 trials.
_MAX_TRIALS = 99


def trials_that_fit(peak: int, memory: int) -> int:
    """Return how many trials of `peak` bytes fit into a GPU's memory; at least one."""
    return min(max(1, int(_USABLE * memory // (peak + _PROCESS_BYTES))), _MAX_TRIALS)


def share_of(count: int) -> float:
    """Return GPU fraction per trial, rounded down to Ray's resolution of 1e-4."""
    return 1.0 if count == 1 else 10_000 // count / 10_000


def shared(
    resources: Resources,
    pending: Pending,
    requested: Mapping[str, str],
    peaks: Peaks,
    memory: int | None,
    capacity: Capacity,
) -> tuple[Resources, str]:
    """Choose the GPU fraction of each trial.

    If the peak of a pending trial isn't known from finished runs, each trial gets a whole GPU. No
    more trials share a GPU than leave work for all others: Ray fills one GPU before the next.

    Args:
        requested: Measurement → fingerprint.
        peaks: Peak memory of finished runs on GPUs.
        memory: Bytes of the smallest GPU; None if no node reported any.

    Returns:
        The resources with that fraction, and the reason as text.
    """
    whole = dataclasses.replace(resources, gpu=1.0)
    found = [(trial, peaks.of(trial, requested)) for trial in pending.train]
    found += [(trial, peaks.of(trial, requested, trains=False)) for trial in pending.remeasure]
    found += [(judge, peaks.of(judge, {})) for judge in pending.judges]
    unknown = [trial for trial, peak in found if peak is None]
    if memory is None or unknown or resources.workers > 1 or capacity.growth is None:
        each = "trial" if resources.workers == 1 else "worker"
        return whole, f"a whole GPU for each {each}: {_why_whole(resources, unknown, capacity)}"
    largest = max((peak for _, peak in found if peak is not None), default=0)
    fit = trials_that_fit(largest, memory)
    most = min(fit, len(found), resources.max_trials or fit)
    count = next(n for n in range(most, 0, -1) if _keeps_all_busy(n, len(found), whole, capacity))
    choice = "a whole GPU for each trial" if count == 1 else f"up to {count} trials on each GPU"
    reason = (
        f"{choice}, where {fit} fit: {largest / 2**30:.1f} of {memory / 2**30:.1f} GiB is the most "
        "that one took in finished runs"
    )
    return dataclasses.replace(resources, gpu=share_of(count)), reason


def _keeps_all_busy(count: int, trials: int, whole: Resources, capacity: Capacity) -> bool:
    """Return whether as many GPUs have work as if none were shared."""
    at_once = min(trials, capacity.slots(dataclasses.replace(whole, gpu=share_of(count))))
    return math.ceil(at_once / count) >= min(trials, capacity.slots(whole))


def _why_whole(resources: Resources, unknown: Sequence[TrialSpec], capacity: Capacity) -> str:
    if resources.workers > 1:
        return "those of one trial don't share"
    if capacity.growth is None:
        return (
            "what this cluster can grow to isn't known here; give the part yourself, as in --set "
            "resources.gpu=0.25"
        )
    if not unknown:
        return "no node that is there told how much memory its GPU has"
    first = unknown[0]
    return (
        f"no finished run says what all of {format_step(first)} on {first.model.name}, its "
        "measurements included, takes of a GPU; once one of each kind has finished on one, a "
        "launch shares"
    )
