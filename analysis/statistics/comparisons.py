"""Configurations compared seed by seed: what the seeds support, and how many would be needed."""

import dataclasses
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

import numpy as np

from scoresweep.analysis.results.collect import Cell, Sweep
from scoresweep.analysis.results.columns import Column
from scoresweep.analysis.results.groups import Group, group_seeds
from scoresweep.analysis.results.labels import (
    configuration_columns,
    configuration_label,
    list_first,
    measurement_heading,
    measurement_texts,
)
from scoresweep.analysis.statistics.judged import unranked
from scoresweep.analysis.statistics.paired import LEVEL, Paired, compare_paired, holm
from scoresweep.analysis.statistics.power import seeds_for_effect, seeds_for_level

BASELINE = "baseline"
_SHOWN = 6


@dataclasses.dataclass(frozen=True)
class Quantity:
    """A number that is compared: its column, its name in a sentence, its good direction, ↑ or ↓."""

    column: Column
    title: str
    direction: str


@dataclasses.dataclass(frozen=True, slots=True)
class LeftOut:
    """A seed that makes no pair, the configuration that lacks it, and why."""

    seed: int
    group: Group
    reason: str


@dataclasses.dataclass(frozen=True, slots=True)
class Comparison:
    """group − reference in one quantity, over the seeds that both have done.

    Attributes:
        paired: None without any pair.
        p_holm: Corrected over the family that the comparison was made in.
        needed: Seeds that the observed effect would need, or the test alone where the effect isn't
            known. None for no difference, no test, and an effect too small for MOST_SEEDS.
    """

    quantity: Quantity
    group: Group
    reference: Group
    seeds: tuple[int, ...]
    left_out: tuple[LeftOut, ...]
    paired: Paired | None
    p_holm: float | None = None
    needed: int | None = None

    @property
    def is_supported(self) -> bool:
        """Whether p after Holm's correction is at most LEVEL; False without a test."""
        return self.p_holm is not None and self.p_holm <= LEVEL

    @property
    def is_better(self) -> bool | None:
        """Whether the difference goes the quantity's good way; None if it is 0 or unknown."""
        if self.paired is None or self.paired.mean == 0:
            return None
        return (self.paired.mean > 0) == (self.quantity.direction == "↑")


@dataclasses.dataclass(frozen=True)
class Family:
    """Comparisons that are corrected together: those of one table."""

    comparisons: tuple[Comparison, ...]

    @cached_property
    def tested(self) -> tuple[Comparison, ...]:
        """The comparisons with a p: of two pairs or more."""
        return tuple(each for each in self.comparisons if each.p_holm is not None)

    def of(self, one: Group, other: Group, measurement: str) -> Comparison | None:
        """Return the comparison of two configurations, whichever is the reference; None if none."""
        return next(
            (
                each
                for each in self.comparisons
                if each.quantity.column.name == measurement
                and (each.group, each.reference) in ((one, other), (other, one))
            ),
            None,
        )

    @property
    def level(self) -> float:
        """What the smallest p has to meet after Holm's correction; the others have it easier."""
        return LEVEL / max(1, len(self.tested))

    @property
    def most_pairs(self) -> int:
        """The largest number of pairs of a tested comparison, 0 without any."""
        return max((each.paired.n for each in self.tested if each.paired), default=0)


def directed_quantities(measurements: Iterable[str]) -> tuple[Quantity, ...]:
    """Return the value of each measurement of which more, or less, is better.

    Those that should be 0 for every network (fooling, randomisation) are checks, not outcomes, and
    would make Holm's correction of the outcomes stricter.
    """
    names = set(measurements)
    return tuple(
        Quantity(
            Column(name, measurement_heading(name), name, text["unit"]),
            text["column"],
            text["direction"],
        )
        for name, text in measurement_texts().items()
        if name in names and text["direction"] in ("↑", "↓")
    )


def compared_quantities(sweep: Sweep) -> tuple[Quantity, ...]:
    """Return the directed quantities of a sweep, without those that rank nothing (`unranked`)."""
    return directed_quantities(sweep.measurements.keys() - unranked(sweep).keys())


def has_several_seeds(sweep: Sweep) -> bool:
    """Return whether some configuration has more than one seed."""
    return any(len(group.cells) > 1 for group in group_seeds(sweep.cells))


def baseline_group(sweep: Sweep) -> Group | None:
    """Return the configuration that others are compared with; None if there is none.

    It is that of the network which perturbation_of_baseline explains, else the first baseline.
    """
    groups = [g for g in group_seeds(sweep.cells) if g.first.variant == BASELINE]
    explained = (g for g in groups if any(c.trial_key == sweep.baseline for c in g.cells))
    return next(explained, groups[0] if groups else None)


def pairs_with_baseline(sweep: Sweep) -> list[tuple[Group, Group]]:
    """Return (configuration, baseline) for every other configuration; empty without a baseline.

    Where the sweep varies the recipe too, it is the baseline of the same recipe, except for epochs
    chosen for equal cost. A configuration without such a baseline has no pair.
    """
    reference = baseline_group(sweep)
    if reference is None:
        return []
    groups = group_seeds(sweep.cells)

    def recipe(group: Group) -> tuple[tuple[str, Any], ...]:
        settings = group.first.settings
        if sweep.equal_cost == "both":
            return tuple((name, value) for name, value in settings if name != "epochs")
        return settings

    references = {recipe(g): g for g in groups if g.first.variant == BASELINE}
    references[recipe(reference)] = reference
    return [
        (group, references[recipe(group)])
        for group in groups
        if recipe(group) in references and group != references[recipe(group)]
    ]


def compare_with_baseline(
    sweep: Sweep, quantities: Sequence[Quantity] | None = None
) -> Family | None:
    """Compare every pair of pairs_with_baseline; None if there is none.

    Args:
        quantities: By default compared_quantities(sweep).
    """
    pairs = pairs_with_baseline(sweep)
    if not pairs:
        return None
    if quantities is None:
        quantities = compared_quantities(sweep)
    return compare_groups(pairs, quantities)


def compare_groups(pairs: Sequence[tuple[Group, Group]], quantities: Sequence[Quantity]) -> Family:
    """Compare all quantities of (configuration, reference) pairs as one family."""
    found = [_compare(*pair, quantity) for pair in pairs for quantity in quantities]
    p = {i: p for i, each in enumerate(found) if each.paired and (p := each.paired.p) is not None}
    p_holm = dict(zip(p, holm(list(p.values())), strict=True))
    level = LEVEL / max(1, len(p))
    return Family(
        tuple(
            dataclasses.replace(each, p_holm=p_holm.get(i), needed=_needed(each.paired, level))
            for i, each in enumerate(found)
        )
    )


def _needed(paired: Paired | None, level: float) -> int | None:
    if paired is None or paired.p is None or paired.mean == 0:
        return None
    if paired.effect is None:
        return seeds_for_level(level)
    return seeds_for_effect(paired.effect, level)


def _compare(group: Group, reference: Group, quantity: Quantity) -> Comparison:
    mine, theirs = ({cell.seed: cell for cell in g.cells} for g in (group, reference))
    a, b, seeds, left_out = [], [], [], []
    for seed in sorted(mine.keys() | theirs.keys()):
        sides = ((group, mine.get(seed)), (reference, theirs.get(seed)))
        reasons = [(side, why) for side, cell in sides if (why := _why_not(cell, quantity.column))]
        left_out += [LeftOut(seed, side, why) for side, why in reasons]
        if not reasons:
            seeds.append(seed)
            a.append(quantity.column.number(mine[seed]))
            b.append(quantity.column.number(theirs[seed]))
    paired = compare_paired(np.array(a), np.array(b)) if seeds else None
    return Comparison(quantity, group, reference, tuple(seeds), tuple(left_out), paired)


def _why_not(cell: Cell | None, column: Column) -> str:
    """Say why a seed's number isn't used; empty if it is."""
    if cell is None:
        return "no such seed"
    if cell.status not in ("finished", "diverged"):
        return cell.status
    if column.measurement in cell.stale:
        return "measured otherwise"
    if column.number(cell) is not None:
        return ""
    if not column.was_taken(cell):
        return "not measured"
    return "diverged, not finite" if cell.status == "diverged" else "not finite"


def name_baseline(sweep: Sweep) -> str:
    """Name what a sweep is compared with, such as `baseline` or `the baseline of the same lr`."""
    references = {id(reference): reference for _, reference in pairs_with_baseline(sweep)}
    if len(references) > 1:
        names = " and ".join(name for name, _ in sweep.cells[0].settings)
        return f"the baseline of the same {names}"
    columns = configuration_columns(group_seeds(sweep.cells))
    return " or ".join(configuration_label(each.first, columns) for each in references.values())


def without_baseline(sweep: Sweep) -> tuple[str, ...]:
    """Return a sentence on the configurations whose recipe no baseline has, if there are any."""
    compared = [group for group, _ in pairs_with_baseline(sweep)]
    groups = group_seeds(sweep.cells)
    # The recipe is what is lacking, so it is named even where a variant has one.
    columns = configuration_columns(groups) | {name: name for name, _ in sweep.cells[0].settings}
    labels = [
        configuration_label(group.first, columns)
        for group in groups
        if group.first.variant != BASELINE and group not in compared
    ]
    if not labels:
        return ()
    return (f"Not compared, as no baseline has the recipe: {list_first(labels, _SHOWN)}.",)
