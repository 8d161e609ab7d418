"""The examples, as they are: the notebook and the script by real launches, the sweep file on real
Parquet files.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from scoresweep.orchestrator.config.sweep import load_sweep
from tests.launching import all_runs, store

EXAMPLES = Path(__file__).parents[2] / "examples"


def run(script: str, folder: Path, source: str | None = None) -> str:
    """Run an example in a folder of its own; returns what it printed."""
    path = EXAMPLES / script
    if source is not None:
        path = folder / script
        path.write_text(source, encoding="utf-8")
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "MPLBACKEND": "agg"}
    environment.pop("MLFLOW_TRACKING_URI", None)
    done = subprocess.run(
        [sys.executable, str(path)], cwd=folder, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_the_notebook_draws_its_figures(tmp_path: Path):
    output = run("notebook.py", tmp_path)
    assert "test_accuracy" in output and "gradient_norm" in output
    pictures = {path.name for path in (tmp_path / "results/notebook").glob("*.png")}
    assert pictures == {"alignment.png", "fig3a.png", "saliency.png"}


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_the_script_adds_seeds(tmp_path: Path):
    source = (EXAMPLES / "add_seeds.py").read_text(encoding="utf-8")
    output = run("add_seeds.py", tmp_path, source.replace("SEEDS = 8", "SEEDS = 4"))
    assert "4 of 4 trials finished" in output and "8 of 8 trials finished" in output
    assert "p_holm" in output
    keys = [run.data.tags.get("scoresweep.trial_key") for run in all_runs(store(tmp_path))]
    trials = [key for key in keys if key is not None]
    assert len(trials) == len(set(trials)), "nothing is trained twice"


def test_the_sweep_file_is_valid():
    sweep = load_sweep(str(EXAMPLES / "own-images.yaml"))
    assert sweep.data.name == "parquet" and sweep.data.path == "birds"
    assert {"baseline", "score_matching", "gradient_norm"} == set(sweep.variants)
