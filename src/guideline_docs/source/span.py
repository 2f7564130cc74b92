"""A source as text, and a place in it: what every node, finding and mend points at."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property
from itertools import accumulate, pairwise
from pathlib import Path

from guideline_docs.failure import one_line
from guideline_docs.source.coverage import is_common, uncommon
from guideline_docs.source.expression import expression
from guideline_docs.source.glyphs import unseen
from guideline_docs.source.record import NamedTuple, new, own_key

# LF, CRLF or a lone CR end a line, nothing else: str.splitlines() also breaks at
# VT, FF, NEL and U+2028, which then shift every line number an editor shows.
LINE_END = expression(r"\r\n|\r|\n")


class Folding(NamedTuple):
    """How the places of a text that is read through what nobody sees lead to the file.

    The text is made of pieces: ``starts`` is where each begins in it, ``begins`` and
    ``ends`` are its two ends in ``source``, the text as it stands. A piece is as long as it
    stands, or one character. What is read as nothing is in no piece.
    """

    source: "SourceText"
    starts: list[int]
    begins: list[int]
    ends: list[int]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where the characters of the reading stand in the file, nothing beside them."""
        last = self._end(end)
        if start == end:
            return last, last
        piece = bisect_right(self.starts, start) - 1
        return self.begins[piece] + start - self.starts[piece], last

    def _end(self, offset: int) -> int:
        """Where the character before an offset of the reading ends."""
        if offset == 0:
            return 0
        piece = bisect_left(self.starts, offset) - 1
        if offset == self.starts[piece + 1]:
            return self.ends[piece]
        return self.begins[piece] + offset - self.starts[piece]

    def reading(self, offset: int) -> int:
        """The offset in the reading of one in the file."""
        piece = bisect_right(self.begins, offset) - 1
        if piece < 0 or piece == len(self.starts) - 1:
            return self.starts[piece] if piece > 0 else 0
        size = self.starts[piece + 1] - self.starts[piece]
        return self.starts[piece] + min(offset - self.begins[piece], size)


class _Source(NamedTuple):
    path: str
    """As the user named it; with ``/`` on every system."""
    text: str
    encoding: str = "utf-8"
    bom: bytes = b""
    undecodable: int | None = None
    folding: Folding | None = None
    """Where ``text`` is not what stands in the file, but how it reads."""
    file: Path | None = None
    """The file itself, by whatever name it is called; None where the text is no file."""


@own_key
class SourceText(_Source):
    """A source as text. Two of them are the same only if they are one object.

    ``text`` has no BOM; line ends stand as they are. ``undecodable`` is the offset
    in ``text`` before which the first undecodable byte stands, or None.

    What is parsed is the ``reading``, in which nothing is that nobody sees; lines and
    columns are those of the file all the same.
    """

    def __repr__(self) -> str:
        return f"SourceText({self.path!r})"

    @property
    def reading(self) -> "SourceText":
        """The text read through what nobody sees; mostly the text itself."""
        return self._unseen or self

    @cached_property
    def _unseen(self) -> "SourceText | None":
        """The text without what nobody sees, where there is such.

        Never the text itself: what holds itself is freed only when somebody sweeps.
        """
        if self.folding or self.undecodable is not None or self._is_common:
            return None
        folded = _folded(self)
        return None if folded is self else folded

    @property
    def verbatim(self) -> "SourceText":
        """The text as it stands in the file."""
        return self.folding.source if self.folding else self

    @cached_property
    def uncommon(self) -> set[str]:
        """The characters beyond those of cp932, control characters and 外字 among them."""
        return set() if self._is_common else uncommon(self.text)

    @cached_property
    def _is_common(self) -> bool:
        return is_common(self.text)

    @cached_property
    def _line_starts(self) -> list[int]:
        if "\r" in self.text:
            return [0, *(end.end() for end in LINE_END.finditer(self.text))]
        lines = self.text.split("\n")
        return list(accumulate([len(line) + 1 for line in lines[:-1]], initial=0))

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both from 1; a column is a code point."""
        if self.folding:
            place, _ = self.folding.place(offset, min(offset + 1, len(self.text)))
            return self.folding.source.position(place)
        starts = self._line_starts
        line = bisect_right(starts, offset)
        return line, offset - starts[line - 1] + 1

    def positions(self, start: int, end: int) -> tuple[int, int, int, int]:
        """Line and column of two offsets, which mostly stand in one line."""
        if self.folding:
            return self.folding.source.positions(*self.folding.place(start, end))
        line, column = self.position(start)
        if line == len(self._line_starts) or end < self._line_starts[line]:
            return line, column, line, column + end - start
        return (line, column, *self.position(end))

    def offset(self, line: int, column: int) -> int:
        """The offset of a line and column, both from 1."""
        if self.folding:
            return self.folding.reading(self.folding.source.offset(line, column))
        return self._line_starts[line - 1] + column - 1

    def line_text(self, line: int) -> str:
        """A line of the file without its end."""
        if self.folding:
            return self.folding.source.line_text(line)
        starts = self._line_starts
        end = starts[line] if line < len(starts) else len(self.text)
        return self.text[starts[line - 1] : end].rstrip("\r\n")

    @property
    def line_count(self) -> int:
        """How many lines the file has; nothing behind the last line end is no line."""
        if self.folding:
            return self.folding.source.line_count
        starts = self._line_starts
        return len(starts) - (starts[-1] == len(self.text))

    def lines(self) -> Iterator[tuple[int, int]]:
        """Where each line begins, and where the next one does: its end belongs to a line."""
        starts, size = self._line_starts, len(self.text)
        return pairwise([*starts, size] if starts[-1] < size else starts)

    def span(self, start: int, end: int) -> "Span":
        return Span(self, start, end)


def _folded(source: SourceText) -> SourceText:
    """A source without what nobody sees; the source itself where there is nothing such."""
    text, at, size = source.text, 0, 0
    folding = Folding(source, [], [], [])
    parts: list[str] = []

    def piece(part: str, begin: int, end: int) -> None:
        nonlocal size
        if part:
            folding.starts.append(size)
            folding.begins.append(begin)
            folding.ends.append(end)
            parts.append(part)
            size += len(part)

    for start, end, reading in unseen(text):
        piece(text[at:start], at, start)
        piece(reading, start, end)
        at = end
    if not at:
        return source
    piece(text[at:], at, len(text))
    folding.starts.append(size)
    folding.begins.append(len(text))
    folding.ends.append(len(text))
    return source._replace(text="".join(parts), folding=folding)


class Span(NamedTuple):
    """The characters ``start`` to ``end`` (exclusive) of ``source.text``.

    Offsets count Unicode code points of the text as it reads, from 0. Lines and columns
    count from 1; they are looked up when asked for, so a span costs nothing until it is told.
    """

    source: SourceText
    start: int
    end: int

    @property
    def text(self) -> str:
        """Exactly the text of the source between the two ends."""
        return self.source.text[self.start : self.end]

    @property
    def verbatim(self) -> "Span":
        """The same in the file as it stands, where the text is read through what nobody sees."""
        folding = self.source.folding
        return Span(folding.source, *folding.place(self.start, self.end)) if folding else self

    @property
    def reading(self) -> "Span":
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
    def whole_line(self) -> "Span":
        """The line in which it begins, without its end."""
        source = self.source
        found = LINE_END.search(source.text, self.start)
        end = found.start() if found else len(source.text)
        return Span(source, source.offset(self.line, 1), end)

    @property
    def place(self) -> str:
        """``path:line:column``, as consoles and editors take it."""
        line, column = self.position
        return f"{one_line(self.source.path)}:{line}:{column}"

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

    def overlaps(self, other: "Span") -> bool:
        """Whether a character is in both; of one source."""
        return self.start < other.end and other.start < self.end

    def part(self, start: int, end: int) -> "Span":
        """The characters ``start`` to ``end`` of this span."""
        at = self.start
        return new(Span, (self.source, at + start, at + end))
