"""Where everything stands in a TOML text: the span of each key path.

``tomllib`` gives values and no places. This walks the grammar of TOML 1.0 once more and
keeps nothing but places; only a fault, or a value that is pointed at, pays for it. The
text is one that ``tomllib`` has read, or is read up to where it stopped: values are not
judged here.
"""

from __future__ import annotations

import re

from guideline_docs.source.expression import expression
from guideline_docs.source.record import NamedTuple

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
    return _Walk(text).entries


class _Walk:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.entries: list[Entry] = []
        self.lengths: dict[Path, int] = {}
        """How many tables each array of tables has so far."""
        table: Path = ()
        while (self._blanks() or self.at) < len(text):
            if text[self.at] == "[":
                table = self._heading()
            else:
                self._pair(table)

    def _blanks(self) -> None:
        match = _BLANKS.match(self.text, self.at)
        self.at = match.end() if match else self.at

    def _heading(self) -> Path:
        start = self.at
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
            parts.append(_plain(match[0]))
            self.at = match.end()
            after = _end(_BLANK, self.text, self.at)
            if not self.text.startswith(".", after):
                return parts
            self.at = after + 1

    def _value(self, path: Path, key: tuple[int, int] | None = None) -> None:
        """A value; ``key`` is where its key stands (None: an item of an array)."""
        self._blanks()
        start, place = self.at, len(self.entries)
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
        while not self._closed("]", start):
            self._value((*path, count))
            count += 1

    def _pairs(self, path: Path, start: int) -> None:
        while not self._closed("}", start):
            self._pair(path)

    def _closed(self, bracket: str, start: int) -> bool:
        """Whether an array or inline table ends here; the comma before is passed over."""
        self._blanks()
        if self.text.startswith(",", self.at):
            self.at += 1
            self._blanks()
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


def _plain(key: str) -> str:
    """What a key says: without its quotes."""
    if key[0] == "'":
        return key[1:-1]
    if key[0] == '"' and "\\" in key:
        import tomllib

        return str(next(iter(tomllib.loads(f"{key} = 0"))))
    return key.strip('"') if key[0] == '"' else key
