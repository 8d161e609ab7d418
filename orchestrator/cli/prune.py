"""`scoresweep prune`: deletes checkpoints that nobody needs any more."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from scoresweep.errors import InputError, format_message
from scoresweep.ledger.client import reading_client
from scoresweep.ledger.uri import tracking_uri as resolve
from scoresweep.orchestrator.cli.options import (
    dry_run_option,
    examples,
    files_option,
    store_option,
    yes_option,
)
from scoresweep.orchestrator.cli.progress import counting
from scoresweep.orchestrator.cli.removal import check_answer, is_confirmed
from scoresweep.plurals import counted, format_bytes
from scoresweep.storage.location import Location

if TYPE_CHECKING:
    from scoresweep.orchestrator.upkeep.prune import Pruning


@click.command(
    epilog=examples(
        "scoresweep prune --dry-run",
        "scoresweep prune quickstart --weights",
        page="docs/how-to/upkeep.md",
    )
)
@click.argument("sweep", required=False)
@click.option("--weights", is_flag=True, help="Of SWEEP, the trained networks' weights too.")
@dry_run_option
@yes_option
@store_option
@files_option
def prune(
    sweep: str | None,
    weights: bool,
    dry_run: bool,
    yes: bool,
    tracking_uri: str | None,
    storage: str | None,
) -> int:
    """Delete checkpoints that nobody needs any more, of SWEEP or of every sweep.

    The weights of trained networks stay, and what an unfinished trial goes on from. With --weights
    those of SWEEP go, too: its numbers stay, and nothing more can be measured.
    """
    if weights and sweep is None:
        raise click.UsageError("--weights deletes trained networks: name the SWEEP")
    client, place = reading_client(tracking_uri), Location.of(storage) if storage else None
    # It loads MLflow.
    from scoresweep.ledger.client import open_client
    from scoresweep.orchestrator.upkeep.delete import leased
    from scoresweep.orchestrator.upkeep.prune import (
        delete_unneeded,
        find_unneeded,
        weights_that_stay,
    )

    shown = find_unneeded(client, sweep, place, with_weights=weights)
    click.echo("\n".join(lines(shown)))
    if weights and sweep is not None:
        if needed := weights_that_stay(client, sweep, shown):
            click.echo(
                f"{counted(needed, 'network')} of {sweep} keep their weights: another sweep plans "
                "them, or something is left to measure by them"
            )
        click.echo(
            f"without weights these are no longer possible: evaluate {sweep}, new or changed "
            "measurements, export-model, export --weights, and their use as a judge or baseline"
        )
    if dry_run or not shown.files:
        return 0
    check_answer(yes=yes)
    if not is_confirmed("Delete these files?", yes=yes):
        click.echo("nothing was deleted")
        return 0
    writer, deleted, freed = open_client(resolve(tracking_uri)), 0, 0
    for name in dict.fromkeys(each.sweep for each in shown.files):
        try:
            with leased(writer, name), counting(f"files of {name}") as report:
                now = find_unneeded(client, name, place, with_weights=weights, held=name)
                files = [each for each in now.files if each in set(shown.files)]
                delete_unneeded(writer, files, report)
        except InputError as error:
            click.echo(f"scoresweep: {format_message(str(error))}", err=True)
            continue
        deleted, freed = deleted + len(files), freed + sum(each.file.size for each in files)
    click.echo(f"{counted(deleted, 'file')} deleted, {format_bytes(freed)} freed")
    return 0 if deleted == len(shown.files) else 2


def lines(found: "Pruning") -> Iterator[str]:
    """Return what pruning deletes, a line a kind, and what stays."""
    from scoresweep.orchestrator.upkeep.prune import KINDS

    if not found.files:
        yield "there is nothing to delete"
    for kind in KINDS:
        if files := found.of(kind):
            total = format_bytes(sum(each.file.size for each in files))
            runs = counted(len({each.run_id for each in files}), "run")
            yield f"{kind}: {counted(len(files), 'file')} of {runs}, {total}"
    yield from found.stays
