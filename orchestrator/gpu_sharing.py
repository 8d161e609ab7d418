"""How many trials share a GPU, by the memory that finished ones took of one. `resources.gpu: shared`."""

import dataclasses
import math
from collections.abc import Mapping, Sequence

from orchestrator.capacity import Capacity
from orchestrator.memory import Peaks
from workers.job import Resources
from workers.spec import TrialSpec

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
    trials: Sequence[TrialSpec],
    judges: Sequence[TrialSpec],
    wanted: Mapping[str, str],
    peaks: Peaks,
    memory: int | None,
    capacity: Capacity,
) -> tuple[Resources, str]:
    """Resources with the part of a GPU that each trial gets, and why, in words.

    trials, judges: what is to run; wanted: fingerprints of the trials' measurements; peaks: of GPUs; memory: bytes of the smallest
    GPU, None if no node told. What wasn't seen on a GPU yet may take all of it, and so then does each trial. No GPU is
    shared while another would have nothing to do: Ray fills one before it begins with the next.
    """
    whole = dataclasses.replace(resources, gpu=1.0)
    found = [(trial, peaks.of(trial, wanted)) for trial in trials]
    found += [(judge, peaks.of(judge, {})) for judge in judges]
    known = [peak for _, peak in found if peak is not None]
    reason = _why_whole(resources, memory, [trial for trial, peak in found if peak is None])
    if reason or memory is None or not known:
        each = "trial" if resources.workers == 1 else "worker"
        return whole, f"a whole GPU for each {each}: {reason}"
    fit = trials_that_fit(max(known), memory)
    packed = dataclasses.replace(resources, gpu=share_of(fit))
    at_once = min(len(found), capacity.slots(packed))
    count = min(fit, math.ceil(at_once / capacity.slots(whole)))
    seen = f"{max(known) / 2**30:.1f} of {memory / 2**30:.1f} GiB is the most that one took in finished runs"
    words = "a whole GPU for each trial" if count == 1 else f"up to {count} trials on each GPU"
    return dataclasses.replace(resources, gpu=share_of(count)), f"{words}, where {fit} fit: {seen}"


def _why_whole(resources: Resources, memory: int | None, unknown: Sequence[TrialSpec]) -> str:
    if resources.workers > 1:
        return "those of one trial don't share"
    if memory is None:
        return "no node that is there told how much memory its GPU has"
    if not unknown:
        return ""
    first = unknown[0]
    words = " ".join(filter(None, (first.objective.variant, first.objective.estimator)))
    return (
        f"no finished run says what all of {words} on {first.model.name}, its measurements included, takes of a GPU; once "
        "one of each kind has finished on one, a launch shares"
    )
