"""Newer tables: a sheet's rows as lists, changed by a test, and written as a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from guideline_docs.edits.cells import held
from guideline_docs.source.text import decode
from guideline_docs.syntax.cells import lines_of_cells
from guideline_docs.syntax.nodes import Cell

Rows = list[list[str]]


def rows_of(text: str) -> Rows:
    """The cells of a sheet, without what no workbook holds; bold ones between ``<b>``."""
    return [list(map(_shown, cells)) for _, cells in lines_of_cells(decode(text.encode(), ""))]


def _shown(cell: Cell) -> str:
    text = "".join(char for char in held(cell.text) if char >= " " or char == "\n")
    return f"<b>{text}</b>" if cell.bold else text


def table(text: str) -> Rows:
    """Rows with ``｜`` between cells, a line each."""
    return [line.split("｜") for line in text.strip("\n").split("\n")]


def workbook(rows: Iterable[Sequence[str]], path: Path, sheet: str = "一覧") -> Path:
    """A workbook of texts, as an office would have it."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    page = book.active
    page.title = sheet
    for number, row in enumerate(rows, 1):
        for column, text in enumerate(row, 1):
            if text:
                cell = page.cell(number, column)
                bold = text.startswith("<b>")
                cell.value = text.removeprefix("<b>").removesuffix("</b>") if bold else text
                cell.font = Font(bold=bold)
                cell.data_type = "s"
    book.save(path)
    return path
