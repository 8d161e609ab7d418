"""Where the ledger is: tracking URIs, and whether there can be a store behind one. No MLflow.

Every function raises InputError with what is wrong and what to do.
"""

import os
import re
import shutil
import socket
import tempfile
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from scoresweep.errors import InputError, install_advice
from scoresweep.sanitize import without_password as without_password
from scoresweep.storage.location import Location

_SQLITE = "sqlite:///"
_KINDS = ("http", "https", "sqlite", "postgresql", "mysql", "mssql", "databricks")
_SPARE_BYTES = 200 * 2**20


def tracking_uri(given: str | None) -> str:
    """--tracking-uri, else MLFLOW_TRACKING_URI, else scoresweep.db in the current folder."""
    uri = given or os.environ.get("MLFLOW_TRACKING_URI")
    if uri:
        _check_kind(uri)
        path = sqlite_path(uri)
        return uri if path is None else sqlite_uri(path)
    return sqlite_uri(Path("scoresweep.db"))


def _check_kind(uri: str) -> None:
    parts = parse_address(uri)
    if re.fullmatch(r"[\w.-]+:\d+(/.*)?", uri):
        raise InputError(f"tracking URI {uri}: did you mean http://{uri}?")
    if parts.scheme in ("", "file"):
        raise InputError(
            f"tracking URI {uri}: MLflow takes no folders any more; give sqlite:///FILE.db, "
            "postgresql://… or the http:// address of a tracking server"
        )
    if parts.scheme.partition("+")[0] not in _KINDS:
        raise InputError(
            f"tracking URI {without_password(uri)}: MLflow has no store of the kind "
            f"{parts.scheme}; there are {', '.join(_KINDS)}"
        )
    if parts.scheme in ("http", "https") and parts.fragment:
        raise InputError(
            f"tracking URI {without_password(uri)}: that is the address of a page; give the "
            f"server's, {without_password(uri).partition('#')[0].rstrip('/')}"
        )


def parse_address(uri: str) -> SplitResult:
    """Take an address apart.

    Raises:
        InputError: It isn't one, as where a password holds signs that have a meaning in addresses.
    """
    if sqlite_path(uri) is not None:
        return SplitResult("sqlite", "", uri, "", "")
    try:
        parts = urlsplit(uri)
        parts.port  # noqa: B018 - raises ValueError where it is no number
    except ValueError as error:
        raise InputError(
            f"tracking URI {without_password(uri)}: its host and port can't be told apart; in a "
            "user's name or password write %25 for %, %2F for /, %3A for :, %40 for @, %23 for #, "
            "%3F for ?, %5B and %5D for brackets"
        ) from error
    return parts


def sqlite_uri(path: Path) -> str:
    """The address of a database file, absolute, as a trial's process has another current folder.

    SQLAlchemy takes what follows a ? for options, and decodes the rest.
    """
    return _SQLITE + str(path.absolute()).replace("%", "%25").replace("?", "%3F")


def sqlite_path(uri: str) -> Path | None:
    """The file that SQLAlchemy opens for an address; None for another kind of store."""
    if not uri.startswith(_SQLITE):
        return None
    return Path(unquote(uri.removeprefix(_SQLITE).partition("?")[0]))


def is_absent(uri: str) -> bool:
    """Whether the store is a sqlite file that isn't there yet."""
    path = sqlite_path(uri)
    return path is not None and not path.exists()


def check_sqlite(uri: str) -> None:
    """MLflow waits and prints tracebacks over a file that can't be written: look first."""
    path = sqlite_path(uri)
    if path is None:
        return
    if not path.parent.is_dir():
        raise InputError(f"tracking store {path}: there is no folder {path.parent}")
    if path.is_dir():
        raise InputError(f"tracking store {path}: that is a folder; name a file in it")
    try:
        # Not os.access, which says yes to root on a read-only file system.
        with tempfile.NamedTemporaryFile(prefix=".probe-", dir=path.parent):
            pass
        if path.exists():
            with open(path, "r+b"):
                pass
    except OSError as error:
        raise InputError(
            f"tracking store {path}: can't be written ({error.strerror}); "
            "give another place with --tracking-uri sqlite:///FILE.db"
        ) from error
    free = shutil.disk_usage(path.parent).free
    if free < _SPARE_BYTES:
        raise InputError(
            f"tracking store {path}: {free / 2**20:.0f} MiB are free there, and it needs "
            f"{_SPARE_BYTES / 2**20:.0f}; free some space, or give another place with "
            "--tracking-uri sqlite:///FILE.db"
        )


def check_reachable(uri: str) -> None:
    """A server that isn't there is told in seconds; MLflow would try for minutes."""
    parts = parse_address(uri)
    if parts.hostname is None or uri.startswith("sqlite"):
        return
    ports = {"http": 80, "https": 443, "postgresql": 5432, "mysql": 3306}
    port = parts.port or ports.get(parts.scheme.partition("+")[0])
    if port is not None:
        with socket.create_connection((parts.hostname, port), timeout=10):
            pass


def advice(uri: str, error: Exception) -> str:
    """What to do about a store that can't be used."""
    if isinstance(error, ModuleNotFoundError):
        return f"install its driver; for PostgreSQL: {install_advice('postgres')}"
    if "Invalid Host header" in str(error):
        host = parse_address(uri).netloc.rpartition("@")[2]
        return (
            "the server refuses every name that it wasn't told, with HTTP 403: start it as "
            "`mlflow server "
            f"--allowed-hosts '{host},localhost:*'`"
        )
    return "check that it runs and that the address is right, or leave out --tracking-uri"


def artifact_location(uri: str, storage: Location, name: str) -> str | None:
    """Where a sweep's artifacts lie: beside a sqlite file, in the storage for another database.

    None for a tracking server, which decides for itself.
    """
    if uri.startswith("http"):
        return None
    path = sqlite_path(uri)
    root = storage.local if path is None else path.parent
    if root is not None:
        return (root.absolute() / "artifacts" / name).as_uri()
    place = str(storage / "artifacts" / name)
    if "?" in place or (place.startswith("s3://") and find_spec("boto3") is None):
        raise InputError(
            f"--storage {storage}: with a bare database as tracking store MLflow keeps artifacts "
            "there itself, "
            "for which it needs boto3 (pip install boto3) and AWS_ENDPOINT_URL instead of "
            "settings behind ?; "
            "set those, or give the address of an MLflow server with --tracking-uri"
        )
    return place
