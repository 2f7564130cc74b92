"""達成状況 in a draft: the counts as a table and as a chart."""

from __future__ import annotations

from collections.abc import Iterator

from guideline_docs.model.guideline import Guideline, Tier
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


class Counts:
    """Says how many measures have come how far."""

    def __init__(
        self, guideline: Guideline, achieved: Achievement, words: DraftWords, passages: Passages
    ) -> None:
        self.guideline = guideline
        self.achieved = achieved
        self.words = words
        self.passages = passages

    def table(self) -> Iterator[Block]:
        achieved, words = self.achieved, self.achieved.words
        yield Caption(DraftRole.CAPTION, self.words.table, plain(words.caption))
        names = (words.tier, words.total, *(column.word for column in achieved.columns))
        rows = [head_row(names)]
        for tier, row in zip(self.guideline.tiers, achieved.rows, strict=True):
            words_of: Inlines = (
                Term(row.name, DraftRole.TIER),
                *plain(row.label and "\n" + row.label),
            )
            rows.append(self._achievement_row(row, self._told_of_tier(tier, words_of)))
        rows.append(self._achievement_row(achieved.overall, plain(achieved.overall.name)))
        description = self.words.tables.achievement_description
        yield Table(DraftRole.ACHIEVEMENT_TABLE, words.caption, description, tuple(rows))
        for note in achieved.notes:
            yield Line(DraftRole.TABLE_NOTE, note)

    def chart(self) -> Iterator[Block]:
        """The same figures as bars, each as long as the others."""
        achieved, words = self.achieved, self.achieved.words
        rows = [row for row in (*achieved.rows, achieved.overall) if row.segments]
        if not rows:
            return
        counts = [{part.word: int(part.count) for part in row.segments} for row in rows]
        yield Chart(
            words.chart,
            "".join(row.alternative for row in rows),
            tuple(self.words.bar.format(name=row.name, n=row.total) for row in rows),
            tuple(
                Series(key.word, tuple(count.get(key.word, 0) for count in counts))
                for key in achieved.keys
            ),
        )
        yield Caption(DraftRole.FIGURE_CAPTION, self.words.figure, plain(words.chart))

    def _achievement_row(self, row: TierRow, name: Inlines) -> Row:
        figures = (row.total, *("\n".join(_filled(f.count, f.rate)) for f in row.figures))
        cells = (Cell(DraftRole.CELL_NUMBER, plain(figure)) for figure in figures)
        return Row((Cell(DraftRole.CELL_CENTRE, name), *cells), keep=True)

    def _told_of_tier(self, tier: Tier, words: Inlines) -> Inlines:
        """What is told of the sheet's own summary is marked at the counted one."""
        for line in self.guideline.summary.lines:
            if line.tier is tier:
                spans = (line.span, *(share.span for share in line.shares))
                words = self.passages.told_whole(words, *spans)
        return words


def _filled(*texts: str) -> Iterator[str]:
    return (text for text in texts if text)
