"""Every scoresweep command on every page is one that there is, with options that it takes."""

import re
from pathlib import Path

import click
import pytest

from scoresweep.orchestrator.cli.main import COMMANDS, cli
from tests.docs.pages import PAGES, ROOT, blocks_of, commands_of


def check(arguments: list[str], folder: Path) -> None:
    """Parse a command as `scoresweep` would, without running it. Raises click.UsageError."""
    name, *rest = arguments
    command = cli.get_command(click.Context(cli), name)
    if command is None:
        raise click.UsageError(f"no command {name}")
    for word in rest:
        if word.endswith(".zip"):  # which `import` looks for
            (folder / Path(word).name).touch()
    rest = [Path(word).name if word.endswith(".zip") else word for word in rest]
    command.make_context(name, [word for word in rest if word not in ("-h", "--help")])


SWEEP_FILES = [*sorted((ROOT / "sweeps").glob("*.yaml")), *(ROOT / "examples").glob("*.yaml")]


def read(page: Path) -> str:
    """A page; of a sweep file the lines of its comments that are set in, as code."""
    text = page.read_text(encoding="utf-8")
    return text if page.suffix == ".md" else re.sub("^# {3,}", "    ", text, flags=re.MULTILINE)


@pytest.mark.parametrize(
    "page", [*PAGES, *SWEEP_FILES], ids=lambda page: str(page.relative_to(ROOT))
)
def test_commands_are_as_click_has_them(page: Path, tmp_path: Path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for arguments in commands_of(read(page)):
        try:
            check(arguments, tmp_path)
        except click.UsageError as error:
            # A name alone, as in `scoresweep launch` without SPEC, stands for the command.
            if len(arguments) == 1 and arguments[0] in COMMANDS:
                continue
            pytest.fail(f"scoresweep {' '.join(arguments)}: {error.format_message()}")


def test_every_command_is_on_a_page():
    used = {
        arguments[0]
        for page in PAGES
        for arguments in commands_of(page.read_text(encoding="utf-8"))
        if page.parent.name in ("tutorials", "how-to", "reference")
    }
    assert used >= COMMANDS.keys()


@pytest.mark.parametrize("wrong", ["plan x --nosuch", "nosuch x", "tables x --format pdf"])
def test_a_wrong_one_is_found(wrong: str, tmp_path: Path):
    with pytest.raises(click.UsageError):
        check(wrong.split(), tmp_path)


def test_commands_are_found_wherever_they_stand():
    text = """
Say `scoresweep plan x --slots 2`, or scoresweep in prose.

    eval "$(scoresweep completion bash)"
    ray exec c.yaml 'scoresweep launch x --first 2'   # scoresweep in a comment

```bash runs file=x.sh
scoresweep status x --json | jq .
.venv/bin/scoresweep tables x \\
    --format csv > x.csv
```
"""
    assert sorted(commands_of(text)) == [
        ["completion", "bash"],
        ["launch", "x", "--first", "2"],
        ["plan", "x", "--slots", "2"],
        ["status", "x", "--json"],
        ["tables", "x", "--format", "csv"],
    ]
    [block] = blocks_of(text)
    assert (block.language, block.settings) == ("bash", {"runs": "", "file": "x.sh"})
