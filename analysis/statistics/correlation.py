"""Correlations over trials, as far as their number allows.

scipy.stats is imported where it is used: it takes over half a second to load.
"""

import dataclasses

import numpy as np

from scoresweep.analysis.statistics.paired import Array, Interval

# Below these a coefficient is near ±1 whatever the truth.
FEWEST = 4
FEWEST_PARTIAL = 5
FEWEST_INTERVAL = 8
_RESAMPLES = 2000
# Numbers in an array of resamples; a dozen such arrays are in memory together.
_VALUES_AT_ONCE = 200_000


@dataclasses.dataclass(frozen=True)
class Correlation:
    """Correlations of x and y over n trials. None where n is too small, or something is constant.

    Attributes:
        partial: The partial correlation given z.
        interval: The 95 % bootstrap interval of Spearman's ρ.
    """

    n: int
    pearson: float | None
    spearman: float | None
    partial: float | None
    interval: Interval | None


def correlate(x: Array, y: Array, z: Array) -> Correlation:
    """Correlate vectors x and y [n], given z [n]."""
    from scipy import stats

    n = len(x)
    if n < FEWEST or np.ptp(x) == 0 or np.ptp(y) == 0:
        return Correlation(n, None, None, None, None)
    pearson = float(stats.pearsonr(x, y).statistic)
    spearman = float(stats.spearmanr(x, y).statistic)
    partial = partial_correlation(x, y, z) if n >= FEWEST_PARTIAL else None
    interval = None
    if n >= FEWEST_INTERVAL:
        interval = bootstrap_spearman(x, y, np.random.default_rng(0))
    return Correlation(n, pearson, spearman, partial, interval)


def partial_correlation(x: Array, y: Array, z: Array) -> float | None:
    """Return (r_xy − r_xz r_yz) / √((1 − r_xz²)(1 − r_yz²)).

    None if z determines x or y, or is constant.
    """
    if np.ptp(z) == 0:
        return None
    r = np.corrcoef([x, y, z])
    remains = (1 - r[0, 2] ** 2) * (1 - r[1, 2] ** 2)
    if remains < 1e-12:
        return None
    return float((r[0, 1] - r[0, 2] * r[1, 2]) / np.sqrt(remains))


def bootstrap_spearman(x: Array, y: Array, draw: np.random.Generator) -> Interval | None:
    """Return the 2.5th and 97.5th percentiles of ρ over resampled trials.

    None if most resamples are constant.
    """
    at_once = max(1, _VALUES_AT_ONCE // len(x))
    parts = []
    for done in range(0, _RESAMPLES, at_once):
        picks = draw.integers(0, len(x), size=(min(at_once, _RESAMPLES - done), len(x)))
        parts.append(_spearman_of_rows(x[picks], y[picks]))
    rho = np.concatenate(parts)
    if len(rho) < _RESAMPLES / 2:
        return None
    low, high = np.percentile(rho, [2.5, 97.5])
    return float(low), float(high)


def _spearman_of_rows(x: Array, y: Array) -> Array:
    """Return Spearman's ρ of each of the rows [k, n] in which both vary."""
    from scipy import stats

    varies = (np.ptp(x, axis=1) > 0) & (np.ptp(y, axis=1) > 0)
    ranks = [np.asarray(stats.rankdata(values[varies], axis=1)) for values in (x, y)]
    a, b = (each - each.mean(1, keepdims=True) for each in ranks)
    return (a * b).sum(1) / np.sqrt((a**2).sum(1) * (b**2).sum(1))
