"""What reading a ledger and planning by it ask for: counted, on the ledger of the benchmarks.

Times are in benchmarks/.
"""

import dataclasses
import gc
import json
import socket
from pathlib import Path
from typing import Any

import pytest
from mlflow import MlflowClient
from mlflow.entities import Run

import scoresweep.specs.trial
from benchmarks.large_ledger import NAME, Written, large_sweep, write_ledger
from scoresweep.analysis.figures import Drawn, draw_figures
from scoresweep.analysis.figures.base import MOST_LINES
from scoresweep.analysis.results.collect import collect
from scoresweep.analysis.results.curves import Evidence
from scoresweep.errors import InputError
from scoresweep.ledger.artifacts import read_json
from scoresweep.ledger.client import read_existing_runs, read_runs
from scoresweep.ledger.lease import Holder
from scoresweep.ledger.records import RunRecord, by_trial_key
from scoresweep.ledger.schema import TagName
from scoresweep.ledger.tags import stored_name
from scoresweep.orchestrator.execution.launch import _wait_for_other_launches
from scoresweep.orchestrator.execution.ledger_writer import Ledger
from scoresweep.orchestrator.planning.pending import find_pending, requested_measurements
from scoresweep.orchestrator.planning.plan import make_plan
from scoresweep.workers.data.sources import describe

TRIALS, OPEN = 30, 5


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    return write_ledger(tmp_path_factory.mktemp("large"), TRIALS, unfinished=OPEN)


def test_the_benchmarks_ledger_is_a_sweep_with_every_measurement(written: Written):
    sweep = collect(MlflowClient(written.uri), NAME)
    done = [cell for cell in sweep.cells if cell.status == "finished"]
    assert (len(sweep.cells), len(done)) == (TRIALS, TRIALS - OPEN)
    assert all(set(sweep.measurements) <= cell.numbers.keys() for cell in done)
    assert {cell.epoch for cell in done} == {15}
    assert {judge.status for judge in sweep.judges} == {"finished"}
    values = {cell.accuracy for cell in done}
    assert len(values) > 1 and all(value is not None and 0.8 < value <= 1 for value in values)


def test_a_cell_is_a_row_of_a_tidy_table(written: Written):
    import pandas

    sweep = collect(MlflowClient(written.uri), NAME)
    table = pandas.DataFrame([cell.row() for cell in sweep.cells])
    assert len(table) == TRIALS
    first = ["trial_key", "variant", "lambda", "mu"]
    assert list(table.columns[:4]) == first and {"seed", "status"} < set(table.columns)
    done = table[table.status == "finished"]
    assert done.test_accuracy.notna().all() and done["perturbation/gain"].notna().all()
    assert table[table.status == "missing"].test_accuracy.isna().all()


def test_a_launch_would_train_what_the_ledger_lacks(written: Written):
    wanted = requested_measurements(written.spec.measure, written.plan)
    todo = find_pending(written.plan, read_existing_runs(written.uri), wanted)
    assert (todo.train, todo.remeasure, todo.judges) == (written.open, (), ())


def test_a_key_is_worked_out_once_a_trial(written: Written, monkeypatch: pytest.MonkeyPatch):
    real, count = scoresweep.specs.trial.fingerprint, 0

    def counting(value: Any) -> str:
        nonlocal count
        count += 1
        return real(value)

    monkeypatch.setattr(scoresweep.specs.trial, "fingerprint", counting)
    spec = large_sweep(TRIALS)
    plan = make_plan(spec, describe(spec.data))
    known = read_existing_runs(written.uri)
    for _ in range(3):
        find_pending(plan, known, {})
        assert plan.references
    assert count == TRIALS + len(plan.judges)


def test_a_key_is_no_part_of_what_a_trial_is(written: Written):
    trial = written.plan.trials[0]
    fresh = dataclasses.replace(trial)
    assert trial.key
    assert "key" not in vars(fresh)
    assert fresh == trial and hash(fresh) == hash(trial)
    assert scoresweep.specs.trial.trial_to_dict(fresh) == scoresweep.specs.trial.trial_to_dict(
        trial
    )
    assert dataclasses.replace(trial, seed=99).key != trial.key


class _Watched:
    """The real client, and what it was asked for."""

    def __init__(self, uri: str):
        self._client = MlflowClient(uri)
        self.asked: list[str] = []
        self.collecting: list[bool] = []

    def __getattr__(self, name: str) -> Any:
        self.asked.append(name)
        self.collecting.append(gc.isenabled())
        return getattr(self._client, name)


def test_pages_are_read_with_the_collector_at_rest(
    written: Written, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("scoresweep.ledger.client._RUNS_A_PAGE", 7)
    client: Any = _Watched(written.uri)
    experiment = client.get_experiment_by_name(NAME).experiment_id
    client.asked.clear()
    client.collecting.clear()
    assert gc.isenabled()

    def keep_id(run: Run) -> str:
        assert not gc.isenabled()
        return str(run.info.run_id)

    found = []
    for run_id in read_runs(client, [experiment], "tags.`scoresweep.role` = 'trial'", keep_id):
        assert gc.isenabled()
        found.append(run_id)
    assert len(found) == len(set(found)) == TRIALS - OPEN
    assert client.asked == ["search_runs"] * 4
    assert client.collecting == [False] * 4


def test_a_file_is_read_by_its_address_without_its_run(written: Written, tmp_path: Path):
    client: Any = _Watched(written.uri)
    content = {"λ": [1, None]}
    (tmp_path / "a b" / "evaluation").mkdir(parents=True)
    (tmp_path / "a b" / "evaluation" / "x.json").write_text(json.dumps(content))
    place = (tmp_path / "a b").as_uri()
    assert read_json(client, "r", "evaluation/x.json", place) == content
    assert client.asked == ["tracking_uri"], "which store it is, and nothing of the run"


def test_an_escape_in_a_file_is_made_harmless_too(written: Written, tmp_path: Path):
    client: Any = _Watched(written.uri)
    (tmp_path / "raw.json").write_text('{"a": "\u202e", "n": 1}', encoding="utf-8")
    (tmp_path / "escaped.json").write_text(r'{"a": "\u202e\u001b", "n": 1}', encoding="utf-8")
    (tmp_path / "plain.json").write_text('{"σ": "λ=1"}', encoding="utf-8")
    read = [read_json(client, "r", f"{n}.json", tmp_path.as_uri())["a"] for n in ("raw", "escaped")]
    assert read == ["\ufffd", "\ufffd\ufffd"]
    assert read_json(client, "r", "plain.json", tmp_path.as_uri()) == {"σ": "λ=1"}


def test_a_path_leads_nowhere_else(written: Written, tmp_path: Path):
    (tmp_path / "secret.json").write_text("{}", encoding="utf-8")
    (tmp_path / "run").mkdir()
    with pytest.raises(InputError, match="can't be read"):
        read_json(_Watched(written.uri), "r", "../secret.json", (tmp_path / "run").as_uri())


@pytest.fixture(scope="module")
def with_curves(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """A grid of more configurations than a figure has lines, with two seeds or more each."""
    return write_ledger(tmp_path_factory.mktemp("curves"), 100, curves=True)


def test_a_figure_reads_what_it_shows(with_curves: Written, monkeypatch: pytest.MonkeyPatch):
    client = MlflowClient(with_curves.uri)
    evidence = Evidence(client, collect(client, NAME))
    read: list[str] = []

    def counting(client: Any, run_id: str, path: str, uri: str | None = None) -> Any:
        read.append(path)
        return read_json(client, run_id, path, uri)

    monkeypatch.setattr("scoresweep.analysis.results.curves.read_json", counting)
    (figure,) = draw_figures(evidence, ["fig1"])
    assert isinstance(figure, Drawn)
    assert "left out" in figure.caption
    assert 0 < len(read) <= 5 * MOST_LINES + 1, "five seeds of each line"
    read.clear()
    (figure,) = draw_figures(evidence, ["differences"])
    assert isinstance(figure, Drawn)
    assert 0 < len(read) <= 5 * 5 * (MOST_LINES + 1), "of five measurements, and of the baseline"


def test_few_curves_are_kept_and_all_areas(with_curves: Written, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("scoresweep.analysis.results.curves._CURVES_KEPT", 3)
    client = MlflowClient(with_curves.uri)
    evidence = Evidence(client, collect(client, NAME))
    cells = evidence.sweep.cells[:5]
    first = [evidence.areas(cell, "perturbation") for cell in cells]
    assert None not in first
    assert evidence._read_curves.cache_info().currsize == 3
    monkeypatch.setattr("scoresweep.analysis.results.curves.read_json", None)
    assert [evidence.areas(cell, "perturbation") for cell in cells] == first
    assert evidence.curves(cells[-1], "perturbation"), "the last are still there"


def test_a_launch_after_a_dead_one_needn_t_read_the_ledger_again(
    written: Written,
):
    shown: list[str] = []
    ledger = Ledger(written.uri)
    parent = ledger.find_sweep(NAME)
    assert parent is not None
    assert _wait_for_other_launches(ledger, NAME, shown.append) == (False, None)
    dead = Holder("x", socket.gethostname(), 2**22 + 1, 1.0, 3)
    ledger.client.set_tag(parent, stored_name(TagName.LEASE), json.dumps(dataclasses.asdict(dead)))
    assert _wait_for_other_launches(ledger, NAME, shown.append) == (False, dead)
    assert "taking over" in shown[-1]


def test_of_two_runs_of_a_trial_tables_and_launches_choose_the_same():
    def record(run_id: str, state: str) -> RunRecord:
        return RunRecord(run_id, state, "", {"scoresweep.trial_key": "k"}, {}, {})

    newest_first = {
        "b": [record("a", "RUNNING"), record("b", "FINISHED"), record("c", "FINISHED")],
        "c": [record("a", "FAILED"), record("b", "KILLED"), record("c", "RUNNING")],
        "a": [record("a", "FINISHED"), record("b", "RUNNING")],
    }
    for chosen, records in newest_first.items():
        assert by_trial_key(records)["k"].run_id == chosen
