"""Output that can't end a command: signs a terminal lacks, and terminals and pipes that go away."""

import codecs
import errno
import io
import os
import shutil
import sys
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any, TextIO

_SPELT_OUT = {
    **{"λ": "lambda", "μ": "mu", "σ": "sigma", "τ": "tau", "ε": "epsilon", "∇": "grad "},
    **{"→": "->", "…": "...", "−": "-", "–": "-", "≠": "!=", "≤": "<=", "≥": ">=", "√": "sqrt "},
}
_ERRORS = "scoresweep.spelt_out"


def _spell_out(error: UnicodeError) -> tuple[str, int]:
    """Write λ as lambda, and ? for a sign without a name: an error handler of `codecs`."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    text = error.object[error.start : error.end]
    return "".join(_SPELT_OUT.get(sign, "?") for sign in text), error.end


def command_name() -> str:
    """Return how the command is typed here: by its path, where it isn't on PATH."""
    typed = sys.argv[0]
    is_ours = os.path.basename(typed) == "scoresweep" and os.access(typed, os.X_OK)
    return typed if is_ours and shutil.which("scoresweep") is None else "scoresweep"


def spell_out_signs() -> None:
    """Make stdout and stderr write every text, whatever encoding the terminal has."""
    codecs.register_error(_ERRORS, _spell_out)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=_ERRORS)


# The reader of a pipe, or the terminal, went away.
_GONE = (errno.EPIPE, errno.EIO)
# The disk of a log is full.
FULL = (errno.ENOSPC, errno.EDQUOT)


class _Lossy:
    """A stream that drops what can't be written any more, instead of raising."""

    def __init__(self, stream: TextIO, errors: Collection[int]):
        self._stream, self._errors = stream, errors

    def write(self, text: str) -> int:
        try:
            self._stream.write(text)
        except OSError as error:
            self._give_up(error)
        return len(text)

    def flush(self) -> None:
        try:
            self._stream.flush()
        except OSError as error:
            self._give_up(error)

    def _give_up(self, error: OSError) -> None:
        if error.errno not in self._errors:
            raise error
        # What is still buffered would raise again when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), self._stream.fileno())

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


@contextmanager
def lossy_output(errors: Collection[int] = _GONE) -> Iterator[None]:
    """In the body, go on where what is printed can't be written.

    Args:
        errors: Numbers of the OSErrors after which nothing more is written; others are raised.
    """
    before = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = (_Lossy(stream, errors) for stream in before)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before
