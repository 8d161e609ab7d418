"""The coefficients of a configuration: their names in a sweep file, a cell's attributes, and people's symbols. No library."""

from collections.abc import Iterable
from typing import Any

from scoresweep.specs.coefficients import COEFFICIENTS, OPTIONS

# Name in a sweep file → symbol for people.
SYMBOLS: dict[str, str] = {name: each.symbol for name, each in COEFFICIENTS.items()}
# Name in a sweep file → a cell's attribute.
ATTRIBUTES: dict[str, str] = {name: each.attribute for name, each in COEFFICIENTS.items()}
# Records have these whether or not a cell has them; so did those of earlier versions.
_ALWAYS_RECORDED = frozenset(SYMBOLS) - frozenset(OPTIONS) | {"every"}


def recorded(cells: Iterable[Any]) -> tuple[str, ...]:
    """The coefficients, by their names in a sweep file, that the records of one table have: options but `every` only where
    some cell has them."""
    cells = list(cells)
    return tuple(
        name
        for name, attribute in ATTRIBUTES.items()
        if name in _ALWAYS_RECORDED or any(getattr(cell, attribute) is not None for cell in cells)
    )


def record_of(cell: Any, names: Iterable[str]) -> dict[str, Any]:
    """A cell's coefficients by their names in a sweep file."""
    return {name: getattr(cell, ATTRIBUTES[name]) for name in names}


def shown(cell: Any, attribute: str) -> Any:
    """A coefficient as people see it: None for the gradient that jets take unless a sweep says so.

    scoresweep.specs.coefficients.format_options leaves that out too.
    """
    value = getattr(cell, attribute, None)
    return None if (attribute, value) == ("gradient", "sliced") else value


def has_options(cell: Any) -> bool:
    """Whether any option of a configuration isn't the usual one."""
    return any(getattr(cell, name) is not None for name in OPTIONS)
