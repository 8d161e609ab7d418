"""A running search: suggestions of the study become work, and outcomes become its values.

Selection is on validation: while the search runs, no measurement uses a test image. When the budget
is spent, the front, and with it the chosen point, is measured in full, test images included.
"""

import datetime
import enum
import functools
import math
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from optuna.trial import Trial

from scoresweep.errors import InputError, first_line
from scoresweep.ledger.client import read_history, run_with_key
from scoresweep.ledger.records import RunRecord
from scoresweep.ledger.schema import MetricName
from scoresweep.ledger.trial_state import TrialState
from scoresweep.ledger.uri import without_password
from scoresweep.orchestrator.config.axes import Range
from scoresweep.orchestrator.config.search import Halving
from scoresweep.orchestrator.config.sweep import SweepSpec
from scoresweep.orchestrator.forecast.forecast import Basis, forecast_trial
from scoresweep.orchestrator.planning.names import trial_name
from scoresweep.orchestrator.planning.pending import requested_measurements
from scoresweep.orchestrator.planning.plan import Plan
from scoresweep.orchestrator.planning.work import Work
from scoresweep.orchestrator.search.candidates import (
    Candidate,
    make_candidate,
    recorded_candidate,
    spent,
)
from scoresweep.orchestrator.search.snapshot import search_json, values_of, was_stopped
from scoresweep.orchestrator.search.space import (
    check_points,
    choose,
    corners,
    first_points,
    suggested,
)
from scoresweep.orchestrator.search.study import Study, count_tried, study_is_away, study_uri
from scoresweep.orchestrator.search.study_identity import identity
from scoresweep.plurals import counted
from scoresweep.retry import is_server_unavailable, retry_with_backoff
from scoresweep.specs.measurements import NOTHING, TEST_FREE, fingerprints
from scoresweep.specs.trial import TrialSpec, check_judge
from scoresweep.workers.data.types import DataInfo

if TYPE_CHECKING:
    from mlflow import MlflowClient

T = TypeVar("T")
# Suggestions in a row that were tried before; after more, a finite space counts as exhausted.
_MAX_REPEATS = 100


class Stage(enum.Enum):
    """What a search hands out."""

    RESUMING = enum.auto()  # candidates that were under way when the last launch ended
    SAMPLING = enum.auto()  # new points
    ENDING = enum.auto()  # nothing, while candidates run on
    MEASURING = enum.auto()  # the front was handed out, to be measured in full; nothing more


class Search:
    """One search. Its methods are called from the driver's loop alone."""

    def __init__(
        self,
        spec: SweepSpec,
        plan: Plan,
        client: "MlflowClient",
        log: Callable[[str], None],
        *,
        awaited: frozenset[str] = frozenset(),
    ):
        """Open the study and resume it where the last launch ended.

        Args:
            plan: Its data and judges.
            client: The store of the trials' runs; the study is found by its address.
            log: Shows a line to the user.
            awaited: Trial keys of the judges that are still to be trained.
        """
        assert spec.search is not None
        self.spec, self.search, self.plan = spec, spec.search, plan
        self._fingerprints = fingerprints(spec.measure, plan.judge_keys, None, with_test=False)
        self._study = open_study(spec, plan, client.tracking_uri)
        self._client, self._log, self._awaited = client, log, awaited
        self._candidates: dict[int, Candidate] = {}
        self._numbers: dict[tuple[str, ...], int] = {}
        self._resumed: list[Candidate] = []
        self._stage = Stage.RESUMING
        # Why no further point is sampled, once that is so.
        self._end_reason: str | None = None
        self._recall()

    def halving(self) -> Halving | None:
        """Return how its trials are stopped early, with what earlier launches reported."""
        if self.search.early_stopping is None:
            return None
        axis = self.spec.training_axes.get("epochs", (self.spec.training.epochs,))
        epochs = int(axis.high if isinstance(axis, Range) else max(axis))
        history = [
            (trial.key, step, value)
            for trial in self.trials
            if (run := run_with_key(self._client, trial.key)) is not None
            for step, value in read_history(
                self._client, run.run_id, MetricName.VALIDATION_ACCURACY
            )
        ]
        return Halving(self.search.early_stopping, epochs, tuple(history))

    def more(self) -> list[Work]:
        """Return what to run next; empty if that depends on what is running.

        RESUMING → SAMPLING when all resumed candidates are handed out, → ENDING when no further
        point is sampled, → MEASURING when no candidate runs any more.
        """
        if self._stage is Stage.RESUMING:
            if self._resumed:
                return self._work(self._resumed.pop(0))
            self._stage = Stage.SAMPLING
        if self._stage is Stage.SAMPLING:
            candidate = self._sample()
            if candidate is not None:
                return self._work(candidate)
            self._log(f"the search ends: {self._end_reason}; what runs goes on to its end")
            self._stage = Stage.ENDING
        if self._stage is Stage.MEASURING or any(c.running for c in self._candidates.values()):
            return []
        front = self._patiently(self._study.front)
        self._stage = Stage.MEASURING
        return [
            Work(trial, is_judge=False)
            for number in front
            for trial in self._candidates[number].trials
        ]

    def on_end(self, work: Work, state: TrialState) -> None:
        """Record the end of a candidate's trial, or of a judge."""
        selects_by_judge = TEST_FREE & set(self.search.objectives)
        if work.is_judge and state is TrialState.FAILED and selects_by_judge:
            reason = f"the judge {work.trial.judge_label} failed, by which it selects"
            self._end_reason = self._end_reason or reason
        if not work.is_candidate or state is TrialState.WAITING:
            return
        for candidate in self._running_with(work.trial):
            candidate.ended[work.trial.key] = state
            if not candidate.running:
                self._patiently(self._conclude, candidate)

    def on_epoch(self, work: Work, result: Mapping[str, Any], device_seconds: float) -> None:
        """Record an epoch of a candidate and the device seconds that it took."""
        if not work.is_candidate:
            return
        self._patiently(self._study.add_device_seconds, device_seconds)
        epoch, accuracy = result["epoch"], result["accuracy"]
        selects_by_it = list(self.search.objectives) == [MetricName.VALIDATION_ACCURACY]
        if accuracy is None or len(self.spec.seeds) > 1 or not selects_by_it:
            return
        for candidate in self._running_with(work.trial):
            self._patiently(self._study.report, candidate.number, accuracy, epoch)

    @property
    def trials(self) -> tuple[TrialSpec, ...]:
        """The trials of all candidates, in the order of the points' numbers."""
        every = (self._candidates[number].trials for number in sorted(self._candidates))
        return tuple({trial.key: trial for trials in every for trial in trials}.values())

    def to_json(self, *, is_over: bool | None = None) -> dict[str, Any]:
        """Return what the parent run stores of the search. is_over: True where its end is known."""
        over = self._stage is Stage.MEASURING if is_over is None else is_over
        return self._patiently(
            lambda: search_json(self.search, self._study, self._candidates, is_over=over)
        )

    def _recall(self) -> None:
        """Read the candidates of a study that exists; resume those that were under way."""
        for tried in self._study.tried():
            if tried.repeats is not None:
                continue
            candidate = recorded_candidate(self.spec, self.plan.data, tried.number, tried.params)
            if candidate is None and tried.state == "running":
                candidate = self._choose(self._study.again(tried.number))
            if candidate is None:
                continue
            before = self._numbers.get(candidate.identity)
            if before is not None and tried.state == "running":
                self._repeat(tried.number, before)
                continue
            self._candidates[tried.number] = candidate
            self._numbers.setdefault(candidate.identity, tried.number)
            if tried.state == "running":
                self._resume(candidate)
            else:
                keys = [trial.key for trial in candidate.trials]
                candidate.ended = dict.fromkeys(keys, TrialState.FINISHED)

    def _resume(self, candidate: Candidate) -> None:
        """Run a candidate again, except for trials that were stopped before."""
        for trial in candidate.trials:
            run = run_with_key(self._client, trial.key)
            if run is not None and was_stopped(run):
                candidate.ended[trial.key] = TrialState.STOPPED
        if candidate.running:
            self._resumed.append(candidate)
        else:
            self._conclude(candidate)

    def _repeat(self, number: int, before: int) -> None:
        """End a point that was suggested before as that one ended."""
        first = next(each for each in self._study.tried() if each.number == before)
        if first.values is not None:
            self._study.complete(number, first.values, repeats=before)
        elif first.state == "stopped":
            self._study.stop(number, f"the same as number {before}", repeats=before)
        else:
            self._study.fail(number, f"the same as number {before}", repeats=before)

    def _choose(self, asked: Trial) -> Candidate | None:
        """Choose the settings of a point.

        If they make no trial, or none that a judge can judge, fail the point and return None.
        """
        try:
            trials = choose(self.spec, suggested(asked)).trials(self.spec, self.plan.data)
            for judge in self.plan.judges:
                for trial in trials:
                    check_judge(judge, trial)
        except InputError as error:
            self._log(f"point {asked.number} can't be tried: {error}")
            self._study.fail(asked.number, str(error))
            return None
        return make_candidate(asked.number, trials)

    def _spent(self) -> str | None:
        study, budget = self._study, self.search.budget
        return spent(
            budget, len(self._candidates), study.device_seconds, is_exhausted=study.is_exhausted
        )

    def _sample(self) -> Candidate | None:
        """Return a point that wasn't tried before, or None, and `_end_reason` says why."""
        while (reason := self._end_reason or self._patiently(self._spent)) is None:
            for _ in range(_MAX_REPEATS):
                asked = self._patiently(self._study.ask)
                candidate = self._patiently(self._choose, asked)
                if candidate is None:
                    continue
                before = self._numbers.setdefault(candidate.identity, asked.number)
                if before == asked.number:
                    self._candidates[asked.number] = candidate
                    return candidate
                self._patiently(self._repeat, asked.number, before)
            self._patiently(self._study.note_exhausted)
        self._end_reason = reason
        return None

    def _running_with(self, trial: TrialSpec) -> list[Candidate]:
        """Return the candidates in which a trial hasn't ended."""
        return [each for each in self._candidates.values() if trial in each.running]

    def _work(self, candidate: Candidate) -> list[Work]:
        return [
            Work(trial, is_judge=False, needs=self._awaited, is_candidate=True)
            for trial in candidate.running
        ]

    def _conclude(self, candidate: Candidate) -> None:
        """Record in the study how a candidate ended."""
        if candidate.has(TrialState.FAILED):
            # It stays under way in the study, so that the next launch tries it again.
            return
        if candidate.has(TrialState.STOPPED):
            self._study.stop(candidate.number, "stopped early")
            return
        objectives = self.search.objectives
        values = [
            values_of(
                run_with_key(self._client, trial.key, tuple(objectives)),
                objectives,
                self._fingerprints,
            )
            for trial in candidate.trials
        ]
        if lacking := [name for name in objectives if any(each[name] is None for each in values)]:
            text = f"{' and '.join(lacking)} isn't a finite number"
            name = trial_name(self.spec, candidate.trials[0])
            self._log(f"{name}: {text}; the sampler learns nothing from it")
            self._study.fail(candidate.number, text)
            return
        means = [
            math.fsum(each[metric] or 0.0 for each in values) / len(values) for metric in objectives
        ]
        self._study.complete(candidate.number, means)

    def _patiently(self, action: Callable[..., T], *arguments: Any) -> T:
        def on_retry(error: Exception) -> None:
            reason = first_line(error, 200)
            self._log(f"the study or the ledger is away ({reason}); waiting for it")

        return retry_with_backoff(
            functools.partial(action, *arguments),
            on_retry,
            is_retryable=lambda error: study_is_away(error) or is_server_unavailable(error),
        )


def open_study(spec: SweepSpec, plan: Plan, uri: str) -> Study:
    """Open the study of a sweep, creating it if there is none.

    Args:
        plan: Its data and judges.
        uri: The tracking URI; see `study.study_uri`.

    Raises:
        InputError: The study can't be used, the space makes trials that can't be judged, or the
            search's deadline is in the past.
    """
    search = spec.search
    assert search is not None
    check_points(spec, plan.data, plan.judges)
    study = Study.open(
        study_uri(uri),
        spec.name,
        objectives=search.objectives,
        identity=identity(spec, plan.data),
        first=first_points(spec),
        sampler=search.sampler,
        seed=search.seed,
    )
    deadline, now = search.budget.deadline, datetime.datetime.now().astimezone()
    if deadline is not None and deadline <= now and not study.tried():
        raise InputError(
            f"search.budget.until: {deadline:%Y-%m-%d %H:%M %Z} is in the past (now it is "
            f"{now:%Y-%m-%d %H:%M %Z}), so no trial would start; give a later one"
        )
    return study


def is_over(spec: SweepSpec, plan: Plan, uri: str, existing_runs: Mapping[str, RunRecord]) -> bool:
    """Return whether nothing is left to do: the budget is spent and the front is measured."""
    if count_tried(study_uri(uri), spec.name) is None:
        return False
    assert spec.search is not None
    study, requested = open_study(spec, plan, uri), requested_measurements(spec.measure, plan)
    tried = [each for each in study.tried() if each.repeats is None]
    if any(each.state == "running" for each in tried):
        return False
    candidates = {
        each.number: recorded_candidate(spec, plan.data, each.number, each.params) for each in tried
    }
    count = sum(candidate is not None for candidate in candidates.values())
    seconds, is_exhausted = study.device_seconds, study.is_exhausted
    if spent(spec.search.budget, count, seconds, is_exhausted=is_exhausted) is None:
        return False
    front = [candidates[number] for number in study.front()]
    runs = [existing_runs.get(t.key) for candidate in front if candidate for t in candidate.trials]
    return all(run is not None and run.is_finished and run.holds(requested) for run in runs)


def format_search(spec: SweepSpec, uri: str) -> str:
    """Return what a launch shows of its search at the start."""
    search, at = spec.search, study_uri(uri)
    assert search is not None
    budget = search.budget
    limits = [
        counted(budget.trials, "trial") if budget.trials is not None else "",
        f"{budget.gpu_hours:g} GPU-hours" if budget.gpu_hours is not None else "",
        f"until {budget.deadline:%Y-%m-%d %H:%M %Z}" if budget.deadline is not None else "",
    ]
    before = count_tried(at, spec.name) or 0
    aims = " and ".join(f"{direction} {metric}" for metric, direction in search.objectives.items())
    return (
        f"sweep {spec.name}: a search to {aims} by {search.sampler}, "
        f"{', '.join(filter(None, limits))}; {before} points tried before; "
        f"its study is in {without_password(at)}"
    )


def max_checkpoint_bytes(spec: SweepSpec, plan: Plan, info: DataInfo, uri: str) -> int:
    """Return the most bytes that checkpoints of later trials take.

    For a budget that counts no trials, it is those of one.
    """
    assert spec.search is not None
    trials = [trial for point in corners(spec) for trial in point.trials(spec, plan.data)]
    each = max(forecast_trial(trial, NOTHING, Basis(info)).disk_bytes for trial in trials)
    budget = spec.search.budget.trials
    before = count_tried(study_uri(uri), spec.name) or 0
    count = 1 if budget is None else max(budget - before, 0)
    return each * count * len(spec.seeds)
