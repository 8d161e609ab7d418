"""The paper's numbers. They may stand beside ours only where the settings are the same."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from scoresweep.analysis.results.collect import Cell, Sweep
from scoresweep.specs.coefficients import USUAL


@cache
def paper_values() -> dict[str, Any]:
    """Return the values printed in the paper, parsed from paper_values.yaml once a process."""
    text = (Path(__file__).parent / "paper_values.yaml").read_text(encoding="utf-8")
    return yaml.safe_load(text)


def settings_that_differ(cell: Cell) -> list[str]:
    """Describe what keeps a cell from standing beside the paper's number."""
    paper = paper_values()
    differences = []
    for name, wanted in paper["settings"].items():
        actual = cell.params.get(name)
        if actual is None and cell.params.get("schedule") != paper["settings"]["schedule"]:
            continue  # another schedule has no milestones, and differs by its name already
        if not _same(actual, wanted):
            differences.append(f"{name} {actual} (paper: {wanted})")
    sizes = [cell.params.get(name, "") for name in ("train_size", "validation_size")]
    full = paper["full_train_size"]
    if not all(map(str.isdecimal, sizes)):
        differences.append(f"an unknown number of training images (paper: {full})")
    elif sum(map(int, sizes)) != full or int(sizes[1]) > paper["largest_validation_size"]:
        differences.append(f"{sizes[0]} training images (paper: {full})")
    if cell.estimator not in (None, paper["estimator"]):
        differences.append(f"estimator {cell.estimator} (paper: {paper['estimator']})")
    if cell.every is not None:
        differences.append(f"regularised every {cell.every} steps (paper: at each)")
    differences += [
        f"{name} {getattr(cell, name)} (paper: {usual if isinstance(usual, str) else f'{usual:g}'})"
        for name, usual in USUAL.items()
        if name != "every" and getattr(cell, name) is not None
    ]
    if (norm := cell.params.get("model_norm")) is not None:
        differences.append(f"{norm} normalisation (paper: batch)")
    sigma = paper["sigma"].get(cell.variant)
    if cell.sigma is not None and cell.sigma != sigma:
        differences.append(f"σ {cell.sigma:g} (reference code: {sigma})")
    return differences


def gan_test_settings_that_differ(sweep: Sweep) -> list[str]:
    """Describe what else keeps a GAN-test from standing beside the paper's."""
    if sweep.plan_fault is not None:
        return ["unknown settings of the GAN-test"]
    own = sweep.measure.get("gan_test")
    if own is None or sweep.judge is None:
        return []
    paper = paper_values()
    differences = []
    for name, wanted in paper["gan_test"].items():
        actual = own[name]
        if actual != wanted and not (name == "samples" and actual > wanted):
            differences.append(f"GAN-test {name} {actual} (paper: {wanted})")
    judge = sweep.judge.settings
    for name, wanted in paper["judge"].items():
        if judge["model"][name] != wanted:
            differences.append(f"judge's {name} {judge['model'][name]} (reference code: {wanted})")
    if (norm := judge["model"].get("norm", "batch")) != "batch":
        differences.append(f"judge's {norm} normalisation (reference code: batch)")
    for name in ("epochs", "batch_size", "lr", "schedule"):
        if judge["training"][name] != paper["settings"][name]:
            wanted = paper["settings"][name]
            differences.append(f"judge's {name} {judge['training'][name]} (paper: {wanted})")
    return differences


def differences_from_paper(sweep: Sweep, cells: Iterable[Cell]) -> tuple[str, ...]:
    """Describe what keeps numbers of some cells from standing beside the paper's."""
    texts = [text for cell in cells if cell.run_id for text in settings_that_differ(cell)]
    return (*dict.fromkeys(texts), *gan_test_settings_that_differ(sweep))


def _same(actual: str | None, wanted: Any) -> bool:
    if actual is None:
        return False
    try:
        return float(actual) == float(wanted)
    except ValueError:
        return actual == str(wanted)


def paper_table1(cell: Cell) -> tuple[float, float] | None:
    """Return the paper's (accuracy, GAN-test) for this variant with these coefficients."""
    reported = paper_values()["table1"].get(cell.variant)
    if reported is None:
        return None
    for name, value in (("lambda", cell.lambda_), ("mu", cell.mu), ("threshold", cell.threshold)):
        if value != reported.get(name):
            return None
    return reported["accuracy"], reported["gan_test"]


def paper_table2(cell: Cell) -> tuple[float, float] | None:
    """Return the paper's (accuracy, GAN-test) for score-matching with this λ and μ."""
    reported = paper_values()["table2"].get(cell.lambda_, {}).get(cell.mu)
    return None if reported is None else (reported[0], reported[1])
