"""The prose linter finds what it promises, in prose alone, and the tree passes it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.prose import RULES, check_file, check_text

LIMIT = 5


def findings(text: str) -> list[tuple[int, str]]:
    return list(check_text(text, LIMIT))


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("Short.\n\nOne two three four\nfive six.", 3, "6 words, at most 5: One two"),
        ("- Short.\n- One two three four five six.", 2, "6 words"),
        ("Args:\n    x: One two three four five six.", 2, "6 words"),
        ("It is is here.", 1, "'is is': doubled word"),
        ("An error is told.", 1, "'told': name what happens"),
        ("Whoever reads it.", 1, "'Whoever'"),
        ("Of a run.", 1, "'Of': begin with the subject"),
    ],
)
def test_what_is_found(text: str, line: int, message: str):
    ((where, what),) = findings(text)
    assert where == line and what.startswith(message)


@pytest.mark.parametrize(
    "text",
    [
        "One two. Three four five. Six seven.",
        "```\none two three four five six told\n```\n",
        "Like this:\n\n    one two three four five six told\n",
        "See [a b c](https://one.two/three four five six).",
        "Type `one two three four five six`.",
        "| one two three four five six |",
        "They can be told apart.",
    ],
)
def test_what_is_left_alone(text: str):
    assert findings(text) == []


def test_docstrings_are_read_and_lines_are_the_files(tmp_path: Path):
    """The class's docstring begins in line 2 of the file; its second paragraph is in line 4."""
    file = tmp_path / "a.py"
    file.write_text('class A:\n    """Short.\n\n    It is told.\n    """\n\n    told = "told"\n')
    assert [each.removeprefix(str(file)) for each in check_file(str(file))] == [
        ":4: 'told': name what happens: logged, raised, returned, shown\n"
    ]


def test_named_files_are_checked_outside_of_a_repository(tmp_path: Path):
    (tmp_path / "a.md").write_text("It is is here.\n")
    root = Path(__file__).parents[1]
    done = subprocess.run(
        [sys.executable, "-m", "tests.prose", "a.md"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(root), "GIT_DIR": str(tmp_path / "none")},
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stdout) == (1, "a.md:1: 'is is': doubled word\n")


def test_the_longest_beginning_of_a_path_sets_the_limit(tmp_path: Path, monkeypatch):
    monkeypatch.setitem(RULES, "words", {"": 2, f"{tmp_path}/docs/": 3})
    (tmp_path / "docs").mkdir()
    for name in ("a.md", "docs/index.md"):
        (tmp_path / name).write_text("One two three.\n")
    assert len(list(check_file(f"{tmp_path}/a.md"))) == 1
    assert list(check_file(f"{tmp_path}/docs/index.md")) == []


def test_the_tree_passes():
    root = Path(__file__).parents[1]
    done = subprocess.run(
        [sys.executable, "-m", "tests.prose"], cwd=root, capture_output=True, text=True
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
