"""Curves as numbers: their areas, compared like measurements.

The values of perturbation and robustness are areas already. Here is what no value says: the whole ladder of noise,
the gain over a random order, the areas by probability, the attacks in L2.
"""

import dataclasses
from collections.abc import Iterator, Sequence

import numpy as np

from scoresweep.analysis.results.collect import Cell, Measured, Sweep
from scoresweep.analysis.results.columns import Column
from scoresweep.analysis.results.curves import Evidence
from scoresweep.analysis.results.labels import measurement_texts
from scoresweep.analysis.statistics.comparisons import Family, Quantity, compare_with_baseline
from scoresweep.analysis.statistics.paired import Array

# Of curves along noise: measurement → (curve, whether noise is on a logarithmic axis, as in the figures).
_ALONG_NOISE = {"density_ratio": ("log_ratio_mean", False), "alignment": ("cosine_mean", True)}
_PERTURBATIONS = ("perturbation", "perturbation_of_baseline")
_AREA, _PROBABILITY = "area", "area_by_probability"


def compare_curves(evidence: Evidence) -> Family | None:
    """Every configuration's areas against the baseline's; None as of compare_with_baseline."""
    sweep = evidence.sweep
    return compare_with_baseline(with_areas(evidence), tuple(_quantities(sweep)))


def mean_height(
    x: Sequence[float], y: Sequence[float | None], *, logarithmic: bool
) -> float | None:
    """The area under y(x) [k] by the trapezoid, over the width of x: in the unit of y.

    Areas are linear, so the difference of two curves' heights is the height of their difference. None if a
    y is, or with fewer than two x.
    """
    heights = [value for value in y if value is not None]
    if len(x) < 2 or len(heights) < len(x):
        return None
    along: Array = np.log(x) if logarithmic else np.asarray(x, dtype=np.float64)
    return float(np.trapezoid(np.array(heights), along) / (along[-1] - along[0]))


def with_areas(evidence: Evidence) -> Sweep:
    """The sweep, whose cells have the areas that only artifacts hold among their details."""
    cells = tuple(_cell(cell, evidence) for cell in evidence.sweep.cells)
    return dataclasses.replace(evidence.sweep, cells=cells)


def _cell(cell: Cell, evidence: Evidence) -> Cell:
    measured = dict(cell.measured)
    for name, (key, logarithmic) in _ALONG_NOISE.items():
        if name in measured and (curves := evidence.curves(cell, name)) is not None:
            area = mean_height(curves["sigmas"], curves[key], logarithmic=logarithmic)
            measured[name] = _with_detail(measured[name], _AREA, area)
    for name in _PERTURBATIONS:
        if name in measured:
            fill = evidence.sweep.measure[name]["fills"][0]
            areas = evidence.areas(cell, name)
            area = None if areas is None else areas.probability.get(f"least.{fill}")
            measured[name] = _with_detail(measured[name], _PROBABILITY, area)
    return dataclasses.replace(cell, measured=measured)


def _with_detail(measured: Measured, name: str, value: float | None) -> Measured:
    return Measured(measured.value, measured.details | {name: value})


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
    column = Column(f"{measurement}.{detail}", heading, measurement, detail, text["unit"])
    return Quantity(column, title, text["direction"])
