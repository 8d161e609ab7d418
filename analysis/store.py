"""Reading an MLflow store whole, page by page."""

import contextlib
import difflib
import gc
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from mlflow import MlflowClient
from mlflow.entities import Experiment, Run

from analysis import database
from analysis.records import METRICS, RunRecord, record_of
from analysis.safe_text import printable

T = TypeVar("T")
# A run with every measurement is 150 rows, of which a page of 1,000 took 350 MB; larger ones are hardly quicker.
_RUNS_A_PAGE = 300
_EXPERIMENTS_A_PAGE = 1000


def all_experiments(client: MlflowClient) -> list[Experiment]:
    """Every active experiment."""
    found: list[Experiment] = []
    token = None
    while True:
        page = client.search_experiments(max_results=_EXPERIMENTS_A_PAGE, page_token=token)
        found += page
        token = page.token
        if not token:
            return found


def search_runs(client: MlflowClient, experiments: Sequence[str], query: str) -> Iterator[Run]:
    """Every active run that matches, newest first within a page. For few of them: see `read_runs`."""
    return read_runs(client, experiments, query, lambda run: run)


def read_runs(
    client: MlflowClient, experiments: Sequence[str], query: str, keep: Callable[[Run], T]
) -> Iterator[T]:
    """What `keep` makes of every active run that matches; nothing else of them stays in memory."""
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
    client: MlflowClient,
    experiments: Sequence[str],
    *,
    tags_only: bool = False,
    metrics: Sequence[str] = METRICS,
) -> Iterator[RunRecord]:
    """Every active run with a trial key, newest first: from the database itself where it is one that we know.

    tags_only: parameters and metrics may lack; metrics: the names of those that are wanted.
    """
    records = database.read_trials(
        client.tracking_uri, experiments, tags_only=tags_only, metrics=metrics
    )
    if records is None:
        query = f"tags.`{database.TRIAL_KEY}` != ''"
        yield from read_runs(client, experiments, query, lambda run: record_of(run, metrics))
    else:
        yield from records


def trials_with_key(client: MlflowClient, key: str) -> Iterator[RunRecord]:
    """Every active run of a trial key, with its tags: the same of one trial, over all sweeps."""
    records = database.read_trials(client.tracking_uri, tags_only=True, key=key)
    if records is None:
        experiments = [experiment.experiment_id for experiment in all_experiments(client)]
        query = f"tags.`{database.TRIAL_KEY}` = '{key}'"
        yield from read_runs(client, experiments, query, record_of)
    else:
        yield from records


@contextlib.contextmanager
def _uncollected() -> Iterator[None]:
    """Without Python's collector of cycles, which else goes through a page's objects again and again as they are
    made: more than half of all time that reading takes. At the end it looks once, at these objects alone."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.collect(0)
        if was_on:
            gc.enable()


def known_sweeps(client: MlflowClient, name: str) -> str:
    """What to say after "there is no sweep of this name"."""
    names = (experiment.name for experiment in all_experiments(client))
    known = [printable(name) for name in names if name != "Default"]
    if not known:
        return "; it is empty: check --tracking-uri, or launch the sweep first"
    close = difflib.get_close_matches(name, known, n=1)
    return f"; did you mean {close[0]}?" if close else f"; there are {', '.join(known)}"
