"""Successive halving over trial keys, by hand."""

import copy
import dataclasses
from typing import Any

import pytest

from scoresweep.orchestrator.config.search import EarlyStopping, Halving
from scoresweep.orchestrator.config.sweep import validate
from scoresweep.orchestrator.execution.early_stopping import HalvingByKey
from scoresweep.orchestrator.search.space import choose, recorded
from scoresweep.specs.trial import TrialSpec
from scoresweep.workers.data.sources import describe, identify
from tests.orchestrator.search.test_controller import TREE


@dataclasses.dataclass(frozen=True)
class Told:
    trial_id: str


def named(name: str, epochs: int = 6) -> TrialSpec:
    """A trial for each name."""
    tree = copy.deepcopy(TREE) | {"seeds": [sum(map(ord, name))]}
    sweep = validate(tree | {"training": {"epochs": epochs}}, "x")
    params = {"lambda": 1e-3}
    [found] = choose(sweep, recorded(params)).trials(
        sweep, identify(sweep.data, describe(sweep.data))
    )
    return found


def rule(factor: float = 2.0, epochs: int = 6, **given: Any) -> Halving:
    return Halving(EarlyStopping(first_epoch=1, factor=factor), epochs, **given)


def halved(halving: HalvingByKey, name: str, accuracies: list[float]) -> int:
    """At which epoch a trial is stopped; 0 if it isn't."""
    halving.on_trial_add(None, Told(name))
    for epoch, accuracy in enumerate(accuracies, 1):
        result = {"epoch": epoch, "accuracy": accuracy}
        if halving.on_trial_result(None, Told(name), result) == "STOP":
            return epoch
    return 0


def test_successive_halving_by_hand():
    """Rungs at epochs 1, 2, 4 with a factor of 2: below the median of those that came as far, it
    ends.
    """
    halving = HalvingByKey(rule(), lambda name: None if name == "judge" else named(name))
    assert halved(halving, "a", [0.5, 0.6, 0.7, 0.8, 0.8, 0.8]) == 0
    assert halved(halving, "b", [0.4, 0.9, 0.9, 0.9]) == 1
    assert halved(halving, "c", [0.5, 0.5, 0.9, 0.9]) == 2, "level with the median goes on"
    assert halved(halving, "d", [0.9, 0.9, 0.9, 0.7]) == 4
    assert halved(halving, "judge", [0.0] * 6) == 0
    assert halved(halving, "e", [0.9, 0.9, 0.9, 0.9, 0.1, 0.0]) == 0, "never in its last epoch"


def test_a_trial_that_is_tried_again_is_one_trial():
    """Tune knows each attempt by another name; the rungs know the key."""
    attempts = {"first": "a", "second": "a", "b": "b"}
    halving = HalvingByKey(rule(), lambda attempt: named(attempts[attempt]))
    assert halved(halving, "first", [0.5]) == 0
    assert halved(halving, "second", [0.1]) == 0, "its first epoch counts once"
    assert halved(halving, "b", [0.3]) == 1


def test_a_relaunch_knows_what_was_seen():
    seen = ((named("a").key, 1, 0.5), (named("a").key, 2, 0.6))
    fresh, again = HalvingByKey(rule(), named), HalvingByKey(rule(history=seen), named)
    assert halved(fresh, "b", [0.4]) == 0
    assert halved(again, "b", [0.4]) == 1


def test_a_short_trial_beside_longer_ones_isnt_stopped_at_its_own_end():
    halving = HalvingByKey(rule(3.0, 27), lambda name: named(name, 9 if name == "short" else 27))
    assert halved(halving, "long", [0.9] * 27) == 0
    assert halved(halving, "short", [0.9] * 8 + [0.0]) == 0
    assert halved(halving, "other", [0.9] * 8 + [0.0]) == 9


@pytest.mark.parametrize(
    ("factor", "epochs", "rungs"), [(3.0, 27, 4), (3.0, 243, 6), (10.0, 1000, 4)]
)
def test_hyperband_has_brackets_that_begin_later(factor: float, epochs: int, rungs: int):
    spec_ = EarlyStopping(method="hyperband", first_epoch=1, factor=factor)
    brackets = HalvingByKey(Halving(spec_, epochs), named)._brackets
    assert len(brackets) == rungs
    assert [bracket._rungs[-1][0] for bracket in brackets if bracket._rungs][:2] == [1, factor]


def test_the_bracket_of_a_trial_is_the_same_in_every_launch():
    spec_ = EarlyStopping(method="hyperband", first_epoch=1, factor=3.0)
    names = [chr(97 + i) for i in range(20)]
    places = []
    for order in (names, names[::-1]):
        halving = HalvingByKey(Halving(spec_, 27), named)
        for name in order:
            halving.on_trial_add(None, Told(name))
        index = {id(bracket): i for i, bracket in enumerate(halving._brackets)}
        places.append([index[id(halving._trial_info[named(name).key])] for name in names])
    assert places[0] == places[1] and len(set(places[0])) > 1
