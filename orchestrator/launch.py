"""The driver's story: plan, look at the ledger, run what is missing, close the sweep."""

import dataclasses
from pathlib import Path
from typing import Any, Literal

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
    Resources,
    TrialSpec,
    gan_test_fingerprint,
    trial_to_dict,
)

INTERRUPTED = 130


@dataclasses.dataclass(frozen=True)
class Todo:
    """What a launch would do. `remeasure` are trained already, and lack a measurement or its end."""

    done: tuple[TrialSpec, ...]
    remeasure: tuple[TrialSpec, ...]
    train: tuple[TrialSpec, ...]
    judge_done: bool

    @property
    def is_empty(self) -> bool:
        return not (self.train or self.remeasure)


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
        if run is None or run.checkpoint is None:
            train.append(trial)
        elif run.is_finished() and run.holds(wanted):
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
    uri: str,
    known: dict[str, KnownRun],
    storage: Path,
    address: str | None,
    console: Console,
    *,
    verbose: bool,
) -> int:
    """Run what is missing of a sweep. Returns the exit code: 0, 1 if a trial failed, or 130.

    `known` is what the ledger held a moment ago. Nothing is written before the trials are known to
    fit on the cluster.
    """
    todo = find_todo(plan, known, wanted_measurements(spec, plan))
    check_weights(plan, todo, known)
    console.print(
        f"sweep {spec.name}: {len(todo.train)} trials to train, {len(todo.remeasure)} to measure "
        f"again, {len(todo.done)} done before",
        highlight=False,
    )
    if todo.is_empty:
        ledger = Ledger(uri, storage)
        ledger.close_sweep(ledger.open_sweep(spec, sweep_json(spec, plan, known)), "FINISHED")
        return 0
    # Starting Ray takes seconds; nothing of the plan or the ledger needs it.
    from orchestrator import schedule

    with schedule.cluster(address, verbose=verbose):
        resources = schedule.settle(spec.resources)
        schedule.check_store_is_shared(uri)
        concurrency = schedule.slots(resources)
        driver = _Driver(spec, plan, Ledger(uri, storage), known, storage, resources)
        try:
            return driver.run(_work(plan, todo), Progress(console), concurrency)
        except MlflowException as error:
            raise InputError(
                "the tracking store stopped taking what the sweep logs "
                f"({str(error).splitlines()[0]}); trained epochs are safe in their checkpoints: mend "
                "the store (is its disk full, is its server up?) and launch again"
            ) from error


class _Driver:
    """One launch under way: it makes runs as jobs start, and closes what they leave open."""

    def __init__(
        self,
        spec: SweepSpec,
        plan: Plan,
        ledger: Ledger,
        known: dict[str, KnownRun],
        storage: Path,
        resources: Resources,
    ):
        self.spec, self.plan, self.ledger, self.known = spec, plan, ledger, known
        self.storage, self.resources = storage, resources
        self.sweep = ledger.open_sweep(spec, sweep_json(spec, plan, known))
        self.opened: set[str] = set()
        self.failed: set[str] = set()

    def run(self, work: list[Work], progress: Progress, concurrency: int) -> int:
        from orchestrator import schedule

        queue = JobQueue(work)
        for item in work:
            progress.add(item.trial, item.is_judge)
        try:
            schedule.run_jobs(
                queue,
                self.make_job,
                self.on_failure,
                progress,
                resources=self.resources,
                concurrency=concurrency,
                max_retries=self.spec.max_retries,
            )
        except KeyboardInterrupt:
            self._close_open_runs()
            self.ledger.close_sweep(self.sweep, "KILLED")
            return INTERRUPTED
        for trial in queue.unmeasured:
            self.failed.add(trial.key)
            self.ledger.mark_failed(
                self.known[trial.key].run_id,
                "the judge failed, so the GAN-test of this trial could not be taken; the network "
                "is trained and stored, and launching again takes up from there",
            )
        self.ledger.close_sweep(self.sweep, "FAILED" if self.failed else "FINISHED")
        return 1 if self.failed else 0

    def make_job(self, item: Work) -> Job:
        """The job of a trial that starts now, with its run."""
        role: Literal["judge", "trial"] = "judge" if item.is_judge else "trial"
        key = item.trial.key
        before = self.known.get(key)
        run_id = self.ledger.open_trial(self.sweep, self.spec, item.trial, role, before)
        run = self.known[key] = self.ledger.run(run_id)
        self.opened.add(key)
        return Job(
            trial=item.trial,
            role=role,
            run_id=run_id,
            tracking_uri=self.ledger.uri,
            storage=str(self.storage),
            source=dataclasses.replace(self.spec.data, path=_absolute(self.spec.data.path)),
            resources=self.resources,
            gan_test=None if item.is_judge else self.spec.measure.gan_test,
            judge=None if item.is_judge else self._finished_judge(),
            checkpoint=None if run.checkpoint is None else str(run.checkpoint),
        )

    def on_failure(self, item: Work, job: Job, traceback: str) -> None:
        self.failed.add(item.trial.key)
        self.opened.discard(item.trial.key)
        self.ledger.mark_failed(job.run_id, traceback)

    def _finished_judge(self) -> Judge | None:
        """The judge with its weights, if it is trained by now."""
        judge = self.plan.judge
        if judge is None or (run := self.known.get(judge.key)) is None:
            return None
        if not run.is_finished():
            run = self.known[judge.key] = self.ledger.run(run.run_id)
        if not run.is_finished() or run.checkpoint is None:
            return None
        return Judge(trial=judge, checkpoint=str(run.checkpoint))

    def _close_open_runs(self) -> None:
        runs = (self.ledger.run(self.known[key].run_id) for key in self.opened)
        self.ledger.mark_interrupted(run.run_id for run in runs if not run.is_finished())


def _absolute(path: str | None) -> str | None:
    return None if path is None else str(Path(path).absolute())


def _work(plan: Plan, todo: Todo) -> list[Work]:
    """The judge first, then what takes longest, so that no long trial is left for the end."""
    trials = sorted((*todo.train, *todo.remeasure), key=relative_cost, reverse=True)
    work = [Work(trial, is_judge=False) for trial in trials]
    if plan.judge is not None and work and not todo.judge_done:
        work.insert(0, Work(plan.judge, is_judge=True))
    return work


def sweep_json(spec: SweepSpec, plan: Plan, known: dict[str, KnownRun]) -> dict[str, Any]:
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
        "measurements": wanted_measurements(spec, plan),
        "gan_test": spec.measure.gan_test and dataclasses.asdict(spec.measure.gan_test),
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
        if run.checkpoint is None or not run.checkpoint.is_file():
            raise InputError(
                f"the weights of '{trial.label}' are not at {run.checkpoint}, where its run {run.run_id} in "
                f"the sweep {run.sweep} says; put the file back, or delete that run in MLflow so "
                "that it is trained again"
            )
