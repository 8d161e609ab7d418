"""Comparisons of pairs, and only as far as their number allows.

scipy.stats is loaded where it is used: it takes half a second, and 50 MiB.
"""

import bisect
import dataclasses
import math
from collections.abc import Sequence
from functools import cache

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
# Many at once take a quarter of the time; more than these leave the processor's cache. From eight numbers on, numpy
# adds up in an order that depends on how they lie in memory, and the last digits with it: so these one by one.
_BOOTSTRAPS_AT_ONCE = 50
_FEWEST_ALONE = 8
# Differences of float64 that are the same on paper are told apart from this share of the numbers on.
_ROUNDING = 1e-12


@dataclasses.dataclass(frozen=True, slots=True)
class Paired:
    """Differences a − b of n ≥ 1 pairs, in the unit of a and b; None where n is too small.

    p: of the two-sided permutation test (`sign_flip_p`), from two pairs on. effect: Cohen's d_z with
    Hedges' correction (`hedges_effect`), from three on and if the differences differ.

    Two 95 % intervals of the mean difference, neither if all differences are equal. student: mean ±
    t(n−1) standard errors, exact for normal differences. bootstrap: BCa (Efron 1987), from three pairs
    on, which assumes no distribution and promises its 95 % only for many pairs. Share of 600 samples in
    which each held the truth:

        n                      3    5    8    10   15   20   30
        normal, student      .95  .96  .96  .94  .96  .95  .94
        normal, bootstrap    .73  .84  .90  .90  .93  .94  .93
        exponential, student .87  .90  .90  .92  .89  .93  .93
        exponential, bootstr .66  .81  .86  .89  .87  .92  .92

    So the one to read is Student's below FEWEST_BOOTSTRAP pairs, and the bootstrap's from there on.
    """

    n: int
    mean_a: float
    mean_b: float
    mean: float
    standard_error: float | None
    student: Interval | None
    effect: float | None
    p: float | None
    _bootstraps: "_Bootstraps" = dataclasses.field(repr=False, compare=False)
    _place: int = dataclasses.field(repr=False, compare=False)

    @property
    def bootstrap(self) -> Interval | None:
        return self._bootstraps.interval(self._place)

    @property
    def interval(self) -> Interval | None:
        """The one to read."""
        return self.student if self.n < FEWEST_BOOTSTRAP else self.bootstrap

    @property
    def interval_method(self) -> str:
        if self.interval is None:
            return ""
        return "t" if self.n < FEWEST_BOOTSTRAP else "BCa"

    @property
    def is_constant(self) -> bool:
        """Whether all differences are equal, of several."""
        return self.standard_error == 0


def compare_paired(a: Array, b: Array, *, seed: int = 0) -> Paired:
    """Everything about the differences of a and b, vectors [n] with n ≥ 1; draws come from `seed`."""
    return compare_all_paired([(a, b)], seed=seed)[0]


def compare_all_paired(pairs: Sequence[tuple[Array, Array]], *, seed: int = 0) -> list[Paired]:
    """compare_paired of each, to the bit; the bootstraps of equally many differences share what they draw."""
    differences = [_differences(a, b) for a, b in pairs]
    bootstraps = _Bootstraps(differences, seed)
    return [
        _paired(a, b, differences[i], bootstraps, i, np.random.default_rng(seed))
        for i, (a, b) in enumerate(pairs)
    ]


class _Bootstraps:
    """The intervals of many vectors of differences, some at once, made when the first of them is asked for: of few pairs a
    table's CSV and JSON alone have them, and they take longer than all its other statistics."""

    def __init__(self, differences: Sequence[Array], seed: int):
        self._differences, self._seed = differences, seed
        # Number of pairs → which have so many, in order.
        self._alike: dict[int, list[int]] = {}
        for place, values in enumerate(differences):
            if len(values) >= 3 and np.ptp(values) > 0:
                self._alike.setdefault(len(values), []).append(place)
        self._found: dict[int, Interval | None] = {}

    def interval(self, place: int) -> Interval | None:
        """None where there are too few differences, or all are equal."""
        n = len(self._differences[place])
        alike = self._alike.get(n, [])
        at = bisect.bisect_left(alike, place)
        if at == len(alike) or alike[at] != place:
            return None
        if place not in self._found:
            at_once = _BOOTSTRAPS_AT_ONCE if n < _FEWEST_ALONE else 1
            first = at - at % at_once
            part = alike[first : first + at_once]
            rows = np.stack([self._differences[i] for i in part])
            found = bootstrap_means(rows, np.random.default_rng(self._seed))
            self._found |= zip(part, found, strict=True)
        return self._found[place]


def _differences(a: Array, b: Array) -> Array:
    """a − b, equal ones to the bit where they are on paper: 0.3 − 0.2 and 0.2 − 0.1 are the same difference."""
    differences = np.asarray(a, dtype=np.float64) - np.asarray(b, dtype=np.float64)
    rounding = _ROUNDING * max(np.abs(a).max(), np.abs(b).max())
    if np.abs(differences).max() <= rounding:
        return np.zeros(len(differences))
    if np.ptp(differences) <= rounding:
        return np.full(len(differences), differences[0])
    return differences


def _paired(
    a: Array,
    b: Array,
    differences: Array,
    bootstraps: _Bootstraps,
    place: int,
    draw: np.random.Generator,
) -> Paired:
    n = len(differences)
    mean = math.fsum(differences) / n
    error = student = p = None
    if n >= 2:
        varies = np.ptp(differences) > 0
        error = float(np.std(differences, ddof=1)) / math.sqrt(n) if varies else 0.0
        p = sign_flip_p(differences, draw)
        if varies:
            half = student_t(n - 1) * error
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
        _bootstraps=bootstraps,
        _place=place,
    )


@cache
def student_t(freedom: float) -> float:
    """The 97.5 % quantile of Student's t; Welch's degrees of freedom are no whole number."""
    return float(special.stdtrit(freedom, 0.975))


def sign_flip_p(differences: Array, draw: np.random.Generator) -> float:
    """Two-sided p of the mean of differences [n] under the sign-flip permutation test (Fisher 1935).

    If what is compared made no difference, each pair could as well be the other way round: p is the share of
    sign changes whose mean is at least as far from 0. Over all 2^n up to MOST_EXACT pairs; beyond it
    (k + 1) / (FLIPS + 1), k being those of FLIPS drawn ones, so that p is never 0 and the test never too
    eager (Phipson & Smyth 2010). scipy's permutation_test says the same, and takes fifty times as long.
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
    """The least p that `sign_flip_p` can give for n pairs: 2 of 2^n, all the same sign."""
    return min(1.0, 2.0 / 2**n) if n <= MOST_EXACT else 1 / (FLIPS + 1)


def bootstrap_means(differences: Array, draw: np.random.Generator) -> list[Interval | None]:
    """BCa intervals at 95 % of the means of rows [k, n], of one set of resamples; None where a row's acceleration
    isn't defined."""
    from scipy import stats

    found = stats.bootstrap(
        (differences,),
        np.mean,
        n_resamples=_RESAMPLES,
        method="BCa",
        vectorized=True,
        axis=-1,
        rng=draw,
    ).confidence_interval
    return [
        (float(low), float(high)) if math.isfinite(low) and math.isfinite(high) else None
        for low, high in zip(found.low, found.high, strict=True)
    ]


def hedges_effect(differences: Array) -> float | None:
    """d_z = mean / standard deviation of differences [n], times J(n−1): an effect in standard deviations.

    J(m) = Γ(m/2) / (√(m/2) Γ((m−1)/2)) takes away that d_z of few pairs is too large on average (Hedges
    1981, eq. 6e). J(1) is 0, so None below three pairs, and where all differences are equal.
    """
    n = len(differences)
    if n < 3 or np.ptp(differences) == 0:
        return None
    m = n - 1
    correction = math.exp(math.lgamma(m / 2) - math.lgamma((m - 1) / 2)) / math.sqrt(m / 2)
    return correction * float(np.mean(differences) / np.std(differences, ddof=1))


def holm(p: Sequence[float]) -> list[float]:
    """Holm's adjusted p (1979): the k-th smallest of m times m − k + 1, at least the one before, at most 1."""
    adjusted, least = [0.0] * len(p), 0.0
    for smaller, i in enumerate(sorted(range(len(p)), key=p.__getitem__)):
        least = adjusted[i] = max(least, min(1.0, (len(p) - smaller) * p[i]))
    return adjusted
