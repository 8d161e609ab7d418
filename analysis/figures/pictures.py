"""What figures of pictures share: decoding, drawing, and which networks are shown."""

import io
import textwrap
from collections.abc import Sequence
from typing import Any

from PIL import Image

from scoresweep.analysis.figures.base import Missing, label_parts, left_out, require, spread
from scoresweep.analysis.results.collect import Cell
from scoresweep.analysis.results.curves import Evidence
from scoresweep.analysis.results.groups import Group, group_seeds

# Letters of a figure's small print over the width of a page.
LETTERS = 125


def show_png(axes: Any, png: bytes | None) -> None:
    """Show a picture without ticks, frame or smoothing, if there is one."""
    if png is None:
        return
    with Image.open(io.BytesIO(png)) as picture:
        axes.imshow(picture.convert("RGB"), interpolation="nearest")
    axes.set_xticks([])
    axes.set_yticks([])
    for spine in axes.spines.values():
        spine.set_visible(False)


def fit_to_page(found: list[tuple[Group, Cell]]) -> tuple[list[tuple[Group, Cell]], str]:
    """Return as many as there is room for, and a sentence on the others."""
    shown = spread(found, [group for group, _ in found])
    return shown, left_out(len(found) - len(shown))


def first_seeds_with(evidence: Evidence, measurement: str) -> list[tuple[Group, Cell]]:
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


def label_in_lines(group: Group, groups: Sequence[Group], most: int = 80) -> str:
    """Return the parts of a configuration's label in lines of at most `most` letters."""
    parts = label_parts(group, groups)
    return "\n".join(
        line for part in parts for line in textwrap.wrap(part, most, break_long_words=False)
    )
