"""The driver's story: plan, look at the ledger, run what is missing, close the sweep."""

import dataclasses
from pathlib import Path
from typing import Any, Literal

from mlflow.exceptions import MlflowException
from rich.console import Console

from analysis.collect import SWEEP_FORMAT
from orchestrator.forecast import relative_cost
from orchestrator.jobs import JobQueue, Work
from orchestrator.ledger import KnownRun, Ledger
from orchestrator.plan import Plan
from orchestrator.progress import Progress
from orchestrator.spec import SweepSpec, sweep_to_dict
from orchestrator.todo import Todo, find_todo, wanted_measurements
from workers.errors import InputError
from workers.job import Job, Resources, TrainedNetwork
from workers.measure import (
    NOTHING,
    MeasureSpec,
    measure_to_dict,
    networks_needed,
)
from workers.spec import TrialSpec, trial_to_dict

INTERRUPTED = 130


@dataclasses.dataclass(frozen=True)
class Launch:
    """What to launch: a sweep and its plan, and which of its measurements to take now.

    evaluate_only leaves out all that isn't trained.
    """

    spec: SweepSpec
    plan: Plan
    measure: MeasureSpec
    evaluate_only: bool = False

    def todo(self, known: dict[str, KnownRun]) -> Todo:
        todo = find_todo(self.plan, known, wanted_measurements(self.measure, self.plan))
        return todo.without_training() if self.evaluate_only else todo


def launch(
    wanted: Launch,
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
    spec, plan, todo = wanted.spec, wanted.plan, wanted.todo(known)
    console.print(
        f"sweep {spec.name}: {len(todo.train)} trials to train, {len(todo.remeasure)} to measure "
        f"again, {len(todo.done)} done before",
        highlight=False,
    )
    if todo.is_empty:
        ledger = Ledger(uri, storage)
        sweep = ledger.open_sweep(spec, sweep_json(spec, plan, known))
        ledger.close_sweep(sweep, "FINISHED")
        return 0
    # Starting Ray takes seconds; nothing of the plan or the ledger needs it.
    from orchestrator import schedule

    with schedule.cluster(address, verbose=verbose):
        resources = schedule.settle(spec.resources)
        schedule.check_store_is_shared(uri)
        concurrency = schedule.slots(resources)
        driver = _Driver(wanted, Ledger(uri, storage), known, storage, resources)
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
        wanted: Launch,
        ledger: Ledger,
        known: dict[str, KnownRun],
        storage: Path,
        resources: Resources,
    ):
        self.spec, self.plan, self.measure = wanted.spec, wanted.plan, wanted.measure
        self.ledger, self.known = ledger, known
        self.storage, self.resources = storage, resources
        self.sweep = ledger.open_sweep(self.spec, sweep_json(self.spec, self.plan, known))
        # Keys of the runs that this launch has opened and not seen ended.
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
            reason = self._why_unmeasured(trial)
            progress.ended(trial, f"FAILED ({reason})")
            self.ledger.mark_failed(self.known[trial.key].run_id, reason)
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
            measure=NOTHING if item.is_judge else self.measure,
            judges=tuple(judge.key for judge in self.plan.judges),
            baseline=self.plan.baseline,
            networks=() if item.is_judge else self._trained_networks(),
            checkpoint=None if run.checkpoint is None else str(run.checkpoint),
        )

    def _trained_networks(self) -> tuple[TrainedNetwork, ...]:
        """The judges and the baseline, those that are trained by now."""
        found = []
        for trial in self.plan.references:
            run = self.known.get(trial.key)
            if run is not None and run.checkpoint is None:
                run = self.known[trial.key] = self.ledger.run(run.run_id)
            if run is not None and run.checkpoint is not None:
                found.append(TrainedNetwork(trial=trial, checkpoint=str(run.checkpoint)))
        return tuple(found)

    def _why_unmeasured(self, trial: TrialSpec) -> str:
        """Which networks a trial's measurements lack, in words."""
        there = {network.trial.key for network in self._trained_networks()}
        absent = {network.key: network.label for network in self.plan.references}
        absent = {key: label for key, label in absent.items() if key not in there}
        judges = tuple(judge.key for judge in self.plan.judges)
        lacking = [
            name
            for name in self.measure.settings()
            if set(networks_needed(name, judges, self.plan.baseline) or ()) & set(absent)
        ]
        names = [
            f"the judge {trial.model.name}" if trial in self.plan.judges else f"'{trial.label}'"
            for trial in self.plan.references
            if trial.key in absent
        ]
        return (
            f"run {self.known[trial.key].run_id}: {' and '.join(names)} failed or isn't trained, so "
            f"{', '.join(lacking)} could not be taken; the network is trained and stored, and "
            "launching again takes up from there"
        )

    def on_failure(self, item: Work, job: Job, traceback: str) -> None:
        self.failed.add(item.trial.key)
        self.opened.discard(item.trial.key)
        self.ledger.mark_failed(job.run_id, traceback)

    def _close_open_runs(self) -> None:
        runs = (self.ledger.run(self.known[key].run_id) for key in self.opened)
        self.ledger.mark_interrupted(run.run_id for run in runs if not run.is_finished())


def _absolute(path: str | None) -> str | None:
    return None if path is None else str(Path(path).absolute())


def _work(plan: Plan, todo: Todo) -> list[Work]:
    """Judges first, then the baseline that others need, then what takes longest.

    So no long trial is left for the end, and little waits.
    """
    to_train = {trial.key for trial in (*todo.judges, *todo.train)}
    references = frozenset(trial.key for trial in plan.references) & to_train
    trials = sorted((*todo.train, *todo.remeasure), key=relative_cost, reverse=True)
    trials.sort(key=lambda trial: trial.key != plan.baseline)
    judges = todo.judges if trials else ()
    return [Work(judge, is_judge=True) for judge in judges] + [
        Work(trial, is_judge=False, needs=references - {trial.key}) for trial in trials
    ]


def sweep_json(spec: SweepSpec, plan: Plan, known: dict[str, KnownRun]) -> dict[str, Any]:
    """What the parent run remembers of a sweep, so that tables can say what is missing.

    `spec` is all that measuring it again takes; `reused` names the runs of other sweeps whose networks
    this one shares.
    """
    return {
        "format": SWEEP_FORMAT,
        "name": spec.name,
        "description": spec.description,
        "dataset": spec.data.name,
        "cells": [_named(trial) for trial in plan.trials],
        "judges": [_named(judge) for judge in plan.judges],
        "baseline": plan.baseline,
        "measurements": wanted_measurements(spec.measure, plan),
        "measure": measure_to_dict(spec.measure),
        "spec": sweep_to_dict(spec),
        "reused": {
            trial.key: known[trial.key].run_id
            for trial in (*plan.trials, *plan.judges)
            if trial.key in known and known[trial.key].sweep != spec.name
        },
    }


def _named(trial: TrialSpec) -> dict[str, Any]:
    return {"trial_key": trial.key, **trial_to_dict(trial)}
