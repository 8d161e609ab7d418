"""Runs of trials from the database that a store is, by a select a table. No MLflow: it reads a run in 4 ms, and takes seconds to load.

Read alone, and only from a database whose schema was looked at (SCHEMAS): any other store is left to MLflow's client.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from pydantic_core import from_json

from analysis.records import METRICS, RunRecord, seconds_between, shared, shared_text

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

# Alembic's name for the last change to the schema; those of MLflow 3.17.
SCHEMAS = (("dc11669786a5",),)
TRIAL_KEY = "scoresweep.trial_key"
_SQLITE = "sqlite:///"
# Whose drivers know the option that keeps a server that isn't there from being waited for.
_POSTGRESQL = ("postgresql://", "postgresql+psycopg2://", "postgresql+psycopg://")
_WAIT_S, _CONNECT_S = 30.0, 10  # for who writes to the file at the moment; for a server
_ROWS_AT_ONCE = 500
_RUN = (
    *("run_uuid", "status", "artifact_uri", "start_time", "end_time"),
    *("lifecycle_stage", "experiment_id"),
)


def read_trials(
    uri: str,
    experiments: Sequence[str] | None = None,
    *,
    key: str | None = None,
    tags_only: bool = False,
    metrics: Sequence[str] = METRICS,
) -> list[RunRecord] | None:
    """Every active run with a trial key, of some experiments or all active ones, newest first; None where a store can't
    be read so, whatever the reason: the client, asked then, can read it or says why not.

    key: only runs with this one; tags_only: without parameters and metrics; metrics: the names of those that are read.

    A run's state and its tags are read at one moment: who finishes a run writes its tags first, so a finished run has
    them all.
    """
    if not uri.startswith((_SQLITE, *_POSTGRESQL)):
        return None
    from sqlalchemy.exc import SQLAlchemyError

    try:
        with _connected(uri) as connection:
            if not _is_known(connection):
                return None
            ids = _active(connection) if experiments is None else list(map(int, experiments))
            found = _records(connection, ids, key, tags_only)
            if found and not tags_only:
                _add_metrics(connection, found, ids, metrics)
            return list(found.values())
    # ValueError: an address that can't be taken apart, or an experiment that isn't a number; ImportError: no driver.
    except (SQLAlchemyError, sqlite3.Error, ImportError, ValueError):
        return None


@contextmanager
def _connected(uri: str) -> Iterator["Connection"]:
    engine = _engine(uri)
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def _engine(uri: str) -> "Engine":
    from sqlalchemy import NullPool, create_engine

    if not uri.startswith(_SQLITE):
        waiting = {"connect_timeout": _CONNECT_S}
        return create_engine(uri, poolclass=NullPool, connect_args=waiting)
    # A file that isn't there isn't made.
    place = f"file:{quote(str(Path(uri.removeprefix(_SQLITE)).absolute()))}?mode=ro"
    return create_engine(
        "sqlite://",
        creator=lambda: sqlite3.connect(place, uri=True, timeout=_WAIT_S),
        poolclass=NullPool,
    )


def _is_known(connection: "Connection") -> bool:
    """Whether the schema is one of SCHEMAS, and all experiments are where the client would look for them."""
    from sqlalchemy import column, func, select, table

    version: Any = column("version_num")
    workspace: Any = column("workspace")
    found = connection.execute(select(version).select_from(table("alembic_version", version)))
    if tuple(found.scalars()) not in SCHEMAS:
        return False
    everywhere = select(func.count()).select_from(table("experiments", workspace))
    return connection.execute(everywhere.where(workspace != "default")).scalar_one() == 0


def _records(
    connection: "Connection", experiments: list[int], key: str | None, tags_only: bool
) -> dict[str, RunRecord]:
    """Run id → the run without metrics, in the client's order.

    The database hands out all texts of a run as one of JSON, which is quicker than seventy rows.
    """
    from sqlalchemy import Text, cast, func, select

    runs = _columns("runs", *_RUN).c
    is_sqlite = connection.dialect.name == "sqlite"
    as_object = func.json_group_object if is_sqlite else func.json_object_agg

    def texts(name: str) -> Any:
        of = _columns(name, "run_uuid", "key", "value").c
        whole = select(cast(as_object(of.key, of.value), Text)).where(of.run_uuid == runs.run_uuid)
        return whole.scalar_subquery()

    tags = _columns("tags", "run_uuid", "key", "value").c
    given = [runs.run_uuid, runs.status, runs.artifact_uri, runs.start_time, runs.end_time]
    query = (
        select(*given, texts("tags"), *([] if tags_only else [texts("params")]))
        .join_from(tags.run_uuid.table, runs.run_uuid.table, tags.run_uuid == runs.run_uuid)
        .where(tags.key == TRIAL_KEY, tags.value != "" if key is None else tags.value == key)
        .where(runs.lifecycle_stage == "active", runs.experiment_id.in_(experiments))
        .order_by(runs.start_time.desc(), runs.run_uuid)
    )
    found = {}
    for run_id, state, uri, began, ended, *several in _rows(connection, query):
        # PostgreSQL has no text where a run has no parameters.
        labels, params = (shared(from_json(text or "{}")) for text in (*several, "{}")[:2])
        seconds = seconds_between(began, ended)
        found[run_id] = RunRecord(run_id, state, uri, labels, params, {}, seconds)
    return found


def _add_metrics(
    connection: "Connection",
    found: dict[str, RunRecord],
    experiments: list[int],
    names: Sequence[str],
) -> None:
    """The latest values, row by row: JSON would round them."""
    from sqlalchemy import select

    runs = _columns("runs", *_RUN).c
    numbers = _columns("latest_metrics", "run_uuid", "key", "value", "is_nan").c
    latest = (
        select(numbers.run_uuid, numbers.key, numbers.value, numbers.is_nan)
        .join_from(numbers.key.table, runs.run_uuid.table, numbers.run_uuid == runs.run_uuid)
        .where(numbers.key.in_(names))
        .where(runs.lifecycle_stage == "active", runs.experiment_id.in_(experiments))
    )
    for run_id, key, value, is_nan in _rows(connection, latest):
        if (record := found.get(run_id)) is not None:
            record.metrics[shared_text(key)] = float("nan") if is_nan else value


def _active(connection: "Connection") -> list[int]:
    """Every active experiment."""
    from sqlalchemy import select

    every = _columns("experiments", "experiment_id", "lifecycle_stage").c
    active = select(every.experiment_id).where(every.lifecycle_stage == "active")
    return list(connection.execute(active).scalars())


def _columns(name: str, *names: str) -> Any:
    from sqlalchemy import column, table

    return table(name, *map(column, names))


def _rows(connection: "Connection", query: Any) -> Iterator[Any]:
    return iter(connection.execute(query, execution_options={"yield_per": _ROWS_AT_ONCE}))
