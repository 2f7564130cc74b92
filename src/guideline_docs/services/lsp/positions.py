"""Positions of a client, and places in a source.

A client counts lines from 0 and, within a line, the units of an encoding: two of UTF-16 for
a character beyond the basic plane, up to four of UTF-8. A source counts code points of the
text as it stands. Both break lines at LF, CRLF and CR and nowhere else, so lines are the
same whatever line ends the client holds; a BOM is no character of a source, and of a client
only where it shows it (``bom``).
"""

from __future__ import annotations

from collections.abc import Callable

from lsprotocol import types

from guideline_docs.source.record import NamedTuple
from guideline_docs.source.span import SourceText, Span

BOM = "\ufeff"


def _utf16(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _utf8(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))


_UNITS: dict[str, Callable[[str], int]] = {"utf-16": _utf16, "utf-8": _utf8, "utf-32": len}


class Positions(NamedTuple):
    """The positions that a client has negotiated.

    ``encoding`` is one of the names of the protocol; what is none of them is UTF-16.
    """

    encoding: str = "utf-16"

    def of_line(self, line: str, column: int) -> int:
        """The units before a column of a line; columns count code points from 0."""
        return _UNITS[self.encoding](line[:column])

    def column(self, line: str, character: int) -> int:
        """The column of so many units: never beyond the line, never within a character."""
        if self.encoding == "utf-32" or line.isascii():
            return min(character, len(line))
        units, low, high = _UNITS[self.encoding], 0, len(line)
        # The last column before which no more units stand.
        while low < high:
            middle = (low + high + 1) // 2
            if units(line[:middle]) <= character:
                low = middle
            else:
                high = middle - 1
        return low

    def position(self, source: SourceText, offset: int, bom: bool = False) -> types.Position:
        """Where an offset of a source as it stands is for the client."""
        line, column = source.position(offset)
        character = self.of_line(source.line_text(line), column - 1)
        if bom and line == 1:
            character += _UNITS[self.encoding](BOM)
        return types.Position(line - 1, character)

    def range(self, span: Span, bom: bool = False) -> types.Range:
        """Where a span is for the client."""
        source, start, end = span.verbatim
        return types.Range(self.position(source, start, bom), self.position(source, end, bom))

    def offset(self, source: SourceText, position: types.Position, bom: bool = False) -> int:
        """The offset, in a source as it stands, of a position of the client.

        What is beyond a line is its end, what is beyond the text is the text's.
        """
        if position.line >= source.line_count + 1:
            return len(source.text)
        line, character = position.line + 1, position.character
        if bom and line == 1:
            character = max(character - _UNITS[self.encoding](BOM), 0)
        try:
            begin = source.offset(line, 1)
        except IndexError:  # behind a text that ends without a line end there is no line
            return len(source.text)
        return begin + self.column(source.line_text(line), character)

    def span(self, source: SourceText, range_: types.Range, bom: bool = False) -> Span:
        """The characters of a range, as the text reads."""
        standing = source.verbatim
        start = self.offset(standing, range_.start, bom)
        end = self.offset(standing, range_.end, bom)
        return Span(standing, *sorted((start, end))).reading
