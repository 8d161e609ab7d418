"""`scoresweep export-model`: a trained network as files that other code can load."""

from pathlib import Path

import click

from scoresweep.errors import InputError
from scoresweep.ledger.client import reading_client
from scoresweep.ledger.lookup import find_run
from scoresweep.ledger.schema import TagName
from scoresweep.ledger.trial_state import TrialState
from scoresweep.orchestrator.cli.options import examples, store_option
from scoresweep.orchestrator.cluster.preflight import storage_location
from scoresweep.orchestrator.planning.trained import find_trained
from scoresweep.storage.location import StorageError


@click.command(
    "export-model",
    epilog=examples(
        "scoresweep export-model 4531735d24 network", page="docs/how-to/share-a-store.md"
    ),
)
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
    found = find_trained(client, record, storage_location(None))
    # It loads torch, which takes seconds.
    from scoresweep.workers.training.export import LOADER, export_network

    try:
        export_network(found.trial, found.content, found.checkpoint, folder)
    except StorageError as error:
        raise InputError(f"{found.shown}: its weights can't be read: {error}") from error
    if record.trial_state is TrialState.DIVERGED:
        step = record.tags.get(TagName.DIVERGED_AT_STEP)
        click.echo(
            f"{found.shown} diverged at step {step}: its weights may not be finite", err=True
        )
    click.echo(f"{folder / LOADER} loads the network of {found.shown}, and says how to use it")
