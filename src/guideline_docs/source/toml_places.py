"""Where everything stands in a TOML text: the span of each key path.

``tomllib`` gives values and no places. This walks the grammar of TOML 1.0 once more and
keeps nothing but places; only a fault, or a value that is pointed at, pays for it. The
text is one that ``tomllib`` has read, or is read up to where it stopped: values are not
judged here. For an editor lines that are not finished are passed over, and where a place
stands in the grammar is told of whatever is there.
"""

from __future__ import annotations

import re

from guideline_docs.source.choice import StrEnum
from guideline_docs.source.expression import expression
from guideline_docs.source.record import NamedTuple
from guideline_docs.source.span import LINE_END

Path = tuple[str | int, ...]


class Entry(NamedTuple):
    """A key path and the offsets of what it is.

    ``key`` is the key as written in front of ``=``, or the heading with its brackets;
    ``value`` is the value as written. Of a table with a heading the value is the heading,
    of an item of an array the key is the item.
    """

    path: Path
    key: tuple[int, int]
    value: tuple[int, int]


class Unfinished(Exception):
    """A string or bracket that nothing closes; ``start`` is where it opens."""

    def __init__(self, start: int) -> None:
        super().__init__(start)
        self.start = start


STRING = expression(
    r'''(?xs) """(?:[^\\]|\\.)*?"{3,5} | \'\'\'.*?'{3,5}
    | "(?!"")(?:[^"\\\r\n]|\\[^\r\n])*" | '(?!'')[^'\r\n]*' '''
)
_BLANK = expression(r"[ \t]*")
_BLANKS = expression(r"(?:[ \t\r\n]|#[^\r\n]*)*")
_KEY = expression(r"[A-Za-z0-9_-]+")
# A date may hold one blank: 1979-05-27 07:32:00.
_BARE = expression(r"[^\s,\]}#]+(?:[ ][0-9]{2}:[^\s,\]}#]*)?")


def entries(text: str) -> list[Entry]:
    """Every key path in the order of the text. Raises Unfinished."""
    walk = _Walk(text)
    walk.go()
    return walk.entries


def entries_so_far(text: str) -> list[Entry]:
    """The same of a text that is being written: lines that are not finished are left out."""
    walk = _Walk(text)
    walk.go_on()
    return walk.entries


class Part(StrEnum):
    """What is written at a place."""

    HEADING = "heading"
    KEY = "key"
    VALUE = "value"
    NOTHING = "nothing"
    """A comment, or the end of a line that is finished."""


class Standing(NamedTuple):
    """Where in the grammar an offset stands.

    ``path`` is that of the value that is written there, an item of an array by its number;
    of anything else that of the table above it. ``start`` and ``end`` are those of the
    word that is written, as far as it is there.
    """

    part: Part
    path: Path
    start: int
    end: int


def standing(text: str, offset: int) -> Standing:
    """Where an offset stands, whatever is wrong before and behind it."""
    walk = _Walk(text[:offset])
    walk.go_on()
    part, path, start = walk.standing
    if not walk.is_open:
        behind = text[walk.done : offset]
        line = LINE_END.split(behind)[-1]
        if "#" in line or (line == behind and line and walk.done):
            return Standing(Part.NOTHING, path, offset, offset)
        if line != behind or not walk.done:
            part, path, start = Part.KEY, walk.table, offset
    known = (pattern.match(text, start) for pattern in _WORDS[part])
    return Standing(part, path, start, max(offset, *(word.end() for word in known if word), start))


def unquoted(written: str) -> str:
    """What a text on one line says: without its quotes."""
    if written[:1] == "'":
        return written[1:-1]
    if written[:1] == '"' and "\\" in written:
        import tomllib

        return str(next(iter(tomllib.loads(f"{written} = 0"))))
    return written.strip('"')


_WORDS = {
    Part.HEADING: (expression(r"\[{1,2}[^\]\r\n#]*\]{0,2}"),),
    Part.KEY: (STRING, _KEY),
    Part.VALUE: (STRING, expression(r"[^\s,\]}#\"']*")),
}
# A line that begins anew, whatever has not been closed above it.
_STATEMENT = expression(r"(?m)^[ \t]*(?:\[\[?[\w. \"-]+\]\]?[ \t]*(?:#.*)?(?=[\r\n]|\Z)|[\w-]+[ \t]*=)")


class _Walk:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.entries: list[Entry] = []
        self.lengths: dict[Path, int] = {}
        """How many tables each array of tables has so far."""
        self.table: Path = ()
        self.standing: tuple[Part, Path, int] = (Part.KEY, (), 0)
        """What was begun last, the path of it, and where."""
        self.done = 0
        """Where the last line ends that is finished."""
        self.is_open = False
        """Whether the text ends in the midst of something."""

    def go(self) -> None:
        """Through the whole text. Raises Unfinished."""
        while (self._blanks() or self.at) < len(self.text):
            self._statement()

    def go_on(self) -> None:
        """The same, past lines that are not finished."""
        while (self._blanks() or self.at) < len(self.text):
            start, known = self.at, len(self.entries)
            try:
                self._statement()
                self.done = self.at
            except Unfinished:
                begin = self._next_line(start)
                if begin is None:
                    self.is_open = True
                    return
                del self.entries[known:]
                self.at = begin
                self.done = begin - 1

    def _next_line(self, start: int) -> int | None:
        """Where it goes on behind what is not finished; None where that is still written."""
        line = LINE_END.search(self.text, start)
        if line is None:
            return None
        part, _, begun = self.standing
        # A list may go over several lines.
        whole = part is Part.VALUE and self.text[start:begun].rstrip()[-1:] in ("[", ",")
        return None if whole and not _STATEMENT.search(self.text, line.end()) else line.end()

    def _statement(self) -> None:
        if self.text[self.at] == "[":
            self.table = self._heading()
        else:
            self._pair(self.table)

    def _blanks(self) -> None:
        match = _BLANKS.match(self.text, self.at)
        self.at = match.end() if match else self.at

    def _heading(self) -> Path:
        start = self.at
        self.standing = (Part.HEADING, (), start)
        many = self.text.startswith("[[", start)
        self.at += 2 if many else 1
        written = self._key()
        self._expect("]]" if many else "]", start)
        *above, last = written
        path: Path = ()
        for part in above:
            path = self._inside((*path, part))
        path = (*path, last)
        if many:
            self.lengths[path] = self.lengths.get(path, 0) + 1
            path = self._inside(path)
        self.entries.append(Entry(path, (start, self.at), (start, self.at)))
        return path

    def _inside(self, path: Path) -> Path:
        """A path, and for an array of tables its last table."""
        return (*path, self.lengths[path] - 1) if path in self.lengths else path

    def _pair(self, table: Path) -> None:
        start = self.at
        self.standing = (Part.KEY, table, start)
        path = (*table, *self._key())
        end = self.at
        self._expect("=", start)
        self._value(path, (start, end))

    def _key(self) -> list[str]:
        parts: list[str] = []
        while True:
            self.at = _end(_BLANK, self.text, self.at)
            match = STRING.match(self.text, self.at) or _KEY.match(self.text, self.at)
            if match is None:
                raise Unfinished(self.at)
            parts.append(unquoted(match[0]))
            self.at = match.end()
            after = _end(_BLANK, self.text, self.at)
            if not self.text.startswith(".", after):
                return parts
            self.at = after + 1

    def _value(self, path: Path, key: tuple[int, int] | None = None) -> None:
        """A value; ``key`` is where its key stands (None: an item of an array)."""
        # Only in an array it may stand on a line of its own.
        self.at = _end(_BLANK if key else _BLANKS, self.text, self.at)
        start, place = self.at, len(self.entries)
        self.standing = (Part.VALUE, path, start)
        opening = self.text[start : start + 1]
        if opening == "[":
            self.at += 1
            self._items(path, start)
        elif opening == "{":
            self.at += 1
            self._pairs(path, start)
        else:
            match = STRING.match(self.text, start)
            if match is None and opening not in ('"', "'"):
                match = _BARE.match(self.text, start)
            if match is None:
                raise Unfinished(start)
            self.at = match.end()
        whole = (start, self.at)
        self.entries.insert(place, Entry(path, key or whole, whole))

    def _items(self, path: Path, start: int) -> None:
        count = 0
        while not self._closed("]", start, (Part.VALUE, (*path, count))):
            self._value((*path, count))
            count += 1

    def _pairs(self, path: Path, start: int) -> None:
        while not self._closed("}", start, (Part.KEY, path)):
            self._pair(path)

    def _closed(self, bracket: str, start: int, then: tuple[Part, Path]) -> bool:
        """Whether an array or inline table ends here; the comma before is passed over.

        ``then`` is what may begin here.
        """
        begins = self.at == start + 1
        self._blanks()
        if self.text.startswith(",", self.at):
            self.at += 1
            begins = True
            self._blanks()
        if begins:
            self.standing = (*then, self.at)
        if self.at >= len(self.text):
            raise Unfinished(start)
        closed = self.text.startswith(bracket, self.at)
        self.at += closed
        return closed

    def _expect(self, sign: str, start: int) -> None:
        self.at = _end(_BLANK, self.text, self.at)
        if not self.text.startswith(sign, self.at):
            raise Unfinished(start)
        self.at += len(sign)


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at
