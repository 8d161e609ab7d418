"""Every thing that would fail an hour in, checked in the first seconds. `doctor` prints it."""

import dataclasses
import os
import shutil
import tempfile
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from urllib.parse import urlparse

from orchestrator.ledger import Ledger
from orchestrator.spec import SweepSpec
from workers.errors import InputError

_SPARE_BYTES = 200 * 2**20
_PACKAGES = ("torch", "torchvision", "ray", "optuna", "mlflow", "numpy")


@dataclasses.dataclass(frozen=True)
class Check:
    name: str
    ok: bool
    message: str


def storage_folder(given: str | None) -> Path:
    """--storage, else ./runs, as an absolute path. Raises InputError for what isn't supported."""
    text = given or "runs"
    scheme = urlparse(text).scheme
    if scheme == "file":
        text = urlparse(text).path
    elif len(scheme) > 1:
        raise InputError(
            f"--storage {text}: only folders are supported yet (a local one, or one that all nodes "
            "mount); give a path"
        )
    return Path(text).absolute()


def check_storage(storage: Path, wanted_bytes: int) -> None:
    """Raises InputError unless the folder can be written and has room for the checkpoints."""
    try:
        storage.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(prefix=".probe-", dir=storage) as probe:
            probe.write(b"x" * 4096)
            probe.flush()
            os.fsync(probe.fileno())
    except OSError as error:
        raise InputError(
            f"--storage {storage}: can't be written ({error.strerror}); "
            "give another folder with --storage, or free some space there"
        ) from error
    free = shutil.disk_usage(storage).free
    if free < wanted_bytes + _SPARE_BYTES:
        raise InputError(
            f"--storage {storage}: {free / 2**20:.0f} MiB are free and the checkpoints may take "
            f"{wanted_bytes / 2**20:.0f} MiB, with {_SPARE_BYTES / 2**20:.0f} MiB to spare; "
            "free some space, or give another folder with --storage"
        )


def check_ledger(uri: str) -> Ledger:
    """Open the store. Raises InputError if it isn't there, can't be written or its disk is full."""
    from orchestrator.ledger import sqlite_path

    path = sqlite_path(uri)
    if path is not None and path.parent.is_dir():
        free = shutil.disk_usage(path.parent).free
        if free < _SPARE_BYTES:
            raise InputError(
                f"tracking store {path}: {free / 2**20:.0f} MiB are free there, and it needs "
                f"{_SPARE_BYTES / 2**20:.0f}; free some space, or give another place with "
                "--tracking-uri sqlite:///FILE.db"
            )
    return Ledger(uri)


def prepare_data(spec: SweepSpec) -> Path:
    """Bring the data to this node, so that a missing or broken data set is found at once."""
    from workers.data import cache_root, prepare
    from workers.sources import describe, identify

    return prepare(spec.data, identify(spec.data, describe(spec.data)), cache_root())


def doctor(
    uri: str, storage: str | None, address: str | None, spec: SweepSpec | None
) -> list[Check]:
    """Run every check and report each, the failed ones too."""
    checks = [_run("packages", _packages)]
    checks.append(_run("tracking store", lambda: f"{check_ledger(uri).uri.split('@')[-1]} answers"))
    checks.append(_run("storage", lambda: _storage(storage)))
    checks.append(_run("ray", lambda: _ray(address, spec)))
    if spec is not None:
        checks.append(_run("data", lambda: f"{spec.data.name} decoded in {prepare_data(spec)}"))
    return checks


def _run(name: str, check: Callable[[], str]) -> Check:
    try:
        return Check(name, True, check())
    except InputError as error:
        return Check(name, False, str(error))


def _packages() -> str:
    found = []
    for package in _PACKAGES:
        try:
            found.append(f"{package} {version(package)}")
        except PackageNotFoundError as error:
            raise InputError(f"{package} isn't installed; run `make .venv` again") from error
    return ", ".join(found)


def _storage(storage: str | None) -> str:
    folder = storage_folder(storage)
    check_storage(folder, 0)
    return f"{folder} takes writes, {shutil.disk_usage(folder).free / 2**30:.1f} GiB free"


def _ray(address: str | None, spec: SweepSpec | None) -> str:
    import ray

    from orchestrator import schedule
    from workers.spec import Resources

    with schedule.cluster(address, verbose=False):
        resources = schedule.settle(spec.resources if spec else Resources())
        total = ray.cluster_resources()
        return (
            f"{total.get('CPU', 0):g} CPU, {total.get('GPU', 0):g} GPU; "
            f"{schedule.slots(resources)} trials at a time"
        )
