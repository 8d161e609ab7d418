"""The ledger got ready while Ray starts."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from orchestrator.ahead import LedgerAhead
from orchestrator.ledger import Ledger, existing


def uri_in(folder: Path) -> str:
    return f"sqlite:///{folder / 'scoresweep.db'}"


def test_a_new_store_is_there_once_it_is_settled_and_not_before(tmp_path: Path):
    with LedgerAhead(uri_in(tmp_path)) as ahead:
        assert not (tmp_path / "scoresweep.db").exists()
        ahead.settle()
        made = (tmp_path / "scoresweep.db").stat().st_ino
        assert Ledger(uri_in(tmp_path)).runs() == {}
    assert [path.name for path in tmp_path.iterdir()] == ["scoresweep.db"]
    # It was put there whole: nobody had to make it again, and it takes what is written to it.
    assert (tmp_path / "scoresweep.db").stat().st_ino == made
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
    with pytest.raises(KeyboardInterrupt), LedgerAhead(uri_in(tmp_path)):
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []


def test_a_store_that_another_launch_made_meanwhile_stays(tmp_path: Path):
    with LedgerAhead(uri_in(tmp_path)) as ahead:
        Ledger(uri_in(tmp_path)).client.create_experiment("theirs")
        ahead.settle()
    names = [each.name for each in Ledger(uri_in(tmp_path)).client.search_experiments()]
    assert "theirs" in names
    assert [path.name for path in tmp_path.iterdir()] == ["scoresweep.db"]


def test_where_a_file_system_has_no_links_whoever_opens_the_store_makes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def no_links(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", no_links)
    with LedgerAhead(uri_in(tmp_path)) as ahead:
        ahead.settle()
        assert not (tmp_path / "scoresweep.db").exists()
    assert Ledger(uri_in(tmp_path)).runs() == {}


def test_a_store_that_cant_be_opened_is_told_by_whoever_opens_it(tmp_path: Path):
    with LedgerAhead(uri_in(tmp_path / "nowhere")) as ahead:
        ahead.settle()
    assert list(tmp_path.iterdir()) == []


def test_a_store_that_is_there_is_opened_as_it_is(tmp_path: Path):
    Ledger(uri_in(tmp_path)).client.create_experiment("before")
    content = (tmp_path / "scoresweep.db").read_bytes()
    with LedgerAhead(uri_in(tmp_path)) as ahead:
        ahead.settle()
    assert (tmp_path / "scoresweep.db").read_bytes() == content


def test_a_trials_process_loads_all_it_needs_and_collects_again():
    code = (
        "import gc, sys\n"
        "from workers.loading import load_for_trials\n"
        "load_for_trials()\n"
        "print(gc.isenabled(), gc.get_freeze_count() > 100_000)\n"
        "print({'torch', 'mlflow', 'workers.trial', 'torch._dynamo'} <= sys.modules.keys())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "True True\nTrue\n"
