"""The coefficients of a configuration: names in a sweep file, a cell's attributes, symbols."""

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
    """Return the names of the coefficients in a table's records: of options only those used."""
    cells = list(cells)
    return tuple(
        name
        for name, attribute in ATTRIBUTES.items()
        if name in _ALWAYS_RECORDED or any(getattr(cell, attribute) is not None for cell in cells)
    )


def record_of(cell: Any, names: Iterable[str]) -> dict[str, Any]:
    """Return a cell's coefficients by their names in a sweep file."""
    return {name: getattr(cell, ATTRIBUTES[name]) for name in names}


def shown(cell: Any, attribute: str) -> Any:
    """Return a coefficient to show: None for the gradient that jets take by default.

    scoresweep.specs.coefficients.format_options leaves that out too.
    """
    value = getattr(cell, attribute, None)
    return None if (attribute, value) == ("gradient", "sliced") else value


def has_options(cell: Any) -> bool:
    """Return whether any option of a configuration has another than its usual value."""
    return any(getattr(cell, name) is not None for name in OPTIONS)
