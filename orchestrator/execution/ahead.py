"""A new ledger got ready while Ray starts: MLflow loaded, and the tables of a sqlite store made."""

import contextlib
import os
import tempfile
import threading
import uuid
from pathlib import Path
from types import TracebackType
from typing import Self

from scoresweep.ledger.uri import is_absent, sqlite_path
from scoresweep.orchestrator.cli.logging import load_mlflow


class LedgerAhead:
    """Makes a sqlite store that isn't there yet in a thread, from entering on; of another one, which a launch has looked
    into before, there is nothing to do.

    It is made in a temporary folder, and put in its place by `settle` alone: whoever leaves without has written nothing.
    Where it can't be made, or not be put there, nothing is: whoever opens the store makes it, or meets the same error.
    """

    def __init__(self, uri: str, *, verbose: bool = False):
        self._place = sqlite_path(uri) if is_absent(uri) else None
        self._verbose = verbose
        self._thread = threading.Thread(target=self._make, daemon=True)
        self._content: bytes | None = None

    def __enter__(self) -> Self:
        if self._place is not None:
            self._thread.start()
        return self

    def settle(self) -> None:
        """Put the store in its place, unless another launch has one there by now."""
        if self._place is None:
            return
        self._thread.join()
        if self._content is not None:
            with contextlib.suppress(OSError):  # see the class
                _write_new(self._place, self._content)

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _where: TracebackType | None,
    ) -> None:
        if self._place is not None:
            self._thread.join()

    def _make(self) -> None:
        with contextlib.suppress(Exception):  # see the class
            load_mlflow(self._verbose)
            from mlflow.store.tracking import DEFAULT_LOCAL_FILE_AND_ARTIFACT_PATH
            from mlflow.store.tracking.sqlalchemy_store import SqlAlchemyStore

            with tempfile.TemporaryDirectory(
                prefix="scoresweep-", ignore_cleanup_errors=True
            ) as to:
                file = Path(to) / "new.db"
                store = SqlAlchemyStore(f"sqlite:///{file}", DEFAULT_LOCAL_FILE_AND_ARTIFACT_PATH)
                store.engine.dispose()
                self._content = file.read_bytes()


def _write_new(file: Path, content: bytes) -> None:
    """Whole or not at all, and never over another one. Raises OSError where there is one, or where files can't have two
    names."""
    partial = file.with_name(f".{file.name}-{uuid.uuid4().hex}")
    try:
        with partial.open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.link(partial, file)
    finally:
        partial.unlink(missing_ok=True)
