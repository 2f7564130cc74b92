"""Rows without a number of their own: a further department, or a measure told again (再掲)."""

from __future__ import annotations

from collections.abc import Iterable

from guideline_docs.source.expression import expression
from guideline_docs.source.lexicon import DIGITS
from guideline_docs.source.span import Span
from guideline_docs.source.text import SourceText
from guideline_docs.syntax.columns import Column
from guideline_docs.syntax.nodes import Cell, Cells, HeadLine, UnnumberedRow

_NO_CELL = Cell(SourceText("", ""), 0, 0)
_AGAIN = expression(rf"[{DIGITS}\s\W]*再掲[{DIGITS}\s\W]*")
_TITLED_AGAIN = expression(
    r"[（(〔［\[【<＜]\s*再掲[^）)〕］\]】>＞]*[）)〕］\]】>＞]|^[※★☆＊*◎]?\s*再掲(?:[\s:：・]|\Z)|[\s※★☆＊*]再掲\Z"
)


def unnumbered(
    span: Span, cells: Cells, head: HeadLine, below_row: bool
) -> UnnumberedRow | None:
    """A row that goes on with the one above for another department, or repeats one.

    ``below_row``: a row stands above, with no heading between.
    """
    columns = head.columns
    number, title = _cell_in(cells, columns, Column.NUMBER), _cell_in(cells, columns, Column.TITLE)
    if below_row and not (number or title):
        if any(column and column.part and cell for column, cell in zip(columns, cells)):
            return UnnumberedRow(span, cells, head, part=True)
    if title and len(list(filter(None, cells))) > 1 and says_again(cells, title):
        return UnnumberedRow(span, cells, head, part=False)
    return None


def _cell_in(
    cells: Cells, columns: tuple[Column | None, ...], column: Column
) -> Cell:
    at = columns.index(column) if column in columns else len(cells)
    return cells[at] if at < len(cells) else _NO_CELL


def says_again(cells: Iterable[Cell], title: Cell) -> bool:
    """Whether a row says that it stands elsewhere, too: 再掲 in a cell, or beside its title."""
    return any("再掲" in cell.text and _AGAIN.fullmatch(cell.text) for cell in cells) or (
        "再掲" in title.text and _TITLED_AGAIN.search(title.text) is not None
    )
