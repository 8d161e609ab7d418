"""`scoresweep evaluate`: measures the trained networks of a sweep again."""

from pathlib import Path

import click

from scoresweep.ledger.client import quiet_libraries, read_existing_runs, reading_client
from scoresweep.ledger.uri import tracking_uri as resolve
from scoresweep.orchestrator.cli.detach import detach_here, detach_to_cluster
from scoresweep.orchestrator.cli.launch import Options, run
from scoresweep.orchestrator.cli.options import (
    address_option,
    detach_option,
    examples,
    only_option,
    output_option,
    overrides_option,
    quiet_option,
    store_option,
    verbose_option,
)
from scoresweep.orchestrator.cluster import preflight
from scoresweep.orchestrator.planning.names import trial_name
from scoresweep.orchestrator.planning.remeasure import launched_sweep, untrained
from scoresweep.orchestrator.planning.request import LaunchRequest
from scoresweep.plurals import counted


@click.command(
    epilog=examples(
        "scoresweep evaluate quickstart --only trace --set measure.trace.images=16",
        page="docs/how-to/re-measure.md",
    )
)
@click.argument("sweep")
@only_option("measurement", "--only trace")
@overrides_option("Measure otherwise, as in --set measure.trace.images=8. May be repeated.")
@store_option
@address_option
@detach_option
@output_option
@quiet_option
@verbose_option
def evaluate(
    sweep: str,
    only: tuple[str, ...],
    overrides: tuple[str, ...],
    tracking_uri: str | None,
    address: str | None,
    detach: bool,
    output: str | None,
    quiet: bool,
    verbose: bool,
) -> int:
    """Measure the stored networks of SWEEP again; nothing is trained."""
    quiet_libraries(verbose=verbose)

    def read() -> LaunchRequest:
        return launched_sweep(reading_client(tracking_uri), sweep, overrides, only)

    request, existing_runs = read(), read_existing_runs(resolve(tracking_uri))
    if labels := [trial_name(request.spec, trial) for trial in untrained(request, existing_runs)]:
        some = ", ".join(labels[:5]) + (" and others" if len(labels) > 5 else "")
        untrained_count = counted(len(labels), "trial isn't", "trials aren't")
        click.echo(f"{untrained_count} trained, which launch does: {some}")
    if detach and address is not None:
        return detach_to_cluster(sweep, address, tracking_uri)
    if detach:
        return detach_here(sweep, tracking_uri)
    folder, storage = Path(output or f"results/{sweep}"), preflight.storage_location(None)
    options = Options(tracking_uri, storage, address, folder, verbose, quiet, only)
    return run(request, existing_runs, options, reread=read)
