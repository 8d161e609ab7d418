"""What figures share."""

import dataclasses
from typing import Any

import pytest

from scoresweep.analysis.figures.base import label
from scoresweep.analysis.results.collect import Cell
from scoresweep.analysis.results.groups import group_seeds
from scoresweep.specs.coefficients import COEFFICIENTS

ATTACKED = Cell("k", "adversarial", *(None,) * 5, 8 / 255, 7, 0, "finished")


@pytest.mark.parametrize(
    ("name", "value"),
    [(each.attribute, "jet" if each.name == "estimator" else 2) for each in COEFFICIENTS.values()],
)
def test_legends_differ_where_one_coefficient_does(name: str, value: Any):
    groups = group_seeds([ATTACKED, dataclasses.replace(ATTACKED, **{name: value})])
    first, second = (label(group, groups) for group in groups)
    assert first != second


def test_legends_hold_what_differs_alone():
    groups = group_seeds([ATTACKED, dataclasses.replace(ATTACKED, attack_steps=2)])
    found = [label(group, groups) for group in groups]
    assert found == ["adversarial attack steps=7", "adversarial attack steps=2"]
