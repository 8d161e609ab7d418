"""What the documentation's pages get from the code, as a Sphinx extension.

A line `<!-- generated: NAME ARGUMENTS -->` of a page is replaced with Markdown that a function of
`generated.py` makes. A paragraph below a line `<!-- source only -->` names what the source lacks,
and is left out. Formulas become MathML, which needs no script and no font. The end of each
command's help, its examples and the page about it, becomes a block of code and a link.
"""

import re
from typing import Any

import click
from docutils import nodes
from docutils.utils.math.latex2mathml import tex2mathml
from generated import GENERATED
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

_MARK = re.compile(r"^<!-- generated: ([\w-]+)((?: [\w-]+)*) -->$", re.MULTILINE)

_SOURCE_ONLY = re.compile(r"^<!-- source only -->\n(?:.+\n)+\n?", re.MULTILINE)


def fill(text: str) -> str:
    """Return a page with its marks replaced. Raises KeyError for a name without a function."""
    text = _SOURCE_ONLY.sub("", text)
    return _MARK.sub(lambda mark: GENERATED[mark[1]](*mark[2].split()), text)


def _fill_source(_app: Sphinx, _page: str, source: list[str]) -> None:
    source[0] = fill(source[0])


def _mathml(text: str, *, as_block: bool) -> str:
    """Return a formula as MathML whose bars keep the size of what they surround."""
    made = tex2mathml(text, as_block=as_block)
    return re.sub(r"<mo[^>]*>([‖|])</mo>", r'<mo stretchy="false">\1</mo>', made)


def _inline_math(writer: HTML5Translator, node: nodes.math) -> None:
    writer.body.append(_mathml(node.astext(), as_block=False))
    raise nodes.SkipNode


def _display_math(writer: HTML5Translator, node: nodes.math_block) -> None:
    writer.body.append(f'<div class="math">{_mathml(node.astext(), as_block=True)}</div>')
    raise nodes.SkipNode


def _end_of_help(_app: Sphinx, _command: click.Context, lines: list[str]) -> None:
    """Rewrite the lines of `cli.options.examples`, which sphinx-click made a block of lines."""
    found = []
    for line in lines:
        if line.startswith("|   "):
            found.append(line.replace("|   ", "    ", 1))
        elif page := re.fullmatch(r"More: docs/([\w/-]+)\.md", line):
            found.append(f"More: :doc:`/{page[1]}`")
        else:
            found.append("Examples::\n" if line == "| Examples:" else line)
    lines[:] = "\n".join(found).split("\n")


def setup(app: Sphinx) -> dict[str, Any]:
    """Register all of it with Sphinx."""
    app.connect("source-read", _fill_source)
    app.connect("sphinx-click-process-epilog", _end_of_help)
    app.add_html_math_renderer("mathml", (_inline_math, None), (_display_math, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
