"""What a launch would do: a plan minus what the ledger holds. Pure."""

import dataclasses

from scoresweep.ledger.known import KnownRun
from scoresweep.orchestrator.planning.plan import Plan
from scoresweep.specs.measurements import MeasureSpec, fingerprints
from scoresweep.specs.trial import TrialSpec


@dataclasses.dataclass(frozen=True)
class Todo:
    """What a launch would do. `remeasure` are trained already, and lack a measurement or its end.

    judges are those that are still to be trained.
    """

    done: tuple[TrialSpec, ...]
    remeasure: tuple[TrialSpec, ...]
    train: tuple[TrialSpec, ...]
    judges: tuple[TrialSpec, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.train or self.remeasure)

    def without_training(self) -> "Todo":
        """What `evaluate` does of it."""
        return dataclasses.replace(self, train=(), judges=())


def wanted_measurements(measure: MeasureSpec, plan: Plan) -> dict[str, str]:
    """Measurement → fingerprint, for each trial of the sweep."""
    return fingerprints(measure, tuple(judge.key for judge in plan.judges), plan.baseline)


def find_todo(plan: Plan, known: dict[str, KnownRun], wanted: dict[str, str]) -> Todo:
    """Compare a plan with the ledger."""
    done, remeasure, train = [], [], []
    for trial in plan.trials:
        run = known.get(trial.key)
        if run is None or run.checkpoint is None:
            train.append(trial)
        elif run.is_finished() and run.holds(wanted):
            done.append(trial)
        else:
            remeasure.append(trial)
    judges = (
        judge
        for judge in plan.judges
        if not (
            judge.key in known
            and known[judge.key].is_finished()
            and known[judge.key].checkpoint is not None
        )
    )
    return Todo(tuple(done), tuple(remeasure), tuple(train), tuple(judges))
