"""第2期: the sections of the sheet with what the cards beside it add to them.

A card whose number the sheet has adds to that measure; any other one is a measure that
is new in 第2期: it has a title, and stands at the end of the heading that its card is under.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator

from guideline_docs.model.code import Code
from guideline_docs.model.edition import Edition, Supplement
from guideline_docs.model.measure import Measure
from guideline_docs.model.passage import Passage
from guideline_docs.model.section import Section, Trail, walk
from guideline_docs.syntax.columns import Column

Plans = dict[Code | None, list[tuple[Column, Passage]]]
"""Code of a measure → what cards add to it."""


def second_edition(edition: Edition, supplements: Iterable[Supplement]) -> Edition:
    """What 第2期 is made of; without cards, what the sheet holds.

    Of two cards with one new number the first is the measure. Loose lines of the cards
    that stand under no heading of it are at its root.
    """
    trails = [trail for each in supplements for trail in walk(each.table)]
    if not trails:
        return edition
    known = {measure.code for measure in edition.measures}
    plans: Plans = {}
    new: dict[Code | None, Measure] = {}
    homeless: list[Measure] = []
    shelf = _Shelf(edition.table)
    for trail in trails:
        for measure in trail[-1].measures:
            if measure.code not in known and measure.code not in new:
                if not (measure.title and shelf.takes(trail)):
                    homeless.append(measure)
                    continue
                new[measure.code] = measure._replace(new=True)
                shelf.put(trail, new[measure.code])
            else:
                plans.setdefault(measure.code, []).extend(measure.added)
    for trail in trails:
        shelf.beside(trail)
    return Edition(shelf.table(plans), tuple(new.values()), tuple(homeless))


class _Place:
    """A section that is open for further measures and sections."""

    def __init__(self, section: Section) -> None:
        self.section = section
        self.measures = list(section.measures)
        self.loose = list(section.loose)
        self.sections = [_Place(inner) for inner in section.sections]
        self.new: list[_Place] = []

    def inner(self) -> Iterator[_Place]:
        yield self
        for place in self.sections:
            yield from place.inner()

    def closed(self, plans: Plans) -> Section:
        """The section, each measure with its plan; of two of one code, the first has it."""

        def planned(measure: Measure) -> Measure:
            plan = plans.pop(measure.code, None)
            return measure.with_added(plan) if plan else measure

        return self.section._replace(
            measures=tuple(map(planned, self.measures)),
            sections=tuple(place.closed(plans) for place in self._in_order()),
            loose=tuple(self.loose),
        )

    def _in_order(self) -> Iterator[_Place]:
        """The new sections among the old ones, each before the first with a higher number."""
        below = len(self.section.code.path)

        def number(place: _Place) -> int:
            return place.section.code.path[below]

        waiting = deque(sorted(self.new, key=number))
        for place in self.sections:
            while waiting and number(waiting[0]) < number(place):
                yield waiting.popleft()
            yield place
        yield from waiting


class _Shelf:
    """The sections in their order, found by their codes."""

    def __init__(self, table: Section) -> None:
        self.root = _Place(table)
        self.by_code: dict[Code, _Place] = {}
        for place in self.root.inner():
            # Of two headings with one number the first is the one that is meant.
            self.by_code.setdefault(place.section.code, place)

    def takes(self, trail: Trail) -> bool:
        """Whether a card there has a place: under a heading that is there, or a first level."""
        code = trail[-1].code
        return bool(code.path) and (code in self.by_code or code.path[0] > 0)

    def put(self, trail: Trail, measure: Measure) -> None:
        """Add a measure, and its headings if they are not there yet."""
        place = self.root
        for section in trail[1:]:
            inner = self.by_code.get(section.code)
            if inner is None:
                bare = section._replace(sections=(), measures=(), loose=())
                inner = self.by_code[section.code] = _Place(bare)
                place.new.append(inner)
            place = inner
        place.measures.append(measure)

    def beside(self, trail: Trail) -> None:
        """Add the loose lines of a heading, above all others where 第2期 does not have it."""
        place = self.by_code.get(trail[-1].code, self.root)
        place.loose.extend(trail[-1].loose)

    def table(self, plans: Plans) -> Section:
        return self.root.closed(plans)
