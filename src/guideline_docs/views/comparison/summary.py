"""主な変更点: how many of what changed, and which."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from guideline_docs.compare.changes import Change, ChangeKind, Comparison
from guideline_docs.compare.series import series
from guideline_docs.model.chapter import Heading, Paragraph
from guideline_docs.model.configuration import SETTINGS_TABLE
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.measure import Measure
from guideline_docs.model.section import Section
from guideline_docs.views.changes import ChangeWords, head_of, name_of
from guideline_docs.views.comparison.omission import read
from guideline_docs.views.comparison.parts import ComparisonWords

# So many are named; of the rest is said how many they are.
_NAMED, _TITLED = 8, 4
_KINDS = list(ChangeKind)


def summary(
    found: Comparison, new: Guideline, words: ComparisonWords, called: ChangeWords
) -> Iterator[str]:
    """A line for each kind of change of each kind of thing, measures first.

    What became of measures stands before their words.
    """
    names: dict[tuple[int, ChangeKind], Counter[str]] = {}
    for changes in series(found.changes, new):
        first, last = changes[0], changes[-1]
        kind, thing = first.kind, first.after or first.before
        if kind in (ChangeKind.ADDED, ChangeKind.REMOVED) and first.before and first.after:
            kind = ChangeKind.CHANGED  # a part of it
        name = name_of(first, called)
        if len(changes) > 1:
            name = called.renumbered.format(first=first.name, last=last.name)
        elif kind in (ChangeKind.ADDED, ChangeKind.REMOVED) and not isinstance(thing, Paragraph):
            if first.field == "title" and thing is not None:
                name = words.name.format(name=name, title=first.new or first.old)
        elif _sort(first) > 2:
            name = head_of(first, new, called)
        names.setdefault((_sort(first), kind), Counter())[read(name)] += len(changes)
    things = words.things
    whats = things.measure, things.heading, things.text, things.table, things.cover
    for sort, kind in sorted(names, key=lambda each: (each[0], _order(each[1]))):
        here = names[sort, kind]
        whole = kind in (ChangeKind.ADDED, ChangeKind.REMOVED) and sort < 2
        told = list(here)[: _TITLED if whole else _NAMED]
        joined = words.comma.join(told)
        if left := len(here) - len(told):
            joined += words.more.format(n=left)
        every = sum(here.values()) if kind is ChangeKind.RENUMBERED or sort else len(here)
        kind_word = getattr(called.kinds, kind)
        yield words.counted.format(what=whats[sort], kind=kind_word, n=every, names=joined)


def _order(kind: ChangeKind) -> int:
    """What only reads otherwise comes last, and numbers behind that."""
    if kind is ChangeKind.RENUMBERED:
        return len(_KINDS) + 1
    return len(_KINDS) if kind is ChangeKind.CHANGED else _KINDS.index(kind)


def _sort(change: Change) -> int:
    if change.field.startswith(f"{SETTINGS_TABLE}.") or change.field == "edition":
        return 4
    match change.after or change.before:
        case Measure():
            return 0
        case Section() | Heading():
            return 1
        case Paragraph():
            return 2
    return 2 if change.field in ("annotation", "image") else 3
