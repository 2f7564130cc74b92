"""Who refers to what: every reference with the place it stands at and where it goes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from guideline_docs.model.bearings import Bearings
from guideline_docs.model.chapter import Chapter, Heading
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.measure import Measure
from guideline_docs.model.places import Places, Spot
from guideline_docs.model.targets import Target
from guideline_docs.source.record import NamedTuple
from guideline_docs.source.span import Span
from guideline_docs.source.text import SourceText
from guideline_docs.syntax.grammar import OFFICE
from guideline_docs.syntax.naming import ReferenceKind, ReferenceMark
from guideline_docs.syntax.references import category_alone, references


class Reference(NamedTuple):
    """One reference. ``origin`` is who refers: ``No.20 理由``, ``第2章1``.

    ``is_other``: it is no reference, but a number of another paper.
    """

    span: Span
    subject: str
    kind: ReferenceKind
    origin: str
    fault: str | None
    target: Target | None
    is_other: bool = False


class Asked(NamedTuple):
    """A target that was asked for; ``target`` is None where there is none of the name."""

    name: str
    target: Target | None


class References(NamedTuple):
    """``asked`` is empty where every reference is wanted."""

    asked: tuple[Asked, ...]
    references: tuple[Reference, ...]


def asked(written: str, guideline: Guideline | None = None) -> tuple[ReferenceMark, ...]:
    """The references that a text is made of, or the category that it names: ``(3)``.

    A target may be in any accepted spelling, those of the guideline's own marks too. Empty
    where the words hold anything else.
    """
    source = SourceText("", written.strip()).reading
    text = source.span(0, len(source.text))
    grammar = guideline.configuration.grammar if guideline else OFFICE
    marks = tuple(references(text, chapters=True, grammar=grammar))
    if guideline:
        bearings = Bearings(guideline.scheme, guideline.targets.values())
        marks = tuple(_named(mark, bearings, guideline) for mark in marks)
    if marks and marks[0].span.start == 0 and marks[-1].span.end == text.end:
        return marks
    category = category_alone(text)
    return (category,) if category else ()


def _named(mark: ReferenceMark, bearings: Bearings, guideline: Guideline) -> ReferenceMark:
    """A mark in a form of the scheme, called by what it leads to."""
    if not mark.levels or mark.fault:
        return mark
    code, target, _ = bearings.find(mark, ())
    return mark._replace(name=target.name if target else guideline.scheme.spell(code))


def list_references(
    guidelines: Iterable[Guideline], wanted: Iterable[ReferenceMark] = ()
) -> References:
    """Every reference in the order of the text, or those that lead where the wanted do.

    Of a category that is asked for, what refers into it is listed.
    """
    known, marks = tuple(guidelines), tuple(wanted)
    names = tuple(dict.fromkeys(mark.subject for mark in marks))
    categories = {mark.path[0] for mark in marks if mark.kind is ReferenceKind.CATEGORY}
    found = tuple(
        reference
        for guideline in known
        for mark, reference in _references(guideline)
        if not names
        or not reference.is_other
        and (mark.subject in names or mark.category in categories)
    )
    return References(tuple(Asked(name, _target(known, name)) for name in names), found)


def _target(guidelines: Iterable[Guideline], name: str) -> Target | None:
    return next((g.targets[name] for g in guidelines if name in g.targets), None)


def _references(guideline: Guideline) -> Iterator[tuple[ReferenceMark, Reference]]:
    places = guideline.once(Places)
    order = {source: place for place, source in enumerate(guideline.sources)}
    found = [(each.mark, each.target, False) for each in guideline.references]
    found += [(mark, None, True) for mark in guideline.others]
    found.sort(key=lambda each: (order[each[0].span.source], each[0].span.start))
    for mark, target, is_other in found:
        span = mark.span
        who = origin(guideline, places.around(span))
        fault = mark.fault.value if mark.fault else None
        yield mark, Reference(span, mark.subject, mark.kind, who, fault, target, is_other)


def origin(guideline: Guideline, spot: Spot | None) -> str:
    """Who stands at a spot; a text before the first heading is named by its file."""
    match spot and spot.part:
        case Measure() as measure:
            head = guideline.configuration.vocabulary.head(spot.column) if spot and spot.column else ""
            return f"{guideline.name(measure)} {head}"
        case Heading(name=name):
            return name
        case Chapter(source=source):
            return source.path.rpartition("/")[2]
    return ""
