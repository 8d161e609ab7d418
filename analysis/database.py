"""Runs of trials from the database that a store is, by a select a table. No MLflow: it reads a run in 4 ms, and takes seconds to load.

Read alone, and only from a database whose schema was looked at (SCHEMAS): any other store is left to MLflow's client.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from analysis.records import METRICS, RunRecord, seconds_between, shared_text

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

# Alembic's name for the last change to the schema; those of MLflow 3.17.
SCHEMAS = (("dc11669786a5",),)
TRIAL_KEY = "scoresweep.trial_key"
_SQLITE = "sqlite:///"
# Whose drivers know the option that keeps a server that isn't there from being waited for.
_POSTGRESQL = ("postgresql://", "postgresql+psycopg2://", "postgresql+psycopg://")
_WAIT_S, _CONNECT_S = 30.0, 10  # for who writes to the file at the moment; for a server
_ROWS_AT_ONCE = 5000


def read_trials(
    uri: str,
    experiments: Sequence[str] | None = None,
    *,
    tags_only: bool = False,
    metrics: Sequence[str] = METRICS,
) -> list[RunRecord] | None:
    """Every active run with a trial key, of some experiments or all active ones, newest first; None where a store can't
    be read so, whatever the reason: the client, asked then, can read it or says why not.

    tags_only: without parameters and metrics; metrics: the names of those that are read.

    A run's state is read before its tags: who finishes a run writes its tags first, so a finished run has them all.
    """
    if not uri.startswith((_SQLITE, *_POSTGRESQL)):
        return None
    from sqlalchemy.exc import SQLAlchemyError

    try:
        with _connected(uri) as connection:
            if not _is_known(connection):
                return None
            ids = [int(i) for i in experiments] if experiments is not None else None
            return _records(connection, ids, [] if tags_only else metrics, tags_only)
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
    connection: "Connection",
    experiments: list[int] | None,
    metrics: Sequence[str],
    tags_only: bool,
) -> list[RunRecord]:
    from sqlalchemy import Select, column, select, table

    def columns(name: str, *names: str) -> Any:
        return table(name, *map(column, names))

    def rows(query: Select[Any]) -> Iterator[Any]:
        options = {"yield_per": _ROWS_AT_ONCE}
        return iter(connection.execute(query, execution_options=options))

    if experiments is None:
        every = columns("experiments", "experiment_id", "lifecycle_stage").c
        active = select(every.experiment_id).where(every.lifecycle_stage == "active")
        experiments = list(connection.execute(active).scalars())
    runs = columns(
        "runs",
        *("run_uuid", "status", "artifact_uri", "start_time", "end_time"),
        *("lifecycle_stage", "experiment_id"),
    )
    tags, params = (columns(name, "run_uuid", "key", "value") for name in ("tags", "params"))
    numbers = columns("latest_metrics", "run_uuid", "key", "value", "is_nan")

    def of_runs(of: Any, *what: Any) -> Select[Any]:
        """Of a table that has a run's id, what belongs to active runs of the experiments."""
        return (
            select(runs.c.run_uuid, *what)
            .join(of, of.c.run_uuid == runs.c.run_uuid)
            .where(runs.c.lifecycle_stage == "active", runs.c.experiment_id.in_(experiments))
        )

    trials = (
        of_runs(tags, runs.c.status, runs.c.artifact_uri, runs.c.start_time, runs.c.end_time)
        .where(tags.c.key == TRIAL_KEY, tags.c.value != "")
        # The client's order.
        .order_by(runs.c.start_time.desc(), runs.c.run_uuid)
    )
    found = {
        run_id: RunRecord(run_id, state, uri, {}, {}, {}, seconds_between(began, ended))
        for run_id, state, uri, began, ended in rows(trials)
    }
    for run_id, key, value in rows(of_runs(tags, tags.c.key, tags.c.value)):
        if (record := found.get(run_id)) is not None:
            record.tags[shared_text(key)] = shared_text(value)
    if tags_only:
        return list(found.values())
    for run_id, key, value in rows(of_runs(params, params.c.key, params.c.value)):
        if (record := found.get(run_id)) is not None:
            record.params[shared_text(key)] = shared_text(value)
    latest = of_runs(numbers, numbers.c.key, numbers.c.value, numbers.c.is_nan)
    for run_id, key, value, is_nan in rows(latest.where(numbers.c.key.in_(metrics))):
        if (record := found.get(run_id)) is not None:
            record.metrics[shared_text(key)] = float("nan") if is_nan else value
    return list(found.values())
