"""Every thing that would fail an hour in, checked in the first seconds. `doctor` prints it."""

import dataclasses
import os
import shutil
import tempfile
from collections.abc import Callable
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from scoresweep.errors import InputError
from scoresweep.ledger.known import known_runs
from scoresweep.ledger.uri import without_password
from scoresweep.orchestrator.config.sweep import SweepSpec
from scoresweep.storage import object_store as remote
from scoresweep.storage.location import Location

_SPARE_BYTES = 200 * 2**20
_PACKAGES = ("torch", "torchvision", "ray", "optuna", "mlflow", "numpy")


@dataclasses.dataclass(frozen=True)
class Check:
    """warns: it is told, and stops nothing."""

    name: str
    ok: bool
    message: str
    warns: bool = False

    @property
    def word(self) -> str:
        return "warn" if self.warns else "ok" if self.ok else "FAIL"


def storage_location(given: str | None) -> Location:
    """--storage, else ./runs, as an absolute path or a URI. Raises InputError for what can't be one."""
    return Location.of(given or "runs")


def check_storage(storage: Location, wanted_bytes: int) -> str:
    """How the storage is. Raises InputError unless it takes writes and, if local, has room for so much."""
    if storage.local is None:
        return _check_remote(storage)
    place = _check_writable(storage.local, "--storage")
    free = shutil.disk_usage(place).free
    if free < wanted_bytes + _SPARE_BYTES:
        raise InputError(
            f"--storage {storage}: {free / 2**20:.0f} MiB are free and the checkpoints may take "
            f"{wanted_bytes / 2**20:.0f} MiB, with {_SPARE_BYTES / 2**20:.0f} MiB to spare; "
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
                "check the bucket's name, and AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY (or AWS_PROFILE) and, "
                "for a server other than Amazon's, AWS_ENDPOINT_URL in the environment"
            )
        raise InputError(
            f"--storage {storage}: can't be written and read ({remote.why(error)}); {advice}"
        ) from error
    return f"{storage} takes writes, reads and deletions"


def check_output(folder: Path) -> None:
    """Raises InputError unless table files can be written there."""
    _check_writable(folder, "--output")


def _check_writable(folder: Path, option: str) -> Path:
    """Try it in the folder, or in the nearest one above that exists; nothing is left behind."""
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
    from scoresweep.cache import cache_root
    from scoresweep.workers.data.cache import prepare
    from scoresweep.workers.data.sources import describe, identify

    return prepare(spec.data, identify(spec.data, describe(spec.data)), cache_root())


def _tracking_store(uri: str) -> str:
    known_runs(uri)
    return f"{without_password(uri)} can be used"


def doctor(
    uri: str, storage: str | None, address: str | None, spec: SweepSpec | None
) -> list[Check]:
    """Run every check and report each, the failed ones too."""
    checks = [_run("packages", _packages)]
    checks.append(_run("tracking store", lambda: _tracking_store(uri)))
    checks.append(_run("storage", lambda: check_storage(storage_location(storage), 0)))
    if spec is not None:
        checks.append(_run("data", lambda: f"{spec.data.name} decoded in {prepare_data(spec)}"))
    return checks + _ray(uri, storage, address, spec)


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
    try:
        # The second one doesn't load where it was built for another torch.
        for package in ("torch", "torchvision"):
            import_module(package)
    except (ImportError, OSError, RuntimeError) as error:
        why = next(iter(str(error).splitlines()), type(error).__name__)
        raise InputError(
            f"torch and torchvision are installed and can't be loaded ({why}); trials would fail: "
            "install the two that belong together, for this machine"
        ) from error
    return ", ".join(found)


def _ray(uri: str, storage: str | None, address: str | None, spec: SweepSpec | None) -> list[Check]:
    """The cluster as a whole, then each of its nodes."""
    from scoresweep.orchestrator.cluster import session as cluster
    from scoresweep.specs.job import Resources

    checks = []
    try:
        with cluster.joined(address, verbose=False):
            capacity = cluster.capacity(address)
            resources = capacity.settle(spec.resources if spec else Resources())
            checks.append(_run("ray", lambda: capacity.describe(resources)))
            shared = _run("tracking store", lambda: _is_shared(uri, capacity.most_nodes))
            checks += [] if shared.ok else [shared]
            if address is not None:
                from scoresweep.orchestrator.cluster import node_checks as inspection

                needs = None if spec is None else inspection.needs(spec)
                checks += inspection.inspect(uri, str(storage_location(storage)), resources, needs)
    except InputError as error:
        checks.append(Check("ray", False, str(error)))
    return checks


def _is_shared(uri: str, nodes: int) -> str:
    from scoresweep.orchestrator.cluster import session as cluster

    cluster.check_store_is_shared(uri, nodes)
    return "every node can reach it"
