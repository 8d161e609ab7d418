"""Reads an MLflow store: from its database where possible (`sql_reader`), else by MLflow's client.

MLflow takes a second to load, so functions that need it import it themselves.
"""

import contextlib
import difflib
import gc
import logging
import os
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from scoresweep.errors import InputError, first_line
from scoresweep.ledger import sql_reader as database
from scoresweep.ledger.moved import record_moves
from scoresweep.ledger.records import METRICS, RunRecord, by_trial_key, record_of
from scoresweep.ledger.schema import TagName
from scoresweep.ledger.sql_reader import Experiment
from scoresweep.ledger.uri import (
    advice,
    check_reachable,
    check_sqlite,
    is_absent,
    sqlite_path,
    tracking_uri,
    without_password,
)
from scoresweep.sanitize import printable

if TYPE_CHECKING:
    from mlflow import MlflowClient
    from mlflow.entities import Run

T = TypeVar("T")
# A run with every measurement is 150 rows, of which a page of 1,000 took 350 MB; larger ones are
# hardly quicker.
_RUNS_A_PAGE = 300
_EXPERIMENTS_A_PAGE = 1000


def quiet_libraries(*, verbose: bool = False) -> None:
    """Set the log level of MLflow, Alembic and urllib3: INFO if verbose, else ERROR."""
    level = "INFO" if verbose else "ERROR"
    # MLflow sets its own level and Alembic's by this variable when it is imported.
    os.environ["MLFLOW_LOGGING_LEVEL"] = level
    for name in ("alembic", "mlflow", "urllib3"):
        logging.getLogger(name).setLevel(level)
    if not verbose:
        # Logs the traceback of each error of a database, which it raises as well.
        logging.getLogger("mlflow.store.db.utils").setLevel("CRITICAL")


class LazyClient:
    """MLflow's client of a store, made at its first use.

    What is read from the database itself needs none, and loading MLflow takes a second and 100 MiB.
    """

    def __init__(self, tracking_uri: str):
        self.tracking_uri = tracking_uri

    @cached_property
    def _client(self) -> "MlflowClient":
        from mlflow import MlflowClient

        record_moves(self.tracking_uri)
        return MlflowClient(self.tracking_uri)

    def __getattr__(self, name: str) -> Any:
        # Its own, of an object that isn't whole: to look there for it would come back here.
        if name.startswith("_") or name == "tracking_uri":
            raise AttributeError(name)
        return getattr(self._client, name)


# Whoever reads takes either.
Client: TypeAlias = "MlflowClient | LazyClient"


def open_client(uri: str) -> "MlflowClient":
    """Open a store; MLflow creates a sqlite file that doesn't exist yet.

    Raises:
        InputError: The store can't be used. The message names it and says what to do.
    """
    check_sqlite(uri)
    # A laptop waits seconds, not minutes, for a server that isn't there.
    os.environ.setdefault("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "3")
    os.environ.setdefault("MLFLOW_HTTP_REQUEST_TIMEOUT", "20")
    from mlflow import MlflowClient

    record_moves(uri)
    try:
        check_reachable(uri)
        client = MlflowClient(uri)
        client.search_experiments(max_results=1)
    except Exception as error:  # each store raises errors of its own kind; all mean the same
        raise InputError(
            f"the tracking store {without_password(uri)} can't be used "
            f"({first_line(error)}); {advice(uri, error)}"
        ) from error
    return client


def reading_client(given_uri: str | None) -> Client:
    """Return a client for reading an existing store.

    Args:
        given_uri: The store as the user gave it; see `uri.tracking_uri` for the default.

    Raises:
        InputError: There is no such store, or it can't be used.
    """
    uri = tracking_uri(given_uri)
    if database.can_read(uri):
        return LazyClient(uri)
    if is_absent(uri):
        raise InputError(
            f"there is no tracking store {sqlite_path(uri)}; give the right one with "
            "--tracking-uri, or begin with: scoresweep launch quickstart"
        )
    return open_client(uri)


def read_records(uri: str, metrics: Sequence[str] = ()) -> list[RunRecord]:
    """Return every active run with a trial key, newest first, without creating a store.

    Args:
        uri: The store; a sqlite file that doesn't exist holds no runs.
        metrics: Metrics to read. Without any, parameters and metrics are left out.
    """
    if is_absent(uri):
        check_sqlite(uri)
        return []
    has_metrics = bool(metrics)
    return list(
        read_trials(
            reading_client(uri), tags_only=not has_metrics, has_costs=has_metrics, metrics=metrics
        )
    )


def read_existing_runs(uri: str) -> dict[str, RunRecord]:
    """Return trial key → its run, without creating a store."""
    return by_trial_key(read_records(uri))


def all_experiments(client: Client) -> list[Experiment]:
    """Return every active experiment."""
    found = database.read_experiments(client.tracking_uri)
    if found is not None:
        return found
    found, token = [], None
    while True:
        page = client.search_experiments(max_results=_EXPERIMENTS_A_PAGE, page_token=token)
        found += (Experiment(str(each.experiment_id), each.name) for each in page)
        token = page.token
        if not token:
            return found


def read_runs(
    client: Client, experiments: Sequence[str] | None, query: str, keep: Callable[["Run"], T]
) -> Iterator[T]:
    """Return what `keep` makes of every active run of these or all experiments that matches.

    Nothing else of the runs stays in memory.
    """
    if experiments is None:
        experiments = [experiment.experiment_id for experiment in all_experiments(client)]
    token = None
    while experiments:
        with _uncollected():
            page = client.search_runs(
                list(experiments), query, max_results=_RUNS_A_PAGE, page_token=token
            )
            token = page.token
            kept = [keep(run) for run in page]
            del page
        yield from kept
        if not token:
            return


def read_trials(
    client: Client,
    experiments: Sequence[str] | None = None,
    *,
    key: str | None = None,
    tags_only: bool = False,
    has_costs: bool = False,
    metrics: Sequence[str] = METRICS,
) -> Iterator[RunRecord]:
    """Return every active run with a trial key, of these or all experiments, newest first.

    Args:
        key: Only runs with this trial key.
        tags_only: Parameters and metrics may be missing.
        has_costs: Read the costs of measurements too.
        metrics: The names of the metrics to read.
    """
    records = database.read_trials(
        client.tracking_uri,
        experiments,
        key=key,
        tags_only=tags_only,
        has_costs=has_costs,
        metrics=metrics,
    )
    if records is not None:
        return iter(records)
    query = f"tags.`{database.TRIAL_KEY}` " + ("!= ''" if key is None else f"= '{key}'")
    convert = partial(record_of, names=metrics, has_costs=has_costs)
    return read_runs(client, experiments, query, convert)


def run_with_key(client: Client, key: str, metrics: Sequence[str] = METRICS) -> RunRecord | None:
    """Return the run of a trial key with the latest values of these metrics, over all sweeps."""
    return by_trial_key(read_trials(client, key=key, metrics=metrics)).get(key)


def read_sweeps(client: Client, name: str | None = None) -> list[RunRecord]:
    """Return the parent run of every sweep, or of those of this name, oldest first.

    A sweep is known by its parent run's tags: its experiment may have been renamed in MLflow's UI.
    Params and metrics may be missing.
    """
    records = database.read_sweeps(client.tracking_uri, name)
    if records is None:
        query = f"tags.`{TagName.ROLE}` = 'sweep'"
        if name is not None:
            query += f" and tags.`{TagName.SWEEP}` = '{name}'"
        records = list(read_runs(client, None, query, record_of))
    return records[::-1]


def runs_if_there(client: Client, run_ids: Collection[str]) -> dict[str, RunRecord]:
    """Active runs of trials, by id, without those that were deleted meanwhile."""
    records = database.read_runs(client.tracking_uri, run_ids)
    if records is None:
        records = [run for run_id in run_ids for run in _run_by_client(client, run_id)]
    return {record.run_id: record for record in records}


def _run_by_client(client: Client, run_id: str) -> list[RunRecord]:
    from mlflow.exceptions import MlflowException

    try:
        run = client.get_run(run_id)
    except MlflowException:
        return []
    return [record_of(run)] if run.info.lifecycle_stage == "active" else []


def read_history(client: Client, run_id: str, metric: str) -> list[tuple[int, float]]:
    """(step, value) of all that a run logged of a metric; empty if it has none."""
    points = database.read_history(client.tracking_uri, run_id, metric)
    if points is not None:
        return points
    return [(each.step, each.value) for each in client.get_metric_history(run_id, metric)]


@contextlib.contextmanager
def _uncollected() -> Iterator[None]:
    """Turn Python's collector of cycles off.

    It would go through a page's objects again and again as they are made: more than half of the
    time that reading takes. At the end it looks at these objects once.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.collect(0)
        if was_on:
            gc.enable()


def known_sweeps(client: Client, name: str) -> str:
    """Return what to say after "there is no sweep of this name"."""
    sweeps = (each.tags.get(TagName.SWEEP, "") for each in read_sweeps(client))
    known = [printable(sweep) for sweep in dict.fromkeys(sweeps) if sweep]
    if any(experiment.name == name for experiment in all_experiments(client)):
        return (
            ": the experiment of that name has no parent run. If it was deleted, restore it in "
            "MLflow, or launch the sweep again, which trains only what has no run"
        )
    if not known:
        return "; it has no sweep at all: check --tracking-uri, or launch the sweep first"
    close = difflib.get_close_matches(name, known, n=1)
    return f"; did you mean {close[0]}?" if close else f"; there are {', '.join(known)}"
