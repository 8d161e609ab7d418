"""Fig. 4: gradient maps."""

from collections.abc import Sequence

from scoresweep.analysis.figures.base import Figured, caption, label, not_the_papers
from scoresweep.analysis.figures.pictures import (
    first_seeds_with,
    fit_to_page,
    label_in_lines,
    show_png,
)
from scoresweep.analysis.figures.style import PAGE, new_figure
from scoresweep.analysis.results.collect import Cell
from scoresweep.analysis.results.curves import Evidence
from scoresweep.analysis.results.groups import Group, group_seeds


def gradient_maps(evidence: Evidence) -> Figured:
    """Draw gradient maps of the same test images, a row per network (paper, Figs 4 and 6)."""
    found, others = fit_to_page(first_seeds_with(evidence, "gradient_maps"))
    groups = group_seeds(evidence.sweep.cells)
    first = found[0][1]
    curves = evidence.curves(first, "gradient_maps")
    assert curves is not None
    strips = [("images", evidence.picture(first, "gradient_maps", "images"))]
    strips += [
        (label_in_lines(group, groups), evidence.picture(cell, "gradient_maps", "maps"))
        for group, cell in found
    ]
    tile = (PAGE - 1.3) / curves["images"]
    figure, panels = new_figure(PAGE, tile * len(strips) + 0.3, len(strips), 1)
    for axes, (text, png) in zip(panels[:, 0], strips, strict=True):
        show_png(axes, png)
        axes.set_ylabel(text, rotation=0, ha="right", va="center")
    settings = evidence.sweep.measure["gradient_maps"]
    return figure, caption(
        "Gradient maps of the same test images for each network (paper, Figs 4 and 6), each of the "
        f"first seed that has them: {settings['relevance']} of the gradient of the "
        f"{settings['output']}, each map clipped at its 99th percentile.",
        _smoothness(found, groups),
        others,
        not_the_papers([cell for _, cell in found]),
    )


def _smoothness(found: Sequence[tuple[Group, Cell]], groups: Sequence[Group]) -> str:
    values = [
        f"{label(group, groups)} {value:.2f}"
        for group, cell in found
        if (value := cell.number("gradient_maps")) is not None
    ]
    return f"Spatial autocorrelation (0 is white noise): {', '.join(values)}." if values else ""
