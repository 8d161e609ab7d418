"""Tables 1 and 2 of the paper, from a collected sweep.

Table 1: a row a configuration: accuracy and GAN-test, with the paper's beside them.
Table 2: the λ×μ grid of score-matching, accuracy / GAN-test in each cell.
"""

from collections.abc import Sequence
from typing import Any

from scoresweep.analysis.results.coefficients import SYMBOLS, record_of, recorded, shown
from scoresweep.analysis.results.collect import Sweep
from scoresweep.analysis.results.columns import STALE
from scoresweep.analysis.results.groups import Estimate, Group, group_seeds
from scoresweep.analysis.results.labels import coefficient, judge_note, percent
from scoresweep.analysis.results.paper import (
    gan_test_settings_that_differ,
    paper_table1,
    paper_table2,
    settings_that_differ,
)
from scoresweep.analysis.tables.base import Table
from scoresweep.analysis.tables.layout import count_mark, seeds_note

NOT_THE_PAPERS = "≠"
_DIFFERENCES_SHOWN = 5
# λ and μ have columns in any case.
_SYMBOLS = {name: symbol for name, symbol in SYMBOLS.items() if name not in ("lambda", "mu")}


def build_tables(sweep: Sweep) -> list[Table]:
    """Table 1 over what is no grid, and Table 2 if the sweep has a grid of score-matching."""
    groups = group_seeds(sweep.cells)
    grid = [group for group in groups if group.first.variant == "score_matching"]
    lambdas = {group.first.lambda_ for group in grid}
    mus = {group.first.mu for group in grid}
    if len(grid) < 2 or len(lambdas) * len(mus) != len(grid):
        return [_table1(sweep, groups)]
    others = [group for group in groups if group.first.variant != "score_matching"]
    return ([_table1(sweep, others)] if others else []) + [_table2(sweep, grid)]


def _table1(sweep: Sweep, groups: Sequence[Group]) -> Table:
    rows: list[tuple[str, ...]] = []
    records = []
    varying = [name for name in _SYMBOLS if _varies(groups, name)]
    names = recorded(group.first for group in groups)
    for group in groups:
        record, ours, theirs = _record(sweep, group, names, paper_table1(group.first))
        records.append(record)
        cell = group.first
        rows.append(
            (
                cell.variant,
                coefficient(cell.lambda_),
                coefficient(cell.mu),
                *(coefficient(shown(cell, name)) for name in varying),
                *(str(value) for _, value in cell.settings),
                ours[0],
                theirs[0],
                ours[1],
                theirs[1],
                group.state(),
            )
        )
    symbols = [_SYMBOLS[name] for name in varying]
    symbols += [name for name, _ in groups[0].first.settings]
    header: tuple[str, ...] = ("variant", "λ", "μ", *symbols)
    header += ("accuracy %", "paper", "GAN-test %", "paper", "")
    if not any(row[-1] for row in rows):
        header, rows = header[:-1], [row[:-1] for row in rows]
    title = f"{sweep.name}: test accuracy and GAN-test ({sweep.dataset})"
    return Table("table1", title, header, tuple(rows), _notes(sweep, groups, rows), lambda: records)


def _table2(sweep: Sweep, grid: Sequence[Group]) -> Table:
    lambdas = sorted({group.first.lambda_ or 0.0 for group in grid}, reverse=True)
    mus = sorted({group.first.mu or 0.0 for group in grid}, reverse=True)
    by_cell = {(group.first.lambda_, group.first.mu): group for group in grid}
    rows, records = [], []
    names = recorded(group.first for group in grid)
    for lambda_ in lambdas:
        row = [coefficient(lambda_)]
        for mu in mus:
            group = by_cell[lambda_, mu]
            record, ours, theirs = _record(sweep, group, names, paper_table2(group.first))
            records.append(record)
            measured = any(cell.accuracy is not None for cell in group.cells)
            text = " / ".join(ours) if measured else ""
            text = " ".join(part for part in (text, group.state()) if part)
            paper = theirs[0] if theirs[0] == theirs[1] else " / ".join(theirs)
            row.append(f"{text} [{paper}]" if paper else text)
        rows.append(tuple(row))
    header = ("λ \\ μ", *map(coefficient, mus))
    title = f"{sweep.name}: score-matching, accuracy % / GAN-test % [paper] ({sweep.dataset})"
    return Table("table2", title, header, tuple(rows), _notes(sweep, grid, rows), lambda: records)


def _record(
    sweep: Sweep, group: Group, names: Sequence[str], reported: tuple[float, float] | None
) -> tuple[dict[str, Any], tuple[str, str], tuple[str, str]]:
    """One configuration: for programs, with the coefficients `names`, and as text (ours, the paper's)."""
    cell = group.first
    accuracy = group.estimate(lambda cell: cell.accuracy)
    gan_test = group.estimate(lambda cell: cell.gan_test)
    ran = next((cell for cell in group.cells if cell.run_id), None)
    differences = settings_that_differ(ran) if ran else []
    comparable = reported is not None and ran is not None and not differences
    samples_comparable = comparable and not gan_test_settings_that_differ(sweep)
    record = {
        "variant": cell.variant,
        **record_of(cell, names),
        **dict(cell.settings),
        "seeds": len(group.cells),
        "status": ",".join(sorted({cell.status for cell in group.cells})),
        "accuracy": accuracy and accuracy.mean,
        "accuracy_standard_error": accuracy and accuracy.standard_error,
        "accuracy_n": accuracy.n if accuracy else 0,
        "gan_test": gan_test and gan_test.mean,
        "gan_test_standard_error": gan_test and gan_test.standard_error,
        "gan_test_n": gan_test.n if gan_test else 0,
        "paper_accuracy": reported[0] if comparable and reported else None,
        "paper_gan_test": reported[1] if samples_comparable and reported else None,
        "settings_that_differ_from_paper": "; ".join(
            [*differences, *gan_test_settings_that_differ(sweep)] if ran else []
        ),
        "run_ids": ",".join(cell.run_id for cell in group.cells if cell.run_id),
    }
    theirs = ("", "")
    if reported is not None and ran is not None:
        theirs = (
            percent(reported[0]) if comparable else NOT_THE_PAPERS,
            percent(reported[1]) if samples_comparable else NOT_THE_PAPERS,
        )
    stale = {name for cell in group.cells for name in cell.stale}
    ours = (
        _shown(accuracy, "test_accuracy" in stale, len(group.cells)),
        _shown(gan_test, "gan_test" in stale, len(group.cells)),
    )
    return record, ours, theirs


def _shown(estimate: Estimate | None, stale: bool, seeds: int) -> str:
    if stale:
        return STALE
    if estimate is None:
        return "–"
    text = percent(estimate.mean)
    if estimate.standard_error is not None:
        text += f" ± {percent(estimate.standard_error)}"
    return text + count_mark(estimate.n, seeds)


def _varies(groups: Sequence[Group], name: str) -> bool:
    """Whether some variant has several values of a coefficient that Table 1 has no column for."""
    values: dict[str, set[Any]] = {}
    for group in groups:
        values.setdefault(group.first.variant, set()).add(shown(group.first, name))
    return any(len(several) > 1 for several in values.values())


def _notes(sweep: Sweep, groups: Sequence[Group], rows: list[tuple[str, ...]]) -> tuple[str, ...]:
    notes = []
    seeds = {cell.seed for group in groups for cell in group.cells}
    if len(seeds) == 1:
        notes.append("One seed a cell: differences between cells are not tested for significance.")
    else:
        notes.append(seeds_note(rows))
    if "gan_test" in sweep.measurements and sweep.judge is not None:
        notes.append(f"GAN-test {judge_note(sweep.judge)}")
    ran = [cell for group in groups for cell in group.cells if cell.run_id]
    texts = [text for cell in ran for text in settings_that_differ(cell)]
    differences = list(dict.fromkeys(texts + gan_test_settings_that_differ(sweep)))
    if differences:
        notes.append(
            f"{NOT_THE_PAPERS} not the paper's settings, so its number is not shown: "
            f"{_some(differences)}."
        )
    held_out = {cell.params["validation_size"] for cell in ran if not settings_that_differ(cell)}
    if held_out - {"0"}:
        notes.append(
            f"{' or '.join(sorted(held_out - {'0'}))} of the training images were held out for "
            "validation; the paper doesn't say whether it held out any."
        )
    if any(cell.stale for group in groups for cell in group.cells):
        notes.append(
            "measured otherwise: the number in the ledger was taken with other settings; "
            "launch the sweep again to take it anew."
        )
    return tuple(notes)


def _some(differences: Sequence[str]) -> str:
    shown = ", ".join(differences[:_DIFFERENCES_SHOWN])
    more = len(differences) - _DIFFERENCES_SHOWN
    return shown if more <= 0 else f"{shown} and {more} more, which the CSV and JSON list"
