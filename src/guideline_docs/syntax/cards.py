"""Cards, the notation of the sheet for a text editor, to the same tree.

    施策6　個別に実施している協働事業に関する情報の集約と提供
    　重点：【Ⅱ-ア】
    　理由：協働事業の報告書をホームページで公開しているが、…
    　　次の行も同じ欄の続き。

A card is a row whose cells have names. Every other line is what it is in a sheet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from guideline_docs.source.expression import expression
from guideline_docs.source.glyphs import fold_head, number
from guideline_docs.source.lexicon import (
    BLANKS,
    DIGITS,
    NUMBER_SIGN,
)
from guideline_docs.source.record import NamedTuple
from guideline_docs.source.span import LINE_END, Span
from guideline_docs.source.text import SourceText
from guideline_docs.syntax.cells import cells_at
from guideline_docs.syntax.columns import Column
from guideline_docs.syntax.headings import MARKS, Headings, Marks
from guideline_docs.syntax.nodes import (
    CardsForm,
    Cell,
    Cells,
    Head,
    HeadLine,
    RowLine,
    SheetNode,
    SheetTree,
    SummaryHead,
    TierLine,
    Writing,
)
from guideline_docs.syntax.sheet import DEFAULT_ORDER, Reader, by_edition

# How the sheet writes its headings: what the cards leave out and the sheet gets back.
FORM = expression(r"［＃カード(?P<bold>：見出しは太字)?(?:[：｜]見出しの後に区切り(?P<pad>[0-9]{1,3}))?］")
_NAME = rf"(?:施策|{NUMBER_SIGN})[{BLANKS}]?(?P<number>[{DIGITS}]{{1,6}})"
CARD = expression(rf"{_NAME}(?:[{BLANKS}](?P<title>.*))?")
# What can only be meant for a card, with a sign where the blank belongs.
_SLIPPED_CARD = expression(
    rf"{_NAME}(?P<sign>[{BLANKS}]*[：:．.、，,）)][{BLANKS}]*)(?P<title>[^{DIGITS}　 ].*)"
)
FIELD = expression(r"(?:　| {1,2}|\t)(?P<head>[^　 ：:\t][^：:\t]*)[：:](?P<text>.*)")
MORE = expression(r"(?:　　|\t\t)(?P<text>.*)")
# A field that nobody has indented, below a card; a note or a heading is none.
_SLIPPED_FIELD = expression(
    rf"(?!備考|注|凡例|合?計|(?:施策|{NUMBER_SIGN})[{DIGITS}])(?P<head>(?:[{DIGITS}](?=期)|[^　 ：:\t※＊*（(［\[【<「・。、{DIGITS}])[^　 ：:\t。、]{{1,14}})"
    r"[：:](?P<text>.*)"
)
# A line that the cards would take for their own.
KEPT = expression(r"［＃そのまま：(?P<line>.*)］", re.DOTALL)

_HEADINGS = Headings()


class Line(NamedTuple):
    """A line of a source; ``span`` is its text, ``end`` its line end."""

    span: Span
    end: str

    @property
    def text(self) -> str:
        return self.span.text


def lines_of(source: SourceText) -> Iterator[Line]:
    for start, after in source.lines():
        text, end = parted(source.text[start:after])
        yield Line(Span(source, start, start + len(text)), end)


def parted(text: str) -> tuple[str, str]:
    """A line (of a quoted cell more than one) and the end of it."""
    for end in ("\r\n", "\n", "\r"):
        if text.endswith(end):
            return text[: -len(end)], end
    return text, ""


def is_inside(line: str) -> bool:
    """Whether a line goes on with the card above it."""
    return bool(field_in(line) or MORE.fullmatch(line) or _SLIPPED_MORE.fullmatch(line))


# A further line of a field that is indented by one; and one that is not at all.
_SLIPPED_MORE = expression(rf"[{BLANKS}][^　 \t※［].*")
_LOOSE = expression(r"[^　 \t※＊（(［\[【<・][^\t]*")


def card_in(line: str) -> re.Match[str] | None:
    """The head of a card; one with a ``sign`` that is no blank, too."""
    return _SLIPPED_CARD.fullmatch(line) or CARD.fullmatch(line)


def field_in(line: str) -> re.Match[str] | None:
    """A field of a card, indented or not."""
    return FIELD.fullmatch(line) or _SLIPPED_FIELD.fullmatch(line)


def block_of(lines: Sequence[Line], at: int) -> list[Line]:
    """A card and what goes on with it; blank lines may stand between."""
    end = at + 1
    for place in range(at + 1, len(lines)):
        text = lines[place].text
        if is_inside(text) and (place == end or FIELD.fullmatch(text) or MORE.fullmatch(text)):
            end = place + 1
        elif text.strip() and not (place == end and _goes_on(lines, place)):
            break
        elif text.strip():
            end = place + 1
    return list(lines[at:end])


def _goes_on(lines: Sequence[Line], at: int) -> bool:
    """Whether fields of the same card follow a line that is not indented."""
    for line in lines[at:]:
        if FIELD.fullmatch(line.text):
            return True
        loose = _LOOSE.fullmatch(line.text) or _SLIPPED_MORE.fullmatch(line.text)
        if not loose or card_in(line.text) or _is_heading(line.text):
            return False
    return False


def _is_heading(text: str) -> bool:
    """A heading's mark with a blank behind it: without one it may be text that goes on."""
    found = _HEADINGS.find(text)
    return found is not None and text[found.mark : found.mark + 1] in tuple(BLANKS)


def slips_of(block: Sequence[Line]) -> list[Span]:
    """Where a card has not the blank that belongs there."""
    card = card_in(block[0].text)
    first = [block[0].span.part(*card.span("sign"))] if card and "sign" in card.groupdict() else []
    return [*first, *filter(None, map(_slip_of, block[1:]))]


def _slip_of(line: Line) -> Span | None:
    """The name of a field, or a further line, that is not indented as it should be."""
    if not line.text.strip() or FIELD.fullmatch(line.text) or MORE.fullmatch(line.text):
        return None
    field = _SLIPPED_FIELD.fullmatch(line.text)
    blank = len(line.text) - len(line.text.lstrip("　 "))
    return line.span.part(*field.span("head")) if field else line.span.part(blank, len(line.text))


def is_table(tree: SheetTree) -> bool:
    """Whether cards carry a whole table, with a head line or a legend of their own."""
    return any(isinstance(node, HeadLine | SummaryHead | TierLine) for node in tree.nodes)


def parse_cards(
    source: SourceText, heads: Mapping[str, Column], marks: Marks = MARKS
) -> SheetTree:
    """Parse cards; ``heads`` maps folded head names to columns. Never fails.

    The row of a card has every column that the documents know, those that the head line
    names and those that the card's own fields name, in this order.
    """
    reader = Reader(heads, marks, cards=True)
    cards = _Cards(reader, heads)
    lines = list(lines_of(source))
    nodes: list[SheetNode] = []
    at, after = 0, 0
    while at < len(lines):
        line = lines[at]
        at += 1
        if line.span.start < after:
            continue  # a cell that Excel has quoted holds several lines
        if not nodes and FORM.fullmatch(line.text):
            nodes.append(CardsForm(_whole([line])))
        elif card := card_in(line.text):
            block = block_of(lines, at - 1)
            at += len(block) - 1
            nodes.append(cards.row(block, card))
        elif kept := KEPT.fullmatch(line.text):
            nodes.append(reader.node(_whole([line]), _kept(line, kept)))
        else:
            cells, after = cells_at(source, line.span.start)
            nodes.append(reader.node(Span(source, line.span.start, after), Cells.of(cells)))
    return SheetTree(source, tuple(nodes), reader.levels is not None)


def _kept(line: Line, match: re.Match[str]) -> Cells:
    """The cells of a line that the cards keep as it is."""
    source, start = line.span.source, line.span.start
    inner = SourceText(source.path, match["line"])
    cells, _ = cells_at(inner, 0)
    begin = start + match.start("line")
    return Cells.of(
        cell._replace(source=source, start=begin + cell.start, end=begin + cell.end)
        for cell in cells
    )


def _whole(lines: Sequence[Line]) -> Span:
    first, last = lines[0], lines[-1]
    return Span(first.span.source, first.span.start, last.span.end + len(last.end))


class _Cards:
    """Makes rows of cards; the heads that their fields make up are made once."""

    def __init__(self, reader: Reader, heads: Mapping[str, Column]) -> None:
        self.reader = reader
        self.heads = heads
        self.made: dict[tuple[object, ...], HeadLine] = {}

    def row(self, block: Sequence[Line], card: re.Match[str]) -> RowLine:
        self.reader.row_seen()
        digits = block[0].span.part(*card.span("number"))
        number_cell = Cell.at(digits, digits.text)
        (_, title), *fields = fields_of(block, card)
        end = Span(digits.source, block[-1].span.end, block[-1].span.end)
        above = self.reader.head
        base = above.heads if above else tuple(Head(Cell.at(end), column) for column in DEFAULT_ORDER)
        places = {_key(head.column, head.cell.text): n for n, head in enumerate(base) if head}
        own = {Column.NUMBER: number_cell, Column.TITLE: title}
        values = {places[_key(c, "")]: cell for c, cell in own.items() if _key(c, "") in places}
        further: list[tuple[Head, Cell]] = []
        taken = {*own}
        for (name, value), column in zip(fields, self._columns(base, fields), strict=True):
            # Of two fields of one name the second is an unknown one, as a column would be.
            column = None if column in taken else column
            taken.update({column} - {None})
            place = places.get(_key(column, name.text))
            if place is None or place in values:
                further.append((Head(name, column), value))
            else:
                values[place] = value
        filled = (values.get(place, Cell.at(end)) for place in range(len(base)))
        cells = Cells.of((*filled, *(value for _, value in further)))
        head = self._head(above, base, [head for head, _ in further])
        place, value, slips = _whole(block), number(digits.text), tuple(slips_of(block))
        levels = self.reader.levels
        opens = levels.open(cells, head) if levels else ()
        return RowLine(place, cells, value, number_cell, head, True, slips, opens)

    def _columns(
        self, base: tuple[Head | None, ...], fields: Sequence[tuple[Cell, Cell]]
    ) -> list[Column | None]:
        """The column of each field; what the head line calls so is that of its edition."""
        given = {fold_head(head.cell.text): head.column for head in base if head and head.column}
        names = [name for name, _ in fields]
        known = [self.heads.get(fold_head(name.text)) for name in names]
        columns = by_edition(names, known)
        return [given.get(fold_head(name.text), own) for name, own in zip(names, columns, strict=True)]

    def _head(
        self, above: HeadLine | None, base: tuple[Head | None, ...], further: list[Head]
    ) -> HeadLine:
        """The head of a row; for the same fields the same one."""
        names = (above, *(_key(head.column, head.cell.text) for head in further))
        if names not in self.made:
            heads = (*base, *further)
            columns = tuple(head and head.column for head in heads)
            cell = next(head.cell for head in heads if head)
            self.made[names] = HeadLine(cell.span.part(0, 0), heads, columns)
        return self.made[names]


def _key(column: Column | None, name: str) -> tuple[Column | None, str]:
    return (column, "" if column else name)


def fields_of(block: Sequence[Line], card: re.Match[str]) -> Iterator[tuple[Cell, Cell]]:
    """The fields of a card with their names; the title is the first, and has none."""
    title = card.start("title") if card["title"] is not None else len(block[0].text)
    name = Cell.at(block[0].span.part(title, title))
    start, end = block[0].span.start + title, block[0].span.end
    for line in block[1:]:
        if field := field_in(line.text):
            yield name, _value(Span(line.span.source, start, end))
            name = _value(line.span.part(*field.span("head")))
            start = line.span.start + field.start("text")
        if line.text.strip():
            end = line.span.end
    yield name, _value(Span(block[0].span.source, start, end))


def _value(span: Span) -> Cell:
    """A text without the blanks around it."""
    written = span.text
    kept = written.strip()
    start = written.find(kept)
    span = span.part(start, start + len(kept))
    writing = Writing.CONTINUED if LINE_END.search(kept) else Writing.PLAIN
    return Cell.at(span, writing.read(kept), writing)
