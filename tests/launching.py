"""Starts real launches as separate processes, and finds every process that one left behind."""

import json
import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable
from pathlib import Path

from mlflow import MlflowClient
from mlflow.entities import Run

from scoresweep.specs.measurements import MEASUREMENTS

# A `measure:` that leaves everything out but a short GAN-test.
ONLY_GAN_TEST = {"gan_test": {"samples": 20, "steps": 2}} | {
    name: None for name in MEASUREMENTS if name != "gan_test"
}
SCORESWEEP = [sys.executable, "-m", "scoresweep.orchestrator.cli.main"]
_MARK = "SCORESWEEP_TEST_MARK"
# Two trials and a judge, a few seconds each.
SWEEP = f"""
name: tiny
variants: [baseline, score_matching]
data: {{name: digits, train_size: 200, validation_size: 50}}
model: {{name: resnet9, width: 2}}
training: {{epochs: 2, batch_size: 40, lr: 0.05, schedule: one_cycle, crop_padding: 1, flip: false}}
judge: {{model: {{name: vgg11, width: 2}}}}
measure: {json.dumps(ONLY_GAN_TEST)}
"""


def write_sweep(folder: Path) -> str:
    (folder / "tiny.yaml").write_text(SWEEP)
    return "tiny.yaml"


class Launch:
    """One `scoresweep` command, its output in a file, and the processes that carry its mark."""

    def __init__(self, folder: Path, *arguments: str):
        self.mark = uuid.uuid4().hex
        self.log = folder / f"{self.mark}.log"
        with open(self.log, "w", encoding="utf-8") as log:
            self.process = subprocess.Popen(
                [*SCORESWEEP, *arguments],
                cwd=folder,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=os.environ | {_MARK: self.mark, "OMP_NUM_THREADS": "1"},
                start_new_session=True,
            )

    def output(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def wait(self, seconds: float = 240) -> int:
        """The exit code, once nothing of the launch runs any more."""
        try:
            code = self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.end()
            raise AssertionError(f"no end after {seconds} s:\n{self.output()}") from None
        left = self.left(30)
        self.end()
        assert not left, f"left behind: {left}"
        return code

    def wait_for(self, condition: Callable[[], bool], seconds: float = 120) -> None:
        until = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > until or self.process.poll() is not None:
                self.end()
                raise AssertionError(f"it never came to that:\n{self.output()}")
            time.sleep(0.1)

    def left(self, seconds: float) -> list[str]:
        """Command lines of the processes that still run after so long."""
        until = time.monotonic() + seconds
        while (found := self.processes()) and time.monotonic() < until:
            time.sleep(0.2)
        return list(found.values())

    def end(self) -> None:
        """End what is left, by id."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        for pid in self.processes():
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue

    def processes(self) -> dict[int, str]:
        """Process id → command line of what carries the launch's mark."""
        wanted = f"{_MARK}={self.mark}".encode()
        found = {}
        for entry in Path("/proc").iterdir():
            if not entry.name.isdigit():
                continue
            try:
                if wanted in (entry / "environ").read_bytes().split(b"\0"):
                    command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
                    if command:  # a zombie has none
                        found[int(entry.name)] = command[:150]
            except (FileNotFoundError, ProcessLookupError, PermissionError):
                continue
        return found


def launch(folder: Path, *arguments: str) -> tuple[int, str]:
    """Run a command to its end → exit code, output."""
    started = Launch(folder, *arguments)
    return started.wait(), started.output()


def store(folder: Path) -> MlflowClient:
    return MlflowClient(f"sqlite:///{folder / 'scoresweep.db'}")


def all_runs(client: MlflowClient) -> list[Run]:
    experiments = [experiment.experiment_id for experiment in client.search_experiments()]
    return list(client.search_runs(experiments))


def runs_by_key(client: MlflowClient) -> dict[str, Run]:
    """trial_key → run. Fails if a key has two."""
    runs = [run for run in all_runs(client) if "scoresweep.trial_key" in run.data.tags]
    found = {run.data.tags["scoresweep.trial_key"]: run for run in runs}
    assert len(found) == len(runs), "a trial_key has two runs"
    return found


def history(client: MlflowClient, run: Run, metric: str) -> list[tuple[int, float]]:
    """(step, value) of every point in the ledger, repetitions included."""
    points = client.get_metric_history(run.info.run_id, metric)
    return sorted((point.step, point.value) for point in points)


def science(client: MlflowClient) -> dict[str, dict[str, list[tuple[int, float]]]]:
    """trial_key → metric → points, without what a clock says, or the system of a process."""
    return {
        key: {
            metric: history(client, run, metric)
            for metric in run.data.metrics
            if not metric.startswith(("time/", "memory/"))
        }
        for key, run in runs_by_key(client).items()
    }
