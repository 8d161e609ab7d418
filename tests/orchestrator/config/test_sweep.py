"""Sweep files, plans and keys: what is the same science has the same key, and nothing else has."""

import dataclasses
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from scoresweep.errors import InputError
from scoresweep.orchestrator.config.shipped import launched_as
from scoresweep.orchestrator.config.sweep import SWEEPS, load_sweep, validate
from scoresweep.orchestrator.config.yaml_loader import parse_yaml
from scoresweep.orchestrator.planning.plan import make_plan
from scoresweep.specs.coefficients import COEFFICIENTS, coefficients_of
from scoresweep.specs.job import Job, Resources, TrainedNetwork, job_from_json, job_to_json
from scoresweep.specs.measurements import MeasureSpec
from scoresweep.specs.trial import (
    DIFFERENCE_ESTIMATORS,
    ESTIMATORS,
    TRACE_ESTIMATORS,
    VARIANTS,
    DataSource,
    ModelSpec,
    ObjectiveSpec,
    TrainingSpec,
    TrialSpec,
    objective,
    trial_from_dict,
    trial_to_dict,
)
from scoresweep.workers.data.sources import describe, identify
from scoresweep.workers.data.types import DataInfo

INFO = DataInfo("digits:scikit-learn", 1, 8, 10, 1437, 360)
# Of score-matching by its defaults on these images.
KEY_OF_BEFORE = "988def073dcde9638e450e4cb77034133fc0f3aae4b746e631b08e84406c324d"
positive = st.floats(1e-8, 1e4, allow_nan=False)


@st.composite
def trials(draw: st.DrawFn) -> TrialSpec:
    variant = draw(st.sampled_from(VARIANTS))
    theirs = ESTIMATORS if variant == "score_matching" else TRACE_ESTIMATORS
    estimator = draw(st.sampled_from(theirs))
    share = 1 if estimator in ("hutchinson", "exact") else draw(st.sampled_from([0.25, 0.5, 1]))
    # A part is by the clean images' statistics, hutchinson and exact by their own.
    by = ["own", "clean"] if share == 1 and estimator in DIFFERENCE_ESTIMATORS else [None]
    return TrialSpec(
        objective=objective(
            variant,
            **{
                "lambda": draw(positive),
                "mu": draw(positive),
                "sigma": draw(positive),
                "threshold": draw(positive),
                "estimator": estimator,
                "every": draw(st.integers(1, 20)),
                "probe": draw(st.sampled_from(["gaussian", "rademacher"])),
                "probes": draw(st.integers(1, 4)),
                "statistics": draw(st.sampled_from(by)),
                "share": share,
                "output": draw(st.sampled_from(["logit", "log_probability"])),
                "norm": draw(st.sampled_from([1, 2])),
            },
        ),
        data=identify(DataSource(validation_size=draw(st.integers(0, 400))), INFO),
        model=ModelSpec(
            name=draw(st.sampled_from(["resnet9", "resnet18", "resnet34", "vgg11"])),
            width=draw(st.integers(1, 128)),
            softplus_beta=draw(positive),
            norm=draw(st.sampled_from(["batch", "group"])),
        ),
        training=TrainingSpec(
            epochs=draw(st.integers(1, 300)),
            batch_size=draw(st.integers(2, 512)),
            lr=draw(positive),
            schedule=draw(st.sampled_from(["step", "cosine", "one_cycle", "constant"])),
            precision=draw(st.sampled_from(["fp32", "tf32", "bf16"])),
            flip=draw(st.booleans()),
        ),
        seed=draw(st.integers(0, 2**31)),
    )


@given(trials())
def test_a_trial_survives_json(trial: TrialSpec):
    assert trial_from_dict(trial_to_dict(trial)) == trial
    assert trial_from_dict(trial_to_dict(trial)).key == trial.key
    # The key is kept once it was asked for, and is no part of the trial.
    assert "key" not in trial_to_dict(trial)
    assert dataclasses.replace(trial, seed=trial.seed + 1).key != trial.key
    assert trial_from_dict(trial_to_dict(trial)) == trial


@given(trials(), st.randoms(use_true_random=False))
def test_the_order_of_keys_never_changes_the_key(trial: TrialSpec, random: Any):
    def shuffled(value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        items = [(key, shuffled(inner)) for key, inner in value.items()]
        random.shuffle(items)
        return dict(items)

    assert trial_from_dict(shuffled(trial_to_dict(trial))).key == trial.key


CHANGES = {
    "seed": lambda t: dataclasses.replace(t, seed=t.seed + 1),
    **{
        f"training.{name}": lambda t, name=name, change=change: dataclasses.replace(
            t, training=dataclasses.replace(t.training, **{name: change(getattr(t.training, name))})
        )
        for name, change in {
            "epochs": lambda v: v + 1,
            "batch_size": lambda v: v + 1,
            "lr": lambda v: v * 1.5,
            "momentum": lambda v: v / 2,
            "weight_decay": lambda v: v + 1e-4,
            "precision": lambda v: "bf16" if v == "fp32" else "fp32",
            "crop_padding": lambda v: v + 1,
            "flip": lambda v: not v,
            "schedule": lambda v: "cosine" if v != "cosine" else "step",
        }.items()
    },
    **{
        f"model.{name}": lambda t, name=name, change=change: dataclasses.replace(
            t, model=dataclasses.replace(t.model, **{name: change(getattr(t.model, name))})
        )
        for name, change in {
            "name": lambda v: "vgg11" if v != "vgg11" else "resnet9",
            "width": lambda v: v + 1,
            "softplus_beta": lambda v: v * 2,
            "norm": lambda v: "group" if v == "batch" else "batch",
        }.items()
    },
    **{
        f"data.{name}": lambda t, name=name, change=change: dataclasses.replace(
            t, data=dataclasses.replace(t.data, **{name: change(getattr(t.data, name))})
        )
        for name, change in {
            "fingerprint": lambda v: v + "x",
            "image_size": lambda v: v + 1,
            "train_size": lambda v: v - 1,
            "validation_size": lambda v: v + 1,
            "split_seed": lambda v: v + 1,
        }.items()
    },
}


@given(trials(), st.sampled_from(sorted(CHANGES)))
def test_any_change_of_science_changes_the_key(trial: TrialSpec, change: str):
    assert CHANGES[change](trial).key != trial.key


def test_every_field_of_a_trial_is_among_the_changes():
    """So that a field added later can't be forgotten in the key.

    Milestones, gamma and norm_groups: next tests; compile and micro_batches are none of the
    science.
    """
    fields = {"seed"}
    for part, kind in (("training", TrainingSpec), ("model", ModelSpec)):
        fields |= {f"{part}.{field.name}" for field in dataclasses.fields(kind)}
    fields |= {f"data.{n}" for n in ("fingerprint", "image_size", "train_size", "validation_size")}
    assert fields - set(CHANGES) == {
        *("training.milestones", "training.gamma", "training.norm_groups"),
        *("training.compile", "training.micro_batches"),
    }
    keys = {
        TrialSpec(
            objective=objective("baseline"),
            data=identify(DataSource(), INFO),
            model=ModelSpec(),
            training=TrainingSpec(compile=compile, micro_batches=parts),
            seed=0,
        ).key
        for compile in (True, False, "auto")
        for parts in (1, 4)
    }
    assert len(keys) == 1


def test_parts_of_a_batch_count_for_its_statistics_alone():
    """Of batch normalisation 3 parts are others than 6, and 1 is none; of group normalisation all
    are one.
    """

    def keys(norm: str) -> list[str]:
        return [
            TrialSpec(
                objective=objective("baseline"),
                data=identify(DataSource(), INFO),
                model=ModelSpec(norm=norm),
                training=TrainingSpec(norm_groups=groups),
                seed=0,
            ).key
            for groups in (None, 1, 3, 6)
        ]

    none, one, three, six = keys("batch")
    assert none == one and len({one, three, six}) == 3
    assert len(set(keys("group"))) == 1


def test_milestones_count_for_the_step_schedule_alone():
    def key(**recipe: Any) -> str:
        training = TrainingSpec(**recipe)
        data = identify(DataSource(), INFO)
        spec = TrialSpec(
            objective=objective("baseline"), data=data, model=ModelSpec(), training=training, seed=0
        )
        return spec.key

    assert key(schedule="cosine", milestones=(1,)) == key(
        schedule="cosine", milestones=(2,), gamma=3
    )
    assert key(schedule="step", milestones=(1,)) != key(schedule="step", milestones=(2,))
    assert key(schedule="step", gamma=0.1) != key(schedule="step", gamma=0.2)


@given(trials())
def test_coefficients_count_for_the_variants_that_use_them(trial: TrialSpec):
    """Each coefficient changes the key of a variant exactly if the variant has it."""
    base = {"lambda": 0.5, "mu": 0.5, "sigma": 0.5, "threshold": 0.5, "estimator": "taylor"}
    base |= {"every": 3, "probe": "gaussian", "probes": 2, "statistics": None, "share": 1}
    base |= {"output": "logit", "norm": 2, "gradient": "exact"}
    other = {"estimator": "antithetic", "every": 2, "probe": "rademacher", "probes": 3}
    other |= {"statistics": "clean", "output": "log_probability", "norm": 1, "gradient": "sliced"}
    for variant in VARIANTS:
        for name in base:
            changed = base | {name: other.get(name, 0.25)}
            keys = {
                dataclasses.replace(trial, objective=objective(variant, **values)).key
                for values in (base, changed)
            }
            # Group normalisation knows no statistics but an image's own.
            counts = name in coefficients_of(variant) and (
                name != "statistics" or trial.model.norm == "batch"
            )
            assert (len(keys) == 2) == counts, (variant, name)


def test_the_registry_and_an_objective_have_the_same_coefficients():
    fields = [field.name for field in dataclasses.fields(ObjectiveSpec)]
    assert sorted(each.attribute for each in COEFFICIENTS.values()) == sorted(
        set(fields) - {"variant"}
    )
    assert {v for each in COEFFICIENTS.values() for v in each.defaults} == set(VARIANTS) - {
        "baseline"
    }


def test_the_usual_options_are_what_was_before():
    """To the key: this is one that 0.1 gave."""
    usual = {"every": 1, "probe": "gaussian", "probes": 1, "statistics": "own", "share": 1}
    for variant in ("score_matching", "anti_score_matching"):
        assert objective(variant, **usual) == objective(variant)
        assert objective(variant, gradient="exact") == objective(variant)
    assert objective("gradient_norm", output="logit", norm=2, share=1) == objective("gradient_norm")
    [trial] = plan_of(variants={"score_matching": usual}, model={"norm": "batch"}).trials
    assert trial.key == KEY_OF_BEFORE


def test_options_without_a_meaning_are_dropped():
    """exact has no probe, and jets have no noisy image whose statistics could be another's."""
    given = {"probe": "rademacher", "probes": 4}
    left = {
        name: {each for each in given if getattr(made, each) is not None}
        for name in TRACE_ESTIMATORS
        if (made := objective("anti_score_matching", estimator=name, **given))
    }
    assert {name for name, its in left.items() if its == set(given)} == {*left} - {"exact"}
    assert left["exact"] == set()
    assert objective("anti_score_matching", estimator="jet", statistics="clean").statistics is None
    assert objective("anti_score_matching", gradient="sliced", output="logit").gradient is None


def test_a_part_of_a_batch_is_by_the_clean_images_statistics():
    """Whatever is said of them; and hutchinson and exact, which are by the whole batch's own, have
    no part.
    """
    part = objective("score_matching", share=0.25)
    assert part.statistics == "clean" and objective("score_matching").statistics is None
    for given_ in ("own", "clean"):
        assert objective("score_matching", share=0.25, statistics=given_) == part
    for estimator in ("hutchinson", "exact"):
        plain = objective("score_matching", estimator=estimator)
        assert objective("score_matching", estimator=estimator, share=0.25) == plain


def test_workers_who_normalise_together_share_a_part():
    """Of 64 images a quarter is 16, and two workers take 8 each; a share of 0.3 is 19."""
    sweep = {"variants": {"score_matching": {"estimator": "jet", "share": 0.25}}}
    sweep |= {"resources": {"workers": 2}, "training": {"batch_size": 64, "norm_groups": 1}}
    plan_of(**sweep)
    sweep["variants"]["score_matching"]["share"] = 0.3
    with pytest.raises(InputError, match="19 images of a batch of 64 can't be shared by 2 workers"):
        plan_of(**sweep)
    # Each with statistics of its own.
    plan_of(**sweep | {"training": {"batch_size": 64, "norm_groups": 2}})


def test_a_grid_crosses_options_and_drops_what_is_the_same():
    """Jets: 2 gradients × 2 numbers of probes; gradient-norm, which has none of them: 1 of 4."""
    plan = plan_of(
        variants={"score_matching": {"estimator": "jet"}, "gradient_norm": {"norm": [1, 2]}},
        coefficients={"gradient": ["exact", "sliced"], "probes": [1, 2]},
    )
    found = [(t.objective.gradient, t.objective.probes, t.objective.norm) for t in plan.trials]
    jets = [("exact", None), ("exact", 2), ("sliced", None), ("sliced", 2)]
    assert found == [*((*each, None) for each in jets), (None, None, 1), (None, None, None)]
    assert plan.dropped == 6
    labels = [trial.label for trial in plan.trials]
    assert labels[1] == "score_matching λ=0.001 μ=0.0001 jet gradient exact 2 probes seed=0"
    assert labels[4] == "gradient_norm λ=0.001 norm 1 seed=0"


def test_the_sliced_estimator_is_of_score_matching_alone():
    with pytest.raises(
        InputError, match="anti_score_matching: the estimator sliced is of score_matching alone"
    ):
        objective("anti_score_matching", estimator="sliced")


def test_sigma_means_nothing_to_hutchinson():
    one, other = (objective("score_matching", estimator="hutchinson", sigma=s) for s in (1, 2))
    assert one == other
    assert one.probe_std == 1


SPELLINGS = ["0.001", "1e-3", "1E-3", "1.0e-3", "0.0010", "10e-4", "+1e-3"]


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_the_spelling_of_numbers_never_changes_the_key(spelling: str):
    def key(text: str) -> str:
        tree = parse_yaml(
            f"name: x\nvariants: {{score_matching: {{lambda: {text}, mu: [{text}]}}}}\n"
            f"training: {{lr: {text}, epochs: 3}}",
            "test",
        )
        return make_plan(validate(tree, "test"), INFO).trials[0].key

    assert key(spelling) == key("0.001")


@given(st.floats(1e-12, 1e12))
def test_numbers_survive_yaml(value: float):
    """repr, %e and YAML's own writing all come back as the same number."""
    for text in (repr(value), f"{value:.17e}", yaml.safe_dump(value).split("\n")[0]):
        assert float(parse_yaml(text, "test")) == pytest.approx(value, rel=1e-15)


def test_whole_numbers_and_floats_are_one():
    def key(lr: Any, epochs: Any) -> str:
        tree = {"name": "x", "variants": ["baseline"], "training": {"lr": lr, "epochs": epochs}}
        return make_plan(validate(tree, "test"), INFO).trials[0].key

    assert key(1, 2) == key(1.0, 2.0)


def test_paths_names_and_resources_are_not_in_the_key():
    def key(**extra: Any) -> str:
        tree = {"name": "x", "variants": ["score_matching"]} | extra
        return make_plan(validate(tree, "test"), INFO).trials[0].key

    measure = {"gan_test": {"samples": 10}}
    assert key() == key(
        name="y", description="z", resources={"cpu": 2}, measure=measure, max_retries=9
    )


# --- plans ------------------------------------------------------------------------------------


def plan_of(**tree: Any):
    return make_plan(validate({"name": "x"} | tree, "test"), INFO)


def test_a_shared_grid_is_crossed_and_meaningless_cells_are_dropped():
    """2 λ × 3 μ: 6 score-matching trials, 2 gradient-norm (no μ), 1 baseline: 9 of 18."""
    plan = plan_of(
        variants=["baseline", "score_matching", "gradient_norm"],
        coefficients={"lambda": [1e-3, 1e-4], "mu": [1, 2, 3]},
    )
    assert len(plan.trials) == 9
    assert plan.dropped == 9
    assert len({trial.key for trial in plan.trials}) == 9


def test_a_variants_own_coefficients_go_first_and_the_papers_fill_in():
    plan = plan_of(
        variants={"score_matching": {"lambda": 0.5}, "anti_score_matching": {}},
        coefficients={"lambda": [1, 2]},
    )
    matching, anti, _ = (trial.objective for trial in plan.trials)
    assert (matching.lambda_, matching.mu, matching.sigma) == (0.5, 1e-4, 0.01)
    assert (anti.lambda_, anti.threshold, anti.sigma, anti.mu) == (1, 1000, 0.001, None)


def test_seeds_multiply():
    assert len(plan_of(variants=["baseline", "gradient_norm"], seeds=3).trials) == 6
    assert [t.seed for t in plan_of(variants=["baseline"], seeds=[4, 9]).trials] == [4, 9]


def test_the_judge_trains_by_the_sweeps_recipe_except_where_it_says_otherwise():
    plan = plan_of(
        variants=["baseline"],
        training={"epochs": 7, "lr": 0.3},
        judge={"training": {"epochs": 2}},
    )
    first, second = plan.judges
    assert (first.training.epochs, first.training.lr) == (2, 0.3)
    assert (second.training.epochs, second.training.lr) == (7, 0.3)
    assert first.model.name != second.model.name
    assert plan.trials[0].training.epochs == 7


@pytest.mark.parametrize(
    ("off", "judges"),
    [((), 2), (("samples",), 1), (("gan_test",), 2), (("gan_test", "samples"), 0)],
)
def test_only_judges_that_something_needs(off: tuple[str, ...], judges: int):
    plan = plan_of(variants=["baseline"], measure=dict.fromkeys(off))
    assert len(plan.judges) == judges


def test_two_judges_that_are_one_network_are_refused():
    with pytest.raises(InputError, match="other_judges: two of the judges"):
        plan_of(variants=["baseline"], other_judges=[{"model": {"name": "vgg11"}, "seed": 1000}])


def test_the_first_baseline_is_the_one_that_others_explain():
    plan = plan_of(variants=["gradient_norm", "baseline"], seeds=[3, 1])
    assert plan.baseline == plan.trials[2].key
    assert plan_of(variants=["gradient_norm"]).baseline is None


def test_a_judge_that_is_a_judged_network_is_refused():
    with pytest.raises(InputError, match="judge"):
        plan_of(variants=["baseline"], model={"name": "vgg11"}, judge={"seed": 0})


def test_adding_a_value_to_the_grid_keeps_the_other_keys():
    small = plan_of(variants={"score_matching": {"mu": [1, 2]}})
    large = plan_of(variants={"score_matching": {"mu": [1, 2, 3]}})
    assert {t.key for t in small.trials} < {t.key for t in large.trials}


@settings(max_examples=25)
@given(st.permutations(["variants", "training", "model", "seeds", "data"]))
def test_the_order_of_a_sweep_file_never_changes_its_keys(order: list[str]):
    tree = {
        "variants": {"score_matching": {"lambda": [0.1, 0.2]}, "baseline": {}},
        "training": {"lr": 0.2, "epochs": 2},
        "model": {"width": 3, "name": "resnet9"},
        "seeds": [0, 1],
        "data": {"name": "digits", "validation_size": 7},
    }
    keys = {t.key for t in plan_of(**{name: tree[name] for name in order}).trials}
    assert keys == {t.key for t in plan_of(**tree).trials}


@pytest.mark.parametrize("file", sorted(SWEEPS.glob("*.yaml")), ids=lambda file: file.stem)
def test_every_ready_sweep_is_valid(file: Any):
    spec = load_sweep(str(file))
    assert spec.name == file.stem
    assert make_plan(spec, describe(spec.data)).trials or spec.search is not None


def test_the_papers_sweeps_are_the_papers():
    one, two = (load_sweep(name) for name in ("paper-table1", "paper-table2"))
    for spec in (one, two):
        plan = make_plan(spec, describe(spec.data))
        recipe = plan.trials[0].training
        assert (recipe.epochs, recipe.batch_size, recipe.lr) == (200, 128, 0.1)
        assert (recipe.milestones, recipe.gamma, recipe.weight_decay) == ((100, 150), 0.1, 5e-4)
        assert (plan.trials[0].model.name, plan.trials[0].model.width) == ("resnet18", 64)
        assert plan.judges[0].model.name == "vgg11"
    first, second = (make_plan(spec, describe(spec.data)) for spec in (one, two))
    assert len(first.trials) == 4
    assert len(second.trials) == 21
    assert {t.key for t in first.trials} & {t.key for t in second.trials}, "they share trials"


def test_a_job_survives_the_way_to_a_worker():
    trial = plan_of(variants=["score_matching"]).trials[0]
    job = Job(
        trial=trial,
        role="trial",
        run_id="r",
        tracking_uri="sqlite:///x",
        storage="/s",
        source=DataSource(),
        resources=Resources(gpu=0.5),
        measure=MeasureSpec(),
        judges=("a",),
        baseline=trial.key,
        networks=(TrainedNetwork(trial=trial, checkpoint="/w.pt"),),
    )
    assert job_from_json(job_to_json(job)) == job


def test_an_epsilon_may_be_written_as_the_literature_does():
    tree = {"name": "x", "variants": ["adversarial"], "coefficients": {"epsilon": ["8/255", 0.1]}}
    assert validate(tree, "x").coefficients.epsilon == (8 / 255, 0.1)
    measured = {"measure": {"robustness": {"linf": ["1/255", "4/255"], "l2": "0.5/2"}}}
    robustness = validate(BASE | measured, "x").measure.robustness
    assert robustness.linf == (1 / 255, 4 / 255)
    assert robustness.l2 == (0.25,)


# --- errors -----------------------------------------------------------------------------------

BASE = {"name": "x", "variants": ["baseline"]}


@pytest.mark.parametrize(
    ("tree", "message"),
    [
        (BASE | {"traning": {}}, "traning: unknown key; did you mean training?"),
        (BASE | {"training": {"epoch": 1}}, "training.epoch: unknown key; did you mean epochs?"),
        (BASE | {"training": {"epochs": "x"}}, "training.epochs: should be a number, not 'x'"),
        (BASE | {"training": {"epochs": 1.5}}, "training.epochs: should be a whole number"),
        (BASE | {"training": {"lr": "1/0"}}, "training.lr: should be a number, not '1/0'"),
        (BASE | {"training": {"epochs": "8/4"}}, "training.epochs: should be a number, not '8/4'"),
        (BASE | {"training": {"lr": True}}, "training.lr: should be a number, not True"),
        (BASE | {"training": {"lr": float("nan")}}, "training.lr: should be a finite number"),
        (BASE | {"training": {"schedule": "stepp"}}, "training.schedule: should be 'step'"),
        (BASE | {"measure": {"gan_test": {"step": 1}}}, "did you mean steps?"),
        (BASE | {"seeds": []}, "seeds: an empty grid; give at least one value"),
        (BASE | {"name": "a/b"}, "name: should be letters"),
        (BASE | {"model": 3}, "model: should be `key: value` lines, not 3"),
        ({"name": "x"}, "variants: missing"),
        ({"name": "x", "variants": []}, "variants: an empty grid"),
        ({"name": "x", "variants": ["score_machting"]}, "did you mean score_matching?"),
        (
            {"name": "x", "variants": {"score_matching": {"lambda": -1}}},
            "variants.score_matching.lambda[0]: should be at least 0, not -1",
        ),
        (
            {"name": "x", "variants": {"score_matching": {"lambda": []}}},
            "variants.score_matching.lambda: an empty grid",
        ),
        (
            {"name": "x", "variants": {"score_matching": {"sigma": 0}}},
            "variants.score_matching.sigma[0]: should be greater than 0",
        ),
        (
            {"name": "x", "variants": {"score_matching": {"share": [0.5, 1.5]}}},
            "variants.score_matching.share[1]: should be at most 1, not 1.5",
        ),
        (
            {"name": "x", "variants": {"gradient_norm": {"norm": 3}}},
            "variants.gradient_norm.norm[0]: should be at most 2, not 3",
        ),
        (
            {"name": "x", "variants": {"score_matching": {"statistics": "cleen"}}},
            "variants.score_matching.statistics[0]: should be 'own' or 'clean', not 'cleen'",
        ),
        (
            {"name": "x", "variants": {"score_matching": {"statistic": "own"}}},
            "variants.score_matching.statistic: unknown key; did you mean statistics?",
        ),
        (BASE | {"model": {"norm": "layer"}}, "model.norm: should be 'batch' or 'group'"),
        (
            {"name": "x", "variants": {"score_matching": {"mue": 1}}},
            "variants.score_matching.mue: unknown key; did you mean mu?",
        ),
    ],
)
def test_a_mistake_gives_one_line_that_names_it(tree: dict[str, Any], message: str):
    with pytest.raises(InputError) as error:
        validate(tree, "my.yaml")
    lines = str(error.value).splitlines()
    assert len(lines) == 1
    assert lines[0].startswith("my.yaml: ")
    assert message in lines[0]


def test_all_mistakes_are_told_at_once():
    with pytest.raises(InputError) as error:
        validate(BASE | {"training": {"epochs": 0, "lr": "x"}, "modle": {}}, "f")
    assert len(str(error.value).splitlines()) == 3


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name: a\nname: b\n", "the key 'name' is given twice (line 2"),
        ("[1", "not valid YAML"),
        ("3", "should hold `key: value` lines"),
        ("!!python/object/apply:os.system ['true']", "not valid YAML"),
    ],
)
def test_a_file_that_is_no_sweep(tmp_path: Any, text: str, message: str):
    file = tmp_path / "s.yaml"
    file.write_text(text)
    with pytest.raises(InputError) as error:
        load_sweep(str(file))
    assert message in str(error.value)
    assert str(file) in str(error.value)


def test_overrides():
    spec = load_sweep(
        "quickstart",
        ("training.epochs=2", "variants.score_matching.lambda=[1e-2, 1]", "measure.gan_test=null"),
    )
    assert spec.training.epochs == 2
    assert spec.variants["score_matching"].lambda_ == (0.01, 1)
    assert spec.measure.gan_test is None


@pytest.mark.parametrize(
    ("override", "message"),
    [
        ("training.epoch=2", "training.epoch (from --set): unknown key; did you mean epochs?"),
        ("training.epochs", "should read key=value"),
        ("name.x=2", "name has no keys below it"),
        ("training.lr=[", "--set training.lr: not valid YAML"),
    ],
)
def test_an_override_that_makes_no_sense(override: str, message: str):
    with pytest.raises(InputError) as error:
        load_sweep("quickstart", (override,))
    assert message in str(error.value)


def test_an_unknown_sweep_names_the_nearest():
    with pytest.raises(InputError, match="did you mean quickstart"):
        load_sweep("quikstart")


def test_group_normalisation_knows_no_batch():
    """Neither parts of a batch nor its statistics make other networks; the norm itself does."""
    base = plan_of(variants={"score_matching": {}}).trials[0]
    group = dataclasses.replace(base, model=dataclasses.replace(base.model, norm="group"))
    assert group.key != base.key
    for objective_, training in (
        (dataclasses.replace(base.objective, statistics="clean"), base.training),
        (base.objective, dataclasses.replace(base.training, norm_groups=4)),
    ):
        changed = {"objective": objective_, "training": training}
        assert dataclasses.replace(group, **changed).key == group.key
        assert dataclasses.replace(base, **changed).key != base.key


def test_the_file_beside_a_mistyped_name_is_suggested(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    assert launched_as("mine") == "SPEC.yaml" and launched_as("quickstart") == "quickstart"
    (tmp_path / "mine.yaml").write_text("name: mine")
    assert launched_as("mine") == "mine.yaml"
    assert launched_as("x" * 5000) == "SPEC.yaml"
    with pytest.raises(InputError, match=r"no ready sweep of that name; did you mean mine.yaml\?"):
        load_sweep("mine")
