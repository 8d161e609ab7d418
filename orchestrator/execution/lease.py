"""Which driver runs a sweep: a tag of its parent run, renewed while the driver lives.

Two drivers of one sweep would train everything twice. The holder of the lease counts up its beat; a
driver that waits takes over when the beat has stopped. It compares no clocks: those of two machines
may be an hour apart.

MLflow has no compare-and-set of tags. So a driver that wants a free lease first writes a claim, a
tag of its own, and then reads all claims. If it sees no other, the lease is its own: later drivers
see its claim, or the lease. Of drivers that see each other's claims, all but the one with the
smallest id withdraw, and that one waits until they have. How long a request takes doesn't matter.
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
from typing import TypeVar

from mlflow import MlflowClient
from mlflow.entities import RunTag
from mlflow.exceptions import MlflowException

from scoresweep.ledger.lease import BEAT_S, MISSED_BEATS, Holder, parse_holder, process_start
from scoresweep.ledger.schema import TagName
from scoresweep.ledger.tags import from_store, stored_name
from scoresweep.retry import retry_with_backoff

T = TypeVar("T")
_CLAIM = f"{TagName.LEASE}.claim."
# Drivers with competing claims read them again after so long.
_PAUSE_S = 0.2


def read_holder(client: MlflowClient, run_id: str) -> Holder | None:
    """Return the holder of a run's lease, or None.

    Raises:
        MlflowException: The store can't be read.
    """
    return parse_holder(_tags(client, run_id).get(TagName.LEASE, ""))


def _tags(client: MlflowClient, run_id: str) -> dict[str, str]:
    return from_store(client.get_run(run_id).data.tags)


class Lease:
    """A lease, held from `take` until `release`."""

    def __init__(self, client: MlflowClient, run_id: str, on_lost: Callable[[Holder], None]):
        """Prepare a lease.

        Args:
            on_lost: Called once, from a thread, if another driver took the lease.
        """
        self._client, self._run_id, self._on_lost = client, run_id, on_lost
        pid = os.getpid()
        self._mine = Holder(
            uuid.uuid4().hex, socket.gethostname(), pid, process_start(pid) or 0.0, 0
        )
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._renew, daemon=True, name="lease")

    def take(self, dead: Holder | None = None) -> bool:
        """Take the lease.

        Args:
            dead: A holder that may be replaced, as returned by `wait_until_free`.

        Returns:
            False if another driver holds it.
        """
        claim, has_claimed = _CLAIM + self._mine.id, False
        seen_since: dict[str, float] = {}
        try:
            while True:
                tags = self._patiently(lambda: _tags(self._client, self._run_id))
                holder = parse_holder(tags.get(TagName.LEASE, ""))
                if not (
                    holder is None
                    or holder.is_dead_here()
                    or (dead is not None and holder.id == dead.id)
                ):
                    return False
                rivals = self._rivals(tags, seen_since)
                if has_claimed and not rivals:
                    self._patiently(lambda: self._write(TagName.LEASE))
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
        """Return the ids of other drivers that claim the lease and live.

        Args:
            seen_since: Claim → when it was first seen; updated. A claim that lasts for long has
                outlived its driver.
        """
        now = time.monotonic()
        return [
            rival.id
            for name, text in tags.items()
            if name.startswith(_CLAIM)
            if (rival := parse_holder(text)) is not None and rival.id != self._mine.id
            if not rival.is_dead_here()
            and now - seen_since.setdefault(name, now) < MISSED_BEATS * BEAT_S
        ]

    def abandon(self) -> None:
        """Stop renewing the lease, without a request to a ledger that may be away. It lapses."""
        self._end.set()

    def release(self) -> None:
        """Release the lease, so that the next driver needn't wait for the beat to stop."""
        if self._end.is_set():
            return  # abandoned
        self._end.set()
        if self._thread.is_alive():
            self._thread.join()
        with contextlib.suppress(MlflowException):
            holder = read_holder(self._client, self._run_id)
            if holder is not None and holder.id == self._mine.id:
                self._client.set_tag(self._run_id, stored_name(TagName.LEASE), "")

    def _renew(self) -> None:
        while not self._end.wait(BEAT_S):
            try:
                holder = read_holder(self._client, self._run_id)
                if holder is not None and holder.id != self._mine.id:
                    self._on_lost(holder)
                    return
                self._mine = dataclasses.replace(self._mine, beat=self._mine.beat + 1)
                self._write(TagName.LEASE)
            except MlflowException:
                continue  # while the server is away, no other driver can take it either

    def _patiently(self, request: Callable[[], T]) -> T:
        # Nothing is shown of a server that is away for a moment.
        return retry_with_backoff(request, lambda _: None, timeout_s=MISSED_BEATS * BEAT_S)

    def _withdraw(self, claim: str) -> None:
        """Delete a claim. One that can't be deleted is ignored by others after a while."""
        with contextlib.suppress(MlflowException):
            self._patiently(lambda: self._client.delete_tag(self._run_id, stored_name(claim)))

    def _write(self, name: str) -> None:
        self._mine = dataclasses.replace(self._mine, at=time.time())
        tag = RunTag(stored_name(name), json.dumps(dataclasses.asdict(self._mine)))
        self._client.log_batch(self._run_id, tags=[tag])


def wait_until_free(
    client: MlflowClient,
    run_id: str,
    on_wait: Callable[[Holder], None],
    *,
    sleep: Callable[[float], None] = time.sleep,
) -> Holder | None:
    """Wait until no living driver holds the lease.

    Only beats that could be read count: while the server is away, nothing is known of the driver.

    Args:
        on_wait: Called once, if there is a holder to wait for.
        sleep: Waits for so many seconds.

    Returns:
        The holder that there was; None if the lease was free.
    """
    holder = read_holder(client, run_id)
    seen, missed, has_called = holder, 0, False
    while holder is not None and not holder.is_dead_here() and missed < MISSED_BEATS:
        if not has_called:
            on_wait(holder)
            has_called = True
        sleep(BEAT_S)
        try:
            now = read_holder(client, run_id)
        except MlflowException:
            continue
        missed = missed + 1 if now == holder else 0
        holder = now
    return seen
