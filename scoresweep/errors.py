"""Errors that callers distinguish."""


class InputError(ValueError):
    """The request can't be carried out as given.

    The message names the problem, where it is and how to fix it. The command line prints it without
    a traceback and exits with code 2.
    """


class LostWorkerError(RuntimeError):
    """A worker process of a trial died while the others were training."""


class PreemptedError(RuntimeError):
    """The process got notice of its end, and saved its state."""


def first_line(error: BaseException, length: int = 300) -> str:
    """The first line of an error's message, or its type's name if it has none."""
    text = str(error).strip()
    return text.splitlines()[0][:length] if text else type(error).__name__
