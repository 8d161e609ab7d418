"""`scoresweep delete`: deletes a sweep, and gives its space on disk back."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from scoresweep.ledger.client import reading_client
from scoresweep.ledger.uri import tracking_uri as resolve
from scoresweep.ledger.uri import without_password
from scoresweep.orchestrator.cli.options import (
    dry_run_option,
    examples,
    files_option,
    store_option,
    yes_option,
)
from scoresweep.orchestrator.cli.progress import counting
from scoresweep.orchestrator.cli.removal import check_answer, gc_command, is_confirmed
from scoresweep.plurals import counted, format_bytes
from scoresweep.sanitize import printable
from scoresweep.storage.location import Location

if TYPE_CHECKING:
    from scoresweep.orchestrator.upkeep.delete import Deletion
_MOST_NAMED = 10


@click.command(
    epilog=examples(
        "scoresweep delete quickstart --dry-run",
        "scoresweep delete quickstart --yes",
        page="docs/how-to/upkeep.md",
    )
)
@click.argument("sweep")
@dry_run_option
@yes_option
@store_option
@files_option
def delete(
    sweep: str, dry_run: bool, yes: bool, tracking_uri: str | None, storage: str | None
) -> int:
    """Delete SWEEP: its runs, models, artifacts and checkpoints.

    Runs that another sweep plans stay, with their checkpoints. After it was killed, the same
    command finishes it. MLflow keeps the deleted runs' numbers until `mlflow gc`.
    """
    reading_client(tracking_uri)  # raises if there is no store, where MLflow would make one
    # It loads MLflow.
    from scoresweep.ledger.client import open_client
    from scoresweep.orchestrator.upkeep.delete import delete_sweep, find_deletion, leased

    uri = resolve(tracking_uri)
    client, place = open_client(uri), Location.of(storage) if storage else None
    if dry_run:
        click.echo("\n".join(lines(find_deletion(client, sweep, place), uri)))
        return 0
    find_deletion(client, sweep, place)  # raises before anything is written
    check_answer(yes=yes)
    with leased(client, sweep):
        found = find_deletion(client, sweep, place)
        click.echo("\n".join(lines(found, uri)))
        if not is_confirmed(f"Delete {sweep}?", yes=yes):
            click.echo("nothing was deleted")
            return 0
        with counting(f"runs of {sweep}") as report:
            delete_sweep(client, found, place, report)
    click.echo(
        f"{sweep} is deleted. MLflow keeps its runs' params, metrics and tags, marked as deleted, "
        f"until: {gc_command(uri)}"
    )
    return 0


def lines(found: "Deletion", uri: str) -> Iterator[str]:
    """Return what a deletion removes and what stays, a line each."""
    runs = [run for run in found.all_runs if run.is_active]
    judges = sum(run.role == "judge" for run in runs)
    trials = sum(bool(run.trial_key) for run in runs) - judges
    own = any(run.is_active for run in found.parents)
    yield f"{found.sweep}, of {without_password(uri)}, will lose:"
    kinds = [counted(trials, "trial"), counted(judges, "judge")] + ["its own run"] * own
    yield f"  {counted(len(runs), 'run')} ({', '.join(kinds)})"
    if marked := sum(not (run.is_active or run.is_gone) for run in found.all_runs):
        yield f"  what is left of {counted(marked, 'run')} marked as deleted before"
    if models := sum(len(run.models) for run in found.all_runs):
        yield f"  {counted(models, 'model')} in MLflow's Models tab"
    artifacts = [bytes_ for run in found.all_runs for _, bytes_ in run.artifacts]
    yield f"  {counted(len(artifacts), 'artifact')}, {format_bytes(sum(artifacts))}"
    files = [file for run in found.all_runs for file in run.files]
    weights = [file for file in files if file.place.name.endswith(".pt")]
    roots = sorted({file.place.parent.parent.text for file in weights})
    where = f", in {', '.join(roots)}" if roots else ""
    total = format_bytes(sum(file.size for file in weights))
    yield f"  {counted(len(weights), 'checkpoint')}, {total}{where}"
    if others := [file for file in files if file not in weights]:
        total = format_bytes(sum(file.size for file in others))
        yield f"  {counted(len(others), 'other file')} beside them, {total}"
    if found.study is not None:
        yield f"  the search's study, in {without_password(found.study)}"
    for run in found.kept[:_MOST_NAMED]:
        sweeps = ", ".join(map(printable, run.sweeps))
        yield f"stays, as {sweeps} needs it: {run.name} (run {run.run_id}), with its checkpoint"
    if len(found.kept) > _MOST_NAMED:
        yield f"and {counted(len(found.kept) - _MOST_NAMED, 'other run')} that other sweeps need"
    yield from found.left
