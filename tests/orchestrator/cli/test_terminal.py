"""What is printed never ends a command: other encodings, closed pipes, full disks."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from scoresweep.orchestrator.cli.terminal import FULL, command_name, lossy_output
from tests.launching import SCORESWEEP


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "utf-8"])
def test_signs_that_an_encoding_lacks_are_spelt_out(encoding: str, tmp_path: Path):
    done = subprocess.run(
        [*SCORESWEEP, "plan", "quickstart"],
        cwd=tmp_path,
        capture_output=True,
        env=os.environ | {"PYTHONIOENCODING": encoding},
    )
    assert done.returncode == 0 and b"Traceback" not in done.stderr
    shown = done.stdout.decode(encoding)
    assert ("λ" if encoding == "utf-8" else "lambda") in shown


def test_a_pipe_that_is_closed_changes_no_exit_code(tmp_path: Path):
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [*SCORESWEEP, "plan", "quickstart"], cwd=tmp_path, stdout=writing, stderr=subprocess.PIPE
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_reported_unless_a_sweep_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [*SCORESWEEP, "plan", "quickstart"], cwd=tmp_path, stdout=full, stderr=subprocess.PIPE
        )
        assert done.returncode == 2 and b"free some space" in done.stderr
        monkeypatch.setattr(sys, "stdout", full)
        with lossy_output(FULL):
            for line in ("a line of a log", "and another"):
                sys.stdout.write(line)
                sys.stdout.flush()


def test_a_command_that_isnt_on_the_path_is_named_by_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    typed = tmp_path / "scoresweep"
    typed.write_text("")
    typed.chmod(0o755)
    monkeypatch.setattr("sys.argv", [str(typed), "launch"])
    monkeypatch.setenv("PATH", "/nowhere")
    assert command_name() == str(typed)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert command_name() == "scoresweep"
    monkeypatch.setattr("sys.argv", ["-c"])
    monkeypatch.setenv("PATH", "/nowhere")
    assert command_name() == "scoresweep"
