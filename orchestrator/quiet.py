"""Keeps libraries from saying what no user can act on, such as database migrations and retries."""

import logging
import os
from typing import Any


def quiet_libraries(verbose: bool) -> None:
    level = logging.INFO if verbose else logging.ERROR
    # As MLflow sets its loggers' levels when it is loaded, which may be later.
    os.environ["MLFLOW_LOGGING_LEVEL"] = logging.getLevelName(level)
    for name in ("alembic", "mlflow", "urllib3"):
        logging.getLogger(name).setLevel(level)


def reading_client(tracking_uri: str | None) -> Any:
    """A client for reading a store that is there; MLflow isn't loaded for a database that is read without."""
    from analysis.database import can_read
    from analysis.store import LazyClient
    from orchestrator.store import tracking_uri as resolve

    quiet_libraries(False)
    uri = resolve(tracking_uri)
    if can_read(uri):
        return LazyClient(uri)
    from orchestrator.ledger import existing

    return existing(uri).client
