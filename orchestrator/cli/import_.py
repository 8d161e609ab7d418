"""`scoresweep import`: brings a sweep from a file of `export` into a store."""

from pathlib import Path

import click

from scoresweep.ledger.uri import tracking_uri as resolve
from scoresweep.orchestrator.cli.options import examples, storage_option, store_option
from scoresweep.orchestrator.cli.progress import counting
from scoresweep.orchestrator.cluster import preflight
from scoresweep.plurals import counted


@click.command(
    name="import",
    epilog=examples("scoresweep import results.zip", page="docs/how-to/share-a-store.md"),
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@store_option
@storage_option
def import_(file: Path, tracking_uri: str | None, storage: str | None) -> None:
    """Bring the sweep of a file of export into the store; each trial once.

    Two halves of a sweep that two clusters ran become one. A run that the store has is kept, and
    gets the measurements that it lacks.
    """
    from scoresweep.ledger.archive import Archive
    from scoresweep.orchestrator.execution.import_sweep import import_archive
    from scoresweep.orchestrator.execution.ledger_writer import Ledger

    place = preflight.storage_location(storage)
    with Archive(file) as archive:
        ledger = Ledger(resolve(tracking_uri), place)
        with counting(f"runs of {archive.sweep}") as report:
            done = import_archive(archive, ledger, place, report)
    click.echo(
        f"{done.sweep}: {counted(done.added, 'run')} added, {done.extended} given measurements "
        f"that they lacked, {done.kept} there already. Next: scoresweep tables {done.sweep}"
    )
