"""Comparisons of pairs by hand, against enumeration in whole numbers, and on simulated data."""

import itertools
import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from scoresweep.analysis.statistics.paired import (
    FEWEST_BOOTSTRAP,
    FLIPS,
    LEVEL,
    MOST_EXACT,
    bootstrap_intervals,
    compare_paired,
    hedges_effect,
    holm,
    sign_flip_p,
    smallest_p,
)
from scoresweep.analysis.statistics.power import (
    MOST_SEEDS,
    POWER,
    seeds_for_effect,
    seeds_for_level,
)


def p_of(differences, seed: int = 0) -> float:
    return sign_flip_p(np.array(differences, dtype=float), np.random.default_rng(seed))


def enumerated(differences: list[int]) -> Fraction:
    """The share of all 2^n changes of sign whose sum is as far from 0, in whole numbers."""
    observed = abs(sum(differences))
    flips = list(itertools.product((1, -1), repeat=len(differences)))
    sums = [abs(sum(s * d for s, d in zip(signs, differences, strict=True))) for signs in flips]
    return Fraction(sum(total >= observed for total in sums), len(flips))


def normal(n: int, seed: int) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=n)


# The permutation test.


def test_a_permutation_p_by_hand():
    """1, 2, 3: sums of ±1 ±2 ±3 are ±6, ±4, ±2, 0, 0: |6| is reached by 2 of 8.

    −1, 2, 3: its sum is 4, and 4 of 8 reach 4: ±6 and ±4.
    """
    assert p_of([1, 2, 3]) == 2 / 8
    assert p_of([-1, 2, 3]) == 4 / 8
    assert p_of([3, -2, -1]) == 1


@given(st.lists(st.integers(-40, 40), min_size=2, max_size=9))
@settings(deadline=None, max_examples=60)
def test_p_is_that_of_the_enumeration(differences: list[int]):
    """Of shares of 10,000 images, whose sums tie on paper and not in float64."""
    shares = [0.7 + d / 10_000 for d in differences]
    p = compare_paired(np.array(shares), np.full(len(shares), 0.7)).p
    assert p == pytest.approx(float(enumerated(differences)), abs=1e-12)


@given(
    st.lists(st.floats(-5, 5, allow_subnormal=False), min_size=2, max_size=8),
    st.floats(1e-3, 1e3),
)
@settings(deadline=None, max_examples=40)
def test_p_knows_no_unit_and_no_side(differences: list[float], scale: float):
    p = p_of(differences)
    assert smallest_p(len(differences)) <= p + 1e-12
    assert p <= 1
    assert p_of([-d for d in differences]) == p
    assert p_of([d * scale for d in differences]) == pytest.approx(p, abs=1e-9)
    assert p_of(differences[::-1]) == pytest.approx(p, abs=1e-9)


def test_under_exchange_no_level_is_exceeded():
    """Of all changes of sign of the same sizes, at most a share of α has p ≤ α, for every α that
    occurs.
    """
    sizes = np.array([0.3, 1.1, 1.7, 2.0, 2.9, 4.1])
    flips = [np.array(signs) for signs in itertools.product((1, -1), repeat=6)]
    p = np.array([p_of(signs * sizes) for signs in flips])
    for level in np.unique(p):
        assert np.mean(p <= level) <= level + 1e-12
    assert np.mean(p <= 1 / 32) == 1 / 32  # and isn't needlessly timid


def test_many_pairs_draw_their_flips():
    """The drawn p is near the exact one, never 0, and repeats with its seed."""
    few = normal(MOST_EXACT, 3) + 0.5
    exact = p_of(few)
    many = np.append(few, 0.0)  # a zero pair changes no sum, so the exact p stays
    assert p_of(many) == pytest.approx(exact, abs=4 * math.sqrt(exact / FLIPS))
    assert p_of(many) == p_of(many)
    assert p_of(np.ones(40)) == pytest.approx(smallest_p(40))
    assert smallest_p(40) == 1 / (FLIPS + 1)


@pytest.mark.parametrize("n", [2, 5, 9, 16])
def test_p_is_scipys(n: int):
    """scipy doubles the smaller tail of drawn flips: it never gives less than twice its least."""
    differences = normal(n, n) + 0.4
    found = stats.permutation_test(
        (differences,),
        lambda values, axis: values.mean(axis=axis),
        permutation_type="samples",
        vectorized=True,
        n_resamples=2**n if n < 15 else 20_000,
        rng=np.random.default_rng(1),
    )
    tolerance = 1e-12 if n < 15 else 5 * math.sqrt(found.pvalue / 10_000)
    assert p_of(differences) == pytest.approx(found.pvalue, abs=tolerance)


def test_the_smallest_p():
    assert smallest_p(5) == p_of([1, 2, 3, 4, 5]) == 0.0625
    assert [seeds_for_level(level) for level in (1, 0.5, 0.0625, 0.06, 0.05, 0.05 / 27)] == [
        2,
        2,
        5,
        6,
        6,
        11,
    ]
    for level in (0.05, 0.01, 0.05 / 100):
        n = seeds_for_level(level)
        assert smallest_p(n) <= level < smallest_p(n - 1)


# Effect and intervals.


def test_an_effect_by_hand():
    """1 to 5: mean 3, s = √2.5, d_z = 1.8974; J(4) = Γ(2) / (√2 Γ(1.5)) = 0.79788: 1.5139."""
    assert hedges_effect(np.arange(1.0, 6)) == pytest.approx(
        0.797885 * 3 / math.sqrt(2.5), rel=1e-5
    )
    assert hedges_effect(np.array([1.0, 2.0])) is None
    assert hedges_effect(np.ones(5)) is None


def test_the_effect_is_right_on_average():
    """Without Hedges' correction the mean of d_z at n = 5 would be 0.5 / 0.798 = 0.627."""
    draws = np.random.default_rng(0).normal(0.5, 1, size=(40_000, 5))
    effects = [hedges_effect(row) for row in draws]
    assert np.mean([e for e in effects if e is not None]) == pytest.approx(0.5, abs=0.01)


def test_a_comparison_by_hand():
    """0.90, 0.92, 0.97 against 0.80, 0.86, 0.80: differences 0.10, 0.06, 0.17.

    Mean 0.11; s² = (1 + 25 + 36)e-4 / 2 = 31e-4; s.e. √(31e-4 / 3) = 0.032146; t(2) = 4.3027: ±
    0.13831. d_z = 0.11 / 0.055678 = 1.97566, J(2) = Γ(1) / Γ(0.5) = 0.56419: 1.11465. All one sign:
    p = 2/8.
    """
    found = compare_paired(np.array([0.90, 0.92, 0.97]), np.array([0.80, 0.86, 0.80]))
    assert (found.n, found.p) == (3, 0.25)
    assert found.mean_a == pytest.approx(0.93)
    assert found.mean_b == pytest.approx(0.82)
    assert found.mean == pytest.approx(0.11)
    assert found.standard_error == pytest.approx(0.0321455, rel=1e-5)
    assert found.interval == pytest.approx((-0.02831, 0.24831), abs=1e-5)
    assert found.interval_method == "t"
    assert found.effect == pytest.approx(1.11465, rel=1e-4)


def test_many_bootstraps_at_once_are_each_alone_to_the_bit():
    draw = np.random.default_rng(5)
    pairs = [
        (draw.normal(size=n) * 10.0**scale, draw.normal(size=n))
        for n in (1, 2, 3, 5, 5, 7, 8, 9, 16, 20)
        for scale in (-3, 0, 3)
    ]
    pairs += [(b + 0.25, b) for _, b in pairs[-3:]]
    compared = [compare_paired(a, b) for a, b in pairs]
    together = bootstrap_intervals(compared)
    assert together == [compare_paired(a, b).bootstrap for a, b in pairs]
    assert {interval is None for interval in together} == {True, False}
    assert bootstrap_intervals(compared[::-1])[::-1] == together


def test_pairing_is_by_place():
    a, b = normal(6, 1), normal(6, 2)
    mixed = compare_paired(a, b[::-1])
    assert mixed.mean == pytest.approx(compare_paired(a, b).mean)
    assert mixed.standard_error != pytest.approx(compare_paired(a, b).standard_error)


def test_equal_differences_have_no_spread():
    """0.3 − 0.2, 0.2 − 0.1 and 0.9 − 0.8 are equal on paper, and not in float64."""
    a, b = np.array([0.3, 0.2, 0.9]), np.array([0.2, 0.1, 0.8])
    assert len(set(a - b)) > 1
    found = compare_paired(a, b)
    assert found.is_constant
    assert found.standard_error == 0
    assert found.p == 0.25
    assert found.effect is found.interval is found.student is found.bootstrap is None
    assert found.interval_method == ""


def test_no_difference_and_a_single_pair():
    same = compare_paired(np.array([0.1, 0.2, 0.3]), np.array([0.1, 0.2, 0.3]))
    assert (same.mean, same.p, same.effect) == (0, 1, None)
    one = compare_paired(np.array([0.5]), np.array([0.25]))
    assert (one.n, one.mean) == (1, 0.25)
    assert one.p is one.standard_error is one.interval is one.effect is None
    assert not one.is_constant


def test_the_interval_of_many_pairs_is_the_bootstraps():
    a = normal(FEWEST_BOOTSTRAP, 5)
    found = compare_paired(a, np.zeros_like(a))
    assert found.interval == found.bootstrap != found.student
    assert found.interval_method == "BCa"
    fewer = compare_paired(a[:-1], np.zeros(len(a) - 1))
    assert fewer.interval == fewer.student != fewer.bootstrap


def test_the_bootstrap_by_another_way():
    """BCa by its formulae (Efron 1987): z0 of the share below the mean, a from the jackknife."""
    d = np.random.default_rng(7).exponential(size=20)
    draws = np.random.default_rng(1).choice(d, size=(200_000, 20)).mean(1)
    z0 = stats.norm.ppf(np.mean(draws < d.mean()) + np.mean(draws == d.mean()) / 2)
    left = np.array([np.delete(d, i).mean() for i in range(20)])
    shifts = left.mean() - left
    a = (shifts**3).sum() / (6 * (shifts**2).sum() ** 1.5)
    z = z0 + stats.norm.ppf([0.025, 0.975])
    expected = np.quantile(draws, stats.norm.cdf(z0 + z / (1 - a * z)))
    found = compare_paired(d, np.zeros(20)).bootstrap
    assert found == pytest.approx(tuple(expected), abs=0.03)
    assert expected[0] - d.mean() != pytest.approx(d.mean() - expected[1], abs=0.03)  # it is skewed


@pytest.mark.parametrize(("n", "least"), [(5, 0.93), (20, 0.90)])
def test_intervals_hold_the_truth_as_often_as_they_say(n: int, least: float):
    """200 samples with mean 1: Student's interval at n = 5, the bootstrap's at 20, by its docstring
    .94.
    """
    held = 0
    for sample in np.random.default_rng(0).normal(1, 2, size=(200, n)):
        interval = compare_paired(sample, np.zeros(n)).interval
        assert interval is not None
        held += interval[0] <= 1 <= interval[1]
    assert least <= held / 200 <= 0.99


def test_the_bootstrap_of_few_pairs_would_be_too_narrow():
    """Why it isn't shown: of five pairs it holds the truth in less than nine of ten samples."""
    held = 0
    for sample in np.random.default_rng(0).normal(1, 2, size=(400, 5)):
        interval = compare_paired(sample, np.zeros(5)).bootstrap
        assert interval is not None
        held += interval[0] <= 1 <= interval[1]
    assert held / 400 < 0.89


# Many comparisons, and how many seeds.


def test_holm_by_hand():
    """0.01, 0.04, 0.03: sorted 0.01·3 = 0.03, 0.03·2 = 0.06, 0.04·1 = 0.04 and so 0.06, as before
    it.
    """
    assert holm([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])
    assert holm([0.6, 0.9]) == [1, 1]
    assert holm([0.2]) == [0.2]
    assert holm([]) == []


def test_holm_is_statsmodels():
    from statsmodels.stats.multitest import multipletests

    draw = np.random.default_rng(0)
    for n in (1, 2, 7, 60):
        # Of a permutation test, so with ties.
        p = [float(value) for value in draw.integers(1, 33, n) / 32 / draw.choice([1, n])]
        assert holm(p) == list(multipletests(p, method="holm")[1])


def test_among_true_nulls_rarely_any_is_supported():
    """2000 families of 5 comparisons of 8 pairs that differ in nothing: at 5 % at most 100 or so
    have one or more.

    140 is beyond four standard deviations of 100. Uncorrected, it would be 1 − 0.95^5 of them, 452.
    """
    families = np.random.default_rng(2).normal(size=(2000, 5, 8))
    p = np.array([[p_of(differences) for differences in family] for family in families])
    least = 5 * p.min(1)  # of Holm's five
    assert [min(1, value) for value in least[:3]] == pytest.approx(
        [min(holm(list(family))) for family in p[:3]]
    )
    assert (least <= LEVEL).sum() <= 140
    assert (p.min(1) <= LEVEL).sum() > 350


def test_seeds_for_an_effect_are_statsmodels():
    """Where the power asks for more than the permutation test's own least."""
    from statsmodels.stats.power import TTestPower

    for effect in (0.2, 0.5, -0.5, 0.8):
        expected = TTestPower().solve_power(effect_size=abs(effect), alpha=0.05, power=POWER)
        assert seeds_for_effect(effect, 0.05) == math.ceil(expected)
    assert seeds_for_effect(5, 0.05) == 6  # which power alone would ask 3 for
    assert seeds_for_effect(1e6, 0.05 / 27) == 11
    assert seeds_for_effect(0, 0.05) is None
    assert seeds_for_effect(0.01, 0.05) is None
    assert (seeds_for_effect(0.1, 0.05) or 0) < MOST_SEEDS


@pytest.mark.parametrize("tests", [1, 9])
@pytest.mark.parametrize("effect", [1.3, 1.5, 1.8, 2.5])
def test_that_many_seeds_find_the_effect_as_often_as_promised(effect: float, tests: int):
    """By the permutation test itself, on 1000 samples (standard deviation 0.013): enough, and not
    far too many.
    """
    level = LEVEL / tests
    n = seeds_for_effect(effect, level)
    assert n is not None
    for size, is_enough in ((n, True), (n - 2, False)):
        samples = np.random.default_rng(4).normal(effect, 1, size=(1000, size))
        power = np.mean([p_of(sample) <= level for sample in samples])
        assert (power > POWER - 0.03) == is_enough
