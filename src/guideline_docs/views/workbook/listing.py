"""The lines of the table for people: headings, rows, what stands between and below them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import attrgetter

from guideline_docs.model.guideline import Guideline
from guideline_docs.model.layout import Layout
from guideline_docs.model.measure import Measure
from guideline_docs.model.passage import Passage
from guideline_docs.model.section import LooseLine, Section
from guideline_docs.source.record import new
from guideline_docs.source.span import Span
from guideline_docs.syntax.columns import Column
from guideline_docs.views.progress_table.words import ProgressWords
from guideline_docs.views.remarks import Remarks
from guideline_docs.views.text import Printed, printable
from guideline_docs.views.workbook.parts import LineKind, Marks, SheetColumn, SheetLine

# The number stands before the title where the table has no column of numbers: ①婚姻率.
_GAP = 4

Read = Callable[[Measure], Passage | Span | None]
# Where the cells of closed words stand, and that of the number.
_CLOSED: Mapping[Column, Read] = {
    Column.NUMBER: attrgetter("number_span"),
    Column.TIER: attrgetter("tier.span"),
    Column.STATUS: attrgetter("status.span"),
    Column.PROPOSAL: attrgetter("proposal.span"),
}


class Listing:
    """Says what stands in the lines of the table, each finding marked where it is met first."""

    def __init__(
        self,
        guideline: Guideline,
        words: ProgressWords,
        remarks: Remarks,
        numbers: Mapping[int, int],
        columns: Sequence[SheetColumn],
    ) -> None:
        self.guideline = guideline
        self.scheme = guideline.scheme
        self.words = words
        self.remarks = remarks
        self.numbers = numbers
        self.columns = columns
        shown = [each.column for each in columns]
        self._title = None if Column.NUMBER in shown or Column.TITLE not in shown else shown.index(Column.TITLE)
        """Where titles stand that have their number before them."""
        self._levels = [(at, each.level) for at, each in enumerate(columns) if each.level is not None]
        """The columns that hold headings, which are written nowhere in the rows."""
        self._printed = Printed()
        self._forms: dict[int, str] = {}
        """What headings are written as, by their levels."""
        self._count_parts = guideline.configuration.vocabulary.count_parts
        self._plans: dict[Layout, list[tuple[int | None, Read]]] = {}
        self.table = guideline.edition.table
        self._headings: dict[int, str] = {}
        """The headings that stand above, by their levels, as a column of them says it."""

    def lines(self) -> tuple[SheetLine, ...]:
        """Those of the table, in the order of the sheet."""
        found: list[SheetLine] = []
        for section in self.table.tops:
            self._section(section, found)
        return tuple(found)

    def notes(self) -> Iterator[SheetLine]:
        """What stands above the table, and below it."""
        return map(self._across, self.guideline.notes)

    def marks(self, *spans: Span | None) -> tuple[int, ...]:
        """The numbers of what is told within some spans and was not marked before."""
        return self._numbers(self.remarks.mark_within(*spans))

    def _numbers(self, keys: Sequence[int]) -> tuple[int, ...]:
        return tuple(dict.fromkeys([self.numbers[key] for key in keys])) if keys else ()

    def _section(self, section: Section, found: list[SheetLine]) -> None:
        level = section.code.level
        if section.title is not None:
            name = self._name(section)
            self._headings = {at: text for at, text in self._headings.items() if at < level}
            self._headings[level] = name
            if self.scheme.levels[level].column is None:
                marks: tuple[int, ...] = ()
                if section.span is None or self.remarks.index.within(section.span):
                    marks = self.marks(section.title.span, section.mark, section.span)
                found.append(new(SheetLine, (LineKind.BAND, (name,), _first(marks), level, False, False)))
        for line in _in_order(section):
            if isinstance(line, Measure):
                self._measure(line, found)
            else:
                found.append(self._loose(line))
        for inner in section.sections:
            self._section(inner, found)

    def _name(self, section: Section) -> str:
        name = self._printed[section.title.text] if section.title else ""
        if not section.mark:
            return name
        code = section.code
        form = self._forms.get(code.level)
        if form is None:
            glued = self.scheme.level(code).mark.glued
            form = self.words.heading_closed if glued else self.words.heading
            self._forms[code.level] = form
        return form.format(mark=self.scheme.mark(code), title=name)

    def _measure(self, measure: Measure, found: list[SheetLine]) -> None:
        counted = not measure.again
        by_tier = counted and measure.surplus is None
        kind = LineKind.MEASURE
        found.append(new(SheetLine, (kind, *self._cells(measure, kind), 0, counted, by_tier)))
        kind, counted = LineKind.PART, counted and self._count_parts
        by_tier = counted and by_tier
        for row in measure.parts:
            found.append(new(SheetLine, (kind, *self._cells(row, kind), 0, counted, by_tier)))

    def _loose(self, line: LooseLine) -> SheetLine:
        if line.row:
            return SheetLine(LineKind.STRAY, *self._cells(line.row, LineKind.STRAY))
        return self._across(line)

    def _across(self, line: LooseLine) -> SheetLine:
        texts = (printable(cell.passage.text) for cell in line.cells)
        text = self.words.between_cells.join(texts)
        return SheetLine(LineKind.ACROSS, (text,), _first(self.marks(line.span)))

    def _cells(self, row: Measure, kind: LineKind) -> tuple[tuple[str, ...], Marks]:
        """The texts of a row, and the cells of which something is told."""
        written: list[Passage | Span | None] = [
            row.cells[place] if place is not None else read(row) for place, read in self._plan(row.layout)
        ]
        texts = [self._printed[each.text] if each is not None else "" for each in written]
        headed = kind is not LineKind.PART
        if headed and self._levels:
            for at, level in self._levels:
                texts[at] = self._headings.get(level, "")
        if headed and self._title is not None:
            text, written[self._title] = self._numbered(row, row.title)
            texts[self._title] = printable(text)
        told = self.remarks.index.within(row.span)
        if not told:
            return tuple(texts), ()
        spans = [each.span if isinstance(each, Passage) else each for each in written]
        return tuple(texts), self._marks(row, spans, told)

    def _plan(self, layout: Layout) -> list[tuple[int | None, Read]]:
        """For each column of the table where its cell is found in the rows of a layout: its
        place among their cells, if it has one, or what reads where it stands."""
        if layout not in self._plans:
            self._plans[layout] = [
                (layout.places.get(each.column), _read(each.column)) for each in self.columns
            ]
        return self._plans[layout]

    def _marks(
        self, row: Measure, spans: Sequence[Span | None], told: Sequence[tuple[int, int, int]]
    ) -> Marks:
        """``told`` is what is told within the row: where it begins and ends, and its key."""
        source, first, last = row.span
        cells = [
            (place, span.start, span.end)
            for place, span in enumerate(spans)
            if span is not None and span.source is source
        ]
        found: dict[int, list[int]] = {}
        placed = 0
        for start, end, key in told:
            for place, begin, stop in cells:
                if begin <= end <= stop and (end > begin or start == end):
                    found.setdefault(place, []).append(key)
                    placed += 1
                    break
        marks = {place: self._numbers(self.remarks.mark(found[place])) for place in sorted(found)}
        number = row.number_span
        if placed < len(told) or number.start < first or number.end > last:
            # What no cell has taken is told where the row begins.
            marks[0] = marks.get(0, ()) + self.marks(number, row.span)
        return tuple([(place, numbers) for place, numbers in sorted(marks.items()) if numbers])

    def _numbered(self, row: Measure, title: Passage) -> tuple[str, Span]:
        """A title with the number before it, and where both stand."""
        number, span = row.number_span, title.span
        behind = number.source is span.source and 0 <= span.start - number.end <= _GAP
        if not (number.text and behind):
            return title.text, span
        between = span.source.text[number.end : span.start]
        return f"{number.text}{between}{title.text}", Span(span.source, number.start, span.end)


def _read(column: Column | None) -> Read:
    """What reads where a cell stands that is none of the cells of running text."""
    if column is None:
        return lambda row: None
    return _CLOSED.get(column) or (lambda row: row[column])


def _in_order(section: Section) -> Iterable[Measure | LooseLine]:
    """What stands right below a heading."""
    if not section.loose:
        return section.measures
    return sorted([*section.measures, *section.loose], key=lambda line: line.span.start)


def _first(numbers: tuple[int, ...]) -> Marks:
    """What is told of the first cell of a line."""
    return ((0, numbers),) if numbers else ()
