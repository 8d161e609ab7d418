"""Tables and a report are made again where anything changed that they are made of, and only then."""

import contextlib
import os
import shutil
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from mlflow import MlflowClient

from benchmarks.large_ledger import NAME, write_ledger
from scoresweep.analysis.results import collect as collecting
from scoresweep.analysis.results.collect import Sweep, collect, find_sweep
from scoresweep.analysis.results.marks import store_mark
from scoresweep.analysis.tables.render import render_all
from scoresweep.analysis.tables.search import tables_of
from scoresweep.ledger import artifacts
from scoresweep.ledger.artifacts import read_artifact
from scoresweep.ledger.client import LazyClient, read_trials
from scoresweep.orchestrator.cli.report import tables_as_text, write_figures_only, write_report
from scoresweep.orchestrator.planning import kept
from tests.orchestrator.cli.test_reading_commands import scoresweep

HOUR_S = 3600


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("original")
    write_ledger(folder, 10, curves=True)
    return folder


@pytest.fixture
def uri(original: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A ledger of ten trials whose files have been there for an hour, and a cache of its own."""
    monkeypatch.setenv("SCORESWEEP_CACHE", str(tmp_path / "cache"))
    shutil.copytree(original, tmp_path, dirs_exist_ok=True)
    found = f"sqlite:///{tmp_path / 'scoresweep.db'}"
    with contextlib.closing(sqlite3.connect(database(found))) as connection, connection:
        for table, column in (("runs", "artifact_uri"), ("experiments", "artifact_location")):
            connection.execute(
                f"UPDATE {table} SET {column} = replace({column}, ?, ?)",
                (str(original), str(tmp_path)),
            )
    for file in tmp_path.rglob("*"):
        age(file)
    return found


def age(file: Path) -> None:
    then = time.time() - HOUR_S
    os.utime(file, (then, then))


def database(uri: str) -> Path:
    return Path(uri.removeprefix("sqlite:///"))


def parents_folder(uri: str) -> Path:
    return Path(find_sweep(MlflowClient(uri), NAME)[0].artifact_uri.removeprefix("file://"))


def tables(uri: str, form: str = "csv") -> str:
    return tables_as_text(LazyClient(uri), NAME, form)


def made_now(uri: str) -> str:
    """Without anything kept."""
    client = LazyClient(uri)
    return render_all(tables_of(client, collect(client, NAME)), "csv")


class Counted:
    """How often a sweep was collected."""

    def __init__(self, patch: pytest.MonkeyPatch):
        self.times, real = 0, collecting.collect

        def counting(client: LazyClient, name: str) -> Sweep:
            self.times += 1
            return real(client, name)

        patch.setattr(collecting, "collect", counting)


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Counted:
    return Counted(monkeypatch)


def test_the_same_tables_are_not_made_twice(uri: str, counted: Counted):
    first = tables(uri)
    assert tables(uri) == first == made_now(uri)
    assert counted.times == 1
    assert tables(uri, "markdown") != first and counted.times == 2


def a_run(uri: str) -> str:
    client = MlflowClient(uri)
    [experiment] = [e for e in client.search_experiments() if e.name == NAME]
    return next(iter(read_trials(client, [experiment.experiment_id]))).run_id


def add_a_tag(uri: str) -> None:
    MlflowClient(uri).set_tag(a_run(uri), "note", "mine")


def change_a_tag(uri: str) -> None:
    client, run = MlflowClient(uri), a_run(uri)
    tags = client.get_run(run).data.tags
    name = next(each for each in tags if each.startswith("scoresweep.measured.test_accuracy"))
    client.set_tag(run, name, "0.123")


def delete_a_run(uri: str) -> None:
    MlflowClient(uri).delete_run(a_run(uri))


def change_the_plan(uri: str) -> None:
    plan = parents_folder(uri) / "sweep.json"
    plan.write_text(plan.read_text().replace("large-grid", "large-GRID", 1))


def replace_the_database(uri: str) -> None:
    """By a copy of the same size and age, as restoring one may."""
    file, stat = database(uri), database(uri).stat()
    file.rename(file.with_suffix(".old"))
    file.write_bytes(file.with_suffix(".old").read_bytes())
    os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))


@pytest.mark.parametrize(
    "change", [add_a_tag, change_a_tag, delete_a_run, change_the_plan, replace_the_database]
)
def test_whatever_changes_they_are_made_again(
    uri: str, counted: Counted, change: Callable[[str], None]
):
    tables(uri)
    change(uri)
    assert tables(uri) == made_now(uri)
    assert counted.times == 2


def test_numbers_that_change_are_shown(uri: str):
    before = tables(uri)
    change_a_tag(uri)
    assert tables(uri) != before


def test_other_sources_make_them_again(uri: str, counted: Counted, monkeypatch: pytest.MonkeyPatch):
    tables(uri)
    monkeypatch.setattr(kept, "sources", lambda: "of another version")
    tables(uri)
    tables(uri)
    assert counted.times == 2


def test_a_write_that_leaves_size_and_time_alone_changes_the_mark(uri: str):
    """Who restores a file's times, or a file system with coarse ones."""
    file, before = database(uri), store_mark(uri)
    stat = file.stat()
    with contextlib.closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE tags SET value = 'x' WHERE key = 'scoresweep.variant'")
    os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert file.stat().st_size == stat.st_size and file.stat().st_mtime_ns == stat.st_mtime_ns
    assert store_mark(uri) != before


def test_a_database_that_is_written_ahead_has_no_mark(uri: str):
    """Its header doesn't count what is written, as long as that lies beside it."""
    with contextlib.closing(sqlite3.connect(database(uri))) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        assert store_mark(uri) is None
        connection.execute("PRAGMA journal_mode=DELETE")
    assert store_mark(uri) is not None


def test_a_store_that_isnt_a_file_has_no_mark_and_keeps_nothing(tmp_path: Path):
    for uri in ("http://localhost:5000", "postgresql://me@localhost/db", "sqlite:///not/there.db"):
        assert store_mark(uri) is None
        with kept.keeping(uri, "tables") as making:
            making.content = "text"
        assert kept.look_up(uri, "tables") is None


def test_what_changes_while_it_is_made_is_not_kept(uri: str):
    with kept.keeping(uri, "tables") as making:
        making.content = "text"
        add_a_tag(uri)
    assert kept.look_up(uri, "tables") is None


def test_what_fails_is_not_kept(uri: str):
    with pytest.raises(ZeroDivisionError), kept.keeping(uri, "tables") as making:
        making.content = 1 / 0
    assert kept.look_up(uri, "tables") is None


def test_a_file_just_written_could_be_written_again_unseen(uri: str):
    plan = parents_folder(uri) / "sweep.json"
    os.utime(plan)
    tables(uri)
    assert kept.look_up(uri, "tables", NAME, "csv") is None
    age(plan)
    tables(uri)
    assert kept.look_up(uri, "tables", NAME, "csv") is not None


def test_nothing_that_was_read_from_elsewhere_is_kept(uri: str, monkeypatch: pytest.MonkeyPatch):
    """Of an artifact behind a server nobody says when it was written. The server is stood in for."""
    monkeypatch.setattr(artifacts, "_downloaded", lambda client, uri: b"{}")
    with kept.keeping(uri, "tables") as making:
        making.content = "text"
        read_artifact(LazyClient(uri), "sweep.json", "mlflow-artifacts:/1/2/artifacts")
    assert kept.look_up(uri, "tables") is None


@pytest.mark.parametrize("harm", ["{", "[]", '{"made": 3}', "null"])
def test_a_harmed_file_is_as_none(uri: str, harm: str, tmp_path: Path):
    first = tables(uri)
    [file] = (tmp_path / "cache/kept").iterdir()
    assert file.stat().st_mode & 0o077 == 0
    file.write_text(harm)
    assert tables(uri) == first


def test_where_nothing_can_be_kept_tables_are_made_all_the_same(
    uri: str, tmp_path: Path, counted: Counted
):
    (tmp_path / "cache").write_text("in the way")
    assert tables(uri) == tables(uri)
    assert counted.times == 2


def test_sources_are_all_that_decides(tmp_path: Path):
    assert kept.sources() == kept.sources() and kept.sources() is not None
    found = set()
    for name, content in (("a.py", "x = 1"), ("a.py", "x = 2"), ("b.css", "p {}"), ("b.css", "")):
        file = tmp_path / "analysis" / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(content)
        kept.sources.cache_clear()
        found.add(kept.sources(tmp_path))
    assert len(found) == 4
    (tmp_path / "analysis" / "__pycache__").mkdir()
    (tmp_path / "analysis" / "__pycache__" / "a.pyc").write_text("x")
    kept.sources.cache_clear()
    assert kept.sources(tmp_path) in found, "what Python itself writes doesn't count"


def test_another_workspace_has_tables_of_its_own(uri: str, monkeypatch: pytest.MonkeyPatch):
    tables(uri)
    monkeypatch.setenv("MLFLOW_WORKSPACE", "another")
    assert kept.look_up(uri, "tables", NAME, "csv") is None


def test_without_a_home_nothing_is_kept(uri: str, monkeypatch: pytest.MonkeyPatch):
    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("SCORESWEEP_CACHE")
    monkeypatch.setattr(Path, "home", homeless)
    assert tables(uri) == tables(uri)


def test_what_wasnt_made_again_for_a_month_goes(uri: str, tmp_path: Path):
    folder = tmp_path / "cache/kept"
    tables(uri)
    [file] = folder.iterdir()
    assert folder.stat().st_mode & 0o077 == 0
    month = time.time() - 31 * 24 * HOUR_S
    os.utime(file, (month, month))
    tables(uri, "markdown")
    assert file not in list(folder.iterdir())


def test_a_report_holds_until_something_is_missing_or_changed(
    uri: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    folder = tmp_path / "out"
    # In a process of its own: MLflow remembers where a run's files go, which here is where it was copied from.
    done = scoresweep(tmp_path, "report", NAME, "--output", str(folder), "--tracking-uri", uri)
    assert "one page that needs nothing else" in done.stdout, done.stderr
    write_report(LazyClient(uri), NAME, folder, uri)
    assert f"{folder / 'report.html'} is as it would be made now" in capsys.readouterr().out
    attached = parents_folder(uri) / "report/report.html"
    assert attached.is_file()

    def holds() -> bool:
        return kept.look_up(uri, "report", NAME, str(folder)) is not None

    curves = next(parents_folder(uri).parent.parent.rglob("evaluation/perturbation-*.json"))
    for file in (
        folder / "report.html",
        next((folder / "figures").glob("*.svg")),
        curves,
        attached,
    ):
        before, content = file.stat(), file.read_bytes()
        file.write_bytes(content + b" ")
        assert not holds()
        file.write_bytes(content)
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
        assert holds()
        file.rename(tmp_path / "moved")
        assert not holds()
        (tmp_path / "moved").rename(file)
        assert holds()
    write_figures_only(LazyClient(uri), NAME, ["fig1"], folder)
    assert not holds(), "a figure of it was drawn anew"
