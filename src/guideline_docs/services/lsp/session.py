"""What a client has open, and the projects that these files belong to."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from lsprotocol import types

from guideline_docs.failure import CannotRun
from guideline_docs.rules.snapshot import Snapshot
from guideline_docs.services.lsp.documents import Document, file_of
from guideline_docs.services.lsp.positions import Positions
from guideline_docs.services.lsp.project import Project
from guideline_docs.source.project import identity, locate
from guideline_docs.source.record import NamedTuple
from guideline_docs.source.span import SourceText, Span


class Asked(Protocol):
    """Any parameters that are about one text."""

    text_document: types.TextDocumentIdentifier


class AskedAt(Asked, Protocol):
    """Any parameters that are about one place."""

    position: types.Position


class Here(NamedTuple):
    """A text that is asked about, and what is known of it.

    ``source`` is the text as it reads, one of the sources of ``snapshot``; where the
    project could not be read since, both are what they were before.
    """

    project: Project
    snapshot: Snapshot
    source: SourceText
    positions: Positions
    bom: bool

    def offset(self, position: types.Position) -> int:
        """The offset in ``source`` of a position of the client."""
        return self.positions.span(self.source, types.Range(position, position), self.bom).start

    def span(self, range_: types.Range) -> Span:
        """The characters of ``source`` in a range of the client."""
        return self.positions.span(self.source, range_, self.bom)


class Session:
    """One client: its open texts, its projects, its way to count positions."""

    def __init__(self) -> None:
        self.positions = Positions()
        self.documents: dict[str, Document] = {}
        self._projects: dict[object, Project] = {}

    @property
    def projects(self) -> list[Project]:
        """The projects that have been opened, in that order."""
        return list(self._projects.values())

    def open(self, uri: str, version: int | None, text: str) -> None:
        """The client has opened a text: from now on its copy counts."""
        document = self.documents[uri] = Document(uri, version, text)
        self._count(document)

    def change(self, params: types.DidChangeTextDocumentParams) -> None:
        """The client has changed an open text."""
        document = self.documents.get(params.text_document.uri)
        if document is None:
            return
        document.change(params.content_changes, params.text_document.version, self.positions)
        self._count(document)

    def close(self, uri: str) -> None:
        """The client has closed a text: the file counts again."""
        document = self.documents.pop(uri, None)
        if document and document.file and (project := self.project_of(document.file)):
            project.overlay(document.file, None)

    def _count(self, document: Document) -> None:
        if document.file and (project := self.project_of(document.file)):
            project.overlay(document.file, document.text)

    def project_of(self, file: Path) -> Project | None:
        """The project of a file; None where there is none."""
        try:
            location = locate(str(file))
            home = location.settings.path.parent if location.settings else file
            key = identity(home)
            if key not in self._projects:
                self._projects[key] = Project(str(home))
        except CannotRun:
            return None
        return self._projects[key]

    def here(self, params: Asked) -> Here | None:
        """What is known of the text that is asked about; None where that is nothing."""
        file = file_of(params.text_document.uri)
        project = self.project_of(file) if file else None
        if file is None or project is None:
            return None
        snapshot, source = project.snapshot(), project.source(file)
        if snapshot is None or source is None:
            return None
        document = self.documents.get(params.text_document.uri)
        return Here(project, snapshot, source, self.positions, bool(document and document.bom))

    def location(self, span: Span) -> types.Location:
        """A place in any source, for the client."""
        file = span.source.file or Path(span.source.path)
        uri = self.uri(file)
        document = self.documents.get(uri)
        bom = bool(document and document.bom)
        return types.Location(uri, self.positions.range(span, bom))

    def uri(self, file: Path) -> str:
        """What the client calls a file: as it has opened it, else as it is named."""
        wanted = identity(file)
        for document in self.documents.values():
            if document.file and identity(document.file) == wanted:
                return document.uri
        return file.absolute().as_uri()
