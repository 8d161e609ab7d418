"""What a launch shows while it runs: a live table on a terminal, plain lines elsewhere."""

import contextlib
import dataclasses
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.markup import escape
from rich.progress import Progress
from rich.progress_bar import ProgressBar
from rich.table import Table

from scoresweep.ledger.schema import MetricName
from scoresweep.ledger.trial_state import TrialState
from scoresweep.sanitize import printable
from scoresweep.specs.trial import TrialSpec

# A log of a long sweep stays readable: a trial has a line of its epoch this often, and of its last.
_SECONDS_BETWEEN_LINES = 10.0
# A log says how far the whole is this often.
_SECONDS_BETWEEN_SUMMARIES = 60.0
_MEASURING = "measuring"
_WAITING = "waiting for"  # another network of the launch, after which it is started again
# The part of a trial's work that is done when its measurements begin, which say no more than that
# they run; and of a network that was trained before.
_TRAINED_SHARE, _MEASURED_SHARE = 0.9, 0.5
_MAX_ROWS = 30
_BAR_WIDTH = 30
_ENDED = {
    TrialState.FINISHED: "done",
    TrialState.STOPPED: "stopped after epoch {}",
    TrialState.FAILED: "FAILED ({})",
}
_NAMES = {
    MetricName.VALIDATION_ACCURACY: "validation",
    MetricName.TEST_ACCURACY: "test",
    "gan_test": "GAN-test",
}


@dataclasses.dataclass
class _Row:
    """A trial. text: its state as it is shown; weight: its part of the whole work."""

    trial: TrialSpec
    name: str
    weight: float
    state: TrialState = TrialState.MISSING
    text: str = "waiting"
    epoch: int = 0
    accuracy: float | None = None
    epoch_s: float | None = None
    quiet_until: float = 0.0
    results: str = ""

    def seconds_left(self) -> float | None:
        if self.text != "training" or self.epoch_s is None:
            return None
        return (self.trial.training.epochs - self.epoch) * self.epoch_s

    def is_remeasured(self) -> bool:
        """Whether it was trained before this launch, and is measured now."""
        return self.text.startswith(_MEASURING) and not self.epoch

    def share_done(self) -> float:
        if self.state in _ENDED:
            return 1.0
        if self.is_remeasured():
            return _MEASURED_SHARE
        return _TRAINED_SHARE * self.epoch / self.trial.training.epochs


class LaunchProgress:
    """A live table and a bar on a terminal, else lines. Implements `execution.context.Progress`."""

    def __init__(
        self,
        console: Console,
        *,
        seconds: Mapping[str, float] | None = None,
        count: int = 0,
        quiet: bool = False,
        clock: Callable[[], float] = time.monotonic,
    ):
        """Show nothing yet.

        Args:
            seconds: Trial key → forecast of what is left of it. Only its proportions count.
            count: Trials that there will be at least, also those that aren't known yet.
            quiet: Show warnings and failures alone.
            clock: Seconds from any time on.
        """
        self.console, self.quiet = console, quiet
        self._seconds, self._count, self._clock = seconds or {}, count, clock
        self._began = self._summary_at = clock()
        self._rows: dict[str, _Row] = {}
        self._live: Live | None = None

    @contextlib.contextmanager
    def showing(self) -> Iterator[None]:
        """Show the live table during the context, if the console is a terminal and not quiet."""
        self._began = self._summary_at = self._clock()
        if self.quiet or not self.console.is_terminal:
            yield
            return
        with Live(get_renderable=self._view, console=self.console, refresh_per_second=2) as live:
            self._live = live
            yield
        self._live = None

    def print(self, text: str) -> None:
        """Show a line."""
        if not self.quiet:
            self._write(text)

    def log(self, text: str) -> None:
        """Show a line with the time of day, above the table if there is one."""
        if not self.quiet:
            self.warn(text)

    def warn(self, text: str) -> None:
        """Show a line with the time of day, even if the launch is quiet."""
        self._write(f"{time.strftime('%H:%M:%S')}  {printable(text)}")

    def _write(self, text: str) -> None:
        self.console.print(text, highlight=False, markup=False, soft_wrap=True)

    def add(self, trial: TrialSpec, name: str) -> None:
        """Add a row for a trial; without a forecast its weight is the mean of the others."""
        known = self._seconds.values()
        usual = sum(known) / len(known) if known else 1.0
        self._rows[trial.key] = _Row(trial, name, self._seconds.get(trial.key, usual))

    def started(self, trial: TrialSpec) -> None:
        """Mark a trial as running."""
        row = self._rows[trial.key]
        row.state, row.text = TrialState.RUNNING, "starting"

    def reported(self, trial: TrialSpec, report: dict[str, Any]) -> None:
        """Show a worker's report; outside a terminal, print a line per phase."""
        row = self._rows[trial.key]
        row.text = report["phase"]
        if row.text == "training":
            self._trained(row, report)
        elif row.text != "done":
            if row.text.startswith(_WAITING):
                row.state = TrialState.WAITING
            self._line(row, row.text)

    def _trained(self, row: _Row, report: dict[str, Any]) -> None:
        before, row.epoch = row.epoch, report["epoch"]
        row.accuracy, row.epoch_s = report["accuracy"], report["epoch_s"]
        epochs = row.trial.training.epochs
        if row.epoch == before or (row.epoch < epochs and self._clock() < row.quiet_until):
            return
        row.quiet_until = self._clock() + _SECONDS_BETWEEN_LINES
        accuracy = "" if row.accuracy is None else f", validation {row.accuracy:.1%}"
        left = format_duration(row.seconds_left())
        self._line(row, f"epoch {row.epoch}/{epochs}{accuracy}, {left} left")

    def retried(self, trial: TrialSpec, reason: str) -> None:
        """Show that an attempt failed and another one follows."""
        row = self._rows[trial.key]
        row.text = f"failed, trying again ({reason})"
        if self._live is None:
            self.warn(f"{row.name}: {row.text}")

    def measured(self, trial: TrialSpec, numbers: Mapping[str, float]) -> None:
        """Keep a trial's main results, shares in [0, 1], for its final line."""
        shown = [f"{name} {numbers[key]:.1%}" for key, name in _NAMES.items() if key in numbers]
        self._rows[trial.key].results = "".join(f", {each}" for each in shown)

    def ended(self, trial: TrialSpec, state: TrialState, detail: str = "") -> None:
        """Print a trial's final line; a failure is shown even with `--quiet`."""
        row = self._rows[trial.key]
        row.state, row.text = state, _ENDED[state].format(detail)
        # Above the table, which has no row of it any more.
        text = f"{row.name}: {row.text}{row.results}"
        if state is TrialState.FAILED:
            self.warn(text)
        else:
            self.log(text)

    def tick(self) -> None:
        """Say how far the whole is, if a log has been silent on that for a minute."""
        if self.quiet or self._live is not None or not self._rows:
            return
        if self._clock() >= self._summary_at + _SECONDS_BETWEEN_SUMMARIES:
            self._summary_at = self._clock()
            self.log(self.summary())

    def summary(self) -> str:
        """Format how far the whole is: `12 of 24 done, 4 running, 8 waiting, 30 min left`."""
        states = [row.state for row in self._rows.values()]
        done = sum(state in (TrialState.FINISHED, TrialState.STOPPED) for state in states)
        counts = {
            "failed": states.count(TrialState.FAILED),
            "running": states.count(TrialState.RUNNING),
            "waiting": states.count(TrialState.MISSING) + states.count(TrialState.WAITING),
        }
        parts = [f"{done} of {max(len(states), self._count)} done"]
        parts += (f"{count} {name}" for name, count in counts.items() if count)
        if left := format_duration(self._seconds_left()):
            parts.append(f"{left} left")
        return ", ".join(parts)

    def _seconds_left(self) -> float | None:
        """Return the seconds left at the pace so far; None before anything is done."""
        done, whole = self._done_and_whole()
        elapsed = self._clock() - self._began
        return elapsed * (whole - done) / done if done else None

    def _done_and_whole(self) -> tuple[float, float]:
        rows = self._rows.values()
        whole = sum(row.weight for row in rows)
        if self._count > len(rows):
            whole *= self._count / len(rows) if rows else 1.0
        return sum(row.weight * row.share_done() for row in rows), whole

    def _line(self, row: _Row, text: str) -> None:
        if self._live is None:
            self.log(f"{row.name}: {text}")

    def _view(self) -> RenderableType:
        """Return the trials under way and those that failed, and a bar of the whole."""
        done, whole = self._done_and_whole()
        bar = Table.grid(padding=(0, 1))
        share = done / whole if whole else 0.0
        bar.add_row(ProgressBar(1.0, share, width=_BAR_WIDTH), self.summary())
        shown = (TrialState.RUNNING, TrialState.WAITING, TrialState.FAILED)
        active = [row for row in self._rows.values() if row.state in shown]
        return Group(_table(active), bar) if active else bar


def _table(rows: Sequence[_Row]) -> Table:
    table = Table(expand=False)
    for heading in ("trial", "state", "epoch", "validation", "time left"):
        is_text = heading in ("trial", "state")
        table.add_column(heading, justify="left" if is_text else "right")
    for row in rows[:_MAX_ROWS]:
        table.add_row(
            row.name,
            escape(printable(row.text)),
            "" if row.is_remeasured() else f"{row.epoch}/{row.trial.training.epochs}",
            "" if row.accuracy is None else f"{row.accuracy:.1%}",
            format_duration(row.seconds_left()),
        )
    return table


def format_duration(seconds: float | None) -> str:
    """Return seconds in the unit that people would use; nothing for None."""
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
    """Show a bar on a terminal, and yield a function that takes (done, count) and moves it."""
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, count: bar.update(task, completed=done, total=count)
