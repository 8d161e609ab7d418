"""Measurements by judges that tell no network from another. Nothing is ranked or tested by them."""

import dataclasses
from collections.abc import Iterable, Sequence

from scoresweep.analysis.results.collect import JudgeRecord, Sweep
from scoresweep.analysis.results.labels import finite, measurement_texts, percent
from scoresweep.plurals import counted

_JUDGED = ("gan_test", "samples")
# A judge is at chance if it is above guessing by less than this part of what it could be.
_PART = 0.1
# A share is at an end of [0, 1] if it is no farther from it.
_EDGE = 0.005


@dataclasses.dataclass(frozen=True)
class Unranked:
    """Why nothing is ranked by a measurement: a sentence, and a few words for a picture."""

    sentence: str
    words: str


def unranked(sweep: Sweep) -> dict[str, Unranked]:
    """Return the measurements of a sweep that rank nothing, and why.

    They are those of which a judge is at chance, and those that have one end of their range, 0 % or
    100 %, for most networks. A judge's chance isn't known for a data set of the user's own that was
    planned by an older version.
    """
    taken = (name for name in _JUDGED if name in sweep.measurements)
    ends = {name: why for name in taken if (why := _at_one_end(name, sweep)) is not None}
    return ends | at_chance(sweep)


def at_chance(sweep: Sweep) -> dict[str, Unranked]:
    """Return the measurements of a sweep of which a judge is at chance, and why."""
    judges = zip(_JUDGED, (sweep.judges[:1], sweep.judges), strict=True)
    taken = ((name, own) for name, own in judges if name in sweep.measurements)
    found = {name: _at_chance(name, own, sweep.classes) for name, own in taken}
    return {name: why for name, why in found.items() if why is not None}


def unranked_notes(sweep: Sweep, measurements: Iterable[str]) -> tuple[str, ...]:
    """Return the sentences of `unranked` on those of these measurements."""
    names = set(measurements)
    return tuple(why.sentence for name, why in unranked(sweep).items() if name in names)


def _at_chance(name: str, judges: Sequence[JudgeRecord], classes: int | None) -> Unranked | None:
    if classes is None or classes < 2:
        return None
    chance = 1 / classes
    for judge in judges:
        accuracy = finite(judge.accuracy)
        if accuracy is not None and accuracy - chance < _PART * (1 - chance):
            return _because(
                name,
                f"its judge {judge.model} (seed {judge.seed}) reads {percent(accuracy)} % of the "
                f"test images right, and guessing {percent(chance)} %.",
                "the judge is at chance",
            )
    return None


def _at_one_end(name: str, sweep: Sweep) -> Unranked | None:
    numbers = [n for cell in sweep.cells if (n := finite(cell.number(name))) is not None]
    for end in (0, 1):
        there = sum(abs(number - end) <= _EDGE for number in numbers)
        if there > 1 and 2 * there > len(numbers):
            return _because(
                name,
                f"it is {100 * end} % (to half a point) for {there} of "
                f"{counted(len(numbers), 'network')}, and doesn't tell these apart.",
                f"{100 * end} % for most networks",
            )
    return None


def _because(name: str, why: str, words: str) -> Unranked:
    column = measurement_texts()[name]["column"]
    return Unranked(f"Rank nothing by {column}: {why}", f"{column} ranks nothing: {words}")
