"""`scoresweep logs`: what the driver of a detached launch prints."""

import codecs
import time
from pathlib import Path

import click

from scoresweep.errors import InputError
from scoresweep.ledger.uri import tracking_uri as resolve
from scoresweep.orchestrator.cli.detach import describe, store_suffix
from scoresweep.orchestrator.cli.options import examples, store_option
from scoresweep.orchestrator.cli.terminal import command_name
from scoresweep.orchestrator.execution import detached
from scoresweep.orchestrator.execution.detached import Detached
from scoresweep.orchestrator.execution.queue import INTERRUPTED

_SECONDS_BETWEEN_LOOKS = 0.5
_LONGEST_READ = 1 << 20


@click.command(
    epilog=examples(
        "scoresweep logs quickstart",
        "scoresweep logs quickstart -f",
        page="docs/how-to/detach.md",
    )
)
@click.argument("sweep")
@click.option(
    "-f",
    "--follow",
    is_flag=True,
    help="Until the launch ends, with its exit code. Ctrl-C ends the following alone.",
)
@store_option
def logs(sweep: str, follow: bool, tracking_uri: str | None) -> int:
    """Print what the launch of SWEEP with --detach printed, from its start."""
    folder = detached.folder_of(resolve(tracking_uri), sweep)
    launch = detached.read(folder)
    if launch is None:
        raise InputError(
            f"no launch of {sweep} in this store was detached from this machine by this user, and "
            "other launches print to their own terminal or file; "
            f"`{command_name()} status {sweep}{store_suffix(tracking_uri)}` shows how far it is"
        )
    try:
        if launch.job is None:
            return _show_process(folder, launch, follow=follow)
        return _show_job(launch, follow=follow)
    except KeyboardInterrupt:
        click.echo(f"\n{describe(launch)} goes on; the same command follows it again", err=True)
        return INTERRUPTED


def _show_process(folder: Path, launch: Detached, *, follow: bool) -> int:
    decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
    with open(detached.log_file(folder), "rb") as log:
        while True:
            # In this order: what it prints last is read after its end.
            is_running = launch.is_running()
            while text := log.read(_LONGEST_READ):
                click.echo(decoder.decode(text), nl=False)
            if not (is_running and follow):
                break
            time.sleep(_SECONDS_BETWEEN_LOOKS)
    code = detached.exit_code(folder)
    if not is_running and code is None:
        click.echo(
            f"scoresweep: {describe(launch)} ended without a word: it was killed, or the machine "
            f"went down. The same launch goes on from what is stored: {launch.command}",
            err=True,
        )
        code = 1
    return (code or 0) if follow else 0


def _show_job(launch: Detached, *, follow: bool) -> int:
    from scoresweep.orchestrator.cluster import jobs  # loads Ray

    job = jobs.Job(str(launch.job), str(launch.address))
    if not follow:
        click.echo(jobs.read_output(job), nl=False)
        return 0
    state = jobs.follow_output(job, lambda text: click.echo(text, nl=False))
    if state.code is None:
        click.echo(f"scoresweep: {describe(launch)} is {state.text}", err=True)
        return INTERRUPTED if state.is_stopped else 1
    return state.code
