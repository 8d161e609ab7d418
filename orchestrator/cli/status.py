"""`scoresweep status`: how far a sweep is."""

import contextlib
import time
from collections.abc import Callable, Iterator, Sequence

import click
from rich.console import Console
from rich.live import Live

from scoresweep.analysis.results.collect import collect
from scoresweep.analysis.tables.status import (
    SweepStatus,
    live_view,
    read_errors,
    show_sweep,
    status_of,
    status_to_json,
    sweep_names,
)
from scoresweep.errors import InputError, format_message
from scoresweep.json_text import json_text
from scoresweep.ledger.client import Client, reading_client
from scoresweep.orchestrator.cli.detach import store_suffix
from scoresweep.orchestrator.cli.options import examples, json_option, store_option
from scoresweep.orchestrator.cli.terminal import command_name
from scoresweep.orchestrator.config.shipped import launched_as
from scoresweep.orchestrator.execution.notify import Messages, describe

_SECONDS_BETWEEN_LOOKS = 5.0


@click.command(
    epilog=examples(
        "scoresweep status",
        "scoresweep status quickstart --tracking-uri http://HOST:5000",
        page="docs/explanation/reliability.md",
    )
)
@click.argument("sweep", required=False)
@click.option("--watch", is_flag=True, help="Look again every 5 seconds while anything runs.")
@store_option
@json_option
def status(sweep: str | None, watch: bool, tracking_uri: str | None, as_json: bool) -> int:
    """How far SWEEP is (or every sweep of the store), from the ledger alone."""
    if watch and as_json:
        raise click.UsageError("--watch shows a sweep until it ends, and --json is one document")
    client, unread = reading_client(tracking_uri), set[str]()
    store = store_suffix(tracking_uri).strip()

    def read() -> list[SweepStatus]:
        return _read(client, sweep, store, unread)

    if as_json:
        statuses = read()
        click.echo(json_text({"sweeps": [status_to_json(each) for each in statuses]}))
    elif watch:
        messages = Messages(lambda text: click.echo(f"scoresweep: {text}", err=True))
        statuses = follow(read, Console(), on_undriven=lambda lost: _send_undriven(messages, lost))
        messages.wait()
    else:
        statuses = read()
        _show(Console(), statuses)
    return int(bool(unread) or any(each.has_failed for each in statuses))


def _send_undriven(messages: Messages, status: SweepStatus) -> None:
    name = status.sweep.name
    text = f"{status.sweep.undriven}\n{describe(status.sweep)}"
    messages.send(f"scoresweep: nobody drives {name} any more", text)


def _read(client: Client, sweep: str | None, store: str, unread: set[str]) -> list[SweepStatus]:
    """Read a sweep, or all that can be read.

    Args:
        unread: Why some can't be read, as shown to the user once each; updated.
    """
    found = []
    for name in [sweep] if sweep else sweep_names(client):
        try:
            collected = collect(client, name)
        except InputError as error:
            if sweep:
                raise
            if (message := format_message(str(error))) not in unread:
                unread.add(message)
                click.echo(f"scoresweep: {message}", err=True)
            continue
        errors = read_errors(client, collected)
        spec, program = launched_as(name), command_name()
        found.append(status_of(collected, errors, spec=spec, store=store, program=program))
    return found


def _show(console: Console, statuses: Sequence[SweepStatus]) -> None:
    if not statuses:
        console.print("the store has no sweep yet; begin with: scoresweep launch quickstart")
    for place, each in enumerate(statuses):
        if place:
            console.print()
        show_sweep(console, each)


def follow(
    read: Callable[[], list[SweepStatus]],
    console: Console,
    sleep: Callable[[float], None] = time.sleep,
    on_undriven: Callable[[SweepStatus], None] = lambda _: None,
) -> list[SweepStatus]:
    """Show sweeps until nothing of them runs, or until Ctrl-C.

    A terminal's screen is redrawn; elsewhere each change is printed as a block.

    Args:
        sleep: Waits for this number of seconds.
        on_undriven: Called when a sweep has lost the driver that it had at an earlier look.

    Returns:
        What was read last.
    """
    statuses = read()
    with contextlib.suppress(KeyboardInterrupt), _display(console) as show:
        show(statuses)
        driven = {each.sweep.name for each in statuses if each.is_driven}
        while any(each.is_running for each in statuses):
            sleep(_SECONDS_BETWEEN_LOOKS)
            try:
                statuses = read()
            except Exception as error:
                from scoresweep.retry import is_server_unavailable  # loads MLflow

                if not is_server_unavailable(error):
                    raise
                continue  # it is asked again at the next look
            show(statuses)
            for each in statuses:
                if each.sweep.undriven and each.sweep.name in driven:
                    on_undriven(each)
            driven = {each.sweep.name for each in statuses if each.is_driven}
    return statuses


@contextlib.contextmanager
def _display(console: Console) -> Iterator[Callable[[Sequence[SweepStatus]], None]]:
    if console.is_terminal:
        with Live(console=console, auto_refresh=False) as live:
            yield lambda statuses: live.update(live_view(statuses), refresh=True)
        return
    last = ""

    def show_change(statuses: Sequence[SweepStatus]) -> None:
        nonlocal last
        with console.capture() as captured:
            _show(console, statuses)
        if captured.get() != last:
            last = captured.get()
            console.file.write(last)
            console.file.flush()

    yield show_change
