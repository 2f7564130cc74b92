"""Which part of a guideline stands at a place of its sources: one index for all who ask.

A row holds its cells, a chapter the stretches under its headings; the innermost part
that holds a place is what stands there.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from operator import itemgetter
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


class Places:
    """The spots of a guideline; the cells of a row are looked at when one is asked for."""

    def __init__(self, guideline: Guideline) -> None:
        self._stretches = Nested(_stretches(guideline))

    def at(self, source: SourceText, offset: int) -> Spot | None:
        """The innermost spot that holds an offset; a spot's end is still in it."""
        return self.around(Span(source, offset, offset))

    def around(self, span: Span) -> Spot | None:
        """The innermost spot that holds all of a span."""
        found = self._stretches.around(span)
        if found is None:
            return None
        return (_cell(found.spot, found.row, span) if found.row else None) or found.spot


class _Stretch(NamedTuple):
    """A spot, and the row that it is, if it is one."""

    span: Span
    spot: Spot
    row: Measure | None = None


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
        place = bisect_right(self.starts, start) - 1
        while place >= 0 and self.things[place].span.end < end:
            place = self.parents[place]
        return self.things[place] if place >= 0 else None


def _stretches(guideline: Guideline) -> Iterator[_Stretch]:
    for line in guideline.summary.lines:
        # The whole line: description and shares belong to the tier.
        source, number = line.span.source, line.span.line
        first = source.offset(number, 1)
        yield _alone(Spot(Span(source, first, first + len(source.line_text(number))), line))
    yield from _rows(guideline.edition.table)
    for supplement in guideline.supplements:
        yield from _rows(supplement.table)
    for chapter in guideline.chapters:
        yield from map(_alone, _below_headings(chapter))


def _alone(spot: Spot) -> _Stretch:
    return _Stretch(spot.span, spot)


def _rows(table: Section) -> Iterator[_Stretch]:
    for *_, section in walk(table):
        if section.span:
            yield _alone(Spot(section.span, section))
        for measure in section.measures:
            for row in measure.each:
                yield new(_Stretch, (row.span, new(Spot, (row.span, measure, None)), row))
                # What cards add stands elsewhere.
                for column, passage in row.added:
                    if passage.span.source is not row.span.source:
                        yield _alone(Spot(passage.span, measure, column))


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
