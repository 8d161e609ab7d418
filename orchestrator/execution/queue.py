"""Which job runs next. Pure: no Ray, no clock.

Judges go first, and nothing waits for them but what needs them to be measured. A trial that is
trained before a network that its measurements need (a judge, the baseline) is parked, and run again
once those networks are there: its training is done, so all that is left is to measure.

A trial that failed is run again from where it was, up to `max_retries` times. What isn't its own fault doesn't
count: a machine that went away, or a process that was killed after it had got on.
"""

import collections
import dataclasses
import enum
from collections.abc import Callable, Iterable

from scoresweep.specs.trial import TrialSpec

# The exit code of a launch whose queue was left unfinished.
INTERRUPTED = 130
# Attempts in a row that were taken away before they got anywhere; more are no chance.
_LONGEST_BAD_LUCK = 10


@dataclasses.dataclass(frozen=True)
class Work:
    """One thing to run. `trial` may come up twice, the second time to be measured.

    needs: the trial keys of the networks that are still to be trained and without which not everything
    can be measured. is_candidate: of a search, and measured only by what that selects by.
    """

    trial: TrialSpec
    is_judge: bool
    needs: frozenset[str] = frozenset()
    is_candidate: bool = False


class Outcome(enum.Enum):
    DONE = "done"
    WAITING = "waiting"  # trained, and waits for a network that it needs
    FAILED = "failed"
    STOPPED = "stopped"  # before its last epoch, as it fell behind others


def trials_a_slot(trials: Iterable[TrialSpec], slots: int) -> dict[str, int]:
    """How many of the trials that are still to be trained each of the slots gets, rounded up, by the step that they share
    (`TrialSpec.step`): what a slot compiles serves as many."""
    counts = collections.Counter(trial.step for trial in trials)
    return {step: -(-count // slots) for step, count in counts.items()}


class JobQueue:
    """Hands out work and hears how it ended.

    unmeasured holds the trials that lack a measurement because a network that it needs isn't there. more is
    asked for further work where nothing is ready; what it has none of now it may have once something has ended.
    """

    def __init__(
        self,
        work: list[Work],
        max_retries: int = 0,
        more: Callable[[], list[Work]] = list,
    ):
        self._max_retries, self._more = max_retries, more
        self._failures: collections.Counter[str] = collections.Counter()
        self._in_vain: collections.Counter[str] = collections.Counter()
        self._ready = collections.deque(work)
        self._parked: list[Work] = []
        self._running: set[str] = set()
        self._trained: set[str] = set()
        self._lost: set[str] = set()
        self.unmeasured: list[TrialSpec] = []

    def next(self) -> Work | None:
        """The next thing to run, or None if there is nothing now; see `is_finished`."""
        if not self._ready:
            self._ready.extend(self._more())
        if not self._ready:
            return None
        work = self._ready.popleft()
        self._running.add(work.trial.key)
        return work

    def is_finished(self) -> bool:
        return not (self._ready or self._running or self._parked)

    def attempt_failed(self, work: Work, *, counts: bool, got_on: bool) -> bool:
        """A run of it broke off. True if it will be run again.

        counts: whether that was its own fault. got_on: whether it had come further. What takes its machine down with
        it looks like bad luck, so bad luck without any progress counts too in the end.
        """
        key = work.trial.key
        self._in_vain[key] = 0 if got_on else self._in_vain[key] + 1
        self._failures[key] += counts or self._in_vain[key] > _LONGEST_BAD_LUCK
        if self._failures[key] > self._max_retries:
            self.ended(work, Outcome.FAILED)
            return False
        self._running.discard(key)
        self._ready.appendleft(work)
        return True

    def ended(self, work: Work, outcome: Outcome) -> None:
        key = work.trial.key
        self._running.discard(key)
        if outcome is Outcome.FAILED:
            # Trained or not: an earlier end as WAITING has made it available.
            self._lost |= {key} - self._trained
        elif outcome is not Outcome.STOPPED:
            self._trained.add(key)
        if outcome is Outcome.WAITING:
            self._parked.append(work)
        self._release()

    def _release(self) -> None:
        """Take up again what waits for nothing any more, and give up what waits in vain."""
        parked, self._parked = self._parked, []
        for work in parked:
            if work.needs - self._trained - self._lost:
                self._parked.append(work)
            elif work.needs & self._trained:
                # If it still waits after this, then for a network that nobody trains.
                self._ready.appendleft(dataclasses.replace(work, needs=frozenset()))
            else:
                self.unmeasured.append(work.trial)
