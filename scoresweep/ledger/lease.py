"""The lease of a sweep, read from a tag of its parent run: it names the driver.

`orchestrator.execution.lease` takes, renews and releases it.

A launch that waits for another one counts beats (`wait_until_free`). Here is what a single look
tells, for people: a process of this machine is looked up, and another machine's last beat is
compared with this machine's clock.
"""

import dataclasses
import json
import socket
import time
from datetime import datetime
from typing import Any

from scoresweep.sanitize import printable

BEAT_S = 10.0
# Missed beats after which a driver counts as dead; a busy server answers late.
MISSED_BEATS = 6


@dataclasses.dataclass(frozen=True)
class Holder:
    """The driver that a lease or a claim names.

    Attributes:
        started: When its process was started, as its machine counts.
        at: Unix time of its last beat by its machine's clock; 0 if an older version wrote it.
    """

    id: str
    host: str
    pid: int
    started: float
    beat: int
    at: float = 0.0

    def __str__(self) -> str:
        return f"process {self.pid} on {self.host}"

    def is_dead_here(self) -> bool:
        """Return whether it ran on this machine and has ended."""
        return self.lives_here() is False

    def seems_alive(self) -> bool:
        """Return whether it drives the sweep, as far as a single look shows."""
        lives = self.lives_here()
        return time.time() - self.at < MISSED_BEATS * BEAT_S if lives is None else lives

    def lives_here(self) -> bool | None:
        """Return whether it is a process of this machine that runs.

        None for another machine's process, or where psutil isn't installed.
        """
        if self.host != socket.gethostname():
            return None
        try:
            return process_start(self.pid) == self.started
        except ModuleNotFoundError:
            return None


def process_start(pid: int) -> float | None:
    """Return when a process of this machine was started; None if there is no such process.

    One that ended and whose parent never asked how, as in containers without an init, is gone too.
    """
    import psutil  # what only reads a ledger may lack it

    try:
        process = psutil.Process(pid)
        has_ended = process.status() == psutil.STATUS_ZOMBIE
        return None if has_ended else float(process.create_time())
    except psutil.Error:
        return None


def parse_holder(text: str) -> Holder | None:
    """Return the driver that a lease's text names; None for no lease or a released one."""
    names = [field.name for field in dataclasses.fields(Holder)]
    try:
        value: dict[str, Any] = json.loads(text)
        return Holder(**{name: value[name] for name in names if name in value})
    except (ValueError, TypeError):
        return None


def why_undriven(text: str) -> str | None:
    """Return that no process drives a sweep, since when, and what to do; None if one seems alive.

    Args:
        text: The tag LEASE of its parent run.
    """
    holder = parse_holder(text)
    if holder is not None and holder.seems_alive():
        return None
    said = "Nobody drives this sweep"
    if holder is not None:
        if holder.at:
            at = datetime.fromtimestamp(holder.at)
            said = f"Nobody has driven this sweep since {at:%Y-%m-%d %H:%M:%S}"
        said += f" (the last was {printable(str(holder))})"
    return f"{said}. Type the same launch again: it goes on from what is stored."
