"""Figures of curves: density ratio, perturbation, alignment, robustness, and the sanity checks."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from analysis.evidence import Evidence
from analysis.figures.core import (
    COLUMN,
    FLOOR,
    PAGE,
    Found,
    Missing,
    caption,
    draw_line,
    find_series,
    legend_below,
    new_figure,
    not_the_papers,
    numbers,
    said,
)
from analysis.tables import group_seeds

Figured = tuple[Figure, str]


def _ladder(curves: dict[str, Any], key: str) -> tuple[Any, Any]:
    return curves["sigmas"], curves[key]


def _ending(evidence: Evidence, found: Found) -> tuple[str, str]:
    return said(found), not_the_papers(evidence.sweep.cells)


def density_ratio(evidence: Evidence) -> Figured:
    figure, ((left, right),) = new_figure(PAGE, 2.7, 1, 2)
    for axes, key in ((left, "ratio_mean"), (right, "log_ratio_mean")):
        found = find_series(evidence, "density_ratio", partial(_ladder, key=key))
        for line in found.series:
            draw_line(axes, line)
        axes.set_xlabel("σ of the noise η (pixels are in [0, 1])")
    left.axhline(1, **FLOOR)
    left.set_yscale("log")
    left.set_ylabel("ratio p(x+η|y) / p(x|y)")
    right.axhline(0, **FLOOR)
    right.set_ylabel("log ratio, nats")
    legend_below(figure, left)
    return figure, caption(
        "Density ratios along Gaussian noise (paper, Fig. 1), averaged over test images; lower is "
        "better, as a density of images falls with noise. Left: the ratio, whose mean few images can "
        "dominate. Right: its logarithm.",
        *_ending(evidence, found),
    )


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
    whose = (
        "each network on its own gradients"
        if measurement == "perturbation"
        else "the same baseline network, explained by each network's gradients"
    )
    return figure, caption(
        f"Discriminative pixel perturbation, {whose}; higher is better. Removed pixels are filled with "
        f"{_fill(settings)}; relevance: {settings['relevances'][0]} of the {settings['outputs'][0]}'s "
        f"gradient; {_images(evidence, measurement)} test images.",
        *_ending(evidence, found),
    )


def _fill(settings: dict[str, Any]) -> str:
    fill = settings["fills"][0]
    return {
        "mean": "the image's mean pixel",
        "constant": f"{settings['constant']:g}",
        "blur": "the blurred image",
    }[fill]


def _images(evidence: Evidence, measurement: str) -> str:
    for cell in evidence.sweep.cells:
        if (curves := evidence.curves(cell, measurement)) is not None:
            return str(curves["images"])
    return "no"


def perturbation_all(evidence: Evidence) -> Figured:
    """Every order and fill, small."""
    settings = next(
        (
            curves
            for cell in evidence.sweep.cells
            if (curves := evidence.curves(cell, "perturbation")) is not None
        ),
        None,
    )
    if settings is None:
        find_series(evidence, "perturbation", lambda c: None)
        raise AssertionError("find_series raises where no cell has curves")
    shown = [c for c in settings["curves"] if c["order"] != "random"]
    rows = list(dict.fromkeys((c["relevance"], c["output"]) for c in shown))
    columns = list(dict.fromkeys((c["order"], c["fill"]) for c in shown))
    figure, grid = new_figure(
        PAGE, 1.2 * len(rows) + 0.9, len(rows), len(columns), sharex=True, sharey=True
    )
    for (row, column), axes in np.ndenumerate(grid):
        way = (*rows[row], *columns[column])

        def pick(curves: dict[str, Any], way: tuple[Any, ...] = way) -> tuple[Any, Any] | None:
            for c in curves["curves"]:
                if (c["relevance"], c["output"], c["order"], c["fill"]) == way:
                    return curves["fractions"], c["accuracy"]
            return None

        found = find_series(evidence, "perturbation", pick)
        for line in found.series:
            draw_line(axes, line, marker=False)
        if row == 0:
            axes.set_title(f"{columns[column][0]} first,\n{columns[column][1]} fill", fontsize=7)
        if row == len(rows) - 1:
            axes.set_xlabel("removed")
        if column == 0:
            output = "log p" if rows[row][1] == "log_probability" else "f"
            axes.set_ylabel(f"accuracy\n{rows[row][0]} of ∇{output}", fontsize=6.5)
    legend_below(figure, grid[0, 0])
    return figure, caption(
        "Pixel perturbation on own gradients in every way that was asked for. Least relevant first: "
        "higher is better; most relevant first: lower is better.",
        *_ending(evidence, found),
    )


def readouts(evidence: Evidence) -> Figured:
    """§4.2: accuracy and probability are of the decision, the logit of the density."""
    figure, (panels,) = new_figure(PAGE, 2.6, 1, 3)
    names = {
        "accuracy": "accuracy",
        "probability": "mean p(y|x')",
        "logit_change": "mean f_y(x') − f_y(x)",
    }
    for axes, (key, text) in zip(panels, names.items(), strict=True):
        found = find_series(evidence, "perturbation", partial(_first, order="least", read_out=key))
        for line in found.series:
            draw_line(axes, line, marker=False)
        axes.set_xlabel("share of pixels removed")
        axes.set_title(text)
    legend_below(figure, panels[0])
    return figure, caption(
        "The same perturbation read in three ways (paper §4.2), least relevant pixels first. The logit's "
        "change is a density ratio under the network's hidden density: networks may come in another order "
        "there than by what they decide.",
        _order_agreement(evidence),
        *_ending(evidence, found),
    )


def _order_agreement(evidence: Evidence) -> str:
    from scipy.stats import spearmanr

    areas = []
    for cell in evidence.sweep.cells:
        curves = evidence.curves(cell, "perturbation")
        if curves is not None:
            least = [c for c in curves["curves"] if c["order"] == "least"]
            if least and None not in least[0]["area"].values():
                areas.append((least[0]["area"]["accuracy"], least[0]["area"]["logit_change"]))
    if len(areas) < 3 or any(len(set(column)) < 2 for column in zip(*areas, strict=True)):
        return ""
    rho = float(spearmanr(*zip(*areas, strict=True)).statistic)
    return (
        f"Over the {len(areas)} networks the rank correlation of the areas by accuracy and by logit is "
        f"{rho:.2f}."
    )


def alignment(evidence: Evidence) -> Figured:
    figure, ((left, right),) = new_figure(PAGE, 2.7, 1, 2)
    for axes, key in ((left, "cosine_mean"), (right, "scaled_residual")):
        found = find_series(evidence, "alignment", partial(_ladder, key=key))
        for line in found.series:
            draw_line(axes, line)
        axes.set_xlabel("σ of the noise v")
        axes.set_xscale("log")
    left.axhline(0, **FLOOR)
    left.set_ylabel("cosine of ∇f(x+v) and −v")
    right.axhline(1, **FLOOR)
    right.set_ylabel("denoising residual")
    legend_below(figure, left)
    return figure, caption(
        "How well the hidden density's score points back to the data. Left: the cosine with the direction "
        "to the clean image; higher is better. Right: E‖c∇f(x+v) + v/σ²‖² for the best multiple c, over that of a zero score; lower is "
        "better.",
        *_ending(evidence, found),
    )


def robustness(evidence: Evidence) -> Figured:
    figure, (panels,) = new_figure(PAGE, 2.7, 1, 2, sharey=True)
    for axes, norm, text in zip(panels, ("linf", "l2"), ("L∞ ε, in 255ths", "L2 ε"), strict=True):

        def pick(curves: dict[str, Any], norm: str = norm) -> tuple[Sequence[Any], Sequence[Any]]:
            attack = next(each for each in curves["attacks"] if each["norm"] == norm)
            scale = 255 if norm == "linf" else 1
            epsilons = [0.0, *(scale * epsilon for epsilon in attack["epsilons"])]
            return epsilons, [curves["clean"], *attack["accuracy"]]

        found = find_series(evidence, "robustness", pick)
        for line in found.series:
            draw_line(axes, line)
        axes.set_xlabel(text)
    for line in found.series:
        curves = evidence.curves(line.group.first, "robustness")
        stronger = curves and curves["autoattack"]
        if stronger:
            at = 255 * stronger["epsilon"]
            panels[0].plot(
                at, stronger["accuracy"], "x", color=line.colour, markersize=6, markeredgewidth=1.5
            )
    panels[0].set_ylabel("accuracy under attack")
    panels[0].set_ylim(0, None)
    legend_below(figure, panels[0])
    return figure, caption(
        f"Accuracy under projected gradient descent (paper §4.3), {_images(evidence, 'robustness')} test "
        "images; higher is better. Crosses: AutoAttack's parts, on fewer images, first seed.",
        *_ending(evidence, found),
    )


def randomisation(evidence: Evidence) -> Figured:
    figure, ((axes,),) = new_figure(COLUMN, 3.0)
    stages: list[str] = []

    def pick(curves: dict[str, Any]) -> tuple[Sequence[Any], Sequence[Any]]:
        stages[:] = curves["stages"]
        return range(len(curves["stages"])), curves["rank_correlation_mean"]

    found = find_series(evidence, "randomisation", pick)
    for line in found.series:
        draw_line(axes, line)
    axes.axhline(0, **FLOOR)
    axes.set_xticks(range(len(stages)), stages, rotation=45, ha="right")
    axes.set_xlabel("drawn anew, from the head down to")
    axes.set_ylabel("rank correlation of maps")
    legend_below(figure, axes, 2)
    return figure, caption(
        "Model randomisation (Adebayo et al. 2018): relevance maps before and after layers are drawn anew. "
        "A map that explains what was learned ends near 0.",
        *_ending(evidence, found),
    )


def calibration(evidence: Evidence) -> Figured:
    found = find_series(evidence, "calibration", lambda c: (c["confidence"], c["accuracy"]))
    columns = min(4, len(found.series))
    rows = -(-len(found.series) // columns)
    figure, grid = new_figure(PAGE, 1.9 * rows + 0.2, rows, columns, sharex=True, sharey=True)
    for axes in grid.flat[len(found.series) :]:
        axes.set_axis_off()
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
        error = cell.value("calibration")
        shown = "?" if error is None else f"{100 * error:.1f} %"
        axes.set_title(f"{line.label}\nECE {shown}", fontsize=7)
        axes.set_aspect("equal")
    for axes in grid[-1]:
        axes.set_xlabel("confidence")
    for axes in grid[:, 0]:
        axes.set_ylabel("accuracy")
    return figure, caption(
        "Reliability: accuracy against confidence in bins of equal width, first seed; a dot's area is the "
        "bin's share of the test images. ECE: expected calibration error.",
        *_ending(evidence, found),
    )


def terms(evidence: Evidence) -> Figured:
    """The regularizer's three terms by epoch, and the floor that the stability penalty leaves."""
    groups = [g for g in group_seeds(evidence.sweep.cells) if g.first.variant == "score_matching"]
    if not groups:
        raise Missing("the sweep has no score-matching trial, whose regularizer has these terms")
    shown = groups[:4]
    columns = min(2, len(shown))
    rows = -(-len(shown) // columns)
    figure, panels = new_figure(PAGE, 2.4 * rows + 0.3, rows, columns)
    for axes in panels.flat[len(shown) :]:
        axes.set_axis_off()
    for axes, group in zip(panels.flat, shown, strict=False):
        cell = group.first
        histories = {
            "h, the trace": ("train/trace", 1.0, "-"),
            "½‖∇f‖²": ("train/grad_norm_sq", 0.5, "--"),
            "μ h²": ("train/trace_sq", cell.mu or 0.0, "-."),
        }
        for text, (metric, scale, line) in histories.items():
            points = evidence.history(cell, metric)
            if points:
                epochs, values = zip(*points, strict=True)
                axes.plot(epochs, scale * np.array(values), line, label=text)
        if cell.mu:
            floor = -1 / (2 * cell.mu)
            axes.axhline(floor, label="−1/(2μ), where h + μh² is least", **FLOOR)
        axes.set_yscale("symlog", linthresh=1.0)
        axes.set_xlabel("epoch")
        axes.set_ylabel("batch mean")
        axes.set_title(f"λ={cell.lambda_:g} μ={cell.mu:g} seed {cell.seed}")
    legend_below(figure, panels[0, 0], 4)
    more = f" {len(groups) - 4} more configurations are left out." if len(groups) > 4 else ""
    return figure, (
        "The three terms of score-matching's regularizer over training, epoch means with the batch's "
        "statistics, on a symmetric logarithmic axis." + more
    )
