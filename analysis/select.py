"""Choosing among configurations, apart from printing them. Nothing here ever sees a test number."""

import numpy as np
import numpy.typing as npt

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
