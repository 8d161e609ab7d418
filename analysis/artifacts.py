"""The files of a run, read by its artifact URI: MLflow's client would load the whole run anew for each."""

import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

from pydantic_core import from_json

from analysis.safe_text import all_printable, is_printable
from analysis.store import Client
from workers.errors import InputError


def read_artifact(client: Client, path: str, artifact_uri: str) -> bytes:
    """artifact_uri: the run's. Raises OSError if the file can't be read."""
    root = urlsplit(artifact_uri)
    # A server's own address of a file may end in a query, as storage behind a URI may.
    uri = root._replace(path=f"{root.path.rstrip('/')}/{path}").geturl()
    if ".." in path.split("/"):
        raise OSError("its name leads out of the run's folder")
    if root.scheme == "file":
        # It is read where it lies; MLflow takes half a millisecond to say where that is.
        return Path(url2pathname(urlsplit(uri).path)).read_bytes()
    return _downloaded(client, uri)


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
