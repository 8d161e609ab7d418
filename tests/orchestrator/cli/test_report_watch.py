"""`report --watch` on a real ledger that goes on, ends, or is left with Ctrl-C."""

import dataclasses
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner
from mlflow import MlflowClient
from mlflow.exceptions import MlflowException

from scoresweep.analysis.results.collect import collect
from scoresweep.ledger.schema import TagName
from scoresweep.orchestrator.cli.main import cli
from scoresweep.orchestrator.cli.report import _unless_away, watch_report
from scoresweep.specs.measurements import NOTHING
from tests.analysis.report_ledger import FOUR, connect, write_sweep

RELOADS = '<meta http-equiv="refresh" content="7">'


@pytest.fixture
def client(tmp_path: Path) -> MlflowClient:
    """A sweep of two networks, of which one runs, driven by this process."""
    client = connect(tmp_path)
    running = dataclasses.replace(FOUR[1], status="running")
    write_sweep(client, tmp_path, "two", (FOUR[0], running), measure=NOTHING)
    return client


def watched(client: MlflowClient, folder: Path, *steps) -> None:
    """Watch, and do a step at each wait between two looks."""
    left = iter(steps)

    def sleep(seconds: float) -> None:
        assert seconds == 7
        next(left)()

    uri = f"sqlite:///{folder / 'scoresweep.db'}"
    watch_report(client, "two", folder / "results", uri, 7, sleep)
    assert next(left, None) is None, "all steps were taken"


def test_the_page_follows_the_ledger_and_ends_with_the_sweep(
    client: MlflowClient, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    page = tmp_path / "results/report.html"
    sweep = collect(client, "two")
    running = next(cell for cell in sweep.cells if cell.status == "running")
    made = []

    def the_first_page_is_there() -> None:
        text = page.read_text(encoding="utf-8")
        assert RELOADS in text and "loads itself anew every 7 s" in text
        made.append(page.stat())
        # The driver's beat is no change.
        lease = sweep.tags[TagName.LEASE].replace('"beat": ', '"beat": 1')
        assert lease != sweep.tags[TagName.LEASE]
        client.set_tag(sweep.parent_run_id, TagName.LEASE, lease)

    def nothing_was_made() -> None:
        assert page.stat() == made[0]
        client.log_metric(running.run_id, "epoch", 17, step=17)

    def another_page_took_its_place() -> None:
        assert page.stat().st_ino != made[0].st_ino
        assert RELOADS in page.read_text(encoding="utf-8")
        client.set_terminated(running.run_id)
        client.set_tag(sweep.parent_run_id, TagName.LEASE, "")

    watched(
        client, tmp_path, the_first_page_is_there, nothing_was_made, another_page_took_its_place
    )
    text = page.read_text(encoding="utf-8")
    assert 'http-equiv="refresh"' not in text and '"reloads">' not in text
    assert "<strong>2</strong> finished" in text
    first, second, *rest = capsys.readouterr().out.splitlines()
    assert first.endswith("1 finished, 1 running; open it in a browser, where it loads itself anew")
    assert second.endswith("report.html: 1 finished, 1 running")
    assert rest[-1].endswith("under Artifacts: report/report.html")
    assert not list(page.parent.glob(".*"))


def test_ctrl_c_leaves_a_page_that_loads_itself_no_more(
    client: MlflowClient, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    page = tmp_path / "results/report.html"

    def interrupt() -> None:
        made.append((page.read_text(encoding="utf-8"), stat.S_IMODE(page.stat().st_mode)))
        raise KeyboardInterrupt

    made: list[tuple[str, int]] = []
    watched(client, tmp_path, interrupt)
    [(before, mode)] = made
    after = page.read_text(encoding="utf-8")
    assert RELOADS in before and 'http-equiv="refresh"' not in after
    assert '"reloads">' not in after and len(before) - len(after) < 300
    assert stat.S_IMODE(page.stat().st_mode) == mode
    assert not list(page.parent.glob(".*"))
    assert "no longer watched; " in capsys.readouterr().out


def test_ctrl_c_before_the_first_page(tmp_path: Path, monkeypatch, capsys):
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("scoresweep.orchestrator.cli.report.collect", interrupted)
    watch_report(MlflowClient("sqlite://"), "two", tmp_path, None, 7)
    assert capsys.readouterr().out == "no longer watched; the same command goes on\n"


def test_a_server_that_is_away_is_asked_again():
    def away() -> bool:
        raise MlflowException("connection refused")

    def broken() -> bool:
        raise ValueError("of another kind")

    assert _unless_away(away)
    assert not _unless_away(lambda: False)
    with pytest.raises(ValueError, match="another kind"):
        _unless_away(broken)


def test_some_figures_arent_watched():
    asked = ["report", "two", "--watch", "--only", "fig1"]
    result = CliRunner().invoke(cli, asked)
    assert result.exit_code == 2 and "--watch remakes the whole report" in result.output
