"""`scoresweep doctor`: checks all that a launch needs."""

import click

from scoresweep.errors import format_message
from scoresweep.ledger.uri import tracking_uri as resolve
from scoresweep.orchestrator.cli.options import (
    address_option,
    examples,
    overrides_option,
    storage_option,
    store_option,
)
from scoresweep.orchestrator.config.sweep import load_sweep


@click.command(
    epilog=examples(
        "scoresweep doctor",
        "scoresweep doctor cifar10-small --address auto",
        page="docs/reliability.md",
    )
)
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
    # It loads Ray and MLflow, which neither --help nor the shell's completion needs to wait for.
    from scoresweep.orchestrator.cluster.doctor import run_checks

    sweep = load_sweep(spec, overrides) if spec else None
    checks = run_checks(resolve(tracking_uri), storage, address, sweep)
    for result in checks:
        click.echo(f"{result.word:4}  {result.name}: {format_message(result.message)}")
    return 0 if all(result.ok for result in checks) else 2
