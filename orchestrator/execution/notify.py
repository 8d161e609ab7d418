"""Messages about a sweep, to the services whose addresses are in SCORESWEEP_NOTIFY.

The addresses are Apprise's (https://appriseit.com/services/) and hold the services' secrets, so
they are read from the environment alone and shown nowhere: an error is reported without its text.
A service that fails or hangs costs one warning and a few seconds.
"""

import dataclasses
import logging
import os
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from scoresweep.errors import format_message, install_advice
from scoresweep.plurals import counted

if TYPE_CHECKING:
    from scoresweep.analysis.results.collect import Sweep

VARIABLE = "SCORESWEEP_NOTIFY"
# For all messages together, at the end of a launch.
_PATIENCE_S = 15.0


class Messages:
    """Sends messages in the background, and none where nobody asked for any."""

    def __init__(self, warn: Callable[[str], None]):
        """Read the addresses. `warn` shows what the user should know."""
        self._warn, self._threads = warn, list[threading.Thread]()
        self._failures: list[str] = []
        self._services = _services(warn)

    @property
    def is_on(self) -> bool:
        """Return whether any service is named and can be loaded."""
        return self._services is not None

    def send(self, title: str, body: str) -> None:
        """Send a message; see `wait`."""
        if self._services is None:
            return
        arguments = (format_message(title), format_message(body), self._threads[-1:])
        thread = threading.Thread(target=self._send, args=arguments, daemon=True, name="notify")
        self._threads.append(thread)
        thread.start()

    def _send(self, title: str, body: str, before: list[threading.Thread]) -> None:
        for thread in before:
            thread.join()  # so that they arrive in order
        try:
            if not self._services.notify(title=title, body=body):
                self._failures.append("a service refused it or can't be reached")
        except Exception as error:  # of any of a hundred services; its text may hold the address
            self._failures.append(type(error).__name__)

    def wait(self, seconds: float = _PATIENCE_S) -> None:
        """Wait until all were sent, so long at most, and warn once if some weren't."""
        until = time.monotonic() + seconds
        for thread in self._threads:
            thread.join(max(0.0, until - time.monotonic()))
        if any(thread.is_alive() for thread in self._threads):
            self._failures.append(f"no answer in {seconds:.0f} s")
        self._threads.clear()
        if self._failures and self._services is not None:
            self._warn(
                f"a message to the services in {VARIABLE} wasn't sent ({self._failures[0]}); the "
                "sweep doesn't depend on it"
            )
            self._services = None


def _services(warn: Callable[[str], None]) -> Any:
    """Apprise with the addresses of the environment; None if there are none to send to."""
    addresses = os.environ.get(VARIABLE)
    if not addresses:
        return None
    logging.getLogger("apprise").setLevel(logging.CRITICAL + 1)  # it logs addresses
    try:
        import apprise

        services = apprise.Apprise()
        are_all_known = services.add(addresses)
    except ModuleNotFoundError:
        warn(f"{VARIABLE} is set, and messages need apprise: {install_advice('notify')}")
        return None
    except Exception as error:  # of any of its plugins, which it all loads
        warn(f"no messages are sent: apprise can't read {VARIABLE} ({type(error).__name__})")
        return None
    if not are_all_known:
        warn(
            f"{VARIABLE} holds an address that isn't one of Apprise's, such as json://HOST or "
            "mailto://USER:PASSWORD@HOST (https://appriseit.com/services/); "
            + ("the others get messages" if len(services) else "no messages are sent")
        )
    return services if len(services) else None


def describe(sweep: "Sweep") -> str:
    """How far a sweep is, its best configuration, and what to type next: a line each."""
    from scoresweep.analysis.tables.status import status_of
    from scoresweep.ledger.schema import TagName
    from scoresweep.orchestrator.config.shipped import launched_as

    # As it is once this driver has given the lease back.
    tags = {name: text for name, text in sweep.tags.items() if name != TagName.LEASE}
    spec = launched_as(sweep.name)
    status = status_of(dataclasses.replace(sweep, tags=tags), spec=spec)
    counts = [f"{count} {name}" for name, count in status.counts.items()]
    if failed := sum(judge.status == "failed" for judge in sweep.judges):
        counts.append(counted(failed, "judge failed", "judges failed"))
    best = _best(sweep)
    lines = [", ".join(counts), *([best] if best else []), f"next: {status.next[0][0]}"]
    return "\n".join(lines)


def _best(sweep: "Sweep") -> str | None:
    """Return the configuration with the best mean validation accuracy of its finished seeds."""
    from scoresweep.analysis.results.groups import group_seeds
    from scoresweep.analysis.results.labels import (
        configuration_columns,
        configuration_label,
        percent,
    )

    groups = group_seeds([cell for cell in sweep.cells if cell.status == "finished"])
    means = [
        (estimate.mean, group)
        for group in groups
        if (estimate := group.estimate(lambda cell: cell.validation_accuracy)) is not None
    ]
    if not means:
        return None
    mean, group = max(means, key=lambda found: found[0])
    label = configuration_label(group.first, configuration_columns(groups))
    return f"best on validation: {label}, {percent(mean)} %"
