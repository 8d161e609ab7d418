"""Counts with their nouns, and sizes with their units."""


def counted(number: int | str, one: str, many: str | None = None) -> str:
    """Return `1 judge` or `2 judges`; many: the plural, unless it is `one` with an s."""
    return f"{number} {one if str(number) == '1' else many or one + 's'}"


def format_bytes(count: float) -> str:
    """Return bytes as people write them: `4.0 KiB`, `11 MiB`, `3.7 GiB`."""
    if count < 2**20:
        return f"{count / 2**10:.1f} KiB"
    return f"{count / 2**20:.0f} MiB" if count < 2**30 else f"{count / 2**30:,.1f} GiB"
