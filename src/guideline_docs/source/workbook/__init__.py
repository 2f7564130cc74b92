"""The tables of a file, wherever they come from, as the text that Excel itself copies of them.

    worksheet  a table as text, with its places
    grid       the cells of a table, as every format gives them, made to that text
    look       what the style of a cell makes of what is in it
    package    a zip file of parts, read with bounds, and the elements in them
    excel      .xlsx .xlsm
    rows       the rows of a worksheet of these, as they are written
    old        .xls
    compound   the streams of an .xls
    calc       .ods .fods
    word       the tables of a .docx
    numbering  the numbers that Word counts by itself
    plain      .csv .tsv .txt

What a file is, its bytes say, whatever it is called. Nothing in it is run, nothing it names
is fetched: no macro, no link, no DDE; a formula is the value that was stored with it.

Not told of an .ods: nothing that is told of an .xlsx is missing; its numbers and dates stand
as the program that saved it showed them. Not told of an .xls: formulas that were never
calculated, which hold 0 there. Of .csv and .txt nothing is told but their cells. An .xlsb is
not read: calamine reads its values and no formats, and a date without its format is a guess.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from guideline_docs.failure import CannotRun
from guideline_docs.source.formats import (
    ARCHIVE,
    CALC,
    LOCKED,
    OLD_WORKBOOK,
    WORD,
    WORKBOOK,
    ZIP,
    Format,
    format_of,
)
from guideline_docs.source.text import must_be_text, read_bytes, text_of
from guideline_docs.source.workbook.grid import Grid, worksheet
from guideline_docs.source.workbook.plain import plain_table
from guideline_docs.source.workbook.worksheet import (
    CellText,
    HiddenColumn,
    Merged,
    Worksheet,
    listed,
)

__all__ = [
    "READERS",
    "CellText",
    "HiddenColumn",
    "Merged",
    "Worksheet",
    "listed",
    "plain_table",
    "read_workbook",
]


READERS = (
    (("xlsx", "xlsm", "ods", "fods", "docx", "csv", "tsv", "txt"), ""),
    (("xls",), "xlrd"),
)
"""Which formats are read, and by which library if not by this package itself."""


def read_workbook(path: Path, hidden_columns: bool = False) -> list[Worksheet]:
    """The worksheets of a workbook, the tables of a document, the table of a text file.

    Hidden columns are left out unless they are asked for.

    Raises CannotRun for other kinds of files, passwords, damage and sizes beyond reason.
    """
    name = path.as_posix()
    data = read_bytes(path, name)
    form = format_of(data, "")
    if form is None:
        source = text_of(data, name)
        must_be_text(source)
        return [plain_table(source, path.stem)]
    if form is LOCKED:
        raise CannotRun(f"{name}: パスワードの付いたブックは読めません。外して保存してください")
    reader = _reader(form, data)
    if reader is None:
        raise CannotRun(f"{name}: {form.what}です。{form.how(name)}")
    what, program = ("文書", "Word") if form is WORD else ("ブック", "Excel")
    # What a damaged file makes a reader raise is no bug of ours; some of it comes only when
    # a cell is looked at.
    try:
        return [worksheet(grid, hidden_columns) for grid in reader(data, name)]
    except CannotRun:
        raise
    except Exception as error:
        raise CannotRun(
            f"{name}: {what}を読めません。{program} で開いて保存し直してください"
            f"（{type(error).__name__}）"
        ) from None


def _reader(form: Format, data: bytes) -> Callable[[bytes, str], Iterator[Grid]] | None:
    """What reads a format; each brings along what it needs."""
    if form is WORKBOOK or (form is ARCHIVE and data.startswith(ZIP)):
        from guideline_docs.source.workbook.excel import grids
    elif form is OLD_WORKBOOK:
        from guideline_docs.source.workbook.old import grids
    elif form is CALC:
        from guideline_docs.source.workbook.calc import grids
    elif form is WORD:
        from guideline_docs.source.workbook.word import grids
    else:
        return None
    return grids
