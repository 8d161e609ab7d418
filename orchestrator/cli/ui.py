"""`scoresweep ui`: MLflow's own pages, on this machine only."""

import os
import sys


def serve(uri: str, port: int) -> None:
    """Become MLflow's server of a store. Doesn't return."""
    # Its background workers serve features that aren't used here.
    os.environ.setdefault("MLFLOW_SERVER_ENABLE_JOB_EXECUTION", "false")
    # In the environment: a command line is everyone's to read, and this may hold a password.
    os.environ["MLFLOW_BACKEND_STORE_URI"] = uri
    command = ["-m", "mlflow", "ui", "--host", "127.0.0.1", "--port", str(port), "--workers", "1"]
    os.execv(sys.executable, [sys.executable, *command])
