"""The sweeps that come with scoresweep, and the schema beside them. Loads no library."""

import os
from pathlib import Path

SWEEPS = Path(__file__).parents[2] / "sweeps"
# For editors, and for the shell's completion; `scoresweep schema` makes it.
SCHEMA_FILE = SWEEPS / "schema.json"


def modeline() -> str:
    """Return the first line of a sweep file, by which editors find the installed schema."""
    return f"# yaml-language-server: $schema={SCHEMA_FILE.resolve().as_uri()}"


def shipped_names() -> list[str]:
    """Return the names of the ready sweeps, by the alphabet."""
    return sorted(file.stem for file in SWEEPS.glob("*.yaml"))


def launched_as(sweep: str) -> str:
    """Return how a sweep's file is typed: a ready sweep's name, or NAME.yaml if it is here.

    The ledger doesn't know the file: without either it is SPEC.yaml.
    """
    if sweep in shipped_names():
        return sweep
    file = f"{sweep}.yaml"
    return file if os.path.isfile(file) else "SPEC.yaml"
