"""What was made of a ledger, kept on this machine until something that it was made of changes.

That is the ledger, the files of runs that were read, this package's own sources, and the libraries that reckon and draw. A
change of any one makes all anew: which run changed can't be told without reading them all.
"""

import contextlib
import dataclasses
import functools
import hashlib
import os
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from pydantic_core import from_json, to_json

from scoresweep.analysis.results.marks import Mark, file_mark, store_file, store_mark
from scoresweep.cache import cache_root
from scoresweep.ledger.artifacts import noted
from scoresweep.storage.location import write_atomically

_ROOT = Path(__file__).parents[2]
_PACKAGES = ("analysis", "ledger", "orchestrator", "specs", "storage", "workers")
_LIBRARIES = (
    *("numpy", "scipy", "matplotlib", "pillow", "jinja2", "markupsafe", "rich", "pyyaml"),
    *("pydantic-core", "sqlalchemy", "mlflow", "mlflow-skinny"),
)
# By these MLflow may read another ledger under the same address, and Rich write other texts.
_ENVIRONMENT = (
    "MLFLOW_WORKSPACE",
    "MLFLOW_ENABLE_WORKSPACES",
    "FORCE_COLOR",
    "NO_COLOR",
    "TTY_",
    "TERM",
)
_DAYS = 30
# No home folder, no room, no leave, a name that isn't text: then nothing is kept, and nothing is said.
_CANT_KEEP = (OSError, ValueError, RuntimeError)


@dataclasses.dataclass(frozen=True)
class Kept:
    """content: what was made, of plain JSON; made: when."""

    content: Any
    made: datetime


@dataclasses.dataclass
class Making:
    """What is made now, kept if content is set in the end and nothing changed meanwhile. left: files that have to stay for it
    to hold, as they were when they were written."""

    content: Any = None
    left: dict[Path, Mark | None] = dataclasses.field(default_factory=dict)


def look_up(uri: str, *what: str) -> Kept | None:
    """What was made of a store under this name, if it still holds."""
    try:
        found = from_json(_place(uri, what).read_bytes())
        made, marks = datetime.fromisoformat(found["made"]), found["marks"]
        if found["store"] != store_mark(uri) or found["sources"] != sources():
            return None
        if any(file_mark(path) != mark for path, mark in marks.items()):
            return None
        return Kept(found["content"], made)
    # Nothing there, nothing that can be read, or something that another version wrote.
    except (*_CANT_KEEP, KeyError, TypeError, AttributeError):
        return None


@contextlib.contextmanager
def keeping(uri: str, *what: str) -> Iterator[Making]:
    """Keeps what is made inside, under this name, unless nobody could tell when it no longer holds."""
    making, before = Making(), store_mark(uri)
    # Of now: who is changed while it makes something made it of what it was.
    made_by = None if before is None else sources()
    with noted() as files:
        yield making
    if making.content is None or made_by is None or not files.can_tell or before != store_mark(uri):
        return
    kept = {
        "made": datetime.now().astimezone().isoformat(),
        "store": before,
        "sources": made_by,
        "marks": files.marks | {str(path): mark for path, mark in making.left.items()},
        "content": making.content,
    }
    with contextlib.suppress(*_CANT_KEEP):
        _write(_place(uri, what), to_json(kept, inf_nan_mode="constants"))


def _place(uri: str, what: Sequence[str]) -> Path:
    """One file for each name, so that what no longer holds is written over."""
    told = sorted(item for item in os.environ.items() if item[0].startswith(_ENVIRONMENT))
    name = hashlib.sha256(to_json([str(store_file(uri)), told, *what])).hexdigest()[:24]
    return cache_root() / "kept" / f"{name}.json"


def _write(file: Path, content: bytes) -> None:
    """Whole or not at all, and for nobody else to read: a ledger may be private. What wasn't made again for long goes."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    for old in file.parent.iterdir():
        if old.stat().st_mtime < time.time() - _DAYS * 86_400:
            old.unlink(missing_ok=True)
    write_atomically(file, content)


@functools.cache
def sources(root: Path = _ROOT) -> str | None:
    """Of all that decides what is made of the same ledger; None if it can't be read."""
    digest = hashlib.sha256(sys.version.encode())
    for library in _LIBRARIES:
        with contextlib.suppress(PackageNotFoundError):
            digest.update(f"{library} {version(library)}\n".encode())
    try:
        for file in sorted(path for name in _PACKAGES for path in (root / name).rglob("*")):
            if file.is_file() and file.parent.name != "__pycache__":
                digest.update(f"{file.relative_to(root)}\n".encode() + file.read_bytes())
    except OSError:
        return None
    return digest.hexdigest()
