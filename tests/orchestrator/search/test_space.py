"""What a search's file means: axes, ranges, points; and what is wrong with it, in words."""

import copy
from typing import Any

import optuna
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoresweep.errors import InputError
from scoresweep.orchestrator.config.sweep import SweepSpec, load_sweep, sweep_to_dict, validate
from scoresweep.orchestrator.planning.plan import make_plan
from scoresweep.orchestrator.search.space import (
    check_points,
    choose,
    corners,
    first_points,
    recorded,
    suggested,
)
from scoresweep.orchestrator.search.study_identity import identity
from scoresweep.specs.coefficients import OPTIONS, coefficients_of
from scoresweep.specs.step_cost import training_passes
from scoresweep.specs.trial import SIGMA_FREE_ESTIMATORS, DataSpec
from scoresweep.workers.data.sources import describe, identify

LOG = {"low": 1e-6, "high": 1e-1, "log": True}
TREE: dict[str, Any] = {
    "name": "s",
    "variants": {
        "score_matching": {
            "lambda": LOG,
            "mu": LOG,
            "estimator": ["taylor", "exact"],
            "sigma": LOG,
        },
        "gradient_norm": {"lambda": {"low": 0.5, "high": 1.5}},
        "baseline": {},
    },
    "data": {"validation_size": 100},
    "model": {"name": "resnet9", "width": 2},
    "training": {"lr": [0.1, 0.01], "epochs": {"low": 2, "high": 9}, "batch_size": 64},
    "judge": {"training": {"lr": 0.1, "epochs": 5}},
    "other_judges": [],
    "measure": {"gan_test": {"samples": 20}},
    "search": {"maximize": "val/accuracy", "budget": {"trials": 5}},
}


def spec(**changes: Any) -> SweepSpec:
    return validate(copy.deepcopy(TREE) | changes, "x.yaml")


def search(**changes: Any) -> SweepSpec:
    return spec(search=TREE["search"] | changes)


def refused(text: str, **changes: Any) -> None:
    with pytest.raises(InputError) as raised:
        spec(**changes)
    assert text in str(raised.value)


@given(st.integers(0, 10_000))
def test_a_point_has_what_its_variant_has_and_nothing_else(seed: int):
    """μ for score-matching alone, σ where the estimator has a probe; a recorded point means the
    same again.
    """
    sweep = spec()
    study = optuna.create_study(sampler=optuna.samplers.RandomSampler(seed=seed))
    trial = study.ask()
    point = choose(sweep, suggested(trial))
    expected = set(coefficients_of(point.variant)) - set(OPTIONS)  # which this space leaves alone
    if point.coefficients.get("estimator") in SIGMA_FREE_ESTIMATORS:
        expected.discard("sigma")
    assert set(point.coefficients) == expected
    assert point.recipe["lr"] in (0.1, 0.01) and point.recipe["epochs"] in range(2, 10)
    if point.variant == "gradient_norm":
        assert 0.5 <= point.coefficients["lambda"] <= 1.5
    assert choose(sweep, recorded(trial.params)) == point
    [made] = point.trials(sweep, identify(sweep.data, describe(sweep.data)))
    assert made.training.epochs == point.recipe["epochs"] and made.training.batch_size == 64
    assert made.objective.lambda_ == point.coefficients.get("lambda")


EVERY_OPTION: dict[str, Any] = {
    "score_matching": {
        "estimator": ["taylor", "hutchinson", "jet", "sliced", "exact"],
        "sigma": LOG,
        "every": {"low": 1, "high": 4},
        "gradient": ["exact", "sliced"],
        "probe": ["gaussian", "rademacher"],
        "probes": {"low": 1, "high": 3},
        "statistics": ["own", "clean"],
        "share": {"low": 0.25, "high": 1, "step": 0.25},
    },
    "gradient_norm": {"output": ["logit", "log_probability"], "norm": [1, 2]},
}


@given(st.integers(0, 10_000))
def test_options_are_chosen_for_those_that_have_them(seed: int):
    """Worked by hand, as `objective` drops them; and what was chosen is what the trial has."""
    sweep = spec(variants=EVERY_OPTION)
    study = optuna.create_study(sampler=optuna.samplers.RandomSampler(seed=seed))
    trial = study.ask()
    point = choose(sweep, suggested(trial))
    estimator = point.coefficients.get("estimator")
    by_estimator = {
        None: {"output", "norm"},
        "taylor": {"estimator", "sigma", "gradient", "probe", "probes", "statistics"},
        "sliced": {"estimator", "sigma", "probe", "probes", "statistics"},
        "hutchinson": {"estimator", "probe", "probes"},
        "jet": {"estimator", "gradient", "probe", "probes"},
        "exact": {"estimator"},
    }
    both = {"every", "share"} if estimator else set()
    both -= {"share"} if estimator in ("hutchinson", "exact") else set()
    assert set(point.coefficients) == by_estimator[estimator] | both
    assert choose(sweep, recorded(trial.params)) == point
    [made] = point.trials(sweep, identify(sweep.data, describe(sweep.data)))
    usual = {"every": 1, "probe": "gaussian", "probes": 1, "statistics": "own", "share": 1.0}
    usual |= {"output": "logit", "norm": 2}
    for name in set(point.coefficients) & usual.keys():
        value = point.coefficients[name]
        if name == "statistics" and point.coefficients["share"] != 1:
            value = "clean"  # as of any part
        assert getattr(made.objective, name) == (None if value == usual[name] else value)


def test_what_cant_be_is_refused_before_a_search_begins():
    """A gradient that is fixed is asked of every estimator."""
    sweep = spec(
        variants={"score_matching": {"estimator": ["taylor", "hutchinson"], "gradient": "sliced"}}
    )
    with pytest.raises(InputError, match="gradient: sliced is of the estimators taylor and jet"):
        check_points(sweep, identify(sweep.data, describe(sweep.data)), [])


def test_corners_have_the_quickest_and_the_slowest():
    """Settings that make a step cheaper as they grow are at their other end: jets from 3 + (6 ·
    ¼)/4 = 3.375 F, one probe of a quarter of each fourth batch, to 3 + 3 + 6 · 3 = 24 F, three of
    each whole one and the gradient itself.
    """
    sweep = spec(variants={"score_matching": EVERY_OPTION["score_matching"] | {"estimator": "jet"}})
    data = identify(sweep.data, describe(sweep.data))
    passes = [training_passes(point.trials(sweep, data)[0]) for point in corners(sweep)]
    assert (min(passes), max(passes)) == (3.375, 24)


def test_options_that_are_given_make_a_study_another_one():
    data = DataSpec(fingerprint="d", image_size=8, train_size=100, validation_size=10)
    plain = {"score_matching": {"lambda": LOG}}
    before = identity(spec(variants=plain), data)
    values = {"gradient": "sliced", "probe": "rademacher", "probes": 2, "statistics": "clean"}
    for name, value in (values | {"share": 0.5}).items():
        changed = {"score_matching": {"lambda": LOG, name: value}}
        assert identity(spec(variants=changed), data) != before, name
    group = spec(model=TREE["model"] | {"norm": "group"})
    assert identity(group, data)["model"] != identity(spec(), data)["model"]


def test_the_order_of_the_file_doesnt_matter():
    turned = spec(variants=dict(reversed(TREE["variants"].items())))
    study = optuna.create_study(sampler=optuna.samplers.RandomSampler(seed=1))
    choose(spec(), suggested(study.ask()))
    choose(turned, suggested(study.ask()))
    data = identify(turned.data, describe(turned.data))
    assert identity(spec(), data) == identity(turned, data)


def test_studies_of_earlier_versions_are_of_the_same_space():
    """Settings that came since and aren't given change nothing: this is one that 0.1 wrote."""
    data = DataSpec(fingerprint="d", image_size=8, train_size=100, validation_size=10)
    assert identity(spec(), data) == {
        "variants, coefficients or ranges": (
            "9a5c85fc99bf3ff8084e39e548dc2095e7e6abceac6789ae3bcc1afc13fe51a5"
        ),
        "data": identity(spec(), data)["data"],
        "model": "f60ad6028636e22cd9f7e40c83d6e5712b5c7eec656c6c4c718c558b29684b70",
        "training": "1443492c26212e39d4c08482a1cf22ae047c36ca8dde4bdb2252421a0f020516",
        "seeds": "ed430cbdff587d885bfa091652d36e2eba257db25dd1548500744d207e3b2814",
        "metrics": "a308b96146b4f0e793b33a58c4127d2c8f668aef39a1415f3e1103628c6aaafa",
        "judges or measurements by which it selects": (
            "4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945"
        ),
    }
    lazy = spec(variants={"gradient_norm": {"lambda": {"low": 0.5, "high": 1.5}, "every": 4}})
    assert identity(lazy, data) != identity(spec(variants={"gradient_norm": {}}), data)


def test_variants_with_ranges_of_their_own_have_names_of_their_own():
    study = optuna.create_study(sampler=optuna.samplers.RandomSampler(seed=1))
    names = set()
    for _ in range(30):
        trial = study.ask()
        choose(spec(), suggested(trial))
        names |= set(trial.params)
    assert {"score_matching.lambda", "gradient_norm.lambda", "score_matching.mu", "variant"} < names
    assert "training.lr" in names and "mu" not in names


def test_the_papers_grid_is_the_first_twenty_points():
    points = first_points(load_sweep("search"))
    assert len(points) == 20
    assert points[0] == {"estimator": "taylor", "lambda": 1e-2, "mu": 1e-2, "sigma": 0.01}
    grid = make_plan(*_grid())
    of_search = [choose(load_sweep("search"), recorded(point)).coefficients for point in points]
    assert {(c["lambda"], c["mu"]) for c in of_search} == {
        (t.objective.lambda_, t.objective.mu) for t in grid.trials if t.objective.mu is not None
    }


def test_given_points_name_milestones_as_the_file_does():
    """A list that is one value; the study has its place among the sweep's."""
    step = {"epochs": 30, "batch_size": 64, "milestones": [[5, 9], [20]], "schedule": "step"}
    point = {"variant": "baseline", "training.milestones": [20]}
    tree = {"training": step, "judge": {"training": {"epochs": 2, "milestones": [1]}}}

    def given(point: dict[str, Any]) -> SweepSpec:
        return spec(search=TREE["search"] | {"first": [point]}, **tree)

    sweep = given(point)
    assert first_points(sweep) == [{"variant": "baseline", "training.milestones": 1}]
    assert choose(sweep, recorded(first_points(sweep)[0])).recipe["milestones"] == (20,)
    both = given(point | {"training.milestones": [[20], [5, 9]]})
    assert [each["training.milestones"] for each in first_points(both)] == [1, 0]
    with pytest.raises(InputError, match=r"milestones is \(7,\), and it can be \(5, 9\), \(20,\)"):
        first_points(given(point | {"training.milestones": [7]}))


def _grid() -> tuple[SweepSpec, Any]:
    """Table 2's sweep, on data that are here."""
    tree = sweep_to_dict(load_sweep("paper-table2")) | {
        "data": {"name": "digits", "train_size": 500}
    }
    sweep = validate(tree, "paper-table2")
    return sweep, describe(sweep.data)


@pytest.mark.parametrize(
    ("point", "text"),
    [
        ({"variant": "baseline"}, "search.first[0]: training.lr is missing"),
        ({"variant": "robust"}, "variant is 'robust', and it can be baseline, gradient_norm"),
        (
            {"variant": "gradient_norm", "lambda": 9, "training.lr": 0.1, "training.epochs": 3},
            "gradient_norm.lambda is 9, outside the range from 0.5 to 1.5",
        ),
        (
            {"variant": "baseline", "training.lr": 0.1, "training.epochs": 3, "mu": 1e-3},
            "mu is no setting of this point",
        ),
        (
            {"variant": "baseline", "training.lr": 0.5, "training.epochs": 3},
            "training.lr is 0.5, and it can be 0.1, 0.01",
        ),
    ],
)
def test_points_outside_the_space(point: dict[str, Any], text: str):
    with pytest.raises(InputError) as raised:
        first_points(search(first=[point]))
    assert text in str(raised.value)


def test_lists_of_training_settings_are_a_grid():
    sweep = validate(
        {
            "name": "g",
            "variants": ["baseline", "gradient_norm"],
            "training": {
                "lr": [0.1, 0.2],
                "schedule": "step",
                "milestones": [[1, 2], [3]],
                "epochs": 4,
            },
            "judge": {"training": {"lr": 0.1, "milestones": [1]}},
            "other_judges": [],
            "measure": {"samples": None},
            "seeds": 2,
            "order_seed": 7,
        },
        "g.yaml",
    )
    plan = make_plan(sweep, describe(sweep.data))
    assert len(plan.trials) == 2 * 2 * 2 * 2 == len({trial.key for trial in plan.trials})
    assert {(t.training.lr, t.training.milestones) for t in plan.trials} == {
        (lr, m) for lr in (0.1, 0.2) for m in ((1, 2), (3,))
    }
    assert {t.order_seed for t in plan.trials} == {7}
    assert plan.judges[0].training.lr == 0.1
    # What the parent run remembers means the same sweep.
    assert validate(sweep_to_dict(sweep), "again") == sweep
    assert validate(sweep_to_dict(spec()), "again") == spec()


def test_a_seed_of_its_own_for_the_order_is_part_of_the_key_where_it_differs():
    data = identify(spec().data, describe(spec().data))

    def key(order_seed: int | None) -> str:
        sweep = spec(order_seed=order_seed, seeds=[3])
        point = choose(
            sweep, recorded({"variant": "baseline", "training.lr": 0.1, "training.epochs": 2})
        )
        return point.trials(sweep, data)[0].key

    assert key(None) == key(3) != key(4)


MISTAKES = [
    ({"training": {"lr": []}, "judge": {"training": {"lr": 1}}}, "training.lr: an empty grid"),
    (
        {"training": {"lr": [0.1, -1]}, "judge": {"training": {"lr": 1}}},
        "training.lr[1]: should be greater than 0, not -1",
    ),
    ({"training": {"rate": [1, 2]}, "judge": {"training": {"rate": 1}}}, "training.rate"),
    (
        {"training": {"lr": [0.1, 0.2]}, "judge": {}},
        "judge.training.lr: training.lr takes several values",
    ),
    (
        {"coefficients": {"lambda": {"low": 1, "high": 0.1}}},
        "coefficients.lambda: the range ends (0.1) at or below its beginning (1)",
    ),
    (
        {"coefficients": {"mu": {"low": 0, "high": 0.1, "log": True}}},
        "coefficients.mu: a logarithmic range begins above 0",
    ),
    (
        {"coefficients": {"mu": {"low": -1, "high": 0.1}}},
        "coefficients.mu.low: should be at least 0, not -1",
    ),
    (
        {"coefficients": {"sigma": {"low": 0, "high": 0.1}}},
        "coefficients.sigma.low: should be greater than 0",
    ),
    (
        {"coefficients": {"mu": {"low": 0, "hihg": 1}}},
        "coefficients.mu.hihg: unknown key; did you mean high?",
    ),
    (
        {"coefficients": {"mu": {"low": 0, "high": 1, "step": 2}}},
        "a step of 2 is longer than the range",
    ),
    (
        {
            "training": {"epochs": {"low": 2, "high": 6, "step": 0.5}},
            "judge": {"training": {"epochs": 2}},
        },
        "training.epochs: it takes whole numbers, and the step is 0.5",
    ),
    ({"coefficients": {"estimator": {"low": 0, "high": 1}}}, "coefficients.estimator"),
    (
        {"coefficients": {"share": {"low": 0.5, "high": 2}}},
        "coefficients.share.high: should be at most 1, not 2",
    ),
    (
        {"coefficients": {"probes": {"low": 1, "high": 3, "step": 0.5}}},
        "coefficients.probes: it takes whole numbers, and the step is 0.5",
    ),
    ({"coefficients": {"probe": {"low": 0, "high": 1}}}, "should be 'gaussian' or 'rademacher'"),
    (
        {"coefficients": {"attack_steps": {"low": 1.5, "high": 3}}},
        "coefficients.attack_steps.low: should be a whole number",
    ),
    (
        {"search": None, "training": {}},
        "a range is for a search; add `search: {budget: {trials: 40}}`",
    ),
    ({"data": {}}, "data.validation_size: a search selects by validation"),
    ({"search": {"budget": {}}}, "search.budget: give trials, gpu_hours or until"),
    *(
        ({"search": {"budget": {"until": moment}}}, f"{moment} is no time to end at; write it as")
        for moment in ("tomorrow", 20271224, "0001-01-01", "2030-13-01")
    ),
    ({"search": {"budget": {"trials": 0}}}, "search.budget.trials: should be greater than 0"),
    (
        {"search": {"maximize": "accuracy", "budget": {"trials": 2}}},
        "'accuracy' is no metric that a search can select by; did you mean val/accuracy?",
    ),
    (
        {"search": {"maximize": "robustness", "budget": {"trials": 2}}},
        "robustness is measured on test images, by which nothing is selected",
    ),
    (
        {"search": {"maximize": "test_accuracy", "budget": {"trials": 2}}},
        "test_accuracy is measured on test images",
    ),
    (
        {"search": {"maximize": ["gan_test", "gan_test"], "budget": {"trials": 2}}},
        "a metric is named twice",
    ),
    (
        {
            "search": {
                "maximize": ["gan_test", "val/accuracy"],
                "minimize": "train/trace",
                "budget": {"trials": 2},
            }
        },
        "3 metrics; give one, or two",
    ),
    (
        {
            "search": {"maximize": "gan_test", "budget": {"trials": 2}},
            "measure": {"gan_test": None, "samples": None},
        },
        "it selects by gan_test, which measure.gan_test switches off",
    ),
    ({"variants": ["baseline"], "training": {}}, "search: nothing varies"),
]


@pytest.mark.parametrize(("changes", "text"), MISTAKES, ids=[text[:40] for _, text in MISTAKES])
def test_mistakes_are_told_with_their_place(changes: dict[str, Any], text: str):
    refused(text, **changes)


def test_what_makes_a_study_another_one():
    data = identify(spec().data, describe(spec().data))
    before = identity(spec(), data)

    def changed(**changes: Any) -> set[str]:
        after = identity(spec(**changes), data)
        return {name for name in before if before[name] != after[name]}

    assert changed(search=TREE["search"] | {"budget": {"trials": 99}, "sampler": "random"}) == set()
    assert changed(resources={"cpu": 2}, max_retries=0, description="other") == set()
    assert changed(measure={"gan_test": {"samples": 30}}) == set()
    assert changed(model={"name": "resnet9", "width": 4}) == {"model"}
    assert changed(seeds=2) == {"seeds"}
    assert changed(training=TREE["training"] | {"batch_size": 32}) == {"training"}
    assert changed(variants={"baseline": {}}) == {"variants, coefficients or ranges"}
    assert changed(search=TREE["search"] | {"maximize": "gan_test"}) >= {"metrics"}


def test_by_what_it_selects_belongs_to_a_study():
    sweep = search(maximize="gan_test")
    data = identify(sweep.data, describe(sweep.data))
    other = validate(
        copy.deepcopy(TREE)
        | {
            "search": TREE["search"] | {"maximize": "gan_test"},
            "measure": {"gan_test": {"samples": 30}},
        },
        "x",
    )
    names = identity(sweep, data)
    assert {n for n in names if names[n] != identity(other, data)[n]} == {
        "judges or measurements by which it selects"
    }
