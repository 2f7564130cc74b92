"""Running text: cells, headings' words and paragraphs, with what they refer to."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import overload

from guideline_docs.model.code import Code
from guideline_docs.model.targets import Target
from guideline_docs.source.record import NamedTuple, new
from guideline_docs.source.span import SourceText, Span
from guideline_docs.syntax.naming import ReferenceMark
from guideline_docs.syntax.nodes import Cell, Cells, Ruby, Writing

_NONE: dict[int, "Passage"] = {}
"""What is shared by all rows of which nothing is made yet; nothing is ever put into it."""


class CrossReference(NamedTuple):
    """A reference in running text, resolved once."""

    mark: ReferenceMark
    target: Target | None
    code: Code | None = None
    """What it names in a form of the scheme, existing or not."""

    @property
    def span(self) -> Span:
        return self.mark.span

    @property
    def subject(self) -> str:
        """The canonical name of what is referred to, existing or not."""
        return self.mark.subject


class Passage(NamedTuple):
    """Running text: a cell, a heading's words, a paragraph.

    From ``start`` to ``end`` of its source it stands without quotes, bold and outer blanks,
    ``text`` is how it reads; ruby notation stands in it. Its ``span`` is made when it is
    asked for, as that of a cell.
    """

    source: SourceText
    start: int
    end: int
    text: str
    references: tuple[CrossReference, ...] = ()
    rubies: tuple[Ruby, ...] = ()
    writing: Writing = Writing.PLAIN

    @classmethod
    def of(cls, cell: Cell, references: tuple[CrossReference, ...] = ()) -> "Passage":
        """A cell, with the references that were found in it."""
        source, start, end, text, writing, _ = cell
        return new(cls, (source, start, end, text, references, (), writing))

    @classmethod
    def at(
        cls,
        span: Span,
        text: str,
        references: tuple[CrossReference, ...] = (),
        rubies: tuple[Ruby, ...] = (),
        writing: Writing = Writing.PLAIN,
    ) -> "Passage":
        return new(cls, (*span, text, references, rubies, writing))

    @property
    def span(self) -> Span:
        source, start, end, *_ = self
        return new(Span, (source, start, end))

    @property
    def written(self) -> str:
        """The text as it stands in the source, for offsets."""
        return self.text if self.writing is Writing.PLAIN else self.span.text

    def __bool__(self) -> bool:
        return self.text != ""


class Passages(Sequence[Passage]):
    """The texts of a row, one for each of its columns, each made when it is asked for.

    ``places`` says where in ``cells`` each stands; what is beyond the last cell is empty.
    ``written`` are the texts as they stand in the source. ``made`` are the passages that are
    made already, by their place here; those that refer to something always are.
    """

    __slots__ = ("cells", "made", "places", "written")

    def __init__(
        self,
        cells: Cells,
        places: tuple[int, ...],
        written: tuple[str, ...],
        made: dict[int, Passage] | None = None,
    ) -> None:
        self.cells = cells
        self.places = places
        self.written = written
        self.made = made or _NONE

    @classmethod
    def of(cls, cells: Cells, places: tuple[int, ...]) -> "Passages":
        """The texts at some places, whatever they refer to."""
        return cls(cells, places, tuple([cells.reached(place).written for place in places]))

    def only(self, chosen: Sequence[int]) -> "Passages":
        """Some of them, in their order."""
        places, texts = tuple([self.places[at] for at in chosen]), self.written
        made = {at: self.made[place] for at, place in enumerate(chosen) if place in self.made}
        return Passages(self.cells, places, tuple([texts[at] for at in chosen]), made)

    def __len__(self) -> int:
        return len(self.places)

    @overload
    def __getitem__(self, at: int) -> Passage: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Passage, ...]: ...
    def __getitem__(self, at: int | slice) -> Passage | tuple[Passage, ...]:
        if isinstance(at, slice):
            return tuple(self)[at]
        made = self.made.get(at)
        if made is None:
            if self.made is _NONE:
                self.made = {}
            made = self.made[at] = Passage.of(self.cells.reached(self.places[at]))
        return made

    def __iter__(self) -> Iterator[Passage]:
        return map(self.__getitem__, range(len(self.places)))


class Prose(NamedTuple):
    """The running text of one source as one text, so that it is searched once.

    ``text`` holds each passage as it is written, behind a line end of its own; those of a
    row are together in the order of the model, and ``starts`` says where each row begins.
    """

    rows: list[Sequence[Passage]]
    starts: list[int]
    text: str

    @classmethod
    def of(cls, rows: list[Sequence[Passage]]) -> "Prose":
        texts = ["\n".join(as_written(row)) for row in rows]
        starts = accumulate([len(text) + 1 for text in texts], initial=1)
        return cls(rows, list(starts)[:-1], "\n".join(["", *texts]))

    def near(self, offsets: Iterable[int]) -> Iterator[Passage]:
        """The passages that hold some characters of ``text``, each once, in their order."""
        for row, at, _ in dict.fromkeys(map(self._found, offsets)):
            yield self.rows[row][at]

    def place(self, start: int, end: int) -> Span | None:
        """Where the characters of ``text`` stand in the source; None if in two passages."""
        row, at, begin = self._found(start)
        passage = self.rows[row][at]
        if row < 0 or end - begin > passage.end - passage.start:
            return None
        return passage.span.part(start - begin, end - begin)

    def row_end(self, offset: int) -> int:
        """Where the row ends that holds a character of ``text``."""
        row = bisect_right(self.starts, offset)
        return self.starts[row] if row < len(self.starts) else len(self.text)

    def _found(self, offset: int) -> tuple[int, int, int]:
        """Which row holds a character of ``text`` (or the line end behind it), which of its
        passages, and where that begins."""
        row = bisect_right(self.starts, offset) - 1
        begin, at = self.starts[row], 0
        for at, text in enumerate(as_written(self.rows[row])):
            if offset <= begin + len(text):
                break
            begin += len(text) + 1
        return row, at, begin


def as_written(passages: Sequence[Passage]) -> Sequence[str]:
    """Passages as they stand in the source."""
    if isinstance(passages, Passages):
        return passages.written
    return [each.written for each in passages]
