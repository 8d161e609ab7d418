"""Configurations: the trials that differ in their seed alone, and means over them."""

import dataclasses
import math
import operator
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from scoresweep.analysis.results.coefficients import ATTRIBUTES
from scoresweep.analysis.results.collect import Cell

_configuration = operator.attrgetter("variant", *ATTRIBUTES.values(), "settings")


@dataclasses.dataclass(frozen=True)
class Estimate:
    """Mean over seeds, its standard error (None for one seed), and the number of seeds."""

    mean: float
    standard_error: float | None
    n: int


@dataclasses.dataclass(frozen=True)
class Group:
    """One configuration over its seeds."""

    cells: tuple[Cell, ...]

    @property
    def first(self) -> Cell:
        """The cell that stands for the group where one network is shown."""
        return self.cells[0]

    def estimate(self, value: Callable[[Cell], float | None]) -> Estimate | None:
        """Return the mean of a number over the seeds that have it, or None if none has."""
        values = [v for v in map(value, self.cells) if v is not None]
        if not values:
            return None
        mean = math.fsum(values) / len(values)
        if len(values) == 1:
            return Estimate(mean, None, 1)
        variance = math.fsum((v - mean) ** 2 for v in values) / (len(values) - 1)
        return Estimate(mean, math.sqrt(variance / len(values)), len(values))

    def with_numbers(self, derive: Callable[[Cell], Mapping[str, float | None]]) -> "Group":
        """Return a copy whose cells have the numbers that `derive` makes of each too."""
        return Group(tuple(cell.with_numbers(derive(cell)) for cell in self.cells))

    def state(self) -> str:
        """Describe the seeds that haven't finished; empty if all have."""
        states = []
        for cell in self.cells:
            progress = f" {cell.epoch}/{cell.epochs}"
            state = {
                "finished": "",
                "missing": "missing",
                "failed": "FAILED",
                "stopped": f"stopped at{progress}",
                "diverged": f"diverged (step {cell.diverged_at_step})",
                "running": "running" + progress,
                "interrupted": "interrupted" + progress,
            }[cell.status]
            if state:
                states.append(state if len(self.cells) == 1 else f"seed {cell.seed} {state}")
        return ", ".join(states)


def configuration(cell: Cell) -> tuple[Any, ...]:
    """Return what the seeds of one configuration share: equal for them, different for others."""
    return _configuration(cell)


def run_ids(cells: Iterable[Cell]) -> str:
    """Join the ids of the cells' runs with commas, as records have them."""
    return ",".join(cell.run_id for cell in cells if cell.run_id)


def group_seeds(cells: Sequence[Cell]) -> list[Group]:
    """Group trials by configuration, in order of first appearance."""
    groups: dict[tuple[Any, ...], list[Cell]] = {}
    for cell in cells:
        groups.setdefault(configuration(cell), []).append(cell)
    return [Group(tuple(members)) for members in groups.values()]
