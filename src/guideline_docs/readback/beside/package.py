"""What stands beside the cells of .xlsx, .xlsm and .ods: parts of a zip archive."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from guideline_docs.readback.beside import opendocument
from guideline_docs.readback.beside.elements import inner
from guideline_docs.readback.beside.places import corners, place
from guideline_docs.readback.beside.things import Beside, Kind, Region, Thing
from guideline_docs.source.expression import expression
from guideline_docs.source.workbook.package import Package, value_of

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_NAMED = expression(r"(?P<quote>')?(?P<sheet>(?(quote)(?:[^']|'')+|[^'!]+))(?(quote)')!(?P<area>[^!,]+)")
# Excel's own words above a conversation, for programs that know none.
_CONVERSATION = expression(r"(?s)\[[^\]]*\].*?(?:コメント|Comment):\s*(?P<text>.*)")


def read(data: bytes, name: str) -> Beside:
    """Everything beside the cells. Raises whatever a damaged part makes the reader raise."""
    package = Package(data, name, "ブック")
    if "content.xml" in package:
        meta = package.tree("meta.xml") if "meta.xml" in package else None
        return opendocument.read(package.tree("content.xml"), meta)
    return _excel(package)


def _excel(package: Package) -> Beside:
    main = package.main("xl/workbook.xml")
    book, relations = package.tree(main), package.relations(main)
    things: list[Thing] = []
    for sheet in inner(book, "sheet"):
        if relation := relations.get(value_of(sheet, "id")):
            things += _things(package, sheet.get("name", ""), relation.part)
    return Beside(_properties(package), _names(book), tuple(things))


_CUSTOM = "docProps/custom.xml"


def _properties(package: Package) -> dict[str, str]:
    if _CUSTOM not in package:
        return {}
    return {
        each.get("name", ""): "".join(each.itertext()).strip()
        for each in inner(package.tree(_CUSTOM), "property")
    }


def _names(book: Element | None) -> dict[str, Region]:
    found: dict[str, Region] = {}
    for each in inner(book, "definedName"):
        match = _NAMED.fullmatch((each.text or "").strip())
        region = corners(match["area"]) if match else None
        if match and region:
            found[each.get("name", "")] = Region(match["sheet"].replace("''", "'"), *region)
    return found


def _things(package: Package, sheet: str, part: str) -> Iterator[Thing]:
    related = [each for each in package.relations(part).values() if each.part in package]
    talks = [part for kind, part in related if kind == "threadedComment"]
    for part in talks:
        for each in inner(package.tree(part), "threadedComment"):
            text = "".join("".join(words.itertext()) for words in inner(each, "text"))
            yield Thing(sheet, value_of(each, "ref"), Kind.NOTE, text.strip())
    for kind, part in related:
        if kind == "comments":
            yield from _notes(package.tree(part), sheet, bool(talks))
        elif kind == "drawing":
            yield from _drawn(package.tree(part), sheet)


def _notes(notes: Element, sheet: str, told: bool) -> Iterator[Thing]:
    """The notes of cells; ``told``: those of conversations are known already."""
    for each in inner(notes, "comment"):
        written = "".join("".join(run.itertext()) for run in inner(each, "t")).strip()
        talk = written.startswith("[") and _CONVERSATION.fullmatch(written)
        if not (talk and told):
            text = talk["text"] if talk else written
            yield Thing(sheet, value_of(each, "ref"), Kind.NOTE, text.strip())


_ANCHORS = ("twoCellAnchor", "oneCellAnchor", "absoluteAnchor")


def _drawn(drawing: Element, sheet: str) -> Iterator[Thing]:
    for anchor in inner(drawing, *_ANCHORS):
        start = next(inner(anchor, "from"), None)
        where = ""
        if start is not None:
            row, column = (int(next(inner(start, each)).text or 0) for each in ("row", "col"))
            where = place(row + 1, column + 1)
        text = "\n".join(
            "".join(run.text or "" for run in inner(paragraph, "t"))
            for paragraph in inner(anchor, "p")
        ).strip()
        if text:
            yield Thing(sheet, where, Kind.BOX, text)
        elif any(inner(anchor, "pic")):
            yield Thing(sheet, where, Kind.PICTURE)
        elif any(inner(anchor, "graphicFrame", "sp", "cxnSp", "contentPart")):
            yield Thing(sheet, where, Kind.OBJECT)
