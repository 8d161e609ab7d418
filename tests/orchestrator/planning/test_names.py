"""Trials that differ have different names."""

from pathlib import Path

import pytest

from scoresweep.orchestrator.config.sweep import SWEEPS, load_sweep
from scoresweep.orchestrator.planning.names import trial_name
from scoresweep.orchestrator.planning.plan import make_plan
from scoresweep.workers.data.sources import describe

NAME = "score_matching λ=0.001 μ=0.0001 seed=0"


def names(*overrides: str, sweep: str = "quickstart") -> list[str]:
    spec = load_sweep(sweep, ("variants={score_matching: {}}", *overrides))
    return [trial_name(spec, trial) for trial in make_plan(spec, describe(spec.data)).trials]


@pytest.mark.parametrize(
    ("overrides", "expected"),
    [
        (["coefficients.sigma=[0.01, 0.02]"], ["σ=0.01", "σ=0.02"]),
        (["coefficients.estimator=[taylor, jet]"], ["taylor", "jet"]),
        (
            ["training.lr=[0.1, 0.05]", *(f"{j}.training.lr=0.1" for j in ("judge",))],
            ["lr=0.1", "lr=0.05"],
        ),
        (
            [
                "training.milestones=[[3], [4]]",
                "judge.training.milestones=[3]",
                "training.schedule=step",
            ],
            ["milestones=(3,)", "milestones=(4,)"],
        ),
        (["variants.score_matching=[{sigma: 0.1}, {}]"], ["σ=0.1", "σ=0.01"]),
    ],
    ids=["sigma", "estimator", "lr", "milestones", "blocks"],
)
def test_names_hold_what_the_trials_of_a_sweep_differ_in(overrides, expected):
    front, back = NAME.split(" seed")
    assert names("other_judges=[]", *overrides) == [
        f"{front} {each} seed{back}" for each in expected
    ]


def test_names_hold_nothing_else():
    assert names("coefficients.sigma=0.5", "training.lr=0.3") == [NAME]


def test_variants_are_named_each_by_what_it_varies():
    """σ of score-matching, τ and σ of anti-score-matching, ε and steps of an attack."""
    spec = load_sweep(
        "quickstart",
        (
            "variants={score_matching: {sigma: [0.1, 0.2]}, "
            "anti_score_matching: {threshold: [1, 2]}, adversarial: {attack_steps: [2, 7]}}",
        ),
    )
    trials = make_plan(spec, describe(spec.data)).trials
    assert [trial_name(spec, trial) for trial in trials] == [
        "score_matching λ=0.001 μ=0.0001 σ=0.1 seed=0",
        "score_matching λ=0.001 μ=0.0001 σ=0.2 seed=0",
        "anti_score_matching λ=0.0001 τ=1 seed=0",
        "anti_score_matching λ=0.0001 τ=2 seed=0",
        "adversarial ε=0.0313725 attack steps=2 seed=0",
        "adversarial ε=0.0313725 attack steps=7 seed=0",
    ]


@pytest.mark.parametrize("sweep", sorted(file.stem for file in Path(SWEEPS).glob("*.yaml")))
def test_no_two_trials_of_a_ready_sweep_have_one_name(sweep: str):
    spec = load_sweep(sweep)
    trials = make_plan(spec, describe(spec.data)).trials
    assert len({trial_name(spec, trial) for trial in trials}) == len(trials)
