"""Notice that the process is about to end: SIGTERM, which spot machines get before they go.

Ray answers the signal by an orderly exit in the main thread. Training, in another thread, polls
the notice here, and the exit waits while it saves its state.
"""

import atexit
import contextlib
import threading
from collections.abc import Iterator

# Spot machines give 30 s or more; saving takes one or two.
_GRACE_S = 20.0


class PreemptionNotice:
    """The notice of one process. Its exit waits only for a thread inside `defer_shutdown`."""

    def __init__(self) -> None:
        self._given = threading.Event()
        self._may_exit = threading.Event()
        self._may_exit.set()
        self._is_registered = False

    def is_given(self) -> bool:
        """Return whether the process has received the notice."""
        return self._given.is_set()

    @contextlib.contextmanager
    def defer_shutdown(self) -> Iterator[None]:
        """Let the exit of the process wait for the body's end, for the grace period at most."""
        if not self._is_registered:
            # Runs before what was registered earlier, such as Ray's own shutdown.
            atexit.register(self.give)
            self._is_registered = True
        self._may_exit.clear()
        try:
            yield
        finally:
            self._may_exit.set()

    def give(self) -> None:
        """Give the notice, and wait until the state is saved or _GRACE_S seconds have passed."""
        self._given.set()
        self._may_exit.wait(_GRACE_S)


NOTICE = PreemptionNotice()
