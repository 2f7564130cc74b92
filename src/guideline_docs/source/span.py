"""A place in a source: what every node, finding and mend points at."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from guideline_docs.failure import one_line

if TYPE_CHECKING:
    from guideline_docs.source.text import SourceText


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
