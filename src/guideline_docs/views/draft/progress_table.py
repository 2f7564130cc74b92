"""進捗状況一覧 in a draft: the sheet of 第1期 as it stands, lying across the page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from guideline_docs.model.chapter import AnnotationKind
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.measure import Measure
from guideline_docs.model.section import LooseLine, Section, walk
from guideline_docs.syntax.columns import COLUMNS, Column, ColumnKind
from guideline_docs.views.columns import FIGURES
from guideline_docs.views.draft.parts import (
    Block,
    Cell,
    DraftRole,
    Line,
    Row,
    Table,
    head_row,
    plain,
)
from guideline_docs.views.draft.rows import NOTES, MeasureRows, in_order
from guideline_docs.views.draft.sections import Sections
from guideline_docs.views.draft.tables import Tables
from guideline_docs.views.draft.words import DraftWords
from guideline_docs.views.text import printable

# Cells of words begin where their column does; marks and dates stand in the middle, and
# figures end below each other.
_WORDS = (ColumnKind.TEXT, ColumnKind.DEPARTMENT)


def _role(column: Column) -> DraftRole:
    if column.kind in _WORDS:
        return DraftRole.CELL
    return DraftRole.CELL_NUMBER if column.kind in FIGURES else DraftRole.CELL_CENTRE


class ProgressTables:
    """A table for each section of the first level, with what stands between its rows."""

    def __init__(
        self,
        guideline: Guideline,
        words: DraftWords,
        rows: MeasureRows,
        sections: Sections,
        tables: Tables,
        head_of: Callable[[Column], str],
    ) -> None:
        self.guideline = guideline
        self.words = words
        self.rows = rows
        self.sections = sections
        self.tables = tables
        self.head_of = head_of
        """What prints the head of a column of the sheet's own."""
        self.passages = rows.passages
        self.options = rows.options
        self.heads = {c: c.name for c in guideline.configuration.vocabulary.columns}

    def blocks(self) -> Iterator[Block]:
        here, words, heads = AnnotationKind.PROGRESS_TABLE, self.words.tables, self.heads
        shown, further = self._columns(), self.guideline.further
        names = [*(heads[column] for column in shown), *map(self.head_of, further)]
        head = head_row(printable(name) for name in names)
        usual = set(self.guideline.columns) >= set(COLUMNS)
        description = words.progress_description if usual else self.tables.description(names)
        places = (*map(COLUMNS.index, shown), *range(len(COLUMNS), len(COLUMNS) + len(further)))
        shown += further
        yield Line(DraftRole.TABLE_NOTE, self.passages.fixed(words.progress_note))
        for note in self.guideline.notes:
            yield Line(DraftRole.TABLE_NOTE, self.rows.cells(note))
        tops = list(self.guideline.edition.table.tops)
        if further and not tops:
            yield Table(DraftRole.PROGRESS_TABLE, words.measure, description, (head,), places)
        for top in tops:
            yield from self.sections.band(top, here)
            body = [row for *_, each in walk(top) for row in self._part(each, here, shown)]
            if body:
                title, rows = self.sections.words_of(top), (head, *body)
                yield Table(DraftRole.PROGRESS_TABLE, title, description, rows, places)

    def _part(
        self, section: Section, here: AnnotationKind, shown: tuple[Column, ...]
    ) -> Iterator[Row]:
        """The rows of a section, below its heading where that is no band."""
        if section.code.level > 0:
            name, anchor = self.sections.name(section), self.sections.anchor(section, here)
            across = len(shown)
            cell = Cell(DraftRole.CELL_LABEL, name, across=across, anchor=anchor)
            yield Row((cell,), keep=True)
        yield from self._lines(section.measures, section.loose, here, shown)

    def _columns(self) -> tuple[Column, ...]:
        kept = set(self.guideline.columns)
        if self.guideline.measures:
            kept.add(Column.NUMBER)
        if self.options.omit_notes:
            kept -= set(NOTES)
        return tuple(column for column in COLUMNS if column in kept)

    def _lines(
        self,
        measures: Iterable[Measure],
        loose: Iterable[LooseLine],
        here: AnnotationKind,
        columns: tuple[Column, ...],
    ) -> Iterator[Row]:
        """The rows below a heading; what stands in no columns goes across them."""
        across = len(columns)
        for line in in_order(measures, loose):
            row = line.row if isinstance(line, LooseLine) else line
            if isinstance(line, LooseLine) and not row:
                yield Row((Cell(DraftRole.CELL, self.rows.cells(line), across=across),))
            elif row:
                yield self._row(row, here, columns)

    def _row(
        self, measure: Measure, here: AnnotationKind, columns: tuple[Column, ...]
    ) -> Row:
        row = self.rows.row(measure, here)
        shown = []
        for column in columns:
            if column is Column.NUMBER:
                shown.append(row.number)
            else:
                shown.append(Cell(_role(column), row.said.get(column, ())))
        if measure.surplus and not self.options.omit_notes:
            # It may be of any column; the last one is where it stands.
            text = (*shown[-1].text, *plain("\n" + printable(measure.surplus.text)))
            shown[-1] = shown[-1]._replace(text=text)
        return Row(tuple(shown))
