"""SweepSpec → the trials it means. Pure: equal specs and data give equal plans."""

import dataclasses
import itertools

from orchestrator.spec import Coefficients, SweepSpec
from workers.images import DataInfo
from workers.sources import identify
from workers.spec import TrialSpec, Variant, check_independent, objective


@dataclasses.dataclass(frozen=True)
class Plan:
    """trials in the order of the spec; judge is None where nothing needs one.

    dropped counts the cells that mean nothing: those that differ from another one only in a
    coefficient that their variant doesn't use.
    """

    trials: tuple[TrialSpec, ...]
    judge: TrialSpec | None
    dropped: int


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
                trials.setdefault(trial.key, trial)
                cells += 1
    judge = None
    if spec.measure.gan_test is not None:
        judge = TrialSpec(
            objective=objective("baseline"),
            data=data,
            model=spec.judge.model,
            training=spec.judge.training,
            seed=spec.judge.seed,
        )
        for trial in trials.values():
            check_independent(judge, trial)
    return Plan(tuple(trials.values()), judge, cells - len(trials))


def _cells(
    variant: Variant, shared: Coefficients, own: Coefficients
) -> list[dict[str, float | str]]:
    """Every combination of the coefficients; a variant's own values go before the shared ones."""
    grids = shared.grids() | own.grids()
    return [dict(zip(grids, values, strict=True)) for values in itertools.product(*grids.values())]
