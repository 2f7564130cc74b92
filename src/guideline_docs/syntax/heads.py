"""Heads of two rows, joined from the top: 第1期 / 重点.

    No  内容  第1期        第2期          一つの見出しの下に、二つの列
              重点  進捗   重点  進捗
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import zip_longest

from guideline_docs.source.lexicon import FIGURES
from guideline_docs.source.text import SourceText
from guideline_docs.syntax.columns import Column
from guideline_docs.syntax.nodes import Cell

BETWEEN = " / "
"""Between the two rows of a head."""

_EMPTY = Cell(SourceText("", ""), 0, 0)
_FIGURES = frozenset(FIGURES)
_IN_FIGURES = _FIGURES.union(",，.．")
_UNITS = frozenset("%％件人円")


def join(
    top: Sequence[Cell], low: Sequence[Cell], column_of: Callable[[Cell], Column | None]
) -> tuple[Cell, ...] | None:
    """The cells of a head of two rows; None where the two lines are none.

    They are where joined they name more columns than either alone; or where the second
    stands below heads that reach over several columns and belong to none themselves.
    """
    if any(_is_figure(cell.text) for cell in low):
        return None
    both = _joined(top, low, column_of)
    upper, lower = _known(top, column_of), _known(low, column_of)
    if _known(both, column_of) > max(upper, lower):
        return both
    return both if upper > 1 and _is_grouped(top, low, column_of) else None


def _is_figure(text: str) -> bool:
    """Whether a cell holds a figure: a row of figures is no head."""
    figure = text[:-1].rstrip() if text[-1:] in _UNITS else text
    return figure[:1] in _FIGURES and _IN_FIGURES.issuperset(figure)


def _joined(
    top: Sequence[Cell], low: Sequence[Cell], column_of: Callable[[Cell], Column | None]
) -> tuple[Cell, ...]:
    """Each cell of the lower row with the head above it, which reaches over empty cells."""
    cells: list[Cell] = []
    texts = [cell.text for cell in low if cell]
    above = _EMPTY
    for upper, lower in zip_longest(top, low, fillvalue=_EMPTY):
        if upper:
            above = upper if lower else _EMPTY
        elif not lower:
            above = _EMPTY
        if not (above and lower):
            cells.append(lower or upper)
            continue
        forms = [f"{above.text}{BETWEEN}{lower.text}", above.text + lower.text]
        if texts.count(lower.text) == 1:
            forms.append(lower.text)
        tried = [lower._replace(text=form) for form in forms]
        cells.append(next((cell for cell in tried if column_of(cell)), tried[0]))
    return tuple(cells)


def _known(cells: Sequence[Cell], column_of: Callable[[Cell], Column | None]) -> int:
    return len({column_of(cell) for cell in cells if cell} - {None})


def _is_grouped(
    top: Sequence[Cell], low: Sequence[Cell], column_of: Callable[[Cell], Column | None]
) -> bool:
    """Whether each cell of the lower row stands below a head that is no column, and one of
    these reaches over several."""
    reaches, above = False, _EMPTY
    for upper, lower in zip_longest(top, low, fillvalue=_EMPTY):
        if upper:
            above = upper
        if not lower:
            continue
        if not above or column_of(above):
            return False
        reaches |= not upper
    return reaches
