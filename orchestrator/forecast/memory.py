"""A trial's peak memory: measured in finished runs, or by arithmetic on shapes. No torch.

A step keeps what its backward needs: a number of values per output value of the network's
convolutions, which depends on the objective and hardly on the network. The numbers here are the
largest measured on ResNet-9, ResNet-18 and VGG-11 of several widths, eager, on a CPU, as the growth
of a process's memory (docs/appendix/performance.md). Status: not measured on GPUs, whose kernels
need more.
"""

import dataclasses
import math
from collections.abc import Iterable, Mapping
from typing import Any

from scoresweep.ledger.costs import costs_of, measured_by
from scoresweep.ledger.records import RunRecord
from scoresweep.ledger.schema import TRAINING, TagName, peak_metric
from scoresweep.orchestrator.forecast.forecast import convolutions, memory_floor
from scoresweep.orchestrator.forecast.throughput import (
    Kind,
    network_kind,
    network_kind_of_run,
    step_kind,
    step_kind_of_run,
)
from scoresweep.specs.measurements import MEASUREMENTS, TEST_ACCURACY
from scoresweep.specs.trial import ObjectiveSpec, TrialSpec
from scoresweep.workers.data.types import DataInfo

_WITHOUT_TRACE = {
    "baseline": 3.5,
    "noise_augmented": 3.7,
    "adversarial": 4.2,
    "gradient_norm": 11.0,
}
_WITH_TRACE = {
    "score_matching": {
        "taylor": 14.1,
        "control_variate": 15.0,
        "antithetic": 15.1,
        "hutchinson": 37.0,
        "sliced": 7.6,
        "jet": 24.0,
        "jet, gradient exact": 31.2,
    },
    "anti_score_matching": {
        "taylor": 7.6,
        "control_variate": 12.9,
        "antithetic": 11.0,
        "hutchinson": 36.0,
        "jet": 23.0,
    },
}
# What each further probe keeps, for a share of 1.
_ANOTHER_PROBE = {
    "jet": 7.0,
    "taylor": 3.4,
    "sliced": 3.4,
    "control_variate": 3.4,
    "antithetic": 6.8,
}
# A plain step whose batch is normalised beside a part of it.
_PLAIN_BESIDE = 5.0
# What statistics of clean images add to a difference: with the input-gradient, and sliced.
_CLEAN = (6.1, 3.4)
# A separate pass for the input-gradient of a part of the batch.
_OWN_PASS = 3.5
# The exact trace, per value of an image: all Hessian-vector products are in memory at once.
_EXACT = 19.0
_BYTES = 4


def values_kept(objective: ObjectiveSpec, pixels: int) -> float:
    """Return the values kept at the peak of a step, per output value of the convolutions.

    Args:
        pixels: Values of an image, c·h·w.
    """
    if objective.estimator is None:
        whole = _WITHOUT_TRACE[objective.variant]
    elif objective.estimator == "exact":
        whole = _EXACT * pixels
    else:
        is_exact_jet = objective.estimator == "jet" and objective.gradient == "exact"
        way = "jet, gradient exact" if is_exact_jet else objective.estimator
        whole = _WITH_TRACE[objective.variant][way]
    share = objective.share or 1.0
    is_sliced = objective.estimator == "sliced"
    if objective.statistics == "clean" and (share == 1.0 or is_sliced):
        whole += _CLEAN[is_sliced]
    if objective.estimator is not None and objective.probes is not None:
        plain = _WITHOUT_TRACE["baseline"]
        another = _ANOTHER_PROBE.get(objective.estimator, whole - plain)
        whole += (objective.probes - 1) * another
    if share == 1.0:
        return whole
    has_score = objective.estimator not in ("jet", "sliced") and not (
        objective.variant == "anti_score_matching"
        and objective.estimator in ("taylor", "antithetic")
    )
    return _PLAIN_BESIDE + share * (whole - _PLAIN_BESIDE + (_OWN_PASS if has_score else 0.0))


def step_bytes(trial: TrialSpec, info: DataInfo, workers: int = 1) -> int:
    """Return bytes of one worker's step: its part of the batch, a micro-batch at a time."""
    size, training = trial.data.image_size, trial.training
    convs = convolutions(trial.model, info.channels, size)
    outputs = sum(conv.outputs * conv.size**2 for conv in convs)
    parts = workers * training.micro_batches
    images = -(-min(training.batch_size, trial.data.train_size) // parts)
    return round(images * outputs * values_kept(trial.objective, info.channels * size**2) * _BYTES)


def peak_bytes(trial: TrialSpec, info: DataInfo, workers: int = 1) -> int:
    """Peak bytes of one worker, beside the images: process, weights and their copies, and step."""
    return memory_floor(trial, info) + step_bytes(trial, info, workers)


@dataclasses.dataclass(frozen=True)
class Peaks:
    """The most bytes that finished runs took on one worker.

    Attributes:
        training: Kind of step and data → peak.
        measuring: (kind of network and data, measurement, fingerprint) → peak.
    """

    training: Mapping[Kind, int] = dataclasses.field(default_factory=dict)
    measuring: Mapping[tuple[Kind, str, str], int] = dataclasses.field(default_factory=dict)

    def of_training(self, trial: TrialSpec) -> int | None:
        """Return the peak in bytes of training such a trial, or None if none was measured."""
        data = (trial.data.fingerprint, str(trial.data.train_size))
        return self.training.get((*step_kind(trial), *data, str(trial.training.micro_batches)))

    def of(
        self, trial: TrialSpec, requested: Mapping[str, str], *, trains: bool = True
    ) -> int | None:
        """Return peak of a whole trial; None if a part of it wasn't measured.

        Args:
            requested: Measurement → fingerprint.
            trains: Whether it trains, rather than being measured alone.
        """
        parts = [self.of_training(trial)] if trains else []
        network = (*network_kind(trial), trial.data.fingerprint, str(trial.data.train_size))
        parts += [self.measuring.get((network, *each)) for each in requested.items()]
        measured = [part for part in parts if part is not None]
        return max(measured, default=0) if len(measured) == len(parts) else None


def peak_metrics(*, on_gpu: bool) -> tuple[str, ...]:
    """Return the metrics that `peaks_of_runs` reads."""
    names = (TRAINING, TEST_ACCURACY, *MEASUREMENTS)
    return tuple(peak_metric(name, on_gpu=on_gpu) for name in names)


def peaks_of_runs(records: Iterable[RunRecord], *, on_gpu: bool) -> Peaks:
    """Return the peaks of finished runs on GPUs, or on CPUs."""
    training: dict[Kind, int] = {}
    measuring: dict[tuple[Kind, str, str], int] = {}

    def note(peaks: dict[Any, int], kind: Any, gib: float | None) -> None:
        if gib is not None and math.isfinite(gib):
            peaks[kind] = max(peaks.get(kind, 0), round(gib * 2**30))

    for record in records:
        tags, metrics = record.tags, record.metrics
        if not record.is_finished or "workers, each" in tags.get(TagName.DEVICE, ""):
            continue
        data = (tags.get(TagName.DATA_FINGERPRINT), record.params.get("train_size"))
        step = (*step_kind_of_run(record.params), *data, tags.get(TagName.MICRO_BATCHES))
        note(training, step, metrics.get(peak_metric(TRAINING, on_gpu=on_gpu)))
        network = (*network_kind_of_run(record.params), *data)
        costs = costs_of(tags, metrics)
        for name, fingerprint in measured_by(tags).items():
            note(measuring, (network, name, fingerprint), costs[name].peak_gib(on_gpu=on_gpu))
    return Peaks(training, measuring)


def micro_batches_that_fit(
    trial: TrialSpec, info: DataInfo, workers: int, room: float, peak: int | None = None
) -> int | None:
    """Return the fewest micro-batches per worker that fit into memory, or None if none do.

    Args:
        room: Bytes per worker.
        peak: Measured peak of a worker; computed if not given.
    """
    batch, floor = trial.training.batch_size // workers, memory_floor(trial, info)
    left = room - floor
    step = step_bytes(trial, info, workers) if peak is None else peak - floor
    whole = step * trial.training.micro_batches
    fitting = (k for k in range(1, batch) if batch % k == 0 and whole / k <= left)
    return next(fitting, None)
