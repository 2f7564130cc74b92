"""Workbooks of Excel before 2007 (.xls): the tables of their worksheets.

By xlrd, which is slower than calamine and tells what calamine does not: number formats, so
that a date is shown in its era, and fonts, hidden rows and columns. All formulas of these
books have stored values.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO
from typing import TYPE_CHECKING

from guideline_docs.failure import CannotRun
from guideline_docs.source.delimited import in_cell
from guideline_docs.source.number_format import BUILT_IN
from guideline_docs.source.workbook.grid import Area, Grid, Row, must_fit
from guideline_docs.source.workbook.look import Look, Rich, Run, look_of, parted

if TYPE_CHECKING:
    from xlrd.book import Book
    from xlrd.formatting import Font
    from xlrd.sheet import Sheet

_TEXT, _NUMBER, _DATE, _BOOLEAN, _ERROR = 1, 2, 3, 4, 5
# What the library calls by their American forms.
_OWN = {14, 22, *range(27, 37), *range(50, 59)}


def grids(data: bytes, name: str) -> Iterator[Grid]:
    """The tables of a workbook in the order of its worksheets."""
    from xlrd import XLRDError, open_workbook

    try:
        book = open_workbook(
            file_contents=data, formatting_info=True, ragged_rows=True, logfile=StringIO()
        )
    except XLRDError as error:
        if "encrypted" in str(error):
            raise CannotRun(
                f"{name}: パスワードの付いたブックは読めません。外して保存してください"
            ) from None
        raise
    looks = _looks(book)
    for sheet in book.sheets():
        rows = must_fit(name, sheet.name, _rows(sheet, book, looks))
        hidden = [column + 1 for column, each in sheet.colinfo_map.items() if each.hidden]
        merged = [Area(top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells]
        yield Grid(sheet.name, rows, sheet.visibility == 0, hidden, merged)


def _looks(book: Book) -> list[Look]:
    """What each style of the book makes of a cell."""
    known: dict[tuple[int, int], Look] = {}
    for each in book.xf_list:
        key = each.format_key, each.font_index
        if key not in known:
            font = book.font_list[each.font_index]
            own = BUILT_IN[each.format_key] if each.format_key in _OWN else ""
            format_ = own or book.format_map[each.format_key].format_str
            known[key] = look_of(format_, _is_bold(font), bool(font.struck_out), book.datemode == 1)
    return [known[each.format_key, each.font_index] for each in book.xf_list]


def _rows(sheet: Sheet, book: Book, looks: list[Look]) -> Iterator[Row]:
    from xlrd import error_text_from_code

    for number in range(sheet.nrows):
        texts: dict[int, str] = {}
        struck: dict[int, str] = {}
        bold: list[int] = []
        kinds = sheet.row_types(number)
        for column, (kind, value) in enumerate(zip(kinds, sheet.row_values(number), strict=True)):
            look = looks[sheet.cell_xf_index(number, column)] if kind else None
            text: str | Rich
            match kind:
                case 1:
                    runs = sheet.rich_text_runlist_map.get((number, column))
                    text = _rich(value, runs, book) if runs else in_cell(value)
                case 2 | 3:
                    text = look.number(_written(value)) if look else ""
                case 4:
                    text = "TRUE" if value else "FALSE"
                case 5:
                    text = error_text_from_code.get(value, "#N/A")
                case _:
                    continue
            assert look is not None
            kept, lost, is_bold = parted(text, look)
            if kept.strip():
                texts[column + 1] = kept
            if lost.strip():
                struck[column + 1] = lost
            if is_bold:
                bold.append(column + 1)
        info = sheet.rowinfo_map.get(number)
        yield Row(number + 1, texts, bool(info and info.hidden), bold, struck)


def _written(value: float) -> str:
    """A number as a newer book has it: a whole one without a point."""
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)


def _rich(text: str, runs: list[tuple[int, int]], book: Book) -> Rich:
    """A text in the parts that have fonts of their own; the first has its cell's."""
    starts = [0, *(start for start, _ in runs)]
    ends = [*(start for start, _ in runs), len(text)]
    fonts = [None, *(book.font_list[font] for _, font in runs)]
    return tuple(
        Run(text[start:end], font is not None, font is not None and _is_bold(font), bool(font and font.struck_out))
        for start, end, font in zip(starts, ends, fonts, strict=True)
        if start < end
    )


def _is_bold(font: Font) -> bool:
    return bool(font.bold) or font.weight >= 600
