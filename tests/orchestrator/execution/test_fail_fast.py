"""When no further trial is started: the first to end all failed with one error."""

import pytest

from scoresweep.orchestrator.execution.fail_fast import FailFast


@pytest.mark.parametrize(
    ("count", "errors", "found"),
    [
        (2, ["OSError: full"], None),
        (2, ["OSError: full", "OSError: full"], "OSError: full"),
        (2, ["OSError: full", "OSError: full", None], "OSError: full"),
        (2, ["OSError: full", "ValueError"], None),
        (2, [None, "OSError: full", "OSError: full"], None),
        (1, ["OSError: full"], "OSError: full"),
        (None, ["OSError: full"] * 9, None),
    ],
)
def test_the_first_that_end(count: int | None, errors: list[str | None], found: str | None):
    watched = FailFast(count)
    for error in errors:
        watched.ended(error)
    assert watched.error == found
