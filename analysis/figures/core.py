"""What a figure is, and what all figures share: style, the choice of what is shown, and captions."""

import dataclasses
import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.figure import Figure

from analysis.collect import Cell
from analysis.evidence import Evidence
from analysis.paper import settings_that_differ
from analysis.tables import Group, group_seeds

Array = npt.NDArray[np.float64]
# More lines than this can't be told apart.
MOST_LINES = 8
COLUMN, PAGE = 3.3, 6.8  # inches: the width of a column and of a page


@dataclasses.dataclass(frozen=True)
class Drawn:
    """A figure with its name on the command line and a caption in plain words."""

    name: str
    title: str
    caption: str
    figure: Figure


@dataclasses.dataclass(frozen=True)
class NotDrawn:
    """A figure that can't be drawn, why, and what to do."""

    name: str
    title: str
    reason: str


class Missing(Exception):
    """What a figure needs isn't in the ledger; the message becomes NotDrawn.reason."""


@dataclasses.dataclass(frozen=True)
class Look:
    """How a variant looks, the same in every figure: Okabe and Ito's colours, safe for the colour-blind,
    and a line and a marker of its own, for print without colour."""

    label: str
    colour: str
    line: str
    marker: str


LOOKS = {
    "baseline": Look("baseline", "#000000", "-", "o"),
    "score_matching": Look("score-matching", "#0072B2", "-", "s"),
    "anti_score_matching": Look("anti-score-matching", "#D55E00", "--", "v"),
    "gradient_norm": Look("gradient-norm", "#009E73", "-.", "^"),
    "adversarial": Look("adversarial", "#CC79A7", ":", "D"),
    "noise_augmented": Look("noise-augmented", "#56B4E9", (0, (5, 1, 1, 1)), "P"),  # type: ignore[arg-type]
}
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


def label(group: Group, groups: Sequence[Group]) -> str:
    """A configuration's name: its variant, and what sets it apart from others of the same variant."""
    first = group.first
    name = LOOKS[first.variant].label
    symbols = {"lambda_": "λ", "mu": "μ", "sigma": "σ", "threshold": "τ", "epsilon": "ε"}
    rivals = [other.first for other in groups if other.first.variant == first.variant]
    parts = [
        f"{symbol}={getattr(first, key):g}"
        for key, symbol in symbols.items()
        if getattr(first, key) is not None and len({getattr(r, key) for r in rivals}) > 1
    ]
    if len({rival.estimator for rival in rivals}) > 1:
        parts.append(str(first.estimator))
    return " ".join([name, *parts])


def shade(group: Group, groups: Sequence[Group]) -> tuple[float, float, float]:
    """The variant's colour, lighter for each further configuration of it."""
    from matplotlib.colors import to_rgb

    rivals = [other for other in groups if other.first.variant == group.first.variant]
    share = 0.65 * rivals.index(group) / max(len(rivals) - 1, 1)
    r, g, b = to_rgb(LOOKS[group.first.variant].colour)
    return (r + (1 - r) * share, g + (1 - g) * share, b + (1 - b) * share)


@dataclasses.dataclass(frozen=True)
class Series:
    """A line: its mean over seeds at each x, the standard error (None for one seed), and n."""

    group: Group
    label: str
    colour: tuple[float, float, float]
    look: Look
    x: Array
    mean: Array
    error: Array | None
    n: int


@dataclasses.dataclass(frozen=True)
class Found:
    """The configurations that can be shown, those that can't, and how many there were too many."""

    series: tuple[Series, ...]
    absent: tuple[str, ...]
    left_out: int


Pick = Callable[[dict[str, Any]], tuple[Sequence[Any], Sequence[Any]] | None]


def find_series(evidence: Evidence, measurement: str, pick: Pick) -> Found:
    """A line for each configuration whose curves `pick` makes (x, y) of. Raises Missing if none has any."""
    groups = group_seeds(evidence.sweep.cells)
    require(evidence, measurement)
    series, absent = [], []
    for group in groups:
        lines = []
        for cell in group.cells:
            curves = evidence.curves(cell, measurement)
            picked = None if curves is None else pick(curves)
            if picked is not None:
                lines.append((numbers(picked[0]), numbers(picked[1])))
        if not lines:
            absent.append(f"{label(group, groups)} ({group.state() or 'not measured'})")
            continue
        values = np.stack([y for _, y in lines])
        error = None
        if len(lines) > 1:
            error = values.std(0, ddof=1) / math.sqrt(len(lines))
        series.append(
            Series(
                group,
                label(group, groups),
                shade(group, groups),
                LOOKS[group.first.variant],
                lines[0][0],
                values.mean(0),
                error,
                len(lines),
            )
        )
    if not series:
        raise Missing(
            f"no trial has {measurement} yet: {', '.join(absent[:MOST_LINES])}; "
            f"`scoresweep evaluate {evidence.sweep.name}` takes what is missing"
        )
    return Found(tuple(series[:MOST_LINES]), tuple(absent), max(0, len(series) - MOST_LINES))


def require(evidence: Evidence, measurement: str) -> None:
    """Raises Missing if the sweep doesn't ask for a measurement."""
    if measurement in evidence.sweep.measurements:
        return
    if measurement == "perturbation_of_baseline" and evidence.sweep.baseline is None:
        raise Missing("the sweep has no baseline network to explain; add baseline to its variants")
    raise Missing(
        f"{measurement} is switched off in the sweep; `scoresweep evaluate {evidence.sweep.name} --only "
        f"{measurement} --set measure.{measurement}={{}}` takes it from the stored networks"
    )


def draw_line(axes: Any, line: Series, *, marker: bool = True) -> None:
    axes.plot(
        line.x,
        line.mean,
        color=line.colour,
        linestyle=line.look.line,
        marker=line.look.marker if marker else None,
        label=line.label,
    )
    if line.error is not None:
        low, high = line.mean - line.error, line.mean + line.error
        axes.fill_between(line.x, low, high, color=line.colour, alpha=0.2, linewidth=0)


def framed(width: float, height: float) -> Figure:
    """An empty figure that keeps what is in it apart and inside."""
    from matplotlib.layout_engine import ConstrainedLayoutEngine

    engine = ConstrainedLayoutEngine(h_pad=0.08, w_pad=0.06)
    return Figure(figsize=(width, height), layout=engine)


def new_figure(width: float, height: float, rows: int = 1, columns: int = 1, **options: Any) -> Any:
    """A figure and its axes, [rows, columns]; options as for Figure.subplots."""
    figure = framed(width, height)
    return figure, figure.subplots(rows, columns, squeeze=False, **options)


def legend_below(figure: Figure, axes: Any, columns: int = 6) -> None:
    """One legend for the whole figure, outside of the data."""
    handles, labels = axes.get_legend_handles_labels()
    unique = dict(zip(labels, handles, strict=True))
    figure.legend(
        unique.values(), unique.keys(), loc="outside lower center", ncols=min(columns, len(unique))
    )


def numbers(values: Sequence[Any]) -> Array:
    return np.array([math.nan if value is None else value for value in values], dtype=float)


def said(found: Found) -> str:
    """For a caption: seeds, bands, and what isn't shown."""
    counts = {line.n for line in found.series}
    if counts == {1}:
        parts = ["One seed: no spread is known."]
    else:
        low, high = min(counts), max(counts)
        seeds = f"{low}" if low == high else f"{low} to {high}"
        parts = [f"Means over {seeds} seeds; bands are ± one standard error."]
    if found.absent:
        parts.append(f"Not shown: {', '.join(found.absent)}.")
    if found.left_out:
        parts.append(f"{found.left_out} more configurations are left out, as too many lines.")
    return " ".join(parts)


def not_the_papers(cells: Sequence[Cell]) -> str:
    """For a caption: whether this may stand beside the paper's figure."""
    ran = [cell for cell in cells if cell.run_id]
    differing = {text for cell in ran for text in settings_that_differ(cell)}
    if not differing:
        return ""
    return f"Not the paper's settings: {len(differing)} differ."


def caption(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def ending(evidence: Evidence, found: Found) -> tuple[str, str]:
    return said(found), not_the_papers(evidence.sweep.cells)


def images_of(evidence: Evidence, measurement: str) -> str:
    for cell in evidence.sweep.cells:
        if (curves := evidence.curves(cell, measurement)) is not None:
            return str(curves["images"])
    return "no"
