"""`delete`: what another sweep, another store or a living driver needs stays; the rest goes."""

import dataclasses
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest
from mlflow import MlflowClient
from mlflow.entities import ViewType

from scoresweep.analysis.results.collect import collect
from scoresweep.errors import InputError
from scoresweep.ledger.client import read_existing_runs
from scoresweep.ledger.schema import TagName
from scoresweep.ledger.tags import from_store, stored_name
from scoresweep.orchestrator.execution.ledger_writer import Ledger
from scoresweep.orchestrator.planning.plan import make_plan
from scoresweep.orchestrator.planning.request import LaunchRequest
from scoresweep.orchestrator.search.study import Study, count_tried, study_uri
from scoresweep.orchestrator.upkeep import delete as deletion
from scoresweep.storage.location import Location
from scoresweep.workers.data.sources import describe
from tests.ledger.test_lease import ELSEWHERE, MINE, text
from tests.orchestrator.upkeep.world import World, copy, key, plan_anew, spec_of, train


def test_a_borrowed_run_stays_with_its_files_and_all_else_goes(made: World, world: World):
    before, original = world.files(), made.files()
    mine = {key(run): run for run in world.of("first")}
    theirs = set(collect_keys(world, "second"))
    done = world.run("delete", "first", "--yes")
    assert done.return_value == 0 and "first is deleted" in done.output
    assert "stays, as second needs it" in done.output and "mlflow gc" in done.output
    left = {key(run) for run in world.of("first")}
    assert left == set(mine) & theirs and left and left != set(mine)
    after = world.files()
    for path, size in before.items():
        of_kept = any(mark in path for mark in kept_marks(mine, left, world))
        assert (path in after) == of_kept, path
        assert after.get(path, size) == size
    assert made.files() == original, "a copy of a store doesn't delete what its original has"
    whole = collect(world.client, "second")
    assert {cell.status for cell in whole.cells} == {"finished"} and not whole.faults
    with pytest.raises(InputError, match="the sweep first is deleted; 3 runs of it stay"):
        world.run("delete", "first", "--yes")


def collect_keys(world: World, sweep: str) -> list[str]:
    found = collect(world.client, sweep)
    return [each.trial_key for each in (*found.cells, *found.judges)]


def kept_marks(mine, left: set[str], world: World) -> list[str]:
    """Parts of paths of what stays: kept runs' files, and those of the other sweep."""
    second = [*world.of("second"), world.parent("second")]
    ids = [mine[each].info.run_id for each in left] + [run.info.run_id for run in second]
    return [*ids, *left, *(key(run) for run in world.of("second"))]


def test_nothing_sees_the_sweep_any_more_and_a_new_launch_trains_anew(world: World):
    world.run("delete", "second", "--yes")
    world.run("delete", "first", "--yes")
    assert world.files() == {}, "nothing is left on disk"
    assert world.runs() == [] and read_existing_runs(world.uri) == {}
    assert not world.client.search_logged_models(
        [each.experiment_id for each in world.client.search_experiments(ViewType.ALL)]
    )
    assert [each.name for each in world.client.search_experiments()] == ["Default"]
    for command in ("tables", "status", "audit", "delete"):
        with pytest.raises(InputError, match="has no sweep first"):
            world.run(command, "first")
    spec = spec_of("first", "[baseline, gradient_norm]")
    plan = make_plan(spec, describe(spec.data))
    request = LaunchRequest(spec, plan, spec.measure)
    assert len(request.pending(read_existing_runs(world.uri)).train) == 2
    ledger = Ledger(world.uri, Location.of(str(world.folder / "runs")))
    train(ledger, spec)
    assert {cell.status for cell in collect(world.client, "first").cells} == {"finished"}
    assert world.run("audit", "first").return_value == 0


def test_a_run_that_stayed_goes_with_the_last_sweep_that_needs_it(world: World):
    world.run("delete", "first", "--yes")
    assert len(world.of("first")) == 3
    world.run("delete", "second", "--yes")
    assert world.runs() == [] and world.files() == {}
    assert [each.name for each in world.client.search_experiments()] == ["Default"]


def test_dry_run_and_refusals_change_nothing(world: World):
    before, store = world.files(), (world.folder / "scoresweep.db").read_bytes()
    shown = world.run("delete", "first", "--dry-run").output
    assert "will lose" in shown and "2 runs (1 trial, 0 judges, its own run)" in shown
    with pytest.raises(InputError, match="no terminal to ask on"):
        world.run("delete", "first")
    with pytest.raises(InputError, match=r"no sweep frist; did you mean first\?"):
        world.run("delete", "frist", "--yes")
    assert world.files() == before and len(world.of("first")) == 4
    assert len(store) == (world.folder / "scoresweep.db").stat().st_size


def test_no_to_the_question_deletes_nothing(world: World, monkeypatch: pytest.MonkeyPatch):
    before = world.files()
    monkeypatch.setattr("scoresweep.orchestrator.cli.removal._has_terminal", lambda: True)
    monkeypatch.setattr("click.confirm", lambda question: False)
    assert "nothing was deleted" in world.run("delete", "first").output
    assert world.files() == before and len(world.of("first")) == 4


def test_a_driven_sweep_is_refused(world: World):
    before = world.files()
    parent = world.parent("first").info.run_id
    world.client.set_tag(parent, stored_name(TagName.LEASE), text(MINE))
    with pytest.raises(InputError, match="first is being run"):
        world.run("delete", "first", "--yes")
    assert world.files() == before and len(world.of("first")) == 4


def test_a_driver_on_another_machine_is_watched_for_a_minute(
    world: World, monkeypatch: pytest.MonkeyPatch
):
    """By its clock, which may be wrong, it died long ago."""
    tag, waited = stored_name(TagName.LEASE), 0.0
    parent = world.parent("second").info.run_id
    world.client.set_tag(parent, tag, text(ELSEWHERE))

    def lives(seconds: float) -> None:
        beating = dataclasses.replace(ELSEWHERE, beat=ELSEWHERE.beat + 1)
        world.client.set_tag(parent, tag, text(beating))

    def is_dead(seconds: float) -> None:
        nonlocal waited
        waited += seconds

    monkeypatch.setattr(deletion.time, "sleep", lives)
    with pytest.raises(InputError, match="second is being run"):
        world.run("delete", "second", "--yes")
    assert len(world.of("second")) == 1
    monkeypatch.setattr(deletion.time, "sleep", is_dead)
    assert world.run("delete", "second", "--yes").return_value == 0
    assert waited >= 60


def test_what_an_unreadable_plan_needs_isnt_guessed(world: World):
    before = world.files()
    [plan] = world.folder.glob("artifacts/second/*/artifacts/sweep.json")
    plan.unlink()
    before.pop(str(plan.relative_to(world.folder)))
    with pytest.raises(InputError, match="which runs the sweep second needs can't be known"):
        world.run("delete", "first", "--yes")
    assert world.files() == before
    # It may be deleted itself: its own runs are known by their tags.
    assert world.run("delete", "second", "--yes").return_value == 0
    assert len(world.of("first")) == 4 and not world.of("second")


def test_another_store_that_uses_the_files_keeps_them(made: World, world: World):
    """A second ledger beside the first, with the same storage: it trained none of its runs."""
    shutil.copy(world.folder / "scoresweep.db", world.folder / "backup.sqlite-of-monday")
    before = world.files()
    del before["backup.sqlite-of-monday"]
    shown = world.run("delete", "first", "--yes").output
    assert "backup.sqlite-of-monday" in shown and "stay" in shown
    after = world.files()
    assert all(path in after for path in before)
    assert len(world.of("first")) == 3, "the ledger itself lost the sweep"


def test_only_the_database_was_copied(made: World, tmp_path: Path, monkeypatch):
    """All files that it names are the original's."""
    monkeypatch.chdir(made.folder)
    before = made.files()
    shutil.copy(made.folder / "scoresweep.db", tmp_path / "scoresweep.db")
    other = World(tmp_path)
    shown = other.run("delete", "second", "--yes").output
    assert "isn't in the folder of the store" in shown
    assert made.files() == before
    assert not other.of("second") and len(made.of("second")) == 1


def test_a_linked_storage_isnt_the_stores_own(world: World, tmp_path: Path):
    (world.folder / "runs").rename(tmp_path / "large-disk")
    (world.folder / "runs").symlink_to(tmp_path / "large-disk")
    before = sorted((tmp_path / "large-disk").rglob("*"))
    world.run("delete", "second", "--yes")
    assert sorted((tmp_path / "large-disk").rglob("*")) == before
    shown = world.run("delete", "first", "--yes", "--storage", str(tmp_path / "large-disk")).output
    assert "0 checkpoints" not in shown


def test_a_searchs_study_goes_so_that_a_new_launch_begins_anew(world: World):
    plan_anew(world, "[baseline, score_matching]", search={"budget": {}})
    place = study_uri(world.uri)
    Study.open(
        place,
        "second",
        objectives={"val/accuracy": "maximize"},
        identity={},
        first=[],
        sampler="random",
        seed=0,
    ).ask()
    assert count_tried(place, "second") == 1
    assert "the search's study" in world.run("delete", "second", "--yes").output
    assert count_tried(place, "second") is None


def test_a_search_that_runs_may_come_to_need_any_run(world: World):
    plan_anew(world, "[baseline, score_matching]", search={"budget": {}})
    parent = world.parent("second").info.run_id
    world.client.set_tag(parent, stored_name(TagName.LEASE), text(MINE))
    with pytest.raises(InputError, match="the search second is being run"):
        world.run("delete", "first", "--yes")
    assert len(world.of("first")) == 4


def test_files_of_people_stay(world: World):
    own = world.of("second", "trial")[0]
    note = world.checkpoint(own).parent / "notes.txt"
    note.write_text("mine")
    world.run("delete", "second", "--yes")
    assert note.read_text() == "mine"
    assert [path.name for path in note.parent.iterdir()] == ["notes.txt"]


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_a_deletion_that_dies_at_any_step_is_finished_by_the_next(made: World, tmp_path: Path):
    """Each attempt dies one step later than the one before, till one comes through."""
    names = ("delete_run", "delete_logged_model", "rename_experiment", "delete_experiment")
    deaths = 0
    while True:
        world = copy(made, tmp_path / str(deaths))
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(world.folder)
            left = deaths

            def dying(real):
                def call(*arguments, **options):
                    nonlocal left
                    left -= 1
                    if left < 0:
                        raise KeyboardInterrupt
                    return real(*arguments, **options)

                return call

            for name in names:
                patch.setattr(MlflowClient, name, dying(getattr(MlflowClient, name)))
            patch.setattr(Location, "delete", dying(Location.delete))
            patch.setattr(shutil, "rmtree", dying(shutil.rmtree))
            try:
                world.run("delete", "second", "--yes")
                break
            except click.Abort:  # which click makes of KeyboardInterrupt
                deaths += 1
        # No run that a launch would use lacks its weights.
        for record in read_existing_runs(world.uri).values():
            assert record.checkpoint is not None
            name = Path(record.checkpoint)
            assert (world.folder / "runs" / name.parent.name / name.name).exists()
        world.run("delete", "second", "--yes")
        assert_second_is_gone(world)
        shutil.rmtree(world.folder)
    assert deaths > 10


def assert_second_is_gone(world: World) -> None:
    assert not world.of("second")
    gone = [run for run in world.runs(ViewType.ALL) if run.info.lifecycle_stage == "deleted"]
    assert len(gone) == 2
    files = world.files()
    for run in gone:
        assert not [path for path in files if run.info.run_id in path]
        if TagName.TRIAL_KEY in run.data.tags:
            assert not [path for path in files if key(run) in path]
    assert len(world.of("first")) == 4
    assert all(world.checkpoint(run).exists() for run in world.of("first"))
    assert [each.name for each in world.client.search_experiments()] == ["first", "Default"]


def test_kill_9_half_way_is_finished_by_the_next(world: World):
    """The real process, killed once the first run is marked as deleted."""
    command = [sys.executable, "-m", "scoresweep.orchestrator.cli.main", "delete", "second"]
    process = subprocess.Popen(
        [*command, "--yes", "--tracking-uri", world.uri],
        env=os.environ | {"OMP_NUM_THREADS": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    query = "SELECT count(*) FROM runs WHERE lifecycle_stage = 'deleted'"
    until = time.monotonic() + 100
    with sqlite3.connect(world.folder / "scoresweep.db", timeout=30) as store:
        while not store.execute(query).fetchone()[0] and time.monotonic() < until:
            assert process.poll() is None
            time.sleep(0.001)
    process.send_signal(signal.SIGKILL)
    process.wait()
    store.close()
    world.run("delete", "second", "--yes")
    assert_second_is_gone(world)


def test_what_changes_while_the_question_stands_is_noticed(world: World):
    """A launch of another sweep comes to need a run between the list and the answer."""
    client = MlflowClient(world.uri)
    found = deletion.find_deletion(client, "first", None)
    spec = spec_of("third", "[gradient_norm]")
    train(Ledger(world.uri, Location.of(str(world.folder / "runs"))), spec)
    with pytest.raises(InputError, match="has changed since it was shown"):
        deletion.delete_sweep(client, found, None)
    assert len(world.of("first")) == 4
    tags = [from_store(run.data.tags) for run in world.of("first")]
    assert all(TagName.SWEEP_DELETED not in each for each in tags)
