"""The commands that only read the ledger, on any machine that reaches the store.

Commands import what they call, so that each starts as fast as it can.
"""

from pathlib import Path

import click

from scoresweep.errors import InputError
from scoresweep.ledger.client import reading_client
from scoresweep.ledger.uri import tracking_uri as resolve
from scoresweep.orchestrator.cli.options import other_store_option, output_option, store_option
from scoresweep.sanitize import printable

_FORMATS = ("terminal", "markdown", "latex", "csv", "json")


@click.command()
@click.argument("sweep", required=False)
@store_option
def status(sweep: str | None, tracking_uri: str | None) -> int:
    """How far SWEEP is (or every sweep of the store), from the ledger alone."""
    from rich.console import Console

    from scoresweep.analysis.results.collect import collect
    from scoresweep.analysis.tables.status import show_sweep, sweep_names

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
            click.echo(f"scoresweep: {printable(str(error))}", err=True)
            failed = True
            continue
        show_sweep(console, collected)
        failed |= any(cell.status == "failed" for cell in collected.cells)
    return int(failed)


@click.command()
@click.argument("sweep")
@click.option(
    "--format", "form", type=click.Choice(_FORMATS), default="terminal", show_default=True
)
@store_option
def tables(sweep: str, form: str, tracking_uri: str | None) -> None:
    """Print the tables of SWEEP, from the ledger alone."""
    from scoresweep.orchestrator.cli.report import tables_as_text

    click.echo(tables_as_text(reading_client(tracking_uri), sweep, form))


@click.command()
@click.argument("a")
@click.argument("b")
@click.option(
    "--format", "form", type=click.Choice(_FORMATS), default="terminal", show_default=True
)
@store_option
@other_store_option
def compare(
    a: str, b: str, form: str, tracking_uri: str | None, other_tracking_uri: str | None
) -> None:
    """Test B against A, cell by cell, paired by seed.

    Each is a sweep's name, or some of its cells: SWEEP:variant=score_matching,lambda=1e-3. Keys are
    variant, lambda, mu, sigma, threshold, estimator, epsilon, attack_steps, every, gradient, probe,
    probes, statistics, share, output, norm, seed, and settings of training such as training.lr; a
    key given twice takes either.
    """
    from scoresweep.analysis.results.collect import collect
    from scoresweep.analysis.results.filters import parse_selection, select
    from scoresweep.analysis.tables.render import render_all
    from scoresweep.analysis.tables.sweep_diff import comparison_of

    of_a, of_b = parse_selection(a), parse_selection(b)
    client = reading_client(tracking_uri)
    other = reading_client(other_tracking_uri) if other_tracking_uri else client
    chosen_a = select(collect(client, of_a.sweep), of_a)
    chosen_b = select(collect(other, of_b.sweep), of_b)
    click.echo(render_all([comparison_of(chosen_a, chosen_b, (a, b))], form))


@click.command()
@click.argument("sweep")
@click.option(
    "--only",
    multiple=True,
    metavar="FIGURE",
    help="This figure alone, as in fig3b. May be repeated.",
)
@output_option
@store_option
def report(sweep: str, only: tuple[str, ...], output: str | None, tracking_uri: str | None) -> None:
    """Draw the figures of SWEEP and write its report, one HTML page, from the ledger alone."""
    from scoresweep.orchestrator.cli.report import write_figures_only, write_report

    client = reading_client(tracking_uri)
    folder = Path(output or f"results/{sweep}")
    if only:
        write_figures_only(client, sweep, only, folder)
    else:
        write_report(client, sweep, folder, tracking_uri)


@click.command()
@store_option
@click.option("--port", default=5000, show_default=True)
def ui(tracking_uri: str | None, port: int) -> None:
    """Open MLflow's own UI on the store, on this machine only."""
    from scoresweep.orchestrator.cli.ui import serve

    uri = resolve(tracking_uri)
    if uri.startswith("http"):
        click.echo(f"the store is a server with its own UI: open {uri} in a browser")
        return
    reading_client(tracking_uri)
    # Without this, MLflow 3 shows its pages for language models, where runs are hard to find.
    page = "#/experiments?workflowType=machine_learning"
    click.echo(f"MLflow's UI: http://127.0.0.1:{port}/{page}   (Ctrl-C ends it)")
    serve(uri, port)


@click.command()
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
    help="Of the sweep that is written.",
)
@click.option(
    "--output",
    "-o",
    type=click.Path(dir_okay=False),
    help="The sweep file. Not given: SWEEP-best.yaml.",
)
@click.option(
    "--format", "form", type=click.Choice(_FORMATS), default="terminal", show_default=True
)
@store_option
def best(
    sweep: str,
    by: tuple[str, ...],
    seeds: int,
    output: str | None,
    form: str,
    tracking_uri: str | None,
) -> None:
    """Show what SWEEP found best on validation, and write the sweep that trains it with fresh
    seeds."""
    from scoresweep.analysis.tables.render import render_all
    from scoresweep.orchestrator.planning.best import find_best, write_best

    found = find_best(reading_client(tracking_uri), sweep, by, seeds)
    path = Path(output or f"{sweep}-best.yaml")
    click.echo(render_all([found.table], form))
    write_best(found, path)
    click.echo(
        f"{path} trains it, and the baseline, with {seeds} fresh seeds: scoresweep launch {path}",
        err=True,
    )
