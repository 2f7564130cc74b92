"""An answer to an inquiry, read to plain records: what was written, in which cell.

Who a row is and what becomes of its answer is not decided here (``edits.collecting``). What
stands neither in the table nor in the form as it was sent is kept, cell by cell: a person
wrote it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from guideline_docs.model.inquiry import (
    ANSWERER_NAME,
    ANSWERS,
    COVER,
    LISTS,
    Role,
    Sent,
    answer_name,
    asked_heads,
    head_role,
)
from guideline_docs.readback.beside import beside
from guideline_docs.readback.beside.places import place, row_and_column
from guideline_docs.readback.beside.things import Beside, Region, Thing
from guideline_docs.source.glyphs import fold_head
from guideline_docs.source.sending import file_digest
from guideline_docs.source.span import SourceText
from guideline_docs.source.text import read_bytes
from guideline_docs.source.workbook import CellText, Worksheet, read_workbook
from guideline_docs.syntax.cells import lines_of_cells


class AnswerCell(NamedTuple):
    """What was answered to one field of a row.

    ``field`` is its place in ``AnswerBook.fields``. ``sent`` is the hidden text that went
    out, ``last`` the same where people see it; None: the column is gone. ``merged`` is the
    area of a cell that now spans several rows.
    """

    field: int
    answer: CellText
    sent: CellText | None = None
    last: CellText | None = None
    merged: str = ""


class AnswerRow(NamedTuple):
    """A row of the table of answers, whoever it is."""

    sheet: str
    number: int
    """Of the row in the worksheet."""
    key: str
    context: Mapping[str, CellText]
    """What stands under the other heads."""
    answers: tuple[AnswerCell, ...]
    remark: CellText | None = None
    beyond: tuple[CellText, ...] = ()
    """Filled cells of columns that have no head."""

    @property
    def filled(self) -> Iterator[CellText]:
        """Every visible cell that says something, in the order of the row."""
        cells = [cell for cell in self.context.values() if cell.text]
        for each in self.answers:
            cells += [cell for cell in (each.last, each.answer) if cell and cell.text]
        cells += [cell for cell in (self.remark, *self.beyond) if cell and cell.text]
        return iter(sorted(cells, key=lambda cell: row_and_column(cell.place) or (0, 0)))


class AnswerBook(NamedTuple):
    """A file that came back.

    ``sent`` is what it says of itself, if it still does. ``fields`` are the heads of the
    fields that it asks, ``missing`` those whose answer column is gone.
    """

    file: str
    sent: Sent | None
    fields: tuple[str, ...]
    missing: tuple[str, ...]
    rows: tuple[AnswerRow, ...]
    cover: tuple[CellText, ...] = ()
    """What stands on the covering sheet, without who answered."""
    cover_name: str = COVER
    answerer: str = ""
    elsewhere: tuple[tuple[str, CellText], ...] = ()
    """Cells outside the table, each with its worksheet."""
    things: tuple[Thing, ...] = ()
    struck: tuple[tuple[str, CellText], ...] = ()
    """What is struck through or deleted, and so not in the texts."""
    errors: tuple[tuple[str, CellText], ...] = ()
    uncalculated: tuple[tuple[str, str], ...] = ()
    damaged: bool = False
    """What stands beside the cells could not be read."""
    digest: str = ""
    """Tells whether the file is as it was sent (``source.sending``)."""

    def place(self, sheet: str, cell: str) -> str:
        """A cell as the report names it: F7 in the table of answers, 照会!B3 elsewhere."""
        tables = {row.sheet for row in self.rows} or {ANSWERS}
        return cell if tables == {sheet} else f"{sheet}!{cell}" if cell else sheet


def read_answers(path: Path, fields: Sequence[str], titles: Sequence[str]) -> AnswerBook | None:
    """What came back in a file; None where no worksheet of it is a table of answers.

    ``fields`` are the heads that this project asks for, ``titles`` those that its column of
    titles may have: they serve where the file no longer says its own. Raises CannotRun where
    it cannot be read.
    """
    name = path.as_posix()
    worksheets = read_workbook(path, hidden_columns=True)
    data = read_bytes(path, name)
    damaged = False
    try:
        around = beside(data, name)
    except ValueError:
        around, damaged = Beside(), True
    sent = Sent.of(around.properties)
    grids = [_Grid.of(each) for each in worksheets if each.name != LISTS]
    names = frozenset(map(fold_head, titles))
    tables = {
        grid.name: table
        for grid in grids
        if (table := _Table.found(grid, around, sent, tuple(fields), names))
    }
    if not tables:
        return None
    asked = tuple(dict.fromkeys(head for table in tables.values() for head in table.fields))
    rows = [row for table in tables.values() for row in table.rows(asked)]
    who = around.names.get(ANSWERER_NAME)
    named = {COVER, who.sheet} if who else {COVER}
    others = [grid for grid in grids if grid.name not in tables]
    # Under another name it is still the first; what it does not say by itself is told.
    covers = [grid for grid in others if grid.name in named] or (others[:1] if sent else [])
    return AnswerBook(
        name,
        sent,
        asked,
        tuple(head for head in asked if not any(head in t.answered for t in tables.values())),
        tuple(rows),
        tuple(cell for grid in covers for cell in grid.cells(without=who)),
        covers[0].name if covers else COVER,
        next((text for grid in covers if who and (text := grid.text(who.top, who.left))), ""),
        tuple(
            (grid.name, cell)
            for grid in grids
            if grid not in covers
            for cell in (tables[grid.name].outside() if grid.name in tables else grid.cells())
        ),
        tuple(sorted(around.things, key=_in_order)),
        (*_told(worksheets, "struck"), *_told(worksheets, "deleted")),
        _told(worksheets, "errors"),
        tuple((each.name, cell) for each in worksheets for cell in each.uncalculated),
        damaged,
        file_digest(data),
    )


def _in_order(thing: Thing) -> tuple[str, int, int]:
    return (thing.sheet, *(row_and_column(thing.place) or (0, 0)))


def _told(worksheets: Iterable[Worksheet], what: str) -> tuple[tuple[str, CellText], ...]:
    return tuple((each.name, cell) for each in worksheets for cell in getattr(each, what))


class _Grid(NamedTuple):
    """A worksheet by the numbers of its rows and columns, from 1; filled cells alone."""

    name: str
    rows: Mapping[int, Mapping[int, str]]
    merged: Mapping[tuple[int, int], str] = {}
    """The cells that are one with others above or below, each with the area of all."""

    @classmethod
    def of(cls, worksheet: Worksheet) -> _Grid:
        rows: dict[int, dict[int, str]] = {}
        for line, (_, cells) in enumerate(lines_of_cells(SourceText("", worksheet.text))):
            for at, cell in enumerate(cells):
                where = cell and row_and_column(worksheet.place(line, at))
                if where:
                    rows.setdefault(where[0], {})[where[1]] = cell.text
        return cls(worksheet.name, rows, dict(_merged(worksheet)))

    def text(self, row: int, column: int) -> str:
        return self.rows.get(row, {}).get(column, "")

    def cell(self, row: int, column: int) -> CellText:
        return CellText(place(row, column), self.text(row, column))

    def cells(self, without: Region | None = None) -> Iterator[CellText]:
        for row, texts in self.rows.items():
            for column, text in texts.items():
                if not without or (row, column) != (without.top, without.left):
                    yield CellText(place(row, column), text)


def _merged(worksheet: Worksheet) -> Iterator[tuple[tuple[int, int], str]]:
    for cell, first, last in worksheet.merged:
        area = f"{worksheet.place(first, cell)}:{worksheet.place(last, cell)}"
        for line in range(first, last + 1):
            if where := row_and_column(worksheet.place(line, cell)):
                yield where, area


class _Table:
    """The table of answers of a worksheet: which of its columns is for what."""

    def __init__(
        self, grid: _Grid, head: int, roles: Mapping[int, tuple[Role, str]]
    ) -> None:
        self.grid, self.head, self.roles = grid, head, roles
        self.fields = tuple(dict.fromkeys(field for role, field in roles.values() if role in _OF_FIELDS))
        self.answered = {field for role, field in roles.values() if role is Role.ANSWER}

    @classmethod
    def found(
        cls,
        grid: _Grid,
        around: Beside,
        sent: Sent | None,
        fields: tuple[str, ...],
        titles: frozenset[str],
    ) -> _Table | None:
        """The table of a worksheet, by the row of its heads; None where it has none."""
        for number, texts in grid.rows.items():
            asked = (sent.heads if sent else ()) or asked_heads(texts.values()) or fields
            roles = {
                column: (role, asked[at] if role in _OF_FIELDS else text)
                for column, text in texts.items()
                for role, at in [head_role(text, asked)]
            }
            if _is_head(roles, titles, sent):
                _renamed(roles, grid.name, around, asked)
                return cls(grid, number, roles)
        return None

    def rows(self, asked: Sequence[str]) -> Iterator[AnswerRow]:
        """The rows below the heads, each with a cell for every field that has a column."""
        columns = {(role, field): column for column, (role, field) in reversed(self.roles.items())}
        for number, texts in self.grid.rows.items():
            if number > self.head and any(column in self.roles for column in texts):
                yield self._row(number, columns, asked)

    def outside(self) -> Iterator[CellText]:
        """What stands above the heads, beside them, and in rows that are none of the table."""
        for number, texts in self.grid.rows.items():
            if number <= self.head or not any(column in self.roles for column in texts):
                for column in texts:
                    if number != self.head or column not in self.roles:
                        yield self.grid.cell(number, column)

    def _row(
        self, number: int, columns: Mapping[tuple[Role, str], int], asked: Sequence[str]
    ) -> AnswerRow:
        def cell(role: Role, field: str) -> CellText | None:
            column = columns.get((role, field))
            return None if column is None else self.grid.cell(number, column)

        answers = []
        for at, field in enumerate(asked):
            if answer := cell(Role.ANSWER, field):
                before = cell(Role.SENT, field), cell(Role.LAST, field)
                merged = self.grid.merged.get((number, columns[Role.ANSWER, field]), "")
                answers.append(AnswerCell(at, answer, *before, merged))
            elif last := cell(Role.LAST, field):
                empty = CellText(last.place, "")
                answers.append(AnswerCell(at, empty, cell(Role.SENT, field), last))
        keys = [self.grid.text(number, c) for c, (role, _) in self.roles.items() if role is Role.KEY]
        remarks = [c for c, (role, _) in self.roles.items() if role is Role.REMARK]
        return AnswerRow(
            self.grid.name,
            number,
            next(iter(keys), ""),
            {
                head: self.grid.cell(number, column)
                for column, (role, head) in self.roles.items()
                if role is Role.CONTEXT
            },
            tuple(answers),
            self.grid.cell(number, remarks[0]) if remarks else None,
            tuple(
                self.grid.cell(number, column)
                for column in self.grid.rows[number]
                if column not in self.roles
            ),
        )


_OF_FIELDS = (Role.SENT, Role.LAST, Role.ANSWER)


def _is_head(
    roles: Mapping[int, tuple[Role, str]], titles: frozenset[str], sent: Sent | None
) -> bool:
    """Whether cells are the heads of a table of answers: they say so, or show beside the title
    a field and what was sent in it. A table with such heads that is none is last year's."""
    found = {role for role, _ in roles.values()}
    if Role.KEY in found and len(roles) > 1:
        return True
    named = any(role is Role.CONTEXT and fold_head(head) in titles for role, head in roles.values())
    told = sent is not None or not found.isdisjoint((Role.SENT, Role.LAST))
    return named and told and Role.ANSWER in found


def _renamed(
    roles: dict[int, tuple[Role, str]], sheet: str, around: Beside, asked: Sequence[str]
) -> None:
    """Know an answer column whose head somebody has changed by the name of its cells."""
    told = {field for role, field in roles.values() if role is Role.ANSWER}
    for at, field in enumerate(asked):
        named = around.names.get(answer_name(at))
        if field not in told and named and named.sheet == sheet:
            if roles.get(named.left, (Role.CONTEXT, ""))[0] is Role.CONTEXT:
                roles[named.left] = (Role.ANSWER, field)
