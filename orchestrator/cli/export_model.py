"""`scoresweep export-model`: a trained network as files that other code can load."""

from pathlib import Path

import click
from pydantic import ValidationError

from scoresweep.errors import InputError
from scoresweep.ledger.artifacts import read_json
from scoresweep.ledger.client import reading_client
from scoresweep.ledger.lookup import find_run, name_of
from scoresweep.ledger.moved import checkpoint_now
from scoresweep.ledger.records import RunRecord
from scoresweep.ledger.schema import ArtifactName, TagName
from scoresweep.ledger.trial_state import TrialState
from scoresweep.orchestrator.cli.options import store_option
from scoresweep.orchestrator.cluster.preflight import storage_location
from scoresweep.specs.trial import trial_from_dict
from scoresweep.storage.location import Location, StorageError


@click.command("export-model")
@click.argument("run")
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@store_option
def export_model(run: str, folder: Path, tracking_uri: str | None) -> None:
    """Write the network of RUN to DIR, as safetensors with a loader.

    RUN is a run's id or trial key, six or more letters from the beginning of either, or its name.
    DIR gets model.safetensors, trial.json and load.py, which says how to use them.
    """
    client = reading_client(tracking_uri)
    record = find_run(client, run)
    shown = f"run {record.run_id} ({name_of(record)})"
    if record.checkpoint is None:
        raise InputError(f"{shown} has no weights: {_why_untrained(record)}")
    content = read_json(client, record.run_id, ArtifactName.TRIAL, record.artifact_uri)
    try:
        trial = trial_from_dict(content)
    except ValidationError as error:
        raise InputError(
            f"{shown}: its {ArtifactName.TRIAL} is of another version of scoresweep, which has to "
            f"export it ({error.error_count()} entries aren't known here)"
        ) from error
    checkpoint = checkpoint_now(client.tracking_uri, storage_location(None), record.checkpoint)
    # It loads torch, which takes seconds.
    from scoresweep.workers.training.export import LOADER, export_network

    try:
        export_network(trial, content, Location.of(checkpoint), folder)
    except StorageError as error:
        raise InputError(f"{shown}: its weights can't be read: {error}") from error
    if record.trial_state is TrialState.DIVERGED:
        step = record.tags.get(TagName.DIVERGED_AT_STEP)
        click.echo(f"{shown} diverged at step {step}: its weights may not be finite", err=True)
    click.echo(f"{folder / LOADER} loads the network of {shown}, and says how to use it")


def _why_untrained(record: RunRecord) -> str:
    state = record.trial_state
    if state is TrialState.STOPPED:
        epoch = record.tags.get(TagName.STOPPED_AT_EPOCH)
        return f"its search stopped it after epoch {epoch}; export one that was trained to its end"
    return f"it is {state.value} and not trained to its end; launch its sweep again"
