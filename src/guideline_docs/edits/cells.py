"""One column of one measure becomes another text, in the notation of its source.

A row of the sheet gets it between its tabs, quoted as Excel does where it must be; a card
in its field, put in at its place where there is none. What cannot stand there is refused
in words, before anything is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from guideline_docs.model.measure import Measure
from guideline_docs.source.delimited import in_cell, quoted
from guideline_docs.source.edit import Edit
from guideline_docs.source.expression import expression
from guideline_docs.source.glyphs import fold_head, unseen
from guideline_docs.source.record import NamedTuple
from guideline_docs.source.span import LINE_END, SourceText, Span
from guideline_docs.source.text import decode
from guideline_docs.syntax.cards import block_of, card_in, fields_of, lines_of, slips_of
from guideline_docs.syntax.cells import cells_at, is_bold, written_at
from guideline_docs.syntax.columns import Column, ColumnKind
from guideline_docs.syntax.nodes import Cell, Writing


class Unwritable(NamedTuple):
    """Why a text cannot be written there, in the user's words."""

    why: str


def held(text: str) -> str:
    """A text as a cell holds it, to be compared and written.

    Without outer blanks and what nobody sees; each line break is one character, a tab is
    a blank.
    """
    text = in_cell(text)
    if next(unseen(text), None):
        text = SourceText("", text).reading.text
    return text.strip()


def printed(text: str) -> str:
    """A text (``held``) without what no workbook holds, and without what stands for it there."""
    return text if text.isprintable() and "〓" not in text else _NOT_PRINTED.sub("", text)


# Control characters, the pictures of them that programs write, and 〓 of our documents.
_NOT_PRINTED = expression(r"[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u2400-\u2421〓]")


def says(measure: Measure, column: Column) -> str:
    """What a measure says in a column, as ``held``; empty where it has none."""
    passage = measure[column]
    text = passage.text
    if column.known and column.kind is not ColumnKind.TEXT and _MAY_BE_WRITTEN.search(text):
        # Of a closed word the measure holds its place alone.
        text = _read(passage.span, measure.layout.card)
    return held(text)


# What stands otherwise in a source than it reads.
_MAY_BE_WRITTEN = expression(r'["\r\n]')


def _read(span: Span, card: bool) -> str:
    """How the words at a place read."""
    if card:
        return Writing.CONTINUED.read(span.text)
    before = span.source.text[: span.start].rstrip(" \u3000<bB>")
    return Writing.QUOTED.read(span.text) if before.endswith('"') else span.text


def cell_edit(measure: Measure, column: Column, text: str) -> Edit | Unwritable:
    """The edit by which a column of a measure says a text (as ``held``), or why there is none.

    What rows mean also depends on the lines around them: who writes reads all of it again
    (``edits.trial``).
    """
    text, source = held(text), measure.span.source
    if column == Column.NUMBER:
        return Unwritable("番号は renumber で付け直してください")
    if column.kind is ColumnKind.LEVEL:
        return Unwritable("見出しの列です")
    if column not in _columns(measure) and not (measure.layout.card and column.second):
        return Unwritable("一覧に列がありません")
    if column == Column.TITLE and not text:
        return Unwritable("名前のない行になります")
    if refused := not_encodable(text, source):
        return refused
    if measure.layout.card:
        return _in_card(measure, column, text)
    return _in_row(measure, column, text)


def not_encodable(text: str, source: SourceText) -> Unwritable | None:
    """Why a file cannot hold a text, by the first character that it would not give back."""
    if char := _lost(text, source.encoding):
        return Unwritable(f"「{char}」はファイルの文字コード（{source.encoding}）で書けません")
    return None


def _lost(text: str, encoding: str) -> str:
    try:
        if text.encode(encoding).decode(encoding) == text:
            return _stray_byte(text) if encoding == "cp932" else ""
    except UnicodeError:
        pass
    return next(char for char in text if _is_lost(char, encoding))


def _is_lost(char: str, encoding: str) -> bool:
    try:
        return char.encode(encoding).decode(encoding) != char
    except UnicodeError:
        return True


def _stray_byte(text: str) -> str:
    """A character whose byte no Japanese file holds: the file would not be cp932 any more."""
    undecodable = decode("あ".encode("cp932") + text.encode("cp932"), "").undecodable
    return "" if undecodable is None else text[undecodable - 1]


def together(edits: Iterable[Edit]) -> list[Edit]:
    """Edits of any cells so that none is at the place of another, as a patch wants them.

    What is put in behind the last cell of one row comes with the tabs before it; what is
    put in at one place of a card, or as lines behind a line, comes in the order given.
    """
    joined: dict[Span, str] = {}
    for edit in sorted(edits, key=_order_there):
        text, before = edit.text, joined.get(edit.span, "")
        if text.startswith("\t"):
            text = text[before.count("\t") :]
        joined[edit.span] = before + text
    return [Edit(span, text) for span, text in joined.items()]


def _order_there(edit: Edit) -> tuple[int, int]:
    """What goes before what at one place: lines before the line that stands there, a cell,
    those behind it in their order, lines behind the last one."""
    text = edit.text
    if text.endswith(("\n", "\r")):
        return 0, 0
    return (2, 0) if text.startswith(("\n", "\r")) else (1, len(text) - len(text.lstrip("\t")))


# --- a row of the sheet -----------------------------------------------------------------


def _in_row(measure: Measure, column: Column, text: str) -> Edit | Unwritable:
    line = measure.span
    place = measure.layout.given.index(column)
    before = ""
    if column == Column.TITLE:
        cells, _ = cells_at(line.source, line.start)
        cell = cells[place]
        if cell.span.start <= measure.number_span.start < cell.span.end:
            # ①婚姻率: the number stands before the title.
            before = cell.written[: measure.title.span.start - cell.span.start]
            before = cell.writing.read(before)
    return line_edit(line, place, before + text)


def line_edit(line: Span, place: int, text: str) -> Edit | Unwritable:
    """The edit by which a cell of a line of the sheet, counted from 0, says a text."""
    cells, _ = cells_at(line.source, line.start)
    written = written_at(line.source, line.start)
    if place >= len(cells):
        end = written[-1].end
        gap = "\t" * (place - len(cells) + 1)
        new = gap + cell_text(text, line_end(line)) if text else ""
        return _proved(line, place, text, Edit(Span(line.source, end, end), new))
    cell, whole = cells[place], written[place]
    start, end = whole.start, whole.end
    if cell.writing is Writing.PLAIN:
        shown = whole.text.strip()
        start += whole.text.find(shown)
        end = start + len(shown)
    new = cell_text(text, line_end(line), cell.bold and bool(text))
    return _proved(line, place, text, Edit(Span(line.source, start, end), new))


def cell_text(text: str, end: str, bold: bool = False) -> str:
    """A text as it is written between tabs; ``end`` are the line ends of the file."""
    if bold or is_bold(text):  # whose marks would be read as such
        text = f"<b>{text}</b>"
    return quoted(text).replace("\n", end)


def _proved(line: Span, place: int, text: str, edit: Edit) -> Edit | Unwritable:
    """The edit, if the line then reads as it is meant to."""
    start, end = edit.span.start - line.start, edit.span.end - line.start
    after = SourceText("", line.text[:start] + edit.text + line.text[end:])
    before, _ = cells_at(line.source, line.start)
    now, known = cells_at(after, 0)
    texts = [cell.text for cell in before]
    texts += [""] * (place + 1 - len(texts))
    texts[place] = text
    read = [_unbroken(cell.text) if at == place else cell.text for at, cell in enumerate(now)]
    if known == len(after.text) and _trimmed(read) == _trimmed(texts):
        return edit
    return Unwritable("ここに書くと、別の形に読まれます")


def _trimmed(texts: list[str]) -> list[str]:
    """The cells of a row without the empty ones at its end."""
    while texts and not texts[-1]:
        texts.pop()
    return texts


def _unbroken(text: str) -> str:
    return LINE_END.sub("\n", text)


def line_end(line: Span) -> str:
    """What ends the lines of a file, as far as one looks: those of the row, or the first."""
    own = LINE_END.search(line.source.text, max(line.end - 2, line.start))
    first = own or LINE_END.search(line.source.text)
    return first[0] if first else "\n"


# --- a card -----------------------------------------------------------------------------


class _Field(NamedTuple):
    """A field of a card; the title is the first, without a name."""

    name: str
    value: Cell

    @property
    def text(self) -> str:
        return _unbroken(self.value.text)


def _fields(card: SourceText) -> list[_Field] | None:
    """The fields of a text that is one card; None for any other."""
    lines = list(lines_of(card))
    first = card_in(lines[0].text)
    if first is None or len(block_of(lines, 0)) != len(lines):
        return None
    return [_Field(name.text, value) for name, value in fields_of(lines, first)]


def _in_card(measure: Measure, column: Column, text: str) -> Edit | Unwritable:
    whole = measure.span
    card = SourceText("", whole.text)
    fields = _fields(card) or []
    places = [_place(measure, field, at) for at, field in enumerate(fields)]
    wanted = _order(measure, column)
    end = line_end(whole)
    body = text.replace("\n", f"{end}　　")
    if wanted in places:
        at = places.index(wanted)
        start, stop = fields[at].value.start, fields[at].value.end
        is_bare = column == Column.TITLE and not fields[at].value
        # 施策6 alone has nothing that parts its number from a title.
        gap = "　" if is_bare and card.text[start - 1 : start] not in ("　", " ") else ""
        edit, expected = (start, stop, gap + body), list(fields)
        expected[at] = fields[at]._replace(value=Cell.at(fields[at].value.span, text))
    else:
        at = max(n for n, place in enumerate(places) if place < wanted) + 1
        start = _behind(card, fields[at - 1].value)
        name = _name(column)
        edit = (start, start, f"{end}　{name}：{body}" if text else "")
        new = [_Field(name, Cell.at(card.span(start, start), text))] if text else []
        expected = [*fields[:at], *new, *fields[at:]]
    start, stop, written = edit
    after = SourceText("", card.text[:start] + written + card.text[stop:])
    read = _fields(after)
    same = read and [(f.name, f.text) for f in read] == [(f.name, f.text) for f in expected]
    if not same or len(slips_of([*lines_of(after)])) != len(slips_of([*lines_of(card)])):
        return Unwritable("カードに書くと、別の形に読まれます")
    return Edit(whole.part(start, stop), written)


def _place(measure: Measure, field: _Field, at: int) -> int:
    """Where a field of a card belongs in the order of the columns; -1 for the title."""
    if not at:
        return -1
    start = measure.span.start
    span = field.value.span
    for column in _columns(measure):
        own = measure[column].span
        if own[1:] == (span.start + start, span.end + start):
            # What is not there stands at the card's end, as an empty last field does.
            if span.start != span.end or _is_called(column, field.name):
                return _order(measure, column)
    return _order(measure, None)


def _columns(measure: Measure) -> Sequence[Column]:
    return (*measure.layout.given, *(c for c in measure.layout.kept if c.second))


def _order(measure: Measure, column: Column | None) -> int:
    if column == Column.TITLE:
        return -1
    columns = _columns(measure)
    return columns.index(column) if column in columns else len(columns)


def _is_called(column: Column, name: str) -> bool:
    return fold_head(name) in map(fold_head, (*column.names, str(column)))


def _name(column: Column) -> str:
    """What a field of a column is called; of a head a year the last is today's."""
    return column.heads[-1] if column.yearly else column.name


def _behind(card: SourceText, value: Cell) -> int:
    """The end of the line in which a value ends."""
    end = LINE_END.search(card.text, value.span.end)
    return end.start() if end else len(card.text)
