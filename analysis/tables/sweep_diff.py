"""The table of `scoresweep compare A B`: two sweeps, or two sets of their trials, cell by cell."""

import dataclasses
from collections.abc import Iterator, Sequence

from scoresweep.analysis.results.collect import Sweep
from scoresweep.analysis.results.filters import TRAINING
from scoresweep.analysis.results.groups import Group, configuration, group_seeds
from scoresweep.analysis.results.labels import (
    configuration_columns,
    configuration_label,
    list_first,
)
from scoresweep.analysis.statistics.comparisons import compare_groups, directed_quantities
from scoresweep.analysis.statistics.judged import unranked, unranked_notes
from scoresweep.analysis.statistics.sweep_diff import (
    Matched,
    differing_settings,
    match_configurations,
    measured_otherwise,
)
from scoresweep.analysis.tables.base import Table
from scoresweep.analysis.tables.comparisons import comparison_table
from scoresweep.errors import InputError
from scoresweep.plurals import counted

_SHOWN = 8


def comparison_of(a: Sweep, b: Sweep, names: tuple[str, str]) -> Table:
    """Compare B with A over the configurations that both have.

    Args:
        names: How A and B were asked for.

    Raises:
        InputError: No configuration is in both, or nothing is measured in both.
    """
    matched = match_configurations(a, b)
    if not matched.pairs:
        raise InputError(
            f"{names[0]} and {names[1]} have no configuration in common; choose one of each to "
            f"compare them, as in {names[0].partition(':')[0]}:variant=baseline"
            f"{_one_recipe(matched.recipe)}"
        )
    shared = a.measurements.keys() & b.measurements.keys()
    quantities = directed_quantities(shared - unranked(a).keys() - unranked(b).keys())
    if not quantities:
        raise InputError(
            f"{names[0]} and {names[1]} have no measurement in common that ranks networks"
        )
    table = comparison_table(
        "compare",
        f"B: {names[1]}, minus A: {names[0]}, paired by seed",
        compare_groups(matched.pairs, quantities),
        sides=("B", "A"),
    )
    return dataclasses.replace(table, notes=(*table.notes, *_notes(a, b, matched)))


def _one_recipe(recipe: Sequence[str]) -> str:
    if not recipe:
        return ""
    settings = ", ".join(TRAINING + name for name in recipe)
    return f", or one value of {settings} on each side, to match the other settings"


def _notes(a: Sweep, b: Sweep, matched: Matched) -> Iterator[str]:
    for side, sweep in (("A", a), ("B", b)):
        yield from (f"In {side}: {text}" for text in unranked_notes(sweep, sweep.measurements))
    runs_a, runs_b = (
        {cell.run_id for pair in matched.pairs for cell in pair[side].cells if cell.run_id}
        for side in (1, 0)
    )
    if same := len(runs_a & runs_b):
        yield (
            f"{same} of B's {counted(len(runs_b), 'run is', 'runs are')} A's own: a trial that "
            "both sweeps have is trained once."
        )
    (of_b, of_a), *more = matched.pairs
    if not more and configuration(of_b.first) != configuration(of_a.first):
        columns = configuration_columns([of_a, of_b])
        labels = [configuration_label(group.first, columns) for group in (of_a, of_b)]
        yield f"Two configurations: A is {labels[0]}, B is {labels[1]}."
    columns = configuration_columns([*group_seeds(a.cells), *group_seeds(b.cells)])
    yield from _not_matched("A", matched.only_a, columns)
    yield from _not_matched("B", matched.only_b, columns)
    for side, sweep, other in (("A", a, b), ("B", b, a)):
        if names := [name for name in sweep.measurements if name not in other.measurements]:
            yield f"Measured in {side} alone: {', '.join(names)}."
    settings = [
        f"{name} {' or '.join(of_a) or 'none'} in A, {' or '.join(of_b) or 'none'} in B"
        for name, of_a, of_b in differing_settings(a, b, matched.recipe)
    ]
    if settings:
        yield f"A and B also differ in: {'; '.join(settings)}."
    if names := measured_otherwise(a, b):
        yield (
            "Measured in another way, or with another judge or baseline, in A than in B: "
            f"{', '.join(names)}; these differences are of the measurement too."
        )


def _not_matched(side: str, groups: Sequence[Group], columns: dict[str, str]) -> Iterator[str]:
    if groups:
        labels = [configuration_label(group.first, columns) for group in groups]
        yield f"In {side} alone, so not compared: {list_first(labels, _SHOWN)}."
