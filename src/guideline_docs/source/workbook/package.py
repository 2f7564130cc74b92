"""A zip file of parts, as workbooks and documents are: read with bounds, nothing unpacked.

Parts are looked up among those that are there, by their names alone, and only those that
the text needs are opened. What stands outside of the file is never asked for: no link is
followed, no type of document (and so no entity) is taken.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from posixpath import dirname, join, normpath
from typing import IO, TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from guideline_docs.failure import CannotRun
from guideline_docs.source.record import NamedTuple

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

# Without a limit a file of a few kilobytes could unpack to all memory.
MOST_UNPACKED = 200 * 1024 * 1024
MOST_OF_A_TREE = 32 * 1024 * 1024
"""A part that is read as a whole, not row by row."""
_MOST_PARTS = 20_000
_MOST_TAGS = 4_000_000
_PIECE = 1 << 18


class Relation(NamedTuple):
    """What a part says of another: what for (``worksheet``), and its name."""

    kind: str
    part: str


class Package:
    """The parts of a file; ``name`` is what to call it in messages, ``what`` what it is."""

    def __init__(self, data: bytes, name: str, what: str) -> None:
        self.name = name
        try:
            self._zip = ZipFile(BytesIO(data))
        except (BadZipFile, ValueError, NotImplementedError):
            raise CannotRun(f"{name}: {what}が壊れています。もう一度写してください") from None
        self._parts = {_folded(each.filename): each for each in self._zip.infolist()}
        size = sum(each.file_size for each in self._zip.infolist())
        if size > MOST_UNPACKED or len(self._parts) > _MOST_PARTS:
            most = MOST_UNPACKED // (1024 * 1024)
            raise CannotRun(f"{name}: {what}が大きすぎます（広げて {most} MB まで）")

    def __contains__(self, part: str) -> bool:
        return _folded(part) in self._parts

    def names(self, start: str, end: str) -> list[str]:
        """The names of the parts that begin and end so, in their order."""
        names = (each.filename.replace("\\", "/").lstrip("/") for each in self._parts.values())
        return sorted(each for each in names if each.startswith(start) and each.endswith(end))

    def open(self, part: str) -> Guarded:
        """A part as a stream. Raises KeyError where it is not there."""
        return Guarded(self._zip.open(self._parts[_folded(part)]), self.name)

    def tree(self, part: str) -> Element:
        """A small part as a tree."""
        from xml.etree.ElementTree import fromstring

        size = self._parts[_folded(part)].file_size
        data = self.open(part).read() if size <= MOST_OF_A_TREE else b""
        if size > MOST_OF_A_TREE or data.count(b"<") > _MOST_TAGS:
            raise CannotRun(f"{self.name}: ファイルが大きすぎます（{part}）")
        return fromstring(data)

    def relations(self, part: str = "") -> dict[str, Relation]:
        """The parts that a part leads to, by the names it gives them."""
        of = join(dirname(part), "_rels", part.rpartition("/")[2] + ".rels")
        if of not in self:
            return {}
        found = {}
        for each in self.tree(of):
            if each.get("TargetMode") != "External":
                target = normpath(join("/", dirname(part), each.get("Target", "")))
                kind = each.get("Type", "").rpartition("/")[2]
                found[each.get("Id", "")] = Relation(kind, target.lstrip("/"))
        return found

    def main(self, otherwise: str) -> str:
        """The part that all others hang on."""
        parts = (each.part for each in self.relations().values() if each.kind == "officeDocument")
        return next((part for part in parts if part in self), otherwise)


def _folded(part: str) -> str:
    return part.replace("\\", "/").lstrip("/").casefold()


class Guarded:
    """A stream of XML that ends the reading where a type of document is declared.

    No program writes one into these files; it is where entities come from, which unpack to
    all memory or fetch what stands elsewhere.
    """

    def __init__(self, stream: IO[bytes], name: str) -> None:
        self._stream, self._name, self._seen = stream, name, b""

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        # In UTF-16 every other byte is nothing.
        seen = self._seen + (data.replace(b"\0", b"") if b"\0" in data else data)
        if b"<!DOCTYPE" in seen or b"<!ENTITY" in seen:
            raise CannotRun(f"{self._name}: 危険な宣言（DOCTYPE）があるので読みません")
        self._seen = seen[-8:]
        return data


class Endless(Exception):
    """A tag that ought to come again and again does not come."""


def pieces(stream: Guarded, end: str) -> Iterator[str]:
    """The text of a UTF-8 stream in pieces that end behind a tag, and what is left.

    Raises Endless where the tag does not come.
    """
    from codecs import getincrementaldecoder

    decode = getincrementaldecoder("utf-8-sig")().decode
    waiting, size = [""], 0
    while data := stream.read(_PIECE):
        # The tag may begin in one piece and end in the next.
        text = waiting.pop() + decode(data)
        cut = text.rfind(end) + len(end)
        if cut < len(end):
            waiting += (text[: -len(end)], text[-len(end) :])
            size += len(data)
            if size > MOST_OF_A_TREE:
                raise Endless(end)
        else:
            yield "".join(waiting) + text[:cut]
            waiting, size = [text[cut:]], 0
    yield "".join(waiting) + decode(b"", True)


# --- elements -----------------------------------------------------------------------
# Programs choose their own prefixes, and two editions of the standards their own namespaces:
# elements and attributes are known by their names alone.


def local(tag: str) -> str:
    """The name of an element or attribute without its namespace."""
    return tag.rpartition("}")[2]


def child(element: Element | None, tag: str) -> Element | None:
    """The first child of a name, if there is one."""
    return next((each for each in element or () if local(each.tag) == tag), None)


def value_of(element: Element, name: str, otherwise: str = "") -> str:
    """An attribute of an element."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return value
    return otherwise


def is_meant(element: Element) -> bool:
    """Whether a property of a font is on, which it is without a value, too."""
    return value_of(element, "val", "1") not in ("0", "false", "off")
