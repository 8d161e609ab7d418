"""Keeps libraries from saying what no user can act on, such as database migrations and retries."""

import logging
from typing import Any


def quiet_libraries(verbose: bool) -> None:
    level = logging.INFO if verbose else logging.ERROR
    for name in ("alembic", "mlflow", "urllib3"):
        logging.getLogger(name).setLevel(level)


def reading_client(tracking_uri: str | None) -> Any:
    """A client for reading a store that is there."""
    from orchestrator.ledger import existing
    from orchestrator.store import tracking_uri as resolve

    quiet_libraries(False)
    return existing(resolve(tracking_uri)).client
