"""The version of the code that made a run."""

import subprocess
from functools import cache
from pathlib import Path

from scoresweep.ledger.schema import TagName


@cache
def git_tags() -> dict[str, str]:
    """Tags of this code's commit and whether files were changed; none outside a git checkout."""
    here = Path(__file__).resolve().parent

    def git(*arguments: str) -> str | None:
        try:
            done = subprocess.run(
                ["git", "-C", str(here), *arguments], capture_output=True, text=True, check=True
            )
        except (OSError, subprocess.CalledProcessError):
            return None
        return done.stdout.strip()

    commit = git("rev-parse", "HEAD")
    if commit is None:
        return {}
    dirty = bool(git("status", "--porcelain", "--untracked-files=no"))
    return {"mlflow.source.git.commit": commit, TagName.GIT_DIRTY: str(dirty).lower()}
