"""Runs straight from a store's database, held against MLflow's own client on the same store."""

import copy
import math
import sqlite3
from functools import partial
from pathlib import Path

import pytest
from mlflow import MlflowClient
from mlflow.entities import Metric, ViewType

from benchmarks.large_ledger import NAME, Written, write_ledger
from scoresweep.analysis.results import collect as collecting
from scoresweep.analysis.results.collect import collect
from scoresweep.analysis.tables.status import sweep_names
from scoresweep.ledger import sql_reader as database
from scoresweep.ledger.client import (
    LazyClient,
    all_experiments,
    read_existing_runs,
    read_history,
    read_records,
    read_runs,
    run_with_key,
    runs_if_there,
)
from scoresweep.ledger.records import RunRecord, record_of
from scoresweep.ledger.schema import TagName
from scoresweep.ledger.sql_reader import TRIAL_KEY, read_trials
from scoresweep.ledger.uri import sqlite_path, sqlite_uri
from scoresweep.orchestrator.execution.ledger_writer import Ledger
from scoresweep.specs.measurements import MEASUREMENTS

TRIALS = 20


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """A sweep with every measurement, and beside it all that a reader may stumble over."""
    found = write_ledger(tmp_path_factory.mktemp("large"), TRIALS, unfinished=5)
    add_oddities(MlflowClient(found.uri))
    return found


def add_oddities(client: MlflowClient) -> None:
    """Another sweep, a deleted run, a deleted experiment, runs without a key, numbers that aren't,
    and odd texts.
    """
    other, gone = (client.create_experiment(name) for name in ("other", "gone"))
    for experiment, key, name in (
        (other, "a", "kept"),
        (other, "b", "deleted"),
        (other, "", "empty key"),
        (other, None, "no key"),
        (gone, "c", "experiment deleted"),
    ):
        tags = {"scoresweep.sweep": "other", "odd": "ü\n'; drop table runs --"}
        tags |= {} if key is None else {TRIAL_KEY: key}
        run = client.create_run(experiment, tags=tags, run_name=name)
        values = {"epoch": 3.0, "val/accuracy": math.nan, "test_accuracy": math.inf, "other": 1.0}
        client.log_batch(run.info.run_id, [Metric(k, v, 1, 0) for k, v in values.items()])
        client.log_metric(run.info.run_id, "epoch", 4.0, step=2)
        client.log_param(run.info.run_id, "lr", "0.1")
        if key == "b":
            client.delete_run(run.info.run_id)
    client.delete_experiment(gone)


def by_client(
    uri: str,
    experiments: list[str] | None = None,
    query: str = f"tags.`{TRIAL_KEY}` != ''",
    has_costs: bool = False,
) -> list[RunRecord]:
    client = MlflowClient(uri)
    every = [each.experiment_id for each in client.search_experiments()]
    convert = partial(record_of, has_costs=has_costs)
    return list(read_runs(client, experiments or every, query, convert))


def same(ours: list[RunRecord] | None, clients: list[RunRecord]) -> bool:
    """Equal in all and in their order; as text, for not a number equals nothing."""
    return ours is not None and list(map(_text, ours)) == list(map(_text, clients))


def _text(record: RunRecord) -> str:
    parts = (sorted(each.items()) for each in (record.tags, record.params, record.metrics))
    own = (record.run_id, record.state, record.artifact_uri, record.experiment_id)
    return repr((*own, *parts))


def check_against_client(uri: str) -> None:
    expected = by_client(uri)
    assert same(read_trials(uri), expected)
    assert same(read_trials(uri, has_costs=True), by_client(uri, has_costs=True))
    [odd] = [record for record in expected if record.tags["scoresweep.sweep"] == "other"]
    assert math.isnan(odd.metrics["val/accuracy"]) and odd.metrics["epoch"] == 4.0
    for experiment in all_experiments(MlflowClient(uri)):
        ids = [experiment.experiment_id]
        assert same(read_trials(uri, ids), by_client(uri, ids))
    assert read_trials(uri, []) == []
    assert same(read_trials(uri, key="a"), [odd])
    for absent in ("b", "c", "no such key"):
        assert read_trials(uri, key=absent) == []
    lean = read_trials(uri, tags_only=True)
    assert lean is not None
    assert [(r.run_id, r.tags) for r in lean] == [(r.run_id, r.tags) for r in expected]
    assert not any(record.params or record.metrics for record in lean)
    check_one_by_one(uri, expected)


def check_one_by_one(uri: str, expected: list[RunRecord]) -> None:
    """Experiments, parents, single runs and histories."""
    client = MlflowClient(uri)
    names = [(each.experiment_id, each.name) for each in client.search_experiments()]
    found = database.read_experiments(uri)
    assert found is not None and sorted(found) == sorted(names) and "gone" not in dict(found)
    parents = by_client(uri, query="tags.`scoresweep.role` = 'sweep'")
    ours = database.read_sweeps(uri)
    assert ours is not None
    assert [(r.run_id, r.tags) for r in ours] == [(r.run_id, r.tags) for r in parents]
    for parent in parents:
        [one] = database.read_sweeps(uri, parent.tags["scoresweep.sweep"]) or []
        assert (one.run_id, one.experiment_id) == (parent.run_id, parent.experiment_id)
    assert database.read_sweeps(uri, "other") == [] == database.read_sweeps(uri, "gone")
    for record in (expected[0], expected[-1]):
        assert same(database.read_runs(uri, [record.run_id, "no such run"]), [record])
        for metric in ("epoch", "val/accuracy", "test_accuracy", "no such metric"):
            history = [(m.step, m.value) for m in client.get_metric_history(record.run_id, metric)]
            assert repr(database.read_history(uri, record.run_id, metric)) == repr(history)
    deleted = client.search_runs(
        [each.experiment_id for each in client.search_experiments()],
        run_view_type=ViewType.DELETED_ONLY,
    )
    assert deleted and database.read_runs(uri, [run.info.run_id for run in deleted]) == []
    assert database.read_runs(uri, []) == []


def test_what_is_read_is_what_the_client_reads(written: Written):
    check_against_client(written.uri)


def test_costs_are_read_where_they_are_asked_for(written: Written, monkeypatch: pytest.MonkeyPatch):
    for _ in range(2):  # from the database, then by MLflow's client
        plain = read_existing_runs(written.uri).values()
        whole = read_records(written.uri, ("epoch",))
        measured, none = (
            {name for record in records for name in record.tags if name.startswith(TagName.COST)}
            for records in (whole, plain)
        )
        assert len(measured) == 1 + len(MEASUREMENTS) and not none
        monkeypatch.setattr(database, "SCHEMAS", ())


def test_the_same_in_postgresql(postgresql: str):
    add_oddities(MlflowClient(postgresql))
    check_against_client(postgresql)


def test_a_sweep_and_what_is_known_are_the_same_by_either_way(
    written: Written, monkeypatch: pytest.MonkeyPatch
):
    client = MlflowClient(written.uri)
    sweep, known = collect(LazyClient(written.uri), NAME), read_existing_runs(written.uri)
    names, run_id = sweep_names(client), sweep.cells[0].run_id or ""
    several = [cell.run_id or "" for cell in sweep.cells[:3]] + ["no such run"]
    some, history = runs_if_there(client, several), read_history(client, run_id, "epoch")
    assert sorted(some) == sorted(several[:3])
    found = run_with_key(client, "a")
    assert found is not None
    assert _states(known) == _states(Ledger(written.uri).runs())
    monkeypatch.setattr(database, "SCHEMAS", ())
    assert read_trials(written.uri) is None and not database.can_read(written.uri)
    assert collect(client, NAME) == sweep == collect(LazyClient(written.uri), NAME)
    assert sweep_names(client) == names == [NAME]
    assert runs_if_there(client, several) == some
    assert read_history(client, run_id, "epoch") == history
    again = run_with_key(client, "a")
    assert again is not None
    assert (again.run_id, again.state, again.tags) == (found.run_id, found.state, found.tags)
    assert _states(read_existing_runs(written.uri)) == _states(known)


def _states(runs: dict[str, RunRecord]) -> dict[str, tuple[str, str, dict[str, str]]]:
    """What a launch reads of existing runs."""
    return {key: (run.run_id, run.state, run.tags) for key, run in runs.items()}


def test_a_client_is_made_when_it_is_asked(written: Written):
    lazy = LazyClient(written.uri)
    assert copy.copy(lazy).tracking_uri == written.uri and "_client" not in vars(lazy)
    assert lazy.get_experiment_by_name(NAME).name == NAME
    client = vars(lazy)["_client"]
    assert lazy.search_experiments() and vars(lazy)["_client"] is client
    with pytest.raises(AttributeError):
        _ = lazy.no_such_method


def test_a_judge_may_be_a_cell_too(written: Written, monkeypatch: pytest.MonkeyPatch):
    """A sweep whose baseline of some seed is the judge of the others."""
    client = MlflowClient(written.uri)
    _, plan = collecting.find_sweep(client, NAME)
    planned = plan | {"judges": [plan["cells"][0]]}
    monkeypatch.setattr(collecting, "_read_plan", lambda *_: planned)
    sweep = collect(client, NAME)
    assert sweep.judge is not None and sweep.cells[0].run_id is not None
    assert (sweep.judge.status, sweep.judge.run_id) == ("finished", sweep.cells[0].run_id)


def test_nothing_is_written(written: Written, tmp_path: Path):
    file = Path(written.uri.removeprefix("sqlite:///"))
    before = file.read_bytes()
    assert read_trials(written.uri)
    assert file.read_bytes() == before
    absent = tmp_path / "none.db"
    assert read_trials(f"sqlite:///{absent}") is None
    assert not absent.exists()


def test_a_file_of_any_name_is_found(written: Written, tmp_path: Path):
    odd = tmp_path / "a ?mode=rw#% ö.db"
    odd.write_bytes(Path(written.uri.removeprefix("sqlite:///")).read_bytes())
    assert same(read_trials(sqlite_uri(odd)), by_client(written.uri))


def test_other_stores_are_left_to_the_client(tmp_path: Path):
    file = tmp_path / "x.db"
    file.write_bytes(b"no database at all" * 100)
    assert read_trials(f"sqlite:///{file}") is None
    sqlite3.connect(tmp_path / "empty.db").close()
    assert read_trials(f"sqlite:///{tmp_path / 'empty.db'}") is None
    for uri in ("http://127.0.0.1:1", "postgresql://me@127.0.0.1:1/x", "postgresql+nonsense://x"):
        assert read_trials(uri) is None


def test_experiments_of_other_workspaces_are_left_to_the_client(written: Written, tmp_path: Path):
    """The client sees those of its own workspace alone; which that is, is for it to know."""
    copy = tmp_path / "copy.db"
    copy.write_bytes(Path(written.uri.removeprefix("sqlite:///")).read_bytes())
    with sqlite3.connect(copy) as connection:
        connection.execute("update experiments set workspace = 'team' where name = 'other'")
    connection.close()
    assert read_trials(f"sqlite:///{copy}") is None


@pytest.mark.parametrize("name", ["what is it?", "50%", "a%41", "a#b&c", "é λ"])
def test_a_folder_of_any_name_holds_one_store(tmp_path: Path, name: str):
    """MLflow writes to the very file that is read, and no other is made."""
    file = tmp_path / name / "scoresweep.db"
    file.parent.mkdir()
    uri = sqlite_uri(file)
    assert sqlite_path(uri) == file
    MlflowClient(uri).create_experiment("x")
    assert [each.name for each in database.read_experiments(uri) or ()] == ["Default", "x"]
    assert [path for path in tmp_path.rglob("*.db*") if path.is_file()] == [file]
