"""The columns of the sheet that people read, fitted to its paper by what stands in them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from guideline_docs.model.configuration import AUTO, PAPERS
from guideline_docs.render.lines import EM
from guideline_docs.render.widths import Content, shared
from guideline_docs.render.workbook.book import HIGHEST
from guideline_docs.render.workbook.extent import ems, extent, millimetres
from guideline_docs.render.workbook.looks import Looks
from guideline_docs.views.workbook.parts import ColumnLook, LineKind, TableSheet

# What is printed is so wide and high, in millimetres.
_SHEETS = {"A4": (297.0, 210.0), "A3": (420.0, 297.0)}
# So much smaller each table is tried that does not fit.
_STEP = 0.04
_SMALLEST = 0.4
# What a row leaves free above and below its text, in points.
AIR = 5.0
_ONE_LINE = frozenset((ColumnLook.NUMBER, ColumnLook.FIGURE))
# The longest closed word, or date, that stands on one line in any case.
_WORD = 10 * EM


class Fit(NamedTuple):
    """The widths of the columns in millimetres, and the paper that they are made for."""

    paper: str
    widths: tuple[float, ...]


def fitted(view: TableSheet, looks: Looks, paper: str) -> Fit:
    """Widths by what stands in the columns, as wide together as the paper, or wider where it
    is printed smaller."""
    size = looks.size("text")
    contents = [_content(view, looks, place, size) for place in range(len(view.columns))]
    papers = PAPERS if paper == AUTO else (paper,)
    for name in papers:
        room = _SHEETS[name][0] - looks.page.left - looks.page.right
        scale, widths = _widths(contents, room, looks, size)
        if scale >= looks.table.small:
            break
    return Fit(name, tuple(widths))


def _widths(
    contents: Sequence[Content], room: float, looks: Looks, size: float
) -> tuple[float, list[float]]:
    pad = looks.table.pad
    scale = 1.0
    while True:
        free = room / scale - pad * len(contents)
        units = int(ems(max(free, 1), size))
        fits = sum(content.least for content in contents) <= units
        if fits or scale <= _SMALLEST:
            shares = shared(contents, units)
            highest = _highest(contents, shares) * size * looks.base.leading + AIR
            if highest <= HIGHEST * 0.9 or scale <= _SMALLEST:
                return scale, [millimetres(share, size) + pad for share in shares]
        scale -= _STEP


def _highest(contents: Sequence[Content], shares: Sequence[int]) -> float:
    """How many lines the highest row has, about."""
    return max(
        (max(content.cells, default=0) / max(share - EM, EM))
        for content, share in zip(contents, shares, strict=True)
    )


def _content(view: TableSheet, looks: Looks, place: int, size: float) -> Content:
    column = view.columns[place]
    cells = [
        extent(line.cells[place].text) if line.kind not in (LineKind.BAND, LineKind.ACROSS) else 0
        for line in view.lines
    ]
    longest = max(cells, default=0)
    head = extent(column.head)
    # Heads are broken into two lines, between characters.
    least = min(head, max(-(-head // 2) + EM // 2, 3 * EM))
    if column.look in _ONE_LINE:
        least = max(least, longest)
    elif column.look in (ColumnLook.TERM, ColumnLook.SHORT):
        least = max(least, min(longest, _WORD))
    else:
        narrow = int(ems(looks.table.narrow, size))
        least = max(least, min(longest, narrow))
    widest = int(ems(looks.table.widest, size))
    return Content(least + EM // 4, [min(cell, 40 * widest) for cell in cells])
