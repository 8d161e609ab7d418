"""What a node has to train with, as seen from a process on it."""

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

# A trial trained with other versions of these is another experiment, or doesn't start at all.
COMPARED = ("torch", "torchvision", "ray", "mlflow", "numpy")


@dataclasses.dataclass(frozen=True)
class NodeFacts:
    """versions: package → version; gpus: those that torch sees; memory, disk: free bytes, the disk's where
    decoded images go; token: "off" where Ray's token authentication is, "" where it is on and well, else what
    is wrong with the token."""

    versions: dict[str, str]
    gpus: int
    memory: int
    disk: int
    token: str


def look() -> NodeFacts:
    # Here, as the driver imports this module without torch.
    import torch

    place = cache_root()
    while not place.exists():
        place = place.parent
    return NodeFacts(
        versions=versions(),
        # Counted by the driver's library: no context is made on any GPU.
        gpus=torch.cuda.device_count(),
        memory=psutil.virtual_memory().available,
        disk=shutil.disk_usage(place).free,
        token=token_state(),
    )


def gpu_memory() -> int | None:
    """Bytes of the smallest GPU that torch sees here; None if it sees none. Makes a context on each."""
    import torch  # as in `look`

    found = range(torch.cuda.device_count())
    return min((torch.cuda.get_device_properties(i).total_memory for i in found), default=None)


def versions() -> dict[str, str]:
    """Of Python, the packages that matter, and scoresweep: its code, as its version rarely changes."""
    found = {"python": platform.python_version()}
    for package in COMPARED:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "none"
    found["scoresweep"] = f"code {_code_digest()}"
    return found


_TRIALS_RUN = ("specs", "ledger", "storage", "workers", "orchestrator")


def _code_digest() -> str:
    """Of the text of what trials run; the analysis isn't among it."""
    root = Path(__file__).parents[2]
    digest = hashlib.sha256()
    for file in sorted(path for part in _TRIALS_RUN for path in (root / part).rglob("*.py")):
        digest.update(str(file.relative_to(root)).encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()[:8]


def token_state() -> str:
    """Whether Ray asks for a token here, and what is wrong with the one that it finds."""
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
            f"RAY_AUTH_MODE=token, but no token is found in {file} ({error.strerror}); make one with "
            "`ray get-auth-token --generate` and copy it to every node"
        )
    if mode & 0o077:
        return (
            f"others can read Ray's token {file} (mode {mode:04o}), and who has it can run anything on the "
            f"cluster: chmod 600 {file}"
        )
    return ""


def write_mark(storage: str, name: str) -> str | None:
    """Leave a small file in the storage. Returns what went wrong, if anything."""
    try:
        (Location.of(storage) / name).write(name.encode())
    except StorageError as error:
        return f"--storage {storage} can't be written there ({error})"
    return None


def read_mark(storage: str, name: str) -> str | None:
    """Returns why the file of another node isn't there as it was written; None if it is."""
    try:
        found = (Location.of(storage) / name).read()
    except StorageError as error:
        return str(error)
    return None if found == name.encode() else "it isn't there" if found is None else "it differs"


def remove_mark(storage: str, name: str) -> None:
    """A storage that can't be reached was told by `write_mark`."""
    with contextlib.suppress(StorageError):
        (Location.of(storage) / name).delete()
