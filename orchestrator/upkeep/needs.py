"""What must stay when a sweep is deleted or pruned: what other sweeps and other stores need.

A trial's run is found by its key and shared by all sweeps of a store that plan it, and the files in
a storage, by the same key, by all stores that use it.
"""

import contextlib
import dataclasses
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from scoresweep.errors import InputError, first_line
from scoresweep.ledger.artifacts import UnreadableArtifactError, read_json
from scoresweep.ledger.client import Client, read_sweeps
from scoresweep.ledger.lease import Holder, parse_holder
from scoresweep.ledger.moved import checkpoint_now
from scoresweep.ledger.records import RunRecord
from scoresweep.ledger.schema import ArtifactName, TagName
from scoresweep.ledger.sql_reader import held_by
from scoresweep.ledger.uri import sqlite_path
from scoresweep.storage.location import Location
from scoresweep.storage.trial_folder import trial_folder

# How every sqlite file begins, whatever its name.
_SQLITE = b"SQLite format 3\0"


@dataclasses.dataclass(frozen=True)
class PlannedSweep:
    """A sweep of the store, by its parent run.

    Attributes:
        plan: The content of its sweep.json; None if it can't be read.
        fault: Why not.
        driver: The process that drives it, if one seems alive.
    """

    name: str
    parent: RunRecord
    plan: Mapping[str, Any] | None
    fault: str | None
    driver: Holder | None

    @property
    def keys(self) -> frozenset[str]:
        """The trial keys that it plans or reuses."""
        if self.plan is None:
            return frozenset()
        planned = (each["trial_key"] for each in (*self.plan["cells"], *self.plan["judges"]))
        return frozenset(planned) | frozenset(self.plan.get("reused", {}))

    @property
    def is_search(self) -> bool:
        """Return whether a sampler chooses the sweep's trials, so that its plan lacks some."""
        return self.plan is not None and bool(self.plan.get("spec", {}).get("search"))


def read_planned(client: Client) -> list[PlannedSweep]:
    """Every sweep of the store, oldest first; of two parents of one name, both."""
    return [_planned(client, parent) for parent in read_sweeps(client)]


def _planned(client: Client, parent: RunRecord) -> PlannedSweep:
    plan, fault = None, None
    try:
        plan = read_json(client, parent.run_id, ArtifactName.SWEEP, parent.artifact_uri)
        for each in (*plan["cells"], *plan["judges"]):
            each["trial_key"]
    except UnreadableArtifactError as error:
        fault = str(error)
    except (KeyError, TypeError) as error:
        plan, fault = None, f"its {ArtifactName.SWEEP} lacks {error}"
    holder = parse_holder(parent.tags.get(TagName.LEASE, ""))
    driver = holder if holder is not None and holder.seems_alive() else None
    return PlannedSweep(parent.tags.get(TagName.SWEEP, ""), parent, plan, fault, driver)


def needed_by(sweeps: Iterable[PlannedSweep]) -> dict[str, list[str]]:
    """Trial key → the names of the sweeps that plan it."""
    found: dict[str, list[str]] = {}
    for sweep in sweeps:
        for key in sweep.keys:
            names = found.setdefault(key, [])
            if sweep.name not in names:
                names.append(sweep.name)
    return found


@dataclasses.dataclass(frozen=True)
class Storages:
    """Where files of a store's trials lie.

    Attributes:
        own: What lies in the folder of the store's file, and the storage that the user named. A
            copy of a store names its original's storage, so nothing else may be deleted.
        elsewhere: Storages that runs name, and that may be another store's.
    """

    own: tuple[Location, ...]
    elsewhere: tuple[Location, ...]

    def folders(self, key: str) -> Iterator[tuple[Location, Location]]:
        """(storage, folder in it) of a trial; none for a key that names no folder."""
        for root in (*self.own, *self.elsewhere):
            with contextlib.suppress(ValueError):
                yield root, trial_folder(root, key)


def find_storages(uri: str, given: Location | None, runs: Iterable[RunRecord]) -> Storages:
    """Find where the checkpoints of runs lie.

    Args:
        given: The storage that the user named, if any.
    """
    places = [] if given is None else [given]
    store = sqlite_path(uri)
    if store is not None:
        places.append(Location.of(str(store.absolute().parent / "runs")))
    for run in runs:
        if run.checkpoint is not None:
            now = checkpoint_now(uri, given or Location.of("runs"), run.checkpoint)
            places.append(Location.of(now).parent.parent)
    # By what a link leads to.
    different = {_resolved(place): place for place in reversed(places)}
    own = tuple(each for each in different.values() if is_own(uri, given, each))
    return Storages(own, tuple(each for each in different.values() if each not in own))


def is_own(uri: str, given: Location | None, place: Location) -> bool:
    """Return whether a place is in the folder of the store's file or in the storage given."""
    store = sqlite_path(uri)
    folders = [] if store is None else [Location(str(store.absolute().parent))]
    folders += [] if given is None else [given]
    if place.local is None:
        return place in folders
    resolved = place.local.resolve()
    return any(
        resolved.is_relative_to(each.local.resolve()) for each in folders if each.local is not None
    )


def _resolved(place: Location) -> str:
    return place.text if place.local is None else str(place.local.resolve())


@dataclasses.dataclass(frozen=True)
class OtherStores:
    """Other sqlite stores beside this one or beside its storages, which may use the same files.

    Attributes:
        by_key: Trial key → the store with a run of it.
        by_run: Run id → the store with this run, which is a copy of this one or its original.
    """

    by_key: Mapping[str, Path]
    by_run: Mapping[str, Path]


def find_other_stores(uri: str, storages: Iterable[Location]) -> OtherStores:
    """Read which trials and runs other stores have.

    Raises:
        InputError: One can't be read, so what it needs isn't known.
    """
    own = sqlite_path(uri)
    folders = set() if own is None else {own.absolute().parent.resolve()}
    for each in storages:
        if each.local is not None:
            folders |= {each.local.resolve(), each.local.resolve().parent}
    by_key: dict[str, Path] = {}
    by_run: dict[str, Path] = {}
    for path in (file for folder in folders if folder.is_dir() for file in folder.iterdir()):
        is_this = own is not None and path.resolve() == own.absolute().resolve()
        if is_this or not _is_sqlite(path):
            continue
        try:
            held = held_by(path)
        except sqlite3.Error as error:
            raise InputError(
                f"{path} lies beside this store and can't be read ({first_line(error)}), so which "
                "checkpoints it needs isn't known; wait until nothing writes to it, or move it away"
            ) from error
        if held is not None:
            by_key |= dict.fromkeys(held[0], path)
            by_run |= dict.fromkeys(held[1], path)
    return OtherStores(by_key, by_run)


def _is_sqlite(path: Path) -> bool:
    if not path.is_file():
        return False
    with open(path, "rb") as file:
        return file.read(len(_SQLITE)) == _SQLITE
