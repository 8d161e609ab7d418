"""`scoresweep launch`: runs a sweep, then shows its tables and what to type next."""

import dataclasses
from collections.abc import Callable, Mapping
from pathlib import Path

import click
from rich.console import Console

from scoresweep.ledger.client import quiet_libraries, read_existing_runs
from scoresweep.ledger.records import RunRecord
from scoresweep.ledger.uri import tracking_uri as resolve
from scoresweep.orchestrator.cli.detach import detach_here, detach_to_cluster, store_suffix
from scoresweep.orchestrator.cli.options import (
    address_option,
    detach_option,
    examples,
    output_option,
    quiet_option,
    spec_argument,
    storage_option,
    store_option,
    verbose_option,
)
from scoresweep.orchestrator.cli.plan import load_plan, show
from scoresweep.orchestrator.cli.planned import Costing
from scoresweep.orchestrator.cli.progress import LaunchProgress
from scoresweep.orchestrator.cli.terminal import FULL, command_name, lossy_output
from scoresweep.orchestrator.cluster import preflight
from scoresweep.orchestrator.config.sweep import load_sweep
from scoresweep.orchestrator.execution.context import LaunchContext
from scoresweep.orchestrator.execution.queue import INTERRUPTED
from scoresweep.orchestrator.planning.request import LaunchRequest
from scoresweep.plurals import counted
from scoresweep.storage.location import Location


@click.command(
    epilog=examples(
        "scoresweep launch quickstart",
        "scoresweep launch my-sweep.yaml --set training.epochs=2",
        "scoresweep launch paper-table2 --address auto --storage s3://bucket/runs",
        "scoresweep launch quickstart --detach",
        page="docs/how-to/resume.md",
    )
)
@spec_argument
@click.option("--dry-run", is_flag=True, help="Show what it would run, as plan does, and end.")
@click.option(
    "--only",
    multiple=True,
    metavar="KEY=VALUE,…",
    help="Run these trials alone now, as in --only variant=baseline,seed=0. May be repeated.",
)
@click.option(
    "--first",
    type=click.IntRange(min=1),
    metavar="N",
    help="Run only the first N of the missing trials now.",
)
@click.option(
    "--fail-fast",
    type=click.IntRange(min=1),
    metavar="N",
    help="Start no more trials if the first N to end all fail with the same error.",
)
@store_option
@storage_option
@address_option
@detach_option
@output_option
@quiet_option
@verbose_option
def launch(
    spec: str,
    overrides: tuple[str, ...],
    dry_run: bool,
    only: tuple[str, ...],
    first: int | None,
    fail_fast: int | None,
    tracking_uri: str | None,
    storage: str | None,
    address: str | None,
    detach: bool,
    output: str | None,
    quiet: bool,
    verbose: bool,
) -> int:
    """Run what is missing of SPEC. The same command after a crash continues."""
    quiet_libraries(verbose=verbose)
    if detach and address is not None and not dry_run:
        # The data and the storage are looked at there: this machine may have neither.
        there, file = str(preflight.storage_location(storage)), Path(spec)
        sent = file if file.is_file() else None
        name = load_sweep(spec, overrides).name
        return detach_to_cluster(name, address, tracking_uri, sent, storage=there)
    sweep, planned, info = load_plan(spec, overrides)
    request = LaunchRequest.of(sweep, planned, only=only, first=first, fail_fast=fail_fast)
    uri = resolve(tracking_uri)
    if dry_run:
        show(request, info, uri, Costing())
        return 0
    place = preflight.storage_location(storage)
    folder = Path(output or f"results/{sweep.name}")
    options = Options(tracking_uri, place, address, folder, verbose, quiet)
    existing_runs = read_existing_runs(uri)
    from scoresweep.orchestrator.execution.launch import check_room  # loads MLflow

    seconds = check_room(request, info, uri, place, existing_runs)
    if detach:
        return detach_here(sweep.name, tracking_uri)
    return run(request, existing_runs, options, seconds=seconds)


@dataclasses.dataclass(frozen=True)
class Options:
    """Where a launch reads and writes, as typed.

    Attributes:
        output: The folder of its tables.
        quiet: Show warnings, failures and where the tables are, and nothing else.
        only: The measurements whose tables are shown; if empty the paper's and the comparisons.
    """

    tracking_uri: str | None
    storage: Location
    address: str | None
    output: Path
    verbose: bool
    quiet: bool = False
    only: tuple[str, ...] = ()


def run(
    request: LaunchRequest,
    existing_runs: dict[str, RunRecord],
    options: Options,
    reread: Callable[[], LaunchRequest] | None = None,
    seconds: Mapping[str, float] | None = None,
) -> int:
    """Launch, then show the tables.

    Args:
        existing_runs: Trial key → run, as the ledger is now.
        reread: See `execution.launch.launch`.
        seconds: Trial key → forecast of what is left of it.

    Returns:
        The exit code.
    """
    # It loads MLflow, which `launch --help` needn't wait for.
    from scoresweep.orchestrator.execution import launch as launching

    preflight.check_output(options.output.absolute())
    console, later = Console(), request.left_for_later(existing_runs)
    context = LaunchContext(
        uri=resolve(options.tracking_uri),
        storage=options.storage,
        progress=LaunchProgress(
            console, seconds=seconds, count=request.search_trials, quiet=options.quiet
        ),
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
        _finish(console, request.spec.name, options, later)
    return code


def _finish(console: Console, name: str, options: Options, later: int) -> None:
    """Show the tables, write their files, and say what to type next.

    Args:
        later: How many trials of the sweep were left to another launch.
    """
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
    for table in () if options.quiet else shown:
        click.echo()
        click.echo(to_terminal(table, console.width if console.is_terminal else None))
    ledger.attach(name, write_files(shown, output), "tables")
    sweep_page.write(ledger.client, collected, tables)
    if collected.is_search:
        from scoresweep.analysis.figures import SEARCH_FIGURES, draw_figures, write_figures

        figures = draw_figures(Evidence(ledger.client, collected), SEARCH_FIGURES)
        ledger.attach(name, write_figures(figures, output / "figures"), "figures")
    store = store_suffix(options.tracking_uri)
    where = f"The tables are in {output}/ as markdown, LaTeX, CSV and JSON."
    if options.quiet:
        click.echo(where)
        return
    click.echo(f"\n{where} Next:")
    if later:
        left = counted(later, "trial is", "trials are")
        click.echo(f"  the same launch without --only and --first     {left} left")
    command = command_name()
    click.echo(f"  {command} report {name}{store}     every figure and table, in one HTML page")
    click.echo(f"  {command} ui{store}     every run, in MLflow's own pages")
    click.echo(f"  {command} tables {name} --format latex{store}")
