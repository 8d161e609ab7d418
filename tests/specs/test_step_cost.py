"""What a training step costs, counted; and epochs at equal cost."""

import pytest
import torch
from torch import Tensor
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils.flop_counter import flop_registry

from scoresweep.errors import InputError
from scoresweep.orchestrator.config.sweep import load_sweep, recipe_axes, validate
from scoresweep.orchestrator.planning.plan import make_plan
from scoresweep.specs.coefficients import format_options
from scoresweep.specs.step_cost import training_passes
from scoresweep.specs.trial import (
    ESTIMATORS,
    TRACE_ESTIMATORS,
    DataSpec,
    ModelSpec,
    ObjectiveSpec,
    TrainingSpec,
    TrialSpec,
    Variant,
    objective,
)
from scoresweep.workers.data.sources import describe
from scoresweep.workers.data.types import DataInfo
from scoresweep.workers.models.networks import build_model
from scoresweep.workers.objectives.losses import RegularizedLoss, draw_probe
from tests.orchestrator.config.test_sweep import INFO

WAYS = [
    objective("baseline"),
    objective("gradient_norm"),
    *(
        objective(variant, estimator=estimator)
        for variant in ("score_matching", "anti_score_matching")
        for estimator in ("taylor", "control_variate", "antithetic", "hutchinson")
    ),
    objective("score_matching", estimator="sliced"),
    objective("score_matching", every=4),
    objective("gradient_norm", every=3),
    objective("score_matching", estimator="jet"),
    objective("score_matching", estimator="jet", gradient="exact", share=0.5),
    objective("score_matching", estimator="jet", probes=2),
    objective("anti_score_matching", estimator="jet", share=0.5),
    objective("score_matching", statistics="clean", probes=2),
    objective("score_matching", share=0.5),
    objective("gradient_norm", share=0.5),
    objective("gradient_norm", output="log_probability", norm=1),
]


class Count(TorchDispatchMode):
    """Floating-point operations of convolutions and products; torch's own counter can't look into
    torch.func.
    """

    def __init__(self) -> None:
        super().__init__()
        self.flops = 0

    def __torch_dispatch__(self, function, types, args=(), kwargs=None):
        result = function(*args, **(kwargs or {}))
        formula = flop_registry.get(function._overloadpacket)
        if formula is not None:
            self.flops += formula(*args, **(kwargs or {}), out_val=result)
        return result


def trial(objective: ObjectiveSpec) -> TrialSpec:
    return TrialSpec(
        objective=objective,
        data=DataSpec(fingerprint="d", image_size=16, train_size=64, validation_size=0),
        model=ModelSpec(),
        training=TrainingSpec(schedule="one_cycle"),
        seed=0,
    )


@pytest.mark.parametrize("name", ["resnet9", "resnet18", "vgg11"])
@pytest.mark.parametrize(
    "objective",
    WAYS,
    ids=lambda spec: "-".join([spec.variant, str(spec.estimator), *format_options(spec)]),
)
def test_passes_are_those_that_are_counted(objective: ObjectiveSpec, name: str):
    """To 6 %: the first layer needs no gradient in the image in a plain step, and so costs less
    there.
    """
    draw = torch.Generator().manual_seed(0)
    network = build_model(ModelSpec(name=name, width=4), channels=3, classes=5, generator=draw)
    x, y = torch.rand(2, 3, 16, 16, generator=draw), torch.tensor([0, 4])
    v: Tensor | None = draw_probe(objective, x, draw)
    with Count() as forward, torch.no_grad():
        network(x)
    steps = objective.every or 1
    with Count() as step:
        for i in range(steps):
            RegularizedLoss(network, objective)(x, y, v, regularized=i == 0)[0].backward()
    counted = step.flops / steps / forward.flops
    assert training_passes(trial(objective)) == pytest.approx(counted, rel=0.06)


def passes(variant: Variant, **coefficients) -> float:
    return training_passes(trial(objective(variant, **coefficients)))


def test_every_variant_and_estimator_has_its_passes():
    """Of the usual options: to the number what earlier versions counted.

    Jets: 3 + 6, and 3 more for the gradient itself.
    """
    without = {"baseline": 3, "gradient_norm": 6, "noise_augmented": 3, "adversarial": 17}
    assert {name: passes(name) for name in without} == without
    matching = {"taylor": 9, "control_variate": 9, "antithetic": 12, "hutchinson": 19}
    matching |= {"exact": 109, "sliced": 6, "jet": 9}
    assert {e: passes("score_matching", estimator=e) for e in ESTIMATORS} == matching
    anti = {"taylor": 6, "control_variate": 9, "antithetic": 9, "hutchinson": 17}
    anti |= {"exact": 106, "jet": 9}
    assert {e: passes("anti_score_matching", estimator=e) for e in TRACE_ESTIMATORS} == anti
    assert passes("score_matching", estimator="jet", gradient="exact") == 12


@pytest.mark.parametrize(
    ("variant", "coefficients", "expected"),
    [
        # The input-gradient shares the pass of all images, or takes one of its own: 6 F of a half.
        ("score_matching", {"share": 0.5}, 3 + 3 / 2 + 6 / 2),
        ("score_matching", {"probes": 4}, 3 + 3 + 4 * 3),
        ("score_matching", {"probes": 2, "share": 0.25}, 3 + 2 * 3 / 4 + 6 / 4),
        ("score_matching", {"estimator": "antithetic", "probes": 2}, 3 + 3 + 2 * 6),
        ("score_matching", {"estimator": "sliced", "probes": 2, "share": 0.5}, 3 + 3),
        ("score_matching", {"estimator": "jet", "probes": 3}, 3 + 3 * 6),
        ("score_matching", {"estimator": "jet", "share": 0.5}, 3 + 6 / 2),
        (
            "score_matching",
            {"estimator": "jet", "gradient": "exact", "share": 0.5},
            3 + 6 / 2 + 6 / 2,
        ),
        ("score_matching", {"estimator": "jet", "share": 0.5, "every": 4}, 3 + 6 / 2 / 4),
        ("score_matching", {"estimator": "hutchinson", "probes": 2}, 3 + 3 + 2 * 13),
        # Of whole batches alone.
        ("score_matching", {"estimator": "hutchinson", "share": 0.5}, 3 + 3 + 13),
        ("anti_score_matching", {"share": 0.5}, 3 + 3 / 2),
        ("anti_score_matching", {"estimator": "jet", "probes": 2, "share": 0.25}, 3 + 12 / 4),
        ("anti_score_matching", {"estimator": "control_variate", "share": 0.5}, 3 + 3 / 2 + 6 / 2),
        ("gradient_norm", {"share": 0.5}, 3 + 6 / 2),
        ("gradient_norm", {"norm": 1, "output": "log_probability"}, 6),
        ("score_matching", {"probe": "rademacher", "statistics": "clean"}, 9),
    ],
)
def test_options_cost_what_is_worked_out_by_hand(variant, coefficients, expected: float):
    assert passes(variant, **coefficients) == expected


def test_equal_cost_is_that_of_the_papers_step():
    """Of 30 epochs: a half at 7.5 F for 30 · 9/7.5 = 36, jets of it at 6 F for 45, two probes at 12
    F for 22 (of 22.5, to even), clean statistics for 30; gradient-norm's half costs what the whole
    does, and its tenth, 3.6 F, 50.
    """
    training = {"epochs": 30, "schedule": "one_cycle"}
    options = {
        "share": ({"share": 0.5}, 36),
        "jets": ({"share": 0.5, "estimator": "jet"}, 45),
        "probes": ({"probes": 2}, 22),
        "statistics": ({"statistics": "clean"}, 30),
    }
    for name, (given, epochs) in options.items():
        found = epochs_of(variants={"score_matching": given}, training=training)
        assert list(found.values()) == [epochs], name
    for share, epochs in ((0.5, 30), (0.1, 50)):
        found = epochs_of(variants={"gradient_norm": {"share": share}}, training=training)
        assert list(found.values()) == [epochs]
    with pytest.raises(InputError, match="never reach the milestones"):
        epochs_of(variants={"gradient_norm": {"share": 0.5}}, training={"schedule": "step"})
    kept = epochs_of(variants={"gradient_norm": {"norm": 1}}, training={"schedule": "step"})
    assert set(kept.values()) == {200}


def epochs_of(info: DataInfo = INFO, **tree) -> dict[tuple[str, str | None], int]:
    spec = validate({"name": "x", "equal_cost": True} | tree, "test")
    trials = make_plan(spec, info).trials
    return {(t.objective.variant, t.objective.estimator): t.training.epochs for t in trials}


def test_at_equal_cost_dear_estimators_train_for_fewer_epochs():
    """Of 30 epochs: 30 · 9/12 = 22.5, to even 22; 30 · 9/19 = 14.2; 30 · 6/9 = 20; 30 · 6/17 =
    10.6.
    """
    ways = ["taylor", "control_variate", "antithetic", "hutchinson"]
    tree = {
        "variants": ["baseline", "score_matching", "anti_score_matching", "gradient_norm"],
        "coefficients": {"estimator": ways},
        "training": {"epochs": 30, "schedule": "one_cycle"},
    }
    epochs = epochs_of(**tree)
    assert [epochs["score_matching", way] for way in ways] == [30, 30, 22, 14]
    assert [epochs["anti_score_matching", way] for way in ways] == [30, 20, 20, 11]
    assert epochs["baseline", None] == epochs["gradient_norm", None] == 30
    assert set(epochs_of(equal_cost=False, **tree).values()) == {30}
    tree["variants"] = ["score_matching", "gradient_norm"]
    # 30 · 9/6 = 45; at each fourth step 30 · 9/(3 + 6/4) = 60, and 30 · 6/(3 + 3/4) = 48 of
    # gradient-norm.
    assert epochs_of(**tree | {"coefficients": {"estimator": "sliced"}}) == {
        ("score_matching", "sliced"): 45,
        ("gradient_norm", None): 30,
    }
    assert epochs_of(**tree | {"coefficients": {"every": 4}}) == {
        ("score_matching", "taylor"): 60,
        ("gradient_norm", None): 48,
    }
    tree["training"]["epochs"] = 1
    assert set(epochs_of(**tree).values()) == {1}, "never none"


def test_both_trains_for_the_recipes_epochs_and_at_equal_cost():
    """Of 30 epochs sliced has 45; Taylor's and the baseline cost what they cost, and are trained
    once.
    """
    tree = {
        "variants": {"baseline": {}, "score_matching": {"estimator": ["taylor", "sliced"]}},
        "training": {"epochs": 30, "schedule": "one_cycle"},
        "seeds": 2,
    }
    spec = validate({"name": "x", "equal_cost": "both"} | tree, "test")
    plan = make_plan(spec, INFO)
    ways = [(t.objective.estimator, t.training.epochs, t.seed) for t in plan.trials]
    each = ((None, 30), ("taylor", 30), ("sliced", 30), ("sliced", 45))
    assert ways == [(*way, seed) for way in each for seed in (0, 1)]
    assert plan.dropped == 0
    assert recipe_axes(spec) == ("epochs",)
    separately = [validate({"name": "x", "equal_cost": e} | tree, "test") for e in (False, True)]
    assert {t.key for t in plan.trials} == {
        t.key for each in separately for t in make_plan(each, INFO).trials
    }


def test_a_switch_that_is_also_a_word_is_explained_once():
    with pytest.raises(InputError) as told:
        validate({"name": "x", "variants": ["baseline"], "equal_cost": "maybe"}, "test")
    assert str(told.value) == "test: equal_cost: should be true, false or 'both', not 'maybe'"


def test_a_search_trains_no_point_twice():
    tree = {
        "name": "x",
        "equal_cost": "both",
        "variants": {"score_matching": {"lambda": {"low": 1e-4, "high": 1e-2}}},
        "data": {"name": "digits", "validation_size": 100},
        "training": {"schedule": "one_cycle"},
        "search": {"budget": {"trials": 4}},
    }
    with pytest.raises(InputError, match="give true or false"):
        validate(tree, "test")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"training": {"schedule": "step"}}, "never reach the milestones"),
        ({"coefficients": {"estimator": "exact"}}, "leave exact out"),
    ],
)
def test_what_fewer_epochs_cant_do_is_refused(change, told: str):
    tree = {"variants": ["score_matching"], "training": {"schedule": "one_cycle"}}
    with pytest.raises(InputError, match=told):
        epochs_of(**(tree | change))


def test_the_ablation_has_its_cells():
    """Score-matching: 3 estimators × 3 σ, and Hutchinson's and jets without σ; anti-score-matching:
    5; 3 controls; the baseline: 20 configurations of 5 seeds. Two of three cells of those without σ
    mean nothing: 2 × 2 × 5 are dropped.
    """
    spec = load_sweep("estimators")
    plan = make_plan(spec, describe(spec.data))
    assert len(plan.trials) == 100
    assert plan.dropped == 20
    found = [t.objective for t in plan.trials if t.seed == 0]
    ways = {(o.estimator, o.sigma) for o in found if o.variant == "score_matching"}
    probed = {
        (e, s) for e in ("taylor", "control_variate", "antithetic") for s in (0.01, 0.03, 0.1)
    }
    assert ways == probed | {("hutchinson", None), ("jet", None)}
    assert {o.sigma for o in found if o.variant == "anti_score_matching"} == {0.001, None}
    controls = sorted(o.lambda_ for o in found if o.variant == "gradient_norm")
    hidden = [1e-3 * (1 + 8 * 1e-4 / sigma**2) for sigma in (0.03, 0.01)]
    assert controls == pytest.approx([1e-3, *hidden], rel=1e-3)
    assert plan.baseline is not None


def test_the_ablation_at_equal_epochs_shares_what_costs_the_same():
    equal, epochs = (
        {t.key: t for t in make_plan(spec, describe(spec.data)).trials}
        for spec in (load_sweep("estimators"), load_sweep("estimators", ("equal_cost=false",)))
    )
    anew = {epochs[key].objective.estimator for key in set(epochs) - set(equal)}
    assert len(set(epochs) & set(equal)) == 5 * (1 + 7 + 1 + 3)
    assert anew == {"antithetic", "hutchinson", "control_variate", "jet"}
    dear = [epochs[key].objective for key in set(epochs) - set(equal)]
    assert {o.variant for o in dear if o.estimator == "control_variate"} == {"anti_score_matching"}
