"""What the driver says to the trials of a launch. Without Ray: the queue is emptied here."""

from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from orchestrator import schedule
from orchestrator.driver import Driver
from orchestrator.jobs import JobQueue, Outcome
from orchestrator.launch import _work
from orchestrator.ledger import Ledger
from orchestrator.plan import make_plan
from orchestrator.progress import Progress
from orchestrator.spec import load_sweep
from orchestrator.todo import find_todo, wanted_measurements
from workers.job import Job, Resources
from workers.sources import describe
from workers.storage import Location


def test_a_job_says_how_many_trials_share_what_is_compiled_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Two slots: of three seeds of a variant one slot trains two, and of the six score-matched cells three. What is
    trained already compiles nothing."""
    jobs: list[Job] = []

    def run_jobs(queue: JobQueue, hooks: Driver, *_: Any, **__: Any) -> None:
        while (work := queue.next()) is not None:
            jobs.append(hooks.make_job(work))
            queue.ended(work, Outcome.DONE)

    monkeypatch.setattr(schedule, "run_jobs", run_jobs)
    spec = load_sweep("quickstart", ("seeds=3", "variants.score_matching.mu=[1e-3,1e-4]"))
    plan = make_plan(spec, describe(spec.data))
    ledger = Ledger(f"sqlite:///{tmp_path / 'scoresweep.db'}")
    sweep = ledger.open_sweep(spec, None)
    trained = next(t for t in plan.trials if t.objective.variant == "gradient_norm")
    run = ledger.open_trial(sweep, spec, trained, "trial", None)
    ledger.client.set_tag(run.run_id, "scoresweep.checkpoint", "/somewhere/weights.pt")
    known = ledger.runs()
    driver = Driver(
        *(spec, plan, spec.measure, ledger, known),
        *(Location.of(str(tmp_path / "runs")), Resources(gpu=0.0), Progress(Console(quiet=True))),
    )
    todo = find_todo(plan, known, wanted_measurements(spec.measure, plan))
    assert driver.run(_work(plan, todo, judges=False), concurrency=2) == 0
    shared = {job.trial.objective.variant: job.sharing for job in jobs if job.role == "trial"}
    assert shared == {
        "baseline": 2,
        "score_matching": 3,
        "anti_score_matching": 2,
        "gradient_norm": 1,
    }
    assert [job.sharing for job in jobs if job.role == "judge"] == [1, 1]
    assert {job.checkpoint for job in jobs if job.trial.key == trained.key} == {
        "/somewhere/weights.pt"
    }
