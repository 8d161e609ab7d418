"""The driver's side of the ledger: it finds, makes and closes runs; trials only fill them.

One experiment a sweep; one parent run in it; one run a trial key in the whole store.
"""

import dataclasses
import json
import os
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from mlflow import MlflowClient
from mlflow.entities import Param, Run, RunTag
from mlflow.exceptions import MlflowException
from mlflow.store.artifact.artifact_repository_registry import get_artifact_repository

from scoresweep.errors import InputError
from scoresweep.ledger.client import all_experiments, read_trials, search_runs, trials_with_key
from scoresweep.ledger.known import KnownRun, by_key, known_run
from scoresweep.ledger.records import RunRecord, record_of
from scoresweep.ledger.uri import (
    advice,
    artifact_location,
    check_reachable,
    check_sqlite,
    is_absent,
    sqlite_path,
    without_password,
)
from scoresweep.orchestrator.config.sweep import SweepSpec
from scoresweep.orchestrator.execution.provenance import git_tags
from scoresweep.specs.coefficients import OPTIONS
from scoresweep.specs.trial import DataSource, TrialSpec, trial_to_dict
from scoresweep.storage.location import Location

_MAX_TAG = 5000


@dataclasses.dataclass(frozen=True)
class SweepRun:
    experiment_id: str
    run_id: str


def existing(uri: str) -> "Ledger":
    """A store to read from. Raises InputError if it isn't there, rather than making an empty one."""
    if is_absent(uri):
        raise InputError(
            f"there is no tracking store {sqlite_path(uri)}; give the right one with --tracking-uri, or begin "
            "with: scoresweep launch quickstart"
        )
    return Ledger(uri)


class Ledger:
    """One tracking store. Raises InputError, naming the store, if it can't be used.

    storage is where artifacts go if the store is a bare database (`store.artifact_location`).
    """

    def __init__(self, uri: str, storage: Location | None = None):
        self.uri, self.storage = uri, storage or Location.of("runs")
        check_sqlite(uri)
        # A laptop waits seconds, not minutes, to be told that a server isn't there.
        os.environ.setdefault("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "3")
        os.environ.setdefault("MLFLOW_HTTP_REQUEST_TIMEOUT", "20")
        try:
            check_reachable(uri)
            self.client = MlflowClient(uri)
            self.client.search_experiments(max_results=1)
        except Exception as error:  # each store raises errors of its own kind; all mean the same
            raise InputError(
                f"the tracking store {without_password(uri)} can't be used "
                f"({first_line(error)}); {advice(uri, error)}"
            ) from error

    def runs(self) -> dict[str, KnownRun]:
        """trial_key → its run, over all sweeps of the store."""
        return by_key(self.records())

    def records(self, metrics: Sequence[str] = ()) -> Iterable[RunRecord]:
        """Every run with a trial key: with parameters and these metrics if any are named, else with tags alone."""
        return read_trials(self.client, self._experiments(), tags_only=not metrics, metrics=metrics)

    def _experiments(self) -> list[str]:
        return [experiment.experiment_id for experiment in all_experiments(self.client)]

    def open_sweep(self, spec: SweepSpec, sweep_json: dict[str, Any] | None) -> SweepRun:
        """The sweep's parent run, made at its first launch; its plan, if given, is written anew each time."""
        experiment = self._experiment(spec.name)
        run_id = self._parent(experiment)
        if run_id is not None:
            self.client.update_run(run_id, status="RUNNING")
        else:
            tags = {"scoresweep.role": "sweep", "scoresweep.sweep": spec.name}
            run_id = self.client.create_run(experiment, tags=tags, run_name=spec.name).info.run_id
        description = {"mlflow.note.content": spec.description[:_MAX_TAG]} | git_tags()
        self.client.log_batch(run_id, tags=[RunTag(*item) for item in description.items()])
        sweep = SweepRun(experiment, run_id)
        if sweep_json is not None:
            self.note(sweep, "sweep.json", sweep_json)
        return sweep

    def open_trial(
        self, sweep: SweepRun, spec: SweepSpec, trial: TrialSpec, role: str, known: KnownRun | None
    ) -> KnownRun:
        """The run of a trial as it stands now: the one that its key has, or a new one."""
        tags = {
            "scoresweep.trial_key": trial.key,
            "scoresweep.role": role,
            "scoresweep.sweep": spec.name,
            "scoresweep.variant": trial.objective.variant,
            "scoresweep.seed": str(trial.seed),
            "scoresweep.data_fingerprint": trial.data.fingerprint,
            "mlflow.parentRunId": sweep.run_id,
            **git_tags(),
        }
        if known is None:
            # Another launch may have made it since this one looked.
            known = next(map(known_run, trials_with_key(self.client, trial.key)), None)
        if known is None:
            # The tags are part of making the run: there is no moment at which it has no key.
            run = self.client.create_run(
                sweep.experiment_id, tags=tags, run_name=f"{role}: {trial.label}"
            )
        else:
            run = self.client.get_run(known.run_id)
            now = known_run(record_of(run))
            if now.status != "RUNNING" and not (now.is_finished() and now.checkpoint):
                # It was given up, interrupted, or stopped by a search. One that is trained and finished stays so while
                # another measurement is added to it.
                self.client.update_run(known.run_id, status="RUNNING")
                run = self.client.get_run(known.run_id)
        run_id = run.info.run_id
        # A run may have been made by a launch that died at once, and may lack some or all of them.
        logged = run.data.params
        params = run_params(trial, spec.data)
        missing = [Param(name, value) for name, value in params.items() if name not in logged]
        self.client.log_batch(run_id, params=missing)
        self._write_json(run, "trial.json", trial_to_dict(trial))
        return known_run(record_of(run))

    def _write_json(self, run: Run, name: str, content: dict[str, Any]) -> None:
        """As the client's log_dict, which would ask the store for the run, to learn where its files lie."""
        files = get_artifact_repository(run.info.artifact_uri, tracking_uri=self.uri)
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / name
            file.write_text(json.dumps(content, indent=2), encoding="utf-8")
            files.log_artifact(str(file))

    def run(self, run_id: str) -> KnownRun:
        return known_run(record_of(self.client.get_run(run_id)))

    def note(self, sweep: SweepRun, name: str, content: dict[str, Any]) -> None:
        """Keep a JSON file with the sweep's parent run."""
        self.client.log_dict(sweep.run_id, content, name)

    def run_with_key(self, key: str) -> Run | None:
        """The run of a trial key, whichever sweep it belongs to; a finished one, if there are two."""
        query = f"tags.`scoresweep.trial_key` = '{key}'"
        found = list(search_runs(self.client, self._experiments(), query))
        found.sort(key=lambda run: run.info.status == "FINISHED")
        return found[-1] if found else None

    def mark_failed(self, run_id: str, traceback: str) -> None:
        """A finished run of which only a new measurement failed stays finished."""
        self.client.log_text(run_id, traceback, "traceback.txt")
        if not self.run(run_id).is_finished():
            self.client.set_tag(run_id, "scoresweep.outcome", "failed")
            self.client.set_terminated(run_id, "FAILED")

    def mark_stopped(self, run_id: str, epoch: int) -> None:
        """A search saw after this epoch that it fell behind: finished, without weights of its end."""
        tags = {"scoresweep.outcome": "stopped", "scoresweep.stopped_at_epoch": str(epoch)}
        self.client.log_batch(run_id, tags=[RunTag(*item) for item in tags.items()])
        self.client.set_terminated(run_id, "FINISHED")

    def mark_interrupted(self, run_ids: Iterable[str]) -> None:
        for run_id in run_ids:
            self.client.set_terminated(run_id, "KILLED")

    def close_sweep(self, sweep: SweepRun, status: str) -> None:
        self.client.set_terminated(sweep.run_id, status)

    def attach(self, name: str, files: Iterable[Path], folder: str) -> None:
        """Keep files that were made of a sweep with its parent run."""
        parent = self._parent(self._experiment(name))
        assert parent is not None
        attach(self.client, parent, files, folder)

    def find_sweep(self, name: str) -> str | None:
        """The parent run of a sweep; None if it was never launched. Makes nothing."""
        found = self.client.get_experiment_by_name(name)
        return None if found is None else self._parent(str(found.experiment_id))

    def _parent(self, experiment: str) -> str | None:
        parents = list(search_runs(self.client, [experiment], "tags.`scoresweep.role` = 'sweep'"))
        return str(parents[-1].info.run_id) if parents else None

    def _experiment(self, name: str) -> str:
        found = self.client.get_experiment_by_name(name)
        if found is None:
            try:
                location = artifact_location(self.uri, self.storage, name)
                return str(self.client.create_experiment(name, location))
            except MlflowException as error:
                found = self.client.get_experiment_by_name(name)  # another launch was quicker
                if found is None:
                    raise InputError(f"experiment {name}: {error}") from error
        if found.lifecycle_stage != "active":
            raise InputError(
                f"the experiment {name} was deleted in MLflow; restore it there, or give the sweep "
                "another name"
            )
        return str(found.experiment_id)


def attach(client: MlflowClient, run_id: str, files: Iterable[Path], folder: str) -> None:
    for file in files:
        client.log_artifact(run_id, str(file), folder)


def run_params(trial: TrialSpec, source: DataSource) -> dict[str, str]:
    """What a person looks for in the MLflow UI. A coefficient the variant doesn't use is left out."""
    objective, training = trial.objective, trial.training
    values = {
        "variant": objective.variant,
        "lambda": objective.lambda_,
        "mu": objective.mu,
        "sigma": objective.sigma,
        "threshold": objective.threshold,
        "estimator": objective.estimator,
        "epsilon": objective.epsilon,
        "attack_steps": objective.attack_steps,
        **{name: getattr(objective, name) for name in OPTIONS},
        "seed": trial.seed,
        "order_seed": trial.order_seed,
        "dataset": source.name,
        "image_size": trial.data.image_size,
        "train_size": trial.data.train_size,
        "validation_size": trial.data.validation_size,
        "model": trial.model.name,
        "width": trial.model.width,
        "model_norm": None if trial.model.norm == "batch" else trial.model.norm,
        "softplus_beta": trial.model.softplus_beta,
        "epochs": training.epochs,
        "batch_size": training.batch_size,
        "lr": training.lr,
        "momentum": training.momentum,
        "weight_decay": training.weight_decay,
        "schedule": training.schedule,
        "milestones": ",".join(map(str, training.milestones))
        if training.schedule == "step"
        else None,
        "gamma": training.gamma if training.schedule == "step" else None,
        "precision": training.precision,
        "crop_padding": training.crop_padding,
        "flip": training.flip,
        "norm_groups": training.norm_groups,
    }
    return {name: str(value) for name, value in values.items() if value is not None}


def first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0][:300] if str(error).strip() else type(error).__name__
