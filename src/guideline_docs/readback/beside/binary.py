"""What stands beside the cells of an .xls: records of BIFF8 and a set of properties."""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum
from struct import unpack_from
from typing import NamedTuple

from guideline_docs.readback.beside.places import place
from guideline_docs.readback.beside.things import Beside, Kind, Region, Thing
from guideline_docs.source.workbook.compound import stream


class _Tells(IntEnum):
    """Kinds of records."""

    BEGIN = 0x809
    END = 0x0A
    SHEET = 0x85
    SHEETS_OF_NAMES = 0x17
    NAME = 0x18
    NOTE = 0x1C
    DRAWING = 0xEC
    OBJECT = 0x5D
    TEXT = 0x1B6
    MORE = 0x3C


# Kinds of objects; a list of a validated cell or a filter is one that nobody drew.
_IS_NOTE, _IS_LIST = 0x19, 0x14
_KINDS = {0x06: Kind.BOX, 0x08: Kind.PICTURE}
# The head of a record of a drawing that says which cell a shape is pinned to.
_ANCHOR = b"\x10\xf0\x12\x00\x00\x00"
_AREA = 0x3B
"""A formula that is one rectangle of another sheet."""


def read(data: bytes) -> Beside:
    """Everything beside the cells. Raises whatever a damaged file makes the reader raise."""
    book = _Book(stream(data, "Workbook"))
    said = _properties(stream(data, "\x05DocumentSummaryInformation"))
    return Beside(dict(said), dict(book.names), tuple(book.things))


class _Record(NamedTuple):
    at: int
    kind: int
    data: bytes


def _records(stream: bytes) -> Iterator[_Record]:
    at = 0
    while at + 4 <= len(stream):
        kind, size = unpack_from("<2H", stream, at)
        yield _Record(at, kind, stream[at + 4 : at + 4 + size])
        at += 4 + size


class _Shape:
    """An object of a drawing while what is said of it comes in."""

    def __init__(self, anchor: str, kind: int, number: int) -> None:
        self.anchor, self.kind, self.number = anchor, kind, number
        self.text = ""


class _Book:
    """The records of a workbook, gone through once."""

    def __init__(self, stream: bytes) -> None:
        self.names: list[tuple[str, Region]] = []
        self.things: list[Thing] = []
        self.sheets: dict[int, str] = {}
        """Where each begins in the stream."""
        self.sheet = ""
        self.shapes: list[_Shape] = []
        self.noted: dict[int, str] = {}
        self.anchor = ""
        self.waiting = 0
        """How many characters of a text are still to come."""
        self.drawn: list[int] = []
        self.areas: list[tuple[str, int, bytes]] = []
        for record in _records(stream):
            self._record(*record)
        sheets = list(self.sheets.values())
        for name, index, corners in self.areas:
            if index < len(self.drawn) and self.drawn[index] < len(sheets):
                top, bottom, left, right = unpack_from("<4H", corners)
                region = top + 1, (left & 0xFF) + 1, bottom + 1, (right & 0xFF) + 1
                self.names.append((name, Region(sheets[self.drawn[index]], *region)))

    def _record(self, at: int, kind: int, data: bytes) -> None:
        match kind:
            case _Tells.BEGIN:
                self.sheet, self.anchor = self.sheets.get(at, self.sheet), ""
            case _Tells.END:
                self._settle()
            case _Tells.SHEET:
                (start,) = unpack_from("<I", data)
                self.sheets[start] = _text(data[7:], data[6])
            case _Tells.SHEETS_OF_NAMES:
                count = min(unpack_from("<H", data)[0], (len(data) - 2) // 6)
                self.drawn = [unpack_from("<3H", data, 2 + 6 * n)[1] for n in range(count)]
            case _Tells.NAME:
                self._name(data)
            case _Tells.NOTE:
                row, column, _, number = unpack_from("<4H", data)
                self.noted[number] = place(row + 1, column + 1)
            case _Tells.DRAWING if (found := data.rfind(_ANCHOR)) >= 0:
                _, column, _, row = unpack_from("<4H", data, found + len(_ANCHOR))
                self.anchor = place(row + 1, column + 1)
            case _Tells.OBJECT:
                _, _, shape, number = unpack_from("<4H", data)
                self.shapes.append(_Shape(self.anchor, shape, number))
            case _Tells.TEXT:
                (self.waiting,) = unpack_from("<H", data, 10)
            case _Tells.MORE if self.waiting and self.shapes:
                text = _text(data, self.waiting)
                self.shapes[-1].text += text
                self.waiting -= len(text)

    def _name(self, data: bytes) -> None:
        length, size = data[3], unpack_from("<H", data, 4)[0]
        wide = data[14] & 1
        end = 15 + length * (2 if wide else 1)
        formula = data[end : end + size]
        if len(formula) == 11 and formula[0] == _AREA:
            (index,) = unpack_from("<H", formula, 1)
            self.areas.append((_text(data[14:], length), index, formula[3:]))

    def _settle(self) -> None:
        """The sheet is at its end: who is noted where is known."""
        for shape in self.shapes:
            text = shape.text.replace("\r\n", "\n").replace("\r", "\n").strip()
            if shape.kind == _IS_NOTE:
                where = self.noted.get(shape.number, shape.anchor)
                self.things.append(Thing(self.sheet, where, Kind.NOTE, text))
            elif shape.kind != _IS_LIST:
                kind = Kind.BOX if text else _KINDS.get(shape.kind, Kind.OBJECT)
                self.things.append(Thing(self.sheet, shape.anchor, kind, text))
        self.shapes, self.noted = [], {}


def _text(data: bytes, length: int) -> str:
    """So many characters, or as many as are there, behind a byte that says how they are kept."""
    if data[:1] and data[0] & 1:
        return data[1 : 1 + 2 * length].decode("utf-16-le", "replace")
    return data[1 : 1 + length].decode("latin-1")


# The set of properties that a person may add to, and how its texts are kept.
_CUSTOM = bytes.fromhex("05d5cdd59c2e1b10939708002b2cf9ae")
_BYTES, _WIDE = 0x1E, 0x1F
_UTF16 = 1200


def _properties(stream: bytes) -> Iterator[tuple[str, str]]:
    if len(stream) < 28:
        return
    (count,) = unpack_from("<I", stream, 24)
    for n in range(min(count, 2)):
        form = stream[28 + 20 * n : 44 + 20 * n]
        if form == _CUSTOM:
            yield from _texts(stream[unpack_from("<I", stream, 44 + 20 * n)[0] :])


def _texts(section: bytes) -> Iterator[tuple[str, str]]:
    (count,) = unpack_from("<I", section, 4)
    count = min(count, len(section) // 8)
    places = dict(unpack_from("<2I", section, 8 + 8 * n) for n in range(count))
    page = unpack_from("<H", section, places[1] + 4)[0] if 1 in places else _UTF16
    for number, name in _dictionary(section, places.get(0), page):
        at = places.get(number)
        if at is not None and (text := _value(section, at, page)) is not None:
            yield name, text


def _dictionary(section: bytes, at: int | None, page: int) -> Iterator[tuple[int, str]]:
    if at is None:
        return
    (count,) = unpack_from("<I", section, at)
    at += 4
    for _ in range(min(count, len(section) // 8)):
        number, length = unpack_from("<2I", section, at)
        size = length * 2 if page == _UTF16 else length
        yield number, _decoded(section[at + 8 : at + 8 + size], page)
        at += 8 + (size + 3) // 4 * 4 if page == _UTF16 else 8 + size


def _value(section: bytes, at: int, page: int) -> str | None:
    kind, length = unpack_from("<2I", section, at)
    if kind == _WIDE:
        return _decoded(section[at + 8 : at + 8 + 2 * length], _UTF16)
    return _decoded(section[at + 8 : at + 8 + length], page) if kind == _BYTES else None


def _decoded(data: bytes, page: int) -> str:
    encoding = {_UTF16: "utf-16-le", 65001: "utf-8"}.get(page, f"cp{page}")
    try:
        text = data.decode(encoding, "replace")
    except LookupError:
        text = data.decode("cp932", "replace")
    return text.rstrip("\0")
