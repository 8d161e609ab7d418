"""How far sweeps are, from the ledger alone; also from another machine while they run."""

import collections

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from scoresweep.analysis.results.collect import Sweep
from scoresweep.analysis.results.groups import group_seeds
from scoresweep.analysis.results.labels import (
    coefficient,
    configuration_columns,
    judge_note,
    percent,
    setting,
)
from scoresweep.analysis.statistics.judged import unranked_notes
from scoresweep.ledger.client import Client, read_sweeps
from scoresweep.ledger.schema import TagName

_UNLIMITED = 10_000


def sweep_names(client: Client) -> list[str]:
    """Every sweep of the store, oldest first."""
    return [run.tags[TagName.SWEEP] for run in read_sweeps(client)]


def show_sweep(console: Console, sweep: Sweep) -> None:
    """A row a trial, and the count of each status."""
    table = Table(title=escape(f"{sweep.name}: {sweep.description}"), title_justify="left")
    columns = configuration_columns(group_seeds(sweep.cells))
    columns.pop("epochs", None)  # beside how many are done
    for heading in (
        "variant",
        *columns.values(),
        "seed",
        "status",
        "epoch",
        "validation %",
        "test %",
        "GAN-test %",
    ):
        table.add_column(
            heading, justify="left" if heading in ("variant", "status") else "right", no_wrap=True
        )
    for cell in sweep.cells:
        numbers = (cell.validation_accuracy, cell.accuracy, cell.number("gan_test"))
        table.add_row(
            escape(cell.variant),
            *(escape(coefficient(setting(cell, name))) for name in columns),
            str(cell.seed),
            cell.status,
            f"{cell.epoch}/{cell.epochs}",
            *("" if number is None else percent(number) for number in numbers),
        )
    # No word and no number is cut; a narrower terminal breaks lines.
    needed = console.measure(table, options=console.options.update(width=_UNLIMITED)).maximum
    console.width = max(console.width, needed)
    console.print(table)
    counts = collections.Counter(cell.status for cell in sweep.cells)
    click.echo(", ".join(f"{count} {status}" for status, count in counts.most_common()))
    for judge in sweep.judges:
        click.echo(judge_note(judge))
    if sweep.undriven:
        click.echo(sweep.undriven)
    for text in unranked_notes(sweep, sweep.measurements):
        click.echo(text)
    for fault in sweep.faults:
        click.echo(fault)
