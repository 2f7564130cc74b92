"""The cells of a measure, as all tables of a draft print them."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from itertools import chain

from guideline_docs.model.chapter import AnnotationKind
from guideline_docs.model.configuration import DraftOptions
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.measure import Measure
from guideline_docs.model.passage import Passage
from guideline_docs.model.section import LooseLine
from guideline_docs.model.terms import Tier, TierTerm
from guideline_docs.source.record import NamedTuple
from guideline_docs.source.span import Span
from guideline_docs.syntax.columns import COLUMNS, PROSE, Column, ColumnKind
from guideline_docs.views.draft.parts import (
    Cell,
    DraftRole,
    Inline,
    Inlines,
    NumberOf,
    Term,
    plain,
)
from guideline_docs.views.draft.passages import Passages
from guideline_docs.views.draft.words import DraftWords
from guideline_docs.views.text import Piece, printable

# The notes of the office: prose beside the title.
NOTES = tuple(column for column in PROSE if column is not Column.TITLE)


class MeasureRow(NamedTuple):
    """The cells of one measure, as all tables print them."""

    number: Cell
    said: dict[Column, Inlines]
    """What is printed of each column that the measure has, the number's apart."""


class MeasureRows:
    """The cells of the measures; what is told of one lies on them where its home is."""

    def __init__(
        self,
        guideline: Guideline,
        words: DraftWords,
        passages: Passages,
        options: DraftOptions,
        home: AnnotationKind,
    ) -> None:
        self.guideline = guideline
        self.words = words
        self.passages = passages
        self.options = options
        self.home = home
        self.vocabulary = guideline.configuration.vocabulary
        self.rows: dict[Measure, MeasureRow] = {}
        """The cells without remarks."""

    def row(self, measure: Measure, here: AnnotationKind) -> MeasureRow:
        """The cells of a measure, with the remarks on it where its home is."""
        if here is not self.home:
            return self._row_again(measure)
        rows = (row.span for row in measure.each)
        spans = (*rows, *(passage.span for _, passage in measure.added))
        if not any(self.passages.remarks.index.within(span) for span in spans):
            return self._row_again(measure)
        said = self._said(measure, home=True)
        # What is told of the row as a whole, or of a part that is not printed.
        said[Column.TITLE] = self.passages.told_whole(
            said[Column.TITLE], *(row.span for row in measure.each)
        )
        return MeasureRow(self._number_cell(measure, here), said)

    def cells(self, line: LooseLine) -> Inlines:
        """The cells of a line that stands in no columns, without what is not to be printed."""
        hidden = NOTES if self.options.omit_notes else ()
        between: Inlines = ()
        text: Inlines = ()
        for cell in line.cells:
            if cell.column is None or cell.column not in hidden:
                text += (*between, *self.passages.text(cell.passage, home=True))
                between = plain(self.words.gap)
        return text

    def plan(self, measure: Measure) -> list[tuple[Column, Passage]]:
        """What 第2期 adds, in one order for all measures, whatever order a card has."""
        order = self.vocabulary.second_heads
        return sorted(
            measure.added,
            key=lambda cell: order.index(cell[0].name) if cell[0].name in order else len(order),
        )

    def _row_again(self, measure: Measure) -> MeasureRow:
        """The cells without remarks; made once, for all tables."""
        row = self.rows.get(measure)
        if row is None:
            row = MeasureRow(self._number_cell(measure, None), self._said(measure))
            self.rows[measure] = row
        return row

    def _said(self, measure: Measure, home: bool = False) -> dict[Column, Inlines]:
        """What is printed of each column, in reading order."""
        said: dict[Column, Inlines] = {}
        for column in (*COLUMNS[1:], *measure.filled):
            if not measure.is_parted(column):
                said[column] = self._cell(measure, column, home)
                continue
            lines = [
                (*self._owner(row, column), *self._cell(row, column, home)) for row in measure.each
            ]
            said[column] = tuple(chain(lines[0], *((*plain("\n"), *line) for line in lines[1:])))
        for column, passage in self.plan(measure):
            said[column] = self.passages.text(passage, home)
        return said

    def _cell(self, measure: Measure, column: Column, home: bool) -> Inlines:
        """What a measure, or one department of several, has in a column."""
        match column.kind if column.known else None:
            case ColumnKind.TIER:
                text = self._origin(measure)
            case ColumnKind.STATUS:
                text = self._status(measure)
            case ColumnKind.PROPOSAL:
                text = self._destination(measure)
            case _:
                note = column in NOTES
                text = self._note(measure[column], home) if note else self.passages.text(measure[column], home)
                return text
        return self.passages.told_whole(text, measure[column].span) if home else text

    def _owner(self, measure: Measure, column: Column) -> Inlines:
        """The department before its own text, where a cell holds those of several."""
        part = self.vocabulary.part
        if part is None or column.kind is not ColumnKind.TEXT or self._is_hidden(column):
            return ()
        return plain(self.words.owner.format(name=printable(measure[part].text)))

    def _is_hidden(self, column: Column) -> bool:
        return self.options.omit_notes and column in NOTES

    def _note(self, passage: Passage, home: bool = False) -> Inlines:
        """A note of the office; where it is empty, the mark of that."""
        if self.options.omit_notes:
            return ()
        text = self.passages.text(passage, home)
        return text if passage else (*text, *plain(self.words.blank))

    def _number_cell(self, measure: Measure, here: AnnotationKind | None) -> Cell:
        if measure.number is None:  # a row whose number nobody can read
            return Cell(DraftRole.CELL, plain(printable(measure.number_span.text)))
        written = self.guideline.label(measure)
        if here is self.home:
            return Cell(DraftRole.CELL, plain(written), anchor=measure.anchor)
        return Cell(DraftRole.CELL, (NumberOf(measure.anchor, written),))

    def _origin(self, measure: Measure) -> Inlines:
        return plain(self.words.blank) if measure.new else self._tier(measure.tier)

    def _tier(self, term: TierTerm) -> Inlines:
        if term.tier is not None:
            return self._mark(term.tier, term.label)
        return plain(printable(term.span.text) or self.words.blank)

    def _destination(self, measure: Measure) -> Inlines:
        proposal = measure.proposal
        if measure.new and not proposal.span.text:
            return self._tier(measure.tier)
        if proposal.direction or not proposal.understood:
            return plain(printable(proposal.span.text) or self.words.blank)
        parts: list[Inline] = []
        if proposal.completed:
            parts.append(Piece(self.vocabulary.completed))
        if proposal.completed and proposal.tier:
            parts.append(Piece(self.words.arrow))
        if proposal.tier:
            parts.extend(self._mark(proposal.tier, proposal.label))
        return tuple(parts)

    def _mark(self, tier: Tier, label: Span | None) -> Inlines:
        """The mark of a tier, and what is written beside it if that is not its label."""
        beside = printable(tier.beside(label))
        return (
            Term(printable(tier.mark), DraftRole.TIER),
            *plain(beside and self.words.beside.format(label=beside)),
        )

    def _status(self, measure: Measure) -> Inlines:
        return plain(printable(measure.status.span.text) or self.words.blank)


def in_order(
    measures: Iterable[Measure], loose: Iterable[LooseLine]
) -> Iterator[Measure | LooseLine]:
    """The measures below a heading with the lines that stand between them.

    A line of a file whose further measures stand elsewhere comes last.
    """
    waiting = deque(loose)
    for measure in measures:
        source, start = measure.span.source, measure.span.start
        while waiting and waiting[0].span.source is source and waiting[0].span.start < start:
            yield waiting.popleft()
        yield measure
    yield from waiting
