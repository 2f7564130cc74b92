"""The streams of an OLE compound file (.xls), by their names."""

from __future__ import annotations

from collections.abc import Iterator
from struct import Struct, error, unpack_from

_FREE = 0xFFFFFFFA
"""From here on a number of a sector is a mark."""
_ENTRY = 128
_STREAM, _ROOT = 2, 5


class Compound:
    """A file within a file. Raises ValueError where it is damaged."""

    def __init__(self, data: bytes) -> None:
        try:
            self._open(data)
        except (error, IndexError) as cause:
            raise ValueError(str(cause)) from None

    def _open(self, data: bytes) -> None:
        self._data = data
        self._size = 1 << unpack_from("<H", data, 30)[0]
        self._mini_size = 1 << unpack_from("<H", data, 32)[0]
        (directory,) = unpack_from("<I", data, 48)
        self._cutoff, mini_table = unpack_from("<2I", data, 56)
        if not 64 <= self._size <= 4096 or not 8 <= self._mini_size <= self._size:
            raise ValueError("sector size")
        self._table = [
            number for sector in self._sectors_of_table() for number in self._numbers(sector)
        ]
        mini = self._chain(mini_table)
        self._mini_table = list(Struct("<I").iter_unpack(mini[: len(mini) // 4 * 4]))
        self._streams: dict[str, tuple[int, int]] = {}
        self._mini = b""
        entries = self._chain(directory)
        for at in range(0, len(entries) - _ENTRY + 1, _ENTRY):
            self._entry(entries[at : at + _ENTRY])

    def stream(self, name: str) -> bytes:
        """A stream; empty where there is none of the name."""
        start, size = self._streams.get(name, (_FREE, 0))
        if size >= self._cutoff:
            return self._chain(start)[:size]
        parts, left = [], len(self._mini_table)
        while start < left and len(parts) <= left:
            parts.append(self._mini[start * self._mini_size : (start + 1) * self._mini_size])
            (start,) = self._mini_table[start]
        return b"".join(parts)[:size]

    def _entry(self, entry: bytes) -> None:
        length, kind = unpack_from("<HB", entry, 64)
        start, size = unpack_from("<2I", entry, 116)
        if kind == _ROOT:
            self._mini = self._chain(start)[:size]
        elif kind == _STREAM:
            name = entry[: max(length - 2, 0)].decode("utf-16-le", "replace")
            self._streams.setdefault(name, (start, size))

    def _sectors_of_table(self) -> Iterator[int]:
        """The sectors that hold the table of sectors: a list in the head, then a chain."""
        yield from (each for each in unpack_from("<109I", self._data, 76) if each < _FREE)
        (sector,) = unpack_from("<I", self._data, 68)
        seen: set[int] = set()
        while sector < _FREE and sector not in seen:
            seen.add(sector)
            *listed, sector = self._numbers(sector)
            yield from (each for each in listed if each < _FREE)

    def _numbers(self, sector: int) -> tuple[int, ...]:
        held = self._sector(sector)
        return unpack_from(f"<{len(held) // 4}I", held)

    def _sector(self, number: int) -> bytes:
        return self._data[(number + 1) * self._size : (number + 2) * self._size]

    def _chain(self, start: int) -> bytes:
        parts: list[bytes] = []
        while start < len(self._table) and len(parts) <= len(self._table):
            parts.append(self._sector(start))
            start = self._table[start]
        return b"".join(parts)
