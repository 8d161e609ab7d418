"""Tables of training: the estimators of the trace, and quality against training cost."""

import dataclasses
from collections.abc import Sequence

from scoresweep.analysis.results.columns import Column
from scoresweep.analysis.results.curves import Evidence
from scoresweep.analysis.statistics.comparisons import Comparison, Family, Quantity
from scoresweep.analysis.statistics.cost_quality import (
    COSTS,
    compare_with_papers_step,
    priced,
    taken_qualities,
)
from scoresweep.analysis.statistics.estimator_ablation import (
    TERMS,
    compared,
    control_lambda,
    cost,
    cost_in_words,
)
from scoresweep.analysis.statistics.paired import smallest_p
from scoresweep.analysis.tables.base import Table
from scoresweep.analysis.tables.comparisons import difference, p_value
from scoresweep.analysis.tables.layout import Line, make_table


def estimator_table(evidence: Evidence) -> Table:
    """The numbers of the figure `estimators`. Of a sweep with an ablation."""
    sweep = evidence.sweep
    groups = compared(evidence)
    headings = {
        "seconds": "s an epoch",
        "trace": "E[h]",
        "trace_sq": "E[h²]",
        "grad_norm_sq": "‖∇f‖²",
        "noise": "penalty of the noise",
        "predicted": "4μσ⁻²‖∇f‖²",
    }
    columns = [Column(key, text, TERMS, key, "number") for key, text in headings.items()]
    columns.append(Column("validation", "validation % at equal cost", TERMS, "validation"))
    columns.append(Column("test_accuracy", "accuracy %", "test_accuracy"))
    for name, text in {
        "gan_test": "GAN-test %",
        "perturbation": "perturbation %",
        "perturbation_of_baseline": "of the baseline %",
    }.items():
        if name in sweep.measurements:
            columns.append(Column(name, text, name))
    note = (
        "Loss terms: means of the last epoch, with the batch's statistics. F: forward passes. Penalty of the noise, "
        "before λ: score-matching's μ(E[h²] − E[h]²), anti-score-matching's E[h] − E[min(h, τ)]; 4μσ⁻²‖∇f‖² is what of it "
        "App. B gives to Taylor's estimator. Control: the λ of a gradient-norm whose penalty on ‖∇f‖² is as large. "
        "Validation: after as many epochs as cost what the variant's cheapest estimator does, to a tenth. "
        "Networks that diverged or didn't finish have no loss terms here."
    )
    table = make_table(
        TERMS, "the estimator of the trace", sweep, groups, [Line(tuple(columns))], note
    )
    rows, records = [], []
    for group, row, record in zip(groups, table.rows, table.records, strict=True):
        cell, wanted = group.first, control_lambda(group.first)
        shown = "" if wanted is None else f"{wanted:.3g}"
        rows.append((*row, cost_in_words(cell), shown, group.state()))
        records.append(
            record
            | {"epochs": cell.epochs, "passes_a_step": cell.passes, "passes": cost(cell)}
            | {"control_lambda": wanted}
        )
    header = (*table.header, "epochs × F", "control's λ'", "")
    return dataclasses.replace(table, header=header, rows=tuple(rows), make_records=lambda: records)


def cost_table(evidence: Evidence) -> Table:
    """The numbers of the figure `cost`. Of a sweep with `cheaper` configurations."""
    sweep = evidence.sweep
    groups = priced(evidence)
    columns = (
        Column("seconds", "training, s", COSTS, "seconds", "number"),
        *(each.column for each in taken_qualities(sweep)),
    )
    family = compare_with_papers_step(sweep)
    found = () if family is None else family.comparisons
    note = (
        "Cost: forward passes of all epochs, against the baseline's; seconds are of whatever else the machine did, too. "
        "Last column: how it differs from the paper's step (Taylor's estimator, every step), paired by seed; sign-flip "
        f"permutation test, p by Holm's method over the table.{_reach(family)}"
    )
    table = make_table(
        "cost", "quality against training cost", sweep, groups, [Line(columns)], note
    )
    rows, records = [], []
    for group, row, record in zip(groups, table.rows, table.records, strict=True):
        own = [each for each in found if each.group.first.trial_key == group.first.trial_key]
        times = group.first.detail(COSTS, "times_plain")
        shown = "" if times is None else f"{times:.3g}"
        rows.append((*row, shown, in_words(own), group.state()))
        costs = {"epochs": group.first.epochs, "times_plain": times}
        records.append(record | costs | _differences(own, taken_qualities(sweep)))
    header = (*table.header, "cost, × plain", "differs from the paper's step in", "")
    return dataclasses.replace(table, header=header, rows=tuple(rows), make_records=lambda: records)


def in_words(comparisons: Sequence[Comparison]) -> str:
    """Such as `GAN-test -12.10 ± 1.20 (p=0.0020)`: what differs, by how much, and its corrected p; `no difference shown` if nothing does.

    Empty where nothing was compared, as for the paper's step itself.
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
    """`<quality>_difference` and `<quality>_p_holm`, None where nothing was compared: the same keys for every row."""
    found = {each.quantity.column.key: each for each in comparisons}
    numbers: dict[str, float | None] = {}
    for quality in qualities:
        comparison = found.get(quality.column.key)
        paired = None if comparison is None else comparison.paired
        numbers[f"{quality.column.key}_difference"] = None if paired is None else paired.mean
        numbers[f"{quality.column.key}_p_holm"] = None if comparison is None else comparison.p_holm
    return numbers


def _reach(family: Family | None) -> str:
    """For the note: where so few seeds can't show anything."""
    if family is None or not family.tested:
        return " Nothing is tested: no configuration has two seeds."
    most = max(each.paired.n for each in family.tested if each.paired is not None)
    if smallest_p(most) <= family.level:
        return ""
    return f" With {most} seeds no p can be below {smallest_p(most):.2g} before the correction, so nothing could be shown."
