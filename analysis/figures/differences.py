"""Curves less the baseline's, seed by seed: what the bands of other figures hide, as they hold what seeds share."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from scoresweep.analysis.figures.base import (
    Array,
    Missing,
    Pick,
    Series,
    caption,
    dashed,
    draw_line,
    label,
    left_out,
    most_lines,
    not_the_papers,
    numbers,
    shade,
    spread,
)
from scoresweep.analysis.figures.style import FLOOR, LOOKS, PAGE, legend_below, new_figure
from scoresweep.analysis.results.collect import Cell
from scoresweep.analysis.results.curves import Evidence
from scoresweep.analysis.results.groups import Group, group_seeds
from scoresweep.analysis.statistics.comparisons import baseline_group, pairs_with_baseline


def _along_noise(key: str) -> Pick:
    return lambda curves: (curves["sigmas"], curves[key])


def _least_first(curves: dict[str, Any]) -> tuple[Sequence[Any], Sequence[Any]] | None:
    found = [curve for curve in curves["curves"] if curve["order"] == "least"]
    if not found:
        return None
    return [0.0, *curves["fractions"]], [curves["clean"]["accuracy"], *found[0]["accuracy"]]


def _linf(curves: dict[str, Any]) -> tuple[Sequence[Any], Sequence[Any]] | None:
    for attack in curves["attacks"]:
        if attack["norm"] == "linf":
            epsilons = [255 * epsilon for epsilon in attack["epsilons"]]
            return [0.0, *epsilons], [curves["clean"], *attack["accuracy"]]
    return None


# Measurement → (curve, of what, along what, whether the figure of the curve itself has a logarithmic axis).
_PANELS: dict[str, tuple[Pick, str, str, bool]] = {
    "density_ratio": (_along_noise("log_ratio_mean"), "mean log ratio, nats ↓", "σ", False),
    "alignment": (_along_noise("cosine_mean"), "cosine ↑", "σ", True),
    "perturbation": (_least_first, "accuracy ↑, own gradients", "pixels removed", False),
    "perturbation_of_baseline": (
        _least_first,
        "accuracy ↑, of the baseline",
        "pixels removed",
        False,
    ),
    "robustness": (_linf, "accuracy under attack ↑", "L∞ ε, in 255ths", False),
}


def differences(evidence: Evidence) -> tuple[Figure, str]:
    """A panel a measurement. Raises Missing without a baseline, or without two pairs of seeds."""
    if baseline_group(evidence.sweep) is None:
        raise Missing("the sweep has no baseline to take from the others; add it to its variants")
    pairs = pairs_with_baseline(evidence.sweep)
    found, dropped = {}, 0
    for name, panel in _PANELS.items():
        if name not in evidence.sweep.measurements:
            continue
        having = [pair for pair in pairs if _shared_seeds(evidence, name, *pair) > 1]
        shown = spread(having, [group for group, _ in having], most_lines(len(having)))
        if series := paired_series(evidence, name, shown, panel[0]):
            found[name] = series
            dropped = max(dropped, len(having) - len(shown))
    if not found:
        raise Missing(
            "no configuration has curves of two seeds that the baseline has too; set more seeds in the sweep's file, "
            "and launch it again"
        )
    columns = min(3, len(found))
    rows = -(-len(found) // columns)
    figure, grid = new_figure(PAGE, 2.3 * rows + 0.3, rows, columns)
    for axes in grid.flat[len(found) :]:
        axes.set_axis_off()
    for axes, (name, series) in zip(grid.flat, found.items(), strict=False):
        _, text, along, logarithmic = _PANELS[name]
        for line in series:
            draw_line(axes, line, marker=False)
        axes.axhline(0, **FLOOR)
        axes.set_title(text, fontsize=7)
        axes.set_xlabel(along)
        if logarithmic:
            axes.set_xscale("log")
    legend_below(figure, grid[0, 0])
    counts = sorted({line.n for series in found.values() for line in series})
    seeds = f"{counts[0]}" if len(counts) == 1 else f"{counts[0]} to {counts[-1]}"
    return figure, caption(
        "Curves less the baseline's of the same seed, so that what seeds share is gone; the dashed line is no "
        f"difference. Means over {seeds} seeds; bands are ± one standard error of the difference at each point, and no "
        "test: the tables test the areas.",
        left_out(dropped),
        not_the_papers(evidence.sweep.cells),
    )


def _shared_seeds(evidence: Evidence, measurement: str, group: Group, reference: Group) -> int:
    mine, theirs = (
        {c.seed for c in _done(each) if evidence.has_curves(c, measurement)}
        for each in (group, reference)
    )
    return len(mine & theirs)


def _done(group: Group) -> list[Cell]:
    return [cell for cell in group.cells if cell.status in ("finished", "diverged")]


def paired_series(
    evidence: Evidence, measurement: str, pairs: Sequence[tuple[Group, Group]], pick: Pick
) -> list[Series]:
    """A line for each configuration that shares two seeds or more with its reference."""
    groups = group_seeds(evidence.sweep.cells)
    found = []
    for group, reference in pairs:
        mine, theirs = (_curves(evidence, measurement, g, pick) for g in (group, reference))
        seeds = sorted(mine.keys() & theirs.keys())
        if len(seeds) < 2:
            continue
        values = np.stack([mine[seed][1] - theirs[seed][1] for seed in seeds])
        look = LOOKS[group.first.variant]
        found.append(
            Series(
                group,
                label(group, groups),
                shade(group, groups),
                look.line,
                look,
                mine[seeds[0]][0],
                values.mean(0),
                values.std(0, ddof=1) / math.sqrt(len(seeds)),
                len(seeds),
            )
        )
    return dashed(found)


def _curves(
    evidence: Evidence, measurement: str, group: Group, pick: Pick
) -> dict[int, tuple[Array, Array]]:
    """Seed → (x, y) of the networks that are done and have the curve."""
    picked = {cell.seed: _picked(evidence, cell, measurement, pick) for cell in _done(group)}
    return {seed: curve for seed, curve in picked.items() if curve is not None}


def _picked(
    evidence: Evidence, cell: Cell, measurement: str, pick: Pick
) -> tuple[Array, Array] | None:
    curves = evidence.curves(cell, measurement)
    found = None if curves is None else pick(curves)
    return None if found is None else (numbers(found[0]), numbers(found[1]))
