"""What a node offers for training, as a process on it sees it."""

import contextlib
import dataclasses
import hashlib
import os
import platform
import shutil
import stat
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import psutil

from scoresweep.cache import cache_root
from scoresweep.storage.location import Location, StorageError

# A trial trained with other versions of these is another experiment, or doesn't start.
COMPARED = ("torch", "torchvision", "ray", "mlflow", "numpy")


@dataclasses.dataclass(frozen=True)
class NodeFacts:
    """What was found on a node.

    Attributes:
        versions: version of each package.
        gpus: how many GPUs torch sees.
        memory: free bytes of main memory.
        disk: free bytes of the disk that decoded images go to.
        token: as `token_state` returns it.
    """

    versions: dict[str, str]
    gpus: int
    memory: int
    disk: int
    token: str


def inspect_node() -> NodeFacts:
    """Inspect this node without making a context on any GPU."""
    # Here, as the driver imports this module without torch.
    import torch

    place = cache_root()
    while not place.exists():
        place = place.parent
    return NodeFacts(
        versions=versions(),
        gpus=torch.cuda.device_count(),
        memory=psutil.virtual_memory().available,
        disk=shutil.disk_usage(place).free,
        token=token_state(),
    )


def gpu_memory() -> int | None:
    """Return bytes of the smallest GPU here, None if there is none. Makes a context on each."""
    import torch  # as in `inspect_node`

    found = range(torch.cuda.device_count())
    return min((torch.cuda.get_device_properties(i).total_memory for i in found), default=None)


def versions() -> dict[str, str]:
    """Versions of Python, of the packages that matter, and a digest of scoresweep's code."""
    return libraries() | {"scoresweep": f"code {_code_digest()}"}


def libraries() -> dict[str, str]:
    """Versions of Python and of the packages that matter, `none` for one that isn't installed."""
    found = {"python": platform.python_version()}
    for package in COMPARED:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "none"
    return found


def _code_digest() -> str:
    """Digest the source of everything that trials run, without the analysis."""
    root = Path(__file__).parents[2]
    packages = ("specs", "ledger", "storage", "workers", "orchestrator")
    digest = hashlib.sha256()
    for file in sorted(path for name in packages for path in (root / name).rglob("*.py")):
        digest.update(str(file.relative_to(root)).encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()[:8]


def token_state() -> str:
    """Return "off" without token authentication, "" if the token is fine, else what is wrong."""
    if os.environ.get("RAY_AUTH_MODE", "").lower() != "token":
        return "off"
    if os.environ.get("RAY_AUTH_TOKEN"):
        return ""
    given = os.environ.get("RAY_AUTH_TOKEN_PATH")
    file = Path(given).expanduser() if given else Path.home() / ".ray" / "auth_token"
    try:
        mode = stat.S_IMODE(file.stat().st_mode)
    except OSError as error:
        return (
            f"RAY_AUTH_MODE=token, but no token is found in {file} ({error.strerror}); make one "
            "with `ray get-auth-token --generate` and copy it to every node"
        )
    if mode & 0o077:
        return (
            f"others can read Ray's token {file} (mode {mode:04o}), and who has it can run "
            f"anything on the cluster: chmod 600 {file}"
        )
    return ""


def write_probe_file(storage: str, name: str) -> str | None:
    """Leave a small file in the storage. Returns what went wrong, or None."""
    try:
        (Location.of(storage) / name).write(name.encode())
    except StorageError as error:
        return f"--storage {storage} can't be written there ({error})"
    return None


def read_probe_file(storage: str, name: str) -> str | None:
    """Return why another node's file isn't there as it was written, or None if it is."""
    try:
        found = (Location.of(storage) / name).read()
    except StorageError as error:
        return str(error)
    return None if found == name.encode() else "it isn't there" if found is None else "it differs"


def remove_probe_file(storage: str, name: str) -> None:
    """Delete the file, if the storage can be reached; `write_probe_file` reports that."""
    with contextlib.suppress(StorageError):
        (Location.of(storage) / name).delete()
