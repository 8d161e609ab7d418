"""Sanity check: gradient maps under randomised weights."""

from collections.abc import Sequence
from typing import Any

from scoresweep.analysis.figures.base import Figured, caption, draw_series, ending
from scoresweep.analysis.figures.style import COLUMN, FLOOR, legend_below, new_figure
from scoresweep.analysis.results.curves import Evidence


def randomisation(evidence: Evidence) -> Figured:
    """Draw the rank correlation of maps against the layers redrawn (Adebayo et al. 2018)."""
    figure, ((axes,),) = new_figure(COLUMN, 3.0)
    stages: list[str] = []

    def pick(curves: dict[str, Any]) -> tuple[Sequence[Any], Sequence[Any]]:
        stages[:] = curves["stages"]
        return range(len(curves["stages"])), curves["rank_correlation_mean"]

    found = draw_series(axes, evidence, "randomisation", pick)
    axes.axhline(0, **FLOOR)
    axes.set_xticks(range(len(stages)), stages, rotation=45, ha="right")
    axes.set_xlabel("drawn anew, from the head down to")
    axes.set_ylabel("rank correlation of maps")
    legend_below(figure, axes, 2)
    return figure, caption(
        "Model randomisation (Adebayo et al. 2018): relevance maps before and after layers are "
        "drawn anew. A map that explains what was learned comes down, though not to 0: zero "
        "padding makes border pixels less relevant in any network, and untrained ones correlate "
        "too.",
        *ending(evidence, found),
    )
