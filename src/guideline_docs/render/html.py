"""The progress table for the web: one file that asks nothing of any network."""

from __future__ import annotations

from guideline_docs.render.page import Live, page
from guideline_docs.render.templates import Templates
from guideline_docs.views.progress_screen import ProgressScreen

TEMPLATE = "progress_screen.html.jinja"
STYLE = "progress_screen.css"
SCRIPT = "progress_screen.js"
HISTORY_STYLE = "history_screen.css"


def render(view: ProgressScreen, templates: Templates, live: Live | None = None) -> bytes:
    """The page, its style and script inside. Raises CannotRun where templates do not fit.

    ``live``: it follows its sources as the preview serves it.
    """
    return page(
        templates,
        TEMPLATE,
        [STYLE, HISTORY_STYLE] if view.table.history else [STYLE],
        SCRIPT,
        # The parts of the bars are as long as they are counted.
        styled_in_place=True,
        live=live,
        screen=view,
        table=view.table,
    )
