"""How long a trial may stay silent. Pure: no Ray, and a clock that is given."""

import dataclasses
from collections.abc import Callable
from typing import Annotated

from pydantic import Field
from pydantic.dataclasses import dataclass

from scoresweep.specs.trial import STRICT, Real
from scoresweep.workers.training.save_interval import LONGEST_S

Minutes = Annotated[Real, Field(gt=0)]


@dataclass(frozen=True, kw_only=True, config=STRICT)
class DeadlineSpec:
    """Minutes without a word after which a trial counts as hung, is killed and tried again.

    start: from its place on a node to its first epoch (processes start, data are decoded); epoch: for an epoch, beside the
    minute in which several may pass before a trial tells of them; measurement: for each measurement.
    """

    start_minutes: Minutes = 60.0
    epoch_minutes: Minutes = 60.0
    measurement_minutes: Minutes = 240.0


@dataclasses.dataclass
class _Waiting:
    since: float
    key: str
    minutes: float
    what: str
    allowance_s: float = 0.0

    def in_words(self) -> str:
        silent = self.minutes + self.allowance_s / 60
        return (
            f"it hung: {silent:g} minutes without {self.what}; if it only is slow, give it longer, as in --set "
            f"deadlines.{self.key}={2 * self.minutes:g}"
        )


class Deadlines:
    """Hears what trials report, and tells which have been silent for too long."""

    def __init__(self, spec: DeadlineSpec, clock: Callable[[], float], *, measured_at_once: int):
        """measured_at_once: measurements between two reports; 1 unless a trial has several workers."""
        self._spec, self._clock, self._at_once = spec, clock, measured_at_once
        self._waiting: dict[str, _Waiting] = {}

    def started(self, trial_id: str) -> None:
        if trial_id not in self._waiting:
            self._expect(trial_id, "start_minutes", self._spec.start_minutes, "its first epoch")

    def heard(self, trial_id: str, phase: str | None) -> None:
        if phase == "training":
            # The next word may be an epoch's, or the beginning of a measurement.
            minutes = self._spec.epoch_minutes
            self._expect(trial_id, "epoch_minutes", minutes, "its next epoch", LONGEST_S)
        elif phase is not None and phase.startswith("measuring"):
            minutes = self._at_once * self._spec.measurement_minutes
            self._expect(trial_id, "measurement_minutes", minutes, f"the end of {phase}")

    def ended(self, trial_id: str) -> None:
        self._waiting.pop(trial_id, None)

    def overdue(self) -> dict[str, str]:
        """Trial → which deadline it missed and how to change it. Each is told once."""
        now = self._clock()
        late = {
            trial_id: waiting
            for trial_id, waiting in self._waiting.items()
            if now - waiting.since > 60 * waiting.minutes + waiting.allowance_s
        }
        for trial_id in late:
            self.ended(trial_id)
        return {trial_id: waiting.in_words() for trial_id, waiting in late.items()}

    def _expect(
        self, trial_id: str, key: str, minutes: float, what: str, allowance_s: float = 0.0
    ) -> None:
        self._waiting[trial_id] = _Waiting(self._clock(), key, minutes, what, allowance_s)
