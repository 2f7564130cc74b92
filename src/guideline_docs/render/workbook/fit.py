"""The columns of the sheet that people read, fitted to its paper by what stands in them."""

from __future__ import annotations

from collections.abc import Sequence

from guideline_docs.model.configuration import AUTO, PAPERS
from guideline_docs.render.lines import EM
from guideline_docs.render.widths import Content, shared
from guideline_docs.render.workbook.book import HIGHEST
from guideline_docs.render.workbook.extent import ems, extent, millimetres
from guideline_docs.render.workbook.looks import Looks
from guideline_docs.source.record import NamedTuple
from guideline_docs.views.workbook.parts import ColumnLook, LineKind, TableSheet

# What is printed is so wide and high, in millimetres.
_SHEETS = {"A4": (297.0, 210.0), "A3": (420.0, 297.0)}
# So much smaller each table is tried that does not fit.
_STEP = 0.04
_SMALLEST = 0.4
# The highest that a row should be, in points: Excel has none higher than HIGHEST.
_TALL = 0.9 * HIGHEST
# The button of a filter takes so much of a head, in millimetres.
BUTTON = 4.5
# So many columns leave room for it.
_FEW = 9
# What a row leaves free above and below its text, in points.
AIR = 5.0
_ACROSS = frozenset((LineKind.BAND, LineKind.ACROSS))
# So many rows are measured, and of all so many of the longest texts.
_ROWS, _LONGEST = 400, 20
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
    measured = [_content(view, looks, place, size) for place in range(len(view.columns))]
    contents = [content for content, _ in measured]
    longest = [length for _, length in measured]
    papers = PAPERS if paper == AUTO else (paper,)
    for name in papers:
        room = _SHEETS[name][0] - looks.page.left - looks.page.right
        scale, widths = _widths(contents, longest, room, looks)
        if scale >= looks.table.small:
            break
    return Fit(name, tuple(widths))


def _widths(
    contents: Sequence[Content], longest: Sequence[int], room: float, looks: Looks
) -> tuple[float, list[float]]:
    """How much smaller the table is printed, and its widths before that."""
    pad, size, scale = looks.table.pad, looks.size("text"), 1.0
    while True:
        units = int(ems(max(room / scale - pad * len(contents), 1), size))
        last = scale - _STEP < _SMALLEST
        if last or sum(content.least for content in contents) <= units:
            shares = shared(contents, units)
            lines = max(
                length / max(share - EM, EM) for length, share in zip(longest, shares, strict=True)
            )
            low = lines * size * looks.base.leading + AIR <= _TALL
            # One long text does not make all of the table small.
            if low or last or scale - _STEP < looks.table.small:
                return scale, [millimetres(share, size) + pad for share in shares]
        scale -= _STEP


def _content(view: TableSheet, looks: Looks, place: int, size: float) -> tuple[Content, int]:
    """What the widths are found by, and how long the longest text is."""
    column = view.columns[place]
    texts = [line.texts[place] for line in view.lines if line.kind not in _ACROSS]
    # A long table is measured in some of its rows, but no word is longer than its column.
    cells = [extent(text) for text in texts[:: -(-len(texts) // _ROWS) or 1]]
    longest = max(map(extent, sorted(texts, key=len)[-_LONGEST:]), default=0)
    head = extent(column.head)
    # Heads are broken into two lines, between characters; where there is room for it, beside
    # the button of the filter.
    button = int(ems(BUTTON, size)) if len(view.columns) <= _FEW else 0
    least = min(head, max(-(-head // 2) + EM, 3 * EM)) + button
    if column.look in _ONE_LINE:
        least = max(least, longest)
    elif column.look in (ColumnLook.TERM, ColumnLook.SHORT):
        least = max(least, min(longest, _WORD))
    else:
        narrow = int(ems(looks.table.narrow, size))
        least = max(least, min(longest, narrow))
    return Content(least + EM // 4, cells), longest
