"""Selections of a sweep's cells on the command line: SWEEP, or SWEEP:key=value,key=value."""

import dataclasses
import difflib
import re
from collections.abc import Callable, Iterable
from typing import Any

from scoresweep.analysis.results.coefficients import ATTRIBUTES
from scoresweep.analysis.results.collect import Cell, Sweep
from scoresweep.analysis.results.labels import format_setting
from scoresweep.errors import InputError
from scoresweep.specs.coefficients import USUAL

# Filter → the cell's attribute.
FILTERS = {"variant": "variant", **ATTRIBUTES, "seed": "seed"}
# Option → whether a cell has it, with its usual value or another.
_HAS: dict[str, Callable[[Cell], bool]] = {
    **dict.fromkeys(("every", "share"), lambda cell: cell.lambda_ is not None),
    **dict.fromkeys(("probe", "probes"), lambda cell: cell.estimator not in (None, "exact")),
    "statistics": lambda cell: (
        cell.estimator in ("taylor", "control_variate", "antithetic", "sliced")
    ),
    **dict.fromkeys(("output", "norm"), lambda cell: cell.variant == "gradient_norm"),
}
# Before a setting of the recipe, as in a sweep file: training.lr.
TRAINING = "training."


@dataclasses.dataclass(frozen=True)
class Selection:
    """A sweep and filters of its cells: key → the values of which a cell has one."""

    text: str
    sweep: str
    values: dict[str, tuple[str, ...]]


def parse_selection(text: str) -> Selection:
    """Parse SWEEP or SWEEP:key=value,key=value; see `parse_filters`.

    Raises:
        InputError: A part is no filter. Settings of training are checked by `select`.
    """
    sweep, colon, filters = text.partition(":")
    values = parse_filters(filters, text, f"{sweep}:") if colon else {}
    return Selection(text, sweep, values)


def parse_filters(filters: str, text: str, before: str) -> dict[str, tuple[str, ...]]:
    """Parse `key=value,key=value`.

    A key given twice accepts either value; lists are in brackets.

    Args:
        text: What was typed, for messages.
        before: What stands before filters.

    Raises:
        InputError: A part is no filter.
    """
    found: dict[str, list[str]] = {}
    # Not at the commas of a list: training.milestones=[10,20].
    for part in re.split(r",(?![^\[]*\])", filters):
        key, equals, value = (piece.strip() for piece in part.partition("="))
        if not (key and equals and value):
            raise InputError(
                f"{text}: {f'{part} is no filter' if part else 'a filter is missing'}; write as "
                f"in {before}variant=score_matching,lambda=1e-3"
            )
        if key not in FILTERS and not key.startswith(TRAINING):
            close = difflib.get_close_matches(key, FILTERS, n=1)
            raise InputError(
                f"{text}: no filter {key}; did you mean {close[0] if close else TRAINING + key}? "
                f"there are {', '.join(FILTERS)}, and settings of the recipe, such as "
                f"{TRAINING}lr"
            )
        found.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in found.items()}


def select(sweep: Sweep, selection: Selection) -> Sweep:
    """Return the sweep with the selected cells alone.

    Raises:
        InputError: No cell is selected, or no run has such a setting.
    """
    return dataclasses.replace(sweep, cells=select_cells(sweep.cells, selection))


def select_cells(cells: tuple[Cell, ...], selection: Selection) -> tuple[Cell, ...]:
    """Return those of a sweep's cells that are selected; raises as `select` does."""
    every = cells
    for key, values in selection.values.items():
        _check_setting(every, key, selection)
        there = {_value(cell, key) for cell in cells}
        cells = tuple(cell for cell in cells if _is_one_of(_value(cell, key), values))
        if not cells:
            found = ", ".join(_written(v) for v in sorted(v for v in there if v is not None))
            raise InputError(
                f"{selection.text}: no cell with {key}={' or '.join(values)}; "
                f"{f'there are {found}' if found else 'none of them has one'}"
            )
    if not cells:
        raise InputError(f"{selection.text}: the sweep has no cells")
    return cells


def _check_setting(cells: tuple[Cell, ...], key: str, selection: Selection) -> None:
    name, known = key.removeprefix(TRAINING), sorted({n for c in cells for n in c.training})
    if key in FILTERS or name in known:
        return
    close = difflib.get_close_matches(name, known, n=1)
    guess = f"did you mean {TRAINING}{close[0]}? " if close else ""
    raise InputError(
        f"{selection.text}: no run of {selection.sweep} has a setting {key}; {guess}there are "
        f"{', '.join(TRAINING + each for each in known)}"
    )


def _value(cell: Cell, key: str) -> Any:
    if key.startswith(TRAINING):
        return cell.training.get(key.removeprefix(TRAINING))
    value = getattr(cell, FILTERS[key])
    # As in a sweep file: every: 1 is a regularizer of every step.
    return USUAL[key] if value is None and key in _HAS and _HAS[key](cell) else value


def _written(value: Any) -> str:
    """Format a value as in a filter."""
    if isinstance(value, bool):
        return str(value).lower()
    return (
        f"[{','.join(map(_written, value))}]" if isinstance(value, tuple) else format_setting(value)
    )


def _is_one_of(value: Any, texts: Iterable[str]) -> bool:
    """Compare numbers by value, so that 1e-3 is 0.001."""
    if value is None:
        return False
    if isinstance(value, str):
        return value in texts
    if isinstance(value, bool | tuple):
        return _written(value) in ("".join(text.lower().split()) for text in texts)
    for text in texts:
        try:
            if float(text) == value:
                return True
        except ValueError:
            continue
    return False
