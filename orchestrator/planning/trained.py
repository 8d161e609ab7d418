"""The trained network of a run: its trial and where its weights are."""

import dataclasses
from typing import Any

from pydantic import ValidationError

from scoresweep.errors import InputError
from scoresweep.ledger.artifacts import read_json
from scoresweep.ledger.client import Client
from scoresweep.ledger.lookup import name_of
from scoresweep.ledger.moved import checkpoint_now
from scoresweep.ledger.records import RunRecord
from scoresweep.ledger.schema import ArtifactName, TagName
from scoresweep.ledger.trial_state import TrialState
from scoresweep.specs.trial import TrialSpec, trial_from_dict
from scoresweep.storage.location import Location


@dataclasses.dataclass(frozen=True)
class Trained:
    """What it takes to load a run's network.

    Attributes:
        shown: Names the run in messages.
        content: The trial as the run has it.
    """

    shown: str
    trial: TrialSpec
    content: dict[str, Any]
    checkpoint: Location


def find_trained(client: Client, record: RunRecord, storage: Location) -> Trained:
    """Return what it takes to load a run's network.

    Args:
        storage: Where the weights may be if they aren't where the run says.

    Raises:
        InputError: The run has no weights, or is of another version.
    """
    shown = f"run {record.run_id} ({name_of(record)})"
    if record.checkpoint is None:
        raise InputError(f"{shown} has no weights: {_why_untrained(record)}")
    content = read_json(client, record.run_id, ArtifactName.TRIAL, record.artifact_uri)
    try:
        trial = trial_from_dict(content)
    except ValidationError as error:
        raise InputError(
            f"{shown}: its {ArtifactName.TRIAL} is of another version of scoresweep, which has to "
            f"load it ({error.error_count()} entries aren't known here)"
        ) from error
    place = checkpoint_now(client.tracking_uri, storage, record.checkpoint)
    return Trained(shown, trial, content, Location.of(place))


def _why_untrained(record: RunRecord) -> str:
    state = record.trial_state
    if state is TrialState.STOPPED:
        epoch = record.tags.get(TagName.STOPPED_AT_EPOCH)
        return f"its search stopped it after epoch {epoch}; export one that was trained to its end"
    return f"it is {state.value} and not trained to its end; launch its sweep again"
