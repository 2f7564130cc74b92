"""施策: one row of the sheet, its cells and what its closed words mean."""

from collections.abc import Iterator, Sequence

from guideline_docs.model.code import Code
from guideline_docs.model.layout import Layout
from guideline_docs.model.passage import CrossReference, Passage, Passages
from guideline_docs.model.terms import Meaning, Proposal, StatusTerm, TierTerm
from guideline_docs.source.record import NamedTuple, own_key
from guideline_docs.source.span import Span
from guideline_docs.syntax.columns import PROSE, Column, ColumnKind
from guideline_docs.syntax.nodes import Cell, Cells


@own_key
class Measure(NamedTuple):
    """施策: one row of the sheet; ``code`` is None where nobody can read its number.

    ``measure[Column.RATIONALE]`` is the text of a cell, as it is written, whatever the
    column; what the closed words mean is in ``meaning``, which many rows share, and with
    their places in ``tier``, ``status`` and ``proposal``.
    """

    code: Code | None
    number_at: int | Cell
    """The place in its line of the cell that holds its number, or that itself."""
    anchor: str
    meaning: Meaning
    line: Cells
    """Those of its line, as they stand."""
    cells: Sequence[Passage]
    """One for each of ``layout.kept``; empty where the row or the table has none."""
    layout: Layout
    surplus: Span | None
    """Filled cells beyond the last head: the cells before them may have shifted too."""
    span: Span
    new: bool = False
    """The sheet does not have it: it begins in 第2期."""
    parts: tuple["Measure", ...] = ()
    """What further departments do for it, each a row of its own that has no number."""
    again: bool = False
    """It repeats a measure that stands elsewhere (再掲): it is printed, and not counted."""

    def __getitem__(self, column: Column) -> Passage:
        place = self.layout.places.get(column)
        if place is not None:
            return self.cells[place]
        match column.kind if column.known else None:
            case ColumnKind.CODE:
                span = self.number_span
            case ColumnKind.TIER:
                span = self._closed(0)
            case ColumnKind.STATUS:
                span = self._closed(1)
            case ColumnKind.PROPOSAL:
                span = self._closed(2)
            case _:
                span = self.span.part(0, 0)
        return Passage.at(span, span.text)

    @property
    def number_cell(self) -> Cell:
        return self.line.at(self.number_at)

    @property
    def number_span(self) -> Span:
        return self.number_cell.span

    @property
    def closed(self) -> tuple[Cell, ...]:
        """The cells of its closed words: tier, status, proposal."""
        return tuple(map(self.line.reached, self.layout.closed))

    def _closed(self, which: int) -> Span:
        return self.line.reached(self.layout.closed[which]).span

    @property
    def tier(self) -> TierTerm:
        return TierTerm(self._closed(0), self.meaning.tier)

    @property
    def status(self) -> StatusTerm:
        return StatusTerm(self._closed(1), self.meaning.status)

    @property
    def proposal(self) -> Proposal:
        """2期案."""
        return Proposal(self._closed(2), self.meaning.proposal)

    @property
    def title(self) -> Passage:
        """内容: the name that the measure goes by."""
        return self.cells[0]

    @property
    def each(self) -> Iterator["Measure"]:
        """The measure as its first department has it, then its further parts."""
        yield self
        yield from self.parts

    def is_parted(self, column: Column) -> bool:
        """Whether further departments have something in a column."""
        return any(part[column] for part in self.parts)

    @property
    def filled(self) -> Iterator[Column]:
        """The further columns that it or one of its parts fills."""
        if not self.parts:
            return (column for column, _ in self.further)
        filled = {column for row in self.each for column, _ in row.further}
        return (column for column in self.layout.kept if column in filled)

    @property
    def columns(self) -> frozenset[Column]:
        """The columns of the table that the head above gives this row."""
        return self.layout.columns

    @property
    def further(self) -> Iterator[tuple[Column, Passage]]:
        """The filled cells of the columns that rules and documents have no name for."""
        cells = self.beyond
        return (cell for cell in cells if not (cell[0].second or cell[0].earlier))

    @property
    def added(self) -> Iterator[tuple[Column, Passage]]:
        """What 第2期 adds in cards: 取組内容, 担当課, 指標, スケジュール."""
        return (cell for cell in self.beyond if cell[0].second)

    @property
    def beyond(self) -> Iterator[tuple[Column, Passage]]:
        """The filled cells of all columns but the usual ones."""
        usual = len(PROSE)
        for column, passage in zip(self.layout.kept[usual:], self.cells[usual:], strict=True):
            if passage:
                yield column, passage

    @property
    def number(self) -> int | None:
        return self.code.path[-1] if self.code else None

    @property
    def key(self) -> int | str | None:
        """What it is kept by between editions: its number, with those above where it has them."""
        if self.code is None or not self.code.above:
            return self.number
        return "-".join(map(str, self.code.path))

    @property
    def passages(self) -> Sequence[Passage]:
        """The running text of the row: what references and prose are looked for in."""
        if self.parts:
            return tuple(passage for row in self.each for passage in row.own_passages())
        return self.own_passages()

    def own_passages(self) -> Sequence[Passage]:
        """The same without its parts."""
        running = self.layout.running
        if len(running) == len(self.layout.kept):
            return self.cells
        if isinstance(self.cells, Passages):
            return self.cells.only(running)
        return tuple([self.cells[at] for at in running])

    @property
    def references(self) -> Iterator[CrossReference]:
        """What its running text refers to."""
        cells = self.cells
        if isinstance(cells, Passages) and not (cells.made or self.parts):
            return iter(())  # as that of most rows, to nothing
        return self._references()

    def _references(self) -> Iterator[CrossReference]:
        for row in self.each:
            cells = row.cells
            referring = tuple(cells.made.values()) if isinstance(cells, Passages) else cells
            for passage in referring:
                yield from passage.references

    def with_added(self, cells: Sequence[tuple[Column, Passage]]) -> "Measure":
        """The measure with what further cards add to it."""
        layout = self.layout.with_added(column for column, _ in cells)
        passages = (passage for _, passage in cells)
        return self._replace(cells=(*self.cells, *passages), layout=layout)
