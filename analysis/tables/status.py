"""How far sweeps are, from the ledger alone; also from another machine while they run.

`status_of` says it as values, `show_sweep` to people, `status_to_json` to programs.
"""

import collections
import dataclasses
import shlex
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from scoresweep.analysis.results.coefficients import ATTRIBUTES
from scoresweep.analysis.results.collect import Cell, JudgeRecord, Sweep
from scoresweep.analysis.results.groups import group_seeds
from scoresweep.analysis.results.labels import (
    coefficient,
    configuration_columns,
    configuration_label,
    judge_note,
    list_first,
    percent,
    setting,
)
from scoresweep.analysis.statistics.judged import unranked_notes
from scoresweep.errors import last_line
from scoresweep.ledger.artifacts import read_artifact
from scoresweep.ledger.client import Client, read_sweeps
from scoresweep.ledger.lease import Holder, parse_holder
from scoresweep.ledger.schema import ArtifactName, TagName
from scoresweep.plurals import counted
from scoresweep.sanitize import printable, without_passwords

_UNLIMITED = 10_000
# People see no more failed trials of one error than this, and no more errors.
_NAMED = 3
_ERRORS = 10
# No more tracebacks are read: each may take a server a while.
_READ = 100
_NO_TRACEBACK = "its traceback can't be read"


@dataclasses.dataclass(frozen=True)
class SweepStatus:
    """How far a sweep is.

    Attributes:
        driver: The process that drives the sweep; None if there is none. One that died, or seems
            dead, may be left.
        errors: Run of a failed trial or judge → the last line of its traceback.
        next: Commands that make sense now, each with what it does.
    """

    sweep: Sweep
    driver: Holder | None
    errors: Mapping[str, str]
    next: tuple[tuple[str, str], ...]

    @property
    def counts(self) -> dict[str, int]:
        """Status → trials, the most common first."""
        return dict(collections.Counter(c.status for c in self.sweep.cells).most_common())

    @property
    def is_driven(self) -> bool:
        """Whether a launch seems to be running this sweep."""
        return self.driver is not None and self.driver.seems_alive()

    @property
    def is_running(self) -> bool:
        """Whether anything of the sweep runs: a trial, a judge, or its driver."""
        runs = (each.status for each in _networks(self.sweep))
        return self.is_driven or "running" in runs

    @property
    def has_failed(self) -> bool:
        """Whether a trial has failed; `scoresweep status` then exits with code 1."""
        return any(cell.status == "failed" for cell in self.sweep.cells)


def _networks(sweep: Sweep) -> tuple[Cell | JudgeRecord, ...]:
    return (*sweep.cells, *sweep.judges)


def sweep_names(client: Client) -> list[str]:
    """Return every sweep of the store, oldest first."""
    return [run.tags[TagName.SWEEP] for run in read_sweeps(client)]


def read_errors(client: Client, sweep: Sweep) -> dict[str, str]:
    """Return run → the last line of its traceback, of the first trials and judges that failed."""
    failed = [
        (each.run_id, each.artifact_uri)
        for each in _networks(sweep)
        if each.status == "failed" and each.run_id is not None and each.artifact_uri is not None
    ]
    return {run_id: _error(client, artifact_uri) for run_id, artifact_uri in failed[:_READ]}


def _error(client: Client, artifact_uri: str) -> str:
    try:
        text = read_artifact(client, ArtifactName.TRACEBACK, artifact_uri)
    except OSError:
        return _NO_TRACEBACK
    return printable(without_passwords(last_line(text.decode("utf-8", errors="replace"))))


def status_of(
    sweep: Sweep,
    errors: Mapping[str, str] | None = None,
    *,
    spec: str = "SPEC.yaml",
    store: str = "",
    program: str = "scoresweep",
) -> SweepStatus:
    """Say how far a sweep is.

    Args:
        errors: As of `read_errors`.
        spec: The sweep file, or the sweep's name if it is a ready one.
        store: The option that names the store, if one is needed.
        program: How the command is typed.
    """
    driver = parse_holder(sweep.tags.get(TagName.LEASE, ""))
    status = SweepStatus(sweep, driver, errors or {}, ())
    # A store is written by many: its names are typed as one word.
    name, option = shlex.quote(sweep.name), f" {store}" if store else ""
    typed = shlex.quote(program)
    left = {"missing", "failed", "interrupted"} & status.counts.keys()
    if status.is_running:
        found = [(f"{typed} status {name} --watch{option}", "follow it")]
    elif left or sweep.undriven or sweep.is_interrupted:
        is_known = spec != "SPEC.yaml"
        source = "" if is_known else f" (the file that {sweep.name} was launched from)"
        found = [(f"{typed} launch {shlex.quote(spec)}{option}", f"run what is left{source}")]
    else:
        found = [(f"{typed} report {name}{option}", "every figure and table")]
        if sweep.is_search:
            found.insert(0, (f"{typed} best {name}{option}", "what it found best"))
    return dataclasses.replace(status, next=tuple(found))


def show_sweep(console: Console, status: SweepStatus) -> None:
    """Print a row a trial, the count of each status, and what to know and to do."""
    table = _table(status.sweep)
    # No word and no number is cut; a narrower terminal breaks lines.
    needed = console.measure(table, options=console.options.update(width=_UNLIMITED)).maximum
    console.width = max(console.width, needed)
    console.print(table)
    for line in _lines(status):
        console.print(line, markup=False, highlight=False, soft_wrap=True)


def live_view(statuses: Sequence[SweepStatus]) -> RenderableType:
    """Format `status` for a screen that is redrawn, its lines first, as a long table may be cut."""
    return Group(
        *(
            part
            for status in statuses
            for part in (Text("\n".join(_lines(status))), _table(status.sweep))
        )
    )


def _table(sweep: Sweep) -> Table:
    table = Table(title=escape(f"{sweep.name}: {sweep.description}"), title_justify="left")
    columns = configuration_columns(group_seeds(sweep.cells))
    columns.pop("epochs", None)  # beside how many are done
    for heading in (
        "variant",
        *columns.values(),
        "seed",
        "status",
        "epoch",
        "validation %",
        "test %",
        "GAN-test %",
    ):
        table.add_column(
            heading, justify="left" if heading in ("variant", "status") else "right", no_wrap=True
        )
    for cell in sweep.cells:
        numbers = (cell.validation_accuracy, cell.accuracy, cell.number("gan_test"))
        table.add_row(
            escape(cell.variant),
            *(escape(coefficient(setting(cell, name))) for name in columns),
            str(cell.seed),
            cell.status,
            f"{cell.epoch}/{cell.epochs}",
            *("" if number is None else percent(number) for number in numbers),
        )
    return table


def _lines(status: SweepStatus) -> Iterator[str]:
    sweep = status.sweep
    yield ", ".join(f"{count} {name}" for name, count in status.counts.items())
    yield from map(judge_note, sweep.judges)
    if status.driver is not None and status.is_driven:
        yield f"driven by {printable(str(status.driver))}{_since(status.driver)}; it lives"
    if sweep.undriven:
        yield sweep.undriven
    yield from _failures(status)
    yield from unranked_notes(sweep, sweep.measurements)
    yield from sweep.faults
    for command, what in status.next:
        yield f"next: {command}    {what}"


def _since(driver: Holder) -> str:
    return f" since {datetime.fromtimestamp(driver.started):%Y-%m-%d %H:%M:%S}" * (
        driver.started > 0
    )


def _failures(status: SweepStatus) -> Iterator[str]:
    """Return a line an error, with the trials that it ended."""
    sweep = status.sweep
    columns = configuration_columns(group_seeds(sweep.cells))
    alike: dict[str, list[str]] = {}
    for each in _networks(sweep):
        if (error := status.errors.get(each.run_id or "")) is not None:
            if isinstance(each, JudgeRecord):
                name = f"judge {each.label}"
            else:
                name = configuration_label(each, columns, seed=True)
            alike.setdefault(error, []).append(f"{name} (run {each.run_id})")
    for error, names in list(alike.items())[:_ERRORS]:
        yield f"failed ({error}): {list_first(names, _NAMED)}"
    if len(alike) > _ERRORS:
        yield f"and {counted(len(alike) - _ERRORS, 'other error')}: status {sweep.name} --json"


def status_to_json(status: SweepStatus) -> dict[str, Any]:
    """Return what `status --json` writes of a sweep.

    docs/reference/json.md names its keys, which stay.
    """
    sweep, driver = status.sweep, status.driver
    return {
        "sweep": sweep.name,
        "description": sweep.description,
        "dataset": sweep.dataset,
        "is_search": sweep.is_search,
        "running": status.is_running,
        "counts": status.counts,
        "driver": driver
        and {
            "host": driver.host,
            "pid": driver.pid,
            "started": driver.started or None,
            "last_beat": driver.at or None,
            "alive": driver.seems_alive(),
        },
        "trials": [_trial_to_json(cell, status.errors) for cell in sweep.cells],
        "judges": [
            {
                "trial_key": judge.trial_key,
                "run_id": judge.run_id,
                "model": judge.model,
                "width": judge.width,
                "seed": judge.seed,
                "status": judge.status,
                "test_accuracy": judge.accuracy,
                "error": status.errors.get(judge.run_id or ""),
            }
            for judge in sweep.judges
        ],
        "notes": [
            *([sweep.undriven] if sweep.undriven else []),
            *unranked_notes(sweep, sweep.measurements),
            *sweep.faults,
        ],
        "next": [command for command, _ in status.next],
    }


def _trial_to_json(cell: Cell, errors: Mapping[str, str]) -> dict[str, Any]:
    return {
        "trial_key": cell.trial_key,
        "run_id": cell.run_id,
        "variant": cell.variant,
        **{
            name: value
            for name, attribute in ATTRIBUTES.items()
            if (value := getattr(cell, attribute)) is not None
        },
        "training": dict(cell.settings),
        "seed": cell.seed,
        "status": cell.status,
        "epoch": cell.epoch,
        "epochs": cell.epochs,
        "validation_accuracy": cell.validation_accuracy,
        "test_accuracy": cell.accuracy,
        "gan_test": cell.number("gan_test"),
        "diverged_at_step": cell.diverged_at_step,
        "error": errors.get(cell.run_id or ""),
    }
