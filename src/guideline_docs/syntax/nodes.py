"""The kinds of line a sheet and a chapter are made of.

Every node knows the characters it stands for; joined, the nodes of a tree are the
source. A node says what a line looks like, not what it means: that is ``model``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from guideline_docs.source.span import Span
from guideline_docs.source.text import SourceText


class Column(StrEnum):
    """The columns the documents know; the value is the field of a measure."""

    NUMBER = "number"
    TITLE = "title"
    TIER = "tier"
    STATUS = "status"
    RESULTS = "results"
    PROPOSAL = "proposal"
    RATIONALE = "rationale"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; ``span`` is its text without quotes, bold marks and outer blanks."""

    span: Span
    quoted: bool = False
    bold: bool = False

    @property
    def text(self) -> str:
        return self.span.text.replace('""', '"') if self.quoted else self.span.text

    def __bool__(self) -> bool:
        return self.span.start < self.span.end


@dataclass(frozen=True, slots=True)
class Blank:
    """A line without any filled cell."""

    span: Span


@dataclass(frozen=True, slots=True)
class Title:
    span: Span
    cell: Cell


@dataclass(frozen=True, slots=True)
class SummaryHead:
    """The line 【達成状況】."""

    span: Span


@dataclass(frozen=True, slots=True)
class ShareCell:
    """``5/6：済``: the parts of one share, in whichever order they are written."""

    cell: Cell
    count: Span
    denominator: Span | None
    status: Span


@dataclass(frozen=True, slots=True)
class TierLine:
    """A line of the legend: ``【Ⅰ】<重点>``, description, shares."""

    span: Span
    bracket: Span
    mark: Span
    label: Span | None
    description: Cell | None
    shares: tuple[ShareCell, ...]
    unread: tuple[Cell, ...]
    """Cells where a share was expected and none could be read."""


@dataclass(frozen=True, slots=True)
class Head:
    """One cell of the head line; ``column`` is None where nobody declared the name."""

    cell: Cell
    column: Column | None


@dataclass(frozen=True, slots=True)
class HeadLine:
    span: Span
    heads: tuple[Head | None, ...]
    """One for each cell up to the last filled one; None for an empty cell."""


@dataclass(frozen=True, slots=True)
class CategoryLine:
    span: Span
    number: int
    number_span: Span
    title: Cell


@dataclass(frozen=True, slots=True)
class SubsectionLine:
    """``letter`` is None where the line is a heading only by its place or its bold."""

    span: Span
    letter: str | None
    letter_span: Span | None
    title: Cell


@dataclass(frozen=True, slots=True)
class RowLine:
    """A measure row; ``head`` is the head line above it, or None."""

    span: Span
    cells: tuple[Cell, ...]
    number: int
    number_cell: Cell
    head: HeadLine | None


@dataclass(frozen=True, slots=True)
class NoteLine:
    span: Span
    cell: Cell


@dataclass(frozen=True, slots=True)
class Stray:
    """A line that is none of the kinds; ``cell`` is its first filled one.

    ``row`` keeps the cells where the line looks like a measure row without a
    readable number.
    """

    span: Span
    cell: Cell
    row: tuple[Cell, ...] = ()
    head: HeadLine | None = None


SheetNode = (
    Blank
    | Title
    | SummaryHead
    | TierLine
    | HeadLine
    | CategoryLine
    | SubsectionLine
    | RowLine
    | NoteLine
    | Stray
)


@dataclass(frozen=True, slots=True)
class SheetTree:
    """A whole sheet: ``"".join(node.span.text for node in nodes) == source.text``."""

    source: SourceText
    nodes: tuple[SheetNode, ...]


@dataclass(frozen=True, slots=True)
class HeadingLine:
    """A heading of a chapter; ``level`` 0 is 第1章, 1 is 1, 2 is (1), 3 is ア, 4 is (ア)."""

    span: Span
    level: int
    ordinal: int
    mark: Span
    title: Span


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of running text; ``kind`` is text, item or note.

    ``starts`` says that the line opens a paragraph (a blank line or a full-width
    space before it); ``text`` is the line without its mark and outer blanks.
    """

    span: Span
    kind: str
    starts: bool
    text: Span


@dataclass(frozen=True, slots=True)
class AnnotationLine:
    """``［＃word：argument｜argument］`` on a line of its own."""

    span: Span
    word: Span
    arguments: tuple[Span, ...]


ChapterNode = Blank | HeadingLine | TextLine | AnnotationLine


@dataclass(frozen=True, slots=True)
class ChapterTree:
    """A whole chapter file: the joined texts of the nodes are the source."""

    source: SourceText
    nodes: tuple[ChapterNode, ...]
