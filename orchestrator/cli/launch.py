"""`scoresweep launch` and `evaluate`: run a launch, then show the tables and what to type next."""

import dataclasses
from collections.abc import Callable
from pathlib import Path

import click
from rich.console import Console

from scoresweep.analysis.results.collect import collect
from scoresweep.ledger.records import RunRecord
from scoresweep.ledger.uri import without_password
from scoresweep.orchestrator.cli.progress import LaunchProgress
from scoresweep.orchestrator.cluster.preflight import prepare_data
from scoresweep.orchestrator.execution.context import LaunchContext
from scoresweep.orchestrator.execution.launch import launch
from scoresweep.orchestrator.execution.ledger_writer import Ledger
from scoresweep.orchestrator.execution.queue import INTERRUPTED
from scoresweep.orchestrator.planning.request import LaunchRequest
from scoresweep.storage.location import Location


@dataclasses.dataclass(frozen=True)
class Options:
    """What was typed. given_uri: the --tracking-uri, if any; uri: where that leads."""

    uri: str
    given_uri: str | None
    storage: Location
    address: str | None
    output: Path
    verbose: bool


def run(
    request: LaunchRequest,
    options: Options,
    existing_runs: dict[str, RunRecord],
    reread: Callable[[], LaunchRequest] | None = None,
) -> int:
    """Launch, then show the tables.

    Args:
        reread: See `execution.launch.launch`.

    Returns:
        The exit code.
    """
    if request.searches or not request.pending(existing_runs).is_empty:
        prepare_data(request.spec)
    console = Console()
    context = LaunchContext(
        uri=options.uri,
        storage=options.storage,
        progress=LaunchProgress(console),
        address=options.address,
        verbose=options.verbose,
    )
    code = launch(request, context, existing_runs, reread=reread)
    if code == INTERRUPTED:
        console.print(
            "interrupted; the same command continues from where each trial was saved last"
        )
    else:
        _finish(console, request.spec.name, options)
    return code


def _finish(console: Console, name: str, options: Options) -> None:
    """Show the tables, write their files, and say what to type next."""
    # Scipy takes a second, which the first trial needn't wait for.
    from scoresweep.analysis.tables.render import to_terminal, write_files
    from scoresweep.analysis.tables.search import tables_of

    ledger, output = Ledger(options.uri), options.output
    collected = collect(ledger.client, name)
    tables = tables_of(ledger.client, collected)
    for table in tables:
        click.echo()
        click.echo(to_terminal(table, console.width if console.is_terminal else None))
    ledger.attach(name, write_files(tables, output), "tables")
    if collected.is_search:
        from scoresweep.analysis.figures import SEARCH_FIGURES, draw_figures, write_figures
        from scoresweep.analysis.results.curves import Evidence

        figures = draw_figures(Evidence(ledger.client, collected), SEARCH_FIGURES)
        ledger.attach(name, write_figures(figures, output / "figures"), "figures")
    given = options.given_uri
    store = f" --tracking-uri {without_password(given)}" if given else ""
    click.echo(f"\nThe tables are in {output}/ as markdown, LaTeX, CSV and JSON. Next:")
    click.echo(f"  scoresweep report {name}{store}     every figure and table, in one HTML page")
    click.echo(f"  scoresweep ui{store}     every run, in MLflow's own pages")
    click.echo(f"  scoresweep tables {name} --format latex{store}")
