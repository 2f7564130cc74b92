"""What stands beside the cells of an .ods, in one stream with them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from guideline_docs.readback.beside.elements import inner, local
from guideline_docs.readback.beside.places import corners, place
from guideline_docs.readback.beside.things import Beside, Kind, Region, Thing
from guideline_docs.source.expression import expression
from guideline_docs.source.workbook.package import value_of

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

# $回答.$F$5:.$F$24; a sheet whose name holds a blank or a dot stands in quotation marks.
_AREA = expression(
    r"\$?(?:'(?P<quoted>(?:[^']|'')+)'|(?P<plain>[^'.]+))\.(?P<first>[$A-Z0-9]+)"
    r"(?::(?:[^:]*)\.(?P<last>[$A-Z0-9]+))?"
)


def read(content: Element | None, meta: Element | None) -> Beside:
    """Everything beside the cells of the two streams of a document."""
    sheets = [_Sheet(table) for table in inner(content, "table") if value_of(table, "name")]
    return Beside(
        {
            value_of(each, "name"): "".join(each.itertext())
            for each in inner(meta, "user-defined")
        },
        dict(_names(content)),
        tuple(thing for sheet in sheets for thing in sheet.things),
    )


def _names(content: Element | None) -> Iterator[tuple[str, Region]]:
    for each in inner(content, "named-range"):
        match = _AREA.fullmatch(value_of(each, "cell-range-address"))
        region = corners(f"{match['first']}:{match['last'] or match['first']}") if match else None
        if match and region:
            sheet = match["plain"] or match["quoted"].replace("''", "'")
            yield value_of(each, "name"), Region(sheet, *region)


class _Sheet:
    """A table, gone through once cell by cell; a repeated empty one is one step."""

    def __init__(self, table: Element) -> None:
        self.name = value_of(table, "name")
        self.things: list[Thing] = []
        for shapes in (each for each in table if local(each) == "shapes"):
            self.things += self._drawn(shapes, "")
        row = 1
        for line in _rows(table):
            column = 1
            for cell in line:
                column += self._cell(cell, row, column)
            row += _times(line, "number-rows-repeated")

    def _cell(self, cell: Element, row: int, column: int) -> int:
        """Take in a cell; how many columns it stands for."""
        if local(cell) not in ("table-cell", "covered-table-cell"):
            return 0
        self.things += self._drawn(cell, place(row, column))
        return _times(cell, "number-columns-repeated")

    def _drawn(self, holder: Element, where: str) -> Iterator[Thing]:
        for each in holder:
            if local(each) == "annotation":
                yield Thing(self.name, where, Kind.NOTE, _words(each))
            elif str(each.tag).startswith("{urn:oasis:names:tc:opendocument:xmlns:drawing"):
                yield self._thing(each, where)

    def _thing(self, drawn: Element, where: str) -> Thing:
        end = corners(value_of(drawn, "end-cell-address").rpartition(".")[2])
        where = where or (place(end[0], end[1]) if end else "")
        if text := _words(drawn):
            return Thing(self.name, where, Kind.BOX, text)
        picture = any(inner(drawn, "image")) and not any(inner(drawn, "object"))
        return Thing(self.name, where, Kind.PICTURE if picture else Kind.OBJECT)


def _rows(table: Element) -> Iterator[Element]:
    """The rows, those in groups and among the repeated heads too."""
    for each in table:
        if local(each) == "table-row":
            yield each
        elif local(each) in ("table-row-group", "table-header-rows", "table-rows"):
            yield from _rows(each)


def _times(element: Element, name: str) -> int:
    written = value_of(element, name)
    return int(written) if written.isdecimal() else 1


def _words(holder: Element) -> str:
    return "\n".join("".join(each.itertext()) for each in inner(holder, "p")).strip()
