"""A zip archive whose bytes depend on nothing but its contents.

No clock, no file system, no order of insertion: Word and LibreOffice files that are
made of the same parts are the same file, on every machine and in every time zone.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping

# The earliest moment a zip can name; a real one would differ from build to build.
_NO_DATE = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_PLAIN_FILE = 0o644 << 16
# A long text is kept in pieces of so many characters, so many of them as they are.
_PIECE, _PLAIN = 1 << 20, 16
_QUICK, _THOROUGH = 1, 6

Content = bytes | Iterable[bytes]
"""The content of a part, whole or piece by piece."""


class LongText:
    """A text that grows piece by piece; one that grows long is held pressed meanwhile.

    Read, it gives the text in UTF-8, a piece at a time.
    """

    def __init__(self) -> None:
        self._plain: list[bytes] = []
        self._pressed: list[bytes] = []
        self._waiting: list[str] = []
        self._size = 0

    def write(self, text: str) -> None:
        self._waiting.append(text)
        self._size += len(text)
        if self._size >= _PIECE:
            self._keep(self._last())
            self._waiting.clear()
            self._size = 0

    def __iter__(self) -> Iterator[bytes]:
        yield from self._plain
        yield from map(zlib.decompress, self._pressed)
        yield self._last()

    def _keep(self, piece: bytes) -> None:
        if len(self._plain) < _PLAIN:
            self._plain.append(piece)
        else:
            self._pressed.append(zlib.compress(piece, _QUICK))

    def _last(self) -> bytes:
        return "".join(self._waiting).encode()


def archive(parts: Mapping[str, Content], first: tuple[str, ...] = (), level: int = _THOROUGH) -> bytes:
    """Zip ``parts`` (name → content): those of ``first``, then the others by name.

    ``level`` is how hard those are pressed that are whole.
    """
    names = [*first, *sorted(name for name in parts if name not in first)]
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        for name in names:
            entry = zipfile.ZipInfo(name, _NO_DATE)
            entry.create_system = _UNIX
            entry.external_attr = _PLAIN_FILE
            entry.compress_type = zipfile.ZIP_DEFLATED
            content = parts[name]
            if isinstance(content, bytes):
                file.writestr(entry, content, compresslevel=level)
                continue
            with file.open(entry, "w") as part:
                for piece in content:
                    part.write(piece)
    return target.getvalue()


def office_archive(parts: Mapping[str, Content], level: int = _THOROUGH) -> bytes:
    """The same for an OOXML package: readers look for its table of contents first."""
    return archive(parts, ("[Content_Types].xml", "_rels/.rels"), level)
