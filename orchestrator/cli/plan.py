"""`scoresweep plan`: the trials of a sweep and what they will cost. Nothing is started."""

import dataclasses
from collections.abc import Sequence

import click
from rich.console import Console

from scoresweep.errors import InputError
from scoresweep.json_text import json_text
from scoresweep.ledger.client import read_records
from scoresweep.ledger.records import RunRecord, by_trial_key
from scoresweep.ledger.schema import TagName
from scoresweep.ledger.uri import tracking_uri as resolve
from scoresweep.orchestrator.cli.options import (
    examples,
    json_option,
    spec_argument,
    store_option,
)
from scoresweep.orchestrator.cli.plan_json import plan_to_json, search_to_json
from scoresweep.orchestrator.cli.plan_view import show_plan, show_search
from scoresweep.orchestrator.cli.planned import Costing, plan_search, plan_sweep, timed_trials
from scoresweep.orchestrator.config.sweep import SweepSpec, load_sweep
from scoresweep.orchestrator.forecast.gpus import GPUS, QUICK, SLOW, between, gpu_pace, is_of
from scoresweep.orchestrator.forecast.memory import peak_metrics, peaks_of_runs
from scoresweep.orchestrator.forecast.savings import alternatives
from scoresweep.orchestrator.forecast.throughput import ASSUMED, TIMES, pace_here, pace_of_runs
from scoresweep.orchestrator.planning.plan import Plan, make_plan
from scoresweep.orchestrator.planning.request import LaunchRequest
from scoresweep.workers.data.sources import describe
from scoresweep.workers.data.types import DataInfo


@click.command(
    epilog=examples(
        "scoresweep plan paper-table2",
        "scoresweep plan my-sweep.yaml --measure --slots 8 --price 2.5",
        "scoresweep plan paper-table1 --device h100 --slots 8",
        page="docs/explanation/performance.md",
    )
)
@spec_argument
@store_option
@click.option("--measure", is_flag=True, help="Time steps of each kind here, and forecast by them.")
@click.option(
    "--device",
    type=click.Choice(tuple(GPUS), case_sensitive=False),
    help="Forecast for a GPU that isn't here, by its vendor's peak and an assumed efficiency.",
)
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
@json_option
def plan(
    spec: str,
    overrides: tuple[str, ...],
    tracking_uri: str | None,
    measure: bool,
    device: str | None,
    slots: int | None,
    price: float | None,
    as_json: bool,
) -> None:
    """Show the trials of SPEC, what is already done, and what the rest will cost.

    The forecast is by finished runs of the store, if it has any, unless --measure times steps here.
    """
    if measure and device:
        raise click.UsageError("--measure times steps here, and --device is of a GPU elsewhere")
    sweep, planned, info = load_plan(spec, overrides)
    request = LaunchRequest(sweep, planned, sweep.measure)
    costing = Costing(slots=slots, price=price, gpu=GPUS[device] if device else None)
    show(request, info, resolve(tracking_uri), costing, measure=measure, as_json=as_json)


def show(
    request: LaunchRequest,
    info: DataInfo,
    uri: str,
    costing: Costing,
    *,
    measure: bool = False,
    as_json: bool = False,
) -> None:
    """Print what a launch would do.

    Args:
        costing: Its slots, price and GPU; the rest is found out here.
        measure: Time steps here instead of going by the ledger's finished runs.
    """
    spec = request.spec
    records = read_records(uri, (*TIMES, *peak_metrics(on_gpu=False), *peak_metrics(on_gpu=True)))
    existing_runs = by_trial_key(records)
    if measure:
        pace = pace_here(
            timed_trials(spec, request.plan),
            info,
            spec.resources,
            lambda line: click.echo(line, err=True),
        )
    elif costing.gpu is not None:
        costing = on_named_gpu(request, info, records, costing)
        pace = costing.pace
    else:
        pace = pace_of_runs(records, spec.resources) or ASSUMED
    costing = dataclasses.replace(costing, pace=pace)
    peaks = peaks_of_runs(records, on_gpu=costing.is_on_gpu(spec.resources))
    costing = dataclasses.replace(costing, peaks=peaks)
    if request.searches:
        from scoresweep.orchestrator.search.study import count_tried, study_uri  # loads Optuna

        search = plan_search(request, info, existing_runs, costing)
        if as_json:
            tried = count_tried(study_uri(uri), spec.name) or 0
            click.echo(json_text(search_to_json(search, tried)))
        else:
            show_search(search, uri)
    else:
        grid = plan_sweep(request, info, existing_runs, costing)
        if as_json:
            click.echo(json_text(plan_to_json(grid)))
        else:
            show_plan(Console(), grid)


def on_named_gpu(
    request: LaunchRequest, info: DataInfo, records: Sequence[RunRecord], costing: Costing
) -> Costing:
    """Go by finished runs on the GPU that was named; without any, by its peak."""
    spec, gpu = request.spec, costing.gpu
    assert gpu is not None
    if not isinstance(spec.resources.gpu, str) and not spec.resources.gpus:
        raise InputError(
            "--device forecasts for GPUs, and resources.gpu of the sweep is 0: its trials would "
            "take none; add --set resources.gpu=1"
        )
    on_it = [each for each in records if is_of(gpu, each.tags.get(TagName.DEVICE, ""))]
    if pace := pace_of_runs(on_it, spec.resources):
        return dataclasses.replace(costing, pace=pace)
    trials = timed_trials(spec, request.plan)
    trials += alternatives(trials)
    quick, slow = (gpu_pace(gpu, trials, info, by) for by in (QUICK, SLOW))
    return dataclasses.replace(costing, pace=between(quick, slow), ends=(quick, slow))


def load_plan(spec: str, overrides: tuple[str, ...]) -> tuple[SweepSpec, Plan, DataInfo]:
    """Read a sweep, describe its data, and list its trials.

    Raises:
        InputError: The sweep is wrong, or its data aren't there.
    """
    sweep = load_sweep(spec, overrides)
    info = describe(sweep.data)
    return sweep, make_plan(sweep, info), info
