"""A trial's last word to Ray Tune, and what a launch shows of it.

The trial and Tune's session are stand-ins.
"""

import io
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from rich.console import Console

import scoresweep.workers.trial
from scoresweep.errors import InputError
from scoresweep.orchestrator.cli.progress import LaunchProgress
from scoresweep.orchestrator.config.sweep import DeadlineSpec
from scoresweep.orchestrator.execution import ray_tune as schedule
from scoresweep.orchestrator.execution.deadlines import Deadlines
from scoresweep.orchestrator.execution.queue import JobQueue
from scoresweep.orchestrator.planning.work import Work
from scoresweep.specs.job import Job, Resources, job_to_json
from scoresweep.specs.trial import DataSource
from tests.orchestrator.execution.test_queue import trial


def finished(job: Job, report: Callable[[dict[str, Any]], None], **_: int) -> bool:
    report({"phase": "training", "epoch": 1, "accuracy": 0.5, "epoch_s": 1.0})
    return True


def waits(job: Job, report: Callable[[dict[str, Any]], None], **_: int) -> bool:
    return False


def refused(job: Job, report: Callable[[dict[str, Any]], None], **_: int) -> bool:
    raise InputError("no such file")


ENDS = [
    (finished, {"phase": "done"}),
    (waits, {"phase": "waiting for another network"}),
    (refused, {"phase": "refused", "because": "no such file"}),
]


@pytest.mark.parametrize(("run_trial", "last"), ENDS, ids=["finished", "waits", "refused"])
def test_the_last_report_alone_says_that_it_is_the_last(
    run_trial: Callable[..., bool], last: dict[str, Any], monkeypatch: pytest.MonkeyPatch
):
    """Tune ends a trial at a report that is done, and asks again after any other."""
    reports: list[dict[str, Any]] = []
    monkeypatch.setattr(schedule.tune, "report", reports.append)
    monkeypatch.setattr(scoresweep.workers.trial, "run_trial", run_trial)
    job = Job(
        trial=trial(0),
        role="trial",
        run_id="",
        tracking_uri="",
        storage="",
        source=DataSource(),
        resources=Resources(gpu=0.0),
    )
    schedule.trainable({"job": job_to_json(job)}, "sqlite:///scoresweep.db")
    assert reports[-1] == {**last, "done": True}
    assert not any(report.get("done") for report in reports[:-1])


@pytest.mark.parametrize(
    ("result", "shown"),
    [
        ({"phase": "waiting for another network", "done": True}, "waiting for another network"),
        # As a search stops it: what is shown is that, when it is done.
        ({"phase": "training", "epoch": 1, "accuracy": 0.5, "epoch_s": 1.0, "done": True}, None),
        (
            {"phase": "training", "epoch": 1, "accuracy": 0.5, "epoch_s": 1.0, "done": False},
            "epoch 1/",
        ),
        # Both have a line when the queue hears of them.
        ({"phase": "done", "done": True}, None),
        ({"phase": "refused", "because": "no such file", "done": True}, None),
    ],
    ids=["waits", "stopped", "trains", "finished", "refused"],
)
def test_what_a_launch_shows_of_a_report(result: dict[str, Any], shown: str | None):
    console = Console(record=True, file=io.StringIO())
    progress, work = LaunchProgress(console), Work(trial(0), is_judge=False)
    progress.add(work.trial, work.trial.label)
    queue = JobQueue([work])
    suggestions = SimpleNamespace(work={"t": work})
    hooks = SimpleNamespace(on_epoch=lambda *_: None)
    deadlines = Deadlines(DeadlineSpec(), lambda: 0.0, measured_at_once=1)
    watch = schedule._Watch(queue, suggestions, progress, hooks, deadlines)
    watch.on_trial_result(1, [], SimpleNamespace(trial_id="t"), result)
    lines = console.export_text()
    assert (shown in lines) if shown else not lines
