"""Whose commit a run names: this code's, the wheel's in its place, and the user's own."""

import hashlib
import importlib.metadata
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from scoresweep.orchestrator.execution import provenance
from scoresweep.orchestrator.execution.provenance import code_tags, describe_version

COMMIT, DIRTY = "mlflow.source.git.commit", "scoresweep.git_dirty"
USERS, USERS_DIRTY = "scoresweep.user_commit", "scoresweep.user_dirty"


@pytest.fixture(autouse=True)
def forgetful() -> Iterator[None]:
    code_tags.cache_clear()
    yield
    code_tags.cache_clear()


def git(folder: Path, *arguments: str) -> str:
    identity = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
    command = ["git", *identity, "-C", str(folder), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def repository(folder: Path) -> str:
    """One with a file; gives its commit."""
    folder.mkdir()
    git(folder, "init", "-q")
    (folder / "file").write_text("first")
    git(folder, "add", "file")
    git(folder, "commit", "-q", "-m", "first")
    return git(folder, "rev-parse", "HEAD")


def test_a_checkout_of_ours_is_named_by_its_commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    tags = code_tags()
    assert tags[COMMIT] == git(provenance._CHECKOUT, "rev-parse", "HEAD")
    assert tags[DIRTY] in ("true", "false") and tags.keys() == {COMMIT, DIRTY}
    code_tags.cache_clear()
    monkeypatch.chdir(provenance._CHECKOUT / "docs")
    assert code_tags() == tags, "it is no user's repository"


def test_the_users_repository_is_recorded_under_its_own_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    commit = repository(tmp_path / "theirs")
    inner = tmp_path / "theirs/sweeps"
    inner.mkdir()
    monkeypatch.chdir(inner)
    monkeypatch.setenv("GIT_DIR", "/nosuch")
    tags = code_tags()
    assert (tags[USERS], tags[USERS_DIRTY]) == (commit, "false") and tags[COMMIT] != commit
    code_tags.cache_clear()
    (tmp_path / "theirs/file").write_text("second")
    assert code_tags()[USERS_DIRTY] == "true"


def test_the_version_names_the_commit_of_a_checkout(monkeypatch: pytest.MonkeyPatch):
    commit = git(provenance._CHECKOUT, "rev-parse", "HEAD")
    text = (provenance._CHECKOUT / "pyproject.toml").read_text(encoding="utf-8")
    version = tomllib.loads(text)["project"]["version"]
    assert describe_version().startswith(f"{version} (commit {commit[:12]}")
    # As where it is installed, and where it is a folder without git.
    monkeypatch.setattr(provenance, "_CHECKOUT", Path("/nosuch"))
    monkeypatch.setattr(provenance, "_PROJECT", "click")
    assert describe_version() == importlib.metadata.version("click")
    monkeypatch.setattr(provenance, "_PROJECT", "no-such-distribution")
    assert describe_version().startswith("of unknown version")


@pytest.mark.parametrize("has_record", [True, False], ids=["wheel", "editable"])
def test_what_is_installed_in_the_users_repository_isnt_their_code(
    has_record: bool, tmp_path: Path
):
    """As in a virtual environment that lies in it: a copy of this module where a wheel puts it."""
    theirs = tmp_path / "theirs"
    commit = repository(theirs)
    (theirs / "pyproject.toml").write_text('[project]\nname = "theirs"\n')
    site = theirs / ".venv/site-packages"
    module = site / "scoresweep/orchestrator/execution/provenance.py"
    module.parent.mkdir(parents=True)
    shutil.copy(provenance.__file__, module)
    about = site / "scoresweep-9.8.7.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: scoresweep\nVersion: 9.8.7\n")
    listed = "scoresweep/orchestrator/execution/provenance.py,sha256=x,1\n" if has_record else ""
    (about / "RECORD").write_text(listed)
    program = (
        "import sys, runpy; sys.path.insert(0, sys.argv[1]);"
        "tags = runpy.run_path(sys.argv[2])['code_tags']();"
        "print(*(f'{name}={value}' for name, value in sorted(tags.items())), sep='\\n')"
    )
    command = [sys.executable, "-c", program, str(site), str(module)]
    done = subprocess.run(command, cwd=theirs, capture_output=True, text=True, check=True)
    tags = dict(line.split("=") for line in done.stdout.splitlines())
    expected = {"scoresweep.version.scoresweep": "9.8.7", USERS: commit, USERS_DIRTY: "false"}
    if has_record:
        expected["scoresweep.wheel_record"] = hashlib.sha256(listed.encode()).hexdigest()
    assert tags == expected


def test_a_repository_without_a_commit_names_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    git(tmp_path, "init", "-q")
    monkeypatch.chdir(tmp_path)
    assert code_tags().keys() == {COMMIT, DIRTY}
