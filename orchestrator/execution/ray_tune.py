"""Runs a queue of jobs as Ray Tune trials."""

import dataclasses
import logging
import os
import socket
import tempfile
import time
from pathlib import Path
from typing import Any, Protocol

import ray
from ray import tune
from ray.tune import Callback, FailureConfig, RunConfig, TuneConfig
from ray.tune.experiment import Trial
from ray.tune.result import DONE
from ray.tune.search import Searcher

from scoresweep.collector import relax_collector
from scoresweep.errors import InputError, last_line
from scoresweep.ledger.trial_state import TrialState
from scoresweep.orchestrator.cluster.cleanup import FOLDER, remove_folders
from scoresweep.orchestrator.cluster.session import check_interrupted, interrupt_prevails
from scoresweep.orchestrator.config.search import Halving
from scoresweep.orchestrator.config.sweep import DeadlineSpec
from scoresweep.orchestrator.execution.context import Progress
from scoresweep.orchestrator.execution.deadlines import Deadlines
from scoresweep.orchestrator.execution.early_stopping import HalvingByKey
from scoresweep.orchestrator.execution.queue import JobQueue
from scoresweep.orchestrator.execution.retry_policy import explained, was_taken_away
from scoresweep.orchestrator.planning.work import Work
from scoresweep.specs.job import Job, Resources, job_from_json, job_to_json
from scoresweep.specs.measurements import MEASUREMENTS
from scoresweep.specs.trial import TrialSpec

# What the own actor of a trial on several workers holds while these train: a place on the head
# node, which isn't the kind of machine that is taken away.
DRIVER_RESOURCES = {"node:__internal_head__": 0.001}
# Phases of a trial's reports.
_TRAINING = "training"
_DONE = "done"
_WAITING = "waiting for another network"
_REFUSED = "refused"
# How a trial ended, by its last report. The last one is of training only if it was stopped.
_STATE_OF_LAST: dict[str | None, TrialState] = {
    _DONE: TrialState.FINISHED,
    _WAITING: TrialState.WAITING,
    _REFUSED: TrialState.FAILED,
    _TRAINING: TrialState.STOPPED,
}


class Hooks(Protocol):
    """What the driver does as trials start, report and end."""

    def make_job(self, work: Work) -> Job:
        """Return the job of an attempt that is about to start."""

    def on_failure(self, work: Work, job: Job, traceback: str) -> None:
        """Record that a trial failed and has no attempt left."""

    def on_stop(self, work: Work, job: Job, epoch: int) -> None:
        """Record that early stopping ended a trial."""

    def on_epoch(self, work: Work, report: dict[str, Any]) -> None:
        """Handle a report of a training epoch."""

    def on_end(self, work: Work, state: TrialState) -> None:
        """Handle the end of a trial, whatever its state."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class JobSettings:
    """How the jobs of a queue are run.

    Attributes:
        deadlines: After which silence a trial counts as hung.
        tracking_uri: The store that trials write to.
        halving: Early stopping, for candidates of a search alone.
    """

    resources: Resources
    concurrency: int
    deadlines: DeadlineSpec
    tracking_uri: str
    halving: Halving | None = None


class _Suggestions(Searcher):
    """Feeds Tune from the queue. A job's run is created on the driver, as the job starts."""

    def __init__(self, queue: JobQueue, hooks: Hooks, progress: Progress):
        super().__init__()
        self._queue, self._hooks, self._progress = queue, hooks, progress
        self.work: dict[str, Work] = {}
        self.jobs: dict[str, Job] = {}

    def suggest(self, trial_id: str) -> Any:
        work = self._queue.next()
        if work is None:
            return Searcher.FINISHED if self._queue.is_finished() else None
        job = self._hooks.make_job(work)
        self.work[trial_id], self.jobs[trial_id] = work, job
        self._progress.started(work.trial)
        # Tune writes its config into its folder, readable by all. The tracking URI, which may hold
        # a password, is passed by Ray's memory instead.
        return {"job": job_to_json(dataclasses.replace(job, tracking_uri=""))}

    def on_trial_complete(
        self, trial_id: str, result: dict[str, Any] | None = None, error: bool = False
    ) -> None:
        if error:
            return  # handled by _Watch.on_trial_error
        work, job, report = self.work[trial_id], self.jobs[trial_id], result or {}
        state, detail = _STATE_OF_LAST.get(report.get("phase"), TrialState.FINISHED), ""
        if state is TrialState.FAILED:
            detail = report["because"]
            self._hooks.on_failure(work, job, detail)
        elif state is TrialState.STOPPED:
            detail = str(report["epoch"])
            self._hooks.on_stop(work, job, report["epoch"])
        self._queue.ended(work, state)
        self._hooks.on_end(work, state)
        if state is not TrialState.WAITING:
            self._progress.ended(work.trial, state, detail)

    def candidate(self, trial_id: str) -> TrialSpec | None:
        """Return the trial, if a search may stop it."""
        work = self.work.get(trial_id)
        return work.trial if work is not None and work.is_candidate else None

    def __getstate__(self) -> dict[str, Any]:
        """Nothing: the Tuner pickles itself for Tuner.restore, which is never called here."""
        return {}

    def save(self, checkpoint_path: str) -> None:
        """Do nothing: the ledger holds what is done."""

    def restore(self, checkpoint_path: str) -> None:
        """Do nothing: every launch makes its own plan."""


class _Watch(Callback):
    """Follows each trial on the driver: progress, deadlines, failed attempts."""

    def __init__(
        self,
        queue: JobQueue,
        suggestions: _Suggestions,
        progress: Progress,
        hooks: Hooks,
        deadlines: Deadlines,
    ):
        self._queue, self._suggestions, self._deadlines = queue, suggestions, deadlines
        self._progress, self._hooks = progress, hooks
        # Attempts that have trained an epoch or ended a measurement.
        self._made_progress: set[str] = set()
        self._first_phase: dict[str, str | None] = {}
        # Why a trial was killed, until Tune reports its end.
        self._killed: dict[str, str] = {}

    def __getstate__(self) -> dict[str, Any]:
        """Nothing, as for _Suggestions."""
        return {}

    def on_trial_result(
        self, iteration: int, trials: list[Trial], trial: Trial, result: dict[str, Any], **_: Any
    ) -> None:
        phase = result.get("phase")
        self._deadlines.reported(trial.trial_id, phase)
        if phase == _TRAINING:
            self._hooks.on_epoch(self._suggestions.work[trial.trial_id], result)
        if phase == _TRAINING or self._first_phase.setdefault(trial.trial_id, phase) != phase:
            self._made_progress.add(trial.trial_id)
        is_stopped = phase == _TRAINING and result.get(DONE)
        if phase not in (None, _REFUSED) and not is_stopped:
            self._progress.reported(self._suggestions.work[trial.trial_id].trial, result)

    def on_trial_start(self, iteration: int, trials: list[Trial], trial: Trial, **_: Any) -> None:
        self._deadlines.started(trial.trial_id)

    def on_trial_complete(
        self, iteration: int, trials: list[Trial], trial: Trial, **_: Any
    ) -> None:
        """Kill the process of a trial on several workers that was stopped.

        Ray calls this for stopped trials too. That process waits for its workers, which train on;
        they end with it. A trial on one worker ends at its report.
        """
        self._deadlines.ended(trial.trial_id)
        actor = trial.temporary_state.ray_actor
        has_workers = self._suggestions.jobs[trial.trial_id].resources.workers > 1
        if has_workers and actor is not None and trial.last_result.get("phase") == _TRAINING:
            ray.kill(actor)

    def on_step_begin(self, iteration: int, trials: list[Trial], **_: Any) -> None:
        """Kill what has hung. Tune then calls `on_trial_error`, as the actor has died."""
        check_interrupted()
        self._progress.tick()
        for trial_id, reason in self._deadlines.overdue().items():
            trial = next(trial for trial in trials if trial.trial_id == trial_id)
            if trial.temporary_state.ray_actor is not None:
                self._killed[trial_id] = reason
                ray.kill(trial.temporary_state.ray_actor)

    def on_trial_error(self, iteration: int, trials: list[Trial], trial: Trial, **_: Any) -> None:
        """Each attempt is a Tune trial of its own; the queue decides whether there is another."""
        trial_id = trial.trial_id
        self._deadlines.ended(trial_id)
        work, hung = self._suggestions.work[trial_id], self._killed.pop(trial_id, None)
        report, made_progress = _report(trial), trial_id in self._made_progress
        traceback = hung or explained(report)
        counts = hung is not None or not was_taken_away(report, made_progress=made_progress)
        if self._queue.attempt_failed(work, counts=counts, made_progress=made_progress):
            self._progress.retried(work.trial, last_line(traceback, 200))
            return
        self._hooks.on_failure(work, self._suggestions.jobs[trial_id], traceback)
        self._hooks.on_end(work, TrialState.FAILED)
        self._progress.ended(work.trial, TrialState.FAILED, last_line(traceback, 200))


def _report(trial: Trial) -> str:
    """Read what Tune wrote of the end of an attempt.

    The exception itself, which `Trial.get_pickled_error` reads, isn't there yet, and would be
    unpickled from a folder that others may write.
    """
    file = trial.error_file
    return Path(file).read_text() if file and Path(file).exists() else "no traceback"


def trainable(config: dict[str, Any], tracking_uri: str) -> None:
    """Run one trial from its job, in this process or on workers of its own.

    Tune calls it in the trial's actor.
    """
    began_ms = time.time_ns() // 1_000_000
    relax_collector()
    logging.getLogger("alembic").setLevel(logging.WARNING)
    job = dataclasses.replace(job_from_json(config["job"]), tracking_uri=tracking_uri)
    try:
        # Imported here, as the driver, which imports this module, must not load torch.
        if job.resources.workers > 1:
            from ray.tune.integration.ray_train import TuneReportCallback

            from scoresweep.orchestrator.execution.ray_train import run_on_workers

            is_complete = run_on_workers(job, TuneReportCallback(), began_ms)
        else:
            from scoresweep.workers.trial import run_trial

            is_complete = run_trial(job, tune.report, began_ms=began_ms)
    except InputError as error:
        # Reported, not raised: another attempt would meet the same input.
        report_last({"phase": _REFUSED, "because": str(error)})
    else:
        report_last({"phase": _DONE if is_complete else _WAITING})


def report_last(report: dict[str, Any]) -> None:
    """Send a trial's last report, marked as such: else Tune asks the trial for another."""
    tune.report({**report, DONE: True})


def _actor_resources(resources: Resources) -> Any:
    if resources.workers == 1:
        return {"cpu": resources.cpu, "gpu": resources.gpus}
    return tune.PlacementGroupFactory([DRIVER_RESOURCES])


def run_jobs(queue: JobQueue, hooks: Hooks, progress: Progress, settings: JobSettings) -> None:
    """Run the queue until it is finished.

    Raises:
        KeyboardInterrupt: The process was interrupted or got a signal to end.
    """
    # By Ray's memory; see _Suggestions.suggest.
    with_store = tune.with_parameters(trainable, tracking_uri=settings.tracking_uri)
    suggestions = _Suggestions(queue, hooks, progress)
    is_on_one_worker = settings.resources.workers == 1
    # Several workers of a trial measure side by side and report when all are done.
    at_once = 1 if is_on_one_worker else len(MEASUREMENTS)
    deadlines = Deadlines(settings.deadlines, time.monotonic, measured_at_once=at_once)
    scheduler = None
    if settings.halving is not None:
        scheduler = HalvingByKey(settings.halving, suggestions.candidate)
    remove_folders()
    prefix = f"{FOLDER}-{socket.gethostname()}-{os.getpid()}-"
    with (
        interrupt_prevails(),
        tempfile.TemporaryDirectory(prefix=prefix) as folder,
        progress.showing(),
    ):
        tune.Tuner(
            tune.with_resources(with_store, _actor_resources(settings.resources)),
            tune_config=TuneConfig(
                search_alg=suggestions,
                scheduler=scheduler,
                num_samples=-1,
                max_concurrent_trials=settings.concurrency,
                # A process that waits for workers can't be stopped; it ends with its trial.
                reuse_actors=is_on_one_worker,
            ),
            run_config=RunConfig(
                storage_path=folder,
                verbose=0,
                # Attempts are the queue's.
                failure_config=FailureConfig(max_failures=0),
                callbacks=[_Watch(queue, suggestions, progress, hooks, deadlines)],
            ),
        ).fit()
