"""Quality against what training cost: is a cheaper step as good?"""

import dataclasses
from collections.abc import Sequence
from typing import Any

from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, NullFormatter, NullLocator

from scoresweep.analysis.figures.base import (
    Figured,
    Missing,
    caption,
    left_out,
    not_the_papers,
    spread,
)
from scoresweep.analysis.figures.style import ESTIMATORS, LOOKS, legend_below, new_grid
from scoresweep.analysis.results.coefficients import has_options
from scoresweep.analysis.results.collect import Cell
from scoresweep.analysis.results.curves import Evidence
from scoresweep.analysis.results.groups import Estimate, Group
from scoresweep.analysis.statistics.comparisons import Quantity
from scoresweep.analysis.statistics.cost_quality import (
    QUALITIES,
    TIMES_PLAIN,
    cheaper,
    compare_with_papers_step,
    papers_steps,
    priced,
)
from scoresweep.plurals import counted
from scoresweep.specs.coefficients import format_options

_MOST = 40
_TICKS = (0.5, 1, 1.5, 2, 3, 4, 6, 8, 12, 16)
_POINTS = 5  # from a mark to its text, which stands above Taylor's marks and below others'


def cost(evidence: Evidence) -> Figured:
    """Draw a panel per quality and a mark per configuration, over its training's cost.

    The paper's step is a band too.
    """
    sweep = evidence.sweep
    if not cheaper(sweep):
        raise Missing(
            "no step is cheaper than the paper's beside it; the sweep cheap is one that compares "
            "them"
        )
    everything = priced(evidence)
    groups = spread(everything, everything, _MOST)
    shown = [q for q in QUALITIES if any(_number(g, q) for g in groups)]
    placed = [group for group in groups if _times_plain(group) is not None]
    if not shown or not placed:
        raise Missing(
            "no baseline to count costs by, or no trial is finished yet; launch the sweep, with "
            "the variant baseline"
        )
    figure, panels = new_grid(len(shown), 2, 2.1, sharex=True)
    for axes, quality in zip(panels.flat, shown, strict=False):
        _panel(axes, placed, quality)
    for axes in panels[-1]:
        axes.set_xlabel("training cost, × the baseline's")
    _legend(figure, panels[0, 0], placed)
    return figure, _caption(evidence, placed, len(everything) - len(groups))


def _times_plain(group: Group) -> float | None:
    return group.first.number(TIMES_PLAIN)


def _number(group: Group, quality: Quantity) -> Estimate | None:
    return group.estimate(
        lambda cell: quality.column.number(cell) if cell.status == "finished" else None
    )


def _is_equal_cost(group: Group, papers: Group | None) -> bool:
    """Return whether it was trained for other epochs than the paper's step."""
    return papers is not None and papers.first.epochs != group.first.epochs


def _panel(axes: Any, groups: Sequence[Group], quality: Quantity) -> None:
    scale = 100 if quality.column.unit == "percent" else 1
    beside, papers = _beside(groups), papers_steps(groups)
    for i, group in enumerate(groups):
        number, at = _number(group, quality), _times_plain(group)
        if number is None or at is None:
            continue
        cell = group.first
        look = LOOKS[cell.variant] if cell.estimator is None else ESTIMATORS[cell.estimator]
        error = None if number.standard_error is None else scale * number.standard_error
        x, y = at * beside[i], scale * number.mean
        if papers[i] is group and error is not None:
            axes.axhspan(y - error, y + error, color=look.colour, alpha=0.12, linewidth=0)
        axes.errorbar(
            x,
            y,
            yerr=error,
            marker=look.marker,
            color=look.colour,
            mfc="white" if _is_equal_cost(group, papers[i]) else look.colour,
            linewidth=0.8,
            markersize=6 if look.marker == "*" else 4.5,
        )
        if has_options(cell):
            # Words stand upright, so that they don't reach the next mark.
            is_long = bool(_words(cell))
            above = _POINTS if cell.estimator == "taylor" else -_POINTS
            axes.annotate(
                _beside_mark(cell),
                (x, y),
                xytext=(_POINTS, 0 if is_long else above),
                textcoords="offset points",
                fontsize=6,
                color=look.colour,
                va="center",
                rotation=90 if is_long else 0,
            )
    axes.set_title(quality.column.heading)
    axes.set_xscale("log")
    axes.xaxis.set_major_locator(FixedLocator(_TICKS))
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:g}")
    axes.xaxis.set_minor_locator(NullLocator())
    axes.xaxis.set_minor_formatter(NullFormatter())
    axes.margins(x=0.12)
    if any(_words(group.first) for group in groups):
        axes.margins(y=0.36)


def _words(cell: Cell) -> list[str]:
    """Return the options but `every`."""
    return format_options(dataclasses.replace(cell, every=None))


def _beside_mark(cell: Cell) -> str:
    """Return k of `every: k`, and the other options in words."""
    return ", ".join([*([] if cell.every is None else [str(cell.every)]), *_words(cell)])


def _beside(groups: Sequence[Group]) -> list[float]:
    """Return factors on x by which marks of about the same cost stand beside each other."""
    columns: dict[int, list[int]] = {}
    for i, group in enumerate(groups):
        columns.setdefault(round(10 * (_times_plain(group) or 0)), []).append(i)
    factors = [1.0] * len(groups)
    for column in columns.values():
        for place, i in enumerate(column):
            factors[i] = 1 + 0.045 * (place - (len(column) - 1) / 2)
    return factors


def _legend(figure: Figure, axes: Any, groups: Sequence[Group]) -> None:
    cells = [group.first for group in groups]
    if any(cell.variant == "baseline" for cell in cells):
        look = LOOKS["baseline"]
        axes.plot([], [], look.marker, color=look.colour, label=look.label)
    for name in dict.fromkeys(cell.estimator for cell in cells if cell.estimator):
        look = ESTIMATORS[name]
        axes.plot([], [], look.marker, color=look.colour, label=name.replace("_", " "))
    if any(map(_is_equal_cost, groups, papers_steps(groups))):
        axes.plot([], [], "o", color="#888888", label="as many epochs as the paper's step")
        axes.plot([], [], "o", mfc="white", mec="#888888", label="other epochs")
    legend_below(figure, axes)


def _caption(evidence: Evidence, groups: Sequence[Group], omitted: int) -> str:
    variants = {g.first.variant for g in groups if g.first.variant != "baseline"}
    names = ", ".join(LOOKS[variant].label for variant in LOOKS if variant in variants)
    family = compare_with_papers_step(evidence.sweep)
    tested = () if family is None else family.tested
    supported = sum(each.is_supported for each in tested)
    words = ", words are its other options" if any(_words(g.first) for g in groups) else ""
    return caption(
        f"Trained networks of {names} over what their training cost: forward passes of all epochs, "
        "against the baseline's. Band: the paper's step (Taylor's estimator at every step), ± one "
        f"standard error. A number beside a mark is k of `every: k`{words}; marks of equal cost "
        "stand beside each other.",
        f"Of {counted(len(tested), 'difference')} from the paper's step {supported or 'none'} "
        f"{'is' if supported in (0, 1) else 'are'} supported (paired by seed, sign-flip "
        "permutation test, Holm over the table `cost`, which names them)."
        if tested
        else "Nothing is tested: no configuration has two seeds.",
        left_out(omitted),
        not_the_papers(evidence.sweep.cells),
    )
