"""Files in a store behind a URI such as s3://bucket/prefix, through pyarrow or else fsspec.

pyarrow has clients of its own for S3, Google's, Azure's and Hadoop's stores; any other scheme is
fsspec's, if its package is installed. Neither is imported before a URI is used. Credentials come
from the environment of the process, never from the URI: it is kept in tags and shown, so one that
holds a secret is refused.

But for the checks, functions raise whatever the store's client raises; `why` makes a line of it.
"""

import contextlib
import difflib
import functools
import os
import re
import threading
import uuid
from typing import Any
from urllib.parse import parse_qsl

from scoresweep.errors import InputError, shortened

# How the name of a file begins that isn't whole yet.
PARTIAL = ".partial-"
# The standard variables for a server other than Amazon's, the more specific one first.
ENDPOINTS = ("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL")
_OBJECT_STORES = frozenset({"s3", "gs", "gcs", "abfs", "abfss"})
_PYARROWS = _OBJECT_STORES | {"hdfs", "viewfs"}
# fsspec knows them, and yet: other names of S3; what can't be written; what ends with its process.
_UNFIT = frozenset({"s3a", "http", "https", "data", "memory"})
# Settings that a URI may hold, each with what its value looks like. No secret does.
_HOST = r"(https?://)?[A-Za-z0-9._\-\[\]]+(:\d+)?/?"
_SETTINGS = {
    "s3": {"endpoint_override": _HOST, "scheme": "https?", "region": r"[a-z0-9-]{1,40}"},
    "gs": {"endpoint_override": _HOST, "scheme": "https?"},
}
_SETTINGS["gcs"] = _SETTINGS["gs"]
# pyarrow's client doubles its pause after each attempt: a store that is away is waited for about a
# minute.
_ATTEMPTS = 9
_QUICK_ATTEMPTS = 2
_CONNECT_S, _QUICK_CONNECT_S = 10, 4
# Without a byte: a slow store is just slow.
_SILENCE_S, _QUICK_SILENCE_S = 60, 10
_PROBE_S = 30.0


def checked(uri: str) -> str:
    """Return the URI as tags hold it.

    Raises InputError, in words that repeat nothing that may be secret.
    """
    scheme, _, rest = uri.partition("://")
    scheme = scheme.lower()
    # A secret may hold slashes, so it may seem to end where a path begins.
    user, at, _ = rest.rpartition("@")
    if at and (":" in user or scheme == "s3"):
        raise InputError(
            f"--storage {scheme}://…: the address holds a user name or a password, and would be "
            "kept in the ledger; leave them out. Credentials come from the environment of every "
            "node (AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, AWS_PROFILE, or the machine's role)"
        )
    _check_scheme(scheme)
    address, _, query = rest.partition("?")
    authority, _, path = address.partition("/")
    if scheme == "s3" and not re.fullmatch(r"[A-Za-z0-9._-]+", authority):
        raise InputError(
            "--storage s3://…: what follows :// should be the name of a bucket, as in "
            "s3://bucket/prefix; the address of a server other than Amazon's goes into "
            "AWS_ENDPOINT_URL, or behind, as in "
            "s3://bucket/prefix?endpoint_override=host:9000&scheme=http"
        )
    _check_settings(scheme, query)
    parts = [part for part in path.split("/") if part]
    if any(part in (".", "..") for part in parts) or "#" in address:
        raise InputError(
            f"--storage {scheme}://…: a folder there can't be '.' or '..', nor hold '#'"
        )
    return f"{scheme}://" + "/".join([authority, *parts]) + (query and f"?{query}")


def _check_scheme(scheme: str) -> None:
    if scheme in _PYARROWS:
        return
    import fsspec

    if scheme not in fsspec.available_protocols() or scheme in _UNFIT:
        near = difflib.get_close_matches(scheme, _PYARROWS, n=1, cutoff=0.5)
        hint = f"did you mean {near[0]}://? " if near else ""
        raise InputError(
            f"--storage {scheme}://…: there is no such kind of storage; {hint}Give a folder (a "
            "local one, or "
            "one that all nodes mount), or a URI such as s3://bucket/prefix, gs://… or abfs://…"
        )


def _check_settings(scheme: str, query: str) -> None:
    known = _SETTINGS.get(scheme, {})
    pairs = parse_qsl(query, keep_blank_values=True)
    if query.count("&") + bool(query) == len(pairs) and all(
        key in known and re.fullmatch(known[key], value) for key, value in pairs
    ):
        return
    settings = f"may only set {', '.join(known)}" if known else "can't hold any setting"
    raise InputError(
        f"--storage {scheme}://…?…: what follows ? {settings}, each with a plain value; keys and "
        "passwords come from the environment (for S3: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY)"
    )


def join(uri: str, name: str) -> str:
    """Append a name to a URI's path, before its query."""
    address, mark, query = uri.partition("?")
    return f"{address}/{name}{mark}{query}"


def parent(uri: str) -> str:
    """Remove the last part of a URI's path and keep its query."""
    address, mark, query = uri.partition("?")
    return f"{address.rpartition('/')[0]}{mark}{query}"


def write(uri: str, content: bytes, *, quick: bool = False) -> None:
    """Write an object, so that others see it only when it is complete.

    Object stores do so; on other stores the file gets its name at the end.

    Args:
        quick: Give up within seconds, here and in the functions below.
    """
    filesystem, path = _filesystem(uri, quick=quick)
    target, renames = path, uri.partition("://")[0] not in _OBJECT_STORES
    if renames:
        folder, _, name = path.rpartition("/")
        filesystem.create_dir(folder, recursive=True)
        target = f"{folder}/{PARTIAL}{uuid.uuid4().hex}-{name}"
    with filesystem.open_output_stream(target, compression=None) as stream:
        stream.write(content)
    if renames:
        filesystem.move(target, path)


def read(uri: str, *, quick: bool = False) -> bytes | None:
    """None if there is no such file."""
    filesystem, path = _filesystem(uri, quick=quick)
    try:
        with filesystem.open_input_stream(path, compression=None) as stream:
            return bytes(stream.read())
    except FileNotFoundError:
        return None


def exists(uri: str) -> bool:
    """Return whether there is an object or a prefix of this name."""
    from pyarrow.fs import FileType

    filesystem, path = _filesystem(uri)
    return bool(filesystem.get_file_info(path).type != FileType.NotFound)


def files(uri: str) -> list[tuple[str, int, int]]:
    """Return (name, bytes, time of last change in ns) of each file in a folder.

    There are none without a folder.
    """
    from pyarrow.fs import FileSelector, FileType

    filesystem, path = _filesystem(uri)
    found = filesystem.get_file_info(FileSelector(path, allow_not_found=True))
    return [
        (info.base_name, info.size or 0, info.mtime_ns or 0)
        for info in found
        if info.type == FileType.File
    ]


def delete(uri: str, *, quick: bool = False) -> None:
    """Also if it is gone already."""
    filesystem, path = _filesystem(uri, quick=quick)
    with contextlib.suppress(FileNotFoundError):
        filesystem.delete_file(path)


def probe(uri: str) -> None:
    """Write, read and delete a small file, in seconds. Raises TimeoutError if that doesn't end."""
    failures: list[Exception] = []

    def attempt() -> None:
        try:
            place, content = join(uri, f".probe-{uuid.uuid4().hex}"), b"x" * 4096
            write(place, content, quick=True)
            if read(place, quick=True) != content:
                raise OSError("what was written can't be read back")
            delete(place, quick=True)
        except Exception as error:  # each client raises errors of its own kind; shown by the caller
            failures.append(error)

    # In a thread, as some clients try for many minutes and have no setting for it.
    thread = threading.Thread(target=attempt, daemon=True)
    thread.start()
    thread.join(_PROBE_S)
    if thread.is_alive():
        raise TimeoutError(f"no answer in {_PROBE_S:.0f} seconds")
    if failures:
        raise failures[0]


def why(error: Exception) -> str:
    """Return why a store refused, in a line."""
    text = (getattr(error, "strerror", None) or str(error)).strip()
    text = text.splitlines()[0] if text else type(error).__name__
    if match := re.search(r"AWS Error (\w+).*? during (\w+) operation: (.*)", text):
        said = re.sub(r"\s*\(Request ID:[^)]*\)", "", match[3]).rpartition("Details: ")[2]
        text = f"{said} ({match[1]} in {match[2]})"
    return shortened(text)


def _filesystem(uri: str, *, quick: bool = False) -> tuple[Any, str]:
    """Return the client for a URI and the path there. A quick client gives up within seconds."""
    address, _, query = uri.partition("?")
    scheme, _, path = address.partition("://")
    if scheme == "s3":
        bucket = path.partition("/")[0]
        endpoint = next((os.environ[name] for name in ENDPOINTS if os.environ.get(name)), "")
        return _s3(bucket, query, endpoint, quick), path
    if scheme in _PYARROWS:
        from pyarrow.fs import FileSystem

        client, path = FileSystem.from_uri(uri)
        return client, path
    import fsspec
    from pyarrow.fs import FSSpecHandler, PyFileSystem

    client, path = fsspec.core.url_to_fs(uri)
    return PyFileSystem(FSSpecHandler(client)), path


@functools.lru_cache(maxsize=16)
def _s3(bucket: str, query: str, endpoint: str, quick: bool) -> Any:
    """Return a client for S3. Raises OSError if Amazon has no such bucket."""
    from pyarrow import fs

    settings = dict(parse_qsl(query))
    endpoint = settings.get("endpoint_override", endpoint)
    if not re.fullmatch(_HOST, endpoint or "none"):
        raise InputError(
            f"{' or '.join(ENDPOINTS)} should be the address of an S3 server, as in "
            "http://host:9000, without a user name or password"
        )
    scheme, _, host = endpoint.rpartition("://")
    region = settings.get(
        "region", os.environ.get("AWS_REGION", os.environ.get("AWS_DEFAULT_REGION"))
    )
    if not host and not region:
        region = fs.resolve_s3_region(bucket)
    return fs.S3FileSystem(
        region=region,
        endpoint_override=host.rstrip("/") or None,
        scheme=settings.get("scheme") or scheme or "https",
        # A small file takes one request; a larger one is put together when its last part is there.
        allow_delayed_open=True,
        connect_timeout=_QUICK_CONNECT_S if quick else _CONNECT_S,
        request_timeout=_QUICK_SILENCE_S if quick else _SILENCE_S,
        retry_strategy=fs.AwsStandardS3RetryStrategy(
            max_attempts=_QUICK_ATTEMPTS if quick else _ATTEMPTS
        ),
    )
