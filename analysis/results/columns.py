"""A column of a table: a number of each cell, and how it is shown."""

import dataclasses

from scoresweep.analysis.results.collect import Cell
from scoresweep.analysis.results.groups import Estimate, Group
from scoresweep.analysis.results.labels import finite

NOT_TAKEN, NOT_FINITE, STALE = "–", "not finite", "measured otherwise"


@dataclasses.dataclass(frozen=True)
class Column:
    """A number of a cell (`Cell.numbers`) as a table shows it.

    Attributes:
        key: Its name in records.
        name: Its name in Cell.numbers, such as `perturbation/least.mean`.
        unit: As in labels.yaml: percent, cosine or number.
        own_error: The name of the number's own standard error, shown for a single network.
        unknown: What is shown for a number that was taken and isn't finite.
    """

    key: str
    heading: str
    name: str
    unit: str = "percent"
    own_error: str | None = None
    unknown: str = NOT_FINITE

    @property
    def measurement(self) -> str:
        """The measurement that the number belongs to: the part of its name before a slash."""
        return self.name.partition("/")[0]

    def number(self, cell: Cell) -> float | None:
        """Return a cell's number, or None if it is missing or not finite."""
        return finite(cell.number(self.name))

    def estimate(self, group: Group) -> Estimate | None:
        """Return the mean over seeds; of a single number its own standard error, if it has one."""
        found = group.estimate(self.number)
        if found is None or found.n > 1 or self.own_error is None:
            return found
        [cell] = [cell for cell in group.cells if self.number(cell) is not None]
        return dataclasses.replace(found, standard_error=finite(cell.number(self.own_error)))

    def was_taken(self, cell: Cell) -> bool:
        """Return whether the number is there, finite or not."""
        return self.name in cell.numbers
