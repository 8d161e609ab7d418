"""`scoresweep best`: the best configuration by validation, as a sweep of its own."""

from pathlib import Path

import click

from scoresweep.analysis.tables.render import render_all
from scoresweep.ledger.client import reading_client
from scoresweep.orchestrator.cli.options import examples, format_option, store_option
from scoresweep.orchestrator.planning.best import find_best, write_best
from scoresweep.plurals import counted


@click.command(
    epilog=examples(
        "scoresweep best search",
        "scoresweep best quickstart --by val/accuracy --output best.yaml",
        page="docs/how-to/search.md",
    )
)
@click.argument("sweep")
@click.option(
    "--by",
    multiple=True,
    metavar="METRIC",
    help="Select by val/accuracy, gan_test or samples. May be repeated.",
)
@click.option(
    "--seeds",
    default=5,
    show_default=True,
    type=click.IntRange(min=1),
    help="Number of seeds of the sweep that is written.",
)
@click.option(
    "--output",
    "-o",
    type=click.Path(dir_okay=False),
    help="The sweep file. Not given: SWEEP-best.yaml.",
)
@format_option
@store_option
def best(
    sweep: str,
    by: tuple[str, ...],
    seeds: int,
    output: str | None,
    form: str,
    tracking_uri: str | None,
) -> None:
    """Show what SWEEP found best on validation, and write a sweep of it with fresh seeds."""
    found = find_best(reading_client(tracking_uri), sweep, by, seeds)
    path = Path(output or f"{sweep}-best.yaml")
    click.echo(render_all([found.table], form))
    write_best(found, path)
    click.echo(
        f"{path} trains it, and the baseline, with {counted(seeds, 'fresh seed')}: "
        f"scoresweep launch {path}",
        err=True,
    )
