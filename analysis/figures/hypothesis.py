"""The paper's hypothesis in one figure: a better hidden density explains better."""

from collections.abc import Sequence

import numpy as np

from scoresweep.analysis.figures.base import Figured, Missing, caption, not_the_papers, require
from scoresweep.analysis.figures.style import LOOKS, PAGE, legend_below, new_figure
from scoresweep.analysis.results.collect import Cell
from scoresweep.analysis.results.curves import Evidence
from scoresweep.analysis.statistics.correlation import (
    FEWEST,
    FEWEST_PARTIAL,
    Correlation,
    correlate,
)
from scoresweep.plurals import counted


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
    trials = counted(found.n, "trial")
    if found.pearson is None:
        if found.n >= FEWEST:
            return f"no correlation over {trials}: one of the two doesn't vary"
        too_few = counted(found.n, "trial is", "trials are")
        return f"{too_few} too few for a correlation ({FEWEST} are the least)"
    pearson, spearman = _signed(found.pearson), _signed(found.spearman or 0.0)
    text = f"Pearson {pearson}, Spearman {spearman} over {trials}"
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
