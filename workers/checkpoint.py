"""A trial's state on disk, by trial key. Written whole or not at all, trusted only if unharmed.

A file is called epoch-NNNN-<sha256 of its content>.pt, so one rename both publishes and signs it: a
torn or altered file doesn't match its name. Loading never unpickles (weights_only=True).
"""

import contextlib
import hashlib
import io
import os
import pickle
import re
import tempfile
from pathlib import Path
from typing import Any

import torch

_NAME = re.compile(r"epoch-(\d+)-([0-9a-f]{64})\.pt")
_KEPT = 2


class CheckpointStore:
    """The checkpoints of one trial, in `<storage>/<trial_key>/`."""

    def __init__(self, storage: str, trial_key: str):
        self.folder = Path(storage) / trial_key
        self.trial_key = trial_key

    def save(self, epoch: int, state: dict[str, Any]) -> Path:
        """Write the state after `epoch` epochs; keeps the one before it as well."""
        buffer = io.BytesIO()
        torch.save(state | {"epoch": epoch, "trial_key": self.trial_key}, buffer)
        content = buffer.getvalue()
        digest = hashlib.sha256(content).hexdigest()
        target = self.folder / f"epoch-{epoch:04d}-{digest}.pt"
        self.folder.mkdir(parents=True, exist_ok=True)
        write_atomically(target, content)
        for old in self._files()[_KEPT:]:
            old.unlink(missing_ok=True)
        return target

    def latest(self) -> tuple[Path, dict[str, Any]] | None:
        """The newest unharmed checkpoint of this trial, if any."""
        for path in self._files():
            state = read_checkpoint(path)
            if state is not None and state.get("trial_key") == self.trial_key:
                return path, state
        return None

    def _files(self) -> list[Path]:
        """Newest first."""
        found = []
        for path in self.folder.glob("epoch-*.pt"):
            if match := _NAME.fullmatch(path.name):
                found.append((int(match[1]), path.stat().st_mtime_ns, path))
        return [path for _, _, path in sorted(found, reverse=True)]


def read_checkpoint(path: Path) -> dict[str, Any] | None:
    """The state in a file; None if the file is torn, altered or not one of ours."""
    match = _NAME.fullmatch(path.name)
    if match is None:
        return None
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    if hashlib.sha256(content).hexdigest() != match[2]:
        return None
    try:
        state = torch.load(io.BytesIO(content), map_location="cpu", weights_only=True)
    except (pickle.UnpicklingError, RuntimeError, EOFError):
        return None  # whole, but not what torch.save writes of plain values and tensors
    return state if isinstance(state, dict) else None


def write_atomically(target: Path, content: bytes) -> None:
    """After a crash the target is there whole or not at all."""
    handle, partial = tempfile.mkstemp(prefix=".partial-", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(partial, target)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(partial)
        raise
    directory = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)
