"""Workbooks of LibreOffice (.ods, and .fods in one piece): the tables of their sheets.

A cell says itself what it shows, so numbers and dates are taken as the program that saved
them showed them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from guideline_docs.failure import CannotRun
from guideline_docs.source.delimited import in_cell
from guideline_docs.source.expression import expression
from guideline_docs.source.workbook.grid import Area, Bounds, Grid, Row, is_filled
from guideline_docs.source.workbook.package import Guarded, Package, local, value_of

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_MOST_COLUMNS = 16_384
# The names of the standard in full, for what a long table has hundreds of thousands of.
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_CELL, _COVERED = f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"
_PARAGRAPH = f"{_TEXT}p"
_SPAN = f"{_TABLE}number-columns-spanned"
_BLANKS = expression(r"[ \t\r\n]+")
_MOST_BLANKS = 1000
_HIDDEN = ("collapse", "filter")
# What stands at a cell but is not its text.
_ASIDE = {"annotation", "annotation-end", "ruby-text", "frame", "custom-shape", "detective", "shapes"}


class _Font(NamedTuple):
    bold: bool = False
    struck: bool = False


class _Styles:
    """What the styles of a book say that the text depends on."""

    def __init__(self) -> None:
        self._fonts: dict[str, tuple[str, bool | None, bool | None]] = {}
        self.hidden_tables: set[str] = set()

    def add(self, style: Element) -> None:
        name, family = value_of(style, "name"), value_of(style, "family")
        bold = struck = None
        for each in style:
            weight = value_of(each, "font-weight")
            line = value_of(each, "text-line-through-style") or value_of(each, "text-line-through-type")
            if weight:
                bold = weight == "bold" or (weight.isdecimal() and int(weight) >= 600)
            if line:
                struck = line != "none"
            if family == "table" and value_of(each, "display") == "false":
                self.hidden_tables.add(name)
        self._fonts[name] = value_of(style, "parent-style-name"), bold, struck

    def font(self, name: str, otherwise: _Font = _Font()) -> _Font:
        """The font of a style, through those that it is made of."""
        bold = struck = None
        for _ in range(20):
            if name not in self._fonts:
                break
            name, own_bold, own_struck = self._fonts[name]
            bold = own_bold if bold is None else bold
            struck = own_struck if struck is None else struck
        return _Font(
            otherwise.bold if bold is None else bold,
            otherwise.struck if struck is None else struck,
        )


def grids(data: bytes, name: str) -> Iterator[Grid]:
    """The tables of a workbook in the order of its sheets."""
    styles = _Styles()
    if not data.startswith(b"PK"):
        from io import BytesIO

        yield from _tables(lambda: Guarded(BytesIO(data), name), styles, name)
        return
    package = Package(data, name, "ブック")
    if "META-INF/manifest.xml" in package:
        manifest = package.open("META-INF/manifest.xml").read()
        if b"encryption-data" in manifest:
            raise CannotRun(f"{name}: パスワードの付いたブックは読めません。外して保存してください")
    if "styles.xml" in package:
        for each in package.tree("styles.xml").iter():
            if local(each.tag) == "style":
                styles.add(each)
    yield from _tables(lambda: package.open("content.xml"), styles, name)


def _tables(opened: Callable[[], Guarded], styles: _Styles, name: str) -> Iterator[Grid]:
    from xml.etree.ElementTree import iterparse

    sheet: _Sheet | None = None
    depth = 0  # of tables: one inside of a drawing is none of the book's
    for event, element in iterparse(opened(), ("start", "end")):
        if (full := element.tag) == _CELL or full == _PARAGRAPH or full == _COVERED:
            continue  # most are, and wait for their row
        tag = local(full)
        if event == "start":
            if tag == "table":
                depth += 1
                if depth == 1:
                    sheet = _Sheet(element, styles, name)
            continue
        match tag:
            case "style":
                styles.add(element)
            case "table-column" if sheet and depth == 1:
                sheet.add_column(element)
            case "table-row" if sheet and depth == 1:
                sheet.add_row(element)
                element.clear()
            case "shapes" | "frame" if depth == 1:
                element.clear()
            case "table":
                depth -= 1
                if depth == 0 and sheet:
                    yield sheet.grid()
                    sheet = None
                    element.clear()


class _Sheet:
    """A sheet, row by row as it is read."""

    def __init__(self, table: Element, styles: _Styles, name: str) -> None:
        self._styles = styles
        self._title = value_of(table, "name")
        self._bounds = Bounds(name, self._title)
        self._visible = value_of(table, "style-name") not in styles.hidden_tables
        self._number = self._column = 0
        self._hidden: set[int] = set()
        self._defaults: dict[int, str] = {}
        self._rows: list[Row] = []
        self._merged: list[Area] = []
        self._fonts: dict[str, _Font] = {}

    def grid(self) -> Grid:
        return Grid(self._title, self._rows, self._visible, self._hidden, self._merged)

    def add_column(self, column: Element) -> None:
        count = min(_repeated(column, "number-columns-repeated"), _MOST_COLUMNS - self._column)
        numbers = range(self._column + 1, self._column + count + 1)
        if value_of(column, "visibility") in _HIDDEN:
            self._hidden.update(numbers)
        if style := value_of(column, "default-cell-style-name"):
            self._defaults.update(dict.fromkeys(numbers, style))
        self._column += count

    def add_row(self, element: Element) -> None:
        count = _repeated(element, "number-rows-repeated")
        row = self._row(element)
        first = self._number + 1
        self._number += count
        if is_filled(row):
            self._bounds.take(row, self._number)
            self._rows += (row._replace(number=first + n) for n in range(count))

    def _row(self, element: Element) -> Row:
        number, column = self._number + 1, 0
        texts: dict[int, str] = {}
        struck: dict[int, str] = {}
        bold: list[int] = []
        uncalculated: list[int] = []
        default = element.get(f"{_TABLE}default-cell-style-name")
        for cell in element:
            if cell.tag not in (_CELL, _COVERED):
                continue
            attributes = cell.attrib
            count = int(attributes.get(f"{_TABLE}number-columns-repeated", "1"))
            first = column + 1
            column += max(1, count)
            if cell.tag == _COVERED or first > _MOST_COLUMNS:
                continue
            self._note_span(attributes, number, first)
            kind = attributes.get(f"{_OFFICE}value-type", "")
            if not len(cell):
                if not kind and f"{_TABLE}formula" in attributes:
                    uncalculated.append(first)
                continue
            style = attributes.get(f"{_TABLE}style-name") or default or self._defaults.get(first, "")
            kept, lost, is_bold = self._text(cell, style, kind)
            for place in range(first, min(column, _MOST_COLUMNS) + 1):
                if kept:
                    texts[place] = kept
                if lost:
                    struck[place] = lost
                if is_bold:
                    bold.append(place)
        hidden = value_of(element, "visibility") in _HIDDEN
        return Row(number, texts, hidden, bold, struck, uncalculated=uncalculated)

    def _note_span(self, attributes: Mapping[str, str], row: int, column: int) -> None:
        if _SPAN not in attributes:
            return
        across, down = int(attributes[_SPAN]), int(attributes.get(f"{_TABLE}number-rows-spanned", "1"))
        if down > 1 or across > 1:
            self._merged.append(Area(row, column, row + down - 1, column + across - 1))

    def _text(self, cell: Element, style: str, kind: str) -> tuple[str, str, bool]:
        """What is left of a cell's text, what of it is struck, and whether it is bold."""
        font = self._fonts.get(style)
        if font is None:
            font = self._fonts[style] = self._styles.font(style)
        if len(cell) == 1 and cell[0].tag == _PARAGRAPH and not (len(cell[0]) or font.struck):
            text = in_cell(_BLANKS.sub(" ", cell[0].text or "").strip(" "))
            return text if text.strip() else "", "", font.bold
        kept: list[str] = []
        lost: list[str] = []
        bold = True
        for paragraph in cell:
            if paragraph.tag != _PARAGRAPH:
                continue
            parts = list(self._parts(paragraph, font))
            kept.append(_trimmed(text for text, each in parts if not each.struck))
            lost.append(_trimmed(text for text, each in parts if each.struck))
            bold = bold and all(each.bold for text, each in parts if text.strip() and not each.struck)
        text = in_cell("\n".join(kept))
        # Blanks line figures up and are no part of them.
        text = text if kind in ("", "string") else text.strip()
        return text if text.strip() else "", in_cell("\n".join(filter(None, lost))), bold

    def _parts(self, element: Element, font: _Font) -> Iterator[tuple[str, _Font]]:
        """The texts of a paragraph, each with its font."""
        if element.text:
            yield _BLANKS.sub(" ", element.text), font
        for each in element:
            tag = local(each.tag)
            match tag:
                case "s":
                    count = value_of(each, "c")
                    yield "\0" * (min(int(count), _MOST_BLANKS) if count else 1), font
                case "tab":
                    yield "\0", font
                case "line-break":
                    yield "\n", font
                case "span":
                    own = self._styles.font(value_of(each, "style-name"), font)
                    yield from self._parts(each, own)
                case _ if tag not in _ASIDE:
                    yield from self._parts(each, font)
            if each.tail:
                yield _BLANKS.sub(" ", each.tail), font


def _trimmed(texts: Iterable[str]) -> str:
    """A paragraph without the blanks of its markup; those that are meant stand as marks."""
    return "".join(texts).strip(" ").replace("\0", " ")


def _repeated(element: Element, name: str) -> int:
    value = value_of(element, name)
    return max(1, int(value)) if value else 1
