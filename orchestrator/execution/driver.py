"""One launch under way: it creates runs as jobs start, and closes what they leave open."""

import _thread
import contextlib
import dataclasses
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from mlflow.exceptions import MlflowException

from scoresweep.analysis.results.collect import Sweep, collect
from scoresweep.analysis.statistics.judged import at_chance
from scoresweep.errors import InputError, SameFailureError, first_line, last_line
from scoresweep.ledger.client import run_with_key
from scoresweep.ledger.lease import Holder
from scoresweep.ledger.moved import checkpoint_now
from scoresweep.ledger.records import RunRecord
from scoresweep.ledger.schema import ArtifactName, MetricName
from scoresweep.ledger.trial_state import TrialState
from scoresweep.orchestrator.execution import ray_tune, sweep_page
from scoresweep.orchestrator.execution.context import LaunchContext
from scoresweep.orchestrator.execution.fail_fast import FailFast
from scoresweep.orchestrator.execution.ledger_writer import Ledger
from scoresweep.orchestrator.execution.notify import Messages, describe
from scoresweep.orchestrator.execution.queue import INTERRUPTED, JobQueue, trials_a_slot
from scoresweep.orchestrator.execution.ray_tune import JobSettings
from scoresweep.orchestrator.planning.names import trial_name
from scoresweep.orchestrator.planning.request import LaunchRequest
from scoresweep.orchestrator.planning.snapshot import sweep_json
from scoresweep.orchestrator.planning.work import Work
from scoresweep.retry import RETRY_TIMEOUT_S, retry_with_backoff
from scoresweep.specs.job import Job, Resources, TrainedNetwork
from scoresweep.specs.measurements import NOTHING
from scoresweep.specs.trial import TrialSpec

if TYPE_CHECKING:
    from scoresweep.orchestrator.search.controller import Search

T = TypeVar("T")
_SECONDS_BETWEEN_SNAPSHOTS = 20.0
# The sweep's page in MLflow is kept up while trials end, for at most a thirtieth of the time.
_SECONDS_BETWEEN_PAGES = 30.0
_PAGES_SHARE = 1 / 30
# What is shown of a trial that has ended.
_RESULTS = (MetricName.VALIDATION_ACCURACY, MetricName.TEST_ACCURACY, "gan_test")


class Driver:
    """Runs the work of one launch. Implements `ray_tune.Hooks`."""

    def __init__(
        self,
        request: LaunchRequest,
        context: LaunchContext,
        ledger: Ledger,
        existing_runs: dict[str, RunRecord],
        resources: Resources,
    ):
        """Open the sweep's parent run.

        Args:
            existing_runs: Trial key → run; updated as runs are opened.
            resources: What each trial takes, with `gpu` settled.
        """
        self.request, self.context, self.ledger = request, context, ledger
        self.existing_runs, self.resources = existing_runs, resources
        self.spec, self.plan, self.progress = request.spec, request.plan, context.progress
        self.search: Search | None = None
        # A search's plan is known once the study is read, by the holder of the lease.
        plan_json = None if request.searches else self._sweep_json()
        self.sweep = ledger.open_sweep(self.spec, plan_json)
        self._stored_at = time.monotonic()
        self._has_stored_candidate = False
        self._page_due_at = time.monotonic() + _SECONDS_BETWEEN_PAGES
        self._replaced_by: Holder | None = None
        # See `queue.trials_a_slot`.
        self._sharing: dict[str, int] = {}
        # Trial keys of the runs that this launch has opened and not seen ended.
        self._opened: set[str] = set()
        self._failed: set[str] = set()
        # Measurements of which a judge is known to be at chance.
        self._warned: set[str] = set()
        self._fail_fast = FailFast(request.fail_fast)
        # Trial key → how it failed last.
        self._errors: dict[str, str] = {}
        self._queue: JobQueue | None = None
        self._messages = Messages(self.progress.warn)
        self._has_left_some = bool(request.left_for_later(existing_runs))

    def run(self, work: list[Work], concurrency: int, search: "Search | None" = None) -> int:
        """Run the work, and a search's as it comes.

        Args:
            work: What is known to be run, in order.
            search: Asked for more work where there is none.

        Returns:
            The exit code.

        Raises:
            SameFailureError: The first trials all failed alike; see `LaunchRequest.fail_fast`.
        """
        try:
            code = self._run(work, concurrency, search)
        except Exception as error:
            self._send("ended early", first_line(error))
            self._messages.wait()
            raise
        if self._messages.is_on:
            self._send_end("was interrupted" if code == INTERRUPTED else "has ended")
        return code

    def _run(self, work: list[Work], concurrency: int, search: "Search | None") -> int:
        self.search = search
        queue = self._queue = JobQueue(work, self.spec.max_retries, self._more)
        self._show(work)
        to_train = [item.trial for item in work if not self._is_trained(item.trial)]
        self._sharing = trials_a_slot(to_train, concurrency)
        try:
            settings = JobSettings(
                resources=self.resources,
                concurrency=concurrency,
                deadlines=self.spec.deadlines,
                tracking_uri=self.ledger.uri,
                halving=None if search is None else search.halving(),
            )
            self._patiently(self._store_search)
            self._update_page()
            ray_tune.run_jobs(queue, self, self.progress, settings)
        except KeyboardInterrupt:
            if self._replaced_by is not None:
                raise InputError(
                    f"another launch ({self._replaced_by}) took the sweep {self.spec.name} over, "
                    "as this one couldn't be seen any more; this one stops and leaves the ledger "
                    "to it"
                ) from None
            self._close_open_runs()
            self._store_search()
            self.ledger.close_sweep(self.sweep, TrialState.INTERRUPTED)
            self._update_page()
            return INTERRUPTED
        except Exception:
            # Whatever ended it, nothing runs any more; a store that is away keeps saying RUNNING.
            if self._replaced_by is None:
                with contextlib.suppress(MlflowException):
                    self._close_open_runs()
                    self.ledger.close_sweep(self.sweep, TrialState.INTERRUPTED)
            raise
        for trial in queue.unmeasured:
            reason = self._why_unmeasured(trial)
            self._send_failure(trial_name(self.spec, trial), reason)
            self._failed.add(trial.key)
            self.progress.ended(trial, TrialState.FAILED, reason)
            self.ledger.mark_failed(self.existing_runs[trial.key].run_id, reason)
        if self._fail_fast.error is not None:
            self._patiently(self._close_open_runs)  # some wait for networks that aren't trained now
        state = TrialState.INTERRUPTED if self._has_left_some else TrialState.FINISHED
        state = TrialState.FAILED if self._failed else state
        self._patiently(self._store_search)
        self._patiently(lambda: self.ledger.close_sweep(self.sweep, state))
        if self._fail_fast.error is not None:
            raise SameFailureError(self._why_no_more(self._fail_fast.error))
        return 1 if self._failed else 0

    def on_replaced(self, holder: Holder) -> None:
        """End the driver's loop and write nothing more. Called from the lease's thread."""
        self._replaced_by = holder
        _thread.interrupt_main()

    def make_job(self, work: Work) -> Job:
        """Return the job of a trial that starts now, with its run."""
        job = self._patiently(lambda: self._make_job(work))
        if work.is_candidate and not self._has_stored_candidate:
            self._has_stored_candidate = True
            self._patiently(self._store_search)
        else:
            self._store_search_if_due()
        return job

    def on_failure(self, work: Work, job: Job, traceback: str) -> None:
        """Record a failed trial with its traceback, once no attempt is left."""
        key, error = work.trial.key, last_line(traceback)
        self._send_failure(self._name(work.trial, is_judge=work.is_judge), error)
        self._failed.add(key)
        self._opened.discard(key)
        # Equal errors of two trials differ in their names.
        self._errors[key] = error.replace(job.run_id, "…").replace(key, "…")
        self._patiently(lambda: self.ledger.mark_failed(job.run_id, traceback))

    def on_stop(self, work: Work, job: Job, epoch: int) -> None:
        """Record that early stopping ended a trial at this epoch."""
        self._opened.discard(work.trial.key)
        self._patiently(lambda: self.ledger.mark_stopped(job.run_id, epoch))

    def on_epoch(self, work: Work, report: dict[str, Any]) -> None:
        """Pass an epoch's report and its device seconds to the search, if there is one."""
        if self.search is not None:
            # GPUs, or workers where trials have none.
            devices = self.resources.workers * (self.resources.gpus or 1)
            self.search.on_epoch(work, report, report["epoch_s"] * devices)

    def on_end(self, work: Work, state: TrialState) -> None:
        """Update search, progress and the sweep's page after a trial ends."""
        self._stop_if_all_fail_alike(work, state)
        if self.search is not None:
            self.search.on_end(work, state)
            self._store_search_if_due()
        if state is TrialState.FINISHED:
            self._show_numbers(work)
        if time.monotonic() > self._page_due_at:
            self._update_page()

    def _send_failure(self, trial: str, error: str) -> None:
        """Send a message of the first trial that fails; that of the end counts the others."""
        if not self._failed:
            status = f"scoresweep status {self.spec.name}"
            self._send("has a failed trial", f"{trial}: {error}\nThe others go on.\nnext: {status}")

    def _send_end(self, how: str) -> None:
        try:
            self._send(how, describe(collect(self.ledger.client, self.spec.name)))
        except (InputError, MlflowException) as error:
            self._send(how, f"its ledger can't be read: {first_line(error)}")
        self._messages.wait()

    def _send(self, what: str, text: str) -> None:
        self._messages.send(f"scoresweep: {self.spec.name} {what}", text)

    def _stop_if_all_fail_alike(self, work: Work, state: TrialState) -> None:
        if self._fail_fast.error is not None:
            return
        failed = state is TrialState.FAILED
        self._fail_fast.ended(self._errors.get(work.trial.key) if failed else None)
        if self._fail_fast.error is not None and self._queue is not None:
            self._queue.stop()
            self.progress.warn("no further trial starts, by --fail-fast; what runs goes on")

    def _more(self) -> list[Work]:
        work = [] if self.search is None else self.search.more()
        self._show(work)
        return work

    def _show(self, work: list[Work]) -> None:
        for item in work:
            self.progress.add(item.trial, self._name(item.trial, is_judge=item.is_judge))

    def _name(self, trial: TrialSpec, *, is_judge: bool) -> str:
        return f"judge {trial.judge_label}" if is_judge else trial_name(self.spec, trial)

    def _show_numbers(self, work: Work) -> None:
        """Show a trial's results. They are in the ledger: a failure to read them ends nothing."""
        run = self.existing_runs.get(work.trial.key)
        if run is None:
            return
        with contextlib.suppress(MlflowException):
            self.progress.measured(work.trial, self.ledger.run(run.run_id, _RESULTS).metrics)

    def _patiently(self, action: Callable[[], T]) -> T:
        def on_retry(error: Exception) -> None:
            self.progress.warn(
                f"the tracking server is away ({first_line(error, 200)}); trials that run go on, "
                f"and new ones start when it is back, for up to {RETRY_TIMEOUT_S / 60:.0f} minutes"
            )

        return retry_with_backoff(action, on_retry)

    def _store_search_if_due(self) -> None:
        if time.monotonic() > self._stored_at + _SECONDS_BETWEEN_SNAPSHOTS:
            self._patiently(self._store_search)

    def _store_search(self) -> None:
        """Write the plan of a search, which grows during the launch, and what it tried."""
        if self.search is not None:
            self.ledger.write_json(self.sweep, ArtifactName.SWEEP, self._sweep_json())
            self.ledger.write_json(self.sweep, ArtifactName.SEARCH, self.search.to_json())
            self._stored_at = time.monotonic()

    def _update_page(self) -> None:
        """Write the sweep's page in MLflow. It repeats what runs hold: a failure ends nothing."""
        began = time.monotonic()
        try:
            sweep = sweep_page.update(self.ledger.client, self.spec.name)
        except (InputError, MlflowException) as error:
            self.progress.warn(
                "the sweep's page in MLflow is as it was before "
                f"({first_line(error, 200)}); it is written again when the next trial ends"
            )
        else:
            self._warn_of_judges(sweep)
        now = time.monotonic()
        self._page_due_at = now + max(_SECONDS_BETWEEN_PAGES, (now - began) / _PAGES_SHARE)

    def _warn_of_judges(self, sweep: Sweep) -> None:
        """Say once that a judge is at chance: a search would choose by it, and people wait."""
        for name, why in at_chance(sweep).items():
            if name not in self._warned:
                self._warned.add(name)
                self.progress.warn(f"warning: {why.sentence}")

    def _sweep_json(self) -> dict[str, Any]:
        plan = self.plan
        if self.search is not None:
            plan = dataclasses.replace(plan, trials=self.search.trials)
        return sweep_json(self.spec, plan, self.existing_runs)

    def _make_job(self, item: Work) -> Job:
        role: Literal["judge", "trial"] = "judge" if item.is_judge else "trial"
        key = item.trial.key
        existing = self.existing_runs.get(key)
        # First: Ctrl-C may come while the run is being created.
        self._opened.add(key)
        run = self.existing_runs[key] = self.ledger.open_trial(
            self.sweep, self.spec, item.trial, role, existing
        )
        source = self.spec.data
        if source.path is not None:
            source = dataclasses.replace(source, path=str(Path(source.path).absolute()))
        return Job(
            trial=item.trial,
            role=role,
            run_id=run.run_id,
            tracking_uri=self.ledger.uri,
            storage=str(self.context.storage),
            source=source,
            resources=self.resources,
            measure=NOTHING if item.is_judge else self.request.measure,
            with_test=not item.is_candidate,
            judges=self.plan.judge_keys,
            baseline=self.plan.baseline,
            networks=() if item.is_judge else self._trained_networks(),
            sharing=self._sharing.get(item.trial.step, 1),
            tells_each_epoch=item.is_candidate,
            checkpoint=None if run.checkpoint is None else self._place(run.checkpoint),
        )

    def _place(self, checkpoint: str) -> str:
        return checkpoint_now(self.ledger.uri, self.context.storage, checkpoint)

    def _is_trained(self, trial: TrialSpec) -> bool:
        run = self.existing_runs.get(trial.key)
        return run is not None and run.checkpoint is not None

    def _needed_networks(self) -> list[TrialSpec]:
        """Return the judges and the baseline, as far as a measurement needs them."""
        needed = frozenset().union(*map(self.plan.networks_of, self.request.measure.settings()))
        return [trial for trial in self.plan.references if trial.key in needed]

    def _trained_networks(self) -> tuple[TrainedNetwork, ...]:
        """Return the needed networks that are trained by now."""
        found = []
        for trial in self._needed_networks():
            run = self.existing_runs.get(trial.key)
            if run is not None and run.checkpoint is None:
                run = self.existing_runs[trial.key] = self.ledger.run(run.run_id)
            if run is not None and run.checkpoint is not None:
                found.append(TrainedNetwork(trial=trial, checkpoint=self._place(run.checkpoint)))
        return tuple(found)

    def _why_unmeasured(self, trial: TrialSpec) -> str:
        """Return which networks a trial's measurements lack, as text."""
        trained = {network.trial.key for network in self._trained_networks()}
        absent = [network for network in self._needed_networks() if network.key not in trained]
        keys = {network.key for network in absent}
        lacking = [
            name for name in self.request.measure.settings() if self.plan.networks_of(name) & keys
        ]
        names = [
            f"'{self._name(network, is_judge=network in self.plan.judges)}'" for network in absent
        ]
        return (
            f"run {self.existing_runs[trial.key].run_id}: {' and '.join(names)} failed or isn't "
            f"trained, so {', '.join(lacking)} could not be taken; the network is trained and "
            "stored, and launching again takes up from there"
        )

    def _why_no_more(self, error: str) -> str:
        """Return why a launch ended early, and what to type."""
        count, name = self.request.fail_fast, self.spec.name
        first = "the first trial to end failed"
        if count != 1:
            first = f"the first {count} trials to end all failed in the same way"
        return (
            f"--fail-fast {count}: {first} ({error}); no further trial was started. "
            f"`scoresweep status {name}` names the runs, each with its {ArtifactName.TRACEBACK}; "
            "mend that, and the same launch goes on with what is left"
        )

    def _close_open_runs(self) -> None:
        for key in self._opened:
            run = self._current_run(key)
            if run is not None and not run.is_finished:
                self.ledger.mark_interrupted(run.run_id)

    def _current_run(self, key: str) -> RunRecord | None:
        """Return the run as the store has it, even if it was created a moment ago."""
        existing = self.existing_runs.get(key)
        if existing is not None:
            return self.ledger.run(existing.run_id)
        return run_with_key(self.ledger.client, key)
