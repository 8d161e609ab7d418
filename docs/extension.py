"""What the documentation's pages get from the code, as a Sphinx extension.

A line `<!-- generated: NAME ARGUMENTS -->` of a page is replaced with Markdown that a function of
GENERATED makes, so that keys, defaults, names and costs stand in the code alone.
"""

import re
from collections.abc import Callable
from typing import Any

from docutils import nodes
from docutils.utils.math.latex2mathml import tex2mathml
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

GENERATED: dict[str, Callable[..., str]] = {}
_MARK = re.compile(r"^<!-- generated: ([\w-]+)((?: [\w-]+)*) -->$", re.MULTILINE)


def fill(text: str) -> str:
    """Return a page with its marks replaced. Raises KeyError for a name without a function."""
    return _MARK.sub(lambda mark: GENERATED[mark[1]](*mark[2].split()), text)


def _fill_source(_app: Sphinx, _page: str, source: list[str]) -> None:
    source[0] = fill(source[0])


def _inline_math(writer: HTML5Translator, node: nodes.math) -> None:
    writer.body.append(tex2mathml(node.astext(), as_block=False))
    raise nodes.SkipNode


def _display_math(writer: HTML5Translator, node: nodes.math_block) -> None:
    writer.body.append(f'<div class="math">{tex2mathml(node.astext(), as_block=True)}</div>')
    raise nodes.SkipNode


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the generated parts, and formulas as MathML, which needs no script and no font."""
    app.connect("source-read", _fill_source)
    app.add_html_math_renderer("mathml", (_inline_math, None), (_display_math, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
