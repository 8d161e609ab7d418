"""A column of a table of measurements: a number of each trial, and how it is shown."""

import dataclasses

from scoresweep.analysis.results.collect import Cell
from scoresweep.analysis.results.groups import Estimate, Group
from scoresweep.analysis.results.labels import finite

NOT_TAKEN, NOT_FINITE, STALE = "–", "not finite", "measured otherwise"


@dataclasses.dataclass(frozen=True)
class Column:
    """A measurement's value, or one of its details.

    Attributes:
        key: Its name in records.
        unit: As in labels.yaml: percent, cosine or number.
        own_error: The detail with the number's own standard error, shown for a single network.
        unknown: What tables show for a number that was taken and isn't finite.
    """

    key: str
    heading: str
    measurement: str
    detail: str | None = None
    unit: str = "percent"
    own_error: str | None = None
    unknown: str = NOT_FINITE

    def number(self, cell: Cell) -> float | None:
        if self.detail is None:
            return finite(cell.value(self.measurement))
        return finite(cell.detail(self.measurement, self.detail))

    def estimate(self, group: Group) -> Estimate | None:
        """Return the mean over seeds; of a single number its own standard error, if it has one."""
        found = group.estimate(self.number)
        if found is None or found.n > 1 or self.own_error is None:
            return found
        [cell] = [cell for cell in group.cells if self.number(cell) is not None]
        error = finite(cell.detail(self.measurement, self.own_error))
        return dataclasses.replace(found, standard_error=error)

    def was_taken(self, cell: Cell) -> bool:
        """Return whether the ledger holds the number, finite or not."""
        found = cell.measured.get(self.measurement)
        return found is not None and (self.detail is None or self.detail in found.details)
