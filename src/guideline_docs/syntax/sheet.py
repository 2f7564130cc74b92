"""The tab-separated sheet to a tree: total, lossless, one line after the other.

A line is told by its first filled cell and by how many cells are filled; where the
columns are is told by the head line above.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence

from guideline_docs.source.expression import expression
from guideline_docs.source.glyphs import fold_head, number
from guideline_docs.source.lexicon import DIGITS, FIGURES, NUMBER_SIGN
from guideline_docs.source.record import new
from guideline_docs.source.span import Span
from guideline_docs.source.text import SourceText
from guideline_docs.syntax.cells import end_of, lines_of_cells
from guideline_docs.syntax.columns import COLUMNS, Column
from guideline_docs.syntax.counts import find_counts
from guideline_docs.syntax.headings import MARKS, ColumnHeadings, Form, Headings, Marks
from guideline_docs.syntax.heads import join
from guideline_docs.syntax.legend import SUMMARY_HEAD, share, tier, tier_line
from guideline_docs.syntax.marks import ARABIC
from guideline_docs.syntax.nodes import (
    Blank,
    Cell,
    Cells,
    Head,
    HeadLine,
    NoteLine,
    RowLine,
    SectionLine,
    SheetNode,
    SheetTree,
    Stray,
    SummaryHead,
    Title,
    UnnumberedRow,
)
from guideline_docs.syntax.notes import is_enclosed, is_note
from guideline_docs.syntax.unnumbered import says_again, unnumbered

# 5.5, 1,234, ▲2%; a year may be a head.
_FIGURE = expression(rf"(?!(?:19|20)[0-9]{{2}}\Z)[▲△+－-]?[{DIGITS}][{DIGITS}.,．，]*\s*[%％‰]?")
_NUMBER = expression(rf"(?s)(?:施策|{NUMBER_SIGN})?\s*(?P<digits>[{DIGITS}]{{1,6}})[.．]?(?P<behind>.*)")
_NUMBER_BEGINS = frozenset("施NＮ№" + FIGURES)
# What may stand behind a number: 12（再掲）.
_SAID_AGAIN = expression(r"[（(〔［\[【]?再掲[）)〕］\]】]?")

# The columns of a sheet that has no head line, as the office's own sheet orders them.
DEFAULT_ORDER = COLUMNS


def parse_sheet(
    source: SourceText, heads: Mapping[str, Column], marks: Marks = MARKS
) -> SheetTree:
    """Parse a sheet; ``heads`` maps folded head names to columns. Never fails."""
    reader = Reader(heads, marks)
    nodes = _nodes(source, reader)
    if reader.head is None and (head := _widest_line(nodes, heads)):
        nodes = _nodes(source, Reader(heads, marks, head.start))
    _note_what_follows(nodes)
    return SheetTree(source, tuple(nodes), reader.levels is not None)


def _nodes(source: SourceText, reader: Reader) -> list[SheetNode]:
    nodes: list[SheetNode] = []
    above: list[Cells] = []
    summary = False
    top: tuple[Span, Cells] | None = None
    for line, cells in lines_of_cells(source):
        node: SheetNode
        if top and (joined := reader.joined(top, line, cells)):
            nodes.pop()
            above = above[: len(nodes)]
            node, top = joined, None
        else:
            node = reader.node(line, cells)
            top = None if reader.row_open or len(cells.texts) < 2 else (line, cells)
        if not (reader.table or summary):
            if isinstance(node, SummaryHead):
                summary = True
                # Above the summary nothing is a heading: 「(1) 済には済・継を含む」 is a note.
                nodes = list(map(_as_note, nodes, above))
            above.append(cells)
        nodes.append(node)
    find_counts(nodes)
    return nodes


class Reader:
    """What the lines so far have told about the next one."""

    def __init__(
        self,
        heads: Mapping[str, Column],
        marks: Marks,
        head_at: int | None = None,
        cards: bool = False,
    ) -> None:
        self.heads = heads
        self.headings = Headings(marks)
        self.number = marks.measure
        self.titled = Form(marks.measure)
        """Reads the mark at the head of a title, where a table has no column of numbers."""
        self.levels = ColumnHeadings(marks) if any(marks.columns) else None
        self.is_bare = marks.measure is MARKS.measure and not self.levels
        """A bare number is all that tells a row, as in the office's own sheet and most others."""
        self.head_at = head_at
        """Where a head line begins that cannot be told by its words."""
        self.cards = cards
        # People put blanks into short heads, 内　容, but not more than they have letters.
        self.longest_head = 2 * max(map(len, heads), default=0)
        self.columns: dict[str, Column | None] = {}
        """What has been looked up: the same few words fill the short cells of all rows."""
        self.head: HeadLine | None = None
        self.anything = False
        self.body = False
        """A head line or a heading has been seen: the title block is over."""
        self.table = False
        """A head line or a row has been seen."""
        self.summary = False
        self.above: int | None = None
        """The level of the heading right above."""
        self.number_place = 0
        """Which cell of a row holds its number."""
        self.in_title = False
        """It stands before the title there."""
        self.parted = False
        """A row may go on with the one above it, by one cell alone."""
        self.rows = 0
        """How many there are so far, of a table without numbers."""
        self.row_open = False
        """A row stands above, with no heading between: another may go on with it."""

    def node(self, span: Span, cells: Cells) -> SheetNode:
        """The node of a line; blank lines change nothing of what is expected."""
        # Nothing else has a bare number there, and rows are what a sheet is full of.
        row = self._titled_row(span, cells) if self.in_title else self._row(span, cells)
        if row and not (self.summary and _are_figures(cells)):
            if not self.row_open:  # otherwise the row above has said so
                self.row_seen()
            return row
        filled = [cell for cell in cells if cell.text]
        if not filled:
            return Blank(span)
        node = self._line(span, cells, filled)
        if not isinstance(node, NoteLine):  # nor do notes
            self._seen(node)
        return node

    def _seen(self, node: SheetNode) -> None:
        """A line stands where the reader is that is neither a row nor a note."""
        self.anything, self.above = True, None
        self.row_open = self.row_open and isinstance(node, UnnumberedRow)
        if isinstance(node, SectionLine):
            level = self.above = node.level
            self.body, self.summary = True, False
            self.headings.opened(level, node.number)
            if self.levels and not node.opens:
                self.levels.opened(level)
        elif isinstance(node, SummaryHead):
            self.summary = True
        elif isinstance(node, HeadLine):
            self.body, self.table, self.summary = True, True, False

    def joined(
        self, top: tuple[Span, Cells], span: Span, cells: Cells
    ) -> HeadLine | None:
        """The head line that a line makes with the one above it, if it has two rows."""
        if self._path(cells):
            return None
        above, upper = top
        both = join(upper, cells, self._column)
        if both is None:
            return None
        head = self._head_line(Span(span.source, above.start, span.end), both)
        if head:
            self.head, self.above = head, None
            self.anything = self.body = self.table = True
            self.summary = self.row_open = False
            self._find_number(head)
        return head

    def row_seen(self) -> None:
        """A row stands where the reader is: the table has begun."""
        self.anything = self.body = self.table = self.row_open = True
        self.summary, self.above = False, None

    def _line(self, span: Span, cells: Cells, filled: list[Cell]) -> SheetNode:
        first = filled[0]
        text = first.text
        if text[0] == "【" and (match := SUMMARY_HEAD.match(text)):
            more = len(filled) > 1 or match[0] != "【達成状況】" or match.end() < len(text)
            return SummaryHead(span, tuple(filled) if more else ())
        several, head = len(filled) > 1, self.head
        may_be_row = head and (several or self.parted)
        if may_be_row and (row := unnumbered(span, cells, head, self.row_open)):
            opens = self.levels.open(cells, head) if self.levels else ()
            # What goes on with a measure stands below its heading.
            astray = row.part and opens
            return Stray(span, first, cells, head, opens) if astray else row._replace(opens=opens)
        may_be_tier = self.summary or (several and not self.body)
        if may_be_tier and (found := tier(text)):
            return tier_line(span, first, filled[1:], found)
        if several and (found := self._head_line(span, cells)):
            self.head = found
            self._find_number(found)
            return found
        if heading := self._heading(span, filled):
            return heading
        if is_note(text, self.cards) or (not several and is_enclosed(text)):
            return NoteLine(span, tuple(filled))
        if not self.anything:
            return Title(span, first, tuple(filled[1:]))
        if not self.body and not self.summary:
            return NoteLine(span, tuple(filled))
        opens = self.levels.open(cells, head) if self.levels else ()
        if opens and len(filled) <= len(opens):
            # Its cells are headings and nothing else: the rows stand below.
            return opens[-1]._replace(span=span, opens=opens[:-1])
        if several:
            return Stray(span, first, cells, head, opens)
        level = None if self.summary else self.headings.without_mark(first.bold, self.above)
        if level is not None:
            return SectionLine(span, level, None, None, first)
        return Stray(span, first, (), head)

    def _find_number(self, head: HeadLine) -> None:
        """Where the rows below a head line have their numbers."""
        columns = head.columns
        self.parted = any(column and column.part for column in columns)
        own = self.number is not MARKS.measure
        self.in_title = own and Column.NUMBER not in columns and Column.TITLE in columns
        if Column.NUMBER in columns:
            self.number_place = columns.index(Column.NUMBER)
        elif self.in_title:
            self.number_place = columns.index(Column.TITLE)
        else:
            # Where nobody knows what stands first, a number there need not be one of ours.
            self.number_place = 0 if head.known else sys.maxsize

    def _heading(self, span: Span, filled: list[Cell]) -> SectionLine | None:
        """A heading: its mark and title in one cell, or in two with nothing beside them."""
        first = filled[0]
        found = self.headings.find(first.written)
        if found is None:
            return None
        level, path, end, behind = found
        title, rest = end_of(first, behind), tuple(filled[1:])
        if rest and not title:
            if len(rest) > 1:
                return None
            title, rest = rest[0], ()
        number, mark = path[-1] if path else None, first.part(0, end)
        return new(SectionLine, (span, level, number, mark, title, rest, path[:-1], ()))

    def _head_line(self, span: Span, cells: Sequence[Cell]) -> HeadLine | None:
        """Two known heads make a head line; a row may hold one of the words."""
        columns = [self._column(cell) for cell in cells]
        if len(set(filter(None, columns))) < 2 and span.start != self.head_at:
            return None
        heads: list[Head | None] = []
        found: set[Column] = set()
        for cell, column in zip(cells, by_edition(cells, columns), strict=True):
            # Of two columns of one name the second is an unknown one.
            column = None if column in found else column
            found.update({column} - {None})
            heads.append(Head(cell, column) if cell else None)
        while heads[-1] is None:
            heads.pop()
        return HeadLine(span, tuple(heads), tuple(head and head.column for head in heads))

    def _column(self, cell: Cell) -> Column | None:
        """The column that a cell is the head of; long text is no head, and not folded."""
        if not 0 < cell.end - cell.start <= self.longest_head:
            return None
        text = cell.text
        if text not in self.columns:
            self.columns[text] = self.heads.get(fold_head(text))
        return self.columns[text]

    def _row(self, span: Span, cells: Cells) -> RowLine | None:
        place, texts = self.number_place, cells.texts
        if place >= len(texts):
            return None
        if self.is_bare:
            value = _bare_number(texts[place])
            if value is None:
                return None
            return new(RowLine, (span, cells, value, place, self.head, False, (), (), ()))
        path = self._path(cells)
        return self._of_path(span, cells, path, place) if path else None

    def _path(self, cells: Cells) -> tuple[int, ...] | None:
        """The numbers that a row bears where rows bear them; None for any other line."""
        texts = cells.texts
        text = texts[self.number_place] if self.number_place < len(texts) else ""
        if self.number is not MARKS.measure and (found := self.number.match(text)):
            path, end = found
            if path and not _SAID_AGAIN.sub("", text[end:]).strip():
                return path
        if self.number is not MARKS.measure and self._is_heading(cells):
            return None  # 1 is the number of a heading, whose measures are ① or 1-1
        value = _bare_number(text)
        return None if value is None else (value,)

    def _is_heading(self, cells: Cells) -> bool:
        """Whether a number and a title alone are a heading in two cells.

        Where measures are called 事業1 people type 1, too: then it is a measure.
        """
        if self.number.slots and (len(self.number.slots) < 2 and self.number.slots[0].numeral is ARABIC):
            return False
        filled = [cell for cell in cells if cell.text]
        return len(filled) == 2 and self.headings.find(filled[0].written) is not None

    def _titled_row(self, span: Span, cells: Cells) -> RowLine | None:
        """A row that has the number before its title: ①婚姻率."""
        place = self.number_place
        filled = [each for each in cells if each.text]
        if place >= len(cells) or not cells[place] or len(filled) < 2:
            return None
        cell = cells[place]
        if not self.number.numbered:
            return self._counted_row(span, cells, filled, cell)
        found = self.titled.read(cell.written)
        if found is None:
            return None
        path, mark, start = found
        title = end_of(cell, start)
        number_cell = Cell.at(cell.part(0, mark), cell.written[:mark])
        row = Cells.of((*cells[:place], title, *cells[place + 1 :]))
        return self._of_path(span, row, path, number_cell)

    def _counted_row(
        self, span: Span, cells: Cells, filled: list[Cell], title: Cell
    ) -> RowLine | None:
        """A row of a table without numbers: it has the next one."""
        first = filled[0]
        heading = self.headings.find(first.written) and len(filled) < 3
        if heading or is_note(first.text, self.cards) or self._head_line(span, cells):
            return None
        if says_again(cells, title):
            return None  # it stands elsewhere, too
        self.rows += 1
        opens = self.levels.open(cells, self.head) if self.levels else ()
        return RowLine(span, cells, self.rows, Cell.at(title.part(0, 0)), self.head, opens=opens)

    def _of_path(
        self, span: Span, cells: Cells, path: tuple[int, ...], at: int | Cell
    ) -> RowLine:
        opens = self.levels.open(cells, self.head) if self.levels else ()
        return new(RowLine, (span, cells, path[-1], at, self.head, False, (), opens, path[:-1]))


def _bare_number(text: str) -> int | None:
    """The number that a cell holds and nothing else, 12, No.12 or 12（再掲）."""
    if text.isdecimal() and text.isascii() and len(text) < 7:
        return int(text)  # as nearly every one stands
    if text[:1] not in _NUMBER_BEGINS or not any(map(str.isdecimal, text)):
        return None
    match = _NUMBER.match(text)
    if match is None:
        return None
    behind = match["behind"]
    if behind and not ("再掲" in behind and _SAID_AGAIN.fullmatch(behind.lstrip())):
        return None
    return number(match["digits"])


def by_edition(
    cells: Sequence[Cell], columns: list[Column | None]
) -> list[Column | None]:
    """The columns of a head line; of one with a head a year only the last is today's."""
    for column in {each for each in columns if each and each.yearly}:
        years = list(map(fold_head, column.heads))
        places = [at for at, each in enumerate(columns) if each == column]
        places.sort(key=lambda at: years.index(fold_head(cells[at].text)))
        for at in places[:-1]:
            columns[at] = column.before(cells[at].text)
    return columns


def _are_figures(cells: Cells) -> bool:
    """Whether a line holds figures alone: in a summary it is no row."""
    return all(_FIGURE.fullmatch(cell.text) for cell in cells if cell)


def _as_note(node: SheetNode, cells: Cells) -> SheetNode:
    """What stands above the summary and would be something below it: text."""
    if isinstance(node, SectionLine | Stray):
        return NoteLine(node.span, tuple(filter(None, cells)))
    return node


def _widest_line(nodes: list[SheetNode], heads: Mapping[str, Column]) -> Span | None:
    """The head of a table that has none we know: its widest line above the first row.

    A line of figures is a head only if there is no other. Of lines of one width it is the
    one with a name we know, else the last above the first row; where no line is a row to us,
    the first, for the others may be rows. None where nothing is wide enough: what then
    stands above the rows are notes, and their columns are those of the office's own sheet.
    """
    lines: list[tuple[bool, int, bool, Span]] = []
    row = 0
    for node in nodes:
        if isinstance(node, RowLine):
            row = len(list(filter(None, node.cells)))
            break
        cells = _cells_of(node)
        if len(cells) > 1:
            words = not any(_FIGURE.fullmatch(cell.text) or share(cell) for cell in cells)
            known = any(fold_head(cell.text) in heads for cell in cells)
            lines.append((words, len(cells), known, node.span))
    if not lines or (len(lines) < 2 and not row):
        return None
    # Of equals max takes the first.
    _, width, _, span = max(reversed(lines) if row else lines, key=lambda line: line[:3])
    return span if 2 * width >= row else None


def _cells_of(node: SheetNode) -> list[Cell]:
    """The filled cells of a line that may belong to a table of unknown heads."""
    match node:
        case Title(cell=cell, rest=rest):
            return [cell, *rest]
        case NoteLine(cells=cells) if not is_note(cells[0].text):
            return list(cells)
        case Stray(row=row):
            return list(filter(None, row))
    return []


def _note_what_follows(nodes: list[SheetNode]) -> None:
    """Text in one cell behind the last row is a note; nothing is left for it to head."""
    if not any(map(_is_row, nodes)):
        return
    for place in range(len(nodes) - 1, -1, -1):
        match nodes[place]:
            case Stray(row=()) as node:
                nodes[place] = NoteLine(node.span, (node.cell,))
            case SectionLine(mark=None) as node:
                nodes[place] = NoteLine(node.span, (node.title,))
            case node if _is_row(node):
                return


def _is_row(node: SheetNode) -> bool:
    """A row, or what was one before its number was lost."""
    if isinstance(node, Stray) and node.head:
        return 2 * len(list(filter(None, node.row))) >= len(node.head.heads)
    return isinstance(node, RowLine)


def columns_of(row_head: HeadLine | None) -> tuple[Column | None, ...]:
    """The column of each cell of a row under a head line (the default order without one)."""
    return row_head.columns if row_head else DEFAULT_ORDER
