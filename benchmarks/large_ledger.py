"""A ledger of thousands of trials, for benchmarks of reading: what a launch would have left, with
nothing trained.

    python -m benchmarks.large_ledger FOLDER --trials 10000

The sweep, its plan, its parent run and each run's tags and params come from the product's own
functions. What trials log themselves is modelled on one real trial of the quickstart with every
measurement (run_model.json): 64 tags, 23 params, 37 metrics of 177 points; its numbers are
scattered anew for each trial. Through MLflow's client that takes a tenth of a second a run, so the
rows of trials are put into the tables of MLflow's own store, many at a time. Their curves, if
wanted, are one real trial's (run_curves.json), in a file for each trial and measurement; pictures
aren't there.
"""

import argparse
import dataclasses
import json
import math
import random
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import sqlalchemy
from mlflow.store.tracking.dbmodels.models import (
    SqlLatestMetric,
    SqlMetric,
    SqlParam,
    SqlRun,
    SqlTag,
)

from scoresweep.ledger.client import quiet_libraries
from scoresweep.ledger.costs import Cost, cost_tag
from scoresweep.ledger.schema import DESCRIPTION, TagName, detail_metric, measured_tag
from scoresweep.ledger.tags import to_store
from scoresweep.ledger.trial_state import TrialState
from scoresweep.orchestrator.config.sweep import SweepSpec, load_sweep
from scoresweep.orchestrator.execution.ledger_writer import Ledger
from scoresweep.orchestrator.execution.provenance import source_tags
from scoresweep.orchestrator.planning.names import cell_name
from scoresweep.orchestrator.planning.names import describe as describe_trial
from scoresweep.orchestrator.planning.params import run_params
from scoresweep.orchestrator.planning.pending import requested_measurements
from scoresweep.orchestrator.planning.plan import Plan, make_plan
from scoresweep.orchestrator.planning.snapshot import sweep_json
from scoresweep.specs.measurements import is_metric
from scoresweep.specs.trial import TrialSpec
from scoresweep.workers.data.sources import describe

NAME = "large-grid"
SEEDS = 5
_MODEL = Path(__file__).parent / "run_model.json"
_CURVES = Path(__file__).parent / "run_curves.json"
_RUNS_AT_ONCE = 200
_BEGAN_MS = 1_790_000_000_000
_SECONDS_A_TRIAL = 20


@dataclasses.dataclass(frozen=True)
class Written:
    """uri: of the store. spec: its sweep. open: the planned trials that have no run yet."""

    uri: str
    spec: SweepSpec
    plan: Plan
    open: tuple[TrialSpec, ...]


def large_sweep(trials: int) -> SweepSpec:
    """A grid of so many trials, a multiple of five: λ × μ of score-matching, λ of gradient-norm,
    the baseline.
    """
    if trials % SEEDS or trials < 2 * SEEDS:
        raise ValueError(f"the number of trials should be a multiple of {SEEDS} from {2 * SEEDS}")
    others = trials // SEEDS - 1
    lambdas = math.isqrt(others)
    mus = others // lambdas
    variants: dict[str, Any] = {
        "baseline": {},
        "score_matching": {"lambda": _ladder(lambdas), "mu": _ladder(mus)},
    }
    if rest := others - lambdas * mus:
        variants["gradient_norm"] = {"lambda": _ladder(rest)}
    return load_sweep(
        "quickstart", (f"name={NAME}", f"variants={json.dumps(variants)}", f"seeds={SEEDS}")
    )


def _ladder(count: int) -> list[float]:
    """From 1e-6 to 1e-1, evenly on a logarithmic scale."""
    return [float(f"{10 ** (-6 + 5 * i / max(1, count - 1)):.6g}") for i in range(count)]


def write_ledger(
    folder: Path, trials: int, *, unfinished: int = 0, curves: bool = False
) -> Written:
    """A sqlite store in a folder.

    unfinished: how many of the trials, the last ones, have no run yet; curves: whether each run has
    the files of its measurements.
    """
    quiet_libraries()
    spec = large_sweep(trials)
    plan = make_plan(spec, describe(spec.data))
    ledger = Ledger(f"sqlite:///{folder / 'scoresweep.db'}")
    sweep = ledger.open_sweep(spec, sweep_json(spec, plan, {}))
    location = ledger.client.get_experiment(sweep.experiment_id).artifact_location
    wanted = requested_measurements(spec.measure, plan)
    done = plan.trials[: trials - unfinished]
    model = json.loads(_MODEL.read_text(encoding="utf-8"))
    ran = [(trial, "judge") for trial in plan.judges] + [(trial, "trial") for trial in done]
    rows = (
        _run(number, trial, role, spec, sweep.experiment_id, sweep.run_id, location, wanted, model)
        for number, (trial, role) in enumerate(ran)
    )
    engine = sqlalchemy.create_engine(ledger.uri)
    with engine.begin() as connection:
        for batch in _batches(rows):
            for table in (SqlRun, SqlTag, SqlParam, SqlMetric, SqlLatestMetric):
                connection.execute(
                    sqlalchemy.insert(table), [row for run in batch for row in run[table]]
                )
    engine.dispose()
    if curves:
        _write_curves(folder, Path(unquote(urlsplit(location).path)), map(_run_id, done), wanted)
    ledger.close_sweep(sweep, TrialState.INTERRUPTED if unfinished else TrialState.FINISHED)
    return Written(ledger.uri, spec, plan, plan.trials[trials - unfinished :])


def _run_id(trial: TrialSpec) -> str:
    return f"{random.Random(trial.key).getrandbits(128):032x}"  # noqa: S311 - a name


def _write_curves(
    folder: Path, location: Path, run_ids: Iterable[str], wanted: dict[str, str]
) -> None:
    """A file a run and measurement, each another name of the same few."""
    models = folder / "curves"
    models.mkdir()
    for name, content in json.loads(_CURVES.read_text(encoding="utf-8")).items():
        text = json.dumps(content, indent=1, ensure_ascii=False)
        (models / f"{name}.json").write_text(text, encoding="utf-8")
    for run_id in run_ids:
        place = location / run_id / "artifacts" / "evaluation"
        place.mkdir(parents=True)
        for name, fingerprint in wanted.items():
            (place / f"{name}-{fingerprint[:16]}.json").hardlink_to(models / f"{name}.json")


def _batches(runs: Iterable[Any]) -> Iterator[list[Any]]:
    every = iter(runs)
    while batch := list(islice(every, _RUNS_AT_ONCE)):
        yield batch


def _run(
    number: int,
    trial: TrialSpec,
    role: str,
    spec: SweepSpec,
    experiment: str,
    parent: str,
    location: str,
    wanted: dict[str, str],
    model: dict[str, Any],
) -> dict[Any, list[dict[str, Any]]]:
    """Table → its rows of one finished run."""
    draw = random.Random(trial.key)  # noqa: S311 - numbers to look at
    run_id = _run_id(trial)
    began = _BEGAN_MS + number * 1000 * _SECONDS_A_TRIAL
    ended = began + 1000 * _SECONDS_A_TRIAL
    name = f"{role}: {trial.label}"
    epochs = trial.training.epochs
    points = [
        (key, epoch, value if key == "epoch" else _scattered(draw, value), began + 1000 * epoch)
        for key, values in model["curves"].items()
        for epoch, value in enumerate(values[:epochs], start=1)
    ]
    tags = {
        "scoresweep.trial_key": trial.key,
        "scoresweep.role": role,
        "scoresweep.sweep": spec.name,
        "scoresweep.variant": trial.objective.variant,
        "scoresweep.seed": str(trial.seed),
        "scoresweep.data_fingerprint": trial.data.fingerprint,
        "mlflow.parentRunId": parent,
        "mlflow.runName": name,
        DESCRIPTION: describe_trial(spec, trial, role),
        **source_tags(spec.name),
        "scoresweep.attempt": f"{draw.getrandbits(128):032x}",
        "scoresweep.outcome": "finished",
        "scoresweep.checkpoint": f"/data/runs/{trial.key}/"
        f"epoch-{epochs:04}-{draw.getrandbits(256):064x}.pt",
        **model["tags"],
    }
    measurements = ["test_accuracy"] if role == "judge" else list(wanted)
    for measurement in measurements:
        scattered = {k: _scattered(draw, v) for k, v in model["measured"][measurement].items()}
        shown = scattered["value"] if len(scattered) == 1 else scattered
        tags[measured_tag(measurement, wanted[measurement])] = json.dumps(shown)
        tags[f"{TagName.MEASUREMENT}{measurement}"] = wanted[measurement]
        tags[cost_tag(measurement)] = Cost(draw.random(), draw.random()).to_text()
        points += [
            (
                measurement if key == "value" else detail_metric(measurement, key),
                epochs,
                value,
                ended,
            )
            for key, value in scattered.items()
            if key == "value" or is_metric(measurement, key)
        ]
    metrics = [
        {"run_uuid": run_id, "key": key, "step": step, "value": value, "timestamp": stamp}
        | {"is_nan": False}
        for key, step, value, stamp in points
    ]
    return {
        SqlRun: [
            {"run_uuid": run_id, "name": name, "experiment_id": int(experiment)}
            | {"source_type": "UNKNOWN", "source_name": "", "entry_point_name": ""}
            | {"user_id": "unknown", "status": "FINISHED", "source_version": ""}
            | {"start_time": began, "end_time": ended, "lifecycle_stage": "active"}
            | {"artifact_uri": f"{location}/{run_id}/artifacts"}
        ],
        SqlTag: _pairs(run_id, to_store(tags)),
        SqlParam: _pairs(run_id, run_params(trial, spec.data) | {"cell": cell_name(spec, trial)}),
        SqlMetric: metrics,
        SqlLatestMetric: list({row["key"]: row for row in metrics}.values()),
    }


def _pairs(run_id: str, values: dict[str, str]) -> list[dict[str, Any]]:
    return [{"run_uuid": run_id, "key": key, "value": value} for key, value in values.items()]


def _scattered(draw: random.Random, value: float) -> float:
    """By some percent, and no share of 1 gets above it."""
    moved = value * draw.gauss(1, 0.03)
    return min(moved, 1.0) if 0 <= value <= 1 else moved


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--trials", type=int, default=10_000)
    parser.add_argument("--unfinished", type=int, default=0)
    options = parser.parse_args(arguments)
    options.folder.mkdir(parents=True, exist_ok=True)
    print(write_ledger(options.folder, options.trials, unfinished=options.unfinished).uri)


if __name__ == "__main__":
    main()
