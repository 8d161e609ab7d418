"""How tables say how many seeds a mean has, and mark the means that lack some."""

_MEAN = "Mean ± standard error over the seeds."
_PARTLY = "n=2 of 3: not all planned seeds are in the mean."


def count_mark(n: int, planned: int) -> str:
    """` (n=3)`, or ` (n=2 of 3)` where not all planned seeds are in the mean; empty where one was planned."""
    if planned == 1:
        return ""
    return f" (n={n})" if n == planned else f" (n={n} of {planned})"


def seeds_note(rows: list[tuple[str, ...]]) -> str:
    """What a table's means are, and its mark if one of its texts has it."""
    is_marked = any(" of " in text and " (n=" in text for row in rows for text in row)
    return f"{_MEAN} {_PARTLY}" if is_marked else _MEAN
