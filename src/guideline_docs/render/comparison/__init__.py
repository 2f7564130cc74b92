"""Versions compared: as text, JSON and Markdown for ``compare``, and as the documents below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from guideline_docs.render.templates import Templates
    from guideline_docs.views.comparison.parts import ComparisonView

NAME = "comparison"
KINDS = ("docx", "pdf", "html")


def documents(
    view: ComparisonView, templates: Templates, kinds: Sequence[str], paper: str
) -> dict[str, bytes]:
    """新旧対照表 in each of some kinds, by the name of its file.

    Raises CannotMake where this machine cannot print, CannotRun where templates do not fit.
    """
    made: dict[str, bytes] = {}
    for kind in kinds:
        if kind == "docx":
            from guideline_docs.render.comparison import docx

            made[f"{NAME}.docx"] = docx.render(view, templates)
        elif kind == "pdf":
            from guideline_docs.render.comparison import pdf

            made[f"{NAME}.pdf"] = pdf.render(view, templates, paper)
        else:
            from guideline_docs.render.comparison import html

            made[f"{NAME}.html"] = html.render(view, templates)
    return made
