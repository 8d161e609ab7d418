"""How a table of measurements is laid out: its columns, and a line or several for each configuration."""

import dataclasses
from collections.abc import Sequence

from scoresweep.analysis.results.coefficients import record_of, recorded
from scoresweep.analysis.results.collect import Sweep
from scoresweep.analysis.results.columns import NOT_TAKEN, STALE, Column
from scoresweep.analysis.results.groups import Group
from scoresweep.analysis.results.labels import (
    coefficient,
    configuration_columns,
    format_number,
    setting,
)
from scoresweep.analysis.tables.base import Record, Table

_MEAN = "Mean ± standard error over the seeds."
_PARTLY = "n=2 of 3: not all planned seeds are in the mean."
# Labels of lines that read otherwise in records.
_LABELS = {"trace_estimator": "estimator of tr ∇²f", "read_by": "read by"}


@dataclasses.dataclass(frozen=True)
class Line:
    """One row of each configuration: what tells it from the others, and its columns.

    shared: columns that all its lines have in common; people see them once, before the labels.
    """

    columns: tuple[Column, ...]
    labels: dict[str, str] = dataclasses.field(default_factory=dict)
    shared: tuple[Column, ...] = ()


def make_table(
    name: str,
    title: str,
    sweep: Sweep,
    groups: Sequence[Group],
    lines: Sequence[Line],
    note: str,
) -> Table:
    """Every configuration has the same lines, which differ in labels and numbers.

    In rows a configuration is named in its first line only, in records in each.
    """
    coefficients = configuration_columns(groups)
    rows = []
    for group in groups:
        cell = group.first
        named = [cell.variant, *(coefficient(setting(cell, name)) for name in coefficients)]
        named += [_shown(group, column) for column in lines[0].shared]
        for line in lines:
            numbers = (_shown(group, column) for column in line.columns)
            rows.append((*named, *line.labels.values(), *numbers))
            named = [""] * len(named)
    labels = (_LABELS.get(label, label) for label in lines[0].labels)
    shared, own = ([c.heading for c in some] for some in (lines[0].shared, lines[0].columns))
    header = ("variant", *coefficients.values(), *shared, *labels, *own)
    title = f"{sweep.name}: {title} ({sweep.dataset})"
    names = recorded(group.first for group in groups)

    def records() -> list[Record]:
        return [_record(group, line, names) for group in groups for line in lines]

    return Table(name, title, header, tuple(rows), (note, *_notes(groups, rows)), records)


def _record(group: Group, line: Line, names: Sequence[str]) -> Record:
    cell = group.first
    record: Record = {"variant": cell.variant}
    record |= record_of(cell, names)
    record |= dict(cell.settings)
    record |= line.labels
    record["seeds"] = len(group.cells)
    record["status"] = ",".join(sorted({cell.status for cell in group.cells}))
    for column in (*line.shared, *line.columns):
        estimate = column.estimate(group)
        record[column.key] = estimate and estimate.mean
        record[f"{column.key}_standard_error"] = estimate and estimate.standard_error
        record[f"{column.key}_n"] = estimate.n if estimate else 0
    record["run_ids"] = ",".join(cell.run_id for cell in group.cells if cell.run_id)
    return record


def _shown(group: Group, column: Column) -> str:
    if any(column.measurement in cell.stale for cell in group.cells):
        return STALE
    estimate = column.estimate(group)
    if estimate is None:
        return column.unknown if any(map(column.was_taken, group.cells)) else NOT_TAKEN
    text = format_number(estimate.mean, column.unit)
    if estimate.standard_error is not None:
        spread = format_number(estimate.standard_error, column.unit, is_spread=True)
        text += f" ± {spread}"
    return text + count_mark(estimate.n, len(group.cells))


def _notes(groups: Sequence[Group], rows: list[tuple[str, ...]]) -> tuple[str, ...]:
    cells = [cell for group in groups for cell in group.cells]
    notes = [seeds_note(rows)]
    if len({cell.seed for cell in cells}) == 1:
        notes = ["One seed a configuration: differences aren't tested for significance."]
    if any(cell.stale for cell in cells):
        notes.append(f"{STALE}: with other settings than the sweep asks for, so not shown.")
    return tuple(notes)


def count_mark(n: int, planned: int) -> str:
    """` (n=3)`, or ` (n=2 of 3)` where not all planned seeds are in the mean; empty where one was planned."""
    if planned == 1:
        return ""
    return f" (n={n})" if n == planned else f" (n={n} of {planned})"


def seeds_note(rows: list[tuple[str, ...]]) -> str:
    """What a table's means are, and its mark if one of its texts has it."""
    is_marked = any(" of " in text and " (n=" in text for row in rows for text in row)
    return f"{_MEAN} {_PARTLY}" if is_marked else _MEAN
