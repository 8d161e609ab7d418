"""A search under way: what the study suggests becomes work, and how the work ended becomes the study's values.

Selection is on validation: while it searches, no measurement looks at a test image. When the budget is spent, the
front, and with it the chosen point, is measured in full, test images included.
"""

import dataclasses
import functools
import math
from collections.abc import Callable
from typing import Any

from orchestrator.axes import Range
from orchestrator.candidates import Candidate, make_candidate, recorded_candidate, spent
from orchestrator.jobs import Outcome, Work
from orchestrator.ledger import Ledger
from orchestrator.progress import Progress
from orchestrator.search_results import values_of
from orchestrator.search_spec import Halving
from orchestrator.space import choose
from orchestrator.spec import SweepSpec
from orchestrator.study import Study, Tried, study_is_away
from workers.measure import fingerprints
from workers.patience import patiently
from workers.spec import DataSpec, TrialSpec, check_judge

SEARCH_FORMAT = 1
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
        if self._resumed:
            return self._work(self._resumed.pop(0))
        if (reason := self._spent()) is None:
            candidate = self._patiently(self._new)
            if candidate is not None:
                return self._work(candidate)
            reason = "every point of the space was tried"
        if not self._is_told:
            self._progress.say(f"the search ends: {reason}; what runs goes on to its end")
            self._is_told = True
        if any(candidate.left for candidate in self._candidates.values()) or self._is_final:
            return []
        self._is_final = True
        return self._final()

    def ended(self, work: Work, outcome: Outcome) -> None:
        """One trial of a candidate has ended."""
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
        """What the parent run remembers of the search, for tables, figures and `best`."""
        tried = self._study.tried()
        return {
            "format": SEARCH_FORMAT,
            "objectives": [
                {"metric": metric, "direction": direction}
                for metric, direction in self.search.objectives.items()
            ],
            "sampler": self.search.sampler,
            "device_hours": self._study.device_seconds / 3600,
            "early_stopping": None
            if self.search.early_stopping is None
            else dataclasses.asdict(self.search.early_stopping),
            "tried": [self._row(each) for each in tried],
            "front": self._study.front(),
            "chosen": self._study.chosen(),
            "importance": self._study.importance() if self._is_final else {},
            "is_over": self._is_final,
        }

    # How it is done.

    def _remember(self) -> None:
        """The candidates of a study that exists; those under way when its driver died come first."""
        for tried in self._study.tried():
            if tried.repeats is not None:
                continue
            candidate = recorded_candidate(self.spec, self.data, tried.number, tried.params)
            if candidate is None and tried.state == "running":
                # The driver died while it was being chosen: what was chosen stays.
                point = choose(self.spec, self._study.again(tried.number))
                candidate = make_candidate(tried.number, point.trials(self.spec, self.data))
            if candidate is None:
                continue
            self._candidates[tried.number] = candidate
            self._numbers.setdefault(candidate.identity, tried.number)
            if tried.state == "running":
                self._resumed.append(candidate)
            else:
                candidate.left.clear()

    def _spent(self) -> str | None:
        return spent(self.search.budget, len(self._candidates), self._study.device_seconds)

    def _new(self) -> Candidate | None:
        """A point that wasn't tried before; None if the sampler finds none."""
        for _ in range(_MOST_REPEATS):
            asked = self._study.ask()
            trials = choose(self.spec, asked).trials(self.spec, self.data)
            candidate = make_candidate(asked.number, trials)
            before = self._numbers.get(candidate.identity)
            if before is None:
                for judge in self.judges:
                    for trial in trials:
                        check_judge(judge, trial)
                self._candidates[asked.number] = candidate
                self._numbers[candidate.identity] = asked.number
                return candidate
            known = next(each for each in self._study.tried() if each.number == before)
            if known.values is not None:
                self._study.complete(asked.number, known.values, repeats=before)
            else:
                self._study.stop(asked.number, f"the same as number {before}", repeats=before)
        return None

    def _work(self, candidate: Candidate) -> list[Work]:
        work = [
            Work(trial, is_judge=False, needs=self._awaited, is_candidate=True)
            for trial in candidate.trials
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
            self._study.fail(candidate.number, "its trial failed; its run says why")
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

    def _row(self, tried: Tried) -> dict[str, Any]:
        """Every setting of a point, the fixed ones too."""
        row = dataclasses.asdict(tried)
        candidate = self._candidates.get(tried.number if tried.repeats is None else tried.repeats)
        row["trial_keys"] = [] if candidate is None else [t.key for t in candidate.trials]
        row["seeds"] = [] if candidate is None else [t.seed for t in candidate.trials]
        return row

    def _patiently(self, action: Callable[[], Any]) -> Any:
        def told(error: Exception) -> None:
            self._progress.say(
                f"the study's database is away ({str(error).splitlines()[0][:200]}); waiting for it"
            )

        return patiently(action, told, again=study_is_away)
