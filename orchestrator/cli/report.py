"""`scoresweep report`: the figures of a sweep, and its report."""

import contextlib
import dataclasses
import shutil
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scoresweep.analysis.results.collect import Sweep, collect
from scoresweep.analysis.results.curves import Evidence
from scoresweep.analysis.tables.status import status_of
from scoresweep.errors import InputError, first_line
from scoresweep.ledger.client import Client
from scoresweep.ledger.schema import TagName
from scoresweep.ledger.uri import tracking_uri as resolve
from scoresweep.ledger.uri import without_password
from scoresweep.orchestrator.cli.options import examples, output_option, store_option
from scoresweep.orchestrator.cluster import preflight
from scoresweep.orchestrator.execution.sweep_source import open_sweep
from scoresweep.plurals import counted
from scoresweep.sanitize import printable
from scoresweep.storage.location import replacing

# Matplotlib is loaded where figures are drawn: --help and the shell's completion don't wait for it.
if TYPE_CHECKING:
    from scoresweep.analysis.figures import Drawn, NotDrawn


@click.command(
    epilog=examples(
        "scoresweep report quickstart",
        "scoresweep report quickstart --only fig3b --output figures",
        "scoresweep report quickstart --watch",
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
@click.option("--watch", is_flag=True, help="Remake the report while the sweep runs.")
@click.option(
    "--every",
    type=click.IntRange(min=1),
    default=30,
    show_default=True,
    metavar="SECONDS",
    help="With --watch: the least time from one page to the next.",
)
@output_option
@store_option
def report(
    sweep: str,
    only: tuple[str, ...],
    watch: bool,
    every: int,
    output: str | None,
    tracking_uri: str | None,
) -> int:
    """Draw the figures of SWEEP and write its report, one HTML page, from the ledger alone.

    SWEEP is a sweep's name, or a file that export wrote.
    """
    if watch and only:
        raise click.UsageError("--watch remakes the whole report, and --only is of some figures")
    client, name = open_sweep(sweep, tracking_uri)
    folder = Path(output or f"results/{name}")
    if only:
        return 0 if write_figures_only(client, name, only, folder) else 2
    uri = tracking_uri if name == sweep else client.tracking_uri
    if watch:
        watch_report(client, name, folder, uri, every)
    else:
        write_report(client, name, folder, uri)
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
    page = folder / "report.html"
    evidence = _evidence(client, sweep)
    files = _write_files(evidence, folder, given_uri)
    figures = [path for path in files if path.parent.name == "figures"]
    click.echo(f"{page}: {page.stat().st_size / 2**20:.1f} MiB, one page that needs nothing else")
    click.echo(
        f"{folder / 'figures'}/: {counted(len(figures), 'file')}, each figure as SVG and PNG"
    )
    _attach(evidence, page)


def _write_files(
    evidence: Evidence, folder: Path, given_uri: str | None, reload_s: int | None = None
) -> list[Path]:
    from scoresweep.analysis.report.build import UI_URL, report_files

    uri = resolve(given_uri)
    preflight.check_output(folder.absolute())
    return report_files(
        evidence,
        folder,
        store=without_password(uri),
        ui_url=uri if uri.startswith("http") else UI_URL,
        now=datetime.now().astimezone(),
        reload_s=reload_s,
    )


def watch_report(
    client: Client,
    name: str,
    folder: Path,
    given_uri: str | None,
    every: int,
    sleep: Callable[[float], None] = time.sleep,
) -> None:
    """Remake the report when the ledger has changed, until nothing of the sweep runs, or Ctrl-C.

    Meanwhile the page loads itself anew in a browser; what is left at the end doesn't. The page is
    kept with the sweep's run once, at the sweep's end.

    Args:
        every: Seconds from one page to the next, at least.
        sleep: Waits for this number of seconds.
    """
    page, seen = folder / "report.html", ""

    def look() -> bool:
        """Remake the page if the ledger has changed. Returns whether the sweep still runs."""
        nonlocal seen
        sweep = collect(client, name)
        if not (status := status_of(sweep)).is_running:
            return False
        if sweep.cells and (now := _digest(sweep)) != seen:
            _write_files(Evidence(client, sweep), folder, given_uri, every)
            counts = ", ".join(f"{n} {state}" for state, n in status.counts.items())
            note = "" if seen else "; open it in a browser, where it loads itself anew"
            click.echo(f"{page}: {counts}{note}")
            seen = now
        return True

    try:
        while _unless_away(look):
            sleep(every)
    except KeyboardInterrupt:
        stop_reloading(page)
        kept = f"; {page} is as it was last made" if seen else ""
        click.echo(f"no longer watched{kept}; the same command goes on")
        return
    write_report(client, name, folder, given_uri)


def _unless_away(look: Callable[[], bool]) -> bool:
    """Look; True while the ledger's server is away, so that it is asked again."""
    try:
        return look()
    except Exception as error:
        from scoresweep.retry import is_server_unavailable  # loads MLflow

        if not is_server_unavailable(error):
            raise
        return True


def _digest(sweep: Sweep) -> str:
    """Return a digest of what the ledger holds of a sweep, without its driver's heartbeats."""
    tags = {name: text for name, text in sweep.tags.items() if name != TagName.LEASE}
    return sha256(repr(dataclasses.replace(sweep, tags=tags)).encode()).hexdigest()


def stop_reloading(page: Path) -> None:
    """Write a page anew without what makes a browser load it again, if it is there."""
    from scoresweep.analysis.report.build import without_reload

    with contextlib.suppress(FileNotFoundError):
        text = without_reload(page.read_text(encoding="utf-8"))
        with replacing(page) as partial:
            partial.write_text(text, encoding="utf-8")
            shutil.copymode(page, partial)


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
