"""施策の体系: which measures stand in which section."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from guideline_docs.model.chapter import AnnotationKind
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.section import Section, walk
from guideline_docs.syntax.columns import Column
from guideline_docs.views.draft.parts import Block, Cell, DraftRole, Inlines, Row, plain
from guideline_docs.views.draft.rows import MeasureRows
from guideline_docs.views.draft.sections import Sections, filled
from guideline_docs.views.draft.tables import Tables
from guideline_docs.views.draft.words import DraftWords
from guideline_docs.views.text import printable


class MeasureSystem:
    """A table for each section of the first level."""

    def __init__(
        self,
        guideline: Guideline,
        words: DraftWords,
        rows: MeasureRows,
        sections: Sections,
        tables: Tables,
    ) -> None:
        self.guideline = guideline
        self.scheme = guideline.scheme
        self.words = words
        self.rows = rows
        self.sections = sections
        self.tables = tables

    def blocks(self) -> Iterator[Block]:
        here, words = AnnotationKind.MEASURE_SYSTEM, self.words.tables
        inner = words.between_heads.join(level.name for level in self.scheme.levels[1:])
        after = words.after
        if self.guideline.configuration.vocabulary.directions:
            after = self.tables.head(Column.PROPOSAL)
        names = (printable(inner), words.number, self.tables.measure, words.before, after)
        kept = self.tables.kept(5, {3: Column.TIER, 4: Column.PROPOSAL})
        description = words.system_description.format(heading=printable(inner))
        for top in filled(self.guideline.second.table):
            yield from self.sections.band(top, here)
            rows = [row for _, *trail in walk(top) for row in self._rows(trail or [top], here)]
            what = (DraftRole.SYSTEM_TABLE, self.sections.words_of(top), description)
            yield self.tables.parted(what, names, rows, kept if inner else kept[1:])

    def _rows(self, trail: Sequence[Section], here: AnnotationKind) -> Iterator[Row]:
        """The measures of a section; ``trail`` is what stands in their first cell."""
        section = trail[-1]
        for measure in section.measures:
            first = measure is section.measures[0]
            row = self.rows.row(measure, here)
            headed = first and section.code.level > 0
            cells = (
                Cell(
                    DraftRole.CELL,
                    self._trail_name(trail) if first else (),
                    joins=not first,
                    anchor=self.sections.anchor(section, here) if headed else "",
                ),
                row.number,
                Cell(DraftRole.CELL, row.said[Column.TITLE]),
                Cell(DraftRole.CELL_CENTRE, row.said[Column.TIER]),
                Cell(DraftRole.CELL_CENTRE, row.said[Column.PROPOSAL]),
            )
            yield Row(cells, keep=measure is not section.measures[-1])

    def _trail_name(self, trail: Sequence[Section]) -> Inlines:
        """The headings of a row below the first level, each on a line."""
        lines = [self.sections.name(section) for section in trail if section.code.level > 0]
        return tuple(
            part for n, line in enumerate(lines) for part in (*plain("\n" if n else ""), *line)
        )
