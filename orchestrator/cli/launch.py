"""`scoresweep launch`: runs a sweep, then shows its tables and what to type next."""

import dataclasses
from collections.abc import Callable
from pathlib import Path

import click
from rich.console import Console

from scoresweep.ledger.client import quiet_libraries, read_existing_runs
from scoresweep.ledger.records import RunRecord
from scoresweep.ledger.uri import tracking_uri as resolve
from scoresweep.ledger.uri import without_password
from scoresweep.orchestrator.cli.options import (
    address_option,
    examples,
    output_option,
    spec_argument,
    storage_option,
    store_option,
    verbose_option,
)
from scoresweep.orchestrator.cli.plan import load_plan
from scoresweep.orchestrator.cli.progress import LaunchProgress
from scoresweep.orchestrator.cli.terminal import FULL, lossy_output
from scoresweep.orchestrator.cluster import preflight
from scoresweep.orchestrator.execution.context import LaunchContext
from scoresweep.orchestrator.execution.queue import INTERRUPTED
from scoresweep.orchestrator.forecast.forecast import Basis, forecast_pending
from scoresweep.orchestrator.planning.request import LaunchRequest
from scoresweep.storage.location import Location


@click.command(
    epilog=examples(
        "scoresweep launch quickstart",
        "scoresweep launch my-sweep.yaml --set training.epochs=2",
        "scoresweep launch paper-table2 --address auto --storage s3://bucket/runs",
        page="docs/reliability.md",
    )
)
@spec_argument
@store_option
@storage_option
@address_option
@output_option
@verbose_option
def launch(
    spec: str,
    overrides: tuple[str, ...],
    tracking_uri: str | None,
    storage: str | None,
    address: str | None,
    output: str | None,
    verbose: bool,
) -> int:
    """Run what is missing of SPEC. The same command after a crash continues."""
    quiet_libraries(verbose=verbose)
    sweep, planned, info = load_plan(spec, overrides)
    place = preflight.storage_location(storage)
    folder = Path(output or f"results/{sweep.name}")
    options, uri = Options(tracking_uri, place, address, folder, verbose), resolve(tracking_uri)
    request, existing_runs = LaunchRequest(sweep, planned, sweep.measure), read_existing_runs(uri)
    disk = forecast_pending(request.pending(existing_runs), sweep.measure, Basis(info)).disk_bytes
    if sweep.search is not None:
        from scoresweep.orchestrator.search.controller import max_checkpoint_bytes  # loads Optuna

        disk += max_checkpoint_bytes(sweep, planned, info, uri)
    preflight.check_storage(place, disk)
    return run(request, existing_runs, options)


@dataclasses.dataclass(frozen=True)
class Options:
    """Where a launch reads and writes, as typed.

    Attributes:
        output: The folder of its tables.
        only: The measurements whose tables are shown; if empty the paper's and the comparisons.
    """

    tracking_uri: str | None
    storage: Location
    address: str | None
    output: Path
    verbose: bool
    only: tuple[str, ...] = ()


def run(
    request: LaunchRequest,
    existing_runs: dict[str, RunRecord],
    options: Options,
    reread: Callable[[], LaunchRequest] | None = None,
) -> int:
    """Launch, then show the tables.

    Args:
        existing_runs: Trial key → run, as the ledger is now.
        reread: See `execution.launch.launch`.

    Returns:
        The exit code.
    """
    # It loads MLflow, which `launch --help` needn't wait for.
    from scoresweep.orchestrator.execution import launch as launching

    preflight.check_output(options.output.absolute())
    if request.searches or not request.pending(existing_runs).is_empty:
        preflight.prepare_data(request.spec)
    console = Console()
    context = LaunchContext(
        uri=resolve(options.tracking_uri),
        storage=options.storage,
        progress=LaunchProgress(console),
        address=options.address,
        verbose=options.verbose,
    )
    with lossy_output(FULL):  # a full disk ends the log, not the sweep
        code = launching.launch(request, context, existing_runs, reread=reread)
    if code == INTERRUPTED:
        console.print(
            "interrupted; the same command continues from where each trial was saved last"
        )
    else:
        _finish(console, request.spec.name, options)
    return code


def _finish(console: Console, name: str, options: Options) -> None:
    """Show the tables, write their files, and say what to type next."""
    # MLflow and scipy take a second each, which the first trial needn't wait for.
    from scoresweep.analysis.results.collect import collect
    from scoresweep.analysis.results.curves import Evidence
    from scoresweep.analysis.tables.render import to_terminal, write_files
    from scoresweep.analysis.tables.report_tables import tables_of_measurements
    from scoresweep.analysis.tables.search import tables_of
    from scoresweep.orchestrator.execution import sweep_page
    from scoresweep.orchestrator.execution.ledger_writer import Ledger

    ledger, output = Ledger(resolve(options.tracking_uri)), options.output
    collected = collect(ledger.client, name)
    tables = tables_of(ledger.client, collected)
    shown = tables
    if options.only:
        shown = tables_of_measurements(Evidence(ledger.client, collected), options.only)
    for table in shown:
        click.echo()
        click.echo(to_terminal(table, console.width if console.is_terminal else None))
    ledger.attach(name, write_files(shown, output), "tables")
    sweep_page.write(ledger.client, collected, tables)
    if collected.is_search:
        from scoresweep.analysis.figures import SEARCH_FIGURES, draw_figures, write_figures

        figures = draw_figures(Evidence(ledger.client, collected), SEARCH_FIGURES)
        ledger.attach(name, write_figures(figures, output / "figures"), "figures")
    given = options.tracking_uri
    store = f" --tracking-uri {without_password(given)}" if given else ""
    click.echo(f"\nThe tables are in {output}/ as markdown, LaTeX, CSV and JSON. Next:")
    click.echo(f"  scoresweep report {name}{store}     every figure and table, in one HTML page")
    click.echo(f"  scoresweep ui{store}     every run, in MLflow's own pages")
    click.echo(f"  scoresweep tables {name} --format latex{store}")
