"""Words of the checking library that an author of a sweep file shouldn't have to know."""

import pytest

from scoresweep.errors import InputError
from scoresweep.orchestrator.config.sweep import validate


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"seeds": "three"}, "seeds: should be a list, as in [a, b], not 'three'"),
        ({"name": 123}, "name: should be text, in quotes where it looks like a number, not 123"),
        ({"training": {"flip": "maybe"}}, "training.flip: should be true or false, not 'maybe'"),
        ({"model": {"width": 1e300}}, "model.width: should be a smaller number, not 1e+300"),
    ],
)
def test_a_value_of_another_kind_is_named_in_plain_words(change: dict, message: str):
    with pytest.raises(InputError) as error:
        validate({"name": "x", "variants": ["baseline"]} | change, "x.yaml")
    assert message in str(error.value)
