"""The cells of a table by their places, as every format gives them, and the text they make.

Cells stand between tabs, one with a line break in quotation marks; numbers and dates as
shown, formulas by the values that were stored, merged cells by their first. Bold is kept
where it makes a heading: ``<b>…</b>`` round the only cell of a line.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from guideline_docs.failure import CannotRun
from guideline_docs.source.delimited import quoted
from guideline_docs.source.expression import expression
from guideline_docs.source.lexicon import EXCEL_ERROR
from guideline_docs.source.workbook.worksheet import (
    CellText,
    HiddenColumn,
    Merged,
    Worksheet,
    letters,
)

# One with a stray letter in its last corner would have seventeen thousand million cells.
MOST_CELLS = 1_000_000

# What a spreadsheet shows for a formula that has no result.
_ERROR = expression(rf"{EXCEL_ERROR}|Err:\d{{3}}")

_NOTHING: Mapping[int, str] = {}


class Row(NamedTuple):
    """A row: its number, the text of each filled cell by its column, in their order.

    ``struck`` are the texts that are struck through, ``texts`` what is left without them;
    ``deleted`` those that were, where changes are kept. ``bold`` are the columns whose texts
    are all bold, as far as anybody asks: where one cell alone is filled.
    """

    number: int
    texts: dict[int, str]
    hidden: bool = False
    bold: Collection[int] = ()
    struck: Mapping[int, str] = _NOTHING
    deleted: Mapping[int, str] = _NOTHING
    uncalculated: Collection[int] = ()


class Area(NamedTuple):
    """Merged cells: the numbers of their first and last rows and columns."""

    top: int
    left: int
    bottom: int
    right: int


class Grid(NamedTuple):
    """A table of cells as it stands in a file."""

    name: str
    rows: Sequence[Row]
    visible: bool = True
    hidden_columns: Collection[int] = ()
    merged: Sequence[Area] = ()
    in_document: bool = False


def worksheet(grid: Grid, hidden_columns: bool = False) -> Worksheet:
    """A table as text; its hidden columns are left out unless they are asked for."""
    hidden = set(grid.hidden_columns)
    left_out = set() if hidden_columns else hidden
    in_hidden = sorted({column for row in grid.rows for column in row.texts} & hidden) if hidden else []
    table = [_without(row, left_out) for row in grid.rows] if left_out else grid.rows
    filled = [row for row in table if row.texts]
    columns = [column for column in _columns(filled) if column not in left_out]
    written = [_line(row, columns) for row in filled]
    lines = list(_lines(filled, written))
    numbers = tuple(number for number, _ in lines)
    return Worksheet(
        grid.name,
        "".join(f"{line}\n" for _, line in lines),
        numbers,
        grid.visible,
        tuple(row.number for row in filled if row.hidden),
        tuple(_hidden_column(column, grid.rows) for column in in_hidden),
        tuple(_told(table, "struck")),
        tuple(_errors(filled, written)),
        tuple(
            f"{letters(column)}{row.number}" for row in table for column in sorted(row.uncalculated)
        ),
        tuple(map(letters, columns)),
        grid.in_document,
        tuple(_told(table, "deleted")),
        tuple(_merged(grid.merged, numbers, columns)),
    )


class Bounds:
    """How far the filled cells of a table reach; beyond reason they are refused."""

    def __init__(self, name: str, title: str) -> None:
        self._name, self._title = name, title
        self._top = 0
        self._first, self._last = 1 << 20, 0
        self._most = MOST_CELLS

    def take(self, row: Row, last: int) -> None:
        """A row that is repeated to ``last``. Raises CannotRun where that is too far."""
        if row.texts:
            self._first = min(self._first, min(row.texts))
            self._last = max(self._last, max(row.texts))
            self._most = MOST_CELLS // (self._last - self._first + 1)
        self._top = self._top or row.number
        if last - self._top >= self._most:
            area = f"{letters(self._first)}{self._top}:{letters(self._last)}{last}"
            raise CannotRun(
                f"{self._name}: ワークシート「{self._title}」の使われている範囲が広すぎます（{area}）。"
                "一覧の外の書式を削って保存し直してください"
            )


def must_fit(name: str, title: str, rows: Iterable[Row]) -> list[Row]:
    """The filled rows of a table. Raises CannotRun where they reach beyond reason."""
    bounds = Bounds(name, title)
    kept: list[Row] = []
    for row in rows:
        if is_filled(row):
            bounds.take(row, max(row.number, len(kept)))
            kept.append(row)
    return kept


def is_filled(row: Row) -> bool:
    return bool(row.texts or row.struck or row.deleted or row.uncalculated)


def _without(row: Row, columns: Collection[int]) -> Row:
    def kept(texts: Mapping[int, str]) -> dict[int, str]:
        return {column: text for column, text in texts.items() if column not in columns}

    return row._replace(
        texts=kept(row.texts),
        struck=kept(row.struck),
        deleted=kept(row.deleted),
        uncalculated=[column for column in row.uncalculated if column not in columns],
    )


def _hidden_column(column: int, rows: Sequence[Row]) -> HiddenColumn:
    texts = {row.number: row.texts[column] for row in rows if column in row.texts}
    return HiddenColumn(letters(column), texts)


def _told(rows: Sequence[Row], what: str) -> Iterator[CellText]:
    for row in rows:
        for column, text in getattr(row, what).items():
            yield CellText(f"{letters(column)}{row.number}", text)


def _errors(rows: Sequence[Row], written: Sequence[str]) -> Iterator[CellText]:
    """The cells that show an error of a spreadsheet's for their result."""
    for row, line in zip(rows, written, strict=True):
        if "#" not in line and "Err:" not in line:
            continue
        for column, text in row.texts.items():
            if text[0] in "#E" and _ERROR.fullmatch(text):
                yield CellText(f"{letters(column)}{row.number}", text)


def _columns(rows: Sequence[Row]) -> range:
    """The columns that stand in the text: from the first that is filled to the last."""
    # Rows of one kind fill the same columns.
    filled = {column for columns in {tuple(row.texts) for row in rows} for column in columns}
    return range(min(filled), max(filled) + 1) if filled else range(0)


def _lines(rows: Sequence[Row], written: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The lines of rows with their numbers, those of blank rows between them too."""
    number = rows[0].number if rows else 0
    for row, line in zip(rows, written, strict=True):
        # Blank rows among the others are kept: that is how people part a table.
        yield from ((blank, "") for blank in range(number, row.number))
        yield row.number, line
        number = row.number + 1


def _line(row: Row, columns: Sequence[int]) -> str:
    texts = row.texts
    if len(texts) == 1:
        ((column, text),) = texts.items()
        if column in row.bold:
            texts = {column: f"<b>{text}</b>"}
    if len(texts) == len(columns):
        cells = list(texts.values()) if list(texts) == columns else [texts[c] for c in columns]
    else:
        cells = [texts.get(column, "") for column in columns]
    line = "\t".join(cells)
    if "\n" not in line and '"' not in line:
        return line
    return "\t".join([quoted(cell) if "\n" in cell or '"' in cell else cell for cell in cells])


def _merged(
    areas: Sequence[Area], numbers: Sequence[int], columns: Sequence[int]
) -> Iterator[Merged]:
    """Cells that were merged with those below them, by line and cell of the text."""
    if not areas or not numbers:
        return
    cell_of = {column: n for n, column in enumerate(columns)}
    first, last = numbers[0], numbers[-1]
    for area in sorted(areas):
        cell = cell_of.get(area.left)
        if area.bottom > area.top and cell is not None and first <= area.top <= last:
            yield Merged(cell, area.top - first, min(area.bottom, last) - first)
