"""The lines of the table for people: headings, rows, what stands between and below them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

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
from guideline_docs.views.text import printable
from guideline_docs.views.workbook.parts import LineKind, Marks, SheetColumn, SheetLine

# The number stands before the title where the table has no column of numbers: ①婚姻率.
_GAP = 4


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
        self._plans: dict[Layout, list[tuple[int | None, Column | None, int]]] = {}
        self.table = guideline.edition.table
        self._headings: dict[int, str] = {}
        """The headings that stand above, by their levels, as a column of them says it."""

    def lines(self) -> Iterator[SheetLine]:
        """Those of the table, in the order of the sheet."""
        for section in self.table.tops:
            yield from self._section(section)

    def notes(self) -> Iterator[SheetLine]:
        """What stands above the table, and below it."""
        return map(self._across, self.guideline.notes)

    def marks(self, *spans: Span | None) -> tuple[int, ...]:
        """The numbers of what is told within some spans and was not marked before."""
        return self._numbers(self.remarks.mark_within(*spans))

    def _numbers(self, keys: Sequence[int]) -> tuple[int, ...]:
        return tuple(dict.fromkeys([self.numbers[key] for key in keys])) if keys else ()

    def _section(self, section: Section) -> Iterator[SheetLine]:
        level = section.code.level
        if section.title is not None:
            name = self._name(section)
            self._headings = {at: text for at, text in self._headings.items() if at < level}
            self._headings[level] = name
            if self.scheme.levels[level].column is None:
                marks: tuple[int, ...] = ()
                if section.span is None or self.remarks.index.within(section.span):
                    marks = self.marks(section.title.span, section.mark, section.span)
                yield new(SheetLine, (LineKind.BAND, (name,), _first(marks), level, False, False))
        lines = sorted([*section.measures, *section.loose], key=lambda line: line.span.start)
        for line in lines:
            yield from self._loose(line) if isinstance(line, LooseLine) else self._measure(line)
        for inner in section.sections:
            yield from self._section(inner)

    def _name(self, section: Section) -> str:
        name = printable(section.title.text) if section.title else ""
        if not section.mark:
            return name
        mark, code = self.scheme.mark(section.code), section.code
        glued = self.scheme.level(code).mark.glued
        form = self.words.heading_closed if glued else self.words.heading
        return form.format(mark=mark, title=name)

    def _measure(self, measure: Measure) -> Iterator[SheetLine]:
        counted = not measure.again
        by_tier = counted and measure.surplus is None
        kind = LineKind.MEASURE
        parts = self.guideline.configuration.vocabulary.count_parts
        for row in measure.each:
            yield new(SheetLine, (kind, *self._cells(row, kind), 0, counted, by_tier))
            kind, counted = LineKind.PART, counted and parts
            by_tier = counted and by_tier

    def _loose(self, line: LooseLine) -> Iterator[SheetLine]:
        if line.row:
            yield SheetLine(LineKind.STRAY, *self._cells(line.row, LineKind.STRAY))
        else:
            yield self._across(line)

    def _across(self, line: LooseLine) -> SheetLine:
        texts = (printable(cell.passage.text) for cell in line.cells)
        text = self.words.between_cells.join(texts)
        return SheetLine(LineKind.ACROSS, (text,), _first(self.marks(line.span)))

    def _cells(self, row: Measure, kind: LineKind) -> tuple[tuple[str, ...], Marks]:
        """The texts of a row, and the cells of which something is told."""
        texts: list[str] = []
        spans: list[Span | None] = []
        cells = row.cells
        for place, column, level in self._plan(row.layout):
            if column is not None:
                passage = cells[place] if place is not None else row[column]
                texts.append(printable(passage.text))
                spans.append(passage.span)
            else:
                # The heading above, which is written nowhere in the row.
                texts.append("" if kind is LineKind.PART else self._headings.get(level, ""))
                spans.append(None)
        if self._title is not None and kind is not LineKind.PART:
            text, spans[self._title] = self._with_number(row, row.title)
            texts[self._title] = printable(text)
        told = self.remarks.index.within(row.span)
        return tuple(texts), self._marks(row, spans, told) if told else ()

    def _plan(self, layout: Layout) -> list[tuple[int | None, Column | None, int]]:
        """For each column of the table where its cell is found in the rows of a layout: the
        place in their cells, if it has one there, the column, or the level of a heading."""
        if layout not in self._plans:
            self._plans[layout] = [
                (layout.places.get(each.column), each.column, 0)
                if each.level is None
                else (None, None, each.level)
                for each in self.columns
            ]
        return self._plans[layout]

    def _marks(
        self, row: Measure, spans: Sequence[Span | None], told: Sequence[tuple[int, int, int]]
    ) -> Marks:
        """``told`` is what is told within the row: where it begins and ends, and its key."""
        source = row.span.source
        cells = [
            (place, span.start, span.end)
            for place, span in enumerate(spans)
            if span is not None and span.source is source
        ]
        found: dict[int, list[int]] = {}
        for start, end, key in told:
            for place, first, last in cells:
                if first <= end <= last and (end > first or start == end):
                    found.setdefault(place, []).append(key)
                    break
        marks = {place: self._numbers(self.remarks.mark(found[place])) for place in sorted(found)}
        # What no cell has taken is told where the row begins.
        if left := self.marks(row.number_span, row.span):
            marks[0] = marks.get(0, ()) + left
        return tuple((place, numbers) for place, numbers in sorted(marks.items()) if numbers)

    def _with_number(self, row: Measure, title: Passage) -> tuple[str, Span]:
        number, span = row.number_span, title.span
        behind = number.source is span.source and 0 <= span.start - number.end <= _GAP
        if not (number.text and behind):
            return title.text, span
        between = span.source.text[number.end : span.start]
        return f"{number.text}{between}{title.text}", Span(span.source, number.start, span.end)


def _first(numbers: tuple[int, ...]) -> Marks:
    """What is told of the first cell of a line."""
    return ((0, numbers),) if numbers else ()
