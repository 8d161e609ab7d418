"""What cheaper steps give for their cost: quality beside what training cost, and against the paper's step.

A step is cheaper than the paper's where the trace is estimated in another way (sliced), at each k-th step only, or for a
share of the batch.
"""

import dataclasses
from collections.abc import Sequence

from scoresweep.analysis.results.coefficients import has_options
from scoresweep.analysis.results.collect import Cell, Measured, Sweep
from scoresweep.analysis.results.curves import Evidence
from scoresweep.analysis.statistics.comparisons import Comparison, Family, Quantity, compare_groups
from scoresweep.analysis.statistics.estimator_ablation import TRACED, cost
from scoresweep.analysis.statistics.paired import smallest_p
from scoresweep.analysis.tables.base import Group, Table, group_seeds
from scoresweep.analysis.tables.comparisons import difference, p_value
from scoresweep.analysis.tables.layout import Column, Line, make_table

# The details that `with_costs` adds to a cell, under this name.
COSTS = "training_cost"
# What the papers' claims rest on, at test time: the trace and the gradient are of the trained networks.
QUALITIES = (
    Quantity(Column("test_accuracy", "accuracy %", "test_accuracy"), "accuracy", "↑"),
    Quantity(Column("gan_test", "GAN-test %", "gan_test"), "GAN-test", "↑"),
    Quantity(Column("trace", "tr ∇²f", "trace", unit="number"), "tr ∇²f", ""),
    Quantity(Column("grad_norm", "‖∇f‖", "alignment", "grad_norm", unit="number"), "‖∇f‖", ""),
)


def papers_steps(groups: Sequence[Group]) -> list[Group | None]:
    """For each, the configuration that differs in how the trace is estimated, in options, and in epochs alone: Taylor's, with
    no option set, so at every step.

    Itself, for that one; None for a variant without a trace, and where there is no such configuration. An estimator
    without a σ is held against the smallest σ.
    """
    papers: dict[tuple[object, ...], Group] = {}
    own = [g for g in groups if g.first.estimator == "taylor" and not has_options(g.first)]
    for group in own:
        papers.setdefault(_but_for_cost(group.first), group)
    for group in sorted(own, key=lambda group: group.first.sigma or 0.0):
        papers.setdefault(_but_for_cost(dataclasses.replace(group.first, sigma=None)), group)
    return [
        papers.get(_but_for_cost(group.first)) if group.first.variant in TRACED else None
        for group in groups
    ]


def _but_for_cost(cell: Cell) -> tuple[object, ...]:
    recipe = tuple((name, value) for name, value in cell.settings if name != "epochs")
    return cell.variant, cell.lambda_, cell.mu, cell.sigma, cell.threshold, recipe


def cheaper(sweep: Sweep) -> list[tuple[Group, Group]]:
    """(configuration, the paper's step) for all whose steps cost less; empty where no launch said what they cost."""
    groups = group_seeds(sweep.cells)
    return [
        (group, papers)
        for group, papers in zip(groups, papers_steps(groups), strict=True)
        if papers is not None
        and group.first.passes is not None
        and papers.first.passes is not None
        and group.first.passes < papers.first.passes
    ]


def priced(evidence: Evidence) -> list[Group]:
    """Baselines, the paper's steps and those that are cheaper, each with its costs."""
    sweep = evidence.sweep
    pairs = cheaper(sweep)
    kept = [group for pair in pairs for group in pair]
    groups = [g for g in group_seeds(sweep.cells) if g.first.variant == "baseline" or g in kept]
    return [Group(tuple(with_costs(cell, evidence, sweep) for cell in g.cells)) for g in groups]


def with_costs(cell: Cell, evidence: Evidence, sweep: Sweep) -> Cell:
    """The cell with what its training cost among its details, under COSTS: `times_plain`, against the sweep's first
    baseline, in forward passes; `seconds`, of all epochs, where it finished."""
    baseline = next((c for c in sweep.cells if c.variant == "baseline"), None)
    own, plain = cost(cell), None if baseline is None else cost(baseline)
    details: dict[str, float | None] = {}
    if own is not None and plain:
        details["times_plain"] = own / plain
    if cell.status == "finished":
        details["seconds"] = sum(s for _, s in evidence.history(cell, "time/epoch_s")) or None
    measured = cell.measured | {COSTS: Measured(None, details)}
    return dataclasses.replace(cell, measured=measured)


def compare_with_papers_step(sweep: Sweep) -> Family | None:
    """Every cheaper configuration against the paper's step, paired by seed; None without any."""
    pairs = cheaper(sweep)
    taken = _taken(sweep)
    return compare_groups(pairs, taken) if pairs and taken else None


def _taken(sweep: Sweep) -> list[Quantity]:
    return [each for each in QUALITIES if each.column.measurement in sweep.measurements]


def cost_table(evidence: Evidence) -> Table:
    """The numbers of the figure `cost`. Of a sweep with `cheaper` configurations."""
    sweep = evidence.sweep
    groups = priced(evidence)
    columns = (
        Column("seconds", "training, s", COSTS, "seconds", "number"),
        *(each.column for each in _taken(sweep)),
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
        records.append(record | costs | _differences(own, _taken(sweep)))
    header = (*table.header, "cost, × plain", "differs from the paper's step in", "")
    return dataclasses.replace(table, header=header, rows=tuple(rows), records=tuple(records))


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
