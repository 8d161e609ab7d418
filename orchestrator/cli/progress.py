"""What a launch shows while it runs: a live table on a terminal, plain lines elsewhere."""

import contextlib
import dataclasses
import time
from collections.abc import Iterator
from typing import Any

from rich.console import Console
from rich.live import Live
from rich.markup import escape
from rich.table import Table

from scoresweep.sanitize import printable
from scoresweep.specs.trial import TrialSpec

# A log of a long sweep stays readable: a trial says its epoch this often, and its last one.
_SECONDS_BETWEEN_LINES = 10.0
_MEASURING = "measuring"


@dataclasses.dataclass
class _Row:
    trial: TrialSpec
    is_judge: bool
    state: str = "waiting"
    epoch: int = 0
    accuracy: float | None = None
    epoch_s: float | None = None
    quiet_until: float = 0.0

    def seconds_left(self) -> float | None:
        if self.state != "training" or self.epoch_s is None:
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

    def add(self, trial: TrialSpec, *, is_judge: bool) -> None:
        self._rows[trial.key] = _Row(trial, is_judge)

    def started(self, trial: TrialSpec) -> None:
        self._rows[trial.key].state = "starting"

    def reported(self, trial: TrialSpec, result: dict[str, Any]) -> None:
        row = self._rows[trial.key]
        known, before = row.epoch, row.state
        row.state = result["phase"]
        if row.state == "training":
            row.epoch, row.accuracy, row.epoch_s = (
                result["epoch"],
                result["accuracy"],
                result["epoch_s"],
            )
            last = row.epoch == trial.training.epochs
            if row.epoch == known or (not last and time.monotonic() < row.quiet_until):
                return
            row.quiet_until = time.monotonic() + _SECONDS_BETWEEN_LINES
            accuracy = "" if row.accuracy is None else f", validation {row.accuracy:.1%}"
            left = row.seconds_left()
            self._line(
                row,
                f"epoch {row.epoch}/{trial.training.epochs}{accuracy}, {format_duration(left)} left",
            )
        elif row.state.startswith(_MEASURING):
            # The live table names each measurement; a log says it once a trial.
            if not before.startswith(_MEASURING):
                self._line(row, _MEASURING)
        elif row.state != "done":
            self._line(row, row.state)

    def ended(self, trial: TrialSpec, state: str) -> None:
        row = self._rows[trial.key]
        row.state = state
        self._line(row, state)

    def print(self, text: str) -> None:
        """Show a line."""
        self.console.print(text, highlight=False, markup=False, soft_wrap=True)

    def log(self, text: str) -> None:
        """Show a line with the time of day, above the table if there is one."""
        self.print(f"{time.strftime('%H:%M:%S')}  {printable(text)}")

    def _line(self, row: _Row, text: str) -> None:
        if self._live is None:
            self.log(f"{_name(row)}: {text}")

    def _table(self) -> Table:
        """The trials under way, and how many wait and are done."""
        rows = self._rows.values()
        active = [row for row in rows if row.state not in ("waiting", "done")]
        failed = sum(row.state.startswith("FAILED") for row in active)
        counts = ", ".join(
            f"{count} {state}"
            for state, count in (
                ("done", sum(row.state == "done" for row in rows)),
                ("failed", failed),
                ("under way", len(active) - failed),
                ("waiting", sum(row.state == "waiting" for row in rows)),
            )
            if count
        )
        table = Table(caption=counts, expand=False)
        for heading in ("variant", "λ", "μ", "seed", "state", "epoch", "validation", "time left"):
            table.add_column(
                heading, justify="left" if heading in ("variant", "state") else "right"
            )
        for row in active[:30]:
            objective = row.trial.objective
            table.add_row(
                f"judge ({row.trial.model.name})" if row.is_judge else objective.variant,
                "" if objective.lambda_ is None else f"{objective.lambda_:g}",
                "" if objective.mu is None else f"{objective.mu:g}",
                str(row.trial.seed),
                escape(printable(row.state)),
                f"{row.epoch}/{row.trial.training.epochs}",
                "" if row.accuracy is None else f"{row.accuracy:.1%}",
                format_duration(row.seconds_left()),
            )
        return table


def _name(row: _Row) -> str:
    return f"judge {row.trial.model.name}" if row.is_judge else row.trial.label


def format_duration(seconds: float | None) -> str:
    """Seconds as people say them."""
    if seconds is None:
        return ""
    if seconds < 90:
        return f"{seconds:.0f} s"
    if seconds < 5400:
        return f"{seconds / 60:.0f} min"
    if seconds < 172_800:
        return f"{seconds / 3600:.1f} h"
    return f"{seconds / 86_400:.1f} days"
