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
from scoresweep.ledger.client import read_sweeps, reading_client
from scoresweep.ledger.lease import Holder, parse_holder, process_start, why_undriven
from scoresweep.ledger.schema import TagName
from scoresweep.ledger.uri import is_absent
from scoresweep.ledger.uri import tracking_uri as resolve
from scoresweep.orchestrator.cli.detach import describe, is_running, store_suffix
from scoresweep.orchestrator.cli.options import examples, store_option
from scoresweep.orchestrator.cli.terminal import command_name
from scoresweep.orchestrator.config.shipped import launched_as
from scoresweep.orchestrator.execution import detached
from scoresweep.orchestrator.execution.detached import Detached
from scoresweep.orchestrator.execution.queue import INTERRUPTED
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
    has_ended, code = False, 0
    try:
        if launch is not None and launch.pid is not None and launch.is_running():
            # Before the store is read: it may be away, and the launch may wait for it.
            _end_process(launch.pid, launch.started or 0.0)
            has_ended = True
        try:
            holder, lease = _read_holder(uri, tracking_uri, sweep, launch)
        except InputError as error:
            if not has_ended:
                raise
            click.echo(f"how much is left isn't known: {error}", err=True)
            return 0
        if holder is not None and holder.lives_here():
            _end_process(holder.pid, holder.started)
        elif not has_ended:
            code = _end_elsewhere(sweep, uri, holder, lease, launch)
        if _IN_JOB not in os.environ:  # who had this run there says it
            _show_left(sweep, tracking_uri, launch)
    except KeyboardInterrupt:
        click.echo("\nthe launch goes on ending; `status` says how far it is", err=True)
        return INTERRUPTED
    return code


def _read_holder(
    uri: str, tracking_uri: str | None, sweep: str, launch: Detached | None
) -> tuple[Holder | None, str]:
    """Return the holder of the sweep's lease, and the lease's text.

    Args:
        launch: The last one that was detached from here.

    Raises:
        InputError: There is no such sweep, or the store can't be read.
    """
    if launch is not None and is_absent(uri):
        return None, ""  # the launch ended before it had created the store
    client = reading_client(tracking_uri)
    parents = read_sweeps(client, sweep)
    if not parents and launch is None:
        collect(client, sweep)  # raises, as there is no such sweep
    lease = parents[0].tags.get(TagName.LEASE, "") if parents else ""
    return parse_holder(lease), lease


def _end_elsewhere(
    sweep: str, uri: str, holder: Holder | None, lease: str, launch: Detached | None
) -> int:
    """Ask a driver that is no process of this machine to end, and wait until it has.

    Returns:
        The exit code.

    Raises:
        InputError: It is on a machine that can't be reached from here.
    """
    if launch is not None and launch.job and _IN_JOB not in os.environ and is_running(launch):
        return _end_job(launch, sweep, uri, holder)
    if holder is not None and holder.seems_alive():
        raise InputError(
            f"{sweep} is driven by {printable(str(holder))}, which can't be reached from here; "
            f"type `scoresweep stop {sweep}` there, or send SIGTERM to that process"
        )
    if holder is not None:  # it died, else it had given the lease back
        click.echo(why_undriven(lease))
    else:
        click.echo(f"nothing to stop: nobody drives {sweep}")
    return 0


def _end_process(pid: int, started: float) -> None:
    """Ask a driver of this machine to end, and wait until it has."""
    detached.end_process(pid, started)
    click.echo(
        f"process {pid} is asked to end; Ctrl-C ends the waiting alone, a second `stop` doesn't "
        "wait for the ledger"
    )
    began = time.monotonic()
    with _progress() as show:
        while process_start(pid) == started:
            show(f"process {pid} is ending, {time.monotonic() - began:.0f} s")
            time.sleep(_SECONDS_BETWEEN_LOOKS)
    click.echo(f"process {pid} has ended, after {time.monotonic() - began:.0f} s")


@contextlib.contextmanager
def _progress() -> Iterator[Callable[[str], None]]:
    """Yield a function that shows a text now and then: in place on a terminal, else as lines."""
    console, due = Console(), time.monotonic() + _SECONDS_BETWEEN_LINES
    if console.is_terminal:
        with console.status("") as spinner:
            yield spinner.update
        return

    def show(text: str) -> None:
        nonlocal due
        if time.monotonic() >= due:
            due = time.monotonic() + _SECONDS_BETWEEN_LINES
            click.echo(text)

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
    spec, program, store = launched_as(sweep), command_name(), store_suffix(tracking_uri).strip()
    status = status_of(collected, spec=spec, store=store, program=program)
    click.echo(", ".join(f"{count} {name}" for name, count in status.counts.items()))
    for command, what in status.next:
        if launch is not None and command.startswith(f"{program} launch "):
            command, what = launch.command, "run what is left"
        click.echo(f"next: {command}    {what}")
