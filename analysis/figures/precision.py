"""What rounding does to each estimator of the trace, on trained networks: errors by precision."""

import math
import statistics
from typing import Any

from scoresweep.analysis.figures.base import Figured, Missing, caption, not_the_papers
from scoresweep.analysis.figures.style import ESTIMATORS, FLOOR, LOOKS, legend_below, new_grid
from scoresweep.analysis.results.collect import Cell
from scoresweep.analysis.results.curves import Evidence
from scoresweep.analysis.statistics.trace_precision import (
    TAYLOR_NOISE,
    USUAL_SIGMA,
    error_of,
    estimators,
    has_errors,
    precisions,
)

# Share of the distance between two precisions that all estimators' dots take.
_WIDTH = 0.6


def applies(evidence: Evidence) -> bool:
    """Return whether a trial of the sweep has errors of the trace by precision."""
    return has_errors(evidence.sweep)


def precision(evidence: Evidence) -> Figured:
    """Draw a panel per variant: a dot per network, a line through each estimator's medians.

    Raises:
        Missing: No network has an error.
    """
    sweep = evidence.sweep
    if not applies(evidence):
        raise Missing(
            "no trial has the errors of its trace by precision; `scoresweep evaluate "
            f"{sweep.name} --only trace --set measure.trace.precisions=[fp32,bf16]` takes them"
        )
    names = estimators(sweep)
    # Without those that no network has, such as tf32 where there was no GPU.
    columns = [
        each for each in precisions(sweep) if any(_errors(sweep.cells, n, each) for n in names)
    ]
    panels: dict[str, list[Cell]] = {}
    for cell in sweep.cells:
        if any(error_of(cell, n, p) is not None for n in names for p in columns):
            panels.setdefault(cell.variant, []).append(cell)
    figure, grid = new_grid(len(panels), 4, 2.4, sharex=True, sharey=True)
    for axes, (variant, cells) in zip(grid.flat, panels.items(), strict=False):
        for place, name in enumerate(names):
            shift = _WIDTH * ((place + 0.5) / len(names) - 0.5)
            _estimator(axes, name, {p: _errors(cells, name, p) for p in columns}, shift)
        axes.axhline(1, **FLOOR)
        axes.set_yscale("log")
        axes.set_title(LOOKS[variant].label)
        axes.set_xticks(range(len(columns)), columns)
        axes.set_xlim(-0.5, len(columns) - 0.5)
        axes.tick_params(labelbottom=True)
    for axes in grid[:, 0]:
        axes.set_ylabel("relative error ↓")
    legend_below(figure, grid[0, 0])
    settings, networks = sweep.measure["trace"], sum(map(len, panels.values()))
    return figure, caption(
        "Error of one estimate of the trace by the precision that it is computed in, on trained "
        "networks at test time: root mean square of its difference from zᵀHz in float64, for the "
        "same probes z, over that of zᵀHz; lower is better. "
        f"A dot is one of {networks} networks; lines join the medians over a variant's networks, "
        "of all its configurations and seeds.",
        f"{settings['images']} test images, {settings['probes']} probes each, "
        f"σ={USUAL_SIGMA:g} for the estimators that have a σ.",
        "Dashed at 1: the error of an estimate of 0, which a difference of logits has where "
        "rounding leaves nothing of it.",
        TAYLOR_NOISE if "taylor" in names else "",
        not_the_papers(sweep.cells),
    )


def _errors(cells: Any, estimator: str, precision: str) -> list[float]:
    """Return errors of the networks that have one; a logarithmic axis can't show an error of 0."""
    found = (error_of(cell, estimator, precision) for cell in cells)
    return [error for error in found if error is not None and error > 0]


def _estimator(axes: Any, name: str, errors: dict[str, list[float]], shift: float) -> None:
    look = ESTIMATORS[name]
    medians = [statistics.median(each) if each else math.nan for each in errors.values()]
    for column, each in enumerate(errors.values()):
        at = [column + shift] * len(each)
        axes.plot(at, each, ".", color=look.colour, markersize=5, alpha=0.5, markeredgewidth=0)
    axes.plot(
        [column + shift for column in range(len(medians))],
        medians,
        linestyle=look.line,
        marker=look.marker,
        color=look.colour,
        linewidth=0.9,
        label=name.replace("_", " "),
    )
