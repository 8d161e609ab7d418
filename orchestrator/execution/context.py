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
        """The same, of what the user should know even of a launch that is to be quiet."""

    def add(self, trial: TrialSpec, name: str) -> None:
        """A trial will run, which is shown under this name."""

    def started(self, trial: TrialSpec) -> None:
        """An attempt of the trial was started."""

    def reported(self, trial: TrialSpec, report: dict[str, Any]) -> None:
        """The trial sent a report."""

    def retried(self, trial: TrialSpec, reason: str) -> None:
        """An attempt of the trial failed, and another follows."""

    def measured(self, trial: TrialSpec, numbers: Mapping[str, float]) -> None:
        """The trial is about to end with these numbers: metric → value."""

    def ended(self, trial: TrialSpec, state: TrialState, detail: str = "") -> None:
        """The trial ended. detail: why it FAILED, or the epoch after which it was STOPPED."""

    def tick(self) -> None:
        """Time has passed. Called several times a second."""


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
