"""What a figure is, and what all figures share: the choice of what is shown, and captions."""

import dataclasses
import io
import math
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
from matplotlib.figure import Figure

from scoresweep.analysis.figures.style import LOOKS, Line, Look, styled
from scoresweep.analysis.results.collect import Cell
from scoresweep.analysis.results.curves import Evidence
from scoresweep.analysis.results.groups import Group, group_seeds
from scoresweep.analysis.results.paper import settings_that_differ
from scoresweep.specs.coefficients import format_options

Array = npt.NDArray[np.float64]
T = TypeVar("T")
# More lines than this can't be told apart.
MOST_LINES = 8
# So many more are shown too where nothing need be left out then.
_A_FEW_MORE = 2
# Of several configurations of one variant, beside lighter and lighter shades.
_DASHES = ("-", "--", ":", "-.")


@dataclasses.dataclass(frozen=True)
class Drawn:
    """A figure with its name on the command line and a caption in plain words."""

    name: str
    title: str
    caption: str
    figure: Figure

    @cached_property
    def svg(self) -> str:
        """The same bytes for the same figure: no date, and ids from a fixed salt."""
        buffer = io.StringIO()
        with styled():
            self.figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
        # Where everything lies is settled then, which is a third of what it takes to draw.
        self.figure.set_layout_engine("none")
        return buffer.getvalue()

    def png(self, dpi: int = 200) -> bytes:
        """With everything where the SVG has it."""
        _ = self.svg
        buffer = io.BytesIO()
        with styled():
            self.figure.savefig(buffer, format="png", dpi=dpi, metadata={"Software": None})
        return buffer.getvalue()


@dataclasses.dataclass(frozen=True)
class NotDrawn:
    """A figure that can't be drawn, why, and what to do."""

    name: str
    title: str
    reason: str


class Missing(Exception):
    """What a figure needs isn't in the ledger; the message becomes NotDrawn.reason."""


def label(group: Group, groups: Sequence[Group]) -> str:
    """A configuration's name: its variant, and what sets it apart from others of the same variant."""
    return " ".join(label_parts(group, groups))


def label_parts(group: Group, groups: Sequence[Group]) -> list[str]:
    """The parts of `label`, each of which says one thing: such as score-matching, λ=0.001, jet."""
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
    parts += format_options(first)
    for i, (key, value) in enumerate(first.settings):
        if len({rival.settings[i] for rival in rivals}) > 1:
            parts.append(f"{key}={value}")
    return [name, *parts]


def most_lines(configurations: int) -> int:
    """How many of these a figure of lines shows: all, if there are few more than MOST_LINES."""
    return MOST_LINES if configurations > MOST_LINES + _A_FEW_MORE else configurations


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
    line: Line
    look: Look
    x: Array
    mean: Array
    error: Array | None
    n: int


@dataclasses.dataclass(frozen=True)
class Found:
    """The configurations that can be shown, those that can't, in words, and how many there were too many."""

    series: tuple[Series, ...]
    absent: str
    left_out: int


Pick = Callable[[dict[str, Any]], tuple[Sequence[Any], Sequence[Any]] | None]


def find_series(evidence: Evidence, measurement: str, pick: Pick) -> Found:
    """A line for each configuration whose curves `pick` makes (x, y) of; of too many, those that `spread` keeps are
    read. Raises Missing if none has any."""
    groups = group_seeds(evidence.sweep.cells)
    require(evidence, measurement)
    having = [g for g in groups if any(evidence.has_curves(c, measurement) for c in g.cells)]
    shown = spread(having, having, most_lines(len(having)))
    left = {id(group) for group in having} - {id(group) for group in shown}
    series: list[Series] = []
    absent: list[Group] = []
    for group in (each for each in groups if id(each) not in left):
        lines = []
        for cell in group.cells:
            curves = evidence.curves(cell, measurement)
            picked = None if curves is None else pick(curves)
            if picked is not None:
                lines.append((numbers(picked[0]), numbers(picked[1])))
        if not lines:
            absent.append(group)
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
                LOOKS[group.first.variant].line,
                LOOKS[group.first.variant],
                lines[0][0],
                values.mean(0),
                error,
                len(lines),
            )
        )
    if not series:
        raise Missing(
            f"no trial has {measurement} yet: {_named(absent, groups)}; "
            f"`scoresweep evaluate {evidence.sweep.name}` takes what is missing"
        )
    return Found(tuple(dashed(series)), _named(absent, groups), len(left))


def spread(items: Sequence[T], groups: Sequence[Group], most: int) -> list[T]:
    """At most `most` of the items, one for each configuration, in their order.

    The variants with the most configurations give way, and keep evenly spaced ones, the first and the
    last among them: so a grid is seen from one corner to the other.
    """
    places: dict[str, list[int]] = {}
    for place, group in enumerate(groups):
        places.setdefault(group.first.variant, []).append(place)
    kept = {variant: len(mine) for variant, mine in places.items()}
    while sum(kept.values()) > most:
        kept[max(kept, key=lambda variant: kept[variant])] -= 1
    chosen = {
        mine[round(place)]
        for variant, mine in places.items()
        for place in np.linspace(0, len(mine) - 1, kept[variant])
    }
    return [items[place] for place in sorted(chosen)]


def dashed(series: Sequence[Series]) -> list[Series]:
    """Lines of one variant differ in their dashes too, where there are several."""
    variants = [line.group.first.variant for line in series]
    return [
        dataclasses.replace(line, line=_DASHES[variants[:place].count(variant) % len(_DASHES)])
        if variants.count(variant) > 1
        else line
        for place, (line, variant) in enumerate(zip(series, variants, strict=True))
    ]


def _named(absent: Sequence[Group], groups: Sequence[Group]) -> str:
    """The first of many configurations, why each isn't there, and how many more there are."""
    names = [
        f"{label(group, groups)} ({group.state() or 'not measured'})"
        for group in absent[:MOST_LINES]
    ]
    more = len(absent) - MOST_LINES
    return ", ".join(names) + (f" and {more} more" if more > 0 else "")


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
        linestyle=line.line,
        marker=line.look.marker if marker else None,
        label=line.label,
    )
    if line.error is not None:
        low, high = line.mean - line.error, line.mean + line.error
        axes.fill_between(line.x, low, high, color=line.colour, alpha=0.2, linewidth=0)


def numbers(values: Sequence[Any]) -> Array:
    return np.array([math.nan if value is None else value for value in values], dtype=float)


def said(found: Found, first_seed: bool = False) -> str:
    """For a caption: seeds, bands, and what isn't shown."""
    counts = {line.n for line in found.series}
    if first_seed:
        parts = []
    elif counts == {1}:
        parts = ["One seed: no spread is known."]
    else:
        low, high = min(counts), max(counts)
        seeds = f"{low}" if low == high else f"{low} to {high}"
        parts = [f"Means over {seeds} seeds; bands are ± one standard error."]
    if found.absent:
        parts.append(f"Not there: {found.absent}.")
    parts.append(left_out(found.left_out))
    return caption(*parts)


def left_out(configurations: int) -> str:
    """For a caption, of what `spread` dropped; empty for nothing."""
    if not configurations:
        return ""
    more = "1 more is" if configurations == 1 else f"{configurations} more are"
    return (
        f"Of many configurations some, evenly spaced, are shown; {more} left out (tables have all)."
    )


def not_the_papers(cells: Sequence[Cell]) -> str:
    """For a caption: whether this may stand beside the paper's figure."""
    ran = [cell for cell in cells if cell.run_id]
    differing = {text for cell in ran for text in settings_that_differ(cell)}
    if not differing:
        return ""
    return f"Not the paper's settings: {len(differing)} differ."


def caption(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def ending(evidence: Evidence, found: Found, *, first_seed: bool = False) -> tuple[str, str]:
    """first_seed: the figure shows no means."""
    return said(found, first_seed), not_the_papers(evidence.sweep.cells)


def images_of(evidence: Evidence, measurement: str) -> str:
    for cell in evidence.sweep.cells:
        if (curves := evidence.curves(cell, measurement)) is not None:
            return str(curves["images"])
    return "no"
