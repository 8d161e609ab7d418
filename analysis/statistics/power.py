"""How many pairs of seeds an experiment would need."""

import math
from functools import cache

from scipy import special

POWER = 0.8
# No experiment is planned with more.
MOST_SEEDS = 1000


def seeds_for_level(level: float) -> int:
    """Return the fewest pairs for which the permutation test can give p ≤ level: 2/2^n ≤ level."""
    return max(2, math.ceil(1 - math.log2(level) - 1e-9))


def seeds_for_effect(effect: float, level: float) -> int | None:
    """Return with how many pairs the permutation test finds an effect with probability POWER.

    The effect is in standard deviations. The power is that of the paired t-test, which the
    permutation test has too once it has flips to spare. At `seeds_for_level` pairs it has none to
    spare and finds an effect only if all differences have one sign, with probability Φ(effect)^n.
    If that is too small, two more pairs are enough, as they make four times as many flips. In
    simulations at levels from 0.05 to 0.05/60 the result is at most one pair too many.

    None beyond MOST_SEEDS, as for an effect of 0.
    """

    def is_enough(n: int) -> bool:
        # One tail at half the level. The other tail adds nothing, and is NaN for large effects.
        # A test compares this with statsmodels' TTestPower, which is slower.
        missed = special.nctdtr(n - 1, abs(effect) * math.sqrt(n), _critical_t(level / 2, n - 1))
        return bool(1 - missed >= POWER)

    low, high = seeds_for_level(level), MOST_SEEDS
    if float(special.ndtr(abs(effect))) ** low < POWER:
        low += 2
    if is_enough(low):
        return low
    if effect == 0 or not is_enough(high):
        return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if is_enough(middle) else (middle, high)
    return high


@cache
def _critical_t(tail: float, freedom: int) -> float:
    """Return the t that a fraction `tail` of samples without an effect exceeds."""
    return float(-special.stdtrit(freedom, tail))
