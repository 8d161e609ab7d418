"""Reading an MLflow store whole, page by page."""

import difflib
from collections.abc import Iterator, Sequence

from mlflow import MlflowClient
from mlflow.entities import Experiment, Run

from analysis.safe_text import printable

_RUNS_A_PAGE = 5000
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
    """Every active run that matches, newest first within a page."""
    token = None
    while experiments:
        page = client.search_runs(
            list(experiments), query, max_results=_RUNS_A_PAGE, page_token=token
        )
        yield from page
        token = page.token
        if not token:
            return


def known_sweeps(client: MlflowClient, name: str) -> str:
    """What to say after "there is no sweep of this name"."""
    names = (experiment.name for experiment in all_experiments(client))
    known = [printable(name) for name in names if name != "Default"]
    if not known:
        return "; it is empty: check --tracking-uri, or launch the sweep first"
    close = difflib.get_close_matches(name, known, n=1)
    return f"; did you mean {close[0]}?" if close else f"; there are {', '.join(known)}"
