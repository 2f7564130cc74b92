"""The page that the preview begins with."""

from __future__ import annotations

from guideline_docs.render.page import Live, page
from guideline_docs.render.templates import Templates
from guideline_docs.views.overview import Overview

TEMPLATE = "preview.html.jinja"
STYLE = "preview.css"


def render(view: Overview, templates: Templates, live: Live) -> bytes:
    """The page, its style and script inside. Raises CannotRun where templates do not fit."""
    return page(templates, TEMPLATE, [STYLE], live=live, overview=view)
