"""Counts with their nouns."""


def counted(number: int | str, one: str, many: str | None = None) -> str:
    """Return `1 judge` or `2 judges`; many: the plural, unless it is `one` with an s."""
    return f"{number} {one if str(number) == '1' else many or one + 's'}"
