"""Runs a queue as `launch` does, with real Ray and real Tune, but for what a trial does."""

import json
import os
import time
from pathlib import Path
from typing import Any

import pytest
import ray
from rich.console import Console

from scoresweep.ledger.trial_state import TrialState
from scoresweep.orchestrator.cli.progress import LaunchProgress
from scoresweep.orchestrator.config.sweep import DeadlineSpec
from scoresweep.orchestrator.execution import ray_tune as schedule
from scoresweep.orchestrator.execution.queue import JobQueue
from scoresweep.orchestrator.planning.work import Work
from scoresweep.specs.job import Job, Resources, job_from_json
from scoresweep.specs.trial import DataSource
from tests.orchestrator.execution.test_queue import trial


def stub(config: dict[str, Any], tracking_uri: str) -> None:
    """In place of a trial: says where it is, and waits until as many as expected are there
    at once.
    """
    job = job_from_json(config["job"])
    here = {
        "node": ray.get_runtime_context().get_node_id(),
        "gpus": ray.get_runtime_context().get_accelerator_ids()["GPU"],
        "visible": os.environ.get("CUDA_VISIBLE_DEVICES"),
    }
    (Path(job.storage) / f"{job.trial.seed}.json").write_text(json.dumps(here))
    until = time.monotonic() + 60
    while len(list(Path(job.storage).glob("*.json"))) < int(job.run_id):
        if time.monotonic() > until:
            raise TimeoutError("the others never came")
        time.sleep(0.1)
    schedule.report_last({"phase": "done"})


class Hooks:
    """The driver's side, as far as stubs need it. ends: seed → how its trial ended."""

    def __init__(self, folder: Path, resources: Resources, count: int):
        self._folder, self._resources, self._count = folder, resources, count
        self.failures: list[str] = []
        self.ends: dict[int, str] = {}

    def make_job(self, work: Work) -> Job:
        return Job(
            trial=work.trial,
            role="trial",
            run_id=str(self._count),
            tracking_uri="",
            storage=str(self._folder),
            source=DataSource(),
            resources=self._resources,
        )

    def on_failure(self, work: Work, job: Job, traceback: str) -> None:
        self.failures.append(traceback)

    def on_stop(self, work: Work, job: Job, epoch: int) -> None:
        self.ends[work.trial.seed] = f"stopped at {epoch}"

    def on_epoch(self, work: Work, report: dict[str, Any]) -> None: ...

    def on_end(self, work: Work, state: TrialState) -> None:
        if state is TrialState.FINISHED:
            self.ends[work.trial.seed] = "done"


def places(
    folder: Path,
    resources: Resources,
    count: int,
    concurrency: int,
    monkeypatch: pytest.MonkeyPatch,
) -> list[dict[str, Any]]:
    """Run `count` stubs as `launch` runs trials, all at once, and say where each was."""
    monkeypatch.setattr(schedule, "trainable", stub)
    hooks = Hooks(folder, resources, count)
    work = [Work(trial(seed), is_judge=False) for seed in range(count)]
    progress = LaunchProgress(Console(quiet=True))
    for item in work:
        progress.add(item.trial, item.trial.label)
    schedule.run_jobs(
        JobQueue(work),
        hooks,
        progress,
        schedule.JobSettings(
            resources=resources,
            concurrency=concurrency,
            deadlines=DeadlineSpec(),
            tracking_uri="",
        ),
    )
    assert not hooks.failures, hooks.failures[0]
    return [json.loads(file.read_text()) for file in folder.glob("*.json")]
