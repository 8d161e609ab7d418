"""A sweep taken to another store in a file: once, whole, joined to what is there. Real stores."""

import dataclasses
import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from mlflow import MlflowClient

from scoresweep.analysis.results.collect import Sweep, collect, find_sweep
from scoresweep.analysis.tables.paper_tables import build_tables
from scoresweep.errors import InputError
from scoresweep.ledger.archive import Archive, write_archive
from scoresweep.ledger.schema import TagName
from scoresweep.ledger.tags import from_store, stored_name
from scoresweep.orchestrator.cli.main import cli
from scoresweep.orchestrator.execution.import_sweep import Imported, import_archive
from scoresweep.orchestrator.execution.ledger_writer import Ledger
from scoresweep.storage.location import Location
from tests.analysis.report_ledger import FOUR, connect, write_sweep
from tests.ledger.test_lease import MINE, text

OF_BASELINE = "perturbation_of_baseline"
SEEDS = tuple(dataclasses.replace(each, seed=seed) for seed in (0, 1) for each in FOUR)


def made(folder: Path, planned=FOUR) -> MlflowClient:
    """A store with the sweep `s`, and its file s.zip beside it."""
    folder.mkdir()
    client = connect(folder)
    write_sweep(client, folder, "s", planned)
    parent, plan = find_sweep(client, "s")
    write_archive(client, parent, plan, folder / "s.zip", storage=Location.of(str(folder)))
    return client


def brought(folder: Path, file: Path) -> Imported:
    folder.mkdir(exist_ok=True)
    place = Location.of(str(folder / "runs"))
    with Archive(file) as archive:
        return import_archive(archive, Ledger(f"sqlite:///{folder / 'x.db'}", place), place)


def there(folder: Path) -> Sweep:
    return collect(MlflowClient(f"sqlite:///{folder / 'x.db'}"), "s")


def content(sweep: Sweep) -> list[tuple]:
    return sorted(
        (cell.trial_key, cell.status, sorted(cell.numbers.items())) for cell in sweep.cells
    )


def runs_of(folder: Path) -> list[str]:
    client = MlflowClient(f"sqlite:///{folder / 'x.db'}")
    ids = [each.experiment_id for each in client.search_experiments()]
    runs = client.search_runs(ids, max_results=1000)
    return sorted(from_store(run.data.tags).get(TagName.TRIAL_KEY, "") for run in runs)


def test_twice_is_once_and_everything_is_there(tmp_path: Path):
    client = made(tmp_path / "a")
    own = collect(client, "s")
    first = brought(tmp_path / "b", tmp_path / "a" / "s.zip")
    again = brought(tmp_path / "b", tmp_path / "a" / "s.zip")
    count = len(own.cells) + len(own.judges)
    assert (first.added, first.kept) == (count, 0) and (again.added, again.kept) == (0, count)
    sweep = there(tmp_path / "b")
    assert content(sweep) == content(own)
    assert [t.rows for t in build_tables(sweep)] == [t.rows for t in build_tables(own)]
    keys = runs_of(tmp_path / "b")
    assert len(keys) == len(set(keys)) == count + 1
    other = MlflowClient(f"sqlite:///{tmp_path / 'b' / 'x.db'}")
    for ours, theirs in zip(
        sorted(own.cells, key=lambda c: c.trial_key),
        sorted(sweep.cells, key=lambda c: c.trial_key),
        strict=True,
    ):
        assert ours.run_id is not None and theirs.run_id is not None
        a, b = client.get_run(ours.run_id), other.get_run(theirs.run_id)
        assert a.data.params == b.data.params
        for key in a.data.metrics:
            points = [
                sorted((p.step, p.value, p.timestamp) for p in c.get_metric_history(r, key))
                for c, r in ((client, ours.run_id), (other, theirs.run_id))
            ]
            assert points[0] == points[1]
        files = [
            sorted(f.path for f in c.list_artifacts(r, "evaluation"))
            for c, r in ((client, ours.run_id), (other, theirs.run_id))
        ]
        assert files[0] == files[1]
        assert b.info.end_time == a.info.end_time


def test_two_halves_become_one(tmp_path: Path):
    """Two clusters ran a seed each of the same sweep; one half comes twice.

    Each explained the baseline of its own seed. The sweep has one baseline, the first half's, and
    says of the second's numbers that they were measured otherwise.
    """
    halves = {
        "a": collect(made(tmp_path / "a", SEEDS[: len(FOUR)]), "s"),
        "b": collect(made(tmp_path / "b", SEEDS[len(FOUR) :]), "s"),
    }
    for half in ("a", "b", "a"):
        brought(tmp_path / "d", tmp_path / half / "s.zip")
    sweep = there(tmp_path / "d")

    def comparable(sweep: Sweep) -> list[tuple]:
        return [
            (key, status, [item for item in numbers if not item[0].startswith(OF_BASELINE)])
            for key, status, numbers in content(sweep)
        ]

    assert comparable(sweep) == sorted(comparable(halves["a"]) + comparable(halves["b"]))
    stale = {cell.seed for cell in sweep.cells if OF_BASELINE in cell.stale}
    assert stale == {1}
    keys = runs_of(tmp_path / "d")
    assert len(keys) == len(set(keys))


def test_a_finished_run_gets_the_measurements_that_it_lacks(tmp_path: Path):
    client = made(tmp_path / "a")
    brought(tmp_path / "b", tmp_path / "a" / "s.zip")
    other = MlflowClient(f"sqlite:///{tmp_path / 'b' / 'x.db'}")
    cell = there(tmp_path / "b").cells[0]
    assert cell.run_id is not None
    tags = other.get_run(cell.run_id).data.tags
    for tag in tags:
        if ".gan_test" in tag:
            other.delete_tag(cell.run_id, tag)
    lacking = next(c for c in there(tmp_path / "b").cells if c.run_id == cell.run_id)
    assert lacking.number("gan_test") is None
    again = brought(tmp_path / "b", tmp_path / "a" / "s.zip")
    assert again.extended == 1
    assert content(there(tmp_path / "b")) == content(collect(client, "s"))


def test_an_import_that_dies_at_any_request_is_finished_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Each attempt dies one writing request later than the one before, till one comes through."""
    client = made(tmp_path / "a")
    names = ("create_run", "log_batch", "log_artifacts", "set_terminated", "log_dict")
    real = {name: getattr(MlflowClient, name) for name in names}
    left = 0

    def dying(name: str):
        def call(*arguments, **options):
            nonlocal left
            left -= 1
            if left < 0:
                raise KeyboardInterrupt
            return real[name](*arguments, **options)

        return call

    for name in names:
        monkeypatch.setattr(MlflowClient, name, dying(name))
    deaths = 0
    while True:
        left = deaths
        try:
            brought(tmp_path / "b", tmp_path / "a" / "s.zip")
            break
        except KeyboardInterrupt:
            deaths += 1
    assert deaths > 8
    own = collect(client, "s")
    assert content(there(tmp_path / "b")) == content(own)
    keys = runs_of(tmp_path / "b")
    assert len(keys) == len(set(keys)) == len(own.cells) + len(own.judges) + 1


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_commands_that_are_killed_are_finished_by_the_next(tmp_path: Path):
    """kill -9 while the file is written, which leaves the one before, and while it is read."""
    client = made(tmp_path / "a")
    command = [sys.executable, "-m", "scoresweep.orchestrator.cli.main"]
    (tmp_path / "b").mkdir()
    store = f"sqlite:///{tmp_path / 'b' / 'x.db'}"
    ledger = Ledger(store)

    def kill_when(condition: Callable[[], bool], *arguments: str) -> None:
        process = subprocess.Popen(
            [*command, *arguments],
            cwd=tmp_path / "a",
            env=os.environ | {"OMP_NUM_THREADS": "1"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        until = time.monotonic() + 200
        while not condition() and process.poll() is None and time.monotonic() < until:
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
        process.wait()

    file = tmp_path / "a" / "s.zip"
    before, own_store = file.read_bytes(), next((tmp_path / "a").glob("*.db"))

    def is_writing() -> bool:
        return bool(list((tmp_path / "a").glob(".partial-*")))

    kill_when(is_writing, "export", "s", "--tracking-uri", f"sqlite:///{own_store}")
    assert is_writing() and file.read_bytes() == before
    for runs in (1, 3):
        kill_when(
            lambda runs=runs: len(ledger.runs()) >= runs, "import", "s.zip", "--tracking-uri", store
        )
    brought(tmp_path / "b", file)
    own = collect(client, "s")
    assert content(there(tmp_path / "b")) == content(own)
    keys = runs_of(tmp_path / "b")
    assert len(keys) == len(set(keys)) == len(own.cells) + len(own.judges) + 1


def test_a_sweep_that_is_driven_is_left_alone(tmp_path: Path):
    made(tmp_path / "a")
    brought(tmp_path / "b", tmp_path / "a" / "s.zip")
    other = MlflowClient(f"sqlite:///{tmp_path / 'b' / 'x.db'}")
    parent = there(tmp_path / "b").parent_run_id
    other.set_tag(parent, stored_name(TagName.LEASE), text(MINE))
    with pytest.raises(InputError, match="is being run"):
        brought(tmp_path / "b", tmp_path / "a" / "s.zip")


def test_weights_come_along_if_asked(tmp_path: Path):
    client = made(tmp_path / "a")
    cell = collect(client, "s").cells[0]
    assert cell.run_id is not None
    name = f"epoch-0003-{'a' * 64}.pt"
    stored = tmp_path / "a" / "weights" / cell.trial_key / name
    stored.parent.mkdir(parents=True)
    stored.write_bytes(b"weights")
    for other in collect(client, "s").cells:
        if other.run_id is not None:
            client.delete_tag(other.run_id, TagName.CHECKPOINT) if (
                TagName.CHECKPOINT in client.get_run(other.run_id).data.tags
            ) else None
    client.set_tag(cell.run_id, TagName.CHECKPOINT, str(stored))
    parent, plan = find_sweep(client, "s")
    file, place = tmp_path / "w.zip", Location.of(str(tmp_path))
    write_archive(client, parent, plan, file, storage=place, with_weights=True)
    brought(tmp_path / "b", file)
    [run] = [c for c in there(tmp_path / "b").cells if c.trial_key == cell.trial_key]
    other_client = MlflowClient(f"sqlite:///{tmp_path / 'b' / 'x.db'}")
    assert run.run_id is not None
    tag = other_client.get_run(run.run_id).data.tags[TagName.CHECKPOINT]
    assert Path(tag) == tmp_path / "b" / "runs" / cell.trial_key / name
    assert Path(tag).read_bytes() == b"weights"
    stored.unlink()
    with pytest.raises(InputError, match="without --weights"):
        write_archive(client, parent, plan, file, storage=place, with_weights=True)
    assert Archive(file).sweep == "s", "the file from before is whole"


def altered(file: Path, target: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(
                name, members.get(name.replace("/", "_").replace(".", "_"), old.read(name))
            )
    return target


def test_a_harmed_or_strange_file_is_one_message(tmp_path: Path):
    made(tmp_path / "a")
    file = tmp_path / "a" / "s.zip"
    manifest = json.loads(zipfile.ZipFile(file).read("manifest.json"))
    for change, said in (
        ({"sweep_run_json": b"{}"}, "altered or harmed"),
        ({"manifest_json": b"[1]"}, "isn't a sweep"),
        ({"manifest_json": json.dumps(manifest | {"format": 9}).encode()}, "later scoresweep"),
        (
            {"manifest_json": json.dumps(manifest | {"files": {"../x": "0"}}).encode()},
            "leads elsewhere",
        ),
    ):
        with pytest.raises(InputError, match=said):
            brought(tmp_path / "b", altered(file, tmp_path / "odd.zip", **change))
    torn = tmp_path / "torn.zip"
    torn.write_bytes(file.read_bytes()[:1000])
    with pytest.raises(InputError, match="isn't a sweep"):
        Archive(torn)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, arguments, catch_exceptions=False)


def test_the_commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    made(tmp_path / "a")
    monkeypatch.chdir(tmp_path / "a")
    (tmp_path / "a" / "s.zip").unlink()
    store = next((tmp_path / "a").glob("*.db"))
    uri = f"sqlite:///{store}"
    assert "runs of s" in run("export", "s", "--tracking-uri", uri).output
    (tmp_path / "a" / "notes.zip").write_text("mine")
    with pytest.raises(InputError, match=r"notes\.zip isn't a sweep"):
        run("export", "s", "notes.zip", "--tracking-uri", uri)
    assert (tmp_path / "a" / "notes.zip").read_text() == "mine"
    fresh = f"sqlite:///{tmp_path / 'fresh.db'}"
    said = run("import", "s.zip", "--tracking-uri", fresh).output
    assert "added" in said and "scoresweep tables s" in said
    there_now = run("tables", "s", "--tracking-uri", fresh).output
    assert there_now == run("tables", "s", "--tracking-uri", uri).output
    of_file = [CliRunner().invoke(cli, ["tables", "s.zip"]) for _ in range(2)]
    assert [each.stdout for each in of_file] == [there_now] * 2
    assert ["reading s.zip" in each.stderr for each in of_file] == [True, False]
