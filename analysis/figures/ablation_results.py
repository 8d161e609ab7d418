"""What came of each estimator: a line a configuration, a panel a number."""

from collections.abc import Sequence
from typing import Any

from scoresweep.analysis.figures.base import label
from scoresweep.analysis.figures.style import LOOKS, OTHERS, STYLE, Look
from scoresweep.analysis.results.collect import Cell
from scoresweep.analysis.statistics.estimator_ablation import TERMS, TRACED, control, cost_in_words
from scoresweep.analysis.tables.base import Estimate, Group

ROW = 0.155  # inches: a line
# Beside longer texts than this the panels are narrow: fewer ticks and shorter headings.
_LONG = 30
# As in the figure `trace`; those after OTHERS have colours of their own.
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
# Of trained networks, without the batch's statistics: measurement, its detail, heading, what it is multiplied by.
_RESULTS = (
    ("alignment", "grad_norm", "‖∇f‖, test", 1),
    ("test_accuracy", None, "accuracy %", 100),
    ("gan_test", None, "GAN-test %", 100),
    ("perturbation", None, "perturbation,\nown %", 100),
    ("perturbation_of_baseline", None, "perturbation,\nbaseline %", 100),
)


def is_of(group: Group, variant: str) -> bool:
    return group.first.variant == variant


def look_of(cell: Cell) -> Look:
    own = ESTIMATORS.get(cell.estimator or "") if cell.variant in TRACED else None
    return own or LOOKS[cell.variant]


def is_traced(group: Group) -> bool:
    return group.first.variant in TRACED


def lines_of(groups: Sequence[Group]) -> list[tuple[str, Group | None]]:
    """What stands in each line of the results: a heading of a variant (None), or a configuration."""
    lines: list[tuple[str, Group | None]] = []
    for variant in dict.fromkeys(group.first.variant for group in groups):
        name = LOOKS[variant].label
        own = [group for group in groups if is_of(group, variant)]
        if len(own) > 1:
            lines.append((name, None))
        for group in own:
            text = label(group, groups).removeprefix(name).strip().replace("_", " ")
            unfinished = sum(cell.status != "finished" for cell in group.cells)
            if unfinished:
                text += f" ({len(group.cells) - unfinished} of {len(group.cells)} finished)"
            lines.append((text if len(own) > 1 else name, group))
    return lines


def draw_results(
    figure: Any, groups: Sequence[Group], lines: Sequence[tuple[str, Group | None]]
) -> None:
    """Each configuration's numbers in its line, and beside them those of its control."""
    shown = [each for each in _RESULTS if any(_number(g, *each[:2]) for g in groups)]
    panels = figure.subplots(
        1, 1 + len(shown), sharey=True, squeeze=False, width_ratios=[1.5, *[1.0] * len(shown)]
    )[0]
    for y, (_, group) in enumerate(lines):
        if group is None:
            continue
        look = look_of(group.first)
        _parts(panels[0], group, y, look)
        other = control(group, groups)
        for axes, (measurement, detail, _, scale) in zip(panels[1:], shown, strict=True):
            _dot(axes, _number(group, measurement, detail), y, look, scale)
            if other is not None:
                _dot(
                    axes,
                    _number(other, measurement, detail),
                    y,
                    LOOKS["gradient_norm"],
                    scale,
                    True,
                )
    small = STYLE["xtick.labelsize"] - 0.5
    is_narrow = max((len(text) for text, _ in lines), default=0) > _LONG
    panels[0].set_xscale("log")
    panels[0].set_title("penalty before λ", fontsize=small)
    panels[0].set_yticks(range(len(lines)), [text for text, _ in lines], fontsize=small)
    for text, (_, group) in zip(panels[0].get_yticklabels(), lines, strict=True):
        text.set_fontweight("bold" if group is None else "normal")
    panels[0].set_ylim(len(lines) - 0.4, -0.6)
    for axes, (_, _, text, _) in zip(panels[1:], shown, strict=True):
        axes.set_title(
            text.replace("perturbation", "perturb.") if is_narrow else text, fontsize=small
        )
        axes.locator_params(axis="x", nbins=3)
    for axes in panels:
        axes.margins(x=0.12)
        if is_narrow and axes is not panels[0]:
            _two_ticks(axes)
        axes.tick_params(axis="x", labelsize=small)
        axes.tick_params(axis="y", length=0)
        for y, (_, group) in enumerate(lines):
            if group is not None:
                axes.axhline(y, color="#EEEEEE", linewidth=0.5, zorder=0)
    costs = panels[-1].secondary_yaxis("right")
    words = ["" if group is None else cost_in_words(group.first) for _, group in lines]
    costs.set_yticks(range(len(lines)), words, fontsize=small)
    costs.tick_params(axis="y", length=0)
    costs.spines["right"].set_visible(False)
    where = {"xy": (1.1, 1.0), "xycoords": "axes fraction", "va": "bottom"}
    panels[-1].annotate("epochs × F", fontsize=small, **where)


def _two_ticks(axes: Any) -> None:
    """The outermost inside of a fine division, which lie far apart."""
    from matplotlib.ticker import MaxNLocator

    low, high = axes.get_xlim()
    ticks = MaxNLocator(6, steps=[1, 2, 5, 10]).tick_values(low, high)
    inside = [tick for tick in ticks if low <= tick <= high]
    axes.set_xticks([*inside[:1], *inside[1:][-1:]])


def _parts(axes: Any, group: Group, y: int, look: Look) -> None:
    """What the noise of h adds (filled), what App. B predicts of it (open), and the explicit ½‖∇f‖²."""
    _dot(axes, _number(group, TERMS, "noise"), y, look)
    predicted = _number(group, TERMS, "predicted")
    if predicted is not None:
        axes.plot(predicted.mean, y, "o", mfc="none", mec=look.colour, markersize=6)
    norm = _number(group, TERMS, "grad_norm_sq")
    if norm is not None and group.first.variant != "anti_score_matching":
        axes.plot(norm.mean / 2, y, "|", color="black", markersize=6)


def _number(group: Group, measurement: str, detail: str | None) -> Estimate | None:
    def read(cell: Cell) -> float | None:
        if cell.status != "finished":
            return None
        return cell.value(measurement) if detail is None else cell.detail(measurement, detail)

    return group.estimate(read)


def _dot(
    axes: Any, number: Estimate | None, y: int, look: Look, scale: float = 1, is_open: bool = False
) -> None:
    if number is None:
        return
    inside = {"mfc": "none", "markersize": 5} if is_open else {}
    axes.errorbar(
        scale * number.mean,
        y,
        xerr=None if number.standard_error is None else scale * number.standard_error,
        marker=look.marker,
        color=look.colour,
        linewidth=0.8,
        **inside,
    )
