"""Two sweeps, or two sets of their runs, cell by cell: `scoresweep compare A B`."""

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from scoresweep.analysis.report.provenance import shown
from scoresweep.analysis.results.collect import Cell, Sweep
from scoresweep.analysis.results.filters import FILTERS, TRAINING
from scoresweep.analysis.results.labels import configuration_columns, configuration_label
from scoresweep.analysis.statistics.comparisons import compare_groups, directed_quantities
from scoresweep.analysis.tables.base import Group, Table, configuration, group_seeds
from scoresweep.analysis.tables.comparisons import comparison_table
from scoresweep.errors import InputError

# Parameters of a run that say which cell it is, not how the sweep was run.
_OF_CELL = {*FILTERS, "trial_key"}
_SHOWN = 8


def comparison_of(a: Sweep, b: Sweep, names: tuple[str, str]) -> Table:
    """The table of B against A, over configurations that both have; names: how A and B were asked for.

    Two sets of one configuration each are compared whatever these are. Raises InputError if no
    configuration is in both, or nothing is measured in both.
    """
    recipe = _matched_recipe(a, b)
    pairs, alone_a, alone_b = _matched(a, b, recipe)
    if not pairs:
        raise InputError(
            f"{names[0]} and {names[1]} have no configuration in common; choose one of each to compare them, "
            f"as in {names[0].partition(':')[0]}:variant=baseline{_one_recipe(recipe)}"
        )
    quantities = directed_quantities(name for name in a.measurements if name in b.measurements)
    if not quantities:
        raise InputError(f"{names[0]} and {names[1]} have no measurement in common")
    table = comparison_table(
        "compare",
        f"B: {names[1]}, minus A: {names[0]}, paired by seed",
        compare_groups(pairs, quantities),
        sides=("B", "A"),
    )
    columns = configuration_columns([*group_seeds(a.cells), *group_seeds(b.cells)])
    notes = [
        *_same_runs(pairs),
        *_other_settings(pairs),
        *_without_partner("A", alone_a, columns),
        *_without_partner("B", alone_b, columns),
        *_measured_once("A", a, b),
        *_measured_once("B", b, a),
        *_differences(a, b, recipe),
    ]
    return dataclasses.replace(table, notes=(*table.notes, *notes))


def _matched_recipe(a: Sweep, b: Sweep) -> tuple[str, ...]:
    """The settings of the recipe by which cells are matched: those that a sweep varies and of which the cells of one side
    have several values. One that has a single value on each side may differ, like any other of two sweeps.
    """
    varied = sorted({name for cell in (*a.cells, *b.cells) for name, _ in cell.settings})
    return tuple(
        name
        for name in varied
        if any(len({cell.training.get(name) for cell in side.cells}) > 1 for side in (a, b))
    )


def _one_recipe(recipe: Sequence[str]) -> str:
    if not recipe:
        return ""
    asked = ", ".join(TRAINING + name for name in recipe)
    return f", or one value of {asked} on each side, to match the other settings"


def _matched(
    a: Sweep, b: Sweep, recipe: Sequence[str]
) -> tuple[list[tuple[Group, Group]], list[Group], list[Group]]:
    """(of B, of A) for each configuration in both, and those of A alone, and of B alone."""
    groups_a, groups_b = group_seeds(a.cells), group_seeds(b.cells)
    if len(groups_a) == len(groups_b) == 1:
        return [(groups_b[0], groups_a[0])], [], []

    def key(group: Group) -> tuple[Any, ...]:
        # What one sweep varies, the other may have one value of.
        matched = tuple(group.first.training.get(name) for name in recipe)
        return configuration(dataclasses.replace(group.first, settings=())), matched

    by_key = {key(group): group for group in groups_a}
    pairs = [(group, by_key[key(group)]) for group in groups_b if key(group) in by_key]
    both = {key(group) for group, _ in pairs}
    alone_a, alone_b = (
        [group for group in groups if key(group) not in both] for groups in (groups_a, groups_b)
    )
    return pairs, alone_a, alone_b


def _same_runs(pairs: Sequence[tuple[Group, Group]]) -> Iterator[str]:
    runs_a, runs_b = (
        {cell.run_id for pair in pairs for cell in pair[side].cells if cell.run_id}
        for side in (1, 0)
    )
    if same := len(runs_a & runs_b):
        yield f"{same} of B's {len(runs_b)} runs are A's own: a trial that both sweeps have is trained once."


def _other_settings(pairs: Sequence[tuple[Group, Group]]) -> Iterator[str]:
    """Of two sets of one configuration each, which may be two."""
    (of_b, of_a), *more = pairs
    if not more and configuration(of_b.first) != configuration(of_a.first):
        columns = configuration_columns([of_a, of_b])
        labels = [configuration_label(group.first, columns) for group in (of_a, of_b)]
        yield f"Two configurations: A is {labels[0]}, B is {labels[1]}."


def _without_partner(side: str, groups: Sequence[Group], columns: dict[str, str]) -> Iterator[str]:
    if groups:
        labels = [configuration_label(group.first, columns) for group in groups]
        more = f" and {len(labels) - _SHOWN} more" if len(labels) > _SHOWN else ""
        yield f"In {side} alone, so not compared: {', '.join(labels[:_SHOWN])}{more}."


def _measured_once(side: str, sweep: Sweep, other: Sweep) -> Iterator[str]:
    if names := [name for name in sweep.measurements if name not in other.measurements]:
        yield f"Measured in {side} alone: {', '.join(names)}."


def _differences(a: Sweep, b: Sweep, matched: Sequence[str]) -> Iterator[str]:
    """What else differs between the sweeps, so that a difference needn't be the cells' own; matched: settings of the
    recipe that are the same in each pair."""
    found = [
        f"{name} {' or '.join(of_a) or 'none'} in A, {' or '.join(of_b) or 'none'} in B"
        for name, of_a, of_b in _settings(a, b)
        if of_a != of_b and name not in matched
    ]
    if found:
        yield f"A and B also differ in: {'; '.join(found)}."
    otherwise = [
        name
        for name, fingerprint in a.measurements.items()
        if b.measurements.get(name, fingerprint) != fingerprint
    ]
    if otherwise:
        yield (
            f"Measured in another way, or with another judge or baseline, in A than in B: {', '.join(otherwise)}; these "
            "differences are of the measurement too."
        )


def _settings(a: Sweep, b: Sweep) -> Iterator[tuple[str, list[str], list[str]]]:
    """(what, its values in A, in B): data set, the runs' parameters, judges, settings of measurements."""
    yield "dataset", [a.dataset], [b.dataset]
    ran_a, ran_b = ([cell for cell in sweep.cells if cell.params] for sweep in (a, b))
    names = dict.fromkeys(name for cell in (*ran_a, *ran_b) for name in cell.params)
    for name in names if ran_a and ran_b else ():
        if name not in _OF_CELL and name != "dataset":
            yield name, _values(ran_a, name), _values(ran_b, name)
    yield "judge", _judges(a), _judges(b)
    for name in (name for name in a.measurements if name in b.measurements):
        of_a, of_b = (sweep.measure.get(name) or {} for sweep in (a, b))
        for key in dict.fromkeys([*of_a, *of_b]):
            in_255ths = key.endswith("linf")
            yield (
                f"{name} {key.replace('_', ' ')}",
                [shown(of_a.get(key), in_255ths=in_255ths)],
                [shown(of_b.get(key), in_255ths=in_255ths)],
            )


def _judges(sweep: Sweep) -> list[str]:
    return [f"{each.model} of width {each.width}, seed {each.seed}" for each in sweep.judges]


def _values(cells: Iterable[Cell], name: str) -> list[str]:
    return sorted({cell.params[name] for cell in cells if name in cell.params})
