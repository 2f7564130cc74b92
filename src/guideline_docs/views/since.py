"""What became of a thing since a version, as it is marked beside the thing itself.

    a comparison → what each thing in it has become → the kinds of that, in few words

The marks are of five kinds; which words changed is told by the parts of each change.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from guideline_docs.compare import Paired, compare
from guideline_docs.compare.changes import OF_NAMES, Change, ChangeKind, Comparison
from guideline_docs.model.guideline import Guideline
from guideline_docs.source.record import NamedTuple
from guideline_docs.views.beside import Word, words_of
from guideline_docs.views.changes import ChangeWords, head_of, name_of, way
from guideline_docs.views.comparison.omission import in_one
from guideline_docs.views.text import printable
from guideline_docs.views.wording import Wording, phrase


class SinceKind(StrEnum):
    """How a thing is marked; the stylesheets know these names."""

    ADDED = "added"
    CHANGED = "changed"
    MOVED = "moved"
    RENUMBERED = "renumbered"
    """Its number alone is another: where more became of it, that is told."""
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class SinceKinds:
    added: str
    changed: str
    moved: str
    renumbered: str
    removed: str


@dataclass(frozen=True, slots=True)
class SinceWords:
    """``[since]`` in wording.toml."""

    title: str
    column: str
    """Head of the column in the margin."""
    against: str = phrase("name")
    running: str = phrase("name")
    """Behind the title at the head of each page."""
    count: str = phrase("kind", "n")
    gone: str = phrase("name", "title")
    none: str
    around: str = phrase("names")
    """What changed and stands in no line of the table."""
    comma: str
    left_out: str
    """In place of what did not change of a long text."""
    listed: str = phrase("name")
    """Heads the list of all changes."""
    beside: str = phrase("name")
    """What is said above a page that tells changes beside its texts."""
    at_place: str
    kinds: SinceKinds


class Earlier(NamedTuple):
    """A version since which changes are told: ``name`` is what its user calls it."""

    name: str
    guideline: Guideline
    comparison: Comparison


def since(name: str, old: Guideline, new: Guideline, pairs: Paired | None = None) -> Earlier:
    """An old version and what changed since; ``pairs`` is what of it is what of the new one."""
    return Earlier(name, old, compare(old, new, pairs))


@dataclass(frozen=True, slots=True)
class Told:
    """One change of a thing: ``head`` names what of it, ``words`` are both readings in one."""

    kind: SinceKind
    head: str
    words: tuple[Word, ...]


class Sayings:
    """Says what a change is, in the words of the list of changes."""

    def __init__(self, guideline: Guideline, wording: Wording) -> None:
        self.guideline = guideline
        self.words = wording.phrases(SinceWords, "since")
        self.changes = wording.phrases(ChangeWords, "changes")

    def kind(self, kind: SinceKind) -> str:
        word: str = getattr(self.words.kinds, kind)
        return word

    def told(self, change: Change) -> Told:
        return Told(kind_of(change), self.head(change), self.both(change))

    def both(self, change: Change) -> tuple[Word, ...]:
        """What was and what is in one, without what did not change of a long text."""
        if change.field in OF_NAMES:
            return words_of(way(change, self.changes))
        return words_of(in_one(change.parts, self.words.left_out))

    def head(self, change: Change) -> str:
        return printable(head_of(change, self.guideline, self.changes))

    def name(self, change: Change) -> str:
        return printable(name_of(change, self.changes))


def kind_of(change: Change) -> SinceKind:
    """What a change makes of the thing: one of a part of it changes the thing."""
    if change.kind is ChangeKind.MOVED:
        return SinceKind.MOVED
    if change.kind is ChangeKind.RENUMBERED:
        return SinceKind.RENUMBERED
    if change.before and change.after:
        return SinceKind.CHANGED
    if change.kind is ChangeKind.ADDED:
        return SinceKind.ADDED
    return SinceKind.REMOVED if change.kind is ChangeKind.REMOVED else SinceKind.CHANGED


def kinds_of(changes: Iterable[Change]) -> tuple[SinceKind, ...]:
    """The marks of a thing, in the order in which they are explained."""
    found = {kind_of(change) for change in changes}
    if len(found) > 1:
        found.discard(SinceKind.RENUMBERED)
    return tuple(kind for kind in SinceKind if kind in found)
