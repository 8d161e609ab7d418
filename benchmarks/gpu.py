"""What only a GPU can tell: steps by precision, share and layout, compiled and not, their memory,
and two on one GPU.

    python -m benchmarks.gpu                                     # ResNet-18 of width 64, batches of
    128 and 512; ten minutes python -m benchmarks.gpu --device cpu --width 2 --batch 8    # the same
    lines by a CPU, to see that it runs

Every figure is printed as it is taken, cheapest first, so that a run that is cut off has shown what
it had; --seconds ends it between two figures. Times are medians of --repeats steps (forward,
backward, optimiser), each waited for.
"""

import argparse
import contextlib
import dataclasses
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import torch

from benchmarks.rows import Row, tell
from scoresweep.errors import InputError
from scoresweep.specs.trial import (
    DataSpec,
    ModelSpec,
    ObjectiveSpec,
    TrainingSpec,
    TrialSpec,
    objective,
)
from scoresweep.workers.models.networks import build_model
from scoresweep.workers.models.normalization import update_running_statistics
from scoresweep.workers.objectives.losses import RegularizedLoss, draw_probe
from scoresweep.workers.objectives.trace_estimators import local_geometry
from scoresweep.workers.runtime.device import autocast, matmul_precision
from scoresweep.workers.training.compile import compile_loss
from scoresweep.workers.training.micro_batches import add_gradients

CLASSES, SIZE = 100, 32
_SECONDS_OF_TWO = 60.0  # for three processes to start and take their steps
PLAIN = objective("baseline")
TAYLOR = objective("score_matching")
JET = objective("score_matching", estimator="jet")
QUARTER = objective("score_matching", estimator="jet", share=1 / 4)
KINDS: dict[str, tuple[ObjectiveSpec, str]] = {
    "plain fp32": (PLAIN, "fp32"),
    "plain tf32": (PLAIN, "tf32"),
    "plain bf16": (PLAIN, "bf16"),
    "taylor fp32": (TAYLOR, "fp32"),
    "sliced fp32": (objective("score_matching", estimator="sliced"), "fp32"),
    **{
        f"jet{share} {precision}": (way, precision)
        for share, way in (("", JET), (", share 1/4", QUARTER))
        for precision in ("fp32", "tf32", "bf16")
    },
}


@dataclasses.dataclass(frozen=True)
class Setting:
    device: torch.device
    width: int
    batch: int
    repeats: int

    def spec(self, way: ObjectiveSpec, precision: str) -> TrialSpec:
        data = DataSpec(
            fingerprint="random", image_size=SIZE, train_size=self.batch, validation_size=0
        )
        return TrialSpec(
            objective=way,
            data=data,
            model=ModelSpec(name="resnet18", width=self.width),
            training=TrainingSpec(batch_size=self.batch, precision=precision),
            seed=0,
        )

    def finish(self) -> None:
        if self.device.type == "cuda":
            torch.cuda.synchronize(self.device)


@contextlib.contextmanager
def precisely(way: ObjectiveSpec, precision: str) -> Iterator[None]:
    """As training takes it: differences of logits in fp32 whatever the recipe says."""
    with matmul_precision("fp32" if way.needs_fp32 else precision):
        yield


def step_of(
    setting: Setting, way: ObjectiveSpec, precision: str, *, compiled: bool, channels_last: bool
) -> Callable[[], None]:
    """Raises InputError where it can't be compiled."""
    spec = setting.spec(way, precision)
    layout = torch.channels_last if channels_last else torch.contiguous_format
    draw = torch.Generator().manual_seed(0)
    network = build_model(spec.model, channels=3, classes=CLASSES, generator=draw)
    network = network.to(setting.device, memory_format=layout)
    loss = RegularizedLoss(network, way).train()
    x = torch.rand(setting.batch, 3, SIZE, SIZE, generator=draw)
    x = x.to(setting.device, memory_format=layout)
    y = (torch.arange(setting.batch) % CLASSES).to(setting.device)
    probe = draw_probe(way, x, torch.Generator(setting.device).manual_seed(0))
    v = None if probe is None else probe.contiguous(memory_format=layout)
    if compiled:
        compile_loss(loss, spec, tuple(x.shape), setting.device)
    optimizer = torch.optim.SGD(network.parameters(), lr=1e-9, momentum=0.9)

    def step() -> None:
        optimizer.zero_grad(set_to_none=True)
        with precisely(way, precision):
            with autocast(setting.device, precision):
                value, _, batch_statistics = loss(x, y, v)
            add_gradients(value, network)
        optimizer.step()
        update_running_statistics(network, batch_statistics)

    return step


def timed(setting: Setting, step: Callable[[], None]) -> tuple[float, float]:
    """Median seconds of a step, and GiB that torch took at the peak of the GPU's memory (0 on a
    CPU).
    """
    is_gpu = setting.device.type == "cuda"
    step()
    setting.finish()
    if is_gpu:
        torch.cuda.reset_peak_memory_stats(setting.device)
    seconds = []
    for _ in range(setting.repeats):
        started = time.perf_counter()
        step()
        setting.finish()
        seconds.append(time.perf_counter() - started)
    peak = torch.cuda.max_memory_allocated(setting.device) / 2**30 if is_gpu else 0.0
    return statistics.median(seconds), peak


def steps(setting: Setting, ends: float) -> list[Row]:
    rows: list[Row] = []
    plain: dict[tuple[bool, bool], float] = {}
    for compiled in (False, True):
        for channels_last in (False, True):
            if compiled and channels_last and setting.device.type != "cuda":
                continue  # a CPU's graphs are channels last in any case
            for name, (way, precision) in KINDS.items():
                if time.monotonic() > ends:
                    return rows
                how = f"{'compiled' if compiled else 'eager'}{', channels last' * channels_last}"
                try:
                    step = step_of(
                        setting, way, precision, compiled=compiled, channels_last=channels_last
                    )
                    seconds, peak = timed(setting, step)
                except (InputError, torch.OutOfMemoryError) as error:
                    print(f"batch {setting.batch} {name}, {how}: {str(error)[:150]}", flush=True)
                    continue
                base = plain.setdefault((compiled, channels_last), seconds)
                print(
                    f"batch {setting.batch:4} {name:22} {how:24} {seconds * 1000:8.2f} ms "
                    f"{seconds / base:6.3f} of plain fp32, {peak:6.2f} GiB",
                    flush=True,
                )
                aim = 1.0 if name == "jet bf16" and setting.device.type == "cuda" else None
                what = f"{name} / plain fp32, {how}, batch {setting.batch}"
                rows.append(Row(what, seconds / base, aim, most=True))
                del step
                if setting.device.type == "cuda":
                    torch.cuda.empty_cache()
    return rows


def trace_errors(setting: Setting) -> None:
    """Relative root mean square error of each estimator's zᵀHz against float64, on a network that
    isn't trained.
    """
    draw = torch.Generator().manual_seed(0)
    spec = setting.spec(JET, "fp32")
    network = build_model(spec.model, channels=3, classes=CLASSES, generator=draw)
    network = network.to(setting.device).eval()
    x, z = (make(16, 3, SIZE, SIZE, generator=draw) for make in (torch.rand, torch.randn))
    x, z, y = x.to(setting.device), z.to(setting.device), torch.arange(16, device=setting.device)
    with torch.no_grad():
        found = local_geometry(network.double(), x.double(), y, z.double(), estimator="jet")
        assert found.trace is not None
        exact = found.trace
        network.float()
        for precision in ("fp32", "tf32", "bf16"):
            for estimator in ("jet", "antithetic", "taylor"):
                sigma = 1.0 if estimator == "jet" else 0.01
                with matmul_precision(precision), autocast(setting.device, precision):
                    trace = local_geometry(
                        network, x, y, sigma * z, sigma=sigma, estimator=estimator
                    ).trace
                assert trace is not None
                error = (trace.double() - exact).square().mean().sqrt()
                error = error / exact.square().mean().sqrt()
                print(f"error of {estimator:10} in {precision}: {error.item():.2e}", flush=True)


def side_by_side(arguments: argparse.Namespace) -> None:
    """Two processes' steps on one device at once, over one's alone; start MPS first
    (nvidia-cuda-mps-control -d) to see it with.
    """
    command = [sys.executable, "-m", "benchmarks.gpu", "--one", "--device", arguments.device]
    command += ["--width", str(arguments.width), "--repeats", str(arguments.repeats)]
    command += ["--batch", str(arguments.batch[0])]

    def run(count: int) -> float:
        running = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(count)]
        seconds = [float(each.communicate()[0].split()[-1]) for each in running]
        return statistics.mean(seconds)

    alone, both = run(1), run(2)
    print(f"two processes at once: {alone * 2 / both:.2f} times one's work", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--device", default="cuda")
    parser.add_argument("--width", type=int, default=64)
    parser.add_argument("--batch", type=int, action="append")
    parser.add_argument("--repeats", type=int, default=10)
    parser.add_argument("--seconds", type=float, default=540.0)
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--json", type=Path, help="Write the rows to this file as well.")
    arguments = parser.parse_args()
    arguments.batch = arguments.batch or [128, 512]
    ends = time.monotonic() + arguments.seconds
    device = torch.device(arguments.device)
    settings = [
        Setting(device, arguments.width, batch, arguments.repeats) for batch in arguments.batch
    ]
    if arguments.one:
        step = step_of(settings[0], JET, "bf16", compiled=False, channels_last=False)
        timed(settings[0], step)  # until the other process is under way
        print(timed(settings[0], step)[0])
        return
    if device.type == "cuda":
        print(torch.cuda.get_device_name(device), torch.__version__)
    trace_errors(settings[0])
    rows = [row for setting in settings for row in steps(setting, ends - _SECONDS_OF_TWO)]
    side_by_side(arguments)
    if rows:
        tell(rows, arguments.json)


if __name__ == "__main__":
    main()
