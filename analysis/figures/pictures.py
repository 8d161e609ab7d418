"""What figures of pictures share: decoding, drawing, and which networks are shown."""

import io
import textwrap
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image

from scoresweep.analysis.figures.base import (
    Missing,
    label_parts,
    left_out,
    most_lines,
    require,
    spread,
)
from scoresweep.analysis.results.collect import Cell
from scoresweep.analysis.results.curves import Evidence
from scoresweep.analysis.results.groups import Group, group_seeds

Pixels = npt.NDArray[np.uint8]
# Letters of a figure's small print over the width of a page.
LETTERS = 125


def decode_png(png: bytes) -> Pixels:
    """Decode a PNG file to RGB pixels [h, w, 3] in 0..255."""
    with Image.open(io.BytesIO(png)) as picture:
        return np.asarray(picture.convert("RGB"))


def show_pixels(axes: Any, pixels: Pixels) -> None:
    """Show pixels without ticks, frame or smoothing."""
    axes.imshow(pixels, interpolation="nearest")
    axes.set_xticks([])
    axes.set_yticks([])
    for spine in axes.spines.values():
        spine.set_visible(False)


def fit_to_page(found: list[tuple[Group, Cell]]) -> tuple[list[tuple[Group, Cell]], str]:
    """Return as many as there is room for, and a sentence on the others."""
    shown = spread(found, [group for group, _ in found], most_lines(len(found)))
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
