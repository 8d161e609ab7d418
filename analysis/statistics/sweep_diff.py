"""Two sweeps, or two sets of their trials: which configurations match, and what else differs."""

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from scoresweep.analysis.results.collect import Cell, Sweep
from scoresweep.analysis.results.filters import FILTERS
from scoresweep.analysis.results.groups import Group, configuration, group_seeds
from scoresweep.analysis.results.labels import format_setting

# Parameters of a run that say which cell it is, not how the sweep was run.
_OF_CELL = {*FILTERS, "trial_key"}


@dataclasses.dataclass(frozen=True)
class Matched:
    """Configurations of two sweeps A and B.

    Attributes:
        recipe: The settings of the recipe by which they were matched.
        pairs: (of B, of A) for each configuration in both.
    """

    recipe: tuple[str, ...]
    pairs: tuple[tuple[Group, Group], ...]
    only_a: tuple[Group, ...] = ()
    only_b: tuple[Group, ...] = ()


def match_configurations(a: Sweep, b: Sweep) -> Matched:
    """Match the configurations of two sweeps; two sets of one configuration each always match."""
    recipe = _matched_recipe(a, b)
    groups_a, groups_b = group_seeds(a.cells), group_seeds(b.cells)
    if len(groups_a) == len(groups_b) == 1:
        return Matched(recipe, ((groups_b[0], groups_a[0]),))

    def key(group: Group) -> tuple[Any, ...]:
        # One sweep may vary a setting of which the other has a single value.
        values = tuple(group.first.training.get(name) for name in recipe)
        return configuration(dataclasses.replace(group.first, settings=())), values

    by_key = {key(group): group for group in groups_a}
    pairs = tuple((group, by_key[key(group)]) for group in groups_b if key(group) in by_key)
    both = {key(group) for group, _ in pairs}
    only_a, only_b = (
        tuple(group for group in groups if key(group) not in both)
        for groups in (groups_a, groups_b)
    )
    return Matched(recipe, pairs, only_a, only_b)


def _matched_recipe(a: Sweep, b: Sweep) -> tuple[str, ...]:
    """Return the varied settings of which one side has several values.

    A setting with a single value on each side may differ, like any other of two sweeps.
    """
    varied = sorted({name for cell in (*a.cells, *b.cells) for name, _ in cell.settings})
    return tuple(
        name
        for name in varied
        if any(len({cell.training.get(name) for cell in side.cells}) > 1 for side in (a, b))
    )


def differing_settings(
    a: Sweep, b: Sweep, matched: Sequence[str]
) -> list[tuple[str, list[str], list[str]]]:
    """List what differs between two sweeps beside their configurations.

    Args:
        matched: Settings of the recipe that are equal within each pair, and so left out.

    Returns:
        (name, values in A, values in B) of data set, run parameters, judges and measurements.
    """
    return [
        (name, of_a, of_b)
        for name, of_a, of_b in _settings(a, b)
        if of_a != of_b and name not in matched
    ]


def measured_otherwise(a: Sweep, b: Sweep) -> list[str]:
    """List the measurements of both sweeps that were taken in different ways."""
    return [
        name
        for name, fingerprint in a.measurements.items()
        if b.measurements.get(name, fingerprint) != fingerprint
    ]


def _settings(a: Sweep, b: Sweep) -> Iterator[tuple[str, list[str], list[str]]]:
    yield "dataset", [a.dataset], [b.dataset]
    ran_a, ran_b = ([cell for cell in sweep.cells if cell.params] for sweep in (a, b))
    names = dict.fromkeys(name for cell in (*ran_a, *ran_b) for name in cell.params)
    for name in names if ran_a and ran_b else ():
        if name not in _OF_CELL and name != "dataset":
            yield name, _values(ran_a, name), _values(ran_b, name)
    yield "judge", [judge.label for judge in a.judges], [judge.label for judge in b.judges]
    for name in (name for name in a.measurements if name in b.measurements):
        of_a, of_b = (sweep.measure.get(name) or {} for sweep in (a, b))
        for key in dict.fromkeys([*of_a, *of_b]):
            in_255ths = key.endswith("linf")
            yield (
                f"{name} {key.replace('_', ' ')}",
                [format_setting(of_a.get(key), in_255ths=in_255ths)],
                [format_setting(of_b.get(key), in_255ths=in_255ths)],
            )


def _values(cells: Iterable[Cell], name: str) -> list[str]:
    return sorted({cell.params[name] for cell in cells if name in cell.params})
