"""Tables 1 and 2 of the paper, from a collected sweep.

Table 1: a row a configuration: accuracy and GAN-test, with the paper's beside them.
Table 2: the λ×μ grid of score-matching, accuracy / GAN-test in each cell.
"""

from collections.abc import Sequence

from scoresweep.analysis.results.coefficients import SYMBOLS, recorded, shown
from scoresweep.analysis.results.collect import Sweep
from scoresweep.analysis.results.columns import NOT_TAKEN, STALE, Column
from scoresweep.analysis.results.groups import Group, group_seeds, run_ids
from scoresweep.analysis.results.labels import (
    coefficient,
    configuration_columns,
    judge_note,
    list_first,
    percent,
)
from scoresweep.analysis.results.paper import (
    differences_from_paper,
    gan_test_settings_that_differ,
    paper_table1,
    paper_table2,
    settings_that_differ,
)
from scoresweep.analysis.statistics.judged import unranked_notes
from scoresweep.analysis.tables.base import Record, Table
from scoresweep.analysis.tables.layout import format_column, make_record, seeds_note

NOT_THE_PAPERS = "≠"
_ACCURACY = Column("accuracy", "accuracy %", "test_accuracy", unknown=NOT_TAKEN)
_GAN_TEST = Column("gan_test", "GAN-test %", "gan_test", unknown=NOT_TAKEN)
_DIFFERENCES_SHOWN = 5


def build_tables(sweep: Sweep) -> list[Table]:
    """Make Table 1, and Table 2 of score-matching if the sweep has a grid of it."""
    groups = group_seeds(sweep.cells)
    grid = score_matching_grid(groups)
    if grid is None:
        return [_table1(sweep, groups)]
    others = [group for group in groups if group.first.variant != "score_matching"]
    return ([_table1(sweep, others)] if others else []) + [_table2(sweep, *grid)]


def score_matching_grid(
    groups: Sequence[Group],
) -> tuple[list[Group], list[float], list[float]] | None:
    """Return the groups of score-matching, their λ and their μ, descending; None if no grid."""
    own = [group for group in groups if group.first.variant == "score_matching"]
    lambdas = sorted({group.first.lambda_ or 0.0 for group in own}, reverse=True)
    mus = sorted({group.first.mu or 0.0 for group in own}, reverse=True)
    if len(own) < 2 or len(lambdas) * len(mus) != len(own):
        return None
    return own, lambdas, mus


def _table1(sweep: Sweep, groups: Sequence[Group]) -> Table:
    # λ and μ have columns in any case.
    varying = {
        name: symbol
        for name, symbol in configuration_columns(groups).items()
        if name in SYMBOLS and name != "mu"
    }
    names = recorded(group.first for group in groups)
    rows: list[tuple[str, ...]] = []
    records = []
    for group in groups:
        record, ours, theirs = _entry(sweep, group, names, paper_table1(group.first))
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
    settings = (name for name, _ in groups[0].first.settings)
    header: tuple[str, ...] = ("variant", "λ", "μ", *varying.values(), *settings)
    header += (_ACCURACY.heading, "paper", _GAN_TEST.heading, "paper", "")
    if not any(row[-1] for row in rows):
        header, rows = header[:-1], [row[:-1] for row in rows]
    title = f"{sweep.name}: test accuracy and GAN-test ({sweep.dataset})"
    return Table("table1", title, header, tuple(rows), _notes(sweep, groups, rows), lambda: records)


def _table2(
    sweep: Sweep, grid: Sequence[Group], lambdas: Sequence[float], mus: Sequence[float]
) -> Table:
    by_place = {(group.first.lambda_, group.first.mu): group for group in grid}
    rows, records = [], []
    names = recorded(group.first for group in grid)
    for lambda_ in lambdas:
        row = [coefficient(lambda_)]
        for mu in mus:
            group = by_place[lambda_, mu]
            record, ours, theirs = _entry(sweep, group, names, paper_table2(group.first))
            records.append(record)
            is_measured = any(cell.accuracy is not None for cell in group.cells)
            text = " / ".join(ours) if is_measured else ""
            text = " ".join(part for part in (text, group.state()) if part)
            paper = theirs[0] if theirs[0] == theirs[1] else " / ".join(theirs)
            row.append(f"{text} [{paper}]" if paper else text)
        rows.append(tuple(row))
    header = ("λ \\ μ", *map(coefficient, mus))
    title = f"{sweep.name}: score-matching, accuracy % / GAN-test % [paper] ({sweep.dataset})"
    return Table("table2", title, header, tuple(rows), _notes(sweep, grid, rows), lambda: records)


def _entry(
    sweep: Sweep, group: Group, names: Sequence[str], reported: tuple[float, float] | None
) -> tuple[Record, tuple[str, str], tuple[str, str]]:
    """Return a configuration's record, and as text our (accuracy, GAN-test) and the paper's.

    Args:
        names: The coefficients in the record.
        reported: The paper's numbers.
    """
    ran = next((cell for cell in group.cells if cell.run_id), None)
    differences = settings_that_differ(ran) if ran else []
    of_gan_test = gan_test_settings_that_differ(sweep)
    if ran is None:
        reported = None
    paper_accuracy = reported[0] if reported and not differences else None
    paper_gan_test = reported[1] if reported and not differences and not of_gan_test else None
    record = {
        **make_record(group, names, (_ACCURACY, _GAN_TEST), {}),
        "paper_accuracy": paper_accuracy,
        "paper_gan_test": paper_gan_test,
        "settings_that_differ_from_paper": "; ".join([*differences, *of_gan_test] if ran else []),
        "run_ids": run_ids(group.cells),
    }
    ours = format_column(group, _ACCURACY), format_column(group, _GAN_TEST)
    if reported is None:
        return record, ours, ("", "")
    accuracy_text, gan_test_text = (
        NOT_THE_PAPERS if number is None else percent(number)
        for number in (paper_accuracy, paper_gan_test)
    )
    return record, ours, (accuracy_text, gan_test_text)


def _notes(
    sweep: Sweep, groups: Sequence[Group], rows: Sequence[tuple[str, ...]]
) -> tuple[str, ...]:
    notes = [seeds_note(rows)]
    cells = [cell for group in groups for cell in group.cells]
    if len({cell.seed for cell in cells}) == 1:
        notes = ["One seed a cell: differences between cells are not tested for significance."]
    notes[:0] = unranked_notes(sweep, [_GAN_TEST.measurement])
    if "gan_test" in sweep.measurements and sweep.judge is not None:
        notes.append(f"GAN-test {judge_note(sweep.judge)}")
    ran = [cell for cell in cells if cell.run_id]
    if differences := differences_from_paper(sweep, cells):
        rest = ", which the CSV and JSON list"
        notes.append(
            f"{NOT_THE_PAPERS} not the paper's settings, so its number is not shown: "
            f"{list_first(differences, _DIFFERENCES_SHOWN, rest=rest)}."
        )
    held_out = {cell.params["validation_size"] for cell in ran if not settings_that_differ(cell)}
    if held_out - {"0"}:
        notes.append(
            f"{' or '.join(sorted(held_out - {'0'}))} of the training images were held out for "
            "validation; the paper doesn't say whether it held out any."
        )
    if any(cell.stale for cell in cells):
        notes.append(
            f"{STALE}: the number in the ledger was taken with other settings; "
            "launch the sweep again to take it anew."
        )
    return tuple(notes)
