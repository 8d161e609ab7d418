"""The words of measurements and configurations, as tables and the report write them."""

import math
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from scoresweep.analysis.results.coefficients import ATTRIBUTES, SYMBOLS, shown
from scoresweep.analysis.results.collect import Cell, JudgeRecord
from scoresweep.analysis.tables.base import Group, percent

COEFFICIENTS = {ATTRIBUTES[name]: symbol for name, symbol in SYMBOLS.items()}
# Shown wherever a variant uses them; the others only where they tell rows apart.
_ALWAYS = ("lambda_", "mu")


@cache
def measurement_texts() -> dict[str, dict[str, str]]:
    """Measurement → title, column, unit, direction, definition, source, cost; test accuracy first."""
    text = (Path(__file__).parent / "labels.yaml").read_text(encoding="utf-8")
    texts: dict[str, dict[str, str]] = yaml.safe_load(text)
    return texts


def measurement_title(name: str) -> str:
    """A measurement's title; its name for one that this version doesn't know."""
    known = measurement_texts().get(name)
    return name if known is None else known["title"]


def measurement_heading(name: str) -> str:
    """A measurement's column: name, % and arrow."""
    text = measurement_texts()[name]
    mark = "%" if text["unit"] == "percent" else ""
    return " ".join(part for part in (text["column"], mark, text["direction"]) if part)


def format_number(value: float, unit: str, *, is_spread: bool = False) -> str:
    """A number of measurement_texts' units; of a spread two digits tell enough."""
    if unit == "percent":
        return percent(value)
    if unit == "cosine":
        return f"{value:.3f}"
    return f"{value:#.2g}".removesuffix(".") if is_spread else f"{value:#.4g}".removesuffix(".")


def setting(cell: Cell, name: str) -> Any:
    """A coefficient, or what the sweep varies of the recipe; None where the variant has none."""
    return dict(cell.settings).get(name, shown(cell, name))


def configuration_columns(groups: Sequence[Group]) -> dict[str, str]:
    """Coefficient or varied setting → its symbol: λ and μ where used, others where a variant has several values."""
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


def coefficient(value: Any) -> str:
    if isinstance(value, str | bool | tuple):
        return str(value)
    return "" if value is None else f"{value:g}"


def configuration_label(cell: Cell, columns: dict[str, str], *, seed: bool = False) -> str:
    """Such as `score_matching λ=0.001 μ=0.0001`, with its seed if wanted."""
    parts = [cell.variant]
    for name, symbol in columns.items():
        value = setting(cell, name)
        if value is not None:
            parts.append(f"{symbol}={coefficient(value)}")
    if seed:
        parts.append(f"seed {cell.seed}")
    return " ".join(parts)


def judge_names(judges: Sequence[JudgeRecord]) -> list[str]:
    """The names that details use: the architecture, with the seed where two share it."""
    models = [judge.model for judge in judges]
    return [
        judge.model if models.count(judge.model) == 1 else f"{judge.model}-seed{judge.seed}"
        for judge in judges
    ]


def finite(value: Any) -> float | None:
    """A number of the ledger, None unless it is one and finite."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return float(value)
