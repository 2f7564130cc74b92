"""What stands beside the cells of .xlsx, .xlsm and .ods: parts of a zip archive."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from guideline_docs.readback.beside import opendocument
from guideline_docs.readback.beside.elements import attribute, inner
from guideline_docs.readback.beside.places import corners, place
from guideline_docs.readback.beside.things import Beside, Kind, Region, Thing
from guideline_docs.source.expression import expression

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

# A part that tells of what is beside the cells is small; a huge one is a trap.
_MOST = 64 * 1024 * 1024

_MERGED = expression(r'<(?:\w+:)?mergeCell\s[^>]*?\bref\s*=\s*["\']([A-Z0-9:$]+)["\']')
_NAMED = expression(r"(?P<quote>')?(?P<sheet>(?(quote)(?:[^']|'')+|[^'!]+))(?(quote)')!(?P<area>[^!,]+)")
# Excel's own words above a conversation, for programs that know none.
_CONVERSATION = expression(r"(?s)\[[^\]]*\].*?(?:コメント|Comment):\s*(?P<text>.*)")


def read(data: bytes) -> Beside:
    """Everything beside the cells. Raises ValueError for a damaged file."""
    from xml.etree.ElementTree import ParseError

    try:
        with ZipFile(BytesIO(data)) as archive:
            parts = _Parts(archive)
            if "content.xml" in parts.names:
                return opendocument.read(parts.xml("content.xml"), parts.xml("meta.xml"))
            return _excel(parts)
    except (BadZipFile, ParseError, KeyError, EOFError, NotImplementedError, RuntimeError) as error:
        raise ValueError(str(error)) from None


class _Parts:
    """The parts of an archive, by name; what is not there is empty."""

    def __init__(self, archive: ZipFile) -> None:
        self.archive = archive
        self.names = frozenset(archive.namelist())

    def data(self, name: str) -> bytes:
        if name not in self.names:
            return b""
        if self.archive.getinfo(name).file_size > _MOST:
            raise ValueError(name)
        return self.archive.read(name)

    def xml(self, name: str) -> Element | None:
        from xml.etree.ElementTree import fromstring

        data = self.data(name)
        return fromstring(data) if data else None

    def related(self, name: str) -> dict[str, tuple[str, str]]:
        """What a part names: id → the last word of its type, and the part."""
        folder, file = posixpath.split(name)
        found = self.xml(posixpath.join(folder, "_rels", f"{file}.rels"))
        return {
            each.get("Id", ""): (
                each.get("Type", "").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, each.get("Target", ""))).lstrip("/"),
            )
            for each in (found if found is not None else ())
            if each.get("TargetMode") != "External"
        }


def _excel(parts: _Parts) -> Beside:
    book = next(
        (part for kind, part in parts.related("").values() if kind == "officeDocument"),
        "xl/workbook.xml",
    )
    root, related = parts.xml(book), parts.related(book)
    sheets = {
        each.get("name", ""): related.get(attribute(each, "id"), ("", ""))[1]
        for each in inner(root, "sheet")
    }
    merged: list[Region] = []
    things: list[Thing] = []
    for sheet, part in sheets.items():
        for written in _MERGED.findall(parts.data(part).decode("utf-8", "replace")):
            if region := corners(written):
                merged.append(Region(sheet, *region))
        things += _things(parts, sheet, part)
    return Beside(_properties(parts), _names(root), tuple(merged), tuple(things))


def _properties(parts: _Parts) -> dict[str, str]:
    return {
        each.get("name", ""): "".join(each.itertext()).strip()
        for each in inner(parts.xml("docProps/custom.xml"), "property")
    }


def _names(book: Element | None) -> dict[str, Region]:
    found: dict[str, Region] = {}
    for each in inner(book, "definedName"):
        match = _NAMED.fullmatch((each.text or "").strip())
        region = corners(match["area"]) if match else None
        if match and region:
            found[each.get("name", "")] = Region(match["sheet"].replace("''", "'"), *region)
    return found


def _things(parts: _Parts, sheet: str, part: str) -> Iterator[Thing]:
    related = list(parts.related(part).values())
    talks = [name for kind, name in related if kind == "threadedComment"]
    for name in talks:
        for each in inner(parts.xml(name), "threadedComment"):
            text = "".join("".join(words.itertext()) for words in inner(each, "text"))
            yield Thing(sheet, attribute(each, "ref"), Kind.NOTE, text.strip())
    for kind, name in related:
        if kind == "comments":
            yield from _notes(parts, sheet, name, bool(talks))
        elif kind == "drawing":
            yield from _drawn(parts, sheet, name)


def _notes(parts: _Parts, sheet: str, name: str, told: bool) -> Iterator[Thing]:
    """The notes of cells; ``told``: those of conversations are known already."""
    for each in inner(parts.xml(name), "comment"):
        written = "".join("".join(run.itertext()) for run in inner(each, "t")).strip()
        talk = written.startswith("[") and _CONVERSATION.fullmatch(written)
        if not (talk and told):
            text = talk["text"] if talk else written
            yield Thing(sheet, attribute(each, "ref"), Kind.NOTE, text.strip())


_ANCHORS = ("twoCellAnchor", "oneCellAnchor", "absoluteAnchor")


def _drawn(parts: _Parts, sheet: str, name: str) -> Iterator[Thing]:
    for anchor in inner(parts.xml(name), *_ANCHORS):
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
