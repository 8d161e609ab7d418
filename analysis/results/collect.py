"""MLflow → one tidy list of a sweep's cells. Reads the ledger alone.

A planned cell without a run is in the list too, as missing: what a sweep promised is in its parent
run's sweep.json, so nothing can be left out quietly.
"""

import dataclasses
import sys
from collections.abc import Iterable
from typing import Any

from pydantic_core import from_json

from scoresweep.analysis.results.coefficients import ATTRIBUTES
from scoresweep.errors import InputError
from scoresweep.ledger.artifacts import read_json
from scoresweep.ledger.client import Client, known_sweeps, read_sweeps, read_trials, runs_if_there
from scoresweep.ledger.records import (
    RunRecord,
    Status,
    by_trial_key,
)
from scoresweep.ledger.schema import MetricName, measured_tag
from scoresweep.sanitize import printable, printable_texts

# Of the parent run's sweep.json.
SWEEP_FORMAT = 2
# Before the name of a measurement that a run holds.
_TAKEN = "scoresweep.measurement."
_OBJECTIVE = ("variant", *ATTRIBUTES.values())


@dataclasses.dataclass(frozen=True, slots=True)
class Measured:
    """A measurement's number and its details (docs/measurements.md); None where not finite."""

    value: float | None
    details: dict[str, float | None]


@dataclasses.dataclass(frozen=True, slots=True)
class Cell:
    """One planned trial and what the ledger says of it; fractions in [0, 1], None if unknown.

    measured holds what was measured in the way that the sweep asks, by name.
    stale names the measurements that were taken otherwise than the sweep asks, and so aren't shown.

    passes is what a training step costs, in forward passes an image; None if its launch didn't say. trace_in_training is
    the last epoch's mean estimate of the trace, with the batch's statistics. The options, from every on, are None where
    they are the usual ones.
    settings is what the sweep varies of the recipe, as (name, value); training is all of the recipe.

    artifact_uri is where the run's files lie; tags are the run's but those of measurements, of which taken has the names,
    in whatever way they were taken.
    """

    trial_key: str
    variant: str
    lambda_: float | None
    mu: float | None
    sigma: float | None
    threshold: float | None
    estimator: str | None
    epsilon: float | None
    attack_steps: int | None
    seed: int
    status: Status
    measured: dict[str, Measured] = dataclasses.field(default_factory=dict)
    epoch: int = 0
    epochs: int = 0
    diverged_at_step: int | None = None
    stale: tuple[str, ...] = ()
    run_id: str | None = None
    artifact_uri: str | None = None
    params: dict[str, str] = dataclasses.field(default_factory=dict)
    tags: dict[str, str] = dataclasses.field(default_factory=dict)
    taken: tuple[str, ...] = ()
    validation_accuracy: float | None = None
    settings: tuple[tuple[str, Any], ...] = ()
    training: dict[str, Any] = dataclasses.field(default_factory=dict)
    passes: float | None = None
    every: int | None = None
    gradient: str | None = None
    probe: str | None = None
    probes: int | None = None
    statistics: str | None = None
    share: float | None = None
    output: str | None = None
    norm: int | None = None
    trace_in_training: float | None = None
    trace_sq_in_training: float | None = None

    def value(self, measurement: str) -> float | None:
        """The number of a measurement; None if it wasn't taken so or isn't finite."""
        found = self.measured.get(measurement)
        return None if found is None else found.value

    def detail(self, measurement: str, name: str) -> float | None:
        found = self.measured.get(measurement)
        return None if found is None else found.details.get(name)

    @property
    def accuracy(self) -> float | None:
        return self.value("test_accuracy")

    @property
    def gan_test(self) -> float | None:
        return self.value("gan_test")


@dataclasses.dataclass(frozen=True)
class JudgeRecord:
    trial_key: str
    model: str
    width: int
    seed: int
    status: Status
    accuracy: float | None
    run_id: str | None
    settings: dict[str, Any]


@dataclasses.dataclass(frozen=True)
class Sweep:
    """A sweep's plan and what the ledger holds of it.

    artifact_uri is where the parent run's files lie; measurements: name → the fingerprint that the sweep asks for; measure: name → its settings, None
    where it is off; equal_cost: as the sweep has it; baseline: the trial key of the network that perturbation_of_baseline explains.
    """

    name: str
    description: str
    dataset: str
    parent_run_id: str
    experiment_id: str
    artifact_uri: str
    cells: tuple[Cell, ...]
    judges: tuple[JudgeRecord, ...]
    baseline: str | None
    measurements: dict[str, str]
    measure: dict[str, Any]
    tags: dict[str, str]
    is_search: bool = False
    equal_cost: bool | str = False

    @property
    def judge(self) -> JudgeRecord | None:
        """The one that reads the GAN-test."""
        return self.judges[0] if self.judges else None

    @property
    def gan_test(self) -> dict[str, Any] | None:
        return self.measure.get("gan_test")


def collect(client: Client, name: str) -> Sweep:
    """Everything tables need of a sweep. Raises InputError if the store has no such sweep."""
    parent, plan = find_sweep(client, name)
    runs = by_trial_key(read_trials(client, [parent.experiment_id]))
    others = {key: run_id for key, run_id in plan["reused"].items() if key not in runs}
    found = runs_if_there(client, others.values())
    runs |= {key: found[run_id] for key, run_id in others.items() if run_id in found}
    wanted: dict[str, str] = plan["measurements"]
    # Before the cells, one of which may be a judge's network too.
    judges = tuple(_judge(planned, runs.get(planned["trial_key"])) for planned in plan["judges"])
    return Sweep(
        name=printable(name),
        description=plan["description"],
        dataset=plan["dataset"],
        parent_run_id=parent.run_id,
        experiment_id=parent.experiment_id,
        artifact_uri=parent.artifact_uri,
        cells=tuple(
            # A cell takes the place of its run, so that not all of both are in memory.
            _cell(planned, runs.pop(planned["trial_key"], None), wanted, plan.get("axes", ()))
            for planned in plan["cells"]
        ),
        judges=judges,
        baseline=plan["baseline"],
        measurements=wanted,
        measure=plan["measure"],
        tags=printable_texts(parent.tags),
        is_search=bool(plan["spec"].get("search")),
        equal_cost=plan["spec"].get("equal_cost", False),
    )


def find_sweep(client: Client, name: str) -> tuple[RunRecord, dict[str, Any]]:
    """A sweep's parent run and its plan. Raises InputError if the store has no such sweep."""
    parents = read_sweeps(client, name)
    if not parents:
        raise InputError(f"the store has no sweep {name}{known_sweeps(client, name)}")
    parent = parents[0]
    plan = read_json(client, parent.run_id, "sweep.json", parent.artifact_uri)
    if plan.get("format") != SWEEP_FORMAT:
        raise InputError(
            f"the sweep {name} was launched by an older scoresweep; launch it again (nothing is "
            "trained again) to write its plan anew"
        )
    return parent, plan


def _cell(
    planned: dict[str, Any], run: RunRecord | None, wanted: dict[str, str], axes: Iterable[str]
) -> Cell:
    objective = planned["objective"]
    training = {name: _plain(value) for name, value in planned["training"].items()}
    cell = Cell(
        trial_key=planned["trial_key"],
        # A sweep that was launched by an older version names none that it didn't know.
        **{name: objective.get(name) for name in _OBJECTIVE},
        seed=planned["seed"],
        epochs=training["epochs"],
        passes=planned.get("passes"),
        status="missing",
        settings=tuple((name, training[name]) for name in axes),
        training=training,
    )
    if run is None:
        return cell
    tags, metrics = printable_texts(run.tags), run.metrics
    found = {name: measurement(tags, name, print_) for name, print_ in wanted.items()}
    measured = {name: value for name, value in found.items() if value is not None}
    stale = tuple(
        name for name in wanted if name not in measured and f"scoresweep.measurement.{name}" in tags
    )
    step = tags.get("scoresweep.diverged_at_step")
    return dataclasses.replace(
        cell,
        status=run.status,
        measured=measured,
        epoch=int(metrics.get("epoch", 0)),
        diverged_at_step=None if step is None else int(step),
        stale=stale,
        run_id=run.run_id,
        artifact_uri=run.artifact_uri,
        params=printable_texts(run.params),
        tags={key: tags[key] for key in tags if not key.startswith("scoresweep.measure")},
        taken=tuple(sys.intern(key.removeprefix(_TAKEN)) for key in tags if key.startswith(_TAKEN)),
        validation_accuracy=metrics.get("val/accuracy"),
        trace_in_training=metrics.get(MetricName.TRACE),
        trace_sq_in_training=metrics.get(MetricName.TRACE_SQ),
    )


def _plain(value: Any) -> Any:
    """A list, such as milestones, as what can be compared and looked up."""
    return tuple(value) if isinstance(value, list) else value


def measurement(tags: dict[str, str], name: str, fingerprint: str) -> Measured | None:
    """What a run holds of a measurement with this very fingerprint; None if it wasn't taken so.

    Read from the tag that holds the fingerprint and the numbers together: the metric of the same name
    holds whichever measurement was taken last. The tag is a number, or an object of numbers of which
    `value` is the one that the measurement is known by.
    """
    stored = tags.get(measured_tag(name, fingerprint))
    if stored is None:
        return None
    content = from_json(stored)
    if isinstance(content, dict):
        return Measured(content.pop("value", None), content)
    return Measured(content, {})


def _judge(planned: dict[str, Any], run: RunRecord | None) -> JudgeRecord:
    return JudgeRecord(
        trial_key=planned["trial_key"],
        model=planned["model"]["name"],
        width=planned["model"]["width"],
        seed=planned["seed"],
        status="missing" if run is None else run.status,
        accuracy=None if run is None else run.metrics.get("test_accuracy"),
        run_id=None if run is None else run.run_id,
        settings=planned,
    )
