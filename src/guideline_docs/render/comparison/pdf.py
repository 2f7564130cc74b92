"""新旧対照表 on paper: tagged as the progress table is, on its paper and in its type."""

from __future__ import annotations

from typing import Any

from guideline_docs.model.configuration import AUTO, PAPERS
from guideline_docs.render.paper import STYLE as PAPER_STYLE
from guideline_docs.render.printing import (
    families,
    fetcher,
    known_classes,
    only,
    parsed,
    ready,
    silence,
    with_glyphs,
)
from guideline_docs.render.tagging import put_right
from guideline_docs.render.templates import Templates
from guideline_docs.render.variants import Variant
from guideline_docs.views.comparison.parts import ComparisonView

TEMPLATE, STYLE = "comparison.html.jinja", "comparison.css"


def page(view: ComparisonView, templates: Templates, paper: str = "A4") -> str:
    """The page that is printed, as HTML. Raises CannotRun where templates do not fit."""
    styles = [PAPER_STYLE, STYLE]
    paper = PAPERS[0] if paper == AUTO else paper  # three columns need no larger one
    html = templates.render(TEMPLATE, view=view, styles=styles, paper=paper.lower())
    known_classes(html, templates, *styles)
    return html


def render(view: ComparisonView, templates: Templates, paper: str = "A4") -> bytes:
    """The PDF; the same view and templates give the same bytes.

    Raises CannotMake where the machine cannot print, CannotRun where templates do not fit.
    """
    ready()
    named = families(templates, PAPER_STYLE)
    html = with_glyphs(page(view, templates, paper), named, False, PAPER_STYLE)
    variant = Variant.ACCESSIBLE

    def finish(document: Any, file: Any) -> None:
        put_right(document, file, {}, charts=False)

    with silence(templates, STYLE):
        source = parsed(html, fetcher(templates, {}))
        document = source.render(pdf_variant=variant.standard)
        data: bytes = document.write_pdf(pdf_variant=variant.standard, finisher=finish)
    only(named, document, templates, PAPER_STYLE)
    return data
