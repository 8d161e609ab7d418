"""What a sweep will cost in time and disk. Arithmetic on shapes; no torch.

Operations are counted in forward passes: of a training step in `specs.step_cost`, of measurements
in `forecast.measurement_cost`.
"""

import dataclasses
import heapq
from collections.abc import Iterable, Iterator, Mapping

from scoresweep.orchestrator.forecast.measurement_cost import measurement_passes
from scoresweep.orchestrator.forecast.throughput import ASSUMED, Pace, network_kind, step_kind
from scoresweep.orchestrator.planning.pending import Pending
from scoresweep.specs.job import Resources
from scoresweep.specs.measurements import NOTHING, TEST_ACCURACY, MeasureSpec
from scoresweep.specs.step_cost import training_passes
from scoresweep.specs.trial import ModelSpec, TrialSpec
from scoresweep.workers.data.types import DataInfo

# Multiply-adds a second of one CPU core in these networks: 1.3e10 to 2.0e10 were measured on 32×32
# images, 0.8e10 on 8×8 (docs/log.md). There is no measurement on GPUs yet.
CPU_MACS_PER_SECOND = 1.5e10
_BYTES_A_WEIGHT = 8  # fp32 weight and momentum
# Measured: 562 MiB of its own in a process that has imported all that a trial uses.
_BYTES_A_PROCESS = 560 * 2**20
_CHECKPOINTS_KEPT = 2
_ONE = Resources()


@dataclasses.dataclass(frozen=True)
class Conv:
    """A convolution. inputs, outputs: channels; size: side length of the output map."""

    inputs: int
    outputs: int
    kernel: int
    size: int


# Of networks without blocks: outputs of each 3×3 convolution, in widths; 0 halves the map.
_LAYERS = {
    "resnet9": (1, 2, 0, 2, 2, 4, 0, 8, 0, 8, 8),
    "vgg11": (1, 0, 2, 0, 4, 4, 0, 8, 8, 0, 8, 8),
}
# Of networks of two 3×3 convolutions a block: blocks in each stage.
_BLOCKS = {"resnet18": (2, 2, 2, 2), "resnet34": (3, 4, 6, 3)}


def convolutions(model: ModelSpec, channels: int, image_size: int) -> Iterator[Conv]:
    """The convolutions of `workers.models.networks`, in order. A test compares the two."""
    size, inputs = image_size, channels
    for widths in _LAYERS.get(model.name, (1,)):
        if widths:
            yield Conv(inputs, widths * model.width, 3, size)
            inputs = widths * model.width
        else:
            size = max(size // 2, 1)
    for stage, blocks in enumerate(_BLOCKS.get(model.name, ())):
        outputs = model.width * 2**stage
        for block in range(blocks):
            if stage and not block:
                size = (size + 1) // 2
            yield Conv(inputs, outputs, 3, size)
            yield Conv(outputs, outputs, 3, size)
            if inputs != outputs:
                yield Conv(inputs, outputs, 1, size)
            inputs = outputs


def parameter_count(model: ModelSpec, info: DataInfo, image_size: int) -> int:
    convs = list(convolutions(model, info.channels, image_size))
    weights = sum(conv.inputs * conv.outputs * conv.kernel**2 + 2 * conv.outputs for conv in convs)
    return weights + (8 * model.width + 1) * info.classes


def forward_macs(model: ModelSpec, channels: int, image_size: int) -> int:
    """Multiply-adds of one image's forward pass, in convolutions only."""
    return sum(
        conv.inputs * conv.outputs * conv.kernel**2 * conv.size**2
        for conv in convolutions(model, channels, image_size)
    )


def relative_cost(trial: TrialSpec) -> float:
    """Proportional to a trial's training time, within a sweep."""
    macs = forward_macs(trial.model, 3, trial.data.image_size)
    return macs * trial.data.train_size * trial.training.epochs * training_passes(trial)


def launch_order(trials: Iterable[TrialSpec], baseline: str | None) -> list[TrialSpec]:
    """Sort trials as a launch starts them: the baseline (its trial key), which others' measurements
    need, then the longest first, so that no long trial is left for the end."""
    return sorted(trials, key=lambda trial: (trial.key != baseline, -relative_cost(trial)))


@dataclasses.dataclass(frozen=True)
class Forecast:
    """The cost of one trial. seconds: on what it occupies; disk_bytes: of its checkpoints."""

    seconds: float
    disk_bytes: int


@dataclasses.dataclass(frozen=True)
class Basis:
    """What a forecast goes by.

    Attributes:
        info: What the data set holds.
        pace: Seconds of steps and measurements, as far as they are known.
        requested: Measurement → fingerprint, by which `pace` may know a measurement. If given,
            others aren't taken.
        resources: Workers share each step equally, without loss, and take measurements in turns.
    """

    info: DataInfo
    pace: Pace = ASSUMED
    requested: Mapping[str, str] | None = None
    resources: Resources = _ONE


def forecast_trial(
    trial: TrialSpec, measure: MeasureSpec, basis: Basis, *, is_trained: bool = False
) -> Forecast:
    """Forecast a trial's training, unless it is trained, and its measurements."""
    info, pace, workers = basis.info, basis.pace, basis.resources.workers
    network, data = network_kind(trial), trial.data
    macs = forward_macs(trial.model, info.channels, data.image_size)
    a_pass = pace.pass_s.get(network, macs / (CPU_MACS_PER_SECOND * basis.resources.cpu))
    passes = measurement_passes(measure, info, data.image_size)
    if basis.requested is not None:
        passes = {name: count for name, count in passes.items() if name in basis.requested}
    fingerprints = basis.requested or {}

    def measured_s(name: str, count: float) -> float:
        seen = pace.measured_s.get((network, name, fingerprints.get(name, "")))
        return count * a_pass if seen is None else seen

    test_s = 0.0 if is_trained else measured_s(TEST_ACCURACY, info.test_count)
    each = [test_s, *(measured_s(name, count) for name, count in passes.items())]
    seconds = max(sum(each[rank::workers]) for rank in range(workers))
    if is_trained:
        return Forecast(seconds, 0)
    epochs = trial.training.epochs
    a_step = pace.step_s.get(step_kind(trial), training_passes(trial) * a_pass)
    seconds += epochs * data.train_size * a_step / workers
    # The measured time around the steps includes validation.
    validation_s = epochs * data.validation_size * a_pass / workers
    seconds += pace.around_s.get(network, validation_s)
    checkpoint = parameter_count(trial.model, info, data.image_size) * _BYTES_A_WEIGHT
    return Forecast(seconds, checkpoint * _CHECKPOINTS_KEPT)


@dataclasses.dataclass(frozen=True)
class Total:
    """The cost of what is pending.

    Attributes:
        seconds: Of all trials, one after the other.
        makespan: Seconds with `slots` trials at a time.
        disk_bytes: Of checkpoints.
    """

    seconds: float
    makespan: float
    slots: int
    disk_bytes: int


def forecast_pending(
    pending: Pending,
    measure: MeasureSpec,
    basis: Basis,
    *,
    slots: int = 1,
    baseline: str | None = None,
) -> Total:
    """Forecast all that is pending; measuring again counts every measurement.

    Args:
        slots: Trials at a time.
        baseline: See `launch_order`.
    """
    trained = {trial.key for trial in pending.remeasure}
    plain = dataclasses.replace(basis, requested=None)
    parts = [forecast_trial(judge, NOTHING, plain) for judge in pending.judges] + [
        forecast_trial(trial, measure, basis, is_trained=trial.key in trained)
        for trial in launch_order((*pending.train, *pending.remeasure), baseline)
    ]
    seconds = [part.seconds for part in parts]
    disk = sum(part.disk_bytes for part in parts)
    return Total(sum(seconds), makespan(seconds, slots), slots, disk)


def makespan(seconds: Iterable[float], slots: int) -> float:
    """When the last job ends, if each starts in its turn on the slot that is free first."""
    free = [0.0] * slots
    for each in seconds:
        heapq.heapreplace(free, free[0] + each)
    return max(free)


def decoded_bytes(trial: TrialSpec, info: DataInfo) -> int:
    """Bytes of the decoded images, one per value: once on each node's disk and in its memory."""
    return (info.train_count + info.test_count) * info.channels * trial.data.image_size**2


def memory_floor(trial: TrialSpec, info: DataInfo) -> int:
    """The least memory of one worker of a trial in bytes, beside the images.

    Counts the process and, in fp32, weights, momentum, gradient and the copies for a checkpoint and
    a second gradient. Activations, and all that is on a GPU, aren't counted.
    """
    parameters = parameter_count(trial.model, info, trial.data.image_size)
    return _BYTES_A_PROCESS + 3 * _BYTES_A_WEIGHT * parameters
