"""Areas under curves, compared like measurements.

The values of perturbation and robustness are areas already. Here is what no value says: the whole
ladder of noise, the gain over a random order, the areas by probability, the attacks in L2.
"""

import dataclasses
from collections.abc import Iterator, Sequence

import numpy as np

from scoresweep.analysis.results.collect import Cell, Sweep
from scoresweep.analysis.results.columns import Column
from scoresweep.analysis.results.curves import Evidence
from scoresweep.analysis.results.labels import measurement_texts
from scoresweep.analysis.statistics.comparisons import Family, Quantity, compare_with_baseline
from scoresweep.analysis.statistics.paired import Array

# Curves along noise: measurement → (curve, whether noise has a logarithmic axis, as in figures).
_ALONG_NOISE = {"density_ratio": ("log_ratio_mean", False), "alignment": ("cosine_mean", True)}
_PERTURBATIONS = ("perturbation", "perturbation_of_baseline")
_AREA, _PROBABILITY = "area", "area_by_probability"


def compare_curves(evidence: Evidence) -> Family | None:
    """Compare every configuration's areas with the baseline's; None as compare_with_baseline."""
    cells = tuple(_with_areas(cell, evidence) for cell in evidence.sweep.cells)
    sweep = dataclasses.replace(evidence.sweep, cells=cells)
    return compare_with_baseline(sweep, tuple(_quantities(sweep)))


def mean_height(
    x: Sequence[float], y: Sequence[float | None], *, logarithmic: bool
) -> float | None:
    """Return the area under y(x) [k] by the trapezoid over the width of x, in the unit of y.

    Areas are linear, so the difference of two curves' heights is the height of their difference.
    None if a y is None, or with fewer than two x.
    """
    heights = [value for value in y if value is not None]
    if len(x) < 2 or len(heights) < len(x):
        return None
    along: Array = np.log(x) if logarithmic else np.asarray(x, dtype=np.float64)
    return float(np.trapezoid(np.array(heights), along) / (along[-1] - along[0]))


def _with_areas(cell: Cell, evidence: Evidence) -> Cell:
    """Add the areas that only artifacts hold, of measurements that were taken."""
    derived: dict[str, float | None] = {}
    for name, (key, logarithmic) in _ALONG_NOISE.items():
        if (curves := evidence.curves(cell, name)) is not None:
            area = mean_height(curves["sigmas"], curves[key], logarithmic=logarithmic)
            derived[f"{name}/{_AREA}"] = area
    for name in _PERTURBATIONS:
        if (areas := evidence.areas(cell, name)) is not None:
            fill = evidence.sweep.measure[name]["fills"][0]
            derived[f"{name}/{_PROBABILITY}"] = areas.probability.get(f"least.{fill}")
    return cell.with_numbers(derived)


def _quantities(sweep: Sweep) -> Iterator[Quantity]:
    for name in measurement_texts():
        if name not in sweep.measurements:
            continue
        if name in _ALONG_NOISE:
            yield _quantity(name, _AREA, "along noise")
        elif name in _PERTURBATIONS:
            yield _quantity(name, "gain", "gain over random")
            yield _quantity(name, _PROBABILITY, "by probability")
        elif name == "robustness":
            yield _quantity(name, "l2", "L2")


def _quantity(measurement: str, detail: str, words: str) -> Quantity:
    text = measurement_texts()[measurement]
    title = f"{text['column']}, {words}"
    mark = " %" if text["unit"] == "percent" else ""
    heading = f"{title}{mark} {text['direction']}"
    name = f"{measurement}/{detail}"
    column = Column(f"{measurement}.{detail}", heading, name, text["unit"])
    return Quantity(column, title, text["direction"])
