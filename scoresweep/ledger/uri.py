"""Where the ledger is: tracking URIs, and whether there can be a store behind one. No MLflow.

Every function raises InputError with what is wrong and what to do.
"""

import difflib
import os
import re
import shutil
import socket
import tempfile
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

from scoresweep.errors import InputError, install_advice
from scoresweep.sanitize import without_password as without_password
from scoresweep.storage.location import Location

_SQLITE = "sqlite:///"
# How names of sqlite files end.
_FILES = (".db", ".sqlite", ".sqlite3")
_KINDS = ("http", "https", "sqlite", "postgresql", "mysql", "mssql", "databricks")
# The folder of a store's artifacts, with one for each sweep.
ARTIFACTS = "artifacts"
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
    parts, shown = parse_address(uri), without_password(uri)
    if (meant := _kind_meant(uri, parts.scheme)) is not None:
        raise InputError(f"tracking URI {shown}: did you mean {without_password(meant)}?")
    if (server := _server_meant(uri)) is not None:
        given = without_password(uri.removeprefix("//"))
        raise InputError(f"tracking URI {given}: did you mean {server}?")
    if parts.scheme == "" and uri.endswith(_FILES):
        raise InputError(f"tracking URI {shown}: did you mean sqlite:///{shown}?")
    if parts.scheme in ("", "file"):
        raise InputError(
            f"tracking URI {shown}: MLflow takes no folders any more; give sqlite:///FILE.db, "
            "postgresql://… or the http:// address of a tracking server"
        )
    if parts.scheme.partition("+")[0] not in _KINDS:
        raise InputError(
            f"tracking URI {shown}: MLflow has no store of the kind "
            f"{parts.scheme}; there are {', '.join(_KINDS)}"
        )
    if parts.scheme == "sqlite" and not uri.startswith(_SQLITE):
        file = shown.partition(":")[2].lstrip("/")
        raise InputError(f"tracking URI {shown}: did you mean {_SQLITE}{file}?")
    if parts.scheme in ("http", "https"):
        if not parts.hostname:
            raise InputError(
                f"tracking URI {shown}: it names no host; write as in {parts.scheme}://HOST:PORT"
            )
        if "#" in uri:
            raise InputError(
                f"tracking URI {shown}: that is the address of a page; give the server's, "
                f"{_server(shown)}"
            )


def _kind_meant(uri: str, scheme: str) -> str | None:
    """Return the address that one with a mistyped kind or in quotes seems to be, or None."""
    plain = uri.strip(" '\"")
    found = re.fullmatch(r"([A-Za-z]+)(\+\w+)?[:;]?//(.+)", plain, re.DOTALL) or re.fullmatch(
        r"(https?|postgresql|mysql)(\+\w+)?[:;]/([^/].*)", plain, re.DOTALL
    )
    if found is None or Path(uri).exists():
        return None
    kind, driver, rest = found.groups()
    meant = difflib.get_close_matches(kind.lower(), _KINDS, n=1)
    if not meant or meant[0] == "sqlite":
        return None
    address = f"{meant[0]}{driver or ''}://{rest}"
    return address if address != f"{kind.lower()}{uri[len(kind) :]}" else None


def _server_meant(uri: str) -> str | None:
    """Return the server's address if one without http:// seems to name a server."""
    found = re.fullmatch(
        r"(?://)?((?:[^/#?@\s]*@)?([\w.-]+|\[[\da-fA-F:.]+\])(:\d+)?)([/#?].*)?", uri
    )
    if found is None or Path(uri).exists() or uri.startswith((".", "~")):
        return None
    address, host, port, rest = found.groups()
    is_host = port or "@" in address or host == "localhost" or "." in host
    if not is_host or (port is None and f"{host}{rest or ''}".endswith(_FILES)):
        return None
    return _server(without_password(f"http://{address}{rest or ''}"))


def _server(page: str) -> str:
    """Return the server's address from that of a page of MLflow's UI, up to the #."""
    address, is_page, _ = page.partition("#")
    return address.partition("?")[0].rstrip("/") if is_page else page


def parse_address(uri: str, what: str = "tracking URI") -> SplitResult:
    """Take an address apart.

    Args:
        what: Names the address in messages.

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
            f"{what} {without_password(uri)}: its host and port can't be told apart; in a "
            "user's name or password write %25 for %, %2F for /, %3A for :, %40 for @, %23 for #, "
            "%3F for ?, %5B and %5D for brackets"
        ) from error
    return parts


def sqlite_uri(path: Path) -> str:
    """Return the absolute address of a database file, as processes have other current folders.

    SQLAlchemy takes what follows a ? for options, and decodes the rest.
    """
    return _SQLITE + str(path.absolute()).replace("%", "%25").replace("?", "%3F")


def sqlite_path(uri: str) -> Path | None:
    """Return the file that SQLAlchemy opens for an address; None for another kind of store."""
    if not uri.startswith(_SQLITE):
        return None
    return Path(unquote(uri.removeprefix(_SQLITE).partition("?")[0]))


def is_absent(uri: str) -> bool:
    """Return whether the store is a sqlite file that isn't there yet."""
    path = sqlite_path(uri)
    return path is not None and not path.exists()


def check_sqlite(uri: str) -> None:
    """Raise InputError if the file can't be written; MLflow would wait and print tracebacks."""
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
    """Raise InputError within seconds if no server answers; MLflow would retry for minutes."""
    parts = parse_address(uri)
    if parts.hostname is None or uri.startswith("sqlite"):
        return
    if (proxy := proxy_of(uri)) is not None:
        # What MLflow connects to: behind some, nothing else can be reached.
        parts = parse_address(proxy if "://" in proxy else f"http://{proxy}", "proxy")
    ports = {"http": 80, "https": 443, "postgresql": 5432, "mysql": 3306}
    port = parts.port or ports.get(parts.scheme.partition("+")[0])
    if parts.hostname is not None and port is not None:
        with socket.create_connection((parts.hostname, port), timeout=10):
            pass


def proxy_of(uri: str) -> str | None:
    """Return the proxy of the environment that requests to a tracking server go through, if any."""
    parts = parse_address(uri)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    if proxy_bypass(parts.netloc.rpartition("@")[2]):
        return None
    proxies = getproxies()
    return proxies.get(parts.scheme) or proxies.get("all")


def advice(uri: str, error: Exception) -> str:
    """Return what to do about a store that can't be used, by what its error says."""
    text, parts = str(error), parse_address(uri)
    if isinstance(error, ModuleNotFoundError):
        return f"install its driver; for PostgreSQL: {install_advice('postgres')}"
    if "Invalid Host header" in text:
        host = parts.netloc.rpartition("@")[2]
        return (
            "the server refuses every name that it wasn't told, with HTTP 403: start it as `mlflow "
            f"server --allowed-hosts '{host},localhost:*'`"
        )
    if parts.scheme.startswith("http") and re.search(r"\b(401|Unauthorized)\b", text):
        return (
            "the server asks for a user and a password: set MLFLOW_TRACKING_USERNAME and "
            "MLFLOW_TRACKING_PASSWORD, or write them into ~/.mlflow/credentials"
        )
    if (proxy := proxy_of(uri)) is not None:
        name = f"{parts.scheme.upper()}_PROXY" if parts.scheme in getproxies() else "ALL_PROXY"
        return (
            f"requests to {parts.hostname} go through the proxy {without_password(proxy)}, as "
            f"{name} says; if none is needed to reach it: export NO_PROXY={parts.hostname}"
        )
    if parts.scheme == "https" and "WRONG_VERSION_NUMBER" in text:
        return f"the server speaks no https: try http{without_password(uri).removeprefix('https')}"
    if parts.scheme.startswith("http") and re.search(r"\b404\b", text) and parts.path.strip("/"):
        server = without_password(f"{parts.scheme}://{parts.netloc}")
        return f"there is no tracking server at {parts.path} of it; its address may be {server}"
    if isinstance(error, socket.gaierror):
        return f"no machine of the name {parts.hostname} is known here: check its spelling"
    is_by_variable = os.environ.get("MLFLOW_TRACKING_URI") == uri
    without = "unset MLFLOW_TRACKING_URI" if is_by_variable else "leave out --tracking-uri"
    return f"check that it runs and that the address is right, or {without}"


def artifact_location(uri: str, storage: Location, name: str) -> str | None:
    """Return where a sweep's artifacts lie.

    They lie beside a sqlite file, and in the storage for another database. None for a tracking
    server, which decides for itself.
    """
    if uri.startswith("http"):
        return None
    path = sqlite_path(uri)
    root = storage.local if path is None else path.parent
    if root is not None:
        return (root.absolute() / ARTIFACTS / name).as_uri()
    place = str(storage / ARTIFACTS / name)
    if "?" in place or (place.startswith("s3://") and find_spec("boto3") is None):
        raise InputError(
            f"--storage {storage}: with a bare database as tracking store MLflow keeps artifacts "
            "there itself, for which it needs boto3 (pip install boto3) and AWS_ENDPOINT_URL "
            "instead of settings behind ?; set those, or give the address of an MLflow server with "
            "--tracking-uri"
        )
    return place
