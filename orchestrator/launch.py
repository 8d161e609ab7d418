"""The driver's story: plan, look at the ledger, run what is missing, close the sweep."""

import dataclasses
from pathlib import Path
from typing import Any

from mlflow.exceptions import MlflowException
from rich.console import Console

from orchestrator.forecast import relative_cost
from orchestrator.jobs import JobQueue, Work
from orchestrator.ledger import KnownRun, Ledger
from orchestrator.plan import Plan
from orchestrator.progress import Progress
from orchestrator.spec import SweepSpec
from workers.errors import InputError
from workers.spec import (
    TEST_ACCURACY_FINGERPRINT,
    Job,
    Judge,
    TrialSpec,
    gan_test_fingerprint,
    trial_to_dict,
)

INTERRUPTED = 130


@dataclasses.dataclass(frozen=True)
class Todo:
    """What a launch would do. `remeasure` are trained already and lack a measurement."""

    done: tuple[TrialSpec, ...]
    remeasure: tuple[TrialSpec, ...]
    train: tuple[TrialSpec, ...]
    judge_done: bool


def wanted_measurements(spec: SweepSpec, plan: Plan) -> dict[str, str]:
    """Measurement → fingerprint, for each trial of the sweep."""
    wanted = {"test_accuracy": TEST_ACCURACY_FINGERPRINT}
    if spec.measure.gan_test is not None and plan.judge is not None:
        wanted["gan_test"] = gan_test_fingerprint(spec.measure.gan_test, plan.judge.key)
    return wanted


def find_todo(plan: Plan, known: dict[str, KnownRun], wanted: dict[str, str]) -> Todo:
    """Compare a plan with the ledger."""
    done, remeasure, train = [], [], []
    for trial in plan.trials:
        run = known.get(trial.key)
        if run is None or not run.is_finished():
            train.append(trial)
        elif run.holds(wanted):
            done.append(trial)
        else:
            remeasure.append(trial)
    judge = None if plan.judge is None else known.get(plan.judge.key)
    return Todo(
        tuple(done), tuple(remeasure), tuple(train), judge is not None and judge.is_finished()
    )


def launch(
    spec: SweepSpec,
    plan: Plan,
    ledger: Ledger,
    storage: Path,
    address: str | None,
    console: Console,
    *,
    verbose: bool,
) -> int:
    """Run what is missing of a sweep. Returns the exit code: 0, 1 if a trial failed, or 130."""
    # Starting Ray takes seconds; nothing of the plan or the ledger needs it.
    from orchestrator import schedule

    wanted = wanted_measurements(spec, plan)
    known = ledger.runs()
    todo = find_todo(plan, known, wanted)
    check_weights(plan, todo, known)
    work = _work(plan, todo)
    sweep = ledger.open_sweep(spec, sweep_json(spec, plan, wanted, known))
    console.print(
        f"sweep {spec.name}: {len(todo.train)} trials to train, {len(todo.remeasure)} to measure "
        f"again, {len(todo.done)} done before",
        highlight=False,
    )
    failures: list[str] = []
    opened: set[str] = set()
    queue = JobQueue(work)
    progress = Progress(console)
    for item in work:
        progress.add(item.trial, item.is_judge)

    resources = spec.resources

    def make_job(item: Work) -> Job:
        folder = storage
        if (run := known.get(item.trial.key)) is not None and run.is_finished():
            # Trained already, and so measured where its weights are: nothing is trained again.
            folder = Path(run.tags["scoresweep.checkpoint"]).parents[1]
        run_id = ledger.open_trial(
            sweep,
            spec,
            item.trial,
            "judge" if item.is_judge else "trial",
            known.get(item.trial.key),
        )
        known[item.trial.key] = ledger.run(run_id)
        opened.add(item.trial.key)
        return Job(
            trial=item.trial,
            role="judge" if item.is_judge else "trial",
            run_id=run_id,
            tracking_uri=ledger.uri,
            storage=str(folder),
            source=dataclasses.replace(spec.data, path=_absolute(spec.data.path)),
            resources=resources,
            gan_test=None if item.is_judge else spec.measure.gan_test,
            judge=None if item.is_judge else _finished_judge(plan, ledger, known),
        )

    def on_failure(item: Work, job: Job, traceback: str) -> None:
        failures.append(item.trial.key)
        opened.discard(item.trial.key)
        ledger.mark_failed(job.run_id, traceback)

    try:
        if work:
            with schedule.cluster(address, verbose=verbose):
                resources = schedule.settle(spec.resources)
                schedule.run_jobs(
                    queue,
                    make_job,
                    on_failure,
                    progress,
                    resources=resources,
                    concurrency=schedule.slots(resources),
                    max_retries=spec.max_retries,
                )
    except KeyboardInterrupt:
        ledger.mark_interrupted(
            run.run_id for key in opened if not (run := ledger.run(known[key].run_id)).is_finished()
        )
        ledger.close_sweep(sweep, "KILLED")
        return INTERRUPTED
    except MlflowException as error:
        raise InputError(
            f"the tracking store stopped taking what the sweep logs ({str(error).splitlines()[0]}); "
            "trained epochs are safe in their checkpoints: mend the store (is its disk full, is its "
            "server up?) and launch again"
        ) from error
    except BaseException:
        ledger.close_sweep(sweep, "FAILED")
        raise
    for trial in queue.unmeasured:
        failures.append(trial.key)
        ledger.mark_failed(
            known[trial.key].run_id,
            "the judge failed, so the GAN-test of this trial could not be taken; the network is "
            "trained and stored, and launching again takes up from there",
        )
    ledger.close_sweep(sweep, "FAILED" if failures else "FINISHED")
    return 1 if failures else 0


def _absolute(path: str | None) -> str | None:
    return None if path is None else str(Path(path).absolute())


def _work(plan: Plan, todo: Todo) -> list[Work]:
    """The judge first, then what takes longest, so that no long trial is left for the end."""
    trials = sorted((*todo.train, *todo.remeasure), key=relative_cost, reverse=True)
    work = [Work(trial, is_judge=False) for trial in trials]
    if plan.judge is not None and work and not todo.judge_done:
        work.insert(0, Work(plan.judge, is_judge=True))
    return work


def _finished_judge(plan: Plan, ledger: Ledger, known: dict[str, KnownRun]) -> Judge | None:
    """The judge with its weights, if it is trained by now."""
    if plan.judge is None or (run := known.get(plan.judge.key)) is None:
        return None
    if not run.is_finished():
        run = known[plan.judge.key] = ledger.run(run.run_id)
    if not run.is_finished():
        return None
    return Judge(trial=plan.judge, checkpoint=run.tags["scoresweep.checkpoint"])


def sweep_json(
    spec: SweepSpec, plan: Plan, wanted: dict[str, str], known: dict[str, KnownRun]
) -> dict[str, Any]:
    """What the parent run remembers of a sweep, so that tables can say what is missing.

    `reused` names the runs of other sweeps whose networks this one shares.
    """
    members = [*plan.trials] + ([plan.judge] if plan.judge else [])
    return {
        "format": 1,
        "name": spec.name,
        "description": spec.description,
        "dataset": spec.data.name,
        "cells": [{"trial_key": trial.key, **trial_to_dict(trial)} for trial in plan.trials],
        "judge": None
        if plan.judge is None
        else {"trial_key": plan.judge.key, **trial_to_dict(plan.judge)},
        "measurements": wanted,
        "reused": {
            trial.key: known[trial.key].run_id
            for trial in members
            if trial.key in known and known[trial.key].sweep != spec.name
        },
    }


def check_weights(plan: Plan, todo: Todo, known: dict[str, KnownRun]) -> None:
    """Networks that are to be measured, and their judge, must have their weights where they say.

    Raises InputError that names the run.
    """
    needed = list(todo.remeasure)
    if plan.judge is not None and todo.judge_done and (todo.train or todo.remeasure):
        needed.append(plan.judge)
    for trial in needed:
        run = known[trial.key]
        path = Path(run.tags.get("scoresweep.checkpoint", ""))
        if not path.is_file():
            raise InputError(
                f"the weights of '{trial.label}' are not at {path}, where its run {run.run_id} in "
                f"the sweep {run.sweep} says; put the file back, or delete that run in MLflow so "
                "that it is trained again"
            )
