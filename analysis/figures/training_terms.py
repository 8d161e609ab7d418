"""The terms of score-matching's regularizer over training."""

from collections.abc import Sequence

import numpy as np

from scoresweep.analysis.figures.base import (
    Figured,
    Missing,
    caption,
    label_parts,
    left_out,
    spread,
)
from scoresweep.analysis.figures.style import FLOOR, OTHERS, legend_below, new_grid
from scoresweep.analysis.results.curves import Evidence
from scoresweep.analysis.results.groups import Group, group_seeds
from scoresweep.ledger.schema import MetricName


def terms(evidence: Evidence) -> Figured:
    """Draw the regularizer's three terms by epoch, and the floor of the stability penalty."""
    groups = [g for g in group_seeds(evidence.sweep.cells) if g.first.variant == "score_matching"]
    if not groups:
        raise Missing("the sweep has no score-matching trial, whose regularizer has these terms")
    groups = [g for g in groups if g.first.epoch > 0]
    shown = [g for g in spread(groups, groups, 4) if evidence.history(g.first, MetricName.TRACE)]
    if not shown:
        raise Missing("no score-matching trial has finished an epoch yet; launch the sweep")
    figure, panels = new_grid(len(shown), 2, 2.4)
    for axes, group in zip(panels.flat, shown, strict=False):
        cell = group.first
        histories = {
            "h, the trace": (MetricName.TRACE, 1.0),
            "½‖∇f‖²": (MetricName.GRAD_NORM_SQ, 0.5),
            "μ h²": (MetricName.TRACE_SQ, cell.mu or 0.0),
        }
        for look, (text, (metric, scale)) in zip(OTHERS, histories.items(), strict=False):
            points = evidence.history(cell, metric)
            if points:
                epochs, values = zip(*points, strict=True)
                heights = scale * np.array(values)
                axes.plot(epochs, heights, linestyle=look.line, color=look.colour, label=text)
        if cell.mu:
            floor = -1 / (2 * cell.mu)
            axes.axhline(floor, label="−1/(2μ), where h + μh² is least", **FLOOR)
        axes.set_yscale("symlog", linthresh=1.0)
        axes.set_xlabel("epoch")
        axes.set_ylabel("batch mean")
        axes.set_title(_title(group, groups))
    legend_below(figure, panels[0, 0], 4)
    return figure, caption(
        "The three terms of score-matching's regularizer over training, before λ: epoch means with "
        "the batch's statistics, on a symmetric logarithmic axis. One seed of each configuration.",
        left_out(len(groups) - len(shown)),
    )


def _title(group: Group, groups: Sequence[Group]) -> str:
    """Return λ, μ and the seed; below them what else sets the configuration apart."""
    cell = group.first
    others = [p for p in label_parts(group, groups)[1:] if not p.startswith(("λ=", "μ="))]
    first = f"λ={cell.lambda_:g} μ={cell.mu:g} seed {cell.seed}"
    return "\n".join([first, " ".join(others)]) if others else first
