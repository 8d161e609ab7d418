"""SweepSpec → its trials. Pure: equal specs and data give equal plans."""

import dataclasses
import itertools
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from scoresweep.errors import InputError
from scoresweep.orchestrator.config.axes import Axis, Range, blocks_of
from scoresweep.orchestrator.config.sweep import MOST_TRIALS, JudgeSpec, SweepSpec
from scoresweep.specs.measurements import networks_needed
from scoresweep.specs.step_cost import at_equal_cost
from scoresweep.specs.trial import DataSpec, TrialSpec, Variant, check_judge, check_share, objective
from scoresweep.workers.data.sources import identify
from scoresweep.workers.data.types import DataInfo


@dataclasses.dataclass(frozen=True)
class Plan:
    """The trials of a sweep.

    Attributes:
        data: What all of them learn from.
        classes: Number of classes in these data.
        trials: In the order of the spec.
        judges: The judge of the GAN-test first; none where no measurement needs one.
        baseline: Trial key of the sweep's first baseline, which every network's gradients are asked
            to explain too; None if the sweep has no baseline.
        dropped: Cells that differ from another one only in a coefficient that their variant doesn't
            use.
    """

    data: DataSpec
    classes: int
    trials: tuple[TrialSpec, ...]
    judges: tuple[TrialSpec, ...]
    baseline: str | None
    dropped: int

    @cached_property
    def judge_keys(self) -> tuple[str, ...]:
        """The trial keys of the judges, in their order."""
        return tuple(judge.key for judge in self.judges)

    def networks_of(self, measurement: str) -> frozenset[str]:
        """Return the trial keys of the networks that a measurement needs."""
        return frozenset(networks_needed(measurement, self.judge_keys, self.baseline) or ())

    @cached_property
    def references(self) -> tuple[TrialSpec, ...]:
        """The networks that other networks' measurements need."""
        baseline = (trial for trial in self.trials if trial.key == self.baseline)
        return (*self.judges, *baseline)


def make_plan(spec: SweepSpec, info: DataInfo) -> Plan:
    """Plan a sweep. A search has no trials yet: it finds them during the launch.

    Raises:
        InputError: A judge can't judge a trial, a trial can't be shared by its workers, or there
            are too many trials.
    """
    data = identify(spec.data, info)
    judges = _judges(spec, data)
    if spec.search is not None:
        return Plan(data, info.classes, (), judges, None, 0)
    trials: dict[str, TrialSpec] = {}
    cells = 0
    for variant, own in spec.variants.items():
        for block in blocks_of(own):
            axes = spec.coefficients.axes() | block.axes()
            for values, recipe in itertools.product(_crossed(axes), _crossed(spec.training_axes)):
                for trial in trials_of(spec, data, variant, values, recipe):
                    trials.setdefault(trial.key, trial)
                    cells += 1
                if cells > MOST_TRIALS:
                    raise InputError(
                        f"the grid has more than {MOST_TRIALS:,} trials; give fewer values, or let "
                        "a search choose from ranges"
                    )
    for trial in trials.values():
        check_share(trial, spec.resources.workers)
        for judge in judges:
            check_judge(judge, trial)
    baseline = next((t.key for t in trials.values() if t.objective.variant == "baseline"), None)
    return Plan(data, info.classes, tuple(trials.values()), judges, baseline, cells - len(trials))


def trials_of(
    spec: SweepSpec,
    data: DataSpec,
    variant: Variant,
    coefficients: dict[str, Any],
    recipe: dict[str, Any],
) -> list[TrialSpec]:
    """Return the trials of one configuration, one per seed.

    With `equal_cost: both` there are two per seed if their epochs differ.

    Args:
        recipe: What differs from the sweep's training.
    """
    trials = [
        TrialSpec(
            objective=objective(variant, **coefficients),
            data=data,
            model=spec.model,
            training=dataclasses.replace(spec.training, **recipe),
            seed=seed,
            order_seed=spec.order_seed,
        )
        for seed in spec.seeds
    ]
    if not spec.equal_cost:
        return trials
    equal = [dataclasses.replace(trial, training=at_equal_cost(trial)) for trial in trials]
    if spec.equal_cost == "both":
        return trials if equal == trials else trials + equal
    return equal


def _judges(spec: SweepSpec, data: DataSpec) -> tuple[TrialSpec, ...]:
    """Return the judges that a measurement needs. Raises InputError if two are the same network."""
    needed: tuple[JudgeSpec, ...] = ()
    if spec.measure.gan_test is not None:
        needed = (spec.judge,)
    if spec.measure.samples is not None:
        needed = (spec.judge, *spec.other_judges)
    judges = tuple(
        TrialSpec(
            objective=objective("baseline"),
            data=data,
            model=judge.model,
            training=judge.training,
            seed=judge.seed,
        )
        for judge in needed
    )
    if len({judge.key for judge in judges}) < len(judges):
        raise InputError(
            "other_judges: two of the judges are the same network; give one another model or seed"
        )
    return judges


def _crossed(axes: Mapping[str, Axis]) -> list[dict[str, Any]]:
    """Return every combination of the axes' values."""
    grids = [axis for axis in axes.values() if not isinstance(axis, Range)]
    return [dict(zip(axes, values, strict=True)) for values in itertools.product(*grids)]
