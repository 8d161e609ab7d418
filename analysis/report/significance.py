"""What the comparisons of a sweep support, what they don't, and what that would need, in sentences.

No sentence calls a difference supported without the test that says so.
"""

import dataclasses
from collections.abc import Iterable, Iterator

from scoresweep.analysis.results.collect import Sweep
from scoresweep.analysis.results.groups import group_seeds
from scoresweep.analysis.results.labels import configuration_columns, configuration_label
from scoresweep.analysis.statistics.comparisons import (
    Comparison,
    Family,
    baseline_group,
    compare_with_baseline,
    directed_quantities,
    has_several_seeds,
    name_baseline,
    pairs_with_baseline,
    without_baseline,
)
from scoresweep.analysis.statistics.paired import (
    FLIPS,
    LEVEL,
    MOST_EXACT,
    smallest_p,
)
from scoresweep.analysis.statistics.power import MOST_SEEDS, POWER, seeds_for_level
from scoresweep.analysis.tables.comparisons import difference, left_out_notes, p_value


@dataclasses.dataclass(frozen=True)
class Support:
    """general: what was compared and how far it can reach; then the differences, a sentence each."""

    general: tuple[str, ...]
    supported: tuple[str, ...] = ()
    unsupported: tuple[str, ...] = ()


def support(sweep: Sweep, family: Family | None = None) -> Support:
    """What a sweep's seeds support against its baseline.

    family: compare_with_baseline(sweep), if it is there already.
    """
    groups = group_seeds(sweep.cells)
    if baseline_group(sweep) is None:
        return Support(
            (
                "The sweep has no baseline, so its configurations are compared with nothing here. Add the "
                "variant baseline to it, or compare any two sets of its networks with scoresweep compare.",
            )
        )
    if len(groups) == 1:
        return Support(
            ("The baseline is the sweep's only configuration: there is nothing to compare.",)
        )
    pairs = pairs_with_baseline(sweep)
    if not pairs:
        return Support(
            (
                "No other variant has the recipe of a baseline, so nothing is compared here. Any two sets of its "
                "networks are, with scoresweep compare.",
                *without_baseline(sweep),
            )
        )
    quantities = directed_quantities(sweep.measurements)
    if not has_several_seeds(sweep):
        return Support((_single_seed(len(pairs) * len(quantities)),))
    family = family or compare_with_baseline(sweep, quantities)
    if family is None or not family.comparisons:
        return Support(("The sweep measures nothing of which more, or less, is better.",))
    general = (*_reach(family, name_baseline(sweep)), *without_baseline(sweep))
    return Support(
        (*general, *left_out_notes(family)),
        tuple(_supported(family)),
        tuple(_unsupported(family)),
    )


def _single_seed(comparisons: int) -> str:
    alone, all_ = seeds_for_level(LEVEL), seeds_for_level(LEVEL / max(1, comparisons))
    return (
        "Every configuration has one seed, so no difference can be tested: set seeds: "
        f"{all_} in the sweep's file, the fewest with which the permutation test can support any of its "
        f"{comparisons} comparisons with the baseline at {100 * LEVEL:g} % after Holm's correction "
        f"({alone} would do for one comparison alone)."
    )


def _reach(family: Family, reference: str) -> Iterator[str]:
    """What is tested, and what that many seeds can support at most."""
    tested = family.tested
    configurations = len({id(each.group) for each in family.comparisons})
    yield (
        f"{_count(configurations, 'configuration is', 'configurations are')} compared with "
        f"{reference}, seed by seed, in every measurement of which more, or less, is better: "
        f"{_count(len(tested), 'test', 'tests')}, by the sign-flip permutation test of the mean difference, "
        "corrected together by Holm's method."
    )
    if not tested:
        yield "No comparison has two pairs of seeds, so nothing is tested."
        return
    most = max(each.paired.n for each in tested if each.paired is not None)
    if smallest_p(most) > family.level:
        yield _too_few(most, len(tested), family.level)
    supported = sum(each.is_supported for each in tested)
    yield (
        f"Of {_count(len(tested), 'difference', 'differences')} "
        f"{_count(supported, 'is', 'are') if supported else 'none is'} supported at {100 * LEVEL:g} %."
    )
    if supported < len(tested):
        yield (
            "What isn't supported isn't shown to be absent: the table's intervals say how large it may be. An n is "
            f"the number of seeds with which a difference of the size seen has a chance of {100 * POWER:g} % to "
            "be supported. It is a plan, not a result: with few seeds the size seen is itself uncertain."
        )


def _too_few(n: int, tests: int, level: float) -> str:
    """Why no difference of so many pairs can be supported: Holm asks `level` of the smallest p of all."""
    possible = f"With n = {n} at most, no p below {p_value(smallest_p(n))} is possible"
    if n > MOST_EXACT:
        return (
            f"{possible}, as {FLIPS} changes of sign are drawn: after Holm's correction over {tests} tests "
            f"nothing can be supported at {100 * LEVEL:g} %. Compare fewer configurations at once."
        )
    corrected = f", and with Holm's correction over {tests} n ≥ {seeds_for_level(level)}"
    return (
        f"{possible}, as {n} signs can be changed in {2**n} ways: nothing can be supported at "
        f"{100 * LEVEL:g} %, however large the difference. A single comparison needs n ≥ {seeds_for_level(LEVEL)}"
        f"{corrected if tests > 1 else ''}: set seeds: {seeds_for_level(level)} or more in the sweep's file."
    )


def _by_group(comparisons: Iterable[Comparison]) -> Iterator[tuple[str, list[Comparison]]]:
    """(configuration, its comparisons), in order."""
    found: dict[int, list[Comparison]] = {}
    for each in comparisons:
        found.setdefault(id(each.group), []).append(each)
    columns = configuration_columns([members[0].group for members in found.values()])
    for members in found.values():
        yield configuration_label(members[0].group.first, columns), members


def _supported(family: Family) -> Iterator[str]:
    """A sentence a configuration: what is better, what is worse."""
    for label, members in _by_group(each for each in family.comparisons if each.is_supported):
        parts = []
        for word in ("better", "worse"):
            mine = [each for each in members if each.is_better == (word == "better")]
            if mine:
                parts.append(f"{word} in {', '.join(map(_with_p, mine))}")
        yield f"{label}: {'; '.join(parts)}."


def _unsupported(family: Family) -> Iterator[str]:
    """A sentence a configuration: what is not supported, by the seeds that it would need."""
    for label, members in _by_group(each for each in family.comparisons if not each.is_supported):
        by_need: dict[str, list[str]] = {}
        for each in sorted(members, key=lambda each: each.needed or MOST_SEEDS):
            need, text = _need(each)
            by_need.setdefault(need, []).append(text)
        parts = [f"{need}: {', '.join(texts)}" for need, texts in by_need.items()]
        yield f"{label} – {'; '.join(parts)}."


def _with_p(comparison: Comparison) -> str:
    assert comparison.p_holm is not None
    return (
        f"{comparison.quantity.title} ({_size(comparison)}, Holm p = {p_value(comparison.p_holm)})"
    )


def _need(comparison: Comparison) -> tuple[str, str]:
    paired, name = comparison.paired, comparison.quantity.title
    if paired is None:
        return "no pair of seeds", name
    if paired.mean == 0:
        return "no difference", name
    text = f"{name} ({_size(comparison)})"
    if comparison.p_holm is None:
        return "one pair of seeds, not tested", text
    return f"n ≥ {comparison.needed}" if comparison.needed else f"n > {MOST_SEEDS}", text


def _size(comparison: Comparison) -> str:
    unit = " points" if comparison.quantity.column.unit == "percent" else ""
    return f"{difference(comparison)}{unit}"


def _count(n: int, one: str, many: str) -> str:
    return f"{n} {one if n == 1 else many}"
