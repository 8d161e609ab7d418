"""MLflow's pages of a sweep: saved views, a note with its tables, and its numbers as metrics."""

import collections
import time
from collections.abc import Sequence
from datetime import datetime

from mlflow.entities import Metric, RunTag

from scoresweep.analysis.results.collect import Sweep, collect
from scoresweep.analysis.results.groups import Group, group_seeds
from scoresweep.analysis.results.labels import configuration_columns, configuration_label
from scoresweep.analysis.results.selection import select
from scoresweep.analysis.tables.base import Table
from scoresweep.analysis.tables.render import to_markdown
from scoresweep.analysis.tables.search import tables_of
from scoresweep.ledger.client import Client
from scoresweep.ledger.schema import DESCRIPTION, MetricName
from scoresweep.orchestrator.execution import saved_views
from scoresweep.plurals import counted

# MLflow cuts a longer note off.
LONGEST_NOTE = 8000
_DONE = ("finished", "diverged", "stopped")
_REPORT = "report/report.html"
# What stands above it is the sweep's description, or what people wrote there in MLflow.
_MARK = "<!-- scoresweep writes what follows -->"


def update(client: Client, name: str) -> Sweep:
    """Write a sweep's views, note and metrics, and return what the store holds now.

    Raises:
        InputError: The store has no such sweep.
        MlflowException: The store can't be written.
    """
    sweep = collect(client, name)
    write(client, sweep, tables_of(client, sweep))
    return sweep


def write(client: Client, sweep: Sweep, tables: Sequence[Table]) -> None:
    """Write a sweep's views to its experiment, and its note and metrics to its parent run.

    Raises:
        MlflowException: The store can't be written.
    """
    if not sweep.cells:
        return
    run_id = sweep.parent_run_id
    has_report = any(file.path == _REPORT for file in client.list_artifacts(run_id, "report"))
    has_views = saved_views.write(client, sweep)
    before = client.get_run(run_id).data.tags.get(DESCRIPTION, "")
    text = note(
        sweep,
        tables,
        before.partition(_MARK)[0].strip(),
        datetime.now().astimezone(),
        links(sweep, has_report=has_report, has_views=has_views),
    )
    found = numbers(sweep)
    stamp, step = time.time_ns() // 1_000_000, int(found["trials/done"])
    client.log_batch(
        run_id,
        metrics=[Metric(name, value, stamp, step) for name, value in found.items()],
        tags=[RunTag(DESCRIPTION, text)],
    )


def links(sweep: Sweep, *, has_report: bool, has_views: bool) -> list[str]:
    """Return the note's lines, in Markdown, that lead to the sweep's other pages."""
    found = [f"Every figure and table: `scoresweep report {sweep.name}`"]
    if has_report:
        page = f"#/experiments/{sweep.experiment_id}/runs/{sweep.parent_run_id}/artifacts/{_REPORT}"
        found = [f"[Report: every figure and table]({page})"]
    if has_views:
        views = (
            f"[{view.title}]({saved_views.address(sweep.experiment_id, view)})"
            for view in saved_views.VIEWS
        )
        found.append(f"Views: {' · '.join(views)}")
    return found


def note(
    sweep: Sweep, tables: Sequence[Table], above: str, now: datetime, links: Sequence[str]
) -> str:
    """Write the note, in Markdown.

    Args:
        above: The text that stands above it and is kept.
    """
    counts = collections.Counter(cell.status for cell in sweep.cells)
    states = ", ".join(f"{count} {status}" for status, count in counts.most_common())
    head = [
        above,
        _MARK,
        f"**{counted(len(sweep.cells), 'trial')}: {states}** (as of {now:%d %b %Y, %H:%M %Z})",
    ]
    if (best := best_configuration(sweep)) is not None:
        label = configuration_label(best.first, configuration_columns(group_seeds(sweep.cells)))
        head.append(f"Best by validation accuracy: {label}")
    text = "\n\n".join(filter(None, [*head, *links]))
    for table in tables:
        shown = f"\n\n{to_markdown(table).strip()}"
        if len(text) + len(shown) > LONGEST_NOTE:
            more = "\n\nThe other tables are too long for this page; they are among the artifacts."
            return text + more if len(text) + len(more) <= LONGEST_NOTE else text
        text += shown
    return text[:LONGEST_NOTE]


def numbers(sweep: Sweep) -> dict[str, float]:
    """Return the sweep's own metrics, by which MLflow's list of runs can be sorted.

    The best configuration is that of the highest mean validation accuracy, so that no test image
    had a part in its choice; its other numbers are means over its seeds.
    """
    found: dict[str, float] = {
        "trials/planned": len(sweep.cells),
        "trials/done": sum(cell.status in _DONE for cell in sweep.cells),
        "trials/failed": sum(cell.status == "failed" for cell in sweep.cells),
    }
    if (best := best_configuration(sweep)) is not None:
        means = {
            "best/val_accuracy": best.estimate(lambda cell: cell.validation_accuracy),
            "best/test_accuracy": best.estimate(lambda cell: cell.accuracy),
            "best/gan_test": best.estimate(lambda cell: cell.number("gan_test")),
        }
        found |= {name: mean.mean for name, mean in means.items() if mean is not None}
    return found


def best_configuration(sweep: Sweep) -> Group | None:
    """Return the configuration of the highest validation accuracy, of those with every seed."""
    chosen = select(group_seeds(sweep.cells), (MetricName.VALIDATION_ACCURACY,))
    return None if chosen is None else chosen.groups[0]
