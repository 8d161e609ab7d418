"""`scoresweep stop`: ends the launch of a sweep from elsewhere, as Ctrl-C does at its terminal."""

import contextlib
import os
import time
from collections.abc import Callable, Iterator

import click
from rich.console import Console

from scoresweep.analysis.results.collect import collect
from scoresweep.analysis.tables.status import status_of
from scoresweep.errors import InputError
from scoresweep.ledger.client import Client, read_sweeps, reading_client
from scoresweep.ledger.lease import Holder, parse_holder, process_start, why_undriven
from scoresweep.ledger.schema import TagName
from scoresweep.ledger.uri import is_absent
from scoresweep.ledger.uri import tracking_uri as resolve
from scoresweep.orchestrator.cli.detach import describe, is_running, store_suffix
from scoresweep.orchestrator.cli.options import examples, store_option
from scoresweep.orchestrator.cli.terminal import command_name
from scoresweep.orchestrator.config.shipped import shipped_names
from scoresweep.orchestrator.execution import detached
from scoresweep.orchestrator.execution.detached import Detached
from scoresweep.orchestrator.execution.queue import INTERRUPTED
from scoresweep.plurals import counted
from scoresweep.sanitize import printable

_SECONDS_BETWEEN_LOOKS = 0.5
# Where there is no terminal, a line says this often how far it is.
_SECONDS_BETWEEN_LINES = 10.0
# What Ray sets for a command that is one of its jobs.
_IN_JOB = "RAY_JOB_CONFIG_JSON_ENV_VAR"


@click.command(
    epilog=examples(
        "scoresweep stop quickstart",
        "scoresweep stop quickstart --tracking-uri http://HOST:5000",
        page="docs/how-to/detach.md",
    )
)
@click.argument("sweep")
@store_option
def stop(sweep: str, tracking_uri: str | None) -> int:
    """End the launch of SWEEP in an orderly way, as Ctrl-C does, and wait for that.

    What was trained is saved, and the same launch goes on. A second stop is as a second Ctrl-C: it
    doesn't wait for the ledger.
    """
    uri = resolve(tracking_uri)
    launch = detached.read(detached.folder_of(uri, sweep))
    # A detached launch may not have created the store yet.
    client = None if launch is not None and is_absent(uri) else reading_client(tracking_uri)
    lease = _read_lease(client, sweep)
    if lease is None and launch is None:
        collect(reading_client(tracking_uri), sweep)  # raises, as there is no such sweep
    try:
        code = _end_driver(sweep, uri, client, lease or "", launch)
    except KeyboardInterrupt:
        click.echo("\nthe launch goes on ending; `status` says how far it is", err=True)
        return INTERRUPTED
    if _IN_JOB not in os.environ:  # who had this run there says it
        _show_left(sweep, tracking_uri, launch)
    return code


def _end_driver(
    sweep: str, uri: str, client: "Client | None", lease: str, launch: Detached | None
) -> int:
    """Ask the sweep's driver to end, wherever it is, and wait until it has.

    Args:
        lease: The text of the sweep's lease.
        launch: The last one that was detached from here.

    Raises:
        InputError: It is on a machine that can't be reached from here.
    """
    holder = parse_holder(lease)
    if processes := _drivers_here(holder, launch):
        for pid, started in processes.items():
            detached.end_process(pid, started)
        _wait_for_end(processes, client, sweep)
    elif launch is not None and launch.job and _IN_JOB not in os.environ and is_running(launch):
        return _end_job(launch, sweep, uri, holder)
    elif holder is not None and holder.seems_alive():
        raise InputError(
            f"{sweep} is driven by {printable(str(holder))}, which can't be reached from here; "
            f"type `scoresweep stop {sweep}` there, or send SIGTERM to that process"
        )
    elif holder is not None:  # it died, else it had given the lease back
        click.echo(why_undriven(lease))
    else:
        click.echo(f"nothing to stop: nobody drives {sweep}")
    return 0


def _read_lease(client: "Client | None", sweep: str) -> str | None:
    """Return the sweep's lease, or None if the store has no such sweep."""
    parents = [] if client is None else read_sweeps(client, sweep)
    return parents[0].tags.get(TagName.LEASE, "") if parents else None


def _drivers_here(holder: Holder | None, launch: Detached | None) -> dict[int, float]:
    """Return pid → start of the processes of this machine to end.

    They are a detached driver, which may only wait for the lease, and the lease's holder.
    """
    found = {}
    if launch is not None and launch.pid is not None and launch.is_running():
        found[launch.pid] = launch.started or 0.0
    if holder is not None and holder.lives_here():
        found[holder.pid] = holder.started
    return found


def _wait_for_end(processes: dict[int, float], client: "Client | None", sweep: str) -> None:
    names = " and ".join(f"process {pid}" for pid in processes)
    click.echo(
        f"{names} is asked to end; Ctrl-C ends the waiting alone, a second `stop` doesn't wait for "
        "the ledger"
    )
    began = time.monotonic()
    with _progress() as show:
        while any(process_start(pid) == started for pid, started in processes.items()):
            show(
                lambda: (
                    f"{names} is ending, {time.monotonic() - began:.0f} s"
                    + _open_trials(client, sweep)
                )
            )
            time.sleep(_SECONDS_BETWEEN_LOOKS)
    click.echo(f"{names} has ended, after {time.monotonic() - began:.0f} s")


def _open_trials(client: "Client | None", sweep: str) -> str:
    """Say how many trials the ledger calls running; nothing where it can't be read now."""
    try:
        cells = () if client is None else collect(client, sweep).cells
    except InputError:
        return ""  # it was never written
    except Exception as error:
        from scoresweep.retry import is_server_unavailable  # loads MLflow

        if not is_server_unavailable(error):
            raise
        return ""
    running = sum(cell.status == "running" for cell in cells)
    return f", {counted(running, 'trial is', 'trials are')} open" if running else ""


@contextlib.contextmanager
def _progress() -> Iterator[Callable[[Callable[[], str]], None]]:
    """Yield a function that shows a text now and then: in place on a terminal, else as lines."""
    console, due = Console(), time.monotonic() + _SECONDS_BETWEEN_LINES
    if console.is_terminal:
        with console.status("") as spinner:
            yield lambda text: spinner.update(text())
        return

    def show(text: Callable[[], str]) -> None:
        nonlocal due
        if time.monotonic() >= due:
            due = time.monotonic() + _SECONDS_BETWEEN_LINES
            click.echo(text())

    yield show


def _end_job(launch: Detached, sweep: str, uri: str, holder: Holder | None) -> int:
    """End a driver that is a job of a cluster.

    Once it drives, by this command on its own machine: Ray has no second, harder stop but kill -9.
    """
    from scoresweep.orchestrator.cluster import jobs  # loads Ray

    job = jobs.Job(str(launch.job), str(launch.address))
    if holder is None or not holder.seems_alive():
        click.echo(f"{describe(launch)} is asked to end; Ctrl-C ends the waiting alone")
        jobs.stop(job)
        jobs.wait(job)
        return 0
    there = jobs.submit(
        job.address, f"scoresweep-stop-{sweep}", ["stop", sweep, f"--tracking-uri={uri}"]
    )
    state = jobs.follow_output(there, lambda text: click.echo(text, nl=False))
    return 1 if state.code is None else state.code


def _show_left(sweep: str, tracking_uri: str | None, launch: Detached | None) -> None:
    """Say how far the sweep is, and what to type next."""
    try:
        collected = collect(reading_client(tracking_uri), sweep)
    except InputError:
        click.echo(f"nothing of {sweep} is in the ledger yet")
        return
    spec = sweep if sweep in shipped_names() else "SPEC.yaml"
    program, store = command_name(), store_suffix(tracking_uri).strip()
    status = status_of(collected, spec=spec, store=store, program=program)
    click.echo(", ".join(f"{count} {name}" for name, count in status.counts.items()))
    for command, what in status.next:
        if launch is not None and command.startswith(f"{program} launch "):
            command, what = launch.command, "run what is left"
        click.echo(f"next: {command}    {what}")
