"""What score-matching by jets costs, over a plain fp32 step, and at which share of the batch and
precision.

    python -m benchmarks.jets                   # widths 16 and 64; about twenty minutes of one core
    python -m benchmarks.jets --width 16        # seven

As benchmarks.steps: ResNet-9, batch 32 of 3×32×32, one thread, all kinds of steps in turns, ratios
of medians of one run. Hutchinson's step is left out of the compiled ones with --quick, as it takes
minutes to build.
"""

import argparse
import dataclasses
import time
from pathlib import Path

import torch

from benchmarks.rows import Row, tell
from benchmarks.steps import Setting, our_step, trial
from benchmarks.turns import Step, medians
from scoresweep.specs.trial import ObjectiveSpec, objective
from scoresweep.workers.models.networks import build_model
from scoresweep.workers.objectives.losses import RegularizedLoss
from scoresweep.workers.runtime.device import autocast, retain_freed_memory
from scoresweep.workers.training.compile import compile_loss


@dataclasses.dataclass(frozen=True)
class Kind:
    """A kind of step."""

    objective: ObjectiveSpec
    precision: str = "fp32"


def jet(**options: float | str) -> ObjectiveSpec:
    return objective("score_matching", estimator="jet", **options)


KINDS = {
    "plain": Kind(objective("baseline")),
    "plain, bf16": Kind(objective("baseline"), "bf16"),
    "jet": Kind(jet()),
    "jet, bf16": Kind(jet(), "bf16"),
    "jet, share 1/4": Kind(jet(share=1 / 4)),
    "jet, share 1/8": Kind(jet(share=1 / 8)),
    "jet, share 1/16": Kind(jet(share=1 / 16)),
    "jet, share 1/4, bf16": Kind(jet(share=1 / 4), "bf16"),
    "jet, exact gradient": Kind(jet(gradient="exact")),
    "taylor": Kind(objective("score_matching")),
    "taylor, clean statistics": Kind(objective("score_matching", statistics="clean")),
    "sliced": Kind(objective("score_matching", estimator="sliced")),
    "sliced, share 1/4": Kind(objective("score_matching", estimator="sliced", share=1 / 4)),
    "hutchinson": Kind(objective("score_matching", estimator="hutchinson")),
}


def step_of(setting: Setting, kind: Kind, *, compiled: bool) -> Step:
    spec = trial(kind.objective, setting.width)
    spec = dataclasses.replace(
        spec, training=dataclasses.replace(spec.training, precision=kind.precision)
    )
    network = build_model(
        spec.model, channels=3, classes=10, generator=torch.Generator().manual_seed(0)
    )
    loss = RegularizedLoss(network, kind.objective).train()
    if compiled:
        compile_loss(loss, spec, tuple(setting.x.shape), setting.x.device)
    inner = our_step(setting, loss)
    device = setting.x.device

    def step() -> None:
        with autocast(device, kind.precision):
            inner()

    return step


def measure(width: int, repeats: int, names: list[str], *, quick: bool) -> list[Row]:
    setting = Setting.draw(width)
    steps: dict[str, Step] = {}
    for name in names:
        kind = KINDS[name]
        steps[name] = step_of(setting, kind, compiled=False)
        if quick and name == "hutchinson":
            continue
        started = time.perf_counter()
        steps[f"{name}, compiled"] = step_of(setting, kind, compiled=True)
        print(f"width {width}: {name}, built in {time.perf_counter() - started:.0f} s", flush=True)
    seconds = medians(steps, repeats)
    rows = []
    for name, taken in seconds.items():
        over = "plain, compiled" if name.endswith("compiled") else "plain"
        print(f"  {taken * 1000:8.1f} ms  {taken / seconds[over]:6.3f}  {name}", flush=True)
        aim = {"jet, compiled": 3.3}.get(name)
        if width == 64 and name == "jet, bf16, compiled":
            aim = 1.7
        row = Row(f"{name} / {over}, width {width}", taken / seconds[over], aim, most=True)
        rows.append(row)
    for name, aim in (("hutchinson, compiled", 2.5), ("hutchinson", 2.5)):
        if name in seconds and "jet" in seconds:
            own = "jet, compiled" if name.endswith("compiled") else "jet"
            ratio = seconds[name] / seconds[own]
            rows.append(Row(f"{name} / {own}, width {width}", ratio, aim))
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--width", type=int, action="append")
    parser.add_argument("--repeats", type=int, default=7)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument(
        "--kind", action="append", choices=list(KINDS), help="beside the plain step"
    )
    parser.add_argument("--json", type=Path, help="Write the rows to this file as well.")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    retain_freed_memory()
    rows = []
    for width in arguments.width or (16, 64):
        names = [name for name in KINDS if name in ["plain", *(arguments.kind or KINDS)]]
        rows += measure(width, arguments.repeats, names, quick=arguments.quick)
    tell(rows, arguments.json)


if __name__ == "__main__":
    main()
