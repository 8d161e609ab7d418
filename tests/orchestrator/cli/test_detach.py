"""Detached launches, `logs` and `stop`, with real processes and without Ray.

The driver is a real launch that waits for another one's lease, which it does before Ray starts.
"""

import dataclasses
import json
import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from scoresweep.ledger.lease import Holder, process_start
from scoresweep.ledger.schema import TagName
from scoresweep.ledger.tags import stored_name
from scoresweep.orchestrator.config.sweep import load_sweep
from scoresweep.orchestrator.execution import detached
from scoresweep.orchestrator.execution.detached import Detached
from scoresweep.orchestrator.execution.ledger_writer import Ledger
from scoresweep.orchestrator.planning.plan import make_plan
from scoresweep.orchestrator.planning.snapshot import sweep_json
from scoresweep.workers.data.sources import describe
from tests.launching import SCORESWEEP, write_sweep

# Runs a command in a terminal of its own, which it connects with stdin and stdout.
IN_TERMINAL = "import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))"


def end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()


@pytest.fixture
def holder() -> Iterator[subprocess.Popen[bytes]]:
    """A process that could be a sweep's driver."""
    process = subprocess.Popen(["sleep", "300"])
    yield process
    end(process)


class Project:
    """A folder with a sweep in its store, and commands that run there."""

    def __init__(self, folder: Path):
        self.folder, self.uri = folder, f"sqlite:///{folder / 'scoresweep.db'}"
        spec = load_sweep(str(folder / write_sweep(folder)))
        plan = make_plan(spec, describe(spec.data))
        self.ledger = Ledger(self.uri)
        self.parent = self.ledger.open_sweep(spec, sweep_json(spec, plan, {})).run_id
        self.environment = os.environ | {"XDG_STATE_HOME": str(folder / "state")}

    def lease(self, holder: Holder) -> None:
        text = json.dumps(dataclasses.asdict(holder))
        self.ledger.client.set_tag(self.parent, stored_name(TagName.LEASE), text)

    def held_by(self, process: subprocess.Popen[bytes]) -> None:
        started = process_start(process.pid)
        assert started is not None
        self.lease(Holder("x", socket.gethostname(), process.pid, started, 1, time.time()))

    def run(self, *arguments: str) -> tuple[int, str]:
        """Run a command to its end → exit code, output."""
        done = subprocess.run(
            [*SCORESWEEP, *arguments],
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        return done.returncode, done.stdout

    @property
    def launch(self) -> Detached:
        found = detached.read(self.record)
        assert found is not None
        return found

    @property
    def record(self) -> Path:
        [folder] = (self.folder / "state" / "scoresweep" / "launches").glob("*-tiny")
        return folder

    def wait_for(self, condition: Callable[[], bool], seconds: float = 60) -> None:
        until = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < until, detached.log_file(self.record).read_text()
            time.sleep(0.1)

    def detach(self) -> None:
        """Start a detached launch that waits for the lease."""
        code, output = self.run("launch", "tiny.yaml", "--detach")
        assert code == 0, output
        for line in ("logs tiny -f", "status tiny --watch", "stop tiny"):
            assert f"scoresweep {line} " in output
        log = detached.log_file(self.record)
        self.wait_for(lambda: "is being run by another launch" in log.read_text())


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Project]:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    project = Project(tmp_path)
    yield project
    for file in (tmp_path / "state").rglob("driver.json"):
        launch = detached.read(file.parent)
        if launch is not None and launch.pid is not None and launch.is_running():
            os.kill(launch.pid, signal.SIGKILL)


def test_logs_follow_in_a_terminal_until_ctrl_c_which_the_driver_never_sees(
    project: Project, holder: subprocess.Popen[bytes]
):
    project.held_by(holder)
    project.detach()
    with subprocess.Popen(
        [sys.executable, "-c", IN_TERMINAL, *SCORESWEEP, "logs", "tiny", "-f"],
        cwd=project.folder,
        env=project.environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        bufsize=0,
    ) as follower:
        try:
            shown = read_until(follower, b"this one waits")
            assert follower.poll() is None and follower.stdin is not None
            follower.stdin.write(b"\x03")
            shown += read_until(follower, b"follows it again")
            assert follower.wait(30) == 130
        finally:
            end(follower)
    assert b"Traceback" not in shown
    assert project.launch.is_running()
    code, output = project.run("launch", "tiny.yaml", "--detach")
    assert code == 2 and f"runs already (process {project.launch.pid} on" in output


def read_until(process: subprocess.Popen[bytes], text: bytes, seconds: float = 60) -> bytes:
    assert process.stdout is not None
    shown, until = b"", time.monotonic() + seconds
    while text not in shown:
        assert time.monotonic() < until, shown
        if select.select([process.stdout], [], [], 1)[0]:
            shown += process.stdout.read(4096)
    return shown


def test_stop_ends_the_driver_and_a_launch_that_waits_for_it(
    project: Project, holder: subprocess.Popen[bytes]
):
    project.held_by(holder)
    project.detach()
    code, output = project.run("stop", "tiny")
    assert code == 0, output
    assert holder.wait(10) == -signal.SIGTERM
    assert not project.launch.is_running()
    ends = [f"process {pid} has ended" for pid in (project.launch.pid, holder.pid)]
    assert output.index(ends[0]) < output.index(ends[1]), "else the first would take over"
    assert "next: scoresweep launch tiny.yaml --detach    run what is left" in output
    code, output = project.run("logs", "tiny", "-f")
    assert code == 130 and "interrupted; the same command continues" in output, output
    assert project.run("logs", "tiny") == (0, output)


def test_stop_ends_a_detached_launch_whose_server_is_away(
    project: Project, holder: subprocess.Popen[bytes]
):
    """Without a server, as nothing listens at its address."""
    uri, started = "http://127.0.0.1:9", process_start(holder.pid)
    folder = detached.folder_of(uri, "tiny")
    folder = project.folder / "state" / folder.relative_to(folder.parents[2])
    detached.write(folder, Detached("scoresweep launch tiny.yaml", holder.pid, started))
    code, output = project.run("stop", "tiny", "--tracking-uri", uri)
    assert code == 0, output
    assert holder.wait(10) == -signal.SIGTERM
    assert f"process {holder.pid} has ended" in output
    assert f"how much is left isn't known: the tracking store {uri} can't be used" in output


def test_a_driver_that_was_killed_is_told_by_logs_and_stop(
    project: Project, holder: subprocess.Popen[bytes]
):
    project.held_by(holder)
    project.detach()
    pid = project.launch.pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    end(holder)
    project.wait_for(lambda: not project.launch.is_running())
    code, output = project.run("logs", "tiny", "-f")
    assert code == 1
    assert f"process {pid} on {socket.gethostname()} ended without a word: it was killed" in output
    assert "scoresweep launch tiny.yaml --detach" in output
    code, output = project.run("stop", "tiny")
    assert code == 0
    assert f"(the last was process {holder.pid} on" in output
    assert "next: scoresweep launch tiny.yaml --detach" in output


def test_what_is_wrong_is_said_in_the_terminal(project: Project):
    code, output = project.run("launch", "tiny.yaml", "--detach", "--set", "seeds=0")
    assert code == 2 and "seeds" in output
    assert not (project.folder / "state").exists()


def test_a_process_that_has_the_drivers_pid_since_is_left_alone(
    project: Project, holder: subprocess.Popen[bytes]
):
    started = process_start(holder.pid)
    assert started is not None
    project.lease(Holder("x", socket.gethostname(), holder.pid, started - 100, 1, time.time()))
    folder = detached.folder_of(project.uri, "tiny")
    detached.write(folder, Detached("scoresweep launch tiny.yaml", holder.pid, started - 100))
    code, output = project.run("stop", "tiny")
    assert code == 0 and "Nobody has driven this sweep since" in output
    detached.end_process(holder.pid, started - 100)
    assert holder.poll() is None


def test_a_driver_on_another_machine_is_named(project: Project):
    project.lease(Holder("x", "another-machine", 7, 1.0, 1, time.time()))
    code, output = project.run("stop", "tiny")
    assert code == 2
    assert "tiny is driven by process 7 on another-machine, which can't be reached" in output


def test_a_sweep_that_isnt_driven_needs_no_stop(project: Project):
    code, output = project.run("stop", "tiny")
    assert code == 0 and "nothing to stop: nobody drives tiny" in output
    code, output = project.run("stop", "tinny")
    assert code == 2 and "the store has no sweep tinny" in output


def test_logs_of_what_was_never_detached(project: Project):
    code, output = project.run("logs", "tiny")
    assert code == 2 and "`scoresweep status tiny` shows how far it is" in output


def test_a_password_isnt_shown_by_rays_jobs(project: Project):
    secret = "postgresql://me:secret@127.0.0.1:1/db"
    to_job = ("--detach", "--address", "auto", "--tracking-uri", secret)
    code, output = project.run("launch", "tiny.yaml", *to_job)
    assert code == 2 and "holds a password, and Ray shows a job's command" in output
    assert "secret" not in output
