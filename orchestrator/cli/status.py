"""`scoresweep status`: how far a sweep is."""

import click
from rich.console import Console

from scoresweep.analysis.results.collect import collect
from scoresweep.analysis.tables.status import show_sweep, sweep_names
from scoresweep.errors import InputError, format_message
from scoresweep.ledger.client import reading_client
from scoresweep.orchestrator.cli.options import examples, store_option


@click.command(
    epilog=examples(
        "scoresweep status",
        "scoresweep status quickstart --tracking-uri http://HOST:5000",
        page="docs/reliability.md",
    )
)
@click.argument("sweep", required=False)
@store_option
def status(sweep: str | None, tracking_uri: str | None) -> int:
    """How far SWEEP is (or every sweep of the store), from the ledger alone."""
    console, client = Console(), reading_client(tracking_uri)
    names = [sweep] if sweep else sweep_names(client)
    if not names:
        click.echo("the store has no sweep yet; begin with: scoresweep launch quickstart")
    failed = False
    for name in names:
        try:
            collected = collect(client, name)
        except InputError as error:
            if sweep:
                raise
            click.echo(f"scoresweep: {format_message(str(error))}", err=True)
            failed = True
            continue
        show_sweep(console, collected)
        failed |= any(cell.status == "failed" for cell in collected.cells)
    return int(failed)
