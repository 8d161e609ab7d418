"""Alignment of the hidden score with the noise, along noise."""

from scoresweep.analysis.figures.base import Figured, caption, draw_series, ending, pick_ladder
from scoresweep.analysis.figures.style import FLOOR, PAGE, legend_below, new_figure
from scoresweep.analysis.results.curves import Evidence


def alignment(evidence: Evidence) -> Figured:
    """Draw cosine and denoising residual of the score against the noise level σ."""
    figure, ((left, right),) = new_figure(PAGE, 2.7, 1, 2)
    for axes, key in ((left, "cosine_mean"), (right, "scaled_residual")):
        found = draw_series(axes, evidence, "alignment", pick_ladder(key))
        axes.set_xlabel("σ of the noise v")
        axes.set_xscale("log")
    left.axhline(0, **FLOOR)
    left.set_ylabel("cosine of ∇f(x+v) and −v")
    right.axhline(1, **FLOOR)
    right.set_ylabel("denoising residual")
    legend_below(figure, left)
    return figure, caption(
        "How well the hidden density's score points back to the data. Left: the cosine with the "
        "direction to the clean image; higher is better. Right: E‖c∇f(x+v) + v/σ²‖² for the best "
        "multiple c, over that of a zero score; lower is better.",
        *ending(evidence, found),
    )
