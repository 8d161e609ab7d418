"""What a launch has to do: a plan minus what the ledger holds. Pure."""

import dataclasses
from collections.abc import Mapping

from scoresweep.ledger.records import RunRecord
from scoresweep.orchestrator.planning.plan import Plan
from scoresweep.specs.measurements import MeasureSpec, fingerprints
from scoresweep.specs.trial import TrialSpec


@dataclasses.dataclass(frozen=True)
class Pending:
    """The trials of a plan by what is left to do.

    Attributes:
        done: Trained and measured.
        remeasure: Trained, but a measurement or the end of the run is missing.
        train: Not trained to the end.
        judges: Judges that aren't trained to the end.
        lacking: Trial key → what is to be measured of a trained network, with fingerprints.
    """

    done: tuple[TrialSpec, ...]
    remeasure: tuple[TrialSpec, ...]
    train: tuple[TrialSpec, ...]
    judges: tuple[TrialSpec, ...]
    lacking: Mapping[str, Mapping[str, str]] = dataclasses.field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is left to train or to measure."""
        return not (self.train or self.remeasure)


def requested_measurements(measure: MeasureSpec, plan: Plan) -> dict[str, str]:
    """Return measurement → fingerprint, for each trial of the sweep."""
    return fingerprints(measure, plan.judge_keys, plan.baseline)


def find_pending(
    plan: Plan, existing_runs: Mapping[str, RunRecord], requested: Mapping[str, str]
) -> Pending:
    """Compare a plan with the ledger.

    Args:
        requested: Measurement → fingerprint.
    """
    done, remeasure, train = [], [], []
    lacking: dict[str, dict[str, str]] = {}
    for trial in plan.trials:
        run = existing_runs.get(trial.key)
        if run is None or run.checkpoint is None:
            train.append(trial)
        elif run.is_finished and run.holds(requested):
            done.append(trial)
        else:
            remeasure.append(trial)
            lacking[trial.key] = run.lacking(requested)
    judges = (
        judge
        for judge in plan.judges
        if (run := existing_runs.get(judge.key)) is None
        or not run.is_finished
        or run.checkpoint is None
    )
    return Pending(tuple(done), tuple(remeasure), tuple(train), tuple(judges), lacking)
