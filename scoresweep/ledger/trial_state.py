"""The states of a trial, and how the ledger stores them."""

import enum
from collections.abc import Mapping

from scoresweep.ledger.schema import TagName

OUTCOME = TagName.OUTCOME


class TrialState(enum.StrEnum):
    """How far a planned trial is. Its value is how tables and JSON files name the state."""

    MISSING = "missing"  # it has no run
    RUNNING = "running"
    WAITING = "waiting"  # trained; a measurement waits for another network of the launch
    FINISHED = "finished"
    DIVERGED = "diverged"  # finished: it stopped at the first non-finite loss
    STOPPED = "stopped"  # finished: a search stopped it early, as it fell behind
    FAILED = "failed"
    INTERRUPTED = "interrupted"


# State → MLflow's status of the run and its tag OUTCOME. MISSING and WAITING aren't stored.
STORED_AS: dict[TrialState, tuple[str, str | None]] = {
    TrialState.RUNNING: ("RUNNING", None),
    TrialState.FINISHED: ("FINISHED", "finished"),
    TrialState.DIVERGED: ("FINISHED", "diverged"),
    TrialState.STOPPED: ("FINISHED", "stopped"),
    TrialState.FAILED: ("FAILED", "failed"),
    TrialState.INTERRUPTED: ("KILLED", None),
}
_BY_STATUS = {
    "FINISHED": TrialState.FINISHED,
    "FAILED": TrialState.FAILED,
    "KILLED": TrialState.INTERRUPTED,
}
_BY_OUTCOME = {"diverged": TrialState.DIVERGED, "stopped": TrialState.STOPPED}


def stored_state(status: str, tags: Mapping[str, str]) -> TrialState:
    """Return the state of a trial that has a run.

    Args:
        status: MLflow's status of the run.
        tags: The run's tags. A run that is resumed or measured again keeps its earlier outcome,
            so the outcome counts only once the run is FINISHED.
    """
    state = _BY_STATUS.get(status, TrialState.RUNNING)
    if state is TrialState.FINISHED:
        return _BY_OUTCOME.get(tags.get(OUTCOME, ""), state)
    return state
