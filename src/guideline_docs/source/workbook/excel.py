"""Workbooks of Excel since 2007 (.xlsx, .xlsm): the tables of their worksheets.

Read from the parts themselves, because no library tells all that is needed at a bearable
price. Measured on 20,000 × 10 cells of an office's kind (formats, dates, merged bands,
struck text), calamine's bare reading = 1: this 2 with all that is told below, openpyxl 30.
calamine tells no number formats, no fonts, no hidden rows and columns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from typing import NamedTuple

from guideline_docs.source.date_format import serial_of
from guideline_docs.source.delimited import in_cell
from guideline_docs.source.expression import expression
from guideline_docs.source.number_format import BUILT_IN
from guideline_docs.source.record import new
from guideline_docs.source.workbook.grid import Area, Grid, Row, must_fit
from guideline_docs.source.workbook.look import Look, Rich, look_of, parted
from guideline_docs.source.workbook.package import Guarded, Package, is_meant, local, pieces
from guideline_docs.source.workbook.rows import (
    MOST_COLUMNS,
    Events,
    Line,
    Otherwise,
    met,
    read_sheet,
)
from guideline_docs.source.workbook.worksheet import number_of

_NONE: dict[int, str] = {}
_NO_COLUMNS: list[int] = []
_ATTRIBUTE = expression(r'(\w+)="([^"]*)"')
_ESCAPED = expression(r"_x([0-9A-Fa-f]{4})_")


def grids(data: bytes, name: str) -> Iterator[Grid]:
    """The tables of a workbook in the order of its worksheets."""
    package = Package(data, name, "ブック")
    main = package.main("xl/workbook.xml")
    book = package.tree(main)
    relations = package.relations(main)
    parts = {each.kind: each.part for each in relations.values()}
    from_1904 = any(
        each.get("date1904") in ("1", "true") for each in book if local(each.tag) == "workbookPr"
    )
    strings = _strings(package, parts["sharedStrings"]) if "sharedStrings" in parts else []
    looks = _looks(package, parts["styles"], from_1904) if "styles" in parts else [look_of("General")]
    for sheet in book.iter():
        if local(sheet.tag) != "sheet":
            continue
        (given,) = (value for key, value in sheet.attrib.items() if local(key) == "id")
        relation = relations[given]
        # Charts and macro sheets have no cells.
        if relation.kind == "worksheet":
            title, visible = sheet.get("name", ""), sheet.get("state", "visible") == "visible"
            yield _grid(package, relation.part, title, visible, _Cells(strings, looks))


def _grid(package: Package, part: str, title: str, visible: bool, cells: _Cells) -> Grid:
    def kept(lines: Iterable[Line]) -> list[Row]:
        return must_fit(package.name, title, map(cells.row, lines))

    rows, frame = read_sheet(lambda: package.open(part), kept)
    return Grid(title, rows, visible, frame.hidden, [_area(each) for each in frame.merged])


def _area(place: str) -> Area:
    first, _, last = place.replace("$", "").partition(":")
    top, left = _split(first)
    bottom, right = _split(last or first)
    return Area(top, left, bottom, right)


def _split(place: str) -> tuple[int, int]:
    column = place.rstrip("0123456789")
    return int(place[len(column) :]), number_of(column)


class _Columns(dict[str, int]):
    """The numbers of columns by their letters, told apart once."""

    def __missing__(self, letters: str) -> int:
        column = number_of(letters)
        if not 0 < column <= MOST_COLUMNS:
            raise IndexError(letters)
        self[letters] = column
        return column


class _Way(NamedTuple):
    """What is made of the values of all cells that have the same attributes."""

    kind: str
    number: Callable[[str], str]
    plain: bool
    look: Look


class _Ways(dict[str, _Way]):
    """Ways by the attributes of cells, as they are written."""

    def __init__(self, looks: list[Look]) -> None:
        self._looks = looks

    def __missing__(self, marks: str) -> _Way:
        attributes = dict(_ATTRIBUTE.findall(marks))
        look = self._looks[int(attributes.get("s", "0"))]
        kind = attributes.get("t", "n")
        self[marks] = _Way(kind, look.number, look.plain, look)
        return self[marks]


class _Cells:
    """Cells as they are written, made to texts."""

    def __init__(self, strings: list[str | Rich], looks: list[Look]) -> None:
        self._strings = strings
        self._ways = _Ways(looks)
        self._columns = _Columns()

    def row(self, line: Line) -> Row:
        """A row of texts. Raises IndexError or KeyError where the book is damaged."""
        strings, ways, columns = self._strings, self._ways, self._columns
        texts: dict[int, str] = {}
        strange: list[tuple[int, str | Rich, Look]] = []
        uncalculated: list[int] = []
        for letters, marks, formula, value in line.cells:
            kind, number, plain, look = ways[marks]
            text: str | Rich
            if not value:
                if formula and kind == "n":
                    uncalculated.append(columns[letters])
                continue
            if kind == "s":
                text = strings[int(value)]  # type: ignore[arg-type]
            elif kind == "n":
                text = number(value)  # type: ignore[arg-type]
            else:
                text = _text(kind, value, look)
            if not plain or text.__class__ is not str:
                strange.append((columns[letters], text, look))
            elif text:
                texts[columns[letters]] = text  # type: ignore[assignment]
        struck, bold = self._parted(texts, strange) if strange else (_NONE, _NO_COLUMNS)
        if len(texts) == 1 and not bold:
            bold = [column for column in texts if self._is_bold(line, column)]
        return new(Row, (line.number, texts, line.hidden, bold, struck, _NONE, uncalculated))

    @staticmethod
    def _parted(
        texts: dict[int, str], strange: Iterable[tuple[int, str | Rich, Look]]
    ) -> tuple[dict[int, str], list[int]]:
        """Put into ``texts`` what is left of rich and struck ones; what is not, and which
        are bold."""
        struck: dict[int, str] = {}
        bold: list[int] = []
        for column, text, look in strange:
            kept, lost, is_bold = parted(text, look)
            if kept.strip():
                texts[column] = kept
            if lost.strip():
                struck[column] = lost
            if is_bold:
                bold.append(column)
        return struck, bold

    def _is_bold(self, line: Line, column: int) -> bool:
        """Whether a cell of plain text is bold; one of rich text says so itself."""
        for letters, marks, _, value in line.cells:
            if value and self._columns[letters] == column:
                kind, _, _, look = self._ways[marks]
                text = self._strings[int(value)] if kind == "s" else value  # type: ignore[arg-type]
                return look.bold and isinstance(text, str)
        return False


def _text(kind: str, value: str | Rich, look: Look) -> str | Rich:
    if not isinstance(value, str):
        return _cleaned(value)
    match kind:
        case "b":
            return "FALSE" if value in ("0", "false") else "TRUE"
        case "e":
            return value
        case "d":
            return _of_date(value, look)
    return _of_text(value)


def _of_date(value: str, look: Look) -> str:
    """A date that is written as such, which Excel itself does not do."""
    from datetime import datetime

    return look.number(str(serial_of(datetime.fromisoformat(value.rstrip("Z")))))


# --- texts --------------------------------------------------------------------------

_SIMPLE = expression(r'<si><t(?: xml:space="preserve")?>([^<&\r\t_]*)</t></si>')


def _strings(package: Package, part: str) -> list[str | Rich]:
    """The texts that cells share, in their order."""
    if part not in package:
        return []
    try:
        return list(_quick_strings(package.open(part)))
    except (Otherwise, UnicodeDecodeError):
        events = Events()
        for _ in met(package.open(part), events):
            pass
        return [_cleaned(text) for text in events.texts]


def _quick_strings(stream: Guarded) -> Iterator[str | Rich]:
    """The texts of the spelling that most programs share. Raises Otherwise for another."""
    end = "</si>"
    for piece in pieces(stream, end):
        texts, items = _SIMPLE.findall(piece), piece.count(end)
        if "<!" in piece or "<si/>" in piece or piece.count("<si>") != items:
            raise Otherwise
        if len(texts) == items:
            yield from map(_or_nothing, texts)
        else:
            yield from (_of_item(item.partition("<si>")[2]) for item in piece.split(end)[:-1])


def _of_item(written: str) -> str | Rich:
    """A text that has more to it than its letters: fonts, readings, characters by name."""
    if match := _SIMPLE.fullmatch(f"<si>{written}</si>"):
        return _or_nothing(match[1])
    events = Events()
    for _ in met(Guarded(BytesIO(f"<si>{written}</si>".encode()), ""), events):
        pass
    return _cleaned(events.texts[0])


def _cleaned(text: str | Rich) -> str | Rich:
    if isinstance(text, str):
        return _of_text(text)
    return tuple(run._replace(text=_escapes_read(run.text)) for run in text)


def _of_text(text: str) -> str:
    """A text as a cell holds it; what XML cannot hold is written _x000B_."""
    return _or_nothing(in_cell(_escapes_read(text)))


def _escapes_read(text: str) -> str:
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def _or_nothing(text: str) -> str:
    """A text; nothing where it is blank."""
    return "" if text.isspace() else text.strip("\n")


# --- styles -------------------------------------------------------------------------


def _looks(package: Package, part: str, from_1904: bool) -> list[Look]:
    """What each style of the book makes of a cell."""
    groups = {local(each.tag): each for each in package.tree(part)}
    formats = {
        int(each.get("numFmtId", "0")): each.get("formatCode", "")
        for each in groups.get("numFmts", ())
    }
    fonts = [
        {local(each.tag): is_meant(each) for each in font} for font in groups["fonts"]
    ]
    looks: dict[tuple[int, bool, bool], Look] = {}
    found = []
    for each in groups["cellXfs"]:
        number = int(each.get("numFmtId", "0"))
        font = fonts[int(each.get("fontId", "0"))]
        key = number, font.get("b", False), font.get("strike", False)
        if key not in looks:
            # Numbers without a format in the file are the program's own.
            own = BUILT_IN.get(number, "General") if number < _FIRST_OWN else formats[number]
            looks[key] = look_of(formats.get(number, own), *key[1:], from_1904)
        found.append(looks[key])
    return found


_FIRST_OWN = 164
