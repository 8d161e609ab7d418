"""`prune`: what a trial is resumed from, read from or measured by stays; the rest goes."""

import os
import shutil
import time
from pathlib import Path

import click
import pytest
from mlflow.entities import Run

from scoresweep.errors import InputError
from scoresweep.ledger.client import read_existing_runs, reading_client
from scoresweep.ledger.schema import TagName
from scoresweep.ledger.tags import from_store, stored_name
from scoresweep.ledger.trial_state import TrialState
from scoresweep.orchestrator.execution.ledger_writer import Ledger
from scoresweep.orchestrator.planning.plan import make_plan
from scoresweep.orchestrator.planning.snapshot import sweep_json
from scoresweep.orchestrator.planning.trained import find_trained
from scoresweep.orchestrator.upkeep.prune import find_unneeded
from scoresweep.storage.location import Location
from scoresweep.workers.data.sources import describe
from scoresweep.workers.training.checkpoint import CheckpointStore
from scoresweep.workers.training.trainer import read_trained
from tests.ledger.test_lease import MINE, text
from tests.orchestrator.upkeep.world import World, forget_original, key, plan_anew, spec_of

LONG_AGO = time.time() - 7200


def pt_files(world: World) -> set[str]:
    return {path for path in world.files() if path.endswith(".pt")}


def named(world: World, *sweeps: str) -> set[str]:
    """The files with the weights of trained networks."""
    runs = [run for sweep in sweeps for run in world.of(sweep)]
    return {str(world.checkpoint(run).relative_to(world.folder)) for run in runs}


def make_old(world: World) -> None:
    for path in world.folder.rglob("runs/**/*"):
        os.utime(path, (LONG_AGO, LONG_AGO))


def test_earlier_checkpoints_go_and_weights_stay(made: World, world: World):
    before, original = world.files(), made.files()
    earlier = pt_files(world) - named(world, "first", "second")
    assert len(earlier) == 4
    shown = world.run("prune", "--dry-run").output
    assert "earlier checkpoints of trained networks: 4 files of 4 runs" in shown
    assert world.files() == before
    with pytest.raises(InputError, match="no terminal"):
        world.run("prune")
    done = world.run("prune", "--yes")
    assert done.return_value == 0 and "4 files deleted" in done.output
    assert set(before) - set(world.files()) == earlier
    assert made.files() == original
    assert "there is nothing to delete" in world.run("prune", "--yes").output
    for record in read_existing_runs(world.uri).values():
        found = find_trained(reading_client(world.uri), record, Location.of("runs"))
        assert read_trained(found.trial, found.checkpoint, 1)["trial_key"] == found.trial.key


def test_of_one_sweep_only_its_own_runs(world: World):
    world.run("prune", "second", "--yes")
    [own] = world.of("second")
    folder = world.checkpoint(own).parent
    assert [path.name for path in folder.glob("*.pt")] == [world.checkpoint(own).name]
    assert len(pt_files(world) - named(world, "first", "second")) == 3


@pytest.mark.parametrize("how", ["missing", "torn"])
def test_if_the_weights_are_lost_what_is_left_stays(world: World, how: str):
    [own] = world.of("second")
    weights = world.checkpoint(own)
    if how == "missing":
        weights.unlink()
    else:
        weights.write_bytes(weights.read_bytes()[:-100])
    before = pt_files(world)
    assert "nothing to delete" in world.run("prune", "second", "--yes").output
    assert pt_files(world) == before


def unfinished(world: World, state: TrialState = TrialState.FAILED) -> Run:
    """The run of `second`, as if its trial had ended so before its end."""
    [own] = world.of("second")
    ledger = Ledger(world.uri)
    world.client.delete_tag(own.info.run_id, TagName.CHECKPOINT)
    world.client.update_run(own.info.run_id, status="RUNNING")
    if state is TrialState.STOPPED:
        ledger.mark_stopped(own.info.run_id, 1)
    else:
        ledger.mark_failed(own.info.run_id, "no luck")
    make_old(world)
    return own


def test_what_an_unfinished_trial_is_resumed_from_stays(world: World):
    run = unfinished(world)
    before = pt_files(world)
    assert "nothing to delete" in world.run("prune", "second", "--yes").output
    assert "nothing to delete" in world.run("prune", "second", "--weights", "--yes").output
    assert pt_files(world) == before
    assert CheckpointStore(str(world.folder / "runs"), key(run)).latest() is not None


def test_a_trial_that_no_sweep_plans_any_more_is_given_up(world: World):
    run = unfinished(world)
    plan_anew(world, "[baseline]")
    done = world.run("prune", "--dry-run").output
    assert "checkpoints of unfinished trials that no sweep plans any more: 2 files of 1 run" in done
    world.run("prune", "second", "--yes")
    assert not [path for path in pt_files(world) if key(run) in path]


def test_a_trial_that_another_sweep_plans_is_not(world: World):
    unfinished(world)
    plan_anew(world, "[baseline]")
    ledger, spec = Ledger(world.uri), spec_of("third", "[score_matching]")
    ledger.open_sweep(spec, sweep_json(spec, make_plan(spec, describe(spec.data)), {}))
    assert "nothing to delete" in world.run("prune", "second", "--dry-run").output


def test_an_unreadable_plan_may_name_any_trial(world: World):
    unfinished(world)
    plan_anew(world, "[baseline]")
    [plan] = world.folder.glob("artifacts/first/*/artifacts/sweep.json")
    plan.write_text("{")
    assert "nothing to delete" in world.run("prune", "second", "--dry-run").output


def test_trials_that_a_search_stopped(world: World):
    unfinished(world, TrialState.STOPPED)
    assert "nothing to delete" in world.run("prune", "second", "--dry-run").output
    plan_anew(world, "[baseline, score_matching]", search={"budget": {}})
    shown = world.run("prune", "second", "--dry-run").output
    assert "checkpoints of trials that a search stopped: 2 files of 1 run" in shown


def test_an_unfinished_trial_of_a_search_may_go_on(world: World):
    unfinished(world)
    plan_anew(world, "[baseline]", search={"budget": {}})
    assert "nothing to delete" in world.run("prune", "second", "--dry-run").output


def test_partial_files_that_are_old(world: World):
    [own] = world.of("second")
    folder = world.checkpoint(own).parent
    for path in (folder / ".partial-x", folder / "evaluation" / ".partial-y", folder / "notes"):
        path.write_bytes(b"x" * 2048)
    assert "partial" not in world.run("prune", "second", "--dry-run").output, "being written"
    make_old(world)
    shown = world.run("prune", "second", "--yes").output
    assert "partial files that a killed process left: 2 files of 1 run, 4.0 KiB" in shown
    assert (folder / "notes").exists() and not list(folder.rglob(".partial-*"))


@pytest.mark.parametrize("driven", ["first", "second"])
def test_files_that_a_living_driver_may_need_stay(world: World, driven: str):
    """`second` reuses runs of `first`: a driver of either keeps them."""
    before = pt_files(world)
    world.client.set_tag(world.parent(driven).info.run_id, stored_name(TagName.LEASE), text(MINE))
    shown = world.run("prune", "--yes").output
    assert f"as the sweep {driven} is being run" in shown
    gone = before - pt_files(world)
    borrowed = [key(run) for run in world.of("first") if "gradient_norm" not in run.info.run_name]
    assert not [path for path in gone if any(each in path for each in borrowed)]
    assert len(gone) == 1


def test_weights_go_only_if_nothing_needs_them(world: World):
    with pytest.raises(click.UsageError, match="name the SWEEP"):
        world.run("prune", "--weights", "--yes")
    forget_original(world)
    shown = world.run("prune", "first", "--weights", "--yes").output
    assert "weights of trained networks: 1 file of 1 run" in shown
    assert "3 networks of first keep their weights" in shown and "no longer possible" in shown
    [lost] = [run for run in world.of("first") if not world.checkpoint(run).exists()]
    assert "gradient_norm" in lost.info.run_name
    # Nothing is trained again, and the audit knows why they are gone.
    record = read_existing_runs(world.uri)[key(lost)]
    assert record.is_finished and record.checkpoint is not None
    done = world.run("audit", "first")
    assert done.return_value == 0 and "prune --weights deleted them" in done.output


def test_weights_that_something_is_left_to_measure_by_stay(world: World):
    [own] = world.of("second")
    tag = next(tag for tag in own.data.tags if ".measured.trace" in tag)
    world.client.delete_tag(own.info.run_id, tag)
    before = named(world, "second")
    assert "weights of" not in world.run("prune", "second", "--weights", "--dry-run").output
    assert before <= pt_files(world)


def test_another_stores_files_stay(world: World, tmp_path: Path):
    shutil.copy(world.folder / "scoresweep.db", world.folder / "other.db")
    before = pt_files(world)
    shown = world.run("prune", "--yes").output
    assert "needs them" in shown and pt_files(world) == before


def test_a_store_that_cant_be_written_can_be_looked_at(world: World):
    (world.folder / "scoresweep.db").chmod(0o444)
    found = find_unneeded(reading_client(world.uri), None, None)
    assert len(found.files) == 4 and not found.stays


def test_a_run_of_a_changed_key_touches_no_other_folder(world: World, tmp_path: Path):
    """People edit tags in MLflow."""
    [own] = world.of("second")
    outside = tmp_path / "outside"
    shutil.copytree(world.checkpoint(own).parent, outside)
    world.client.set_tag(own.info.run_id, TagName.TRIAL_KEY, "../../outside")
    assert from_store(world.client.get_run(own.info.run_id).data.tags)
    world.run("prune", "--yes")
    world.run("delete", "second", "--yes")
    assert len(list(outside.glob("*.pt"))) == 2
