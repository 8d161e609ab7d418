"""Curves less the baseline's, seed by seed.

The bands of other figures hold what seeds share, and so hide how clear a difference is.
"""

from collections.abc import Sequence

from matplotlib.figure import Figure

from scoresweep.analysis.figures.base import (
    Array,
    Missing,
    Pick,
    Series,
    caption,
    dashed,
    draw_line,
    left_out,
    make_series,
    not_the_papers,
    pick_attack,
    pick_curve,
    pick_ladder,
    pick_removal,
    spread,
    to_range,
)
from scoresweep.analysis.figures.style import FLOOR, legend_below, new_grid
from scoresweep.analysis.results.collect import Cell
from scoresweep.analysis.results.curves import Evidence
from scoresweep.analysis.results.groups import Group, group_seeds
from scoresweep.analysis.statistics.comparisons import baseline_group, pairs_with_baseline

_LEAST_FIRST = pick_removal("accuracy", order="least")
# Measurement → (curve, label of y, label of x, whether x is logarithmic as in the curve's figure).
_PANELS: dict[str, tuple[Pick, str, str, bool]] = {
    "density_ratio": (pick_ladder("log_ratio_mean"), "mean log ratio, nats ↓", "σ", False),
    "alignment": (pick_ladder("cosine_mean"), "cosine ↑", "σ", True),
    "perturbation": (_LEAST_FIRST, "accuracy ↑, own gradients", "pixels removed", False),
    "perturbation_of_baseline": (
        _LEAST_FIRST,
        "accuracy ↑, of the baseline",
        "pixels removed",
        False,
    ),
    "robustness": (pick_attack("linf"), "accuracy under attack ↑", "L∞ ε, in 255ths", False),
}


def differences(evidence: Evidence) -> tuple[Figure, str]:
    """Draw a panel for each measurement.

    Raises:
        Missing: There is no baseline, or no two pairs of seeds.
    """
    if baseline_group(evidence.sweep) is None:
        raise Missing("the sweep has no baseline to take from the others; add it to its variants")
    pairs = pairs_with_baseline(evidence.sweep)
    found, dropped = {}, 0
    for name, panel in _PANELS.items():
        if name not in evidence.sweep.measurements:
            continue
        having = [pair for pair in pairs if _shared_seeds(evidence, name, *pair) > 1]
        shown = spread(having, [group for group, _ in having])
        if series := paired_series(evidence, name, shown, panel[0]):
            found[name] = series
            dropped = max(dropped, len(having) - len(shown))
    if not found:
        raise Missing(
            "no configuration has curves of two seeds that the baseline has too; set more seeds in "
            "the sweep's file, and launch it again"
        )
    figure, grid = new_grid(len(found), 3, 2.3)
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
    return figure, caption(
        "Curves less the baseline's of the same seed, so that what seeds share is gone; the dashed "
        f"line is no difference. Means over {to_range(counts)} seeds; bands are ± one standard "
        "error of the difference at each point, and no test: the tables test the areas.",
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
    """Return a line for each configuration that shares two or more seeds with its reference."""
    groups = group_seeds(evidence.sweep.cells)
    found = []
    for group, reference in pairs:
        mine, theirs = (_curves(evidence, measurement, g, pick) for g in (group, reference))
        seeds = sorted(mine.keys() & theirs.keys())
        if len(seeds) < 2:
            continue
        values = [mine[seed][1] - theirs[seed][1] for seed in seeds]
        found.append(make_series(group, groups, mine[seeds[0]][0], values))
    return dashed(found)


def _curves(
    evidence: Evidence, measurement: str, group: Group, pick: Pick
) -> dict[int, tuple[Array, Array]]:
    """Return seed → (x, y) of the networks that are done and have the curve."""
    picked = {cell.seed: pick_curve(evidence, cell, measurement, pick) for cell in _done(group)}
    return {seed: curve for seed, curve in picked.items() if curve is not None}
