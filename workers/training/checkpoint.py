"""A trial's state in storage, by trial key. Written whole or not at all, trusted only if unharmed.

A file is called epoch-NNNN-<sha256 of its content>.pt, so its name both publishes and signs it: a
torn or altered file doesn't match. Loading never unpickles (weights_only=True).
"""

import dataclasses
import hashlib
import io
import logging
import pickle
from collections.abc import Callable
from typing import Any

import torch

from scoresweep.retry import retry_with_backoff
from scoresweep.storage.location import Location, is_transient
from scoresweep.storage.trial_folder import CHECKPOINT as NAME
from scoresweep.workers.training.save_interval import SaveInterval

_log = logging.getLogger(__name__)

_KEPT = 2


class CheckpointStore:
    """The checkpoints of one trial, in `<storage>/<trial_key>/`. Methods raise StorageError."""

    def __init__(self, storage: str, trial_key: str):
        self.folder = Location.of(storage) / trial_key
        self.trial_key = trial_key

    def save(self, epoch: int, state: dict[str, Any]) -> Location:
        """Write the state after `epoch` epochs; keeps the one before it as well."""
        buffer = io.BytesIO()
        torch.save(state | {"epoch": epoch, "trial_key": self.trial_key}, buffer)
        content = buffer.getvalue()
        digest = hashlib.sha256(content).hexdigest()
        target = self.folder / f"epoch-{epoch:04d}-{digest}.pt"
        target.write(content)
        for old in self._files()[_KEPT:]:
            old.delete()
        return target

    def latest(self) -> tuple[Location, dict[str, Any]] | None:
        """Return the newest unharmed checkpoint of this trial, if any."""
        for file in self._files():
            state = read_checkpoint(file)
            if state is not None and state.get("trial_key") == self.trial_key:
                return file, state
        return None

    def _files(self) -> list[Location]:
        """Newest first."""
        found = []
        for file, _, changed in self.folder.files("epoch-"):
            if match := NAME.fullmatch(file.name):
                found.append((int(match[1]), changed, file.text))
        return [Location(text) for _, _, text in sorted(found, reverse=True)]


def log_retry(error: Exception) -> None:
    """Log the first error of a storage that training waits for."""
    _log.warning("training waits: %s", error)


@dataclasses.dataclass(frozen=True)
class Checkpointer:
    """Saves and restores the state of one trial, and decides after which epochs to save.

    A storage that is unavailable or full is retried for minutes before its StorageError is raised.

    Attributes:
        interval: when a save is due; by default after each epoch.
        on_retry: called with the first error of each retried request.
    """

    store: CheckpointStore
    interval: SaveInterval = dataclasses.field(
        default_factory=lambda: SaveInterval(every_epoch=True)
    )
    on_retry: Callable[[Exception], None] = log_retry

    def save(self, epoch: int, state: dict[str, Any]) -> str:
        """Save the state after `epoch` epochs and return the file's location."""
        file = retry_with_backoff(
            lambda: self.store.save(epoch, state), self.on_retry, is_retryable=is_transient
        )
        return str(file)

    def latest(self) -> tuple[str, dict[str, Any]] | None:
        """Return the newest valid checkpoint, its location and state, if there is one."""
        found = retry_with_backoff(self.store.latest, self.on_retry, is_retryable=is_transient)
        return None if found is None else (str(found[0]), found[1])


def read_checkpoint(file: Location) -> dict[str, Any] | None:
    """Read a state; None if the file is gone, torn, altered or not one of ours.

    Raises StorageError.
    """
    match = NAME.fullmatch(file.name)
    content = file.read() if match else None
    if match is None or content is None or hashlib.sha256(content).hexdigest() != match[2]:
        return None
    return parse_checkpoint(content)


def parse_checkpoint(content: bytes) -> dict[str, Any] | None:
    """Return the state that a checkpoint's content holds; None if it isn't one of ours."""
    try:
        state = torch.load(io.BytesIO(content), map_location="cpu", weights_only=True)
    except (pickle.UnpicklingError, RuntimeError, EOFError):
        return None  # whole, but not what torch.save writes of plain values and tensors
    return state if isinstance(state, dict) else None
