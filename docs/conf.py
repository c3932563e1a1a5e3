"""How the documentation is built: ``python -m sphinx -n -W --keep-going docs OUTPUT``."""

from __future__ import annotations

from detente import __version__

project = "Détente"
author = "The Détente developers"
project_copyright = author
version = release = __version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["_build"]
nitpicky = True
nitpick_ignore_regex = [
    # Types in docstrings are words, such as "array of shape (actors, states)": only dotted names are links.
    (r"py:(class|exc|attr)", r"[^.]+"),
    # The modules behind the front door have no pages.
    (r"py:\w+", r"detente\.\w+\.\w+.*"),
]

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

# Types stand in the docstrings, in words, with shapes and units; what they name in passing isn't linked.
autodoc_typehints = "none"
autodoc_member_order = "bysource"
napoleon_numpy_docstring = True
napoleon_google_docstring = False
napoleon_use_param = False
napoleon_use_rtype = False
napoleon_use_ivar = True

html_theme = "furo"
html_title = "Détente"
html_copy_source = False
html_show_sphinx = False
