"""The tables of a Word document (.docx): each one a table called 表1, 表2 … in their order.

Text is what stands on paper when all changes are accepted: what was put in is taken, what
was deleted is told. A number that Word counts by itself is text here, and so is a table
inside of a cell. A reading over kanji, a hidden word, a picture is no text.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from guideline_docs.source.delimited import in_cell
from guideline_docs.source.workbook.grid import Area, Grid, Row, must_fit
from guideline_docs.source.workbook.numbering import Numbering
from guideline_docs.source.workbook.package import Package, child, is_meant, local, value_of

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_MOST_COLUMNS = 1_000
# What stands in a paragraph but is none of its letters.
_ASIDE = {
    *("pPr", "rPr", "rt", "instrText", "drawing", "pict", "object", "Fallback", "fldChar"),
    *("footnoteReference", "endnoteReference", "commentReference", "annotationRef"),
}


class _Piece(NamedTuple):
    """Letters of one font, and whether they are deleted."""

    text: str
    bold: bool = False
    struck: bool = False
    deleted: bool = False


_BREAK = _Piece("\n", bold=True)


def grids(data: bytes, name: str) -> Iterator[Grid]:
    """The tables of a document in their order; one inside of a cell is text of the cell."""
    package = Package(data, name, "文書")
    main = package.main("word/document.xml")
    parts = {each.kind: each.part for each in package.relations(main).values()}
    trees = {
        kind: package.tree(parts[kind]) if parts.get(kind, "") in package else None
        for kind in ("numbering", "styles")
    }
    reader = _Reader(Numbering(trees["numbering"], trees["styles"]))
    for number, table in enumerate(reader.tables(package.tree(main)), 1):
        title = f"表{number}"
        yield table._replace(name=title, rows=must_fit(name, title, table.rows))


class _Reader:
    """A document from its first paragraph to its last, which is how numbers are counted."""

    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering

    def tables(self, element: Element) -> Iterator[Grid]:
        for each in element:
            match local(each.tag):
                case "tbl":
                    yield self._table(each)
                case "p":
                    self._numbering.label(each)
                case "Fallback":
                    continue
                case _:
                    yield from self.tables(each)

    def _table(self, table: Element) -> Grid:
        rows: list[Row] = []
        open_areas: dict[int, Area] = {}
        merged: list[Area] = []
        for number, (row, is_deleted) in enumerate(_rows(table), 1):
            texts: dict[int, str] = {}
            struck: dict[int, str] = {}
            deleted: dict[int, str] = {}
            bold: list[int] = []
            column = 1 + _number(row, "trPr", "gridBefore")
            for cell in _children(row, "tc"):
                properties = child(cell, "tcPr")
                across = max(1, _number(cell, "tcPr", "gridSpan"))
                down = child(properties, "vMerge")
                follows = down is not None and value_of(down, "val", "continue") == "continue"
                sideways = child(properties, "hMerge")
                follows |= sideways is not None and value_of(sideways, "val", "continue") == "continue"
                kept, lost, gone, is_bold = self._cell(cell, is_deleted)
                if follows and down is not None and column in open_areas:
                    open_areas[column] = open_areas[column]._replace(bottom=number)
                elif column in open_areas:
                    merged.append(open_areas.pop(column))
                if down is not None and not follows:
                    open_areas[column] = Area(number, column, number, column + across - 1)
                if kept and not follows:
                    texts[column] = kept
                    bold += [column] if is_bold else []
                if lost:
                    struck[column] = lost
                if gone:
                    deleted[column] = gone
                column = min(column + across, _MOST_COLUMNS)
            rows.append(Row(number, texts, False, bold, struck, deleted))
        return Grid("", rows, merged=[*merged, *open_areas.values()], in_document=True)

    def _cell(self, cell: Element, is_deleted: bool) -> tuple[str, str, str, bool]:
        """What is left of a cell, what is struck through, what is deleted; is it bold?"""
        is_deleted |= child(child(cell, "tcPr"), "cellDel") is not None
        pieces = [each._replace(deleted=True) if is_deleted else each for each in self._blocks(cell)]
        kept = [each for each in pieces if not (each.struck or each.deleted)]
        lost = "".join(each.text for each in pieces if each.struck and not each.deleted)
        gone = "".join(each.text for each in pieces if each.deleted)
        text = _clean("".join(each.text for each in kept))
        bold = all(each.bold for each in kept if each.text.strip())
        return text, _clean(lost), _clean(gone), bold

    def _blocks(self, element: Element) -> Iterator[_Piece]:
        """The pieces of paragraphs and of tables inside of a cell, a line each."""
        begun = False
        for each in _unwrapped(element):
            tag = local(each.tag)
            if tag == "tbl":
                for row, _ in _rows(each):
                    for cell in _children(row, "tc"):
                        yield from (_BREAK,) if begun else ()
                        yield from self._blocks(cell)
                        begun = True
            elif tag == "p":
                yield from (_BREAK,) if begun else ()
                yield from self._paragraph(each)
                # Where its end is deleted the next one goes on in the same line.
                mark = child(child(each, "pPr"), "rPr")
                begun = child(mark, "del") is None
        
    def _paragraph(self, paragraph: Element) -> Iterator[_Piece]:
        label = self._numbering.label(paragraph)
        pieces = list(_runs(paragraph, False))
        if label:
            alone = not any(each.text.strip() for each in pieces if not each.deleted)
            yield _Piece(label if alone else label + " ", bold=True)
        yield from pieces


def _runs(element: Element, is_deleted: bool) -> Iterator[_Piece]:
    """The letters of a paragraph with their fonts."""
    for each in element:
        tag = local(each.tag)
        if tag == "r":
            yield from _letters(each, is_deleted)
        elif tag in ("del", "moveFrom"):
            yield from _runs(each, True)
        elif tag not in _ASIDE:
            yield from _runs(each, is_deleted)


def _letters(run: Element, is_deleted: bool) -> Iterator[_Piece]:
    font = child(run, "rPr")
    if _is_on(font, "vanish"):
        return
    bold = _is_on(font, "b")
    struck = _is_on(font, "strike") or _is_on(font, "dstrike")
    for each in run:
        text = ""
        match local(each.tag):
            case "t" | "delText":
                text = each.text or ""
            case "tab" | "ptab":
                text = " "
            case "br" if value_of(each, "type", "textWrapping") == "textWrapping":
                text = "\n"
            case "cr":
                text = "\n"
            case "noBreakHyphen":
                text = "-"
            case "ruby":
                base = child(each, "rubyBase")
                yield from () if base is None else _runs(base, is_deleted)
            case "AlternateContent":
                yield from _runs(each, is_deleted)
        if text:
            yield _Piece(text, bold, struck, is_deleted)


def _rows(table: Element) -> Iterator[tuple[Element, bool]]:
    """The rows of a table, and whether each is deleted."""
    for row in _children(table, "tr"):
        yield row, child(child(row, "trPr"), "del") is not None


# What wraps rows, cells and paragraphs, and is nothing itself.
_WRAPPERS = {
    *("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"),
    *("AlternateContent", "Choice"),
}


def _unwrapped(element: Element) -> Iterator[Element]:
    for each in element:
        if local(each.tag) in _WRAPPERS:
            yield from _unwrapped(each)
        else:
            yield each


def _children(element: Element, tag: str) -> Iterator[Element]:
    return (each for each in _unwrapped(element) if local(each.tag) == tag)


def _number(element: Element, properties: str, tag: str) -> int:
    found = child(child(element, properties), tag)
    value = "" if found is None else value_of(found, "val", "0")
    return min(int(value), _MOST_COLUMNS) if value.isdecimal() else 0


def _is_on(font: Element | None, tag: str) -> bool:
    found = child(font, tag)
    return found is not None and is_meant(found)


def _clean(text: str) -> str:
    text = in_cell(text)
    return text if text.strip() else ""
