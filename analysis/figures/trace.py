"""The trace's estimators: their mean and spread over the ladder of σ (§3.2, App. B)."""

import itertools
from typing import Any

import numpy as np

from scoresweep.analysis.figures.base import Figured, Missing, caption, label, require
from scoresweep.analysis.figures.style import ESTIMATORS, PAGE, legend_below, new_figure
from scoresweep.analysis.results.collect import Cell
from scoresweep.analysis.results.curves import Evidence
from scoresweep.analysis.results.groups import group_seeds


def trace(evidence: Evidence) -> Figured:
    """Draw bias, spread and time of the trace's estimators on one network per variant."""
    require(evidence, "trace")
    chosen: list[Cell] = []
    for variant in ("baseline", "score_matching"):
        own = (cell for cell in evidence.sweep.cells if cell.variant == variant)
        measured = (cell for cell in own if evidence.curves(cell, "trace") is not None)
        chosen += itertools.islice(measured, 1)
    if not chosen:
        raise Missing(
            "no baseline or score-matching trial has its trace measured yet; `scoresweep evaluate "
            f"{evidence.sweep.name} --only trace` takes it"
        )
    figure, panels = new_figure(PAGE, 2.0 * len(chosen) + 0.4, len(chosen), 3)
    groups = group_seeds(evidence.sweep.cells)
    exact: list[str] = []
    curves: dict[str, Any] = {}
    estimators: list[dict[str, Any]] = []
    for row, cell in zip(panels, chosen, strict=True):
        curves = evidence.curves(cell, "trace") or {}
        mean = cell.number("trace")
        name = next(label(group, groups) for group in groups if cell in group.cells)
        exact.append(f"{name} {'not finite' if mean is None else f'{mean:.3g}'}")
        estimators = [each for each in curves["estimators"] if each["estimator"] != "exact"]
        for position, estimator in enumerate(estimators):
            _estimator(row, curves, estimator, position)
        row[0].set_title(name, loc="left")
        row[0].set_ylabel("|bias| ± its standard error")
        row[1].set_ylabel("standard deviation")
        row[2].set_ylabel("milliseconds a probe")
        words = [each["estimator"].replace("_", " ") for each in estimators]
        is_ladder = len(curves["sigmas"]) > 1
        for axes in row[:2]:
            axes.set_yscale("log")
            if is_ladder:
                axes.set_xscale("log")
                axes.set_xlabel("σ of the probe")
        if not is_ladder:
            for axes in row:
                axes.set_xlim(-0.6, len(estimators) - 0.4)
        for axes in row[2:] if is_ladder else row:
            axes.set_xticks(range(len(estimators)), words, fontsize=6, rotation=30, ha="right")
    legend_below(figure, panels[0, 1], 4)
    across, drawn = "Hutchinson's has", "is drawn across"
    if any(each["estimator"] == "jet" for each in estimators):
        across, drawn = "Hutchinson's and jets' have", "are drawn across"
    if len(curves["sigmas"]) == 1:
        drawn = f"the others have σ={curves['sigmas'][0]:g}"
    return figure, caption(
        "Estimators of the Hessian's trace against the exact one (paper §3.2, App. B), "
        f"{curves['images']} test images, {curves['probes']} probes each, on the first network of "
        f"each variant shown. Exact: {', '.join(exact)}. Thin lines: what App. B predicts for a "
        f"quadratic. {across} no σ and {drawn}. A bias within its standard error isn't shown to "
        "differ from 0.",
    )


def _estimator(row: Any, curves: dict[str, Any], estimator: dict[str, Any], position: int) -> None:
    look, name = ESTIMATORS[estimator["estimator"]], estimator["estimator"].replace("_", " ")
    colour, style = look.colour, {"color": look.colour, "marker": look.marker}
    keys = ("bias", "std", "seconds", "predicted_std", "sigmas")
    bias, std, seconds, predicted, sigmas = (np.array(estimator[key], float) for key in keys)
    error = std / np.sqrt(curves["images"] * curves["probes"])
    row[2].bar(position, 1000 * np.nanmean(seconds), color=colour)
    if len(curves["sigmas"]) == 1:
        # Estimators of one σ stand beside each other, as in the panel of their times.
        row[0].errorbar(position, np.abs(bias), yerr=error, linewidth=0.9, capsize=2, **style)
        row[1].plot(position, std, linestyle="none", label=name, **style)
        row[1].plot(
            position + np.array([-0.35, 0.35]), np.repeat(predicted, 2), color=colour, linewidth=0.5
        )
        return
    if not np.isfinite(sigmas).all():
        ends = np.array([min(curves["sigmas"]), max(curves["sigmas"])])
        sigmas, bias, std, error = ends, *(np.repeat(each, 2) for each in (bias, std, error))
        predicted = np.repeat(predicted, 2)
    row[0].errorbar(
        sigmas, np.abs(bias), yerr=error, linestyle=look.line, linewidth=0.9, capsize=2, **style
    )
    row[1].plot(sigmas, std, linestyle=look.line, label=name, **style)
    row[1].plot(sigmas, predicted, color=colour, linewidth=0.5)
