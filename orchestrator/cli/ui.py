"""`scoresweep ui`: MLflow's own pages, on this machine only."""

import os
import socket
import sys

import click

from scoresweep.errors import InputError
from scoresweep.ledger.client import reading_client
from scoresweep.ledger.moved import record_moves
from scoresweep.ledger.uri import tracking_uri as resolve
from scoresweep.orchestrator.cli.options import store_option

_HOST = "127.0.0.1"


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
    record_moves(uri)
    _check_free(port)
    # Without this, MLflow 3 shows its pages for language models, where runs are hard to find.
    page = "#/experiments?workflowType=machine_learning"
    click.echo(f"MLflow's UI: http://{_HOST}:{port}/{page}   (Ctrl-C ends it)")
    serve(uri, port)


def _check_free(port: int) -> None:
    with socket.socket() as listener:
        # As the server does, so that one that ended a moment ago is no hindrance.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((_HOST, port))
        except (OSError, OverflowError) as error:
            raise InputError(
                f"--port {port}: can't be used on this machine ({error}); give another, such as "
                f"--port {port + 1 if port < 65_535 else 5000}"
            ) from error


def serve(uri: str, port: int) -> None:
    """Replace this process by MLflow's server of a store."""
    # The server's background workers are for features that aren't used here.
    os.environ.setdefault("MLFLOW_SERVER_ENABLE_JOB_EXECUTION", "false")
    # Not as an argument: the URI may hold a password, and command lines are readable by everyone.
    os.environ["MLFLOW_BACKEND_STORE_URI"] = uri
    # Python files of the current folder aren't the server's, whatever their names.
    os.environ["PYTHONSAFEPATH"] = "1"
    command = ["-m", "mlflow", "ui", "--host", _HOST, "--port", str(port), "--workers", "1"]
    os.execv(sys.executable, [sys.executable, *command])
