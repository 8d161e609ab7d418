"""Figures of a search: the front, the way to it, and which settings mattered."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.evidence import Evidence
from analysis.figures.core import Missing, caption
from analysis.figures.style import LOOKS, OTHERS, PAGE, legend_below, new_figure
from analysis.search import Point, Search, cells_of
from analysis.search_table import metric_name

Figured = tuple[Figure, str]


def _search(evidence: Evidence) -> Search:
    if evidence.search is None:
        raise Missing(
            f"{evidence.sweep.name} is a grid; give it `search:` to have a sampler choose what it tries"
        )
    return evidence.search


def pareto(evidence: Evidence) -> Figured:
    """Two metrics: every point and the front. One metric: every point, and the best so far."""
    search = _search(evidence)
    done = [point for point in search.points if point.state == "complete" and point.values]
    if not done:
        raise Missing("no point of the search is complete yet; launch it again to go on")
    figure, ((axes,),) = new_figure(PAGE, 3.4, 1, 1)
    metrics = list(search.metrics)
    if len(metrics) == 1:
        _progress(axes, evidence, search, done)
        said = "Every complete point in the order of its number, and the best until then."
    else:
        _points(axes, evidence, done)
        front = sorted((search.point(n) for n in search.front), key=lambda p: p.values or ())
        xs, ys = zip(*(_percent(metrics, point) for point in front), strict=True)
        # A staircase: between two points of the front nothing was tried.
        way = "steps-pre" if search.metrics[metrics[0]] == "maximize" else "steps-post"
        axes.plot(xs, ys, color="#666666", linewidth=1, zorder=1, drawstyle=way)
        axes.set_xlabel(metric_name(metrics[0]))
        axes.set_ylabel(metric_name(metrics[1]))
        said = "Every complete point, and the front: those that no other one beats in both metrics."
    if search.chosen is not None:
        point = search.point(search.chosen)
        x, y = (
            (point.number, _percent(metrics, point)[0])
            if len(metrics) == 1
            else _percent(metrics, point)
        )
        axes.scatter([x], [y], s=90, facecolors="none", edgecolors="#000000", label="chosen")
    legend_below(figure, axes)
    stopped = sum(point.state == "stopped" for point in search.points)
    failed = sum(point.state == "failed" for point in search.points)
    left_out = [f"{stopped} stopped early" if stopped else "", f"{failed} failed" if failed else ""]
    words = " and ".join(filter(None, left_out))
    return figure, caption(
        said,
        f"Not shown: {words}." if words else "",
        "All of it is validation: test images had no part. One seed a point, unless the search has more, so "
        "neighbours of the front may be as good as it is.",
    )


def _percent(metrics: list[str], point: Point) -> tuple[float, ...]:
    assert point.values is not None
    return tuple(
        100 * value if metric_name(metric).endswith("%") else value
        for metric, value in zip(metrics, point.values, strict=True)
    )


def _variant(evidence: Evidence, point: Point) -> str:
    return next((cell.variant for cell in cells_of(evidence.whole, point)), "baseline")


def _points(axes: Axes, evidence: Evidence, done: list[Point]) -> None:
    metrics = list(evidence.search.metrics) if evidence.search else []
    for variant, look in LOOKS.items():
        mine = [_percent(metrics, p) for p in done if _variant(evidence, p) == variant]
        if mine:
            xs, ys = zip(*mine, strict=True)
            axes.scatter(
                xs, ys, color=look.colour, marker=look.marker, s=20, label=look.label, zorder=2
            )


def _progress(axes: Axes, evidence: Evidence, search: Search, done: list[Point]) -> None:
    [metric] = search.metrics
    for variant, look in LOOKS.items():
        mine = [p for p in done if _variant(evidence, p) == variant]
        if mine:
            values = [_percent([metric], p)[0] for p in mine]
            axes.scatter(
                [p.number for p in mine],
                values,
                color=look.colour,
                marker=look.marker,
                s=20,
                label=look.label,
            )
    values_so_far = np.array([_percent([metric], p)[0] for p in done])
    best = np.maximum if search.metrics[metric] == "maximize" else np.minimum
    axes.step(
        [p.number for p in done],
        best.accumulate(values_so_far),
        where="post",
        color="#666666",
        label="best so far",
    )
    axes.set_xlabel("number of the point")
    axes.set_ylabel(metric_name(metric))


def importance(evidence: Evidence) -> Figured:
    """Each setting's share in a metric's variance over the complete points."""
    search = _search(evidence)
    if not search.importance:
        raise Missing(
            "the settings' importances are reckoned once the search is over, from eight complete points on"
        )
    names = sorted({n for shares in search.importance.values() for n in shares})
    names.sort(key=lambda n: max(shares.get(n, 0.0) for shares in search.importance.values()))
    figure, ((axes,),) = new_figure(PAGE, 0.9 + 0.32 * len(names), 1, 1)
    height = 0.8 / len(search.importance)
    for i, (metric, shares) in enumerate(search.importance.items()):
        places = np.arange(len(names)) + (i - (len(search.importance) - 1) / 2) * height
        label = metric_name(metric).removesuffix(" %")
        axes.barh(
            places, [shares.get(n, 0.0) for n in names], height, color=OTHERS[i].colour, label=label
        )
    axes.set_yticks(np.arange(len(names)), names)
    axes.set_xlim(0, 1)
    axes.set_xlabel("share in the metric's variance (fANOVA)")
    legend_below(figure, axes)
    complete = sum(point.state == "complete" for point in search.points)
    return figure, caption(
        f"Which settings mattered, by fANOVA (Hutter et al. 2014) over {complete} complete points. Settings that not "
        "every point has are left out by it, and points that were stopped early have no part.",
        "It describes the points that were tried, most of them where the sampler hoped for the best; it is no law "
        "of the settings.",
    )
