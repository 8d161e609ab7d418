"""Searches whose trials say something else with each seed: how good is what they choose, without
the noise.

Each evaluation gets normal noise in both metrics, so a search sees values that aren't the
surface's, and at its end it chooses by them. Counted is how far the surface lies, at what is
chosen, below its best. How large the noise is:

- `sampling`: accuracy is a share of the 5,000 validation images of sweeps/search.yaml, the GAN-test
  of 1,000 samples, so
  their variance is p(1 - p)/n, here its mean over the cells of Table 2: 0.63 and 1.38 points. For
  accuracy that is too much, as all trials see the same validation images, and what these do to all
  of them alike moves no choice.
- `sampling and seeds`: what networks of one configuration and several seeds do beyond that. The
  only such numbers that
  are stored are of twelve configurations on digits, three seeds each (docs/log.md, "tiny"). Their
  GAN-test has a pooled deviation of 4.69 points, of which 500 samples are 2.09, so seeds are 4.20.
  Their accuracy has 0.59 points, which 360 test images alone would make 0.73, so none is added.
  Whether CIFAR-100 has as much isn't known.
"""

import dataclasses
from collections.abc import Iterator

import numpy as np

from benchmarks.samplers import (
    GRID_TRIALS,
    METHODS,
    OBJECTIVES,
    Method,
    Problem,
    attained,
    make_problem,
    score,
    values_of,
)
from benchmarks.surrogate import SURFACES, Array, Surface, Table, hypervolume, surface, table2
from scoresweep.analysis.results.selection import front_of
from scoresweep.analysis.statistics.paired import compare_paired, holm

VALIDATION_IMAGES, GAN_SAMPLES = 5000, 1000
# Share; of the GAN-test between seeds on digits.
BETWEEN_SEEDS = 0.042
# As many as the grid has, as sweeps/search.yaml pays for, and as the searches without noise have at
# most.
BUDGETS = (GRID_TRIALS, 60, 100)
RANDOM = "random"
# One trial after another, with the settings that matter alone.
NOISY_METHODS = tuple(each for each in METHODS if each.at_once == 1 and not each.idle)


@dataclasses.dataclass(frozen=True)
class Noise:
    """Standard deviations of an evaluation's accuracy and GAN-test, shares."""

    name: str
    accuracy: float
    gan_test: float


@dataclasses.dataclass(frozen=True)
class Choice:
    """shortfall: of the surface at what is chosen, below its best; optimism: what the trials said
    of it, above the surface. Shares of the surface's best.
    """

    shortfall: float
    optimism: float


@dataclasses.dataclass(frozen=True)
class NoiseRow:
    """One method after so many trials, over all seeds. shortfall, optimism: means of Choice's.

    against_random: mean difference of the shortfall from that of random search, paired by seed,
    negative where the method is better, with its standard error; p_holm: sign-flip permutation
    test, corrected by Holm's method over all rows. None for random search itself, p_holm also where
    there is one seed.
    """

    surface: str
    objective: str
    noise: str
    method: str
    trials: int
    shortfall: float
    optimism: float
    against_random: float | None = None
    standard_error: float | None = None
    p_holm: float | None = None


def default_noises(table: Table) -> tuple[Noise, ...]:
    shares = table.values.reshape(-1, 2)
    accuracy, gan_test = np.sqrt(
        (shares * (1 - shares)).mean(axis=0) / (VALIDATION_IMAGES, GAN_SAMPLES)
    )
    return (
        Noise("none", 0.0, 0.0),
        Noise("sampling", float(accuracy), float(gan_test)),
        Noise("sampling and seeds", float(accuracy), float(np.hypot(gan_test, BETWEEN_SEEDS))),
    )


def noisy(plain: Surface, noise: Noise, seed: int) -> tuple[Surface, list[Array]]:
    """The surface as trials of a search see it, kept within [0, 1], and a list that fills with the
    values [2] that each of them would have without noise. Equal seeds draw equal noise, trial for
    trial, whatever the method.
    """
    draw = np.random.default_rng([seed, 2])
    true: list[Array] = []

    def at(points: Array) -> Array:
        values = plain.at(points)
        true.extend(values)
        deviations = draw.normal(size=values.shape) * (noise.accuracy, noise.gan_test)
        return np.clip(values + deviations, 0, 1)

    return dataclasses.replace(plain, at=at), true


def choice(seen: Array, true: Array, objective: str, best: float) -> Choice:
    """What a search that saw [n, 2] chooses: the best point by that; for the front, the points that
    it takes for one, by the area that they dominate.

    By hand: accuracies .70 and .72 that were seen as .75 and .71, best .80: the first is chosen,
    its shortfall is (.80 - .70) / .80 = .125, its optimism (.75 - .70) / .80 = .0625.
    """
    if objective == "front":
        kept = front_of(seen)
        said, holds = hypervolume(seen[kept]), hypervolume(true[kept])
    else:
        chosen = int(np.argmax(score(seen, objective)))
        said, holds = (attained(values[[chosen]], objective) for values in (seen, true))
    return Choice((best - holds) / best, (said - holds) / best)


def choices(
    method: Method, problem: Problem, table: Table, noise: Noise, seed: int, cap: int
) -> dict[int, Choice]:
    """Trials → what one search chooses after them, for each of BUDGETS that it has; it doesn't end
    before its cap.
    """
    seen_surface, true = noisy(problem.surface, noise, seed)
    endless = dataclasses.replace(problem, surface=seen_surface, best=float("inf"))
    seen = values_of(method, endless, table, seed, cap)
    budgets = [each for each in BUDGETS if each <= len(seen)]
    return {
        each: choice(seen[:each], np.array(true[:each]), problem.objective, problem.best)
        for each in budgets
    }


def noise_rows(noises: tuple[Noise, ...], seeds: int, cap: int) -> list[NoiseRow]:
    rows = [row for each in _cases(noises, seeds, cap) for row in each]
    tested = [i for i, row in enumerate(rows) if row.p_holm is not None]
    corrected = holm([rows[i].p_holm or 0.0 for i in tested])
    for i, p in zip(tested, corrected, strict=True):
        rows[i] = dataclasses.replace(rows[i], p_holm=p)
    return rows


def _cases(noises: tuple[Noise, ...], seeds: int, cap: int) -> Iterator[list[NoiseRow]]:
    """The rows of one problem under one noise, p not corrected yet."""
    table = table2()
    for name in SURFACES:
        surfaces = [surface(name, table, seed) for seed in range(seeds)]
        for objective in OBJECTIVES:
            fixed = make_problem(surfaces[0], objective)
            problems = [
                make_problem(each, objective) if name == "shifted" else fixed for each in surfaces
            ]
            for noise in noises:
                found = {
                    method.name: [
                        choices(method, problem, table, noise, seed, cap)
                        for seed, problem in enumerate(problems)
                    ]
                    for method in NOISY_METHODS
                }
                yield [
                    _row(name, objective, noise, method, trials, found)
                    for method, searches in found.items()
                    for trials in searches[0]
                ]


def _row(
    surface_name: str,
    objective: str,
    noise: Noise,
    method: str,
    trials: int,
    found: dict[str, list[dict[int, Choice]]],
) -> NoiseRow:
    own, random = (
        np.array([each[trials].shortfall for each in found[name]]) for name in (method, RANDOM)
    )
    paired = None if method == RANDOM else compare_paired(own, random)
    return NoiseRow(
        surface=surface_name,
        objective=objective,
        noise=noise.name,
        method=method,
        trials=trials,
        shortfall=float(own.mean()),
        optimism=float(np.mean([each[trials].optimism for each in found[method]])),
        against_random=None if paired is None else paired.mean,
        standard_error=None if paired is None else paired.standard_error,
        p_holm=None if paired is None else paired.p,
    )
