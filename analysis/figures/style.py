"""How all figures look: sizes, colours, fonts, and where legends go."""

import dataclasses
from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Any

import numpy as np
from matplotlib import style
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.textpath import TextPath

COLUMN, PAGE = 3.3, 6.8  # inches: the width of a column and of a page
_POINTS = 72  # an inch
_ROW = 0.16  # inches: a row of a legend
_ROWS_OF_A_PAGE, _ROWS_OF_A_COLUMN = 1, 3

# A name of Matplotlib's, or where dashes begin and how long dash and gap are, in line widths.
Line = str | tuple[float, tuple[float, ...]]


@dataclasses.dataclass(frozen=True)
class Look:
    """How a variant looks in every figure.

    Colours are Okabe and Ito's, safe for the colour-blind. Lines and markers tell variants apart
    in print without colour.
    """

    label: str
    colour: str
    line: Line
    marker: str


LOOKS = {
    "baseline": Look("baseline", "#000000", "-", "o"),
    "score_matching": Look("score-matching", "#0072B2", "-", "s"),
    "anti_score_matching": Look("anti-score-matching", "#D55E00", "--", "v"),
    "gradient_norm": Look("gradient-norm", "#009E73", "-.", "^"),
    "adversarial": Look("adversarial", "#CC79A7", ":", "D"),
    "noise_augmented": Look("noise-augmented", "#56B4E9", (0, (5, 1, 1, 1)), "P"),
}
# For what isn't a variant. Paul Tol's colours, none of them a variant's.
OTHERS = (
    Look("", "#332288", "-", "o"),
    Look("", "#999933", "--", "s"),
    Look("", "#882255", ":", "^"),
    Look("", "#DDCC77", "-.", "D"),
)
# Those after OTHERS have colours of their own.
ESTIMATORS = dict(
    zip(
        ("taylor", "control_variate", "antithetic", "hutchinson", "exact", "sliced", "jet"),
        (
            *OTHERS,
            Look("", "#44AA99", (0, (5, 1)), "P"),
            Look("", "#AA4499", (0, (1, 1)), "*"),
            Look("", "#CC6677", (0, (3, 1, 1, 1)), "X"),
        ),
        strict=True,
    )
)
WARNING = "#B00020"
FLOOR = {"color": "#888888", "linestyle": (0, (2, 2)), "linewidth": 1.0}

STYLE: dict[str, Any] = {
    "font.size": 8,
    "axes.titlesize": 8,
    "axes.labelsize": 8,
    "xtick.labelsize": 7,
    "ytick.labelsize": 7,
    "legend.fontsize": 7,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.linewidth": 0.6,
    "lines.linewidth": 1.3,
    "lines.markersize": 3.5,
    "legend.frameon": False,
    # Text stays text, so that a figure can be searched and edited.
    "svg.fonttype": "none",
    "svg.hashsalt": "scoresweep",
    "pdf.fonttype": 42,
}


def styled() -> AbstractContextManager[None]:
    """Apply STYLE on top of Matplotlib's own defaults, whatever the user's settings are."""
    return style.context(["default", STYLE])


def framed(width: float, height: float) -> Figure:
    """Return an empty figure whose layout keeps its parts apart and inside."""
    engine = ConstrainedLayoutEngine(h_pad=0.08, w_pad=0.06)
    return Figure(figsize=(width, height), layout=engine)


def new_figure(width: float, height: float, rows: int = 1, columns: int = 1, **options: Any) -> Any:
    """Return a figure and its axes [rows, columns]; options as for Figure.subplots."""
    figure = framed(width, height)
    return figure, figure.subplots(rows, columns, squeeze=False, **options)


def new_grid(panels: int, across: int, height: float, rest: float = 0.3, **options: Any) -> Any:
    """Return a figure as wide as a page and its axes `[rows, columns]`, with room for all panels.

    Args:
        across: The most panels in a row.
        height: Height of a row in inches; `rest` is that of what all rows share.
        options: As for Figure.subplots.
    """
    columns = min(across, panels)
    rows = -(-panels // columns)
    figure, grid = new_figure(PAGE, height * rows + rest, rows, columns, **options)
    for axes in grid.flat[panels:]:
        axes.set_axis_off()
    return figure, grid


def legend_below(figure: Figure, axes: Any, columns: int = 6) -> None:
    """Add one legend for the whole figure, below the data, in as few rows as possible.

    The figure grows by the rows that it wasn't drawn for.
    """
    handles, labels = axes.get_legend_handles_labels()
    unique = dict(zip(labels, handles, strict=True))
    width = figure.get_figwidth()
    columns = _columns_that_fit(list(unique), min(columns, len(unique)), _POINTS * (width - 0.1))
    rows = -(-len(unique) // columns)
    columns = -(-len(unique) // rows)  # so that the rows are equally long
    room = _ROWS_OF_A_PAGE if width > COLUMN else _ROWS_OF_A_COLUMN
    figure.set_figheight(figure.get_figheight() + _ROW * max(0, rows - room))
    figure.legend(unique.values(), unique.keys(), loc="outside lower center", ncols=columns)


def _columns_that_fit(labels: Sequence[str], most: int, width: float) -> int:
    """Return how many columns of a legend fit into `width` points; at least one.

    Matplotlib fills a legend column by column.
    """
    size = STYLE["legend.fontsize"]
    texts = np.array([TextPath((0, 0), text, size=size).get_extents().width for text in labels])
    # Matplotlib's handle with its pad, and its space between columns.
    handle, gap = 2.8 * size, 2.0 * size
    for columns in range(most, 1, -1):
        parts = [part for part in np.array_split(texts, columns) if part.size]
        if sum(part.max() + handle for part in parts) + gap * (len(parts) - 1) <= width:
            return columns
    return 1
