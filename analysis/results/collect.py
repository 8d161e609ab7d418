"""A sweep's results from the ledger: its plan, and what its runs hold of each planned trial.

A planned trial without a run is a cell too, with the status missing: the plan is in the parent
run's sweep.json, so nothing is left out silently. Where that can't be read, the cells are those of
the runs that there are, and a fault of the sweep says so.
"""

import dataclasses
import functools
import math
import struct
import sys
from collections.abc import Collection, Mapping
from typing import Any

from pydantic_core import from_json

from scoresweep.analysis.results.coefficients import ATTRIBUTES, record_of
from scoresweep.analysis.results.plan_from_runs import SHOWN_WITHOUT_SETTINGS, plan_from_runs
from scoresweep.errors import InputError, shortened
from scoresweep.ledger.artifacts import UnreadableArtifactError, read_json
from scoresweep.ledger.client import Client, known_sweeps, read_sweeps, read_trials, runs_if_there
from scoresweep.ledger.lease import why_undriven
from scoresweep.ledger.records import METRICS, RunRecord, Status, by_trial_key
from scoresweep.ledger.schema import ArtifactName, MetricName, TagName, measured_tag
from scoresweep.ledger.trial_state import STORED_AS, TrialState
from scoresweep.sanitize import printable, printable_texts
from scoresweep.specs.judges import judge_names

# Version of the parent run's sweep.json.
SWEEP_FORMAT = 2
# Its entries that every version of it has → their kinds.
_PLAN = {
    **dict.fromkeys(("description", "dataset"), str),
    **dict.fromkeys(("cells", "judges"), list),
    **dict.fromkeys(("measurements", "measure", "spec", "reused"), dict),
}
# Tags of measurements: a cell has their numbers, and the names of what was taken.
_OF_MEASUREMENTS = (TagName.MEASURED, TagName.MEASUREMENT)
# Data set → classes, for a plan of an older version, which lacks them.
CLASSES = {"digits": 10, "cifar10": 10, "cifar100": 100}
_OBJECTIVE = ("variant", *ATTRIBUTES.values())


@dataclasses.dataclass(frozen=True, slots=True)
class Cell:
    """A planned trial and what the ledger holds of it: a row of the sweep's results.

    Attributes:
        numbers: Column → number, None where it isn't finite: each measurement that was taken as
            the sweep asks (`perturbation`), its details (`perturbation/least.mean`), and numbers
            that were derived from artifacts or histories (`loss/noise`). Fractions in [0, 1].
        stale: Measurements that were taken otherwise than the sweep asks, and so aren't shown.
        otherwise_in_mlflow: Measurements whose metrics in MLflow are of other settings than these
            numbers, as they were taken later.
        taken: All measurements that the run holds, however they were taken.
        artifact_uri: Where the run's files lie.
        tags: The run's, without those of measurements.
        settings: (name, value) of what the sweep varies of the recipe.
        training: The whole recipe.
        passes: Cost of a training step in forward passes an image, None if its launch didn't say.
        every: This option and those below are None where they have their usual value.
        trace_in_training: The last epoch's mean estimate of the trace, with batch statistics.
        trace_sq_in_training: The same of its square.
        faults: Tags of the run that can't be read, as sentences; people edit tags in MLflow's UI.
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
    numbers: Mapping[str, float | None] = dataclasses.field(default_factory=dict)
    epoch: int = 0
    epochs: int = 0
    diverged_at_step: int | None = None
    stale: tuple[str, ...] = ()
    run_id: str | None = None
    artifact_uri: str | None = None
    params: dict[str, str] = dataclasses.field(default_factory=dict)
    tags: dict[str, str] = dataclasses.field(default_factory=dict)
    taken: tuple[str, ...] = ()
    otherwise_in_mlflow: tuple[str, ...] = ()
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
    faults: tuple[str, ...] = ()

    def number(self, column: str) -> float | None:
        """Return a number; None if it wasn't taken as the sweep asks, or isn't finite."""
        return self.numbers.get(column)

    @property
    def accuracy(self) -> float | None:
        """Test accuracy in [0, 1], or None before it is measured."""
        return self.number("test_accuracy")

    def with_numbers(self, derived: Mapping[str, float | None]) -> "Cell":
        """Return a copy with derived numbers added, which replace stored ones of the same name."""
        return dataclasses.replace(self, numbers={**self.numbers, **derived})

    def row(self) -> dict[str, Any]:
        """Return the cell as a row of a tidy table, as pandas.DataFrame takes a list of them."""
        return {
            "trial_key": self.trial_key,
            "variant": self.variant,
            **record_of(self, ATTRIBUTES),
            **dict(self.settings),
            "seed": self.seed,
            "status": self.status,
            **self.numbers,
        }


@dataclasses.dataclass(frozen=True)
class JudgeRecord:
    """A judge: a network trained beside the trials that classifies what they leave of an image.

    Attributes:
        accuracy: Its own test accuracy in [0, 1]; None before it is measured.
        run_id: None if it has no run yet.
        settings: Its parameters as the sweep file gives them.
        artifact_uri: Root of its run's artifacts; None without a run.
    """

    trial_key: str
    model: str
    width: int
    seed: int
    status: Status
    accuracy: float | None
    run_id: str | None
    settings: dict[str, Any]
    artifact_uri: str | None = None

    @property
    def label(self) -> str:
        """Its name for people, such as `vgg11 of width 16, seed 0`."""
        return f"{self.model} of width {self.width}, seed {self.seed}"


@dataclasses.dataclass(frozen=True)
class Sweep:
    """A sweep's plan and what the ledger holds of it.

    Attributes:
        artifact_uri: Where the parent run's files lie.
        baseline: Trial key of the network that perturbation_of_baseline explains.
        measurements: Name → the fingerprint that the sweep asks for.
        measure: Name → its settings, None where it is off.
        equal_cost: As in the sweep's file.
        plan_fault: Why its plan can't be read, and its runs stand in for it; None if it can.
        undriven: That its driver is gone and what to do, where the ledger says that it runs; its
            cells, which run no more, are interrupted.
        classes: Number of classes of the data set; None if it isn't known.
        is_interrupted: Its last launch was ended before the sweep was over.
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
    plan_fault: str | None = None
    undriven: str | None = None
    classes: int | None = None
    is_interrupted: bool = False

    @property
    def faults(self) -> tuple[str, ...]:
        """What can't be read of its plan and of its runs' tags, as sentences."""
        faults = [fault for cell in self.cells for fault in cell.faults]
        if self.plan_fault is not None:
            faults.insert(
                0,
                f"The sweep's plan isn't there: {self.plan_fault}. Shown are the trials that have "
                f"a run, {len(self.cells)} in all; which others were planned, and with which "
                "settings measurements were taken, can't be known.",
            )
        return tuple(faults)

    @property
    def judge_names(self) -> list[str]:
        """The judges' names in details of measurements."""
        return judge_names([(judge.model, judge.seed, judge.width) for judge in self.judges])

    @property
    def judge(self) -> JudgeRecord | None:
        """The judge that reads the GAN-test."""
        return self.judges[0] if self.judges else None


def collect(client: Client, name: str) -> Sweep:
    """Read a sweep.

    Raises:
        InputError: The store has no such sweep.
    """
    parent = _find_parent(client, name)
    try:
        plan, fault = _read_plan(client, name, parent), None
        runs = by_trial_key(read_trials(client, [parent.experiment_id]))
    except UnreadableArtifactError as error:
        metrics = (*METRICS, *SHOWN_WITHOUT_SETTINGS)
        runs = by_trial_key(read_trials(client, [parent.experiment_id], metrics=metrics))
        plan, fault = plan_from_runs(runs), printable(str(error))
    others = {key: run_id for key, run_id in plan["reused"].items() if key not in runs}
    found = runs_if_there(client, others.values())
    runs |= {key: found[run_id] for key, run_id in others.items() if run_id in found}
    keys = [planned["trial_key"] for planned in (*plan["cells"], *plan["judges"])]
    running = [k for k in keys if k in runs and runs[k].trial_state is TrialState.RUNNING]
    undriven = why_undriven(parent.tags.get(TagName.LEASE, ""))
    if undriven is not None:
        # A run that is shared with another sweep may be driven there.
        owners = {runs[key].tags.get(TagName.SWEEP, name) for key in running} - {name}
        driven = _driven_sweeps(client, owners)
        running = [key for key in running if runs[key].tags.get(TagName.SWEEP) not in driven]
        state, _ = STORED_AS[TrialState.INTERRUPTED]
        runs |= {key: dataclasses.replace(runs[key], state=state) for key in running}
    # Before the cells, one of which may be a judge's network too.
    judges = tuple(_judge(planned, runs.get(planned["trial_key"])) for planned in plan["judges"])
    return Sweep(
        name=printable(name),
        description=plan["description"],
        dataset=printable(plan["dataset"]),
        parent_run_id=parent.run_id,
        experiment_id=parent.experiment_id,
        artifact_uri=parent.artifact_uri,
        cells=tuple(
            # A cell takes the place of its run, so that not all of both are in memory.
            _cell(planned, runs.pop(planned["trial_key"], None), plan)
            for planned in plan["cells"]
        ),
        judges=judges,
        baseline=plan["baseline"],
        measurements=plan["measurements"],
        measure=plan["measure"],
        tags=printable_texts(parent.tags),
        is_search=bool(plan["spec"].get("search")),
        equal_cost=plan["spec"].get("equal_cost", False),
        plan_fault=fault,
        undriven=undriven if running or parent.trial_state is TrialState.RUNNING else None,
        classes=plan.get("classes", CLASSES.get(plan["dataset"])),
        is_interrupted=parent.trial_state is TrialState.INTERRUPTED,
    )


def find_sweep(client: Client, name: str) -> tuple[RunRecord, dict[str, Any]]:
    """Read a sweep's parent run and its plan.

    Raises:
        InputError: The store has no such sweep, or an older version wrote its plan.
    """
    parent = _find_parent(client, name)
    return parent, _read_plan(client, name, parent)


def _find_parent(client: Client, name: str) -> RunRecord:
    parents = read_sweeps(client, name)
    if not parents:
        raise InputError(f"the store has no sweep {name}{known_sweeps(client, name)}")
    return parents[0]


def _driven_sweeps(client: Client, names: Collection[str]) -> set[str]:
    """Return those of the sweeps that a driver seems to drive."""
    return {
        parent.tags[TagName.SWEEP]
        for parent in (read_sweeps(client) if names else ())
        if parent.tags.get(TagName.SWEEP) in names
        and why_undriven(parent.tags.get(TagName.LEASE, "")) is None
    }


def _read_plan(client: Client, name: str, parent: RunRecord) -> dict[str, Any]:
    plan = read_json(client, parent.run_id, ArtifactName.SWEEP, parent.artifact_uri)
    written = plan.get("format") if isinstance(plan, dict) else None
    if isinstance(written, int) and written > SWEEP_FORMAT:
        raise InputError(f"the sweep {name} was launched by a later scoresweep; read it with that")
    if isinstance(written, int) and written == SWEEP_FORMAT and (fault := _plan_fault(plan)):
        raise UnreadableArtifactError(
            f"the artifact {ArtifactName.SWEEP} of run {parent.run_id} is harmed ({fault}); "
            "launch the sweep again to write it anew"
        )
    if written != SWEEP_FORMAT:
        raise InputError(
            f"the sweep {name} was launched by an older scoresweep; launch it again (nothing is "
            "trained again) to write its plan anew"
        )
    return plan


def _plan_fault(plan: dict[str, Any]) -> str | None:
    """Return what is wrong with a plan's entries, or None if each is there and of its kind."""
    for key, kind in _PLAN.items():
        if not isinstance(plan.get(key), kind):
            return f"its {key} is missing or of another kind"
    for each in (*plan["cells"], *plan["judges"]):
        if not isinstance(each, dict) or not isinstance(each.get("trial_key"), str):
            return "a trial in it has no key"
    return None


def planned_cell(planned: dict[str, Any], axes: Collection[str]) -> Cell:
    """Return a planned trial that has no run.

    Args:
        planned: As in the plan's `cells`.
        axes: What the sweep varies of the recipe.
    """
    objective = planned["objective"]
    training: dict[str, Any] = {
        # A list, such as milestones, as what can be compared and looked up.
        name: tuple(value) if isinstance(value, list) else value
        for name, value in planned["training"].items()
    }
    return Cell(
        trial_key=planned["trial_key"],
        # A plan of an older version lacks the options that it didn't know.
        **{name: objective.get(name) for name in _OBJECTIVE},
        seed=planned["seed"],
        epochs=training["epochs"],
        passes=planned.get("passes"),
        status="missing",
        settings=tuple((name, training[name]) for name in axes),
        training=training,
    )


def _cell(planned: dict[str, Any], run: RunRecord | None, plan: dict[str, Any]) -> Cell:
    cell = planned_cell(planned, plan.get("axes", ()))
    if run is None:
        return cell
    tags, metrics = printable_texts(run.tags), run.metrics
    numbers, faults = _numbers(run.run_id, tags, plan["measurements"])
    for name in plan.get("by_metric", ()):
        # Another program's run has the metric without a tag of ours that says how it was taken.
        if TagName.MEASUREMENT + name not in tags and name in metrics:
            numbers[name] = metrics[name]
    taken = tuple(
        sys.intern(key.removeprefix(TagName.MEASUREMENT))
        for key in tags
        if key.startswith(TagName.MEASUREMENT)
    )
    step = tags.get(TagName.DIVERGED_AT_STEP, "")
    return dataclasses.replace(
        cell,
        status=run.status,
        numbers=numbers,
        epoch=_as_epoch(metrics.get("epoch", 0)),
        diverged_at_step=int(step) if step.isdecimal() else None,
        stale=tuple(name for name in plan["measurements"] if name in taken and name not in numbers),
        run_id=run.run_id,
        artifact_uri=run.artifact_uri,
        # `cell` repeats the others, for MLflow's pages.
        params=printable_texts({k: v for k, v in run.params.items() if k != "cell"}),
        tags={key: tags[key] for key in tags if not key.startswith(_OF_MEASUREMENTS)},
        taken=taken,
        otherwise_in_mlflow=tuple(
            name
            for name, fingerprint in plan["measurements"].items()
            if name in numbers
            and tags.get(f"{TagName.MEASUREMENT}{name}", fingerprint) != fingerprint
        ),
        validation_accuracy=metrics.get(MetricName.VALIDATION_ACCURACY),
        trace_in_training=metrics.get(MetricName.TRACE),
        trace_sq_in_training=metrics.get(MetricName.TRACE_SQ),
        faults=faults,
    )


def _numbers(
    run_id: str, tags: dict[str, str], fingerprints: dict[str, str]
) -> tuple[dict[str, float | None], tuple[str, ...]]:
    """Return what a run holds of the measurements, and sentences on tags that can't be read."""
    numbers: dict[str, float | None] = {}
    faults = []
    for name, fingerprint in fingerprints.items():
        if (found := measurement(tags, name, fingerprint)) is not None:
            for detail, value in found.items():
                numbers[_column(name, detail)] = _as_decimal(value)
        elif (tag := measured_tag(name, fingerprint)) in tags:
            faults.append(
                f"The tag {tag} of run {run_id} is {shortened(tags[tag], 60)!r}, which is no "
                "measurement's: it is left out. Restore it, or delete it and launch again."
            )
    return numbers, tuple(faults)


def _as_epoch(number: float) -> int:
    """Return a metric as a number of epochs: 0 for one that can't be, as NaN."""
    return int(number) if 0 <= number < 2**31 else 0


def _as_decimal(number: float | None) -> float | None:
    """Return a number that was measured in float32 as the decimal that it stands for.

    868 of 1,000 is 0.868 there, and 0.8679999709129333 when read as a float64.
    """
    if not isinstance(number, float) or _float32(number) != number or len(repr(number)) < 15:
        return number
    decimals = (float(f"{number:.{digits}g}") for digits in range(6, 10))
    return next(decimal for decimal in decimals if _float32(decimal) == number)


def _float32(number: float) -> float:
    """Round to float32; NaN for what it can't hold."""
    return struct.unpack("f", struct.pack("f", number))[0] if abs(number) < 1e38 else math.nan


@functools.cache
def _column(measurement: str, detail: str) -> str:
    """Name a detail's column; thousands of cells share one copy of the text."""
    return measurement if detail == "value" else f"{measurement}/{detail}"


def measurement(
    tags: dict[str, str], name: str, fingerprint: str
) -> dict[str, float | None] | None:
    """Return what a run holds of a measurement with this fingerprint; None if nothing readable.

    That is its number, `value`, and its details (docs/reference/measurements.md). They are read
    from the tag that holds the fingerprint and the numbers together: the metric of the same name
    holds whichever measurement was taken last. The tag is a number or an object.
    """
    stored = tags.get(measured_tag(name, fingerprint))
    if stored is None:
        return None
    try:
        content = from_json(stored)
    except ValueError:
        return None
    numbers = content if isinstance(content, dict) else {"value": content}
    if not all(value is None or isinstance(value, int | float) for value in numbers.values()):
        return None
    return {"value": None} | numbers


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
        artifact_uri=None if run is None else run.artifact_uri,
    )
