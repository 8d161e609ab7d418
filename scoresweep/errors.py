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
