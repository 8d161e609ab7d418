"""A table, whatever it is rendered as."""

import dataclasses
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

Record = dict[str, Any]


@dataclasses.dataclass(frozen=True)
class Table:
    """header and rows are for people; records, one a configuration, are for programs.

    Records are made when they are first read: the CSV and JSON alone have them, and with them
    bootstrap intervals, for which scipy.stats takes over half a second to load.
    """

    name: str
    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...]
    make_records: Callable[[], Sequence[Record]]

    @cached_property
    def records(self) -> Sequence[Record]:
        """Rows with numbers as numbers, made at first use."""
        return self.make_records()
