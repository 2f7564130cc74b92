"""What a guideline is made of: chapters, categories, subsections, measures, as one tree.

The tree says what is written and where. What is wrong with it, the rules say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from guideline_docs.model.guideline import (
    Category,
    Chapter,
    Guideline,
    Heading,
    Measure,
    Subsection,
    TargetKind,
)
from guideline_docs.source.span import Span
from guideline_docs.syntax.naming import measure_name, subsection_name


class Entry(NamedTuple):
    """Something with a number, and what stands under it.

    ``span`` is the number as written, or the title where the number is missing.
    """

    kind: TargetKind
    name: str
    """The canonical name, as references are resolved by it: ``(3)-ア``."""
    title: str
    anchor: str
    span: Span
    entries: tuple[Entry, ...] = ()


class SourceOutline(NamedTuple):
    """The entries of one file, by the name that findings give it."""

    path: str
    entries: tuple[Entry, ...]


def outline(guidelines: Iterable[Guideline]) -> tuple[SourceOutline, ...]:
    """The tree of each source that has one, sheets before the chapters beside them."""
    return tuple(part for guideline in guidelines for part in _sources(guideline) if part.entries)


def _sources(guideline: Guideline) -> Iterator[SourceOutline]:
    if guideline.sheet is not None:
        entries = tuple(e for c in guideline.categories for e in _category(c))
        yield SourceOutline(guideline.sheet.source.path, entries)
    for supplement in guideline.supplements:
        entries = tuple(e for c in supplement.categories for e in _category(c))
        yield SourceOutline(supplement.tree.source.path, entries)
    for chapter in guideline.chapters:
        yield SourceOutline(chapter.source.path, _chapter(chapter))


def _category(category: Category) -> Sequence[Entry]:
    """The entry of a category; what stands under no heading stands at the edge."""
    number = category.number or 0
    inner = tuple(e for s in category.subsections for e in _subsection(number, s))
    if category.title is None or category.number_span is None:
        return inner
    title, span = category.title.text, category.number_span
    return (Entry(TargetKind.CATEGORY, f"({number})", title, category.anchor, span, inner),)


def _subsection(category: int, subsection: Subsection) -> Sequence[Entry]:
    inner = tuple(map(_measure, subsection.measures))
    if subsection.title is None:
        return inner
    letter = subsection.position_letter
    name = subsection_name(category, letter) if letter else ""
    span = subsection.letter_span or subsection.title.span
    title = subsection.title.text
    return (Entry(TargetKind.SUBSECTION, name, title, subsection.anchor, span, inner),)


def _measure(measure: Measure) -> Entry:
    name = measure_name(measure.number) if measure.number is not None else ""
    return Entry(
        TargetKind.MEASURE, name, measure.title.text, measure.anchor, measure.number_span
    )


def _chapter(chapter: Chapter) -> tuple[Entry, ...]:
    """Headings below the nearest one of a higher level, whatever levels are skipped."""
    headings = [block for block in chapter.blocks if isinstance(block, Heading)]
    return _below(iter([*headings, None]), -1)[0]


def _below(
    headings: Iterator[Heading | None], level: int
) -> tuple[tuple[Entry, ...], Heading | None]:
    """The entries deeper than a level, and the heading that ended them."""
    entries: list[Entry] = []
    heading = next(headings)
    while heading is not None and heading.level > level:
        inner, following = _below(headings, heading.level)
        entries.append(
            Entry(
                TargetKind.CHAPTER,
                heading.name,
                heading.title.text,
                heading.anchor,
                heading.mark,
                inner,
            )
        )
        heading = following
    return tuple(entries), heading
