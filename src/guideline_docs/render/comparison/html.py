"""新旧対照表 for a browser: one file that asks nothing of any network."""

from __future__ import annotations

from guideline_docs.render.page import page
from guideline_docs.render.templates import Templates
from guideline_docs.views.comparison.parts import ComparisonView

TEMPLATE, STYLE = "comparison_screen.html.jinja", "comparison_screen.css"


def render(view: ComparisonView, templates: Templates) -> bytes:
    """The page, its style inside. Raises CannotRun where templates do not fit."""
    return page(templates, TEMPLATE, [STYLE], view=view)
