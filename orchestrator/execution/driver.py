"""One launch under way: it makes runs as jobs start, and closes what they leave open."""

import _thread
import dataclasses
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from scoresweep.analysis.results.collect import SWEEP_FORMAT
from scoresweep.errors import InputError
from scoresweep.ledger.client import trials_with_key
from scoresweep.ledger.known import KnownRun, by_key
from scoresweep.orchestrator.cli.progress import Progress
from scoresweep.orchestrator.config.sweep import SweepSpec, recipe_axes, sweep_to_dict
from scoresweep.orchestrator.execution.lease import Holder
from scoresweep.orchestrator.execution.ledger_writer import Ledger
from scoresweep.orchestrator.execution.queue import (
    INTERRUPTED,
    JobQueue,
    Outcome,
    Work,
    trials_a_slot,
)
from scoresweep.orchestrator.planning.pending import wanted_measurements
from scoresweep.orchestrator.planning.plan import Plan
from scoresweep.retry import RETRY_TIMEOUT_S, retry_with_backoff
from scoresweep.specs.job import Job, Resources, TrainedNetwork
from scoresweep.specs.measurements import NOTHING, MeasureSpec, measure_to_dict, networks_needed
from scoresweep.specs.step_cost import training_passes
from scoresweep.specs.trial import TrialSpec, trial_to_dict
from scoresweep.storage.location import Location

if TYPE_CHECKING:
    from scoresweep.orchestrator.search.controller import Search

T = TypeVar("T")
_SECONDS_BETWEEN_NOTES = 20.0


class Driver:
    """One launch under way: it makes runs as jobs start, and closes what they leave open. Its public methods
    but `run` and `replaced` are what `schedule.Hooks` asks for."""

    def __init__(
        self,
        spec: SweepSpec,
        plan: Plan,
        measure: MeasureSpec,
        ledger: Ledger,
        known: dict[str, KnownRun],
        storage: Location,
        resources: Resources,
        progress: Progress,
        *,
        searches: bool = False,
    ):
        self.spec, self.plan, self.measure = spec, plan, measure
        self.ledger, self.known = ledger, known
        self.storage, self.resources, self.progress = storage, resources, progress
        self.search: Search | None = None
        # A search's plan is known once the study is read, by whoever holds the lease.
        plan_json = None if searches else self._sweep_json()
        self.sweep = ledger.open_sweep(self.spec, plan_json)
        self._remembered_at = time.monotonic()
        self._has_noted_any = False
        self._replaced_by: Holder | None = None
        # What `jobs.trials_a_slot` says of this launch.
        self._sharing: dict[str, int] = {}
        # Keys of the runs that this launch has opened and not seen ended.
        self.opened: set[str] = set()
        self.failed: set[str] = set()

    def run(self, work: list[Work], concurrency: int, search: "Search | None" = None) -> int:
        """Run the work, and a search's as it comes. Returns the exit code."""
        from scoresweep.orchestrator.execution import ray_tune as schedule

        self.search = search
        queue = JobQueue(work, self.spec.max_retries, list if search is None else search.more)
        for item in work:
            self.progress.add(item.trial, item.is_judge)
        to_train = [item.trial for item in work if not self._is_trained(item.trial)]
        self._sharing = trials_a_slot(to_train, concurrency)
        try:
            self._patiently(self._remember)
            schedule.run_jobs(
                queue,
                self,
                self.progress,
                resources=self.resources,
                concurrency=concurrency,
                deadlines=self.spec.deadlines,
                tracking_uri=self.ledger.uri,
                halving=None if search is None else search.halving(),
            )
        except KeyboardInterrupt:
            if self._replaced_by is not None:
                raise InputError(
                    f"another launch ({self._replaced_by}) took the sweep {self.spec.name} over, as this one "
                    "couldn't be seen any more; this one stops and leaves the ledger to it"
                ) from None
            self._close_open_runs()
            self._remember()
            self.ledger.close_sweep(self.sweep, "KILLED")
            return INTERRUPTED
        for trial in queue.unmeasured:
            self.failed.add(trial.key)
            reason = self._why_unmeasured(trial)
            self.progress.ended(trial, f"FAILED ({reason})")
            self.ledger.mark_failed(self.known[trial.key].run_id, reason)
        status = "FAILED" if self.failed else "FINISHED"
        self._patiently(self._remember)
        self._patiently(lambda: self.ledger.close_sweep(self.sweep, status))
        return 1 if self.failed else 0

    def replaced(self, holder: Holder) -> None:
        """Called from the lease's thread: end the driver's loop, and write nothing more."""
        self._replaced_by = holder
        _thread.interrupt_main()

    def _patiently(self, action: Callable[[], T]) -> T:
        def told(error: Exception) -> None:
            self.progress.say(
                f"the tracking server is away ({str(error).splitlines()[0][:200]}); trials that run go on, "
                f"and new ones start when it is back, for up to {RETRY_TIMEOUT_S / 60:.0f} minutes"
            )

        return retry_with_backoff(action, told)

    def make_job(self, work: Work) -> Job:
        """The job of a trial that starts now, with its run."""
        job = self._patiently(lambda: self._make_job(work))
        is_first = work.is_candidate and not self._has_noted_any
        if is_first or time.monotonic() > self._remembered_at + _SECONDS_BETWEEN_NOTES:
            self._has_noted_any |= is_first
            self._patiently(self._remember)
        return job

    def on_failure(self, work: Work, job: Job, traceback: str) -> None:
        self.failed.add(work.trial.key)
        self.opened.discard(work.trial.key)
        self._patiently(lambda: self.ledger.mark_failed(job.run_id, traceback))

    def on_stop(self, work: Work, job: Job, epoch: int) -> None:
        self.opened.discard(work.trial.key)
        self._patiently(lambda: self.ledger.mark_stopped(job.run_id, epoch))

    def on_epoch(self, work: Work, report: dict[str, Any]) -> None:
        if self.search is not None:
            self.search.epoch(work, report)

    def on_end(self, work: Work, outcome: Outcome) -> None:
        if self.search is not None:
            self.search.ended(work, outcome)
            if time.monotonic() > self._remembered_at + _SECONDS_BETWEEN_NOTES:
                self._patiently(self._remember)

    def _remember(self) -> None:
        """A search's plan grows as it goes."""
        if self.search is not None:
            self.ledger.note(self.sweep, "sweep.json", self._sweep_json())
            self.ledger.note(self.sweep, "search.json", self.search.to_json())
            self._remembered_at = time.monotonic()

    def _sweep_json(self) -> dict[str, Any]:
        plan = self.plan
        if self.search is not None:
            plan = dataclasses.replace(plan, trials=self.search.trials)
        return sweep_json(self.spec, plan, self.known)

    def _make_job(self, item: Work) -> Job:
        role: Literal["judge", "trial"] = "judge" if item.is_judge else "trial"
        key = item.trial.key
        before = self.known.get(key)
        # First: Ctrl-C may come while the run is being made.
        self.opened.add(key)
        run = self.known[key] = self.ledger.open_trial(
            self.sweep, self.spec, item.trial, role, before
        )
        return Job(
            trial=item.trial,
            role=role,
            run_id=run.run_id,
            tracking_uri=self.ledger.uri,
            storage=str(self.storage),
            source=dataclasses.replace(self.spec.data, path=_absolute(self.spec.data.path)),
            resources=self.resources,
            measure=NOTHING if item.is_judge else self.measure,
            with_test=not item.is_candidate,
            judges=tuple(judge.key for judge in self.plan.judges),
            baseline=self.plan.baseline,
            networks=() if item.is_judge else self._trained_networks(),
            sharing=self._sharing.get(item.trial.step, 1),
            tells_each_epoch=item.is_candidate,
            checkpoint=run.checkpoint,
        )

    def _is_trained(self, trial: TrialSpec) -> bool:
        run = self.known.get(trial.key)
        return run is not None and run.checkpoint is not None

    def _needed_networks(self) -> list[TrialSpec]:
        """The judges and the baseline, as far as a measurement needs them."""
        judges = tuple(judge.key for judge in self.plan.judges)
        needed = {
            key
            for name in self.measure.settings()
            for key in networks_needed(name, judges, self.plan.baseline) or ()
        }
        return [trial for trial in self.plan.references if trial.key in needed]

    def _trained_networks(self) -> tuple[TrainedNetwork, ...]:
        """Those of the needed networks that are trained by now."""
        found = []
        for trial in self._needed_networks():
            run = self.known.get(trial.key)
            if run is not None and run.checkpoint is None:
                run = self.known[trial.key] = self.ledger.run(run.run_id)
            if run is not None and run.checkpoint is not None:
                found.append(TrainedNetwork(trial=trial, checkpoint=run.checkpoint))
        return tuple(found)

    def _why_unmeasured(self, trial: TrialSpec) -> str:
        """Which networks a trial's measurements lack, in words."""
        there = {network.trial.key for network in self._trained_networks()}
        absent = [network for network in self._needed_networks() if network.key not in there]
        judges = tuple(judge.key for judge in self.plan.judges)
        lacking = [
            name
            for name in self.measure.settings()
            if set(networks_needed(name, judges, self.plan.baseline) or ())
            & {network.key for network in absent}
        ]
        names = [
            f"the judge {trial.model.name}" if trial in self.plan.judges else f"'{trial.label}'"
            for trial in absent
        ]
        return (
            f"run {self.known[trial.key].run_id}: {' and '.join(names)} failed or isn't trained, so "
            f"{', '.join(lacking)} could not be taken; the network is trained and stored, and "
            "launching again takes up from there"
        )

    def _close_open_runs(self) -> None:
        runs = filter(None, map(self._as_it_is, self.opened))
        self.ledger.mark_interrupted(run.run_id for run in runs if not run.is_finished())

    def _as_it_is(self, key: str) -> KnownRun | None:
        """Its run, also one that was made a moment ago and isn't known yet."""
        known = self.known.get(key)
        if known is not None:
            return self.ledger.run(known.run_id)
        return by_key(trials_with_key(self.ledger.client, key)).get(key)


def _absolute(path: str | None) -> str | None:
    return None if path is None else str(Path(path).absolute())


def sweep_json(spec: SweepSpec, plan: Plan, known: dict[str, KnownRun]) -> dict[str, Any]:
    """What the parent run remembers of a sweep, so that tables can say what is missing.

    `spec` is all that measuring it again takes; `reused` names the runs of other sweeps whose networks
    this one shares; `passes` is what a training step costs, in forward passes an image.
    """
    return {
        "format": SWEEP_FORMAT,
        "name": spec.name,
        "description": spec.description,
        "dataset": spec.data.name,
        "cells": [{**_named(trial), "passes": training_passes(trial)} for trial in plan.trials],
        "judges": [_named(judge) for judge in plan.judges],
        # Settings of the recipe that the sweep varies, beside variant, coefficients and seed.
        "axes": list(recipe_axes(spec)),
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
