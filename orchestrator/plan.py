"""SweepSpec → the trials it means. Pure: equal specs and data give equal plans."""

import dataclasses
import itertools

from orchestrator.spec import Coefficients, JudgeSpec, SweepSpec
from orchestrator.training_cost import at_equal_cost
from workers.errors import InputError
from workers.images import DataInfo
from workers.sources import identify
from workers.spec import DataSpec, TrialSpec, Variant, check_judge, objective


@dataclasses.dataclass(frozen=True)
class Plan:
    """trials in the order of the spec; judges, the GAN-test's first, where something needs one.

    baseline is the trial key of the network that every other one's gradients explain, too: the sweep's
    first baseline; None if it has none.

    dropped counts the cells that mean nothing: those that differ from another one only in a
    coefficient that their variant doesn't use.
    """

    trials: tuple[TrialSpec, ...]
    judges: tuple[TrialSpec, ...]
    baseline: str | None
    dropped: int

    @property
    def references(self) -> tuple[TrialSpec, ...]:
        """The networks that other networks' measurements need."""
        baseline = (trial for trial in self.trials if trial.key == self.baseline)
        return (*self.judges, *baseline)


def make_plan(spec: SweepSpec, info: DataInfo) -> Plan:
    data = identify(spec.data, info)
    trials: dict[str, TrialSpec] = {}
    cells = 0
    for variant, own in spec.variants.items():
        for values in _cells(variant, spec.coefficients, own):
            for seed in spec.seeds:
                trial = TrialSpec(
                    objective=objective(variant, **values),
                    data=data,
                    model=spec.model,
                    training=spec.training,
                    seed=seed,
                )
                if spec.equal_cost:
                    trial = dataclasses.replace(trial, training=at_equal_cost(trial))
                trials.setdefault(trial.key, trial)
                cells += 1
    judges = _judges(spec, data)
    for trial in trials.values():
        for judge in judges:
            check_judge(judge, trial)
    baseline = next((t.key for t in trials.values() if t.objective.variant == "baseline"), None)
    return Plan(tuple(trials.values()), judges, baseline, cells - len(trials))


def _judges(spec: SweepSpec, data: DataSpec) -> tuple[TrialSpec, ...]:
    """Those that something needs. Raises InputError if two of them are one network."""
    wanted: tuple[JudgeSpec, ...] = ()
    if spec.measure.gan_test is not None:
        wanted = (spec.judge,)
    if spec.measure.samples is not None:
        wanted = (spec.judge, *spec.other_judges)
    judges = tuple(
        TrialSpec(
            objective=objective("baseline"),
            data=data,
            model=judge.model,
            training=judge.training,
            seed=judge.seed,
        )
        for judge in wanted
    )
    if len({judge.key for judge in judges}) < len(judges):
        raise InputError(
            "other_judges: two of the judges are the same network; give one another model or seed"
        )
    return judges


def _cells(
    variant: Variant, shared: Coefficients, own: Coefficients
) -> list[dict[str, float | str]]:
    """Every combination of the coefficients; a variant's own values go before the shared ones."""
    grids = shared.grids() | own.grids()
    return [dict(zip(grids, values, strict=True)) for values in itertools.product(*grids.values())]
