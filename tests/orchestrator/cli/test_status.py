"""`status --watch`, and what `status` says of a sweep's driver and of what to type next."""

import dataclasses
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from mlflow import MlflowClient
from mlflow.exceptions import MlflowException
from rich.console import Console

from scoresweep.analysis.results.collect import Sweep, collect
from scoresweep.analysis.tables.status import SweepStatus, status_of
from scoresweep.orchestrator.cli.status import follow
from tests.analysis.report_ledger import FOUR, GAPS, connect, write_sweep


@pytest.fixture
def client(tmp_path: Path) -> MlflowClient:
    client = connect(tmp_path)
    write_sweep(client, tmp_path, "gaps", GAPS)
    return client


def with_epochs(sweep: Sweep, *epochs: int) -> list[SweepStatus]:
    """The sweep as its last trial goes on, and then ends."""
    *others, last = sweep.cells
    cells = [dataclasses.replace(last, epoch=epoch) for epoch in epochs]
    cells.append(dataclasses.replace(last, status="finished", epoch=30))
    tags = {name: text for name, text in sweep.tags.items() if name != "scoresweep.lease"}
    return [
        status_of(dataclasses.replace(sweep, cells=(*others, cell), tags=tags)) for cell in cells
    ]


def reading(statuses: list[SweepStatus]) -> Callable[[], list[SweepStatus]]:
    left = iter(statuses)
    return lambda: [next(left)]


def test_without_a_terminal_each_change_is_a_block(client: MlflowClient):
    shown, slept = io.StringIO(), list[float]()
    statuses = with_epochs(collect(client, "gaps"), 12, 12, 13)
    last = follow(reading(statuses), Console(file=shown, width=200), slept.append)
    assert last == [statuses[-1]] and slept == [5.0] * 3
    text = shown.getvalue()
    assert text.count("gaps: Four variants") == 3, "the second look shows what the first did"
    assert text.count("13/30") == 1
    assert text.count("next: scoresweep status gaps --watch") == 2
    assert text.count("next: scoresweep launch SPEC.yaml") == 1


def test_on_a_terminal_the_screen_is_drawn_anew(client: MlflowClient):
    shown = io.StringIO()
    console = Console(file=shown, width=150, height=60, force_terminal=True)
    statuses = with_epochs(collect(client, "gaps"), 12, 13)
    assert follow(reading(statuses), console, lambda _: None) == [statuses[-1]]
    text = shown.getvalue()
    assert "\x1b[1A" in text, "the cursor goes up to draw over what is there"
    assert text.index("13/30") < text.rindex("30/30")


def test_a_server_that_is_away_is_asked_again(client: MlflowClient):
    statuses = with_epochs(collect(client, "gaps"), 12)
    looks = iter([statuses[0], MlflowException("connection refused"), statuses[1]])

    def read() -> list[SweepStatus]:
        if isinstance(found := next(looks), MlflowException):
            raise found
        return [found]

    assert follow(read, Console(file=io.StringIO()), lambda _: None) == [statuses[1]]


def test_ctrl_c_ends_the_watching_alone(client: MlflowClient):
    def interrupted(_: float) -> None:
        raise KeyboardInterrupt

    [status, _] = with_epochs(collect(client, "gaps"), 12)
    assert follow(lambda: [status], Console(file=io.StringIO()), interrupted) == [status]


def test_what_to_type_next_fits_the_sweep(client: MlflowClient, tmp_path: Path):
    write_sweep(client, tmp_path, "quickstart", FOUR)
    done = collect(client, "quickstart")
    assert [command for command, _ in status_of(done).next] == ["scoresweep report quickstart"]
    [(command, _)] = status_of(done, program="my clone/.venv/bin/scoresweep").next
    assert command == "'my clone/.venv/bin/scoresweep' report quickstart"
    open_ = dataclasses.replace(done.cells[0], status="interrupted")
    left = dataclasses.replace(done, cells=(open_, *done.cells[1:]))
    store = "--tracking-uri http://host"
    [(command, what)] = status_of(left, spec="quickstart", store=store).next
    assert (command, what) == (f"scoresweep launch quickstart {store}", "run what is left")
    [(_, what)] = status_of(left).next
    assert "the file that quickstart was launched from" in what
    stopped = dataclasses.replace(done, is_search=True, is_interrupted=True)
    assert status_of(stopped).next[0][0] == "scoresweep launch SPEC.yaml"
    hostile = status_of(dataclasses.replace(done, name="x; rm -rf ~"))
    assert hostile.next[0][0] == "scoresweep report 'x; rm -rf ~'"
    over = dataclasses.replace(stopped, is_interrupted=False)
    assert status_of(over).next[0][0] == "scoresweep best quickstart"


def test_errors_that_are_alike_are_one_line(client: MlflowClient):
    sweep = collect(client, "gaps")
    failed = [
        dataclasses.replace(cell, status="failed", run_id=f"r{i}")
        for i, cell in enumerate(sweep.cells)
    ]
    errors = {f"r{i}": "OSError: full" for i in range(5)} | {"r5": "ValueError: [x]"}
    shown = io.StringIO()
    console = Console(file=shown, width=100)
    status = status_of(dataclasses.replace(sweep, cells=tuple(failed)), errors)
    follow(lambda: [dataclasses.replace(status, driver=None)], console, lambda _: None)
    lines = [line for line in shown.getvalue().splitlines() if line.startswith("failed (")]
    assert [line.partition(": ")[0] for line in lines] == [
        "failed (OSError",
        "failed (ValueError",
    ]
    assert lines[0].endswith("(run r2) and 2 more") and "[x]" in lines[1]
