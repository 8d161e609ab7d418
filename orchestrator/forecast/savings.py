"""Cheaper steps that a sweep could take: their cost, and what docs/log.md saw them cost in quality.

Seconds are of the forecast's own model. The sentences on quality are fixed, and of the experiments
that they name, with those networks, settings and numbers of seeds.
"""

import dataclasses
from collections.abc import Callable, Sequence

from scoresweep.orchestrator.forecast.forecast import Basis, Total, forecast_pending
from scoresweep.orchestrator.planning.pending import Pending
from scoresweep.specs.coefficients import OPTIONS
from scoresweep.specs.measurements import MeasureSpec
from scoresweep.specs.step_cost import training_passes
from scoresweep.specs.trial import ObjectiveSpec, TrialSpec, objective

_JETS = "2026-11-30 · jets on digits"
_CHEAP = "2026-11-25 and 2026-11-28 · is cheap score-matching also good?"


@dataclasses.dataclass(frozen=True)
class Way:
    """A cheaper step.

    Attributes:
        option: As in a sweep file.
        estimator: Score-matching's, whose steps with no other option become cheaper by it.
        quality: What the experiments saw.
        entry: Their names in docs/log.md.
        changed: The trial with the option.
        takes_fewer: Whether it takes fewer operations. Else it saves time only where the forecast
            knows what such a step takes.
    """

    option: str
    estimator: str
    quality: str
    entry: str
    changed: Callable[[TrialSpec], TrialSpec]
    takes_fewer: bool = True

    def applies_to(self, trial: TrialSpec) -> bool:
        """Whether the experiments were of such steps but for the option."""
        spec = trial.objective
        usual = objective("score_matching", estimator=self.estimator)
        return (
            spec.variant == "score_matching"
            and spec.estimator == self.estimator
            and all(getattr(spec, name) == getattr(usual, name) for name in OPTIONS)
            and trial.training.precision == "fp32"
        )


def _objective(**options: object) -> Callable[[TrialSpec], TrialSpec]:
    def changed(trial: TrialSpec) -> TrialSpec:
        spec: ObjectiveSpec = dataclasses.replace(
            trial.objective,
            **options,  # type: ignore[arg-type]  # names of different types
        )
        return dataclasses.replace(trial, objective=spec)

    return changed


def _in_bf16(trial: TrialSpec) -> TrialSpec:
    training = dataclasses.replace(trial.training, precision="bf16")
    return dataclasses.replace(trial, training=training)


WAYS = (
    Way(
        "gradient: sliced",
        "taylor",
        "no difference that 12 seeds on digits showed; accuracy −0.2 points [−0.7, 0.4] on a part "
        "of CIFAR-10, 5 seeds",
        _CHEAP,
        _objective(estimator="sliced"),
    ),
    Way(
        "every: 4",
        "taylor",
        "2 points of accuracy less on digits, 12 seeds, and 2.3 [1.4, 3.3] on a part of CIFAR-10, "
        "5 seeds; none less after as many epochs as cost the same",
        _CHEAP,
        _objective(every=4),
    ),
    Way(
        "share: 1/4",
        "jet",
        "of nine measures on digits, 12 seeds, the cosine alone differed, 0.383 from 0.396",
        _JETS,
        _objective(share=0.25),
    ),
    Way(
        "precision: bf16",
        "jet",
        "no network was trained so; vᵀ∇²f v errs by 0.006 to 0.008 of its size on digits, in fp32 "
        "by 2e-7",
        _JETS,
        _in_bf16,
        takes_fewer=False,
    ),
)


@dataclasses.dataclass(frozen=True)
class Saving:
    """What a cheaper step would save of a launch.

    Attributes:
        plain_steps: Cost of a step now and with the option, in steps of the baseline.
        trials: How many trials to train would take it.
        total: The forecast with it, to stand beside the one without.
    """

    way: Way
    plain_steps: tuple[float, float]
    trials: int
    total: Total


def alternatives(trials: Sequence[TrialSpec]) -> list[TrialSpec]:
    """All trials that `savings` may need the steps of."""
    return [way.changed(trial) for way in WAYS for trial in trials if way.applies_to(trial)]


def savings(
    pending: Pending,
    measure: MeasureSpec,
    basis: Basis,
    *,
    slots: int,
    baseline: str | None,
) -> list[Saving]:
    """Forecast the launch with each cheaper step that some of its trials could take.

    Args:
        slots: Trials at a time.
        baseline: See `forecast.launch_order`.
    """
    found = []
    for way in WAYS:
        those = [trial for trial in pending.train if way.applies_to(trial)]
        changed = {trial.key: way.changed(trial) for trial in those}
        is_known = way.takes_fewer or all(map(basis.pace.knows, changed.values()))
        if not those or not is_known:
            continue
        train = tuple(changed.get(trial.key, trial) for trial in pending.train)
        instead = dataclasses.replace(pending, train=train)
        total = forecast_pending(instead, measure, basis, slots=slots, baseline=baseline)
        first = those[0]
        steps = training_passes(first) / 3, training_passes(way.changed(first)) / 3
        found.append(Saving(way, steps, len(those), total))
    return found
