"""The notice that a process is about to be ended: SIGTERM, as a machine that is taken away gives it.

Ray answers the signal by ending the process in an orderly way, in its main thread. What trains in another thread hears
of it here, and the end waits for it while it saves its state.
"""

import atexit
import contextlib
import threading
from collections.abc import Iterator

# A spot machine gives 30 seconds or more; saving takes one or two.
_GRACE_S = 20.0


class Notice:
    """One a process. Nothing waits for a thread that isn't inside `heeded`."""

    def __init__(self) -> None:
        self._given = threading.Event()
        self._nobody = threading.Event()
        self._nobody.set()
        self._is_registered = False

    def is_given(self) -> bool:
        return self._given.is_set()

    @contextlib.contextmanager
    def heeded(self) -> Iterator[None]:
        """While its body runs, the end of the process waits, for a time of grace, until the body ends."""
        if not self._is_registered:
            # Runs before what was registered earlier, such as Ray's own shutdown.
            atexit.register(self.give)
            self._is_registered = True
        self._nobody.clear()
        try:
            yield
        finally:
            self._nobody.set()

    def give(self) -> None:
        self._given.set()
        self._nobody.wait(_GRACE_S)


NOTICE = Notice()
