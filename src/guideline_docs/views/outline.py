"""What a guideline is made of: chapters, categories, subsections, measures, as one tree.

The tree says what is written and where. What is wrong with it, the rules say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from guideline_docs.model.chapter import Chapter, Heading
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.measure import Measure
from guideline_docs.model.section import Section
from guideline_docs.model.targets import TargetKind
from guideline_docs.source.record import NamedTuple
from guideline_docs.source.span import SourceText, Span


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
    for source in _outlined(guideline):
        yield SourceOutline(source.path, entries_of(guideline, source))


def _outlined(guideline: Guideline) -> Iterator[SourceText]:
    yield from (tree.source for tree in guideline.tables)
    yield from (chapter.source for chapter in guideline.chapters)


def entries_of(guideline: Guideline, source: SourceText) -> tuple[Entry, ...]:
    """The tree of one source; empty where it has none."""
    if guideline.sheet and guideline.sheet.source is source:
        return tuple(_section(guideline, guideline.edition.table))
    for supplement in guideline.supplements:
        if supplement.tree.source is source:
            return tuple(_section(guideline, supplement.table))
    for chapter in guideline.chapters:
        if chapter.source is source:
            return _chapter(chapter)
    return ()


def _section(guideline: Guideline, section: Section) -> Iterator[Entry]:
    """The entry of a section; what stands under no heading stands at the edge."""
    inner = (
        *(_measure(guideline, measure) for measure in section.measures),
        *(entry for each in section.sections for entry in _section(guideline, each)),
    )
    if section.title is None:
        yield from inner
        return
    kind = TargetKind(guideline.scheme.level(section.code).anchor)
    span, title = section.mark or section.title.span, section.title.text
    yield Entry(kind, guideline.name(section), title, section.anchor, span, inner)


def _measure(guideline: Guideline, measure: Measure) -> Entry:
    name, title = guideline.name(measure), measure.title.text
    return Entry(TargetKind.MEASURE, name, title, measure.anchor, measure.number_span)


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
