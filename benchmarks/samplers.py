"""How many trials a sampler needs on a surrogate, with the product's own samplers and space."""

import collections
import dataclasses
import warnings

import numpy as np
import optuna
from optuna.exceptions import ExperimentalWarning

from benchmarks.surrogate import Array, Surface, Table, hypervolume
from scoresweep.orchestrator.config.search import Sampler
from scoresweep.orchestrator.config.sweep import SweepSpec, validate
from scoresweep.orchestrator.search.space import choose, first_points, suggested
from scoresweep.orchestrator.search.study import make_sampler

# even: half accuracy, half GAN-test. front: both, by the area that the points found dominate.
OBJECTIVES = ("accuracy", "gan_test", "even", "front")
# Relative: 1 % of 76.77 % accuracy is 0.77 points.
WITHIN, WIDER = 0.01, 0.05
# As many trials as Table 2 has cells.
GRID_TRIALS = 20


@dataclasses.dataclass(frozen=True)
class Method:
    """How points are chosen. sampler None: the grid alone, in random order. at_once: trials that
    run side by side.

    grid_first: the paper's 20 cells, in random order, before the sampler's own points. idle: the
    space has two more settings, estimator and σ, as in sweeps/search.yaml; on these surfaces they
    change nothing.
    """

    name: str
    sampler: Sampler | None
    at_once: int = 1
    grid_first: bool = False
    idle: bool = False


GRID = Method("grid, random order", None)
METHODS = (
    GRID,
    Method("random", "random"),
    Method("qmc", "qmc"),
    Method("tpe", "tpe"),
    Method("tpe, 4 at once", "tpe", at_once=4),
    Method("tpe, 2 idle settings", "tpe", idle=True),
    Method("grid, then tpe", "tpe", grid_first=True),
)


@dataclasses.dataclass(frozen=True)
class Problem:
    """A surface and what is wanted of it. best: the largest objective on the whole surface."""

    surface: Surface
    objective: str
    best: float
    # Share of the box (even in the logarithms) that is within 1 % of the best; None for the front.
    share: float | None


@dataclasses.dataclass(frozen=True)
class Searched:
    """One search. within, wider: the number of the first trial (from 1) that brought it within 1 %
    and 5 % of the best, None if none of its trials did; after_grid: what it had after 20 trials, as
    a share of the best.
    """

    within: int | None
    wider: int | None
    after_grid: float


def score(values: Array, objective: str) -> Array:
    """[n, 2] → [n]; not for the front, which is no property of a single point."""
    return {
        "accuracy": values[:, 0],
        "gan_test": values[:, 1],
        "even": values.mean(axis=1),
    }[objective]


def attained(values: Array, objective: str) -> float:
    """What a search has of trials that gave values [n, 2]."""
    if objective == "front":
        return hypervolume(values)
    return float(score(values, objective).max())


def progress(values: Array, objective: str) -> Array:
    """What a search has after each of its trials: values [n, 2] in order → [n], never falling."""
    return np.array([attained(values[: i + 1], objective) for i in range(len(values))])


def trials_to(reached: Array, target: float) -> int | None:
    """The number, from 1, of the first trial at or above the target."""
    hits = np.flatnonzero(reached >= target)
    return int(hits[0]) + 1 if len(hits) else None


def make_problem(surface: Surface, objective: str) -> Problem:
    values = surface.at(surface.where)
    best = attained(values, objective)
    if objective == "front":
        return Problem(surface, objective, best, None)
    share = float((score(values, objective) >= (1 - WITHIN) * best).mean())
    return Problem(surface, objective, best, share)


def make_space(table: Table, *, idle: bool) -> SweepSpec:
    """Ranges from the table's first cell to its last, and its cells as first points."""
    cells = {
        "lambda": [float(f"1e{each:g}") for each in table.lambdas],
        "mu": [float(f"1e{each:g}") for each in table.mus],
    }
    ranges = {
        name: {"low": min(values), "high": max(values), "log": True}
        for name, values in cells.items()
    }
    more = {
        "estimator": ["taylor", "control_variate", "antithetic", "hutchinson"],
        "sigma": {"low": 1e-3, "high": 1e-1, "log": True},
    }
    tree = {
        "name": "benchmark",
        "variants": {"score_matching": ranges | (more if idle else {})},
        # Nothing is loaded or trained.
        "data": {"name": "digits", "validation_size": 400},
        "search": {
            "maximize": ["val/accuracy", "gan_test"],
            "budget": {"trials": 100},
            "first": [cells | ({"estimator": "taylor", "sigma": 0.01} if idle else {})],
        },
    }
    return validate(tree, "the benchmark's space")


def search(method: Method, problem: Problem, table: Table, seed: int, cap: int) -> Searched:
    """One search of at most `cap` trials.

    It ends once it is within 1 %, but not before its 20th trial.
    """
    values = values_of(method, problem, table, seed, cap)
    reached = progress(values, problem.objective) / problem.best
    return Searched(
        trials_to(reached, 1 - WITHIN),
        trials_to(reached, 1 - WIDER),
        float(reached[:GRID_TRIALS][-1]),
    )


def values_of(method: Method, problem: Problem, table: Table, seed: int, cap: int) -> Array:
    """[n, 2]: what the trials of a search said, in the order in which they were asked for."""
    order = np.random.default_rng([seed, 0]).permutation(len(table.nodes))
    if method.sampler is None:
        return problem.surface.at(table.nodes[order])
    return _suggested(method, problem, make_space(table, idle=method.idle), order, seed, cap)


def _suggested(
    method: Method, problem: Problem, spec: SweepSpec, order: Array, seed: int, cap: int
) -> Array:
    """[n, 2]: what the trials said, in the order in which they were asked for.

    All trials take equally long, so with several at once the oldest ends first, and the sampler
    then knows of all others only that they run.
    """
    assert method.sampler is not None
    names = ["maximize"] * (2 if problem.objective == "front" else 1)
    found: list[Array] = []
    running: collections.deque[tuple[optuna.Trial, Array]] = collections.deque()
    asked, target = 0, (1 - WITHIN) * problem.best
    with warnings.catch_warnings():
        # Optuna marks TPE's `group` and QMC as experimental each time.
        warnings.simplefilter("ignore", ExperimentalWarning)
        optuna.logging.set_verbosity(optuna.logging.ERROR)
        study = optuna.create_study(directions=names, sampler=make_sampler(method.sampler, seed))
        if method.grid_first:
            cells = first_points(spec)
            for i in order:
                study.enqueue_trial(cells[i])
        while len(found) < cap:
            while len(running) < method.at_once and asked < cap:
                trial = study.ask()
                chosen = choose(spec, suggested(trial)).coefficients
                point = np.log10([[chosen["lambda"], chosen["mu"]]])
                running.append((trial, problem.surface.at(point)[0]))
                asked += 1
            trial, value = running.popleft()
            found.append(value)
            if problem.objective == "front":
                study.tell(trial, [float(each) for each in value])
            else:
                study.tell(trial, float(score(value[None], problem.objective)[0]))
            if len(found) >= GRID_TRIALS and attained(np.array(found), problem.objective) >= target:
                break
    return np.array(found)


def quartiles(numbers: list[int | None]) -> tuple[int | None, int | None, int | None]:
    """Lower quartile, median, upper quartile, each one of the numbers; None, which means never, is
    above all.
    """
    sorted_ = sorted(np.inf if each is None else each for each in numbers)
    at = [sorted_[int(np.ceil(share * len(sorted_))) - 1] for share in (0.25, 0.5, 0.75)]
    low, middle, high = (None if np.isinf(each) else int(each) for each in at)
    return low, middle, high


def median_of_chance(share: float) -> int:
    """Trials after which half of all random searches have hit a part of the space that is this
    share of it: the least n with (1 - share)ⁿ ≤ 1/2.
    """
    return int(np.ceil(np.log(0.5) / np.log1p(-share)))
