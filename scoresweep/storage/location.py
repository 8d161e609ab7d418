"""Where checkpoints and stored measurements lie: a folder, or a store behind a URI.

One value stands for both. Local files are written to the disk, then renamed into place;
`scoresweep.storage.object_store` handles URIs.
"""

import contextlib
import dataclasses
import errno
import os
import re
import stat
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from scoresweep.errors import InputError
from scoresweep.storage import object_store as remote


class StorageError(OSError):
    """The storage is away, full, or refuses.

    Trying again later may mend it, so it isn't an InputError.
    """


# What a person or a reboot mends while a trial waits: no room, no writing, no answer.
_PASSING = frozenset(
    {
        errno.ENOSPC,
        errno.EDQUOT,
        errno.EROFS,
        errno.EIO,
        errno.ESTALE,
        errno.ENOTCONN,
        errno.ETIMEDOUT,
        errno.EHOSTDOWN,
        errno.EHOSTUNREACH,
    }
)


def is_transient(error: Exception) -> bool:
    """Return whether a retry may help; not if a file is in the way or a folder isn't ours."""
    if not isinstance(error, StorageError):
        return False
    cause = error.__cause__
    # An object store's client seldom says a number.
    return not isinstance(cause, OSError) or cause.errno is None or cause.errno in _PASSING


@dataclasses.dataclass(frozen=True)
class Location:
    """A folder or a file: an absolute path (local, or mounted), or a URI without any secret.

    text is what a tag holds. Operations raise StorageError, which names the place.
    """

    text: str

    @classmethod
    def of(cls, text: str) -> "Location":
        """Parse what was typed or what a tag holds. Raises InputError if it can't be a storage."""
        scheme, colon, rest = text.partition(":")
        if not colon or not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]+", scheme):
            return cls(str(Path(text).absolute()))
        if scheme.lower() == "file":
            return cls(str(Path(urlsplit(text).path).absolute()))
        if not rest.startswith("//"):
            raise InputError(
                "--storage: a URI begins as in s3://bucket/prefix, and a folder with ':' in its "
                "name with ./ or /"
            )
        return cls(remote.checked(text))

    def __str__(self) -> str:
        return self.text

    def __truediv__(self, name: str) -> "Location":
        if self.local is not None:
            return Location(str(self.local / name))
        return Location(remote.join(self.text, name))

    @property
    def local(self) -> Path | None:
        """The path; None for a URI."""
        return None if "://" in self.text else Path(self.text)

    @property
    def name(self) -> str:
        """The last part of the path, without a URI's query."""
        return Path(self.text.partition("?")[0] if self.local is None else self.text).name

    @property
    def parent(self) -> "Location":
        """The folder or URI that contains this one; a URI keeps its query."""
        if self.local is not None:
            return Location(str(self.local.parent))
        return Location(remote.parent(self.text))

    def write(self, content: bytes) -> None:
        """Write the file as a whole, or nothing of it."""
        with self._told("writing"):
            if self.local is None:
                remote.write(self.text, content)
            else:
                self.local.parent.mkdir(parents=True, exist_ok=True)
                with replacing(self.local) as partial:
                    partial.write_bytes(content)

    def read(self) -> bytes | None:
        """Return the file's content, or None if there is no such file."""
        with self._told("reading"):
            if self.local is None:
                return remote.read(self.text)
            try:
                return self.local.read_bytes()
            except FileNotFoundError:
                return None

    def exists(self) -> bool:
        """Return whether there is a file or folder here."""
        with self._told("looking for"):
            return remote.exists(self.text) if self.local is None else self.local.exists()

    def files(self, prefix: str) -> list["StoredFile"]:
        """Return the files of a folder whose names begin with `prefix`."""
        with self._told("listing"):
            found = remote.files(self.text) if self.local is None else _files(self.local)
        return [StoredFile(self / name, *rest) for name, *rest in found if name.startswith(prefix)]

    def delete(self) -> None:
        """Also if it is gone already."""
        with self._told("deleting"):
            if self.local is None:
                remote.delete(self.text)
            else:
                self.local.unlink(missing_ok=True)

    @contextlib.contextmanager
    def _told(self, doing: str) -> Iterator[None]:
        """Raise failures of the body as StorageError, with the cause first.

        The end of a long line may be cut off.
        """
        expected = Exception if self.local is None else OSError
        try:
            yield
        except InputError:
            raise
        except expected as error:  # each store's client raises errors of its own kind
            raise StorageError(f"{remote.why(error)}, {doing} {self}") from error


class StoredFile(NamedTuple):
    """A file of a folder: where it is, its bytes, and the time of its last change in ns."""

    place: Location
    size: int
    changed_ns: int


def _files(folder: Path) -> list[tuple[str, int, int]]:
    found = []
    for path in folder.iterdir() if folder.is_dir() else ():
        # Another process may delete it meanwhile.
        with contextlib.suppress(FileNotFoundError):
            if stat.S_ISREG((status := path.stat()).st_mode):
                found.append((path.name, status.st_size, status.st_mtime_ns))
    return found


@contextlib.contextmanager
def local_copies(files: Sequence[Location]) -> Iterator[list[Path]]:
    """Make the files available under their own names on this machine.

    Local files are used in place; others are copied for as long as the context lasts.
    """
    here = [file.local for file in files if file.local is not None]
    if len(here) == len(files):
        yield here
        return
    with tempfile.TemporaryDirectory(prefix="scoresweep-") as folder:
        copies = []
        for file in files:
            content = file.read()
            if content is None:
                raise StorageError(f"it is gone, reading {file}")
            copies.append(Path(folder) / file.name)
            copies[-1].write_bytes(content)
        yield copies


@contextlib.contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Yield a file beside the target, which takes the target's place at the end.

    After a crash the target is as it was, or whole.
    """
    handle, name = tempfile.mkstemp(prefix=remote.PARTIAL, dir=target.parent)
    os.close(handle)
    partial = Path(name)
    try:
        yield partial
        with open(partial, "rb") as stream:
            os.fsync(stream.fileno())
        os.replace(partial, target)
    except BaseException:  # also Ctrl-C: nothing is left behind
        partial.unlink(missing_ok=True)
        raise
    directory = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)
