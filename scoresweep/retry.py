"""Waiting for a tracking server that is away, instead of failing of it."""

import time
from collections.abc import Callable
from typing import TypeVar

from mlflow.exceptions import MlflowException

T = TypeVar("T")

# A server that is restarted, or whose database is, comes back within minutes.
PATIENCE_S = 900.0
_LONGEST_PAUSE_S = 20.0
# What no waiting mends: the question is wrong, or the answer is no.
_FINAL = frozenset(
    {
        "INVALID_PARAMETER_VALUE",
        "INVALID_STATE",
        "PERMISSION_DENIED",
        "RESOURCE_ALREADY_EXISTS",
        "RESOURCE_DOES_NOT_EXIST",
        "UNAUTHENTICATED",
    }
)


def is_away(error: Exception) -> bool:
    """Whether an error means that the server can't be reached or can't answer now."""
    return isinstance(error, MlflowException) and error.error_code not in _FINAL


def patiently(
    action: Callable[[], T],
    on_wait: Callable[[Exception], None],
    *,
    again: Callable[[Exception], bool] = is_away,
    patience_s: float = PATIENCE_S,
    sleep: Callable[[float], None] = time.sleep,
    clock: Callable[[], float] = time.monotonic,
) -> T:
    """Do it, again and again while the server is away, for `patience_s` at most.

    again says which errors to wait after. on_wait hears of the first alone. Raises the last when patience
    ends, and any other error at once. The action must be harmless to repeat: an answer may have been lost after the deed.
    """
    end, pause, is_told = clock() + patience_s, 0.5, False
    while True:
        try:
            return action()
        except Exception as error:
            if not again(error) or clock() + pause > end:
                raise
            if not is_told:
                on_wait(error)
                is_told = True
            sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE_S)
