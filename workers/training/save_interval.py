"""When a trial saves its state and reports its epochs."""

import contextlib
import time
from collections.abc import Callable, Iterator

# Share of a trial's time for saving its state, logging epochs and reporting them.
_TIME_SHARE = 0.01
# A killed process loses this long and the epoch under way at most.
LONGEST_S = 60.0


class SaveInterval:
    """Decides after which epochs to save: so rarely that saving takes a hundredth of the time.

    The duration of one save predicts the next one's: hundredths of a second for a small network on
    a local disk, seconds behind a distant server, minutes after an outage of the storage. A save
    becomes due a hundred times its duration after the last one, at the latest after `LONGEST_S`.

    Args:
        every_epoch: save after each epoch, for a search that may stop the trial at any.
        clock: returns seconds.
    """

    def __init__(
        self, *, every_epoch: bool = False, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._every_epoch = every_epoch
        self._clock = clock
        self._due_at = clock()

    def is_due(self) -> bool:
        """Return whether the state should be saved after this epoch."""
        return self._every_epoch or self._clock() >= self._due_at

    @contextlib.contextmanager
    def timed(self) -> Iterator[None]:
        """Run a save as the body, and schedule the next one by its duration."""
        started = self._clock()
        yield
        ended = self._clock()
        self._due_at = ended + min((ended - started) / _TIME_SHARE, LONGEST_S)
