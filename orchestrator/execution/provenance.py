"""Which code a run was made by."""

import subprocess
from functools import cache
from pathlib import Path


@cache
def git_tags() -> dict[str, str]:
    """The commit of this code and whether it was altered; nothing where it isn't a git checkout."""
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
    return {"mlflow.source.git.commit": commit, "scoresweep.git_dirty": str(dirty).lower()}
