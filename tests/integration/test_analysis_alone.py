"""The analysis on a laptop: a fresh environment with neither torch nor ray, and a ledger."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.analysis.report_ledger import FOUR, connect, write_sweep
from tests.conftest import skip_unless_ci

pytestmark = pytest.mark.timeout(900)
ROOT = Path(__file__).resolve().parents[2]
PARTS = (
    "scoresweep",
    "analysis",
    "orchestrator",
    "workers",
    "sweeps",
    "pyproject.toml",
    "README.md",
)


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bin folder of an environment made by `pip install .[analysis]`."""
    folder = tmp_path_factory.mktemp("alone")
    source = folder / "source"
    source.mkdir()
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, source / part, symlinks=True)
        else:
            shutil.copy(ROOT / part, source / part)
    subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True)
    binaries = folder / "venv" / "bin"
    # pip is quiet about which index it used; a machine without any is no failure of ours.
    install = [binaries / "pip", "install", "--quiet", "--disable-pip-version-check"]
    install += ["--no-compile"]  # what isn't loaded needs no bytecode
    done = subprocess.run(
        [*install, "--constraint", ROOT / "constraints.txt", f"{source}[analysis]"],
        capture_output=True,
        text=True,
    )
    if done.returncode:
        skip_unless_ci(f"packages can't be installed here: {done.stderr[-500:]}")
    return binaries


def scoresweep(alone: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "VIRTUAL"))}
    return subprocess.run(
        [alone / "scoresweep", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
    )


def test_a_ledger_is_read_and_reported_without_torch_and_ray(alone: Path, tmp_path: Path):
    absent = [
        subprocess.run([alone / "python", "-c", f"import {name}"], capture_output=True).returncode
        for name in ("torch", "ray", "torchvision", "optuna")
    ]
    assert absent == [1, 1, 1, 1]
    write_sweep(connect(tmp_path), tmp_path, "four", FOUR, dataset="cifar100")
    done = scoresweep(alone, tmp_path, "report", "four")
    assert done.returncode == 0, done.stderr
    results = tmp_path / "results" / "four"
    page = (results / "report.html").read_text()
    assert "gradient_norm" in page
    assert {"fig1.svg", "fig3b.png", "hypothesis.svg"} <= {
        path.name for path in (results / "figures").iterdir()
    }
    for arguments in (("tables", "four", "--format", "csv"), ("status", "four")):
        done = scoresweep(alone, tmp_path, *arguments)
        assert done.returncode == 0, done.stderr
        assert "score_matching" in done.stdout


def test_what_trains_says_what_it_needs(alone: Path, tmp_path: Path):
    done = scoresweep(alone, tmp_path, "launch", "quickstart")
    assert done.returncode == 2
    assert "pip install '.[sweep]' in the folder of scoresweep's source" in done.stderr
    assert "Traceback" not in done.stderr
