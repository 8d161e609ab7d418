"""Every test owns its threads and its folders."""

import os

os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")
os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
os.environ.setdefault("MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR", "false")
os.environ.setdefault("OMP_NUM_THREADS", "1")

import shutil
import socket
import subprocess
import time
from pathlib import Path
from typing import NoReturn

import pytest
import torch

CIFAR10 = Path(__file__).resolve().parents[2] / "shared" / "data" / "cifar10"
# Files of a minute and more; begun first, so that at the end no process works on alone.
_LONGEST = (
    *("test_relaunch.py", "test_chaos.py", "test_launch.py", "test_remeasure.py"),
    *("test_early_stopping.py", "test_chain.py"),
    *("test_compile.py", "test_analysis_alone.py", "test_distributed.py"),
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    order = {name: place for place, name in enumerate(_LONGEST)}
    items.sort(key=lambda item: order.get(item.path.name, len(order)))


@pytest.fixture(autouse=True, scope="session")
def _one_thread() -> None:
    torch.set_num_threads(1)


@pytest.fixture(autouse=True, scope="session")
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """One cache of decoded images for the session, away from the user's."""
    os.environ["SCORESWEEP_CACHE"] = str(tmp_path_factory.mktemp("cache"))


def skip_unless_ci(reason: str) -> NoReturn:
    """Where something can't be had a test is skipped; CI has it all, so there it fails."""
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


def find_chromium() -> str:
    """The machine's own browser."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = next((path for name in names if (path := shutil.which(name))), None)
    if found is None:
        skip_unless_ci("no Chromium to open the page with")
    return found


@pytest.fixture(scope="session")
def cifar10() -> Path:
    """The real CIFAR-10 as Parquet, which isn't part of the repository."""
    if not CIFAR10.is_dir():
        skip_unless_ci("no CIFAR-10 images beside the repository (shared/data/cifar10)")
    return CIFAR10


@pytest.fixture
def postgresql(tmp_path: Path):
    """A server of its own on localhost, run as `postgres`, for it refuses to run as root."""
    binaries = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not binaries or os.geteuid() != 0 or shutil.which("runuser") is None:
        skip_unless_ci("needs PostgreSQL's server and root, as CI has")
    data = Path("/tmp") / f"scoresweep-postgresql-{os.getpid()}"
    data.mkdir()
    shutil.chown(data, "postgres")
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    as_postgres = ["runuser", "-u", "postgres", "--"]
    initialise = [str(binaries[-1] / "initdb"), "-D", str(data / "db"), "--auth=trust", "-U", "me"]
    subprocess.run([*as_postgres, *initialise], check=True, capture_output=True, cwd="/")
    settings = ["-h", "127.0.0.1", "-p", str(port), "-k", str(data)]
    server = subprocess.Popen(
        [*as_postgres, str(binaries[-1] / "postgres"), "-D", str(data / "db"), *settings],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",
    )
    uri = f"postgresql://me:secret@127.0.0.1:{port}/postgres"
    until = time.monotonic() + 30
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.1)
    yield uri
    server.terminate()
    server.wait(30)
    shutil.rmtree(data)
