"""`scoresweep export`: writes a sweep to one file, which `import` reads on another machine."""

from pathlib import Path

import click

from scoresweep.errors import InputError
from scoresweep.ledger.client import reading_client
from scoresweep.orchestrator.cli.options import examples, storage_option, store_option
from scoresweep.orchestrator.cli.progress import counting
from scoresweep.orchestrator.cluster import preflight
from scoresweep.plurals import counted


@click.command(
    epilog=examples(
        "scoresweep export quickstart results.zip",
        "scoresweep tables results.zip",
        page="docs/how-to/share-a-store.md",
    )
)
@click.argument("sweep")
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
@click.option("--weights", is_flag=True, help="Add the trained networks' weights.")
@store_option
@storage_option
def export(
    sweep: str, file: Path | None, weights: bool, tracking_uri: str | None, storage: str | None
) -> None:
    """Write SWEEP to one file, with its curves and pictures.

    FILE, else SWEEP.zip, gets runs, metrics, curves, pictures, plan and provenance.
    tables and report read such a file itself, and import brings it into another store.
    """
    from scoresweep.analysis.results.collect import find_sweep
    from scoresweep.ledger.archive import Archive, is_archive, write_archive

    client = reading_client(tracking_uri)
    parent, plan = find_sweep(client, sweep)
    path = file or Path(f"{sweep}.zip")
    if path.exists():
        if not is_archive(str(path)) or Archive(path).sweep != sweep:
            raise InputError(f"{path} is there and is no export of {sweep}; give another file")
    elif not path.absolute().parent.is_dir():
        raise InputError(f"there is no folder {path.absolute().parent}; make it first")
    place = preflight.storage_location(storage)
    with counting(f"runs of {sweep}") as report:
        runs = write_archive(
            client, parent, plan, path, storage=place, with_weights=weights, report=report
        )
    size = path.stat().st_size / 2**20
    click.echo(f"{path}: {counted(runs, 'run')} of {sweep}, {size:.1f} MiB")
