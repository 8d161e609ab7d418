"""Where a command reads a sweep: a store that knows its name, or a file of `scoresweep export`."""

import hashlib
from pathlib import Path

import click

from scoresweep.cache import cache_root
from scoresweep.ledger.client import Client, reading_client
from scoresweep.ledger.uri import sqlite_uri

_WHOLE = "whole"


def open_sweep(sweep: str, tracking_uri: str | None) -> tuple[Client, str]:
    """Open the store of a sweep for reading, and return its name there.

    Args:
        sweep: A sweep's name, or a file that `scoresweep export` wrote.
        tracking_uri: As it was typed; without meaning for a file.

    Raises:
        InputError: There is no such store, or the file is harmed.
    """
    if not (sweep.endswith(".zip") and Path(sweep).is_file()):
        return reading_client(tracking_uri), sweep
    return _store_of_file(Path(sweep))


def _store_of_file(file: Path) -> tuple[Client, str]:
    """Import a file into a store of its own, once for each content."""
    from scoresweep.ledger.archive import Archive
    from scoresweep.orchestrator.execution.import_sweep import import_archive
    from scoresweep.orchestrator.execution.ledger_writer import Ledger
    from scoresweep.storage.location import Location

    with open(file, "rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    folder = cache_root() / "archives" / digest
    uri = sqlite_uri(folder / "scoresweep.db")
    with Archive(file) as archive:
        if not (folder / _WHOLE).exists():
            click.echo(f"reading {file} ...", err=True)
            folder.mkdir(parents=True, exist_ok=True)
            place = Location.of(str(folder / "runs"))
            import_archive(archive, Ledger(uri, place), place)
            (folder / _WHOLE).touch()
        return reading_client(uri), archive.sweep
