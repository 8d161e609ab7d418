"""How a table of measurements is laid out: its columns, and a line or several for each configuration."""

import dataclasses
from collections.abc import Sequence
from functools import partial
from typing import Any

from scoresweep.analysis.results.coefficients import record_of, recorded
from scoresweep.analysis.results.collect import Cell, Sweep
from scoresweep.analysis.results.labels import (
    coefficient,
    configuration_columns,
    finite,
    format_number,
    setting,
)
from scoresweep.analysis.results.lazily import Lazily
from scoresweep.analysis.tables.base import Estimate, Group, Table
from scoresweep.analysis.tables.seeds import count_mark, seeds_note

NOT_TAKEN, NOT_FINITE, STALE = "–", "not finite", "measured otherwise"
# Labels of lines that read otherwise in records.
_LABELS = {"trace_estimator": "estimator of tr ∇²f", "read_by": "read by"}


@dataclasses.dataclass(frozen=True)
class Column:
    """One number of a measurement: its value, or a detail of it. key names it in records.

    own_error: the detail with the number's own standard error, shown where one network alone has it.
    unknown: what people are shown of a number that was taken and is none.
    """

    key: str
    heading: str
    measurement: str
    detail: str | None = None
    unit: str = "percent"
    own_error: str | None = None
    unknown: str = NOT_FINITE

    def number(self, cell: Cell) -> float | None:
        if self.detail is None:
            return finite(cell.value(self.measurement))
        return finite(cell.detail(self.measurement, self.detail))

    def estimate(self, group: Group) -> Estimate | None:
        """The mean over seeds; of a single number its own standard error, if it has one."""
        found = group.estimate(self.number)
        if found is None or found.n > 1 or self.own_error is None:
            return found
        [cell] = [cell for cell in group.cells if self.number(cell) is not None]
        error = finite(cell.detail(self.measurement, self.own_error))
        return dataclasses.replace(found, standard_error=error)

    def was_taken(self, cell: Cell) -> bool:
        """Whether the ledger holds the number, finite or not."""
        found = cell.measured.get(self.measurement)
        return found is not None and (self.detail is None or self.detail in found.details)


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
    records = Lazily(partial(_record, group, line, names) for group in groups for line in lines)
    return Table(name, title, header, tuple(rows), (note, *_notes(groups, rows)), records)


def _record(group: Group, line: Line, names: Sequence[str]) -> dict[str, Any]:
    cell = group.first
    record: dict[str, Any] = {"variant": cell.variant}
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
