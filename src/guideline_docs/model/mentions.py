"""Which places name what: headings and rows their own number, references and tiers another's.

One index, asked both ways: what a place names, and which places name a thing.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from guideline_docs.model.chapter import Heading
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.measure import Measure
from guideline_docs.model.numbers import above_of
from guideline_docs.model.passage import CrossReference
from guideline_docs.model.places import Nested
from guideline_docs.model.section import Section, walk
from guideline_docs.model.targets import Target, TargetKind
from guideline_docs.model.terms import Tier
from guideline_docs.source.record import NamedTuple, new
from guideline_docs.source.span import SourceText, Span

Named = Target | Tier
"""What a place can name; ``span`` is where it is defined."""


class Mention(NamedTuple):
    """A place that names something.

    ``named`` is what it names: nothing where it leads nowhere, of a range each letter.
    ``bears``: it is the heading, row, card or line of the legend that the number belongs to.
    """

    span: Span
    named: tuple[Named, ...]
    bears: bool = False
    references: tuple[CrossReference, ...] = ()
    """The reference as it is read, one for each letter of a range; none of the others."""
    number: Span | None = None
    """The number that a heading or row bears, as it is written; None where it is a title alone."""

    def named_at(self, offset: int) -> tuple[Named, ...]:
        """What is named at an offset: at either end of a range that end alone."""
        if len(self.references) > 1:
            ends = (self.references[0], self.references[-1])
            for part, reference in zip(self.references[0].mark.parts[-2:], ends):
                if part.start <= offset <= part.end:
                    return (reference.target,) if reference.target else ()
        return self.named


class Mentions(Nested[Mention]):
    """The places of a guideline that name something."""

    def __init__(self, guideline: Guideline) -> None:
        found = list(_mentions(guideline))
        super().__init__(found)
        self._of: dict[Named, list[Mention]] = {}
        self._into: dict[str, list[Mention]] = {}
        for mention in found:
            for named in mention.named:
                self._of.setdefault(named, []).append(mention)
            for name in _above(guideline, mention) if mention.references else ():
                self._into.setdefault(name, []).append(mention)

    def of(self, named: Named) -> list[Mention]:
        """The places that name a thing: where it stands, then who refers to it, as they are read."""
        return self._of.get(named, [])

    def into(self, target: Target) -> list[Mention]:
        """The references that name a heading on the way to what stands below it."""
        return self._into.get(target.name, [])


def _above(guideline: Guideline, mention: Mention) -> set[str]:
    """The names of the headings on the way to what a reference names, each once."""
    return {name for each in mention.references for name in above_of(guideline, each) if name}


def _mentions(guideline: Guideline) -> Iterator[Mention]:
    for line in guideline.summary.lines:
        yield Mention(line.span, (line.tier,), bears=True)
    yield from _rows(guideline, guideline.edition.table)
    for supplement in guideline.supplements:
        yield from _rows(guideline, supplement.table)
    for chapter in guideline.chapters:
        for block in chapter.blocks:
            if isinstance(block, Heading):
                yield from _bearing(guideline, block.name, block.mark, block.mark, block.title.span)
    for span, group in groupby(guideline.references, key=lambda reference: reference.span):
        references = tuple(group)
        named = tuple(each.target for each in references if each.target)
        yield Mention(span, named, references=references)


def _rows(guideline: Guideline, table: Section) -> Iterator[Mention]:
    """The headings and rows of a table, or of cards, and the tiers in their cells."""
    for *_, section in walk(table):
        if section.title:
            name, title = guideline.name(section), section.title.span
            yield from _bearing(guideline, name, section.mark, section.mark or title, title)
        for measure in section.measures:
            yield from _measure(guideline, measure)


def _measure(guideline: Guideline, measure: Measure) -> Iterator[Mention]:
    name, number, title = guideline.name(measure), measure.number_span, measure.title.span
    if measure.layout.card:
        whole = number.source.span(measure.span.start, number.end)
        yield from _bearing(guideline, name, number, whole, title)
    else:
        yield from _bearing(guideline, name, number, number, number)
        if title.start > number.end:
            yield from _bearing(guideline, name, None, title, title)
    for row in measure.each:
        for term in (row.tier, row.proposal):
            if term.tier and term.mark:
                yield new(Mention, (term.mark, (term.tier,), False, (), None))


def _bearing(
    guideline: Guideline, name: str, number: Span | None, first: Span, last: Span
) -> Iterator[Mention]:
    """The place of a heading, from its number to the end of its title."""
    target = guideline.targets.get(name)
    # 第1章 may be a heading of the table and one of a chapter: the name is the table's then.
    if target and (target.kind is TargetKind.CHAPTER) == (first.source in guideline.once(_of_chapters)):
        whole = Span(first.source, first.start, max(first.end, last.end))
        yield new(Mention, (whole, (target,), True, (), number))


def _of_chapters(guideline: Guideline) -> frozenset[SourceText]:
    return frozenset(chapter.source for chapter in guideline.chapters)
