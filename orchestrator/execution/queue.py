"""Which job runs next. Pure: no Ray, no clock.

Judges go first, and nothing waits for them but what needs them to be measured. A trial that is
trained before a network that its measurements need (a judge, the baseline) is parked, and run again
once those networks are there, to be measured.

A trial that failed is run again from where it was, up to `max_retries` times. Failures by no fault
of its own don't count: a machine that went away, or a process that was killed after it had made
progress.
"""

import collections
import dataclasses
from collections.abc import Callable, Iterable

from scoresweep.ledger.trial_state import TrialState
from scoresweep.orchestrator.planning.work import Work
from scoresweep.specs.trial import TrialSpec

# The exit code of a launch whose queue was left unfinished.
INTERRUPTED = 130
# Attempts in a row that were taken away before they made progress. More can't be chance.
_MAX_TAKEN_AWAY = 10


def trials_a_slot(trials: Iterable[TrialSpec], slots: int) -> dict[str, int]:
    """Return the trials per slot, rounded up, for each step that they share (`TrialSpec.step`).

    So many trials use what a slot compiles.
    """
    counts = collections.Counter(trial.step for trial in trials)
    return {step: -(-count // slots) for step, count in counts.items()}


class JobQueue:
    """Hands out work and records how it ended.

    Attributes:
        unmeasured: Trials that lack a measurement because a network that it needs isn't trained.
    """

    def __init__(
        self,
        work: Iterable[Work],
        max_retries: int = 0,
        more: Callable[[], list[Work]] = list,
    ):
        """Start a queue.

        Args:
            work: What to run, in order.
            max_retries: Further attempts after one that failed.
            more: Called for further work where nothing is ready. It may return none and have some
                once something has ended.
        """
        self._max_retries, self._more = max_retries, more
        self._failures: collections.Counter[str] = collections.Counter()
        self._taken_away: collections.Counter[str] = collections.Counter()
        self._ready = collections.deque(work)
        self._parked: list[Work] = []
        self._running: set[str] = set()
        self._trained: set[str] = set()
        self._lost: set[str] = set()
        self._is_stopped = False
        self.unmeasured: list[TrialSpec] = []

    def stop(self) -> None:
        """Hand out nothing more. What runs continues to its end, and isn't run again."""
        self._is_stopped = True
        self._ready.clear()
        self._parked.clear()

    def next(self) -> Work | None:
        """Return the next thing to run, or None if there is nothing now; see `is_finished`."""
        if not self._ready and not self._is_stopped:
            self._ready.extend(self._more())
        if not self._ready:
            return None
        work = self._ready.popleft()
        self._running.add(work.trial.key)
        return work

    def is_finished(self) -> bool:
        """Return whether no work is ready, running or parked."""
        return not (self._ready or self._running or self._parked)

    def attempt_failed(self, work: Work, *, counts: bool, made_progress: bool) -> bool:
        """Record an attempt that broke off.

        Args:
            counts: The attempt failed by its own fault.
            made_progress: The trial came further in this attempt. Attempts that were taken away
                count in the end if none makes progress: what takes its machine down with it looks
                like bad luck.

        Returns:
            Whether it will be run again.
        """
        key = work.trial.key
        self._taken_away[key] = 0 if made_progress else self._taken_away[key] + 1
        self._failures[key] += counts or self._taken_away[key] > _MAX_TAKEN_AWAY
        if self._is_stopped or self._failures[key] > self._max_retries:
            self.ended(work, TrialState.FAILED)
            return False
        self._running.discard(key)
        self._ready.appendleft(work)
        return True

    def ended(self, work: Work, state: TrialState) -> None:
        """Record the end of a trial: FINISHED (or DIVERGED), WAITING, STOPPED or FAILED."""
        key = work.trial.key
        self._running.discard(key)
        if state is TrialState.FAILED:
            # A trial that ended as WAITING before is trained, and available to others.
            self._lost |= {key} - self._trained
        elif state is not TrialState.STOPPED:
            self._trained.add(key)
        if state is TrialState.WAITING and not self._is_stopped:
            self._parked.append(work)
        self._release()

    def _release(self) -> None:
        """Make ready what waits for nothing any more; give up what waits for lost networks."""
        parked, self._parked = self._parked, []
        for work in parked:
            if work.needs - self._trained - self._lost:
                self._parked.append(work)
            elif work.needs & self._trained:
                # If it still waits after this, then for a network that nobody trains.
                self._ready.appendleft(dataclasses.replace(work, needs=frozenset()))
            else:
                self.unmeasured.append(work.trial)
