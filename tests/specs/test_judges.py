"""The names of judges in details."""

import pytest

from scoresweep.specs.judges import judge_names


@pytest.mark.parametrize(
    ("judges", "names"),
    [
        ([("vgg11", 0, 8), ("resnet9", 0, 8)], ["vgg11", "resnet9"]),
        (
            [("vgg11", 0, 8), ("vgg11", 1, 8), ("resnet9", 0, 8)],
            ["vgg11-seed0", "vgg11-seed1", "resnet9"],
        ),
        ([("vgg11", 0, 8), ("vgg11", 0, 16)], ["vgg11-seed0-width8", "vgg11-seed0-width16"]),
        ([("vgg11", 0, 8), ("vgg11", 0, 8)], ["vgg11-seed0-width8-0", "vgg11-seed0-width8-1"]),
    ],
    ids=["by architecture", "by seed", "by width", "by number: they differ in something else"],
)
def test_judges_of_one_architecture_have_different_names(judges, names):
    assert judge_names(judges) == names
