"""Forecasts from a ledger's runs, worked by hand, and how jobs share slots."""

import dataclasses
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from scoresweep.ledger.records import RunRecord
from scoresweep.ledger.schema import measured_tag, seconds_metric
from scoresweep.orchestrator.cli.main import cli
from scoresweep.orchestrator.cli.plan_view import (
    format_forecast,
    format_hours,
    format_source,
)
from scoresweep.orchestrator.cli.planned import Cost, Costing
from scoresweep.orchestrator.cluster.local_resources import usable_cores, usable_memory
from scoresweep.orchestrator.config.sweep import validate
from scoresweep.orchestrator.forecast.forecast import (
    LAUNCH_S,
    PROCESS_S,
    TEAM_S,
    Basis,
    forecast_pending,
    forecast_trial,
    forward_macs,
    makespan,
)
from scoresweep.orchestrator.forecast.measurement_cost import measurement_passes
from scoresweep.orchestrator.forecast.memory import Peaks
from scoresweep.orchestrator.forecast.throughput import (
    ASSUMED,
    Pace,
    format_step,
    network_kind,
    network_kind_of_run,
    pace_of_runs,
    step_kind,
    step_kind_of_run,
)
from scoresweep.orchestrator.planning.params import run_params
from scoresweep.orchestrator.planning.pending import Pending, find_pending
from scoresweep.orchestrator.planning.plan import Plan, make_plan
from scoresweep.specs.job import Resources
from scoresweep.specs.measurements import MEASUREMENTS, NOTHING
from scoresweep.specs.step_cost import SECONDS_TO_BUILD, SECONDS_TO_READ
from scoresweep.specs.trial import DataSource, TrialSpec
from scoresweep.workers.data.types import DataInfo
from scoresweep.workers.training.trainer import EpochRecord
from scoresweep.workers.trial import around_s

INFO = DataInfo("f", 1, 8, 10, 100, 40)
OFF = dict.fromkeys(MEASUREMENTS)


def trials(**tree) -> list[TrialSpec]:
    given = {
        "name": "x",
        "variants": ["baseline", "score_matching"],
        "data": {"name": "digits", "train_size": 80, "validation_size": 20},
        "model": {"name": "resnet9", "width": 2},
        "training": {"epochs": 3, "batch_size": 20, "lr": 0.05},
        "measure": OFF,
        "other_judges": [],
    }
    return list(make_plan(validate(given | tree, "test"), INFO).trials)


BASELINE, MATCHING = trials()
ONE = Resources(gpu=0.0)


def record(trial: TrialSpec, epoch_s: float, seconds: float, **options) -> RunRecord:
    """A finished run that took the GAN-test in 7 s and the accuracy in 1 s."""
    tags = {
        "scoresweep.device": "cpu (1 threads)",
        "scoresweep.measurement.gan_test": "g" * 64,
        "scoresweep.measurement.test_accuracy": "a" * 64,
    }
    metrics = {"epoch": 3.0, "time/epoch_s": epoch_s, "time/around_s": seconds - 3 * epoch_s - 8}
    metrics |= {seconds_metric("gan_test"): 7.0, seconds_metric("test_accuracy"): 1.0}
    source = validate({"name": "x", "variants": ["baseline"]}, "test").data
    made = RunRecord("r", "FINISHED", "", tags, run_params(trial, source), metrics)
    return dataclasses.replace(made, **options)


def test_like_runs_say_how_long_a_trial_takes():
    """Two epochs of 80 images, 8 and 12 s, median 10: 0.125 s an image; 3 F a step, so a pass takes
    a third of that. Around it 8 and 10 s, so 9, validation included. A whole trial: 3 epochs of 10
    s, 40 test passes, the GAN-test's 7 s where it is the same, and 9 s.
    """
    pace = pace_of_runs([record(BASELINE, 8, 40), record(BASELINE, 12, 54)], ONE)
    assert pace is not None
    assert pace.device == "cpu (1 threads)" and not pace.is_on_gpu
    assert pace.step_s[step_kind(BASELINE)] == 0.125
    a_pass = pace.pass_s[network_kind(BASELINE)]
    assert a_pass == pytest.approx(0.125 / 3)
    assert pace.around_s[network_kind(BASELINE)] == 9
    measure = dataclasses.replace(
        NOTHING, gan_test=validate({"name": "x", "variants": ["baseline"]}, "t").measure.gan_test
    )
    whole = forecast_trial(
        BASELINE, measure, Basis(INFO, pace=pace, requested={"gan_test": "g" * 64})
    )
    assert whole.seconds == pytest.approx(3 * 10 + 40 * a_pass + 7 + 9)
    again = forecast_trial(
        BASELINE, measure, Basis(INFO, pace=pace, requested={"gan_test": "g" * 64}), is_trained=True
    )
    assert again.seconds == 7
    assert again.disk_bytes == 0
    # Measured otherwise: by its passes, two for each of the samples' steps.
    other = forecast_trial(
        BASELINE, measure, Basis(INFO, pace=pace, requested={"gan_test": "h" * 64}), is_trained=True
    )
    samples = measure.gan_test
    assert samples is not None
    assert other.seconds == pytest.approx(2 * samples.samples * samples.steps * a_pass)


@pytest.mark.parametrize(
    ("first_s", "began_ms", "around"),
    [(2.0, 1_000, 4.5), (2.0, 3_500, None), (4.5, 1_000, None)],
    ids=["here", "an epoch elsewhere", "a part of an epoch elsewhere"],
)
def test_what_training_takes_around_its_epochs(first_s: float, began_ms: int, around: float | None):
    """Begun at 1 s, epochs of 2 s that ended at 5 s and 8 s, all over at 9.5 s: 4.5 s aren't
    theirs.
    """
    ends = ((5_000, first_s), (8_000, 2.0))
    journal = [EpochRecord(i, end, {"time/epoch_s": took}) for i, (end, took) in enumerate(ends, 1)]
    assert around_s(journal, began_ms, 9_500) == around
    assert around_s([], began_ms, 9_500) is None


def test_another_step_of_the_network_is_reckoned_by_operations():
    pace = pace_of_runs([record(BASELINE, 8, 40)], ONE)
    assert pace is not None
    assert pace.knows(BASELINE) and not pace.knows(MATCHING)
    own, dear = (
        forecast_trial(t, NOTHING, Basis(INFO, pace=pace)).seconds for t in (BASELINE, MATCHING)
    )
    assert dear - own == pytest.approx(3 * 80 * (9 - 3) * 0.1 / 3), "9 F a step instead of 3"
    said = format_source(pace, (BASELINE, MATCHING))
    assert "1 of 2 to train have such steps, 1 such a network" in said
    (wider, _) = trials(model={"name": "resnet9", "width": 4})
    assert "1 have other networks, reckoned by" in format_source(pace, (wider,))


@pytest.mark.parametrize(("device", "pass_s"), [("cpu (1 threads)", 1e-9), ("NVIDIA X", 3.0)])
def test_another_network_is_reckoned_at_the_speed_of_the_fastest(device: str, pass_s: float):
    """On a GPU too, of which a core's speed says nothing: a pass of the network of twice the width
    takes as much longer as it has multiply-adds.
    """
    seen = {network_kind(BASELINE): pass_s, ("other", None, None, "8"): 1}
    slow = ("resnet9", "1", None, "8")
    pace = Pace("test", device, pass_s=seen | {slow: 1000 * pass_s})
    (wider, _) = trials(model={"name": "resnet9", "width": 4})
    known, reckoned = (
        forecast_trial(trial, NOTHING, Basis(INFO, pace=pace)).seconds
        for trial in (BASELINE, wider)
    )
    macs = [forward_macs(trial.model, INFO.channels, 8) for trial in (BASELINE, wider)]
    assert reckoned / known == pytest.approx(macs[1] / macs[0])
    assert known == pytest.approx((3 * 80 * 3 + 3 * 20 + 40) * pass_s)


def test_on_cores_another_network_has_the_assumed_speed_at_least():
    """Small networks, as of a first try, have a small part of it."""
    (wider, _) = trials(model={"name": "resnet9", "width": 4})
    slow = Pace("test", "cpu (1 threads)", pass_s={network_kind(BASELINE): 3.0})
    found = [
        forecast_trial(wider, NOTHING, Basis(INFO, pace=pace)).seconds for pace in (slow, ASSUMED)
    ]
    assert found[0] == found[1]


def test_runs_that_say_nothing_are_passed_over():
    unfinished = record(BASELINE, 8, 40, state="RUNNING")
    untimed = record(BASELINE, 8, 40, metrics={"epoch": 3.0})
    strange = record(BASELINE, 8, 40, params={"variant": "of tomorrow", "train_size": "80"})
    assert pace_of_runs([unfinished, untimed, strange], ONE) is None


def on(device: str, count: int, epoch_s: float = 8) -> list[RunRecord]:
    runs = [record(BASELINE, epoch_s, 3 * epoch_s + 16) for _ in range(count)]
    for run in runs:
        run.tags["scoresweep.device"] = device
    return runs


@pytest.mark.parametrize(
    ("resources", "device"),
    [
        (Resources(gpu=0.0), "cpu (1 threads)"),
        (Resources(gpu=0.0, cpu=2), "cpu (2 threads)"),
        (Resources(gpu=0.0, cpu=8), "cpu (2 threads)"),
        (Resources(gpu=0.0, workers=2), "2 workers, each cpu (1 threads)"),
        (Resources(gpu=1.0), "NVIDIA X"),
        (Resources(gpu=2.0), "NVIDIA X"),
        (Resources(gpu=0.25), "0.25 of NVIDIA X"),
        (Resources(gpu="auto"), "NVIDIA X"),
    ],
)
def test_runs_on_such_a_device_as_is_asked_for_count(resources: Resources, device: str):
    """Were it asked for eight threads, most that ran on a CPU had two."""
    runs = [
        *on("cpu (1 threads)", 1),
        *on("cpu (2 threads)", 3),
        *on("2 workers, each cpu (1 threads)", 2),
        *on("NVIDIA X", 5),
        *on("0.25 of NVIDIA X", 6),
    ]
    pace = pace_of_runs(runs, resources)
    assert pace is not None and pace.device == device
    assert pace.is_on_gpu == ("NVIDIA" in device)


def test_runs_on_gpus_say_nothing_of_a_trial_without():
    """Nor the other way round."""
    assert pace_of_runs(on("NVIDIA X", 3), ONE) is None
    assert pace_of_runs(on("cpu (1 threads)", 3), Resources(gpu=1.0)) is None


def test_workers_share_steps_and_take_measurements_in_turns():
    """Two workers' epoch of 8 s is 16 s of one; the GAN-test's 7 s pass beside the accuracy's 1 s,
    and 16 − 8 s around all.
    """
    measure = dataclasses.replace(
        NOTHING, gan_test=validate({"name": "x", "variants": ["baseline"]}, "t").measure.gan_test
    )
    wanted = {"gan_test": "g" * 64, "test_accuracy": "a" * 64}
    two = Resources(gpu=0.0, workers=2)
    pace = pace_of_runs(on("2 workers, each cpu (1 threads)", 2), two)
    assert pace is not None
    assert pace.step_s[step_kind(BASELINE)] == pytest.approx(16 / 80)

    def seconds(resources: Resources) -> float:
        return forecast_trial(
            BASELINE, measure, Basis(INFO, pace=pace, requested=wanted, resources=resources)
        ).seconds

    assert seconds(two) == pytest.approx(3 * 8 + 7 + 8)
    assert seconds(ONE) == pytest.approx(3 * 16 + 7 + 1 + 8)


def test_operations_at_an_assumed_speed_are_shared_by_all_cores():
    """Training and validation by all, the test's images by one worker."""
    alone, threads, workers = (
        forecast_trial(MATCHING, NOTHING, Basis(INFO, resources=resources)).seconds
        for resources in (ONE, Resources(gpu=0.0, cpu=4), Resources(gpu=0.0, workers=4))
    )
    assert alone / threads == pytest.approx(4)
    test_s = alone * 40 / (3 * (80 * 9 + 20) + 40)
    assert workers == pytest.approx((alone - test_s) / 4 + test_s + TEAM_S)


def test_steps_with_other_options_are_of_another_kind():
    """A half of a batch at 7.5 F isn't 9 F; probes of ±1 take as long as Gaussian ones. A pass is
    read back from the run's
    parameters: 80 images in 6 s, and jets of two probes of a half at 3 + 6 = 9 F, gradient itself 3
    more.
    """
    options = {"estimator": "jet", "gradient": "exact", "share": 0.5, "probes": 2}
    (jets,) = trials(variants={"score_matching": options})
    pace = pace_of_runs([record(jets, 6, 40)], ONE)
    assert pace is not None
    assert pace.pass_s[network_kind(jets)] == pytest.approx(6 / 80 / (3 + 6 + 3))
    others = ({"share": 0.25}, {"probes": 1}, {"gradient": "sliced"}, {"every": 2})
    for other in others:
        (trial,) = trials(variants={"score_matching": options | other})
        assert not pace.knows(trial), other
    (same,) = trials(variants={"score_matching": options | {"probe": "rademacher"}})
    assert pace.knows(jets) and pace.knows(same)
    (group,) = trials(
        variants={"score_matching": options}, model={"name": "resnet9", "width": 2, "norm": "group"}
    )
    assert not pace.knows(group) and network_kind(group) != network_kind(jets)
    assert network_kind_of_run(run_params(group, DataSource())) == network_kind(group)
    for trial in (jets, group, BASELINE, MATCHING):
        assert step_kind_of_run(run_params(trial, DataSource())) == step_kind(trial)
    assert format_step(jets) == "score_matching jet gradient exact 2 probes share 0.5"


def test_jets_cost_a_measurement_what_their_probes_do():
    """Without a σ, so once for the whole ladder: 4 images × 32 probes × 3 F."""
    off = validate({"name": "x", "variants": ["baseline"]}, "t").measure.only(("trace",))
    assert off.trace is not None
    trace = dataclasses.replace(off.trace, estimators=("exact",))
    with_jets = dataclasses.replace(trace, estimators=("exact", "jet"))
    alone, both = (
        measurement_passes(dataclasses.replace(off, trace=each), INFO, 8)["trace"]
        for each in (trace, with_jets)
    )
    assert both - alone == trace.images * trace.probes * 3


def test_a_plan_names_options_and_the_normalisation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    options = (
        "variants=[score_matching]",
        "coefficients.estimator=[jet, taylor]",
        "coefficients.probes=2",
    )
    plan = ["plan", "quickstart", *(arg for each in options for arg in ("--set", each))]
    said = CliRunner().invoke(cli, plan).output
    assert "jet 2 probes" in said and "taylor 2 probes" in said
    assert "normalisation" not in said
    said = CliRunner().invoke(cli, [*plan, "--set", "model.norm=group"]).output
    assert "with group normalisation" in said


def test_what_has_nothing_to_measure_it_by_isnt_counted():
    """As curves of the baseline's maps in a sweep without a baseline."""
    measure = validate({"name": "x", "variants": ["baseline"]}, "t").measure
    measure = measure.only(("perturbation_of_baseline",))
    dear, spared = (
        forecast_trial(BASELINE, measure, Basis(INFO, requested=wanted)).seconds
        for wanted in ({"perturbation_of_baseline": "p" * 64}, {"test_accuracy": "a" * 64})
    )
    assert dear > spared == forecast_trial(BASELINE, NOTHING, Basis(INFO)).seconds


def test_an_older_run_without_measurements_times_is_used_for_its_steps():
    older = record(BASELINE, 8, 40, metrics={"epoch": 3.0, "time/epoch_s": 8.0})
    pace = pace_of_runs([older], ONE)
    assert pace is not None
    assert pace.step_s and not pace.measured_s and not pace.around_s


@pytest.mark.parametrize(
    ("jobs", "slots", "end"),
    [([], 2, 0), ([3, 2, 1], 1, 6), ([5, 4, 3, 3], 2, 8), ([1, 1, 1], 8, 1), ([2, 9, 1, 1], 2, 9)],
)
def test_each_job_begins_where_a_slot_is_free_first(jobs: list[float], slots: int, end: float):
    """[5, 4, 3, 3] on two: 5 and 3 on one, 4 and 3 on the other."""
    assert makespan(jobs, slots) == end


def test_the_baseline_begins_before_longer_trials_that_need_it():
    """Of 240, 720, 480 and 480 s on two slots: 720 + 240 beside 480 + 480; or 240 + 480 + 480
    beside 720.
    """
    others = trials(variants=["gradient_norm", "anti_score_matching"])
    steps = {BASELINE: 1.0, MATCHING: 3.0} | dict.fromkeys(others, 2.0)
    pace = Pace("test", "cpu", {step_kind(trial): s for trial, s in steps.items()})
    todo = Pending((), (), tuple(steps), ())
    longest_first, as_launched = (
        forecast_pending(todo, NOTHING, Basis(INFO, pace=pace), slots=2, baseline=key)
        for key in (None, BASELINE.key)
    )
    start_s = LAUNCH_S + PROCESS_S
    assert longest_first.makespan == pytest.approx(960 + start_s, rel=1e-2)
    assert as_launched.makespan == pytest.approx(1200 + start_s, rel=1e-2)
    assert longest_first.seconds == pytest.approx(as_launched.seconds)


def test_judges_come_first_and_the_longest_next():
    pace = Pace("test", "cpu", {step_kind(BASELINE): 1.0, step_kind(MATCHING): 3.0})
    todo = Pending((), (), (BASELINE, MATCHING), (BASELINE,))
    cost = forecast_pending(todo, NOTHING, Basis(INFO, pace=pace), slots=2)
    assert cost.seconds == pytest.approx(240 + 720 + 240 + 2 * PROCESS_S, rel=1e-3)
    assert cost.makespan == pytest.approx(LAUNCH_S + PROCESS_S + 720, rel=1e-3)
    alone = forecast_pending(todo, NOTHING, Basis(INFO, pace=pace))
    assert alone.makespan == alone.seconds + LAUNCH_S
    assert sum(cost.each.values()) == pytest.approx(240 + 720, rel=1e-3)


def test_what_is_measured_again_alone_is_counted():
    """The GAN-test's 7 s of a run that holds the accuracy; nothing of one that only isn't closed.
    A process starts in any case, and so does the launch.
    """
    spec = validate({"name": "x", "variants": ["baseline"], "data": {"name": "digits"}}, "t")
    measure = spec.measure.only(("gan_test",))
    run = record(BASELINE, 8, 40)
    pace = pace_of_runs([run], ONE)
    assert pace is not None
    held = {"scoresweep.checkpoint": "w", measured_tag("test_accuracy", "a" * 64): "{}"}
    requested = {"test_accuracy": "a" * 64, "gan_test": "g" * 64}
    plan = Plan(BASELINE.data, 10, (BASELINE,), (), None, 0)
    for tags, state, seconds in (
        (held, "FINISHED", 7),
        (held | {measured_tag("gan_test", "g" * 64): "{}"}, "RUNNING", 0),
        ({"scoresweep.checkpoint": "w"}, "FINISHED", 7 + 1),
    ):
        stored = dataclasses.replace(run, tags=tags, state=state)
        pending = find_pending(plan, {BASELINE.key: stored}, requested)
        assert pending.remeasure == (BASELINE,)
        total = forecast_pending(pending, measure, Basis(INFO, pace, requested))
        assert total.each == {BASELINE.key: seconds}
        assert total.makespan == seconds + LAUNCH_S + PROCESS_S
        assert total.disk_bytes == 0


def test_a_launch_with_nothing_to_do_takes_no_time():
    """A judge that isn't there is trained for networks to measure alone."""
    total = forecast_pending(Pending((BASELINE,), (), (), (MATCHING,)), NOTHING, Basis(INFO))
    assert (total.seconds, total.makespan) == (0, 0)
    assert format_forecast(Cost(total, ONE, Costing())) == ["forecast: nothing is left to do"]


def test_a_graph_is_built_once_for_the_trials_that_share_it():
    def seconds(compile_: bool) -> float:
        recipe = {"epochs": 3, "batch_size": 20, "lr": 0.05, "compile": compile_}
        pair = trials(variants=["baseline"], training=recipe, seeds=2)
        return forecast_pending(Pending((), (), tuple(pair), ()), NOTHING, Basis(INFO)).seconds

    assert seconds(True) - seconds(False) == pytest.approx(SECONDS_TO_BUILD + SECONDS_TO_READ)


def test_a_price_is_for_gpu_hours_alone():
    pace = Pace("test", "cpu (2 threads)", {step_kind(BASELINE): 45.0})
    cost = forecast_pending(Pending((), (), (BASELINE,), ()), NOTHING, Basis(INFO, pace=pace))
    hours = 3 * 80 * 45 / 3600  # three
    resources = Resources(cpu=2)
    cost = dataclasses.replace(cost, seconds=cost.seconds - PROCESS_S)
    line, _, note = format_forecast(Cost(cost, resources, Costing(pace, price=2.0), (BASELINE,)))
    assert f"{2 * hours:.2f} core-hours; " in line and note.startswith("no price: ")
    on_gpu = dataclasses.replace(pace, device="NVIDIA X")
    line, _ = format_forecast(Cost(cost, resources, Costing(on_gpu, price=2.0), (BASELINE,)))
    assert f"{hours:.2f} GPU-hours, {hours * 2:,.2f} at 2 each" in line
    assert "one trial at a time" in line
    half, _ = format_forecast(Cost(cost, Resources(gpu=0.5), Costing(on_gpu), (BASELINE,)))
    assert f"{hours / 2:.2f} GPU-hours" in half


def test_gpus_that_nothing_is_known_of_get_no_time_and_no_price(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Neither this machine's cores nor its memory say anything of them."""
    monkeypatch.chdir(tmp_path)
    asked = ["--price", "2", "--set", "resources.gpu=1"]
    for sweep in ("quickstart", "search"):
        said = CliRunner().invoke(cli, ["plan", sweep, *asked]).output
        assert "no time, GPU-hours or price, as resources.gpu asks for GPUs" in said
        assert "-hours;" not in said and " at a time" not in said and " time ┃" not in said
    costing = Costing(peaks=Peaks())
    assert costing.slots_of(Resources(gpu=0.5)) == 1
    assert costing.room(Resources(gpu=0.5)) is None
    assert costing.room(ONE) == usable_memory()


def test_memory_here_says_nothing_of_more_trials_than_fit_here():
    assert Costing(slots=usable_cores() + 1).room(ONE) is None
    assert Costing(slots=usable_cores()).room(ONE) == usable_memory()


def test_a_factor_is_claimed_of_such_networks_as_it_was_seen_with():
    def of(**model) -> TrialSpec:
        small = trials(data={"name": "digits", "image_size": 32}, model=model)
        return small[0]

    seen, other = of(name="resnet9", width=16), of(name="vgg11", width=16)
    assert "networks such as all to train" in format_source(ASSUMED, (seen, seen))
    assert "within a factor of 2 where it was checked, on networks such as 1 of 2" in format_source(
        ASSUMED, (seen, other)
    )
    for unseen in ((other,), (BASELINE,)):
        assert "never compared" in format_source(ASSUMED, unseen)
        assert "factor" not in format_source(ASSUMED, unseen)


def test_a_search_is_forecast_with_its_slots_and_its_price(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    found = {}
    for slots in ("1", "10"):
        said = CliRunner().invoke(cli, ["plan", "search", "--slots", slots, "--price", "2"]).output
        assert "no price: --price is of a GPU's hour" in said
        found[slots] = re.search(r"([\d,]+) days with .*; ([\d,]+) core-hours", said)
    days, hours = zip(*(each.groups() for each in found.values()), strict=True)
    alone, ten = (float(each.replace(",", "")) for each in days)
    assert alone / ten == pytest.approx(10, rel=1e-2)
    assert hours[0] == hours[1]


def test_columns_that_no_row_has_anything_in_are_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """And those that tell rows apart are there, whatever the width."""
    monkeypatch.chdir(tmp_path)

    def headings(variants: str, *more: str) -> list[str]:
        given = ["--set", f"variants={variants}", *(a for m in more for a in ("--set", m))]
        said = CliRunner().invoke(cli, ["plan", "quickstart", *given]).output
        line = next(line for line in said.splitlines() if line.startswith("┃ variant"))
        return line.replace("┃", " ").split()

    ends = ["seed", "time", "state", "key"]
    assert headings("[baseline]") == ["variant", *ends]
    assert headings("[gradient_norm]") == ["variant", "λ", *ends]
    attacked = "{adversarial: {attack_steps: [2, 7]}}"
    assert headings(
        attacked, "training.lr=[0.1, 0.2]", "judge.training.lr=0.1", "other_judges=[]"
    ) == ["variant", "ε", "attack", "steps", "lr", *ends]


def test_hours_as_people_write_them():
    found = [format_hours(hours) for hours in (0, 1.37e-5, 0.2741, 13.43, 1370.2)]
    assert found == ["0", "under 0.01", "0.27", "13.4", "1,370"]


def test_a_plan_has_no_more_slots_than_a_launch_will():
    assert Costing().slots_of(Resources(gpu=0.0, max_trials=1)) == 1
    assert Costing().slots_of(Resources(gpu=0.0, max_trials=1000)) == usable_cores()


def test_plan_forecasts_by_what_it_is_told_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    plan = ["plan", "quickstart", "--set", "seeds=1"]
    said = CliRunner().invoke(cli, plan).output
    assert f"by {ASSUMED.source}" in said
    said = CliRunner().invoke(cli, [*plan, "--measure", "--slots", "3", "--price", "1.5"]).output
    assert "timing 1 of " in said and "with 3 trials at a time" in said
    assert "no price: --price is of a GPU's hour" in said
    assert "6 of 6 to train have such steps" in said
    team = CliRunner().invoke(cli, [*plan, "--measure", "--set", "resources.workers=2"]).output
    assert "without what workers send each other, on cpu (1 threads): 6 of 6 to train" in team
    wrong = CliRunner().invoke(cli, [*plan, "--slots", "0"])
    assert wrong.exit_code == 2
