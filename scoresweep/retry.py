"""Retrying a request with exponential backoff while a server is unavailable."""

import time
from collections.abc import Callable
from typing import TypeVar

from mlflow.exceptions import MlflowException

T = TypeVar("T")

# A server or database that restarts is back within minutes.
RETRY_TIMEOUT_S = 900.0
_FIRST_DELAY_S, _LONGEST_DELAY_S = 0.5, 20.0
# Codes for a request that is wrong or refused: repeating it gives the same answer.
_PERMANENT = frozenset(
    {
        "INVALID_PARAMETER_VALUE",
        "INVALID_STATE",
        "PERMISSION_DENIED",
        "RESOURCE_ALREADY_EXISTS",
        "RESOURCE_DOES_NOT_EXIST",
        "UNAUTHENTICATED",
    }
)


def is_server_unavailable(error: Exception) -> bool:
    """Return whether the tracking server can't be reached or can't answer now."""
    return isinstance(error, MlflowException) and error.error_code not in _PERMANENT


def retry_with_backoff(
    action: Callable[[], T],
    on_retry: Callable[[Exception], None],
    *,
    is_retryable: Callable[[Exception], bool] = is_server_unavailable,
    timeout_s: float = RETRY_TIMEOUT_S,
    sleep: Callable[[float], None] = time.sleep,
    clock: Callable[[], float] = time.monotonic,
) -> T:
    """Call `action` until it succeeds, with delays that double from 0.5 s to 20 s.

    Args:
        action: must be safe to repeat, as a reply may be lost after the request took effect.
        on_retry: called once, with the first retryable error.
        is_retryable: whether to retry after an error; any other error is raised at once.
        timeout_s: seconds after which the last error is raised.
        sleep: for tests.
        clock: for tests; returns seconds.
    """
    deadline, delay, is_reported = clock() + timeout_s, _FIRST_DELAY_S, False
    while True:
        try:
            return action()
        except Exception as error:
            if not is_retryable(error) or clock() + delay > deadline:
                raise
            if not is_reported:
                on_retry(error)
                is_reported = True
            sleep(delay)
            delay = min(2 * delay, _LONGEST_DELAY_S)
