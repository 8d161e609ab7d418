"""A project's folder that was moved or copied, with its store, artifacts and weights in it."""

import logging
import shutil
from pathlib import Path

import pytest
from mlflow import MlflowClient
from mlflow.tracking._tracking_service.utils import _artifact_repos_cache

from scoresweep.analysis.results.collect import collect, find_sweep
from scoresweep.analysis.tables.paper_tables import build_tables
from scoresweep.ledger.artifacts import read_artifact
from scoresweep.ledger.client import LazyClient, read_existing_runs
from scoresweep.ledger.moved import artifacts_now, checkpoint_now, record_moves
from scoresweep.orchestrator.config.sweep import load_sweep
from scoresweep.orchestrator.execution.ledger_writer import Ledger, attach
from scoresweep.storage.location import Location
from tests.golden.make import restore

NAME = "golden-table1"
STORAGE = Location.of("/nowhere/runs")


def store(folder: Path) -> str:
    return f"sqlite:///{folder / 'scoresweep.db'}"


@pytest.fixture(autouse=True)
def forgetful() -> None:
    """MLflow remembers where a run's artifacts lie, and these stores hold the same runs."""
    _artifact_repos_cache.clear()


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A finished ledger with the weights of a trial beside it."""
    folder = tmp_path / "my project"
    folder.mkdir()
    client = restore(folder)
    run = find_sweep(client, NAME)[0]
    weights = folder / "runs" / ("a" * 64) / "weights.pt"
    weights.parent.mkdir(parents=True)
    weights.write_bytes(b"weights")
    client.set_tag(run.run_id, "scoresweep.checkpoint", str(weights))
    return folder


def files(folder: Path) -> set[Path]:
    return {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}


def write(folder: Path) -> str:
    """What a further launch and a report write; gives the id of a run that the launch made."""
    ledger = Ledger(store(folder))
    spec = load_sweep("paper-table1", (f"name={NAME}",))
    sweep = ledger.open_sweep(spec, None)
    ledger.write_json(sweep, "later.json", {})
    made = ledger.client.create_run(sweep.experiment_id).info
    ledger.client.log_text(made.run_id, "text", "made.txt")
    page = folder / "report.html"
    page.write_text("page")
    attach(MlflowClient(store(folder)), sweep.run_id, [page], "report")
    return str(made.run_id)


def test_a_moved_project_is_read_where_it_is(old: Path, tmp_path: Path):
    before = build_tables(collect(LazyClient(store(old)), NAME))
    new = tmp_path / "project2"
    old.rename(new)
    client = LazyClient(store(new))
    assert [table.rows for table in build_tables(collect(client, NAME))] == [
        table.rows for table in before
    ]
    parent, _ = find_sweep(client, NAME)
    assert read_artifact(client, "sweep.json", parent.artifact_uri)
    weights = checkpoint_now(store(new), STORAGE, str(parent.checkpoint))
    assert Path(weights).read_bytes() == b"weights" and new in Path(weights).parents
    assert not old.exists()


@pytest.mark.parametrize("way", ["moved", "copied"])
def test_what_is_written_later_lies_in_the_new_place(way: str, old: Path, tmp_path: Path):
    new, before = tmp_path / "project2", files(old)
    if way == "moved":
        old.rename(new)
    else:
        shutil.copytree(old, new)
    made = write(new)
    written = files(new) - before
    assert {path.name for path in written} == {"later.json", "made.txt", "report.html"}
    assert new / "artifacts" / NAME / made / "artifacts/made.txt" in new.rglob("made.txt")
    assert files(old) == before if way == "copied" else not old.exists()
    recorded = [run.artifact_uri for run in read_existing_runs(store(new)).values()]
    assert recorded and all(new.as_uri() in uri for uri in recorded)


def test_a_report_alone_is_kept_in_the_new_place(old: Path, tmp_path: Path):
    new = tmp_path / "project2"
    old.rename(new)
    client = LazyClient(store(new))
    attach(client, find_sweep(client, NAME)[0].run_id, [Path(__file__)], "report")
    assert list(new.rglob("report/*.py")) and not old.exists()


def test_artifacts_that_were_left_behind_are_told_and_stay(
    old: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    """The store alone is moved: first beside artifacts that are where they were, then without."""
    new = tmp_path / "project2"
    new.mkdir()
    (old / "scoresweep.db").rename(new / "scoresweep.db")
    client = LazyClient(store(new))
    location = f"file://{old}/artifacts/{NAME}"
    assert artifacts_now(store(new), location) == location
    assert collect(client, NAME).cells
    shutil.rmtree(old)
    [said] = collect(client, NAME).faults
    assert "put the folder artifacts beside the store, or launch" in said
    with caplog.at_level(logging.WARNING):
        write(new)
    [said] = caplog.messages
    assert location in said and f"nor in {new / 'artifacts'}, where new ones are written" in said
    assert not old.exists() and list(new.rglob("later.json"))


def test_weights_are_found_in_the_storage_of_the_launch(tmp_path: Path):
    """Where the store is no file beside them, as a tracking server."""
    storage = Location.of(str(tmp_path / "runs"))
    recorded, key = "/old/place/runs/KEY/weights.pt", tmp_path / "runs/KEY"
    assert checkpoint_now("http://host:5000", storage, recorded) == recorded
    key.mkdir(parents=True)
    (key / "weights.pt").touch()
    assert checkpoint_now("http://host:5000", storage, recorded) == str(key / "weights.pt")
    assert checkpoint_now("http://host:5000", storage, "s3://b/KEY/x.pt") == "s3://b/KEY/x.pt"


def test_a_file_that_is_no_store_isnt_said_to_be_moved(tmp_path: Path):
    (tmp_path / "scoresweep.db").write_text("no database, and long enough to be looked at" * 10)
    record_moves(store(tmp_path))
