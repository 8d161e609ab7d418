"""What a launch is asked to do."""

import dataclasses
from collections.abc import Mapping

from scoresweep.ledger.records import RunRecord
from scoresweep.orchestrator.config.sweep import SweepSpec
from scoresweep.orchestrator.planning.pending import (
    Pending,
    find_pending,
    requested_measurements,
)
from scoresweep.orchestrator.planning.plan import Plan
from scoresweep.specs.measurements import MeasureSpec


@dataclasses.dataclass(frozen=True)
class LaunchRequest:
    """A sweep, its plan, and which of its measurements to take now.

    Attributes:
        evaluate_only: Train nothing; measure what is trained.
        among: Trial keys; if given, only these trials are measured again.
    """

    spec: SweepSpec
    plan: Plan
    measure: MeasureSpec
    evaluate_only: bool = False
    among: frozenset[str] | None = None

    @property
    def searches(self) -> bool:
        """Whether the trials to train are found during the launch."""
        return self.spec.search is not None and not self.evaluate_only

    @property
    def measurements(self) -> dict[str, str]:
        """Measurement → fingerprint."""
        return requested_measurements(self.measure, self.plan)

    def pending(self, existing_runs: Mapping[str, RunRecord]) -> Pending:
        pending = find_pending(self.plan, existing_runs, self.measurements)
        if self.among is not None:
            among = self.among
            chosen = tuple(trial for trial in pending.remeasure if trial.key in among)
            pending = dataclasses.replace(pending, remeasure=chosen)
        if self.evaluate_only:
            pending = dataclasses.replace(pending, train=(), judges=())
        return pending
