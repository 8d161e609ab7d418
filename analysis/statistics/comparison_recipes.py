"""Sweeps that vary their recipe: with which baseline a configuration is compared, in words."""

from scoresweep.analysis.results.collect import Sweep
from scoresweep.analysis.results.labels import configuration_columns, configuration_label
from scoresweep.analysis.statistics.comparisons import BASELINE, pairs_with_baseline
from scoresweep.analysis.tables.base import group_seeds

_SHOWN = 6


def whose_baseline(sweep: Sweep) -> str:
    """`baseline`, with what it differs in from other baselines, or that of the same recipe where there are several."""
    references = {id(reference): reference for _, reference in pairs_with_baseline(sweep)}
    if len(references) > 1:
        names = " and ".join(name for name, _ in sweep.cells[0].settings)
        return f"the baseline of the same {names}"
    columns = configuration_columns(group_seeds(sweep.cells))
    return " or ".join(configuration_label(each.first, columns) for each in references.values())


def without_baseline(sweep: Sweep) -> tuple[str, ...]:
    """A sentence on the configurations that no baseline has the recipe of, if there are any."""
    compared = [group for group, _ in pairs_with_baseline(sweep)]
    groups = group_seeds(sweep.cells)
    # The recipe is what is lacking, so it is said even where a variant has one.
    columns = configuration_columns(groups) | {name: name for name, _ in sweep.cells[0].settings}
    labels = [
        configuration_label(group.first, columns)
        for group in groups
        if group.first.variant != BASELINE and group not in compared
    ]
    if not labels:
        return ()
    more = f" and {len(labels) - _SHOWN} more" if len(labels) > _SHOWN else ""
    return (f"Not compared, as no baseline has the recipe: {', '.join(labels[:_SHOWN])}{more}.",)


def recipe_notes(sweep: Sweep) -> tuple[str, ...]:
    """For a table of comparisons; nothing where the sweep varies the coefficients alone."""
    if not sweep.cells[0].settings:
        return ()
    return (f"Compared with {whose_baseline(sweep)}.", *without_baseline(sweep))
