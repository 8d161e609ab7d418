"""Figures over a whole sweep: the hypothesis, the λ×μ grid, and the trace's estimators."""

import itertools
from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.patches import Rectangle

from scoresweep.analysis.figures.base import (
    Figured,
    Missing,
    caption,
    not_the_papers,
    numbers,
    require,
    to_range,
)
from scoresweep.analysis.figures.style import (
    ESTIMATORS,
    LOOKS,
    PAGE,
    Look,
    legend_below,
    new_figure,
)
from scoresweep.analysis.results.collect import Cell
from scoresweep.analysis.results.curves import Evidence
from scoresweep.analysis.results.groups import Group, group_seeds
from scoresweep.analysis.results.labels import percent
from scoresweep.analysis.statistics.correlation import (
    FEWEST,
    FEWEST_PARTIAL,
    Correlation,
    correlate,
)


def hypothesis(evidence: Evidence) -> Figured:
    """Draw the paper's claim: does a better density go with better explanations?"""
    require(evidence, "alignment")
    measurements = evidence.sweep.measurements
    explanation = (
        "perturbation_of_baseline" if "perturbation_of_baseline" in measurements else "perturbation"
    )
    against = {
        explanation: "explanation: perturbation area",
        "robustness": "robustness: area under attack",
    }
    against = {name: text for name, text in against.items() if name in measurements}
    if not against:
        raise Missing(
            "neither pixel perturbation nor robustness is measured in this sweep; switch them on "
            "under measure and launch again"
        )
    figure, (panels,) = new_figure(PAGE, 3.3, 1, len(against))
    sigma = evidence.sweep.measure["alignment"]["reference_sigma"]
    said = []
    for axes, (name, text) in zip(panels, against.items(), strict=True):
        points = _points(evidence.sweep.cells, name)
        if not points:
            raise Missing(
                f"no trial has both alignment and {name} yet; `scoresweep evaluate "
                f"{evidence.sweep.name}` takes what is missing"
            )
        for variant, look in LOOKS.items():
            mine = [point for cell, point in points if cell.variant == variant]
            if mine:
                xs, ys, _ = zip(*mine, strict=True)
                axes.scatter(xs, ys, color=look.colour, marker=look.marker, s=22, label=look.label)
        axes.locator_params(nbins=5)
        axes.set_xlabel(f"alignment: cosine of ∇f(x+v) and −v, σ={sigma:g}")
        axes.set_ylabel(text)
        x, y, norm = (np.array(column) for column in zip(*(p for _, p in points), strict=True))
        found = correlate(x, y, norm)
        axes.set_title(_in_short(found))
        said.append(f"{'explanation' if name == explanation else 'robustness'}: {_in_words(found)}")
    legend_below(figure, panels[0])
    return figure, caption(
        "The paper's hypothesis: a point a trial, every seed its own. Right is a hidden density "
        "that fits the data better; up is better explanations (of the same baseline network, if "
        "the sweep has one) and higher accuracy under attack.",
        "Alignment against " + "; against ".join(said) + ".",
        "The baseline network that is explained is a point too, which explains itself."
        if explanation == "perturbation_of_baseline"
        else "",
        "Trials of one variant aren't independent of each other, and a correlation is no cause.",
        not_the_papers(evidence.sweep.cells),
    )


def _points(cells: Sequence[Cell], name: str) -> list[tuple[Cell, tuple[float, float, float]]]:
    """Return (alignment, measurement, ‖∇f‖) of each trial that has all three."""
    return [
        (cell, (x, y, norm))
        for cell in cells
        if (x := cell.number("alignment")) is not None
        and (y := cell.number(name)) is not None
        and (norm := cell.number("alignment/grad_norm")) is not None
    ]


def _in_short(found: Correlation) -> str:
    if found.spearman is None:
        return f"n = {found.n}: no correlation"
    return f"n = {found.n}, Spearman ρ = {_signed(found.spearman)}"


def _signed(value: float) -> str:
    return f"{value:.2f}".replace("-", "−")


def _in_words(found: Correlation) -> str:
    """Describe what n supports, and no more."""
    if found.pearson is None:
        if found.n >= FEWEST:
            return f"no correlation over {found.n} trials: one of the two doesn't vary"
        return f"{found.n} trials are too few for a correlation ({FEWEST} are the least)"
    pearson, spearman = _signed(found.pearson), _signed(found.spearman or 0.0)
    text = f"Pearson {pearson}, Spearman {spearman} over {found.n} trials"
    if found.interval is not None:
        low, high = found.interval
        text += f" (95 % bootstrap interval of Spearman's {_signed(low)} to {_signed(high)})"
    if found.n < FEWEST_PARTIAL:
        return text + ", too few for a partial correlation given ‖∇f‖"
    if found.partial is not None:
        return text + f", partial correlation given ‖∇f‖ {_signed(found.partial)}"
    return (
        f"{text}, no partial correlation given ‖∇f‖: it determines the other two, or doesn't vary"
    )


def table2(evidence: Evidence) -> Figured:
    """Draw the λ×μ grid as two heat maps."""
    groups = [g for g in group_seeds(evidence.sweep.cells) if g.first.variant == "score_matching"]
    lambdas = sorted({group.first.lambda_ or 0.0 for group in groups}, reverse=True)
    mus = sorted({group.first.mu or 0.0 for group in groups}, reverse=True)
    if len(groups) < 2 or len(lambdas) * len(mus) != len(groups):
        raise Missing(
            "the sweep has no grid of score-matching over λ and μ; paper-table2 is one that has"
        )
    with_seeds = any(len(group.cells) > 1 for group in groups)
    figure, (panels,) = new_figure(PAGE, (0.5 if with_seeds else 0.42) * len(lambdas) + 1.3, 1, 2)
    for axes, name, text in zip(
        panels, ("test_accuracy", "gan_test"), ("accuracy %", "GAN-test %"), strict=True
    ):
        _heat(axes, groups, lambdas, mus, name)
        axes.set_title(text)
    return figure, caption(
        "Score-matching over λ and μ (paper, Table 2). Hatched: not finished, or diverged, every "
        "seed of it or some.",
        _seeds(groups),
        not_the_papers(evidence.sweep.cells),
    )


def _seeds(groups: Sequence[Group]) -> str:
    sizes = sorted({len(group.cells) for group in groups})
    if sizes == [1]:
        return "One seed a cell: no spread is known."
    return f"Means ± one standard error over {to_range(sizes)} seeds."


def _heat(
    axes: Any, groups: Sequence[Group], lambdas: list[float], mus: list[float], name: str
) -> None:
    grid = np.full((len(lambdas), len(mus)), np.nan)
    words: dict[tuple[int, int], str] = {}
    for group in groups:
        place = lambdas.index(group.first.lambda_ or 0.0), mus.index(group.first.mu or 0.0)
        estimate = group.estimate(lambda cell: cell.number(name))
        if estimate is not None:
            grid[place] = estimate.mean
        said = ["–" if estimate is None else percent(estimate.mean)]
        if estimate is not None and estimate.standard_error is not None:
            said.append(f"± {percent(estimate.standard_error)}")
        states = [cell.status for cell in group.cells if cell.status != "finished"]
        if states:
            row, column = place
            axes.add_patch(
                Rectangle(
                    (column - 0.5, row - 0.5),
                    1,
                    1,
                    fill=False,
                    linewidth=0,
                    hatch="////",
                    edgecolor="#BBBBBB",
                )
            )
            count = f"{len(states)} of {len(group.cells)} " if len(group.cells) > 1 else ""
            said.append(count + " or ".join(dict.fromkeys(states)))
        words[place] = "\n".join(said)
    top = np.nanmax(grid) if np.isfinite(grid).any() else 1.0
    image = axes.imshow(grid, cmap="cividis", aspect="auto", vmin=0, vmax=max(top, 1e-9))
    for (row, column), word in words.items():
        value = grid[row, column]
        is_known = np.isfinite(value)
        colour = "white" if is_known and value <= 0.6 * top else "black"
        # Hatching stops around words.
        ground = image.cmap(image.norm(value)) if is_known else "white"
        box = {"facecolor": ground, "edgecolor": "none", "pad": 1.0}
        axes.text(column, row, word, ha="center", va="center", fontsize=6.5, color=colour, bbox=box)
    axes.set_xticks(range(len(mus)), [f"{mu:g}" for mu in mus])
    axes.set_yticks(range(len(lambdas)), [f"{value:g}" for value in lambdas])
    axes.set_xlabel("μ")
    axes.set_ylabel("λ")


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
    exact: list[str] = []
    curves: dict[str, Any] = {}
    names: list[str] = []
    for row, cell in zip(panels, chosen, strict=True):
        curves = evidence.curves(cell, "trace") or {}
        mean = cell.number("trace")
        exact.append(
            f"{LOOKS[cell.variant].label} {'not finite' if mean is None else f'{mean:.3g}'}"
        )
        for estimator in (e for e in curves["estimators"] if e["estimator"] != "exact"):
            _estimator(row, curves, estimator, ESTIMATORS[estimator["estimator"]])
        row[0].set_title(LOOKS[cell.variant].label, loc="left")
        row[0].set_ylabel("|bias| ± its standard error")
        row[1].set_ylabel("standard deviation")
        row[2].set_ylabel("milliseconds a probe")
        names = [e["estimator"] for e in curves["estimators"] if e["estimator"] != "exact"]
        words = [name.replace("_", " ") for name in names]
        is_ladder = len(curves["sigmas"]) > 1
        for axes in row[:2]:
            axes.set_yscale("log")
            if is_ladder:
                axes.set_xscale("log")
                axes.set_xlabel("σ of the probe")
        if not is_ladder:
            for axes in row:
                axes.set_xlim(-0.6, len(names) - 0.4)
        for axes in row[2:] if is_ladder else row:
            axes.set_xticks(range(len(names)), words, fontsize=6, rotation=30, ha="right")
    legend_below(figure, panels[0, 1], 4)
    across = "Hutchinson's and jets' have" if "jet" in names else "Hutchinson's has"
    drawn = "are drawn across" if "jet" in names else "is drawn across"
    if len(curves["sigmas"]) == 1:
        drawn = f"the others have σ={curves['sigmas'][0]:g}"
    return figure, caption(
        "Estimators of the Hessian's trace against the exact one (paper §3.2, App. B), "
        f"{curves['images']} test images, {curves['probes']} probes each, on the first network of "
        f"each variant shown. Exact: {', '.join(exact)}. Thin lines: what App. B predicts for a "
        f"quadratic. {across} no σ and {drawn}. A bias within its standard error isn't shown to "
        "differ from 0.",
    )


def _estimator(row: Any, curves: dict[str, Any], estimator: dict[str, Any], look: Look) -> None:
    colour, style = look.colour, {"color": look.colour, "marker": look.marker}
    bias, std, seconds = (numbers(estimator[key]) for key in ("bias", "std", "seconds"))
    predicted = numbers(estimator["predicted_std"])
    error = std / np.sqrt(curves["images"] * curves["probes"])
    sigmas = numbers(estimator["sigmas"])
    names = [e["estimator"] for e in curves["estimators"] if e["estimator"] != "exact"]
    position = names.index(estimator["estimator"])
    row[2].bar(position, 1000 * np.nanmean(seconds), color=colour)
    if len(curves["sigmas"]) == 1:
        # Estimators of one σ stand beside each other, as in the panel of their times.
        row[0].errorbar(position, np.abs(bias), yerr=error, linewidth=0.9, capsize=2, **style)
        row[1].plot(
            position, std, linestyle="none", label=names[position].replace("_", " "), **style
        )
        row[1].plot(
            position + np.array([-0.35, 0.35]), np.repeat(predicted, 2), color=colour, linewidth=0.5
        )
        return
    if not np.isfinite(sigmas).all():
        ends = np.array([min(curves["sigmas"]), max(curves["sigmas"])])
        sigmas, bias, std, error = ends, *(np.repeat(each, 2) for each in (bias, std, error))
        predicted = np.repeat(predicted, 2)
    name = estimator["estimator"].replace("_", " ")
    row[0].errorbar(
        sigmas, np.abs(bias), yerr=error, linestyle=look.line, linewidth=0.9, capsize=2, **style
    )
    row[1].plot(sigmas, std, linestyle=look.line, label=name, **style)
    row[1].plot(sigmas, predicted, color=colour, linewidth=0.5)
