"""Figures of pixel perturbation: by whose gradients, in which way, and read how."""

from functools import partial
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from scoresweep.analysis.figures.base import (
    caption,
    draw_line,
    ending,
    find_series,
    images_of,
    require,
)
from scoresweep.analysis.figures.style import COLUMN, FLOOR, PAGE, legend_below, new_figure
from scoresweep.analysis.results.curves import Evidence

Figured = tuple[Figure, str]
_WHOSE = {
    "perturbation": "each network on its own gradients",
    "perturbation_of_baseline": "the same baseline network, explained by each network's gradients",
}


def _first(curves: dict[str, Any], order: str, read_out: str) -> tuple[Any, Any] | None:
    """The curve of the first fill, relevance and output, with the clean images at 0."""
    wanted = [c for c in curves["curves"] if c["order"] == order]
    if not wanted:
        return None
    start = {"logit_change": 0.0} | curves["clean"]
    return [0.0, *curves["fractions"]], [start[read_out], *wanted[0][read_out]]


def perturbation(evidence: Evidence, measurement: str) -> Figured:
    figure, ((axes,),) = new_figure(COLUMN, 3.1)
    found = find_series(evidence, measurement, lambda c: _first(c, "least", "accuracy"))
    for line in found.series:
        draw_line(axes, line, marker=False)
    # Of all networks' random orders one is enough where one network reads them all.
    floor = find_series(evidence, measurement, lambda c: _first(c, "random", "accuracy")).series[0]
    axes.plot(floor.x, floor.mean, label=f"random order ({floor.label})", **FLOOR)
    axes.set_xlabel("share of pixels removed, least relevant first")
    axes.set_ylabel("accuracy")
    axes.set_ylim(0, None)
    legend_below(figure, axes, 2)
    settings = evidence.sweep.measure[measurement]
    return figure, caption(
        f"Discriminative pixel perturbation, {_WHOSE[measurement]}; higher is better. Removed pixels are filled with "
        f"{_fill(settings)}; relevance: {settings['relevances'][0]} of the {settings['outputs'][0]}'s "
        f"gradient; {images_of(evidence, measurement)} test images.",
        "Networks differ in what a random order leaves them too: the table has each one's."
        if measurement == "perturbation"
        else "",
        *ending(evidence, found),
    )


def _fill(settings: dict[str, Any]) -> str:
    fill = settings["fills"][0]
    return {
        "mean": "the image's mean pixel",
        "constant": f"{settings['constant']:g}",
        "blur": "the blurred image",
    }[fill]


def perturbation_all(evidence: Evidence, measurement: str) -> Figured:
    """Every relevance, output, order and fill that was asked for, small, with the random order."""
    require(evidence, measurement)
    settings = evidence.sweep.measure[measurement]
    rows = [(r, o) for r in settings["relevances"] for o in settings["outputs"]]
    columns = [(o, f) for f in settings["fills"] for o in settings["orders"]]
    figure, grid = new_figure(
        PAGE, 1.2 * len(rows) + 0.9, len(rows), len(columns), sharex=True, sharey=True
    )
    for (row, column), axes in np.ndenumerate(grid):
        order, fill = columns[column]
        found = find_series(
            evidence, measurement, partial(_way, way=(*rows[row], order, fill), read_out="accuracy")
        )
        for line in found.series:
            draw_line(axes, line, marker=False)
        floor = find_series(
            evidence,
            measurement,
            partial(_way, way=(None, None, "random", fill), read_out="accuracy"),
        ).series[0]
        axes.plot(floor.x, floor.mean, label=f"random order ({floor.label})", **FLOOR)
        if row == 0:
            axes.set_title(f"{order} first,\n{fill} fill", fontsize=7)
        if row == len(rows) - 1:
            axes.set_xlabel("removed")
        if column == 0:
            output = "log p" if rows[row][1] == "log_probability" else "f"
            axes.set_ylabel(f"accuracy\n{rows[row][0]} of ∇{output}", fontsize=6.5)
    legend_below(figure, grid[0, 0])
    return figure, caption(
        f"Pixel perturbation, {_WHOSE[measurement]}, in every way that was asked for. Least relevant first: "
        "higher is better; most relevant first: lower is better.",
        *ending(evidence, found),
    )


def _way(
    curves: dict[str, Any], way: tuple[str | None, ...], read_out: str
) -> tuple[Any, Any] | None:
    """The curve of a relevance, output, order and fill, with the clean images at 0."""
    start = {"logit_change": 0.0} | curves["clean"]
    for c in curves["curves"]:
        if (c["relevance"], c["output"], c["order"], c["fill"]) == way:
            return [0.0, *curves["fractions"]], [start[read_out], *c[read_out]]
    return None


def readouts(evidence: Evidence, measurement: str) -> Figured:
    """§4.2: accuracy and probability are of the decision, the logit of the density."""
    figure, (panels,) = new_figure(PAGE, 2.6, 1, 3)
    names = {
        "accuracy": "accuracy",
        "probability": "mean p(y|x')",
        "logit_change": "mean f_y(x') − f_y(x)",
    }
    for axes, (key, text) in zip(panels, names.items(), strict=True):
        found = find_series(evidence, measurement, partial(_first, order="least", read_out=key))
        for line in found.series:
            draw_line(axes, line, marker=False)
        random = partial(_first, order="random", read_out=key)
        floor = find_series(evidence, measurement, random).series[0]
        axes.plot(floor.x, floor.mean, label=f"random order ({floor.label})", **FLOOR)
        axes.set_xlabel("share of pixels removed")
        axes.set_title(text)
    legend_below(figure, panels[0])
    return figure, caption(
        f"Pixel perturbation, {_WHOSE[measurement]}, read in three ways (paper §4.2), least relevant pixels "
        "first; x' is what is left of x, y its class. The logit's change is a density ratio under the hidden "
        "density of the network that reads: networks may come in another order there than by what is decided.",
        "Networks differ in what a random order leaves them too: the table has areas of each one's, by accuracy "
        "and by probability."
        if measurement == "perturbation"
        else "",
        _order_agreement(evidence, measurement),
        *ending(evidence, found),
    )


def _order_agreement(evidence: Evidence, measurement: str) -> str:
    from scipy.stats import spearmanr

    areas = []
    for cell in evidence.sweep.cells:
        found = evidence.areas(cell, measurement)
        if found is not None and found.least and None not in found.least.values():
            areas.append((found.least["accuracy"], found.least["logit_change"]))
    if len(areas) < 3 or any(len(set(column)) < 2 for column in zip(*areas, strict=True)):
        return ""
    rho = float(spearmanr(*zip(*areas, strict=True)).statistic)
    return (
        f"Over the {len(areas)} networks the rank correlation of the areas by accuracy and by logit is "
        f"{rho:.2f}."
    )
