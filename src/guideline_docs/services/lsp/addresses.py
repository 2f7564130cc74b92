"""What the client calls a source, and where in it a place is for the client."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from lsprotocol import types

from guideline_docs.services.lsp.documents import Document, file_of
from guideline_docs.services.lsp.positions import Positions
from guideline_docs.source.project import identity
from guideline_docs.source.span import SourceText, Span


class Addresses:
    """The names of sources at one moment: an open text has the one it was opened by."""

    def __init__(self, documents: Iterable[Document], positions: Positions) -> None:
        self._open = {identity(d.file) if d.file else d.uri: d for d in documents}
        self._known: dict[SourceText, tuple[str, Document | None]] = {}
        self._positions = positions

    def uri(self, source: SourceText) -> str:
        """The URI of a source; of one that is no file that of its name."""
        return self._of(source)[0]

    def called(self, uri: str) -> str:
        """The same name for a text, however the client spells its URI."""
        file = file_of(uri)
        if file is None:
            return uri
        document = self._open.get(identity(file))
        return document.uri if document else file.absolute().as_uri()

    def document(self, source: SourceText) -> Document | None:
        """The text that the client has open, if it has."""
        return self._of(source)[1]

    def range(self, span: Span) -> types.Range:
        document = self.document(span.source)
        return self._positions.range(span, bool(document and document.bom))

    def location(self, span: Span) -> types.Location:
        return types.Location(self.uri(span.source), self.range(span))

    def _of(self, source: SourceText) -> tuple[str, Document | None]:
        source = source.verbatim
        if source not in self._known:
            file = source.file or Path(source.path)
            # What is no file yet is called by its URI.
            document = self._open.get(source.path) or self._open.get(identity(file))
            uri = document.uri if document else file.absolute().as_uri()
            self._known[source] = uri, document
        return self._known[source]
