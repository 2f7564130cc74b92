"""A source as text, and a place in it: what every node, finding and mend points at."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from guideline_docs.failure import one_line
from guideline_docs.source.coverage import uncommon

# LF, CRLF or a lone CR end a line, nothing else: str.splitlines() also breaks at
# VT, FF, NEL and U+2028, which then shift every line number an editor shows.
LINE_END = re.compile(r"\r\n|\r|\n")


class _Source(NamedTuple):
    path: str
    """As the user named it; with ``/`` on every system."""
    text: str
    encoding: str = "utf-8"
    bom: bytes = b""
    undecodable: int | None = None


class SourceText(_Source):
    """A source as text. Two of them are the same only if they are one object.

    ``text`` has no BOM; line ends stand as they are. ``undecodable`` is the offset
    in ``text`` before which the first undecodable byte stands, or None.
    """

    __eq__ = object.__eq__
    __ne__ = object.__ne__
    __hash__ = object.__hash__

    def __repr__(self) -> str:
        return f"SourceText({self.path!r})"

    @cached_property
    def uncommon(self) -> set[str]:
        """The characters beyond those of cp932, control characters and 外字 among them."""
        return uncommon(self.text)

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(end.end() for end in LINE_END.finditer(self.text))]

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both from 1; a column is a code point."""
        starts = self._line_starts
        line = bisect_right(starts, offset)
        return line, offset - starts[line - 1] + 1

    def positions(self, start: int, end: int) -> tuple[int, int, int, int]:
        """Line and column of two offsets, which mostly stand in one line."""
        line, column = self.position(start)
        if line == len(self._line_starts) or end < self._line_starts[line]:
            return line, column, line, column + end - start
        return (line, column, *self.position(end))

    def offset(self, line: int, column: int) -> int:
        """The offset of a line and column, both from 1."""
        return self._line_starts[line - 1] + column - 1

    def line_text(self, line: int) -> str:
        """A line without its end."""
        starts = self._line_starts
        end = starts[line] if line < len(starts) else len(self.text)
        return self.text[starts[line - 1] : end].rstrip("\r\n")

    def lines(self) -> Iterator[tuple[int, int]]:
        """Where each line begins, and where the next one does: its end belongs to a line."""
        starts, size = self._line_starts, len(self.text)
        return pairwise([*starts, size] if starts[-1] < size else starts)

    def span(self, start: int, end: int) -> Span:
        return Span(self, start, end)


class Span(NamedTuple):
    """The characters ``start`` to ``end`` (exclusive) of ``source.text``.

    Offsets count Unicode code points from 0. Lines and columns count from 1;
    they are looked up when asked for, so a span costs nothing until it is told.
    """

    source: SourceText
    start: int
    end: int

    @property
    def text(self) -> str:
        """Exactly the source between the two ends."""
        return self.source.text[self.start : self.end]

    @property
    def line(self) -> int:
        return self.source.position(self.start)[0]

    @property
    def place(self) -> str:
        """``path:line:column``, as consoles and editors take it."""
        line, column = self.position
        return f"{one_line(self.source.path)}:{line}:{column}"

    @property
    def position(self) -> tuple[int, int]:
        """(line, column) of the first character."""
        return self.source.position(self.start)

    @property
    def end_position(self) -> tuple[int, int]:
        """(line, column) behind the last character."""
        return self.source.position(self.end)

    @property
    def positions(self) -> tuple[int, int, int, int]:
        """Both of them: line, column, line, column."""
        return self.source.positions(self.start, self.end)

    def part(self, start: int, end: int) -> Span:
        """The characters ``start`` to ``end`` of this span."""
        return Span(self.source, self.start + start, self.start + end)
