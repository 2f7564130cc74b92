"""The worksheets of an Excel workbook as the text that Excel itself copies of them.

Cells stand between tabs, one with a line break in quotation marks; numbers and dates as
shown, formulas by the values that were stored, merged cells by their first. Bold is kept
where it makes a heading: ``<b>…</b>`` round the only cell of a line.
"""

from __future__ import annotations

import warnings
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from zipfile import BadZipFile, ZipFile

from guideline_docs.failure import CannotRun
from guideline_docs.source.delimited import in_cell, quoted
from guideline_docs.source.expression import expression
from guideline_docs.source.formats import (
    BINARY_WORKBOOK,
    OFFICE,
    OLD_WORKBOOK,
    OLE,
    WORKBOOK,
    format_of,
)
from guideline_docs.source.lexicon import EXCEL_ERROR
from guideline_docs.source.number_format import JAPANESE, shown
from guideline_docs.source.text import read_bytes
from guideline_docs.source.workbook.worksheet import (
    CellText,
    HiddenColumn,
    Worksheet,
    letters,
    listed,
)

__all__ = ["CellText", "HiddenColumn", "Worksheet", "listed", "read_workbook"]

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.workbook.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet as Sheet

# Without limits a workbook of a few kilobytes could unpack to all memory, and one with a
# stray border in its last corner has seventeen thousand million cells.
MOST_UNPACKED = 200 * 1024 * 1024
MOST_CELLS = 1_000_000

# What Excel shows for a formula that has no result.
_ERROR = expression(EXCEL_ERROR)


def read_workbook(path: Path, hidden_columns: bool = False) -> list[Worksheet]:
    """The worksheets of a workbook (.xlsx, .xlsm) in their order.

    Hidden columns are left out unless they are asked for.

    Raises CannotRun for other kinds of files, passwords, damage and sizes beyond reason.
    """
    name = path.as_posix()
    data = read_bytes(path, name)
    _refuse_strange(data, name)
    # What a damaged file makes the library raise or warn of is no bug of ours or its; some
    # of it comes only when a cell is looked at.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return _worksheets(data, name, hidden_columns)
        except CannotRun:
            raise
        except Exception as error:
            raise CannotRun(
                f"{name}: ブックを読めません。Excel で開いて保存し直してください"
                f"（{type(error).__name__}）"
            ) from None


def _worksheets(data: bytes, name: str, hidden_columns: bool) -> list[Worksheet]:
    book = _load(data)
    for sheet in book.worksheets:
        if sheet.max_row * sheet.max_column > MOST_CELLS:
            raise CannotRun(
                f"{name}: ワークシート「{sheet.title}」の使われている範囲が広すぎます"
                f"（{sheet.dimensions}）。一覧の外の書式を削って保存し直してください"
            )
    formulas = any(cell for sheet in book.worksheets for cell in _formulas(sheet))
    values = _load(data, values=True) if formulas else book
    return [
        _worksheet(sheet, values[sheet.title], hidden_columns) for sheet in book.worksheets
    ]


def _load(data: bytes, values: bool = False) -> Workbook:
    from openpyxl import load_workbook

    return load_workbook(BytesIO(data), data_only=values, rich_text=True, keep_links=False)


def _refuse_strange(data: bytes, name: str) -> None:
    """Raise CannotRun for what is no .xlsx, in the words that help."""
    save_as = "Excel で「Excel ブック（.xlsx）」として保存し直してください"
    if data.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise CannotRun(f"{name}: パスワードの付いたブックは読めません。外して保存してください")
        form = format_of(data, "")
        if form not in (OLD_WORKBOOK, OFFICE):
            raise CannotRun(f"{name}: {form.what}です。{form.how(name)}")
        raise CannotRun(f"{name}: 古い形式のブック（.xls など）は読めません。{save_as}")
    try:
        with ZipFile(BytesIO(data)) as package:
            parts = {part.filename: part.file_size for part in package.infolist()}
    except BadZipFile:
        raise CannotRun(f"{name}: ブックが壊れています。もう一度写してください") from None
    form = format_of(data, "")
    if form and form not in (WORKBOOK, BINARY_WORKBOOK):
        raise CannotRun(f"{name}: {form.what}です。{form.how(name)}")
    if form is BINARY_WORKBOOK:
        raise CannotRun(f"{name}: バイナリ形式のブック（.xlsb）は読めません。{save_as}")
    if sum(parts.values()) > MOST_UNPACKED:
        most = MOST_UNPACKED // (1024 * 1024)
        raise CannotRun(f"{name}: ブックが大きすぎます（広げて {most} MB まで）")


def _worksheet(sheet: Sheet, values: Sheet, hidden_columns: bool) -> Worksheet:
    rows = [_Row.of(row) for row in values.iter_rows()]
    rows = [row for row in rows if row.texts or row.struck]
    hidden = _hidden_columns(sheet)
    in_hidden = sorted({column for row in rows for column in row.texts} & hidden)
    left_out = set() if hidden_columns else hidden
    table = [row.without(left_out) for row in rows] if left_out else rows
    filled = [row for row in table if row.texts]
    lines = list(_lines(filled))
    return Worksheet(
        sheet.title,
        "".join(f"{line}\n" for _, line in lines),
        tuple(number for number, _ in lines),
        sheet.sheet_state == "visible",
        tuple(row.number for row in filled if sheet.row_dimensions[row.number].hidden),
        tuple(_hidden_column(column, rows) for column in in_hidden),
        tuple(told for row in table for told in row.struck_cells),
        tuple(told for row in filled for told in row.errors),
        tuple(_uncalculated(sheet, values, left_out)),
        tuple(map(letters, _columns(filled))),
    )


def _hidden_column(column: int, rows: Sequence[_Row]) -> HiddenColumn:
    texts = {row.number: row.texts[column] for row in rows if column in row.texts}
    return HiddenColumn(letters(column), texts)


def _uncalculated(sheet: Sheet, values: Sheet, left_out: Container[int]) -> Iterator[str]:
    for cell in _formulas(sheet):
        stored = values[cell.coordinate]
        # A formula that gives an empty text has that stored, by its type.
        if stored.value is None and stored.data_type == "n" and cell.column not in left_out:
            yield str(cell.coordinate)


class _Row(NamedTuple):
    """A row: its number, the text of each filled cell by its column, and the cells.

    ``struck`` are the texts that are struck through, ``texts`` what is left without them.
    """

    number: int
    texts: Mapping[int, str]
    struck: Mapping[int, str]
    cells: tuple[Cell, ...]

    @classmethod
    def of(cls, row: tuple[Cell, ...]) -> _Row:
        texts, struck = {}, {}
        for cell in row:
            if cell.value is not None:
                kept, lost = _text(cell)
                if kept.strip():
                    texts[cell.column] = kept
                if lost.strip():
                    struck[cell.column] = lost
        return cls(row[0].row, texts, struck, row)

    def without(self, columns: Container[int]) -> _Row:
        return self._replace(
            texts={column: text for column, text in self.texts.items() if column not in columns},
            struck={column: text for column, text in self.struck.items() if column not in columns},
            cells=tuple(cell for cell in self.cells if cell.column not in columns),
        )

    @property
    def struck_cells(self) -> Iterator[CellText]:
        places = {cell.column: str(cell.coordinate) for cell in self.cells}
        return (CellText(places[column], text) for column, text in self.struck.items())

    @property
    def errors(self) -> Iterator[CellText]:
        """The cells that show an error of Excel's for their result."""
        for cell in self.filled:
            if cell.data_type == "e" or _ERROR.fullmatch(str(cell.value)):
                yield CellText(str(cell.coordinate), str(cell.value))

    @property
    def filled(self) -> Iterator[Cell]:
        return (cell for cell in self.cells if cell.column in self.texts)


def _lines(rows: Sequence[_Row]) -> Iterator[tuple[int, str]]:
    """The lines of rows with their numbers, those of blank rows between them too."""
    if not rows:
        return
    columns = _columns(rows)
    number = rows[0].number
    for row in rows:
        # Blank rows among the others are kept: that is how people part a table.
        yield from ((blank, "") for blank in range(number, row.number))
        yield row.number, _line(row, columns)
        number = row.number + 1


def _columns(rows: Sequence[_Row]) -> list[int]:
    """The columns that stand in the text: from the first that is filled to the last."""
    filled = {column for row in rows for column in row.texts}
    cells = rows[0].cells if rows else ()
    return [c.column for c in cells if min(filled) <= c.column <= max(filled)]


def _formulas(sheet: Sheet) -> Iterator[Cell]:
    return (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f")


def _hidden_columns(sheet: Sheet) -> set[int]:
    """The hidden columns; neighbours of one width share one entry of the file."""
    return {
        column
        for dimension in sheet.column_dimensions.values()
        if dimension.hidden or dimension.width == 0
        for column in range(dimension.min, dimension.max + 1)
    }


def _text(cell: Cell) -> tuple[str, str]:
    """What a cell shows, and what of it is struck through and so no longer meant."""
    value: Any = cell.value
    if isinstance(value, list):
        parts = [(str(part), _font(cell, part).strike) for part in value]
        kept = "".join(text for text, struck in parts if not struck)
        return in_cell(kept), in_cell("".join(text for text, struck in parts if struck))
    text = _shown(cell, value)
    return ("", text) if cell.font.strike else (text, "")


def _shown(cell: Cell, value: Any) -> str:
    if cell.data_type in ("s", "e", "inlineStr") or isinstance(value, str):
        return in_cell(str(value))
    # The library knows the American formats only; a date then is the number of its day.
    number_format = JAPANESE.get(cell._style.numFmtId, "")
    if number_format and isinstance(value, int | float):
        from openpyxl.utils.datetime import from_excel

        with suppress(OverflowError, ValueError):
            return shown(from_excel(value, cell.parent.parent.epoch), number_format)
    return shown(value, cell.number_format)


def _line(row: _Row, columns: Iterable[int]) -> str:
    texts = dict(row.texts)
    if len(texts) == 1:
        ((column, text),) = texts.items()
        (cell,) = row.filled
        if _is_bold(cell):
            texts[column] = f"<b>{text}</b>"
    return "\t".join(quoted(texts.get(column, "")) for column in columns)


def _is_bold(cell: Cell) -> bool:
    """Whether all letters are bold, by the cell's font or by those of its parts."""
    if isinstance(cell.value, list):
        fonts = (_font(cell, part) for part in cell.value if str(part).strip())
        return all(font.b for font in fonts if not font.strike)
    return bool(cell.font.b)


def _font(cell: Cell, part: Any) -> Any:
    """The font of a part of a cell; a part without one has the cell's."""
    return cell.font if isinstance(part, str) else part.font
