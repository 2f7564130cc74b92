"""新旧対照表: what becomes of each measure of 第1期 in 第2期."""

from __future__ import annotations

from collections.abc import Iterator

from guideline_docs.model.chapter import AnnotationKind
from guideline_docs.model.code import Code
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.measure import Measure
from guideline_docs.model.moves import move_kind
from guideline_docs.syntax.columns import Column
from guideline_docs.views.draft.parts import Block, Caption, Cell, DraftRole, Line, Row, plain
from guideline_docs.views.draft.rows import MeasureRows
from guideline_docs.views.draft.sections import Sections, filled
from guideline_docs.views.draft.tables import Tables
from guideline_docs.views.draft.words import DraftWords
from guideline_docs.views.text import printable


class Comparison:
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
        self.passages = rows.passages
        self.before = {new: old for old, new in guideline.renumbered.measures.items() if new}
        """Number in 第2期 → number in 第1期."""

    @property
    def has_proposals(self) -> bool:
        """Whether anything is said of 第2期: by a proposal, a new measure, a new number."""
        second = self.guideline.second
        return bool(self.before or second.new) or any(
            measure.proposal.span.text.strip() for measure in second.measures
        )

    def blocks(self) -> Iterator[Block]:
        here, words = AnnotationKind.COMPARISON, self.words.tables
        names = (
            *(words.number_before, self.tables.measure, words.tier_before),
            *(words.tier_after, words.kind, words.number_after),
        )
        kept = self.tables.kept(6, {2: Column.TIER, 3: Column.PROPOSAL, 4: Column.PROPOSAL})
        directed = bool(self.guideline.configuration.vocabulary.directions)
        if directed:
            # A direction says itself what becomes of a measure.
            names = (*names[:3], self.tables.head(Column.PROPOSAL), *names[4:])
            kept = tuple(at for at in kept if at != 4)
        yield Caption(DraftRole.CAPTION, self.words.table, plain(words.comparison_caption))
        # Behind the last table a note might stand on a page alone.
        note = words.comparison_renumbered if self.before else words.comparison_note
        if self.before or (Column.PROPOSAL in self.tables.columns and not directed):
            yield Line(DraftRole.TABLE_NOTE, self.passages.fixed(note))
        if not self.has_proposals:
            head = self.guideline.configuration.vocabulary.head(Column.PROPOSAL)
            said = self.words.no_proposals.format(head=printable(head))
            yield Line(DraftRole.TABLE_NOTE, self.passages.fixed(said))
        for top in filled(self.guideline.second.table):
            yield from self.sections.band(top, here)
            rows = [self._row(measure, here) for measure in top.all_measures]
            title, description = self.sections.words_of(top), words.comparison_description
            what = (DraftRole.COMPARISON_TABLE, title, description)
            yield self.tables.parted(what, names, rows, kept)

    def _row(self, measure: Measure, here: AnnotationKind) -> Row:
        row, kind, words = self.rows.row(measure, here), move_kind(measure), self.words
        gone = kind.leaves
        before, after = row.number, self.passages.fixed(words.open_number)
        if measure.new or self.before:
            # The sources bear the numbers of 第2期; those of 第1期 are in the map.
            old = self.before.get(str(measure.key), "")
            if old.replace("-", "").isdecimal():
                path = tuple(map(int, old.split("-")))
                old = self.scheme.label(Code(len(self.scheme.levels), path))
            written = old or words.no_number
            before, after = Cell(DraftRole.CELL, plain(written)), row.number.text
        elif gone:
            after = plain(words.no_number)
        elif self.passages.final:
            # Where nothing was renumbered, 第2期 is published with the numbers it has.
            after = row.number.text
        return Row(
            (
                before,
                Cell(DraftRole.CELL, row.said[Column.TITLE]),
                Cell(DraftRole.CELL_CENTRE, row.said[Column.TIER]),
                Cell(DraftRole.CELL_CENTRE, row.said[Column.PROPOSAL]),
                Cell(
                    DraftRole.CELL_CENTRE,
                    plain(words.new if measure.new else getattr(words.moves, kind)),
                ),
                Cell(DraftRole.CELL_CENTRE, after),
            )
        )
