"""Runs a launch for the command line: data, trials, then the tables and what to type next."""

import dataclasses
from collections.abc import Callable
from pathlib import Path

import click
from rich.console import Console

from scoresweep.ledger.known import KnownRun
from scoresweep.ledger.uri import without_password
from scoresweep.orchestrator.cluster import doctor as preflight
from scoresweep.orchestrator.execution.launch import Launch, launch
from scoresweep.orchestrator.execution.queue import INTERRUPTED
from scoresweep.storage.location import Location


@dataclasses.dataclass(frozen=True)
class Places:
    """Where a launch reads and writes; given_uri is the --tracking-uri that was typed, if any."""

    uri: str
    storage: Location
    output: Path
    given_uri: str | None


def run(
    wanted: Launch,
    known: dict[str, KnownRun],
    places: Places,
    address: str | None,
    verbose: bool,
    read_again: Callable[[], Launch] | None = None,
) -> int:
    """Launch, then show the tables. Returns the exit code. read_again: see `launch`."""
    if wanted.searches or not wanted.todo(known).is_empty:
        preflight.prepare_data(wanted.spec)
    console = Console()
    code = launch(
        wanted,
        places.uri,
        known,
        places.storage,
        address,
        console,
        verbose=verbose,
        read_again=read_again,
    )
    if code == INTERRUPTED:
        console.print(
            "interrupted; the same command continues from where each trial was saved last"
        )
    else:
        _finish(console, wanted.spec.name, places)
    return code


def _finish(console: Console, name: str, places: Places) -> None:
    """The tables, their files, and what to type next."""
    # Scipy takes a second, which the first trial needn't wait for.
    from scoresweep.analysis.results.collect import collect
    from scoresweep.analysis.tables.render import to_terminal, write_files
    from scoresweep.analysis.tables.search import tables_of
    from scoresweep.orchestrator.execution.ledger_writer import Ledger

    ledger = Ledger(places.uri)
    collected = collect(ledger.client, name)
    tables = tables_of(ledger.client, collected)
    for table in tables:
        click.echo()
        click.echo(to_terminal(table, console.width if console.is_terminal else None))
    ledger.attach(name, write_files(tables, places.output), "tables")
    if collected.is_search:
        from scoresweep.analysis.figures import SEARCH_FIGURES, draw_figures, write_figures
        from scoresweep.analysis.results.curves import Evidence

        evidence = Evidence(ledger.client, collected)
        figures = draw_figures(evidence, SEARCH_FIGURES)
        ledger.attach(name, write_figures(figures, places.output / "figures"), "figures")
    given = places.given_uri
    store = f" --tracking-uri {without_password(given)}" if given else ""
    click.echo(f"\nThe tables are in {places.output}/ as markdown, LaTeX, CSV and JSON. Next:")
    click.echo(f"  scoresweep report {name}{store}     every figure and table, in one HTML page")
    click.echo(f"  scoresweep ui{store}     every run, in MLflow's own pages")
    click.echo(f"  scoresweep tables {name} --format latex{store}")
