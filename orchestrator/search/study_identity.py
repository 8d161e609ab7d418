"""What must stay the same for a study's values to be comparable."""

import dataclasses
from typing import Any

from scoresweep.orchestrator.config.sweep import SweepSpec, sweep_to_dict
from scoresweep.specs.coefficients import OPTIONS
from scoresweep.specs.trial import DataSpec, fingerprint

# Settings of a recipe that change results by rounding alone.
_ROUNDING_ONLY = ("compile", "micro_batches")


def identity(spec: SweepSpec, data: DataSpec) -> dict[str, str]:
    """Return part of a sweep → its fingerprint. A study is resumed while all are the same.

    The budget, the sampler, resources, and measurements that it doesn't select by may change.
    """
    assert spec.search is not None
    tree = _normalized(sweep_to_dict(spec))
    selected = [name for name in spec.search.objectives if tree["measure"].get(name)]
    parts = {
        "variants, coefficients or ranges": [
            tree["variants"],
            tree["coefficients"],
            tree["training_axes"],
        ],
        "data": dataclasses.asdict(data),
        "model": tree["model"],
        "training": [tree["training"], tree["equal_cost"]],
        "seeds": [tree["seeds"], tree["order_seed"]],
        "metrics": spec.search.objectives,
        "judges or measurements by which it selects": [
            [name, tree["measure"][name], tree["judge"], tree["other_judges"]] for name in selected
        ],
    }
    return {name: fingerprint(part) for name, part in parts.items()}


def _normalized(tree: dict[str, Any]) -> dict[str, Any]:
    """Return a sweep without what doesn't change its study.

    That is options that aren't given, which older versions didn't have, and settings that change
    results by rounding alone.
    """
    training = {
        name: value for name, value in tree["training"].items() if name not in _ROUNDING_ONLY
    }

    def kept(coefficients: dict[str, Any]) -> dict[str, Any]:
        return {n: v for n, v in coefficients.items() if n not in OPTIONS or v is not None}

    def judge(tree: dict[str, Any]) -> dict[str, Any]:
        return tree | {"model": _model(tree["model"])}

    variants = {name: kept(own) for name, own in tree["variants"].items()}
    return tree | {
        "training": training,
        "coefficients": kept(tree["coefficients"]),
        "variants": variants,
        "model": _model(tree["model"]),
        "judge": judge(tree["judge"]),
        "other_judges": [judge(each) for each in tree["other_judges"]],
    }


def _model(tree: dict[str, Any]) -> dict[str, Any]:
    return {name: v for name, v in tree.items() if (name, v) != ("norm", "batch")}
