"""`scoresweep report`: figures and the page, on disk and with the sweep's parent run."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click

from analysis.evidence import Evidence
from analysis.figures import Drawn, NotDrawn, draw_figures, write_figures
from analysis.report import UI_URL, report_files
from orchestrator import preflight
from orchestrator.store import tracking_uri, without_password


def write_figures_only(evidence: Evidence, only: Sequence[str], folder: Path) -> None:
    """The named figures as SVG and PNG in FOLDER/figures. Raises InputError for an unknown name."""
    preflight.check_output(folder.absolute())
    figures = draw_figures(evidence, only)
    drawn = [figure for figure in figures if isinstance(figure, Drawn)]
    for path in write_figures(drawn, folder / "figures"):
        click.echo(str(path))
    _tell_missing(figures)


def write_report(evidence: Evidence, folder: Path, given_uri: str | None) -> None:
    """report.html with all figures and tables in FOLDER, kept with the parent run as well."""
    preflight.check_output(folder.absolute())
    uri = tracking_uri(given_uri)
    files = report_files(
        evidence,
        folder,
        store=without_password(uri),
        ui_url=uri if uri.startswith("http") else UI_URL,
        now=datetime.now().astimezone(),
    )
    page = next(path for path in files if path.name == "report.html")
    figures = [path for path in files if path.parent.name == "figures"]
    click.echo(f"{page}: {page.stat().st_size / 2**20:.1f} MiB, one page that needs nothing else")
    click.echo(f"{folder / 'figures'}/: {len(figures)} files, each figure as SVG and PNG")
    _keep(evidence, page)


def _keep(evidence: Evidence, page: Path) -> None:
    """With the sweep's run; a store that can be read and not written has its report all the same."""
    # And MLflow, which drawing needs for a server alone.
    from orchestrator.ledger import attach, first_line

    try:
        attach(evidence.client, evidence.sweep.parent_run_id, [page], "report")
    except Exception as error:  # each store raises errors of its own kind; all mean the same
        click.echo(
            f"scoresweep: the page couldn't be kept with the sweep's run in MLflow as well ({first_line(error)}); "
            "to have it there, see that the store and its artifacts can be written, and report again",
            err=True,
        )
    else:
        click.echo(
            "the page is also with the sweep's run in MLflow, under Artifacts: report/report.html"
        )


def _tell_missing(figures: Sequence[Drawn | NotDrawn]) -> None:
    for figure in figures:
        if isinstance(figure, NotDrawn):
            click.echo(f"{figure.name} was not drawn: {figure.reason}", err=True)
