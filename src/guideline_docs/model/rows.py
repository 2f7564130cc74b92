"""Rows and cards to measures, and lines that look like rows to loose lines."""

from __future__ import annotations

from collections.abc import Iterable

from guideline_docs.model.code import Code
from guideline_docs.model.layout import CLOSED, Layout, Layouts
from guideline_docs.model.measure import Measure
from guideline_docs.model.passage import Passage
from guideline_docs.model.references import References
from guideline_docs.model.section import LooseCell, LooseLine
from guideline_docs.model.targets import Targets
from guideline_docs.model.terms import UNKNOWN, Terms
from guideline_docs.source.record import new
from guideline_docs.source.span import Span
from guideline_docs.syntax.columns import Column
from guideline_docs.syntax.nodes import Cell, RowLine, Stray, UnnumberedRow

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
        layout = self.layouts.of(line.head, line.card, beside)
        return self._measure(line, layout, line.number_cell, *self.targets.of_row(line))

    def part(self, line: UnnumberedRow, measure: Measure) -> Measure:
        """A row that goes on with a measure, whose name it has."""
        layout, end = self.layouts.of(line.head), line.span.start
        number = Cell(line.span.source, end, end)
        return self._measure(line, layout, number, measure.code, measure.anchor)

    def again(self, line: UnnumberedRow) -> LooseLine:
        """A row without number that repeats a measure: its cells in their columns."""
        return self.stray(Stray(line.span, line.cells[0], line.cells, line.head))._replace(stray=False)

    def _measure(
        self,
        line: RowLine | UnnumberedRow,
        layout: Layout,
        number: Cell,
        code: Code | None,
        anchor: str,
    ) -> Measure:
        cells = line.cells
        try:
            picked = layout.pick(cells)
        except IndexError:
            # A column is missing, or the row ends before it.
            picked = self._reached(line, layout.order)
        tier, status, proposal, *prose = picked
        texts = self.references.passages(prose, line.span)
        if layout.further:
            texts += self._further(line, layout, number)
        return new(
            Measure,
            (
                code,
                number,
                anchor,
                self.terms.meaning(tier, status, proposal),
                picked,
                texts,
                layout,
                None if len(cells) <= len(layout.given) else _surplus(cells, layout),
                line.span,
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

    def _reached(self, line: RowLine | UnnumberedRow, places: Iterable[int]) -> tuple[Cell, ...]:
        """The cells at some places of a row; beyond its end, what is not there."""
        cells = line.cells
        end = cells[-1].end
        missing = Cell(line.span.source, end, end)
        return tuple(cells[at] if at < len(cells) else missing for at in places)

    def _further(
        self, line: RowLine | UnnumberedRow, layout: Layout, number: Cell
    ) -> tuple[Passage, ...]:
        """The cells of the columns that the documents do not know."""
        found = []
        for place, cell in zip(layout.further, self._reached(line, layout.further), strict=True):
            column = layout.given[place]
            if cell is number and column in layout.unnamed:
                cell = Cell.at(cell.part(0, 0))  # it is printed as the number that it is
            found.append(self.references.passage(cell) if column.prose else Passage.of(cell))
        return tuple(found)

    def _stray_row(self, line: Stray, layout: Layout) -> Measure:
        """The cells of a line of no kind as those of a row, without any meaning."""
        cells, source = line.row, line.span.source
        end = cells[-1].end
        missing = Cell(source, end, end)
        usual, further = (
            tuple(cells[at] if at < len(cells) else missing for at in places)
            for places in (layout.order, layout.further)
        )
        at = layout.given.index(Column.NUMBER) if Column.NUMBER in layout.given else len(cells)
        self._strays += 1
        return Measure(
            code=None,
            number_cell=cells[at] if at < len(cells) else missing,
            anchor=f"stray-{self._strays}",
            meaning=UNKNOWN,
            usual=usual,
            cells=tuple(map(Passage.of, (*usual[len(CLOSED) :], *further))),
            layout=layout,
            surplus=_surplus(cells, layout),
            span=line.span,
        )


def _surplus(cells: tuple[Cell, ...], layout: Layout) -> Span | None:
    """The filled cells of a row beyond the last head."""
    if len(cells) <= len(layout.given):
        return None
    beyond = [cell.span for cell in cells[len(layout.given) :] if cell]
    return Span(beyond[0].source, beyond[0].start, beyond[-1].end) if beyond else None
