"""What a sweep will cost in time and disk. Arithmetic on shapes; no torch.

Operations are counted in forward passes: of a training step in `specs.step_cost`, of measurements
in `forecast.measurement_cost`.
"""

import contextlib
import dataclasses
import heapq
from collections.abc import Iterable, Iterator, Mapping, Sequence

from scoresweep.orchestrator.forecast.measurement_cost import measurement_passes
from scoresweep.orchestrator.forecast.throughput import ASSUMED, Pace, network_kind, step_kind
from scoresweep.orchestrator.planning.pending import Pending
from scoresweep.specs.job import Resources
from scoresweep.specs.measurements import NOTHING, TEST_ACCURACY, MeasureSpec
from scoresweep.specs.step_cost import SECONDS_TO_BUILD, SECONDS_TO_READ, training_passes
from scoresweep.specs.trial import ModelSpec, TrialSpec
from scoresweep.workers.data.types import DataInfo

# Multiply-adds a second of one CPU core in these networks: 1.3e10 to 2.0e10 were measured on 32×32
# images, 0.8e10 on 8×8 (docs/log.md). There is no measurement on GPUs yet.
CPU_MACS_PER_SECOND = 1.5e10
# By operations at that speed, two sweeps of such networks on such images were forecast to take 1.7
# and 1.8 times as long as they took (docs/appendix/performance.md). Nothing else was compared.
CHECKED_NETWORK, CHECKED_SIZE = "resnet9", 32
# What a launch takes beside its trials, and a process of one that loads torch and MLflow; on two
# cores, Ray on the same machine: 7 to 9 s and 3.7 to 4.7 s (docs/appendix/performance.md).
LAUNCH_S = 8.0
PROCESS_S = 4.0
# Until a trial's workers are there: 12 to 13 s of two on two cores (docs/appendix/performance.md).
TEAM_S = 12.0
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


# Networks without blocks: outputs of each 3×3 convolution, in widths; 0 halves the map.
_LAYERS = {
    "resnet9": (1, 2, 0, 2, 2, 4, 0, 8, 0, 8, 8),
    "vgg11": (1, 0, 2, 0, 4, 4, 0, 8, 8, 0, 8, 8),
}
# Networks of two 3×3 convolutions a block: blocks in each stage.
_BLOCKS = {"resnet18": (2, 2, 2, 2), "resnet34": (3, 4, 6, 3)}


def convolutions(model: ModelSpec, channels: int, image_size: int) -> Iterator[Conv]:
    """Return the convolutions of `workers.models.networks`, in order. A test compares the two."""
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
    """Return the number of trainable parameters of a network.

    Each convolution counts its kernels and two per output channel for normalization; the head
    counts 8·width inputs and a bias per class.
    """
    convs = list(convolutions(model, info.channels, image_size))
    weights = sum(conv.inputs * conv.outputs * conv.kernel**2 + 2 * conv.outputs for conv in convs)
    return weights + (8 * model.width + 1) * info.classes


def forward_macs(model: ModelSpec, channels: int, image_size: int) -> int:
    """Return multiply-adds of one image's forward pass, in convolutions only."""
    return sum(
        conv.inputs * conv.outputs * conv.kernel**2 * conv.size**2
        for conv in convolutions(model, channels, image_size)
    )


def relative_cost(trial: TrialSpec) -> float:
    """Proportional to a trial's training time, within a sweep."""
    macs = forward_macs(trial.model, 3, trial.data.image_size)
    return macs * trial.data.train_size * trial.training.epochs * training_passes(trial)


def launch_order(trials: Iterable[TrialSpec], baseline: str | None) -> list[TrialSpec]:
    """Sort trials as a launch starts them: the baseline first, then the longest.

    Others' measurements need the baseline (its trial key). Starting long trials early leaves none
    of them for the end.
    """
    return sorted(trials, key=lambda trial: (trial.key != baseline, -relative_cost(trial)))


@dataclasses.dataclass(frozen=True)
class Forecast:
    """The cost of one trial. seconds: on what it occupies; disk_bytes: of its checkpoints."""

    seconds: float
    disk_bytes: int


def is_checked(trial: TrialSpec) -> bool:
    """Whether a forecast of such a network by operations alone was compared with what it took."""
    return (trial.model.name, trial.data.image_size) == (CHECKED_NETWORK, CHECKED_SIZE)


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


def macs_per_second(pace: Pace, info: DataInfo, cores: int) -> float:
    """Return multiply-adds a second of a network whose time isn't known.

    It is that of the fastest network whose time is known: small ones spend their time on other
    things. Of CPU cores it is the assumed speed at least.
    """
    seen = [] if pace.is_on_gpu else [CPU_MACS_PER_SECOND * cores]
    for (model, width, _, size), seconds in pace.pass_s.items():
        # A run of another version may have settings unknown to this one.
        with contextlib.suppress(TypeError, ValueError):
            # A run's param is any text; ModelSpec refuses what is no network's name.
            spec = ModelSpec(name=model, width=int(width or ""))  # type: ignore[arg-type]
            seen.append(forward_macs(spec, info.channels, int(size or "")) / seconds)
    return max(seen, default=CPU_MACS_PER_SECOND * cores)


def forecast_trial(
    trial: TrialSpec,
    measure: MeasureSpec,
    basis: Basis,
    *,
    is_trained: bool = False,
    builds: bool = True,
) -> Forecast:
    """Forecast a trial's training, unless it is trained, and its measurements.

    Args:
        builds: With `training.compile: true`, its graph isn't there yet.
    """
    info, pace, workers = basis.info, basis.pace, basis.resources.workers
    network, data = network_kind(trial), trial.data
    macs = forward_macs(trial.model, info.channels, data.image_size)
    a_pass = pace.pass_s.get(network) or macs / macs_per_second(pace, info, basis.resources.cpu)
    passes = measurement_passes(measure, info, data.image_size)
    if basis.requested is not None:
        passes = {name: count for name, count in passes.items() if name in basis.requested}
    fingerprints = basis.requested or {}

    def measured_s(name: str, count: float) -> float:
        seen = pace.measured_s.get((network, name, fingerprints.get(name, "")))
        return count * a_pass if seen is None else seen

    is_tested = not is_trained or TEST_ACCURACY in fingerprints
    test_s = measured_s(TEST_ACCURACY, info.test_count) if is_tested else 0.0
    each = [test_s, *(measured_s(name, count) for name, count in passes.items())]
    seconds = max(sum(each[rank::workers]) for rank in range(workers))
    start_s = TEAM_S if workers > 1 else 0.0
    if is_trained:
        return Forecast(start_s + seconds, 0)
    epochs = trial.training.epochs
    a_step = pace.step_s.get(step_kind(trial), training_passes(trial) * a_pass)
    seconds += epochs * data.train_size * a_step / workers
    # The measured time around the steps includes all of this.
    around_s = start_s + epochs * data.validation_size * a_pass / workers
    if trial.training.compile is True:
        around_s += SECONDS_TO_BUILD if builds else SECONDS_TO_READ
    seconds += pace.around_s.get(network, around_s)
    checkpoint = parameter_count(trial.model, info, data.image_size) * _BYTES_A_WEIGHT
    return Forecast(seconds, checkpoint * _CHECKPOINTS_KEPT)


@dataclasses.dataclass(frozen=True)
class Total:
    """The cost of what is pending.

    Attributes:
        seconds: Seconds of what trials occupy, one after the other, with their processes' start.
        makespan: Seconds with `slots` trials at a time, from the launch's start to its end.
        disk_bytes: Bytes of checkpoints.
        each: Trial key → seconds of the trial.
    """

    seconds: float
    makespan: float
    slots: int
    disk_bytes: int
    each: Mapping[str, float] = dataclasses.field(default_factory=dict)


def forecast_pending(
    pending: Pending,
    measure: MeasureSpec,
    basis: Basis,
    *,
    slots: int = 1,
    baseline: str | None = None,
) -> Total:
    """Forecast all that is pending: of trained networks the measurements that they lack.

    Args:
        slots: Trials at a time.
        baseline: See `launch_order`.
    """
    trained = {trial.key for trial in pending.remeasure}
    parts: list[tuple[str, Forecast]] = []
    built: set[str] = set()

    def add(trial: TrialSpec, measure: MeasureSpec, requested: Mapping[str, str] | None) -> None:
        asked = dataclasses.replace(basis, requested=requested)
        is_trained, builds = trial.key in trained, trial.step not in built
        cost = forecast_trial(trial, measure, asked, is_trained=is_trained, builds=builds)
        built.add(trial.step)
        parts.append((trial.key, cost))

    # A launch trains no judge for networks that are all measured.
    for judge in () if pending.is_empty else pending.judges:
        add(judge, NOTHING, None)
    for trial in launch_order((*pending.train, *pending.remeasure), baseline):
        add(trial, measure, pending.lacking.get(trial.key, basis.requested))
    seconds = [cost.seconds for _, cost in parts]
    disk = sum(cost.disk_bytes for _, cost in parts)
    return total_of(seconds, slots, disk, {key: cost.seconds for key, cost in parts})


def total_of(
    seconds: Sequence[float],
    slots: int,
    disk_bytes: int,
    each: Mapping[str, float] | None = None,
) -> Total:
    """Put trials on slots. The launch starts once, and a process on each slot that is used."""
    used = min(slots, len(seconds))
    start_s = LAUNCH_S + PROCESS_S if seconds else 0.0
    in_all = sum(seconds) + PROCESS_S * used
    return Total(in_all, start_s + makespan(seconds, slots), slots, disk_bytes, each or {})


def makespan(seconds: Iterable[float], slots: int) -> float:
    """Return when the last job ends, if each starts in its turn on the slot that is free first."""
    free = [0.0] * slots
    for each in seconds:
        heapq.heapreplace(free, free[0] + each)
    return max(free)


def decoded_bytes(trial: TrialSpec, info: DataInfo) -> int:
    """Bytes of the decoded images, one per value: once on each node's disk and in its memory."""
    return (info.train_count + info.test_count) * info.channels * trial.data.image_size**2


def memory_floor(trial: TrialSpec, info: DataInfo) -> int:
    """Return the least memory of one worker of a trial in bytes, beside the images.

    Counts the process and, in fp32, weights, momentum, gradient and the copies for a checkpoint and
    a second gradient. Activations, and all that is on a GPU, aren't counted.
    """
    parameters = parameter_count(trial.model, info, trial.data.image_size)
    return _BYTES_A_PROCESS + 3 * _BYTES_A_WEIGHT * parameters
