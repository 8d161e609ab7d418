"""`scoresweep ui`: MLflow's own pages, on this machine only."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import webbrowser
from collections.abc import Iterator

import click

from scoresweep.errors import InputError
from scoresweep.ledger.client import Client, read_sweeps, reading_client
from scoresweep.ledger.moved import record_moves
from scoresweep.ledger.schema import TagName
from scoresweep.ledger.uri import tracking_uri as resolve
from scoresweep.orchestrator.cli.options import examples, store_option

_HOST = "127.0.0.1"
# Without this, MLflow 3 shows its pages for language models, where runs are hard to find.
_PAGE = "#/experiments?workflowType=machine_learning"
_ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
# Letters of the end of a server's output that are shown.
_LONGEST = 2000


@click.command(
    epilog=examples(
        "scoresweep ui",
        "scoresweep ui --port 5001 --tracking-uri sqlite:///old/scoresweep.db",
        page="docs/explanation/security.md",
    )
)
@store_option
@click.option("--port", default=5000, show_default=True, help="Where the pages are served.")
@click.option(
    "--browser/--no-browser", default=True, help="Open a browser there, if there is a display."
)
def ui(tracking_uri: str | None, port: int, browser: bool) -> None:
    """Open MLflow's own UI on the store, on this machine only."""
    uri = resolve(tracking_uri)
    if uri.startswith("http"):
        click.echo(f"the store is a server with its own UI: {uri}")
        if browser and _has_browser():
            webbrowser.open(f"{uri.rstrip('/')}/{_PAGE}")
        return
    client = reading_client(tracking_uri)
    record_moves(uri)
    _check_free(port)
    click.echo("starting MLflow's UI ...")
    address = f"http://{_HOST}:{port}/{_page(client)}"
    with serving(uri, port) as server:
        click.echo(f"MLflow's UI: {address}   (Ctrl-C ends it)")
        if browser and _has_browser():
            webbrowser.open(address)
        server.wait()


def _page(client: Client) -> str:
    """Return the page to begin with: the newest sweep's table, or the list of sweeps."""
    # They load MLflow, which `ui --help` needn't wait for.
    from mlflow.exceptions import MlflowException

    from scoresweep.analysis.results.collect import collect
    from scoresweep.orchestrator.execution import saved_views

    try:
        newest = read_sweeps(client)[-1].tags[TagName.SWEEP]
        sweep = collect(client, newest)
        # An older version wrote none.
        if saved_views.write(client, sweep):
            return saved_views.address(sweep.experiment_id, saved_views.TABLE_1)
    except (IndexError, InputError, MlflowException):
        pass
    return _PAGE


def _has_browser() -> bool:
    """Return whether a browser would open a window, rather than take over the terminal."""
    if not sys.stdout.isatty():
        return False
    displays = ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")
    return sys.platform == "darwin" or any(os.environ.get(name) for name in displays)


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


@contextlib.contextmanager
def serving(uri: str, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """Run MLflow's server of a store until Ctrl-C, SIGTERM or SIGHUP ends the body.

    What it prints is shown only if it doesn't start: no user can act on the rest.

    Raises:
        InputError: It ended before it answered.
    """
    with tempfile.TemporaryFile() as log:
        # Without a terminal's Ctrl-C, which it answers with a traceback.
        server = subprocess.Popen(
            server_command(port),
            env=os.environ | server_environment(uri),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        before = [signal.signal(each, signal.default_int_handler) for each in _ENDING]
        try:
            while not _answers(port):
                if server.poll() is not None:
                    log.seek(0)
                    said = log.read().decode(errors="replace").strip()
                    raise InputError(f"MLflow's server didn't start:\n{said[-_LONGEST:]}")
                time.sleep(0.1)
            yield server
        except KeyboardInterrupt:
            pass
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(server.pid, signal.SIGTERM)
            server.wait()
            for number, handler in zip(_ENDING, before, strict=True):
                signal.signal(number, handler)


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((_HOST, port)) == 0


def server_command(port: int) -> list[str]:
    """Return the command of MLflow's server, which takes the store from its environment."""
    server = ["-m", "mlflow", "ui", "--host", _HOST, "--port", str(port), "--workers", "1"]
    return [sys.executable, *server]


def server_environment(uri: str) -> dict[str, str]:
    """Return what MLflow's server of a store needs in its environment."""
    return {
        # Not as an argument: the URI may hold a password, and command lines are readable by all.
        "MLFLOW_BACKEND_STORE_URI": uri,
        # The server's background workers are for features that aren't used here.
        "MLFLOW_SERVER_ENABLE_JOB_EXECUTION": "false",
        # Python files of the current folder aren't the server's, whatever their names.
        "PYTHONSAFEPATH": "1",
    }
