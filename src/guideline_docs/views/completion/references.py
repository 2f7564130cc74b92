"""A reference that is begun, and the next of a list."""

from __future__ import annotations

from collections.abc import Iterator

from guideline_docs.model.guideline import Guideline
from guideline_docs.model.measure import Measure
from guideline_docs.model.mentions import Mention, Mentions
from guideline_docs.model.places import Places
from guideline_docs.model.targets import Target, TargetKind
from guideline_docs.source.record import NamedTuple
from guideline_docs.source.span import Span
from guideline_docs.syntax.boundaries import SEPARATOR
from guideline_docs.syntax.naming import ReferenceKind
from guideline_docs.views.completion.items import Item, ItemKind
from guideline_docs.views.completion.names import Name, Names, near_names, style_of
from guideline_docs.views.completion.places import Notation, Typing
from guideline_docs.views.text import printable


def reference_items(typing: Typing) -> Iterator[Item]:
    """What a reference may go on to name."""
    begun = typing.guideline.once(Names).begun(typing.begun, _near(typing))
    if not begun.typed:
        yield from _next_of_list(typing)
        return
    start = typing.offset - len(begun.typed)
    span = Span(typing.line.source, start, max(typing.offset, _end(typing, start)))
    style = style_of(typing.guideline, begun.typed)
    depth = _depth(begun.folded)
    seen: set[Target] = set()
    for target, rest in begun.rests:
        if target.kind is TargetKind.CHAPTER:
            if typing.notation is not Notation.CHAPTER or target.code.level > depth:
                continue
        if target in seen:
            continue
        seen.add(target)
        text = begun.typed + style.spelled(rest)
        yield Item(ItemKind.REFERENCE, text, text, span, printable(target.title), target)


def _near(typing: Typing) -> list[Name]:
    """The names by which what stands beside one's own heading is called."""
    line = typing.guideline.once(Places).lines.around(Span(typing.line.source, typing.offset, typing.offset))
    part = line.part if line else None
    return near_names(typing.guideline, part) if isinstance(part, Measure) else []


def _depth(folded: str) -> int:
    """How deep a chapter is named: 第 its chapters, 第2章 its headings, 第2章1( those below."""
    if not folded.startswith("第"):
        return 0
    return 2 if "(" in folded else 1 if "章" in folded else 0


def _end(typing: Typing, start: int) -> int:
    """Where a reference ends that is changed from within."""
    mention = typing.guideline.once(Mentions).at(typing.line.source, start)
    return mention.span.end if mention and mention.references and mention.span.start == start else 0


class _List(NamedTuple):
    """A list of references that goes on: what its last one is, and what is typed of the next."""

    last: Mention
    span: Span


def _next_of_list(typing: Typing) -> Iterator[Item]:
    """(3)-ア、 goes on with the letters of (3), 施策6、 with numbers."""
    found = _list_at(typing)
    if found is None:
        return
    mark = found.last.references[-1].mark
    style = style_of(typing.guideline, found.last.span.text)
    for target in typing.guideline.targets.values():
        if (target in found.last.named and not found.span.text) or not _goes_on(typing.guideline, mark.kind, mark.path, target):
            continue
        own = typing.guideline.scheme.numeral(target.code) or ""
        text = style.spelled(own)
        if text.startswith(found.span.text):
            yield Item(ItemKind.REFERENCE, text, text, found.span, printable(target.title), target)


def _goes_on(
    guideline: Guideline, kind: ReferenceKind, path: tuple[int, ...], target: Target
) -> bool:
    if kind is ReferenceKind.MEASURE:
        return target.kind is TargetKind.MEASURE and not target.code.above
    if kind is not ReferenceKind.SUBSECTION or not path:
        return False
    return target.kind is TargetKind.SUBSECTION and target.code.above == path[:1]


def _list_at(typing: Typing) -> _List | None:
    """The list that the cursor stands behind."""
    mentions, source = typing.guideline.once(Mentions), typing.line.source
    here = mentions.at(source, typing.offset)
    if here and here.references and here.span.end == typing.offset:
        if here.references[0].mark.is_carried:
            return _List(here, here.span)
        return None
    for back in range(1, 8):
        at = typing.offset - back
        if at < typing.place.start:
            return None
        last = mentions.at(source, at)
        if last and last.references and last.span.end == at:
            between = SEPARATOR.fullmatch(source.text, at, typing.offset)
            return _List(last, Span(source, typing.offset, typing.offset)) if between else None
    return None
