"""How often a trial that trains saves its state and tells of its epochs."""

import contextlib
import time
from collections.abc import Callable, Iterator

# Of a trial's time, for saving its state, logging epochs and reporting them.
_SHARE = 0.01
# After which the epoch under way is saved in any case, so that a killed process loses a minute and an epoch at most.
LONGEST_S = 60.0


class SavingPace:
    """After every epoch, unless that would take more than a hundredth of the time: then, after as many as make it one, or
    as take a minute.

    The last save says what the next one will take: a small network on this machine's disk some hundredths of a second, a
    large one behind a distant server seconds, and one that waited for a storage that was away minutes.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic):
        self._clock = clock
        self._due_at = clock()

    def is_due(self) -> bool:
        return self._clock() >= self._due_at

    @contextlib.contextmanager
    def saving(self) -> Iterator[None]:
        """Around all that a save takes."""
        began = self._clock()
        yield
        ended = self._clock()
        self._due_at = ended + min((ended - began) / _SHARE, LONGEST_S)


class AfterEachEpoch(SavingPace):
    """Where somebody waits for each epoch, as a search that may stop the trial."""

    def is_due(self) -> bool:
        return True
