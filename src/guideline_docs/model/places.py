"""Which part of a guideline stands at a place of its sources: one index for all who ask.

A row holds its cells, a chapter the stretches under its headings; the innermost part
that holds a place is what stands there.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from operator import itemgetter

from guideline_docs.model.chapter import Chapter, Heading
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.measure import Measure
from guideline_docs.model.section import Section, Trail, walk
from guideline_docs.model.summary import SummaryLine
from guideline_docs.source.record import NamedTuple, new
from guideline_docs.source.span import Span
from guideline_docs.source.text import SourceText
from guideline_docs.syntax.columns import COLUMNS, PROSE, Column

Part = SummaryLine | Section | Measure | Heading | Chapter


class Spot(NamedTuple):
    """A stretch of a source and what stands there.

    ``column`` is the cell of a row; None for the row as a whole and for what is no row.
    A chapter stands for its text before the first heading.
    """

    span: Span
    part: Part
    column: Column | None = None


class Places:
    """The spots of a guideline. Made in time linear in its size, asked in logarithmic; the
    cells of a row are looked at when one of them is asked for."""

    def __init__(self, guideline: Guideline) -> None:
        found: defaultdict[SourceText, list[_Stretch]] = defaultdict(list)
        for stretch in _stretches(guideline):
            found[stretch[0].span.source].append(stretch)
        self._by_source = {source: _Nested(stretches) for source, stretches in found.items()}

    def at(self, source: SourceText, offset: int) -> Spot | None:
        """The innermost spot that holds an offset; a spot's end is still in it."""
        return self.around(Span(source, offset, offset))

    def around(self, span: Span) -> Spot | None:
        """The innermost spot that holds all of a span."""
        nested = self._by_source.get(span.source)
        return nested.around(span) if nested else None


_Stretch = tuple[Spot, Measure | None]
"""A spot, and the row that it is, if it is one."""


class _Nested:
    """The spots of one source, each within the one that is its parent or beside it."""

    def __init__(self, spots: list[_Stretch]) -> None:
        order = [(spot.span.start, -spot.span.end, place) for place, (spot, _) in enumerate(spots)]
        order.sort()
        self.spots = spots = [spots[place] for _, _, place in order]
        self.starts = [start for start, _, _ in order]
        self.parents: list[int] = []
        open_: list[int] = []
        for place, (spot, _) in enumerate(spots):
            end = spot.span.end
            while open_ and spots[open_[-1]][0].span.end < end:
                open_.pop()
            self.parents.append(open_[-1] if open_ else -1)
            open_.append(place)

    def around(self, span: Span) -> Spot | None:
        place = bisect_right(self.starts, span.start) - 1
        while place >= 0 and self.spots[place][0].span.end < span.end:
            place = self.parents[place]
        if place < 0:
            return None
        spot, row = self.spots[place]
        return (_cell(spot, row, span) if row else None) or spot


def _stretches(guideline: Guideline) -> Iterator[_Stretch]:
    for line in guideline.summary.lines:
        # The whole line: description and shares belong to the tier.
        source, number = line.span.source, line.span.line
        first = source.offset(number, 1)
        yield Spot(Span(source, first, first + len(source.line_text(number))), line), None
    yield from _rows(guideline.edition.trails)
    for supplement in guideline.supplements:
        yield from _rows(walk(supplement.table))
    for chapter in guideline.chapters:
        yield from ((spot, None) for spot in _below_headings(chapter))


def _rows(trails: Iterable[Trail]) -> list[_Stretch]:
    found: list[_Stretch] = []
    for trail in trails:
        section = trail[-1]
        if section.span:
            found.append((new(Spot, (section.span, section, None)), None))
        for measure in section.measures:
            for row in (measure, *measure.parts):
                found.append((new(Spot, (row.span, measure, None)), row))
                if len(row.cells) > len(PROSE):
                    # What cards add stands elsewhere.
                    found += (
                        (Spot(passage.span, measure, column), None)
                        for column, passage in row.added
                        if passage.span.source is not row.span.source
                    )
    return found


def _cell(whole: Spot, row: Measure, asked: Span) -> Spot | None:
    """The cell of a row that holds a span. Where cells touch, it is the first: one that is not
    there ends where the row does."""
    found: list[tuple[int, int, Span, Column]] = []
    for span, column in _cells(row):
        source, start, end = span
        if start <= asked.start and asked.end <= end and source is asked.source:
            found.append((start, end, span, column))
    if not found:
        return None
    *_, span, column = min(found, key=itemgetter(0, 1))
    return Spot(span, whole.part, column)


def _cells(row: Measure) -> Iterator[tuple[Span, Column]]:
    yield row.number_span, Column.NUMBER
    for column in COLUMNS[1:]:
        if column in row.columns:
            yield row[column].span, column
    for column, passage in row.beyond:
        if not column.earlier or column.second:
            yield passage.span, column


def _below_headings(chapter: Chapter) -> Iterator[Spot]:
    """The chapter, and in it from each heading to the next."""
    source = chapter.source
    yield Spot(source.span(0, len(source.text)), chapter)
    headings = [block for block in chapter.blocks if isinstance(block, Heading)]
    ends = [heading.span.start - 1 for heading in headings[1:]] + [len(source.text)]
    for heading, end in zip(headings, ends, strict=False):
        yield Spot(source.span(heading.span.start, end), heading)
