"""Two sweeps, or two sets of their runs, cell by cell: `scoresweep compare A B`."""

import dataclasses
import difflib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from analysis.collect import Cell, Sweep
from analysis.comparison_tables import comparison_table
from analysis.comparisons import compare_groups, directed_quantities
from analysis.measurement_texts import configuration_columns, configuration_label
from analysis.report_facts import shown
from analysis.tables import Group, Table, configuration, group_seeds
from workers.errors import InputError

# What a filter is called → the cell's attribute.
FILTERS = {
    "variant": "variant",
    "lambda": "lambda_",
    "mu": "mu",
    "sigma": "sigma",
    "threshold": "threshold",
    "estimator": "estimator",
    "epsilon": "epsilon",
    "attack_steps": "attack_steps",
    "every": "every",
    "seed": "seed",
}
# Parameters of a run that say which cell it is, not how the sweep was run.
_OF_CELL = {*FILTERS, "trial_key"}
_SHOWN = 8


@dataclasses.dataclass(frozen=True)
class Selection:
    """SWEEP, or SWEEP:key=value,key=value: a sweep's name, and what its cells have to be."""

    text: str
    sweep: str
    wanted: dict[str, tuple[str, ...]]


def parse_selection(text: str) -> Selection:
    """A key that is given twice takes either value. Raises InputError for what isn't a filter."""
    sweep, colon, filters = text.partition(":")
    wanted: dict[str, list[str]] = {}
    for part in filters.split(",") if colon else ():
        key, equals, value = (piece.strip() for piece in part.partition("="))
        if not (key and equals and value):
            raise InputError(
                f"{text}: {part or 'nothing'} after the colon is no filter; write as in "
                f"{sweep}:variant=score_matching,lambda=1e-3"
            )
        if key not in FILTERS:
            close = difflib.get_close_matches(key, FILTERS, n=1)
            guess = f"did you mean {close[0]}? " if close else ""
            raise InputError(f"{text}: no filter {key}; {guess}there are {', '.join(FILTERS)}")
        wanted.setdefault(key, []).append(value)
    return Selection(text, sweep, {key: tuple(values) for key, values in wanted.items()})


def select(sweep: Sweep, selection: Selection) -> Sweep:
    """The sweep with the selected cells alone. Raises InputError if there is none."""
    cells = sweep.cells
    for key, values in selection.wanted.items():
        there = {getattr(cell, FILTERS[key]) for cell in cells}
        cells = tuple(c for c in cells if _is_one_of(getattr(c, FILTERS[key]), values))
        if not cells:
            found = ", ".join(shown(v) for v in sorted(v for v in there if v is not None))
            raise InputError(
                f"{selection.text}: no cell with {key}={' or '.join(values)}; "
                f"{f'there are {found}' if found else 'none of them has one'}"
            )
    if not cells:
        raise InputError(f"{selection.text}: the sweep has no cells")
    return dataclasses.replace(sweep, cells=cells)


def _is_one_of(value: Any, wanted: Iterable[str]) -> bool:
    """Numbers by value, so that 1e-3 is 0.001."""
    if value is None:
        return False
    if isinstance(value, str):
        return value in wanted
    for text in wanted:
        try:
            if float(text) == value:
                return True
        except ValueError:
            continue
    return False


def comparison_of(a: Sweep, b: Sweep, names: tuple[str, str]) -> Table:
    """The table of B against A, over configurations that both have; names: how A and B were asked for.

    Two sets of one configuration each are compared whatever these are. Raises InputError if no
    configuration is in both, or nothing is measured in both.
    """
    pairs, alone_a, alone_b = _matched(a, b)
    if not pairs:
        raise InputError(
            f"{names[0]} and {names[1]} have no configuration in common; choose one of each to compare them, "
            f"as in {names[0].partition(':')[0]}:variant=baseline"
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
    notes = [
        *_same_runs(pairs),
        *_other_settings(pairs),
        *_without_partner("A", alone_a),
        *_without_partner("B", alone_b),
        *_measured_once("A", a, b),
        *_measured_once("B", b, a),
        *_differences(a, b),
    ]
    return dataclasses.replace(table, notes=(*table.notes, *notes))


def _matched(a: Sweep, b: Sweep) -> tuple[list[tuple[Group, Group]], list[Group], list[Group]]:
    """(of B, of A) for each configuration in both, and those of A alone, and of B alone."""
    groups_a, groups_b = group_seeds(a.cells), group_seeds(b.cells)
    if len(groups_a) == len(groups_b) == 1:
        return [(groups_b[0], groups_a[0])], [], []
    by_key = {configuration(group.first): group for group in groups_a}
    pairs = [
        (group, by_key[configuration(group.first)])
        for group in groups_b
        if configuration(group.first) in by_key
    ]
    both = {configuration(group.first) for group, _ in pairs}
    alone_a, alone_b = (
        [group for group in groups if configuration(group.first) not in both]
        for groups in (groups_a, groups_b)
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


def _without_partner(side: str, groups: Sequence[Group]) -> Iterator[str]:
    if groups:
        columns = configuration_columns(groups)
        labels = [configuration_label(group.first, columns) for group in groups]
        more = f" and {len(labels) - _SHOWN} more" if len(labels) > _SHOWN else ""
        yield f"In {side} alone, so not compared: {', '.join(labels[:_SHOWN])}{more}."


def _measured_once(side: str, sweep: Sweep, other: Sweep) -> Iterator[str]:
    if names := [name for name in sweep.measurements if name not in other.measurements]:
        yield f"Measured in {side} alone: {', '.join(names)}."


def _differences(a: Sweep, b: Sweep) -> Iterator[str]:
    """What else differs between the sweeps, so that a difference needn't be the cells' own."""
    found = [
        f"{name} {' or '.join(of_a) or 'none'} in A, {' or '.join(of_b) or 'none'} in B"
        for name, of_a, of_b in _settings(a, b)
        if of_a != of_b
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
