"""Paired comparisons, as far as the number of pairs allows.

scipy.stats is imported where it is used: it takes over half a second to load, and 50 MiB.
"""

import dataclasses
import math
from collections.abc import Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt
from scipy import special

Array = npt.NDArray[np.float64]
Interval = tuple[float, float]
# A difference counts as supported at this level, corrected for all comparisons of its table.
LEVEL = 0.05
# Up to this many pairs all 2^n changes of sign are tried; beyond it, so many drawn at random.
MOST_EXACT = 14
FLIPS = 49_999
# Below so many pairs the bootstrap's interval is too narrow: see Paired.
FEWEST_BOOTSTRAP = 15
_RESAMPLES = 4_999
_SEED = 0
# Fifty bootstraps at once take a fifth of the time. From eight numbers on, numpy's order of
# addition, and the last digits with it, depends on the layout in memory, so those are made alone.
_AT_ONCE = 50
_FEWEST_ALONE = 8
# Differences of float64 that are the same on paper are told apart from this share of the numbers.
_ROUNDING = 1e-12


@dataclasses.dataclass(frozen=True)
class Paired:
    """Differences a − b of n ≥ 1 pairs, in the unit of a and b; None where n is too small.

    Attributes:
        p: p-value of the two-sided permutation test (`sign_flip_p`), from two pairs on.
        effect: Cohen's d_z with Hedges' correction (`hedges_effect`), from three pairs on and if
            the differences differ.
        student: The 95 % interval mean ± t(n−1) standard errors, exact for normal differences.

    There are two 95 % intervals of the mean difference, neither if all differences are equal. The
    other one, `bootstrap`, is BCa (Efron 1987), from three pairs on. It assumes no distribution
    and promises its 95 % only for many pairs. Share of 600 samples in which each held the truth:

        n                      3    5    8    10   15   20   30
        normal, student      .95  .96  .96  .94  .96  .95  .94
        normal, bootstrap    .73  .84  .90  .90  .93  .94  .93
        exponential, student .87  .90  .90  .92  .89  .93  .93
        exponential, bootstr .66  .81  .86  .89  .87  .92  .92

    So the one to read is Student's below FEWEST_BOOTSTRAP pairs, and the bootstrap's from there.
    """

    n: int
    mean_a: float
    mean_b: float
    mean: float
    standard_error: float | None
    student: Interval | None
    effect: float | None
    p: float | None
    differences: Array = dataclasses.field(repr=False, compare=False)

    @cached_property
    def bootstrap(self) -> Interval | None:
        """The BCa interval of the mean difference; None with too few seeds or no spread."""
        return _bootstrap_means(self.differences[None])[0] if self._has_bootstrap else None

    @property
    def _has_bootstrap(self) -> bool:
        return self.n >= 3 and self.student is not None

    @property
    def interval(self) -> Interval | None:
        """The interval to read."""
        return self.student if self.n < FEWEST_BOOTSTRAP else self.bootstrap

    @property
    def interval_method(self) -> str:
        """`t` below FEWEST_BOOTSTRAP seeds, else `BCa`; empty without an interval."""
        if self.interval is None:
            return ""
        return "t" if self.n < FEWEST_BOOTSTRAP else "BCa"

    @property
    def is_constant(self) -> bool:
        """Whether there are several differences, all equal."""
        return self.standard_error == 0


def compare_paired(a: Array, b: Array) -> Paired:
    """Compare vectors a and b [n], n ≥ 1, pair by pair."""
    differences = _differences(a, b)
    n = len(differences)
    mean = math.fsum(differences) / n
    error = student = p = None
    if n >= 2:
        varies = np.ptp(differences) > 0
        error = float(np.std(differences, ddof=1)) / math.sqrt(n) if varies else 0.0
        p = sign_flip_p(differences, np.random.default_rng(_SEED))
        if varies:
            half = float(special.stdtrit(n - 1, 0.975)) * error
            student = (mean - half, mean + half)
    return Paired(
        n=n,
        mean_a=math.fsum(a) / n,
        mean_b=math.fsum(b) / n,
        mean=mean,
        standard_error=error,
        student=student,
        effect=hedges_effect(differences),
        p=p,
        differences=differences,
    )


def _differences(a: Array, b: Array) -> Array:
    """Return a − b, with differences that are equal on paper equal to the bit.

    So 0.3 − 0.2 and 0.2 − 0.1 are the same difference.
    """
    differences = np.asarray(a, dtype=np.float64) - np.asarray(b, dtype=np.float64)
    rounding = _ROUNDING * max(np.abs(a).max(), np.abs(b).max())
    if np.abs(differences).max() <= rounding:
        return np.zeros(len(differences))
    if np.ptp(differences) <= rounding:
        return np.full(len(differences), differences[0])
    return differences


def sign_flip_p(differences: Array, draw: np.random.Generator) -> float:
    """Return the two-sided p of the mean of differences [n] by sign flips (Fisher 1935).

    If what is compared made no difference, each pair could as well be the other way round. So p is
    the share of sign changes whose mean is at least as far from 0. Up to MOST_EXACT pairs all 2^n
    are tried. Beyond it p is (k + 1) / (FLIPS + 1) for k of FLIPS drawn ones, which is never 0 and
    never too small (Phipson & Smyth 2010). scipy's permutation_test gives the same in fifty times
    the time.
    """
    n = len(differences)
    if n <= MOST_EXACT:
        # The last sign is kept: changing all signs changes no distance.
        signs = 1.0 - 2.0 * (np.arange(2 ** (n - 1))[:, None] >> np.arange(n) & 1)
    else:
        signs = draw.choice((-1.0, 1.0), size=(FLIPS, n))
    # What ties on paper ties here: shares of images tie often.
    rounding = _ROUNDING * np.abs(differences).sum()
    as_far = np.abs(signs @ differences) >= abs(math.fsum(differences)) - rounding
    if n <= MOST_EXACT:
        return float(as_far.mean())
    return (int(as_far.sum()) + 1) / (FLIPS + 1)


def smallest_p(n: int) -> float:
    """Return the least p that `sign_flip_p` can give for n pairs: 2 of 2^n, all of one sign."""
    return min(1.0, 2.0 / 2**n) if n <= MOST_EXACT else 1 / (FLIPS + 1)


def bootstrap_intervals(compared: Sequence[Paired]) -> list[Interval | None]:
    """Return `bootstrap` of each comparison, to the bit; those of few pairs fifty at once."""
    intervals: dict[int, Interval | None] = {}
    batches: dict[int, list[int]] = {}
    for i, each in enumerate(compared):
        if each.n >= _FEWEST_ALONE:
            intervals[i] = each.bootstrap
        elif each._has_bootstrap:
            batches.setdefault(each.n, []).append(i)
    for places in batches.values():
        for first in range(0, len(places), _AT_ONCE):
            batch = places[first : first + _AT_ONCE]
            rows = np.stack([compared[i].differences for i in batch])
            intervals |= zip(batch, _bootstrap_means(rows), strict=True)
    return [intervals.get(i) for i in range(len(compared))]


def _bootstrap_means(differences: Array) -> list[Interval | None]:
    """Return BCa intervals at 95 % of the means of rows [k, n], of one set of resamples.

    None where a row's acceleration isn't defined.
    """
    from scipy import stats

    found = stats.bootstrap(
        (differences,),
        np.mean,
        n_resamples=_RESAMPLES,
        method="BCa",
        vectorized=True,
        axis=-1,
        rng=np.random.default_rng(_SEED),
    ).confidence_interval
    return [
        (float(low), float(high)) if math.isfinite(low) and math.isfinite(high) else None
        for low, high in zip(found.low, found.high, strict=True)
    ]


def hedges_effect(differences: Array) -> float | None:
    """Return d_z = mean / standard deviation of differences [n], times J(n−1).

    J(m) = Γ(m/2) / (√(m/2) Γ((m−1)/2)) corrects that d_z of few pairs is too large on average
    (Hedges 1981, eq. 6e). J(1) is 0, so None below three pairs, and if all differences are equal.
    """
    n = len(differences)
    if n < 3 or np.ptp(differences) == 0:
        return None
    m = n - 1
    correction = math.exp(math.lgamma(m / 2) - math.lgamma((m - 1) / 2)) / math.sqrt(m / 2)
    return correction * float(np.mean(differences) / np.std(differences, ddof=1))


def holm(p: Sequence[float]) -> list[float]:
    """Return p adjusted by Holm's method (1979).

    The k-th smallest of m becomes m − k + 1 times as large, at least the one before, at most 1.
    """
    adjusted, least = [0.0] * len(p), 0.0
    for smaller, i in enumerate(sorted(range(len(p)), key=p.__getitem__)):
        least = adjusted[i] = max(least, min(1.0, (len(p) - smaller) * p[i]))
    return adjusted
