"""Keeps libraries from saying what no user can act on, such as database migrations and retries."""

import logging
from typing import Any


def quiet_libraries(verbose: bool) -> None:
    level = logging.INFO if verbose else logging.ERROR
    for name in ("alembic", "mlflow", "urllib3"):
        logging.getLogger(name).setLevel(level)


def load_mlflow(verbose: bool) -> None:
    """And have it quiet, as it sets how much it says when it is loaded."""
    import mlflow  # noqa: F401 - to have it loaded

    quiet_libraries(verbose)


def reading_client(tracking_uri: str | None) -> Any:
    """A client for reading a store that is there; MLflow isn't loaded for a database that is read without."""
    from scoresweep.ledger.client import LazyClient
    from scoresweep.ledger.sql_reader import can_read
    from scoresweep.ledger.uri import tracking_uri as resolve

    uri = resolve(tracking_uri)
    if can_read(uri):
        return LazyClient(uri, on_load=lambda: load_mlflow(False))
    load_mlflow(False)
    from scoresweep.orchestrator.execution.ledger_writer import existing

    return existing(uri).client
