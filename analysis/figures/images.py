"""Figures that are made of pictures: samples, gradient maps, and maps that were made to lie."""

import io
import textwrap
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image

from scoresweep.analysis.figures.base import (
    Figured,
    Missing,
    caption,
    label,
    label_parts,
    left_out,
    most_lines,
    not_the_papers,
    require,
    spread,
)
from scoresweep.analysis.figures.style import FLOOR, LOOKS, PAGE, framed, new_figure
from scoresweep.analysis.results.collect import Cell
from scoresweep.analysis.results.curves import Evidence
from scoresweep.analysis.results.groups import Group, group_seeds

Pixels = npt.NDArray[np.uint8]
# Letters of a figure's small print over the width of a page.
_LETTERS = 125
_METHODS = {
    "gradient_ascent": "gradient ascent",
    "langevin": "Langevin",
    "denoising": "denoising",
}


def _decoded(png: bytes) -> Pixels:
    with Image.open(io.BytesIO(png)) as picture:
        return np.asarray(picture.convert("RGB"))


def _show(axes: Any, pixels: Pixels) -> None:
    axes.imshow(pixels, interpolation="nearest")
    axes.set_xticks([])
    axes.set_yticks([])
    for spine in axes.spines.values():
        spine.set_visible(False)


def _shown(found: list[tuple[Group, Cell]]) -> tuple[list[tuple[Group, Cell]], str]:
    """Return as many as there is room for, and what to say of the others."""
    shown = spread(found, [group for group, _ in found], most_lines(len(found)))
    return shown, left_out(len(found) - len(shown))


def _first_with(evidence: Evidence, measurement: str) -> list[tuple[Group, Cell]]:
    """Return the first seed of each configuration that has a measurement; at least one.

    Raises:
        Missing: No network has it.
    """
    require(evidence, measurement)
    found = []
    for group in group_seeds(evidence.sweep.cells):
        cell = next((c for c in group.cells if evidence.has_curves(c, measurement)), None)
        if cell is not None:
            found.append((group, cell))
    if not found:
        raise Missing(
            f"no trial has {measurement} yet; `scoresweep evaluate {evidence.sweep.name}` takes it"
        )
    return found


def samples(evidence: Evidence) -> Figured:
    found, others = _shown(_first_with(evidence, "samples"))
    groups = group_seeds(evidence.sweep.cells)
    methods = [m for m in _METHODS if m in evidence.sweep.measure["samples"]["methods"]]
    height = 0.45 + len(methods) * (0.35 + 0.95 * PAGE / max(len(found), 3))
    figure, panels = new_figure(PAGE, min(height, 9.0), len(methods), len(found))
    for row, method in enumerate(methods):
        for column, (group, cell) in enumerate(found):
            axes = panels[row, column]
            png = evidence.picture(cell, "samples", method)
            if png is None:
                axes.set_axis_off()
                axes.text(0.5, 0.5, "not finite", ha="center", transform=axes.transAxes)
                continue
            _show(axes, _decoded(png))
            if row == 0:
                name = _in_lines(group, groups, int(_LETTERS / len(found)))
                axes.set_title(name, fontsize=8 if len(found) <= 4 else 7 if len(found) <= 8 else 6)
            if column == 0:
                axes.set_ylabel(_METHODS[method])
            curves = evidence.curves(cell, "samples")
            assert curves is not None
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


def _in_lines(group: Group, groups: Sequence[Group], most: int = 80) -> str:
    """Return the parts of a configuration's label in lines of at most `most` letters."""
    parts = label_parts(group, groups)
    return "\n".join(
        line for part in parts for line in textwrap.wrap(part, most, break_long_words=False)
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


def gradient_maps(evidence: Evidence) -> Figured:
    found, others = _shown(_first_with(evidence, "gradient_maps"))
    groups = group_seeds(evidence.sweep.cells)
    first = found[0][1]
    curves = evidence.curves(first, "gradient_maps")
    assert curves is not None
    strips = [("images", evidence.picture(first, "gradient_maps", "images"))]
    strips += [
        (_in_lines(group, groups), evidence.picture(cell, "gradient_maps", "maps"))
        for group, cell in found
    ]
    tile = (PAGE - 1.3) / curves["images"]
    figure, panels = new_figure(PAGE, tile * len(strips) + 0.3, len(strips), 1)
    for axes, (text, png) in zip(panels[:, 0], strips, strict=True):
        if png is not None:
            _show(axes, _decoded(png))
        axes.set_ylabel(text, rotation=0, ha="right", va="center")
    settings = evidence.sweep.measure["gradient_maps"]
    return figure, caption(
        "Gradient maps of the same test images for each network (paper, Figs 4 and 6), first "
        f"seed: {settings['relevance']} of the gradient of the {settings['output']}, each map "
        "clipped at its 99th percentile.",
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


def fooling(evidence: Evidence) -> Figured:
    group, cell = _first_with(evidence, "fooling")[0]
    curves = evidence.curves(cell, "fooling")
    assert curves is not None
    figure = framed(PAGE, 4.8)
    above, below = np.ravel(figure.subfigures(2, 1, height_ratios=(1.15, 1), squeeze=False))
    names = {"images": "images", "before": "maps before", "after": "maps after"}
    panels = above.subplots(3, 2, width_ratios=(curves["images"], 1), squeeze=False)
    for (left, right), (picture, text) in zip(panels, names.items(), strict=True):
        png = evidence.picture(cell, "fooling", picture)
        if png is not None:
            _show(left, _decoded(png))
        left.set_ylabel(text, rotation=0, ha="right", va="center")
        right.set_axis_off()
    shown = evidence.picture(cell, "fooling", "picture")
    if shown is not None:
        panels[2, 1].set_axis_on()
        _show(panels[2, 1], _decoded(shown))
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
        f"Gradient maps aren't unique (paper §2, App. A), on {label(group, [group])}. Above: g(x) "
        "is added to all logits, and the maps show a picture of one's choice. The loss changes by "
        f"at most {'?' if change is None else f'{change:.1g}'} nats, "
        f"{int(curves['prediction_changes'])} of {curves['images']} predictions change, and the "
        f"mean cosine of ∇f and ∇g goes from {curves['cosine_before']:.2f} to "
        f"{curves['cosine_after']:.2f}. Below: a sine of amplitude ε added to the loss.",
    )
