"""Numbers that older ledgers hold in float32."""

import json
import math

import numpy as np
import pytest

from scoresweep.analysis.results.collect import _as_decimal, _numbers
from scoresweep.ledger.schema import measured_tag


@pytest.mark.parametrize("decimal", [0.868, 0.1, -5898.123, 1.56e-14, 1e30])
def test_a_float32_is_read_as_the_decimal_that_it_stands_for(decimal: float):
    stored = float(np.float32(decimal))
    assert stored != decimal and _as_decimal(stored) == decimal


@pytest.mark.parametrize(
    "number", [0.0, 3, -1.0, 868 / 1000, 1 / 3, 1023 / 1024, 1e300, math.inf, None]
)
def test_other_numbers_are_left_as_they_are(number: float | None):
    assert _as_decimal(number) == number and type(_as_decimal(number)) is type(number)
    assert math.isnan(_as_decimal(math.nan) or 0.0)


def test_measured_numbers_and_their_details_are_read_so():
    noisy = {"value": float(np.float32(0.868)), "least": float(np.float32(0.3))}
    tags = {measured_tag("perturbation", "f" * 64): json.dumps(noisy)}
    numbers, faults = _numbers("r" * 32, tags, {"perturbation": "f" * 64})
    assert (numbers, faults) == ({"perturbation": 0.868, "perturbation/least": 0.3}, ())
