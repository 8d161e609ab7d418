"""Reads runs from the store's database, with a select a table, without MLflow.

Reading a run takes 4 ms, and loading MLflow a second.

Each function returns None if a store can't be read this way, whatever the reason. The caller then
asks MLflow's client, which can read it or says why not.

Nothing is written. Only databases with a known schema (SCHEMAS) are read; any other store is left
to MLflow's client.
"""

import sqlite3
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import closing
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar
from urllib.parse import quote

from pydantic_core import from_json

from scoresweep.ledger.records import METRICS, RunRecord, shared, shared_text
from scoresweep.ledger.schema import TagName
from scoresweep.ledger.tags import from_store, stored_name
from scoresweep.ledger.uri import sqlite_path

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

T = TypeVar("T")

# Alembic's name for the last change to the schema; those of MLflow 3.17.
SCHEMAS = (("dc11669786a5",),)
TRIAL_KEY = TagName.TRIAL_KEY
# Whose drivers know the option that keeps a server that isn't there from being waited for.
_POSTGRESQL = ("postgresql://", "postgresql+psycopg2://", "postgresql+psycopg://")
_WAIT_S, _CONNECT_S = 30.0, 10  # for another writer of the file; for a server
_PRESS_S = 0.2  # for another writer of the file, while a shell completes
_ROWS_AT_ONCE = 500
_COSTS = stored_name(TagName.COST)
_RUN = ("run_uuid", "status", "artifact_uri", "experiment_id", "start_time", "lifecycle_stage")


class Experiment(NamedTuple):
    """An active experiment of MLflow."""

    experiment_id: str
    name: str


def read_trials(
    uri: str,
    experiments: Sequence[str] | None = None,
    *,
    key: str | None = None,
    tags_only: bool = False,
    has_costs: bool = False,
    metrics: Sequence[str] = METRICS,
) -> list[RunRecord] | None:
    """Return every active run with a trial key, of these or all active experiments, newest first.

    A run's state and its tags are read at one moment. A finished run has all its tags, as they are
    written before its state.

    Args:
        key: Only runs with this trial key.
        tags_only: Leave out parameters and metrics.
        has_costs: Read the costs of measurements too, a fifth of a run's tags, for forecasts.
        metrics: The names of the metrics to read.
    """

    def read(connection: "Connection") -> list[RunRecord]:
        ids = _active(connection) if experiments is None else list(map(int, experiments))
        found = _records(
            connection, ids, (TRIAL_KEY, key), tags_only=tags_only, has_costs=has_costs
        )
        if found and not tags_only:
            _add_metrics(connection, found, ids, metrics)
        return list(found.values())

    return _ask(uri, read)


def read_sweeps(uri: str, name: str | None = None) -> list[RunRecord] | None:
    """Return the parent runs of all sweeps, or of those of this name, with tags, newest first."""

    def read(connection: "Connection") -> list[RunRecord]:
        role = (TagName.ROLE, "sweep")
        records = _records(connection, _active(connection), role, tags_only=True).values()
        return [each for each in records if name in (None, each.tags.get(TagName.SWEEP))]

    return _ask(uri, read)


def sweep_names(uri: str) -> list[str]:
    """Return the names of the sweeps of a sqlite store, newest first; empty for any other.

    Without SQLAlchemy, which takes longer to load than a press of TAB may take.
    """
    if (path := sqlite_path(uri)) is None:
        return []
    query = (
        "SELECT name.value FROM tags AS role JOIN tags AS name USING (run_uuid) "
        "JOIN runs USING (run_uuid) JOIN experiments USING (experiment_id) "
        "WHERE role.key = ? AND role.value = 'sweep' AND name.key = ? "
        "AND runs.lifecycle_stage = 'active' AND experiments.lifecycle_stage = 'active' "
        "ORDER BY runs.start_time DESC"
    )
    try:
        with closing(_open_file(path, _PRESS_S)) as connection:
            found = connection.execute(query, (TagName.ROLE, TagName.SWEEP)).fetchall()
    except sqlite3.Error:
        return []
    return list(dict.fromkeys(name for (name,) in found))


def held_by(path: Path) -> tuple[frozenset[str], frozenset[str]] | None:
    """Return trial keys and ids of a sqlite store's active runs, or None if it isn't a store.

    Whatever its schema, as this decides whether what they need may be deleted.

    Raises:
        sqlite3.Error: It can't be read.
    """
    query = (
        "SELECT runs.run_uuid, tags.value FROM runs LEFT JOIN tags "
        "ON tags.run_uuid = runs.run_uuid AND tags.key = ? WHERE runs.lifecycle_stage = 'active'"
    )
    with closing(_open_file(path, _WAIT_S)) as connection:
        tables = "SELECT 1 FROM sqlite_master WHERE name = 'runs'"
        if connection.execute(tables).fetchone() is None:
            return None
        found = connection.execute(query, (TRIAL_KEY,)).fetchall()
    return frozenset(key for _, key in found if key), frozenset(run_id for run_id, _ in found)


def _open_file(path: Path, wait_s: float) -> sqlite3.Connection:
    """Open a database to read. A file that isn't there isn't made."""
    place = f"file:{quote(str(path.absolute()))}?mode=ro"
    return sqlite3.connect(place, uri=True, timeout=wait_s)


def read_runs(uri: str, run_ids: Collection[str]) -> list[RunRecord] | None:
    """Return those of these runs that are active trials in an active experiment."""

    def read(connection: "Connection") -> list[RunRecord]:
        ids, every = _active(connection), list(run_ids)
        records: list[RunRecord] = []
        for first in range(0, len(every), _ROWS_AT_ONCE):
            part = every[first : first + _ROWS_AT_ONCE]
            found = _records(connection, ids, (TRIAL_KEY, None), only=part)
            _add_metrics(connection, found, ids, METRICS, only=part)
            records += found.values()
        return records

    return _ask(uri, read)


def read_experiments(uri: str) -> list[Experiment] | None:
    """Return the active experiments."""
    return _ask(uri, _experiments)


def read_history(uri: str, run_id: str, metric: str) -> list[tuple[int, float]] | None:
    """(step, value) of all that was logged of a metric."""
    from sqlalchemy import select

    every = _columns("metrics", "run_uuid", "key", "value", "is_nan", "step", "timestamp").c
    logged = (
        select(every.step, every.value, every.is_nan)
        .where(every.run_uuid == run_id, every.key == metric)
        .order_by(every.timestamp, every.step, every.value)
    )
    return _ask(
        uri,
        lambda connection: [
            (step, float("nan") if is_nan else value)
            for step, value, is_nan in _rows(connection, logged)
        ],
    )


def can_read(uri: str) -> bool:
    """Return whether the store can be read from its database, without MLflow's client."""
    return _ask(uri, lambda _: True) is not None


def _ask(uri: str, question: "Callable[[Connection], T]") -> T | None:
    if sqlite_path(uri) is None and not uri.startswith(_POSTGRESQL):
        return None
    from sqlalchemy.exc import SQLAlchemyError

    try:
        with _engine(uri).connect() as connection:
            return question(connection) if _is_known(connection) else None
    # ValueError: an address that can't be taken apart, or an experiment that isn't a number;
    # ImportError: no driver.
    except (SQLAlchemyError, sqlite3.Error, ImportError, ValueError):
        return None


@cache
def _engine(uri: str) -> "Engine":
    """Return an engine that remembers the texts of its queries and keeps no connection open."""
    from sqlalchemy import NullPool, create_engine

    path = sqlite_path(uri)
    if path is None:
        waiting = {"connect_timeout": _CONNECT_S}
        return create_engine(uri, poolclass=NullPool, connect_args=waiting)
    open_file = partial(_open_file, path, _WAIT_S)
    return create_engine("sqlite://", creator=open_file, poolclass=NullPool)


def _is_known(connection: "Connection") -> bool:
    """Return whether the schema is in SCHEMAS and all experiments are where a client looks."""
    from sqlalchemy import column, func, select, table

    version: Any = column("version_num")
    workspace: Any = column("workspace")
    found = connection.execute(select(version).select_from(table("alembic_version", version)))
    if tuple(found.scalars()) not in SCHEMAS:
        return False
    everywhere = select(func.count()).select_from(table("experiments", workspace))
    return connection.execute(everywhere.where(workspace != "default")).scalar_one() == 0


def _records(
    connection: "Connection",
    experiments: list[int],
    tag: tuple[str, str | None],
    *,
    only: Sequence[str] | None = None,
    tags_only: bool = False,
    has_costs: bool = False,
) -> dict[str, RunRecord]:
    """Return run id → the run without metrics, in the client's order.

    tag: one that it has, and its value, None for any but an empty one; only: the runs of these ids.

    The database hands out all texts of a run as one of JSON, which is quicker than seventy rows.
    """
    from sqlalchemy import Text, cast, func, select

    runs = _columns("runs", *_RUN).c
    is_sqlite = connection.dialect.name == "sqlite"
    as_object = func.json_group_object if is_sqlite else func.json_object_agg

    def texts(name: str) -> Any:
        of = _columns(name, "run_uuid", "key", "value").c
        whole = select(cast(as_object(of.key, of.value), Text)).where(of.run_uuid == runs.run_uuid)
        if name == "tags" and not has_costs:
            whole = whole.where(of.key.not_like(f"{_COSTS}%"))
        return whole.scalar_subquery()

    tags, (key, value) = _columns("tags", "run_uuid", "key", "value").c, tag
    given = [getattr(runs, name) for name in _RUN[:4]]
    query = (
        select(*given, texts("tags"), *([] if tags_only else [texts("params")]))
        .join_from(tags.run_uuid.table, runs.run_uuid.table, tags.run_uuid == runs.run_uuid)
        .where(tags.key == key, tags.value != "" if value is None else tags.value == value)
        .where(runs.lifecycle_stage == "active", runs.experiment_id.in_(experiments))
        .order_by(runs.start_time.desc(), runs.run_uuid)
    )
    if only is not None:
        query = query.where(runs.run_uuid.in_(only))
    found = {}
    for run_id, state, uri, experiment, *several in _rows(connection, query):
        # PostgreSQL has no text where a run has no parameters.
        labels, params = (from_json(text or "{}") for text in (*several, "{}")[:2])
        of = shared_text(str(experiment))
        labels = shared(from_store(labels))
        found[run_id] = RunRecord(run_id, state, uri, labels, shared(params), {}, of)
    return found


def _add_metrics(
    connection: "Connection",
    found: dict[str, RunRecord],
    experiments: list[int],
    names: Sequence[str],
    *,
    only: Sequence[str] | None = None,
) -> None:
    """Add the latest values, row by row: JSON would round them."""
    from sqlalchemy import select

    runs = _columns("runs", *_RUN).c
    numbers = _columns("latest_metrics", "run_uuid", "key", "value", "is_nan").c
    latest = (
        select(numbers.run_uuid, numbers.key, numbers.value, numbers.is_nan)
        .join_from(numbers.key.table, runs.run_uuid.table, numbers.run_uuid == runs.run_uuid)
        .where(numbers.key.in_(names))
        .where(runs.lifecycle_stage == "active", runs.experiment_id.in_(experiments))
    )
    if only is not None:
        latest = latest.where(runs.run_uuid.in_(only))
    for run_id, key, value, is_nan in _rows(connection, latest):
        if (record := found.get(run_id)) is not None:
            record.metrics[shared_text(key)] = float("nan") if is_nan else value


def _active(connection: "Connection") -> list[int]:
    return [int(each.experiment_id) for each in _experiments(connection)]


def _experiments(connection: "Connection") -> list[Experiment]:
    from sqlalchemy import select

    every = _columns("experiments", "experiment_id", "name", "lifecycle_stage").c
    active = select(every.experiment_id, every.name).where(every.lifecycle_stage == "active")
    return [Experiment(str(number), name) for number, name in connection.execute(active)]


def _columns(name: str, *names: str) -> Any:
    from sqlalchemy import column, table

    return table(name, *map(column, names))


def _rows(connection: "Connection", query: Any) -> Iterator[Any]:
    return iter(connection.execute(query, execution_options={"yield_per": _ROWS_AT_ONCE}))
