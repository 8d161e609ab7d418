"""Gradient maps that were made to lie (§2, App. A)."""

from scoresweep.analysis.figures.base import Figured, caption, label
from scoresweep.analysis.figures.pictures import first_seeds_with, show_png
from scoresweep.analysis.figures.style import FLOOR, LOOKS, PAGE, framed
from scoresweep.analysis.results.curves import Evidence
from scoresweep.analysis.results.groups import group_seeds


def fooling(evidence: Evidence) -> Figured:
    """Draw images and maps before and after the logits are shifted by g, for one network."""
    group, cell = first_seeds_with(evidence, "fooling")[0]
    groups = group_seeds(evidence.sweep.cells)
    curves = evidence.curves(cell, "fooling")
    assert curves is not None
    figure = framed(PAGE, 4.8)
    (above,), (below,) = figure.subfigures(2, 1, height_ratios=(1.15, 1), squeeze=False)
    names = {"images": "images", "before": "maps before", "after": "maps after"}
    panels = above.subplots(3, 2, width_ratios=(curves["images"], 1), squeeze=False)
    for (left, right), (picture, text) in zip(panels, names.items(), strict=True):
        show_png(left, evidence.picture(cell, "fooling", picture))
        left.set_ylabel(text, rotation=0, ha="right", va="center")
        right.set_axis_off()
    shown = evidence.picture(cell, "fooling", "picture")
    if shown is not None:
        panels[2, 1].set_axis_on()
        show_png(panels[2, 1], shown)
        panels[1, 1].text(0.5, 0, "shown:", ha="center", fontsize=7)
    sine = curves["sine"]
    left, right = below.subplots(1, 2)
    colour = LOOKS[cell.variant].colour
    left.plot(sine["frequencies"], sine["loss_change_max"], "o-", color=colour)
    left.axhline(sine["amplitude"], **FLOOR)
    left.set_ylabel("largest change of the loss")
    left.set_ylim(0, 1.25 * sine["amplitude"])
    right.plot(sine["frequencies"], sine["gradient_change_l1_mean"], "o-", color=colour)
    right.plot(sine["frequencies"], sine["bound_l1"], **FLOOR)
    right.set_ylabel("mean ‖change of ∇loss‖₁")
    right.set_yscale("log")
    for axes in (left, right):
        axes.set_xscale("log")
        axes.set_xlabel("frequency m of ε sin(m Σx); dashed: the bound")
    change = curves["loss_change_max"]
    return figure, caption(
        f"Gradient maps aren't unique (paper §2, App. A), on {label(group, groups)}. Above: g(x) "
        "is added to all logits, and the maps show a picture of one's choice. The loss changes by "
        f"at most {'?' if change is None else f'{change:.1g}'} nats, "
        f"{int(curves['prediction_changes'])} of {curves['images']} predictions change, and the "
        f"mean cosine of ∇f and ∇g goes from {curves['cosine_before']:.2f} to "
        f"{curves['cosine_after']:.2f}. Below: a sine of amplitude ε added to the loss.",
    )
