"""The rows of two tables against each other: by what they are of, and in gaps by their words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from guideline_docs.compare.order import alike, stretches
from guideline_docs.source.record import NamedTuple
from guideline_docs.views.draft.parts import (
    Cell,
    DraftRole,
    Inlines,
    Mark,
    NumberOf,
    Row,
    Table,
)
from guideline_docs.views.tracked.parts import Pair, Versions
from guideline_docs.views.tracked.text import Texts, words_of

Shape = tuple[object, ...]


class Line(NamedTuple):
    """A row by what it is of; ``shape`` is what a row of both must have of either."""

    key: object
    shape: Shape
    place: int
    row: Row


class Rows(NamedTuple):
    """Two tables, and their rows paired in the order in which they are printed."""

    was: Table
    now: Table
    pairs: tuple[tuple[Line | None, Line | None], ...]

    def followed(self) -> Iterator[tuple[str, str]]:
        """What links lead to, of the rows that are in both: its name before → its name now."""
        for before, after in self.pairs:
            if before and after:
                for was, now in zip(before.row.cells, after.row.cells, strict=True):
                    if was.anchor and now.anchor:
                        yield was.anchor, now.anchor


def paired_rows(was: Table, now: Table, versions: Versions) -> Rows:
    """The rows of two tables; those of another shape are gone, and new."""
    alone = columns_of(was) != columns_of(now)
    ours = list(_lines(was, versions, is_old=True))
    theirs = list(_lines(now, versions, is_old=False))
    pairs: list[tuple[Line | None, Line | None]] = []
    for before, after in _paired(ours, theirs):
        if before and after and (
            before.shape != after.shape or (alone and len(after.row.cells) > 1)
        ):
            pairs += ((before, None), (None, after))
        else:
            pairs.append((before, after))
    return Rows(was, now, tuple(pairs))


def _paired(
    ours: Sequence[Line], theirs: Sequence[Line]
) -> Iterator[tuple[Line | None, Line | None]]:
    keys = [[line.key for line in side] for side in (ours, theirs)]
    for stretch in stretches(*keys):
        gone, came = ours[stretch.old], theirs[stretch.new]
        if stretch.same:
            yield from zip(gone, came, strict=True)
        else:
            yield from alike(gone, came, _words, lambda line: line.shape)


def _words(line: Line) -> str:
    return "\t".join(words_of(cell.text) for cell in line.row.cells)


def _lines(table: Table, versions: Versions, is_old: bool) -> Iterator[Line]:
    names = versions.names if is_old else {}
    _, width = columns_of(table)
    for place, row in enumerate(table.rows):
        below = table.rows[place + 1] if place + 1 < len(table.rows) else None
        shape = _shape(row, below, width)
        yield Line(_key(row, names, versions.measures), shape, place, row)


def _key(row: Row, names: Mapping[str, str], measures: Mapping[str, int]) -> object:
    """The measure that a row is of, else the heading, else its first words."""
    goals = [names.get(goal, goal) for cell in row.cells if (goal := _goal(cell))]
    if found := next((goal for goal in goals if goal in measures), goals[0] if goals else ""):
        return found
    first = row.cells[0] if row.cells else Cell(DraftRole.CELL, ())
    return first.role, words_of(first.text)


def _goal(cell: Cell) -> str:
    """What a cell is the name of."""
    if cell.anchor:
        return cell.anchor
    is_name = len(cell.text) == 1 or cell.role is DraftRole.CELL_LABEL
    if is_name and cell.text and isinstance(number := cell.text[0], NumberOf):
        return number.anchor
    return ""


def _shape(row: Row, below: Row | None, width: int) -> Shape:
    """What Word does not track: which cells there are, and which of them are joined.

    One across the table is one in a table of any width.
    """
    joined = [place for place, cell in enumerate(below.cells) if cell.joins] if below else []
    return row.head, tuple(joined), *[
        (cell.role, cell.across % width, cell.joins, not cell.rate) for cell in row.cells
    ]


def columns_of(table: Table) -> tuple[tuple[int, ...], int]:
    """Which columns a table has, and how many: rows of others are no rows of it."""
    return table.columns, sum(cell.across for cell in table.rows[0].cells)


# --- set into one table -----------------------------------------------------------------


def merged_table(rows: Rows, texts: Texts) -> Table | Pair:
    """One table of both; the new one, where nothing changed."""
    set_in: list[Row] = []
    struck: list[int] = []
    for before, after in rows.pairs:
        if before and after:
            set_in.append(_merged(before.row, after.row, texts))
        elif after:
            set_in.append(_inserted(after.row))
        elif before:
            set_in.append(_struck(before.row, texts))
            struck.append(before.place)
    if not struck and all(one is two for one, two in zip(set_in, rows.now.rows, strict=True)):
        return rows.now
    was = rows.was._replace(rows=struck_rows(rows.was, texts)) if struck else rows.was
    return Pair(was, rows.now, rows=tuple(set_in), struck=tuple(struck))


def inserted_rows(table: Table) -> tuple[Row, ...]:
    """All rows of a table of the new version, as new."""
    return tuple(map(_inserted, table.rows))


def struck_rows(table: Table, texts: Texts) -> tuple[Row, ...]:
    """All rows of a table of the old version, as gone."""
    return tuple(_struck(row, texts) for row in table.rows)


def _inserted(row: Row) -> Row:
    return row._replace(mark=Mark.INSERTED)


def _struck(row: Row, texts: Texts) -> Row:
    cells = (
        cell._replace(text=texts.struck(cell.text), anchor="", key="") for cell in row.cells
    )
    return row._replace(cells=tuple(cells), mark=Mark.DELETED)


def _merged(was: Row, now: Row, texts: Texts) -> Row:
    cells = tuple(
        _cell(before, after, texts)
        for before, after in zip(was.cells, now.cells, strict=True)
    )
    if all(one is two for one, two in zip(cells, now.cells, strict=True)):
        return now
    return now._replace(cells=cells)


def _cell(was: Cell, now: Cell, texts: Texts) -> Cell:
    text: Inlines = texts.merged(was.text, now.text)
    before = was.rate if was.rate != now.rate else ""
    if text is now.text and not before:
        return now
    return now._replace(text=text, rate_before=before)
