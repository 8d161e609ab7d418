"""The trials of a plan that a launch is to run, as `--only` chooses them."""

from collections.abc import Sequence

from scoresweep.analysis.results.collect import planned_cell
from scoresweep.analysis.results.filters import Selection, parse_filters, select_cells
from scoresweep.orchestrator.config.sweep import SweepSpec
from scoresweep.orchestrator.planning.plan import Plan
from scoresweep.orchestrator.planning.snapshot import sweep_json


def choose(spec: SweepSpec, plan: Plan, only: Sequence[str]) -> frozenset[str]:
    """Return the trial keys that any of several selections chooses.

    Args:
        only: Filters as `compare` takes them after a sweep's name: variant=baseline,seed=0.

    Raises:
        InputError: One is no selection, or chooses nothing.
    """
    planned = sweep_json(spec, plan, {})
    cells = tuple(planned_cell(cell, planned["axes"]) for cell in planned["cells"])
    chosen = set[str]()
    for each in only:
        text = f"--only {each}"
        selection = Selection(text, spec.name, parse_filters(each, text, "--only "))
        chosen |= {cell.trial_key for cell in select_cells(cells, selection)}
    return frozenset(chosen)
