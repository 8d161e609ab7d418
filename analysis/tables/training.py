"""Tables of training: the estimators of the trace, and quality against training cost."""

import dataclasses
from collections.abc import Sequence

from scoresweep.analysis.results.columns import Column
from scoresweep.analysis.results.curves import Evidence
from scoresweep.analysis.statistics.comparisons import Comparison, Family, Quantity
from scoresweep.analysis.statistics.cost_quality import (
    SECONDS,
    TIMES_PLAIN,
    compare_with_papers_step,
    measured_qualities,
    priced,
)
from scoresweep.analysis.statistics.estimator_ablation import (
    compared,
    control_lambda,
    cost,
    format_cost,
)
from scoresweep.analysis.statistics.paired import smallest_p
from scoresweep.analysis.tables.base import Record, Table
from scoresweep.analysis.tables.comparisons import difference, p_value
from scoresweep.analysis.tables.layout import Line, make_table

_LOSS_TERMS = {
    "seconds": "s an epoch",
    "trace": "E[h]",
    "trace_sq": "E[h²]",
    "grad_norm_sq": "‖∇f‖²",
    "noise": "penalty of the noise",
    "predicted": "4μσ⁻²‖∇f‖²",
}
_OUTCOMES = {
    "gan_test": "GAN-test %",
    "perturbation": "perturbation %",
    "perturbation_of_baseline": "of the baseline %",
}


def estimator_table(evidence: Evidence) -> Table:
    """Tabulate the numbers of the figure `estimators`, of a sweep with an ablation."""
    sweep, groups = evidence.sweep, compared(evidence)
    columns = (
        *(Column(key, text, f"loss/{key}", "number") for key, text in _LOSS_TERMS.items()),
        Column("validation", "validation % at equal cost", "loss/validation"),
        Column("test_accuracy", "accuracy %", "test_accuracy"),
        *(Column(n, text, n) for n, text in _OUTCOMES.items() if n in sweep.measurements),
    )
    note = (
        "Loss terms: means of the last epoch, with the batch's statistics. F: forward passes. "
        "Penalty of the noise, before λ: score-matching's μ(E[h²] − E[h]²), anti-score-matching's "
        "E[h] − E[min(h, τ)]; 4μσ⁻²‖∇f‖² is what of it App. B gives to Taylor's estimator. "
        "Control: the λ of a gradient-norm whose penalty on ‖∇f‖² is as large. Validation: after "
        "as many epochs as cost what the variant's cheapest estimator does, to a tenth. Networks "
        "that diverged or didn't finish have no loss terms here."
    )
    title = "the estimator of the trace"
    table = make_table("estimator", title, sweep, groups, [Line(columns)], note)
    rows, records = [], []
    for group, row, record in zip(groups, table.rows, table.records, strict=True):
        cell, target = group.first, control_lambda(group.first)
        control = "" if target is None else f"{target:.3g}"
        rows.append((*row, format_cost(cell), control, group.state()))
        costs = {"epochs": cell.epochs, "passes_a_step": cell.passes, "passes": cost(cell)}
        records.append(record | costs | {"control_lambda": target})
    return _extended(table, ("epochs × F", "control's λ'", ""), rows, records)


def cost_table(evidence: Evidence) -> Table:
    """Tabulate the numbers of the figure `cost`, of a sweep with cheaper steps than the paper's."""
    sweep, groups = evidence.sweep, priced(evidence)
    qualities = measured_qualities(sweep)
    columns = (
        Column("seconds", "training, s", SECONDS, "number"),
        *(each.column for each in qualities),
    )
    family = compare_with_papers_step(sweep)
    comparisons = () if family is None else family.comparisons
    note = (
        "Cost: forward passes of all epochs, against the baseline's; seconds are of whatever else "
        "the machine did, too. Last column: how it differs from the paper's step (Taylor's "
        "estimator, every step), paired by seed; sign-flip permutation test, p by Holm's method "
        f"over the table.{_reach(family)}"
    )
    title = "quality against training cost"
    table = make_table("cost", title, sweep, groups, [Line(columns)], note)
    rows, records = [], []
    for group, row, record in zip(groups, table.rows, table.records, strict=True):
        cell = group.first
        own = [each for each in comparisons if each.group.first.trial_key == cell.trial_key]
        times = cell.number(TIMES_PLAIN)
        rows.append(
            (*row, "" if times is None else f"{times:.3g}", format_differences(own), group.state())
        )
        costs = {"epochs": cell.epochs, "times_plain": times}
        records.append(record | costs | _differences(own, qualities))
    header = ("cost, × plain", "differs from the paper's step in", "")
    return _extended(table, header, rows, records)


def _extended(
    table: Table,
    header: tuple[str, ...],
    rows: Sequence[tuple[str, ...]],
    records: Sequence[Record],
) -> Table:
    header = (*table.header, *header)
    return dataclasses.replace(table, header=header, rows=tuple(rows), make_records=lambda: records)


def format_differences(comparisons: Sequence[Comparison]) -> str:
    """Format what differs, such as `GAN-test -12.10 ± 1.20 (p=0.0020)`, p after Holm.

    `no difference shown` if nothing does; empty if nothing was compared, as for the paper's step.
    """
    if all(each.p_holm is None for each in comparisons):
        return "not tested" if comparisons else ""
    differing = [
        f"{each.quantity.title} {difference(each)} (p={p_value(each.p_holm)})"
        for each in comparisons
        if each.p_holm is not None and each.is_supported
    ]
    return ", ".join(differing) or "no difference shown"


def _differences(
    comparisons: Sequence[Comparison], qualities: Sequence[Quantity]
) -> dict[str, float | None]:
    """Return `<quality>_difference` and `<quality>_p_holm`: the same keys for every row."""
    found = {each.quantity.column.key: each for each in comparisons}
    numbers: dict[str, float | None] = {}
    for key in (quality.column.key for quality in qualities):
        comparison = found.get(key)
        paired = comparison and comparison.paired
        numbers[f"{key}_difference"] = paired.mean if paired else None
        numbers[f"{key}_p_holm"] = comparison.p_holm if comparison else None
    return numbers


def _reach(family: Family | None) -> str:
    """Say for the note where so few seeds can't show anything."""
    if family is None or not family.tested:
        return " Nothing is tested: no configuration has two seeds."
    least = smallest_p(family.most_pairs)
    if least <= family.level:
        return ""
    return (
        f" With {family.most_pairs} seeds no p can be below {least:.2g} before the correction, so "
        "nothing could be shown."
    )
