"""Who refers to what: every reference with the place it stands at and where it goes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from guideline_docs.model.guideline import Chapter, Guideline, Heading, Measure, Target
from guideline_docs.model.places import Places, Spot
from guideline_docs.source.span import Span
from guideline_docs.source.text import SourceText
from guideline_docs.syntax.references import (
    ReferenceKind,
    ReferenceMark,
    measure_name,
    references,
)


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


def asked_names(written: str) -> tuple[str, ...]:
    """The canonical names that a target in any accepted spelling stands for.

    A category alone, ``(3)``, stands for itself. Empty where the words hold anything
    but references.
    """
    text = written.strip()
    if marks := _marks(text):
        return tuple(dict.fromkeys(mark.subject for mark in marks))
    # What no text refers to and a person may ask for: a whole category.
    whole = _marks(f"{text}-ア")
    return (f"({whole[0].category})",) if len(whole) == 1 else ()


def _marks(text: str) -> list[ReferenceMark]:
    """The references that a text is made of; none where it holds anything else."""
    source = SourceText("", text).reading
    marks = list(references(source.span(0, len(text)), chapters=True))
    whole = marks and marks[0].span.start == 0 and marks[-1].span.end == len(source.text)
    return marks if whole else []


def list_references(guidelines: Iterable[Guideline], names: Iterable[str] = ()) -> References:
    """Every reference in the order of the text, or those to the targets of some names.

    Of a category that is asked for, what refers into it is listed.
    """
    known = tuple(guidelines)
    asked = tuple(Asked(name, _target(known, name)) for name in names)
    wanted = {each.name for each in asked}
    within = tuple(f"{name}-" for name in wanted if name.endswith(")") and name[0] == "(")
    found = tuple(
        reference
        for guideline in known
        for reference in _references(guideline)
        if not asked
        or not reference.is_other
        and (reference.subject in wanted or reference.subject.startswith(within))
    )
    return References(asked, found)


def _target(guidelines: Iterable[Guideline], name: str) -> Target | None:
    return next((g.targets[name] for g in guidelines if name in g.targets), None)


def _references(guideline: Guideline) -> Iterator[Reference]:
    places = Places(guideline)
    order = {source: place for place, source in enumerate(guideline.sources)}
    found = [(each.mark, each.target, False) for each in guideline.references]
    found += [(mark, None, True) for mark in guideline.others]
    found.sort(key=lambda each: (order[each[0].span.source], each[0].span.start))
    for mark, target, is_other in found:
        span = mark.span
        origin = _origin(guideline, places.around(span))
        fault = mark.fault.value if mark.fault else None
        yield Reference(span, mark.subject, mark.kind, origin, fault, target, is_other)


def _origin(guideline: Guideline, spot: Spot | None) -> str:
    """Who stands at a spot; a text before the first heading is named by its file."""
    match spot and spot.part:
        case Measure(number=number):
            head = guideline.configuration.vocabulary.head(spot.column) if spot and spot.column else ""
            return f"{measure_name(number) if number is not None else ''} {head}"
        case Heading(name=name):
            return name
        case Chapter(source=source):
            return source.path.rpartition("/")[2]
    return ""
