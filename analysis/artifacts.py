"""The files of a run, read by its artifact URI: MLflow's client would load the whole run anew for each."""

import json
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from mlflow import MlflowClient
from mlflow.artifacts import download_artifacts
from mlflow.exceptions import MlflowException

from analysis.safe_text import all_printable
from workers.errors import InputError


def read_artifact(
    client: MlflowClient, run_id: str, path: str, artifact_uri: str | None = None
) -> bytes:
    """artifact_uri: the run's, if it is known. Raises OSError or MlflowException if the file can't be read."""
    root = urlsplit(artifact_uri or client.get_run(run_id).info.artifact_uri)
    # A server's own address of a file may end in a query, as storage behind a URI may.
    uri = root._replace(path=f"{root.path.rstrip('/')}/{path}").geturl()
    if root.scheme == "file":
        # It is read where it lies; MLflow would copy it first.
        return Path(download_artifacts(artifact_uri=uri)).read_bytes()
    with tempfile.TemporaryDirectory() as folder:
        local = download_artifacts(
            artifact_uri=uri, dst_path=folder, tracking_uri=client.tracking_uri
        )
        return Path(local).read_bytes()


def read_json(
    client: MlflowClient, run_id: str, path: str, artifact_uri: str | None = None
) -> dict[str, Any]:
    """The same, parsed, and harmless to show. Raises InputError for what can't be read or isn't JSON."""
    try:
        content = read_artifact(client, run_id, path, artifact_uri)
    except (OSError, MlflowException) as error:
        raise InputError(
            f"the artifact {path} of run {run_id} can't be read ({error}); "
            "launch the sweep again to write it anew"
        ) from error
    try:
        value: dict[str, Any] = json.loads(content.decode("utf-8"))
    except ValueError as error:
        raise InputError(
            f"the artifact {path} of run {run_id} is harmed ({error}); "
            "launch the sweep again to write it anew"
        ) from error
    return all_printable(value)
