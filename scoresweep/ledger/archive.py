"""A sweep in one file: its runs with metrics, curves, pictures, plan and provenance.

A ZIP with `manifest.json`, which names every other file with its SHA-256, the sweep's parent run
under `sweep/`, and each run under `runs/<trial_key>/`: `run.json`, its `artifacts/`, and its
`weights/` if they were asked for. Tags stand under the names that the code knows them by.
"""

import dataclasses
import hashlib
import json
import math
import os
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from mlflow import MlflowClient
from mlflow.entities import Metric

from scoresweep.errors import InputError, first_line
from scoresweep.ledger.artifacts import list_artifacts, read_artifact
from scoresweep.ledger.client import Client, read_trials, runs_if_there
from scoresweep.ledger.moved import checkpoint_now
from scoresweep.ledger.records import RunRecord, by_trial_key
from scoresweep.ledger.schema import ArtifactName, TagName
from scoresweep.ledger.tags import from_store
from scoresweep.storage.location import Location, replacing

FORMAT = 1
_MANIFEST = "manifest.json"
_SWEEP, _RUNS = "sweep", "runs"
# Tags that name the process of a run or sweep now, the parent of a run, and its name, which is
# kept apart.
_NOT_KEPT = (
    *(TagName.LEASE, TagName.ATTEMPT, TagName.PROBE),
    *("mlflow.parentRunId", "mlflow.runName"),
)
# What `run.json` holds of a StoredRun as it is.
_PLAIN = ("trial_key", "name", "status", "start_time", "end_time", "tags", "params")
# Numbers that JSON has no name for.
_WORDS: Final = {"nan": math.nan, "inf": math.inf, "-inf": -math.inf}


@dataclasses.dataclass(frozen=True)
class StoredRun:
    """A run as an archive has it.

    Attributes:
        trial_key: Empty for the sweep's parent run.
        status: MLflow's.
        artifacts: Path below the run's artifacts → member of the archive.
        weights: Name of the checkpoint's file → member of the archive.
    """

    trial_key: str
    name: str
    status: str
    start_time: int
    end_time: int | None
    tags: dict[str, str]
    params: dict[str, str]
    metrics: tuple[Metric, ...]
    artifacts: dict[str, str]
    weights: dict[str, str]


def write_archive(
    client: Client,
    parent: RunRecord,
    plan: Mapping[str, Any],
    file: Path,
    *,
    storage: Location,
    with_weights: bool = False,
    report: Callable[[int, int], None] = lambda done, count: None,
) -> int:
    """Write a sweep to a file, whole or not at all.

    Args:
        parent: The sweep's parent run.
        plan: The content of its sweep.json.
        storage: Where weights may lie if they aren't where their run says.
        with_weights: Add the trained weights.
        report: Called with the number of runs written and to write.

    Returns:
        The number of runs in it, without the parent's.

    Raises:
        InputError: A file of a run can't be read.
    """
    name = parent.tags[TagName.SWEEP]
    runs = by_trial_key(read_trials(client, [parent.experiment_id], tags_only=True))
    planned = [each["trial_key"] for each in (*plan["cells"], *plan["judges"])]
    reused = runs_if_there(client, plan["reused"].values())
    by_key = runs | {run.tags[TagName.TRIAL_KEY]: run for run in reused.values()}
    chosen = {key: by_key[key] for key in planned if key in by_key}
    with (
        replacing(file) as partial,
        zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        hashes: dict[str, str] = {}

        def add(path: str, content: bytes) -> None:
            archive.writestr(path, content)
            hashes[path] = hashlib.sha256(content).hexdigest()

        _add_run(client, parent, _SWEEP, add)
        for count, (key, run) in enumerate(chosen.items(), 1):
            _add_run(client, run, f"{_RUNS}/{key}", add)
            if with_weights and run.checkpoint is not None:
                place = checkpoint_now(client.tracking_uri, storage, run.checkpoint)
                _add_weights(Location.of(place), key, add)
            report(count, len(chosen))
        manifest = {"format": FORMAT, "sweep": name, "runs": list(chosen), "files": hashes}
        archive.writestr(_MANIFEST, json.dumps(manifest, indent=1))
    # It is for others to read, as far as the user's files are.
    umask = os.umask(0)
    os.umask(umask)
    file.chmod(0o666 & ~umask)
    return len(chosen)


def _add_run(
    client: Client, record: RunRecord, folder: str, add: Callable[[str, bytes], None]
) -> None:
    run = client.get_run(record.run_id)
    points = [
        [point.key, x if math.isfinite(x := point.value) else str(x), point.step, point.timestamp]
        for key in run.data.metrics
        for point in client.get_metric_history(record.run_id, key)
    ]
    tags = from_store(run.data.tags)
    content = {
        "trial_key": tags.get(TagName.TRIAL_KEY, ""),
        "name": run.info.run_name,
        "status": run.info.status,
        "start_time": run.info.start_time,
        "end_time": run.info.end_time,
        "tags": {key: text for key, text in tags.items() if not key.startswith(_NOT_KEPT)},
        "params": run.data.params,
        "metrics": points,
    }
    add(f"{folder}/run.json", json.dumps(content).encode())
    for path in (file.path for file in list_artifacts(client, record.run_id)):
        try:
            add(f"{folder}/artifacts/{path}", read_artifact(client, path, record.artifact_uri))
        except OSError as error:
            raise InputError(
                f"the artifact {path} of run {record.run_id} can't be read ({first_line(error)}); "
                "put it back, or launch the sweep again, which writes what it lacks"
            ) from error


def _add_weights(file: Location, key: str, add: Callable[[str, bytes], None]) -> None:
    content = file.read()
    if content is None:
        raise InputError(
            f"the weights of trial {key[:10]} aren't there: {file}; export without --weights, or "
            "give the folder that holds them with --storage"
        )
    add(f"{_RUNS}/{key}/weights/{file.name}", content)


class Archive:
    """A file that `write_archive` made, open for reading."""

    def __init__(self, file: Path):
        """Open the file. Raises InputError if it isn't such a one, or a later version made it."""
        self.file = file
        try:
            self._zip = zipfile.ZipFile(file)
            manifest = json.loads(self._zip.read(_MANIFEST))
            self.sweep, self.keys = str(manifest["sweep"]), tuple(map(str, manifest["runs"]))
            self._hashes: dict[str, str] = dict(manifest["files"])
            version = manifest["format"]
        except (OSError, zipfile.BadZipFile, KeyError, ValueError, TypeError) as error:
            raise InputError(
                f"{file} isn't a sweep that `scoresweep export` wrote ({first_line(error)})"
            ) from error
        if version != FORMAT:
            raise InputError(f"{file} was written by a later scoresweep; import it with that one")
        for path in self._hashes:
            if path.startswith("/") or "\\" in path or ".." in path.split("/"):
                raise InputError(f"{file} holds a file of a name that leads elsewhere: {path}")

    def __enter__(self) -> "Archive":
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def read(self, path: str) -> bytes:
        """Read a member. Raises InputError if it is harmed or absent."""
        try:
            content = self._zip.read(path)
        # Each fault of a ZIP has an error of its own kind; zlib's is no ValueError.
        except Exception as error:
            raise InputError(f"{self.file}: {path} can't be read ({first_line(error)})") from error
        if hashlib.sha256(content).hexdigest() != self._hashes.get(path):
            raise InputError(f"{self.file}: {path} was altered or harmed; export the sweep again")
        return content

    def parent(self) -> StoredRun:
        """Return the sweep's parent run."""
        return self._run(_SWEEP)

    def run(self, key: str) -> StoredRun:
        """Return the run of a trial key."""
        return self._run(f"{_RUNS}/{key}")

    def plan(self) -> dict[str, Any]:
        """Return the content of the sweep's sweep.json."""
        return self.json(self.parent().artifacts[ArtifactName.SWEEP])

    def json(self, path: str) -> dict[str, Any]:
        """Read a member as JSON."""
        return json.loads(self.read(path))

    def _run(self, folder: str) -> StoredRun:
        content = self.json(f"{folder}/run.json")
        try:
            return StoredRun(
                **{name: content[name] for name in _PLAIN},
                metrics=tuple(
                    Metric(key, _WORDS[value] if isinstance(value, str) else value, stamp, step)
                    for key, value, step, stamp in content["metrics"]
                ),
                artifacts=self._below(f"{folder}/artifacts/"),
                weights=self._below(f"{folder}/weights/"),
            )
        except (KeyError, ValueError, TypeError) as error:
            raise InputError(f"{self.file}: {folder}/run.json lacks {error}") from error

    def _below(self, folder: str) -> dict[str, str]:
        return {path.removeprefix(folder): path for path in self._hashes if path.startswith(folder)}


def is_archive(text: str) -> bool:
    """Return whether what stands for a sweep names such a file."""
    return text.endswith(".zip") and Path(text).is_file()


def store_artifacts(client: MlflowClient, run_id: str, archive: Archive, run: StoredRun) -> None:
    """Store a run's artifacts; those that are there already are written again, as they are."""
    with tempfile.TemporaryDirectory() as folder:
        for path, member in run.artifacts.items():
            target = Path(folder) / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(archive.read(member))
        if run.artifacts:
            client.log_artifacts(run_id, folder)
