"""`scoresweep doctor`: checks all that a launch needs."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from scoresweep.errors import format_message
from scoresweep.json_text import json_text
from scoresweep.ledger.uri import tracking_uri as resolve
from scoresweep.orchestrator.cli.options import (
    address_option,
    examples,
    json_option,
    overrides_option,
    storage_option,
    store_option,
)

if TYPE_CHECKING:
    from scoresweep.orchestrator.cluster.node_checks import Check
from scoresweep.orchestrator.config.sweep import load_sweep


@click.command(
    epilog=examples(
        "scoresweep doctor",
        "scoresweep doctor cifar10-small --address auto",
        page="docs/tutorials/cluster.md",
    )
)
@click.argument("spec", required=False)
@overrides_option("As for launch.")
@store_option
@storage_option
@address_option
@json_option
def doctor(
    spec: str | None,
    overrides: tuple[str, ...],
    tracking_uri: str | None,
    storage: str | None,
    address: str | None,
    as_json: bool,
) -> int:
    """Check everything that a launch (of SPEC, if given) needs."""
    # It loads Ray and MLflow, which neither --help nor the shell's completion needs to wait for.
    from scoresweep.orchestrator.cluster.doctor import run_checks

    sweep = load_sweep(spec, overrides) if spec else None
    checks = run_checks(resolve(tracking_uri), storage, address, sweep)
    if as_json:
        click.echo(json_text(checks_to_json(checks)))
    else:
        for result in checks:
            click.echo(f"{result.word:4}  {result.name}: {format_message(result.message)}")
    return 0 if all(result.ok for result in checks) else 2


def checks_to_json(checks: "Sequence[Check]") -> dict[str, Any]:
    """Return what `doctor --json` writes. docs/reference/json.md names its keys, which stay."""
    return {
        "ok": all(result.ok for result in checks),
        "checks": [
            {
                "name": result.name,
                "status": result.word.lower(),
                "message": format_message(result.message),
            }
            for result in checks
        ],
    }
