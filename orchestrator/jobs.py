"""Which job runs next. Pure: no Ray, no clock.

The judge goes first, and nothing waits for it but the GAN-test. A trial that finished training
before the judge did is parked and run again once the judge is there: its training is done, so all
that is left is to measure.
"""

import collections
import dataclasses
import enum

from workers.spec import TrialSpec


@dataclasses.dataclass(frozen=True)
class Work:
    """One thing to run. `trial` may come up twice, the second time to be measured."""

    trial: TrialSpec
    is_judge: bool


class Outcome(enum.Enum):
    DONE = "done"
    NEEDS_JUDGE = "needs judge"
    FAILED = "failed"


class JobQueue:
    """Hands out work and hears how it ended.

    needs_judge: whether a judge is wanted and not there yet. unmeasured holds the trials whose
    GAN-test can't be taken because the judge failed.
    """

    def __init__(self, work: list[Work]):
        self._ready = collections.deque(work)
        self._parked: list[Work] = []
        self._running: set[str] = set()
        self._judge_to_come = any(item.is_judge for item in work)
        self._judge_failed = False
        self.unmeasured: list[TrialSpec] = []

    def next(self) -> Work | None:
        """The next thing to run, or None if there is nothing now; see `is_finished`."""
        if not self._ready:
            return None
        work = self._ready.popleft()
        self._running.add(work.trial.key)
        return work

    def is_finished(self) -> bool:
        return not (self._ready or self._running or self._parked)

    def ended(self, work: Work, outcome: Outcome) -> None:
        self._running.discard(work.trial.key)
        if work.is_judge:
            self._judge_to_come = False
            self._judge_failed = outcome is Outcome.FAILED
            self._release()
        elif outcome is Outcome.NEEDS_JUDGE:
            self._parked.append(work)
            if not self._judge_to_come:
                self._release()

    def _release(self) -> None:
        if self._judge_failed:
            self.unmeasured += [work.trial for work in self._parked]
        else:
            self._ready.extendleft(reversed(self._parked))
        self._parked = []
