"""達成状況 in a draft: the counts as a table and as a chart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from guideline_docs.model.guideline import Guideline
from guideline_docs.model.terms import Tier
from guideline_docs.syntax.columns import Column
from guideline_docs.views.achievement import Achievement, TierRow
from guideline_docs.views.draft.parts import (
    Block,
    Caption,
    Cell,
    Chart,
    DraftRole,
    Inlines,
    Line,
    Row,
    Series,
    Table,
    Term,
    head_row,
    plain,
)
from guideline_docs.views.draft.passages import Passages
from guideline_docs.views.draft.words import DraftWords
from guideline_docs.views.text import printable


class Counts:
    """Says how many measures have come how far."""

    def __init__(
        self,
        guideline: Guideline,
        achieved: Achievement,
        judged: Sequence[Achievement],
        words: DraftWords,
        passages: Passages,
    ) -> None:
        self.guideline = guideline
        self.achieved = achieved
        self.judged = judged
        """The same by further columns of closed words."""
        self.words = words
        self.passages = passages

    def table(self) -> Iterator[Block]:
        if self.achieved.columns or not self.judged:
            yield from self._table(self.achieved)
        for judged in self.judged:
            yield from self._table(judged)

    def chart(self) -> Iterator[Block]:
        """The same figures as bars, each as long as the others."""
        yield from self._chart(self.achieved)
        for judged in self.judged:
            yield from self._chart(judged)

    def _table(self, achieved: Achievement) -> Iterator[Block]:
        words = achieved.words
        if not achieved.columns:
            head = self.guideline.configuration.vocabulary.head(Column.STATUS)
            said = self.words.no_statuses.format(head=printable(head))
            yield Line(DraftRole.TEXT, self.passages.fixed(said))
            return
        yield Caption(DraftRole.CAPTION, self.words.table, plain(achieved.caption))
        names = (achieved.head, words.total, *(column.word for column in achieved.columns))
        rows = [head_row(names)]
        tiers = self.guideline.tiers if achieved.rows else ()
        for tier, row in zip(tiers, achieved.rows, strict=True):
            words_of: Inlines = (
                Term(row.name, DraftRole.TIER),
                *plain(row.label and self.words.gap + row.label),
            )
            if achieved is self.achieved:
                words_of = self._told_of_tier(tier, words_of)
            rows.append(self._achievement_row(row, words_of))
        rows.append(self._achievement_row(achieved.overall, plain(achieved.overall.name)))
        said = self.words.tables
        description = (
            said.achievement_description if achieved.rows else said.achievement_untiered
        )
        yield Table(DraftRole.ACHIEVEMENT_TABLE, achieved.caption, description, tuple(rows))
        for note in achieved.notes:
            yield Line(DraftRole.TABLE_NOTE, note)

    def _chart(self, achieved: Achievement) -> Iterator[Block]:
        rows = [row for row in (*achieved.rows, achieved.overall) if row.segments]
        if not rows:
            return
        counts = [{part.word: part.number for part in row.segments} for row in rows]
        yield Chart(
            achieved.chart,
            "".join(row.alternative for row in rows),
            tuple(self.words.bar.format(name=row.name, n=row.total) for row in rows),
            tuple(
                Series(key.word, tuple(count.get(key.word, 0) for count in counts))
                for key in achieved.keys
            ),
        )
        yield Caption(DraftRole.FIGURE_CAPTION, self.words.figure, plain(achieved.chart))

    def _achievement_row(self, row: TierRow, name: Inlines) -> Row:
        cells = (
            Cell(DraftRole.CELL_NUMBER, plain(figure.count), rate=figure.rate)
            for figure in row.figures
        )
        total = Cell(DraftRole.CELL_NUMBER, plain(row.total))
        return Row((Cell(DraftRole.CELL_LABEL, name), total, *cells), keep=True)

    def _told_of_tier(self, tier: Tier, words: Inlines) -> Inlines:
        """What is told of the sheet's own summary is marked at the counted one."""
        for line in self.guideline.summary.lines:
            if line.tier is tier:
                spans = (line.span, *(share.span for share in line.shares), *line.unread)
                words = self.passages.told_whole(words, *spans)
        return words
