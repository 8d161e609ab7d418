"""Files of a run, read by its artifact URI: MLflow's client would load the whole run for each."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

from pydantic_core import from_json

from scoresweep.errors import InputError, first_line
from scoresweep.ledger.client import Client
from scoresweep.ledger.moved import run_artifacts_now
from scoresweep.ledger.uri import ARTIFACTS
from scoresweep.sanitize import all_printable, is_printable

if TYPE_CHECKING:
    from mlflow.entities import FileInfo


class UnreadableArtifactError(InputError):
    """A file of a run is absent, can't be read, or doesn't hold what it should."""


def read_artifact(client: Client, path: str, artifact_uri: str) -> bytes:
    """Read a file of a run.

    Args:
        path: The file's path below the run's artifacts.
        artifact_uri: The run's, as the store has it.

    Raises:
        OSError: The file can't be read, or lies outside the run's folder.
    """
    if ".." in path.split("/"):
        raise OSError("its name leads out of the run's folder")
    root = urlsplit(run_artifacts_now(client.tracking_uri, artifact_uri))
    # A server's own address of a file may end in a query, as storage behind a URI may.
    address = root._replace(path=f"{root.path.rstrip('/')}/{path}")
    if address.scheme != "file":
        return _download(client, address.geturl())
    # MLflow would take half a millisecond to say where a local file lies.
    return Path(url2pathname(address.path)).read_bytes()


def list_artifacts(client: Client, run_id: str, folder: str = "") -> Iterator["FileInfo"]:
    """Yield the files of a run, those in folders too, by MLflow's client."""
    for file in client.list_artifacts(run_id, folder or None):
        if file.is_dir:
            yield from list_artifacts(client, run_id, file.path)
        else:
            yield file


def _download(client: Client, uri: str) -> bytes:
    # MLflow takes a second to load, and local files don't need it.
    from mlflow.artifacts import download_artifacts

    with tempfile.TemporaryDirectory() as folder:
        try:
            local = download_artifacts(
                artifact_uri=uri, dst_path=folder, tracking_uri=client.tracking_uri
            )
        except Exception as error:  # each store's client raises errors of its own kind
            # The last line of MLflow's is the cause; the first says that there were failures.
            raise OSError(str(error).strip().rpartition("\n")[2]) from error
        return Path(local).read_bytes()


def read_json(client: Client, run_id: str, path: str, artifact_uri: str) -> dict[str, Any]:
    """Read and parse a JSON file of a run, with every text made harmless to show.

    Raises:
        UnreadableArtifactError: The file can't be read or isn't JSON.
    """
    try:
        content = read_artifact(client, path, artifact_uri)
    except OSError as error:
        moved = ""
        if run_artifacts_now(client.tracking_uri, artifact_uri) != artifact_uri:
            moved = (
                f"the store was moved, and has it at {artifact_uri}, which is gone: put the folder "
                f"{ARTIFACTS} beside the store, or "
            )
        raise UnreadableArtifactError(
            f"the artifact {path} of run {run_id} can't be read ({first_line(error)}); {moved}"
            "launch the sweep again to write it anew"
        ) from error
    try:
        text = content.decode("utf-8")
        # Pydantic's parser takes a fifth of the standard library's time and reads the same floats.
        value: dict[str, Any] = from_json(content)
    except ValueError as error:
        raise UnreadableArtifactError(
            f"the artifact {path} of run {run_id} is harmed ({error}); "
            "launch the sweep again to write it anew"
        ) from error
    # Nothing in a file can act that isn't in its text, unless it is written as an escape.
    return value if is_printable(text) and "\\" not in text else all_printable(value)
