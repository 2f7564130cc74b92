"""Which places name what: headings and rows their own number, references and tiers another's.

One index, asked both ways: what a place names, and which places name a thing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import groupby

from guideline_docs.model.chapter import Chapter, Heading
from guideline_docs.model.code import Scheme
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.measure import Measure
from guideline_docs.model.numbers import above_of
from guideline_docs.model.passage import CrossReference
from guideline_docs.model.places import Line, Nested, Places
from guideline_docs.model.section import Section
from guideline_docs.model.summary import SummaryLine
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


class _Names(NamedTuple):
    scheme: Scheme
    targets: Mapping[str, Target]


class Mentions:
    """The places of a guideline that name something.

    References are indexed. What headings and rows bear is worked out of the lines of
    ``Places`` when it is asked for: a long sheet has tens of thousands of such places, and
    few of them are ever asked about.
    """

    def __init__(self, guideline: Guideline) -> None:
        # Not the guideline itself, which keeps this: who is in no circle is gone at once.
        self._names = _Names(guideline.scheme, guideline.targets)
        self._sources = guideline.sources
        self._places = guideline.once(Places)
        found = list(_referring(guideline))
        self._referring = Nested(found)
        self._of: dict[Named, list[Mention]] = {}
        self._into: dict[str, list[Mention]] = {}
        for mention in found:
            for named in mention.named:
                self._of.setdefault(named, []).append(mention)
            for name in _above(guideline, mention):
                self._into.setdefault(name, []).append(mention)

    def at(self, source: SourceText, offset: int) -> Mention | None:
        """The innermost place that names something at an offset; its end is still in it."""
        if mention := self._referring.at(source, offset):
            return mention
        for line in self._places.lines.holding(Span(source, offset, offset)):
            for mention in _of_line(self._names, line):
                if mention.span.start <= offset <= mention.span.end:
                    return mention
        return None

    def references_in(self, source: SourceText) -> list[Mention]:
        """The references of a source, in their order."""
        return self._referring.within(source)

    def of(self, named: Named) -> list[Mention]:
        """The places that name a thing: where it stands, then who refers to it, as they are read."""
        lines = self._tiered if isinstance(named, Tier) else self._bearing.get(named, [])
        borne = (mention for line in lines for mention in _of_line(self._names, line))
        return [*(mention for mention in borne if named in mention.named), *self._of.get(named, [])]

    def into(self, target: Target) -> list[Mention]:
        """The references that name a heading on the way to what stands below it."""
        return self._into.get(target.name, [])

    @cached_property
    def _bearing(self) -> dict[Target, list[Line]]:
        """Which lines bear the number of a target."""
        bearing: dict[Target, list[Line]] = {}
        for line in self._lines:
            if not isinstance(line.part, SummaryLine | Chapter) and line.row in (None, line.part):
                target = _target(self._names, line.part)
                if target:
                    bearing.setdefault(target, []).append(line)
        return bearing

    @property
    def _tiered(self) -> list[Line]:
        """The lines that may name a tier."""
        return [line for line in self._lines if isinstance(line.part, SummaryLine | Measure)]

    @property
    def _lines(self) -> Iterator[Line]:
        for source in self._sources:
            yield from self._places.lines.within(source)


def _above(guideline: Guideline, mention: Mention) -> set[str]:
    """The names of the headings on the way to what a reference names, each once."""
    return {name for each in mention.references for name in above_of(guideline, each) if name}


def _referring(guideline: Guideline) -> Iterator[Mention]:
    for span, group in groupby(guideline.references, key=lambda reference: reference.span):
        references = tuple(group)
        named = tuple(each.target for each in references if each.target)
        yield Mention(span, named, references=references)


def _target(names: _Names, part: Section | Measure | Heading) -> Target | None:
    """What a heading or row is by its name; of two of one name the first."""
    is_chapter = isinstance(part, Heading)
    if isinstance(part, Heading):
        name = part.name
    else:
        name = names.scheme.spell(part.code) if part.code else ""
    target = names.targets.get(name)
    # 第1章 may be a heading of the table and one of a chapter: the name is the table's then.
    return target if target and (target.kind is TargetKind.CHAPTER) == is_chapter else None


def _of_line(names: _Names, line: Line) -> Iterator[Mention]:
    """What a heading or row bears, and the tiers in its cells; the legend's own."""
    match line.part:
        case SummaryLine(span=span, tier=tier):
            yield new(Mention, (span, (tier,), True, (), None))
        case Section(mark=mark, title=title) as section if title:
            yield from _bearing(names, section, mark, mark or title.span, title.span)
        case Heading(mark=mark, title=title) as heading:
            yield from _bearing(names, heading, mark, mark, title.span)
        case Measure() as measure if line.row:
            if line.row is measure:
                yield from _numbered(names, measure)
            for term in (line.row.tier, line.row.proposal):
                if term.tier and (mark := term.mark):
                    yield new(Mention, (mark, (term.tier,), False, (), None))


def _numbered(names: _Names, measure: Measure) -> Iterator[Mention]:
    """The number and the title of a row; of a card they are one place."""
    number, title = measure.number_span, measure.title.span
    if measure.layout.card:
        whole = Span(number.source, measure.span.start, number.end)
        yield from _bearing(names, measure, number, whole, title)
    else:
        yield from _bearing(names, measure, number, number, number)
        if title.start < title.end:
            yield from _bearing(names, measure, None, title, title)


def _bearing(
    names: _Names,
    part: Section | Measure | Heading,
    number: Span | None,
    first: Span,
    last: Span,
) -> Iterator[Mention]:
    """The place of a heading, from its number to the end of its title."""
    if target := _target(names, part):
        whole = new(Span, (first.source, first.start, max(first.end, last.end)))
        yield new(Mention, (whole, (target,), True, (), number))
