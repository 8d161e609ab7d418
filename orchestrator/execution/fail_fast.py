"""Whether it makes sense to start more trials, by how the first ones ended. Pure."""


class FailFast:
    """Watches the first trials of a launch that end."""

    def __init__(self, count: int | None):
        """Watch the first `count` trials that end; None watches none."""
        self._count = count
        self._errors: list[str | None] = []

    def ended(self, error: str | None) -> None:
        """Record the end of a trial, with its error or None."""
        if self._count is not None and len(self._errors) < self._count:
            self._errors.append(error)

    @property
    def error(self) -> str | None:
        """The error that all watched trials ended with.

        None while some haven't ended, or if one ended without an error or with another one.
        """
        if self._count is None or len(self._errors) < self._count:
            return None
        return self._errors[0] if len(set(self._errors)) == 1 else None
