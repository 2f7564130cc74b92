"""Draft and table in a browser while they are being written.

    pages      what is read, as the pages of a browser
    showcase   what is shown now: the last good pages, and what is wrong since
    server     hands the showcase to browsers of this machine, and to nobody else

One thread makes pages whenever a source has changed, the others serve what there is.
"""

from __future__ import annotations

from guideline_docs.failure import CannotRun
from guideline_docs.preview.pages import pages
from guideline_docs.preview.showcase import Showcase
from guideline_docs.render.templates import Templates
from guideline_docs.workshop import Rebuilt, Workshop


def renew(workshop: Workshop, showcase: Showcase, editor: str) -> Rebuilt:
    """Make the pages anew and show them; if there are none, those shown last stay.

    ``editor`` is the pattern of an address that opens a place. What stopped it is told
    in the result, as one message.
    """
    showcase.begin()
    made = workshop.rebuild()
    problem = made.stopped or "、".join(made.refused)
    shown = {}
    if made.project and not problem:
        own = [workshop.order.templates] if workshop.order.templates else []
        templates = Templates([*own, made.project.location.root / "templates"])
        try:
            shown = pages(made.project, made.diagnostics, templates, editor)
        except CannotRun as error:
            problem = str(error)
    if problem:
        showcase.keep(problem)
    else:
        showcase.show(shown)
    return made._replace(stopped=problem or None)
