"""Which settings mattered: against functions whose variance is known, from the study's file to the
figure.
"""

import copy
import dataclasses
import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import optuna
import pytest
from matplotlib.axes import Axes
from optuna.distributions import IntDistribution
from optuna.trial import FrozenTrial, create_trial
from rich.console import Console

from scoresweep.analysis.figures import Drawn, draw_figures
from scoresweep.analysis.results.collect import collect
from scoresweep.analysis.results.curves import Evidence
from scoresweep.analysis.results.search import _importances
from scoresweep.orchestrator.cli.progress import LaunchProgress
from scoresweep.orchestrator.config.sweep import SweepSpec, validate
from scoresweep.orchestrator.execution.context import LaunchContext
from scoresweep.orchestrator.execution.launch import _close
from scoresweep.orchestrator.execution.ledger_writer import Ledger
from scoresweep.orchestrator.planning.request import LaunchRequest
from scoresweep.orchestrator.search.controller import open_study
from scoresweep.orchestrator.search.importance import MIN_POINTS, Importance, importances
from scoresweep.orchestrator.search.snapshot import search_json
from scoresweep.orchestrator.search.space import choose, suggested
from scoresweep.specs.trial import TrialSpec
from tests.orchestrator.search.test_controller import TREE, World

LAMBDA = {"low": 1e-7, "high": 1e-1, "log": True}
KINDS: dict[str, Any] = {
    "variants": {
        "score_matching": {
            "lambda": LAMBDA,
            "mu": LAMBDA,
            "estimator": ["taylor", "hutchinson"],
            "sigma": {"low": 1e-3, "high": 1e-1, "log": True},
        },
        "gradient_norm": {"lambda": LAMBDA},
    },
    "training": {"epochs": 4, "batch_size": 64, "lr": {"low": 0.001, "high": 1.0}},
    "judge": {"model": {"name": "vgg11", "width": 2}, "training": {"lr": 0.1}},
}


def spec(trials: int, **search: Any) -> SweepSpec:
    tree = copy.deepcopy(TREE) | KINDS
    tree["search"] |= {"budget": {"trials": trials}} | search
    return validate(tree, "x.yaml")


def u(value: float | None, low: float, high: float) -> float:
    """0 to 1, evenly over a range that is searched in its logarithm."""
    return math.log(value / low) / math.log(high / low) if value else 0.0


def value(trial: TrialSpec) -> float:
    """Of gradient-norm 1 + 2λ + lr, of score-matching 2λ + μ, and 2σ where there is one; each
    setting from 0 to 1.
    """
    objective = trial.objective
    strength = 2 * u(objective.lambda_, 1e-7, 1e-1)
    if objective.variant == "gradient_norm":
        return 1 + strength + trial.training.lr
    return strength + u(objective.mu, 1e-7, 1e-1) + 2 * u(objective.sigma, 1e-3, 1e-1)


def points(count: int) -> list[FrozenTrial]:
    wanted = spec(count)
    study = optuna.create_study(sampler=optuna.samplers.RandomSampler(seed=0))
    data = World(Path(), wanted).plan.data
    for _ in range(count):
        asked = study.ask()
        [trial] = choose(wanted, suggested(asked)).trials(wanted, data)
        study.tell(asked, value(trial))
    return study.trials


def test_settings_that_few_points_have_against_their_variances():
    r"""A uniform u has Var(au) = a²/12, so with σ the shares of λ, μ, σ are 4 : 1 : 4; of
    gradient-norm's λ, lr 4 : 1.

    Over both estimators σ is noise, and taylor has 2·½ more than hutchinson: Var = 1/4 = 3/12, so 4
    : 1 : 3.
    """
    found = {(one.variant, one.having): one for one in importances(points(400), ["m"])}
    assert list(found) == [
        (None, ()),
        ("gradient_norm", ()),
        ("score_matching", ()),
        ("score_matching", ("score_matching.sigma",)),
    ]
    shares = {kind: one.shares["m"] for kind, one in found.items()}
    assert set(shares[None, ()]) == {"variant", "training.lr"}
    expected = {
        ("gradient_norm", ()): {"gradient_norm.lambda": 4 / 5, "training.lr": 1 / 5},
        ("score_matching", ()): {
            "score_matching.lambda": 4 / 8,
            "score_matching.mu": 1 / 8,
            "score_matching.estimator": 3 / 8,
            "training.lr": 0.0,
        },
        ("score_matching", ("score_matching.sigma",)): {
            "score_matching.lambda": 4 / 9,
            "score_matching.mu": 1 / 9,
            "score_matching.sigma": 4 / 9,
            "training.lr": 0.0,
        },
    }
    for kind, each in expected.items():
        assert shares[kind] == pytest.approx(each, abs=0.1), kind
    variants, at_all = ("gradient_norm", "score_matching"), found[None, ()].points
    assert sum(found[variant, ()].points for variant in variants) == at_all == 400


def test_a_range_counts_by_its_logarithm():
    """2λ + x, both from 0 to 1: 4 to 1. By λ itself, its last decade would be nine tenths of it:
    0.2 of 0.8 was seen.
    """
    study = optuna.create_study(sampler=optuna.samplers.RandomSampler(seed=0))
    for _ in range(200):
        asked = study.ask()
        strength = asked.suggest_float("lambda", 1e-7, 1e-1, log=True)
        steps = asked.suggest_int("steps", 1, 1000, log=True)
        study.tell(asked, 2 * u(strength, 1e-7, 1e-1) + u(steps, 1, 1000))
    [of_all] = importances(study.trials, ["m"])
    assert of_all.shares["m"] == pytest.approx({"lambda": 0.8, "steps": 0.2}, abs=0.06)


def test_the_fewest_points_and_what_doesnt_vary():
    def tried(count: int, a: Sequence[int] = range(100)) -> list[FrozenTrial]:
        space = {name: IntDistribution(0, 99) for name in ("a", "b")}
        return [
            create_trial(values=(i, 5), params={"a": a[i], "b": 99 - i}, distributions=space)
            for i in range(count)
        ]

    both = ["moves", "stays"]
    assert importances(tried(MIN_POINTS - 1), both) == [Importance(None, (), 7, {})]
    [found] = importances(tried(MIN_POINTS), both)
    assert set(found.shares) == {"moves"} and set(found.shares["moves"]) == {"a", "b"}
    [found] = importances(tried(MIN_POINTS, a=[7] * 8), both)
    assert found.shares == {"moves": {"b": 1.0}}
    assert importances([], both) == []


def test_from_the_study_to_the_figure(tmp_path: Path):
    """Noted as a launch that finds its search over does; only the training is played."""
    wanted = spec(36)
    assert wanted.search is not None
    ledger = Ledger(f"sqlite:///{tmp_path / 'scoresweep.db'}")
    plan, client = World(tmp_path, wanted).plan, ledger.client
    study = open_study(wanted, plan, ledger.uri)
    while len(study.tried()) < 36:
        asked = study.ask()
        [trial] = choose(wanted, suggested(asked)).trials(wanted, plan.data)
        study.complete(asked.number, (value(trial), trial.training.lr))
    progress = LaunchProgress(Console(quiet=True))
    context = LaunchContext(uri=ledger.uri, storage=ledger.storage, progress=progress)
    _close(LaunchRequest(wanted, plan, wanted.measure), context, {})

    evidence = Evidence(client, collect(client, "s"))
    assert evidence.search is not None
    found = [dataclasses.astuple(one) for one in evidence.search.importances]
    assert found == [dataclasses.astuple(one) for one in study.importances()]
    [figure] = draw_figures(evidence, ["importance"])
    assert isinstance(figure, Drawn)
    assert {axes.get_title("left"): rows(axes) for axes in figure.figure.axes} == {
        "all complete points (36)": {"variant", "lr"},
        "gradient-norm (23)": {"λ", "lr"},
        "score-matching (13)": {"λ", "μ", "estimator", "lr"},
    }
    assert "too few: score-matching with σ (6)." in figure.caption
    assert "older version" not in figure.caption

    # What a driver writes as its search ends, and what versions wrote that didn't look at kinds.
    content = json.loads(json.dumps(search_json(wanted.search, study, {}, is_over=True)))
    assert _importances(content) == evidence.search.importances
    del content["importance_within"]
    assert _importances(content) == evidence.search.importances[:1]
    ledger.write_json(ledger.open_sweep(wanted, None), "search.json", content)
    [figure] = draw_figures(Evidence(client, collect(client, "s")), ["importance"])
    assert [axes.get_title("left") for axes in figure.figure.axes] == ["all complete points (36)"]
    assert "launch it again (nothing is trained again)" in figure.caption


def rows(axes: Axes) -> set[str]:
    return {text.get_text() for text in axes.get_yticklabels()}
