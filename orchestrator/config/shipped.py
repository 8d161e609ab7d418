"""The sweeps that come with scoresweep, and the schema beside them. Loads no library."""

from pathlib import Path

SWEEPS = Path(__file__).parents[2] / "sweeps"
# For editors, and for the shell's completion; `scoresweep schema` makes it.
SCHEMA_FILE = SWEEPS / "schema.json"


def shipped_names() -> list[str]:
    return sorted(file.stem for file in SWEEPS.glob("*.yaml"))
