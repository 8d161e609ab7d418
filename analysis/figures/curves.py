"""Figures of curves: density ratio, alignment, robustness, training, and the sanity checks."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np

from scoresweep.analysis.figures.base import (
    Figured,
    Missing,
    caption,
    draw_series,
    ending,
    find_series,
    images_of,
    label_parts,
    left_out,
    numbers,
    spread,
)
from scoresweep.analysis.figures.style import (
    COLUMN,
    FLOOR,
    OTHERS,
    PAGE,
    legend_below,
    new_figure,
    new_grid,
)
from scoresweep.analysis.results.curves import Evidence
from scoresweep.analysis.results.groups import Group, group_seeds
from scoresweep.ledger.schema import MetricName


def _ladder(curves: dict[str, Any], key: str) -> tuple[Any, Any]:
    return curves["sigmas"], curves[key]


def density_ratio(evidence: Evidence) -> Figured:
    figure, ((left, middle, right),) = new_figure(PAGE, 2.6, 1, 3)
    panels = {"ratio_mean": left, "log_ratio_mean": middle, "log_ratio_std": right}
    for key, axes in panels.items():
        found = draw_series(axes, evidence, "density_ratio", partial(_ladder, key=key))
        axes.set_xlabel("σ of the noise η")
    left.axhline(1, **FLOOR)
    left.set_yscale("log")
    left.set_ylabel("ratio p(x+η|y) / p(x|y)")
    middle.axhline(0, **FLOOR)
    middle.set_ylabel("mean log ratio, nats")
    right.set_ylabel("std of the log ratio, nats")
    right.set_ylim(0, None)
    legend_below(figure, left)
    return figure, caption(
        "Density ratios along Gaussian noise (paper, Fig. 1), over "
        f"{images_of(evidence, 'density_ratio')} test images with pixels in [0, 1]; lower is "
        "better, as a density of images falls with noise. Left: the mean ratio, which few images "
        "can dominate. Middle: the mean of its logarithm. Right: the logarithm's standard "
        "deviation over the images.",
        *ending(evidence, found),
    )


def alignment(evidence: Evidence) -> Figured:
    figure, ((left, right),) = new_figure(PAGE, 2.7, 1, 2)
    for axes, key in ((left, "cosine_mean"), (right, "scaled_residual")):
        found = draw_series(axes, evidence, "alignment", partial(_ladder, key=key))
        axes.set_xlabel("σ of the noise v")
        axes.set_xscale("log")
    left.axhline(0, **FLOOR)
    left.set_ylabel("cosine of ∇f(x+v) and −v")
    right.axhline(1, **FLOOR)
    right.set_ylabel("denoising residual")
    legend_below(figure, left)
    return figure, caption(
        "How well the hidden density's score points back to the data. Left: the cosine with the "
        "direction to the clean image; higher is better. Right: E‖c∇f(x+v) + v/σ²‖² for the best "
        "multiple c, over that of a zero score; lower is better.",
        *ending(evidence, found),
    )


def robustness(evidence: Evidence) -> Figured:
    figure, (panels,) = new_figure(PAGE, 2.7, 1, 2, sharey=True)
    for axes, norm, text in zip(panels, ("linf", "l2"), ("L∞ ε, in 255ths", "L2 ε"), strict=True):

        def pick(curves: dict[str, Any], norm: str = norm) -> tuple[Sequence[Any], Sequence[Any]]:
            attack = next(each for each in curves["attacks"] if each["norm"] == norm)
            scale = 255 if norm == "linf" else 1
            epsilons = [0.0, *(scale * epsilon for epsilon in attack["epsilons"])]
            return epsilons, [curves["clean"], *attack["accuracy"]]

        found = draw_series(axes, evidence, "robustness", pick)
        axes.set_xlabel(text)
    attacked = 0
    for line in found.series:
        curves = evidence.curves(line.group.first, "robustness")
        stronger = curves and curves["autoattack"]
        if stronger:
            attacked = int(stronger["images"])
            at = 255 * stronger["epsilon"]
            panels[0].plot(
                at,
                stronger["accuracy"],
                "x",
                color=line.colour,
                markersize=6,
                markeredgewidth=1.5,
                clip_on=False,
            )
    panels[0].set_ylabel("accuracy under attack")
    panels[0].set_ylim(0, None)
    legend_below(figure, panels[0])
    crosses = (
        f"Crosses: AutoAttack on the first {attacked} of them, first seed: a share of so few is "
        f"uncertain by up to {50 / attacked**0.5:.0f} points (one standard error)."
        if attacked
        else ""
    )
    return figure, caption(
        "Accuracy under projected gradient descent (paper §4.3), "
        f"{images_of(evidence, 'robustness')} test images; higher is better.",
        crosses,
        *ending(evidence, found),
    )


def randomisation(evidence: Evidence) -> Figured:
    figure, ((axes,),) = new_figure(COLUMN, 3.0)
    stages: list[str] = []

    def pick(curves: dict[str, Any]) -> tuple[Sequence[Any], Sequence[Any]]:
        stages[:] = curves["stages"]
        return range(len(curves["stages"])), curves["rank_correlation_mean"]

    found = draw_series(axes, evidence, "randomisation", pick)
    axes.axhline(0, **FLOOR)
    axes.set_xticks(range(len(stages)), stages, rotation=45, ha="right")
    axes.set_xlabel("drawn anew, from the head down to")
    axes.set_ylabel("rank correlation of maps")
    legend_below(figure, axes, 2)
    return figure, caption(
        "Model randomisation (Adebayo et al. 2018): relevance maps before and after layers are "
        "drawn anew. A map that explains what was learned comes down, though not to 0: zero "
        "padding makes border pixels less relevant in any network, and untrained ones correlate "
        "too.",
        *ending(evidence, found),
    )


def calibration(evidence: Evidence) -> Figured:
    found = find_series(evidence, "calibration", lambda c: (c["confidence"], c["accuracy"]))
    figure, grid = new_grid(len(found.series), 4, 1.9, 0.2, sharex=True, sharey=True)
    for axes, line in zip(grid.flat, found.series, strict=False):
        cell = line.group.first
        curves = evidence.curves(cell, "calibration")
        axes.plot([0, 1], [0, 1], **FLOOR)
        if curves is not None:
            share = np.array(curves["share"])
            axes.scatter(
                numbers(curves["confidence"]),
                numbers(curves["accuracy"]),
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
        "Reliability: accuracy against confidence in bins of equal width, first seed; a dot's area "
        "is the bin's share of the test images. ECE: expected calibration error, whose means over "
        "seeds are in the tables.",
        *ending(evidence, found, first_seed=True),
    )


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
