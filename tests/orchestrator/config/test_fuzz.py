"""Sweep files with mistakes in them: one clear message each, and no traceback."""

import copy
import random
from pathlib import Path
from typing import Any

import pytest

from scoresweep.errors import InputError
from scoresweep.orchestrator.config.sweep import validate
from scoresweep.orchestrator.config.yaml_loader import parse_yaml
from scoresweep.orchestrator.planning.plan import make_plan
from tests.orchestrator.config.test_sweep import INFO

SWEEPS = Path(__file__).parents[3] / "sweeps"
ODD: tuple[Any, ...] = (
    *(None, True, False, "", " ", "x", "λ", "auto", "0", "1/3", "1/0", "1e999", "18:00", "~"),
    *(0, -1, 1, 2, 10**6, 10**12, 10**400, -0.0, 1e-320, 0.5, 1e308, float("inf"), float("nan")),
    *([], {}, [[]], [None], [1, "a"], {"a": 1}, {"low": 1, "high": 0}, {"low": 1e-5, "high": 1}),
    *({"low": 0, "high": 1, "log": True}, [1, 1], ["baseline"], "x" * 5000, "\x00", "\x1b[31m"),
)


def places(tree: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [path] if path else []
    items: Any = ()
    if isinstance(tree, dict):
        items = tree.items()
    elif isinstance(tree, list):
        items = enumerate(tree)
    for key, value in items:
        found += places(value, (*path, key))
    return found


def mutate(tree: Any, draw: random.Random) -> Any:
    """One to three mistakes: another value, a key that is gone, misspelt, or moved."""
    tree = copy.deepcopy(tree)
    for _ in range(draw.randint(1, 3)):
        *parents, last = draw.choice(places(tree))
        node = tree
        for key in parents:
            node = node[key]
        kind = draw.random()
        if kind < 0.7 or not isinstance(node, dict):
            node[last] = copy.deepcopy(draw.choice(ODD))
        elif kind < 0.8:
            del node[last]
        elif kind < 0.9:
            node[f"{last}x"] = node.pop(last)
        else:
            tree[draw.choice(("training", "measure", "search", "x"))] = node[last]
        if not tree:
            return tree
    return tree


@pytest.mark.parametrize("name", sorted(path.stem for path in SWEEPS.glob("*.yaml")))
def test_no_mistake_ends_in_a_traceback(name: str):
    """Seeded: some 3,000 files in all. Whatever a file says, it is a plan or an InputError."""
    sound = parse_yaml((SWEEPS / f"{name}.yaml").read_text(), name)
    draw = random.Random(name)
    for number in range(340):
        tree = mutate(sound, draw)
        try:
            make_plan(validate(tree, "my.yaml"), INFO)
        except InputError as error:
            told = str(error)
        except Exception as error:
            raise AssertionError(f"{number}: {tree!r}"[:3000]) from error
        else:
            continue
        assert max(map(len, told.splitlines())) < 400, (number, tree)
