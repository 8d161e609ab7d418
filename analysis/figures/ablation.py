"""The figure of the ablation: loss terms against cost, and what came of each estimator."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from analysis.ablation import (
    TERMS,
    TRACED,
    ablated,
    compared,
    control,
    cost,
    cost_in_words,
)
from analysis.collect import Cell
from analysis.evidence import Evidence
from analysis.figures.core import (
    Missing,
    caption,
    label,
    left_out,
    not_the_papers,
    shade,
    spread,
)
from analysis.figures.style import FLOOR, LOOKS, OTHERS, PAGE, STYLE, Look, framed, legend_below
from analysis.tables import Estimate, Group

Figured = tuple[Figure, str]
# As in the figure `trace`; the last has one of its own.
_ESTIMATORS = dict(
    zip(
        ("taylor", "control_variate", "antithetic", "hutchinson", "exact"),
        (*OTHERS, Look("", "#44AA99", (0, (5, 1)), "P")),  # type: ignore[arg-type]
        strict=True,
    )
)
_DASHES = ("-", "--", ":", "-.")
_MOST_ROWS = 24
_ROW = 0.155  # inches: a configuration among the results
_TERMS = {
    "trace": "trace E[h]",
    "trace_sq": "E[h²]",
    "grad_norm_sq": "E‖∇f‖²",
}
# Of trained networks, without the batch's statistics: measurement, its detail, heading, what it is multiplied by.
_RESULTS = (
    ("alignment", "grad_norm", "‖∇f‖, test", 1),
    ("test_accuracy", None, "accuracy %", 100),
    ("gan_test", None, "GAN-test %", 100),
    ("perturbation", None, "perturbation,\nown %", 100),
    ("perturbation_of_baseline", None, "perturbation,\nbaseline %", 100),
)


def estimators(evidence: Evidence) -> Figured:
    """Rows of panels: for each variant whose estimator differs its terms against cost, then all results."""
    variants = ablated(evidence.sweep)
    if not variants:
        raise Missing(
            "no variant has its trace estimated in more than one way; the sweep estimators is one that has"
        )
    everything = compared(evidence)
    groups = spread(everything, everything, _MOST_ROWS)
    drawn = [v for v in variants if any(_terms_of(evidence, g) for g in groups if _is(g, v))]
    if not drawn:
        raise Missing("no trial of the ablation has finished an epoch yet; launch the sweep")
    lines = _lines(groups)
    heights = [2.0 * len(drawn), _ROW * len(lines) + 0.75]
    figure = framed(PAGE, sum(heights) + 0.35)
    (above,), (below,) = figure.subfigures(2, 1, squeeze=False, height_ratios=heights)
    panels = above.subplots(len(drawn), 3, squeeze=False)
    for row, variant in zip(panels, drawn, strict=True):
        _terms(row, evidence, groups, variant)
    _results(below, evidence, groups, lines)
    _legend(figure, panels[0, 0], groups)
    return figure, _caption(evidence, groups, len(everything) - len(groups))


def _is(group: Group, variant: str) -> bool:
    return group.first.variant == variant


def _look(cell: Cell) -> Look:
    own = _ESTIMATORS.get(cell.estimator or "") if cell.variant in TRACED else None
    return own or LOOKS[cell.variant]


def _dash(cell: Cell, groups: Sequence[Group]) -> str:
    """By σ, from the smallest on; estimators without σ are told apart by their colour."""
    sigmas = sorted({g.first.sigma for g in groups if _is_traced(g) and g.first.sigma})
    return _DASHES[sigmas.index(cell.sigma) % len(_DASHES)] if cell.sigma in sigmas else "-"


def _is_traced(group: Group) -> bool:
    return group.first.variant in TRACED


def _terms_of(
    evidence: Evidence, group: Group, term: str = "trace"
) -> list[list[tuple[int, float]]]:
    """A history for each seed that finished; for each that has begun, where none has."""
    cells = [cell for cell in group.cells if cell.status == "finished"] or group.cells
    histories = [evidence.history(cell, f"train/{term}") for cell in cells]
    return [history for history in histories if history]


def _terms(row: Any, evidence: Evidence, groups: Sequence[Group], variant: str) -> None:
    own = [group for group in groups if _is(group, variant)]
    for axes, (term, text) in zip(row, _TERMS.items(), strict=True):
        controls = [g for g in groups if _is(g, "gradient_norm")]
        beside = controls if term == "grad_norm_sq" and variant == "score_matching" else []
        for group in (*own, *beside):
            histories = _terms_of(evidence, group, term)
            if not histories:
                continue
            length = min(map(len, histories))
            values = np.array([[value for _, value in history[:length]] for history in histories])
            epochs = [epoch for epoch, _ in histories[0][:length]]
            at = [cost(group.first, epoch) or epoch for epoch in epochs]
            colour = shade(group, groups) if group in controls else _look(group.first).colour
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
        axes.set_title(f"{LOOKS[variant].label}: {text}")
        axes.set_xlabel("F an image" if own[0].first.passes else "epoch")


def _lines(groups: Sequence[Group]) -> list[tuple[str, Group | None]]:
    """What stands in each line of the results: a heading of a variant (None), or a configuration."""
    lines: list[tuple[str, Group | None]] = []
    for variant in dict.fromkeys(group.first.variant for group in groups):
        name = LOOKS[variant].label
        own = [group for group in groups if _is(group, variant)]
        if len(own) > 1:
            lines.append((name, None))
        for group in own:
            text = label(group, groups).removeprefix(name).strip().replace("_", " ")
            unfinished = sum(cell.status != "finished" for cell in group.cells)
            if unfinished:
                text += f" ({len(group.cells) - unfinished} of {len(group.cells)} finished)"
            lines.append((f"   {text}" if len(own) > 1 else name, group))
    return lines


def _results(
    figure: Any, evidence: Evidence, groups: Sequence[Group], lines: list[tuple[str, Group | None]]
) -> None:
    shown = [each for each in _RESULTS if any(_number(g, *each[:2]) for g in groups)]
    panels = figure.subplots(
        1, 1 + len(shown), sharey=True, squeeze=False, width_ratios=[1.5, *[1.0] * len(shown)]
    )[0]
    for y, (_, group) in enumerate(lines):
        if group is None:
            continue
        look = _look(group.first)
        _parts(panels[0], group, y, look)
        other = control(group, groups)
        for axes, (measurement, detail, _, scale) in zip(panels[1:], shown, strict=True):
            _dot(axes, _number(group, measurement, detail), y, look, scale)
            if other is not None:
                _dot(
                    axes,
                    _number(other, measurement, detail),
                    y,
                    LOOKS["gradient_norm"],
                    scale,
                    True,
                )
    small = STYLE["xtick.labelsize"] - 0.5
    panels[0].set_xscale("log")
    panels[0].set_title("penalty before λ", fontsize=small)
    panels[0].set_yticks(range(len(lines)), [text for text, _ in lines], fontsize=small)
    panels[0].set_ylim(len(lines) - 0.4, -0.6)
    for axes, (_, _, text, _) in zip(panels[1:], shown, strict=True):
        axes.set_title(text, fontsize=small)
    for axes in panels:
        axes.locator_params(axis="x", nbins=3) if axes is not panels[0] else None
        axes.tick_params(axis="x", labelsize=small)
        axes.tick_params(axis="y", length=0)
        for y, (_, group) in enumerate(lines):
            if group is not None:
                axes.axhline(y, color="#EEEEEE", linewidth=0.5, zorder=0)
    costs = panels[-1].secondary_yaxis("right")
    words = ["" if group is None else cost_in_words(group.first) for _, group in lines]
    costs.set_yticks(range(len(lines)), words, fontsize=small)
    costs.tick_params(axis="y", length=0)
    costs.spines["right"].set_visible(False)


def _parts(axes: Any, group: Group, y: int, look: Look) -> None:
    """What the noise of h adds (filled), what App. B predicts of it (open), and the explicit ½‖∇f‖²."""
    _dot(axes, _number(group, TERMS, "noise"), y, look)
    predicted = _number(group, TERMS, "predicted")
    if predicted is not None:
        axes.plot(predicted.mean, y, "o", mfc="none", mec=look.colour, markersize=6)
    norm = _number(group, TERMS, "grad_norm_sq")
    if norm is not None and group.first.variant != "anti_score_matching":
        axes.plot(norm.mean / 2, y, "|", color="black", markersize=6)


def _number(group: Group, measurement: str, detail: str | None) -> Estimate | None:
    def read(cell: Cell) -> float | None:
        if cell.status != "finished":
            return None
        return cell.value(measurement) if detail is None else cell.detail(measurement, detail)

    return group.estimate(read)


def _dot(
    axes: Any, number: Estimate | None, y: int, look: Look, scale: float = 1, is_open: bool = False
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
    """Estimators by colour, σ by dash, and the signs of the results."""
    traced = [group.first for group in groups if _is_traced(group)]
    for name in dict.fromkeys(cell.estimator or "" for cell in traced):
        look = _ESTIMATORS[name]
        axes.plot([], [], color=look.colour, marker=look.marker, label=name.replace("_", " "))
    sigmas = sorted({cell.sigma for cell in traced if cell.sigma})
    for cell in (next(c for c in traced if c.sigma == sigma) for sigma in sigmas):
        axes.plot([], [], _dash(cell, groups), color="#888888", label=f"σ={cell.sigma:g}")
    if any(_is(group, "gradient_norm") for group in groups):
        look = LOOKS["gradient_norm"]
        axes.plot([], [], look.line, color=look.colour, marker=look.marker, label=look.label)
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
    costs = {cost(group.first) for group in groups if _is_traced(group)}
    known = sorted(each for each in costs if each is not None)
    if not known or None in costs:
        equal = "What a step costs isn't in this ledger, so only epochs are shown."
    elif known[-1] <= 1.1 * known[0]:
        equal = "All estimators trained at equal cost."
    else:
        equal = (
            f"Not at equal cost: {known[0]} to {known[-1]} F an image. Read the lines above at one cost, and "
            "remember that a schedule in its middle isn't one at its end; the results below are after all epochs."
        )
    return caption(
        "Above: the terms of the loss over training, with the batch's statistics, against what training has cost in "
        "forward passes F an image. Below, at the end: what the noise of h adds to the regularizer (filled; "
        "score-matching's μ(E[h²] − E[h]²), anti-score-matching's E[h] − E[min(h, τ)]), which holds the images' "
        "different traces too; what App. B predicts of it for Taylor's estimator at this ‖∇f‖ (circle); the ½‖∇f‖² "
        "that is written in the loss. Then the trained networks: open triangles are gradient-norm networks at "
        "λ' = λ(1 + 8μ/σ²) for Taylor's, λ for the others, the explicit penalty as large as explicit and hidden "
        "together. Where a network is like its triangle, that penalty explains it; being like it in these numbers "
        "doesn't prove it.",
        "Circle and terms are of batches, in which images act on each other's logits.",
        equal,
        spread_of,
        left_out(omitted),
        not_the_papers(evidence.sweep.cells),
    )
