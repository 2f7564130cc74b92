"""A place in a source: what every node, finding and mend points at."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from guideline_docs.source.text import SourceText


class Span(NamedTuple):
    """The characters ``start`` to ``end`` (exclusive) of ``source.text``.

    Offsets count Unicode code points of the text as it reads from 0. Lines and columns count from 1;
    they are looked up when asked for, so a span costs nothing until it is told.
    """

    source: SourceText
    start: int
    end: int

    @property
    def text(self) -> str:
        """Exactly the text of the source between the two ends."""
        return self.source.text[self.start : self.end]

    @property
    def verbatim(self) -> Span:
        """The same in the file as it stands, where the text is read through what nobody sees."""
        folding = self.source.folding
        return Span(folding.source, *folding.place(self.start, self.end)) if folding else self

    @property
    def reading(self) -> Span:
        """The same in the text as it reads."""
        source = self.source.reading
        folding = source.folding
        if source is self.source or folding is None:
            return self
        return Span(source, folding.reading(self.start), folding.reading(self.end))

    @property
    def line(self) -> int:
        return self.position[0]

    @property
    def place(self) -> str:
        """``path:line:column``, as consoles and editors take it."""
        line, column = self.position
        return f"{self.source.path}:{line}:{column}"

    @property
    def position(self) -> tuple[int, int]:
        """(line, column) of the first character."""
        span = self.verbatim
        return span.source.position(span.start)

    @property
    def end_position(self) -> tuple[int, int]:
        """(line, column) behind the last character."""
        span = self.verbatim
        return span.source.position(span.end)

    @property
    def positions(self) -> tuple[int, int, int, int]:
        """Both of them: line, column, line, column."""
        return self.source.positions(self.start, self.end)

    def overlaps(self, other: Span) -> bool:
        """Whether a character is in both; of one source."""
        return self.start < other.end and other.start < self.end

    def part(self, start: int, end: int) -> Span:
        """The characters ``start`` to ``end`` of this span."""
        return Span(self.source, self.start + start, self.start + end)
