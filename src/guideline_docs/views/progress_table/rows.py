"""The rows of 進捗状況一覧: a measure, cell by cell, and lines that are none."""

from __future__ import annotations

from collections.abc import Callable

from guideline_docs.model.guideline import Guideline
from guideline_docs.model.measure import Measure
from guideline_docs.model.section import LooseLine
from guideline_docs.syntax.columns import PROSE, Column
from guideline_docs.views.achievement import status_looks, tier_look
from guideline_docs.views.moves import move_kind
from guideline_docs.views.progress_table.heads import Heads
from guideline_docs.views.progress_table.parts import Across, Labelled, Row, RowKeys, Term
from guideline_docs.views.progress_table.passages import Passages
from guideline_docs.views.progress_table.ways import Ways
from guideline_docs.views.progress_table.words import ProgressWords
from guideline_docs.views.text import Text, plain, printable


class Rows:
    """Says what stands in the lines of the table."""

    def __init__(
        self,
        guideline: Guideline,
        words: ProgressWords,
        passages: Passages,
        ways: Ways,
        heads: Heads,
        head_of: Callable[[Column], str],
    ) -> None:
        self.words = words
        self.passages = passages
        self.ways = ways
        self.heads = heads
        self.head_of = head_of
        """What prints the head of a column of the sheet's own."""
        self.number_of = guideline.row_number
        self.own = tuple(head.key for head in heads.own)
        self.looks = status_looks(guideline.configuration.vocabulary.statuses)

    def row(self, measure: Measure, path: str) -> Row:
        """``path`` is where it stands, in short."""
        texts: dict[str, Text] = {column: self.passages.filled(measure[column]) for column in PROSE}
        status = Term(
            printable(measure.status.span.text) or self.words.empty,
            self.passages.marks(measure.status.span),
        )
        move = self.ways.move(measure)
        own, extras = self._extras(measure)
        texts |= own
        # Last: what no cell has taken is told at the number, or where the row begins.
        marks = self.passages.marks(measure.number_span, measure.span)
        if not self.heads.number:
            first = next((head.key for head in self.heads.columns if head.key in texts), PROSE[0])
            texts[first] += marks
            marks = ()
        if extras and not self.heads.long:
            # No cell of long text is there to hold them.
            said = tuple(p for e in extras for p in (*plain(f"\n{e.label}"), *e.text))
            if self.own:
                texts[self.own[-1]] += said
            else:
                marks += said
            extras = ()
        return Row(
            number=printable(self.number_of(measure)),
            anchor=measure.anchor,
            path=path,
            keys=self._keys(measure),
            number_marks=marks,
            status=status,
            move=move,
            texts=texts,
            extras=extras,
            stray=measure.number is None,
        )

    def loose(self, line: LooseLine, path: str) -> Row | Across:
        """A line of no kind; in the columns where its cells stand in them."""
        if line.row:
            return self.row(line.row, path)
        return Across(self.cells(line), line.stray)

    def cells(self, line: LooseLine) -> Text:
        """The cells of a line that stands in no columns, one behind the other."""
        texts = [self.passages.text(cell.passage) for cell in line.cells]
        between = plain(self.words.between_cells)
        return (*texts[0], *(piece for text in texts[1:] for piece in (*between, *text)))

    def _extras(self, measure: Measure) -> tuple[dict[str, Text], tuple[Labelled, ...]]:
        """The cells of the table's own columns, and what stands in no column of it."""
        texts: dict[str, Text] = dict.fromkeys(self.own, ())
        extras: list[Labelled] = []
        for column, passage in measure.further:
            text = self.passages.text(passage)
            if column in texts:
                texts[column] = text
            else:
                label = self.words.extra.format(head=self.head_of(column))
                extras.append(Labelled(label, text))
        if measure.surplus:
            extras.append(Labelled("", plain(printable(measure.surplus.text))))
        return texts, tuple(extras)

    def _keys(self, measure: Measure) -> RowKeys:
        tier, status = measure.tier.tier, measure.status.status
        return RowKeys(
            code=measure.code,
            tier=printable(tier.mark) if tier else "",
            tier_look=tier_look(tier) if tier else "",
            status=status.word if status else "",
            status_look=self.looks.get(status.word, "") if status else "",
            move=move_kind(measure),
        )
