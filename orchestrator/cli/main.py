"""The `scoresweep` command: reads arguments, calls, prints, and sets the exit code.

Commands import what they call, so that each starts as fast as it can.

Exit codes: 0 all trials finished (a diverged one has finished), 1 some trial failed, 2 bad input,
130 interrupted.
"""

import errno
import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from scoresweep.errors import InputError
from scoresweep.ledger.client import quiet_libraries, read_existing_runs, reading_client
from scoresweep.ledger.uri import tracking_uri as resolve
from scoresweep.orchestrator.cli.options import (
    address_option,
    only_option,
    output_option,
    overrides_option,
    spec_argument,
    storage_option,
    store_option,
    verbose_option,
)
from scoresweep.orchestrator.cli.results import best, compare, report, status, tables, ui
from scoresweep.sanitize import printable

if TYPE_CHECKING:
    from scoresweep.orchestrator.config.sweep import SweepSpec
    from scoresweep.orchestrator.planning.plan import Plan
    from scoresweep.orchestrator.planning.request import LaunchRequest

# What the extra `sweep` installs; reading a ledger needs none of it.
_FOR_SWEEPS = (
    *("torch", "torchvision", "ray", "filelock", "psutil"),
    *("sklearn", "pyarrow", "fsspec", "art"),
)


def main() -> None:
    """Entry point. Mistakes of the user become one message and exit code 2."""
    # Python's collector of cycles, at its defaults, takes a tenth of the time of `tables` and a
    # fifth of `report`'s (1,000 trials) and of MLflow's import: many objects, and few in cycles.
    gc.set_threshold(100_000)
    # Usage reports are off unless turned on.
    os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    os.environ.setdefault("MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR", "false")
    # Progress reports processes and nodes that died, with what follows from it.
    ends = "A worker died|has been marked dead|Raylet is terminated"
    os.environ.setdefault("RAY_DEDUP_LOGS_SKIP_REGEX", ends)
    os.environ.setdefault("MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT", "true")
    try:
        code = cli.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except InputError as error:
        click.echo(f"scoresweep: {printable(str(error))}", err=True)
        code = 2
    except ModuleNotFoundError as error:
        if error.name not in _FOR_SWEEPS:
            raise
        click.echo(
            f"scoresweep: {error.name} isn't installed; this command trains or measures, and "
            "needs: pip install 'scoresweep[sweep]'",
            err=True,
        )
        code = 2
    except BrokenPipeError:
        # The reader of the output went away, as `head` does.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EDQUOT):
            raise
        click.echo(f"scoresweep: {error}; free some space or choose another folder", err=True)
        code = 2
    except (KeyboardInterrupt, click.Abort):
        click.echo("interrupted; the same command continues", err=True)
        code = 130
    # Skip Python's last collection, 0.1 s of `tables` and more after Ray and MLflow were loaded:
    # the system takes the memory back anyway.
    gc.freeze()
    sys.exit(code)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def cli() -> None:
    """Train score-matching variants and measure how well their gradients explain.

    SPEC is a YAML file or a ready sweep's name (quickstart, cifar10-small, jets, statistics,
    estimators, cheap, paper-table1, paper-table2, search); SWEEP is the name inside it.
    """
    quiet_libraries()


def _planned(spec: str, overrides: tuple[str, ...]) -> "tuple[SweepSpec, Plan, Any]":
    from scoresweep.orchestrator.config.sweep import load_sweep
    from scoresweep.orchestrator.planning.plan import make_plan
    from scoresweep.workers.data.sources import describe

    sweep = load_sweep(spec, overrides)
    info = describe(sweep.data)
    return sweep, make_plan(sweep, info), info


@cli.command()
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
    help="What an hour of a GPU costs, or of a core where none is used.",
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
    from rich.console import Console

    from scoresweep.ledger.client import read_records
    from scoresweep.ledger.records import by_trial_key
    from scoresweep.orchestrator.cli.plan_view import (
        Costing,
        show_plan,
        show_search,
        timed_trials,
    )
    from scoresweep.orchestrator.forecast.memory import peak_metrics, peaks_of_runs
    from scoresweep.orchestrator.forecast.throughput import ASSUMED, TIMES, pace_here, pace_of_runs

    sweep, planned, info = _planned(spec, overrides)
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
    peaks = peaks_of_runs(records, on_gpu=pace.is_on_gpu)
    costing = Costing(pace, slots, price, peaks)
    if sweep.search is not None:
        show_search(sweep, planned, info, by_trial_key(records), costing, uri)
    else:
        show_plan(Console(), sweep, planned, info, by_trial_key(records), costing)


@cli.command()
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
    from scoresweep.orchestrator.cli.launch import Options, run
    from scoresweep.orchestrator.cluster import preflight
    from scoresweep.orchestrator.forecast.forecast import Basis, forecast_pending
    from scoresweep.orchestrator.planning.request import LaunchRequest

    quiet_libraries(verbose=verbose)
    sweep, planned, info = _planned(spec, overrides)
    uri, place = resolve(tracking_uri), preflight.storage_location(storage)
    folder = Path(output or f"results/{sweep.name}")
    request, existing_runs = LaunchRequest(sweep, planned, sweep.measure), read_existing_runs(uri)
    disk = forecast_pending(request.pending(existing_runs), sweep.measure, Basis(info)).disk_bytes
    if sweep.search is not None:
        from scoresweep.orchestrator.search.controller import max_checkpoint_bytes

        disk += max_checkpoint_bytes(sweep, planned, info, uri)
    preflight.check_storage(place, disk)
    preflight.check_output(folder.absolute())
    options = Options(uri, tracking_uri, place, address, folder, verbose)
    return run(request, options, existing_runs)


@cli.command()
@click.argument("sweep")
@only_option("measurement", "--only trace")
@overrides_option("Measure otherwise, as in --set measure.trace.images=8. May be repeated.")
@store_option
@address_option
@output_option
@verbose_option
def evaluate(
    sweep: str,
    only: tuple[str, ...],
    overrides: tuple[str, ...],
    tracking_uri: str | None,
    address: str | None,
    output: str | None,
    verbose: bool,
) -> int:
    """Measure the stored networks of SWEEP again; nothing is trained."""
    from scoresweep.orchestrator.cli.launch import Options, run
    from scoresweep.orchestrator.cluster import preflight
    from scoresweep.orchestrator.planning.remeasure import launched_sweep, untrained

    quiet_libraries(verbose=verbose)

    def read() -> "LaunchRequest":
        return launched_sweep(reading_client(tracking_uri), sweep, overrides, only)

    request = read()
    uri, folder = resolve(tracking_uri), Path(output or f"results/{sweep}")
    preflight.check_output(folder.absolute())
    existing_runs = read_existing_runs(uri)
    if labels := [trial.label for trial in untrained(request, existing_runs)]:
        some = ", ".join(labels[:5]) + (" and others" if len(labels) > 5 else "")
        click.echo(f"{len(labels)} trials aren't trained, which launch does: {some}")
    storage = preflight.storage_location(None)
    options = Options(uri, tracking_uri, storage, address, folder, verbose)
    return run(request, options, existing_runs, reread=read)


@cli.command()
@click.argument("spec", required=False)
@overrides_option("As for launch.")
@store_option
@storage_option
@address_option
def doctor(
    spec: str | None,
    overrides: tuple[str, ...],
    tracking_uri: str | None,
    storage: str | None,
    address: str | None,
) -> int:
    """Check everything that a launch (of SPEC, if given) needs."""
    from scoresweep.orchestrator.cluster.doctor import run_checks
    from scoresweep.orchestrator.config.sweep import load_sweep

    sweep = load_sweep(spec, overrides) if spec else None
    checks = run_checks(resolve(tracking_uri), storage, address, sweep)
    for result in checks:
        click.echo(f"{result.word:4}  {result.name}: {result.message}")
    return 0 if all(result.ok for result in checks) else 2


for reading in (status, tables, compare, report, best, ui):
    cli.add_command(reading)


if __name__ == "__main__":
    main()
