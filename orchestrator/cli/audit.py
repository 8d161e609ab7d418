"""`scoresweep audit`: checks a sweep's files, weights and numbers against each other."""

import dataclasses
from typing import TYPE_CHECKING, Any

import click

from scoresweep.errors import format_message
from scoresweep.json_text import json_text
from scoresweep.ledger.client import reading_client
from scoresweep.orchestrator.cli.options import examples, json_option, storage_option, store_option
from scoresweep.orchestrator.cli.progress import counting
from scoresweep.orchestrator.cluster.preflight import storage_location
from scoresweep.sanitize import printable, without_passwords

if TYPE_CHECKING:
    from scoresweep.orchestrator.upkeep.audit import Audit, Finding


@click.command(
    epilog=examples(
        "scoresweep audit quickstart",
        "scoresweep audit quickstart --json",
        page="docs/how-to/upkeep.md",
    )
)
@click.argument("sweep")
@store_option
@storage_option
@json_option
def audit(sweep: str, tracking_uri: str | None, storage: str | None, as_json: bool) -> int:
    """Check files, weights and numbers of SWEEP against each other; changes nothing.

    A line for each check that fails: run, what, where, what to do. What can't be checked from this
    machine is named apart. The exit code is 1 if anything failed.
    """
    # Pillow and the table of settings take their time to load.
    from scoresweep.orchestrator.upkeep.audit import audit_sweep, summary

    client = reading_client(tracking_uri)
    with counting(f"runs of {sweep}") as report:
        found = audit_sweep(client, sweep, storage_location(storage), report)
    if as_json:
        click.echo(json_text(audit_to_json(found)))
    else:
        for each in found.failed:
            click.echo(f"FAIL  {_line(each)}; {_whole(each.advice)}")
        for each in found.unchecked:
            click.echo(f"can't be checked  {_line(each)}: {_whole(each.advice)}")
        click.echo(summary(found))
    return int(bool(found.failed))


def _line(each: "Finding") -> str:
    return f"{format_message(f'{each.run}: {each.what}')} ({_whole(each.where)})"


def _whole(text: str) -> str:
    """Return a text in one harmless line. It may name a file, so nothing is left out."""
    return " ".join(printable(without_passwords(text)).split())


def audit_to_json(found: "Audit") -> dict[str, Any]:
    """Return what `audit --json` writes. docs/reference/json.md names its keys, which stay."""
    return {
        "sweep": found.sweep,
        "ok": not found.failed,
        "checked": found.checked,
        "failed": [_to_json(each) for each in found.failed],
        "unchecked": [_to_json(each) for each in found.unchecked],
    }


def _to_json(each: "Finding") -> dict[str, str]:
    return {name: _whole(text) for name, text in dataclasses.asdict(each).items()}
