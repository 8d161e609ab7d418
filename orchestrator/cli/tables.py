"""`scoresweep tables`: the tables of a sweep, or those of its report by name."""

import click

from scoresweep.api import load_results
from scoresweep.orchestrator.cli.options import examples, format_option, store_option


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
    click.echo(load_results(sweep, tracking_uri).render(*which, form=form))
