"""What a launch runs with: the stores, the Ray cluster, and the display of its progress."""

import dataclasses
from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Any, Protocol

from scoresweep.ledger.trial_state import TrialState
from scoresweep.specs.trial import TrialSpec
from scoresweep.storage.location import Location


class Progress(Protocol):
    """Shows a launch to its user. The command line implements it."""

    def showing(self) -> AbstractContextManager[None]:
        """While entered, trials are shown as they go."""
        ...

    def print(self, text: str) -> None:
        """Show a line."""

    def log(self, text: str) -> None:
        """Show a line with the time of day."""

    def warn(self, text: str) -> None:
        """Show a line with the time of day, even if the launch is quiet."""

    def add(self, trial: TrialSpec, name: str) -> None:
        """Add a trial that will run, under this name."""

    def started(self, trial: TrialSpec) -> None:
        """Show that an attempt of the trial started."""

    def reported(self, trial: TrialSpec, report: dict[str, Any]) -> None:
        """Show a report of the trial."""

    def retried(self, trial: TrialSpec, reason: str) -> None:
        """Show that an attempt failed and another follows."""

    def measured(self, trial: TrialSpec, numbers: Mapping[str, float]) -> None:
        """Show the numbers, metric → value, of a trial that is about to end."""

    def ended(self, trial: TrialSpec, state: TrialState, detail: str = "") -> None:
        """Show the end of a trial.

        Args:
            detail: Why it FAILED, or the epoch after which it was STOPPED.
        """

    def tick(self) -> None:
        """Update what depends on time. Called several times a second."""


@dataclasses.dataclass(frozen=True)
class LaunchContext:
    """Where a launch reads and writes, and on which cluster it runs.

    Attributes:
        address: The Ray cluster to join; None starts one on this machine.
        verbose: Let Ray's and MLflow's own messages through.
    """

    uri: str
    storage: Location
    progress: Progress
    address: str | None = None
    verbose: bool = False
