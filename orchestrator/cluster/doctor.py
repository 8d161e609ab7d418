"""`scoresweep doctor`: every check that a launch depends on."""

from collections.abc import Callable
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version

from scoresweep.errors import InputError, first_line
from scoresweep.ledger.client import read_records
from scoresweep.ledger.uri import without_password
from scoresweep.orchestrator.cluster import node_checks, session
from scoresweep.orchestrator.cluster.node_checks import Check
from scoresweep.orchestrator.cluster.preflight import check_storage, prepare_data, storage_location
from scoresweep.orchestrator.config.sweep import SweepSpec
from scoresweep.specs.job import Resources

_PACKAGES = ("torch", "torchvision", "ray", "optuna", "mlflow", "numpy")


def run_checks(
    uri: str, storage: str | None, address: str | None, spec: SweepSpec | None
) -> list[Check]:
    """Run every check, also after one has failed. Storage and address are as they were typed."""
    checks = [_check("packages", _packages)]
    checks.append(_check("tracking store", lambda: _tracking_store(uri)))
    checks.append(_check("storage", lambda: check_storage(storage_location(storage), 0)))
    if spec is not None:
        checks.append(_check("data", lambda: f"{spec.data.title} decoded in {prepare_data(spec)}"))
    return checks + _ray(uri, storage, address, spec)


def _check(name: str, check: Callable[[], str]) -> Check:
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
        # torchvision doesn't load if it was built for another torch.
        for package in ("torch", "torchvision"):
            import_module(package)
    except (ImportError, OSError, RuntimeError) as error:
        raise InputError(
            f"torch and torchvision are installed and can't be loaded ({first_line(error)}); "
            "trials would fail: install the two that belong together, for this machine"
        ) from error
    return ", ".join(found)


def _tracking_store(uri: str) -> str:
    read_records(uri)
    return f"{without_password(uri)} can be used"


def _ray(uri: str, storage: str | None, address: str | None, spec: SweepSpec | None) -> list[Check]:
    """Check the cluster as a whole, then each of its nodes."""

    def store_is_shared(nodes: int) -> str:
        session.check_store_is_shared(uri, nodes)
        return "every node can reach it"

    checks = []
    try:
        with session.joined(address, verbose=False):
            capacity = session.capacity(address)
            resources = capacity.settle(spec.resources if spec else Resources())
            checks.append(_check("ray", lambda: capacity.describe(resources)))
            shared = _check("tracking store", lambda: store_is_shared(capacity.most_nodes))
            checks += [] if shared.ok else [shared]
            if address is not None:
                needs = None if spec is None else node_checks.needs(spec)
                place = str(storage_location(storage))
                checks += node_checks.inspect(uri, place, resources, needs)
    except InputError as error:
        checks.append(Check("ray", False, str(error)))
    return checks
