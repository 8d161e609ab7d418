"""All tables of a sweep; of a search, first the table of what it tried."""

import dataclasses
from typing import Any

from scoresweep.analysis.results.coefficients import SYMBOLS
from scoresweep.analysis.results.collect import Sweep
from scoresweep.analysis.results.groups import group_seeds, run_ids
from scoresweep.analysis.results.labels import coefficient, percent
from scoresweep.analysis.results.search import Point, Search, cells_of, front_only, read_search
from scoresweep.analysis.statistics.comparisons import Family
from scoresweep.analysis.statistics.judged import unranked_notes
from scoresweep.analysis.statistics.training_trace import warnings
from scoresweep.analysis.tables.base import Record, Table
from scoresweep.analysis.tables.comparisons import build_comparison_tables
from scoresweep.analysis.tables.paper_tables import build_tables
from scoresweep.ledger.client import Client
from scoresweep.ledger.schema import MetricName
from scoresweep.plurals import counted

# For people; the CSV and JSON have all.
_MOST_ROWS = 40
_SHARES = (MetricName.VALIDATION_ACCURACY, "gan_test", "samples")
# Measurements that look at no test image. specs.measurements has them too, and pydantic takes 0.2 s
# to build what else is there; a test holds the two together.
TEST_FREE = ("gan_test", "samples")
_NAMES = {MetricName.VALIDATION_ACCURACY: "validation", "gan_test": "GAN-test"}


def metric_name(metric: str) -> str:
    """Return a metric's name to show, with its unit."""
    name = _NAMES.get(metric, metric)
    return f"{name} %" if metric in _SHARES else name


def setting_name(name: str) -> str:
    """Return a setting's name to show: λ, of whichever variant; lr, not training.lr."""
    short = name.rpartition(".")[2]
    return SYMBOLS.get(short, short)


def metric_text(metric: str, value: float) -> str:
    """Format a metric's value: shares in percent, all others with four digits."""
    return percent(value) if metric in _SHARES else f"{value:.4g}"


def tables_of(client: Client, sweep: Sweep, family: Family | None = None) -> list[Table]:
    """Make the tables of a sweep; of a search what it tried, then its front as any sweep's.

    Args:
        family: The comparisons with the baseline, if they were computed already.
    """
    search = read_search(client, sweep)
    tried = []
    if search is not None:
        tried = [search_table(sweep, search)]
        if not sweep.cells:
            return tried
        sweep = front_only(sweep, search)
    first, *others = build_tables(sweep)
    first = dataclasses.replace(first, notes=(*sweep.faults, *warnings(sweep), *first.notes))
    return [*tried, first, *others, *build_comparison_tables(sweep, family)]


def search_table(sweep: Sweep, search: Search) -> Table:
    """Make a row a point: the front, then the others, best first metric first."""
    points = sorted(search.points, key=lambda point: _rank(search, point))
    rows = [_row(sweep, search, point) for point in points if point.state != "repeated"]
    arrows = {
        metric: "↑" if direction == "maximize" else "↓"
        for metric, direction in search.metrics.items()
    }
    header = (
        "no.",
        *(setting_name(name) for name in search.settings),
        *(f"{metric_name(metric)} {arrow}" for metric, arrow in arrows.items()),
        "test %",
        "state",
    )
    notes = [*unranked_notes(sweep, search.metrics), _about(sweep, search)]
    if len(rows) > _MOST_ROWS:
        notes.append(f"The {_MOST_ROWS} first of {len(rows)} points; the CSV and JSON list all.")
    seeds = max((len(point.trial_keys) for point in search.points), default=0)
    if seeds > 1:
        notes.append(f"Values are means over {counted(seeds, 'seed')}.")
    return Table(
        "search",
        f"{sweep.name}: what the search tried ({sweep.dataset})",
        header,
        tuple(rows[:_MOST_ROWS]),
        tuple(notes),
        lambda: [_record(sweep, search, point) for point in points],
    )


def _rank(search: Search, point: Point) -> tuple[Any, ...]:
    sign = -1 if next(iter(search.metrics.values())) == "maximize" else 1
    value = float("inf") if point.values is None else sign * point.values[0]
    return (point.number != search.chosen, point.number not in search.front, value, point.number)


def _row(sweep: Sweep, search: Search, point: Point) -> tuple[str, ...]:
    values = point.values or (None,) * len(search.metrics)
    tested = _test_accuracy(sweep, search, point)
    settings = [point.setting(name) for name in search.settings]
    return (
        str(point.number),
        *(coefficient(float(f"{s:.3g}") if isinstance(s, float) else s) for s in settings),
        *(
            "–" if value is None else metric_text(metric, value)
            for metric, value in zip(search.metrics, values, strict=True)
        ),
        "" if tested is None else percent(tested),
        _state(sweep, search, point),
    )


def _test_accuracy(sweep: Sweep, search: Search, point: Point) -> float | None:
    """Return the mean test accuracy of a point of the front."""
    if point.number not in search.front:
        return None
    groups = group_seeds(cells_of(sweep, point))
    estimate = groups[0].estimate(lambda cell: cell.accuracy) if groups else None
    return None if estimate is None else estimate.mean


def _state(sweep: Sweep, search: Search, point: Point) -> str:
    if point.number == search.chosen:
        return "chosen"
    if point.number in search.front:
        return "front"
    if point.state == "stopped":
        epochs = {cell.epoch for cell in cells_of(sweep, point)}
        return f"stopped ({max(epochs)})" if epochs else "stopped"
    if point.state == "failed" and point.reason:
        return f"failed: {point.reason}"
    return "" if point.state == "complete" else point.state


def _about(sweep: Sweep, search: Search) -> str:
    counts = {
        state: sum(point.state == state for point in search.points)
        for state in ("complete", "stopped", "failed", "running", "interrupted")
    }
    states = ", ".join(f"{count} {state}" for state, count in counts.items() if count)
    text = (
        f"Sampler {search.sampler}: {states or 'nothing tried yet'}; {search.device_hours:.2g} "
        "GPU-hours of training. "
    )
    if counts["stopped"]:
        text += "Stopped (k): it ended after epoch k, as it fell behind. "
    text += f"Selected on validation images and samples alone; {_tested(sweep, search)}."
    if len(search.metrics) > 1:
        text += (
            " The chosen point is the one of the front nearest to the best of each metric, in "
            "units of the front's spread."
        )
    return text if search.is_over else text + " The search isn't over."


def _tested(sweep: Sweep, search: Search) -> str:
    """Say of which points test images were read.

    A trial that another sweep has too may have been measured there.
    """
    front = search.front if search.is_over else ()
    others = sum(
        any(name not in TEST_FREE for cell in cells_of(sweep, point) for name in cell.taken)
        for point in search.points
        if point.number not in front and point.state != "repeated"
    )
    if not others:
        read = "were read" if search.is_over else "will be read"
        return f"test images {read} of the front only, at the end"
    points = counted(others, "point")
    by = "by another sweep that has the trial, or when it was of the front"
    if search.is_over:
        return f"test images were read of the front, at the end, and of {points} beside it, {by}"
    return f"test images will be read of the front, at the end, and were read of {points}, {by}"


def _record(sweep: Sweep, search: Search, point: Point) -> Record:
    values = point.values or (None,) * len(search.metrics)
    cells = cells_of(sweep, point)
    return {
        "number": point.number,
        "state": point.state,
        "front": point.number in search.front,
        "chosen": point.number == search.chosen,
        **{name: point.setting(name) for name in search.settings},
        **dict(zip(search.metrics, values, strict=True)),
        "test_accuracy": _test_accuracy(sweep, search, point),
        "reason": point.reason or "",
        "run_ids": run_ids(cells),
    }
