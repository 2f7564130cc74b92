"""The changes between two versions as a list: what, where, and the words that changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from itertools import groupby
from typing import NamedTuple

from guideline_docs.compare.changes import Change, ChangeKind, Comparison
from guideline_docs.compare.words import Part
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.measure import Measure
from guideline_docs.source.span import Span
from guideline_docs.syntax.columns import COLUMNS, Column
from guideline_docs.views.wording import Wording, phrase


@dataclass(frozen=True, slots=True)
class KindWords:
    """What each kind of change is called."""

    changed: str
    added: str
    removed: str
    moved: str
    renumbered: str
    promoted: str
    demoted: str
    completed: str


@dataclass(frozen=True, slots=True)
class FieldWords:
    """What of a thing changed, where that is no column."""

    title: str
    number: str
    section: str
    order: str
    text: str
    annotation: str
    part: str
    summary: str
    legend: str
    note: str
    line: str


@dataclass(frozen=True, slots=True)
class ChangeWords:
    kinds: KindWords
    fields: FieldWords
    none: str
    count: str = phrase("kind", "n")
    renumbered: str = phrase("first", "last")
    """Measures that follow each other and moved on by as many."""
    first: str = ""
    """Where one stands that follows none."""
    nowhere: str = ""
    """What has no name."""
    comma: str = ""


class ChangeLine(NamedTuple):
    """``name`` is what changed, ``head`` what of it; ``parts`` are its words, old and new."""

    change: Change
    place: Span
    kind: str
    name: str
    head: str
    parts: tuple[Part, ...]
    count: int = 1
    """How many changes it tells."""


class ChangeList(NamedTuple):
    lines: tuple[ChangeLine, ...]
    summary: str
    """How many of each kind; that there are none."""


def change_list(comparison: Comparison, new: Guideline, wording: Wording) -> ChangeList:
    """The changes in reading order. Raises CannotRun where a phrase is missing."""
    words = wording.phrases(ChangeWords, "changes")
    lines = tuple(_lines(comparison.changes, new, words))
    counts = Counter(change.kind for change in comparison.changes)
    told = [
        words.count.format(kind=getattr(words.kinds, kind), n=counts[kind])
        for kind in ChangeKind
        if counts[kind]
    ]
    return ChangeList(lines, words.comma.join(told) or words.none)


def _lines(
    changes: Iterable[Change], new: Guideline, words: ChangeWords
) -> Iterator[ChangeLine]:
    """One line a change; numbers that moved on together are told together."""
    for step, group in groupby(_numbered(changes), key=lambda each: each[0]):
        found = [change for _, change in group]
        if step is None or len(found) == 1:
            yield from (_line(change, new, words) for change in found)
            continue
        first, last = found[0], found[-1]
        names = words.renumbered.format(first=first.old_name, last=last.old_name)
        goal = words.renumbered.format(first=first.name, last=last.name)
        parts = (Part("-", (names,)), Part("+", (goal,)))
        line = _line(first, new, words)
        yield line._replace(name=goal, parts=parts, count=len(found))


def _numbered(changes: Iterable[Change]) -> Iterator[tuple[tuple[int, int] | None, Change]]:
    """The changes; those of measures that moved on alike, one behind the other, by one mark."""
    run, before = 0, (0, 0)
    for change in changes:
        was, now = change.before, change.after
        alone = change.kind is ChangeKind.RENUMBERED and isinstance(was, Measure)
        if not (alone and isinstance(now, Measure) and was.number and now.number):
            yield None, change
            continue
        here = was.number, now.number
        run += (here[0] - before[0], here[1] - before[1]) != (1, 1)
        before = here
        yield (run, here[1] - here[0]), change


def _line(change: Change, new: Guideline, words: ChangeWords) -> ChangeLine:
    parts = change.parts
    if change.field == "order":
        names = change.old or words.first, change.new or words.first
        parts = (Part("-", names[:1]), Part("+", names[1:]))
    name = change.name or change.old_name or words.nowhere
    kind = getattr(words.kinds, change.kind)
    return ChangeLine(change, change.place, kind, name, head_of(change, new, words), parts)


def head_of(change: Change, guideline: Guideline, words: ChangeWords) -> str:
    """What of a thing changed: the head of a column, or what else it is called."""
    if isinstance(change.before or change.after, Measure):
        known = {str(column): column for column in COLUMNS}
        if change.field in known and change.field != Column.NUMBER:
            return guideline.configuration.vocabulary.head(known[change.field])
    own = {each.name for each in fields(FieldWords)}
    return getattr(words.fields, change.field) if change.field in own else change.field
