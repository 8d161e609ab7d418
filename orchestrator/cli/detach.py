"""`--detach`: a launch goes on without its terminal; and what `logs` and `stop` find it by."""

import os
import shlex
import socket
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from scoresweep.errors import InputError
from scoresweep.ledger.uri import tracking_uri as resolve
from scoresweep.ledger.uri import without_password
from scoresweep.orchestrator.cli.terminal import command_name
from scoresweep.orchestrator.execution import detached
from scoresweep.orchestrator.execution.detached import Detached
from scoresweep.orchestrator.execution.notify import VARIABLE as NOTIFY
from scoresweep.sanitize import without_passwords


def store_suffix(tracking_uri: str | None) -> str:
    """Return the option that names the store again in a next command, or an empty text."""
    return f" --tracking-uri {shlex.quote(without_password(tracking_uri))}" if tracking_uri else ""


def retyped(context: click.Context, changed: Mapping[str, Any]) -> list[str]:
    """Return the words of a command with its arguments and options as they were typed.

    Args:
        changed: Parameter → another value.
    """
    words = [str(context.info_name)]
    for parameter in context.command.params:
        value = changed.get(str(parameter.name), context.params.get(str(parameter.name)))
        if isinstance(parameter, click.Argument):
            words.append(str(value))
        elif isinstance(parameter, click.Option) and parameter.is_flag:
            words += parameter.opts[:1] if value else []
        else:
            values = value if parameter.multiple else (value,)
            words += [f"{parameter.opts[0]}={each}" for each in values if each is not None]
    return words


def detach_here(sweep: str, tracking_uri: str | None) -> int:
    """Start the command that runs now as a process of its own, and say what to type next.

    Raises:
        InputError: Another detached launch of the sweep runs.
    """
    folder, context = _free_folder(sweep, tracking_uri), click.get_current_context()
    changed: dict[str, Any] = {"detach": False}
    environment = {}
    if tracking_uri and without_password(tracking_uri) != tracking_uri:
        # Not for the list of processes.
        changed["tracking_uri"], environment["MLFLOW_TRACKING_URI"] = None, tracking_uri
    launch = detached.start(folder, retyped(context, changed), _shown(context), environment)
    click.echo(
        f"{describe(launch)} drives {sweep}, and goes on without this terminal; its output: "
        f"{detached.log_file(folder)}"
    )
    _show_next(sweep, tracking_uri)
    return 0


def detach_to_cluster(
    sweep: str,
    address: str,
    tracking_uri: str | None,
    sweep_file: Path | None = None,
    **changed: str,
) -> int:
    """Hand the command that runs now to a Ray cluster as a job, and say what to type next.

    Args:
        sweep_file: An argument, sent along.
        changed: Parameter → the value that it has for the job.

    Raises:
        InputError: Another detached launch of the sweep runs, the cluster takes no jobs, or the job
            would show a password to all.
    """
    from scoresweep.orchestrator.cluster import jobs  # loads Ray

    folder, context = _free_folder(sweep, tracking_uri), click.get_current_context()
    # As the head's environment may name another one.
    typed: dict[str, Any] = {"detach": False, "tracking_uri": resolve(tracking_uri)}
    arguments = retyped(context, {**typed, "address": "auto", **changed})
    for word in arguments:
        if without_passwords(word) != word:
            raise InputError(
                f"{without_passwords(word)}: that holds a password, and Ray shows a job's command "
                "to all who see the cluster; write it into ~/.mlflow/credentials or ~/.pgpass on "
                "the head node, and leave it out here"
            )
    if os.environ.get(NOTIFY):
        click.echo(
            f"scoresweep: {NOTIFY} isn't passed on, as Ray shows a job's environment to all who "
            "see the cluster; for messages set it where the head's Ray is started",
            err=True,
        )
    job = jobs.submit(address, f"scoresweep-{sweep}", arguments, sweep_file)
    launch = Detached(_shown(context), job=job.name, address=job.address)
    detached.write(folder, launch)
    click.echo(f"{describe(launch)} drives {sweep}")
    _show_next(sweep, tracking_uri)
    return 0


def _shown(context: click.Context) -> str:
    """Return what was typed, as one line without secrets."""
    return without_passwords(f"{command_name()} {shlex.join(retyped(context, {}))}")


def _free_folder(sweep: str, tracking_uri: str | None) -> Path:
    """Return the sweep's folder, after a check that no detached driver of it runs."""
    folder = detached.folder_of(resolve(tracking_uri), sweep)
    found = detached.read(folder)
    if found is not None and is_running(found):
        raise InputError(
            f"a detached launch of {sweep} runs already ({describe(found)}); "
            f"`{command_name()} logs {sweep} -f{store_suffix(tracking_uri)}` follows it, and "
            "`stop` in its place ends it"
        )
    return folder


def is_running(launch: Detached) -> bool:
    """Whether a detached launch's driver runs. That of a cluster which is gone doesn't."""
    if launch.job is None:
        return launch.is_running()
    from scoresweep.orchestrator.cluster import jobs  # loads Ray

    try:
        return not jobs.state_of(jobs.Job(launch.job, str(launch.address))).is_over
    except InputError:
        return False


def describe(launch: Detached) -> str:
    """Name the driver of a detached launch."""
    if launch.job is None:
        return f"process {launch.pid} on {socket.gethostname()}"
    return f"job {launch.job} of the Ray cluster at {launch.address}"


def _show_next(sweep: str, tracking_uri: str | None) -> None:
    store, command = store_suffix(tracking_uri), command_name()
    click.echo("Next:")
    for words, what in (
        (f"logs {sweep} -f", "what it prints, until it ends"),
        (f"status {sweep} --watch", "its trials"),
        (f"stop {sweep}", "end it in an orderly way; the same launch goes on"),
    ):
        click.echo(f"  {command} {words}{store}     {what}")
