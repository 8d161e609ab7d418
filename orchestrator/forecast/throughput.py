"""Seconds that work takes, from steps timed here, finished runs, or an assumed speed. No torch.

Measured are seconds per image of one kind of training step, seconds per image of a network's
forward pass, and seconds of a measurement with one fingerprint on a network. The rest is counted
in operations at the assumed speed.
"""

import collections
import dataclasses
import re
import statistics
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from scoresweep.ledger.costs import costs_of, measured_by
from scoresweep.ledger.records import RunRecord
from scoresweep.ledger.schema import MetricName, TagName, seconds_metric
from scoresweep.orchestrator.planning.params import trial_params
from scoresweep.plurals import counted
from scoresweep.specs.coefficients import OPTIONS, format_options
from scoresweep.specs.job import Resources
from scoresweep.specs.measurements import MEASUREMENTS, TEST_ACCURACY
from scoresweep.specs.step_cost import objective_passes
from scoresweep.specs.trial import ObjectiveSpec, TrialSpec
from scoresweep.workers.data.types import DataInfo

# Params of a run that are equal for steps that take equally long on one machine.
_OF_A_NETWORK = ("model", "width", "model_norm", "image_size")
_OF_A_STEP = (
    *_OF_A_NETWORK,
    "batch_size",
    "precision",
    "norm_groups",
    "variant",
    "estimator",
    "attack_steps",
    # The distribution of a probe makes no difference.
    *(name for name in OPTIONS if name != "probe"),
)
# Parsers of a run's params that aren't text.
_NUMBERS: dict[str, Callable[[str], float]] = {
    **dict.fromkeys(("every", "attack_steps", "probes", "norm"), int),
    "share": float,
}
Kind = tuple[str | None, ...]
# The metrics that `pace_of_runs` reads.
TIMES = (
    MetricName.EPOCH_S,
    MetricName.AROUND_S,
    *map(seconds_metric, (TEST_ACCURACY, *MEASUREMENTS)),
)


@dataclasses.dataclass(frozen=True)
class Pace:
    """Seconds of one worker of a trial.

    Attributes:
        source: Where the numbers come from, as text.
        step_s: Kind of step → seconds per image of the worker's part of an epoch.
        pass_s: Network → seconds of a forward pass per image.
        measured_s: (network, measurement, fingerprint) → seconds of the measurement.
        around_s: Network → seconds of training beside its steps, such as starting workers, reading
            images, validation and saving.
    """

    source: str
    device: str = ""
    step_s: Mapping[Kind, float] = dataclasses.field(default_factory=dict)
    pass_s: Mapping[Kind, float] = dataclasses.field(default_factory=dict)
    measured_s: Mapping[tuple[Kind, str, str], float] = dataclasses.field(default_factory=dict)
    around_s: Mapping[Kind, float] = dataclasses.field(default_factory=dict)

    def knows(self, trial: TrialSpec) -> bool:
        """Return whether steps of the same kind were measured."""
        return step_kind(trial) in self.step_s

    @property
    def is_on_gpu(self) -> bool:
        """Whether the steps were timed on a GPU."""
        return _is_gpu(self.device)


ASSUMED = Pace("operations at an assumed speed of each CPU core")


def _is_gpu(device: str) -> bool:
    return bool(device) and "cpu" not in device


def step_kind(trial: TrialSpec) -> Kind:
    """Return what a step's time depends on: equal for trials whose steps cost the same."""
    return step_kind_of_run(trial_params(trial))


def network_kind(trial: TrialSpec) -> Kind:
    """Return what a network's size depends on: equal for trials with the same network."""
    return network_kind_of_run(trial_params(trial))


def step_kind_of_run(params: Mapping[str, str]) -> Kind:
    """Return `step_kind` from a run's parameters; None for parameters that an old run lacks."""
    return tuple(params.get(name) for name in _OF_A_STEP)


def network_kind_of_run(params: Mapping[str, str]) -> Kind:
    """Return `network_kind` from a run's parameters; None for parameters that an old run lacks."""
    return tuple(params.get(name) for name in _OF_A_NETWORK)


def pace_of_runs(records: Iterable[RunRecord], resources: Resources) -> Pace | None:
    """Return the pace of finished runs on one device, as medians over equal kinds.

    It takes the device most like the requested resources, and among equal ones that with most runs.
    None if none ran on a device of the requested kind.
    """
    finished = [r for r in records if r.is_finished and r.metrics.get(MetricName.EPOCH_S)]
    device, ran = _on_one_device(finished, resources)
    workers, _ = _workers_and_each(device)
    step_s, pass_s, measured_s, around_s = (
        collections.defaultdict[Any, list[float]](list) for _ in range(4)
    )
    count = 0
    for record in ran:
        params, metrics = record.params, record.metrics
        try:
            a_step = workers * metrics[MetricName.EPOCH_S] / int(params["train_size"])
            a_pass = a_step / _passes(params)
        except (KeyError, ValueError, ZeroDivisionError):
            continue  # another version's run, with settings unknown to this one
        count += 1
        network = network_kind_of_run(params)
        step_s[step_kind_of_run(params)].append(a_step)
        pass_s[network].append(a_pass)
        costs = costs_of(record.tags, metrics)
        for name, fingerprint in measured_by(record.tags).items():
            if (seconds := costs[name].seconds) is not None:
                measured_s[network, name, fingerprint].append(seconds)
        # Not from the run's start and end times, between which it may have waited for long.
        if (seconds := metrics.get(MetricName.AROUND_S)) is not None:
            around_s[network].append(seconds)
    if not count:
        return None
    return Pace(
        f"{counted(count, 'finished run')} of the ledger",
        device,
        *(
            {kind: statistics.median(each) for kind, each in of_kinds.items()}
            for of_kinds in (step_s, pass_s, measured_s, around_s)
        ),
    )


def _on_one_device(records: list[RunRecord], resources: Resources) -> tuple[str, list[RunRecord]]:
    by_device: dict[str, list[RunRecord]] = {}
    for record in records:
        device = record.tags.get(TagName.DEVICE, "")
        # With auto, which takes a GPU if there is one, either may be meant.
        if isinstance(resources.gpu, str) or _is_gpu(device) == (resources.gpus > 0):
            by_device.setdefault(device, []).append(record)
    return max(
        by_device.items(),
        key=lambda item: (_likeness(item[0], resources), len(item[1])),
        default=("", []),
    )


def _likeness(device: str, resources: Resources) -> tuple[bool, bool]:
    """Return whether each worker has the requested resources, and whether as many share a step."""
    workers, each = _workers_and_each(device)
    if _is_gpu(device):
        part = re.match(r"(0\.\d+) of ", each)
        asked = 1.0 if isinstance(resources.gpu, str) else min(resources.gpus, 1.0)
        has_as_much = (float(part[1]) if part else 1.0) == asked
    else:
        has_as_much = each == f"cpu ({resources.cpu} threads)"
    return has_as_much, workers == resources.workers


def _workers_and_each(device: str) -> tuple[int, str]:
    """Split a device's name, as made by `workers.runtime.device.describe_devices`."""
    found = re.fullmatch(r"(\d+) workers, each (.*)", device)
    return (int(found[1]), found[2]) if found else (1, device)


def _passes(params: Mapping[str, str]) -> float:
    """Return forward passes per image of a run's steps, from its params."""
    values: dict[str, Any] = {
        name: _NUMBERS.get(name, str)(params[name])
        for name in ("variant", "estimator", "attack_steps", *OPTIONS)
        if name in params
    }
    return objective_passes(ObjectiveSpec(**values))


def format_step(trial: TrialSpec) -> str:
    """Format what of a trial's objective sets a step's time: `score_matching taylor every 4`."""
    objective = trial.objective
    words = filter(None, (objective.variant, objective.estimator))
    return " ".join([*words, *format_options(objective)])


def pace_here(
    trials: Iterable[TrialSpec],
    info: DataInfo,
    resources: Resources,
    show: Callable[[str], None],
) -> Pace:
    """Time one worker's steps of each kind on this machine.

    Args:
        trials: Trials whose steps are timed.
        show: Shows a line as each kind begins.
    """
    # Loads torch.
    from scoresweep.workers.training.benchmark import ready_device, time_steps

    device, name = ready_device(resources)
    kinds = {step_kind(trial): trial for trial in trials}
    timed = {}
    for number, (kind, trial) in enumerate(kinds.items(), start=1):
        show(f"timing {number} of {len(kinds)}: {trial.model.name}, {format_step(trial)}")
        timed[kind] = time_steps(trial, info, device, resources.workers)
    several = "one kind" if len(kinds) == 1 else f"{len(kinds)} kinds"
    apart = "" if resources.workers == 1 else ", without what workers send each other,"
    return Pace(
        f"steps timed here, {several} of them, not compiled{apart}",
        name,
        {kind: each.step_s for kind, each in timed.items()},
        {network_kind(kinds[kind]): each.pass_s for kind, each in timed.items()},
    )
