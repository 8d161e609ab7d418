"""`scoresweep ui`: MLflow's own pages, on this machine only."""

import os
import sys


def serve(uri: str, port: int) -> None:
    """Replace this process by MLflow's server of a store."""
    # The server's background workers are for features that aren't used here.
    os.environ.setdefault("MLFLOW_SERVER_ENABLE_JOB_EXECUTION", "false")
    # Not as an argument: the URI may hold a password, and command lines are readable by everyone.
    os.environ["MLFLOW_BACKEND_STORE_URI"] = uri
    command = ["-m", "mlflow", "ui", "--host", "127.0.0.1", "--port", str(port), "--workers", "1"]
    os.execv(sys.executable, [sys.executable, *command])
