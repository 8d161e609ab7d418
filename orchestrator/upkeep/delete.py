"""Deletes a sweep: its runs and models in the ledger, their artifacts, and the trials' checkpoints.

A run is marked as deleted before its files go, and the sweep's own run comes last. So at no moment
a run that a launch would use lacks its weights, and a deletion that was killed is finished by the
next, which finds the marked runs by their tags. What another sweep plans stays, run and files.
"""

import collections
import contextlib
import dataclasses
import os
import shutil
import socket
import time
import uuid
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from mlflow import MlflowClient
from mlflow.entities import LoggedModel, Run, ViewType
from mlflow.exceptions import MlflowException
from mlflow.store.artifact.artifact_repository_registry import get_artifact_repository

from scoresweep.errors import InputError, first_line
from scoresweep.ledger.artifacts import list_artifacts
from scoresweep.ledger.client import all_experiments, known_sweeps, read_trials
from scoresweep.ledger.lease import BEAT_S, MISSED_BEATS, Holder
from scoresweep.ledger.moved import run_artifacts_now
from scoresweep.ledger.records import RunRecord, record_of
from scoresweep.ledger.schema import TagName
from scoresweep.ledger.tags import from_store, stored_name
from scoresweep.ledger.uri import sqlite_path
from scoresweep.orchestrator.execution.lease import Lease, read_holder
from scoresweep.orchestrator.upkeep.needs import (
    OtherStores,
    PlannedSweep,
    Storages,
    find_other_stores,
    find_storages,
    is_own,
    needed_by,
    read_planned,
)
from scoresweep.plurals import counted
from scoresweep.sanitize import printable
from scoresweep.storage.location import Location, StoredFile
from scoresweep.storage.trial_folder import EVALUATION, checkpoints, measurements, partials

_RUNS_A_PAGE = 300
_MODELS_A_PAGE = 100
# MLflow's codes of a server that knows no models, or lets this user have none.
_WITHOUT_MODELS = ("ENDPOINT_NOT_FOUND", "PERMISSION_DENIED")
# Between a deleted experiment's name and what tells it from others that had the name.
_DELETED = " (deleted "
# MLflow's first experiment, which isn't a sweep's.
_DEFAULT = "0"


@dataclasses.dataclass(frozen=True)
class DoomedRun:
    """A run that is to be removed, or that was marked as deleted and still has files.

    Attributes:
        trial_key: Empty for the sweep's own run.
        models: The ids of its models.
        artifacts: Paths and bytes of its artifacts, as far as they may be deleted here.
        files: Files of its trial in the storage, likewise.
    """

    run_id: str
    experiment_id: str
    trial_key: str
    role: str
    is_active: bool
    artifact_uri: str
    models: tuple[str, ...] = ()
    artifacts: tuple[tuple[str, int], ...] = ()
    files: tuple[StoredFile, ...] = ()

    @property
    def is_gone(self) -> bool:
        """Return whether nothing is left to remove."""
        return not (self.is_active or self.models or self.artifacts or self.files)


@dataclasses.dataclass(frozen=True)
class KeptRun:
    """A run that stays.

    Attributes:
        sweeps: The names of the sweeps that plan it.
    """

    run_id: str
    name: str
    sweeps: tuple[str, ...]


@dataclasses.dataclass(frozen=True)
class Deletion:
    """What deleting a sweep removes, and what stays.

    Attributes:
        runs: Runs of trials and judges.
        parents: The sweep's own run; earlier ones too if they still have files.
        kept: Runs of it that stay, as another sweep plans them.
        left: What isn't removed though it is the sweep's, as sentences.
        study: Where the search's study is; None for a grid.
    """

    sweep: str
    runs: tuple[DoomedRun, ...]
    parents: tuple[DoomedRun, ...]
    kept: tuple[KeptRun, ...]
    left: tuple[str, ...]
    study: str | None

    @property
    def all_runs(self) -> tuple[DoomedRun, ...]:
        """Return the runs in the order of their removal: the parent last."""
        return (*self.runs, *self.parents)


def find_deletion(client: MlflowClient, name: str, storage: Location | None) -> Deletion:
    """Find what deleting a sweep removes. Changes nothing.

    Args:
        storage: The storage that the user named, if any.

    Raises:
        InputError: The store has no such sweep, or what other sweeps need can't be known.
    """
    uri = client.tracking_uri
    experiments = [each.experiment_id for each in all_experiments(client)]
    found = list(_runs_of(client, name, experiments))
    planned = read_planned(client)
    own = [each for each in planned if each.name == name]
    others = [each for each in planned if each.name != name]
    for other in others:
        if other.plan is None:
            raise InputError(
                f"which runs the sweep {printable(other.name)} needs can't be known "
                f"({other.fault}); launch it again, or delete it first"
            )
    needed = needed_by(others)
    active = list(read_trials(client, experiments))
    found += _orphans(client, active, own, others)
    doomed, kept = [], []
    for run in found:
        tags = from_store(run.data.tags)
        key, is_active = tags.get(TagName.TRIAL_KEY, ""), run.info.lifecycle_stage == "active"
        if key and is_active and key in needed:
            run_id, shown = run.info.run_id, run.info.run_name
            kept.append(KeptRun(run_id, printable(shown or ""), tuple(needed[key])))
            continue
        role = tags.get(TagName.ROLE, "")
        uri_of = run.info.artifact_uri
        doomed.append(
            DoomedRun(run.info.run_id, run.info.experiment_id, key, role, is_active, uri_of)
        )
    models = _models_of(client, doomed)
    # Keys whose files some run that stays may need.
    gone = {run.run_id for run in doomed}
    staying = set(needed) | {
        run.tags[TagName.TRIAL_KEY] for run in active if run.run_id not in gone
    }
    # Those that are marked as deleted may alone name where their files are.
    storages = find_storages(uri, storage, [*active, *map(record_of, found)])
    other_stores = find_other_stores(uri, storages.own)
    left = _Left()
    artifacts = [tuple(_artifacts(client, storage, run, other_stores, left)) for run in doomed]
    runs = []
    for run, own_artifacts in zip(doomed, artifacts, strict=True):
        files: Sequence[StoredFile] = ()
        if run.trial_key and run.trial_key not in staying:
            staying.add(run.trial_key)  # of several runs of one key, the first has its files
            files = _files(run.trial_key, storages, other_stores, left)
        runs.append(
            dataclasses.replace(
                run,
                models=models[run.run_id],
                artifacts=own_artifacts,
                files=tuple(files),
            )
        )
    parents = [run for run in runs if run.role == "sweep" and not run.trial_key]
    trials = [run for run in runs if run.trial_key]
    is_over = not any(run.is_active for run in parents) and all(run.is_gone for run in runs)
    if is_over and (kept or not _empty_experiments(client, doomed)):
        raise InputError(_no_such_sweep(client, name, kept))
    return Deletion(
        sweep=name,
        runs=tuple(run for run in trials if not run.is_gone),
        parents=tuple(parents),
        kept=tuple(kept),
        left=tuple(f"{counted(n, what)} {why}" for (what, why), n in left.items()),
        study=_study(uri, name, own),
    )


def _no_such_sweep(client: MlflowClient, name: str, kept: Sequence[KeptRun]) -> str:
    if kept:
        names = sorted({sweep for run in kept for sweep in run.sweeps})
        return (
            f"the sweep {name} is deleted; {counted(len(kept), 'run')} of it stay, as "
            f"{', '.join(map(printable, names))} needs them, and go when that is deleted"
        )
    return f"the store has no sweep {name}{known_sweeps(client, name)}"


def _runs_of(client: MlflowClient, name: str, experiments: list[str]) -> Iterator[Run]:
    """Return the runs of a sweep, its own among them, also those that are marked as deleted."""
    query, token = f"tags.`{TagName.SWEEP}` = '{name}'", None
    while experiments:
        page = client.search_runs(
            experiments, query, ViewType.ALL, max_results=_RUNS_A_PAGE, page_token=token
        )
        yield from page
        token = page.token
        if not token:
            return


def _orphans(
    client: MlflowClient,
    active: Sequence[RunRecord],
    own: Sequence[PlannedSweep],
    others: Sequence[PlannedSweep],
) -> list[Run]:
    """Return runs of a sweep that was deleted, which stayed for this one."""
    keys = frozenset().union(*(each.keys for each in own))
    living = {each.name for each in (*own, *others)}
    return [
        client.get_run(run.run_id)
        for run in active
        if run.tags[TagName.TRIAL_KEY] in keys and TagName.SWEEP_DELETED in run.tags
        if run.tags.get(TagName.SWEEP, "") not in living
    ]


def _models_of(client: MlflowClient, runs: Collection[DoomedRun]) -> dict[str, tuple[str, ...]]:
    """Run id → the ids of its models that its trial logged; models of people's own stay."""
    found: dict[str, list[str]] = {run.run_id: [] for run in runs}
    for model in _models(client, sorted({run.experiment_id for run in runs})):
        if model.source_run_id in found and TagName.TRIAL_KEY in model.tags:
            found[model.source_run_id].append(model.model_id)
    return {run_id: tuple(models) for run_id, models in found.items()}


def _models(client: MlflowClient, experiments: list[str]) -> Iterator[LoggedModel]:
    """Return the models of experiments that aren't deleted."""
    token = None
    while experiments:
        try:
            page = client.search_logged_models(
                experiments, max_results=_MODELS_A_PAGE, page_token=token
            )
        except MlflowException as error:
            if error.error_code not in _WITHOUT_MODELS:
                raise
            return
        yield from page
        token = page.token
        if not token:
            return


# (what can't be removed here, why) → how many.
_Left = collections.Counter[tuple[str, str]]


def _artifacts(
    client: MlflowClient,
    storage: Location | None,
    run: DoomedRun,
    other_stores: OtherStores,
    left: _Left,
) -> Iterator[tuple[str, int]]:
    """Paths and bytes of a run's artifacts that may be deleted."""
    uri = client.tracking_uri
    if (store := other_stores.by_run.get(run.run_id)) is not None:
        left["run's artifacts", f"stay: the store {store} has the same run"] += 1
        return
    folder = artifact_folder(uri, run)
    if folder is None:
        try:
            for file in list_artifacts(client, run.run_id):
                yield file.path, file.file_size or 0
        except MlflowException as error:
            left["run's artifacts", f"can't be listed ({first_line(error)})"] += 1
        return
    place = Location(str(folder))
    if sqlite_path(uri) is not None and not is_own(uri, storage, place):
        if folder.exists():
            why = (
                f"stay in {folder.parent.parent}, which isn't in the folder of the store: they may "
                "be another store's, of which this one is a copy"
            )
            left["run's artifacts", why] += 1
        return
    if not folder.exists() and sqlite_path(uri) is None:
        why = "aren't on this machine; mlflow gc, on the server's, takes them"
        left["run's artifacts", why] += 1
    for path, _, names in os.walk(folder):
        for here in (Path(path) / name for name in names):
            yield str(here.relative_to(folder)), here.lstat().st_size


def artifact_folder(uri: str, run: DoomedRun) -> Path | None:
    """Return where a run's artifacts are, if that is a folder of this run alone."""
    address = urlsplit(run_artifacts_now(uri, run.artifact_uri))
    if address.scheme not in ("", "file"):
        return None
    folder = Path(url2pathname(address.path))
    return folder if folder.parent.name == run.run_id and not folder.is_symlink() else None


def _files(
    key: str, storages: Storages, other_stores: OtherStores, left: _Left
) -> list[StoredFile]:
    """Return the files of a trial that may be deleted: checkpoints, and those of measurements."""
    found = []
    for root, folder in storages.folders(key):
        here = [*checkpoints(folder), *partials(folder), *measurements(folder)]
        is_link = folder.local is not None and (
            folder.local.is_symlink() or (folder.local / EVALUATION).is_symlink()
        )
        if not here:
            continue
        if (store := other_stores.by_key.get(key)) is not None:
            left["file", f"of trials stay in {root}: the store {store} needs them"] += len(here)
        elif root in storages.elsewhere or is_link:
            why = (
                f"of trials stay in {root}, which isn't in the folder of the store; if no other "
                f"store needs them, add --storage {root}"
            )
            left["file", why] += len(here)
        else:
            found += here
    return found


def _study(uri: str, name: str, own: Sequence[PlannedSweep]) -> str | None:
    if not any(each.is_search or each.plan is None for each in own):
        return None
    from scoresweep.orchestrator.search.study import count_tried, study_uri  # loads Optuna

    place = study_uri(uri)
    return place if count_tried(place, name) is not None else None


def _empty_experiments(client: MlflowClient, doomed: Sequence[DoomedRun]) -> list[str]:
    """Return the active experiments of these runs without a run or model that isn't deleted."""
    found = []
    for experiment in dict.fromkeys(run.experiment_id for run in doomed):
        runs = client.search_runs([experiment], "", ViewType.ACTIVE_ONLY, max_results=1)
        if experiment != _DEFAULT and not runs and not any(_models(client, [experiment])):
            found.append(experiment)
    return found


@contextlib.contextmanager
def leased(client: MlflowClient, name: str) -> Iterator[None]:
    """Hold a sweep's lease, so that no launch drives it meanwhile.

    Raises:
        InputError: A driver holds it, or a search runs, which may come to use any run.
    """
    planned = read_planned(client)
    for other in planned:
        if other.name != name and other.driver is not None and other.is_search:
            raise InputError(
                f"the search {printable(other.name)} is being run ({printable(str(other.driver))}) "
                f"and may come to reuse runs of {name}; wait until that has ended"
            )
    leases = []
    try:
        for each in planned:
            if each.name == name:
                leases.append(_lease(client, name, each.parent.run_id))
        yield
    finally:
        for lease in leases:
            lease.release()


def _lease(client: MlflowClient, name: str, run_id: str) -> Lease:
    def on_lost(_: object) -> None:
        """Do nothing: a launch that took the lease over sees what is left."""

    lease, holder = Lease(client, run_id, on_lost), read_holder(client, run_id)
    if not (_is_free(client, run_id, holder) and lease.take(holder)):
        raise InputError(
            f"the sweep {name} is being run ({printable(str(holder))}); wait until that has ended, "
            "or end it"
        )
    return lease


def _is_free(client: MlflowClient, run_id: str, holder: Holder | None) -> bool:
    """Return whether nobody holds a lease any more.

    A process of another machine counts as dead once its beat has stood still for a minute: its
    clock may differ from this one's.
    """
    if holder is None or holder.is_dead_here():
        return True
    if holder.host == socket.gethostname() or holder.seems_alive():
        return False
    for _ in range(MISSED_BEATS):
        time.sleep(BEAT_S)
        if read_holder(client, run_id) != holder:
            return False
    return True


def delete_sweep(
    client: MlflowClient,
    deletion: Deletion,
    storage: Location | None,
    report: Callable[[int, int], None] = lambda done, count: None,
) -> None:
    """Delete what was found, by the holder of the sweep's lease.

    Args:
        storage: As `find_deletion` had it.
        report: Called with the number of runs deleted and to delete.

    Raises:
        InputError: It isn't what would be found now: another launch has come to need some of it.
    """
    if find_deletion(client, deletion.sweep, storage) != deletion:
        raise InputError(
            f"what deleting {deletion.sweep} removes has changed since it was shown; nothing was "
            "deleted, call it again"
        )
    for kept in deletion.kept:
        # By this the deletion of the last sweep that plans it finds it.
        client.set_tag(kept.run_id, stored_name(TagName.SWEEP_DELETED), deletion.sweep)
    count = len(deletion.all_runs)
    for done, run in enumerate(deletion.runs, 1):
        _delete_run(client, run)
        report(done, count)
    if deletion.study is not None:
        from scoresweep.orchestrator.search.study import delete_study  # loads Optuna

        delete_study(deletion.study, deletion.sweep)
    for done, run in enumerate(deletion.parents, 1 + len(deletion.runs)):
        _delete_run(client, run)
        report(done, count)
    for experiment in _empty_experiments(client, deletion.all_runs):
        # A deleted experiment keeps its name, and a new launch needs it.
        before = client.get_experiment(experiment).name
        if _DELETED not in before:
            mark = uuid.uuid4().hex[:8]
            client.rename_experiment(experiment, f"{before}{_DELETED}{mark})")
        if experiment in _empty_experiments(client, deletion.all_runs):
            client.delete_experiment(experiment)


def _delete_run(client: MlflowClient, run: DoomedRun) -> None:
    """Delete a run, its models, its artifacts and its files, in this order."""
    if run.is_active:
        client.delete_run(run.run_id)
    for model in run.models:
        client.delete_logged_model(model)
    if run.artifacts:
        folder = artifact_folder(client.tracking_uri, run)
        if folder is None:
            get_artifact_repository(
                run.artifact_uri, tracking_uri=client.tracking_uri
            ).delete_artifacts()
        else:
            shutil.rmtree(folder)
            _remove_empty(folder.parent, folder.parent.parent)
    for file in run.files:
        file.place.delete()
    for place in {file.place.parent for file in run.files}:
        if place.local is not None:
            outer = place.local.parent if place.name == EVALUATION else place.local
            _remove_empty(place.local, outer)


def _remove_empty(*folders: Path) -> None:
    for folder in folders:
        with contextlib.suppress(OSError):
            folder.rmdir()
