"""What a search tried and found, from its parent run's search.json."""

import dataclasses
from typing import Any

from scoresweep.analysis.results.collect import Cell, Sweep
from scoresweep.errors import InputError
from scoresweep.ledger.artifacts import read_json
from scoresweep.ledger.client import Client
from scoresweep.ledger.schema import ArtifactName

SEARCH_FORMAT = 1


@dataclasses.dataclass(frozen=True)
class Point:
    """A point that a search tried.

    Attributes:
        state: running, complete, stopped, failed, repeated, or interrupted: it was running, and
            no process drives the search any more.
        values: The value of each metric; None unless complete.
        trial_keys: Keys of its trials, one for each seed.
    """

    number: int
    state: str
    params: dict[str, Any]
    values: tuple[float, ...] | None
    reason: str | None
    trial_keys: tuple[str, ...]

    def setting(self, name: str) -> Any:
        """Return a setting by its name in a sweep file, of any variant; None if it has none."""
        found = (
            value
            for key, value in self.params.items()
            if key == name or (not key.startswith("training.") and key.endswith(f".{name}"))
        )
        return next(found, None)


@dataclasses.dataclass(frozen=True)
class Importance:
    """Which settings mattered among some complete points.

    Attributes:
        variant: The points' variant, None for any.
        having: Settings that these points have and others of the variant lack.
        points: How many they are.
        shares: Metric → setting → share; shares of a metric add up to 1. Empty for too few points.
    """

    variant: str | None
    having: tuple[str, ...]
    points: int
    shares: dict[str, dict[str, float]]


@dataclasses.dataclass(frozen=True)
class Search:
    """A search and its points.

    Attributes:
        metrics: Metric → maximize or minimize.
        front: Numbers of the points that no other one dominates.
        chosen: Number of the chosen point of the front.
        importances: First those of all points, then those of each kind.
        is_by_kind: Whether kinds of points were looked at, as older versions didn't.
    """

    metrics: dict[str, str]
    sampler: str
    device_hours: float
    points: tuple[Point, ...]
    front: tuple[int, ...]
    chosen: int | None
    importances: tuple[Importance, ...]
    is_by_kind: bool
    is_over: bool

    @property
    def settings(self) -> tuple[str, ...]:
        """Names of the settings that were searched, in the order of first use."""
        names = [
            key if key.startswith("training.") else key.rpartition(".")[2]
            for point in self.points
            for key in point.params
        ]
        return tuple(dict.fromkeys(names))

    def point(self, number: int) -> Point:
        """Return the point with this number; StopIteration if there is none."""
        return next(point for point in self.points if point.number == number)


def read_search(client: Client, sweep: Sweep) -> Search | None:
    """Read a sweep's search; None if the sweep is a grid.

    Raises:
        InputError: Another version wrote it.
    """
    if not sweep.is_search:
        return None
    content = read_json(client, sweep.parent_run_id, ArtifactName.SEARCH, sweep.artifact_uri)
    if content.get("format") != SEARCH_FORMAT:
        raise InputError(
            f"the search {sweep.name} was launched by another version of scoresweep; launch it "
            "again (nothing is trained again) to write its notes anew"
        )
    return Search(
        metrics={each["metric"]: each["direction"] for each in content["objectives"]},
        sampler=content["sampler"],
        device_hours=content["device_hours"],
        points=tuple(_point(each, sweep) for each in content["tried"]),
        front=tuple(content["front"]),
        chosen=content["chosen"],
        importances=_importances(content),
        is_by_kind="importance_within" in content,
        is_over=content["is_over"],
    )


def front_only(sweep: Sweep, search: Search) -> Sweep:
    """Return the sweep with the front's trials alone; unchanged while there is no front."""
    keys = {key for number in search.front for key in search.point(number).trial_keys}
    cells = tuple(cell for cell in sweep.cells if cell.trial_key in keys)
    return dataclasses.replace(sweep, cells=cells) if cells else sweep


def cells_of(sweep: Sweep, point: Point) -> tuple[Cell, ...]:
    """Return a point's trials, one for each seed."""
    return tuple(cell for cell in sweep.cells if cell.trial_key in point.trial_keys)


def _importances(content: dict[str, Any]) -> tuple[Importance, ...]:
    complete = sum(row["state"] == "complete" for row in content["tried"])
    shares = content["importance"]
    of_all = (Importance(None, (), complete, shares),) if shares else ()
    within = (
        Importance(row["variant"], tuple(row["having"]), row["points"], row["shares"])
        for row in content.get("importance_within", ())
    )
    return (*of_all, *within)


def _point(row: dict[str, Any], sweep: Sweep) -> Point:
    is_left = row["state"] == "running" and sweep.undriven is not None
    return Point(
        number=row["number"],
        state="interrupted" if is_left else row["state"],
        params=row["params"],
        values=None if row["values"] is None else tuple(row["values"]),
        reason=row["reason"],
        trial_keys=tuple(row["trial_keys"]),
    )
