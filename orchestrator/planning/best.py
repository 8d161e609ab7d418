"""Selects a sweep's best configuration on validation, and writes a sweep with fresh seeds of it."""

import dataclasses
import itertools
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

import yaml

from scoresweep.analysis.results.coefficients import ATTRIBUTES, SYMBOLS, record_of, recorded
from scoresweep.analysis.results.collect import Sweep, collect, find_sweep
from scoresweep.analysis.results.groups import Group, group_seeds
from scoresweep.analysis.results.labels import coefficient
from scoresweep.analysis.results.search import Search, cells_of, read_search
from scoresweep.analysis.results.selection import METRICS, Selection, select
from scoresweep.analysis.statistics.judged import unranked, unranked_notes
from scoresweep.analysis.tables.base import Table
from scoresweep.analysis.tables.search import metric_name, metric_text
from scoresweep.errors import InputError
from scoresweep.ledger.client import Client
from scoresweep.ledger.schema import MetricName
from scoresweep.orchestrator.config.error_messages import nearest
from scoresweep.orchestrator.config.shipped import modeline
from scoresweep.orchestrator.config.sweep import validate
from scoresweep.plurals import counted
from scoresweep.specs.coefficients import coefficients_of
from scoresweep.specs.trial import Variant

_FIRST = ("lambda", "mu", "estimator")
# Name in a sweep file → a cell's attribute and its symbol.
_COLUMNS = {
    name: (ATTRIBUTES[name], SYMBOLS[name])
    for name in (*_FIRST, *(each for each in SYMBOLS if each not in _FIRST))
}


@dataclasses.dataclass(frozen=True)
class Best:
    """The result of a selection.

    Attributes:
        table: The front, the chosen configuration first.
        tree: The sweep file that trains the chosen one.
    """

    table: Table
    tree: dict[str, Any]


def find_best(client: Client, name: str, by: Sequence[str], seeds: int) -> Best:
    """Select a configuration on validation.

    Args:
        by: Metrics to select by. If empty, a search's own selection, else validation accuracy.
        seeds: Seeds of the sweep that trains the configuration again.

    Raises:
        InputError: There is nothing to select by, or among, or a metric ranks nothing.
    """
    for metric in by:
        if metric not in METRICS:
            raise InputError(
                f"--by {metric}: selection is on what no test image tells"
                f"{nearest(metric, METRICS)}; give {', '.join(METRICS)}"
            )
    sweep = collect(client, name)
    for metric, why in unranked(sweep).items():
        if metric in by:
            raise InputError(f"--by {metric}: {why.sentence} Give another of {', '.join(METRICS)}")
    search = read_search(client, sweep)
    selection = _of_search(sweep, search) if search is not None and not by else None
    metrics = tuple(by) or (MetricName.VALIDATION_ACCURACY,)
    selection = selection or select(group_seeds(sweep.cells), metrics)
    if selection is None:
        raise InputError(
            f"{name} has no configuration of which every seed is done and has "
            f"{' and '.join(metrics)}; launch it again, or, if it kept no images for validation, "
            "with --set data.validation_size=5000"
        )
    _, plan = find_sweep(client, name)
    return Best(_table(sweep, selection), _tree(plan["spec"], sweep, selection.groups[0], seeds))


def _of_search(sweep: Sweep, search: Search) -> Selection | None:
    """Return the search's own selection, if it has one."""
    if search.chosen is None:
        return None
    numbers = [search.chosen, *(n for n in search.front if n != search.chosen)]
    points = [search.point(number) for number in numbers]
    return Selection(
        tuple(search.metrics),
        tuple(group_seeds(cells_of(sweep, point))[0] for point in points),
        tuple(point.values or () for point in points),
        sum(point.state == "complete" for point in search.points),
    )


def _table(sweep: Sweep, selection: Selection) -> Table:
    firsts = [group.first for group in selection.groups]
    shown = [
        (field, symbol)
        for field, symbol in _COLUMNS.values()
        if any(getattr(cell, field) is not None for cell in firsts)
    ]
    header = (
        "variant",
        *(symbol for _, symbol in shown),
        *(name for name, _ in firsts[0].settings),
        *map(metric_name, selection.metrics),
        "seeds",
        "",
    )
    rows = tuple(
        (
            group.first.variant,
            *(coefficient(getattr(group.first, field)) for field, _ in shown),
            *(str(value) for _, value in group.first.settings),
            *(metric_text(m, v) for m, v in zip(selection.metrics, values, strict=True)),
            str(len(group.cells)),
            "chosen" if i == 0 else "",
        )
        for i, (group, values) in enumerate(zip(selection.groups, selection.values, strict=True))
    )
    given = recorded(firsts)
    records = tuple(
        {
            "variant": group.first.variant,
            **record_of(group.first, (name for name in _COLUMNS if name in given)),
            **dict(group.first.settings),
            **dict(zip(selection.metrics, values, strict=True)),
            "seeds": len(group.cells),
            "chosen": i == 0,
            "run_ids": ",".join(cell.run_id for cell in group.cells if cell.run_id),
        }
        for i, (group, values) in enumerate(zip(selection.groups, selection.values, strict=True))
    )
    names = " and ".join(map(metric_name, selection.metrics))
    notes = (
        *unranked_notes(sweep, selection.metrics),
        f"Selected by {names} among {counted(selection.considered, 'configuration')}; "
        "no test image had a part.",
        "The best of many is partly the luckiest: train it again with fresh seeds before you "
        "report it.",
    )
    return Table(
        "best", f"{sweep.name}: the front ({sweep.dataset})", header, rows, notes, lambda: records
    )


def _tree(spec: dict[str, Any], sweep: Sweep, group: Group, seeds: int) -> dict[str, Any]:
    """Return a sweep file of the chosen configuration and the baseline, with fresh seeds.

    The selection hasn't seen these seeds.
    """
    cell, variant = group.first, cast(Variant, group.first.variant)
    after = 1 + max(each.seed for each in sweep.cells)
    fresh = (seed for seed in itertools.count(after) if seed not in {j.seed for j in sweep.judges})
    coefficients = {
        name: getattr(cell, field)
        for name, (field, _) in _COLUMNS.items()
        if name in coefficients_of(variant) and getattr(cell, field) is not None
    }
    variants: dict[str, Any] = {"baseline": {}} | {cell.variant: coefficients}
    recipe = {k: list(v) if isinstance(v, tuple) else v for k, v in cell.settings}
    tree = spec | {
        "name": f"{spec['name'][:90]}-best",
        "description": f"The configuration that {spec['name']} chose, with seeds that it hasn't "
        "used.",
        "variants": variants,
        "coefficients": {},
        "training": spec["training"] | recipe,
        "seeds": list(itertools.islice(fresh, seeds)),
    }
    for name in ("search", "training_axes"):
        tree.pop(name, None)
    return tree


def write_best(best: Best, path: Path) -> None:
    """Write the sweep file. Raises InputError if another file is there, or the sweep is invalid."""
    validate(dict(best.tree), str(path))
    text = f"{modeline()}\n{yaml.safe_dump(best.tree, sort_keys=False, allow_unicode=True)}"
    try:
        with open(path, "x", encoding="utf-8") as stream:
            stream.write(text)
    except FileExistsError:
        if path.read_text(encoding="utf-8") != text:
            raise InputError(
                f"{path} is there already, with another content; give another place with --output"
            ) from None
    except OSError as error:
        raise InputError(
            f"{path}: can't be written ({error.strerror}); give another place with --output"
        ) from error
