"""The tables of a sweep's report: all, or those that are asked for."""

from collections.abc import Iterable, Sequence

from scoresweep.analysis.results.curves import Evidence
from scoresweep.analysis.statistics.comparisons import Family, compare_with_baseline
from scoresweep.analysis.statistics.curve_areas import compare_curves
from scoresweep.analysis.tables.base import Table
from scoresweep.analysis.tables.comparisons import build_curve_table
from scoresweep.analysis.tables.measurements import build_measurement_tables
from scoresweep.analysis.tables.search import tables_of
from scoresweep.errors import InputError

_ALL_MEASUREMENTS = ("measurements",)
_NEEDS_SEEDS = ", which needs the variant baseline and several seeds (docs/how-to/grow-a-grid.md)"
# Measurement → the tables that show it in full; one that isn't here has a column among all.
_SHOWN_IN = {
    "gan_test": ("table1", "table2"),
    "samples": ("samples",),
    "alignment": ("alignment",),
    "perturbation": ("perturbation",),
    "perturbation_of_baseline": ("perturbation",),
    "robustness": ("robustness_linf", "robustness_l2"),
    "trace": ("trace", "precision"),
    "fooling": ("sanity",),
    "randomisation": ("sanity",),
    "calibration": ("sanity",),
}


def all_tables(evidence: Evidence, family: Family | None) -> list[Table]:
    """Make the tables of a sweep's report. family: compare_with_baseline of it."""
    sweep = evidence.sweep
    return [
        *tables_of(evidence.client, evidence.whole, family),
        *build_curve_table(sweep, compare_curves(evidence)),
        *build_measurement_tables(evidence),
    ]


def named_tables(evidence: Evidence, names: Iterable[str]) -> list[Table]:
    """Make the report's tables of these names, in their order.

    Raises:
        InputError: The report has no table of such a name.
    """
    tables = {table.name: table for table in _all(evidence)}
    for name in names:
        if name not in tables:
            why = _NEEDS_SEEDS if name.startswith("comparisons") else ""
            raise InputError(
                f"{evidence.sweep.name} has no table {name}{why}; it has {', '.join(tables)}"
            )
    return [tables[name] for name in dict.fromkeys(names)]


def tables_of_measurements(evidence: Evidence, measurements: Sequence[str]) -> list[Table]:
    """Make the report's tables that show these measurements."""
    names = {name for each in measurements for name in _SHOWN_IN.get(each, _ALL_MEASUREMENTS)}
    return [table for table in _all(evidence) if table.name in names]


def _all(evidence: Evidence) -> list[Table]:
    return all_tables(evidence, compare_with_baseline(evidence.sweep))
