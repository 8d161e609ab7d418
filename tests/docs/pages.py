"""The pages of the documentation, and the code on them.

A block of code whose info string says `runs` is run by `test_chain.py`; one with `file=NAME` is
saved as that file. `folder=NAME` runs a block in a folder beside the others.
"""

import dataclasses
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGES = [
    *sorted((ROOT / "docs").rglob("*.md")),
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "deploy/README.md")),
]
_FENCE = re.compile(r"^( *)```+ *([^\n`]*)\n(.*?)^\1```+ *$", re.MULTILINE | re.DOTALL)
_COMMAND = re.compile(r"""(?:(?<=[\s"'(/`])|^)scoresweep +(?=[a-z])""", re.MULTILINE)


@dataclasses.dataclass(frozen=True)
class Block:
    """A fenced block of code.

    Attributes:
        language: Such as `bash`; empty if it names none.
        settings: What else the info string says: `runs` → "", `file` → its name.
    """

    language: str
    settings: dict[str, str]
    code: str


def blocks_of(text: str) -> Iterator[Block]:
    """The fenced blocks of a page, from its beginning to its end."""
    for match in _FENCE.finditer(text):
        language, *words = match[2].split() or [""]
        settings = {name: value for name, _, value in (word.partition("=") for word in words)}
        yield Block(language, settings, match[3])


def code_of(text: str) -> str:
    """All code of a page: fenced, indented by four and more, and in the line."""
    fenced = [block.code for block in blocks_of(text)]
    rest = _FENCE.sub("", text)
    indented = re.findall(r"^ {4,}.*$", rest, re.MULTILINE)
    inline = re.findall(r"`([^`]+)`", rest)
    return "\n".join((*fenced, *indented, *(" ".join(each.split()) for each in inline)))


def commands_of(text: str) -> Iterator[list[str]]:
    """The arguments of each scoresweep command in the code of a page."""
    code = re.sub(r"(^|\s)#.*$", "", code_of(text), flags=re.MULTILINE).replace("\\\n", " ")
    for match in _COMMAND.finditer(code):
        before = code[match.start() - 1 : match.start()]
        line = code[match.end() :].partition("\n")[0]
        if before in ('"', "'"):
            line = line.partition(before)[0]
        lexer = shlex.shlex(line, posix=True, punctuation_chars=True)
        lexer.commenters, lexer.whitespace_split = "", True
        arguments = []
        for word in lexer:
            if set(word) <= set("();<>|&"):
                break
            arguments.append(word)
        yield arguments
