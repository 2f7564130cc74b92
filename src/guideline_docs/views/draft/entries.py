"""施策: each measure with a heading and all that is said of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain
from unicodedata import normalize

from guideline_docs.model.chapter import AnnotationKind
from guideline_docs.model.code import CHAPTERS, SHEET
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.keys import EXTRA, PLAN, TITLE
from guideline_docs.model.measure import Measure
from guideline_docs.model.moves import move_kind
from guideline_docs.model.passage import Passage
from guideline_docs.model.section import LooseLine, Section
from guideline_docs.syntax.columns import COLUMNS, Column
from guideline_docs.views.draft.parts import (
    HEADINGS,
    Block,
    Cell,
    DraftRole,
    Inline,
    Inlines,
    Line,
    Row,
    Table,
    Term,
    Title,
    plain,
)
from guideline_docs.views.draft.rows import NOTES, MeasureRow, MeasureRows, in_order
from guideline_docs.views.draft.sections import Sections
from guideline_docs.views.draft.tables import Tables
from guideline_docs.views.draft.words import DraftWords
from guideline_docs.views.text import printable

# The headings of the table stand below chapter and section.
_ROLES = (DraftRole.ITEM, DraftRole.LETTER, DraftRole.INNER)


class Entries:
    """The measures one after the other, below the headings of their sections."""

    def __init__(
        self,
        guideline: Guideline,
        words: DraftWords,
        rows: MeasureRows,
        sections: Sections,
        tables: Tables,
        head_of: Callable[[Column], str],
        with_notes: bool,
    ) -> None:
        self.guideline = guideline
        self.scheme = guideline.scheme
        self.words = words
        self.rows = rows
        self.sections = sections
        self.tables = tables
        self.head_of = head_of
        """What prints the head of a column of the sheet's own."""
        self.with_notes = with_notes
        """The notes of the sheet, which stand at its table, stand behind the entries."""
        self.passages = rows.passages
        self.options = rows.options
        self.columns = tables.columns
        self.heads = {c: c.name for c in guideline.configuration.vocabulary.columns}
        self.directed = bool(guideline.configuration.vocabulary.directions)
        """What becomes of a measure is a word: there is no way from tier to tier."""
        self.labels: dict[str, Cell] = {}

    def blocks(self) -> Iterator[Block]:
        for section in self.guideline.second.sections:
            if section.title is not None:
                yield self._heading(section, section.title)
            for line in in_order(section.measures, section.loose):
                if isinstance(line, LooseLine):
                    yield self._loose_line(line)
                else:
                    yield from self._measure(line)
        if self.with_notes:
            yield from map(self._loose_line, self.guideline.notes)

    def _loose_line(self, line: LooseLine) -> Line:
        """A line that is no measure, as a paragraph between the measures."""
        return Line(DraftRole.TEXT if line.stray else DraftRole.TABLE_NOTE, self.rows.cells(line))

    def _heading(self, section: Section, title: Passage) -> Title:
        """A heading of its level's style; its number is the style's where that counts so."""
        level = section.code.level
        role = _ROLES[min(level, len(_ROLES) - 1)]
        number = section.code.number if section.mark else None
        text = self.sections.title(section)
        lead = ""
        if number is None:
            role = DraftRole.LETTER_UNNUMBERED if role is DraftRole.LETTER else role
        elif not self._is_counted(level):
            number = None
            lead = self.scheme.mark(section.code) + self.words.gap
        text = (*plain(lead), *text)
        key = self.passages.key(section.anchor, TITLE, title, lead=lead)
        return Title(role, text, number, section.anchor, key)

    def _is_counted(self, level: int) -> bool:
        """Whether the headings of chapters have the same marks at this depth: (1), below it ア."""
        depth = HEADINGS.index(_ROLES[0]) + level
        if depth >= len(CHAPTERS.levels):
            return False
        marks = (self.scheme.levels[level].mark, CHAPTERS.levels[depth].mark)
        first, second = (normalize("NFKC", mark.example) for mark in marks)
        return first == second

    def _measure(self, measure: Measure) -> Iterator[Block]:
        """Its heading, and a table of a row for each field; the short ones share the first."""
        words = self.words.tables
        row = self.rows.row(measure, AnnotationKind.MEASURES)
        number, lead = measure.number, ""
        if measure.code and self.guideline.label(measure) != SHEET.measure_name(measure.code.number):
            # The list of the style prints No.6, and nothing else.
            number, lead = None, self.guideline.label(measure) + self.words.gap
        text = (*plain(lead), *row.said[Column.TITLE])
        key = self.passages.key(measure.anchor, TITLE, measure.title, Column.TITLE, lead)
        yield Title(DraftRole.MEASURE, text, number, measure.anchor, key)
        short = self._short(measure, row)
        across = 1 if len(short) > 1 else 3
        cells = [
            (self._label(name), Cell(DraftRole.CELL, text, across=across)) for name, text in short
        ]
        rows = [tuple(chain.from_iterable(cells))] if short else []
        names = [name for name, _ in short]
        for name, column, part, passage in self._long(measure):
            # What several departments have said is no one text that could be given back.
            owner = measure.anchor
            key = "" if measure.is_parted(column) else self.passages.key(owner, part, passage, column)
            cell = Cell(DraftRole.CELL, row.said[column], across=3, key=key)
            rows.append((self._label(name), cell))
            names.append(name)
        if measure.surplus and not self.options.omit_notes:
            text = plain(printable(measure.surplus.text))
            rows.append((self._label(words.surplus), Cell(DraftRole.CELL, text, across=3)))
        if not rows:
            return
        title = self.guideline.name(measure)
        description = words.measure_description.format(name=title)
        if not self.columns.issuperset(COLUMNS):
            description = self.tables.description(names)
        yield Table(
            DraftRole.MEASURE_TABLE,
            title,
            description,
            tuple(Row(cells, keep=cells is not rows[-1]) for cells in rows),
        )

    def _short(self, measure: Measure, row: MeasureRow) -> list[tuple[str, Inlines]]:
        """The fields of a word or two, each with its name."""
        short: list[tuple[str, Inlines]] = []
        if self.directed:
            short += [
                (self.heads[column], tuple(self._bracketed(row.said[column])))
                for column in (Column.TIER, Column.PROPOSAL)
                if column in self.columns
            ]
        elif {Column.TIER, Column.PROPOSAL} & self.columns:
            short.append((self.words.tables.move, self._way(measure, row)))
        # What has not begun has no state, and nothing to be noted unless it is written.
        if Column.STATUS in self.columns and not measure.new:
            short.append((self.heads[Column.STATUS], row.said[Column.STATUS]))
        return short

    def _long(self, measure: Measure) -> Iterator[tuple[str, Column, str, Passage]]:
        """The fields of running text: name, column, the part of the measure, its text."""
        noted = () if self.options.omit_notes else NOTES
        for column in noted:
            if column in self.columns and (measure[column] or not measure.new):
                yield self.heads[column], column, str(column), measure[column]
        further = [(column, measure[column]) for column in measure.filled]
        for part, fields in ((EXTRA, further), (PLAN, self.rows.plan(measure))):
            for place, (column, passage) in enumerate(fields, 1):
                yield self.head_of(column), column, f"{part}-{place}", passage

    def _label(self, name: str) -> Cell:
        """The name of a field; one cell for all tables."""
        cell = self.labels.get(name)
        if cell is None:
            cell = self.labels[name] = Cell(DraftRole.CELL_LABEL, plain(name))
        return cell

    def _way(self, measure: Measure, row: MeasureRow) -> Inlines:
        """第1期【Ⅱ-ア】 → 第2期案【Ⅰ】（昇格）"""
        words = self.words
        if measure.new:
            kind = words.way_kind.format(kind=words.new)
            to = self._bracketed(row.said[Column.PROPOSAL])
            return (*plain(words.way_new), *to, *plain(kind))
        kind = getattr(words.moves, move_kind(measure))
        text: Inlines = ()
        if Column.TIER in self.columns:
            text += (*plain(words.way_from), *self._bracketed(row.said[Column.TIER]))
        if Column.PROPOSAL in self.columns:
            to = words.way_to if text else words.way_new
            text += (*plain(to), *self._bracketed(row.said[Column.PROPOSAL]))
        return (*text, *plain(kind and words.way_kind.format(kind=kind)))

    def _bracketed(self, text: Inlines) -> Iterator[Inline]:
        for part in text:
            if isinstance(part, Term):
                part = part._replace(text=self.words.tier.format(mark=part.text))
            yield part

