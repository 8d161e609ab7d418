"""`scoresweep tables`: the tables of a sweep, or those of its report by name."""

import click

from scoresweep.analysis.results.collect import collect
from scoresweep.analysis.tables.render import render_all
from scoresweep.analysis.tables.search import tables_of
from scoresweep.orchestrator.cli.options import examples, format_option, store_option
from scoresweep.orchestrator.cli.sweep_source import open_sweep


@click.command(
    epilog=examples(
        "scoresweep tables quickstart --format latex",
        "scoresweep tables quickstart trace samples",
        page="docs/how-to/export-latex.md",
    )
)
@click.argument("sweep")
@click.argument("which", nargs=-1)
@format_option
@store_option
def tables(sweep: str, which: tuple[str, ...], form: str, tracking_uri: str | None) -> None:
    """Print the tables of SWEEP, from the ledger alone.

    SWEEP is a sweep's name, or a file that export wrote.

    Without WHICH: the paper's tables and the comparisons with the baseline. WHICH names any of the
    report's tables, as in: tables quickstart trace samples.
    """
    client, name = open_sweep(sweep, tracking_uri)
    collected = collect(client, name)
    if which:
        # Most tables need neither, which take a while to load.
        from scoresweep.analysis.results.curves import Evidence
        from scoresweep.analysis.tables.report_tables import named_tables

        found = named_tables(Evidence(client, collected), which)
    else:
        found = tables_of(client, collected)
    click.echo(render_all(found, form))
