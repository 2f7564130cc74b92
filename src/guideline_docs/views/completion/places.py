"""What the line is that somebody types in.

The line may be anything while it is typed: what a cell is, its tabs and the head line above
tell, and what stands in a card, the lines above.
"""

from __future__ import annotations

from bisect import bisect_right

from guideline_docs.model.guideline import Guideline
from guideline_docs.model.places import Places
from guideline_docs.source.choice import StrEnum
from guideline_docs.source.glyphs import fold_head
from guideline_docs.source.record import NamedTuple
from guideline_docs.source.span import SourceText, Span
from guideline_docs.syntax.cards import Line, card_in, field_in
from guideline_docs.syntax.columns import Column, ColumnKind
from guideline_docs.syntax.nodes import CardsForm, HeadLine, RowLine, SheetTree
from guideline_docs.syntax.sheet import DEFAULT_ORDER


class Notation(StrEnum):
    SHEET = "sheet"
    CARDS = "cards"
    CHAPTER = "chapter"


class Typing(NamedTuple):
    """Where somebody types.

    ``line`` is the line without its end, ``place`` the cell, field or line in which the
    cursor stands, without the blanks round it; ``offset`` is the cursor. ``column`` is that
    of the cell or field, None where it has none.
    """

    guideline: Guideline
    notation: Notation
    line: Span
    place: Span
    offset: int
    column: Column | None = None

    @property
    def before(self) -> str:
        """What stands in the line before the cursor."""
        return self.line.source.text[self.line.start : self.offset]

    @property
    def begun(self) -> str:
        """What stands in the cell, field or line before the cursor."""
        return self.line.source.text[self.place.start : self.offset]

    @property
    def is_prose(self) -> bool:
        """Whether references may stand there."""
        if self.notation is Notation.SHEET:
            return self.column is None or self.column.prose
        return self.column is None or self.column.kind is ColumnKind.TEXT


def typing_at(guideline: Guideline, source: SourceText, offset: int) -> Typing | None:
    """Where somebody types who stands at an offset; None in a text that is none of ours."""
    line = source.span(offset, offset).whole_line
    tree = next((each for each in guideline.tables if each.source is source), None)
    if tree is None:
        known = any(chapter.source is source for chapter in guideline.chapters)
        return Typing(guideline, Notation.CHAPTER, line, _trimmed(line, offset), offset) if known else None
    if guideline.once(_cards)[source]:
        return _in_card(guideline, tree, line, offset)
    return _in_cell(guideline, tree, line, offset)


def _cards(guideline: Guideline) -> dict[SourceText, bool]:
    """Which tables are written as cards."""
    return {
        tree.source: tree.source is not (guideline.sheet and guideline.sheet.source)
        or bool(tree.all(CardsForm))
        or any(row.card for row in tree.all(RowLine)[:1])
        for tree in guideline.tables
    }


def _in_cell(guideline: Guideline, tree: SheetTree, line: Span, offset: int) -> Typing:
    """A cell of a sheet: of a row that is read that cell, else as many tabs stand before it."""
    spot = guideline.once(Places).at(tree.source, offset)
    if spot and spot.column is not None:
        column = _known(guideline, spot.column)
        # A quoted cell may hold several lines.
        start, end = max(spot.span.start, line.start), min(spot.span.end, line.end)
        return Typing(guideline, Notation.SHEET, line, Span(tree.source, start, end), offset, column)
    text = line.source.text
    start = text.rfind("\t", line.start, offset) + 1 or line.start
    end = text.find("\t", offset, line.end)
    cell = Span(line.source, start, line.end if end < 0 else end)
    number = text.count("\t", line.start, offset)
    heads = [head for head in tree.all(HeadLine) if head.known]
    at = bisect_right([head.span.end for head in heads], line.start) - 1
    columns = _columns(heads[at]) if at >= 0 else ()
    is_alone = "\t" not in text[line.start : line.end].rstrip("\t")
    if not heads and "\t" in line.text:
        columns = DEFAULT_ORDER
    column = columns[number] if number < len(columns) else None
    # A line of one cell is a heading or note; its words are in no column.
    column = None if is_alone and number == 0 else _known(guideline, column)
    return Typing(guideline, Notation.SHEET, line, _trimmed(cell, offset), offset, column)


def _columns(head: HeadLine) -> tuple[Column | None, ...]:
    """The columns below a head line, those that nobody has declared too."""
    return tuple(
        each and (each.column or Column.named(each.cell.text)) for each in head.heads
    )


def _in_card(guideline: Guideline, tree: SheetTree, line: Span, offset: int) -> Typing:
    """The field of a card: named in the line, or in one above where it goes on."""
    if found := field_in(line.text):
        value = line.part(*found.span("text"))
        if offset >= value.start:
            column = _field_column(guideline, found["head"])
            return Typing(guideline, Notation.CARDS, line, _trimmed(value, offset), offset, column)
    elif name := _open_field(card_lines(tree.source, line)):
        if line.text[:2].strip(" 　") == "" and len(line.text) > 1:
            column = _field_column(guideline, name)
            return Typing(guideline, Notation.CARDS, line, _trimmed(line, offset), offset, column)
    return Typing(guideline, Notation.CARDS, line, _trimmed(line, offset), offset)


def card_lines(source: SourceText, line: Span) -> list[Line]:
    """The lines of the card above a line, its first one first; none where there is no card."""
    above: list[Line] = []
    end = line.start
    while end > 0:
        number = source.position(end - 1)[0]
        start = source.offset(number, 1)
        text = source.text[start:end].rstrip("\r\n")
        above.insert(0, Line(Span(source, start, start + len(text)), ""))
        if card_in(text):
            return above
        if not text.strip() or text[0] not in " 　":
            return []
        end = start
    return []


def _open_field(lines: list[Line]) -> str:
    """The field that a further line of a card goes on with."""
    names = [found["head"] for line in lines[1:] if (found := field_in(line.text))]
    return names[-1] if names else ""


def _field_column(guideline: Guideline, name: str) -> Column:
    """The column that a field is; one that nobody declared is a text."""
    return guideline.configuration.heads.get(fold_head(name)) or Column.named(name)


def _known(guideline: Guideline, column: Column | None) -> Column | None:
    """A column as the settings declare it."""
    own = (*guideline.configuration.vocabulary.columns, *guideline.configuration.vocabulary.declared)
    return next((each for each in own if each == column), column)


def _trimmed(span: Span, offset: int) -> Span:
    """A cell without the blanks round it; the cursor is in it."""
    written = span.text
    start = span.start + len(written) - len(written.lstrip(" 　"))
    end = span.start + len(written.rstrip(" 　"))
    return Span(span.source, min(start, offset), max(end, offset))
