"""A text as the client holds it, kept the same change by change."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from lsprotocol import types

from guideline_docs.services.lsp.positions import BOM, Positions
from guideline_docs.source.span import LINE_END, SourceText


class Document:
    """An open text. ``file`` is None where it is none yet (``untitled:``)."""

    def __init__(self, uri: str, version: int | None, text: str) -> None:
        self.uri = uri
        self.version = version
        self.file = file_of(uri)
        self._held = _whole(text)

    @property
    def bom(self) -> bool:
        """Whether the client shows a BOM as a character of the text."""
        return self._held.startswith(BOM)

    @property
    def text(self) -> str:
        """The text without a BOM."""
        return self._held.removeprefix(BOM)

    @property
    def has_carriage_returns(self) -> bool:
        return "\r" in self._held

    def holds(self, source: SourceText) -> bool:
        """Whether a source says what the client shows, whatever line ends either has."""
        return with_line_feeds(source.verbatim.text) == with_line_feeds(self.text)

    def change(
        self,
        changes: Iterable[types.TextDocumentContentChangeEvent],
        version: int | None,
        positions: Positions,
    ) -> None:
        """Take in changes, one after the other, as the client has made them."""
        for change in changes:
            if isinstance(change, types.TextDocumentContentChangePartial):
                held = SourceText(self.uri, self._held)
                ends = (change.range.start, change.range.end)
                start, end = sorted(positions.offset(held, end) for end in ends)
                self._held = _whole(self._held[:start] + change.text + self._held[end:])
            else:
                self._held = _whole(change.text)
        self.version = version


def _whole(text: str) -> str:
    """A text in which the halves of a pair, sent one by one, are one character again.

    A half alone is as wide as what stands for it: positions behind it stay the same.
    """
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def with_line_feeds(text: str) -> str:
    """A text whatever line ends it is held with."""
    return LINE_END.sub("\n", text) if "\r" in text else text


def file_of(uri: str) -> Path | None:
    """The file that a URI names; None where it names none."""
    parts = urlsplit(uri)
    if parts.scheme != "file":
        return None
    path = url2pathname(parts.path)
    if parts.netloc and parts.netloc != "localhost":
        return Path(f"//{unquote(parts.netloc)}{path}")
    return Path(path)
