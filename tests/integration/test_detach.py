"""A detached launch through real Ray: stopped while it trains, launched again, followed to its end;
and the messages that it sends.
"""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from scoresweep.ledger.uri import sqlite_uri
from scoresweep.orchestrator.execution import detached
from tests.integration.test_relaunch import LONGER, in_the_middle
from tests.launching import Launch, all_runs, launch, store, write_sweep
from tests.message_service import SECRET, serving

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]


@pytest.fixture
def messages(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[dict[str, str]]]:
    """What a service gets that is named in the environment."""
    with serving(monkeypatch) as service:
        yield service.received


def detach(folder: Path) -> tuple[Launch, detached.Detached]:
    """Start a detached launch; its driver carries the mark of the one that started it."""
    started = Launch(folder, "launch", "tiny.yaml", "--detach", *LONGER)
    assert started.process.wait(120) == 0, started.output()
    driver = detached.read(detached.folder_of(sqlite_uri(folder / "scoresweep.db"), "tiny"))
    assert driver is not None and driver.is_running()
    return started, driver


def test_it_is_stopped_while_it_trains_and_goes_on(
    tmp_path: Path, messages: list[dict[str, str]], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    write_sweep(tmp_path)
    first, driver = detach(tmp_path)
    try:
        wait_until(first, driver, tmp_path)
        code, output = launch(tmp_path, "stop", "tiny")
        assert code == 0, output
        assert f"process {driver.pid} has ended" in output
        assert "next: scoresweep launch tiny.yaml --set=training.epochs=40 --detach" in output
        assert not first.left(30), "Ray ended with its driver"
    finally:
        first.end()
    statuses = {run.info.status for run in all_runs(store(tmp_path))}
    assert "RUNNING" not in statuses and "KILLED" in statuses
    code, output = launch(tmp_path, "logs", "tiny", "-f")
    assert code == 130 and "the same command continues" in output

    second, _ = detach(tmp_path)
    try:
        following = Launch(tmp_path, "logs", "tiny", "-f")
        code, output = following.wait(600), following.output()
        assert code == 0, output
        assert "The tables are in results/tiny/" in output
        assert not second.left(30)
    finally:
        second.end()
    assert {run.info.status for run in all_runs(store(tmp_path))} == {"FINISHED"}
    assert [message["title"] for message in messages] == [
        "scoresweep: tiny was interrupted",
        "scoresweep: tiny has ended",
    ]
    end = messages[-1]["message"]
    assert "2 finished" in end and "best on validation: " in end
    assert "next: scoresweep report tiny" in end
    assert SECRET not in output + "".join(map(str, messages))


def wait_until(started: Launch, driver: detached.Detached, folder: Path) -> None:
    """Wait until it has trained something and not all."""
    deadline = threading.Event()
    timer = threading.Timer(240, deadline.set)
    timer.start()
    try:
        while not in_the_middle(folder)():
            assert driver.is_running() and not deadline.wait(0.1), "it never came to that"
    finally:
        timer.cancel()
