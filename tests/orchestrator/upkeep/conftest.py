"""One trained world a session; each test has a copy."""

from pathlib import Path

import pytest
from mlflow.tracking._tracking_service.utils import _artifact_repos_cache

from tests.orchestrator.upkeep.world import World, copy, make_world


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> World:
    return make_world(tmp_path_factory.mktemp("made"))


@pytest.fixture
def world(made: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """The folder was copied: the ledger names the original's files, which are there still."""
    # MLflow remembers where the artifacts of a run id are, and all copies have the same ids.
    _artifact_repos_cache.clear()
    found = copy(made, tmp_path / "copy")
    monkeypatch.chdir(found.folder)
    return found
