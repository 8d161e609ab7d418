"""What the table of a search says of test images, from real searches in a real ledger; only the
training is played.
"""

import copy
import dataclasses
from pathlib import Path

from mlflow.entities import RunTag

from scoresweep.analysis.results.collect import collect
from scoresweep.analysis.results.search import read_search
from scoresweep.analysis.tables.search import TEST_FREE, search_table
from scoresweep.orchestrator.config.sweep import validate
from scoresweep.orchestrator.planning.best import find_best
from scoresweep.orchestrator.planning.plan import make_plan
from scoresweep.orchestrator.planning.snapshot import sweep_json
from scoresweep.orchestrator.search.candidates import recorded_candidate
from scoresweep.specs import measurements as measure
from scoresweep.specs.trial import TrialSpec
from scoresweep.workers.data.sources import describe
from tests.orchestrator.search import test_controller
from tests.orchestrator.search.test_controller import World, good


def note(world: World, trials: tuple[TrialSpec, ...], *, is_over: bool = True) -> str:
    """The table's first note, of a search as its driver leaves it."""
    ledger, sweep, notes = world.ledger, world.sweep, world.start().to_json()
    plan = dataclasses.replace(world.plan, trials=trials)
    ledger.write_json(sweep, "sweep.json", sweep_json(world.spec, plan, ledger.runs()))
    ledger.write_json(sweep, "search.json", notes | {"is_over": is_over})
    collected = collect(ledger.client, "s")
    search = read_search(ledger.client, collected)
    assert search is not None
    return search_table(collected, search).notes[0]


def measured(world: World, trial: TrialSpec, *names: str) -> None:
    """As by another sweep: the tags that a trial writes with each measurement."""
    run = world.ledger.runs()[trial.key]
    tags = [RunTag(f"scoresweep.measurement.{name}", "0" * 64) for name in names]
    world.ledger.client.log_batch(run.run_id, tags=tags)


def searched(folder: Path) -> tuple[World, tuple[TrialSpec, ...], TrialSpec]:
    """A search for accuracy alone, its trials, and the front's one, which is measured in full."""
    world = World(folder, test_controller.spec(maximize=["val/accuracy"]))
    trials = world.run(good).trials
    best = max(trials, key=lambda trial: good(trial)["val/accuracy"] or 0)
    measured(world, best, "test_accuracy", "calibration")
    return world, trials, best


def test_best_hands_on_the_options_of_what_was_chosen(tmp_path: Path):
    tree = copy.deepcopy(test_controller.TREE)
    tree["variants"]["gradient_norm"] |= {"norm": 1, "share": {"low": 0.25, "high": 0.5}}
    world = World(tmp_path, validate(tree, "x.yaml"))
    trials = world.run(good).trials
    note(world, trials)
    best = find_best(world.ledger.client, "s", (), 2)
    chosen = best.tree["variants"]["gradient_norm"]
    assert set(chosen) == {"lambda", "norm", "share"} and chosen["norm"] == 1
    assert 0.25 <= chosen["share"] <= 0.5
    again = make_plan(validate(best.tree, "best.yaml"), describe(world.spec.data)).trials
    objectives = {trial.objective for trial in trials}
    assert {t.objective for t in again if t.objective.variant == "gradient_norm"} < objectives
    assert best.table.header[:4] == ("variant", "λ", "share", "norm")
    assert "probe" not in best.table.records[0] and best.table.records[0]["norm"] == 1


def test_of_the_front_alone(tmp_path: Path):
    world, trials, _ = searched(tmp_path)
    for trial in trials:
        measured(world, trial, *TEST_FREE)
    said = note(world, trials)
    assert "test images were read of the front only, at the end." in said
    assert "another sweep" not in said


def test_points_that_another_sweep_has_measured_are_counted(tmp_path: Path):
    world, trials, best = searched(tmp_path)
    first, second, *_ = (trial for trial in trials if trial != best)
    measured(world, first, "gan_test", "calibration")
    said = note(world, trials)
    assert (
        "test images were read of the front, at the end, and of 1 point beside it, by another "
        "sweep that has the trial" in said
    )
    measured(world, second, "test_accuracy")
    assert "and of 2 points beside it, by another sweep" in note(world, trials)
    assert "front only" not in note(world, trials)


def test_a_run_that_another_sweep_made_is_counted_too(tmp_path: Path):
    """The grid came first and trained a point of the search: the search reads what it needs."""
    world = World(
        tmp_path, test_controller.spec(maximize=["val/accuracy"], first=[{"lambda": 1.0}])
    )
    point = recorded_candidate(world.spec, world.plan.data, 0, {"lambda": 1.0})
    assert point is not None
    [trial] = point.trials
    world.start()
    other = dataclasses.replace(world.spec, name="grid")
    grid = world.ledger.open_sweep(other, None)
    world.ledger.open_trial(grid, other, trial, "trial", None)
    measured(world, trial, "test_accuracy")
    trials = world.run(good).trials
    assert trial in trials
    assert "and of 1 point beside it, by another sweep" in note(world, trials)


def test_a_search_that_isnt_over_says_what_will_be(tmp_path: Path):
    world = World(tmp_path, test_controller.spec(maximize=["val/accuracy"]))
    trials = world.run(good, until=4).trials
    said = note(world, trials, is_over=False)
    assert "test images will be read of the front only, at the end." in said
    measured(world, trials[0], "test_accuracy")
    said = note(world, trials, is_over=False)
    assert "will be read of the front, at the end, and were read of 1 point, by another" in said


def test_what_needs_no_test_image_is_the_workers_own():
    assert set(TEST_FREE) == measure.TEST_FREE
