"""The points of a search as trials, and when its budget is spent."""

import dataclasses
import datetime
from typing import Any

from scoresweep.errors import InputError
from scoresweep.orchestrator.config.search import Budget
from scoresweep.orchestrator.config.sweep import SweepSpec
from scoresweep.orchestrator.search.space import Recorded, choose
from scoresweep.specs.trial import DataSpec, TrialSpec


@dataclasses.dataclass
class Candidate:
    """One point: a trial for each seed. left: the keys of those that haven't ended."""

    number: int
    trials: tuple[TrialSpec, ...]
    left: set[str]
    is_stopped: bool = False
    is_failed: bool = False

    @property
    def identity(self) -> tuple[str, ...]:
        """Equal for points that mean the same networks."""
        return tuple(sorted(trial.key for trial in self.trials))


def make_candidate(number: int, trials: list[TrialSpec]) -> Candidate:
    unique = {trial.key: trial for trial in trials}
    return Candidate(number, tuple(unique.values()), set(unique))


def recorded_candidate(
    spec: SweepSpec, data: DataSpec, number: int, params: dict[str, Any]
) -> Candidate | None:
    """From what a study has; None if it was only partly chosen, or makes no trial."""
    try:
        return make_candidate(number, choose(spec, Recorded(params)).trials(spec, data))
    except (KeyError, InputError):
        return None


def spent(
    budget: Budget, tried: int, device_seconds: float, *, is_exhausted: bool = False
) -> str | None:
    """Which part of a budget is spent, or that there is no other point, in words; None while another trial may start."""
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
