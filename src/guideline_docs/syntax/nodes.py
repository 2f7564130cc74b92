"""The kinds of line a sheet and a chapter are made of.

Every node knows the characters it stands for; joined, the nodes of a tree are the
source. A node says what a line looks like, not what it means: that is ``model``.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any, TypeVar, overload

from guideline_docs.source.choice import StrEnum
from guideline_docs.source.record import NamedTuple, new, own_key
from guideline_docs.source.span import Span
from guideline_docs.source.text import SourceText
from guideline_docs.syntax.columns import Column

Kind = TypeVar("Kind")


class Writing(StrEnum):
    """How a text stands in its source, where that is not as it reads."""

    PLAIN = "plain"
    QUOTED = "quoted"
    """A cell that Excel has quoted: a doubled mark is one."""
    CONTINUED = "continued"
    """A field of a card: every further line is indented by two."""

    def read(self, written: str) -> str:
        """How what is written so reads."""
        match self:
            case Writing.QUOTED:
                return written.replace('""', '"')
            case Writing.CONTINUED:
                return written.replace("\n　　", "\n").replace("\r　　", "\r")
        return written


class Cell(NamedTuple):
    """One cell: from ``start`` to ``end`` of its source stands its text, without quotes, bold
    marks and outer blanks.

    ``text`` is how it reads. Its ``span`` is made when it is asked for: of the hundreds of
    thousands of cells of a long sheet few are told of.
    """

    source: SourceText
    start: int
    end: int
    text: str = ""
    writing: Writing = Writing.PLAIN
    bold: bool = False

    @classmethod
    def at(
        cls, span: Span, text: str = "", writing: Writing = Writing.PLAIN, bold: bool = False
    ) -> "Cell":
        return new(cls, (*span, text, writing, bold))

    @property
    def span(self) -> Span:
        source, start, end, *_ = self
        return new(Span, (source, start, end))

    def part(self, start: int, end: int) -> Span:
        """Some characters of its text as it is written."""
        at = self.start
        return new(Span, (self.source, at + start, at + end))

    @property
    def written(self) -> str:
        """The text as it stands in the source, for offsets."""
        return self.text if self.writing is Writing.PLAIN else self.span.text

    def __bool__(self) -> bool:
        return self.text != ""


class Cells(Sequence[Cell]):
    """The cells of a line, each made when it is asked for: of a long sheet few are.

    ``texts`` is how they read, one after the other.
    """

    __slots__ = ("made", "source", "start", "texts")

    def __init__(
        self, source: SourceText, start: int, texts: list[str], made: tuple[Cell, ...] | None = None
    ) -> None:
        """Cells that stand as they read, the first at ``start``, with a tab between them; or
        that are ``made`` already."""
        self.source = source
        self.start = start
        self.texts = texts
        self.made = made

    @classmethod
    def of(cls, cells: Iterable[Cell]) -> "Cells":
        """Cells that are made already; one at the least."""
        made = tuple(cells)
        return cls(made[0].source, made[0].start, [cell.text for cell in made], made)

    def at(self, place: int | Cell) -> Cell:
        """The cell at a place; or one that is told itself, because it is none of them."""
        return place if isinstance(place, Cell) else self[place]

    def reached(self, place: int) -> Cell:
        """The cell at a place; an empty one behind the last where the line ends before it."""
        if place < len(self.texts):
            return self[place]
        last = self[-1]
        return Cell(last.source, last.end, last.end)

    def __len__(self) -> int:
        return len(self.texts)

    def __iter__(self) -> Iterator[Cell]:
        return self._making() if self.made is None else iter(self.made)

    def _making(self) -> Iterator[Cell]:
        start = self.start
        for text in self.texts:
            end = start + len(text)
            yield new(Cell, (self.source, start, end, text, Writing.PLAIN, False))
            start = end + 1

    @overload
    def __getitem__(self, place: int) -> Cell: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Cell, ...]: ...
    def __getitem__(self, place: int | slice) -> Cell | tuple[Cell, ...]:
        if self.made is not None or isinstance(place, slice):
            return tuple(self)[place]
        texts, start = self.texts, self.start
        text = texts[place]
        if place:
            before = texts[:place]
            start += sum(map(len, before)) + len(before)
        return new(Cell, (self.source, start, start + len(text), text, Writing.PLAIN, False))


class Blank(NamedTuple):
    """A line without any filled cell."""

    span: Span


class CardsForm(NamedTuple):
    """The line ［＃カード…］, which says how a sheet's headings are written."""

    span: Span


class Title(NamedTuple):
    """The first line; ``rest`` are the further filled cells beside it."""

    span: Span
    cell: Cell
    rest: tuple[Cell, ...] = ()


class SummaryHead(NamedTuple):
    """The line 【達成状況】; ``cells`` are its filled ones where it says more than that."""

    span: Span
    cells: tuple[Cell, ...] = ()


class ShareCell(NamedTuple):
    """``5/6：済``: the parts of one share, in whichever order they are written."""

    cell: Cell
    count: Span
    denominator: Span | None
    status: Span


class TierLine(NamedTuple):
    """A line of the legend: ``【Ⅰ】<重点>``, description, shares."""

    span: Span
    bracket: Span
    mark: Span
    label: Span | None
    description: Cell | None
    shares: tuple[ShareCell, ...]
    unread: tuple[Cell, ...]
    """Cells where a share was expected and none could be read."""


class CountCell(NamedTuple):
    """``取組中 65/69件 94.2%``: a word with its count, the whole and the rate, if they are told."""

    word: Span
    count: Span
    denominator: Span | None
    rate: Span | None


class CountLine(NamedTuple):
    """A line of the sheet's own summary where there are no tiers; ``cells`` are its filled
    cells, ``counts`` what it says, word by word."""

    span: Span
    cells: tuple[Cell, ...]
    counts: tuple[CountCell, ...]


class Head(NamedTuple):
    """One cell of the head line; ``column`` is None where nobody declared the name."""

    cell: Cell
    column: Column | None


@own_key
class HeadLine(NamedTuple):
    span: Span
    heads: tuple[Head | None, ...]
    """One for each cell up to the last filled one; None for an empty cell."""
    columns: tuple[Column | None, ...]
    """The column of each of them."""

    @property
    def known(self) -> bool:
        """Whether it names two columns: less is the widest line of a table without head."""
        return len(set(self.columns) - {None}) > 1


@own_key
class SectionLine(NamedTuple):
    """A heading of the table; ``level`` 0 is the outermost.

    ``number`` and ``mark`` are None where the line is a heading only by its place or its
    bold; ``rest`` are the filled cells beside number and title. ``above`` are the numbers
    of the headings above that its mark repeats, ``opens`` the headings that stand in the
    same line before it.
    """

    span: Span
    level: int
    number: int | None
    mark: Span | None
    title: Cell
    rest: tuple[Cell, ...] = ()
    above: tuple[int, ...] = ()
    opens: tuple["SectionLine", ...] = ()


@own_key
class RowLine(NamedTuple):
    """A measure row; ``head`` is the head line above it, or None.

    The row of a card has a head of its own, which stands nowhere in the source. ``opens``
    are the headings that stand in its cells and not in those above it, ``above`` the
    numbers of the headings that its own number repeats.
    """

    span: Span
    cells: Cells
    number: int
    number_at: int | Cell
    """The place of the cell that holds the number, or that itself where it is none of them."""
    head: HeadLine | None
    card: bool = False
    slips: tuple[Span, ...] = ()
    """What a card has for a blank: the sign behind its number (施策24：), and nothing at all
    before the name of a field."""
    opens: tuple[SectionLine, ...] = ()
    above: tuple[int, ...] = ()

    @property
    def number_cell(self) -> Cell:
        return self.cells.at(self.number_at)


class UnnumberedRow(NamedTuple):
    """A row without a number of its own, in the columns of ``head``.

    ``part``: it goes on with the measure above, for another department. Otherwise it says
    that it repeats a measure that stands elsewhere (再掲).
    """

    span: Span
    cells: Cells
    head: HeadLine
    part: bool
    opens: tuple[SectionLine, ...] = ()


class NoteLine(NamedTuple):
    """``cells`` are the filled ones."""

    span: Span
    cells: tuple[Cell, ...]


class Stray(NamedTuple):
    """A line that is none of the kinds; ``cell`` is its first filled one.

    ``row`` keeps the cells where the line looks like a measure row without a
    readable number (otherwise there is none), ``head`` is the head line above it, or None; ``opens`` as for a row.
    """

    span: Span
    cell: Cell
    row: Cells | tuple[()] = ()
    head: HeadLine | None = None
    opens: tuple[SectionLine, ...] = ()


_OPENING = (RowLine, UnnumberedRow, Stray, SectionLine)

SheetNode = (
    Blank
    | CardsForm
    | Title
    | SummaryHead
    | TierLine
    | CountLine
    | HeadLine
    | SectionLine
    | RowLine
    | UnnumberedRow
    | NoteLine
    | Stray
)


class _Sheet(NamedTuple):
    source: SourceText
    nodes: tuple[SheetNode, ...]
    leveled: bool = False
    """Headings may stand in the cells of its rows."""


class SheetTree(_Sheet):
    """A whole sheet: ``"".join(node.span.text for node in nodes) == source.text``."""

    def all(self, kind: type[Kind]) -> list[Kind]:
        """The nodes of a kind, in their order; the many lines are sorted out once."""
        return self._by_kind.get(kind, [])

    @cached_property
    def lines(self) -> tuple[SheetNode, ...]:
        """The nodes, before each the headings that stand in its cells."""
        if not self.leveled:
            return self.nodes
        lines: list[SheetNode] = []
        for node in self.nodes:
            if isinstance(node, _OPENING):
                lines += node.opens
            lines.append(node)
        return tuple(lines)

    @cached_property
    def titled(self) -> frozenset[HeadLine]:
        """The head lines below which numbers stand before the titles, in no column."""
        heads = {
            line for line in self.all(HeadLine) if line.known and Column.NUMBER not in line.columns
        }
        rows = self.all(RowLine) if heads else ()
        return frozenset(
            row.head
            for row in rows
            if row.head in heads and isinstance(row.number_at, Cell) and row.number_at not in row.cells
        )

    @cached_property
    def _by_kind(self) -> dict[type, list[Any]]:
        by_kind: dict[type, list[Any]] = defaultdict(list)
        for node in self.lines:
            by_kind[type(node)].append(node)
        return by_kind


class Ruby(NamedTuple):
    """Base characters with their reading, ``｜協働《きょうどう》``; ``span`` is all of it."""

    span: Span
    base: str
    reading: str


@own_key
class HeadingLine(NamedTuple):
    """A heading of a chapter; ``level`` 0 is 第1章, 1 is 1, 2 is (1), 3 is ア, 4 is (ア)."""

    span: Span
    level: int
    ordinal: int
    mark: Span
    title: Span
    rubies: tuple[Ruby, ...]


class TextLine(NamedTuple):
    """A line of running text; ``kind`` is text, item or note.

    ``starts`` says that the line opens a paragraph (a blank line or a full-width
    space before it); ``text`` is the line without its mark and outer blanks.
    """

    span: Span
    kind: str
    starts: bool
    text: Span
    rubies: tuple[Ruby, ...]


class AnnotationLine(NamedTuple):
    """``［＃word：argument｜argument］`` on a line of its own; ``place`` is all of that."""

    span: Span
    place: Span
    word: Span
    arguments: tuple[Span, ...]


ChapterNode = Blank | HeadingLine | TextLine | AnnotationLine


class ChapterTree(NamedTuple):
    """A whole chapter file: the joined texts of the nodes are the source."""

    source: SourceText
    nodes: tuple[ChapterNode, ...]
