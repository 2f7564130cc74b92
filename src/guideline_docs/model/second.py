"""第2期: the sheet's categories with what the cards beside it add to them.

A card whose number the sheet has adds to that measure; any other one is a measure that
is new in 第2期: it has a title, and stands at the end of the heading that its card is under.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import chain
from typing import NamedTuple, TypeVar

from guideline_docs.model.guideline import (
    Category,
    LooseLine,
    Measure,
    Passage,
    Subsection,
    Supplement,
)
from guideline_docs.source.glyphs import kana_place
from guideline_docs.syntax.columns import Column

_Part = TypeVar("_Part")


class SecondPeriod(NamedTuple):
    """What 第2期 is made of; without cards, what the sheet holds."""

    categories: tuple[Category, ...]
    new: tuple[Measure, ...] = ()
    """The measures that the sheet does not have, in the order of the cards."""
    homeless: tuple[Measure, ...] = ()
    """Cards of neither kind: the sheet lacks the number, and they have no place or title."""
    loose: tuple[LooseLine, ...] = ()
    """Loose lines of the cards that stand under no heading of 第2期."""


class _Group(NamedTuple):
    subsection: Subsection
    measures: list[Measure]
    loose: list[LooseLine]


class _Heading(NamedTuple):
    category: Category
    groups: list[_Group]
    new: list[_Group]
    loose: list[LooseLine]


def second_period(
    categories: tuple[Category, ...], supplements: Iterable[Supplement]
) -> SecondPeriod:
    """Put every card in its place; of two with one new number the first is the measure."""
    supplements = tuple(supplements)
    cards = [
        (category, subsection, measure)
        for supplement in supplements
        for category in supplement.categories
        for subsection in category.subsections
        for measure in subsection.measures
    ]
    homeless_lines = list(chain.from_iterable(supplement.loose for supplement in supplements))
    loose = [
        (category, subsection, line)
        for supplement in supplements
        for category in supplement.categories
        for subsection in (None, *category.subsections)
        for line in (subsection or category).loose
    ]
    if not (cards or loose):
        return SecondPeriod(categories, loose=tuple(homeless_lines))
    known = {measure.number for category in categories for measure in category.measures}
    plans: dict[int | None, list[tuple[Column, Passage]]] = {}
    new: dict[int | None, Measure] = {}
    homeless: list[Measure] = []
    shelf = _Shelf(categories)
    for category, subsection, measure in cards:
        if measure.number not in known and measure.number not in new:
            if category.title is None or not measure.title:
                homeless.append(measure)
                continue
            new[measure.number] = replace(measure, new=True)
            shelf.put(category, subsection, new[measure.number])
        else:
            plans.setdefault(measure.number, []).extend(measure.added)
    for category, subsection, line in loose:
        place = shelf.lines(category, subsection)
        (homeless_lines if place is None else place).append(line)
    return SecondPeriod(
        shelf.categories(plans), tuple(new.values()), tuple(homeless), tuple(homeless_lines)
    )


class _Shelf:
    """The headings in their order, open for further measures."""

    def __init__(self, categories: Iterable[Category]) -> None:
        self.headings: list[_Heading] = []
        self.new: list[_Heading] = []
        self.by_number: dict[int | None, _Heading] = {}
        self.by_letter: dict[tuple[int | None, str | None], _Group] = {}
        for category in categories:
            groups = [
                _Group(each, list(each.measures), list(each.loose))
                for each in category.subsections
            ]
            self.headings.append(_Heading(category, groups, [], list(category.loose)))
            # Of two headings with one number the first is the one that is meant.
            self.by_number.setdefault(category.number, self.headings[-1])
            for group in groups:
                name = (category.number, group.subsection.position_letter)
                self.by_letter.setdefault(name, group)

    def put(self, category: Category, subsection: Subsection, measure: Measure) -> None:
        """Add a measure, and its headings if they are not there yet."""
        heading = self.by_number.get(category.number)
        if heading is None:
            heading = self.by_number[category.number] = _Heading(category, [], [], [])
            self.new.append(heading)
        name = (category.number, subsection.position_letter)
        group = self.by_letter.get(name)
        if group is None:
            group = self.by_letter[name] = _Group(subsection, [], [])
            heading.new.append(group)
        group.measures.append(measure)

    def lines(self, category: Category, subsection: Subsection | None) -> list[LooseLine] | None:
        """The loose lines below a heading; None where there is no such heading."""
        if subsection is None:
            heading = self.by_number.get(category.number)
            return heading.loose if heading else None
        group = self.by_letter.get((category.number, subsection.position_letter))
        return group.loose if group else None

    def categories(self, plans: dict[int | None, list[tuple[Column, Passage]]]) -> tuple[Category, ...]:
        """The categories, each measure with its plan; of two of one number, the first has it."""

        def planned(measure: Measure) -> Measure:
            plan = plans.pop(measure.number, None)
            return measure.with_added(plan) if plan else measure

        return tuple(
            heading.category._replace(
                subsections=tuple(
                    group.subsection._replace(
                        measures=tuple(map(planned, group.measures)), loose=tuple(group.loose)
                    )
                    for group in _among(heading.groups, heading.new, _letter)
                ),
                loose=tuple(heading.loose),
            )
            for heading in _among(self.headings, self.new, _number)
        )


def _among(
    old: Iterable[_Part], new: Iterable[_Part], number: Callable[[_Part], int]
) -> Iterator[_Part]:
    """The new parts among the old ones, each before the first that has a higher number."""
    waiting = deque(sorted(new, key=number))
    for part in old:
        while waiting and number(waiting[0]) < number(part):
            yield waiting.popleft()
        yield part
    yield from waiting


def _number(heading: _Heading) -> int:
    return heading.category.number or 0


def _letter(group: _Group) -> int:
    """The place of a letter in order; 0 for a subsection without."""
    return kana_place(group.subsection.position_letter or "") or 0
