"""What a launch is asked to do."""

import dataclasses
from collections.abc import Mapping, Sequence

from scoresweep.errors import InputError
from scoresweep.ledger.records import RunRecord
from scoresweep.orchestrator.config.sweep import SweepSpec
from scoresweep.orchestrator.planning.choice import choose
from scoresweep.orchestrator.planning.pending import Pending, find_pending, requested_measurements
from scoresweep.orchestrator.planning.plan import Plan
from scoresweep.specs.measurements import MeasureSpec


@dataclasses.dataclass(frozen=True)
class LaunchRequest:
    """A sweep, its plan, and which of its trials and measurements to take now.

    Attributes:
        evaluate_only: Train nothing; measure what is trained.
        among: Trial keys; if given, only these trials are run, and the networks that their
            measurements need.
        first: If given, at most this number of the trials that are left, in the plan's order.
        fail_fast: If given, no further trial is started once this number of trials, the first to
            end, have all failed with the same error.
    """

    spec: SweepSpec
    plan: Plan
    measure: MeasureSpec
    evaluate_only: bool = False
    among: frozenset[str] | None = None
    first: int | None = None
    fail_fast: int | None = None

    @classmethod
    def of(
        cls,
        spec: SweepSpec,
        plan: Plan,
        *,
        only: Sequence[str] = (),
        first: int | None = None,
        fail_fast: int | None = None,
    ) -> "LaunchRequest":
        """Ask for all of a sweep, or for some trials of a grid.

        Args:
            only: Selections such as `variant=baseline,seed=0`; the trials of any are chosen.

        Raises:
            InputError: A selection chooses nothing, or the sweep is a search.
        """
        if spec.search is not None and (only or first):
            raise InputError(
                "--only and --first choose among the trials of a grid, and a search chooses "
                "its trials while it runs; for fewer: --set search.budget.trials=N"
            )
        among = choose(spec, plan, only) if only else None
        return cls(spec, plan, spec.measure, among=among, first=first, fail_fast=fail_fast)

    @property
    def search_trials(self) -> int:
        """How many trials the budget of a search allows; 0 for a grid, whose trials are known."""
        search = self.spec.search
        if search is None or not self.searches:
            return 0
        return (search.budget.trials or 0) * len(self.spec.seeds)

    @property
    def searches(self) -> bool:
        """Whether the trials to train are found during the launch."""
        return self.spec.search is not None and not self.evaluate_only

    @property
    def measurements(self) -> dict[str, str]:
        """Measurement → fingerprint."""
        return requested_measurements(self.measure, self.plan)

    def pending(self, existing_runs: Mapping[str, RunRecord]) -> Pending:
        """Return the work of this launch, limited to `among` and to the `first` trials of the plan.

        Judges that the chosen trials need are trained as well.
        """
        pending = self.everything_pending(existing_runs)
        if self.among is None and self.first is None:
            return pending
        left = {trial.key for trial in (*pending.train, *pending.remeasure)}
        keys = [trial.key for trial in self.plan.trials if trial.key in left]
        if self.among is not None:
            keys = [key for key in keys if key in self.among]
        chosen = frozenset(keys[: self.first])
        networks = map(self.plan.networks_of, self.measurements)
        to_train = chosen.union(*networks) if chosen else chosen
        return dataclasses.replace(
            pending,
            remeasure=tuple(trial for trial in pending.remeasure if trial.key in chosen),
            train=tuple(trial for trial in pending.train if trial.key in to_train),
        )

    def everything_pending(self, existing_runs: Mapping[str, RunRecord]) -> Pending:
        """Return what is left of all its trials."""
        pending = find_pending(self.plan, existing_runs, self.measurements)
        if self.evaluate_only:
            pending = dataclasses.replace(pending, train=(), judges=())
        return pending

    def left_for_later(self, existing_runs: Mapping[str, RunRecord]) -> int:
        """Return how many trials are left that another launch of the sweep has to run."""
        if self.evaluate_only:
            return 0
        now, all_ = self.pending(existing_runs), self.everything_pending(existing_runs)
        return len(all_.train) + len(all_.remeasure) - len(now.train) - len(now.remeasure)
