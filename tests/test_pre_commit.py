"""The hooks of .pre-commit-config.yaml run without pre-commit, pass what is right and fail else."""

import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]
CONFIGURATION = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
HOOKS: dict[str, dict[str, Any]] = {
    hook["id"]: hook for repo in CONFIGURATION["repos"] for hook in repo["hooks"]
}


def run_hook(name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """As pre-commit: the entry's words and the files. The environment is that of the tests."""
    program, *rest = shlex.split(HOOKS[name]["entry"])
    folder, _, binary = program.rpartition("/")
    assert folder == ".venv/bin"
    command = [Path(sys.executable).parent / binary, *rest, *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True)


def test_every_hook_is_local_and_runs_in_this_environment():
    assert [repo["repo"] for repo in CONFIGURATION["repos"]] == ["local"]
    assert {hook["language"] for hook in HOOKS.values()} == {"system"}
    assert set(HOOKS) == {"ruff-check", "ruff-format", "mypy", "yaml"}


@pytest.mark.parametrize(
    ("name", "file", "right", "wrong"),
    [
        ("ruff-check", "a.py", '"""A module."""\n', "import os\n"),
        ("mypy", "a.py", "x: int = 1\n", 'x: int = "1"\n'),
        ("yaml", "a.yaml", "a: 1\n", "a: [1\n"),
    ],
)
def test_a_hook_passes_and_fails(tmp_path: Path, name: str, file: str, right: str, wrong: str):
    # The project's own settings name all of its packages, which takes mypy minutes.
    settings = ["--config-file=", f"--cache-dir={tmp_path / 'cache'}"] if name == "mypy" else []
    for text, code in ((right, 0), (wrong, 1)):
        (tmp_path / file).write_text(text, encoding="utf-8")
        done = run_hook(name, *settings, str(tmp_path / file))
        assert done.returncode == code, done.stdout + done.stderr
    assert file in done.stdout + done.stderr


def test_the_formatter_rewrites_a_file(tmp_path: Path):
    file = tmp_path / "a.py"
    file.write_text("x=1\n", encoding="utf-8")
    assert run_hook("ruff-format", str(file)).returncode == 0
    assert file.read_text(encoding="utf-8") == "x = 1\n"


def test_every_yaml_file_of_the_repository_parses():
    known = subprocess.run(
        ["git", "ls-files", "*.yaml", "*.yml"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    done = run_hook("yaml", *known.stdout.split())
    assert done.returncode == 0, done.stderr
