"""How long work takes, and who says so: steps timed here, the ledger's finished runs, or operations at an assumed speed. No torch.

What is known is seconds an image of training steps of one kind, seconds a forward pass and image of one network, and
seconds of a measurement with one fingerprint of one network; the assumed speed stands in for whatever isn't.
"""

import dataclasses
import re
import statistics
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from scoresweep.ledger.records import RunRecord
from scoresweep.ledger.schema import AROUND_S
from scoresweep.specs.coefficients import OPTIONS, format_options
from scoresweep.specs.job import Resources
from scoresweep.specs.measurements import MEASUREMENTS, TEST_ACCURACY
from scoresweep.specs.step_cost import objective_passes
from scoresweep.specs.trial import ObjectiveSpec, TrialSpec
from scoresweep.workers.data.types import DataInfo

# What steps have in common that take equally long on one machine; the first four are the network's own.
_OF_A_NETWORK = ("model", "width", "model_norm", "image_size")
_OF_A_STEP = (
    *_OF_A_NETWORK,
    "batch_size",
    "precision",
    "norm_groups",
    "variant",
    "estimator",
    "attack_steps",
    # A probe takes as long whatever its distribution.
    *(name for name in OPTIONS if name != "probe"),
)
# How a run's parameter is read where it is no word.
_NUMBERS: dict[str, Callable[[str], float]] = {
    **dict.fromkeys(("every", "attack_steps", "probes", "norm"), int),
    "share": float,
}
_TAKEN = "scoresweep.measurement."  # before the name of a measurement that a run holds
Kind = tuple[str | None, ...]
MEASURED_S = "time/{}_s"  # the metric that a measurement's seconds are in
EPOCH_S = "time/epoch_s"
# What `pace_of_runs` reads of a run's metrics.
TIMES = (EPOCH_S, AROUND_S, *(MEASURED_S.format(name) for name in (TEST_ACCURACY, *MEASUREMENTS)))


@dataclasses.dataclass(frozen=True)
class Pace:
    """Seconds of one worker of a trial.

    step_s: kind of step → an image of an epoch, of those that it has; pass_s: network → a forward pass of an image;
    measured_s: (network, measurement, fingerprint) → the whole of it; around_s: network → what training takes beside its
    epochs' steps, such as workers started, images read, validation and saving. source: who says so, for a person;
    device: on what, empty if unknown.
    """

    source: str
    device: str = ""
    step_s: Mapping[Kind, float] = dataclasses.field(default_factory=dict)
    pass_s: Mapping[Kind, float] = dataclasses.field(default_factory=dict)
    measured_s: Mapping[tuple[Kind, str, str], float] = dataclasses.field(default_factory=dict)
    around_s: Mapping[Kind, float] = dataclasses.field(default_factory=dict)

    def knows(self, trial: TrialSpec) -> bool:
        """Whether steps of this very kind were seen."""
        return step_kind(trial) in self.step_s

    @property
    def is_on_gpu(self) -> bool:
        return _is_gpu(self.device)


ASSUMED = Pace("operations at an assumed speed of each CPU core, good to a factor of 2")


def _is_gpu(device: str) -> bool:
    return bool(device) and "cpu" not in device


def step_kind(trial: TrialSpec) -> Kind:
    return tuple(_settings(trial)[name] for name in _OF_A_STEP)


def network_kind(trial: TrialSpec) -> Kind:
    return tuple(_settings(trial)[name] for name in _OF_A_NETWORK)


def step_kind_of_run(params: Mapping[str, str]) -> Kind:
    return tuple(params.get(name) for name in _OF_A_STEP)


def network_kind_of_run(params: Mapping[str, str]) -> Kind:
    return tuple(params.get(name) for name in _OF_A_NETWORK)


def measured_by(tags: Mapping[str, str]) -> dict[str, str]:
    """Measurement → fingerprint, of those that a run's metrics show."""
    return {
        name.removeprefix(_TAKEN): fingerprint
        for name, fingerprint in tags.items()
        if name.startswith(_TAKEN)
    }


def _settings(trial: TrialSpec) -> dict[str, str | None]:
    """As a run's parameters have them."""
    objective, training = trial.objective, trial.training
    values = {
        "model": trial.model.name,
        "width": trial.model.width,
        "model_norm": None if trial.model.norm == "batch" else trial.model.norm,
        "image_size": trial.data.image_size,
        "batch_size": training.batch_size,
        "precision": training.precision,
        "norm_groups": training.norm_groups,
        "variant": objective.variant,
        "estimator": objective.estimator,
        "attack_steps": objective.attack_steps,
        **{name: getattr(objective, name) for name in OPTIONS},
    }
    return {name: None if value is None else str(value) for name, value in values.items()}


def pace_of_runs(records: Iterable[RunRecord], resources: Resources) -> Pace | None:
    """From finished runs on one device, medians over like ones; None where none ran on the kind of device that is asked for.

    Of several devices the one most like what is asked for, and among those the one that most runs had.
    """
    finished = [r for r in records if r.is_finished and r.metrics.get(EPOCH_S)]
    device, ran = _on_one_device(finished, resources)
    workers, _ = _workers_and_each(device)
    seen = [each for record in ran if (each := _seen(record, workers)) is not None]
    if not seen:
        return None
    return Pace(
        f"{len(seen)} finished {'run' if len(seen) == 1 else 'runs'} of the ledger",
        device,
        _medians((each.step, each.step_s) for each in seen),
        _medians((each.network, each.pass_s) for each in seen),
        _medians(
            ((each.network, *name), seconds)
            for each in seen
            for name, seconds in each.measured_s.items()
        ),
        _medians((each.network, each.around_s) for each in seen if each.around_s is not None),
    )


@dataclasses.dataclass(frozen=True)
class _Seen:
    """What one run took, as in Pace; measured_s by (measurement, fingerprint)."""

    network: Kind
    step: Kind
    step_s: float
    pass_s: float
    measured_s: dict[tuple[str, str], float]
    around_s: float | None


def _seen(record: RunRecord, workers: int) -> _Seen | None:
    """None for a run of another version, which has something that this one doesn't know."""
    params, metrics = record.params, record.metrics
    try:
        step_s = workers * metrics[EPOCH_S] / int(params["train_size"])
        pass_s = step_s / _passes(params)
    except (KeyError, ValueError, ZeroDivisionError):
        return None
    taken = measured_by(record.tags).items()
    measured_s = {
        (name, fingerprint): metrics[metric]
        for name, fingerprint in taken
        if (metric := MEASURED_S.format(name)) in metrics
    }
    network, step = network_kind_of_run(params), step_kind_of_run(params)
    # A run's end less its beginning would count all the time for which nobody worked at it.
    return _Seen(network, step, step_s, pass_s, measured_s, metrics.get(AROUND_S))


def _medians(pairs: Iterable[tuple[Any, float]]) -> dict[Any, float]:
    values: dict[Any, list[float]] = {}
    for key, value in pairs:
        values.setdefault(key, []).append(value)
    return {key: statistics.median(each) for key, each in values.items()}


def _on_one_device(records: list[RunRecord], resources: Resources) -> tuple[str, list[RunRecord]]:
    by_device: dict[str, list[RunRecord]] = {}
    for record in records:
        device = record.tags.get("scoresweep.device", "")
        # Where a GPU is taken if there is any, what most runs had is the best guess.
        if isinstance(resources.gpu, str) or _is_gpu(device) == (resources.gpus > 0):
            by_device.setdefault(device, []).append(record)
    return max(
        by_device.items(),
        key=lambda item: (_likeness(item[0], resources), len(item[1])),
        default=("", []),
    )


def _likeness(device: str, resources: Resources) -> tuple[bool, bool]:
    """Whether each worker has as much as is asked for, and whether as many share a step."""
    workers, each = _workers_and_each(device)
    if _is_gpu(device):
        part = re.match(r"(0\.\d+) of ", each)
        asked = 1.0 if isinstance(resources.gpu, str) else min(resources.gpus, 1.0)
        has_as_much = (float(part[1]) if part else 1.0) == asked
    else:
        has_as_much = each == f"cpu ({resources.cpu} threads)"
    return has_as_much, workers == resources.workers


def _workers_and_each(device: str) -> tuple[int, str]:
    """Of a device's name as `scoresweep.workers.runtime.device.describe_devices` gives it."""
    found = re.fullmatch(r"(\d+) workers, each (.*)", device)
    return (int(found[1]), found[2]) if found else (1, device)


def _passes(params: Mapping[str, str]) -> float:
    """Forward passes an image of a run's steps, from its parameters."""
    values: dict[str, Any] = {
        name: _NUMBERS.get(name, str)(params[name])
        for name in ("variant", "estimator", "attack_steps", *OPTIONS)
        if name in params
    }
    return objective_passes(ObjectiveSpec(**values))


def step_in_words(trial: TrialSpec) -> str:
    """Such as `score_matching taylor every 4`: what of a trial's objective its steps take their time by."""
    objective = trial.objective
    words = filter(None, (objective.variant, objective.estimator))
    return " ".join([*words, *format_options(objective)])


def pace_here(
    trials: Iterable[TrialSpec],
    info: DataInfo,
    resources: Resources,
    tell: Callable[[str], None],
) -> Pace:
    """From steps that are timed now, on this machine, one worker's of each kind; tell hears of each as it begins."""
    from scoresweep.workers.training.benchmark import ready_device, time_steps

    device, name = ready_device(resources)
    kinds = {step_kind(trial): trial for trial in trials}
    timed = {}
    for number, (kind, trial) in enumerate(kinds.items(), start=1):
        tell(f"timing {number} of {len(kinds)}: {trial.model.name}, {step_in_words(trial)}")
        timed[kind] = time_steps(trial, info, device, resources.workers)
    several = "one kind" if len(kinds) == 1 else f"{len(kinds)} kinds"
    apart = "" if resources.workers == 1 else ", without what workers send each other,"
    return Pace(
        f"steps timed here, {several} of them, not compiled{apart}",
        name,
        {kind: each.step_s for kind, each in timed.items()},
        {network_kind(kinds[kind]): each.pass_s for kind, each in timed.items()},
    )
