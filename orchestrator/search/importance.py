"""Which settings mattered in a search: fANOVA over its complete points, and over those of a kind.

fANOVA compares points that have the same settings. μ exists for score-matching alone, so it has an
importance among the points of score-matching, not among all; σ among those whose estimator has a
probe length.
"""

import dataclasses
import math
from collections.abc import Iterator, Sequence
from typing import Any

import optuna
from optuna.distributions import BaseDistribution, FloatDistribution, IntDistribution
from optuna.search_space import intersection_search_space
from optuna.study import StudyDirection
from optuna.trial import FrozenTrial, create_trial

MIN_POINTS = 8


@dataclasses.dataclass(frozen=True)
class Importance:
    """The importances among some points.

    Attributes:
        variant: The points' variant; None for all points.
        having: The settings that these points have and others of the variant lack.
        shares: Metric → setting, by its name in the study → share. Empty for fewer points than
            MIN_POINTS.
    """

    variant: str | None
    having: tuple[str, ...]
    points: int
    shares: dict[str, dict[str, float]]


def importances(trials: Sequence[FrozenTrial], metrics: Sequence[str]) -> list[Importance]:
    """Return importances among all points, and within each variant.

    Within a variant, points with settings of their own form further kinds.

    A share is the part of a metric's variance that a setting explains alone, divided by the sum of
    these over all settings (fANOVA, Hutter et al. 2014, first order): shares add up to 1, however
    little the settings explain. A range that is searched in its logarithm counts by it. Constant
    metrics, constant settings, and kinds without a varying setting are left out.

    Args:
        metrics: The names of a trial's values, in order.
    """
    found = []
    for variant, having, mine in _kinds(trials):
        if len(mine) < MIN_POINTS:
            has_settings = any(set(trial.params) - {"variant"} for trial in mine)
            found += [Importance(variant, having, len(mine), {})] if has_settings else []
        elif shares := _shares(mine, metrics):
            found.append(Importance(variant, having, len(mine), shares))
    return found


def _kinds(
    trials: Sequence[FrozenTrial],
) -> Iterator[tuple[str | None, tuple[str, ...], list[FrozenTrial]]]:
    yield None, (), list(trials)
    # A search of one variant has no parameter for it.
    variants: dict[str | None, list[FrozenTrial]] = {}
    for trial in trials:
        variants.setdefault(trial.params.get("variant"), []).append(trial)
    for variant in sorted(variants, key=str):
        mine = variants[variant]
        if variant is not None:
            yield variant, (), mine
        shared = set.intersection(*(set(trial.params) for trial in mine))
        own: dict[tuple[str, ...], list[FrozenTrial]] = {}
        for trial in mine:
            own.setdefault(tuple(sorted(set(trial.params) - shared)), []).append(trial)
        for having in sorted(filter(None, own)):
            yield variant, having, own[having]


def _shares(trials: Sequence[FrozenTrial], metrics: Sequence[str]) -> dict[str, dict[str, float]]:
    """Return metric → setting → share."""
    space = {
        name: distribution
        for name, distribution in intersection_search_space(list(trials)).items()
        if len({trial.params[name] for trial in trials}) > 1
    }
    if not space:
        return {}
    # The direction makes no difference to a variance.
    once = optuna.create_study(directions=[StudyDirection.MAXIMIZE] * len(metrics))
    for trial in trials:
        linear = {name: _linear(one, trial.params[name]) for name, one in space.items()}
        once.add_trial(
            create_trial(
                values=trial.values,
                params={name: value for name, (_, value) in linear.items()},
                distributions={name: one for name, (one, _) in linear.items()},
            )
        )
    found = {}
    for i, metric in enumerate(metrics):
        evaluator = optuna.importance.FanovaImportanceEvaluator(seed=0)
        try:
            shares = optuna.importance.get_param_importances(
                once,
                evaluator=evaluator,
                target=lambda trial, i=i: trial.values[i],  # type: ignore[misc]  # i of this turn
            )
        except RuntimeError:
            continue  # a metric that is the same everywhere has no importances
        found[metric] = {name: float(share) for name, share in shares.items()}
    return found


def _linear(distribution: BaseDistribution, value: Any) -> tuple[BaseDistribution, Any]:
    """Return a logarithmic range, and a value of it, as their logarithms.

    Optuna's fANOVA weighs ranges linearly: of 1e-7 to 1e-1 the last decade gets 90 %, and the first
    four together 1 %.
    """
    if isinstance(distribution, FloatDistribution | IntDistribution) and distribution.log:
        low, high = math.log(distribution.low), math.log(distribution.high)
        return FloatDistribution(low, high), math.log(value)
    return distribution, value
