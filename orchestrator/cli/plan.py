"""`scoresweep plan`: the trials of a sweep and what they will cost. Nothing is started."""

import dataclasses

import click
from rich.console import Console

from scoresweep.ledger.client import read_records
from scoresweep.ledger.records import by_trial_key
from scoresweep.ledger.uri import tracking_uri as resolve
from scoresweep.orchestrator.cli.options import examples, spec_argument, store_option
from scoresweep.orchestrator.cli.plan_view import Costing, show_plan, show_search, timed_trials
from scoresweep.orchestrator.config.sweep import SweepSpec, load_sweep
from scoresweep.orchestrator.forecast.memory import peak_metrics, peaks_of_runs
from scoresweep.orchestrator.forecast.throughput import ASSUMED, TIMES, pace_here, pace_of_runs
from scoresweep.orchestrator.planning.plan import Plan, make_plan
from scoresweep.workers.data.sources import describe
from scoresweep.workers.data.types import DataInfo


@click.command(
    epilog=examples(
        "scoresweep plan paper-table2",
        "scoresweep plan my-sweep.yaml --measure --slots 8 --price 2.5",
        page="docs/performance.md",
    )
)
@spec_argument
@store_option
@click.option("--measure", is_flag=True, help="Time steps of each kind here, and forecast by them.")
@click.option(
    "--slots",
    type=click.IntRange(min=1),
    metavar="N",
    help="Forecast for N trials at a time; else as many as this machine has cores for.",
)
@click.option(
    "--price",
    type=click.FloatRange(min=0),
    metavar="X",
    help="What an hour of a GPU costs.",
)
def plan(
    spec: str,
    overrides: tuple[str, ...],
    tracking_uri: str | None,
    measure: bool,
    slots: int | None,
    price: float | None,
) -> None:
    """Show the trials of SPEC, what is already done, and what the rest will cost.

    The forecast is by finished runs of the store, if it has any, unless --measure times steps here.
    """
    sweep, planned, info = load_plan(spec, overrides)
    uri = resolve(tracking_uri)
    records = read_records(uri, (*TIMES, *peak_metrics(on_gpu=False), *peak_metrics(on_gpu=True)))
    if measure:
        pace = pace_here(
            timed_trials(sweep, planned),
            info,
            sweep.resources,
            lambda line: click.echo(line, err=True),
        )
    else:
        pace = pace_of_runs(records, sweep.resources) or ASSUMED
    costing = Costing(pace, slots, price)
    peaks = peaks_of_runs(records, on_gpu=costing.is_on_gpu(sweep.resources))
    costing = dataclasses.replace(costing, peaks=peaks)
    if sweep.search is not None:
        show_search(sweep, planned, info, by_trial_key(records), costing, uri)
    else:
        show_plan(Console(), sweep, planned, info, by_trial_key(records), costing)


def load_plan(spec: str, overrides: tuple[str, ...]) -> tuple[SweepSpec, Plan, DataInfo]:
    """Read a sweep, describe its data, and list its trials.

    Raises:
        InputError: The sweep is wrong, or its data aren't there.
    """
    sweep = load_sweep(spec, overrides)
    info = describe(sweep.data)
    return sweep, make_plan(sweep, info), info
