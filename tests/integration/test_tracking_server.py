"""A real tracking server with passwords and a real Ray with a token, and who is refused by them."""

import base64
import contextlib
import json
import os
import random
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from scoresweep.errors import InputError
from scoresweep.ledger.client import read_existing_runs
from scoresweep.orchestrator.execution.ledger_writer import Ledger
from scoresweep.workers.recorder import Recorder
from tests.orchestrator.execution.test_ledger_writer import ray_folder as ray_folder
from tests.workers.test_recorder import measured

pytestmark = [pytest.mark.slow, pytest.mark.timeout(200)]
BIN = Path(sys.executable).parent
PORTS = iter(random.Random(os.getpid()).sample(range(20_000, 32_000), 1000))


def free_port() -> int:
    """Below those that the system hands out: a Ray of another test may take one of these before the
    server does.
    """
    while True:
        port = next(PORTS)
        with contextlib.suppress(OSError), socket.socket() as listener:
            listener.bind(("127.0.0.1", port))
            return port


def status(url: str, **headers: str) -> int:
    try:
        request = urllib.request.Request(url, headers=headers)
        with urllib.request.urlopen(request, timeout=20) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        error.close()
        return error.code


def end(process: "subprocess.Popen[bytes]") -> None:
    """With all it started."""
    with contextlib.suppress(psutil.NoSuchProcess):
        family = [
            psutil.Process(process.pid),
            *psutil.Process(process.pid).children(recursive=True),
        ]
        for member in family:
            with contextlib.suppress(psutil.NoSuchProcess):
                member.terminate()
        for member in psutil.wait_procs(family, timeout=5)[1]:
            member.kill()
    process.wait(20)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    """As deploy/tracking-server says, on sqlite; everything secret by its environment."""
    port = free_port()
    users = (tmp_path / "basic_auth.ini").absolute()
    users.write_text(
        "[mlflow]\ndefault_permission = NO_PERMISSIONS\ngrant_default_workspace_access = false\n"
        f"database_uri = sqlite:///{tmp_path / 'users.db'}\n"
    )
    secrets = {
        "MLFLOW_BACKEND_STORE_URI": f"sqlite:///{tmp_path / 'runs.db'}",
        "MLFLOW_ARTIFACTS_DESTINATION": str(tmp_path / "artifacts"),
        "MLFLOW_FLASK_SERVER_SECRET_KEY": "k" * 64,
        "MLFLOW_AUTH_CONFIG_PATH": str(users),
        "MLFLOW_AUTH_ADMIN_USERNAME": "admin",
        "MLFLOW_AUTH_ADMIN_PASSWORD": "a long password",
        "MLFLOW_SERVER_ENABLE_JOB_EXECUTION": "false",
    }
    arguments = ["--host", "127.0.0.1", "--port", str(port), "--workers", "1"]
    arguments += ["--app-name", "basic-auth", "--allowed-hosts", f"127.0.0.1:{port}"]
    with open(tmp_path / "server.log", "wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "mlflow", "server", *arguments],
            env=os.environ | secrets,
            cwd=tmp_path,
            stdout=log,
            stderr=log,
        )
    url = f"http://127.0.0.1:{port}"
    try:
        until = time.monotonic() + 120
        while True:
            with contextlib.suppress(OSError):
                if status(f"{url}/health") == 200:
                    break
            text = (tmp_path / "server.log").read_text()
            assert process.poll() is None and time.monotonic() < until, text
            time.sleep(0.3)
        command = " ".join(psutil.Process(process.pid).cmdline())
        assert "password" not in command
        assert "kkkk" not in command
        yield url
    finally:
        end(process)


def test_the_tracking_server_knows_its_users_and_its_name(
    server: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.setenv("HOME", str(tmp_path))
    for variable in ("MLFLOW_TRACKING_USERNAME", "MLFLOW_TRACKING_PASSWORD"):
        monkeypatch.delenv(variable, raising=False)
    search = f"{server}/api/2.0/mlflow/experiments/search?max_results=1"
    given = "Basic " + base64.b64encode(b"admin:a long password").decode()
    wrong = "Basic " + base64.b64encode(b"admin:password1234").decode()
    assert status(search) == 401
    assert status(search, Authorization=wrong) == 401
    assert status(search, Authorization=given) == 200
    # A page of another site that had its name point here (DNS rebinding).
    assert status(search, Authorization=given, Host="evil.example.org") == 403
    # The server refuses a client without a password; one with it reads and writes.
    with pytest.raises(InputError, match="can't be used"):
        read_existing_runs(server)
    (tmp_path / ".mlflow").mkdir()
    (tmp_path / ".mlflow" / "credentials").write_text(
        "[mlflow]\nmlflow_tracking_username = admin\nmlflow_tracking_password = a long password\n"
    )
    assert read_existing_runs(server) == {}
    (tmp_path / ".mlflow" / "credentials").unlink()
    monkeypatch.setenv("MLFLOW_TRACKING_USERNAME", "admin")
    monkeypatch.setenv("MLFLOW_TRACKING_PASSWORD", "a long password")
    ledger = Ledger(server)
    experiment = ledger.client.create_experiment("mine")
    tags = {"scoresweep.trial_key": "k", "scoresweep.role": "trial"}
    run = ledger.client.create_run(experiment, tags=tags)
    ledger.client.log_text(run.info.run_id, "text", "note.txt")  # by way of the server
    assert list(read_existing_runs(server)) == ["k"]
    # A trial's model and its measurement.
    for _ in range(2):
        recorder = Recorder(server, run.info.run_id)
        recorder.begin("cpu", is_trained=True, micro_batches=1)
        recorder.log_model()
        recorder.log_measurement(measured("test_accuracy", 0.95, "a" * 64), [], step=3)
    [model] = ledger.client.search_logged_models([experiment], "metrics.test_accuracy > 0.9")
    assert model.source_run_id == run.info.run_id and len(model.metrics) == 1
    outputs = ledger.client.get_run(run.info.run_id).outputs.model_outputs
    assert [each.model_id for each in outputs] == [model.model_id]


@pytest.fixture
def ray_with_token(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ray_folder: Path
) -> Iterator[tuple[str, str]]:
    """A head of its own as cluster.yaml starts it. Its address, and its dashboard's."""
    token = tmp_path / "token"
    token.touch(mode=0o600)
    token.write_text("0123456789abcdef" * 4)
    for variable in ("RAY_AUTH_TOKEN", "RAY_ADDRESS"):
        monkeypatch.delenv(variable, raising=False)
    for variable, value in {
        "RAY_AUTH_MODE": "token",
        "RAY_AUTH_TOKEN_PATH": str(token),
        "RAY_TMPDIR": str(ray_folder),
        "HOME": str(tmp_path),
        "RAY_USAGE_STATS_ENABLED": "0",
    }.items():
        monkeypatch.setenv(variable, value)
    port, dashboard = free_port(), free_port()
    arguments = ["--head", "--node-ip-address=127.0.0.1", f"--port={port}", "--num-cpus=1"]
    arguments += [f"--dashboard-port={dashboard}", "--dashboard-host=127.0.0.1", "--block"]
    with open(tmp_path / "ray.log", "wb") as log:
        process = subprocess.Popen([BIN / "ray", "start", *arguments], stdout=log, stderr=log)
    url = f"http://127.0.0.1:{dashboard}"
    try:
        until = time.monotonic() + 100
        while True:
            with contextlib.suppress(OSError):
                if status(f"{url}/api/version") in (200, 401):
                    break
            assert process.poll() is None and time.monotonic() < until, (
                tmp_path / "ray.log"
            ).read_text()
            time.sleep(0.3)
        yield f"127.0.0.1:{port}", url
    finally:
        end(process)


_JOIN = """
import json, sys
from scoresweep.orchestrator.cluster.session import joined
from scoresweep.errors import InputError
try:
    with joined(sys.argv[1], verbose=False):
        import ray
        print(json.dumps(ray.cluster_resources().get("CPU")))
except InputError as error:
    print(json.dumps(str(error)))
"""


def join(address: str, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", _JOIN, address],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=100,
    )
    return str(json.loads(done.stdout.splitlines()[-1])) if done.stdout else done.stderr


def test_a_ray_cluster_with_a_token_refuses_who_has_none(
    ray_with_token: tuple[str, str], tmp_path: Path
):
    address, url = ray_with_token
    jobs = f"{url}/api/jobs/"
    token = (tmp_path / "token").read_text()
    assert status(jobs) == 401
    assert status(jobs, Authorization="Bearer " + "0" * 64) in (401, 403)
    assert status(jobs, Authorization=f"Bearer {token}") == 200
    assert join(address) == "1.0"
    other = tmp_path / "other"
    other.write_text("f" * 64)
    for environment in ({"RAY_AUTH_TOKEN_PATH": str(other)}, {"RAY_AUTH_MODE": "disabled"}):
        refused = join(address, **environment)
        assert "can't join Ray" in refused, refused
        assert "RAY_AUTH_MODE" in refused
        assert token not in refused
