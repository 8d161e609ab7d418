"""Quality against the cost of training, and against the paper's step.

A step is cheaper than the paper's where the trace is estimated in another way (sliced), at each
k-th step only, or for a share of the batch.
"""

import dataclasses
from collections.abc import Sequence

from scoresweep.analysis.results.coefficients import has_options
from scoresweep.analysis.results.collect import Cell, Sweep
from scoresweep.analysis.results.columns import Column
from scoresweep.analysis.results.curves import Evidence
from scoresweep.analysis.results.groups import Group, group_seeds
from scoresweep.analysis.statistics.comparisons import Family, Quantity, compare_groups
from scoresweep.analysis.statistics.estimator_ablation import TRACED, cost
from scoresweep.analysis.statistics.judged import unranked
from scoresweep.ledger.schema import MetricName

# Derived numbers of `priced` cells: cost in forward passes against the first baseline's, and
# seconds of all epochs.
TIMES_PLAIN, SECONDS = "training_cost/times_plain", "training_cost/seconds"
# What the paper's claims rest on: at test time, so trace and gradient are the trained networks'.
QUALITIES = (
    Quantity(Column("test_accuracy", "accuracy %", "test_accuracy"), "accuracy", "↑"),
    Quantity(Column("gan_test", "GAN-test %", "gan_test"), "GAN-test", "↑"),
    Quantity(Column("trace", "tr ∇²f", "trace", "number"), "tr ∇²f", ""),
    Quantity(Column("grad_norm", "‖∇f‖", "alignment/grad_norm", "number"), "‖∇f‖", ""),
)


def papers_steps(groups: Sequence[Group]) -> list[Group | None]:
    """Return, for each configuration, the one with the paper's step: Taylor's, without options.

    They differ in how the trace is estimated, in options and in epochs alone. The paper's step has
    itself. An estimator without a σ is compared with the smallest σ. None for a variant without a
    trace, and where there is no such configuration.
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
    """Return (configuration, the paper's step) for all steps known to be cheaper."""
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
    """Return baselines, the paper's steps and cheaper ones, their cells with `training_costs`."""
    sweep = evidence.sweep
    kept = [group for pair in cheaper(sweep) for group in pair]
    groups = [g for g in group_seeds(sweep.cells) if g.first.variant == "baseline" or g in kept]
    baseline = next((c for c in sweep.cells if c.variant == "baseline"), None)
    plain = None if baseline is None else cost(baseline)
    return [g.with_numbers(lambda cell: training_costs(cell, evidence, plain)) for g in groups]


def training_costs(cell: Cell, evidence: Evidence, plain: float | None) -> dict[str, float | None]:
    """Return TIMES_PLAIN where both costs are known, and SECONDS of a network that finished.

    Args:
        plain: The baseline's cost.
    """
    costs: dict[str, float | None] = {}
    own = cost(cell)
    if own is not None and plain:
        costs[TIMES_PLAIN] = own / plain
    if cell.status == "finished":
        costs[SECONDS] = sum(s for _, s in evidence.history(cell, MetricName.EPOCH_S)) or None
    return costs


def compare_with_papers_step(sweep: Sweep) -> Family | None:
    """Compare every cheaper configuration with the paper's step, paired by seed; None if none."""
    pairs = cheaper(sweep)
    cannot = unranked(sweep)
    qualities = [q for q in measured_qualities(sweep) if q.column.measurement not in cannot]
    return compare_groups(pairs, qualities) if pairs and qualities else None


def measured_qualities(sweep: Sweep) -> list[Quantity]:
    """Return those of QUALITIES whose measurement the sweep takes."""
    return [each for each in QUALITIES if each.column.measurement in sweep.measurements]
