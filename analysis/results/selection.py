"""Selection among configurations. It never sees a test number."""

import dataclasses
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from scoresweep.analysis.results.collect import Cell
from scoresweep.analysis.results.groups import Group
from scoresweep.ledger.schema import MetricName

Array = npt.NDArray[np.float64]
METRICS = (MetricName.VALIDATION_ACCURACY, "gan_test", "samples")


def front_of(scores: Array) -> list[int]:
    """Return the rows that no other row dominates; of equal ones the first alone.

    Args:
        scores: [n, metrics], higher is better.
    """
    front: list[int] = []
    for i, row in enumerate(scores):
        better = (scores >= row).all(1) & (scores > row).any(1)
        equal = (scores[:i] == row).all(1)
        if not better.any() and not equal.any():
            front.append(i)
    return front


def nearest_to_ideal(scores: Array) -> int:
    """Return the row nearest to the best of each column, in units of each column's spread.

    Args:
        scores: [n, metrics], higher is better.
    """
    spread = np.ptp(scores, axis=0)
    scaled = (scores.max(0) - scores) / np.where(spread > 0, spread, 1)
    return int(np.argmin((scaled**2).sum(1)))


def value_of(group: Group, metric: str) -> float | None:
    """Return a configuration's mean of one of METRICS; None unless every seed has it."""

    def value(cell: Cell) -> float | None:
        if cell.status != "finished":
            return None
        is_accuracy = metric == MetricName.VALIDATION_ACCURACY
        return cell.validation_accuracy if is_accuracy else cell.number(metric)

    estimate = group.estimate(value)
    return estimate.mean if estimate is not None and estimate.n == len(group.cells) else None


@dataclasses.dataclass(frozen=True)
class Selection:
    """The front of some configurations, the chosen one first, with their values [n, metrics].

    Attributes:
        considered: How many configurations had every metric.
    """

    metrics: tuple[str, ...]
    groups: tuple[Group, ...]
    values: tuple[tuple[float, ...], ...]
    considered: int


def select(groups: Sequence[Group], metrics: Sequence[str]) -> Selection | None:
    """Select among the configurations of which every seed is done; None if there are none.

    Args:
        metrics: Some of METRICS; higher is better in each.
    """
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
