"""What a ledger whose driver died says to those who only read it."""

import dataclasses
import json
import os
import re
import socket
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path

import pytest
from mlflow import MlflowClient
from rich.console import Console

from scoresweep.analysis.report.build import render
from scoresweep.analysis.report.missing import network_gaps
from scoresweep.analysis.results.collect import collect
from scoresweep.analysis.tables.paper_tables import build_tables
from scoresweep.analysis.tables.status import show_sweep, status_of
from scoresweep.ledger.lease import Holder, process_start, why_undriven
from scoresweep.ledger.schema import TagName
from scoresweep.ledger.tags import stored_name
from tests.analysis.report_ledger import GAPS, connect, write_sweep

DIED = datetime(2026, 11, 30, 9, 12, 5)
HERE = socket.gethostname()
MINE = Holder("me", HERE, os.getpid(), process_start(os.getpid()) or 0.0, 3)
DEAD_HERE = Holder("x", HERE, 2**22 + 1, 1.0, 3, DIED.timestamp())
ELSEWHERE = Holder("y", "another-machine", 1, 1.0, 3, DIED.timestamp())


def text(holder: Holder) -> str:
    return json.dumps(dataclasses.asdict(holder))


@pytest.fixture
def client(tmp_path: Path) -> MlflowClient:
    client = connect(tmp_path)
    write_sweep(client, tmp_path, "gaps", GAPS)
    return client


def lease(client: MlflowClient, holder: str) -> None:
    parent = collect(client, "gaps").parent_run_id
    client.set_tag(parent, stored_name(TagName.LEASE), holder)


@pytest.mark.parametrize("holder", [DEAD_HERE, ELSEWHERE], ids=["here", "elsewhere"])
def test_what_a_dead_driver_left_doesnt_run(
    holder: Holder, client: MlflowClient, capsys: pytest.CaptureFixture[str]
):
    lease(client, text(holder))
    sweep = collect(client, "gaps")
    show_sweep(Console(width=200), status_of(sweep))
    shown = capsys.readouterr().out
    assert "1 interrupted" in shown and "running" not in shown
    said = f"since 2026-11-30 09:12:05 (the last was process {holder.pid} on {holder.host})"
    assert said in shown and "Type the same launch again" in shown
    [left] = [gap for gap in network_gaps(sweep) if gap.status == "interrupted"]
    assert left.cell is not None and left.cell.epoch == 12
    gaps = dict.fromkeys(("network_gaps", "measurement_gaps", "not_drawn"), ())
    page = render("missing.html.j2", runs=None, undriven=sweep.undriven, **gaps)
    assert said in page
    tables = "".join(str(table.rows) for table in build_tables(sweep))
    assert "interrupted 12/30" in tables and "running" not in tables


@pytest.mark.parametrize(
    "holder",
    [MINE, dataclasses.replace(ELSEWHERE, at=time.time() + 3600)],
    ids=["here", "elsewhere, by a clock an hour ahead"],
)
def test_what_a_living_driver_runs_is_running(
    holder: Holder, client: MlflowClient, capsys: pytest.CaptureFixture[str]
):
    lease(client, text(holder))
    show_sweep(Console(width=200), status_of(collect(client, "gaps")))
    shown = capsys.readouterr().out
    assert "1 running" in shown and "Nobody" not in shown


@pytest.mark.parametrize("other", [MINE, DEAD_HERE], ids=["driven", "dead"])
def test_a_run_that_another_sweep_drives_runs(client: MlflowClient, tmp_path: Path, other: Holder):
    """Its own sweep is `another`, which has a driver or lost it; this one's is over."""
    write_sweep(client, tmp_path, "another", GAPS[:1])
    parent = collect(client, "another").parent_run_id
    client.set_tag(parent, stored_name(TagName.LEASE), text(other))
    lease(client, "")
    [shared] = [c.run_id for c in collect(client, "gaps").cells if c.status == "interrupted"]
    assert shared is not None
    client.set_tag(shared, TagName.SWEEP, "another")
    sweep = collect(client, "gaps")
    statuses = [cell.status for cell in sweep.cells if cell.run_id == shared]
    assert statuses == ["running" if other is MINE else "interrupted"]
    assert (sweep.undriven is None) == (other is MINE)


def test_a_launch_that_ended_and_left_runs_open_is_no_driver(client: MlflowClient):
    lease(client, "")
    undriven = collect(client, "gaps").undriven
    assert undriven is not None and undriven.startswith("Nobody drives this sweep. Type")


def test_a_sweep_that_is_over_needs_no_driver(tmp_path: Path):
    client = connect(tmp_path)
    write_sweep(client, tmp_path, "over", GAPS[:4])
    assert collect(client, "over").undriven is None


def test_a_sweep_that_was_killed_before_its_first_trial_is_told(tmp_path: Path):
    client = connect(tmp_path)
    write_sweep(client, tmp_path, "over", GAPS[:1])
    parent = collect(client, "over").parent_run_id
    client.set_tag(parent, stored_name(TagName.LEASE), text(DEAD_HERE))
    client.update_run(parent, status="RUNNING")
    assert collect(client, "over").undriven is not None


def test_a_lease_of_a_later_version_is_one():
    later = json.dumps(dataclasses.asdict(MINE) | {"colour": "blue"})
    assert why_undriven(later) is None


def test_a_hosts_name_cant_act():
    undriven = why_undriven(text(dataclasses.replace(ELSEWHERE, host="\x1b]0;x\x07")))
    assert undriven is not None and not re.search(r"[\x00-\x1f]", undriven)


def test_a_driver_that_ended_and_that_nobody_waits_for_is_dead():
    """As an orphan in a container whose first process waits for none."""
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        started = process_start(process.pid)
        assert started is not None
        process.kill()
        # Its end, without waiting for it.
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        assert process_start(process.pid) is None
        assert Holder("z", HERE, process.pid, started, 3).is_dead_here()
