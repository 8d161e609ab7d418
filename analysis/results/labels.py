"""How measurements, configurations and settings are called in tables, figures and the report."""

import json
import math
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from scoresweep.analysis.results.coefficients import ATTRIBUTES, SYMBOLS, shown
from scoresweep.analysis.results.collect import Cell, JudgeRecord
from scoresweep.analysis.results.groups import Group

COEFFICIENTS = {ATTRIBUTES[name]: symbol for name, symbol in SYMBOLS.items()}
# Shown wherever a variant uses them; the others only where they tell rows apart.
_ALWAYS = ("lambda_", "mu")


@cache
def measurement_texts() -> dict[str, dict[str, str]]:
    """Load labels.yaml: measurement → title, column, unit, direction, definition, source, cost."""
    text = (Path(__file__).parent / "labels.yaml").read_text(encoding="utf-8")
    return yaml.safe_load(text)


def measurement_title(name: str) -> str:
    """Return a measurement's title, or its name if this version doesn't know it."""
    known = measurement_texts().get(name)
    return name if known is None else known["title"]


def measurement_heading(name: str) -> str:
    """Return a measurement's column heading: name, % and arrow."""
    text = measurement_texts()[name]
    mark = "%" if text["unit"] == "percent" else ""
    return " ".join(part for part in (text["column"], mark, text["direction"]) if part)


def finite(value: Any) -> float | None:
    """Return a number of the ledger as a float, or None if it isn't a finite number."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return float(value)


def percent(fraction: float) -> str:
    """Format a share in [0, 1] in percent with two decimals, without the sign %."""
    return f"{100 * fraction:.2f}"


def format_number(value: float, unit: str, *, is_spread: bool = False) -> str:
    """Format a number in a unit of labels.yaml; a spread gets two significant digits."""
    if unit == "percent":
        return percent(value)
    if unit == "cosine":
        return f"{value:.3f}"
    return f"{value:#.2g}".removesuffix(".") if is_spread else f"{value:#.4g}".removesuffix(".")


def format_setting(value: Any, *, in_255ths: bool = False) -> str:
    """Format a setting: short numbers, lists with commas, an L∞ ε in 255ths as in papers."""
    if isinstance(value, bool) or value is None:
        return {True: "yes", False: "no", None: "none"}[value]
    if isinstance(value, list):
        return ", ".join(format_setting(each, in_255ths=in_255ths) for each in value)
    if isinstance(value, float):
        return f"{255 * value:g}/255" if in_255ths else f"{value:g}"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def coefficient(value: Any) -> str:
    """Format a coefficient or a setting of the recipe; empty where a variant has none."""
    if isinstance(value, str | bool | tuple | list):
        return str(value)
    return "" if value is None else f"{value:g}"


def setting(cell: Cell, name: str) -> Any:
    """Return a coefficient or a varied setting of the recipe; None where the variant has none."""
    return dict(cell.settings).get(name, shown(cell, name))


def configuration_columns(groups: Sequence[Group]) -> dict[str, str]:
    """Return the coefficients and varied settings to show, name → symbol.

    λ and μ are shown where they are used, others where a variant has several values.
    """
    recipe = {name: name for group in groups for name, _ in group.first.settings}

    def varies(name: str) -> bool:
        values: dict[str, set[Any]] = {}
        for group in groups:
            values.setdefault(group.first.variant, set()).add(setting(group.first, name))
        return any(len(several) > 1 for several in values.values())

    def is_used(name: str) -> bool:
        return any(setting(group.first, name) is not None for group in groups)

    return {
        name: symbol
        for name, symbol in (COEFFICIENTS | recipe).items()
        if varies(name) or (name in _ALWAYS and is_used(name))
    }


def configuration_texts(cell: Cell, columns: Iterable[str]) -> list[str]:
    """Return the variant and the values of configuration_columns, as a table's row begins."""
    return [cell.variant, *(coefficient(setting(cell, name)) for name in columns)]


def configuration_label(cell: Cell, columns: dict[str, str], *, seed: bool = False) -> str:
    """Format a configuration, such as `score_matching λ=0.001 μ=0.0001`."""
    parts = [cell.variant]
    for name, symbol in columns.items():
        value = setting(cell, name)
        if value is not None:
            parts.append(f"{symbol}={coefficient(value)}")
    if seed:
        parts.append(f"seed {cell.seed}")
    return " ".join(parts)


def list_first(texts: Sequence[str], most: int, *, separator: str = ", ", rest: str = "") -> str:
    """Join the first texts, and say how many more there are; rest says where those are."""
    more = f" and {len(texts) - most} more{rest}" if len(texts) > most else ""
    return separator.join(texts[:most]) + more


def judge_note(judge: JudgeRecord) -> str:
    """Return a table's note on a judge: its test accuracy, or why there is none."""
    name = f"judge: {judge.label}"
    if judge.status == "missing":
        return f"{name}; not trained yet."
    if judge.accuracy is None:
        return f"{name}; {judge.status}, its own accuracy is not known."
    ended = "" if judge.status == "finished" else f" ({judge.status})"
    return f"{name}, {percent(judge.accuracy)} % test accuracy of its own{ended}."
