"""A plan made of a sweep's runs, for a sweep whose own plan can't be read.

Its parent run may have lost the artifact, or another program may have written the runs. Planned
trials without a run, and the settings of measurements, are in the plan alone.
"""

import collections
import math
from collections.abc import Iterable, Mapping
from typing import Any

from scoresweep.ledger.records import RunRecord
from scoresweep.ledger.schema import TagName
from scoresweep.sanitize import printable_texts
from scoresweep.specs.coefficients import COEFFICIENTS
from scoresweep.specs.measurements import MEASUREMENTS

# Measurements whose tables name no setting of theirs.
SHOWN_WITHOUT_SETTINGS = ("test_accuracy", "gan_test")
# Params that say which of the sweep's trials a run is, not by which recipe it was trained.
_NOT_OF_RECIPE = frozenset({"variant", "seed", "order_seed", "cell", *COEFFICIENTS})


def plan_from_runs(runs: Mapping[str, RunRecord]) -> dict[str, Any]:
    """Make a plan, as sweep.json holds it, of which every trial has a run.

    Args:
        runs: Trial key → its run.
    """
    trials = {key: run for key, run in runs.items() if run.tags.get(TagName.ROLE) != "judge"}
    cells = [_planned(key, run) for key, run in trials.items()]
    cells.sort(key=lambda cell: (cell["seed"], cell["trial_key"]))
    recipe = list(dict.fromkeys(name for cell in cells for name in cell["training"]))
    for cell in cells:
        cell["training"] = {name: cell["training"].get(name) for name in recipe}
    return {
        "description": "",
        "dataset": _most_common(run.params.get("dataset", "") for run in trials.values()),
        "cells": cells,
        "judges": [_planned(key, run) for key, run in runs.items() if key not in trials],
        "axes": [
            name for name in recipe if len({str(cell["training"][name]) for cell in cells}) > 1
        ],
        "baseline": None,
        "measurements": {
            name: _most_common(
                run.tags.get(TagName.MEASUREMENT + name, "") for run in trials.values()
            )
            for name in SHOWN_WITHOUT_SETTINGS
        },
        "by_metric": SHOWN_WITHOUT_SETTINGS,
        "measure": dict.fromkeys(MEASUREMENTS),
        "spec": {},
        "reused": {},
    }


def _planned(key: str, run: RunRecord) -> dict[str, Any]:
    params = {name: _value(text) for name, text in printable_texts(run.params).items()}
    seed, epochs = params.get("seed"), params.get("epochs")
    objective = {
        each.attribute: params[each.name] for each in COEFFICIENTS.values() if each.name in params
    }
    recipe = {name: value for name, value in params.items() if name not in _NOT_OF_RECIPE}
    variant = run.tags.get(TagName.VARIANT) or str(params.get("variant", "unknown"))
    return {
        "trial_key": key,
        "objective": {"variant": variant, **objective},
        "model": {"name": str(params.get("model", "unknown")), "width": params.get("width", 0)},
        "training": recipe | {"epochs": epochs if isinstance(epochs, int) else 0},
        "seed": seed if isinstance(seed, int) else 0,
    }


def _value(text: str) -> int | float | str:
    for number in (int, float):
        try:
            value = number(text)
        except ValueError:
            continue
        if math.isfinite(value):
            return value
    return text


def _most_common(texts: Iterable[str]) -> str:
    """Return the text that is there most often, of those that aren't empty."""
    counts = collections.Counter(filter(None, texts)).most_common(1)
    return counts[0][0] if counts else ""
