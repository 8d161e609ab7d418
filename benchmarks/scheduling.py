"""What a trial costs beside its work: launched by us, ledger included, and by Ray Tune alone.

    python -m benchmarks.scheduling                # 100 trials each way, then 1,000 of ours; half
    an hour of two cores python -m benchmarks.scheduling --quick        # 20 and 30 trials: only
    that it runs python -m benchmarks.scheduling --makespan     # and 24 real trials on all cores,
    twice, a quarter of an hour more

Trials that do nothing, as far as they can: ours are launched as any sweep is, and each trains one
step of 20 digits on a ResNet-9 of width 1, saves it, and has its run with parameters, one epoch's
numbers and its test accuracy in a sqlite ledger. Ray Tune's are a function that reports once, on
actors that are used again, as ours are; and the same with Tune's own MLflow callback, which logs
two parameters and a number a trial. All three have as many trials at once, one core each. Every
launch is a process and a Ray of its own. A trial's seconds are those between the ends of two, from
the tenth end on, so that starting counts nowhere; whole launches, where it counts, have rows of
their own.

Beside them stands what no ledger of MLflow's can do without: three requests a run, that make it,
fill it and end it. Real trials come in two lengths of epochs, as a launch adds something to each
trial, to each epoch, and at the end, where one slot has nothing left to do.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.rows import Row, tell
from scoresweep.orchestrator.cluster.local_resources import usable_cores

ROOT = Path(__file__).resolve().parents[1]
_WAYS = ("ours", "tune", "tune with MLflow")
_STARTED = 10  # trials, by when every actor is there
_SLOTS = min(2, usable_cores())  # one, pinned to a core
# About what a trial of ours has when it did nothing.
_TAGS, _PARAMS, _METRICS = 20, 18, 10


def spec_of_nothing(trials: int) -> dict[str, Any]:
    """A sweep of so many trials that train a step each and measure nothing but their accuracy."""
    from scoresweep.specs.measurements import MEASUREMENTS

    return {
        "name": "nothing",
        "variants": ["baseline"],
        "data": {"name": "digits", "train_size": 20, "validation_size": 0},
        "model": {"name": "resnet9", "width": 1},
        "training": {"epochs": 1, "batch_size": 20, "lr": 0.01, "schedule": "constant"},
        "seeds": trials,
        "other_judges": [],
        "measure": dict.fromkeys(MEASUREMENTS),
        "resources": {"gpu": 0, "max_trials": _SLOTS},
    }


def ours(folder: Path, trials: int) -> list[float]:
    """When each of the trials ended, in seconds."""
    spec = folder / "nothing.yaml"
    spec.write_text(json.dumps(spec_of_nothing(trials)), encoding="utf-8")
    return _launched(folder, spec)


def _launched(folder: Path, spec: Path) -> list[float]:
    from mlflow import MlflowClient

    from scoresweep.ledger.client import search_runs

    uri = f"sqlite:///{folder / 'scoresweep.db'}"
    command = ["launch", str(spec), "--tracking-uri", uri, "--storage", str(folder / "runs")]
    _run([sys.executable, "-m", "scoresweep.orchestrator.cli.main", *command], folder)
    client = MlflowClient(uri)
    ids = [each.experiment_id for each in client.search_experiments()]
    runs = search_runs(client, ids, "tags.`scoresweep.role` = 'trial'")
    return sorted(run.info.end_time / 1000 for run in runs)


def tune_alone(folder: Path, trials: int, *, with_mlflow: bool) -> list[float]:
    """The same for Ray Tune; runs in a process of its own."""
    import ray
    from ray import tune
    from ray.tune import Callback, RunConfig, TuneConfig

    ends: list[float] = []

    class Watch(Callback):
        def on_trial_complete(self, *_: Any, **__: Any) -> None:
            ends.append(time.time())

    def nothing(config: dict[str, Any]) -> None:
        tune.report({"accuracy": config["x"]})

    callbacks: list[Callback] = [Watch()]
    if with_mlflow:
        from ray.air.integrations.mlflow import MLflowLoggerCallback

        uri = f"sqlite:///{folder / 'tune.db'}"
        callbacks.append(MLflowLoggerCallback(tracking_uri=uri, experiment_name="nothing"))
    ray.init(num_cpus=_SLOTS, log_to_driver=False)
    tune.Tuner(
        tune.with_resources(nothing, {"cpu": 1}),
        param_space={"x": tune.uniform(0, 1), "y": 1},
        tune_config=TuneConfig(num_samples=trials, reuse_actors=True, max_concurrent_trials=_SLOTS),
        run_config=RunConfig(storage_path=str(folder / "tune"), verbose=0, callbacks=callbacks),
    ).fit()
    ray.shutdown()
    return ends


def ends_of(way: str, trials: int) -> list[float]:
    """One launch of `trials` trials, from an empty folder."""
    with tempfile.TemporaryDirectory(prefix="bench-", dir="/tmp") as temporary:
        folder = Path(temporary)
        if way == "ours":
            return ours(folder, trials)
        out = _run(
            [sys.executable, "-m", "benchmarks.scheduling", "--act", way, str(folder), str(trials)],
            ROOT,
        )
        found: list[float] = json.loads(out.splitlines()[-1])
        return found


def _run(command: Sequence[str], folder: Path) -> str:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    environment.pop("MLFLOW_TRACKING_URI", None)
    done = subprocess.run(
        command, check=False, cwd=folder, env=environment, capture_output=True, text=True
    )
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def seconds_a_trial(ends: Sequence[float]) -> float:
    """Between two ends, in the mean; of all but the first ones, at least half."""
    first = min(_STARTED, len(ends) // 2)
    return (ends[-1] - ends[first]) / (len(ends) - 1 - first)


def growth(ends: Sequence[float], window: int) -> float:
    """Seconds a trial over the last `window` trials, over those of the first that aren't
    starting.
    """
    first = ends[_STARTED : _STARTED + window + 1]
    last = ends[-window - 1 :]
    return (last[-1] - last[0]) / (first[-1] - first[0])


def of_scheduling(trials: int, many: int, repeats: int) -> list[Row]:
    found: dict[str, list[float]] = {way: [] for way in _WAYS}
    wholes: dict[str, list[float]] = {way: [] for way in _WAYS}
    for _ in range(repeats):
        for way in _WAYS:
            began = time.perf_counter()
            found[way].append(seconds_a_trial(ends_of(way, trials)))
            wholes[way].append(time.perf_counter() - began)
    seconds = {way: statistics.median(each) for way, each in found.items()}
    whole = {way: statistics.median(each) for way, each in wholes.items()}
    for way in _WAYS:
        print(f"{way}: {seconds[way]:.3f} s a trial; {whole[way]:.1f} s for all, starting included")
    rows = [
        Row(f"{what}, times {than}", took["ours"] / took[way], aim, most=True)
        for what, took in (("ours", seconds), ("ours, starting included", whole))
        for way, than, aim in (
            ("tune", "Ray Tune alone", 1.5),
            ("tune with MLflow", "Ray Tune with its MLflow callback", 1),
        )
    ]
    with tempfile.TemporaryDirectory(prefix="bench-", dir="/tmp") as temporary:
        three = statistics.median(requests_of_a_run(Path(temporary), trials))
    print(f"three requests to MLflow: {three:.3f} s of one core")
    rows.append(
        Row(
            "Ray Tune alone and three requests, times Ray Tune alone",
            1 + three / _SLOTS / seconds["tune"],
            None,
        )
    )
    if many:
        window = min(100, many // 3)
        ends = ends_of("ours", many)
        print(f"ours, {many} trials: {seconds_a_trial(ends):.3f} s a trial")
        what = f"trial {many}, times trial {window}"
        rows.append(Row(what, growth(ends, window), 1.1, most=True))
    return rows


def requests_of_a_run(folder: Path, runs: int) -> list[float]:
    """Seconds of three requests to a sqlite store, without which no run is in it with its numbers:
    for each of so many runs, with the tags, parameters and numbers that a trial of ours has.
    """
    from mlflow import MlflowClient
    from mlflow.entities import Metric, Param, RunTag

    client = MlflowClient(f"sqlite:///{folder / 'requests.db'}")
    experiment = client.create_experiment("requests")
    tags = {f"tag.{i}": "x" * 20 for i in range(_TAGS)}
    params = [Param(f"param.{i}", "x" * 8) for i in range(_PARAMS)]
    metrics = [Metric(f"metric.{i}", 0.5, 1, 1) for i in range(_METRICS)]
    found = []
    for _ in range(runs):
        began = time.perf_counter()
        run = client.create_run(experiment, tags=tags).info.run_id
        client.log_batch(run, metrics, params, [RunTag("outcome", "finished")])
        client.set_terminated(run)
        found.append(time.perf_counter() - began)
    return found


def spec_of_real_trials(*, long: bool) -> dict[str, Any]:
    """24 trials of the quickstart's network on digits, or on the same twice as large: epochs of
    tenths of a second, or of seconds.
    """
    return spec_of_nothing(6) | {
        "name": "real",
        "variants": ["baseline", "score_matching", "anti_score_matching", "gradient_norm"],
        "data": {"name": "digits", "validation_size": 0, "image_size": 16 if long else 8},
        "model": {"name": "resnet9", "width": 8},
        "training": {
            **{"epochs": 20 if long else 40, "batch_size": 64},
            **{"lr": 0.05, "schedule": "one_cycle"},
        },
    }


def lost(trials: Sequence[tuple[float, float, list[tuple[float, float]]]]) -> dict[str, float]:
    """Where the seconds of trials go that no epoch took: (began, ended, [(end of an epoch, what it
    took)]) of each.
    """
    parts = {"before the first epoch": 0.0, "between epochs": 0.0, "after the last": 0.0}
    for began, ended, history in trials:
        (first, took), (last, _) = history[0], history[-1]
        parts["before the first epoch"] += first - took - began
        parts["between epochs"] += last - first - sum(took for _, took in history[1:])
        parts["after the last"] += ended - last
    return parts


def of_makespan(*, long: bool) -> Row:
    """From the first run's beginning to the last one's end, over what the epochs of all took,
    shared by the slots.
    """
    from mlflow import MlflowClient

    from scoresweep.ledger.client import search_runs

    with tempfile.TemporaryDirectory(prefix="bench-", dir="/tmp") as temporary:
        folder = Path(temporary)
        spec = folder / "real.yaml"
        spec.write_text(json.dumps(spec_of_real_trials(long=long)), encoding="utf-8")
        _launched(folder, spec)
        client = MlflowClient(f"sqlite:///{folder / 'scoresweep.db'}")
        ids = [each.experiment_id for each in client.search_experiments()]
        runs = list(search_runs(client, ids, "tags.`scoresweep.role` = 'trial'"))
        # Of each trial when it began and ended, and for each epoch when it was over and what it
        # took; all in seconds.
        trials = [
            (
                run.info.start_time / 1000,
                run.info.end_time / 1000,
                sorted(
                    (point.timestamp / 1000, point.value)
                    for point in client.get_metric_history(run.info.run_id, "time/epoch_s")
                ),
            )
            for run in runs
        ]
    makespan = max(ended for _, ended, _ in trials) - min(began for began, _, _ in trials)
    epochs = [took for _, _, history in trials for _, took in history]
    trained = sum(epochs)
    print(f"{len(runs)} real trials: {makespan:.1f} s, of {_SLOTS} slots; epochs {trained:.1f} s")
    for what, seconds in lost(trials).items():
        print(f"  of each slot, {what}: {seconds / _SLOTS:.1f} s")
    each = f"{len(epochs) // len(runs)} epochs of {trained / len(epochs):.1f} s"
    return Row(
        f"makespan of {len(runs)} trials of {each}, times epochs / slots",
        makespan * _SLOTS / trained,
        1.05,
        most=True,
    )


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--trials", type=int, default=100)
    parser.add_argument("--many", type=int, default=1000, help="trials of ours alone; 0 for none")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--makespan", action="store_true", help="24 real trials as well")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--json", type=Path, help="Write the rows to this file as well.")
    parser.add_argument("--act", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.act:
        way, folder, trials = options.act
        print(json.dumps(tune_alone(Path(folder), int(trials), with_mlflow=way == _WAYS[2])))
        return
    sizes = (20, 30, 1) if options.quick else (options.trials, options.many, options.repeats)
    rows = of_scheduling(*sizes)
    if options.makespan:
        rows += [of_makespan(long=long) for long in (False, True)]
    tell(rows, options.json)


if __name__ == "__main__":
    main()
