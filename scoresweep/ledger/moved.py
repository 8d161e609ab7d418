"""Finds again what a ledger records by absolute paths, after its folder was moved or copied.

MLflow records an experiment's and each run's artifacts by absolute addresses, and a run's tag names
its weights so. Beside a sqlite file lie its `artifacts/` (`uri.artifact_location`) and often the
storage too. What lies beside the file now is its own; the recorded place may be gone, or belong to
the folder that this one is a copy of.
"""

import logging
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from scoresweep.errors import InputError
from scoresweep.ledger.uri import ARTIFACTS, sqlite_path
from scoresweep.sanitize import printable
from scoresweep.storage.location import Location

_log = logging.getLogger(__name__)
# Place of a run's artifacts below its experiment's: its id and MLflow's own "artifacts".
_OF_RUN = 2
_WAIT_S = 30.0


def artifacts_now(uri: str, location: str) -> str:
    """Return where an experiment's artifacts lie now, which lie at `location` by the store."""
    store, address = sqlite_path(uri), urlsplit(location)
    if store is None or address.scheme != "file":
        return location
    recorded = Path(url2pathname(address.path))
    here = store.absolute().parent / ARTIFACTS / recorded.name
    if recorded == here or recorded.parent.name != ARTIFACTS:
        return location
    if here.resolve() == recorded.resolve():
        return location
    return here.as_uri() if here.is_dir() or not recorded.exists() else location


def run_artifacts_now(uri: str, artifact_uri: str) -> str:
    """Return where a run's artifacts lie now; see `artifacts_now`."""
    location, *own = artifact_uri.rsplit("/", _OF_RUN)
    return "/".join((artifacts_now(uri, location), *own))


def checkpoint_now(uri: str, storage: Location, checkpoint: str) -> str:
    """Return where weights lie now.

    They are looked for beside the store, at the path in their tag, and in this launch's storage. If
    they are in none of these, return the path in their tag.

    Args:
        uri: The store.
        checkpoint: The run's tag, `<storage>/<trial_key>/<file>`.
    """
    recorded = Location(checkpoint).local
    if recorded is None:
        return checkpoint
    places = [recorded]
    store = sqlite_path(uri)
    if store is not None:
        folder, parts = store.absolute().parent, recorded.parts[1:]
        if recorded.is_relative_to(folder):
            return checkpoint
        # The trial key is of this trial alone, so no other file can be taken for it.
        places = [folder.joinpath(*parts[i:]) for i in range(len(parts) - 1)] + places
    if storage.local is not None:
        places.append(storage.local.joinpath(*recorded.parts[-2:]))
    return str(next((place for place in places if place.exists()), recorded))


def record_moves(uri: str) -> None:
    """Write into a sqlite store where its artifacts lie now, before MLflow writes to the old place.

    MLflow writes where its tables say, and would create a folder again that is gone.

    Raises:
        InputError: The store can't be written.
    """
    store = sqlite_path(uri)
    if store is None or not store.exists() or not store.stat().st_size:
        return
    try:
        with closing(sqlite3.connect(store, timeout=_WAIT_S)) as connection, connection:
            lost = []
            for location, now in _moves(uri, connection):
                connection.execute(
                    "UPDATE runs SET artifact_uri = ? || substr(artifact_uri, ?) "
                    "WHERE substr(artifact_uri, 1, ?) = ?",
                    (f"{now}/", len(location) + 2, len(location) + 1, f"{location}/"),
                )
                connection.execute(
                    "UPDATE experiments SET artifact_location = ? WHERE artifact_location = ?",
                    (now, location),
                )
                if not Path(url2pathname(urlsplit(now).path)).is_dir():
                    lost.append(location)
            if lost:
                _log.warning(
                    "the store %s was moved, and its artifacts are neither at %s nor in %s, where "
                    "new ones are written now; if you have them, put them there",
                    store,
                    ", ".join(map(printable, lost)),
                    store.parent / ARTIFACTS,
                )
    except sqlite3.Error as error:
        raise InputError(
            f"tracking store {store}: its folder was moved, and where its artifacts lie now can't "
            f"be written into it ({error})"
        ) from error


def _moves(uri: str, connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """Return (recorded, present) place of the artifacts of each experiment that has moved."""
    query = "SELECT DISTINCT artifact_location FROM experiments"
    try:
        found = connection.execute(query).fetchall()
    except sqlite3.Error:
        return []  # no store yet, or none at all, which MLflow says
    places = [(location, artifacts_now(uri, location)) for (location,) in found if location]
    return [(location, now) for location, now in places if now != location]
