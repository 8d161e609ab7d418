"""The files of a run, read by its artifact URI: MLflow's client would load the whole run anew for each."""

import contextlib
import contextvars
import dataclasses
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

from pydantic_core import from_json

from scoresweep.analysis.results.marks import Mark, file_mark, is_settled
from scoresweep.errors import InputError
from scoresweep.ledger.client import Client
from scoresweep.sanitize import all_printable, is_printable


@dataclasses.dataclass
class FilesRead:
    """marks: path → what it was like just before; can_tell: whether they tell of any change since, as they do of files of this
    machine that weren't just being written."""

    marks: dict[str, Mark | None] = dataclasses.field(default_factory=dict)
    can_tell: bool = True

    def note(self, file: Path | None) -> None:
        """Before it is read; None is a file elsewhere."""
        mark = None if file is None else file_mark(file)
        self.can_tell &= file is not None and is_settled(mark, time.time_ns())
        if file is not None:
            self.marks.setdefault(str(file), mark)


_noting: contextvars.ContextVar[FilesRead | None] = contextvars.ContextVar("noting", default=None)


@contextlib.contextmanager
def noted() -> Iterator[FilesRead]:
    """Notes down which files of runs are read meanwhile."""
    files = FilesRead()
    token = _noting.set(files)
    try:
        yield files
    finally:
        _noting.reset(token)


def read_artifact(client: Client, path: str, artifact_uri: str) -> bytes:
    """artifact_uri: the run's. Raises OSError if the file can't be read."""
    if ".." in path.split("/"):
        raise OSError("its name leads out of the run's folder")
    # It is read where it lies; MLflow takes half a millisecond to say where that is.
    file, noting = local_file(path, artifact_uri), _noting.get()
    if noting is not None:
        noting.note(file)
    return _downloaded(client, _uri(path, artifact_uri)) if file is None else file.read_bytes()


def local_file(path: str, artifact_uri: str) -> Path | None:
    """Where a run's file lies on this machine; None if it lies elsewhere."""
    if urlsplit(artifact_uri).scheme != "file":
        return None
    return Path(url2pathname(urlsplit(_uri(path, artifact_uri)).path))


def _uri(path: str, artifact_uri: str) -> str:
    # A server's own address of a file may end in a query, as storage behind a URI may.
    root = urlsplit(artifact_uri)
    return root._replace(path=f"{root.path.rstrip('/')}/{path}").geturl()


def _downloaded(client: Client, uri: str) -> bytes:
    from mlflow.artifacts import download_artifacts
    from mlflow.exceptions import MlflowException

    with tempfile.TemporaryDirectory() as folder:
        try:
            local = download_artifacts(
                artifact_uri=uri, dst_path=folder, tracking_uri=client.tracking_uri
            )
        except MlflowException as error:
            raise OSError(str(error)) from error
        return Path(local).read_bytes()


def read_json(client: Client, run_id: str, path: str, artifact_uri: str) -> dict[str, Any]:
    """The same, parsed, and harmless to show. Raises InputError for what can't be read or isn't JSON."""
    try:
        content = read_artifact(client, path, artifact_uri)
    except OSError as error:
        raise InputError(
            f"the artifact {path} of run {run_id} can't be read ({error}); "
            "launch the sweep again to write it anew"
        ) from error
    try:
        text = content.decode("utf-8")
        # Pydantic's parser takes a fifth of the standard library's time, and reads the same floats.
        value: dict[str, Any] = from_json(content)
    except ValueError as error:
        raise InputError(
            f"the artifact {path} of run {run_id} is harmed ({error}); "
            "launch the sweep again to write it anew"
        ) from error
    # Nothing in a file can act that isn't in its text, unless it is written as an escape.
    return value if is_printable(text) and "\\" not in text else all_printable(value)
