"""Figures of a search: the front, the way to it, and which settings mattered."""

import numpy as np
from matplotlib.axes import Axes

from scoresweep.analysis.figures.base import Figured, Missing, caption
from scoresweep.analysis.figures.style import LOOKS, OTHERS, PAGE, legend_below, new_figure
from scoresweep.analysis.results.curves import Evidence
from scoresweep.analysis.results.search import Importance, Point, Search, cells_of
from scoresweep.analysis.tables.search import metric_name, setting_name


def applies(evidence: Evidence) -> bool:
    """Return whether the sweep is a search over coefficients."""
    return evidence.search is not None


def _search(evidence: Evidence) -> Search:
    if evidence.search is None:
        raise Missing(
            f"{evidence.sweep.name} is a grid; give it `search:` to have a sampler choose what it "
            "tries"
        )
    return evidence.search


def pareto(evidence: Evidence) -> Figured:
    """Draw every point, and the front of two metrics, or the best so far of one."""
    search = _search(evidence)
    done = [point for point in search.points if point.state == "complete" and point.values]
    if not done:
        raise Missing("no point of the search is complete yet; launch it again to go on")
    figure, ((axes,),) = new_figure(PAGE, 3.4, 1, 1)
    metrics = list(search.metrics)

    def at(point: Point) -> tuple[float, ...]:
        values = _percent(metrics, point)
        return (point.number, *values) if len(metrics) == 1 else values

    for variant, look in LOOKS.items():
        mine = [at(point) for point in done if _variant(evidence, point) == variant]
        if mine:
            xs, ys = zip(*mine, strict=True)
            marks = {"color": look.colour, "marker": look.marker, "label": look.label}
            axes.scatter(xs, ys, s=20, zorder=1 if len(metrics) == 1 else 2, **marks)
    if len(metrics) == 1:
        numbers, values = zip(*map(at, done), strict=True)
        best = np.maximum if search.metrics[metrics[0]] == "maximize" else np.minimum
        so_far = best.accumulate(np.array(values))
        axes.step(numbers, so_far, where="post", color="#666666", label="best so far")
        axes.set_xlabel("number of the point")
        axes.set_ylabel(metric_name(metrics[0]))
        said = "Every complete point in the order of its number, and the best until then."
    else:
        front = sorted((search.point(n) for n in search.front), key=lambda p: p.values or ())
        xs, ys = zip(*(_percent(metrics, point) for point in front), strict=True)
        # A staircase: between two points of the front nothing was tried.
        way = "steps-pre" if search.metrics[metrics[0]] == "maximize" else "steps-post"
        axes.plot(xs, ys, color="#666666", linewidth=1, zorder=1, drawstyle=way)
        axes.set_xlabel(metric_name(metrics[0]))
        axes.set_ylabel(metric_name(metrics[1]))
        said = "Every complete point, and the front: those that no other one beats in both metrics."
    if search.chosen is not None:
        x, y = at(search.point(search.chosen))
        axes.scatter([x], [y], s=90, facecolors="none", edgecolors="#000000", label="chosen")
    legend_below(figure, axes)
    stopped = sum(point.state == "stopped" for point in search.points)
    failed = sum(point.state == "failed" for point in search.points)
    left_out = [f"{stopped} stopped early" if stopped else "", f"{failed} failed" if failed else ""]
    words = " and ".join(filter(None, left_out))
    return figure, caption(
        said,
        f"Not shown: {words}." if words else "",
        "All of it is validation: test images had no part. One seed a point, unless the search has "
        "more, so neighbours of the front may be as good as it is.",
    )


def _percent(metrics: list[str], point: Point) -> tuple[float, ...]:
    assert point.values is not None
    return tuple(
        100 * value if metric_name(metric).endswith("%") else value
        for metric, value in zip(metrics, point.values, strict=True)
    )


def _variant(evidence: Evidence, point: Point) -> str:
    return next((cell.variant for cell in cells_of(evidence.whole, point)), "baseline")


def importance(evidence: Evidence) -> Figured:
    """Draw each setting's share in a metric's variation, among all points and by kind of point."""
    search = _search(evidence)
    weighed = [one for one in search.importances if one.shares]
    if not weighed:
        raise Missing(
            "the settings' importances are reckoned once the search is over, from eight complete "
            "points on"
        )
    names = [_by_share(one) for one in weighed]
    rows = [len(each) for each in names]
    figure, panels = new_figure(
        PAGE,
        0.5 + 0.3 * sum(rows) + 0.3 * len(rows),
        len(rows),
        1,
        sharex=True,
        height_ratios=[each + 0.4 for each in rows],
    )
    metrics = list(search.metrics)
    for axes, one, settings in zip(panels[:, 0], weighed, names, strict=True):
        _bars(axes, metrics, one, settings)
    panels[-1, 0].set_xlabel("share in what the settings do to the metric (fANOVA)")
    legend_below(figure, panels[0, 0])
    return figure, caption(
        "Which settings mattered, by fANOVA (Hutter et al. 2014) over complete points: among all, "
        "the settings that every point has; among those of a variant, or of some of its settings, "
        "theirs too. Points that were stopped early have no part.",
        _too_few(search),
        "Shares add up to 1 however little the settings explain, and of few points they say "
        "little. They describe the points that were tried, most of them where the sampler hoped "
        "for the best, and are no law of the settings.",
    )


def _by_share(one: Importance) -> list[str]:
    names = sorted({name for shares in one.shares.values() for name in shares})
    return sorted(names, key=lambda n: max(shares.get(n, 0.0) for shares in one.shares.values()))


def _bars(axes: Axes, metrics: list[str], one: Importance, names: list[str]) -> None:
    height = 0.8 / len(metrics)
    for i, metric in enumerate(metrics):
        shares = one.shares.get(metric, {})
        axes.barh(
            np.arange(len(names)) + ((len(metrics) - 1) / 2 - i) * height,  # the first on top
            [shares.get(name, 0.0) for name in names],
            height,
            color=OTHERS[i].colour,
            label=metric_name(metric).removesuffix(" %"),
        )
    axes.set_yticks(np.arange(len(names)), [setting_name(name) for name in names])
    axes.set_ylim(-0.6, len(names) - 0.4)
    axes.set_xlim(0, 1)
    axes.set_title(f"{_kind(one)} ({one.points})", loc="left")


def _kind(one: Importance) -> str:
    having = " and ".join(setting_name(name) for name in one.having)
    if one.variant is None:
        return f"points with {having}" if having else "all complete points"
    return one.variant.replace("_", "-") + (f" with {having}" if having else "")


def _too_few(search: Search) -> str:
    """Say for a caption which kinds of points aren't weighed, and why."""
    if not search.is_by_kind:
        return (
            "The search was noted by an older version, which didn't look at variants; launch it "
            "again (nothing is trained again) to have them."
        )
    few = [f"{_kind(one)} ({one.points})" for one in search.importances if not one.shares]
    return f"Not weighed, as they are too few: {', '.join(few)}." if few else ""
