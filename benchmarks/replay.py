"""What early stopping saves: stored learning curves, replayed through the product's own rule.

`digits_curves.json` holds the validation accuracies, epoch by epoch, of 80 real trials (λ × μ ×
learning rate under two schedules, on scikit-learn's digits), made by

    python -m scoresweep.orchestrator.cli.main launch benchmarks/digits-curves.yaml --tracking-uri
    sqlite:///curves.db --storage runs python -m benchmarks.replay sqlite:///curves.db

A replay draws the trials in random order and a pace for each, and hands them to workers that run
side by side. The sampler isn't part of it: which trials are tried is fixed, and what a sampler
learns from a stopped trial isn't shown.
"""

import argparse
import dataclasses
import heapq
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
from scipy.stats import spearmanr

from scoresweep.orchestrator.config.search import EarlyStopping, Halving
from scoresweep.orchestrator.execution.early_stopping import HalvingByKey

STORED = Path(__file__).parent / "digits_curves.json"
# A trial's epoch takes from 0.8 to 1.2 units of time; else workers would march in step.
SLOWEST, FASTEST = 1.2, 0.8

# Trial, epoch (from 1), validation accuracy → whether it ends here.
Stops = Callable[[str, int, float], bool]


@dataclasses.dataclass(frozen=True)
class Curve:
    """Validation accuracy (share) after each epoch of one trial; shorter than the others' if it
    diverged, empty if it did in its first epoch. The epoch in which it diverged isn't counted.
    """

    name: str
    schedule: str
    lr: float
    accuracies: tuple[float, ...]


@dataclasses.dataclass(frozen=True)
class Replay:
    """epochs: trained by all trials together. finished: the names of those that reached the last
    epoch, in the order of their ends. best: the best accuracy after the last epoch among these,
    which are all that a search chooses from; 0 if there is none.
    """

    epochs: int
    finished: tuple[str, ...]
    best: float


@dataclasses.dataclass(frozen=True)
class _Named:
    """What the product's rule looks at of one of Tune's trials."""

    trial_id: str


def never(name: str, epoch: int, accuracy: float) -> bool:
    return False


def halving(spec: EarlyStopping, epochs: int, seed: int) -> Stops:
    """The product's rule, without Ray."""

    def trial(name: str) -> Any:
        # Its key says which of hyperband's brackets it is in; here another one with each seed.
        return SimpleNamespace(key=f"{seed}:{name}", training=SimpleNamespace(epochs=epochs))

    rule = HalvingByKey(Halving(spec, epochs), trial)

    def stops(name: str, epoch: int, accuracy: float) -> bool:
        if epoch == 1:
            rule.on_trial_add(None, _Named(name))  # type: ignore[arg-type]  # it reads the id alone
        report = {"epoch": epoch, "accuracy": accuracy}
        return rule.on_trial_result(None, _Named(name), report) == "STOP"  # type: ignore[arg-type]  # as above

    return stops


def simulate(
    curves: Sequence[Curve], stops: Stops, *, epochs: int, workers: int, paces: Sequence[float]
) -> Replay:
    """Trials in the given order, each to the first free worker; epochs end in the order of their
    times.

    paces: the time that an epoch of each trial takes. Of two that end at once, the trial that came
    first in the order is heard first.
    """
    waiting = iter(range(len(curves)))
    under_way: list[tuple[float, int, int]] = []  # when its next epoch ends, trial, that epoch

    def start(now: float) -> None:
        for i in waiting:
            if curves[i].accuracies:
                heapq.heappush(under_way, (now + paces[i], i, 1))
                return

    for _ in range(workers):
        start(0.0)
    trained, finals = 0, {}
    while under_way:
        now, i, epoch = heapq.heappop(under_way)
        trained += 1
        accuracy = curves[i].accuracies[epoch - 1]
        ends = stops(curves[i].name, epoch, accuracy)
        if epoch == epochs:
            finals[curves[i].name] = accuracy
        if ends or epoch == len(curves[i].accuracies):  # stopped, at its end, or diverged
            start(now)
        else:
            heapq.heappush(under_way, (now + paces[i], i, epoch + 1))
    return Replay(trained, tuple(finals), max(finals.values(), default=0.0))


def constant_curves(names: Sequence[str], accuracies: Sequence[float], epochs: int) -> list[Curve]:
    """Trials whose accuracy never changes: early stopping at its best, for every epoch ranks them
    as the last does.
    """
    return [
        Curve(name, "none", 0.0, (accuracy,) * epochs)
        for name, accuracy in zip(names, accuracies, strict=True)
    ]


def shuffled(curves: Sequence[Curve], seed: int) -> tuple[list[Curve], list[float]]:
    """A random order, and a pace for each trial."""
    draw = np.random.default_rng(seed)
    order = [curves[i] for i in draw.permutation(len(curves))]
    return order, list(draw.uniform(FASTEST, SLOWEST, len(curves)))


def best_of_first(curves: Sequence[Curve], epochs: int, budget: int) -> float:
    """What the same number of epochs finds without stopping: as many trials, in order, as it pays
    for in full.
    """
    best = 0.0
    for curve in curves:
        budget -= len(curve.accuracies)
        if budget < 0:
            break
        if len(curve.accuracies) == epochs:
            best = max(best, curve.accuracies[-1])
    return best


def rank_correlations(curves: Sequence[Curve], epochs: int) -> dict[int, float]:
    """Epoch → Spearman's correlation of the accuracies then and after the last epoch, over trials
    that got there.
    """
    whole = np.array([c.accuracies for c in curves if len(c.accuracies) == epochs])
    return {e: float(spearmanr(whole[:, e - 1], whole[:, -1])[0]) for e in range(1, epochs)}


def subsets(curves: Sequence[Curve]) -> dict[str, list[Curve]]:
    """For each schedule: all trials, and those of the learning rate with the best end alone, which
    is what a search over λ and μ would see.
    """
    found = {}
    for schedule in sorted({curve.schedule for curve in curves}):
        every = [curve for curve in curves if curve.schedule == schedule]
        rate = max(every, key=lambda curve: curve.accuracies[-1:]).lr
        alone = [curve for curve in every if curve.lr == rate]
        found[f"{schedule}: λ, μ and lr"] = every
        found[f"{schedule}: λ and μ, lr {rate:g}"] = alone
    return found


def read_curves(path: Path = STORED) -> list[Curve]:
    trials = json.loads(path.read_text(encoding="utf-8"))["trials"]
    return [
        Curve(
            name=" ".join(f"{key}={each[key]:g}" for key in ("lambda", "mu", "lr")),
            schedule=each["schedule"],
            lr=each["lr"],
            accuracies=tuple(each["accuracies"]),
        )
        for each in trials
    ]


def collect(tracking_uri: str, sweep: str) -> list[dict[str, object]]:
    """The curves of a sweep's trials, from its ledger."""
    from mlflow import MlflowClient

    client = MlflowClient(tracking_uri)
    experiment = client.get_experiment_by_name(sweep)
    if experiment is None:
        raise SystemExit(f"{tracking_uri} has no sweep {sweep}")
    found = []
    for run in client.search_runs([experiment.experiment_id], "tags.`scoresweep.role` = 'trial'"):
        points = client.get_metric_history(run.info.run_id, "val/accuracy")
        params = run.data.params
        found.append(
            {
                "schedule": params["schedule"],
                **{name: float(params[name]) for name in ("lr", "lambda", "mu")},
                "accuracies": [round(p.value, 6) for p in sorted(points, key=lambda p: p.step)],
            }
        )
    return sorted(found, key=lambda each: tuple(map(str, each.values())))


def main() -> None:
    parser = argparse.ArgumentParser(description="Store the learning curves of digits-curves.")
    parser.add_argument("tracking_uri")
    parser.add_argument("--output", type=Path, default=STORED)
    options = parser.parse_args()
    trials = collect(options.tracking_uri, "digits-curves")
    # A trial a line, so that a difference can be read.
    lines = ",\n".join(f"  {json.dumps(each)}" for each in trials)
    text = f'{{"sweep": "benchmarks/digits-curves.yaml", "trials": [\n{lines}\n]}}\n'
    options.output.write_text(text, encoding="utf-8")
    print(f"{len(trials)} curves in {options.output}")


if __name__ == "__main__":
    main()
