"""Tables of everything measured beyond the paper's two.

`measurements` has a row a configuration and a column a measurement. The others are there where their
measurement is wanted: `samples`, `alignment`, `perturbation`, `robustness_linf` and `robustness_l2`, `trace`,
and `sanity` (fooling, randomisation, calibration).
"""

import dataclasses
import math
from collections.abc import Sequence
from typing import Any

from analysis.collect import Cell, Sweep
from analysis.measurement_texts import (
    COEFFICIENTS,
    coefficient,
    configuration_columns,
    finite,
    format_number,
    judge_names,
    measurement_heading,
    measurement_texts,
)
from analysis.tables import Group, Table, group_seeds

# Where docs/measurements.md has the trace estimators' bias and std among the details.
TRACE_SIGMA = 0.01
NOT_TAKEN, NOT_FINITE, STALE = "–", "not finite", "measured otherwise"

# Of AutoAttack (Croce & Hein 2020).
_STANDARD_SQUARE_QUERIES = 5000


@dataclasses.dataclass(frozen=True)
class Column:
    """One number of a measurement: its value, or a detail of it. key names it in records."""

    key: str
    heading: str
    measurement: str
    detail: str | None = None
    unit: str = "percent"

    def number(self, cell: Cell) -> float | None:
        if self.detail is None:
            return finite(cell.value(self.measurement))
        return finite(cell.detail(self.measurement, self.detail))

    def was_taken(self, cell: Cell) -> bool:
        """Whether the ledger holds the number, finite or not."""
        found = cell.measured.get(self.measurement)
        return found is not None and (self.detail is None or self.detail in found.details)


_SANITY = (
    Column("loss_change", "fooling: loss → 0", "fooling", unit="number"),
    Column("loss_gradient", "∇loss → 0", "fooling", "loss_gradient_change", "number"),
    Column("predictions", "predictions → 0", "fooling", "prediction_changes", "number"),
    Column("cosine_before", "cosine before", "fooling", "cosine_before", "cosine"),
    Column("cosine_after", "cosine after", "fooling", "cosine_after", "cosine"),
    Column("head", "randomised: head", "randomisation", "head", "cosine"),
    Column("all_layers", "all layers → 0", "randomisation", unit="cosine"),
    Column("calibration", "calibration error % ↓", "calibration"),
    Column("nll", "NLL ↓", "calibration", "nll", "number"),
    Column("logit_norm", "logit norm", "calibration", "logit_norm", "number"),
)
_SANITY_NOTE = (
    "Fooling: changes once g(x) is added to all logits (largest of the loss in nats, largest relative of its "
    "gradient, number of predictions), and the cosine of ∇f and ∇g before and after. Randomised: rank correlation "
    "with maps of redrawn layers. NLL: negative log-likelihood in nats; logit norm: mean L2."
)


@dataclasses.dataclass(frozen=True)
class Line:
    """One row of each configuration: what tells it from the others, and its columns.

    shared: columns that all its lines have in common; people see them once, before the labels.
    """

    columns: tuple[Column, ...]
    labels: dict[str, str] = dataclasses.field(default_factory=dict)
    shared: tuple[Column, ...] = ()


def build_measurement_tables(sweep: Sweep) -> list[Table]:
    """All that the sweep's wanted measurements give; none for a sweep without cells."""
    groups = group_seeds(sweep.cells)
    if not groups:
        return []
    tables = [_measurements(sweep, groups)]
    if "samples" in sweep.measurements:
        tables.append(_samples(sweep, groups))
    if "alignment" in sweep.measurements:
        tables.append(_alignment(sweep, groups))
    if {"perturbation", "perturbation_of_baseline"} & set(sweep.measurements):
        tables.append(_perturbation(sweep, groups))
    if "robustness" in sweep.measurements:
        tables += [_robustness(sweep, groups, norm) for norm in ("linf", "l2")]
    if "trace" in sweep.measurements:
        tables.append(_trace(sweep, groups))
    sanity = tuple(column for column in _SANITY if column.measurement in sweep.measurements)
    if sanity:
        tables.append(_table("sanity", "sanity", sweep, groups, [Line(sanity)], _SANITY_NOTE))
    return tables


def _measurements(sweep: Sweep, groups: Sequence[Group]) -> Table:
    columns = tuple(
        Column(name, measurement_heading(name), name, unit=text["unit"])
        for name, text in measurement_texts().items()
        if name in sweep.measurements
    )
    note = "↑ higher is better, ↓ lower is better, → 0: 0 is good; without an arrow neither is."
    table = _table("measurements", "all measurements", sweep, groups, [Line(columns)], note)
    states = [group.state() for group in groups]
    if not any(states):
        return table
    rows = tuple((*row, state) for row, state in zip(table.rows, states, strict=True))
    return dataclasses.replace(table, header=(*table.header, ""), rows=rows)


def _samples(sweep: Sweep, groups: Sequence[Group]) -> Table:
    settings, judges = sweep.measure["samples"], judge_names(sweep.judges)
    lines = [
        Line(
            (
                *(Column(j, f"{j} % ↑", "samples", f"{method}.{j}") for j in judges),
                Column("agreement", "agreement %", "samples", f"{method}.agreement"),
            ),
            {"method": method.replace("_", " ")},
        )
        for method in settings["methods"]
    ]
    note = (
        f"{settings['samples']} samples a method; the share that a judge reads as their class. "
        "Agreement: of the judges with each other, right or wrong."
    )
    return _table("samples", "samples by method and judge", sweep, groups, lines, note)


def _alignment(sweep: Sweep, groups: Sequence[Group]) -> Table:
    columns = (
        Column("cosine", "cosine ↑", "alignment", unit="cosine"),
        Column("residual", "residual ↓", "alignment", "residual", "number"),
        Column("scaled_residual", "residual, scaled ↓", "alignment", "scaled_residual", "number"),
        Column("grad_norm", "‖∇f‖", "alignment", "grad_norm", "number"),
    )
    note = (
        f"Of ∇f(x+v) with −v at σ={sweep.measure['alignment']['reference_sigma']:g}. Residual: E‖∇f(x+v) + v/σ²‖² over "
        "that of a zero score, which has 1; scaled: for the best multiple of ∇f. ‖∇f‖: mean on clean images."
    )
    return _table("alignment", "alignment with the score", sweep, groups, [Line(columns)], note)


def _perturbation(sweep: Sweep, groups: Sequence[Group]) -> Table:
    readers = {"perturbation": "own", "perturbation_of_baseline": "baseline"}
    readers = {name: word for name, word in readers.items() if name in sweep.measurements}
    fills = list(dict.fromkeys(f for name in readers for f in sweep.measure[name]["fills"]))
    lines = []
    for fill in fills:
        columns = [
            Column(f"{word}_{order}", f"{word}, {order} %{arrow}", name, f"{order}.{fill}")
            for name, word in readers.items()
            for order, arrow in (("least", " ↑"), ("most", " ↓"), ("random", ""))
            if order in (*sweep.measure[name]["orders"], "random")
        ]
        lines.append(Line(tuple(columns), {"fill": fill} if len(fills) > 1 else {}))
    note = (
        "Area under accuracy against the fraction of removed pixels: least relevant first, most "
        "relevant first, and random, the floor that an explanation has to beat. own: each network "
        "reads by its own gradients; baseline: the sweep's baseline reads, each network explains."
    )
    return _table("perturbation", "pixel perturbation, areas", sweep, groups, lines, note)


def _robustness(sweep: Sweep, groups: Sequence[Group], norm: str) -> Table:
    settings = sweep.measure["robustness"]
    columns = [Column("test_accuracy", "no attack %", "test_accuracy")]
    note = f"No attack: the whole test set; under attack: {settings['images']} of its images."
    if norm == "linf":
        shown = [f"{255 * epsilon:g}" for epsilon in sorted(settings["linf"])]
        columns += [Column(f"linf_{e}", f"ε={e}/255 %", "robustness", f"linf_{e}") for e in shown]
        columns.append(Column("area", "area % ↑", "robustness"))
    else:
        shown = [f"{epsilon:g}" for epsilon in sorted(settings["l2"])]
        columns += [Column(f"l2_{e}", f"ε={e} %", "robustness", f"l2_{e}") for e in shown]
        columns.append(Column("area", "area % ↑", "robustness", "l2"))
    if norm == "linf" and settings["autoattack_images"]:
        columns.append(Column("autoattack", "AutoAttack %", "robustness", "autoattack"))
        epsilon = f"{255 * settings['autoattack_linf']:g}/255"
        note += f" AutoAttack: ε={epsilon}, {settings['autoattack_images']} images"
        queries = settings["square_queries"]
        fewer = f", {queries} queries of Square where its standard has {_STANDARD_SQUARE_QUERIES}"
        note += "." if queries == _STANDARD_SQUARE_QUERIES else fewer + "."
    title = f"accuracy under {'L∞' if norm == 'linf' else 'L2'} attack"
    return _table(f"robustness_{norm}", title, sweep, groups, [Line(tuple(columns))], note)


def _trace(sweep: Sweep, groups: Sequence[Group]) -> Table:
    settings = sweep.measure["trace"]
    truth = (
        Column("exact", "exact tr ∇²f", "trace", unit="number"),
        Column("grad_norm_sq", "‖∇f‖²", "trace", "grad_norm_sq", "number"),
    )
    lines = [
        Line(
            (
                Column("bias", "bias → 0", "trace", f"{estimator}.bias", "number"),
                Column("std", "std ↓", "trace", f"{estimator}.std", "number"),
            ),
            {"trace_estimator": estimator.replace("_", " ")},
            truth,
        )
        for estimator in settings["estimators"]
        if estimator != "exact"
    ]
    note = (
        f"At σ={TRACE_SIGMA:g} for the estimators that have a σ. {settings['images']} images, "
        f"{settings['probes']} probes each; std: of one estimate, over the probes. A bias of less than two "
        f"times std / {math.sqrt(settings['images'] * settings['probes']):.3g}, its standard error, isn't shown to differ "
        "from 0."
    )
    return _table(
        "trace", "estimators of the trace", sweep, groups, lines or [Line((), {}, truth)], note
    )


def _table(
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
    rows, records = [], []
    for group in groups:
        cell = group.first
        named = [cell.variant, *(coefficient(getattr(cell, name)) for name in coefficients)]
        named += [_shown(group, column) for column in lines[0].shared]
        for line in lines:
            numbers = (_shown(group, column) for column in line.columns)
            rows.append((*named, *line.labels.values(), *numbers))
            records.append(_record(group, line))
            named = [""] * len(named)
    labels = (label.replace("trace_estimator", "estimator of tr ∇²f") for label in lines[0].labels)
    shared, own = ([c.heading for c in some] for some in (lines[0].shared, lines[0].columns))
    header = ("variant", *coefficients.values(), *shared, *labels, *own)
    title = f"{sweep.name}: {title} ({sweep.dataset})"
    return Table(name, title, header, tuple(rows), (note, *_notes(groups)), tuple(records))


def _record(group: Group, line: Line) -> dict[str, Any]:
    cell = group.first
    record: dict[str, Any] = {"variant": cell.variant}
    record |= {name.rstrip("_"): getattr(cell, name) for name in COEFFICIENTS}
    record |= line.labels
    record["seeds"] = len(group.cells)
    record["status"] = ",".join(sorted({cell.status for cell in group.cells}))
    for column in (*line.shared, *line.columns):
        estimate = group.estimate(column.number)
        record[column.key] = estimate and estimate.mean
        record[f"{column.key}_standard_error"] = estimate and estimate.standard_error
        record[f"{column.key}_n"] = estimate.n if estimate else 0
    record["run_ids"] = ",".join(cell.run_id for cell in group.cells if cell.run_id)
    return record


def _shown(group: Group, column: Column) -> str:
    if any(column.measurement in cell.stale for cell in group.cells):
        return STALE
    estimate = group.estimate(column.number)
    if estimate is None:
        return NOT_FINITE if any(map(column.was_taken, group.cells)) else NOT_TAKEN
    text = format_number(estimate.mean, column.unit)
    if estimate.standard_error is not None:
        spread = format_number(estimate.standard_error, column.unit, is_spread=True)
        text += f" ± {spread} (n={estimate.n})"
    elif len(group.cells) > 1:
        text += " (n=1)"
    return text


def _notes(groups: Sequence[Group]) -> tuple[str, ...]:
    cells = [cell for group in groups for cell in group.cells]
    notes = ["Mean ± standard error over the seeds."]
    if len({cell.seed for cell in cells}) == 1:
        notes = ["One seed a configuration: differences aren't tested for significance."]
    if any(cell.stale for cell in cells):
        notes.append(f"{STALE}: with other settings than the sweep asks for, so not shown.")
    return tuple(notes)
