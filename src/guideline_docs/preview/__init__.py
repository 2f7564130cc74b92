"""Draft and table in a browser while they are being written.

    pages      what was read, as the pages of a browser
    showcase   what is shown now: the last good pages, and what is wrong since
    key        what opens it: a token in the address, then a cookie
    server     hands the showcase to the user's own browsers, and to nobody else

One thread makes pages whenever a source has changed, the others serve what there is.
"""

from __future__ import annotations

from guideline_docs.failure import CannotRun
from guideline_docs.preview.pages import pages
from guideline_docs.preview.showcase import Showcase
from guideline_docs.render.templates import Templates
from guideline_docs.workshop import Rebuilt, Workshop


def renew(workshop: Workshop, showcase: Showcase, editor: str) -> Rebuilt:
    """Make the pages of a project anew and show them; those that were good stay otherwise.

    ``editor`` is the pattern of the address that opens a place, or empty. What stopped it
    is told in the result, as one message.
    """
    showcase.begin()
    made = workshop.rebuild()
    problem = made.stopped or "、".join(made.refused)
    if workshop.project and not problem:
        own = [workshop.order.templates] if workshop.order.templates else []
        templates = Templates([*own, workshop.project.location.root / "templates"])
        try:
            showcase.show(pages(workshop.project, made.diagnostics, templates, editor))
        except CannotRun as error:
            problem = str(error)
    if problem:
        showcase.keep(problem)
    return made._replace(stopped=problem or None)
