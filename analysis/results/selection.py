"""Choosing among configurations, apart from printing them. Nothing here ever sees a test number."""

import dataclasses
import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from scoresweep.analysis.results.groups import Group

Array = npt.NDArray[np.float64]


def front_of(scores: Array) -> list[int]:
    """Rows of [n, metrics], higher is better, that no other row dominates; the first of equal ones alone."""
    kept: list[int] = []
    for i, row in enumerate(scores):
        better = (scores >= row).all(1) & (scores > row).any(1)
        equal = (scores[:i] == row).all(1)
        if not better.any() and not equal.any():
            kept.append(i)
    return kept


def nearest_to_ideal(scores: Array) -> int:
    """Row of [n, metrics], higher is better, at the least Euclidean distance from the best of each column, in units
    of each column's spread."""
    spread = np.ptp(scores, axis=0)
    scaled = (scores.max(0) - scores) / np.where(spread > 0, spread, 1)
    return int(np.argmin((scaled**2).sum(1)))


METRICS = ("val/accuracy", "gan_test", "samples")


def value_of(group: Group, metric: str) -> float | None:
    """A configuration's mean over its seeds; None unless every seed has it. metric is one of METRICS."""
    read = (
        (lambda cell: cell.validation_accuracy)
        if metric == "val/accuracy"
        else (lambda cell: cell.value(metric))
    )
    values = [read(cell) if cell.status == "finished" else None for cell in group.cells]
    known = [value for value in values if value is not None]
    return math.fsum(known) / len(known) if len(known) == len(values) else None


@dataclasses.dataclass(frozen=True)
class Selection:
    """The configurations that no other one beats in every metric, the chosen one first, with their values."""

    metrics: tuple[str, ...]
    groups: tuple[Group, ...]
    values: tuple[tuple[float, ...], ...]
    considered: int


def select(groups: Sequence[Group], metrics: Sequence[str]) -> Selection | None:
    """Among those of which every seed is done; None if there are none. Higher is better in each of METRICS."""
    rated = [(group, [value_of(group, metric) for metric in metrics]) for group in groups]
    complete = [(g, [v for v in vs if v is not None]) for g, vs in rated if None not in vs]
    if not complete:
        return None
    scores = np.array([values for _, values in complete])
    front = front_of(scores)
    first = front[nearest_to_ideal(scores[front])]
    order = [first, *(i for i in front if i != first)]
    return Selection(
        tuple(metrics),
        tuple(complete[i][0] for i in order),
        tuple(tuple(complete[i][1]) for i in order),
        len(complete),
    )
