"""The site of the documentation builds without a warning, and needs nothing from elsewhere."""

import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from scoresweep.orchestrator.cli.main import COMMANDS, cli

# The build takes 15 seconds on a free core.
pytestmark = pytest.mark.timeout(400)
ROOT = Path(__file__).resolve().parents[2]
# What a page loads when it is opened; a link that a reader may follow is none.
_LOADED = re.compile(r"""(?:<(?:script|img|iframe)\b[^>]*\bsrc|<link\b[^>]*\bhref)="([^"]*)\"""")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    [options] = re.findall(r"-m sphinx (.+) docs build/docs$", makefile, re.MULTILINE)
    assert "--fail-on-warning" in options
    command = [sys.executable, "-m", "sphinx", *options.split(), "docs", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return folder


def test_every_page_is_there(site: Path):
    pages = {file.relative_to(ROOT / "docs") for file in (ROOT / "docs").rglob("*.md")}
    made = {file.relative_to(site).with_suffix(".md") for file in site.rglob("*.html")}
    assert pages <= made


def test_no_page_loads_anything_from_elsewhere(site: Path):
    for file in site.rglob("*.html"):
        for address in _LOADED.findall(file.read_text(encoding="utf-8")):
            assert not re.match(r"(\w+:)?//", address), (file.name, address)
    for file in site.rglob("*.css"):
        assert not re.search(r"url\(['\"]?(\w+:)?//", file.read_text(encoding="utf-8")), file.name


def test_the_reference_has_every_command_with_its_options(site: Path):
    text = (site / "reference/commands.html").read_text(encoding="utf-8")
    for name in COMMANDS:
        command = cli.get_command(click.Context(cli), name)
        assert command is not None
        for option in command.params:
            for word in option.opts if isinstance(option, click.Option) else ():
                place = f"cmdoption-scoresweep-{name}-{word.lstrip('-')}"
                assert f'id="{place}"' in text, (name, word)
    assert "More: docs/" not in text


def test_formulas_need_no_script(site: Path):
    text = (site / "explanation/paper.html").read_text(encoding="utf-8")
    assert text.count("<math") > 20 and "$" not in re.sub("<.*?>", "", text)
