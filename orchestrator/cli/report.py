"""`scoresweep tables` and `scoresweep report`: tables, figures and the page, made anew if something
changed. What draws is loaded only then.
"""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scoresweep.errors import InputError, first_line
from scoresweep.ledger.client import Client
from scoresweep.ledger.uri import tracking_uri, without_password
from scoresweep.orchestrator.cluster import preflight
from scoresweep.orchestrator.planning import kept
from scoresweep.sanitize import printable

if TYPE_CHECKING:
    from scoresweep.analysis.figures import Drawn, NotDrawn
    from scoresweep.analysis.results.curves import Evidence


def tables_as_text(client: Client, sweep: str, form: str) -> str:
    """All tables of a sweep in a format of `render`. Raises InputError for an unknown sweep."""
    if found := kept.look_up(client.tracking_uri, "tables", sweep, form):
        return str(found.content)
    from scoresweep.analysis.results.collect import collect
    from scoresweep.analysis.tables.render import render_all
    from scoresweep.analysis.tables.search import tables_of

    with kept.keeping(client.tracking_uri, "tables", sweep, form) as making:
        text = render_all(tables_of(client, collect(client, sweep)), form)
        making.content = text
    return text


def write_figures_only(client: Client, sweep: str, only: Sequence[str], folder: Path) -> None:
    """Write the named figures as SVG and PNG to FOLDER/figures. Raises InputError for an unknown
    name."""
    from scoresweep.analysis.figures import Drawn, draw_figures, write_figures

    evidence = _evidence(client, sweep)
    preflight.check_output(folder.absolute())
    figures = draw_figures(evidence, only)
    drawn = [figure for figure in figures if isinstance(figure, Drawn)]
    for path in write_figures(drawn, folder / "figures"):
        click.echo(str(path))
    _show_missing(figures)


def write_report(client: Client, sweep: str, folder: Path, given_uri: str | None) -> None:
    """Write report.html with all figures and tables to FOLDER, and store it with the parent run; do
    nothing if the page there is up to date."""
    uri = tracking_uri(given_uri)
    what = ("report", sweep, str(folder.absolute()))
    page = folder / "report.html"
    if found := kept.look_up(uri, *what):
        when = found.made.isoformat(sep=" ", timespec="minutes")
        click.echo(
            f"{page} is as it would be made now: since {when} nothing changed of what it is made "
            "of; delete it to have it drawn again"
        )
        return
    from scoresweep.analysis.report.build import UI_URL, report_files
    from scoresweep.analysis.results.marks import file_mark
    from scoresweep.ledger.artifacts import local_file

    with kept.keeping(uri, *what) as making:
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
        click.echo(
            f"{page}: {page.stat().st_size / 2**20:.1f} MiB, one page that needs nothing else"
        )
        click.echo(f"{folder / 'figures'}/: {len(figures)} files, each figure as SVG and PNG")
        if _attach(evidence, page):
            making.left = {path.absolute(): mark for path, mark in files.items()}
            attached = local_file("report/report.html", evidence.sweep.artifact_uri)
            if attached is not None:
                making.left[attached] = file_mark(attached)
            making.content = True


def _evidence(client: Client, sweep: str) -> "Evidence":
    from scoresweep.analysis.results.collect import collect
    from scoresweep.analysis.results.curves import Evidence

    collected = collect(client, sweep)
    if not collected.cells:
        raise InputError(
            f"{printable(sweep)} has no trial yet; its report can be made once one has begun"
        )
    return Evidence(client, collected)


def _attach(evidence: "Evidence", page: Path) -> bool:
    """Store the page with the sweep's run; False, with a message, if the store can't be written."""
    # Loads MLflow, which drawing needs for a server alone.
    from scoresweep.orchestrator.execution.ledger_writer import attach

    try:
        attach(evidence.client, evidence.sweep.parent_run_id, [page], "report")
    except Exception as error:  # each store raises errors of its own kind; all mean the same
        click.echo(
            "scoresweep: the page couldn't be kept with the sweep's run in MLflow as well "
            f"({first_line(error)}); to have it there, see that the store and its artifacts can be "
            "written, and report again",
            err=True,
        )
        return False
    click.echo(
        "the page is also with the sweep's run in MLflow, under Artifacts: report/report.html"
    )
    return True


def _show_missing(figures: "Sequence[Drawn | NotDrawn]") -> None:
    from scoresweep.analysis.figures import NotDrawn

    for figure in figures:
        if isinstance(figure, NotDrawn):
            click.echo(f"{figure.name} was not drawn: {figure.reason}", err=True)
