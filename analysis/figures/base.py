"""What a figure is, and what all figures share: the choice of what is shown, and captions."""

import dataclasses
import io
import math
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure

from scoresweep.analysis.figures.style import LOOKS, Look, styled
from scoresweep.analysis.results.collect import Cell
from scoresweep.analysis.results.curves import Evidence
from scoresweep.analysis.results.groups import Group, group_seeds
from scoresweep.analysis.results.labels import list_first
from scoresweep.analysis.results.paper import settings_that_differ
from scoresweep.plurals import counted
from scoresweep.specs.coefficients import COEFFICIENTS, format_options

Array = npt.NDArray[np.float64]
# A figure and its caption.
Figured = tuple[Figure, str]
T = TypeVar("T")
# More lines than this can't be told apart.
MOST_LINES = 8
# So many more are shown too where nothing need be left out then.
_A_FEW_MORE = 2
# Lines of several configurations of one variant, beside lighter and lighter shades.
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
        """Render the figure as PNG, with everything where the SVG has it."""
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
    """Return a configuration's name: its variant, and what distinguishes it within the variant."""
    return " ".join(label_parts(group, groups))


def label_parts(group: Group, groups: Sequence[Group]) -> list[str]:
    """Return the parts of `label`, such as `score-matching`, `λ=0.001`, `jet`."""
    first = group.first
    name = LOOKS[first.variant].label
    rivals = [other.first for other in groups if other.first.variant == first.variant]
    parts = []
    for each in COEFFICIENTS.values():
        value = getattr(first, each.attribute)
        differs = len({getattr(rival, each.attribute) for rival in rivals}) > 1
        if differs and value is not None and not each.phrase:
            named = value if each.name == "estimator" else f"{each.symbol}={value:g}"
            parts.append(named)
    parts += format_options(first)
    for i, (key, value) in enumerate(first.settings):
        if len({rival.settings[i] for rival in rivals}) > 1:
            parts.append(f"{key}={value}")
    return [name, *parts]


def shade(group: Group, groups: Sequence[Group]) -> tuple[float, float, float]:
    """Return the variant's colour, lighter for each further configuration of it."""
    rivals = [other for other in groups if other.first.variant == group.first.variant]
    share = 0.65 * rivals.index(group) / max(len(rivals) - 1, 1)
    r, g, b = to_rgb(LOOKS[group.first.variant].colour)
    return (r + (1 - r) * share, g + (1 - g) * share, b + (1 - b) * share)


@dataclasses.dataclass(frozen=True)
class Series:
    """A line: its mean over n seeds at each x, and the standard error, None for one seed."""

    group: Group
    label: str
    colour: tuple[float, float, float]
    look: Look
    x: Array
    mean: Array
    error: Array | None
    n: int


def make_series(group: Group, groups: Sequence[Group], x: Array, values: Sequence[Array]) -> Series:
    """Average the curves of a configuration's seeds. groups are those that it is shown among."""
    stacked = np.stack(values)
    error = stacked.std(0, ddof=1) / math.sqrt(len(values)) if len(values) > 1 else None
    return Series(
        group,
        label(group, groups),
        shade(group, groups),
        LOOKS[group.first.variant],
        x,
        stacked.mean(0),
        error,
        len(values),
    )


@dataclasses.dataclass(frozen=True)
class Found:
    """The configurations that can be shown, those that can't, and how many there are too many."""

    series: tuple[Series, ...]
    absent: str
    left_out: int


Pick = Callable[[dict[str, Any]], tuple[Sequence[Any], Sequence[Any]] | None]


def find_series(evidence: Evidence, measurement: str, pick: Pick) -> Found:
    """Return a line for each configuration of whose curves `pick` makes (x, y).

    Curves are read only of the configurations that `spread` keeps.

    Raises:
        Missing: No configuration has any.
    """
    groups = group_seeds(evidence.sweep.cells)
    require(evidence, measurement)
    having = [g for g in groups if any(evidence.has_curves(c, measurement) for c in g.cells)]
    shown = spread(having, having)
    left = {id(group) for group in having} - {id(group) for group in shown}
    series: list[Series] = []
    absent: list[Group] = []
    for group in (each for each in groups if id(each) not in left):
        picked = [pick_curve(evidence, cell, measurement, pick) for cell in group.cells]
        lines = [line for line in picked if line is not None]
        if lines:
            series.append(make_series(group, groups, lines[0][0], [y for _, y in lines]))
        else:
            absent.append(group)
    if not series:
        raise Missing(
            f"no trial has {measurement} yet: {_named(absent, groups)}; "
            f"`scoresweep evaluate {evidence.sweep.name}` takes what is missing"
        )
    return Found(tuple(dashed(series)), _named(absent, groups), len(left))


def pick_ladder(key: str) -> Pick:
    """Pick a measurement's values on its ladder of σ."""
    return lambda curves: (curves["sigmas"], curves[key])


def pick_removal(read_out: str, **way: str | None) -> Pick:
    """Pick the first curve of a way (order, fill, relevance, output), the clean images at 0."""

    def pick(curves: dict[str, Any]) -> tuple[Any, Any] | None:
        for curve in curves["curves"]:
            if all(curve[key] == value for key, value in way.items()):
                start = {"logit_change": 0.0} | curves["clean"]
                return [0.0, *curves["fractions"]], [start[read_out], *curve[read_out]]
        return None

    return pick


def pick_attack(norm: str) -> Pick:
    """Pick accuracy over ε, in 255ths for linf, no attack at 0."""
    scale = 255 if norm == "linf" else 1

    def pick(curves: dict[str, Any]) -> tuple[Any, Any] | None:
        for attack in curves["attacks"]:
            if attack["norm"] == norm:
                epsilons = [0.0, *(scale * epsilon for epsilon in attack["epsilons"])]
                return epsilons, [curves["clean"], *attack["accuracy"]]
        return None

    return pick


def pick_curve(
    evidence: Evidence, cell: Cell, measurement: str, pick: Pick
) -> tuple[Array, Array] | None:
    """Return (x, y) of a network's curve; None if it has none."""
    curves = evidence.curves(cell, measurement)
    found = None if curves is None else pick(curves)
    return None if found is None else (np.array(found[0], float), np.array(found[1], float))


def spread(items: Sequence[T], groups: Sequence[Group], most: int | None = None) -> list[T]:
    """Return at most `most` of the items, one for each configuration, in their order.

    By default that is MOST_LINES, or all if there are few more. The variants with the most
    configurations give way, and keep evenly spaced ones with the first and the last, so that a grid
    is seen from one corner to the other.
    """
    if most is None:
        most = len(items) if len(items) <= MOST_LINES + _A_FEW_MORE else MOST_LINES
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
    """Give several lines of one variant different dashes."""
    variants = [line.group.first.variant for line in series]
    found = []
    for place, (line, variant) in enumerate(zip(series, variants, strict=True)):
        if variants.count(variant) > 1:
            dash = _DASHES[variants[:place].count(variant) % len(_DASHES)]
            line = dataclasses.replace(line, look=dataclasses.replace(line.look, line=dash))
        found.append(line)
    return found


def _named(absent: Sequence[Group], groups: Sequence[Group]) -> str:
    """Name the first of many configurations, why each is absent, and how many more there are."""
    names = [f"{label(each, groups)} ({each.state() or 'not measured'})" for each in absent]
    return list_first(names, MOST_LINES)


def require(evidence: Evidence, measurement: str) -> None:
    """Raise Missing if the sweep doesn't ask for a measurement."""
    if measurement in evidence.sweep.measurements:
        return
    if measurement == "perturbation_of_baseline" and evidence.sweep.baseline is None:
        raise Missing("the sweep has no baseline network to explain; add baseline to its variants")
    raise Missing(
        f"{measurement} is switched off in the sweep; `scoresweep evaluate {evidence.sweep.name} "
        f"--only {measurement} --set measure.{measurement}={{}}` takes it from the stored networks"
    )


def draw_series(
    axes: Any, evidence: Evidence, measurement: str, pick: Pick, *, marker: bool = True
) -> Found:
    """Draw find_series."""
    found = find_series(evidence, measurement, pick)
    for line in found.series:
        draw_line(axes, line, marker=marker)
    return found


def draw_line(axes: Any, line: Series, *, marker: bool = True) -> None:
    """Draw a configuration's mean over seeds, with a band of one standard error if it has one."""
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


def to_range(counts: Sequence[int]) -> str:
    """Format ascending numbers of seeds as `3` or `2 to 5`."""
    return " to ".join(map(str, dict.fromkeys((counts[0], counts[-1]))))


def left_out(configurations: int) -> str:
    """Say for a caption what `spread` dropped; empty for nothing."""
    if not configurations:
        return ""
    more = counted(configurations, "more is", "more are")
    return (
        f"Of many configurations some, evenly spaced, are shown; {more} left out (tables have all)."
    )


def not_the_papers(cells: Sequence[Cell]) -> str:
    """Say for a caption whether this may stand beside the paper's figure."""
    ran = [cell for cell in cells if cell.run_id]
    differing = {text for cell in ran for text in settings_that_differ(cell)}
    if not differing:
        return ""
    return f"Not the paper's settings: {counted(len(differing), 'differs', 'differ')}."


def caption(*parts: str) -> str:
    """Join the sentences of a caption with spaces and skip empty ones."""
    return " ".join(part for part in parts if part)


def ending(evidence: Evidence, found: Found, *, first_seed: bool = False) -> tuple[str, ...]:
    """Return the end of a caption: how many seeds, what bands are, and what isn't shown.

    Args:
        first_seed: The figure shows no means.
    """
    counts = sorted({line.n for line in found.series})
    means = f"Means over {to_range(counts)} seeds; bands are ± one standard error."
    if counts == [1]:
        means = "One seed: no spread is known."
    return (
        "" if first_seed else means,
        f"Not there: {found.absent}." if found.absent else "",
        left_out(found.left_out),
        not_the_papers(evidence.sweep.cells),
    )
