"""Every test owns its threads and its folders."""

import os

os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")
os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
os.environ.setdefault("MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR", "false")
os.environ.setdefault("OMP_NUM_THREADS", "1")

from pathlib import Path
from typing import NoReturn

import pytest
import torch

CIFAR10 = Path(__file__).resolve().parents[2] / "shared" / "data" / "cifar10"


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


@pytest.fixture(scope="session")
def cifar10() -> Path:
    """The real CIFAR-10 as Parquet, which isn't part of the repository."""
    if not CIFAR10.is_dir():
        skip_unless_ci("no CIFAR-10 images beside the repository (shared/data/cifar10)")
    return CIFAR10
