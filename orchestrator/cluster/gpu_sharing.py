"""How many trials share a GPU, by the memory that finished ones took of one. `resources.gpu: shared`."""

import dataclasses
import math
from collections.abc import Mapping, Sequence

from scoresweep.orchestrator.cluster.capacity import Capacity
from scoresweep.orchestrator.forecast.memory import Peaks
from scoresweep.orchestrator.forecast.throughput import step_in_words
from scoresweep.orchestrator.planning.pending import Pending
from scoresweep.specs.job import Resources
from scoresweep.specs.trial import TrialSpec

# Beside what torch takes for a trial, its process has a CUDA context and loaded kernels. An allowance, not a measurement.
_OF_A_PROCESS = 2**30
# The rest is for what lies between blocks in use.
_USABLE = 0.9
# Of more trials, Ray's ten-thousandths don't tell one's share from the next.
_MOST = 99


def trials_that_fit(peak: int, memory: int) -> int:
    """How many trials fit that take `peak` bytes each of a GPU with so much memory; at least one."""
    return min(max(1, int(_USABLE * memory // (peak + _OF_A_PROCESS))), _MOST)


def share_of(count: int) -> float:
    """The part of a GPU for each of so many trials, rounded down to Ray's ten-thousandths, so that they fit together."""
    return 1.0 if count == 1 else 10_000 // count / 10_000


def shared(
    resources: Resources,
    pending: Pending,
    requested: Mapping[str, str],
    peaks: Peaks,
    memory: int | None,
    capacity: Capacity,
) -> tuple[Resources, str]:
    """Resources with the part of a GPU that each trial gets, and why, in words.

    requested: fingerprints of the trials' measurements; peaks: of GPUs; memory: bytes of the smallest GPU, None if no node told.
    What wasn't seen on a GPU yet may take all of it, and so then does each trial. Of those that fit on a GPU, no more share it
    than leave every other one something to do: Ray fills one before it begins with the next.
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
    seen = f"{largest / 2**30:.1f} of {memory / 2**30:.1f} GiB is the most that one took in finished runs"
    words = "a whole GPU for each trial" if count == 1 else f"up to {count} trials on each GPU"
    return dataclasses.replace(resources, gpu=share_of(count)), f"{words}, where {fit} fit: {seen}"


def _keeps_all_busy(count: int, trials: int, whole: Resources, capacity: Capacity) -> bool:
    """Whether no fewer GPUs have something to do than if nothing were shared."""
    at_once = min(trials, capacity.slots(dataclasses.replace(whole, gpu=share_of(count))))
    return math.ceil(at_once / count) >= min(trials, capacity.slots(whole))


def _why_whole(resources: Resources, unknown: Sequence[TrialSpec], capacity: Capacity) -> str:
    if resources.workers > 1:
        return "those of one trial don't share"
    if capacity.growth is None:
        return "what this cluster can grow to isn't known here; give the part yourself, as in --set resources.gpu=0.25"
    if not unknown:
        return "no node that is there told how much memory its GPU has"
    first = unknown[0]
    return (
        f"no finished run says what all of {step_in_words(first)} on {first.model.name}, its measurements included, takes of a GPU; once "
        "one of each kind has finished on one, a launch shares"
    )
