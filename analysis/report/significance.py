"""What the comparisons of a sweep support, as facts. templates/support.html.j2 words them.

No sentence there calls a difference supported without the test that says so.
"""

import dataclasses
from collections.abc import Iterable
from typing import Literal

from scoresweep.analysis.results.collect import Sweep
from scoresweep.analysis.results.groups import group_seeds
from scoresweep.analysis.results.labels import configuration_columns, configuration_label
from scoresweep.analysis.statistics.comparisons import (
    Comparison,
    Family,
    baseline_group,
    compared_quantities,
    has_several_seeds,
    name_baseline,
    pairs_with_baseline,
    without_baseline,
)
from scoresweep.analysis.statistics.judged import unranked_notes
from scoresweep.analysis.statistics.paired import LEVEL, smallest_p
from scoresweep.analysis.statistics.power import MOST_SEEDS, seeds_for_level
from scoresweep.analysis.tables.comparisons import left_out_notes

Case = Literal["no baseline", "baseline alone", "other recipes", "one seed", "nothing", "compared"]


@dataclasses.dataclass(frozen=True)
class Support:
    """What a sweep's seeds support against its baseline.

    Attributes:
        case: Why nothing is compared, or that it is. Fields below notes are set only if it is,
            and those of seeds if there is one seed.
        notes: Sentences that the tables of comparisons have too.
        seeds_alone: The fewest seeds with which one comparison alone can be supported.
        seeds_all: The same for the smallest p of all comparisons.
        smallest_p: The least p that the test can give for most_pairs.
        supported: (configuration, comparisons).
        unsupported: (configuration, comparisons by the seeds that they need, ascending, in words).
    """

    case: Case
    notes: tuple[str, ...] = ()
    comparisons: int = 0
    seeds_alone: int = 0
    seeds_all: int = 0
    configurations: int = 0
    reference: str = ""
    tests: int = 0
    most_pairs: int = 0
    smallest_p: float = 1.0
    is_reachable: bool = False
    supported_tests: int = 0
    supported: tuple[tuple[str, list[Comparison]], ...] = ()
    unsupported: tuple[tuple[str, dict[str, list[Comparison]]], ...] = ()


def support(sweep: Sweep, family: Family | None) -> Support:
    """Return what a sweep's seeds support. family: compare_with_baseline of it."""
    if baseline_group(sweep) is None:
        return Support("no baseline")
    if len(group_seeds(sweep.cells)) == 1:
        return Support("baseline alone")
    pairs = pairs_with_baseline(sweep)
    if not pairs:
        return Support("other recipes", without_baseline(sweep))
    alone = seeds_for_level(LEVEL)
    if not has_several_seeds(sweep):
        comparisons = len(pairs) * len(compared_quantities(sweep))
        needed = seeds_for_level(LEVEL / max(1, comparisons))
        return Support("one seed", comparisons=comparisons, seeds_alone=alone, seeds_all=needed)
    if family is None or not family.comparisons:
        return Support("nothing")
    supported = [each for each in family.comparisons if each.is_supported]
    unsupported = [each for each in family.comparisons if not each.is_supported]
    least = smallest_p(family.most_pairs)
    return Support(
        "compared",
        notes=(
            *unranked_notes(sweep, sweep.measurements),
            *without_baseline(sweep),
            *left_out_notes(family),
        ),
        seeds_alone=alone,
        seeds_all=seeds_for_level(family.level),
        configurations=len({id(each.group) for each in family.comparisons}),
        reference=name_baseline(sweep),
        tests=len(family.tested),
        most_pairs=family.most_pairs,
        smallest_p=least,
        is_reachable=least <= family.level,
        supported_tests=len(supported),
        supported=tuple(_by_group(supported)),
        unsupported=tuple((label, _by_need(those)) for label, those in _by_group(unsupported)),
    )


def _by_group(comparisons: Iterable[Comparison]) -> list[tuple[str, list[Comparison]]]:
    """Return (configuration, its comparisons), in order."""
    found: dict[int, list[Comparison]] = {}
    for each in comparisons:
        found.setdefault(id(each.group), []).append(each)
    columns = configuration_columns([members[0].group for members in found.values()])
    return [
        (configuration_label(members[0].group.first, columns), members)
        for members in found.values()
    ]


def _by_need(comparisons: Iterable[Comparison]) -> dict[str, list[Comparison]]:
    found: dict[str, list[Comparison]] = {}
    for each in sorted(comparisons, key=lambda each: each.needed or MOST_SEEDS):
        found.setdefault(_need(each), []).append(each)
    return found


def _need(comparison: Comparison) -> str:
    if comparison.paired is None:
        return "no pair of seeds"
    if comparison.p_holm is None:
        return "one pair of seeds, not tested"
    if comparison.paired.mean == 0:
        return "no difference"
    return f"n ≥ {comparison.needed}" if comparison.needed else f"n > {MOST_SEEDS}"
