"""The version of the code that made a run, and the user's own."""

import getpass
import hashlib
import os
import subprocess
import tomllib
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from scoresweep.ledger.schema import TagName

_PROJECT = "scoresweep"
# This file in a wheel, and below a checkout.
_IN_WHEEL = f"{_PROJECT}/orchestrator/execution/provenance.py"
_CHECKOUT = Path(__file__).resolve().parents[2]


def source_tags(sweep: str) -> dict[str, str]:
    """Return the tags by which MLflow's pages name a run's user and command."""
    tags = {"mlflow.source.name": f"scoresweep launch {sweep}", "mlflow.source.type": "LOCAL"}
    try:
        return tags | {"mlflow.user": getpass.getuser()}
    except (OSError, KeyError):  # a container's user may have no name
        return tags


@cache
def code_tags() -> dict[str, str]:
    """Return tags of this code and of the repository that the current folder is in.

    This code is known by its commit and whether files were changed if it runs from a checkout of
    ours, else by its version and the hash of its wheel's list of files. A virtual environment may
    lie in any repository, which then isn't ours.
    """
    users = _repository(Path.cwd())
    if _checkout_version(_CHECKOUT) is not None:
        ours = _state(_CHECKOUT, TagName.COMMIT, TagName.GIT_DIRTY)
    else:
        ours = _wheel_tags()
    if users is None or users == _CHECKOUT:
        return ours
    return ours | _state(users, TagName.USER_COMMIT, TagName.USER_DIRTY)


def describe_version() -> str:
    """Return the version of this code, and the commit of the checkout that it runs from, if any."""
    version = _checkout_version(_CHECKOUT)
    if version is not None:
        state = _state(_CHECKOUT, "commit", "dirty")
        changed = ", with changes" if state.get("dirty") == "true" else ""
        return f"{version} (commit {state['commit'][:12]}{changed})" if state else version
    try:
        return distribution(_PROJECT).version
    except PackageNotFoundError:
        return "of unknown version: it isn't installed, and its folder is no checkout"


def _checkout_version(folder: Path) -> str | None:
    """Return the version in pyproject.toml, if it names this project and tops a git repository."""
    if _repository(folder) != folder:
        return None
    try:
        project = tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    about = project.get("project", {})
    return str(about.get("version", "")) if about.get("name") == _PROJECT else None


def _wheel_tags() -> dict[str, str]:
    try:
        installed = distribution(_PROJECT)
    except PackageNotFoundError:
        return {}
    tags = {f"{TagName.VERSION}{_PROJECT}": installed.version}
    record = installed.read_text("RECORD") or ""
    if _IN_WHEEL in record:  # an editable installation's lists none of the code
        tags[TagName.WHEEL_RECORD] = hashlib.sha256(record.encode()).hexdigest()
    return tags


def _state(repository: Path, commit_tag: str, dirty_tag: str) -> dict[str, str]:
    commit = _git(repository, "rev-parse", "--verify", "HEAD")
    if not commit:
        return {}
    dirty = bool(_git(repository, "status", "--porcelain", "--untracked-files=no"))
    return {commit_tag: commit, dirty_tag: str(dirty).lower()}


def _repository(folder: Path) -> Path | None:
    """Return the top of the git repository that a folder is in."""
    top = _git(folder, "rev-parse", "--show-toplevel")
    return Path(top).resolve() if top else None


def _git(folder: Path, *arguments: str) -> str | None:
    # In a hook of git's, these name another repository.
    environment = {name: text for name, text in os.environ.items() if not name.startswith("GIT_")}
    command = ["git", "-c", "core.fsmonitor=false", "-C", str(folder), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout.strip()
