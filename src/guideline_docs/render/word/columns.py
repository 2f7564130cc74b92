"""Figures under each other: counts, and behind a tab their rates.

Both end where those above them end, in the middle of the column, as its head stands.
"""

from __future__ import annotations

from collections.abc import Sequence

from guideline_docs.render.lines import EM, width
from guideline_docs.source.record import NamedTuple

# A count and its rate, which may be empty.
Counted = tuple[str, str]

_TAB = "<w:r><w:tab/></w:r>"
_BETWEEN = "<w:tab/>"


class Figure(NamedTuple):
    """A figure in its column: what its paragraph has, its runs, its words as they fill lines."""

    properties: str
    xml: str
    words: str


class Stops(NamedTuple):
    """Where the figures of a column end, in twentieths of a point from either of its edges.

    ``count`` is from the right, ``both`` from the left; ``parted``: the column is too
    narrow for both, and a rate stands below its count.
    """

    count: int
    both: tuple[int, int] = (0, 0)
    parted: bool = False

    def figure(self, xml: str, counted: Counted) -> Figure:
        """Set a figure, whose runs have a tab before the rate."""
        count, rate = counted
        if not rate:
            return Figure(f'<w:ind w:right="{self.count}"/><w:jc w:val="right"/>', xml, count)
        if self.parted:
            lines = xml.replace(_BETWEEN, "<w:br/>"), f"{count}\n{rate}"
            return Figure(f'<w:ind w:right="{self.count}"/><w:jc w:val="right"/>', *lines)
        tabs = "".join(f'<w:tab w:val="right" w:pos="{place}"/>' for place in self.both)
        properties = f'<w:tabs>{tabs}</w:tabs><w:jc w:val="left"/>'
        return Figure(properties, _TAB + xml, count + rate)


def stops(figures: Sequence[Counted], size: int, room: int) -> Stops:
    """For the figures of a column, in type of ``size``.

    ``room`` is what a line of the column holds; both in twentieths of a point.
    """
    count, rate = (max(width(text) for text in part) * size // EM for part in zip(*figures))
    if not rate:
        return Stops((room - count) // 2)
    for gap in (size, size // 2):
        left = (room - count - gap - rate) // 2
        if left >= 0:
            return Stops(room - left - count, (left + count, left + count + gap + rate))
    return Stops(max(0, (room - max(count, rate)) // 2), parted=True)
