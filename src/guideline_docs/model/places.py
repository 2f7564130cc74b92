"""Which part of a guideline stands at a place of its sources: one index for all who ask.

A row holds its cells, a chapter the stretches under its headings; the innermost part
that holds a place is what stands there.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import Generic, Protocol, TypeVar

from guideline_docs.model.chapter import Chapter, Heading
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.measure import Measure
from guideline_docs.model.section import Section, walk
from guideline_docs.model.summary import SummaryLine
from guideline_docs.source.record import NamedTuple, new
from guideline_docs.source.span import Span
from guideline_docs.source.text import SourceText
from guideline_docs.syntax.columns import COLUMNS, Column

Part = SummaryLine | Section | Measure | Heading | Chapter


class Placed(Protocol):
    """What stands somewhere."""

    @property
    def span(self) -> Span: ...


Thing = TypeVar("Thing", bound=Placed)


class Nested(Generic[Thing]):
    """Things by their places, each within another one or beside it: the innermost is found.

    Made in time linear in their number but for the sorting, asked in logarithmic.
    """

    def __init__(self, things: Iterable[Thing]) -> None:
        found: dict[SourceText, list[Thing]] = {}
        for thing in things:
            found.setdefault(thing.span.source, []).append(thing)
        self._by_source = {source: _Nested(inside) for source, inside in found.items()}

    def at(self, source: SourceText, offset: int) -> Thing | None:
        """The innermost that holds an offset; the end of one is still in it."""
        return self.around(Span(source, offset, offset))

    def around(self, span: Span) -> Thing | None:
        """The innermost that holds all of a span."""
        inside = self._by_source.get(span.source)
        return inside.around(span.start, span.end) if inside else None

    def holding(self, span: Span) -> Iterator[Thing]:
        """All that hold a span, the innermost first."""
        inside = self._by_source.get(span.source)
        return inside.holding(span.start, span.end) if inside else iter(())

    def within(self, source: SourceText) -> list[Thing]:
        """Those of a source, in their order."""
        inside = self._by_source.get(source)
        return inside.things if inside else []


class Spot(NamedTuple):
    """A stretch of a source and what stands there.

    ``column`` is the cell of a row; None for the row as a whole and for what is no row.
    A chapter stands for its text before the first heading.
    """

    span: Span
    part: Part
    column: Column | None = None


class Line(NamedTuple):
    """A line, or the stretch under a heading: what stands there, and which row of a measure
    it is, for its cells. ``column`` is that of a cell that stands by itself, in cards."""

    span: Span
    part: Part
    row: Measure | None = None
    column: Column | None = None

    @property
    def spots(self) -> Iterator[Spot]:
        """The line itself and its cells."""
        yield Spot(self.span, self.part, self.column)
        for cell, column in _cells(self.row) if self.row else ():
            yield Spot(cell, self.part, column)


class Places:
    """The spots of a guideline. Only lines are indexed; the cells of a row are few."""

    def __init__(self, guideline: Guideline) -> None:
        self.lines: Nested[Line] = Nested(_lines(guideline))

    def at(self, source: SourceText, offset: int) -> Spot | None:
        """The innermost spot that holds an offset; a spot's end is still in it."""
        return self.around(Span(source, offset, offset))

    def around(self, span: Span) -> Spot | None:
        """The innermost spot that holds all of a span."""
        line = self.lines.around(span)
        if line is None:
            return None
        whole, *cells = line.spots
        # Where cells touch, it is the first.
        held = (each for each in cells if each.span.start <= span.start and span.end <= each.span.end)
        return next(held, whole)

    def within(self, source: SourceText) -> Iterator[Spot]:
        """Those of a source, a row before its cells."""
        for line in self.lines.within(source):
            yield from line.spots


class _Nested(Generic[Thing]):
    """Those of one source, each within the one that is its parent or beside it."""

    def __init__(self, things: list[Thing]) -> None:
        things.sort(key=lambda thing: (thing.span.start, -thing.span.end))
        self.things = things
        self.starts = [thing.span.start for thing in things]
        self.parents: list[int] = []
        open_: list[int] = []
        for place, thing in enumerate(things):
            while open_ and things[open_[-1]].span.end < thing.span.end:
                open_.pop()
            self.parents.append(open_[-1] if open_ else -1)
            open_.append(place)

    def around(self, start: int, end: int) -> Thing | None:
        return next(self.holding(start, end), None)

    def holding(self, start: int, end: int) -> Iterator[Thing]:
        place = bisect_right(self.starts, start) - 1
        while place >= 0:
            if self.things[place].span.end >= end:
                yield self.things[place]
            place = self.parents[place]


def _lines(guideline: Guideline) -> Iterator[Line]:
    for line in guideline.summary.lines:
        # Description and shares belong to the tier.
        yield Line(line.span.whole_line, line)
    yield from _rows(guideline.edition.table)
    for supplement in guideline.supplements:
        yield from _rows(supplement.table)
    for chapter in guideline.chapters:
        yield from _stretches(chapter)


def _rows(table: Section) -> Iterator[Line]:
    for *_, section in walk(table):
        if section.span:
            yield Line(section.span, section)
        for measure in section.measures:
            for row in measure.each:
                yield new(Line, (row.span, measure, row, None))
                for column, passage in row.added:
                    if passage.source is not row.span.source:
                        yield Line(passage.span, measure, None, column)


def _cells(row: Measure) -> Iterator[tuple[Span, Column]]:
    """The cells of a row. One that is not there ends where the row does: it has no spot."""
    named = [column for column in COLUMNS[1:] if column in row.columns]
    beyond = (*row.further, *row.added)
    cells = [
        (row.number_span, Column.NUMBER),
        *((row[column].span, column) for column in named),
        *((each.span, column) for column, each in beyond if each.source is row.span.source),
    ]
    reached = -1
    for span, column in sorted(cells, key=lambda cell: cell[0][1:]):
        if span.start > reached or span.end > reached:
            yield span, column
            reached = span.end


def _stretches(chapter: Chapter) -> Iterator[Line]:
    """The chapter, and in it from each heading to the next."""
    source = chapter.source
    yield Line(source.span(0, len(source.text)), chapter)
    headings = [block for block in chapter.blocks if isinstance(block, Heading)]
    ends = [heading.span.start - 1 for heading in headings[1:]] + [len(source.text)]
    for heading, end in zip(headings, ends, strict=False):
        yield Line(source.span(heading.span.start, end), heading)
