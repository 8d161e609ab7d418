"""A search under way: what the study suggests becomes work, and how the work ended becomes the study's values.

Selection is on validation: while it searches, no measurement looks at a test image. When the budget is spent, the
front, and with it the chosen point, is measured in full, test images included.
"""

import functools
import math
from collections.abc import Callable
from typing import Any

from optuna.trial import Trial

from scoresweep.errors import InputError
from scoresweep.orchestrator.cli.progress import Progress
from scoresweep.orchestrator.config.axes import Range
from scoresweep.orchestrator.config.search import Halving
from scoresweep.orchestrator.config.sweep import SweepSpec
from scoresweep.orchestrator.execution.ledger_writer import Ledger
from scoresweep.orchestrator.execution.queue import Outcome, Work
from scoresweep.orchestrator.search.candidates import (
    Candidate,
    make_candidate,
    recorded_candidate,
    spent,
)
from scoresweep.orchestrator.search.search_results import values_of, was_stopped
from scoresweep.orchestrator.search.snapshot import notes
from scoresweep.orchestrator.search.space import choose
from scoresweep.orchestrator.search.study import Study, study_is_away
from scoresweep.retry import is_server_unavailable, retry_with_backoff
from scoresweep.specs.measurements import TEST_FREE, fingerprints
from scoresweep.specs.trial import DataSpec, TrialSpec, check_judge

# Suggestions in a row that were tried before; more, and a finite space is taken for exhausted.
_MOST_REPEATS = 100


class Search:
    """One search. Methods are called by the driver's loop alone."""

    def __init__(
        self,
        spec: SweepSpec,
        data: DataSpec,
        judges: tuple[TrialSpec, ...],
        study: Study,
        ledger: Ledger,
        progress: Progress,
        *,
        devices: float,
        awaited: frozenset[str],
    ):
        """devices: what a trial holds, in GPUs, or in workers where it has none. awaited: the trial keys of the judges
        that are still to be trained."""
        assert spec.search is not None
        self.spec, self.search, self.data, self.judges = spec, spec.search, data, judges
        keys = tuple(judge.key for judge in judges)
        self._fingerprints = fingerprints(spec.measure, keys, None, with_test=False)
        self._study, self._ledger, self._progress = study, ledger, progress
        self._devices, self._awaited = devices, awaited
        self._candidates: dict[int, Candidate] = {}
        self._numbers: dict[tuple[str, ...], int] = {}
        self._resumed: list[Candidate] = []
        self._asked: Trial | None = None
        # Why no further point is tried, once it is so.
        self._ends: str | None = None
        self._is_told, self._is_final = False, False
        self._remember()

    # What the driver asks.

    def halving(self) -> Halving | None:
        """How its trials are stopped early, with what earlier launches saw."""
        if self.search.early_stopping is None:
            return None
        axis = self.spec.training_axes.get("epochs", (self.spec.training.epochs,))
        epochs = int(axis.high if isinstance(axis, Range) else max(axis))
        history = []
        for trial in self.trials:
            run = self._ledger.run_with_key(trial.key)
            if run is not None:
                points = self._ledger.client.get_metric_history(run.info.run_id, "val/accuracy")
                history += [(trial.key, point.step, point.value) for point in points]
        return Halving(self.search.early_stopping, epochs, tuple(history))

    def more(self) -> list[Work]:
        """What to run next; empty if that depends on what is running."""
        work: list[Work] = self._patiently(self._more)
        return work

    def _more(self) -> list[Work]:
        if self._resumed:
            return self._work(self._resumed.pop(0))
        self._ends = self._ends or self._spent()
        if self._ends is None:
            candidate = self._new()
            if candidate is not None:
                return self._work(candidate)
            self._study.note_exhausted()
            self._ends = self._spent()
        if not self._is_told:
            self._progress.say(f"the search ends: {self._ends}; what runs goes on to its end")
            self._is_told = True
        if any(candidate.left for candidate in self._candidates.values()) or self._is_final:
            return []
        self._is_final = True
        return self._final()

    def ended(self, work: Work, outcome: Outcome) -> None:
        """One trial of a candidate has ended, or a judge."""
        if work.is_judge and outcome is Outcome.FAILED and TEST_FREE & set(self.search.objectives):
            self._ends = (
                self._ends or f"the judge {work.trial.model.name} failed, by which it selects"
            )
        if not work.is_candidate or outcome is Outcome.WAITING:
            return
        for candidate in self._candidates.values():
            if work.trial.key not in candidate.left:
                continue
            candidate.left.discard(work.trial.key)
            if outcome is Outcome.STOPPED:
                candidate.is_stopped = True
            elif outcome is Outcome.FAILED:
                candidate.is_failed = True
            if not candidate.left:
                self._patiently(functools.partial(self._tell, candidate))

    def epoch(self, work: Work, report: dict[str, Any]) -> None:
        """A candidate has trained an epoch."""
        if not work.is_candidate:
            return
        seconds = report["epoch_s"] * self._devices
        self._patiently(lambda: self._study.add_device_seconds(seconds))
        accuracy = report["accuracy"]
        if (
            accuracy is None
            or len(self.spec.seeds) > 1
            or list(self.search.objectives) != ["val/accuracy"]
        ):
            return
        for number, candidate in self._candidates.items():
            if work.trial.key in candidate.left:
                self._patiently(
                    functools.partial(self._study.report, number, accuracy, report["epoch"])
                )

    @property
    def trials(self) -> tuple[TrialSpec, ...]:
        """Of all candidates, in order of their numbers."""
        every = (self._candidates[number].trials for number in sorted(self._candidates))
        return tuple({trial.key: trial for trials in every for trial in trials}.values())

    def to_json(self) -> dict[str, Any]:
        """What the parent run remembers of the search."""
        content: dict[str, Any] = self._patiently(
            lambda: notes(self.spec, self._study, self._candidates, is_over=self._is_final)
        )
        return content

    # How it is done.

    def _remember(self) -> None:
        """The candidates of a study that exists; those under way when its driver died come first."""
        for tried in self._study.tried():
            if tried.repeats is not None:
                continue
            candidate = recorded_candidate(self.spec, self.data, tried.number, tried.params)
            if candidate is None and tried.state == "running":
                candidate = self._chosen(self._study.again(tried.number))
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
                candidate.left.clear()

    def _resume(self, candidate: Candidate) -> None:
        """To be run again, but for what was stopped before."""
        for trial in candidate.trials:
            run = self._ledger.run_with_key(trial.key)
            if run is not None and was_stopped(run):
                candidate.left.discard(trial.key)
                candidate.is_stopped = True
        if candidate.left:
            self._resumed.append(candidate)
        else:
            self._tell(candidate)

    def _repeat(self, number: int, before: int) -> None:
        """A point that was suggested before ends as that one did."""
        known = next(each for each in self._study.tried() if each.number == before)
        if known.values is not None:
            self._study.complete(number, known.values, repeats=before)
        elif known.state == "stopped":
            self._study.stop(number, f"the same as number {before}", repeats=before)
        else:
            self._study.fail(number, f"the same as number {before}", repeats=before)

    def _chosen(self, asked: Trial) -> Candidate | None:
        """Choose what isn't chosen yet; None, and told to the study, if that makes no trial or none that can be judged."""
        try:
            trials = choose(self.spec, asked).trials(self.spec, self.data)
            for judge in self.judges:
                for trial in trials:
                    check_judge(judge, trial)
        except InputError as error:
            self._progress.say(f"point {asked.number} can't be tried: {error}")
            self._study.fail(asked.number, str(error))
            return None
        return make_candidate(asked.number, trials)

    def _spent(self) -> str | None:
        study, budget = self._study, self.search.budget
        return spent(
            budget, len(self._candidates), study.device_seconds, is_exhausted=study.is_exhausted
        )

    def _new(self) -> Candidate | None:
        """A point that wasn't tried before; None if the sampler finds none."""
        for _ in range(_MOST_REPEATS):
            # Asked once, even if the study goes away while it is being chosen.
            self._asked = self._asked or self._study.ask()
            asked = self._asked
            candidate = self._chosen(asked)
            if candidate is not None and candidate.identity not in self._numbers:
                self._asked = None
                self._candidates[asked.number] = candidate
                self._numbers[candidate.identity] = asked.number
                return candidate
            if candidate is not None:
                self._repeat(asked.number, self._numbers[candidate.identity])
            self._asked = None
        return None

    def _work(self, candidate: Candidate) -> list[Work]:
        work = [
            Work(trial, is_judge=False, needs=self._awaited, is_candidate=True)
            for trial in candidate.trials
            if trial.key in candidate.left
        ]
        for item in work:
            self._progress.add(item.trial, is_judge=False)
        return work

    def _final(self) -> list[Work]:
        """The front's trials, to be measured in full."""
        work = [
            Work(trial, is_judge=False)
            for number in self._study.front()
            for trial in self._candidates[number].trials
        ]
        for item in work:
            self._progress.add(item.trial, is_judge=False)
        return work

    def _tell(self, candidate: Candidate) -> None:
        if candidate.is_failed:
            # It stays under way in the study, so that the next launch tries it again, as with a grid.
            return
        if candidate.is_stopped:
            self._study.stop(candidate.number, "stopped early")
            return
        values = [self._values(trial) for trial in candidate.trials]
        lacking = [m for m in self.search.objectives if any(each[m] is None for each in values)]
        if lacking:
            text = f"{' and '.join(lacking)} isn't a finite number"
            self._progress.say(
                f"{candidate.trials[0].label}: {text}; the sampler learns nothing from it"
            )
            self._study.fail(candidate.number, text)
            return
        means = [
            math.fsum(each[metric] or 0.0 for each in values) / len(values)
            for metric in self.search.objectives
        ]
        self._study.complete(candidate.number, means)

    def _values(self, trial: TrialSpec) -> dict[str, float | None]:
        run = self._ledger.run_with_key(trial.key)
        return values_of(run, self.search.objectives, self._fingerprints)

    def _patiently(self, action: Callable[[], Any]) -> Any:
        def told(error: Exception) -> None:
            self._progress.say(
                f"the study or the ledger is away ({str(error).splitlines()[0][:200]}); waiting for it"
            )

        return retry_with_backoff(
            action, told, is_retryable=lambda e: study_is_away(e) or is_server_unavailable(e)
        )
