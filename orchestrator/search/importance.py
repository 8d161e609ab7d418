"""Which settings mattered in a search: fANOVA over its complete points, and over those of one kind.

fANOVA compares points that have the same settings. μ exists for score-matching alone, so among all points it can't be
weighed; among those of score-matching it can, and σ among those whose estimator has a probe length.
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

FEWEST_FOR_IMPORTANCE = 8


@dataclasses.dataclass(frozen=True)
class Importance:
    """What mattered among some points. variant: theirs, None for those of all; having: the settings that they have and
    others of the variant lack; points: how many; shares: metric → setting, by its name in the study → share; none of
    fewer points than FEWEST_FOR_IMPORTANCE.
    """

    variant: str | None
    having: tuple[str, ...]
    points: int
    shares: dict[str, dict[str, float]]


def importances(trials: Sequence[FrozenTrial], metrics: Sequence[str]) -> list[Importance]:
    """Of all complete trials, of each variant, and of those in it that have settings of their own; metrics: the names of
    a trial's values, in order.

    A share is what a setting alone does to the metric's variance, over the sum of that for all settings (fANOVA, Hutter
    et al. 2014, first order, normalised): shares add up to 1, however little the settings explain. A range that is
    searched in its logarithm counts by it. Metrics that are the same everywhere, settings that don't vary, and kinds
    without any that does are left out.
    """
    found = []
    for variant, having, mine in _kinds(trials):
        if len(mine) < FEWEST_FOR_IMPORTANCE:
            has_settings = any(set(trial.params) - {"variant"} for trial in mine)
            found += [Importance(variant, having, len(mine), {})] if has_settings else []
        elif shares := _shares(mine, metrics):
            found.append(Importance(variant, having, len(mine), shares))
    return found


def _kinds(
    trials: Sequence[FrozenTrial],
) -> Iterator[tuple[str | None, tuple[str, ...], list[FrozenTrial]]]:
    yield None, (), list(trials)
    # A search of one variant doesn't choose it.
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
    """Metric → setting → share."""
    space = {
        name: distribution
        for name, distribution in intersection_search_space(list(trials)).items()
        if len({trial.params[name] for trial in trials}) > 1
    }
    if not space:
        return {}
    # Which way is better makes no difference to a variance.
    once = optuna.create_study(directions=[StudyDirection.MAXIMIZE] * len(metrics))
    for trial in trials:
        even = {name: _even(one, trial.params[name]) for name, one in space.items()}
        once.add_trial(
            create_trial(
                values=trial.values,
                params={name: value for name, (_, value) in even.items()},
                distributions={name: one for name, (one, _) in even.items()},
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


def _even(distribution: BaseDistribution, value: Any) -> tuple[BaseDistribution, Any]:
    """A range as its logarithm, if it is drawn evenly there. Optuna's fANOVA takes ranges as they are: of 1e-7 to 1e-1 it
    would weigh the last decade with 90 %, and the first four together with 1 %."""
    if isinstance(distribution, FloatDistribution | IntDistribution) and distribution.log:
        low, high = math.log(distribution.low), math.log(distribution.high)
        return FloatDistribution(low, high), math.log(value)
    return distribution, value
