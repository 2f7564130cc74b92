"""経年の推移 in a draft: what has moved, a strip a measure, and the counts of each edition."""

from __future__ import annotations

from collections.abc import Iterator

from guideline_docs.views.draft.parts import (
    Block,
    Caption,
    Cell,
    Chart,
    DraftRole,
    Inlines,
    Line,
    NumberOf,
    Row,
    Series,
    Table,
    Term,
    head_row,
    plain,
)
from guideline_docs.views.draft.words import DraftWords
from guideline_docs.views.history import HistoryCounts, HistoryRow, HistoryView, Stage
from guideline_docs.views.text import Piece, PieceRole

# A table has the widths of another one's columns: number, measure, an edition, course.
_UPRIGHT = DraftRole.COMPARISON_TABLE, (0, 1, 2, 4)
_TURNED = DraftRole.PROGRESS_TABLE, (0, 1, 2, 3)
_MOST_UPRIGHT = 5
# From so many editions on there is no room on a line for 「令和5年度」, and for 「→ 変わらない」.
_LONG_HEADS, _LONG_COURSES = 3, 4
_SHORT = 3


class HistoryBlocks:
    """Says what the view says, as tables and charts of a draft."""

    def __init__(self, view: HistoryView, words: DraftWords) -> None:
        self.view = view
        self.words = words
        self.said = view.words
        between = "\n" if len(view.heads) >= _LONG_HEADS else ""
        self.heads = tuple(between.join(parts) for parts in view.heads)

    @property
    def turned(self) -> bool:
        """Whether the strips are too long for an upright page."""
        return len(self.heads) > _MOST_UPRIGHT

    def blocks(self) -> Iterator[Block]:
        yield from self._moves()
        yield from self._strips()
        if self.view.columns:
            yield from self._counts()
            yield from self._charts()

    def _moves(self) -> Iterator[Block]:
        said = self.said
        yield self._caption(self.view.moves_title)
        rows = [head_row((said.course, said.measures))]
        for moved in self.view.moves:
            count = said.moved.format(sign=moved.sign, word=moved.word, n=moved.count)
            named: list[Piece] = []
            for row in moved.measures:
                role = PieceRole.LINK if row.anchor else PieceRole.PLAIN
                named += [Piece(said.between)] if named else []
                named.append(Piece(row.listed, role, row.anchor))
            rows.append(
                Row(
                    (
                        Cell(DraftRole.CELL, plain(count)),
                        Cell(DraftRole.CELL, (*named, *plain(moved.more and f" {moved.more}"))),
                    ),
                    keep=True,
                )
            )
        title = self.view.moves_title
        yield Table(DraftRole.LEGEND_TABLE, title, said.moves_description, tuple(rows))

    def _strips(self) -> Iterator[Block]:
        view, said, width = self.view, self.said, len(self.heads) + 3
        yield self._caption(said.strips_title)
        rows = [head_row((view.number_head, view.title_head, *self.heads, said.course))]
        for band in self.view.bands:
            if band.name:
                label = Cell(DraftRole.CELL_LABEL, plain(band.name), across=width)
                rows.append(Row((label,), keep=True))
            rows += map(self._strip, band.rows)
        role, (number, measure, edition, course) = _TURNED if self.turned else _UPRIGHT
        places = (number, measure, *[edition] * len(self.heads), course)
        yield Table(role, said.strips_title, said.strips_description, tuple(rows), places)
        for note in (self.said.note_bold, *self.view.notes):
            yield Line(DraftRole.TABLE_NOTE, plain(note))

    def _strip(self, row: HistoryRow) -> Row:
        title: Inlines = plain(row.title)
        if row.tier:
            title = (Term(row.tier, DraftRole.TIER), *plain(self.words.gap), *title)
        if row.beside:
            title += plain(self.words.beside.format(label=row.beside))
        bare = len(self.heads) >= _LONG_COURSES and len(row.word) > _SHORT
        course = row.word if bare else f"{row.sign} {row.word}"
        return Row(
            (
                Cell(DraftRole.CELL, self._number(row)),
                Cell(DraftRole.CELL, title),
                *map(self._stage, row.stages),
                Cell(DraftRole.CELL, plain(course)),
            )
        )

    def _stage(self, stage: Stage) -> Cell:
        """What moved is told by its type, too: no colour is needed."""
        text: Inlines = plain(stage.text)
        if stage.sign:
            text = (Term(stage.text, DraftRole.TIER),)
        return Cell(DraftRole.CELL_CENTRE, text)

    def _number(self, row: HistoryRow) -> tuple[Piece | NumberOf, ...]:
        return (NumberOf(row.anchor, row.name),) if row.anchor else (Piece(row.name),)

    def _counts(self) -> Iterator[Block]:
        view, said = self.view, self.said
        yield self._caption(said.counts_title)
        heads = (view.total, *(column.word for column in view.columns))
        rows = [head_row((said.time, *heads))]
        for group in view.counts:
            label: Inlines = plain(group.name)
            if group.look:
                label = (Term(group.name, DraftRole.TIER), *plain(group.label and f" {group.label}"))
            across = len(view.columns) + 2
            rows.append(Row((Cell(DraftRole.CELL_LABEL, label, across=across),), keep=True))
            for counted in group.rows:
                cells = (
                    Cell(DraftRole.CELL_NUMBER, plain(figure.count), rate=figure.rate)
                    for figure in counted.figures
                )
                total = Cell(DraftRole.CELL_NUMBER, plain(counted.total))
                name = Cell(DraftRole.CELL_LABEL, plain(counted.name))
                rows.append(Row((name, total, *cells), keep=counted is not group.rows[-1]))
        yield Table(
            DraftRole.ACHIEVEMENT_TABLE, said.counts_title, said.counts_description, tuple(rows)
        )

    def _charts(self) -> Iterator[Block]:
        """A chart of all measures, and one a tier: a bar an edition."""
        for group in self.view.counts:
            if any(row.segments for row in group.rows):
                yield from self._chart(group)

    def _chart(self, group: HistoryCounts) -> Iterator[Block]:
        title = self.said.chart.format(name=" ".join(filter(None, (group.name, group.label))))
        rows = [row for row in group.rows if row.segments]
        counts = [{part.word: part.number for part in row.segments} for row in rows]
        yield Chart(
            title,
            "".join(row.alternative for row in rows),
            tuple(self.said.bar.format(edition=row.name, n=row.total) for row in rows),
            tuple(
                Series(key.word, tuple(count.get(key.word, 0) for count in counts))
                for key in self.view.keys
            ),
        )
        yield Caption(DraftRole.FIGURE_CAPTION, self.words.figure, plain(title))

    def _caption(self, title: str) -> Caption:
        return Caption(DraftRole.CAPTION, self.words.table, plain(title))
