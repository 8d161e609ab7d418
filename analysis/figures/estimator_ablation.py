"""The figure of the ablation: loss terms against cost, and what came of each estimator."""

import dataclasses
from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import EngFormatter, LogLocator, NullFormatter

from scoresweep.analysis.figures.ablation_results import (
    ESTIMATORS,
    ROW,
    draw_results,
    is_of,
    is_traced,
    lines_of,
    look_of,
)
from scoresweep.analysis.figures.base import (
    Missing,
    caption,
    left_out,
    not_the_papers,
    shade,
    spread,
)
from scoresweep.analysis.figures.style import FLOOR, LOOKS, PAGE, framed, legend_below
from scoresweep.analysis.results.collect import Cell
from scoresweep.analysis.results.curves import Evidence
from scoresweep.analysis.statistics.estimator_ablation import (
    EQUAL,
    ablated,
    compared,
    control,
    cost,
)
from scoresweep.analysis.tables.base import Group
from scoresweep.specs.coefficients import format_options

Figured = tuple[Figure, str]
# Of σ and of how the trace is estimated beside it; an estimator without a σ and without options has a solid line.
_DASHES: tuple[Any, ...] = (
    *("--", ":", "-.", (0, (7, 2)), (0, (4, 1, 1, 1, 1, 1)), (0, (1, 3)), (0, (9, 1, 3, 1))),
)
_MOST_ROWS = 24
_CUT_OFF = "cut off"
_TERMS = {
    "score_matching": {"trace": "E[h]", "trace_sq": "E[h²]", "grad_norm_sq": "E‖∇f‖²"},
    "anti_score_matching": {"trace": "E[h]", "trace_sq": "E[h²]", _CUT_OFF: "E[h − min(h, τ)]"},
}


def estimators(evidence: Evidence) -> Figured:
    """Rows of panels: for each variant whose estimator differs its terms against cost, then all results."""
    variants = ablated(evidence.sweep)
    if not variants:
        raise Missing(
            "no variant has its trace estimated in more than one way; the sweep estimators is one that has"
        )
    everything = compared(evidence)
    groups = spread(everything, everything, _MOST_ROWS)
    drawn = [v for v in variants if any(_terms_of(evidence, g) for g in groups if is_of(g, v))]
    if not drawn:
        raise Missing("no trial of the ablation has finished an epoch yet; launch the sweep")
    lines = lines_of(groups)
    heights = [2.0 * len(drawn), ROW * len(lines) + 0.75]
    figure = framed(PAGE, sum(heights) + 0.35)
    (above,), (below,) = figure.subfigures(2, 1, squeeze=False, height_ratios=heights)
    panels = above.subplots(len(drawn), 3, squeeze=False)
    for row, variant in zip(panels, drawn, strict=True):
        _terms(row, evidence, groups, variant)
    draw_results(below, groups, lines)
    _legend(figure, panels[0, 0], groups)
    return figure, _caption(evidence, groups, len(everything) - len(groups))


def _way(cell: Cell) -> tuple[float, str]:
    """What a dash stands for: σ, 0 without one, and the options but `every`, which is no way to estimate a trace."""
    words = format_options(dataclasses.replace(cell, every=None))
    return cell.sigma or 0.0, " ".join(words)


def _ways(groups: Sequence[Group]) -> list[tuple[float, str]]:
    return sorted({way for g in groups if is_traced(g) and any(way := _way(g.first))})


def _dash(cell: Cell, groups: Sequence[Group]) -> Any:
    """By σ, from the smallest on, and by options."""
    ways, way = _ways(groups), _way(cell)
    return _DASHES[ways.index(way) % len(_DASHES)] if way in ways else "-"


def _terms_of(
    evidence: Evidence, group: Group, term: str = "trace"
) -> list[list[tuple[int, float]]]:
    """A history for each seed that finished; for each that has begun, where none has."""
    cells = [cell for cell in group.cells if cell.status == "finished"] or group.cells
    if term != _CUT_OFF:
        histories = [evidence.history(cell, f"train/{term}") for cell in cells]
        return [history for history in histories if history]
    # The regularizer of anti-score-matching is −min(h, τ).
    pairs = [
        [evidence.history(cell, f"train/{name}") for name in ("trace", "regularizer")]
        for cell in cells
    ]
    return [
        [(epoch, h + cut) for (epoch, h), (_, cut) in zip(*pair, strict=True)]
        for pair in pairs
        if all(pair)
    ]


def _terms(row: Any, evidence: Evidence, groups: Sequence[Group], variant: str) -> None:
    own = [group for group in groups if is_of(group, variant)]
    for axes, (term, text) in zip(row, _TERMS[variant].items(), strict=True):
        controls = [g for g in groups if is_of(g, "gradient_norm")]
        beside = controls if term == "grad_norm_sq" and variant == "score_matching" else []
        for group in (*own, *beside):
            histories = _terms_of(evidence, group, term)
            if not histories:
                continue
            length = min(map(len, histories))
            values = np.array([[value for _, value in history[:length]] for history in histories])
            epochs = [epoch for epoch, _ in histories[0][:length]]
            at = [cost(group.first, epoch) or epoch for epoch in epochs]
            colour = shade(group, groups) if group in controls else look_of(group.first).colour
            dash = "-." if group in controls else _dash(group.first, groups)
            axes.plot(at, values.mean(0), linestyle=dash, color=colour, linewidth=1.0)
            if len(values) > 1:
                error = values.std(0, ddof=1) / np.sqrt(len(values))
                low, high = values.mean(0) - error, values.mean(0) + error
                axes.fill_between(at, low, high, color=colour, alpha=0.15, linewidth=0)
        if term == "trace":
            axes.set_yscale("symlog", linthresh=10)
            axes.axhline(0, **FLOOR)
        else:
            axes.set_yscale("log")
            low, high = axes.get_ylim()
            steps = (1.0, 3.0) if high > 10 * low else (1.0, 2.0, 5.0)
            axes.yaxis.set_major_locator(LogLocator(subs=steps, numticks=7))
            axes.yaxis.set_major_formatter(EngFormatter(sep=""))
            axes.yaxis.set_minor_formatter(NullFormatter())
        axes.set_title(text)
        axes.set_xlabel("F an image" if own[0].first.passes else "epoch")
    row[0].set_ylabel(LOOKS[variant].label, fontweight="bold")


def _legend(figure: Figure, axes: Any, groups: Sequence[Group]) -> None:
    """Estimators by colour, σ and options by dash, and the signs of the results."""
    traced = [group.first for group in groups if is_traced(group)]
    for name in dict.fromkeys(cell.estimator or "" for cell in traced):
        look = ESTIMATORS[name]
        axes.plot([], [], color=look.colour, marker=look.marker, label=name.replace("_", " "))
    for way in _ways(groups):
        cell = next(cell for cell in traced if _way(cell) == way)
        text = " ".join(filter(None, (f"σ={way[0]:g}" if way[0] else "", way[1])))
        axes.plot([], [], linestyle=_dash(cell, groups), color="#888888", label=text)
    if any(is_of(group, "gradient_norm") for group in groups):
        look = LOOKS["gradient_norm"]
        axes.plot(
            [], [], linestyle=look.line, color=look.colour, marker=look.marker, label=look.label
        )
    if any(control(group, groups) for group in groups):
        green = LOOKS["gradient_norm"].colour
        axes.plot([], [], "^", mfc="none", mec=green, label="gradient-norm at λ'")
    axes.plot([], [], "o", mfc="none", mec="#888888", markersize=6, label="4μσ⁻²‖∇f‖²")
    axes.plot([], [], "|", color="black", markersize=6, label="½‖∇f‖²")
    legend_below(figure, axes)


def _caption(evidence: Evidence, groups: Sequence[Group], omitted: int) -> str:
    seeds = sorted({len(group.cells) for group in groups})
    spread_of = (
        "One seed: no spread is known."
        if seeds == [1]
        else "Means over the seeds that finished, ± one standard error."
    )
    has_probes = any(group.first.probes for group in groups)
    control_of = "λ(1 + 8μ/(Nσ²)) with N probes" if has_probes else "λ(1 + 8μ/σ²)"
    costs: dict[str, list[float | None]] = {}
    for group in filter(is_traced, groups):
        costs.setdefault(group.first.variant, []).append(cost(group.first))
    known = [[each for each in its if each is not None] for its in costs.values()]
    if any(None in its for its in costs.values()):
        equal = "What a step costs isn't in this ledger, so only epochs are shown."
    elif all(max(its) <= EQUAL * min(its) for its in known):
        equal = "A variant's networks trained at equal cost, whatever the estimator."
    else:
        equal = (
            "Not at equal cost: compare the lines above at one cost, and remember that a schedule in its middle "
            "isn't one at its end; the results below are after all epochs, at the cost beside them."
        )
    return caption(
        "Above: the terms of the loss over training, with the batch's statistics, against what training has cost in "
        "forward passes F an image; green is gradient-norm, lighter for each further λ. Below, at the end: what the noise of h adds to the regularizer (filled; "
        "score-matching's μ(E[h²] − E[h]²), anti-score-matching's E[h] − E[min(h, τ)]), which holds the images' "
        "different traces too; what App. B predicts of it for Taylor's estimator at this ‖∇f‖ (circle); the ½‖∇f‖² "
        "that is written in the loss. Then the trained networks: open triangles are gradient-norm networks at "
        f"λ' = {control_of} for Taylor's, λ for the others, to a tenth: the explicit penalty as large as explicit and hidden "
        "together. Where a network is like its triangle, that penalty explains it; being like it in these numbers "
        "doesn't prove it.",
        "Terms, and so circles, are of batches, whose statistics let images act on each other's logits: a control "
        "variate leaves that part of the noise.",
        equal,
        spread_of,
        left_out(omitted),
        not_the_papers(evidence.sweep.cells),
    )
