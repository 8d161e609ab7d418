"""Correlations over trials, and only as far as their number allows."""

import dataclasses

import numpy as np
import numpy.typing as npt
from scipy import stats

Array = npt.NDArray[np.float64]
# Below these a coefficient is near ±1 whatever the truth.
FEWEST = 4
FEWEST_PARTIAL = 5
FEWEST_INTERVAL = 8


@dataclasses.dataclass(frozen=True)
class Correlation:
    """Of x and y over n trials: Pearson's r, Spearman's ρ and its 95 % bootstrap interval, and the
    partial correlation given z. None where n is too small, or something doesn't vary."""

    n: int
    pearson: float | None
    spearman: float | None
    partial: float | None
    interval: tuple[float, float] | None


def correlate(x: Array, y: Array, z: Array, *, seed: int = 0) -> Correlation:
    """All of them for vectors [n]; the bootstrap resamples trials, with a stream of its own."""
    n = len(x)
    if n < FEWEST or np.ptp(x) == 0 or np.ptp(y) == 0:
        return Correlation(n, None, None, None, None)
    pearson = float(stats.pearsonr(x, y).statistic)
    spearman = float(stats.spearmanr(x, y).statistic)
    partial = partial_correlation(x, y, z) if n >= FEWEST_PARTIAL else None
    interval = None
    if n >= FEWEST_INTERVAL:
        interval = bootstrap_spearman(x, y, np.random.default_rng(seed))
    return Correlation(n, pearson, spearman, partial, interval)


def partial_correlation(x: Array, y: Array, z: Array) -> float | None:
    """(r_xy − r_xz r_yz) / √((1 − r_xz²)(1 − r_yz²)): what of x and y goes together at equal z.

    None if z determines x or y, or doesn't vary.
    """
    if np.ptp(z) == 0:
        return None
    r: Array = np.atleast_2d(np.corrcoef(np.stack([x, y, z])))
    remains = (1 - r[0, 2] ** 2) * (1 - r[1, 2] ** 2)
    if remains < 1e-12:
        return None
    return float((r[0, 1] - r[0, 2] * r[1, 2]) / np.sqrt(remains))


def bootstrap_spearman(
    x: Array, y: Array, draw: np.random.Generator, *, resamples: int = 2000
) -> tuple[float, float] | None:
    """The 2.5th and 97.5th percentile of ρ over resampled trials; None if most resamples don't vary."""
    picks = draw.integers(0, len(x), size=(resamples, len(x)))
    varies = (np.ptp(x[picks], axis=1) > 0) & (np.ptp(y[picks], axis=1) > 0)
    if varies.mean() < 0.5:
        return None
    ranks_x, ranks_y = (np.asarray(stats.rankdata(v[picks[varies]], axis=1)) for v in (x, y))
    centred = [ranks - ranks.mean(1, keepdims=True) for ranks in (ranks_x, ranks_y)]
    product = (centred[0] * centred[1]).sum(1)
    rho = product / np.sqrt((centred[0] ** 2).sum(1) * (centred[1] ** 2).sum(1))
    low, high = np.percentile(rho, [2.5, 97.5])
    return float(low), float(high)
