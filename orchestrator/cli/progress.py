"""What a launch shows while it runs: a live table on a terminal, plain lines elsewhere."""

import contextlib
import dataclasses
import time
from collections.abc import Callable, Iterator
from typing import Any

from rich.console import Console
from rich.live import Live
from rich.markup import escape
from rich.progress import Progress
from rich.table import Table

from scoresweep.ledger.trial_state import TrialState
from scoresweep.sanitize import printable
from scoresweep.specs.trial import TrialSpec

# A log of a long sweep stays readable: a trial has a line of its epoch this often, and of its last.
_SECONDS_BETWEEN_LINES = 10.0
_MEASURING = "measuring"
_MAX_ROWS = 30
_ENDED = {
    TrialState.FINISHED: "done",
    TrialState.STOPPED: "stopped after epoch {}",
    TrialState.FAILED: "FAILED ({})",
}


@dataclasses.dataclass
class _Row:
    """A trial. text: its state as it is shown."""

    trial: TrialSpec
    name: str
    state: TrialState = TrialState.MISSING
    text: str = "waiting"
    epoch: int = 0
    accuracy: float | None = None
    epoch_s: float | None = None
    quiet_until: float = 0.0

    def seconds_left(self) -> float | None:
        if self.text != "training" or self.epoch_s is None:
            return None
        return (self.trial.training.epochs - self.epoch) * self.epoch_s


class LaunchProgress:
    """A live table on a terminal, else lines. Implements `execution.context.Progress`."""

    def __init__(self, console: Console):
        self.console = console
        self._rows: dict[str, _Row] = {}
        self._live: Live | None = None

    @contextlib.contextmanager
    def showing(self) -> Iterator[None]:
        if not self.console.is_terminal:
            yield
            return
        with Live(get_renderable=self._table, console=self.console, refresh_per_second=2) as live:
            self._live = live
            yield
        self._live = None

    def print(self, text: str) -> None:
        """Show a line."""
        self.console.print(text, highlight=False, markup=False, soft_wrap=True)

    def log(self, text: str) -> None:
        """Show a line with the time of day, above the table if there is one."""
        self.print(f"{time.strftime('%H:%M:%S')}  {printable(text)}")

    def add(self, trial: TrialSpec, name: str) -> None:
        self._rows[trial.key] = _Row(trial, name)

    def started(self, trial: TrialSpec) -> None:
        row = self._rows[trial.key]
        row.state, row.text = TrialState.RUNNING, "starting"

    def reported(self, trial: TrialSpec, report: dict[str, Any]) -> None:
        row = self._rows[trial.key]
        before, row.text = row.text, report["phase"]
        if row.text == "training":
            self._trained(row, report)
        elif row.text.startswith(_MEASURING):
            # The table names each measurement; a log has one line a trial.
            if not before.startswith(_MEASURING):
                self._line(row, _MEASURING)
        elif row.text != "done":
            self._line(row, row.text)

    def _trained(self, row: _Row, report: dict[str, Any]) -> None:
        before, row.epoch = row.epoch, report["epoch"]
        row.accuracy, row.epoch_s = report["accuracy"], report["epoch_s"]
        epochs = row.trial.training.epochs
        if row.epoch == before or (row.epoch < epochs and time.monotonic() < row.quiet_until):
            return
        row.quiet_until = time.monotonic() + _SECONDS_BETWEEN_LINES
        accuracy = "" if row.accuracy is None else f", validation {row.accuracy:.1%}"
        left = format_duration(row.seconds_left())
        self._line(row, f"epoch {row.epoch}/{epochs}{accuracy}, {left} left")

    def retried(self, trial: TrialSpec, reason: str) -> None:
        row = self._rows[trial.key]
        row.text = f"failed, trying again ({reason})"
        self._line(row, row.text)

    def ended(self, trial: TrialSpec, state: TrialState, detail: str = "") -> None:
        row = self._rows[trial.key]
        row.state, row.text = state, _ENDED[state].format(detail)
        self._line(row, row.text)

    def _line(self, row: _Row, text: str) -> None:
        if self._live is None:
            self.log(f"{row.name}: {text}")

    def _table(self) -> Table:
        """The trials under way and those that failed, and how many wait and are done."""
        rows = self._rows.values()
        active = [row for row in rows if row.state not in (TrialState.MISSING, TrialState.FINISHED)]
        failed = sum(row.state is TrialState.FAILED for row in active)
        counts = {
            "done": sum(row.state is TrialState.FINISHED for row in rows),
            "failed": failed,
            "under way": len(active) - failed,
            "waiting": sum(row.state is TrialState.MISSING for row in rows),
        }
        caption = ", ".join(f"{count} {state}" for state, count in counts.items() if count)
        table = Table(caption=caption, expand=False)
        for heading in ("trial", "state", "epoch", "validation", "time left"):
            is_text = heading in ("trial", "state")
            table.add_column(heading, justify="left" if is_text else "right")
        for row in active[:_MAX_ROWS]:
            table.add_row(
                row.name,
                escape(printable(row.text)),
                f"{row.epoch}/{row.trial.training.epochs}",
                "" if row.accuracy is None else f"{row.accuracy:.1%}",
                format_duration(row.seconds_left()),
            )
        return table


def format_duration(seconds: float | None) -> str:
    """Seconds in the unit that people would use; nothing for None."""
    if seconds is None:
        return ""
    if seconds < 90:
        return f"{seconds:.0f} s"
    if seconds < 5400:
        return f"{seconds / 60:.0f} min"
    if seconds < 172_800:
        return f"{seconds / 3600:.1f} h"
    days = seconds / 86_400
    return f"{days:.1f} days" if days < 100 else f"{days:,.0f} days"


@contextlib.contextmanager
def counting(what: str) -> Iterator[Callable[[int, int], None]]:
    """Show on a terminal how many of so many things are done; gives what takes both numbers."""
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, count: bar.update(task, completed=done, total=count)
