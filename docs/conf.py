"""Sphinx's settings for the documentation: `make docs` builds it into build/docs."""

import os
import sys
from pathlib import Path

# Importing scoresweep starts nothing; MLflow would report its use.
os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")
sys.path.insert(0, str(Path(__file__).parent))

project = "scoresweep"
extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "sphinx_click",
    "extension",
]
highlight_language = "text"
# They would make one dash of the two of an option.
smartquotes = False

myst_enable_extensions = ["dollarmath"]
# Links to a heading by its text, three levels deep.
myst_heading_anchors = 3

html_theme = "furo"
html_title = "scoresweep"
html_static_path = ["static"]
html_css_files = ["style.css"]
html_show_sourcelink = False
html_copy_source = False
html_show_copyright = False
html_theme_options = {"top_of_page_buttons": []}
html_math_renderer = "mathml"

# Docstrings are written in Markdown's manner: `code`.
default_role = "code"
autodoc_member_order = "bysource"
autodoc_typehints = "description"
napoleon_google_docstring = True
napoleon_numpy_docstring = False
nitpicky = True
# Classes of Python, pandas and others have pages elsewhere, and our internal ones none.
nitpick_ignore_regex = [("py:.*", r"(?!scoresweep\.[\w]+$).*")]
