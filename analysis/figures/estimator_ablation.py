"""The figure of the ablation: loss terms against cost, and what came of each estimator."""

import dataclasses
from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import EngFormatter, LogLocator, MaxNLocator, NullFormatter

from scoresweep.analysis.figures.base import (
    Figured,
    Missing,
    caption,
    label,
    left_out,
    not_the_papers,
    shade,
    spread,
)
from scoresweep.analysis.figures.style import (
    ESTIMATORS,
    FLOOR,
    LOOKS,
    PAGE,
    STYLE,
    Look,
    framed,
    legend_below,
)
from scoresweep.analysis.results.collect import Cell
from scoresweep.analysis.results.curves import Evidence
from scoresweep.analysis.results.groups import Estimate, Group
from scoresweep.analysis.statistics.estimator_ablation import (
    EQUAL,
    TRACED,
    ablated,
    compared,
    control,
    cost,
    format_cost,
)
from scoresweep.specs.coefficients import format_options

# By σ and options. An estimator with neither has a solid line.
_DASHES = ("--", ":", "-.", (0, (7, 2)), (0, (4, 1, 1, 1, 1, 1)), (0, (1, 3)), (0, (9, 1, 3, 1)))
_MOST_ROWS = 24
_CUT_OFF = "cut off"
_TERMS = {
    "score_matching": {"trace": "E[h]", "trace_sq": "E[h²]", "grad_norm_sq": "E‖∇f‖²"},
    "anti_score_matching": {"trace": "E[h]", "trace_sq": "E[h²]", _CUT_OFF: "E[h − min(h, τ)]"},
}
_ROW = 0.155  # inches: a line
# Beside longer texts than this the panels are narrow: fewer ticks and shorter headings.
_LONG = 30
# Columns of trained networks, without the batch's statistics: number, heading, factor.
_RESULTS = (
    ("alignment/grad_norm", "‖∇f‖, test", 1),
    ("test_accuracy", "accuracy %", 100),
    ("gan_test", "GAN-test %", 100),
    ("perturbation", "perturbation,\nown %", 100),
    ("perturbation_of_baseline", "perturbation,\nbaseline %", 100),
)


def estimators(evidence: Evidence) -> Figured:
    """Draw a row of loss terms against cost for each ablated variant, then all results."""
    variants = ablated(evidence.sweep)
    if not variants:
        raise Missing(
            "no variant has its trace estimated in more than one way; the sweep estimators is one "
            "that has"
        )
    everything = compared(evidence)
    groups = spread(everything, everything, _MOST_ROWS)
    drawn = [v for v in variants if any(_terms_of(evidence, g) for g in groups if _is_of(g, v))]
    if not drawn:
        raise Missing("no trial of the ablation has finished an epoch yet; launch the sweep")
    lines = _lines_of(groups)
    heights = [2.0 * len(drawn), _ROW * len(lines) + 0.75]
    figure = framed(PAGE, sum(heights) + 0.35)
    (above,), (below,) = figure.subfigures(2, 1, squeeze=False, height_ratios=heights)
    panels = above.subplots(len(drawn), 3, squeeze=False)
    for row, variant in zip(panels, drawn, strict=True):
        _terms(row, evidence, groups, variant)
    _draw_results(below, groups, lines)
    _legend(figure, panels[0, 0], groups)
    return figure, _caption(evidence, groups, len(everything) - len(groups))


def _way(cell: Cell) -> tuple[float, str]:
    """Return what a dash stands for: σ, 0 if there is none, and the options but `every`."""
    words = format_options(dataclasses.replace(cell, every=None))
    return cell.sigma or 0.0, " ".join(words)


def _ways(groups: Sequence[Group]) -> list[tuple[float, str]]:
    return sorted({way for g in groups if _is_traced(g) and any(way := _way(g.first))})


def _dash(cell: Cell, groups: Sequence[Group]) -> Any:
    """Return the dashes of a way: ways are sorted by σ, then by options."""
    ways, way = _ways(groups), _way(cell)
    return _DASHES[ways.index(way) % len(_DASHES)] if way in ways else "-"


def _terms_of(
    evidence: Evidence, group: Group, term: str = "trace"
) -> list[list[tuple[int, float]]]:
    """Return the history of each seed that finished, or if none did, of each that began."""
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
    own = [group for group in groups if _is_of(group, variant)]
    for axes, (term, text) in zip(row, _TERMS[variant].items(), strict=True):
        controls = [g for g in groups if _is_of(g, "gradient_norm")]
        beside = controls if term == "grad_norm_sq" and variant == "score_matching" else []
        for group in (*own, *beside):
            histories = _terms_of(evidence, group, term)
            if not histories:
                continue
            length = min(map(len, histories))
            values = np.array([[value for _, value in history[:length]] for history in histories])
            epochs = [epoch for epoch, _ in histories[0][:length]]
            at = [cost(group.first, epoch) or epoch for epoch in epochs]
            colour = shade(group, groups) if group in controls else _look_of(group.first).colour
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


def _is_of(group: Group, variant: str) -> bool:
    return group.first.variant == variant


def _look_of(cell: Cell) -> Look:
    own = ESTIMATORS.get(cell.estimator or "") if cell.variant in TRACED else None
    return own or LOOKS[cell.variant]


def _is_traced(group: Group) -> bool:
    return group.first.variant in TRACED


def _lines_of(groups: Sequence[Group]) -> list[tuple[str, Group | None]]:
    """Return the lines of the results: a variant as a heading (None), or a configuration."""
    lines: list[tuple[str, Group | None]] = []
    for variant in dict.fromkeys(group.first.variant for group in groups):
        name = LOOKS[variant].label
        own = [group for group in groups if _is_of(group, variant)]
        if len(own) > 1:
            lines.append((name, None))
        for group in own:
            text = label(group, groups).removeprefix(name).strip().replace("_", " ")
            unfinished = sum(cell.status != "finished" for cell in group.cells)
            if unfinished:
                text += f" ({len(group.cells) - unfinished} of {len(group.cells)} finished)"
            lines.append((text if len(own) > 1 else name, group))
    return lines


def _draw_results(
    figure: Any, groups: Sequence[Group], lines: Sequence[tuple[str, Group | None]]
) -> None:
    """Draw each configuration's numbers in its line, and beside them those of its control."""
    shown = [each for each in _RESULTS if any(_number(g, each[0]) for g in groups)]
    panels = figure.subplots(
        1, 1 + len(shown), sharey=True, squeeze=False, width_ratios=[1.5, *[1.0] * len(shown)]
    )[0]
    for y, (_, group) in enumerate(lines):
        if group is None:
            continue
        look = _look_of(group.first)
        _parts(panels[0], group, y, look)
        other = control(group, groups)
        for axes, (name, _, scale) in zip(panels[1:], shown, strict=True):
            _dot(axes, _number(group, name), y, look, scale)
            if other is not None:
                green = LOOKS["gradient_norm"]
                _dot(axes, _number(other, name), y, green, scale, is_open=True)
    small = STYLE["xtick.labelsize"] - 0.5
    is_narrow = max((len(text) for text, _ in lines), default=0) > _LONG
    panels[0].set_xscale("log")
    panels[0].set_title("penalty before λ", fontsize=small)
    panels[0].set_yticks(range(len(lines)), [text for text, _ in lines], fontsize=small)
    for text, (_, group) in zip(panels[0].get_yticklabels(), lines, strict=True):
        text.set_fontweight("bold" if group is None else "normal")
    panels[0].set_ylim(len(lines) - 0.4, -0.6)
    for axes, (_, text, _) in zip(panels[1:], shown, strict=True):
        axes.set_title(
            text.replace("perturbation", "perturb.") if is_narrow else text, fontsize=small
        )
        axes.locator_params(axis="x", nbins=3)
    for axes in panels:
        axes.margins(x=0.12)
        if is_narrow and axes is not panels[0]:
            _two_ticks(axes)
        axes.tick_params(axis="x", labelsize=small)
        axes.tick_params(axis="y", length=0)
        for y, (_, group) in enumerate(lines):
            if group is not None:
                axes.axhline(y, color="#EEEEEE", linewidth=0.5, zorder=0)
    costs = panels[-1].secondary_yaxis("right")
    words = ["" if group is None else format_cost(group.first) for _, group in lines]
    costs.set_yticks(range(len(lines)), words, fontsize=small)
    costs.tick_params(axis="y", length=0)
    costs.spines["right"].set_visible(False)
    where = {"xy": (1.1, 1.0), "xycoords": "axes fraction", "va": "bottom"}
    panels[-1].annotate("epochs × F", fontsize=small, **where)


def _two_ticks(axes: Any) -> None:
    """Keep the outermost ticks of a fine division that lie inside."""
    low, high = axes.get_xlim()
    ticks = MaxNLocator(6, steps=[1, 2, 5, 10]).tick_values(low, high)
    inside = [tick for tick in ticks if low <= tick <= high]
    axes.set_xticks([*inside[:1], *inside[1:][-1:]])


def _parts(axes: Any, group: Group, y: int, look: Look) -> None:
    """Draw what the noise of h adds (filled), App. B's prediction (open) and ½‖∇f‖² (tick)."""
    _dot(axes, _number(group, "loss/noise"), y, look)
    predicted = _number(group, "loss/predicted")
    if predicted is not None:
        axes.plot(predicted.mean, y, "o", mfc="none", mec=look.colour, markersize=6)
    norm = _number(group, "loss/grad_norm_sq")
    if norm is not None and group.first.variant != "anti_score_matching":
        axes.plot(norm.mean / 2, y, "|", color="black", markersize=6)


def _number(group: Group, name: str) -> Estimate | None:
    return group.estimate(lambda cell: cell.number(name) if cell.status == "finished" else None)


def _dot(
    axes: Any,
    number: Estimate | None,
    y: int,
    look: Look,
    scale: float = 1,
    *,
    is_open: bool = False,
) -> None:
    if number is None:
        return
    inside = {"mfc": "none", "markersize": 5} if is_open else {}
    axes.errorbar(
        scale * number.mean,
        y,
        xerr=None if number.standard_error is None else scale * number.standard_error,
        marker=look.marker,
        color=look.colour,
        linewidth=0.8,
        **inside,
    )


def _legend(figure: Figure, axes: Any, groups: Sequence[Group]) -> None:
    """Explain colours (estimators), dashes (σ and options) and the marks of the results."""
    traced = [group.first for group in groups if _is_traced(group)]
    for name in dict.fromkeys(cell.estimator or "" for cell in traced):
        look = ESTIMATORS[name]
        axes.plot([], [], color=look.colour, marker=look.marker, label=name.replace("_", " "))
    for way in _ways(groups):
        cell = next(cell for cell in traced if _way(cell) == way)
        text = " ".join(filter(None, (f"σ={way[0]:g}" if way[0] else "", way[1])))
        axes.plot([], [], linestyle=_dash(cell, groups), color="#888888", label=text)
    if any(_is_of(group, "gradient_norm") for group in groups):
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
    has_probes = any(group.first.probes for group in groups)
    control_of = "λ(1 + 8μ/(Nσ²)) with N probes" if has_probes else "λ(1 + 8μ/σ²)"
    costs: dict[str, list[float | None]] = {}
    for group in filter(_is_traced, groups):
        costs.setdefault(group.first.variant, []).append(cost(group.first))
    known = [[each for each in its if each is not None] for its in costs.values()]
    if any(None in its for its in costs.values()):
        equal = "What a step costs isn't in this ledger, so only epochs are shown."
    elif all(max(its) <= EQUAL * min(its) for its in known):
        equal = "A variant's networks trained at equal cost, whatever the estimator."
    else:
        equal = (
            "Not at equal cost: compare the lines above at one cost, and remember that a schedule "
            "in its middle isn't one at its end; the results below are after all epochs, at the "
            "cost beside them."
        )
    return caption(
        "Above: the terms of the loss over training, with the batch's statistics, against what "
        "training has cost in forward passes F an image; green is gradient-norm, lighter for each "
        "further λ. Below, at the end: what the noise of h adds to the regularizer (filled; "
        "score-matching's μ(E[h²] − E[h]²), anti-score-matching's E[h] − E[min(h, τ)]), which "
        "holds the images' different traces too; what App. B predicts of it for Taylor's estimator "
        "at this ‖∇f‖ (circle); the ½‖∇f‖² that is written in the loss. Then the trained networks: "
        f"open triangles are gradient-norm networks at λ' = {control_of} for Taylor's, λ for the "
        "others, to a tenth: the explicit penalty as large as explicit and hidden together. Where "
        "a network is like its triangle, that penalty explains it; being like it in these numbers "
        "doesn't prove it.",
        "Terms, and so circles, are of batches, whose statistics let images act on each other's "
        "logits: a control variate leaves that part of the noise.",
        equal,
        "One seed: no spread is known."
        if seeds == [1]
        else "Means over the seeds that finished, ± one standard error.",
        left_out(omitted),
        not_the_papers(evidence.sweep.cells),
    )
