"""The states of a trial, as the ledger stores them and as they are read back."""

import pytest

from scoresweep.ledger.trial_state import OUTCOME, STORED_AS, TrialState, stored_state


@pytest.mark.parametrize("state", STORED_AS)
def test_a_stored_state_is_read_back(state: TrialState):
    status, outcome = STORED_AS[state]
    tags = {} if outcome is None else {OUTCOME: outcome}
    assert stored_state(status, tags) is state


@pytest.mark.parametrize(
    ("status", "outcome", "state"),
    [
        # Trained on after a search had stopped it, and measured again after it had diverged.
        ("RUNNING", "stopped", TrialState.RUNNING),
        ("KILLED", "diverged", TrialState.INTERRUPTED),
        # An outcome of another version, and a status that this one never writes.
        ("FINISHED", "something", TrialState.FINISHED),
        ("SCHEDULED", None, TrialState.RUNNING),
    ],
)
def test_an_outcome_counts_only_in_a_finished_run(
    status: str, outcome: str | None, state: TrialState
):
    assert stored_state(status, {} if outcome is None else {OUTCOME: outcome}) is state


def test_states_that_no_run_has():
    assert set(TrialState) - set(STORED_AS) == {TrialState.MISSING, TrialState.WAITING}
