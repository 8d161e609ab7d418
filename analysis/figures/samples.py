"""Fig. 2: samples of the hidden density, by each method."""

from typing import Any

from scoresweep.analysis.figures.base import Figured, caption, not_the_papers
from scoresweep.analysis.figures.pictures import (
    LETTERS,
    first_seeds_with,
    fit_to_page,
    label_in_lines,
    show_png,
)
from scoresweep.analysis.figures.style import PAGE, new_figure
from scoresweep.analysis.results.curves import Evidence
from scoresweep.analysis.results.groups import group_seeds

# Configurations beside each other; more of them stand below.
_ACROSS = 5
_METHODS = {
    "gradient_ascent": "gradient ascent",
    "langevin": "Langevin",
    "denoising": "denoising",
}


def samples(evidence: Evidence) -> Figured:
    """Draw sheets of samples, a panel per network and method (paper, Fig. 2)."""
    found, others = fit_to_page(first_seeds_with(evidence, "samples"))
    groups = group_seeds(evidence.sweep.cells)
    methods = [m for m in _METHODS if m in evidence.sweep.measure["samples"]["methods"]]
    across = min(len(found), _ACROSS)
    rows = len(methods) * -(-len(found) // across)
    height = 0.45 + rows * (0.35 + 0.95 * PAGE / max(across, 3))
    figure, panels = new_figure(PAGE, height, rows, across)
    for axes in panels.flat:
        axes.set_axis_off()
    letters = int(LETTERS / across)
    for place, (group, cell) in enumerate(found):
        band, column = divmod(place, across)
        curves = evidence.curves(cell, "samples")
        assert curves is not None
        for number, method in enumerate(methods):
            axes = panels[band * len(methods) + number, column]
            png = evidence.picture(cell, "samples", method)
            if png is None:
                axes.text(0.5, 0.5, "not finite", ha="center", transform=axes.transAxes)
                continue
            axes.set_axis_on()
            show_png(axes, png)
            if number == 0:
                axes.set_title(
                    label_in_lines(group, groups, letters), fontsize=8 if across <= 4 else 7
                )
            if column == 0:
                axes.set_ylabel(_METHODS[method])
            axes.set_xlabel(_scores(curves, method), fontsize=6)
    judges = ", ".join(judge.model for judge in evidence.sweep.judges)
    return figure, caption(
        "Samples from the density hidden in each network (paper, Fig. 2), a row a class, first "
        f"seed; below each the share that each judge ({judges}) reads as its class, and on how "
        "many they agree. Gradient ascent finds modes; Langevin sampling adds noise; denoising "
        "starts from noisy test images.",
        others,
        not_the_papers([cell for _, cell in found]),
    )


def _scores(curves: dict[str, Any], method: str) -> str:
    row = next(each for each in curves["methods"] if each["method"] == method)
    scores = [
        f"{judge} {'?' if score is None else f'{100 * score:.1f} %'}"
        for judge, score in zip(curves["judges"], row["gan_test"], strict=True)
    ]
    if row["agreement"] is not None:
        scores.append(f"agree {100 * row['agreement']:.1f} %")
    return "\n".join(scores)
