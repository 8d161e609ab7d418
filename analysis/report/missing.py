"""What a sweep lacks: networks, judges, measurements. templates/missing.html.j2 words why."""

import dataclasses
import shlex
from collections.abc import Sequence
from typing import Literal

from scoresweep.analysis.report.summary import is_trained, known_measurements
from scoresweep.analysis.results.collect import Cell, Sweep
from scoresweep.analysis.results.groups import group_seeds
from scoresweep.analysis.results.labels import (
    configuration_columns,
    configuration_label,
    finite,
    measurement_texts,
    measurement_title,
)
from scoresweep.ledger.records import Status
from scoresweep.ledger.schema import TagName

_JUDGED = ("gan_test", "samples")
_OF_BASELINE = "perturbation_of_baseline"

# The first four concern the sweep, the others a network of it.
Reason = Literal[
    "off",
    "no judge",
    "no baseline",
    "not planned",
    "stale",
    "not finite",
    "judge untrained",
    "baseline untrained",
    "not taken",
]


@dataclasses.dataclass(frozen=True)
class NetworkGap:
    """A network, or a judge, that hasn't simply finished. cell is None for a judge."""

    label: str
    status: Status
    run_id: str | None
    cell: Cell | None = None
    diverged_because: str | None = None


@dataclasses.dataclass(frozen=True)
class MeasurementGap:
    """Measurements that aren't there for one reason.

    Attributes:
        command: What takes them, if a command does.
        where: The networks that lack them; empty if the sweep doesn't ask for them.
        judges: The judges that aren't trained, where that is the reason.
    """

    title: str
    reason: Reason
    command: str = ""
    where: tuple[str, ...] = ()
    judges: tuple[str, ...] = ()


def network_gaps(sweep: Sweep) -> list[NetworkGap]:
    """Return the networks that haven't simply finished, judges first."""
    columns = configuration_columns(group_seeds(sweep.cells))
    judges = [
        NetworkGap(f"judge {judge.label}", judge.status, judge.run_id)
        for judge in sweep.judges
        if judge.status != "finished"
    ]
    return judges + [
        NetworkGap(
            configuration_label(cell, columns, seed=True),
            cell.status,
            cell.run_id,
            cell,
            cell.tags.get(TagName.DIVERGED_BECAUSE),
        )
        for cell in sweep.cells
        if cell.status != "finished"
    ]


def measurement_gaps(sweep: Sweep) -> list[MeasurementGap]:
    """Return what the sweep doesn't measure, and what some of its trained networks lack."""
    unwanted: dict[Reason, list[str]] = {}
    for name in measurement_texts():
        if name not in sweep.measurements:
            unwanted.setdefault(_why_unwanted(sweep, name), []).append(name)
    gaps = [
        MeasurementGap(", ".join(map(measurement_title, names)), reason, _switch_on(sweep, names))
        for reason, names in unwanted.items()
    ]
    columns = configuration_columns(group_seeds(sweep.cells))
    for name in known_measurements(sweep):
        untrained = _untrained_judges(sweep, name)
        lacking: dict[Reason, list[str]] = {}
        for cell in sweep.cells:
            reason = _why_lacking(sweep, cell, name, untrained)
            if reason is not None:
                lacking.setdefault(reason, []).append(configuration_label(cell, columns, seed=True))
        evaluate = f"scoresweep evaluate {shlex.quote(sweep.name)} --only {name}"
        gaps += [
            MeasurementGap(
                measurement_title(name),
                reason,
                evaluate if reason in ("stale", "not taken") else "",
                tuple(where),
                untrained,
            )
            for reason, where in lacking.items()
        ]
    return gaps


def _why_unwanted(sweep: Sweep, name: str) -> Reason:
    if sweep.measure.get(name) is None:
        return "off"
    if name in _JUDGED and not sweep.judges:
        return "no judge"
    if name == _OF_BASELINE and sweep.baseline is None:
        return "no baseline"
    return "not planned"


def _switch_on(sweep: Sweep, names: Sequence[str]) -> str:
    """Return the command that takes measurements which are off; empty for others."""
    off = [name for name in names if sweep.measure.get(name) is None]
    settings = " ".join(f"--only {name} --set measure.{name}={{}}" for name in off)
    return f"scoresweep evaluate {shlex.quote(sweep.name)} {settings}" if off else ""


def _untrained_judges(sweep: Sweep, name: str) -> tuple[str, ...]:
    """Return the judges that a measurement needs and that aren't trained."""
    needed = {"gan_test": sweep.judges[:1], "samples": sweep.judges}.get(name, ())
    return tuple(
        name
        for judge, name in zip(sweep.judges, sweep.judge_names, strict=True)
        if judge in needed and judge.status not in ("finished", "diverged")
    )


def _why_lacking(
    sweep: Sweep, cell: Cell, name: str, untrained_judges: tuple[str, ...]
) -> Reason | None:
    """Return why a trained network lacks a number; None if it has it or isn't trained."""
    if name in cell.stale:
        return "stale"
    if name in cell.numbers:
        return "not finite" if finite(cell.number(name)) is None else None
    if not is_trained(cell):
        return None
    if untrained_judges:
        return "judge untrained"
    if name == _OF_BASELINE:
        baseline = next((c for c in sweep.cells if c.trial_key == sweep.baseline), None)
        if baseline is None or not is_trained(baseline):
            return "baseline untrained"
    return "not taken"
