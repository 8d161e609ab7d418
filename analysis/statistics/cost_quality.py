"""What cheaper steps give for their cost: quality beside what training cost, and against the paper's step.

A step is cheaper than the paper's where the trace is estimated in another way (sliced), at each k-th step only, or for a
share of the batch.
"""

import dataclasses
from collections.abc import Sequence

from scoresweep.analysis.results.coefficients import has_options
from scoresweep.analysis.results.collect import Cell, Measured, Sweep
from scoresweep.analysis.results.columns import Column
from scoresweep.analysis.results.curves import Evidence
from scoresweep.analysis.results.groups import Group, group_seeds
from scoresweep.analysis.statistics.comparisons import Family, Quantity, compare_groups
from scoresweep.analysis.statistics.estimator_ablation import TRACED, cost

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
    taken = taken_qualities(sweep)
    return compare_groups(pairs, taken) if pairs and taken else None


def taken_qualities(sweep: Sweep) -> list[Quantity]:
    return [each for each in QUALITIES if each.column.measurement in sweep.measurements]
