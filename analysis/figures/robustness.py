"""Accuracy under attack (§4.3)."""

from collections.abc import Sequence
from typing import Any

from scoresweep.analysis.figures.base import (
    Figured,
    caption,
    draw_series,
    ending,
    images_of,
)
from scoresweep.analysis.figures.style import (
    PAGE,
    legend_below,
    new_figure,
)
from scoresweep.analysis.results.curves import Evidence


def robustness(evidence: Evidence) -> Figured:
    figure, (panels,) = new_figure(PAGE, 2.7, 1, 2, sharey=True)
    for axes, norm, text in zip(panels, ("linf", "l2"), ("L∞ ε, in 255ths", "L2 ε"), strict=True):

        def pick(curves: dict[str, Any], norm: str = norm) -> tuple[Sequence[Any], Sequence[Any]]:
            attack = next(each for each in curves["attacks"] if each["norm"] == norm)
            scale = 255 if norm == "linf" else 1
            epsilons = [0.0, *(scale * epsilon for epsilon in attack["epsilons"])]
            return epsilons, [curves["clean"], *attack["accuracy"]]

        found = draw_series(axes, evidence, "robustness", pick)
        axes.set_xlabel(text)
    attacked = 0
    for line in found.series:
        curves = evidence.curves(line.group.first, "robustness")
        stronger = curves and curves["autoattack"]
        if stronger:
            attacked = int(stronger["images"])
            at = 255 * stronger["epsilon"]
            panels[0].plot(
                at,
                stronger["accuracy"],
                "x",
                color=line.colour,
                markersize=6,
                markeredgewidth=1.5,
                clip_on=False,
            )
    panels[0].set_ylabel("accuracy under attack")
    panels[0].set_ylim(0, None)
    legend_below(figure, panels[0])
    crosses = (
        f"Crosses: AutoAttack on the first {attacked} of them, first seed: a share of so few is "
        f"uncertain by up to {50 / attacked**0.5:.0f} points (one standard error)."
        if attacked
        else ""
    )
    return figure, caption(
        "Accuracy under projected gradient descent (paper §4.3), "
        f"{images_of(evidence, 'robustness')} test images; higher is better.",
        crosses,
        *ending(evidence, found),
    )
