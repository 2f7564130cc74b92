"""Draft and table in a browser while they are being written.

    pages      what was read, as the pages of a browser
    showcase   what is shown now: the last good pages, and what is wrong since
    server     hands the showcase to browsers of this machine, and to nobody else

One thread makes pages whenever a source has changed, the others serve what there is.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from pathlib import Path

from guideline_docs.failure import CannotRun
from guideline_docs.preview.pages import pages
from guideline_docs.preview.showcase import Showcase
from guideline_docs.render.templates import Templates
from guideline_docs.workshop import Rebuilt, Workshop


class Preview:
    """Makes the pages of a project again and again; those that were good stay shown."""

    def __init__(self, workshop: Workshop, showcase: Showcase, editor: str) -> None:
        """``editor`` is the pattern of the address that opens a place, or empty."""
        self._workshop = workshop
        self._showcase = showcase
        self._editor = editor
        self._files: Mapping[str, Path] = {}
        """The sources of the pages that are shown, by name."""

    def renew(self, changed: Set[Path] = frozenset()) -> Rebuilt:
        """Make the pages anew and show them. What stopped it is told as one message."""
        self._showcase.begin()
        if gone := self._gone(changed):
            made = Rebuilt(stopped=gone)
        else:
            made = self._workshop.rebuild()
            if made.refused:
                made = made._replace(stopped="、".join(made.refused))
        shown = {}
        if made.project and not made.stopped:
            own = [self._workshop.order.templates] if self._workshop.order.templates else []
            templates = Templates([*own, made.project.location.root / "templates"])
            try:
                shown = pages(made.project, made.diagnostics, templates, self._editor)
            except CannotRun as error:
                made = made._replace(stopped=str(error))
        if made.project and not made.stopped:
            self._files = made.project.files
            self._showcase.show(shown)
        else:
            self._showcase.keep(made.stopped or "")
        return made

    def _gone(self, changed: Set[Path]) -> str:
        """What to say where sources went and nothing came in their place.

        A chapter that is missing from a whole draft looks as if it had never been; so
        the draft with it stays until something is saved, which says that it is meant.
        """
        names = [name for name, path in self._files.items() if not path.exists()]
        if not names or not changed or any(path.exists() for path in changed):
            return ""
        return (
            f"{'、'.join(names)} がなくなりました。"
            "消したのであれば、どれかの原稿を保存すると、それなしで作り直します。"
        )
