"""The points of a search as trials, and when its budget is spent."""

import dataclasses
import datetime
from typing import Any

from scoresweep.errors import InputError
from scoresweep.ledger.trial_state import TrialState
from scoresweep.orchestrator.config.search import Budget
from scoresweep.orchestrator.config.sweep import SweepSpec
from scoresweep.orchestrator.search.space import choose, recorded
from scoresweep.specs.trial import DataSpec, TrialSpec


@dataclasses.dataclass
class Candidate:
    """One point of a search: a trial for each seed.

    Attributes:
        number: The point's number in the study.
        ended: Trial key → how the trial ended, for those that have.
    """

    number: int
    trials: tuple[TrialSpec, ...]
    ended: dict[str, TrialState] = dataclasses.field(default_factory=dict)

    @property
    def identity(self) -> tuple[str, ...]:
        """Equal for points that mean the same networks."""
        return tuple(sorted(trial.key for trial in self.trials))

    @property
    def running(self) -> tuple[TrialSpec, ...]:
        """Its trials that haven't ended."""
        return tuple(trial for trial in self.trials if trial.key not in self.ended)

    def has(self, state: TrialState) -> bool:
        """Return whether one of its trials ended so."""
        return state in self.ended.values()


def make_candidate(number: int, trials: list[TrialSpec]) -> Candidate:
    """Return a candidate with its trials, each key once."""
    return Candidate(number, tuple({trial.key: trial for trial in trials}.values()))


def recorded_candidate(
    spec: SweepSpec, data: DataSpec, number: int, params: dict[str, Any]
) -> Candidate | None:
    """Return a candidate from a study's parameters.

    None if they are incomplete or make no trial.
    """
    try:
        return make_candidate(number, choose(spec, recorded(params)).trials(spec, data))
    except (KeyError, InputError):
        return None


def spent(
    budget: Budget, tried: int, device_seconds: float, *, is_exhausted: bool = False
) -> str | None:
    """Return why no further point may start, as text; None while one may.

    Args:
        device_seconds: GPU-seconds that training took so far.
        is_exhausted: The sampler finds no further point.
    """
    if budget.trials is not None and tried >= budget.trials:
        return f"{tried} trials were tried"
    hours = device_seconds / 3600
    if budget.gpu_hours is not None and hours >= budget.gpu_hours:
        return f"{hours:.2f} of {budget.gpu_hours:g} GPU-hours are spent"
    deadline = budget.deadline
    if deadline is not None and datetime.datetime.now().astimezone() >= deadline:
        return f"the deadline ({deadline:%Y-%m-%d %H:%M %Z}) has passed"
    if is_exhausted:
        return "every point of the space was tried"
    return None
