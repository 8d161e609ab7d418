"""Who runs a sweep: a tag of its parent run, renewed while the driver lives.

Two drivers of one sweep would train everything twice. A driver that holds the lease counts up its beat; another
one that looks on takes over when the beat has stood still. No clocks are compared: those of two machines may be an
hour apart.

MLflow can't write a tag only if it is as it was, so who wants a lease that is free first lays claim to it by a tag of his
own. Each writes before he looks. Who sees no other claim has it: whoever comes later sees his, or the lease. Of those who see
each other the one with the smaller id waits until the others have withdrawn. How long a request takes doesn't matter.
"""

import contextlib
import dataclasses
import json
import os
import socket
import threading
import time
import uuid
from collections.abc import Callable
from typing import Any, TypeVar

from mlflow import MlflowClient
from mlflow.entities import RunTag
from mlflow.exceptions import MlflowException

from scoresweep.retry import retry_with_backoff

T = TypeVar("T")
TAG = "scoresweep.lease"
BEAT_S = 10.0
# Beats that must be missed before a driver counts as dead; a busy server answers late.
_MISSED = 6
_CLAIM = f"{TAG}.claim."
# Those who see each other look again after so long.
_PAUSE_S = 0.2


@dataclasses.dataclass(frozen=True)
class Holder:
    """The driver that a lease names."""

    id: str
    host: str
    pid: int
    started: float
    beat: int

    def __str__(self) -> str:
        return f"process {self.pid} on {self.host}"

    def is_dead_here(self) -> bool:
        """Whether it ran on this machine and doesn't any more."""
        return self.host == socket.gethostname() and process_start(self.pid) != self.started


def process_start(pid: int) -> float | None:
    """When a process of this machine was started; None if there is none."""
    import psutil

    try:
        return float(psutil.Process(pid).create_time())
    except psutil.Error:
        return None


def read_holder(client: MlflowClient, run_id: str) -> Holder | None:
    """Raises MlflowException if the store can't be asked."""
    return _holder(client.get_run(run_id).data.tags.get(TAG, ""))


def _holder(text: str) -> Holder | None:
    try:
        value: dict[str, Any] = json.loads(text)
        return Holder(**value)
    except (ValueError, TypeError):
        return None  # none, released, or not ours to understand


def _silent(_: Exception) -> None:
    """A server that is away for a moment is nobody's to act on."""


class Lease:
    """Held from `take` until `release`. `lost` is called once, from a thread, if another driver took it."""

    def __init__(self, client: MlflowClient, run_id: str, lost: Callable[[Holder], None]):
        self._client, self._run_id, self._lost = client, run_id, lost
        pid = os.getpid()
        self._mine = Holder(
            uuid.uuid4().hex, socket.gethostname(), pid, process_start(pid) or 0.0, 0
        )
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._renew, daemon=True, name="lease")

    def take(self, dead: Holder | None = None) -> bool:
        """False if another driver has it. dead is whose it was, as `wait_until_free` found it."""
        claim, has_claimed = _CLAIM + self._mine.id, False
        seen_since: dict[str, float] = {}
        try:
            while True:
                tags = self._patiently(lambda: self._client.get_run(self._run_id).data.tags)
                holder = _holder(tags.get(TAG, ""))
                if not (
                    holder is None
                    or holder.is_dead_here()
                    or (dead is not None and holder.id == dead.id)
                ):
                    return False
                rivals = self._rivals(tags, seen_since)
                if has_claimed and not rivals:
                    self._patiently(lambda: self._write(TAG))
                    self._thread.start()
                    return True
                if has_claimed and min(rivals) < self._mine.id:
                    has_claimed = False
                    self._withdraw(claim)
                elif not has_claimed and not rivals:
                    has_claimed = True
                    self._patiently(lambda: self._write(claim))
                    continue
                time.sleep(_PAUSE_S)
        finally:
            if has_claimed:
                self._withdraw(claim)

    def _rivals(self, tags: dict[str, str], seen_since: dict[str, float]) -> list[str]:
        """The ids of others that claim the lease; seen_since notes when each claim was first seen, as one that lasts has outlived
        its launch."""
        now = time.monotonic()
        return [
            rival.id
            for name, text in tags.items()
            if name.startswith(_CLAIM)
            if (rival := _holder(text)) is not None and rival.id != self._mine.id
            if not rival.is_dead_here()
            and now - seen_since.setdefault(name, now) < _MISSED * BEAT_S
        ]

    def release(self) -> None:
        """Orderly, so that the next driver needn't wait. A server that is away learns it by the beat."""
        self._end.set()
        if self._thread.is_alive():
            self._thread.join()
        try:
            if self._holds():
                self._client.set_tag(self._run_id, TAG, "")
        except MlflowException:
            return

    def _renew(self) -> None:
        while not self._end.wait(BEAT_S):
            try:
                holder = read_holder(self._client, self._run_id)
                if holder is not None and holder.id != self._mine.id:
                    self._lost(holder)
                    return
                self._mine = dataclasses.replace(self._mine, beat=self._mine.beat + 1)
                self._write(TAG)
            except MlflowException:
                continue  # nobody else can take it either while the server is away

    def _patiently(self, request: Callable[[], T]) -> T:
        return retry_with_backoff(request, _silent, timeout_s=_MISSED * BEAT_S)

    def _withdraw(self, claim: str) -> None:
        """A claim that can't be withdrawn is left to be outlived."""
        with contextlib.suppress(MlflowException):
            self._patiently(lambda: self._client.delete_tag(self._run_id, claim))

    def _holds(self) -> bool:
        holder = read_holder(self._client, self._run_id)
        return holder is not None and holder.id == self._mine.id

    def _write(self, name: str) -> None:
        tag = RunTag(name, json.dumps(dataclasses.asdict(self._mine)))
        self._client.log_batch(self._run_id, tags=[tag])


def wait_until_free(
    client: MlflowClient,
    run_id: str,
    on_watch: Callable[[Holder], None],
    *,
    sleep: Callable[[float], None] = time.sleep,
) -> Holder | None:
    """Return when no living driver holds the lease: None if it was free, else whose it was.

    Counts only beats that could be read: a server that is away says nothing about the driver.
    """
    holder = read_holder(client, run_id)
    seen, missed, is_told = holder, 0, False
    while holder is not None and not holder.is_dead_here() and missed < _MISSED:
        if not is_told:
            on_watch(holder)
            is_told = True
        sleep(BEAT_S)
        try:
            now = read_holder(client, run_id)
        except MlflowException:
            continue
        missed = missed + 1 if now == holder else 0
        holder = now
    return seen
