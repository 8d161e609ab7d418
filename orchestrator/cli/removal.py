"""What the commands that delete have in common: the question before, and MLflow's own deletion."""

import shlex
import sys

import click

from scoresweep.errors import InputError
from scoresweep.ledger.uri import without_password


def check_answer(*, yes: bool) -> None:
    """Check that the question is answered by --yes or can be asked.

    Raises:
        InputError: There is no terminal to ask on.
    """
    if not yes and not _has_terminal():
        raise InputError("there is no terminal to ask on; look with --dry-run, then give --yes")


def is_confirmed(question: str, *, yes: bool) -> bool:
    """Ask, unless the answer was given with the command."""
    return yes or click.confirm(question)


def gc_command(uri: str) -> str:
    """Return the command by which MLflow deletes for good what is marked as deleted."""
    shown = without_password(uri)
    if uri.startswith("http"):
        return "mlflow gc, on the tracking server's machine"
    return f"mlflow gc --backend-store-uri {shlex.quote(shown)} --tracking-uri {shlex.quote(shown)}"


def _has_terminal() -> bool:
    return sys.stdin.isatty()
