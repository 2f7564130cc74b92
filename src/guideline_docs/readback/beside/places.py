"""Places in a worksheet as people write them: ``B12``, ``$F$5:$F$24``."""

from __future__ import annotations

from guideline_docs.source.expression import expression
from guideline_docs.source.workbook.worksheet import letters, number_of

_PLACE = expression(r"\$?(?P<column>[A-Za-z]{1,3})\$?(?P<row>[0-9]{1,7})")


def place(row: int, column: int) -> str:
    """``B12``; both count from 1."""
    return f"{letters(column)}{row}"


def row_and_column(written: str) -> tuple[int, int] | None:
    """The row and column of ``$B$12``, from 1; None for what is no place."""
    match = _PLACE.fullmatch(written)
    if match is None:
        return None
    return int(match["row"]), number_of(match["column"].upper())


def corners(written: str) -> tuple[int, int, int, int] | None:
    """Top, left, bottom, right of ``F5:F24`` or ``F5``; None for what is no rectangle."""
    first, _, last = written.partition(":")
    start, end = row_and_column(first), row_and_column(last or first)
    if start is None or end is None:
        return None
    return min(start[0], end[0]), min(start[1], end[1]), max(start[0], end[0]), max(start[1], end[1])
