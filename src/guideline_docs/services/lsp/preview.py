"""The preview beside the editor: a command begins it, a click in it opens a place here, and
the place that the client asks about is the one that it shows."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from lsprotocol import types

from guideline_docs.failure import CannotRun
from guideline_docs.services.lsp.documents import file_of
from guideline_docs.services.lsp.project import Project
from guideline_docs.services.lsp.session import Asked, Session
from guideline_docs.source.span import SourceText
from guideline_docs.source.text import decode, read_bytes

if TYPE_CHECKING:
    from guideline_docs.services.preview.companion import Companion
    from guideline_docs.services.preview.ways import Way

PREVIEW = "guideline-docs.preview"
"""The command that begins a preview; of the project of a URI, or of the one that is open."""
REVEAL = "guideline-docs.reveal"
"""The command that has the preview show a place: its URI, its position."""


class Previews:
    """The previews that a client has begun, one a project.

    ``show`` and ``say`` ask the client to show a document and a message; ``later`` has
    something done in the thread that answers, whichever thread asks for it.
    """

    def __init__(
        self,
        session: Session,
        show: Callable[[types.ShowDocumentParams], object],
        say: Callable[[str], object],
        later: Callable[[Callable[[], None]], None],
    ) -> None:
        self._session = session
        self._show = show
        self._say = say
        self._later = later
        self._begun: dict[Project, Companion] = {}

    def begin(self, uri: str = "") -> str:
        """Open the preview of a project in a browser; its address."""
        project = self._project(uri)
        if project not in self._begun:
            # Pages and a web server, which a client that has no preview does not pay.
            from guideline_docs.services.preview.companion import Companion

            self._begun[project] = Companion(lambda way: self._later(lambda: self._open(way)))
            self.renew()
        url = self._begun[project].url
        if self._session.client.shows:
            self._show(types.ShowDocumentParams(url, external=True, take_focus=True))
        else:
            self._say(f"プレビュー: {url}")
        return url

    def renew(self) -> None:
        """Show what the texts say now."""
        for project, companion in self._begun.items():
            snapshot = project.snapshot()
            if project.problem:
                companion.keep(project.problem.message)
            elif snapshot:
                companion.show(snapshot)

    def reveal(self, uri: str, position: types.Position) -> None:
        """Show what stands at a place."""
        place = types.TextDocumentPositionParams(types.TextDocumentIdentifier(uri), position)
        self.follow(place, position)

    def follow(self, params: Asked, position: types.Position) -> None:
        """The client asks about a place: there its cursor is."""
        if not self._begun:
            return
        uri = params.text_document.uri
        file, project = file_of(uri), self._session.project_of(uri)
        asked = self._session.here(params) or self._session.settings(params)
        companion = self._begun.get(project) if project else None
        if file and asked and companion:
            companion.reveal(file, *asked.source.position(asked.offset(position)))

    def close(self) -> None:
        for companion in self._begun.values():
            companion.close()
        self._begun = {}

    def _project(self, uri: str) -> Project:
        """The project of a text. Raises CannotRun where nobody can say which it is."""
        known = self._session.projects
        project = self._session.project_of(uri) if uri else known[0] if len(known) == 1 else None
        if project is None:
            raise CannotRun("プレビューする案件がありません。原稿を開いてから動かしてください")
        return project

    def _open(self, way: Way) -> None:
        """Have the client show a place."""
        addresses = self._session.addresses()
        source = SourceText(way.file.as_posix(), "", file=way.file)
        if document := addresses.document(source):
            source = source._replace(text=document.text)
        else:
            try:
                source = decode(read_bytes(way.file, source.path), source.path, way.file).verbatim
            except CannotRun as error:
                self._say(str(error))
                return
        # The page may be older than the text.
        line = min(way.line, max(source.line_count, 1))
        column = min(way.column, len(source.line_text(line)) + 1)
        at = source.offset(line, column)
        where = addresses.location(source.span(at, at))
        if self._session.client.shows:
            self._show(types.ShowDocumentParams(where.uri, take_focus=True, selection=where.range))
        else:
            self._say(f"{source.path}:{line}:{column}")
