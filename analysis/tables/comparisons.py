"""Tables of comparisons: a row a configuration and quantity."""

import collections
import dataclasses
import math
from collections.abc import Sequence

from scoresweep.analysis.results.coefficients import record_of, recorded
from scoresweep.analysis.results.collect import Sweep
from scoresweep.analysis.results.groups import Group, run_ids
from scoresweep.analysis.results.labels import (
    configuration_columns,
    configuration_label,
    configuration_texts,
    format_number,
    list_first,
)
from scoresweep.analysis.statistics.comparisons import (
    Comparison,
    Family,
    LeftOut,
    compare_with_baseline,
    has_several_seeds,
    name_baseline,
    without_baseline,
)
from scoresweep.analysis.statistics.judged import unranked_notes
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
    "Along noise: mean height of the curve by the trapezoid, over σ (over its logarithm for "
    "alignment), as the figures have it. Gain over random: the area, least relevant pixels first, "
    "less that of the random order. By probability: the area under the mean probability of the "
    "true class. The values of perturbation and robustness (L∞) are areas already, and are tested "
    "with the other values."
)
# (what configurations are called, what their references are), where that isn't plain.
Sides = tuple[str, str]


def build_comparison_tables(sweep: Sweep, family: Family | None = None) -> list[Table]:
    """Make the table `comparisons` of a sweep with several seeds and a baseline; else none.

    Args:
        family: compare_with_baseline(sweep), if it was computed already.
    """
    if not has_several_seeds(sweep):
        return []
    family = family or compare_with_baseline(sweep)
    title = "differences from the baseline, paired by seed"
    notes = unranked_notes(sweep, sweep.measurements)
    return _baseline_table("comparisons", title, sweep, family, *notes)


def build_curve_table(sweep: Sweep, family: Family | None) -> list[Table]:
    """Make the table `comparisons_curves` of a sweep with several seeds and a baseline; else none.

    Args:
        family: compare_curves of the sweep's evidence.
    """
    if not has_several_seeds(sweep):
        return []
    title = "areas under curves against the baseline, paired by seed"
    return _baseline_table("comparisons_curves", title, sweep, family, _AREAS)


def _baseline_table(
    name: str, title: str, sweep: Sweep, family: Family | None, *notes: str
) -> list[Table]:
    if family is None or not family.comparisons:
        return []
    table = comparison_table(name, f"{sweep.name}: {title} ({sweep.dataset})", family)
    if sweep.cells[0].settings:
        notes += (f"Compared with {name_baseline(sweep)}.", *without_baseline(sweep))
    return [dataclasses.replace(table, notes=(*notes, *table.notes))]


def comparison_table(name: str, title: str, family: Family, *, sides: Sides | None = None) -> Table:
    """Make a table of comparisons; with sides it shows the mean of each side too."""
    groups = [each.group for each in family.comparisons] + [family.comparisons[0].reference]
    coefficients = configuration_columns(groups)
    rows = []
    before: Group | None = None
    for each in family.comparisons:
        named = configuration_texts(each.group.first, coefficients)
        if each.group is before:
            named = [""] * len(named)
        before = each.group
        means = _means(each) if sides else ()
        rows.append((*named, each.quantity.column.heading, *means, *_texts(each)))
    header = ("variant", *coefficients.values(), "measurement", *(sides or ()))
    header += ("n", "difference", "95 % interval", "d", "sign-flip p", "Holm p", "supported?")
    notes = (*explanation(family), *left_out_notes(family, sides))
    names = recorded(each.group.first for each in family.comparisons)

    def records() -> list[Record]:
        compared = [each.paired for each in family.comparisons if each.paired is not None]
        bootstraps = iter(bootstrap_intervals(compared))
        return [
            _record(each, sides, names, None if each.paired is None else next(bootstraps))
            for each in family.comparisons
        ]

    return Table(name, title, header, tuple(rows), notes, records)


def _texts(comparison: Comparison) -> tuple[str, ...]:
    paired = comparison.paired
    if paired is None:
        return ("0", *[_NONE] * 5, verdict(comparison))
    return (
        str(paired.n),
        difference(comparison),
        interval(comparison),
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
    """Format `+1.20 ± 0.30` in the quantity's unit; points where that is a percentage."""
    paired = comparison.paired
    assert paired is not None
    text = signed(comparison, paired.mean)
    if paired.standard_error is None:
        return text
    unit = comparison.quantity.column.unit
    return f"{text} ± {format_number(paired.standard_error, unit, is_spread=True)}"


def interval(comparison: Comparison) -> str:
    """Format the 95 % interval of the mean difference, `[+0.60, +1.80] t`; – if there is none."""
    paired = comparison.paired
    if paired is None or paired.interval is None:
        return _NONE
    low, high = (signed(comparison, value) for value in paired.interval)
    return f"[{low}, {high}] {paired.interval_method}"


def signed(comparison: Comparison, value: float) -> str:
    """Format a difference with its sign.

    A plain number gets as many decimals as two digits of its error have.
    """
    unit = comparison.quantity.column.unit
    error = comparison.paired and comparison.paired.standard_error
    if unit != "number" or not error:
        return _sign(value, format_number(abs(value), unit))
    decimals = max(0, 1 - math.floor(math.log10(error)))
    return _sign(value, f"{abs(value):.{decimals}f}")


def _sign(value: float, text: str) -> str:
    """Put the sign before an absolute value's text, unless all its digits are 0."""
    if not text.strip("0."):
        return text
    return f"{'−' if value < 0 else '+'}{text}"


def p_value(p: float) -> str:
    """Format p with four decimals, as for few pairs it is a multiple of 2 / 2^n."""
    return f"{p:.4f}" if p >= 1e-3 else f"{p:.2g}"


def verdict(comparison: Comparison) -> str:
    """Say whether a difference is supported, and if not, what it would need."""
    paired = comparison.paired
    if paired is None:
        return "no pair"
    if comparison.is_supported:
        return f"yes, {'better' if comparison.is_better else 'worse'}"
    if comparison.p_holm is None:
        return "not tested"
    if paired.mean == 0:
        return "no, no difference"
    return f"no, n ≥ {comparison.needed}" if comparison.needed else f"no, n > {MOST_SEEDS}"


def explanation(family: Family) -> tuple[str, ...]:
    """Explain the columns and how each was made: a p never stands without its test's name."""
    notes = [
        "Difference: mean ± standard error over the n seeds that both have done; in points where "
        "the measurement is in %. d: Cohen's d_z with Hedges' correction."
    ]
    if not family.tested:
        return (*notes, "No comparison has two pairs of seeds, so nothing is tested.")
    many = len(family.tested) > 1
    corrected = f"corrected by Holm's method for the {len(family.tested)} tests of this table"
    drawn = "every change of sign tried"
    if family.most_pairs > MOST_EXACT:
        drawn += f" up to n={MOST_EXACT}, {FLIPS} drawn beyond"
    notes.append(
        f"Sign-flip p: two-sided permutation test of the mean difference, {drawn}. Holm p: "
        f"{corrected if many else 'the same, as the table has one test'}. Supported: Holm p ≤ "
        f"{LEVEL:g}; n: seeds for a chance of {100 * POWER:g} % to support a difference of the "
        "size seen, after Holm's correction; where d is –, the fewest that can support any."
    )
    tested = [each.paired for each in family.tested if each.paired is not None]
    methods = {paired.interval_method for paired in tested}
    ways = {
        "t": f"t: Student's (n < {FEWEST_BOOTSTRAP}, where a bootstrap is too narrow)",
        "BCa": "BCa: bias-corrected and accelerated bootstrap",
    }
    used = "; ".join(text for method, text in ways.items() if method in methods)
    if used:
        notes.append(f"Interval of the mean difference, each on its own, not corrected. {used}.")
    if any(paired.is_constant for paired in tested):
        notes.append("Where all n differences are equal there is no interval and no d.")
    return tuple(notes)


def left_out_notes(family: Family, sides: Sides | None = None) -> tuple[str, ...]:
    """Say which seeds make no pair, and why; in which measurements, unless in all."""
    groups = [side for each in family.comparisons for side in (each.group, each.reference)]
    columns = configuration_columns(groups)
    titles = list(dict.fromkeys(each.quantity.title for each in family.comparisons))
    lacking: dict[tuple[str, str, int], set[str]] = collections.defaultdict(set)
    for each in family.comparisons:
        for left in each.left_out:
            label = _whose(each, left, sides) + configuration_label(left.group.first, columns)
            lacking[label, left.reason, left.seed].add(each.quantity.title)
    alike: dict[tuple[str, str, str], list[int]] = collections.defaultdict(list)
    for (label, reason, seed), found in lacking.items():
        named = ", ".join(title for title in titles if title in found)
        where = "" if len(found) == len(titles) else f" in {named}"
        alike[label, reason, where].append(seed)
    parts = [
        f"{label} seed{'s' * (len(seeds) > 1)} {', '.join(map(str, seeds))} ({reason}){where}"
        for (label, reason, where), seeds in alike.items()
    ]
    if not parts:
        return ()
    rest = ", which the CSV and JSON list"
    return (f"Without a pair: {list_first(parts, _LEFT_OUT_SHOWN, separator='; ', rest=rest)}.",)


def _whose(comparison: Comparison, left: LeftOut, sides: Sides | None) -> str:
    """Return `B's `, where what is compared may have one name on both sides."""
    return f"{sides[int(left.group is comparison.reference)]}'s " if sides else ""


def _record(
    comparison: Comparison, sides: Sides | None, names: Sequence[str], bootstrap: Interval | None
) -> Record:
    paired, cell = comparison.paired, comparison.group.first
    student_low, student_high = (paired and paired.student) or (None, None)
    bootstrap_low, bootstrap_high = bootstrap or (None, None)
    left_out = [
        f"seed {left.seed} of {_whose(comparison, left, sides)}{left.group.first.variant}: "
        f"{left.reason}"
        for left in comparison.left_out
    ]
    cells = [cell for cell in comparison.group.cells if cell.seed in comparison.seeds]
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
        "left_out": "; ".join(left_out),
        "run_ids": run_ids(cells),
    }
