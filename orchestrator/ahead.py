"""The ledger got ready while Ray starts: MLflow loaded, and a new sqlite store's tables made."""

import contextlib
import os
import tempfile
import threading
from pathlib import Path
from types import TracebackType
from typing import Self

from orchestrator.store import is_absent, sqlite_path


class LedgerAhead:
    """Opens a tracking store in a thread, from entering to `settle`.

    A sqlite store that isn't there is made in a folder beside its place, and put there by `settle` alone: whoever leaves
    without has written nothing. No error is raised here; whoever opens the store next meets the same.
    """

    def __init__(self, uri: str):
        self._uri = uri
        self._thread = threading.Thread(target=self._open, daemon=True)
        self._place = sqlite_path(uri) if is_absent(uri) else None
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def __enter__(self) -> Self:
        if self._place is not None:
            with contextlib.suppress(OSError):
                self._folder = tempfile.TemporaryDirectory(
                    prefix=f".{self._place.name}-", dir=self._place.parent
                )
        self._thread.start()
        return self

    def settle(self) -> None:
        """Wait until it is open, and put a new one in its place, unless another launch has one there by now."""
        self._thread.join()
        if self._place is not None and self._folder is not None:
            # Some file systems have no links; then whoever opens the store makes it.
            with contextlib.suppress(OSError):
                os.link(self._made, self._place)

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _where: TracebackType | None,
    ) -> None:
        self._thread.join()
        if self._folder is not None:
            self._folder.cleanup()

    @property
    def _made(self) -> Path:
        assert self._folder is not None and self._place is not None
        return Path(self._folder.name) / self._place.name

    def _open(self) -> None:
        uri = self._uri if self._folder is None else f"sqlite:///{self._made}"
        with contextlib.suppress(Exception):  # see the class
            from orchestrator.ledger import Ledger

            if self._place is None or self._folder is not None:
                Ledger(uri)
