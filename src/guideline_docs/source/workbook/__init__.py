"""The tables of a file, wherever they come from, as the text that Excel itself copies of them.

    worksheet  a table as text, with its places
    grid       the cells of a table, as every format gives them, made to that text
    package    a zip file of parts, read with bounds
    excel      .xlsx .xlsm
    rows       the rows of a worksheet of these, as they are written
"""

from __future__ import annotations

from pathlib import Path

from guideline_docs.failure import CannotRun
from guideline_docs.source.formats import (
    BINARY_WORKBOOK,
    OFFICE,
    OLD_WORKBOOK,
    OLE,
    WORKBOOK,
    format_of,
)
from guideline_docs.source.text import read_bytes
from guideline_docs.source.workbook.grid import worksheet
from guideline_docs.source.workbook.worksheet import (
    CellText,
    HiddenColumn,
    Merged,
    Worksheet,
    listed,
)

__all__ = ["CellText", "HiddenColumn", "Merged", "Worksheet", "listed", "read_workbook", "worksheets_of"]


def read_workbook(path: Path, hidden_columns: bool = False) -> list[Worksheet]:
    """The worksheets of a workbook (.xlsx, .xlsm) in their order.

    Hidden columns are left out unless they are asked for.

    Raises CannotRun for other kinds of files, passwords, damage and sizes beyond reason.
    """
    name = path.as_posix()
    return worksheets_of(read_bytes(path, name), name, hidden_columns)


def worksheets_of(data: bytes, name: str, hidden_columns: bool = False) -> list[Worksheet]:
    """The same of the bytes of a workbook."""
    _refuse_strange(data, name)
    # What a damaged file makes a reader raise is no bug of ours; some of it comes only when
    # a cell is looked at.
    try:
        from guideline_docs.source.workbook.excel import grids

        return [worksheet(grid, hidden_columns) for grid in grids(data, name)]
    except CannotRun:
        raise
    except Exception as error:
        raise CannotRun(
            f"{name}: ブックを読めません。Excel で開いて保存し直してください"
            f"（{type(error).__name__}）"
        ) from None


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
    form = format_of(data, "")
    if form and form is BINARY_WORKBOOK:
        raise CannotRun(f"{name}: バイナリ形式のブック（.xlsb）は読めません。{save_as}")
