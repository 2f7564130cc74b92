"""Widths for columns that nobody designed, from what stands in them.

A row is as high as its highest cell: room that makes no row lower is wasted. A text of
length ``a`` takes about ``a / w`` lines in a column of width ``w``, so the last bit of room
is worth ``a / w²`` there, if its cell is (nearly) the highest of the row. Widths are best
where that is the same in all columns; they are found by giving each as much as asks for it
now, a few times over. All lengths are in one unit, whichever the caller has.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from operator import itemgetter

from guideline_docs.source.record import NamedTuple

# So many rows stand for all of a long table, and so many rounds find the widths.
_ROWS, _ROUNDS = 200, 25

# A cell of half the height of its row counts 2 to the minus this.
_SHARPNESS = 6


class Content(NamedTuple):
    """What stands in a column: the widest thing that is not to be broken, and how long the
    text of each row would be on one line."""

    least: int
    cells: Sequence[int]

    @property
    def most(self) -> int:
        """More width than this is of no use."""
        return max(self.least, *self.cells, 0)


def shared(columns: Sequence[Content], room: int) -> list[int]:
    """The width of each column, together ``room``, so that the rows become low.

    Where there is not even room for what is not to be broken, all are cut alike.
    """
    least, most = [c.least for c in columns], [c.most for c in columns]
    if sum(least) >= room:
        return _scaled(least, room)
    if sum(most) <= room:
        # All stands on one line; what is left goes to texts, as much as there stands.
        texts = [width if any(c.cells) else 0 for width, c in zip(most, columns, strict=True)]
        if not any(texts):
            return _scaled(most, room)
        more = _scaled(texts, room - sum(most))
        return [width + each for width, each in zip(most, more, strict=True)]
    rows = _sample(columns)
    limits = list(zip(least, most, strict=True))
    widths = _within(limits, [1.0] * len(columns), room)
    lines = _lines(rows, widths)
    lowest = widths, sum(map(max, lines))
    for _ in range(_ROUNDS):
        asked = _asked(rows, widths, lines)
        even = [(each * width) ** 0.5 for each, width in zip(asked, widths, strict=True)]
        widths = _within(limits, even, room)
        lines = _lines(rows, widths)
        found = widths, sum(map(max, lines))
        lowest = min(lowest, found, key=itemgetter(1))
    whole = [int(width) for width in lowest[0]]
    whole[whole.index(max(whole))] += room - sum(whole)
    return whole


def height(columns: Sequence[Content], widths: Sequence[float]) -> float:
    """How many lines the rows have together, on the average of such texts."""
    return sum(map(max, _lines(_sample(columns), widths)))


def _scaled(widths: Sequence[int], room: int) -> list[int]:
    asked = sum(widths) or 1
    scaled = [width * room // asked for width in widths]
    scaled[scaled.index(max(scaled))] += room - sum(scaled)
    return scaled


def _sample(columns: Sequence[Content]) -> list[tuple[int, ...]]:
    rows = list(zip(*(column.cells for column in columns), strict=True))
    every = -(-len(rows) // _ROWS)
    return rows[:: every or 1]


def _asked(
    rows: Sequence[Sequence[int]], widths: Sequence[float], lines: Sequence[Sequence[float]]
) -> list[float]:
    """How much width each column would have if the last bit were worth the same in all."""
    sums = [0.0] * len(widths)
    for row, high in zip(rows, lines, strict=True):
        top = max(high)
        for n, cell in enumerate(row):
            if cell > widths[n]:
                sums[n] += cell * (high[n] / top) ** _SHARPNESS
    return [each**0.5 for each in sums]


def _within(limits: Sequence[tuple[int, int]], asked: Sequence[float], room: int) -> list[float]:
    """Widths as they are asked for, none below its least or above its most, together ``room``."""
    # A column that asks for nothing takes what no other can use.
    asked = [max(each, 1e-6) for each in asked]

    def at(scale: float) -> list[float]:
        return [
            min(max(scale * each, least), most)
            for each, (least, most) in zip(asked, limits, strict=True)
        ]

    needed = (most / each for (_, most), each in zip(limits, asked, strict=True))
    low, high = 0.0, max(chain(needed, (1.0,)))
    for _ in range(30):
        middle = (low + high) / 2
        low, high = (middle, high) if sum(at(middle)) < room else (low, middle)
    return at(high)


def _lines(rows: Sequence[Sequence[int]], widths: Sequence[float]) -> list[tuple[float, ...]]:
    """How many lines the cell of each row takes in each column, on the average of all texts of
    about its length."""
    columns = []
    for cells, width in zip(zip(*rows), widths):
        wide = max(width, 1)
        # A column of closed words has few lengths, and many cells of each.
        known = {cell: _of_length(cell / wide) for cell in set(cells)}
        columns.append([known[cell] for cell in cells])
    return list(zip(*columns))


def _of_length(full: float) -> float:
    if full <= 1:
        return 1.0
    more = full - 1
    return full + (more if more < 0.3 else 0.3)
