"""Checks that would otherwise fail an hour into a launch, made in its first seconds."""

import os
import shutil
import tempfile
from pathlib import Path

from scoresweep.cache import cache_root
from scoresweep.errors import InputError
from scoresweep.orchestrator.config.sweep import SweepSpec
from scoresweep.storage import object_store as remote
from scoresweep.storage.location import Location
from scoresweep.workers.data.sources import describe, identify

_SPARE_BYTES = 200 * 2**20


def storage_location(given: str | None) -> Location:
    """--storage, else ./runs, as an absolute path or a URI.

    Raises:
        InputError: It can't be one.
    """
    return Location.of(given or "runs")


def check_storage(storage: Location, requested_bytes: int) -> str:
    """Check that the storage takes writes and, if local, has so much room.

    Returns:
        The state of the storage, for `doctor`.

    Raises:
        InputError: It doesn't.
    """
    if storage.local is None:
        return _check_remote(storage)
    place = _check_writable(storage.local, "--storage")
    free = shutil.disk_usage(place).free
    if free < requested_bytes + _SPARE_BYTES:
        raise InputError(
            f"--storage {storage}: {free / 2**20:.0f} MiB are free and the checkpoints may take "
            f"{requested_bytes / 2**20:.0f} MiB, with {_SPARE_BYTES / 2**20:.0f} MiB to spare; "
            "free some space, or give another folder with --storage"
        )
    return f"{storage} takes writes, {free / 2**30:.1f} GiB free"


def _check_remote(storage: Location) -> str:
    try:
        remote.probe(storage.text)
    except InputError as error:
        raise InputError(f"--storage {storage}: {error}") from error
    except Exception as error:  # each store's client raises errors of its own kind
        advice = "check its name, and the credentials for it in the environment"
        if storage.text.startswith("s3:"):
            advice = (
                "check the bucket's name, and AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY (or "
                "AWS_PROFILE) and, for a server other than Amazon's, AWS_ENDPOINT_URL in the "
                "environment"
            )
        raise InputError(
            f"--storage {storage}: can't be written and read ({remote.why(error)}); {advice}"
        ) from error
    return f"{storage} takes writes, reads and deletions"


def check_output(folder: Path) -> None:
    """Check that table files can be written to a folder.

    Raises:
        InputError: They can't.
    """
    _check_writable(folder, "--output")


def _check_writable(folder: Path, option: str) -> Path:
    """Write to the folder, or to the nearest existing one above it; leave nothing behind."""
    place = folder
    while not place.exists() and place != place.parent:
        place = place.parent
    try:
        with tempfile.NamedTemporaryFile(prefix=".probe-", dir=place) as probe:
            probe.write(b"x" * 4096)
            probe.flush()
            os.fsync(probe.fileno())
    except OSError as error:
        raise InputError(
            f"{option} {folder}: can't be written ({error.strerror}); "
            f"give another folder with {option}, or free some space there"
        ) from error
    return place


def prepare_data(spec: SweepSpec) -> Path:
    """Bring the data to this node, so that a missing or broken data set is found at once."""
    # Commands that only read a ledger are installed without the libraries that this needs.
    from scoresweep.workers.data.cache import prepare

    return prepare(spec.data, identify(spec.data, describe(spec.data)), cache_root())
