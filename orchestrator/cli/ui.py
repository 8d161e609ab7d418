"""`scoresweep ui`: MLflow's own pages, on this machine only."""

import os
import sys

import click

from scoresweep.ledger.client import reading_client
from scoresweep.ledger.uri import tracking_uri as resolve
from scoresweep.orchestrator.cli.options import store_option


@click.command()
@store_option
@click.option("--port", default=5000, show_default=True)
def ui(tracking_uri: str | None, port: int) -> None:
    """Open MLflow's own UI on the store, on this machine only."""
    uri = resolve(tracking_uri)
    if uri.startswith("http"):
        click.echo(f"the store is a server with its own UI: open {uri} in a browser")
        return
    reading_client(tracking_uri)
    # Without this, MLflow 3 shows its pages for language models, where runs are hard to find.
    page = "#/experiments?workflowType=machine_learning"
    click.echo(f"MLflow's UI: http://127.0.0.1:{port}/{page}   (Ctrl-C ends it)")
    serve(uri, port)


def serve(uri: str, port: int) -> None:
    """Replace this process by MLflow's server of a store."""
    # The server's background workers are for features that aren't used here.
    os.environ.setdefault("MLFLOW_SERVER_ENABLE_JOB_EXECUTION", "false")
    # Not as an argument: the URI may hold a password, and command lines are readable by everyone.
    os.environ["MLFLOW_BACKEND_STORE_URI"] = uri
    command = ["-m", "mlflow", "ui", "--host", "127.0.0.1", "--port", str(port), "--workers", "1"]
    os.execv(sys.executable, [sys.executable, *command])
