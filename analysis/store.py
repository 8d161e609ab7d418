"""Reading an MLflow store whole, page by page."""

from collections.abc import Iterator, Sequence

from mlflow import MlflowClient
from mlflow.entities import Experiment, Run

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
