"""Tables of numbers by configuration: columns, and a line or several for each configuration."""

import dataclasses
import re
from collections.abc import Mapping, Sequence

from scoresweep.analysis.results.coefficients import record_of, recorded
from scoresweep.analysis.results.collect import Sweep
from scoresweep.analysis.results.columns import NOT_TAKEN, STALE, Column
from scoresweep.analysis.results.groups import Group, run_ids
from scoresweep.analysis.results.labels import (
    configuration_columns,
    configuration_texts,
    format_number,
)
from scoresweep.analysis.statistics.judged import unranked_notes
from scoresweep.analysis.tables.base import Record, Table

# Labels of lines that read otherwise in records.
_LABELS = {"trace_estimator": "estimator of tr ∇²f", "read_by": "read by"}


@dataclasses.dataclass(frozen=True)
class Line:
    """One row of each configuration.

    Attributes:
        labels: What distinguishes it from the configuration's other rows.
        shared: Columns that all its rows have in common, shown once, before the labels.
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
    """Make a table in which every configuration has the same lines.

    Rows name a configuration in its first line only, records in each.
    """
    coefficients = configuration_columns(groups)
    rows = []
    for group in groups:
        named = configuration_texts(group.first, coefficients)
        named += [format_column(group, column) for column in lines[0].shared]
        for line in lines:
            numbers = (format_column(group, column) for column in line.columns)
            rows.append((*named, *line.labels.values(), *numbers))
            named = [""] * len(named)
    labels = (_LABELS.get(label, label) for label in lines[0].labels)
    shared, own = ([c.heading for c in some] for some in (lines[0].shared, lines[0].columns))
    header = ("variant", *coefficients.values(), *shared, *labels, *own)
    title = f"{sweep.name}: {title} ({sweep.dataset})"
    names = recorded(group.first for group in groups)

    def records() -> list[Record]:
        return [
            make_record(group, names, (*line.shared, *line.columns), line.labels)
            | {"run_ids": run_ids(group.cells)}
            for group in groups
            for line in lines
        ]

    shows = (c.measurement for line in lines for c in (*line.shared, *line.columns))
    notes = (*unranked_notes(sweep, shows), note, *_notes(groups, rows))
    return Table(name, title, header, tuple(rows), notes, records)


def make_record(
    group: Group, names: Sequence[str], columns: Sequence[Column], labels: Mapping[str, str]
) -> Record:
    """Return a configuration's coefficients of these names and its means of these columns."""
    cell = group.first
    record: Record = {
        "variant": cell.variant,
        **record_of(cell, names),
        **dict(cell.settings),
        **labels,
        "seeds": len(group.cells),
        "status": ",".join(sorted({cell.status for cell in group.cells})),
    }
    for column in columns:
        estimate = column.estimate(group)
        record[column.key] = estimate and estimate.mean
        record[f"{column.key}_standard_error"] = estimate and estimate.standard_error
        record[f"{column.key}_n"] = estimate.n if estimate else 0
    return record


def format_column(group: Group, column: Column) -> str:
    """Format a configuration's mean, `93.00 ± 2.08 (n=3)`, or say why there is none."""
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


def _notes(groups: Sequence[Group], rows: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    cells = [cell for group in groups for cell in group.cells]
    notes = [seeds_note(rows)]
    if len({cell.seed for cell in cells}) == 1:
        notes = ["One seed a configuration: differences aren't tested for significance."]
    if any(cell.stale for cell in cells):
        notes.append(f"{STALE}: with other settings than the sweep asks for, so not shown.")
    return tuple(notes)


def count_mark(n: int, planned: int) -> str:
    """Return ` (n=3)`, or ` (n=2 of 3)` if the mean lacks planned seeds; empty for one planned."""
    if planned == 1:
        return ""
    return f" (n={n})" if n == planned else f" (n={n} of {planned})"


def seeds_note(rows: Sequence[tuple[str, ...]]) -> str:
    """Return what a table's means are, and its mark of means that lack seeds if a text has it."""
    note = "Mean ± standard error over the seeds."
    marks = (re.search(r"n=\d+ of \d+", text) for row in rows for text in row)
    if (lacking := next(filter(None, marks), None)) is not None:
        note += f" {lacking[0]}: not all planned seeds are in the mean."
    return note
