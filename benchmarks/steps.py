"""What a training step costs, against the textbook's and against our own plain step.

    python -m benchmarks.steps                  # widths 16 and 64; about fifteen minutes of one
    core python -m benchmarks.steps --width 16       # six

ResNet-9, batch 32 of 3×32×32, one thread: forward, backward and the optimiser's step. All kinds of
steps are taken in turns, and each figure is a ratio of medians; of eager steps, which are as fast
as the textbook's to a hundredth, the median ratio of pairs. First the gradients are held against
the textbook's; for anti-score-matching, where a rounding of the logits is divided by σ²/2 = 5e-7,
both are held against the textbook's in float64.
"""

import argparse
import dataclasses
import time
from collections.abc import Callable
from pathlib import Path

import torch
from torch import Tensor, nn

from benchmarks import textbook
from benchmarks.rows import Row, tell
from benchmarks.turns import Step, medians, times_as_fast
from scoresweep.specs.trial import (
    DataSpec,
    ModelSpec,
    ObjectiveSpec,
    TrainingSpec,
    TrialSpec,
    Variant,
    objective,
)
from scoresweep.workers.models.networks import build_model
from scoresweep.workers.models.normalization import update_running_statistics
from scoresweep.workers.objectives.losses import RegularizedLoss, draw_probe
from scoresweep.workers.runtime.device import retain_freed_memory
from scoresweep.workers.training.compile import compile_loss
from scoresweep.workers.training.micro_batches import add_gradients

BATCH, SIZE, CLASSES, SEED = 32, 32, 10, 0
# The regularised variants of the paper, and how each of ours is called.
OURS: dict[str, ObjectiveSpec] = {
    "plain": objective("baseline"),
    "score-matching": objective("score_matching"),
    "score-matching, sliced": objective("score_matching", estimator="sliced"),
    "gradient-norm": objective("gradient_norm"),
    "anti-score-matching": objective("anti_score_matching"),
}


def trial(way: ObjectiveSpec, width: int) -> TrialSpec:
    return TrialSpec(
        objective=way,
        data=DataSpec(fingerprint="random", image_size=SIZE, train_size=BATCH, validation_size=0),
        model=ModelSpec(name="resnet9", width=width),
        training=TrainingSpec(batch_size=BATCH),
        seed=SEED,
    )


@dataclasses.dataclass(frozen=True)
class Setting:
    """The same weights, images and probe for all."""

    width: int
    x: Tensor
    y: Tensor
    noise: Tensor

    @classmethod
    def draw(cls, width: int) -> "Setting":
        g = torch.Generator().manual_seed(SEED)
        x = torch.rand(BATCH, 3, SIZE, SIZE, generator=g)
        y = torch.randint(CLASSES, (BATCH,), generator=g)
        return cls(width, x, y, torch.randn(x.shape, generator=g))

    def ours(self, way: ObjectiveSpec, *, compiled: bool) -> RegularizedLoss:
        spec = trial(way, self.width)
        g = torch.Generator().manual_seed(SEED)
        network = build_model(spec.model, channels=3, classes=CLASSES, generator=g)
        loss = RegularizedLoss(network, way).train()
        if compiled:
            compile_loss(loss, spec, tuple(self.x.shape), self.x.device)
        return loss

    def textbooks(self) -> nn.Module:
        network = textbook.ResNet9(self.width, CLASSES).train()
        ours = self.ours(OURS["plain"], compiled=False).network
        with torch.no_grad():
            for mine, theirs in zip(network.parameters(), ours.parameters(), strict=True):
                assert mine.shape == theirs.shape
                mine.copy_(theirs)
        return network

    def probe(self, way: ObjectiveSpec) -> Tensor | None:
        needed = draw_probe(way, self.x, torch.Generator()) is not None
        return self.noise * way.probe_std if needed else None

    def textbook_loss(
        self, network: nn.Module, way: ObjectiveSpec, probe: Tensor | None = None
    ) -> Tensor:
        return textbook.loss(
            network,
            way.variant,
            self.x,
            self.y,
            self.noise * way.probe_std if probe is None else probe,
            lambda_=way.lambda_ or 0.0,
            mu=way.mu or 0.0,
            threshold=way.threshold or 0.0,
            sigma=way.probe_std,
        )


def our_step(setting: Setting, loss: RegularizedLoss) -> Step:
    optimizer = _sgd(loss.network)
    v = setting.probe(loss.objective)

    def step() -> None:
        optimizer.zero_grad(set_to_none=True)
        value, _, statistics_ = loss(setting.x, setting.y, v)
        add_gradients(value, loss.network)
        optimizer.step()
        update_running_statistics(loss.network, statistics_)

    return step


def textbook_step(setting: Setting, way: ObjectiveSpec) -> Step:
    network, probe = setting.textbooks(), setting.noise * way.probe_std
    optimizer = _sgd(network)

    def step() -> None:
        optimizer.zero_grad(set_to_none=True)
        setting.textbook_loss(network, way, probe).backward()
        optimizer.step()

    return step


def _sgd(network: nn.Module) -> torch.optim.Optimizer:
    # So slow that the weights stay what they are: a network that diverges is no measure.
    return torch.optim.SGD(network.parameters(), lr=1e-9, momentum=0.9, weight_decay=5e-4)


def our_gradient(setting: Setting, way: ObjectiveSpec, *, compiled: bool) -> Tensor:
    loss = setting.ours(way, compiled=compiled)
    loss(setting.x, setting.y, setting.probe(way))[0].backward()
    return _gradient(loss)


def textbook_gradient(setting: Setting, way: ObjectiveSpec, dtype: torch.dtype) -> Tensor:
    x, noise = setting.x.to(dtype), setting.noise.to(dtype)
    network = setting.textbooks().to(dtype)
    dataclasses.replace(setting, x=x, noise=noise).textbook_loss(network, way).backward()
    return _gradient(network)


def _gradient(module: nn.Module) -> Tensor:
    return torch.cat([p.grad.flatten() for p in module.parameters() if p.grad is not None]).double()


def error(gradient: Tensor, reference: Tensor) -> float:
    return ((gradient - reference).norm() / reference.norm()).item()


def measure(width: int, repeats: int, say: Callable[[str], None]) -> list[Row]:
    setting = Setting.draw(width)
    by_book: dict[str, Variant] = {
        "plain": "baseline",
        "score-matching": "score_matching",
        "gradient-norm": "gradient_norm",
        "anti-score-matching": "anti_score_matching",
    }
    errors: dict[str, float] = {}
    steps: dict[str, Step] = {}
    for name, way in OURS.items():
        say(f"width {width}: {name}")
        for compiled in (False, True):
            kind = f"{name}, compiled" if compiled else name
            started = time.perf_counter()
            steps[kind] = our_step(setting, setting.ours(way, compiled=compiled))
            if compiled:
                say(f"  compiled in {time.perf_counter() - started:.0f} s")
            if name in by_book:
                found = our_gradient(setting, way, compiled=compiled)
                errors[kind] = error(found, textbook_gradient(setting, way, torch.float32))
                say(f"  gradient, against the textbook's: {errors[kind]:.1e} ({kind})")
        if name in by_book:
            steps[f"textbook {name}"] = textbook_step(setting, way)
    s = medians(steps, repeats)
    for name, seconds in s.items():
        say(f"  {seconds * 1000:8.1f} ms  {name}")
    eager = []
    for name in by_book:
        pairs = max(9, 640 // width) * repeats // 7 or 1
        ratio, low, high = times_as_fast(steps[name], steps[f"textbook {name}"], pairs)
        say(f"  textbook / {name}, eager: {ratio:.4f}, {low:.4f} to {high:.4f} ({pairs} pairs)")
        eager.append(Row(f"textbook / {name}, eager, width {width}", ratio, 1.0))
    anti = "anti-score-matching, compiled"
    reference = textbook_gradient(setting, OURS["anti-score-matching"], torch.float64)
    ours, theirs = (
        error(gradient, reference)
        for gradient in (
            our_gradient(setting, OURS["anti-score-matching"], compiled=True),
            textbook_gradient(setting, OURS["anti-score-matching"], torch.float32),
        )
    )
    say(f"  {anti}, against float64: {ours:.1e}; the textbook's {theirs:.1e}")
    return [
        *_rows(width, s),
        *eager,
        Row(
            f"largest error of a gradient but anti's, width {width}",
            max(value for kind, value in errors.items() if kind != anti),
            1e-4,
            most=True,
        ),
        Row(f"anti's error / the textbook's, width {width}", ours / theirs, None),
    ]


def _rows(w: int, s: dict[str, float]) -> list[Row]:
    """Of seconds a step. least and most are what docs/appendix/performance.md aims at."""
    book, sm, plain = s["textbook score-matching"], "score-matching", s["plain, compiled"]
    rows = [
        Row(
            f"textbook / score-matching, compiled, width {w}",
            book / s[f"{sm}, compiled"],
            1.4 if w < 64 else 1.1,
        ),
        Row(
            f"score-matching / plain, both compiled, width {w}",
            s[f"{sm}, compiled"] / plain,
            3.3,
            most=True,
        ),
        Row(
            f"textbook / sliced, compiled, width {w}",
            book / s[f"{sm}, sliced, compiled"],
            2.2 if w < 64 else 1.7,
        ),
        Row(
            f"every 4 / plain, both compiled, width {w}",
            (3 + s[f"{sm}, compiled"] / plain) / 4,
            1.6,
            most=True,
        ),
        Row(
            f"sliced, every 4 / plain, both compiled, width {w}",
            (3 + s[f"{sm}, sliced, compiled"] / plain) / 4,
            1.35,
            most=True,
        ),
    ]
    for name in ("gradient-norm", "anti-score-matching"):
        aim = {"gradient-norm": 1.3, "anti-score-matching": 1.1}[name] if w < 64 else None
        rows.append(
            Row(
                f"textbook / {name}, compiled, width {w}",
                s[f"textbook {name}"] / s[f"{name}, compiled"],
                aim,
            )
        )
    rows.append(Row(f"textbook / plain, compiled, width {w}", s["textbook plain"] / plain, None))
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--width", type=int, action="append")
    parser.add_argument("--repeats", type=int, default=7)
    parser.add_argument("--json", type=Path, help="Write the rows to this file as well.")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    retain_freed_memory()
    rows = []
    for width in arguments.width or (16, 64):
        rows += measure(width, arguments.repeats, lambda text: print(text, flush=True))
    tell(rows, arguments.json)


if __name__ == "__main__":
    main()
