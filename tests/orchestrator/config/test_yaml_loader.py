"""YAML as version 1.2 reads it, and what is refused."""

import math
from typing import Any

import pytest

from scoresweep.errors import InputError
from scoresweep.orchestrator.config.yaml_loader import parse_yaml


@pytest.mark.parametrize(
    ("text", "value"),
    [
        # YAML 1.1 reads these as 1080, 8, True, text, 1000 and a date.
        ("18:00", "18:00"),
        ("010", 10),
        ("on", "on"),
        ("1e-3", 1e-3),
        ("1_000", "1_000"),
        ("2026-01-01", "2026-01-01"),
        ("0o10", 8),
        ("0x1F", 31),
        ("+.5e3", 500.0),
        ("-.inf", -math.inf),
        ("~", None),
        ("<<", "<<"),
        ("a: &x {b: 1, c: 2}\nd: {<<: *x, c: 3}", {"a": {"b": 1, "c": 2}, "d": {"b": 1, "c": 3}}),
    ],
)
def test_values(text: str, value: Any):
    found = parse_yaml(text, "test")
    assert found == value and type(found) is type(value)


def doubling(levels: int) -> str:
    lines = ["a0: &a0 [x]"]
    lines += [f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]" for i in range(1, levels)]
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: 1\na: 2", "the key 'a' is given twice"),
        ("[" * 60, "nested more than 50 levels deep"),
        ("a: &a [*a]", "an alias that contains itself"),
        (doubling(40), "more than 100,000 values, with aliases written out"),
        ("9" * 5000, "Exceeds the limit"),
        ("!!int x", "invalid literal"),
        ("!!python/object:os.system x", "the tag !!python/object:os.system isn't read"),
        ("d: {<<: 3}", "expected a mapping"),
    ],
)
def test_what_is_refused(text: str, message: str):
    with pytest.raises(InputError, match=message):
        parse_yaml(text, "test")
