"""The commands of the tutorials and how-to guides run as they stand, on sweeps made tiny."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from scoresweep.orchestrator.config.shipped import SWEEPS
from scoresweep.specs.measurements import MEASUREMENTS
from tests.docs.pages import ROOT, blocks_of
from tests.launching import SCORESWEEP, runs_by_key, store

# In the order in which a reader meets them; all in one folder.
CHAIN = (
    "tutorials/quickstart",
    "how-to/resume",
    "how-to/grow-a-grid",
    "how-to/compare",
    "how-to/re-measure",
    "how-to/export-latex",
    "how-to/share-a-store",
)
# Measurements that the pages speak of, in a second each.
_SHORT: dict[str, dict[str, Any]] = {
    "gan_test": {"samples": 20, "steps": 2},
    "alignment": {"images": 20, "sigmas": [0.1]},
    "perturbation": {"images": 10, "fractions": 3},
    "calibration": {},
}


def shrink(sweep: dict[str, Any]) -> dict[str, Any]:
    """A sweep of the same name and kind that is trained in seconds."""
    variants, measure = sweep["variants"], sweep.get("measure", {})
    is_off = {name for name in MEASUREMENTS if measure.get(name, {}) is None}
    return sweep | {
        "variants": {name: variants[name] for name in ("baseline", "score_matching")},
        "data": sweep["data"] | {"train_size": 200, "validation_size": 50},
        "model": {"name": "resnet9", "width": 2},
        "training": sweep["training"] | {"epochs": 1, "batch_size": 40},
        "judge": {"model": {"name": "vgg11", "width": 2}},
        "other_judges": [],
        "seeds": min(sweep.get("seeds", 1), 2),
        "measure": {name: None if name in is_off else _SHORT.get(name) for name in MEASUREMENTS},
    }


def write_tiny(sweep: str, file: Path) -> None:
    file.write_text(yaml.safe_dump(shrink(yaml.safe_load(sweep))), encoding="utf-8")


def run_page(page: str, folder: Path) -> None:
    """Save and run a page's blocks, from its beginning to its end."""
    binaries = folder / "bin"
    binaries.mkdir(exist_ok=True)
    for name, command in {"scoresweep": SCORESWEEP, "python": [sys.executable]}.items():
        script = binaries / name
        script.write_text(f'#!/bin/sh\nexec {" ".join(command)} "$@"\n', encoding="utf-8")
        script.chmod(0o755)
    paths = {"PATH": f"{binaries}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
    environment = {name: value for name, value in os.environ.items() if "MLFLOW_TRACK" not in name}
    for block in blocks_of((ROOT / f"docs/{page}.md").read_text(encoding="utf-8")):
        if name := block.settings.get("file"):
            write = write_tiny if name.endswith(".yaml") else _write
            write(block.code, folder / name)
        if "runs" not in block.settings:
            continue
        place = folder / block.settings.get("folder", "")
        place.mkdir(exist_ok=True)
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", block.code],
            cwd=place,
            env=environment | paths,
            capture_output=True,
            text=True,
            timeout=500,
        )
        assert done.returncode == 0, f"{page}:\n{block.code}\n{done.stdout}\n{done.stderr}"


def _write(text: str, file: Path) -> None:
    file.write_text(text, encoding="utf-8")


def test_a_data_set_of_ones_own_gets_a_sweep_file(tmp_path: Path):
    run_page("tutorials/your-data", tmp_path)
    assert yaml.safe_load((tmp_path / "birds.yaml").read_text(encoding="utf-8"))["name"] == "birds"


@pytest.mark.slow
@pytest.mark.timeout(2400)
def test_from_a_launch_to_a_table_in_latex(tmp_path: Path):
    # A file of the name of a ready sweep is taken for it.
    write_tiny((SWEEPS / "quickstart.yaml").read_text(encoding="utf-8"), tmp_path / "quickstart")
    for page in CHAIN:
        run_page(page, tmp_path)
    # Two variants with two seeds, and the judge, each once.
    assert len(runs_by_key(store(tmp_path))) == 5
    assert len(runs_by_key(store(tmp_path / "elsewhere"))) == 5
    for name in ("alignment", "quickstart", "sanity"):
        assert r"\begin{tabular}" in (tmp_path / f"{name}.tex").read_text(encoding="utf-8")
    assert (tmp_path / "results/quickstart/report.html").is_file()
    assert (tmp_path / "alignment.zip").is_file()


def test_every_block_that_can_run_is_run():
    pages = [*(ROOT / "docs/tutorials").glob("*.md"), *(ROOT / "docs/how-to").glob("*.md")]
    marked = {
        f"{page.parent.name}/{page.stem}"
        for page in pages
        for block in blocks_of(page.read_text(encoding="utf-8"))
        if "runs" in block.settings
    }
    assert marked == {*CHAIN, "tutorials/your-data"}
