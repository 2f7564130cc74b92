"""A worksheet as text, with its places, and what nobody would see of how it came to be."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple


class CellText(NamedTuple):
    """A cell by its place (``B5``) and a text that stands in it."""

    place: str
    text: str


class HiddenColumn(NamedTuple):
    """A hidden column that holds something: its letter, its texts by row."""

    letter: str
    texts: Mapping[int, str]


class Merged(NamedTuple):
    """A cell of the text, the line it stands in, and the last line it reaches down to."""

    cell: int
    first: int
    last: int


class Worksheet(NamedTuple):
    """A table as text: of a worksheet, of a Word document, of a text file.

    ``rows`` holds the row of each line, ``columns`` the letter of each column; without
    them both are counted from the first. The struck texts are not in the text; hidden
    columns are only if they were asked for, hidden rows always.
    """

    name: str
    text: str
    rows: tuple[int, ...] = ()
    visible: bool = True
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[HiddenColumn, ...] = ()
    struck: tuple[CellText, ...] = ()
    errors: tuple[CellText, ...] = ()
    uncalculated: tuple[str, ...] = ()
    """The places of formulas whose values were never stored."""
    columns: tuple[str, ...] = ()
    in_document: bool = False
    """Whether it is a table of a document, whose rows and columns bear no marks."""
    deleted: tuple[CellText, ...] = ()
    """What is deleted where changes are kept, and not in the text."""
    merged: tuple[Merged, ...] = ()
    """The cells that reach down over lines below theirs, in which they are empty."""

    def place(self, line: int, cell: int) -> str:
        """Where a cell of the text stands, line and cell counted from 0: ``B12``."""
        row = self.rows[line] if line < len(self.rows) else line + 1
        letter = self.columns[cell] if cell < len(self.columns) else letters(cell + 1)
        return f"{self.name} {row}行 {letter}" if self.in_document else f"{letter}{row}"


def letters(column: int) -> str:
    """The letters of a column by its number, from 1: A … Z, AA."""
    text = ""
    while column > 0:
        column, letter = divmod(column - 1, 26)
        text = chr(65 + letter) + text
    return text


def number_of(column: str) -> int:
    """The number of a column by its letters, from 1."""
    number = 0
    for letter in column:
        number = number * 26 + ord(letter) - 64
    return number


_MOST_LISTED = 20


def listed(places: Sequence[str]) -> str:
    """Places in a row, the first of them where there are many."""
    more = len(places) - _MOST_LISTED
    return "、".join(places[:_MOST_LISTED]) + (f" ほか {more} か所" if more > 0 else "")
