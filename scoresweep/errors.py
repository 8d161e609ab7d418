"""Errors that callers tell apart."""


class InputError(ValueError):
    """What was asked for can't be done as asked.

    The message says what is wrong, where, and what to do; the command line prints it without a
    traceback and exits with code 2.
    """


class LostWorkerError(RuntimeError):
    """A trial's worker process went away while the others trained."""


class TakenAwayError(RuntimeError):
    """This process was told to end, and saved what it had."""


def first_line(error: BaseException, length: int = 300) -> str:
    """The first line of an error's message, or its type's name if it has none."""
    text = str(error).strip()
    return text.splitlines()[0][:length] if text else type(error).__name__
