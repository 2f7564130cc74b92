"""Rows and cards to measures, and lines that look like rows to loose lines."""

from __future__ import annotations

from guideline_docs.model.code import Code
from guideline_docs.model.layout import Layout, Layouts
from guideline_docs.model.measure import Measure
from guideline_docs.model.passage import Passage, Passages
from guideline_docs.model.references import References
from guideline_docs.model.section import LooseCell, LooseLine
from guideline_docs.model.targets import Targets
from guideline_docs.model.terms import UNKNOWN, Terms
from guideline_docs.source.record import new
from guideline_docs.source.span import Span
from guideline_docs.syntax.columns import Column
from guideline_docs.syntax.nodes import Cell, Cells, RowLine, Stray, UnnumberedRow

# What was typed for a number is no longer than 「新規12」.
_LONGEST_NUMBER = 4


class Rows:
    """Reads the rows of one guideline, the table's and the cards'."""

    def __init__(
        self, layouts: Layouts, targets: Targets, terms: Terms, references: References
    ) -> None:
        self.layouts = layouts
        self.targets = targets
        self.terms = terms
        self.references = references
        self._strays = 0

    def measure(self, line: RowLine, beside: bool) -> Measure:
        """A row; ``beside``: it is a card beside the sheet."""
        span, cells, _, number, head, card, _, _, _ = line
        layout = self.layouts.of(head, card, beside)
        return self._measure(span, cells, layout, number, *self.targets.of_row(line))

    def part(self, line: UnnumberedRow, measure: Measure) -> Measure:
        """A row that goes on with a measure, whose name it has."""
        layout, end = self.layouts.of(line.head), line.span.start
        number = Cell(line.span.source, end, end)
        return self._measure(line.span, line.cells, layout, number, measure.code, measure.anchor)

    def again(self, line: UnnumberedRow) -> LooseLine:
        """A row without number that repeats a measure: its cells in their columns."""
        return self.stray(Stray(line.span, line.cells[0], line.cells, line.head))._replace(stray=False)

    def _measure(
        self,
        span: Span,
        cells: Cells,
        layout: Layout,
        number: int | Cell,
        code: Code | None,
        anchor: str,
    ) -> Measure:
        if cells.made is None:
            picked = layout.picked(cells.texts)
            closed = picked[:3]
        else:
            picked = layout.picked([cell.written for cell in cells.made])
            closed = picked[0], cells.reached(layout.closed[1]).text, picked[2]
        passages = Passages(cells, layout.texts, picked[3:])
        source, start, end = span
        if layout.unnamed or self.references.may_be_in(source.text, start, end):
            passages.made = self._read(passages, layout, number)
        return new(
            Measure,
            (
                code,
                number,
                anchor,
                self.terms.meaning(closed),
                cells,
                passages,
                layout,
                None if len(cells.texts) <= len(layout.given) else _surplus(cells, layout),
                span,
                False,
                (),
                False,
            ),
        )

    def stray(self, line: Stray) -> LooseLine:
        """A line of no kind, with its cells in their columns where it has a head above."""
        if not (line.row and line.head):
            cells = tuple(filter(None, line.row)) or (line.cell,)
            return LooseLine.of(cells, line.span, stray=True)
        layout = self.layouts.of(line.head)
        given = layout.given
        placed = tuple(
            LooseCell(Passage.of(cell), given[at] if at < len(given) else None)
            for at, cell in enumerate(line.row)
            if cell
        )
        row = self._stray_row(line, layout)
        # Prose where a number should be: not even the other cells need be where they belong.
        looks_like_one = len(row.number_span.text) <= _LONGEST_NUMBER
        return LooseLine(placed, True, row if looks_like_one else None, line.span)

    def _read(self, texts: Passages, layout: Layout, number: int | Cell) -> dict[int, Passage]:
        """The texts of a row that are more than their cells, by their places."""
        found, cells, references = {}, texts.cells, self.references
        unnamed = layout.unnamed
        for at in [at for at, column in enumerate(layout.kept) if column in unnamed] if unnamed else ():
            cell = cells.reached(texts.places[at])
            if cell == cells.at(number):
                # It is printed as the number that it is.
                found[at] = Passage.of(Cell.at(cell.part(0, 0)))
        for at in layout.running:
            if references.may_be_in(texts.written[at]) and at not in found:
                passage = references.passage(cells.reached(texts.places[at]))
                if passage.references:
                    found[at] = passage
        return found

    def _stray_row(self, line: Stray, layout: Layout) -> Measure:
        """The cells of a line of no kind as those of a row, without any meaning."""
        cells = line.row
        at = layout.given.index(Column.NUMBER) if Column.NUMBER in layout.given else len(cells)
        self._strays += 1
        return Measure(
            code=None,
            number_at=cells.reached(at),
            anchor=f"stray-{self._strays}",
            meaning=UNKNOWN,
            line=cells,
            cells=Passages.of(cells, layout.texts),
            layout=layout,
            surplus=_surplus(cells, layout),
            span=line.span,
        )


def _surplus(cells: Cells, layout: Layout) -> Span | None:
    """The filled cells of a row beyond the last head."""
    if len(cells) <= len(layout.given):
        return None
    beyond = [cell.span for cell in cells[len(layout.given) :] if cell]
    return Span(beyond[0].source, beyond[0].start, beyond[-1].end) if beyond else None
