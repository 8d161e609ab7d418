"""Commands run from a folder that holds a user's own modules with the names of our folders."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.launching import write_sweep

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
ROOT = Path(__file__).resolve().parents[2]
# Nothing of scoresweep may import what is the user's.
TRAP = "raise SystemExit('imported: ' + __name__)\n"
PACKAGES = ("analysis", "workers", "orchestrator", "sweeps")
# What a notebook's cell does: the current folder leads its path.
CELL = """
from mlflow import MlflowClient
from scoresweep.analysis.results.collect import collect
sweep = collect(MlflowClient("sqlite:///scoresweep.db"), "tiny")
print(len(sweep.cells), all(cell.status == "finished" for cell in sweep.cells))
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the package as a wheel installs it."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    for part in ("scoresweep", "orchestrator", "workers", "analysis", "sweeps"):
        shutil.copytree(
            ROOT / part, source / part, symlinks=True, ignore=shutil.ignore_patterns("__pycache__")
        )
    for part in ("pyproject.toml", "README.md"):
        shutil.copy(ROOT / part, source / part)
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    build = [*pip, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, source]
    subprocess.run(build, check=True)
    [file] = folder.glob("*.whl")
    target = folder / "installed"
    subprocess.run([*pip, "install", "--no-deps", "--target", target, file], check=True)
    assert not list(target.rglob("tests"))
    return target


def users_folder(folder: Path, *, with_init: bool) -> Path:
    """A research repository: packages with `__init__.py`, or folders and modules without."""
    for name in PACKAGES:
        (folder / name).mkdir()
        (folder / name / "spec.py").write_text(TRAP)
        if with_init:
            (folder / name / "__init__.py").write_text(TRAP)
    if not with_init:
        (folder / "analysis.py").write_text(TRAP)
    (folder / "scoresweep").mkdir()  # as the folder above a clone has it
    (folder / "scoresweep" / "errors.py").write_text(TRAP)
    return folder


@pytest.mark.parametrize("with_init", [True, False], ids=["packages", "folders"])
@pytest.mark.parametrize("install", ["wheel", "editable"])
def test_a_users_modules_are_never_imported(
    tmp_path: Path, request: pytest.FixtureRequest, install: str, with_init: bool
):
    folder = users_folder(tmp_path, with_init=with_init)
    sweep = write_sweep(folder)
    place = request.getfixturevalue("wheel") if install == "wheel" else ROOT
    environment = os.environ | {"PYTHONPATH": str(place), "OMP_NUM_THREADS": "1"}

    def python(*arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    found = python("-c", "import scoresweep.errors; print(scoresweep.errors.__file__)")
    assert Path(found.strip()).is_relative_to(place)
    scoresweep = ("-c", "from scoresweep.orchestrator.cli.main import main; main()")
    python(*scoresweep, "launch", sweep)
    python(*scoresweep, "report", "tiny")
    assert (folder / "results" / "tiny" / "report.html").is_file()
    assert python("-c", CELL) == "2 True\n"
