"""A trial that a search stops gives its GPU to the next one, on GPUs that only Ray believes in."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import ray
from ray.cluster_utils import Cluster
from ray.util.state import list_placement_groups
from rich.console import Console

from scoresweep.orchestrator.cli.progress import LaunchProgress
from scoresweep.orchestrator.config.search import EarlyStopping, Halving
from scoresweep.orchestrator.config.sweep import DeadlineSpec
from scoresweep.orchestrator.execution import ray_tune as schedule
from scoresweep.orchestrator.execution.queue import JobQueue
from scoresweep.orchestrator.planning.work import Work
from scoresweep.specs.job import Resources, job_from_json
from tests.cluster.conftest import running
from tests.cluster.stub import Hooks
from tests.orchestrator.execution.test_queue import trial

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]
EPOCHS = 4


@pytest.fixture(scope="module")
def gpus() -> Iterator[Cluster]:
    with running({"num_cpus": 4, "num_gpus": 2}) as cluster:
        yield cluster


def _epochs(report: Any, seed: int) -> None:
    """Worse with each seed: the first goes to its end, all others are stopped."""
    for epoch in range(1, EPOCHS + 1):
        time.sleep(0.2)
        report({"phase": "training", "epoch": epoch, "accuracy": 1 / (1 + seed), "epoch_s": 0.2})
    report({"phase": "measuring"})


def alone(config: dict[str, Any], tracking_uri: str) -> None:
    from ray import tune

    seed = job_from_json(config["job"]).trial.seed
    assert len(ray.get_runtime_context().get_accelerator_ids()["GPU"]) == 1
    _epochs(tune.report, seed)
    schedule.report_last({"phase": "done"})


def team(config: dict[str, Any], tracking_uri: str) -> None:
    """As scoresweep.orchestrator.execution.ray_train runs one, but for what its workers do."""
    import tempfile

    import ray.train
    from ray.train.torch import TorchConfig
    from ray.tune.integration.ray_train import TuneReportCallback

    from scoresweep.orchestrator.execution.ray_train import WorkersTrainer

    seed = job_from_json(config["job"]).trial.seed

    def work(_: dict[str, Any]) -> None:
        _epochs(ray.train.report, seed)

    with tempfile.TemporaryDirectory() as folder:
        WorkersTrainer(
            work,
            train_loop_config={},
            torch_config=TorchConfig(backend="gloo"),
            scaling_config=ray.train.ScalingConfig(
                num_workers=2, use_gpu=True, resources_per_worker={"CPU": 1, "GPU": 1}
            ),
            run_config=ray.train.RunConfig(
                name="t", storage_path=folder, callbacks=[TuneReportCallback()]
            ),
        ).fit()
    schedule.report_last({"phase": "done"})


def run(folder: Path, count: int, resources: Resources, concurrency: int) -> dict[int, str]:
    hooks, progress = Hooks(folder, resources, count), LaunchProgress(Console(quiet=True))
    work = [Work(trial(seed), is_judge=False, is_candidate=True) for seed in range(count)]
    for item in work:
        progress.add(item.trial, item.trial.label)
    schedule.run_jobs(
        JobQueue(work),
        hooks,
        progress,
        schedule.JobSettings(
            resources=resources,
            concurrency=concurrency,
            deadlines=DeadlineSpec(),
            tracking_uri="",
            halving=Halving(EarlyStopping(first_epoch=1, factor=2.0), EPOCHS),
        ),
    )
    assert not hooks.failures, hooks.failures[0]
    return hooks.ends


def test_a_stopped_trial_gives_its_gpu_to_the_next(gpus: Cluster, monkeypatch, tmp_path: Path):
    """Six trials of one GPU on two GPUs: they all get one."""
    monkeypatch.setattr(schedule, "trainable", alone)
    ends = run(tmp_path, 6, Resources(gpu=1.0), 2)
    assert sorted(ends) == list(range(6)) and ends[0] == "done"
    assert "stopped at 1" in ends.values()


def test_so_does_a_stopped_team(gpus: Cluster, monkeypatch, tmp_path: Path):
    """Three teams of two GPUs each, one after the other: each needs what the one before held."""
    monkeypatch.setattr(schedule, "trainable", team)
    ends = run(tmp_path, 3, Resources(workers=2, gpu=1.0), 1)
    assert ends[0] == "done"
    assert [end.partition(" at")[0] for end in (ends[1], ends[2])] == ["stopped"] * 2
    until = time.monotonic() + 60
    while True:
        groups = list_placement_groups(
            gpus.address, filters=[("state", "!=", "REMOVED")], raise_on_missing_output=False
        )
        if not groups or time.monotonic() > until:
            break
        time.sleep(0.5)
    assert not groups
