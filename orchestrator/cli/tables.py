"""`scoresweep tables`: every table of a sweep."""

import click

from scoresweep.analysis.results.collect import collect
from scoresweep.analysis.tables.render import render_all
from scoresweep.analysis.tables.search import tables_of
from scoresweep.ledger.client import reading_client
from scoresweep.orchestrator.cli.options import format_option, store_option


@click.command()
@click.argument("sweep")
@format_option
@store_option
def tables(sweep: str, form: str, tracking_uri: str | None) -> None:
    """Print the tables of SWEEP, from the ledger alone."""
    client = reading_client(tracking_uri)
    click.echo(render_all(tables_of(client, collect(client, sweep)), form))
