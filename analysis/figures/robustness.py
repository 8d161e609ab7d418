"""Accuracy under attack (§4.3)."""

from collections.abc import Sequence
from typing import Any

from scoresweep.analysis.figures.base import (
    Figured,
    Series,
    caption,
    draw_series,
    ending,
    pick_attack,
)
from scoresweep.analysis.figures.style import PAGE, legend_below, new_figure
from scoresweep.analysis.results.columns import Column
from scoresweep.analysis.results.curves import Evidence
from scoresweep.analysis.results.groups import Group

_AUTOATTACK, _PGD_BESIDE = "robustness/autoattack", "robustness/autoattack_pgd"
_GREY = "#888888"


def robustness(evidence: Evidence) -> Figured:
    """Draw accuracy over ε in both norms, and apart from it AutoAttack, which has fewer images."""
    # None where the sweep doesn't measure it, or its plan is lost; then there is no curve either.
    settings = evidence.sweep.measure["robustness"] or {"autoattack_images": 0}
    has_autoattack = settings["autoattack_images"] > 0 and any(
        cell.number(_AUTOATTACK) is not None for cell in evidence.sweep.cells
    )
    ratios = [1.0, 1.0, 0.7] if has_autoattack else [1.0, 1.0]
    figure, (panels,) = new_figure(PAGE, 2.7, 1, len(ratios), sharey=True, width_ratios=ratios)
    texts = ("L∞ ε, in 255ths", "L2 ε")
    for axes, norm, text in zip(panels[:2], ("linf", "l2"), texts, strict=True):
        found = draw_series(axes, evidence, "robustness", pick_attack(norm))
        axes.set_xlabel(text)
    images = evidence.images("robustness") or 0
    apart = ""
    if has_autoattack:
        few = min(settings["autoattack_images"], images)
        epsilon = f"{255 * settings['autoattack_linf']:g}"
        has_both = _draw_apart(panels[2], found.series)
        panels[2].set_xlabel(f"L∞ ε = {epsilon}/255,\n{few} of the images")
        beside = "and PGD (open marks)" if has_both else "(PGD wasn't kept for these images)"
        apart = (
            f"Right, crosses: AutoAttack on the first {few} of them, {beside}, both at L∞ ε = "
            f"{epsilon}/255; not to be compared with the curves. A share of so few is uncertain by "
            f"up to {50 / few**0.5:.0f} points (one standard error)."
        )
        panels[0].plot([], [], "x", color=_GREY, markersize=6, label="AutoAttack")
        if has_both:
            panels[0].plot([], [], "o", mfc="none", mec=_GREY, label="PGD, the same images")
    panels[0].set_ylabel("accuracy under attack")
    panels[0].set_ylim(0, None)
    legend_below(figure, panels[0])
    return figure, caption(
        f"Accuracy under projected gradient descent (paper §4.3), {images} test images; higher is "
        "better.",
        apart,
        *ending(evidence, found),
    )


def _draw_apart(axes: Any, series: Sequence[Series]) -> bool:
    """Draw each configuration's AutoAttack, and PGD on its images; return whether some has both.

    Both are means over the same seeds.
    """
    has_both = False
    for place, line in enumerate(series):
        cells = [c for c in line.group.cells if c.number(_AUTOATTACK) is not None]
        both = [c for c in cells if c.number(_PGD_BESIDE) is not None]
        has_both |= bool(both)
        looks: dict[str, dict[str, Any]] = {
            _PGD_BESIDE: {"marker": line.look.marker, "mfc": "none", "markersize": 5},
            _AUTOATTACK: {"marker": "x", "markersize": 6, "markeredgewidth": 1.5},
        }
        for name, look in looks.items():
            number = Column(name, "", name).estimate(Group(tuple(both or cells)))
            if number is not None:
                axes.errorbar(
                    place,
                    number.mean,
                    yerr=number.standard_error,
                    color=line.colour,
                    linewidth=0.8,
                    clip_on=False,
                    **look,
                )
    axes.set_xticks([])
    axes.set_xlim(-0.7, len(series) - 0.3)
    return has_both
