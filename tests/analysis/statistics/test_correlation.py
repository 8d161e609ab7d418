"""Correlations against scipy, by hand, and where they must be silent."""

import numpy as np
import pytest
from scipy import stats

from scoresweep.analysis.statistics import correlation
from scoresweep.analysis.statistics.correlation import (
    bootstrap_spearman,
    correlate,
    partial_correlation,
)


def draws(n: int, seed: int = 0) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    x, y, z = np.random.default_rng(seed).normal(size=(3, n))
    return x, y, z


def test_a_partial_correlation_by_hand():
    """x = (0,1,2,3), y = (0,2,1,3), z = (0,0,1,1): r_xy = 0.8, r_xz = 2/√5, r_yz = 1/√5.

    So the partial correlation is (0.8 − 0.4) / √((1 − 0.8)(1 − 0.2)) = 0.4 / 0.4 = 1: at equal z, y
    rises with x.
    """
    x, y, z = (np.array(v, dtype=float) for v in ((0, 1, 2, 3), (0, 2, 1, 3), (0, 0, 1, 1)))
    assert np.corrcoef(x, y)[0, 1] == pytest.approx(0.8)
    assert np.corrcoef(x, z)[0, 1] == pytest.approx(2 / np.sqrt(5))
    assert np.corrcoef(y, z)[0, 1] == pytest.approx(1 / np.sqrt(5))
    assert partial_correlation(x, y, z) == pytest.approx(1.0)


def test_a_partial_correlation_is_that_of_the_residuals():
    x, y, z = draws(30)
    x, y = x + 2 * z, y - z
    design = np.stack([z, np.ones_like(z)], axis=1)
    residuals = [v - design @ np.linalg.lstsq(design, v, rcond=None)[0] for v in (x, y)]
    assert partial_correlation(x, y, z) == pytest.approx(stats.pearsonr(*residuals).statistic)


def test_a_common_cause_goes_away_once_it_is_given():
    x, y, z = draws(2000)
    found = correlate(x + 3 * z, y + 3 * z, z)
    assert found.pearson == pytest.approx(0.9, abs=0.02)
    assert found.partial == pytest.approx(0, abs=0.05)


def test_coefficients_are_scipys():
    x, y, z = draws(12)
    found = correlate(x, y, z)
    assert found.n == 12
    assert found.pearson == pytest.approx(stats.pearsonr(x, y).statistic)
    assert found.spearman == pytest.approx(stats.spearmanr(x, y).statistic)


def test_each_number_waits_for_enough_trials():
    for n in range(2, 10):
        found = correlate(*draws(n))
        assert (found.pearson is None) == (n < 4)
        assert (found.partial is None) == (n < 5)
        assert (found.interval is None) == (n < 8)


def test_what_doesnt_vary_has_no_correlation():
    x, y, _ = draws(9)
    assert correlate(np.ones(9), y, x).spearman is None
    assert correlate(x, y, np.ones(9)).partial is None
    assert correlate(x, y, x).partial is None


def test_the_interval_is_scipys_and_repeats():
    """scipy's percentile bootstrap of the same statistic, with other draws, within their spread."""
    x, y, _ = draws(40)
    y = y + x
    ours = bootstrap_spearman(x, y, np.random.default_rng(1))
    assert ours is not None
    assert ours == bootstrap_spearman(x, y, np.random.default_rng(1))
    theirs = stats.bootstrap(
        (x, y),
        lambda a, b: stats.spearmanr(a, b).statistic,
        paired=True,
        vectorized=False,
        method="percentile",
        n_resamples=2000,
        rng=np.random.default_rng(2),
    ).confidence_interval
    assert ours == pytest.approx(tuple(theirs), abs=0.04)


def test_a_bootstrap_in_parts_is_the_same_to_the_bit(monkeypatch: pytest.MonkeyPatch):
    x = np.random.default_rng(3).normal(size=11)
    y = x + np.random.default_rng(4).normal(size=11)
    whole = bootstrap_spearman(x, y, np.random.default_rng(1))
    monkeypatch.setattr(correlation, "_VALUES_AT_ONCE", 7 * 11)
    assert bootstrap_spearman(x, y, np.random.default_rng(1)) == whole
