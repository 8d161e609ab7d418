"""What the commands that read a ledger say, each in a process of its own, where the store isn't as
it should be.
"""

import subprocess
import sys
from pathlib import Path

import pytest
from mlflow import MlflowClient

from benchmarks.large_ledger import NAME, write_ledger
from scoresweep.analysis.report import build
from scoresweep.analysis.results.collect import find_sweep
from scoresweep.ledger.client import LazyClient
from scoresweep.orchestrator.cli.report import report, write_report


def scoresweep(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "scoresweep.orchestrator.cli.main", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_of_an_empty_file_mlflow_makes_a_store_and_says_nothing_of_it(tmp_path: Path):
    """As of any store that isn't read from its database: MLflow is loaded, and sets how much it
    says.
    """
    (tmp_path / "empty.db").touch()
    done = scoresweep(tmp_path, "status", "--tracking-uri", "sqlite:///empty.db")
    assert done.returncode == 0
    assert done.stdout.startswith("the store has no sweep yet") and done.stderr == ""


def test_a_report_is_made_of_a_store_that_cant_take_it(tmp_path: Path):
    uri = write_ledger(tmp_path, 10, curves=True).uri
    parent, _ = find_sweep(MlflowClient(uri), NAME)
    place = Path(parent.artifact_uri.removeprefix("file://"))
    # Where its folder would be.
    (place / "report").write_text("in the way")
    done = scoresweep(tmp_path, "report", NAME, "--output", "out", "--tracking-uri", uri)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out/report.html").exists() and "out/report.html" in done.stdout
    [said] = done.stderr.splitlines()
    assert (
        "the page couldn't be kept with the sweep's run" in said and "Artifacts" not in done.stdout
    )


def test_a_report_of_figures_that_cant_be_drawn_says_why_and_fails(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    uri = write_ledger(tmp_path, 10).uri
    arguments = [NAME, "--only", "precision", "--output", str(tmp_path / "out")]
    code = report.main([*arguments, "--tracking-uri", uri], standalone_mode=False)
    printed = capsys.readouterr()
    assert code == 2 and printed.err.startswith("precision was not drawn: ")
    assert not (tmp_path / "out").exists() and printed.out == ""


def test_a_report_is_attached_to_the_sweeps_run_as_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr(build, "draw_figures", lambda *_: [])
    uri = write_ledger(tmp_path, 10, curves=True).uri
    write_report(LazyClient(uri), NAME, tmp_path / "out", uri)
    printed = capsys.readouterr().out
    assert "report.html: " in printed and "one page that needs nothing else" in printed
    assert "Artifacts: report/report.html" in printed
    parent, _ = find_sweep(MlflowClient(uri), NAME)
    attached = Path(parent.artifact_uri.removeprefix("file://")) / "report/report.html"
    assert attached.read_bytes() == (tmp_path / "out/report.html").read_bytes()
