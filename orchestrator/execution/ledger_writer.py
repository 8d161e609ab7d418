"""The driver's side of the ledger: it finds, creates and closes runs; trials only fill them.

One experiment per sweep, one parent run in it, and one run per trial key in the whole store.
"""

import dataclasses
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from mlflow import MlflowClient
from mlflow.entities import Dataset, DatasetInput, InputTag, Param, Run, RunTag
from mlflow.exceptions import MlflowException

from scoresweep.errors import InputError, shortened
from scoresweep.ledger.client import (
    open_client,
    read_sweeps,
    read_trials,
)
from scoresweep.ledger.records import METRICS, RunRecord, by_trial_key, record_of
from scoresweep.ledger.schema import DATA_CONTEXT, DESCRIPTION, TEST_DATA, ArtifactName, TagName
from scoresweep.ledger.tags import to_store
from scoresweep.ledger.trial_state import OUTCOME, STORED_AS, TrialState
from scoresweep.ledger.uri import artifact_location
from scoresweep.orchestrator.config.sweep import SweepSpec
from scoresweep.orchestrator.execution.provenance import code_tags, source_tags
from scoresweep.orchestrator.planning.names import cell_name, describe, trial_name
from scoresweep.orchestrator.planning.params import run_params
from scoresweep.specs.trial import TrialSpec, trial_to_dict
from scoresweep.storage.location import Location

_MAX_TAG = 5000
# Letters of the data's fingerprint that MLflow's digest of a data set keeps.
_DIGITS = 12


@dataclasses.dataclass(frozen=True)
class SweepRun:
    """The parent run of a sweep."""

    experiment_id: str
    run_id: str


class Ledger:
    """One tracking store, open for writing."""

    def __init__(self, uri: str, storage: Location | None = None):
        """Open the store.

        Args:
            storage: Where artifacts go if the store is a bare database
                (`ledger.uri.artifact_location`); the folder `runs` if not given.

        Raises:
            InputError: The store can't be used.
        """
        self.uri, self.storage = uri, storage or Location.of("runs")
        self.client = open_client(uri)

    def runs(self) -> dict[str, RunRecord]:
        """Return trial key → its run with its tags, over all sweeps of the store."""
        return by_trial_key(read_trials(self.client, tags_only=True))

    def run(self, run_id: str, metrics: Sequence[str] = METRICS) -> RunRecord:
        """Read a run with its tags, parameters and the latest values of these metrics."""
        return record_of(self.client.get_run(run_id), metrics)

    def open_sweep(self, spec: SweepSpec, sweep_json: dict[str, Any] | None) -> SweepRun:
        """Open the sweep's parent run, creating it at the first launch.

        Args:
            sweep_json: Its plan, which replaces the stored one; None leaves that as it is.
        """
        parent = self._parent(spec.name)
        if parent is not None:
            sweep = SweepRun(parent.experiment_id, parent.run_id)
            self.client.update_run(sweep.run_id, status="RUNNING")
        else:
            tags = {
                TagName.ROLE: "sweep",
                TagName.SWEEP: spec.name,
                DESCRIPTION: shortened(spec.description, _MAX_TAG),
                **source_tags(spec.name),
            }
            sweep = self.create_sweep(spec.name, tags)
        self._tag(sweep.run_id, code_tags())
        if sweep_json is not None:
            self.write_json(sweep, ArtifactName.SWEEP, sweep_json)
        return sweep

    def create_sweep(self, name: str, tags: Mapping[str, str]) -> SweepRun:
        """Create a sweep's parent run, and its experiment if there is none.

        Args:
            tags: With the sweep's name and role, by which it is found again.
        """
        experiment = self._experiment(name)
        run = self.client.create_run(experiment, tags=to_store(tags), run_name=name)
        return SweepRun(experiment, run.info.run_id)

    def close_sweep(self, sweep: SweepRun, state: TrialState) -> None:
        """End the parent run as FINISHED, FAILED or INTERRUPTED."""
        self.client.set_terminated(sweep.run_id, STORED_AS[state][0])

    def write_json(self, sweep: SweepRun, name: str, content: dict[str, Any]) -> None:
        """Write a JSON artifact of the sweep's parent run."""
        self.client.log_dict(sweep.run_id, content, name)

    def open_trial(
        self,
        sweep: SweepRun,
        spec: SweepSpec,
        trial: TrialSpec,
        role: Literal["trial", "judge"],
        existing: RunRecord | None,
    ) -> RunRecord:
        """Open the run of a trial: the one that its key has, or a new one.

        Args:
            existing: The run of the trial's key, if the driver knows one.
        """
        tags = {
            TagName.TRIAL_KEY: trial.key,
            TagName.ROLE: role,
            TagName.SWEEP: spec.name,
            TagName.VARIANT: trial.objective.variant,
            TagName.SEED: str(trial.seed),
            TagName.DATA_FINGERPRINT: trial.data.fingerprint,
            "mlflow.parentRunId": sweep.run_id,
            DESCRIPTION: describe(spec, trial, role),
            **source_tags(spec.name),
            **code_tags(),
        }
        if existing is None:
            # Another launch may have created it since this one read the store.
            existing = next(read_trials(self.client, key=trial.key, tags_only=True), None)
        if existing is None:
            # The tags are part of creating the run: at no moment has it no key.
            name = trial.judge_label if role == "judge" else trial_name(spec, trial)
            run = self.client.create_run(
                sweep.experiment_id, tags=to_store(tags), run_name=f"{role}: {name}"
            )
        else:
            run = self._reopened(existing.run_id)
        # A launch that died at once may have left a run without parameters.
        logged = run.data.params
        # By `cell`, MLflow's pages group the seeds of one configuration.
        params = run_params(trial, spec.data) | {"cell": cell_name(spec, trial)}
        missing = [Param(name, value) for name, value in params.items() if name not in logged]
        self.client.log_batch(run.info.run_id, params=missing)
        self.client.log_inputs(run.info.run_id, _data_inputs(spec, trial))
        self.client.log_dict(run.info.run_id, trial_to_dict(trial), ArtifactName.TRIAL)
        return record_of(run)

    def _reopened(self, run_id: str) -> Run:
        """Set the run to RUNNING again, unless it is trained and finished.

        Such a run stays finished while another measurement is added to it.
        """
        run = self.client.get_run(run_id)
        record = record_of(run)
        if record.state == "RUNNING" or (record.is_finished and record.checkpoint):
            return run
        self.client.update_run(run_id, status="RUNNING")
        return self.client.get_run(run_id)

    def mark_failed(self, run_id: str, traceback: str) -> None:
        """Store the traceback. A finished run stays so: only a new measurement of it failed."""
        self.client.log_text(run_id, traceback, ArtifactName.TRACEBACK)
        if not self.run(run_id).is_finished:
            self._end(run_id, TrialState.FAILED)

    def mark_stopped(self, run_id: str, epoch: int) -> None:
        """Finish a run that a search stopped after this epoch. It has no final weights."""
        self._end(run_id, TrialState.STOPPED, {TagName.STOPPED_AT_EPOCH: str(epoch)})

    def mark_interrupted(self, run_id: str) -> None:
        """Close the run of a trial that a later launch resumes."""
        self._end(run_id, TrialState.INTERRUPTED)

    def _end(self, run_id: str, state: TrialState, tags: Mapping[str, str] | None = None) -> None:
        """End a run. Its tags are written first, so that an ended run has them all."""
        status, outcome = STORED_AS[state]
        tags = dict(tags or {}) | ({} if outcome is None else {OUTCOME: outcome})
        if tags:
            self._tag(run_id, tags)
        self.client.set_terminated(run_id, status)

    def _tag(self, run_id: str, tags: Mapping[str, str]) -> None:
        self.client.log_batch(run_id, tags=[RunTag(*item) for item in to_store(tags).items()])

    def attach(self, name: str, files: Iterable[Path], folder: str) -> None:
        """Store files that were made from a sweep with its parent run."""
        parent = self._parent(name)
        assert parent is not None
        attach(self.client, parent.run_id, files, folder)

    def find_sweep(self, name: str) -> str | None:
        """Return the id of a sweep's parent run; None if it was never launched. Creates nothing."""
        parent = self._parent(name)
        return None if parent is None else parent.run_id

    def _parent(self, name: str) -> RunRecord | None:
        return next(iter(read_sweeps(self.client, name)), None)

    def _experiment(self, name: str) -> str:
        found = self.client.get_experiment_by_name(name)
        if found is None:
            try:
                location = artifact_location(self.uri, self.storage, name)
                return str(self.client.create_experiment(name, location))
            except MlflowException as error:
                # Another launch may have created it meanwhile.
                found = self.client.get_experiment_by_name(name)
                if found is None:
                    raise InputError(f"experiment {name}: {error}") from error
        if found.lifecycle_stage != "active":
            raise InputError(
                f"the experiment {name} was deleted in MLflow; restore it there, or give the sweep "
                "another name"
            )
        return str(found.experiment_id)


def _data_inputs(spec: SweepSpec, trial: TrialSpec) -> list[DatasetInput]:
    """Return a trial's data as MLflow's pages show them: equal data have equal digests."""
    data, title = trial.data, spec.data.title
    sizes = {"train": data.train_size, "validation": data.validation_size, TEST_DATA: None}
    source = json.dumps({"uri": spec.data.path or title})
    content = hashlib.sha256(data.fingerprint.encode()).hexdigest()[:_DIGITS]
    return [
        DatasetInput(
            Dataset(
                name=title,
                # MLflow takes 36 letters, and a data set with one digest once a run.
                digest="-".join([content, use, *([str(size)] if size else [])]),
                source_type="local",
                source=source,
                profile=json.dumps({"images": size} if size else {}),
            ),
            [InputTag(DATA_CONTEXT, use)],
        )
        for use, size in sizes.items()
        if size != 0
    ]


def attach(client: MlflowClient, run_id: str, files: Iterable[Path], folder: str) -> None:
    """Store files as artifacts of a run."""
    for file in files:
        client.log_artifact(run_id, str(file), folder)
