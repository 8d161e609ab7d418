"""Clusters of several nodes on this machine, with GPUs that only Ray believes in; every one is
stopped again.
"""

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from ray.cluster_utils import Cluster

from scoresweep.orchestrator.cluster import session as clusters

# Whatever token lies in the home folder, these clusters ask for none unless a test says so.
os.environ.setdefault("RAY_AUTH_MODE", "disabled")


@contextlib.contextmanager
def running(head: dict, *workers: dict) -> Iterator[Cluster]:
    """A head node and others, each from the arguments of Cluster.add_node; this process has joined
    them.
    """
    args = {"include_dashboard": True, "dashboard_port": 0} | head
    cluster = Cluster(initialize_head=True, head_node_args=args)
    try:
        for worker in workers:
            cluster.add_node(**worker)
        with clusters.joined(cluster.address, verbose=False):
            yield cluster
    finally:
        cluster.shutdown()


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


@contextlib.contextmanager
def tracking_server(folder: Path, *options: str) -> Iterator[str]:
    """A real MLflow server on sqlite. Gives its address."""
    port = free_port()
    command = [sys.executable, "-m", "mlflow", "server", "--host", "127.0.0.1", "--port", str(port)]
    command += ["--workers", "1", "--backend-store-uri", f"sqlite:///{folder / 'server.db'}"]
    command += ["--artifacts-destination", str(folder / "artifacts"), *options]
    environment = os.environ | {"MLFLOW_SERVER_ENABLE_JOB_EXECUTION": "false"}
    with open(folder / "server.log", "w") as log:
        server = subprocess.Popen(
            command, stdout=log, stderr=log, env=environment, start_new_session=True
        )
    try:
        until = time.monotonic() + 60
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                if server.poll() is not None or time.monotonic() > until:
                    pytest.fail((folder / "server.log").read_text())
                time.sleep(0.2)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(20)
