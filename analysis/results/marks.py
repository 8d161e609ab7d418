"""What tells that a ledger has changed, without reading it.

MLflow keeps no mark of a run's last change, but a database file has one: SQLite counts in its header what was written to it.
"""

import os
from pathlib import Path

Mark = list[int | str]

_SQLITE = "sqlite:///"
# SQLite's file format, §1.3: by which protocol the file is written, and the file change counter.
_HEADER, _PROTOCOL, _COUNTER = 100, 18, slice(24, 28)
_IN_PLACE = 1  # the other one writes ahead, which the counter doesn't tell of


def store_file(uri: str) -> Path | None:
    """The file that a store is; None if it is another kind of store."""
    return Path(uri.removeprefix(_SQLITE)).absolute() if uri.startswith(_SQLITE) else None


def store_mark(uri: str) -> Mark | None:
    """Other than before after every write to the store; None where that can't be told, as of a server.

    To be asked for between two reads, not while one is open: whoever closes a file loses the locks that SQLite has on it.
    """
    file = store_file(uri)
    if file is None:
        return None
    try:
        with file.open("rb") as database:
            header, found = database.read(_HEADER), os.fstat(database.fileno())
    except OSError:
        return None
    if len(header) < _HEADER or header[_PROTOCOL] != _IN_PLACE:
        return None
    return [*_of(found), header[_COUNTER].hex()]


def file_mark(file: Path | str) -> Mark | None:
    """Other than before after every write to the file but one right after another; None if it isn't there."""
    try:
        return _of(os.stat(file))
    except OSError:
        return None


def _of(found: os.stat_result) -> Mark:
    return [found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns]


def is_settled(mark: Mark | None, now_ns: int) -> bool:
    """Whether a write to the file after now would change its mark: file systems tell times to two seconds at worst."""
    return mark is None or int(mark[3]) < now_ns - 2_000_000_000
