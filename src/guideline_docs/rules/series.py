"""The numbers of a table in their series, and where a series jumps or repeats itself."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from guideline_docs.model.code import Code, Level, Series
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.measure import Measure
from guideline_docs.model.section import Section
from guideline_docs.source.record import NamedTuple
from guideline_docs.source.span import Span

Number = tuple[int | None, Span]
"""A number and where it stands; None where nobody can read it."""


class Slip(NamedTuple):
    """A number that is not the next one: ``first`` is set where it stood before."""

    number: int
    span: Span
    expected: int
    first: Span | None = None


def slips(items: Iterable[Number]) -> Iterator[Slip]:
    """Where a series that starts at 1 jumps or repeats itself.

    After a wrong number the series may go on from it or from the number that was
    expected, so one slip is told once. None is an item that nobody could read: it
    may or may not have taken a number.
    """
    series = list(items)
    # Nearly every series has no slip, and is not walked.
    if [number for number, _ in series] == list(range(1, len(series) + 1)):
        return
    seen: dict[int, Span] = {}
    # Ranges of numbers that may come next, the expected ones first; a few suffice.
    ranges = [(1, 1)]
    for number, span in series:
        if number is None:
            ranges = [(low, high + 1) for low, high in ranges]
            continue
        first = seen.get(number)
        if first is None and any(low <= number <= high for low, high in ranges):
            seen[number] = span
            following = number + 1
            while following in seen:
                following += 1
            ranges = [(following, following)]
            continue
        yield Slip(number, span, ranges[0][0], first)
        seen.setdefault(number, span)
        ranges = [(low, high + 1) for low, high in ranges[:1] + ranges[1:][-1:]]
        if not any(low <= number + 1 <= high for low, high in ranges):
            ranges.append((number + 1, number + 1))


def any_twice(numbers: list[Any]) -> bool:
    """Whether a number may be repeated; most series hold none twice, and are not walked."""
    return len(set(numbers)) < len(numbers)


def repeats(items: Iterable[Number]) -> Iterator[tuple[int, Span, Span]]:
    """Each number that is repeated, where, and where it stood first."""
    return ((slip.number, slip.span, slip.first) for slip in slips(items) if slip.first)


def of_headings(guideline: Guideline) -> list[tuple[Level, list[Section]]]:
    """The sections whose numbers run on, those of a level under one heading or of all, where
    they are not 1, 2, 3 …, as they nearly always are.

    What a column repeats after other headings is the same heading: each number stands once
    for it, in the order of the numbers.
    """
    levels = guideline.scheme.levels
    plain = {at for at, level in enumerate(levels) if _is_plain(level)}
    series: list[tuple[Level, list[Section]]] = []
    through: dict[tuple[int, tuple[int, ...]], dict[Any, Section]] = {}
    for sections in [above.sections for above in guideline.second.sections if above.sections]:
        # Nearly every heading holds those of one level, 1, 2, 3 …, and they are not told.
        found = {section.code.level for section in sections}
        if len(found) == 1 and found <= plain:
            if not _even(sections):
                series.append((levels[sections[0].code.level], list(sections)))
            continue
        under: dict[int, list[Section]] = {}
        for section in sections:
            level, code = section.code.level, section.code
            rank = levels[level]
            if not rank.numbered:
                continue
            if level in plain:
                under.setdefault(level, []).append(section)
                continue
            scope = () if rank.series is Series.ALL else code.above
            # What is no column is its own key by where it stands.
            key = section.span if rank.column is None else code.number
            through.setdefault((level, scope), {}).setdefault(key, section)
        series += ((levels[level], held) for level, held in under.items())
    for (level, _), held in through.items():
        sections = list(held.values())
        if levels[level].column is not None:
            sections.sort(key=lambda section: section.code.number)
        series.append((levels[level], sections))
    return [(level, held) for level, held in series if not _even(held)]


def _is_plain(level: Level) -> bool:
    """Whether it is one of lines whose numbers begin anew under each heading."""
    return level.numbered and level.column is None and level.series is Series.RESTART


def _even(sections: Sequence[Section]) -> bool:
    return [section.code.path[-1] for section in sections] == list(range(1, len(sections) + 1))


def numbered(section: Section) -> tuple[int, Span]:
    """The number of a section, and where it is told; one without holds the next."""
    span = section.mark or (section.title.span if section.title else section.span)
    assert span is not None  # what has a code has a heading
    return section.code.number, span


def code_of(sections: Iterable[Section], span: Span) -> Code:
    """The code of the one whose number stands at a place."""
    return next(section.code for section in sections if numbered(section)[1] == span)


def of_measures(guideline: Guideline) -> list[tuple[tuple[int, ...], list[Number]]]:
    """The numbers of the rows that run on, each series with the numbers above it; none where
    the rows are 1, 2, 3 …, as they nearly always are.

    A row whose number cannot be read holds any. A measure that is new in 第2期 stands
    behind the row that its number follows, or last.
    """
    unread: list[Number] = [(None, stray.cell.span) for stray in guideline.strays if stray.row]
    if not guideline.scheme.measures_restart:
        measures = _numbered(guideline)
        if not (unread or guideline.second.new) and _count_on(measures):
            return []
        rows: list[Number] = [
            (each.code and each.code.path[-1], each.number_span) for each in measures
        ]
        series = {(): sorted(rows + unread, key=_start) if unread else rows}
    else:
        series = _restarting(guideline, unread)
    new: dict[tuple[int, ...], dict[int | None, Span]] = {}
    for measure in guideline.second.new:
        if measure.code:
            new.setdefault(measure.code.above, {})[measure.number] = measure.number_span
    for above in [*series, *(each for each in new if each not in series)]:
        if above in new:
            series[above] = list(_with_new(series.get(above, []), new[above]))
    return list(series.items())


def _count_on(measures: Sequence[Measure]) -> bool:
    numbers = [measure.code and measure.code.path[-1] for measure in measures]
    return numbers == list(range(1, len(measures) + 1))


def _numbered(guideline: Guideline) -> Sequence[Measure]:
    """The rows that take a number: one that stands elsewhere, too, where it bears the next
    one, and no other row does."""
    measures, own = guideline.edition.measures, guideline.own
    if len(measures) == len(own):
        return own
    taken = {measure.code for measure in own}
    last: dict[tuple[int, ...], int] = {}
    found = []
    for measure in measures:
        code = measure.code
        if measure.again and (
            not code or code in taken or code.number != last.get(code.above, 0) + 1
        ):
            continue
        if code:
            last[code.above] = code.number
        found.append(measure)
    return found


def _restarting(
    guideline: Guideline, unread: list[Number]
) -> dict[tuple[int, ...], list[Number]]:
    """The rows by the numbers above them; what cannot be read goes on with the row above it."""
    series: dict[tuple[int, ...], list[Number]] = {}
    above: tuple[int, ...] = ()
    waiting = sorted(unread, key=_start, reverse=True)
    elsewhere = {measure: section.code.path for measure, section in guideline.once(misplaced)}
    for measure in _numbered(guideline):
        while waiting and _start(waiting[-1]) < measure.number_span.start:
            series.setdefault(above, []).append(waiting.pop())
        # What stands under another heading may have taken a number there, and takes none here.
        number = None if measure in elsewhere else measure.number
        above = elsewhere.get(measure, measure.code.above if measure.code else ())
        series.setdefault(above, []).append((number, measure.number_span))
    series.setdefault(above, []).extend(reversed(waiting))
    return series


def misplaced(guideline: Guideline) -> list[tuple[Measure, Section]]:
    """The measures whose own number says that they belong under another heading than they do."""
    scheme = guideline.scheme
    if not (scheme.levels and scheme.measure and scheme.measure.repeats):
        return []
    count = len(scheme.measure.mark.slots)
    wrong = {section.span for section, _ in guideline.once(astray)}
    return [
        (measure, section)
        for section in guideline.second.sections
        # A heading whose own number is the wrong one says nothing of its measures.
        if section.code.path and section.span not in wrong
        for measure in section.measures
        if measure.code and not measure.again
        if not scheme.agrees(len(scheme.levels), measure.code.path[-count:-1], section.code.path)
    ]


def astray(guideline: Guideline) -> list[tuple[Section, Span]]:
    """The headings whose marks repeat other numbers than those of the headings above."""
    return [
        (section, section.mark)
        for section in guideline.second.sections
        if section.above and section.mark
        if not guideline.scheme.agrees(section.code.level, section.above, section.code.above)
    ]


def _with_new(rows: Iterable[Number], new: dict[int | None, Span]) -> Iterator[Number]:
    def following(number: int | None) -> Iterator[Number]:
        while number is not None and (number := number + 1) in new:
            yield number, new.pop(number)

    yield from following(0)
    for number, place in rows:
        yield number, place
        yield from following(number)
    yield from sorted(new.items(), key=lambda item: item[0] or 0)


def _start(item: Number) -> int:
    return item[1].start
