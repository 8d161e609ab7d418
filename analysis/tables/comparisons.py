"""Comparisons as tables: a row a configuration and quantity."""

import collections
import dataclasses
import math
from collections.abc import Sequence

from scoresweep.analysis.results.coefficients import record_of, recorded
from scoresweep.analysis.results.collect import Sweep
from scoresweep.analysis.results.groups import Group
from scoresweep.analysis.results.labels import (
    coefficient,
    configuration_columns,
    configuration_label,
    format_number,
    setting,
)
from scoresweep.analysis.statistics.comparisons import (
    Comparison,
    Family,
    LeftOut,
    compare_with_baseline,
    has_several_seeds,
    recipe_notes,
)
from scoresweep.analysis.statistics.paired import (
    FEWEST_BOOTSTRAP,
    FLIPS,
    LEVEL,
    MOST_EXACT,
    Interval,
    bootstrap_intervals,
)
from scoresweep.analysis.statistics.power import MOST_SEEDS, POWER
from scoresweep.analysis.tables.base import Record, Table

_LEFT_OUT_SHOWN = 6
_NONE = "–"
_AREAS = (
    "Along noise: mean height of the curve by the trapezoid, over σ (over its logarithm for alignment), as the figures "
    "have it. Gain over random: the area, least relevant pixels first, less that of the random order. By probability: the area "
    "under the mean probability of the true class. The values of perturbation and robustness (L∞) are areas already, "
    "and are tested with the other values."
)


def build_comparison_tables(sweep: Sweep, family: Family | None = None) -> list[Table]:
    """`comparisons` of a sweep with several seeds and a baseline; nothing otherwise.

    family: compare_with_baseline(sweep), if it is there already.
    """
    if not has_several_seeds(sweep):
        return []
    family = family or compare_with_baseline(sweep)
    if family is None or not family.comparisons:
        return []
    title = f"{sweep.name}: differences from the baseline, paired by seed ({sweep.dataset})"
    table = comparison_table("comparisons", title, family)
    return [dataclasses.replace(table, notes=(*recipe_notes(sweep), *table.notes))]


def build_curve_table(sweep: Sweep, family: Family | None) -> list[Table]:
    """`comparisons_curves`, of family: compare_curves of the sweep's evidence; nothing without several seeds."""
    if not has_several_seeds(sweep) or family is None or not family.comparisons:
        return []
    title = (
        f"{sweep.name}: areas under curves against the baseline, paired by seed ({sweep.dataset})"
    )
    table = comparison_table("comparisons_curves", title, family)
    return [dataclasses.replace(table, notes=(_AREAS, *recipe_notes(sweep), *table.notes))]


def comparison_table(
    name: str, title: str, family: Family, *, sides: tuple[str, str] | None = None
) -> Table:
    """sides: what configurations and their references are called, to show the mean of each and tell which is meant."""
    shown = [each.group for each in family.comparisons] + [family.comparisons[0].reference]
    coefficients = configuration_columns(shown)
    rows = []
    before: Group | None = None
    for each in family.comparisons:
        cell = each.group.first
        named = [cell.variant, *(coefficient(setting(cell, name)) for name in coefficients)]
        if each.group is before:
            named = [""] * len(named)
        before = each.group
        averages = _means(each) if sides else ()
        rows.append((*named, each.quantity.column.heading, *averages, *_texts(each)))
    header = ("variant", *coefficients.values(), "measurement", *(sides or ()))
    header += ("n", "difference", "95 % interval", "d", "sign-flip p", "Holm p", "supported?")
    notes = (*explanation(family), *left_out_notes(family, sides))
    names = recorded(each.group.first for each in family.comparisons)

    def records() -> list[Record]:
        tested = [each.paired for each in family.comparisons if each.paired is not None]
        bootstraps = iter(bootstrap_intervals(tested))
        return [
            _record(each, sides, names, None if each.paired is None else next(bootstraps))
            for each in family.comparisons
        ]

    return Table(name, title, header, tuple(rows), notes, records)


def _texts(comparison: Comparison) -> tuple[str, ...]:
    paired = comparison.paired
    if paired is None:
        return ("0", *[_NONE] * 5, verdict(comparison))
    low_high = _NONE
    if paired.interval is not None:
        low, high = (signed(comparison, value) for value in paired.interval)
        low_high = f"[{low}, {high}] {paired.interval_method}"
    return (
        str(paired.n),
        difference(comparison),
        low_high,
        _NONE if paired.effect is None else _sign(paired.effect, f"{abs(paired.effect):.2f}"),
        _NONE if paired.p is None else p_value(paired.p),
        _NONE if comparison.p_holm is None else p_value(comparison.p_holm),
        verdict(comparison),
    )


def _means(comparison: Comparison) -> tuple[str, str]:
    paired, unit = comparison.paired, comparison.quantity.column.unit
    if paired is None:
        return (_NONE, _NONE)
    return format_number(paired.mean_a, unit), format_number(paired.mean_b, unit)


def difference(comparison: Comparison) -> str:
    """`+1.20 ± 0.30`, in the quantity's unit; points where that is a percentage."""
    paired = comparison.paired
    assert paired is not None
    text = signed(comparison, paired.mean)
    if paired.standard_error is None:
        return text
    unit = comparison.quantity.column.unit
    return f"{text} ± {format_number(paired.standard_error, unit, is_spread=True)}"


def signed(comparison: Comparison, value: float) -> str:
    """A difference with its sign; of a plain number as many decimals as two digits of its error have."""
    unit, error = (
        comparison.quantity.column.unit,
        comparison.paired and comparison.paired.standard_error,
    )
    if unit != "number" or not error:
        return _sign(value, format_number(abs(value), unit))
    decimals = max(0, 1 - math.floor(math.log10(error)))
    return _sign(value, f"{abs(value):.{decimals}f}")


def _sign(value: float, text: str) -> str:
    """The absolute value's text with its sign, none where all its digits are 0."""
    if not text.strip("0."):
        return text
    return f"{'−' if value < 0 else '+'}{text}"


def p_value(p: float) -> str:
    """Four decimals, as p of few pairs are multiples of 2 / 2^n; two digits of small ones."""
    return f"{p:.4f}" if p >= 1e-3 else f"{p:.2g}"


def verdict(comparison: Comparison) -> str:
    """Whether a difference is supported, and if not, what it would need."""
    paired = comparison.paired
    if paired is None:
        return "no pair"
    if comparison.is_supported:
        return f"yes, {'better' if comparison.is_better else 'worse'}"
    if paired.mean == 0:
        return "no, no difference"
    if comparison.p_holm is None:
        return "not tested"
    return f"no, n ≥ {comparison.needed}" if comparison.needed else f"no, n > {MOST_SEEDS}"


def explanation(family: Family) -> tuple[str, ...]:
    """What the columns are and how each was made: a p never stands without its test's name."""
    sizes = {each.paired.n for each in family.comparisons if each.paired is not None}
    notes = [
        "Difference: mean ± standard error over the n seeds that both have done; in points where the measurement is "
        "in %. d: Cohen's d_z with Hedges' correction."
    ]
    if not family.tested:
        return (*notes, "No comparison has two pairs of seeds, so nothing is tested.")
    many = len(family.tested) > 1
    corrected = f"corrected by Holm's method for the {len(family.tested)} tests of this table"
    drawn = "every change of sign tried"
    if max(sizes) > MOST_EXACT:
        drawn += f" up to n={MOST_EXACT}, {FLIPS} drawn beyond"
    notes.append(
        f"Sign-flip p: two-sided permutation test of the mean difference, {drawn}. Holm p: "
        f"{corrected if many else 'the same, as the table has one test'}. Supported: Holm p ≤ {LEVEL:g}; "
        f"n: seeds for a chance of {100 * POWER:g} % to support a difference of the size seen, after "
        "Holm's correction."
    )
    methods = {each.paired.interval_method for each in family.tested if each.paired is not None}
    ways = {
        "t": f"t: Student's (n < {FEWEST_BOOTSTRAP}, where a bootstrap is too narrow)",
        "BCa": "BCa: bias-corrected and accelerated bootstrap",
    }
    said = "; ".join(text for method, text in ways.items() if method in methods)
    if said:
        notes.append(f"Interval of the mean difference, each on its own, not corrected. {said}.")
    if any(each.paired.is_constant for each in family.tested if each.paired is not None):
        notes.append("Where all n differences are equal there is no interval and no d.")
    return tuple(notes)


def left_out_notes(family: Family, sides: tuple[str, str] | None = None) -> tuple[str, ...]:
    """Which seeds make no pair, and why; in which measurements, unless in all."""
    groups = [side for each in family.comparisons for side in (each.group, each.reference)]
    columns = configuration_columns(groups)
    titles = list(dict.fromkeys(each.quantity.title for each in family.comparisons))
    found: dict[tuple[str, str, int], set[str]] = collections.defaultdict(set)
    for each in family.comparisons:
        for left in each.left_out:
            label = _whose(each, left, sides) + configuration_label(left.group.first, columns)
            found[label, left.reason, left.seed].add(each.quantity.title)
    alike: dict[tuple[str, str, str], list[int]] = collections.defaultdict(list)
    for (label, reason, seed), lacking in found.items():
        named = ", ".join(title for title in titles if title in lacking)
        where = "" if len(lacking) == len(titles) else f" in {named}"
        alike[label, reason, where].append(seed)
    parts = [
        f"{label} seed{'s' * (len(seeds) > 1)} {', '.join(map(str, seeds))} ({reason}){where}"
        for (label, reason, where), seeds in alike.items()
    ]
    if not parts:
        return ()
    more = len(parts) - _LEFT_OUT_SHOWN
    tail = f" and {more} more, which the CSV and JSON list" if more > 0 else ""
    return (f"Without a pair: {'; '.join(parts[:_LEFT_OUT_SHOWN])}{tail}.",)


def _whose(comparison: Comparison, left: LeftOut, sides: tuple[str, str] | None) -> str:
    """`B's `, where what is compared may have one name on both sides."""
    return f"{sides[int(left.group is comparison.reference)]}'s " if sides else ""


def _record(
    comparison: Comparison,
    sides: tuple[str, str] | None,
    names: Sequence[str],
    bootstrap: Interval | None,
) -> Record:
    paired, cell = comparison.paired, comparison.group.first
    student_low, student_high = (paired and paired.student) or (None, None)
    bootstrap_low, bootstrap_high = bootstrap or (None, None)
    return {
        "variant": cell.variant,
        **record_of(cell, names),
        **dict(cell.settings),
        "measurement": comparison.quantity.column.key,
        "direction": "higher" if comparison.quantity.direction == "↑" else "lower",
        "n": 0 if paired is None else paired.n,
        "mean": paired and paired.mean_a,
        "reference_mean": paired and paired.mean_b,
        "difference": paired and paired.mean,
        "difference_standard_error": paired and paired.standard_error,
        "student_low": student_low,
        "student_high": student_high,
        "bootstrap_low": bootstrap_low,
        "bootstrap_high": bootstrap_high,
        "interval_shown": (paired and paired.interval_method) or None,
        "d_z_hedges": paired and paired.effect,
        "p_permutation": paired and paired.p,
        "p_holm": comparison.p_holm,
        "supported": None if comparison.p_holm is None else comparison.is_supported,
        "seeds_needed": comparison.needed,
        "seeds": ",".join(map(str, comparison.seeds)),
        "left_out": "; ".join(_left_out(comparison, sides)),
        "run_ids": _run_ids(comparison),
    }


def _left_out(comparison: Comparison, sides: tuple[str, str] | None) -> list[str]:
    return [
        f"seed {left.seed} of {_whose(comparison, left, sides)}{left.group.first.variant}: {left.reason}"
        for left in comparison.left_out
    ]


def _run_ids(comparison: Comparison) -> str:
    cells = [cell for cell in comparison.group.cells if cell.seed in comparison.seeds]
    return ",".join(cell.run_id for cell in cells if cell.run_id)
