"""scoresweep from Python: what a notebook reads, of a real store with made-up numbers."""

import subprocess
import sys
from pathlib import Path

import pytest
from matplotlib.figure import Figure
from mlflow import MlflowClient

import scoresweep
from scoresweep import InputError, Results
from scoresweep.analysis.results.collect import find_sweep
from scoresweep.ledger.archive import write_archive
from scoresweep.storage.location import Location
from tests.analysis.report_ledger import made_ledger


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> MlflowClient:
    return made_ledger(tmp_path_factory)


@pytest.fixture(scope="module")
def results(client: MlflowClient) -> Results:
    return scoresweep.load_results("seeds", client.tracking_uri)


def test_importing_it_loads_nothing_heavy():
    heavy = ("torch", "mlflow", "ray", "numpy", "pandas", "pydantic", "matplotlib")
    code = f"import sys, scoresweep; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"


def test_every_name_is_there_and_no_other():
    for name in scoresweep.__all__:
        assert getattr(scoresweep, name).__doc__, name
        assert name in dir(scoresweep)
    with pytest.raises(AttributeError, match="no attribute 'lunch'"):
        _ = scoresweep.lunch


def test_a_sweep_is_read_and_planned():
    sweep = scoresweep.load_sweep("quickstart", ["seeds=2", "training.epochs=3"])
    planned = scoresweep.plan(sweep)
    assert len(planned.trials) == 2 * len(sweep.variants)
    assert {trial.training.epochs for trial in planned.trials} == {3}
    with pytest.raises(InputError, match="did you mean epochs"):
        scoresweep.load_sweep("quickstart", ["training.epoch=3"])


def test_numbers_are_tidy(results: Results):
    frame = results.to_dataframe()
    own = frame[(frame.measurement == "gan_test") & (frame.detail == "")]
    assert len(own) == len(results.cells) == 6
    for cell in results.cells:
        [value] = own[own.trial_key == cell.trial_key]["value"]
        assert value == cell.number("gan_test")
    by_variant = own.groupby("variant")["value"].mean()
    assert by_variant["baseline"] < by_variant["score_matching"]
    judges = frame[(frame.measurement == "samples") & (frame.detail != "")]
    assert any(detail.startswith("gradient_ascent.") for detail in judges.detail)
    assert {"lambda", "mu", "seed", "status"} <= set(frame.columns)


def test_tables_are_frames(results: Results):
    tables = results.tables()
    assert "table1" in tables and len(tables["table1"]) == 2
    assert list(results.tables("trace")) == ["trace"]
    with pytest.raises(InputError, match="has no table tabel1; it has"):
        results.tables("tabel1")


def test_tables_are_rendered_as_the_command_prints_them(results: Results):
    latex = results.render("trace", form="latex")
    assert r"\begin{tabular}" in latex and r"score\_matching" in latex
    assert "GAN-test" in results.render()


def test_what_a_launch_cannot_do_is_said_before_anything_starts(tmp_path: Path):
    uri = f"sqlite:///{tmp_path / 'scoresweep.db'}"
    with pytest.raises(InputError, match="a search chooses its trials while it runs"):
        scoresweep.launch("search", first=2, tracking_uri=uri, storage=str(tmp_path))
    with pytest.raises(InputError, match="--only variant=basline"):
        scoresweep.launch("quickstart", only=["variant=basline"], tracking_uri=uri)
    with pytest.raises(InputError, match="--storage /proc/nowhere: can't be written"):
        scoresweep.launch("quickstart", tracking_uri=uri, storage="/proc/nowhere")
    assert not list(tmp_path.iterdir())


def test_curves_and_histories(results: Results):
    curves = results.curves("perturbation")
    assert set(curves) == {cell.trial_key for cell in results.cells}
    assert {"fractions", "curves"} <= set(next(iter(curves.values())))
    history = results.history("train/loss")
    assert list(history.columns) == ["trial_key", "epoch", "value"]
    assert (history.groupby("trial_key").size() > 1).all()


def test_a_figure_is_matplotlibs(results: Results):
    assert isinstance(results.figure("fig5a"), Figure)
    with pytest.raises(InputError, match="no such figure; did you mean fig3b"):
        results.figure("fig3")
    with pytest.raises(InputError, match="precision can't be drawn: "):
        results.figure("precision")


def test_the_report_goes_where_it_is_asked_for(results: Results, tmp_path: Path):
    page = results.report(tmp_path / "out" / "mine.html")
    assert page == tmp_path / "out" / "mine.html" and page.stat().st_size > 100_000
    assert (tmp_path / "out" / "figures" / "fig5a.svg").is_file()
    assert not (tmp_path / "out" / "report.html").exists()


def test_a_comparison_is_a_frame(client: MlflowClient):
    frame = scoresweep.compare(
        "seeds:variant=baseline", "seeds:variant=score_matching", tracking_uri=client.tracking_uri
    )
    assert len(frame) >= 1 and any("p" in column for column in frame.columns)


def test_a_file_is_read_like_a_store(
    client: MlflowClient, results: Results, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("SCORESWEEP_CACHE", str(tmp_path / "cache"))
    file = tmp_path / "seeds.zip"
    parent, plan = find_sweep(client, "seeds")
    write_archive(client, parent, plan, file, storage=Location.of(str(tmp_path)))
    of_file = scoresweep.load_results(file)
    columns = ["trial_key", "measurement", "detail", "value"]
    ours, theirs = (
        each.to_dataframe()[columns].sort_values(columns[:3]).reset_index(drop=True)
        for each in (results, of_file)
    )
    assert ours.equals(theirs)
    assert repr(of_file) == "<Results of seeds: 6 of 6 trials finished>"


def test_failed_trials_are_named(client: MlflowClient):
    gaps = scoresweep.load_results("gaps", client.tracking_uri)
    assert len(gaps.failed) == 1 and gaps.failed[0].startswith("anti_score_matching")
    with pytest.raises(InputError, match="no sweep gap"):
        scoresweep.load_results("gap", client.tracking_uri)
