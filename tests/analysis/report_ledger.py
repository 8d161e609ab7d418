"""Ledgers for tests of the report, written straight into a real sqlite store: no launch, made-up
numbers.
"""

import dataclasses
import json
import re
from pathlib import Path
from typing import Any

import pytest
from mlflow import MlflowClient
from mlflow.entities import Metric, Param, RunTag

from scoresweep.analysis.results.collect import collect
from scoresweep.specs.measurements import MeasureSpec, fingerprints, measure_to_dict
from tests.analysis.report_curves import measured, not_finite, pictures
from tests.golden.make import this_driver

# What would mark the page's root, if it ran.
_HARM = "document.documentElement.dataset.harmed=1"
HOSTILE = (
    f'"><script>{_HARM}</script>',
    f"</style><script>{_HARM}</script>",
    f"</script><img src=x onerror={_HARM}>",
    f"javascript:{_HARM}",
    "{{ 7 * 191 }}",
    f"' onmouseover='{_HARM}",
)
_JUDGES = (("vgg11", 1000, 0.71), ("resnet9", 1001, 0.69))


@dataclasses.dataclass(frozen=True)
class Planned:
    """One network of a made-up sweep. lacks: measurements not taken; stale: taken otherwise.

    passes: forward passes a step, as newer plans have it; history: metrics, each with a value an
    epoch; options: those of the objective beside every.
    """

    variant: str
    lambda_: float | None = None
    mu: float | None = None
    seed: int = 0
    status: str = "finished"
    lacks: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()
    level: float = 0.5
    estimator: str = "taylor"
    sigma: float | None = 0.01
    passes: float | None = None
    epochs: int = 30
    lr: float = 0.1
    history: tuple[tuple[str, tuple[float, ...]], ...] = ()
    every: int | None = None
    options: tuple[tuple[str, Any], ...] = ()

    @property
    def key(self) -> str:
        own = f"{self.variant}-{self.lambda_}-{self.mu}-{self.seed}-"
        if (self.estimator, self.sigma) != ("taylor", 0.01):
            own += f"-{self.estimator}-{self.sigma}"
        if self.lr != 0.1:
            own += f"-lr{self.lr}"
        if self.epochs != 30:
            own += f"-{self.epochs}"
        if self.every is not None:
            own += f"-every{self.every}"
        own += "".join(f"-{name}{value}" for name, value in self.options)
        return own.ljust(64, "0")


FOUR = (
    Planned("baseline", level=0.52),
    Planned("score_matching", 1e-3, 1e-4, level=0.66),
    Planned("anti_score_matching", 1e-4, level=0.31),
    Planned("gradient_norm", 1e-3, level=0.71),
)


SEEDS = tuple(dataclasses.replace(each, seed=s) for each in FOUR[:2] for s in range(3))
GAPS = (
    FOUR[0],
    dataclasses.replace(FOUR[1], status="diverged"),
    dataclasses.replace(FOUR[2], status="failed"),
    dataclasses.replace(FOUR[3], stale=("gan_test",), lacks=("calibration", "samples")),
    Planned("score_matching", 1e-4, 1e-4, status="missing"),
    Planned("score_matching", 1e-3, 1e-3, status="running"),
)


def made_ledger(temporary: pytest.TempPathFactory) -> MlflowClient:
    """The ledger of the report's tests, made once a session: the sweeps four, seeds, gaps, hostile,
    borrows.
    """
    folder = temporary.getbasetemp() / "report-ledger"
    if folder.exists():
        return connect(folder)
    folder.mkdir()
    made = connect(folder)
    write_sweep(made, folder, "four", FOUR)
    write_sweep(made, folder, "seeds", SEEDS)
    off = dataclasses.replace(MeasureSpec(), fooling=None, trace=None)
    write_sweep(made, folder, "gaps", GAPS, measure=off, judge_status="failed")
    write_sweep(
        made,
        folder,
        "hostile",
        (FOUR[0], dataclasses.replace(FOUR[1], variant=HOSTILE[0], status="diverged")),
        description="\n".join(HOSTILE),
        dataset=HOSTILE[1],
        tags={
            "scoresweep.host": HOSTILE[0],
            "scoresweep.device": HOSTILE[3],
            "scoresweep.diverged_because": HOSTILE[2],
            "mlflow.source.git.commit": HOSTILE[1],
            "scoresweep.version.torch": HOSTILE[5],
        },
        params={"model": HOSTILE[5], "width": HOSTILE[4], "schedule": HOSTILE[2]},
    )
    borrowed = collect(made, "four").cells[0]
    assert borrowed.run_id is not None
    there = {borrowed.trial_key: borrowed.run_id}
    missing = dataclasses.replace(FOUR[0], status="missing")
    write_sweep(made, folder, "borrows", (missing, FOUR[1]), reused=there)
    return made


def connect(folder: Path) -> MlflowClient:
    return MlflowClient(f"sqlite:///{folder / 'scoresweep.db'}")


def write_sweep(
    client: MlflowClient,
    folder: Path,
    name: str,
    networks: tuple[Planned, ...],
    *,
    description: str = "Four variants on small images.",
    dataset: str = "cifar10",
    measure: MeasureSpec | None = None,
    judge_status: str = "finished",
    tags: dict[str, str] | None = None,
    params: dict[str, str] | None = None,
    reused: dict[str, str] | None = None,
    axes: tuple[str, ...] = (),
    equal_cost: bool | str = False,
) -> None:
    """A sweep, its judges and its networks' runs; `tags` and `params` are added to every run's.

    axes: the settings of the recipe that the sweep varies; equal_cost: as in a sweep's file.

    reused: trial key → run of another sweep, for networks that are missing in this one.
    """
    measure = measure or MeasureSpec()
    artifacts = folder / "artifacts" / re.sub(r"\W", "-", name)
    experiment = client.create_experiment(name, artifacts.as_uri())
    statuses = [each.status for each in networks]
    own = {"scoresweep.sweep": name, **_common_tags(), **(tags or {})}
    driven = {"scoresweep.lease": this_driver()} if "running" in statuses else {}
    parent = client.create_run(experiment, tags={**own, **driven, "scoresweep.role": "sweep"})
    judges = [
        {**_planned(Planned("baseline", seed=seed), 64), "trial_key": f"judge-{model}-{seed}"}
        | {"model": {"name": model, "width": 24, "softplus_beta": 10.0}}
        for model, seed, _ in _JUDGES
    ]
    baseline = next((each.key for each in networks if each.variant == "baseline"), None)
    wanted = fingerprints(measure, tuple(judge["trial_key"] for judge in judges), baseline)
    plan = {
        "format": 2,
        "name": name,
        "description": description,
        "dataset": dataset,
        "cells": [_planned(each, 24) for each in networks],
        "judges": judges,
        "baseline": baseline,
        "measurements": wanted,
        "measure": measure_to_dict(measure),
        "axes": sorted(axes),
        "reused": reused or {},
        "spec": {"equal_cost": equal_cost},
    }
    client.log_dict(parent.info.run_id, plan, "sweep.json")
    for judge, (_, _, accuracy) in zip(judges, _JUDGES, strict=True):
        judged = {**own, "scoresweep.trial_key": judge["trial_key"], "scoresweep.role": "judge"}
        run_id = client.create_run(experiment, tags=judged).info.run_id
        client.log_metric(run_id, "test_accuracy", accuracy)
        _end(client, run_id, judge_status)
    for each in networks:
        if each.status != "missing":
            _write_run(client, artifacts, experiment, each, own, params or {}, wanted, measure)
    client.set_terminated(parent.info.run_id)


def _planned(network: Planned, width: int) -> dict[str, Any]:
    uses_trace = "score_matching" in network.variant
    return {
        "trial_key": network.key,
        "objective": {
            "variant": network.variant,
            "lambda_": network.lambda_,
            "mu": network.mu,
            "sigma": network.sigma if uses_trace else None,
            "threshold": None,
            "estimator": network.estimator if uses_trace else None,
            "epsilon": None,
            "attack_steps": None,
            "every": network.every,
            **dict(network.options),
        },
        "data": {"fingerprint": "d" * 64, "image_size": 32},
        "model": {"name": "resnet9", "width": width, "softplus_beta": 10.0},
        "training": {"batch_size": 128, "lr": network.lr, "schedule": "one_cycle"}
        | {"epochs": network.epochs, "milestones": [10, 20], "flip": True, "norm_groups": None},
        "seed": network.seed,
    } | ({} if network.passes is None else {"passes": network.passes})


def _common_tags() -> dict[str, str]:
    return {
        "mlflow.source.git.commit": "5e1f0c9a7b3d2e4f6a8b9c0d1e2f3a4b5c6d7e8f",
        "scoresweep.git_dirty": "true",
        "scoresweep.host": "node-1",
        "scoresweep.device": "cpu",
        "scoresweep.data_fingerprint": "d" * 64,
        "scoresweep.version.torch": "2.14.1",
        "scoresweep.version.mlflow": "3.17.2",
    }


def _write_run(
    client: MlflowClient,
    folder: Path,
    experiment: str,
    network: Planned,
    tags: dict[str, str],
    params: dict[str, str],
    wanted: dict[str, str],
    measure: MeasureSpec,
) -> None:
    tags = tags | {"scoresweep.trial_key": network.key, "scoresweep.role": "trial"}
    run_id = client.create_run(experiment).info.run_id
    values = {
        "variant": network.variant,
        "lambda": network.lambda_,
        "mu": network.mu,
        "seed": network.seed,
        **{"dataset": "cifar10", "image_size": 32, "train_size": 49000, "validation_size": 1000},
        **{"model": "resnet9", "width": 24, "epochs": 30, "batch_size": 128, "lr": network.lr},
        "schedule": "one_cycle",
        **params,
    }
    level = network.level + 0.003 * network.seed * (-1) ** network.seed
    if network.status in ("finished", "diverged"):
        for name, fingerprint in wanted.items():
            if name in network.lacks:
                continue
            shown = "f" * 64 if name in network.stale else fingerprint
            content = measured(name, level, measure)
            if network.status == "diverged" and name == "density_ratio":
                content = not_finite(content)
            number = {"value": content["value"]} | content["details"]
            tags[f"scoresweep.measurement.{name}"] = shown
            tags[f"scoresweep.measured.{name}.{shown[:16]}"] = json.dumps(
                number if content["details"] else content["value"]
            )
            if content["curves"]:
                _write_artifacts(folder / run_id / "artifacts", name, shown[:16], content, level)
    if network.status == "diverged":
        diverged = {"scoresweep.outcome": "diverged", "scoresweep.diverged_at_step": "1234"}
        tags = {"scoresweep.diverged_because": "the loss is not finite"} | tags | diverged
    epoch = 30 if network.status == "finished" else 12
    client.log_batch(
        run_id,
        metrics=[
            Metric("epoch", epoch, 1, epoch),
            *(
                Metric(name, value, 1, step)
                for name, values in network.history
                for step, value in enumerate(values, start=1)
            ),
        ],
        params=[Param(name, str(value)) for name, value in values.items() if value is not None],
        tags=[RunTag(*item) for item in tags.items()],
    )
    _end(client, run_id, network.status)


def _write_artifacts(
    folder: Path, name: str, fingerprint: str, content: dict[str, Any], level: float
) -> None:
    """Where MLflow keeps them for a store on this machine, without its ceremony."""
    (folder / "evaluation").mkdir(parents=True, exist_ok=True)
    file = folder / "evaluation" / f"{name}-{fingerprint}.json"
    file.write_text(json.dumps(content), encoding="utf-8")
    for picture, png in pictures(name, level).items():
        (file.parent / f"{name}-{picture}-{fingerprint}.png").write_bytes(png)


def _end(client: MlflowClient, run_id: str, status: str) -> None:
    ended = {"failed": "FAILED", "interrupted": "KILLED", "running": None}.get(status, "FINISHED")
    if ended:
        client.set_terminated(run_id, ended)
