"""The ledger got ready while Ray starts."""

import os
import sqlite3
from pathlib import Path

import mlflow.store.db.utils
import pytest

from scoresweep.errors import InputError
from scoresweep.orchestrator.execution.ahead import LedgerAhead
from scoresweep.orchestrator.execution.ledger_writer import Ledger, existing


def uri_in(folder: Path) -> str:
    return f"sqlite:///{folder / 'scoresweep.db'}"


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_new_store_is_there_whole_once_it_is_settled_and_not_before(tmp_path: Path):
    with LedgerAhead(uri_in(tmp_path)) as ahead:
        assert names_in(tmp_path) == []
        ahead.settle()
        assert names_in(tmp_path) == ["scoresweep.db"]
        with sqlite3.connect(tmp_path / "scoresweep.db") as database:
            [(integrity,)] = database.execute("pragma integrity_check")
            [(version,)] = database.execute("select version_num from alembic_version")
        database.close()
    assert integrity == "ok"
    (tmp_path / "other").mkdir()
    Ledger(uri_in(tmp_path / "other"))
    with sqlite3.connect(tmp_path / "other" / "scoresweep.db") as database:
        assert list(database.execute("select version_num from alembic_version")) == [(version,)]
    database.close()
    client = existing(uri_in(tmp_path)).client
    run = client.create_run(client.create_experiment("sweep"))
    assert client.get_run(run.info.run_id).info.status == "RUNNING"


def test_its_default_experiment_lies_where_mlflow_would_have_put_it(tmp_path: Path):
    with LedgerAhead(uri_in(tmp_path)) as ahead:
        ahead.settle()
    (tmp_path / "other").mkdir()
    by_mlflow = Ledger(uri_in(tmp_path / "other")).client.get_experiment("0")
    ours = Ledger(uri_in(tmp_path)).client.get_experiment("0")
    assert ours.artifact_location == by_mlflow.artifact_location


def test_who_leaves_before_has_written_nothing(tmp_path: Path):
    with LedgerAhead(uri_in(tmp_path)) as ahead:
        pass
    assert ahead._content
    assert names_in(tmp_path) == []


def test_a_store_that_another_launch_made_meanwhile_stays(tmp_path: Path):
    with LedgerAhead(uri_in(tmp_path)) as ahead:
        # Alembic makes one store at a time in a process.
        ahead._thread.join()
        Ledger(uri_in(tmp_path)).client.create_experiment("theirs")
        ahead.settle()
    names = [each.name for each in Ledger(uri_in(tmp_path)).client.search_experiments()]
    assert "theirs" in names
    assert names_in(tmp_path) == ["scoresweep.db"]


def test_where_a_file_system_has_no_links_whoever_opens_the_store_makes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def no_links(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", no_links)
    with LedgerAhead(uri_in(tmp_path)) as ahead:
        ahead.settle()
        assert names_in(tmp_path) == []
    assert Ledger(uri_in(tmp_path)).runs() == {}


def test_a_store_of_which_only_half_could_be_made_isnt_put_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def fail(*_: object) -> None:
        raise OSError("no space left")

    with monkeypatch.context() as broken:
        broken.setattr(mlflow.store.db.utils, "_upgrade_db", fail)
        with LedgerAhead(uri_in(tmp_path)) as ahead:
            ahead.settle()
    assert names_in(tmp_path) == []
    assert Ledger(uri_in(tmp_path)).runs() == {}


def test_a_store_that_cant_be_made_is_told_by_whoever_opens_it(tmp_path: Path):
    with LedgerAhead(uri_in(tmp_path / "nowhere")) as ahead:
        ahead.settle()
        with pytest.raises(InputError, match="there is no folder"):
            Ledger(uri_in(tmp_path / "nowhere"))
    assert names_in(tmp_path) == []


@pytest.mark.parametrize("uri", ["sqlite:///{}/scoresweep.db", "http://127.0.0.1:9"])
def test_a_store_that_is_there_is_left_to_the_launch(tmp_path: Path, uri: str):
    (tmp_path / "scoresweep.db").write_bytes(b"as it is")
    with LedgerAhead(uri.format(tmp_path)) as ahead:
        assert not ahead._thread.is_alive()
        ahead.settle()
    assert (tmp_path / "scoresweep.db").read_bytes() == b"as it is"
