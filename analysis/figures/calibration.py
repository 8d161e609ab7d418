"""Sanity check: reliability diagrams."""

import numpy as np

from scoresweep.analysis.figures.base import Figured, caption, ending, find_series
from scoresweep.analysis.figures.style import FLOOR, new_grid
from scoresweep.analysis.results.curves import Evidence


def calibration(evidence: Evidence) -> Figured:
    """Draw a reliability diagram per configuration, from the confidence bins of one seed."""
    found = find_series(evidence, "calibration", lambda c: (c["confidence"], c["accuracy"]))
    figure, grid = new_grid(len(found.series), 4, 1.9, 0.2, sharex=True, sharey=True)
    for axes, line in zip(grid.flat, found.series, strict=False):
        cells = line.group.cells
        cell = next(each for each in cells if evidence.has_curves(each, "calibration"))
        curves = evidence.curves(cell, "calibration")
        axes.plot([0, 1], [0, 1], **FLOOR)
        if curves is not None:
            share = np.array(curves["share"])
            axes.scatter(
                np.array(curves["confidence"], float),
                np.array(curves["accuracy"], float),
                s=4 + 60 * share,
                color=line.colour,
            )
        error = cell.number("calibration")
        shown = "?" if error is None else f"{100 * error:.1f} %"
        name = line.label.replace(" ", "\n", 1)
        axes.set_title(f"{name}\nECE {shown}", fontsize=7)
        axes.set_aspect("equal")
    for axes in grid[-1]:
        axes.set_xlabel("confidence")
    for axes in grid[:, 0]:
        axes.set_ylabel("accuracy")
    return figure, caption(
        "Reliability: accuracy against confidence in bins of equal width, of the first seed that "
        "has them; a dot's area is the bin's share of the test images. ECE: expected calibration "
        "error, whose means over seeds are in the tables.",
        *ending(evidence, found, first_seed=True),
    )
