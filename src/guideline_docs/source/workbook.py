"""The worksheets of an Excel workbook as the text that Excel itself copies of them.

Cells stand between tabs, one with a line break in quotation marks; numbers and dates as
shown, formulas by the values that were stored, merged cells by their first. Bold is kept
where it makes a heading: ``<b>…</b>`` round the only cell of a line.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Mapping
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from zipfile import BadZipFile, ZipFile

from guideline_docs.failure import CannotRun, reason
from guideline_docs.source.number_format import JAPANESE, shown

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.workbook.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet as Sheet

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0"
"""The first bytes of .xls, and of a workbook with a password."""

# Without limits a workbook of a few kilobytes could unpack to all memory, and one with a
# stray border in its last corner has seventeen thousand million cells.
MOST_UNPACKED = 200 * 1024 * 1024
MOST_CELLS = 1_000_000

# Some writers put a carriage return before the line feed of a cell, and Excel writes it so.
_LINE_BREAK = re.compile(r"(?:_x000D_)?\r?\n|\r|_x000D_")


class Worksheet(NamedTuple):
    """A worksheet as text. What is hidden in it is in the text, and told here."""

    name: str
    text: str
    visible: bool = True
    hidden_rows: int = 0
    hidden_columns: int = 0
    uncalculated: str = ""
    """The place of a formula whose value was never stored (``D5``), or nothing."""


def is_workbook(data: bytes) -> bool:
    """Whether a file is an Excel workbook, or at least no text at all."""
    return data.startswith((ZIP, OLE))


def read_workbook(path: Path) -> list[Worksheet]:
    """The worksheets of a workbook (.xlsx, .xlsm) in their order.

    Raises CannotRun for other kinds of files, passwords, damage and sizes beyond reason.
    """
    name = path.as_posix()
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CannotRun(f"{name}: {reason(error)}") from None
    _refuse_strange(data, name)
    # What a damaged file makes the library raise or warn of is no bug of ours or its; some
    # of it comes only when a cell is looked at.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return _worksheets(data, name)
        except CannotRun:
            raise
        except Exception as error:
            raise CannotRun(
                f"{name}: ブックを読めません。Excel で開いて保存し直してください"
                f"（{type(error).__name__}）"
            ) from None


def _worksheets(data: bytes, name: str) -> list[Worksheet]:
    book = _load(data)
    for sheet in book.worksheets:
        if sheet.max_row * sheet.max_column > MOST_CELLS:
            raise CannotRun(
                f"{name}: ワークシート「{sheet.title}」の使われている範囲が広すぎます"
                f"（{sheet.dimensions}）。一覧の外の書式を削って保存し直してください"
            )
    formulas = any(cell for sheet in book.worksheets for cell in _formulas(sheet))
    values = _load(data, values=True) if formulas else book
    return [_worksheet(sheet, values[sheet.title]) for sheet in book.worksheets]


def _load(data: bytes, values: bool = False) -> Workbook:
    from openpyxl import load_workbook

    return load_workbook(BytesIO(data), data_only=values, rich_text=True, keep_links=False)


def _refuse_strange(data: bytes, name: str) -> None:
    """Raise CannotRun for what is no .xlsx, in the words that help."""
    save_as = "Excel で「Excel ブック（.xlsx）」として保存し直してください"
    if data.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise CannotRun(f"{name}: パスワードの付いたブックは読めません。外して保存してください")
        raise CannotRun(f"{name}: 古い形式のブック（.xls など）は読めません。{save_as}")
    try:
        with ZipFile(BytesIO(data)) as package:
            parts = {part.filename: part.file_size for part in package.infolist()}
    except BadZipFile:
        raise CannotRun(f"{name}: ブックが壊れています。もう一度写してください") from None
    if not any(part.startswith("xl/") for part in parts):
        raise CannotRun(f"{name}: Excel のブックではありません。{save_as}")
    if "xl/workbook.bin" in parts:
        raise CannotRun(f"{name}: バイナリ形式のブック（.xlsb）は読めません。{save_as}")
    if sum(parts.values()) > MOST_UNPACKED:
        most = MOST_UNPACKED // (1024 * 1024)
        raise CannotRun(f"{name}: ブックが大きすぎます（広げて {most} MB まで）")


def _worksheet(sheet: Sheet, values: Sheet) -> Worksheet:
    rows = [_Row(row[0].row, _texts(row), row) for row in values.iter_rows()]
    rows = [row for row in rows if row.texts]
    filled = {column for row in rows for column in row.texts}
    lines: list[str] = []
    for row in rows:
        # Blank rows among the others are kept: that is how people part a table.
        lines += [""] * (row.number - rows[0].number - len(lines))
        lines.append(_line(row, min(filled), max(filled)))
    return Worksheet(
        sheet.title,
        "".join(f"{line}\n" for line in lines),
        sheet.sheet_state == "visible",
        sum(sheet.row_dimensions[row.number].hidden for row in rows),
        len(filled & _hidden_columns(sheet)),
        _uncalculated(sheet, values),
    )


def _uncalculated(sheet: Sheet, values: Sheet) -> str:
    for cell in _formulas(sheet):
        stored = values[cell.coordinate]
        # A formula that gives an empty text has that stored, by its type.
        if stored.value is None and stored.data_type == "n":
            return str(cell.coordinate)
    return ""


class _Row(NamedTuple):
    """A row: its number, the text of each filled cell by its column, and the cells."""

    number: int
    texts: Mapping[int, str]
    cells: tuple[Cell, ...]


def _formulas(sheet: Sheet) -> Iterator[Cell]:
    return (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f")


def _hidden_columns(sheet: Sheet) -> set[int]:
    """The hidden columns; neighbours of one width share one entry of the file."""
    return {
        column
        for dimension in sheet.column_dimensions.values()
        if dimension.hidden
        for column in range(dimension.min, dimension.max + 1)
    }


def _texts(row: tuple[Cell, ...]) -> dict[int, str]:
    texts = ((cell.column, _text(cell)) for cell in row if cell.value is not None)
    return {column: text for column, text in texts if text.strip()}


def _text(cell: Cell) -> str:
    """What a cell shows, its line breaks as one character and its tabs as blanks."""
    value: Any = cell.value
    if cell.data_type in ("s", "e", "inlineStr") or isinstance(value, str):
        return _LINE_BREAK.sub("\n", str(value)).replace("\t", " ").strip("\n")
    # The library knows the American formats only; a date then is the number of its day.
    number_format = JAPANESE.get(cell._style.numFmtId, "")
    if number_format and isinstance(value, int | float):
        from openpyxl.utils.datetime import from_excel

        with suppress(OverflowError, ValueError):
            return shown(from_excel(value, cell.parent.parent.epoch), number_format)
    return shown(value, cell.number_format)


def _line(row: _Row, first: int, last: int) -> str:
    texts = dict(row.texts)
    if len(texts) == 1:
        ((column, text),) = texts.items()
        if _is_bold(row.cells[column - row.cells[0].column]):
            texts[column] = f"<b>{text}</b>"
    return "\t".join(_copied(texts.get(column, "")) for column in range(first, last + 1))


def _copied(text: str) -> str:
    """A cell in quotation marks where it would otherwise be read as something else."""
    if "\n" in text or text.startswith('"'):
        return '"' + text.replace('"', '""') + '"'
    return text


def _is_bold(cell: Cell) -> bool:
    """Whether all letters are bold, by the cell's font or by those of its parts."""
    if isinstance(cell.value, list):
        parts = [part for part in cell.value if str(part).strip()]
        return all(
            bool(cell.font.b) if isinstance(part, str) else bool(part.font.b) for part in parts
        )
    return bool(cell.font.b)
