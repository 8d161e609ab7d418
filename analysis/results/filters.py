"""Which of a sweep's cells are meant: SWEEP, or SWEEP:key=value,key=value."""

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

# What a filter is called → the cell's attribute.
FILTERS = {"variant": "variant", **ATTRIBUTES, "seed": "seed"}
# Whether a cell has an option, be it the usual one.
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
    """A sweep's name, and what its cells have to be: key → the values of which they have one."""

    text: str
    sweep: str
    wanted: dict[str, tuple[str, ...]]


def parse_selection(text: str) -> Selection:
    """A key that is given twice takes either value; a list is written in brackets. Raises InputError for what isn't a
    filter; whether there is such a setting of training is known only with the sweep."""
    sweep, colon, filters = text.partition(":")
    wanted: dict[str, list[str]] = {}
    # Not at the commas of a list: training.milestones=[10,20].
    for part in re.split(r",(?![^\[]*\])", filters) if colon else ():
        key, equals, value = (piece.strip() for piece in part.partition("="))
        if not (key and equals and value):
            raise InputError(
                f"{text}: {part or 'nothing'} after the colon is no filter; write as in "
                f"{sweep}:variant=score_matching,lambda=1e-3"
            )
        if key not in FILTERS and not key.startswith(TRAINING):
            close = difflib.get_close_matches(key, FILTERS, n=1)
            raise InputError(
                f"{text}: no filter {key}; did you mean {close[0] if close else TRAINING + key}? there are "
                f"{', '.join(FILTERS)}, and settings of the recipe, such as {TRAINING}lr"
            )
        wanted.setdefault(key, []).append(value)
    return Selection(text, sweep, {key: tuple(values) for key, values in wanted.items()})


def select(sweep: Sweep, selection: Selection) -> Sweep:
    """The sweep with the selected cells alone. Raises InputError if there is none, or no such setting."""
    cells = sweep.cells
    for key, values in selection.wanted.items():
        _check_setting(sweep, key, selection)
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
    return dataclasses.replace(sweep, cells=cells)


def _check_setting(sweep: Sweep, key: str, selection: Selection) -> None:
    name, known = key.removeprefix(TRAINING), sorted({n for c in sweep.cells for n in c.training})
    if key in FILTERS or name in known:
        return
    close = difflib.get_close_matches(name, known, n=1)
    guess = f"did you mean {TRAINING}{close[0]}? " if close else ""
    raise InputError(
        f"{selection.text}: no run of {sweep.name} has a setting {key}; {guess}there are "
        f"{', '.join(TRAINING + each for each in known)}"
    )


def _value(cell: Cell, key: str) -> Any:
    if key.startswith(TRAINING):
        return cell.training.get(key.removeprefix(TRAINING))
    value = getattr(cell, FILTERS[key])
    # As a sweep file may say it: every: 1 is a regularizer of every step.
    return USUAL[key] if value is None and key in _HAS and _HAS[key](cell) else value


def _written(value: Any) -> str:
    """As a filter has it."""
    if isinstance(value, bool):
        return str(value).lower()
    return (
        f"[{','.join(map(_written, value))}]" if isinstance(value, tuple) else format_setting(value)
    )


def _is_one_of(value: Any, wanted: Iterable[str]) -> bool:
    """Numbers by value, so that 1e-3 is 0.001."""
    if value is None:
        return False
    if isinstance(value, str):
        return value in wanted
    if isinstance(value, bool | tuple):
        return _written(value) in ("".join(text.lower().split()) for text in wanted)
    for text in wanted:
        try:
            if float(text) == value:
                return True
        except ValueError:
            continue
    return False
