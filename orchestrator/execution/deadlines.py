"""How long a trial may stay silent. Pure: no Ray, and the clock is an argument."""

import dataclasses
from collections.abc import Callable

from scoresweep.orchestrator.config.sweep import DeadlineSpec
from scoresweep.workers.training.save_interval import LONGEST_S


@dataclasses.dataclass(frozen=True)
class _Deadline:
    """The report that a trial owes, and which setting allows how long for it."""

    since: float
    key: str
    minutes: float
    awaited: str
    allowance_s: float = 0.0

    @property
    def seconds(self) -> float:
        return 60 * self.minutes + self.allowance_s

    def format(self) -> str:
        return (
            f"it hung: {self.seconds / 60:g} minutes without {self.awaited}; if it only is slow, "
            f"give it longer, as in --set deadlines.{self.key}={2 * self.minutes:g}"
        )


class Deadlines:
    """Records when trials report, and finds those that have been silent for too long."""

    def __init__(self, spec: DeadlineSpec, clock: Callable[[], float], *, measured_at_once: int):
        """Start with no deadline.

        Args:
            measured_at_once: Measurements between two reports; 1 unless it has several workers.
        """
        self._spec, self._clock, self._at_once = spec, clock, measured_at_once
        self._deadlines: dict[str, _Deadline] = {}

    def started(self, trial_id: str) -> None:
        """Expect the first epoch within `start_minutes`; a trial that has a deadline keeps it."""
        if trial_id not in self._deadlines:
            self._expect(trial_id, "start_minutes", self._spec.start_minutes, "its first epoch")

    def reported(self, trial_id: str, phase: str | None) -> None:
        """Move a trial's deadline by the phase that it reports."""
        if phase == "training":
            # The next report may be an epoch's, or the start of a measurement.
            minutes = self._spec.epoch_minutes
            self._expect(trial_id, "epoch_minutes", minutes, "its next epoch", LONGEST_S)
        elif phase is not None and phase.startswith("measuring"):
            minutes = self._at_once * self._spec.measurement_minutes
            self._expect(trial_id, "measurement_minutes", minutes, f"the end of {phase}")

    def ended(self, trial_id: str) -> None:
        """Drop a trial's deadline."""
        self._deadlines.pop(trial_id, None)

    def overdue(self) -> dict[str, str]:
        """Trial id → which deadline it missed and how to change it. Each is returned once."""
        now = self._clock()
        late = {
            trial_id: deadline
            for trial_id, deadline in self._deadlines.items()
            if now - deadline.since > deadline.seconds
        }
        for trial_id in late:
            self.ended(trial_id)
        return {trial_id: deadline.format() for trial_id, deadline in late.items()}

    def _expect(
        self, trial_id: str, key: str, minutes: float, awaited: str, allowance_s: float = 0.0
    ) -> None:
        deadline = _Deadline(self._clock(), key, minutes, awaited, allowance_s)
        self._deadlines[trial_id] = deadline
