"""What share measuring and logging have of a trial, against its training: trials of
sweeps/cifar10-small.yaml.

    python -m benchmarks.shares --data FOLDER      # its images; over half an hour of one core
    python -m benchmarks.shares --data FOLDER --compile
    python -m benchmarks.shares --quick            # digits: only that it runs

The baseline and score-matching are trained to their end and measured as any worker does it, in this
process, with a sqlite ledger. AutoAttack goes on for as long as an image is read right, so what it
costs isn't known of a network trained for less. The judges alone are trained for one epoch: what
they say takes no longer. Logging is all that the trial's recorder does, its waits for the database
among it. One thread. With --compile steps are compiled, and so are input-gradients, as in any trial
that `training.compile: auto` finds long enough. No graph is there before, so those of reading are
built in the baseline's first measurements, as on a node where nothing has run yet.
"""

import argparse
import dataclasses
import functools
import json
import os
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from mlflow import MlflowClient
from rich.console import Console

from benchmarks.rows import Row, tell
from scoresweep.ledger.client import quiet_libraries
from scoresweep.ledger.costs import costs_of
from scoresweep.ledger.schema import MetricName
from scoresweep.ledger.tags import from_store
from scoresweep.orchestrator.cli.progress import LaunchProgress
from scoresweep.orchestrator.config.sweep import load_sweep
from scoresweep.orchestrator.execution.context import LaunchContext
from scoresweep.orchestrator.execution.driver import Driver
from scoresweep.orchestrator.execution.ledger_writer import Ledger
from scoresweep.orchestrator.planning.pending import requested_measurements
from scoresweep.orchestrator.planning.plan import make_plan
from scoresweep.orchestrator.planning.request import LaunchRequest
from scoresweep.orchestrator.planning.work import Work
from scoresweep.specs.job import Job, Resources
from scoresweep.specs.measurements import NOTHING
from scoresweep.storage.location import Location
from scoresweep.workers.data.sources import describe
from scoresweep.workers.recorder import Recorder
from scoresweep.workers.trial import run_trial

_LOGGING = ("begin", "log_journal", "log_trained", "log_measurement", "finish")


@dataclasses.dataclass(frozen=True)
class Parts:
    """Seconds of one trial: training, each measurement, logging."""

    training: float
    measuring: dict[str, float]
    logging: float

    @property
    def whole(self) -> float:
        return self.training + sum(self.measuring.values())


class _Clock:
    """Adds up what a recorder's methods take, while it is on."""

    def __init__(self) -> None:
        self.seconds = dict.fromkeys(_LOGGING, 0.0)

    def __enter__(self) -> "_Clock":
        self._real = {name: getattr(Recorder, name) for name in _LOGGING}
        for name, method in self._real.items():
            setattr(Recorder, name, self._timed(name, method))
        return self

    def __exit__(self, *_: object) -> None:
        for name, method in self._real.items():
            setattr(Recorder, name, method)

    def _timed(self, name: str, method: Any) -> Any:
        @functools.wraps(method)
        def timed(*arguments: Any, **options: Any) -> Any:
            began = time.perf_counter()
            try:
                return method(*arguments, **options)
            finally:
                self.seconds[name] += time.perf_counter() - began

        return timed


def parts_of(job: Job) -> Parts:
    """Run a job here to its end."""
    with _Clock() as clock:
        run_trial(job, lambda _: None)
    client = MlflowClient(job.tracking_uri)
    run = client.get_run(job.run_id).data
    epochs = client.get_metric_history(job.run_id, MetricName.EPOCH_S)
    costs = costs_of(from_store(run.tags), run.metrics)
    measuring = {name: cost.seconds for name, cost in costs.items() if cost.seconds is not None}
    training = sum(epoch.value for epoch in epochs)
    return Parts(training, measuring, sum(clock.seconds.values()))


def measure(folder: Path, name: str, overrides: tuple[str, ...]) -> dict[str, Parts]:
    """Variant → its parts. The judges are trained first, and not measured."""
    quiet_libraries()
    sweep = load_sweep(name, (*overrides, "judge.training.epochs=1"))
    sweep = dataclasses.replace(
        sweep,
        other_judges=tuple(
            dataclasses.replace(each, training=dataclasses.replace(each.training, epochs=1))
            for each in sweep.other_judges
        ),
    )
    plan = make_plan(sweep, describe(sweep.data))
    ledger = Ledger(f"sqlite:///{folder / 'scoresweep.db'}")
    context = LaunchContext(
        uri=ledger.uri,
        storage=Location.of(str(folder / "runs")),
        progress=LaunchProgress(Console(quiet=True)),
    )
    request = LaunchRequest(sweep, plan, sweep.measure)
    driver = Driver(request, context, ledger, {}, Resources(gpu=0.0))
    by_variant = {trial.objective.variant: trial for trial in plan.trials}
    jobs = [Work(judge, True) for judge in plan.judges]
    jobs += [Work(by_variant[variant], False) for variant in ("baseline", "score_matching")]
    found = {}
    for work in jobs:
        driver.progress.add(work.trial, work.trial.label)
        job = driver.make_job(work)
        print(f"{work.trial.label}: training", flush=True)
        if work.is_judge:
            run_trial(dataclasses.replace(job, measure=NOTHING), lambda _: None)
        else:
            found[work.trial.objective.variant] = parts_of(job)
    assert set(requested_measurements(sweep.measure, plan)) <= set(found["baseline"].measuring)
    return found


def rows_of(found: dict[str, Parts]) -> list[Row]:
    rows = []
    for variant, parts in found.items():
        measuring = sum(parts.measuring.values())
        print(f"{variant}: training {parts.training:.0f} s, measuring {measuring:.0f} s, of it")
        for name, seconds in sorted(parts.measuring.items(), key=lambda item: -item[1]):
            print(f"  {name} {seconds:.1f} s")
        print(f"  logging {parts.logging:.2f} s")
        rows += [
            Row(f"{variant}: measuring, of training", measuring / parts.training, 0.4, most=True),
            Row(f"{variant}: logging, of the rest", parts.logging / parts.whole, 0.01, most=True),
        ]
    return rows


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, help="CIFAR-10 as Parquet, or torchvision's root")
    parser.add_argument("--compile", action="store_true", help="compiled steps and gradients")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--json", type=Path, help="Write the rows to this file as well.")
    options = parser.parse_args(arguments)
    torch.set_num_threads(1)
    name, overrides = "cifar10-small", [f"training.compile={json.dumps(options.compile)}"]
    if options.quick:
        name = "quickstart"
    elif options.data is not None:
        overrides.append(f"data.path={json.dumps(str(options.data))}")
    with tempfile.TemporaryDirectory() as temporary:
        os.environ["SCORESWEEP_CACHE"] = str(Path(temporary) / "cache")
        tell(rows_of(measure(Path(temporary), name, tuple(overrides))), options.json)


if __name__ == "__main__":
    main()
