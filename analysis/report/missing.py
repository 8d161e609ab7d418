"""What isn't in a sweep's report, why, and what to do: networks, judges, measurements."""

import dataclasses
import shlex
from collections.abc import Sequence

from scoresweep.analysis.report.summary import is_trained, known_measurements
from scoresweep.analysis.results.collect import Cell, JudgeRecord, Sweep
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

_LAUNCH = "Launch the sweep again; what is done isn't done again."
_TODO: dict[Status, str] = {
    "missing": _LAUNCH,
    "interrupted": "Launch the sweep again; it goes on from the last epoch that was saved.",
    "running": "Wait, then make this report again. If nothing runs any more, launch the sweep again.",
    "failed": "Read traceback.txt among the run's artifacts, mend the cause, launch the sweep again.",
    "diverged": "Nothing; that it diverges is a result.",
}
_JUDGED = ("gan_test", "samples")
_OF_BASELINE = "perturbation_of_baseline"


@dataclasses.dataclass(frozen=True)
class Gap:
    """Something that isn't there, why, and what to do, with the command if it is one.

    where names the networks that lack it; run_ids are the runs of what is itself a network.
    """

    what: str
    why: str
    todo: str
    command: str = ""
    where: tuple[str, ...] = ()
    run_ids: tuple[str, ...] = ()


def network_gaps(sweep: Sweep) -> list[Gap]:
    """Networks that haven't simply finished, judges first."""
    columns = configuration_columns(group_seeds(sweep.cells))
    gaps = []
    for judge in sweep.judges:
        if judge.status != "finished":
            label = f"judge {judge.model} seed {judge.seed}"
            gaps.append(_network(label, judge.status, judge.status, judge.run_id))
    for cell in sweep.cells:
        if cell.status != "finished":
            label = configuration_label(cell, columns, seed=True)
            gaps.append(_network(label, cell.status, _state(cell), cell.run_id))
    return gaps


def _network(label: str, status: Status, why: str, run_id: str | None) -> Gap:
    return Gap(label, why, _TODO[status], run_ids=() if run_id is None else (run_id,))


def _state(cell: Cell) -> str:
    if cell.status == "diverged":
        reason = cell.tags.get(TagName.DIVERGED_BECAUSE)
        return f"diverged at step {cell.diverged_at_step}" + (f": {reason}" if reason else "")
    if cell.status in ("running", "interrupted"):
        return f"{cell.status} at epoch {cell.epoch} of {cell.epochs}"
    return {"missing": "not trained yet", "failed": "stopped by an error"}[cell.status]


def measurement_gaps(sweep: Sweep) -> list[Gap]:
    """Measurements that the sweep doesn't take, and those that some of its trained networks lack."""
    unwanted: dict[tuple[str, str], list[str]] = {}
    for name in measurement_texts():
        if name not in sweep.measurements:
            unwanted.setdefault(_why_unwanted(sweep, name), []).append(name)
    gaps = [
        Gap(", ".join(map(measurement_title, names)), why, todo, _switched_on(sweep, names))
        for (why, todo), names in unwanted.items()
    ]
    columns = configuration_columns(group_seeds(sweep.cells))
    for name in known_measurements(sweep):
        lacking: dict[tuple[str, str, str], list[str]] = {}
        for cell in sweep.cells:
            reason = _why_lacking(sweep, cell, name)
            if reason is not None:
                lacking.setdefault(reason, []).append(configuration_label(cell, columns, seed=True))
        gaps += [
            Gap(measurement_title(name), *reason, where=tuple(where))
            for reason, where in lacking.items()
        ]
    return gaps


def _why_unwanted(sweep: Sweep, name: str) -> tuple[str, str]:
    if sweep.measure.get(name) is None:
        return (
            "Off: null under measure in the sweep's file.",
            "Remove that line, lest the next launch leaves it out again, and take it without training:",
        )
    if name in _JUDGED and not sweep.judges:
        return "The sweep has no judge.", "Give the sweep a judge, and launch it again."
    if name == _OF_BASELINE and sweep.baseline is None:
        return (
            "The sweep has no baseline network to explain.",
            "Add the variant baseline to the sweep, and launch it again.",
        )
    return "The sweep was planned without it.", _LAUNCH


def _switched_on(sweep: Sweep, names: Sequence[str]) -> str:
    """The command that takes measurements which are off; none for others."""
    off = [name for name in names if sweep.measure.get(name) is None]
    settings = " ".join(f"--only {name} --set measure.{name}={{}}" for name in off)
    return f"scoresweep evaluate {shlex.quote(sweep.name)} {settings}" if off else ""


def _why_lacking(sweep: Sweep, cell: Cell, name: str) -> tuple[str, str, str] | None:
    """Why a trained network lacks a number, what to do, and how; None if it has it or isn't trained."""
    evaluate = f"scoresweep evaluate {shlex.quote(sweep.name)} --only {name}"
    if name in cell.stale:
        return (
            "Taken with other settings, or another judge or baseline, than the sweep asks for.",
            "Take it as asked, without training:",
            evaluate,
        )
    if name in cell.numbers:
        if finite(cell.number(name)) is None:
            return (
                "Taken, and not a finite number.",
                "Nothing, if the network diverged; else look at its run.",
                "",
            )
        return None
    if not is_trained(cell):
        return None
    if name in _JUDGED:
        needed: Sequence[JudgeRecord] = sweep.judges if name == "samples" else sweep.judges[:1]
        untrained = [
            judge.model for judge in needed if judge.status not in ("finished", "diverged")
        ]
        if untrained:
            return f"The judge {' and '.join(untrained)} isn't trained.", _LAUNCH, ""
    if name == _OF_BASELINE:
        baseline = next((c for c in sweep.cells if c.trial_key == sweep.baseline), None)
        if baseline is None or not is_trained(baseline):
            return "The baseline network isn't trained.", _LAUNCH, ""
    return (
        "Not taken yet; or it failed, then traceback.txt among the run's artifacts says why.",
        "Take it, without training:",
        evaluate,
    )
