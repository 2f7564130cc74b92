"""The rows of 進捗状況一覧: a measure, cell by cell, and lines that are none."""

from __future__ import annotations

from collections.abc import Callable

from guideline_docs.model.guideline import Guideline
from guideline_docs.model.measure import Measure
from guideline_docs.model.moves import move_kind
from guideline_docs.model.section import LooseLine
from guideline_docs.model.terms import Words
from guideline_docs.syntax.columns import PROSE, Column, ColumnKind
from guideline_docs.views.achievement import status_looks, tier_look
from guideline_docs.views.progress_table.heads import Heads
from guideline_docs.views.progress_table.masthead import Labelled
from guideline_docs.views.progress_table.orders import orders
from guideline_docs.views.progress_table.parts import Across, Row, RowKeys, Term, Token
from guideline_docs.views.progress_table.passages import Passages
from guideline_docs.views.progress_table.ways import Ways
from guideline_docs.views.progress_table.words import ProgressWords
from guideline_docs.views.text import Piece, PieceRole, Text, plain, printable


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
        self.orders = orders(guideline)
        self.part = guideline.configuration.vocabulary.part
        self.judgements = [
            (each.column, Words(each.statuses), status_looks(each.statuses))
            for each in guideline.judgements
        ]

    def row(self, measure: Measure, path: str) -> Row:
        """``path`` is where it stands, in short."""
        texts: dict[str, Text] = {column: self._filled(measure, column) for column in PROSE}
        states = self._states(measure)
        spans = (row.status.span for row in measure.each)
        status = Term("\n".join(state.text for state in states), self.passages.marks(*spans))
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
            states=states,
            judged={
                column: looks[word.word] if (word := words.find(measure[column].text)) else ""
                for column, words, looks in self.judgements
            }
            if not measure.parts
            else {column: "" for column, *_ in self.judgements},
            move=move,
            texts=texts,
            extras=extras,
            stray=measure.number is None,
        )

    def loose(self, line: LooseLine, path: str) -> Row | Across:
        """A line of no kind; in the columns where its cells stand in them."""
        if line.row:
            return self.row(line.row, path)
        return Across(self.cells(line), line.stray, line.span.line)

    def cells(self, line: LooseLine) -> Text:
        """The cells of a line that stands in no columns, one behind the other."""
        texts = [self.passages.text(cell.passage) for cell in line.cells]
        between = plain(self.words.between_cells)
        return (*texts[0], *(piece for text in texts[1:] for piece in (*between, *text)))

    def _states(self, measure: Measure) -> tuple[Token, ...]:
        states = [
            Token(
                printable(row.status.span.text) or self.words.empty,
                self.looks.get(row.meaning.status.word, "") if row.meaning.status else "",
            )
            for row in measure.each
        ]
        return tuple(states[:1] if states.count(states[0]) == len(states) else states)

    def _filled(self, measure: Measure, column: Column) -> Text:
        if measure.is_parted(column):
            return self._parted(measure, column)
        return self.passages.filled(measure[column])

    def _parted(self, measure: Measure, column: Column) -> Text:
        """What the departments of a measure have in a column, each on a line where several
        have something."""
        if not measure.parts:
            return self.passages.text(measure[column])
        # Departments and what stands beside each are read line by line; a text that only
        # the first has is of all.
        rows = tuple(measure.each) if measure.is_parted(column) else (measure,)
        lines = [self.passages.filled(row[column]) for row in rows]
        if column.kind is ColumnKind.TEXT and self.part and len(lines) > 1:
            owners = (printable(row[self.part].text) for row in rows)
            heads = (plain(self.words.extra.format(head=owner)) for owner in owners)
            lines = [(*head, *line) for head, line in zip(heads, lines, strict=True)]
        between = Piece("\n", PieceRole.BREAK)
        return (*lines[0], *(piece for line in lines[1:] for piece in (between, *line)))

    def _extras(self, measure: Measure) -> tuple[dict[str, Text], tuple[Labelled, ...]]:
        """The cells of the table's own columns, and what stands in no column of it."""
        texts: dict[str, Text] = dict.fromkeys(self.own, ())
        extras: list[Labelled] = []
        for column in measure.filled:
            text = self._parted(measure, column)
            if column in texts:
                texts[column] = text
            else:
                label = self.words.extra.format(head=self.head_of(column))
                extras.append(Labelled(label, text))
        if measure.surplus:
            extras.append(Labelled("", plain(printable(measure.surplus.text))))
        return texts, tuple(extras)

    def _keys(self, measure: Measure) -> RowKeys:
        tier, status = measure.meaning.tier.tier, measure.meaning.status
        kind, direction = move_kind(measure), measure.meaning.proposal.direction
        return RowKeys(
            code=measure.code,
            again=measure.again,
            tier=printable(tier.mark) if tier else "",
            tier_look=tier_look(tier) if tier else "",
            status=status.word if status else "",
            status_look=self.looks.get(status.word, "") if status else "",
            move=kind,
            way=printable(direction.word) if direction else kind,
            own={
                order.column: order.rows[measure] for order in self.orders if measure in order.rows
            },
        )
