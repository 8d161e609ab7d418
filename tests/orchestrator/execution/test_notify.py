"""Messages to a real server, to one that hangs, and to addresses that are wrong."""

import dataclasses
import json
import logging
import re
import socket
import sys
import time
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from mlflow import MlflowClient
from rich.console import Console

from scoresweep.analysis.results.collect import collect
from scoresweep.analysis.tables.status import SweepStatus, status_of
from scoresweep.ledger.lease import Holder
from scoresweep.ledger.schema import TagName
from scoresweep.ledger.tags import stored_name
from scoresweep.orchestrator.cli.status import _send_undriven, follow
from scoresweep.orchestrator.execution.notify import VARIABLE, Messages, describe
from tests.analysis.report_ledger import GAPS, connect, write_sweep
from tests.message_service import SECRET, Service, serving


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    with serving(monkeypatch) as service:
        yield service


@pytest.fixture
def client(tmp_path: Path) -> MlflowClient:
    client = connect(tmp_path)
    write_sweep(client, tmp_path, "gaps", GAPS)
    return client


def test_a_message_arrives_without_passwords(service: Service):
    warnings: list[str] = []
    messages = Messages(warnings.append)
    messages.send("title", "postgresql://me:hidden@host/db\nsecond line")
    messages.wait()
    assert warnings == []
    [message] = service.received
    assert message["title"] == "title"
    assert message["message"] == "postgresql://me:***@host/db\nsecond line"


def test_without_the_variable_nothing_is_loaded_or_sent(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setitem(sys.modules, "apprise", None)
    messages = Messages(pytest.fail)
    assert not messages.is_on
    messages.send("title", "text")
    messages.wait()


def test_without_apprise_one_message_says_what_to_install(
    service: Service, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setitem(sys.modules, "apprise", None)
    warnings: list[str] = []
    assert not Messages(warnings.append).is_on
    [warning] = warnings
    assert "pip install '.[notify]'" in warning and SECRET not in warning


@pytest.mark.parametrize("fault", ["refused", "nobody there", "hangs"])
def test_a_service_that_fails_costs_one_warning(
    fault: str,
    service: Service,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
):
    caplog.set_level(logging.DEBUG)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = service.address + "/refuse"
        if fault == "hangs":
            address = f"json://127.0.0.1:{silent.getsockname()[1]}/{SECRET}"
        elif fault == "nobody there":
            address = f"json://127.0.0.1:9/{SECRET}"
        monkeypatch.setenv(VARIABLE, address)
        warnings: list[str] = []
        messages, began = Messages(warnings.append), time.monotonic()
        messages.send("one", "text")
        messages.send("two", "text")
        messages.wait(seconds=2)
        assert time.monotonic() - began < 10
        messages.send("three", "text")
        messages.wait(seconds=2)
    [warning] = warnings
    assert "wasn't sent" in warning
    assert SECRET not in warning
    assert SECRET not in "".join(r.getMessage() for r in caplog.records if "urllib3" not in r.name)


def test_an_address_that_isnt_one_is_told_and_not_shown(
    service: Service, monkeypatch: pytest.MonkeyPatch
):
    warnings: list[str] = []
    monkeypatch.setenv(VARIABLE, f"{SECRET}://nothing {service.address}")
    messages = Messages(warnings.append)
    assert "the others get messages" in warnings[0] and SECRET not in warnings[0]
    messages.send("title", "text")
    messages.wait()
    assert len(service.received) == 1 and len(warnings) == 1
    monkeypatch.setenv(VARIABLE, SECRET)
    assert not Messages(warnings.append).is_on
    assert "no messages are sent" in warnings[1] and SECRET not in warnings[1]


def test_it_says_how_far_the_sweep_is_the_best_and_what_to_type(client: MlflowClient):
    sweep = collect(client, "gaps")
    ended = tuple(cell for cell in sweep.cells if cell.status != "running")
    sweep = dataclasses.replace(sweep, cells=ended)
    counts, command = describe(sweep).splitlines()
    assert re.search(r"\d+ finished", counts)
    assert command == "next: scoresweep launch SPEC.yaml"
    accuracies = iter((0.5, 0.9, 0.9, 0.875))  # the middle two haven't finished
    cells = tuple(
        dataclasses.replace(cell, validation_accuracy=next(accuracies, 0.25))
        for cell in sweep.cells
    )
    _, best, _ = describe(dataclasses.replace(sweep, cells=cells)).splitlines()
    assert best.startswith(f"best on validation: {cells[3].variant}") and best.endswith(", 87.50 %")


def test_who_watches_a_sweep_whose_driver_dies_sends_that(service: Service, client: MlflowClient):
    def look(at: float) -> list[SweepStatus]:
        holder = Holder("x", "another-machine", 7, 1.0, 3, at)
        text = json.dumps(dataclasses.asdict(holder))
        client.set_tag(collect(client, "gaps").parent_run_id, stored_name(TagName.LEASE), text)
        return [status_of(collect(client, "gaps"))]

    looks = iter([time.time(), time.time(), time.time() - 100])
    messages = Messages(pytest.fail)
    follow(
        lambda: look(next(looks)),
        Console(file=StringIO()),
        lambda _: None,
        lambda lost: _send_undriven(messages, lost),
    )
    messages.wait()
    [message] = service.received
    assert message["title"] == "scoresweep: nobody drives gaps any more"
    assert "Nobody has driven this sweep since" in message["message"]
