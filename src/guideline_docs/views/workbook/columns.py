"""The columns of the table for people: those of the sheet, in its own order."""

from __future__ import annotations

from collections.abc import Iterator

from guideline_docs.model.guideline import Guideline
from guideline_docs.syntax.columns import Column, ColumnKind
from guideline_docs.views.columns import FIGURES, column_heads
from guideline_docs.views.text import printable
from guideline_docs.views.wording import Wording
from guideline_docs.views.workbook.parts import ColumnLook, SheetColumn

_TERMS = frozenset((ColumnKind.TIER, ColumnKind.STATUS, ColumnKind.PROPOSAL))
_SHORT = frozenset((ColumnKind.DATE, ColumnKind.DEPARTMENT, ColumnKind.LEVEL))


def sheet_columns(guideline: Guideline, wording: Wording) -> tuple[SheetColumn, ...]:
    """What the rows have columns for; earlier years, too, where they stand beside today's."""
    head_of = column_heads(wording)
    vocabulary, levels = guideline.configuration.vocabulary, guideline.scheme.levels
    places = {level.column: place for place, level in enumerate(levels) if level.column}
    judged = {each.column for each in guideline.judgements}
    found = []
    for column in _given(guideline):
        head = printable(vocabulary.head(column)) if column.known else head_of(column)
        look = ColumnLook.TERM if column in judged else _look(column)
        found.append(SheetColumn(str(column), head, look, column, places.get(column)))
    return tuple(found)


def _look(column: Column) -> ColumnLook:
    if column == Column.TITLE:
        return ColumnLook.TITLE
    if column.kind is ColumnKind.CODE:
        return ColumnLook.NUMBER
    if column.kind in _TERMS:
        return ColumnLook.TERM
    if column.kind in FIGURES:
        return ColumnLook.FIGURE
    return ColumnLook.SHORT if column.kind in _SHORT else ColumnLook.TEXT


def _given(guideline: Guideline) -> Iterator[Column]:
    """Every column of every head, where it is met first; without those that hold nothing and
    have no head."""
    loose = [line.row for line in guideline.loose_lines if line.row]
    rows = [row for measure in (*guideline.measures, *loose) for row in measure.each]
    layouts = dict.fromkeys(row.layout for row in rows)
    given = dict.fromkeys(column for layout in layouts for column in layout.given)
    unnamed = {column for layout in layouts for column in layout.unnamed}
    empty = {column for column in unnamed if not any(row[column] for row in rows)}
    return (column for column in given if not column.second and column not in empty)
