"""Figures of pixel perturbation: by whose gradients, in which way, and read how."""

from typing import Any

import numpy as np

from scoresweep.analysis.figures.base import (
    Figured,
    Found,
    Pick,
    caption,
    draw_series,
    ending,
    find_series,
    pick_removal,
    require,
)
from scoresweep.analysis.figures.style import COLUMN, FLOOR, PAGE, legend_below, new_figure
from scoresweep.analysis.results.curves import Evidence
from scoresweep.plurals import counted

_WHOSE = {
    "perturbation": "each network on its own gradients",
    "perturbation_of_baseline": "the same baseline network, explained by each network's gradients",
}


def _draw(axes: Any, evidence: Evidence, measurement: str, shown: Pick, random: Pick) -> Found:
    """Draw each network's curve, and the random order of the first network.

    Where one network reads them all, that is everyone's.
    """
    found = draw_series(axes, evidence, measurement, shown, marker=False)
    floor = find_series(evidence, measurement, random).series[0]
    axes.plot(floor.x, floor.mean, label=f"random order ({floor.label})", **FLOOR)
    return found


def perturbation(evidence: Evidence, measurement: str) -> Figured:
    """Draw accuracy against the share of pixels removed, least relevant first (paper, Fig. 3).

    Args:
        measurement: A key of _WHOSE, which names the networks whose accuracy is drawn.
    """
    figure, ((axes,),) = new_figure(COLUMN, 3.1)
    least, random = (pick_removal("accuracy", order=order) for order in ("least", "random"))
    found = _draw(axes, evidence, measurement, least, random)
    axes.set_xlabel("share of pixels removed, least relevant first")
    axes.set_ylabel("accuracy")
    axes.set_ylim(0, None)
    legend_below(figure, axes, 2)
    settings = evidence.sweep.measure[measurement]
    return figure, caption(
        f"Discriminative pixel perturbation, {_WHOSE[measurement]}; higher is better. Removed "
        f"pixels are filled with {_fill(settings)}; relevance: {settings['relevances'][0]} of the "
        f"{settings['outputs'][0]}'s gradient; {evidence.images(measurement)} test images.",
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
    """Draw every relevance, output, order and fill of the sweep, and the random order."""
    require(evidence, measurement)
    settings = evidence.sweep.measure[measurement]
    rows = [(r, o) for r in settings["relevances"] for o in settings["outputs"]]
    columns = [(o, f) for f in settings["fills"] for o in settings["orders"]]
    figure, grid = new_figure(
        PAGE, 1.2 * len(rows) + 0.9, len(rows), len(columns), sharex=True, sharey=True
    )
    for (row, column), axes in np.ndenumerate(grid):
        order, fill = columns[column]
        relevance, output = rows[row]
        shown = pick_removal("accuracy", order=order, fill=fill, relevance=relevance, output=output)
        random = pick_removal("accuracy", order="random", fill=fill)
        found = _draw(axes, evidence, measurement, shown, random)
        if row == 0:
            axes.set_title(f"{order} first,\n{fill} fill", fontsize=7)
        if row == len(rows) - 1:
            axes.set_xlabel("removed")
        if column == 0:
            symbol = "log p" if output == "log_probability" else "f"
            axes.set_ylabel(f"accuracy\n{relevance} of ∇{symbol}", fontsize=6.5)
    legend_below(figure, grid[0, 0])
    return figure, caption(
        f"Pixel perturbation, {_WHOSE[measurement]}, in every way that was asked for. Least "
        "relevant first: higher is better; most relevant first: lower is better.",
        *ending(evidence, found),
    )


def readouts(evidence: Evidence, measurement: str) -> Figured:
    """Draw accuracy and probability, of the decision, and the logit, of the density (§4.2)."""
    figure, (panels,) = new_figure(PAGE, 2.6, 1, 3)
    names = {
        "accuracy": "accuracy",
        "probability": "mean p(y|x')",
        "logit_change": "mean f_y(x') − f_y(x)",
    }
    for axes, (key, text) in zip(panels, names.items(), strict=True):
        least, random = (pick_removal(key, order=order) for order in ("least", "random"))
        found = _draw(axes, evidence, measurement, least, random)
        axes.set_xlabel("share of pixels removed")
        axes.set_title(text)
    legend_below(figure, panels[0])
    return figure, caption(
        f"Pixel perturbation, {_WHOSE[measurement]}, read in three ways (paper §4.2), least "
        "relevant pixels first; x' is what is left of x, y its class. The logit's change is a "
        "density ratio under the hidden density of the network that reads: networks may come in "
        "another order there than by what is decided.",
        "Networks differ in what a random order leaves them too: the table has areas of each "
        "one's, by accuracy and by probability."
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
        f"Over the {counted(len(areas), 'network')} the rank correlation of the areas by accuracy "
        f"and by logit is {rho:.2f}."
    )
