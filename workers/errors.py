"""The one error that is the user's to mend."""


class InputError(ValueError):
    """What was asked for can't be done as asked.

    The message says what is wrong, where, and what to do; the command line prints it without a
    traceback and exits with code 2.
    """
