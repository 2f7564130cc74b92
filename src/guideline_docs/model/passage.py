"""Running text: cells, headings' words and paragraphs, with what they refer to."""

from bisect import bisect_right
from itertools import accumulate

from guideline_docs.model.code import Code
from guideline_docs.model.targets import Target
from guideline_docs.source.record import NamedTuple, new
from guideline_docs.source.span import SourceText, Span
from guideline_docs.syntax.naming import ReferenceMark
from guideline_docs.syntax.nodes import Cell, Ruby, Writing


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


class Prose(NamedTuple):
    """The passages of one source as one text, so that it is searched once.

    ``text`` holds each passage as it is written, behind a line end of its own;
    ``starts`` says where each begins. The order is that of the model.
    """

    passages: list[Passage]
    starts: list[int]
    text: str

    @classmethod
    def of(cls, passages: list[Passage]) -> "Prose":
        plain = Writing.PLAIN
        texts = [each.text if each.writing is plain else each.written for each in passages]
        starts = accumulate([len(text) + 1 for text in texts], initial=1)
        return cls(passages, list(starts)[:-1], "\n".join(["", *texts]))

    def at(self, offset: int) -> int:
        """Which passage holds a character of ``text``, or stands behind its line end."""
        return bisect_right(self.starts, offset) - 1

    def place(self, start: int, end: int) -> Span | None:
        """Where the characters of ``text`` stand in the source; None if in two passages."""
        at = self.at(start)
        first, passage = self.starts[at], self.passages[at]
        if at < 0 or end - first > passage.end - passage.start:
            return None
        return passage.span.part(start - first, end - first)
