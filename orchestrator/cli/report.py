"""`scoresweep report`: the figures of a sweep, and its report."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scoresweep.analysis.results.collect import collect
from scoresweep.analysis.results.curves import Evidence
from scoresweep.errors import InputError, first_line
from scoresweep.ledger.client import Client
from scoresweep.ledger.uri import tracking_uri as resolve
from scoresweep.ledger.uri import without_password
from scoresweep.orchestrator.cli.options import examples, output_option, store_option
from scoresweep.orchestrator.cli.sweep_source import open_sweep
from scoresweep.orchestrator.cluster import preflight
from scoresweep.plurals import counted
from scoresweep.sanitize import printable

# Matplotlib is loaded where figures are drawn: --help and the shell's completion don't wait for it.
if TYPE_CHECKING:
    from scoresweep.analysis.figures import Drawn, NotDrawn


@click.command(
    epilog=examples(
        "scoresweep report quickstart",
        "scoresweep report quickstart --only fig3b --output figures",
        page="docs/reference/measurements.md",
    )
)
@click.argument("sweep")
@click.option(
    "--only",
    multiple=True,
    metavar="FIGURE",
    help="This figure alone, as in fig3b. May be repeated.",
)
@output_option
@store_option
def report(sweep: str, only: tuple[str, ...], output: str | None, tracking_uri: str | None) -> int:
    """Draw the figures of SWEEP and write its report, one HTML page, from the ledger alone.

    SWEEP is a sweep's name, or a file that export wrote.
    """
    client, name = open_sweep(sweep, tracking_uri)
    folder = Path(output or f"results/{name}")
    if only:
        return 0 if write_figures_only(client, name, only, folder) else 2
    write_report(client, name, folder, tracking_uri if name == sweep else client.tracking_uri)
    return 0


def write_figures_only(client: Client, sweep: str, only: Sequence[str], folder: Path) -> bool:
    """Write the named figures as SVG and PNG into FOLDER/figures.

    Returns:
        Whether any could be drawn. Of each that couldn't, it is printed why.

    Raises:
        InputError: There is no figure of such a name.
    """
    from scoresweep.analysis.figures import Drawn, draw_figures, write_figures

    evidence = _evidence(client, sweep)
    preflight.check_output(folder.absolute())
    figures = draw_figures(evidence, only)
    drawn = [figure for figure in figures if isinstance(figure, Drawn)]
    if drawn:
        for path in write_figures(drawn, folder / "figures"):
            click.echo(str(path))
    _print_missing(figures)
    return bool(drawn)


def write_report(client: Client, sweep: str, folder: Path, given_uri: str | None) -> None:
    """Write report.html with all figures and tables, and attach the page to the sweep's run."""
    from scoresweep.analysis.report.build import UI_URL, report_files

    uri = resolve(given_uri)
    page = folder / "report.html"
    evidence = _evidence(client, sweep)
    preflight.check_output(folder.absolute())
    files = report_files(
        evidence,
        folder,
        store=without_password(uri),
        ui_url=uri if uri.startswith("http") else UI_URL,
        now=datetime.now().astimezone(),
    )
    figures = [path for path in files if path.parent.name == "figures"]
    click.echo(f"{page}: {page.stat().st_size / 2**20:.1f} MiB, one page that needs nothing else")
    click.echo(
        f"{folder / 'figures'}/: {counted(len(figures), 'file')}, each figure as SVG and PNG"
    )
    _attach(evidence, page)


def _evidence(client: Client, sweep: str) -> Evidence:
    collected = collect(client, sweep)
    if not collected.cells:
        raise InputError(
            f"{printable(sweep)} has no trial yet; its report can be made once one has begun"
        )
    return Evidence(client, collected)


def _attach(evidence: Evidence, page: Path) -> None:
    """Attach the page to the sweep's run; a store that can't be written is no failure."""
    # It loads MLflow, which drawing needs only for a server.
    from scoresweep.analysis.tables.search import tables_of
    from scoresweep.orchestrator.execution import sweep_page
    from scoresweep.orchestrator.execution.ledger_writer import attach

    try:
        attach(evidence.client, evidence.sweep.parent_run_id, [page], "report")
        sweep_page.write(
            evidence.client, evidence.whole, tables_of(evidence.client, evidence.whole)
        )
    except Exception as error:  # each store raises errors of its own kind; all mean the same
        click.echo(
            "scoresweep: the page couldn't be kept with the sweep's run in MLflow as well "
            f"({first_line(error)}); to have it there, see that the store and its artifacts can be "
            "written, and report again",
            err=True,
        )
        return
    click.echo(
        "the page is also with the sweep's run in MLflow, under Artifacts: report/report.html"
    )


def _print_missing(figures: Sequence["Drawn | NotDrawn"]) -> None:
    from scoresweep.analysis.figures import NotDrawn

    for figure in figures:
        if isinstance(figure, NotDrawn):
            click.echo(f"{figure.name} was not drawn: {figure.reason}", err=True)
