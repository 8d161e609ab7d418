"""Checks prose: `python -m tests.prose [FILE ...]` reports long sentences and banned wording.

Prose is the text of Markdown files and docstrings, without code, tables and addresses of links.
prose.toml has the rules. PyPI's proselint counts no words and reads no docstrings.
"""

import ast
import inspect
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

RULES = tomllib.loads(Path(__file__).with_name("prose.toml").read_text(encoding="utf-8"))
# What begins a paragraph without a blank line before: an item, a quotation, an Args entry.
_BEGINS = re.compile(r"\s*([-*>] |\d+\. |[\w*, ]{1,40}( \([^)]*\))?:(\s|$))")
_CODE = re.compile(r"\||\\b|#|<|\[\w+\]:|>>>|:::")
_INLINE = re.compile(r"`+[^`]*`+|\]\([^)]*\)|https?://\S+")
_SENTENCE_ENDS = re.compile(r"[.?!][)\"'*]*\s+(?=[\"'(*\[]*[A-Z0-9`])")


def paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Yield (line, text in one line) of each paragraph, item and Args entry, without code."""
    is_fenced = is_code = False
    begins, lines, before = 0, [], ""
    for number, line in enumerate([*text.split("\n"), ""], 1):
        is_fence = line.lstrip().startswith(("```", "~~~"))
        is_text = bool(line.strip()) and not is_fence and not is_fenced
        begin = _BEGINS.match(line)
        if lines and (begin or not is_text):
            yield begins, " ".join(map(str.strip, lines))
            lines = []
        if is_text and not lines:
            # An indented line is code after a blank one, else an entry of the section above.
            is_code = line.startswith("    ") and (is_code or not before.strip())
            is_code |= bool(_CODE.match(line))
            begins = number
        if is_text and not is_code:
            lines.append(line[begin.end() :] if begin else line)
        is_fenced ^= is_fence
        before = line


def check_text(text: str, most_words: int) -> Iterator[tuple[int, str]]:
    """Yield (line, what is wrong) in Markdown or a docstring; lines count from 1."""
    for line, paragraph in paragraphs(text):
        plain = _INLINE.sub(lambda code: "]" if code[0].startswith("]") else "`x`", paragraph)
        for sentence in _SENTENCE_ENDS.split(plain):
            if (words := len(sentence.split())) > most_words:
                yield line, f"{words} words, at most {most_words}: {sentence[:60]}…"
        for pattern, instead in RULES["banned"].items():
            for found in re.finditer(pattern, plain):
                yield line, f"'{found[0].strip()}': {instead}"


def check_file(name: str) -> Iterator[str]:
    """Yield the findings in a Markdown file, or in the docstrings of a Python file."""
    limits, source = RULES["words"], Path(name).read_text(encoding="utf-8")
    most_words = limits[max((start for start in limits if name.startswith(start)), key=len)]
    for before, text in [(0, source)] if name.endswith(".md") else docstrings(source):
        for line, message in check_text(text, most_words):
            yield f"{name}:{before + line}: {message}\n"


def docstrings(source: str) -> Iterator[tuple[int, str]]:
    """Yield (number of lines before it, text) of each docstring."""
    kinds = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, kinds) and (text := ast.get_docstring(node, clean=False)):
            yield node.body[0].lineno - 1, inspect.cleandoc(text)


if __name__ == "__main__":
    known = ["git", "ls-files", *RULES["files"]]
    names = sys.argv[1:] or subprocess.check_output(known, text=True).split()
    found = [finding for name in names for finding in check_file(name)]
    sys.stdout.write("".join(found))
    sys.exit(bool(found))
