"""How long steps take on a GPU that isn't here, by its vendor's peak numbers. Arithmetic; no torch.

A forward pass takes the time of its operations at the peak of the precision, plus that of moving
its activations at the peak of the memory, divided by an efficiency. If starting its kernels takes
longer, it takes that. A training step takes `specs.step_cost`'s number of such passes.

Status: no efficiency was measured, as nothing was run on a GPU (docs/explanation/performance.md).
So the efficiency and the time of a start are assumed, and a forecast has two ends.

Peaks are the vendor's, dense, without sparsity; each GPU names the datasheet that they are of. a100
is the SXM module with 80 GB, a100-40gb that with 40 GB. Where a document gives the speed with
sparsity alone, half of it stands here.
"""

import dataclasses
import math
import re
from collections.abc import Iterable, Mapping
from typing import Literal

from scoresweep.orchestrator.forecast.forecast import convolutions, forward_macs
from scoresweep.orchestrator.forecast.throughput import Kind, Pace, network_kind, step_kind
from scoresweep.specs.step_cost import training_passes
from scoresweep.specs.trial import TrialSpec
from scoresweep.workers.data.types import DataInfo

Precision = Literal["fp32", "tf32", "bf16"]
# Values that a plain step keeps per output value of a convolution, for one of its three passes
# (`forecast.memory`); each is written once and read once, in fp32.
_VALUES_A_PASS = 3.5 / 3
_BYTES_MOVED = 2 * 4


@dataclasses.dataclass(frozen=True)
class Gpu:
    """A GPU by its vendor's peak numbers.

    Attributes:
        title: As people call it.
        pattern: Regular expression of the name that the driver gives it.
        flops: Precision → floating-point operations a second, dense; a multiply-add is two.
        bandwidth: Bytes a second of its memory.
        memory: Bytes.
        datasheet: The vendor's document that the numbers are of.
    """

    title: str
    pattern: str
    flops: Mapping[Precision, float]
    bandwidth: float
    memory: int
    datasheet: str


def _gpu(
    title: str,
    pattern: str,
    teraflops: tuple[float, float, float],
    gigabytes_a_second: float,
    gigabytes: int,
    datasheet: str,
) -> Gpu:
    fp32, tf32, bf16 = (1e12 * each for each in teraflops)
    flops: dict[Precision, float] = {"fp32": fp32, "tf32": tf32, "bf16": bf16}
    named = f"{datasheet} datasheet"
    return Gpu(title, pattern, flops, 1e9 * gigabytes_a_second, gigabytes * 10**9, named)


_H100, _A100 = "NVIDIA H100 Tensor Core GPU", "NVIDIA A100 Tensor Core GPU"
GPUS: Mapping[str, Gpu] = {
    "h200": _gpu("H200 SXM", "H200", (67, 494.5, 989.5), 4800, 141, "NVIDIA H200 Tensor Core GPU"),
    "h100": _gpu("H100 SXM", "H100.*HBM3", (67, 494.5, 989.5), 3350, 80, _H100),
    "h100-pcie": _gpu("H100 PCIe", "H100 PCIe", (51, 378, 756), 2000, 80, _H100),
    "a100": _gpu("A100 80 GB", "A100.*80GB", (19.5, 156, 312), 2039, 80, _A100),
    "a100-40gb": _gpu("A100 40 GB", "A100.*40GB", (19.5, 156, 312), 1555, 40, _A100),
    "l40s": _gpu("L40S", "L40S", (91.6, 183, 362), 864, 48, "NVIDIA L40S"),
    "l4": _gpu("L4", r"L4\b", (30.3, 60, 121), 300, 24, "NVIDIA L4 Tensor Core GPU"),
    "a10": _gpu("A10", r"A10\b", (31.2, 62.5, 125), 600, 24, "NVIDIA A10 Tensor Core GPU"),
}


@dataclasses.dataclass(frozen=True)
class Efficiency:
    """How far from the peak steps are.

    Attributes:
        of_peak: Fraction of the peak that operations and memory reach.
        calls: Kernels that a pass of one convolution starts, with what follows it.
        call_s: Seconds to start one.
    """

    of_peak: float
    calls: float
    call_s: float


# Assumed: half of the peak and a tenth. Counted: a plain step has 4 calls a convolution and pass,
# eager steps that normalise by elementary operations up to 29 (a test counts them); compiled ones
# have fewer. Assumed: the time of one, in a graph and eager.
QUICK = Efficiency(0.5, 4, 3e-6)
SLOW = Efficiency(0.1, 29, 10e-6)


def is_of(gpu: Gpu, device: str) -> bool:
    """Whether a run's device, as its tag names it, is such a GPU, a part of one, or several."""
    return re.search(rf"\b{gpu.pattern}", device) is not None


def pass_seconds(
    gpu: Gpu, trial: TrialSpec, info: DataInfo, precision: Precision, by: Efficiency
) -> float:
    """Seconds of one image's forward pass, in batches of the trial's size."""
    size = trial.data.image_size
    convs = list(convolutions(trial.model, info.channels, size))
    outputs = sum(conv.outputs * conv.size**2 for conv in convs)
    work_s = 2 * forward_macs(trial.model, info.channels, size) / gpu.flops[precision]
    work_s += outputs * _VALUES_A_PASS * _BYTES_MOVED / gpu.bandwidth
    starts_s = len(convs) * by.calls * by.call_s / trial.training.batch_size
    return max(work_s / by.of_peak, starts_s)


def gpu_pace(gpu: Gpu, trials: Iterable[TrialSpec], info: DataInfo, by: Efficiency) -> Pace:
    """Return the pace of trials on a GPU. Measurements and steps that need it take fp32."""
    step_s: dict[Kind, float] = {}
    pass_s: dict[Kind, float] = {}
    for trial in trials:
        precision = "fp32" if trial.objective.needs_fp32 else trial.training.precision
        a_pass = pass_seconds(gpu, trial, info, precision, by)
        step_s[step_kind(trial)] = training_passes(trial) * a_pass
        pass_s[network_kind(trial)] = pass_seconds(gpu, trial, info, "fp32", by)
    return Pace(f"the vendor's peak of {gpu.title}", gpu.title, step_s, pass_s)


def between(quick: Pace, slow: Pace) -> Pace:
    """Return the geometric mean of two paces."""

    def middle(a: Mapping[Kind, float], b: Mapping[Kind, float]) -> dict[Kind, float]:
        return {kind: math.sqrt(a[kind] * b[kind]) for kind in a}

    step_s, pass_s = middle(quick.step_s, slow.step_s), middle(quick.pass_s, slow.pass_s)
    return dataclasses.replace(quick, step_s=step_s, pass_s=pass_s)
