"""MLflow → one tidy list of a sweep's cells. Reads the ledger alone.

A planned cell without a run is in the list too, as missing: what a sweep promised is in its parent
run's sweep.json, so nothing can be left out quietly.
"""

import dataclasses
import difflib
import json
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal

from mlflow import MlflowClient
from mlflow.entities import Run
from mlflow.exceptions import MlflowException

from analysis.store import all_experiments, search_runs
from workers.errors import InputError

Status = Literal["finished", "diverged", "failed", "running", "interrupted", "missing"]


@dataclasses.dataclass(frozen=True)
class Cell:
    """One planned trial and what the ledger says of it; fractions in [0, 1], None if unknown.

    stale names the measurements that were taken otherwise than the sweep asks, and so aren't shown.
    """

    trial_key: str
    variant: str
    lambda_: float | None
    mu: float | None
    sigma: float | None
    threshold: float | None
    estimator: str | None
    seed: int
    status: Status
    accuracy: float | None = None
    gan_test: float | None = None
    epoch: int = 0
    epochs: int = 0
    diverged_at_step: int | None = None
    stale: tuple[str, ...] = ()
    run_id: str | None = None
    params: dict[str, str] = dataclasses.field(default_factory=dict)
    validation_accuracy: float | None = None


@dataclasses.dataclass(frozen=True)
class JudgeRecord:
    model: str
    width: int
    seed: int
    status: Status
    accuracy: float | None
    run_id: str | None
    settings: dict[str, Any]


@dataclasses.dataclass(frozen=True)
class Sweep:
    name: str
    description: str
    dataset: str
    cells: tuple[Cell, ...]
    judge: JudgeRecord | None
    measurements: tuple[str, ...]
    gan_test: dict[str, Any] | None


def collect(client: MlflowClient, name: str) -> Sweep:
    """Everything tables need of a sweep. Raises InputError if the store has no such sweep."""
    experiment = client.get_experiment_by_name(name)
    ids = [] if experiment is None else [experiment.experiment_id]
    parents = list(search_runs(client, ids, "tags.`scoresweep.role` = 'sweep'"))
    if not parents:
        raise InputError(f"the store has no sweep {name}{_known_sweeps(client, name)}")
    plan = _read_json(client, parents[-1].info.run_id, "sweep.json")
    children = search_runs(client, ids, "tags.`scoresweep.trial_key` != ''")
    runs = {run.data.tags["scoresweep.trial_key"]: run for run in _best_last(children)}
    for key, run_id in plan["reused"].items():
        if key not in runs and (run := _run_if_there(client, run_id)) is not None:
            runs[key] = run
    wanted: dict[str, str] = plan["measurements"]
    return Sweep(
        name=name,
        description=plan["description"],
        dataset=plan["dataset"],
        cells=tuple(
            _cell(planned, runs.get(planned["trial_key"]), wanted) for planned in plan["cells"]
        ),
        judge=None
        if plan["judge"] is None
        else _judge(plan["judge"], runs.get(plan["judge"]["trial_key"])),
        measurements=tuple(wanted),
        gan_test=plan["gan_test"],
    )


def _cell(planned: dict[str, Any], run: Run | None, wanted: dict[str, str]) -> Cell:
    objective = planned["objective"]
    cell = Cell(
        trial_key=planned["trial_key"],
        **{name: objective[name] for name in ("variant", "lambda_", "mu", "sigma", "threshold")},
        estimator=objective["estimator"],
        seed=planned["seed"],
        epochs=planned["training"]["epochs"],
        status="missing",
    )
    if run is None:
        return cell
    tags, metrics = run.data.tags, run.data.metrics
    measured = {name: measurement(tags, name, print_) for name, print_ in wanted.items()}
    stale = tuple(
        name
        for name in wanted
        if measured[name] is UNMEASURED and f"scoresweep.measurement.{name}" in tags
    )
    step = tags.get("scoresweep.diverged_at_step")
    return dataclasses.replace(
        cell,
        status=run_status(run),
        accuracy=_number(measured.get("test_accuracy")),
        gan_test=_number(measured.get("gan_test")),
        epoch=int(metrics.get("epoch", 0)),
        diverged_at_step=None if step is None else int(step),
        stale=stale,
        run_id=run.info.run_id,
        params=run.data.params,
        validation_accuracy=metrics.get("val/accuracy"),
    )


UNMEASURED = object()


def measurement(tags: dict[str, str], name: str, fingerprint: str) -> Any:
    """A run's number for a measurement with this very fingerprint; UNMEASURED if it has none.

    None if it was measured and isn't finite. Read from the tag that holds the fingerprint and the
    value together: the metric of the same name holds whichever measurement was taken last.
    """
    stored = tags.get(f"scoresweep.measured.{name}.{fingerprint[:16]}")
    return UNMEASURED if stored is None else json.loads(stored)


def _number(value: Any) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def _judge(planned: dict[str, Any], run: Run | None) -> JudgeRecord:
    return JudgeRecord(
        model=planned["model"]["name"],
        width=planned["model"]["width"],
        seed=planned["seed"],
        status="missing" if run is None else run_status(run),
        accuracy=None if run is None else run.data.metrics.get("test_accuracy"),
        run_id=None if run is None else run.info.run_id,
        settings=planned,
    )


def run_status(run: Run) -> Status:
    if run.info.status == "FINISHED":
        return "diverged" if run.data.tags.get("scoresweep.outcome") == "diverged" else "finished"
    statuses: dict[str, Status] = {"FAILED": "failed", "KILLED": "interrupted"}
    return statuses.get(run.info.status, "running")


def _best_last(runs: Iterable[Run]) -> list[Run]:
    return sorted(runs, key=lambda run: run.info.status == "FINISHED")


def _run_if_there(client: MlflowClient, run_id: str) -> Run | None:
    """A reused run; None if its sweep was deleted meanwhile."""
    try:
        run = client.get_run(run_id)
    except MlflowException:
        return None
    return run if run.info.lifecycle_stage == "active" else None


def _known_sweeps(client: MlflowClient, name: str) -> str:
    known = [
        experiment.name for experiment in all_experiments(client) if experiment.name != "Default"
    ]
    if not known:
        return "; it is empty: check --tracking-uri, or launch the sweep first"
    close = difflib.get_close_matches(name, known, n=1)
    return f"; did you mean {close[0]}?" if close else f"; there are {', '.join(known)}"


def _read_json(client: MlflowClient, run_id: str, path: str) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        try:
            local = client.download_artifacts(run_id, path, folder)
        except (OSError, MlflowException) as error:
            raise InputError(
                f"the artifact {path} of run {run_id} can't be read ({error}); "
                "launch the sweep again to write it anew"
            ) from error
        try:
            value: dict[str, Any] = json.loads(Path(local).read_text(encoding="utf-8"))
        except ValueError as error:
            raise InputError(
                f"the artifact {path} of run {run_id} is harmed ({error}); "
                "launch the sweep again to write it anew"
            ) from error
        return value
