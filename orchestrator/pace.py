"""How long work takes, and who says so: steps timed here, the ledger's finished runs, or operations at an assumed speed. No torch.

What is known is seconds an image of training steps of one kind, seconds a forward pass and image of one network, and
seconds of a measurement with one fingerprint of one network; the assumed speed stands in for whatever isn't.
"""

import dataclasses
import statistics
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from analysis.records import RunRecord
from orchestrator.training_cost import objective_passes
from workers.images import DataInfo
from workers.job import Resources
from workers.measure import MEASUREMENTS, TEST_ACCURACY
from workers.spec import ObjectiveSpec, TrialSpec

# What steps have in common that take equally long on one machine; the first three are the network's own.
_OF_A_NETWORK = ("model", "width", "image_size")
_OF_A_STEP = (
    *_OF_A_NETWORK,
    "batch_size",
    "precision",
    "norm_groups",
    "variant",
    "estimator",
    "every",
    "attack_steps",
)
Kind = tuple[str | None, ...]
MEASURED_S = "time/{}_s"  # the metric that a measurement's seconds are in
EPOCH_S = "time/epoch_s"
# What `pace_of_runs` reads of a run's metrics.
TIMES = ("epoch", EPOCH_S, *(MEASURED_S.format(name) for name in (TEST_ACCURACY, *MEASUREMENTS)))


@dataclasses.dataclass(frozen=True)
class Pace:
    """Seconds on what one trial occupies.

    step_s: kind of step → an image of an epoch; pass_s: network → a forward pass of an image; measured_s: (network,
    measurement, fingerprint) → the whole of it; around_s: network → what a trial takes beside its epochs and
    measurements, such as starting and saving. source: who says so, for a person; device: on what, empty if unknown.
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
        return bool(self.device) and "cpu" not in self.device


ASSUMED = Pace("operations at an assumed speed of one CPU core, good to a factor of 2")


def step_kind(trial: TrialSpec) -> Kind:
    return tuple(_settings(trial)[name] for name in _OF_A_STEP)


def network_kind(trial: TrialSpec) -> Kind:
    return tuple(_settings(trial)[name] for name in _OF_A_NETWORK)


def _settings(trial: TrialSpec) -> dict[str, str | None]:
    """As a run's parameters have them."""
    objective, training = trial.objective, trial.training
    values = {
        "model": trial.model.name,
        "width": trial.model.width,
        "image_size": trial.data.image_size,
        "batch_size": training.batch_size,
        "precision": training.precision,
        "norm_groups": training.norm_groups,
        "variant": objective.variant,
        "estimator": objective.estimator,
        "every": objective.every,
        "attack_steps": objective.attack_steps,
    }
    return {name: None if value is None else str(value) for name, value in values.items()}


def pace_of_runs(records: Iterable[RunRecord]) -> Pace | None:
    """From finished runs on the device that most of them had, medians over like ones; None without any."""
    finished = [r for r in records if r.is_finished and r.metrics.get(EPOCH_S)]
    device, ran = _on_one_device(finished)
    step_s: dict[Kind, list[float]] = {}
    pass_s: dict[Kind, list[float]] = {}
    measured_s: dict[tuple[Kind, str, str], list[float]] = {}
    around_s: dict[Kind, list[float]] = {}
    count = 0
    for record in ran:
        params = record.params
        network, step = (
            tuple(params.get(name) for name in names) for names in (_OF_A_NETWORK, _OF_A_STEP)
        )
        try:
            images, passes = int(params["train_size"]), _passes(params)
        except (KeyError, ValueError):
            continue  # of another version, which has something that this one doesn't know
        count += 1
        epoch_s = record.metrics[EPOCH_S]
        step_s.setdefault(step, []).append(epoch_s / images)
        pass_s.setdefault(network, []).append(epoch_s / images / passes)
        taken = {
            name.removeprefix(_MEASURED_PREFIX): fingerprint
            for name, fingerprint in record.tags.items()
            if name.startswith(_MEASURED_PREFIX)
        }
        seconds = {name: record.metrics.get(MEASURED_S.format(name)) for name in taken}
        for name, value in seconds.items():
            if value is not None:
                measured_s.setdefault((network, name, taken[name]), []).append(value)
        if record.seconds is not None and None not in seconds.values():
            epochs = record.metrics.get("epoch", 0.0)
            inside = epochs * epoch_s + sum(value or 0.0 for value in seconds.values())
            around_s.setdefault(network, []).append(max(0.0, record.seconds - inside))
    if not count:
        return None
    return Pace(
        f"{count} finished {'run' if count == 1 else 'runs'} of the ledger",
        device,
        _medians(step_s),
        _medians(pass_s),
        _medians(measured_s),
        _medians(around_s),
    )


_MEASURED_PREFIX = "scoresweep.measurement."


def _medians(values: Mapping[Any, list[float]]) -> dict[Any, float]:
    return {key: statistics.median(each) for key, each in values.items()}


def _on_one_device(records: list[RunRecord]) -> tuple[str, list[RunRecord]]:
    by_device: dict[str, list[RunRecord]] = {}
    for record in records:
        by_device.setdefault(record.tags.get("scoresweep.device", ""), []).append(record)
    return max(by_device.items(), key=lambda item: len(item[1]), default=("", []))


def _passes(params: Mapping[str, str]) -> float:
    """Forward passes an image of a run's steps, from its parameters."""
    values: dict[str, Any] = {name: params.get(name) for name in ("variant", "estimator")}
    values |= {
        name: None if (text := params.get(name)) is None else int(text)
        for name in ("every", "attack_steps")
    }
    return objective_passes(ObjectiveSpec(**values))


def pace_here(
    trials: Iterable[TrialSpec],
    info: DataInfo,
    resources: Resources,
    tell: Callable[[str], None],
) -> Pace:
    """From steps that are timed now, on this machine, one of each kind; tell hears of each as it begins."""
    from workers.timing import ready_device, time_steps

    device, name = ready_device(resources)
    kinds = {step_kind(trial): trial for trial in trials}
    timed = {}
    for number, (kind, trial) in enumerate(kinds.items(), start=1):
        words = filter(None, (trial.objective.variant, trial.objective.estimator))
        every = "" if trial.objective.every is None else f" every {trial.objective.every}"
        tell(f"timing {number} of {len(kinds)}: {trial.model.name}, {' '.join(words)}{every}")
        timed[kind] = time_steps(trial, info, device)
    return Pace(
        f"steps timed here, {'one kind' if len(kinds) == 1 else f'{len(kinds)} kinds'} of them, not compiled",
        name,
        {kind: each.step_s for kind, each in timed.items()},
        {network_kind(kinds[kind]): each.pass_s for kind, each in timed.items()},
    )
