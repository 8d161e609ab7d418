"""Whatever names a page of the documentation names one that is there."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_PATH = re.compile(r"(?<![\w./-])docs/[\w./-]*\w")


def missing_paths(text: str) -> list[str]:
    """The paths below docs/ in a text that don't exist."""
    return [path for path in _PATH.findall(text) if not (ROOT / path).exists()]


def test_every_page_that_is_named_anywhere_exists():
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\0")
    files = [ROOT / name for name in listed if name and not name.endswith(".png")]
    texts = {file: file.read_text(encoding="utf-8") for file in files if file.is_file()}
    found = {file.name: gone for file, text in texts.items() if (gone := missing_paths(text))}
    assert found == {}
    assert sum(len(_PATH.findall(text)) for text in texts.values()) > 50


def test_a_path_is_found_with_what_surrounds_it():
    gone = "docs/" + "nosuch.md"
    for text in (f"({gone})", f"see {gone}.", f'"{gone}"', f"[x]({gone}#part)"):
        assert missing_paths(text) == [gone], text
    assert missing_paths("build/docs/nosuch and docs/log.md") == []
