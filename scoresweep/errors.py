"""Errors that callers distinguish, and how their messages are shown."""

import re

from scoresweep.sanitize import printable, without_passwords

_MOST_LETTERS = 300
_LONGEST_WORD = 200
_LONGEST_LINE = 1000


class InputError(ValueError):
    """The request can't be carried out as given.

    The message names the problem, where it is and how to fix it. The command line prints it without
    a traceback and exits with code 2.
    """


class SameFailureError(RuntimeError):
    """A launch was ended early, as its trials all fail with the same error.

    The command line prints the message without a traceback and exits with code 1.
    """


class LostWorkerError(RuntimeError):
    """A worker process of a trial died while the others were training."""


class PreemptedError(RuntimeError):
    """The process got notice of its end, and saved its state."""


def first_line(error: BaseException, length: int = _MOST_LETTERS) -> str:
    """Return the first line of an error's message, or its type's name if it has none."""
    text = str(error).strip()
    return shortened(text.splitlines()[0], length) if text else type(error).__name__


def last_line(text: str, length: int = _MOST_LETTERS) -> str:
    """Return the last line that isn't empty: of a traceback, what went wrong."""
    lines = text.strip().splitlines()
    return shortened(lines[-1].strip(), length) if lines else "no message"


def shortened(text: str, length: int = _MOST_LETTERS) -> str:
    """Return the text, without its middle if it has more letters than `length`.

    It is cut between words, and within a word only if that word alone is too long.
    """
    if len(text) <= length:
        return text
    begin, end = length * 2 // 3, length // 3 - len(" … ")
    head = re.sub(r"\s+\S*\Z", "", text[: begin + 1])
    tail = re.sub(r"\A\S*\s+", "", text[-end - 1 :])
    head = head if begin // 2 < len(head) <= begin else text[:begin]
    tail = tail if end // 2 < len(tail) <= end else text[-end:]
    return f"{head} … {tail}"


def install_advice(extra: str) -> str:
    """Return how to install what an extra of pyproject.toml brings."""
    return f"pip install '.[{extra}]' in the folder of scoresweep's source"


def format_message(text: str) -> str:
    """Return a message as a terminal shows it: no secrets, control characters or pages of input."""
    text = printable(without_passwords(text))
    text = re.sub(r"\S+", lambda word: shortened(word[0], _LONGEST_WORD), text)
    return "\n".join(shortened(line, _LONGEST_LINE) for line in text.splitlines())
