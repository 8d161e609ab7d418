"""Counts with their nouns."""

import re
from pathlib import Path

from scoresweep.plurals import counted

_ROOMS = ("analysis", "orchestrator", "scoresweep", "workers")


def test_one_and_many():
    assert [counted(n, "judge") for n in (0, 1, 2)] == ["0 judges", "1 judge", "2 judges"]
    assert counted(1, "trial isn't", "trials aren't") == "1 trial isn't"
    assert counted("1", "epoch") == "1 epoch" and counted("1 to 30", "epoch") == "1 to 30 epochs"


def test_lengths_are_printed_with_the_noun_that_fits():
    """A length in braces and a plural after it: that is `1 judges` some day."""
    pattern = re.compile(
        r"\{len\([^}]*\)\} (?:\w+ )?(?:judges|trials|seeds|images|networks|runs)\b"
    )
    root = Path(__file__).parents[1]
    found = [
        f"{path.relative_to(root)}: {match[0]}"
        for room in _ROOMS
        for path in sorted((root / room).rglob("*.py"))
        if "forecast" not in path.parts
        for match in pattern.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []
