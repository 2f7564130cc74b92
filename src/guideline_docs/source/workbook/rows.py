"""The rows of a worksheet part (.xlsx), as they are written in it.

Two readers give the same. The quick one knows the one spelling that Excel, LibreOffice and
the libraries that write for them share, a cell an expression, and sees that it leaves
nothing over. A sheet that is spelled otherwise (prefixes, rich text inside of cells, cells
without places) the thorough one reads from its start: an XML parser, a function an event.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple, TypeVar

from guideline_docs.source.expression import expression
from guideline_docs.source.record import new
from guideline_docs.source.workbook.look import Rich, Run
from guideline_docs.source.workbook.package import Guarded, pieces
from guideline_docs.source.workbook.worksheet import letters, number_of

MOST_COLUMNS = 16_384


Cell = tuple[str, str, str, str | Rich]
"""The letters of its column, its attributes as they are written (a book has few that
differ), what it has of a formula, and its value or own text."""


class Line(NamedTuple):
    """A row: its number, whether it is hidden, its cells."""

    number: int
    hidden: bool
    cells: list[Cell]


class Frame:
    """What a sheet says beside its rows: hidden columns, merged cells (``A1:B2``)."""

    def __init__(self) -> None:
        self.hidden: set[int] = set()
        self.merged: list[str] = []
        self._columns = 0

    def note(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "mergeCell":
            self.merged.append(attributes["ref"])
        elif tag == "col" and (_is_on(attributes) or attributes.get("width") in ("0", "0.0")):
            first, last = int(attributes["min"]), int(attributes["max"])
            self._columns += 1
            if self._columns > MOST_COLUMNS:
                raise ValueError("more columns than a sheet has")
            self.hidden.update(range(first, min(last, MOST_COLUMNS) + 1))


Made = TypeVar("Made")


def read_sheet(
    opened: Callable[[], Guarded], keep: Callable[[Iterable[Line]], Made]
) -> tuple[Made, Frame]:
    """What ``keep`` makes of the rows of a sheet, and what stands beside them."""
    try:
        frame = Frame()
        return keep(_quick(opened(), frame)), frame
    except Otherwise:
        frame = Frame()
        return keep(_thorough(opened(), frame)), frame


def _is_on(attributes: dict[str, str], name: str = "hidden") -> bool:
    return attributes.get(name, "0") in ("1", "true", "on")


# --- quick --------------------------------------------------------------------------


class Otherwise(Exception):
    """A sheet is spelled otherwise than the quick reader knows."""


# A cell that ends where it begins has a look and nothing in it.
_CELL = expression(
    r'<c r="([A-Z]++)[0-9]++"([^>/]*+)>(<f[^>]*+(?:(?<=/)>|>[^<]*+</f>)|)'
    r"(?:(?:<v>|<is><t[^>]*+>)([^<]*+)(?:</v>|</t></is>)|<v ?/>|)</c>"
)
_HEAD = expression(r'<row r="(\d+)"([^>]*)(?<!/)>')
_BARE_ROWS = expression(r"\s*(?:<row(?: [^>]*)?/>\s*)*")
_NOTED = expression(r"<(col|mergeCell) ([^>]*)>")
_ATTRIBUTE = expression(r'([\w:.]+)="([^"]*)"')
_ENTITY = expression(r"&(?:(\w+)|#(\d+)|#x([0-9A-Fa-f]+));|&")
_ENTITIES = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}


def _quick(stream: Guarded, frame: Frame) -> Iterator[Line]:
    inside = False
    try:
        for piece in pieces(stream, "</row>"):
            if not inside:
                head, inside, piece = _after(piece, "<sheetData")
                if not inside or "<!" in head:
                    raise Otherwise
                _note(head, frame)
                piece = piece.partition(">")[2]
            rows, _, tail = piece.partition("</sheetData>")
            if "<!" in rows:
                raise Otherwise
            *lines, rest = rows.split("</row>")
            for line in lines:
                yield _line(line)
            if not _BARE_ROWS.fullmatch(rest) and "<" in rest:
                raise Otherwise
            _note(tail, frame)
    except UnicodeDecodeError:
        raise Otherwise from None


def _after(text: str, mark: str) -> tuple[str, bool, str]:
    before, found, behind = text.partition(mark)
    return before, bool(found), behind


def _note(text: str, frame: Frame) -> None:
    if "<col " in text or "<mergeCell " in text:
        for tag, attributes in _NOTED.findall(text):
            frame.note(tag, dict(_ATTRIBUTE.findall(attributes)))


def _line(written: str) -> Line:
    """A row without its last tag; empty rows may stand before it."""
    head = _HEAD.match(written) or _HEAD.match(written, max(0, written.rfind("<row")))
    if head is None:
        raise Otherwise
    if (start := head.start()) and not _BARE_ROWS.fullmatch(written, 0, start):
        raise Otherwise
    number, further = head.groups()
    hidden = "hidden" in further and _is_on(dict(_ATTRIBUTE.findall(further)))
    found: list[Cell] = _CELL.findall(written, head.end())
    if len(found) != written.count("</c>"):
        raise Otherwise
    if "&" in written:
        found = [(*cell, unescaped(str(value))) for *cell, value in found]
    return new(Line, (int(number), hidden, found))


def unescaped(text: str) -> str:
    """A text with the characters that XML has names for. Raises Otherwise for other names."""
    return _ENTITY.sub(_character, text) if "&" in text else text


def _character(match: object) -> str:
    name, decimal, hexadecimal = match.groups()  # type: ignore[attr-defined]
    if name in _ENTITIES:
        return _ENTITIES[name]
    if decimal or hexadecimal:
        return chr(int(decimal) if decimal else int(hexadecimal, 16))
    raise Otherwise


# --- thorough -----------------------------------------------------------------------


def _thorough(stream: Guarded, frame: Frame) -> Iterator[Line]:
    events = Events(frame)
    for _ in met(stream, events):
        lines, events.lines = events.lines, []
        yield from lines


def met(stream: Guarded, events: Events) -> Iterator[None]:
    """Each piece of a part, when what stands in it has been told to ``events``."""
    from xml.parsers.expat import ParserCreate

    parser = ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = events.start
    parser.EndElementHandler = events.end
    parser.CharacterDataHandler = events.text
    while data := stream.read(1 << 16):
        parser.Parse(data, False)
        yield
    parser.Parse(b"", True)
    yield


class Events:
    """What an XML parser meets of rows or of texts, put together."""

    def __init__(self, frame: Frame | None = None) -> None:
        self.lines: list[Line] = []
        self.texts: list[str | Rich] = []
        self._frame = frame or Frame()
        self._row = Line(0, False, [])
        self._column = 0
        self._cell: dict[str, str] = {}
        self._text: list[str] | None = None
        self._runs: list[Run] = []
        self._font = Run("")
        self._aside = 0  # inside of a reading aid, whose text is no part of the cell's

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        match tag.rpartition(":")[2]:
            case "row":
                number = int(attributes.get("r", self._row.number + 1))
                self._row, self._column = Line(number, _is_on(attributes), []), 0
            case "c":
                self._cell, self._runs = {"v": "", "f": "", **attributes}, []
            case "f":
                self._cell["f"] = "f"
            case "v" | "t":
                self._text = []
            case "si":
                self._runs = []
            case "r":
                self._font = Run("")
            case "rPr":
                self._font = Run("", own=True)
            case "b":
                self._font = self._font._replace(bold=_is_meant(attributes))
            case "strike":
                self._font = self._font._replace(struck=_is_meant(attributes))
            case "rPh":
                self._aside += 1
            case name:
                self._frame.note(name, attributes)

    def text(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def end(self, tag: str) -> None:
        match tag.rpartition(":")[2]:
            case "v" if self._text is not None:
                self._cell["v"], self._text = "".join(self._text), None
            case "t" if self._text is not None:
                if not self._aside:
                    self._runs.append(self._font._replace(text="".join(self._text)))
                self._text, self._font = None, Run("")
            case "rPh":
                self._aside -= 1
            case "si":
                self.texts.append(self._own())
            case "c":
                self._row.cells.append(self._made())
            case "row":
                self.lines.append(self._row)

    def _own(self) -> str | Rich:
        """The runs of a text; as one text where none has a font of its own."""
        if any(run.own for run in self._runs):
            return tuple(self._runs)
        return "".join(run.text for run in self._runs)

    def _made(self) -> Cell:
        cell = self._cell
        place = cell.get("r", "").rstrip("0123456789") or letters(self._column + 1)
        self._column = number_of(place)
        kind = cell.get("t", "")
        marks = f' s="{cell.get("s", "0")}"' + f' t="{kind}"' * bool(kind)
        return place, marks, cell["f"], self._own() if kind == "inlineStr" else cell["v"]


def _is_meant(attributes: Mapping[str, str]) -> bool:
    """Whether a property of a font is on, which it is without a value, too."""
    return attributes.get("val", "1") not in ("0", "false", "off")
