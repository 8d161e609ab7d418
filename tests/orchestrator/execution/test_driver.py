"""What the driver says to the trials of a launch. Without Ray: the queue is emptied here."""

import contextlib
import io
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from scoresweep.analysis.results.collect import collect
from scoresweep.errors import SameFailureError
from scoresweep.ledger.records import RunRecord
from scoresweep.ledger.trial_state import TrialState
from scoresweep.orchestrator.cli.progress import LaunchProgress
from scoresweep.orchestrator.config.sweep import load_sweep
from scoresweep.orchestrator.execution import ray_tune as schedule
from scoresweep.orchestrator.execution.context import LaunchContext
from scoresweep.orchestrator.execution.driver import Driver
from scoresweep.orchestrator.execution.launch import order_work
from scoresweep.orchestrator.execution.ledger_writer import Ledger
from scoresweep.orchestrator.execution.queue import INTERRUPTED, JobQueue
from scoresweep.orchestrator.planning.plan import make_plan
from scoresweep.orchestrator.planning.request import LaunchRequest
from scoresweep.orchestrator.planning.work import Work
from scoresweep.specs.job import Job, Resources
from scoresweep.specs.measurements import TEST_ACCURACY_FINGERPRINT
from scoresweep.storage.location import Location
from scoresweep.workers.data.sources import describe
from scoresweep.workers.recorder import Recorder
from tests.message_service import serving


def a_driver(
    folder: Path,
    ledger: Ledger,
    existing_runs: dict[str, RunRecord],
    *overrides: str,
    console: Console | None = None,
    **asked: Any,
) -> Driver:
    spec = load_sweep("quickstart", overrides)
    request = LaunchRequest(spec, make_plan(spec, describe(spec.data)), spec.measure, **asked)
    context = LaunchContext(
        uri=ledger.uri,
        storage=Location.of(str(folder)),
        progress=LaunchProgress(console or Console(quiet=True)),
    )
    return Driver(request, context, ledger, existing_runs, Resources(gpu=0.0))


def test_ctrl_c_closes_every_run_that_is_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """One that trains, and one that is made at the very moment, which the driver hasn't heard of
    yet; the same again opens both, and leaves one that is trained and finished as it is.
    """
    ledger = Ledger(f"sqlite:///{tmp_path / 'scoresweep.db'}")
    driver = a_driver(tmp_path, ledger, {})
    trials = driver.plan.trials[:3]
    work = [Work(trial, False) for trial in trials]
    make = ledger.open_trial

    def interrupted(*arguments: Any) -> RunRecord:
        made = make(*arguments)
        if arguments[2] is trials[1]:
            raise KeyboardInterrupt
        return made

    def run_jobs(queue: JobQueue, hooks: Driver, *_: Any, **__: Any) -> None:
        while (item := queue.next()) is not None:
            hooks.make_job(item)

    monkeypatch.setattr(schedule, "run_jobs", run_jobs)
    monkeypatch.setattr(ledger, "open_trial", interrupted)
    assert driver.run(work, concurrency=2) == INTERRUPTED
    assert {key: run.state for key, run in ledger.runs().items()} == {
        trials[0].key: "KILLED",
        trials[1].key: "KILLED",
    }
    monkeypatch.setattr(ledger, "open_trial", make)
    known = ledger.runs()
    done = known[trials[0].key].run_id
    ledger.client.set_tag(done, "scoresweep.checkpoint", "/somewhere/weights.pt")
    ledger.client.set_terminated(done, "FINISHED")
    again = a_driver(tmp_path, ledger, ledger.runs())
    again.run(work, concurrency=2)
    assert {key: run.state for key, run in ledger.runs().items()} == {
        trials[0].key: "FINISHED",
        trials[1].key: "RUNNING",
        trials[2].key: "RUNNING",
    }
    assert (
        len(ledger.runs()) == 3
        and ledger.runs()[trials[1].key].run_id == known[trials[1].key].run_id
    )


def test_a_job_says_how_many_trials_share_what_is_compiled_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Two slots: of three seeds of a variant one slot trains two, and of the six score-matched
    cells three. What is trained already compiles nothing.
    """
    jobs: list[Job] = []

    def run_jobs(queue: JobQueue, hooks: Driver, *_: Any, **__: Any) -> None:
        while (work := queue.next()) is not None:
            jobs.append(hooks.make_job(work))
            queue.ended(work, TrialState.FINISHED)

    monkeypatch.setattr(schedule, "run_jobs", run_jobs)
    overrides = ("seeds=3", "variants.score_matching.mu=[1e-3,1e-4]")
    spec = load_sweep("quickstart", overrides)
    plan = make_plan(spec, describe(spec.data))
    ledger = Ledger(f"sqlite:///{tmp_path / 'scoresweep.db'}")
    sweep = ledger.open_sweep(spec, None)
    trained = next(t for t in plan.trials if t.objective.variant == "gradient_norm")
    run = ledger.open_trial(sweep, spec, trained, "trial", None)
    ledger.client.set_tag(run.run_id, "scoresweep.checkpoint", "/somewhere/weights.pt")
    existing_runs = ledger.runs()
    driver = a_driver(tmp_path / "runs", ledger, existing_runs, *overrides)
    pending = driver.request.pending(existing_runs)
    assert driver.run(order_work(plan, pending, with_judges=False), concurrency=2) == 0
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


def test_a_job_that_may_be_stopped_tells_of_each_epoch(tmp_path: Path):
    driver = a_driver(tmp_path, Ledger(f"sqlite:///{tmp_path / 'scoresweep.db'}"), {})
    first, second = driver.plan.trials[:2]
    assert driver.make_job(Work(first, False, is_candidate=True)).tells_each_epoch
    assert not driver.make_job(Work(second, False)).tells_each_epoch


def test_a_judge_at_chance_is_said_while_people_wait(tmp_path: Path):
    """Once, though every trial that ends may tell it: it reads 11 % of digits, of ten classes."""
    ledger, shown = Ledger(f"sqlite:///{tmp_path / 'scoresweep.db'}"), io.StringIO()
    driver = a_driver(tmp_path, ledger, {}, console=Console(file=shown, width=300))
    work = Work(driver.plan.judges[0], True)
    driver.progress.add(work.trial, "the judge")
    job = driver.make_job(work)
    recorder = Recorder(ledger.uri, job.run_id)
    recorder.begin("cpu", is_trained=False, micro_batches=1)
    accuracy = {
        "measurement": "test_accuracy",
        "value": 0.11,
        "details": {},
        "fingerprint": TEST_ACCURACY_FINGERPRINT,
        "timestamp_ms": 1,
    }
    recorder.log_measurement(accuracy, [], step=1)
    for _ in range(2):
        driver._page_due_at = 0.0
        driver.on_end(work, TrialState.FINISHED)
    warned = [line for line in shown.getvalue().splitlines() if "Rank nothing by GAN-test" in line]
    assert len(warned) == 1 and "reads 11.00 % of the test images right" in warned[0]


def test_a_driver_that_ends_with_an_error_leaves_nothing_running(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    ledger = Ledger(f"sqlite:///{tmp_path / 'scoresweep.db'}")
    driver = a_driver(tmp_path, ledger, {})

    def run_jobs(queue: JobQueue, hooks: Driver, *_: Any, **__: Any) -> None:
        work = queue.next()
        assert work is not None
        hooks.make_job(work)
        raise RuntimeError("the head of the cluster is gone")

    monkeypatch.setattr(schedule, "run_jobs", run_jobs)
    with pytest.raises(RuntimeError, match="head"):
        driver.run([Work(driver.plan.trials[0], False)], concurrency=1)
    assert [run.state for run in ledger.runs().values()] == ["KILLED"]
    assert ledger.client.get_run(driver.sweep.run_id).info.status == "KILLED"


def test_a_sweeps_page_is_there_before_its_first_trial(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    ledger = Ledger(f"sqlite:///{tmp_path / 'scoresweep.db'}")
    driver = a_driver(tmp_path, ledger, {})
    seen = []

    def run_jobs(queue: JobQueue, hooks: Driver, *_: Any, **__: Any) -> None:
        seen.append(ledger.client.get_run(hooks.sweep.run_id).data.tags["mlflow.note.content"])
        seen.append(ledger.client.get_experiment(hooks.sweep.experiment_id).tags)

    monkeypatch.setattr(schedule, "run_jobs", run_jobs)
    driver.run([Work(trial, False) for trial in driver.plan.trials], concurrency=2)
    note, tags = seen
    assert "missing" in note and "Views: [Table 1](" in note
    assert "mlflow.sharedViewState.scoresweep-table-1" in tags


@pytest.mark.parametrize("alike", [True, False])
def test_trials_that_all_fail_alike_end_a_launch_that_is_to_fail_fast(
    alike: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Their errors name the run and the trial's key, in which alone they differ. What ran when the
    second failed goes on to its end; the parked one's run is left to the next launch, not open.
    """
    ledger, shown = Ledger(f"sqlite:///{tmp_path / 'scoresweep.db'}"), io.StringIO()
    console = Console(file=shown, width=300)
    driver = a_driver(tmp_path, ledger, {}, "max_retries=0", console=console, fail_fast=2)
    started: list[str] = []

    def run_jobs(queue: JobQueue, hooks: Driver, *_: Any, **__: Any) -> None:
        jobs = [(work, hooks.make_job(work)) for work in (queue.next() for _ in range(4)) if work]
        (work, job), (other, other_job), (running, _), (parked, _) = jobs
        started.extend(work.trial.key for work, _ in jobs)
        ends = [(work, job, "OSError: no space for"), (other, other_job, "OSError: no space for")]
        if not alike:
            ends[1] = (other, other_job, "ValueError: in")
        for work, job, what in ends:
            text = f"Traceback\n{what} /runs/{work.trial.key}/{job.run_id}\n"
            assert not queue.attempt_failed(work, counts=True, made_progress=False)
            hooks.on_failure(work, job, text)
            hooks.on_end(work, TrialState.FAILED)
        queue.ended(parked, TrialState.WAITING)
        hooks.on_end(parked, TrialState.WAITING)
        while not queue.is_finished():
            run = ledger.runs()[running.trial.key]
            ledger.client.set_terminated(run.run_id, "FINISHED")
            queue.ended(running, TrialState.FINISHED)
            hooks.on_end(running, TrialState.FINISHED)
            if (work := queue.next()) is not None:
                started.append(work.trial.key)
                hooks.make_job(work)
                running = work

    monkeypatch.setattr(schedule, "run_jobs", run_jobs)
    work = order_work(driver.plan, driver.request.pending({}), with_judges=False)
    if not alike:
        assert driver.run(work, concurrency=4) == 1
        assert len(started) > 4 and "fail-fast" not in shown.getvalue()
        return
    with pytest.raises(SameFailureError) as caught:
        driver.run(work, concurrency=4)
    message = str(caught.value)
    assert (
        "the first 2 trials to end all failed in the same way (OSError: no space for /runs/…/…)"
        in message
    )
    assert "scoresweep status quickstart" in message and "the same launch goes on" in message
    assert len(started) == 4 and "no further trial starts" in shown.getvalue()
    states = [ledger.runs()[key].state for key in started]
    assert states == ["FAILED", "FAILED", "FINISHED", "KILLED"]
    assert ledger.client.get_run(driver.sweep.run_id).info.status == "FAILED"


@pytest.mark.parametrize("end", ["has ended", "was interrupted", "ended early"])
def test_a_message_tells_of_the_first_trial_that_fails_and_one_of_the_end(
    end: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    ledger = Ledger(f"sqlite:///{tmp_path / 'scoresweep.db'}")

    def run_jobs(queue: JobQueue, hooks: Driver, *_: Any, **__: Any) -> None:
        for _ in range(2):
            work = queue.next()
            assert work is not None
            hooks.on_failure(work, hooks.make_job(work), "Traceback\nOSError: no space\n")
            queue.ended(work, TrialState.FAILED)
        if end == "was interrupted":
            raise KeyboardInterrupt
        if end == "ended early":
            raise RuntimeError("Ray is gone")

    monkeypatch.setattr(schedule, "run_jobs", run_jobs)
    with serving(monkeypatch) as service:
        driver = a_driver(tmp_path, ledger, {})
        work = order_work(driver.plan, driver.request.pending({}), with_judges=False)
        with contextlib.suppress(RuntimeError):
            driver.run(work, concurrency=2)
    failed, ended = service.received
    assert failed["title"] == "scoresweep: quickstart has a failed trial"
    assert "OSError: no space\nThe others go on." in failed["message"]
    assert ended["title"] == f"scoresweep: quickstart {end}"
    text = "Ray is gone" if end == "ended early" else "2 judges failed"
    assert text in ended["message"]


@pytest.mark.parametrize(("first", "status"), [(1, "KILLED"), (99, "FINISHED")])
def test_a_sweep_of_which_trials_are_left_for_later_isnt_over(
    first: int, status: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Its plan is whole: the trials that are left are missing, and their number is no failure."""
    ledger = Ledger(f"sqlite:///{tmp_path / 'scoresweep.db'}")
    driver = a_driver(tmp_path, ledger, {}, first=first)

    def run_jobs(queue: JobQueue, *_: Any, **__: Any) -> None:
        while (work := queue.next()) is not None:
            queue.ended(work, TrialState.FINISHED)

    monkeypatch.setattr(schedule, "run_jobs", run_jobs)
    work = order_work(driver.plan, driver.request.pending({}), with_judges=False)
    assert driver.run(work, concurrency=2) == 0
    assert ledger.client.get_run(driver.sweep.run_id).info.status == status
    sweep = collect(ledger.client, "quickstart")
    assert [cell.status for cell in sweep.cells] == ["missing"] * len(driver.plan.trials)


def test_the_results_of_a_trial_that_ends_are_shown(tmp_path: Path):
    ledger, shown = Ledger(f"sqlite:///{tmp_path / 'scoresweep.db'}"), io.StringIO()
    driver = a_driver(tmp_path, ledger, {}, console=Console(file=shown, width=300))
    work = Work(driver.plan.trials[0], False)
    driver.progress.add(work.trial, "one")
    job = driver.make_job(work)
    for name, value in {"val/accuracy": 0.5, "test_accuracy": 0.25, "gan_test": 0.125}.items():
        ledger.client.log_metric(job.run_id, name, value)
    driver.on_end(work, TrialState.FINISHED)
    driver.progress.ended(work.trial, TrialState.FINISHED)
    assert "one: done, validation 50.0%, test 25.0%, GAN-test 12.5%" in shown.getvalue()
