"""The sheet that machines read: one cell one datum, numbers as numbers, nothing merged."""

from __future__ import annotations

from functools import partial

from guideline_docs.render.workbook.book import Area, Sheet
from guideline_docs.render.workbook.extent import extent, millimetres
from guideline_docs.render.workbook.figures import FIGURES, as_data
from guideline_docs.views.open_data import OpenData

_LEAST, _MOST, _GAP = 12.0, 45.0, 5.0
# So many rows say how wide a column is.
_LOOKED_AT = 200


def write_data(sheet: Sheet, data: OpenData, paper: str) -> None:
    """The heads in the first row, then the rows."""
    size = sheet.book.looks.size("data")
    sheet.row(0, [column.head for column in data.columns], "data_head")
    known = [
        sheet.book.contents("data", partial(as_data, kind=column.kind) if column.kind in FIGURES else None)
        for column in data.columns
    ]
    for number, row in enumerate(data.rows, 1):
        sheet.contents(number, [each[text] if text else "" for each, text in zip(known, row)])
    heads = (column.head for column in data.columns)
    columns = list(zip(heads, *data.rows[:_LOOKED_AT]))
    widths = (millimetres(max(map(extent, texts)), size) + _GAP for texts in columns)
    sheet.widths([min(max(width, _LEAST), _MOST) for width in widths])
    sheet.freeze(1)
    last = Area(0, 0, max(len(data.rows), 1), max(len(data.columns) - 1, 0))
    sheet.filter(last)
    sheet.as_text(last)
    sheet.print_titles(0, 0)
    sheet.page(paper)
