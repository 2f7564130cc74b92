"""The changes between two versions as a list: what, where, and the words that changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields

from guideline_docs.compare.changes import OF_NAMES, Change, ChangeKind, Comparison
from guideline_docs.compare.series import series
from guideline_docs.compare.words import GONE, NEW, SAME, Part
from guideline_docs.model.chapter import Heading, Paragraph
from guideline_docs.model.configuration import SETTINGS_TABLE
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.measure import Measure
from guideline_docs.model.section import Section
from guideline_docs.source.record import NamedTuple
from guideline_docs.source.span import Span
from guideline_docs.syntax.columns import COLUMNS, Column
from guideline_docs.views.wording import Wording, phrase

_QUOTED = 24


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
    form: str
    annotation: str
    part: str
    summary: str
    legend: str
    note: str
    line: str
    heads: str
    image: str
    surplus: str
    edition: str


@dataclass(frozen=True, slots=True)
class FormWords:
    """What the kinds of paragraphs are called."""

    text: str
    item: str
    note: str


@dataclass(frozen=True, slots=True)
class SettingWords:
    """What the settings of a cover are called."""

    title: str
    table_title: str
    municipality: str
    department: str
    meeting: str
    stage: str
    date: str
    as_of: str
    draft_number: str
    table_number: str
    author: str


@dataclass(frozen=True, slots=True)
class ChangeWords:
    kinds: KindWords
    fields: FieldWords
    forms: FormWords
    settings: SettingWords
    title: str
    none: str
    first: str
    """Where one stands that follows none."""
    behind: str = phrase("name")
    """Where one stands that follows another."""
    nowhere: str
    """What has no name and stands in the table."""
    chapters: str
    """The same in the chapters."""
    cover: str
    """What the settings say."""
    comma: str
    count: str = phrase("kind", "n")
    renumbered: str = phrase("first", "last")
    """Neighbours that moved on by as many."""
    more: str = phrase("n")
    """So many lines are left out."""
    quoted: str = phrase("text")
    """What a paragraph begins with that stands elsewhere."""


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
    title: str
    more: str
    """What is said in place of lines that are left out: so many."""


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
    return ChangeList(lines, words.comma.join(told) or words.none, words.title, words.more)


def _lines(
    changes: Iterable[Change], new: Guideline, words: ChangeWords
) -> Iterator[ChangeLine]:
    """One line a change; numbers that moved on together are told together."""
    for found in series(changes, new):
        first, last = found[0], found[-1]
        line = _line(first, new, words)
        if len(found) > 1:
            names = words.renumbered.format(first=first.old_name, last=last.old_name)
            goal = words.renumbered.format(first=first.name, last=last.name)
            parts = Part(GONE, (names,)), Part(NEW, (goal,))
            line = line._replace(name=goal, parts=parts, count=len(found))
        yield line


def _line(change: Change, new: Guideline, words: ChangeWords) -> ChangeLine:
    kind = getattr(words.kinds, change.kind)
    head, parts = head_of(change, new, words), change.parts
    if change.field in OF_NAMES:
        parts = way(change, words)
    return ChangeLine(change, change.place, kind, name_of(change, words), head, parts)


def way(change: Change, words: ChangeWords) -> tuple[Part, ...]:
    """Where something stood and where it stands, and of a paragraph what it says."""
    names = tuple(said(change, name, words) for name in (change.old, change.new))
    parts = [] if names[0] == names[1] else [Part(GONE, names[:1]), Part(NEW, names[1:])]
    tells_no_words = change.kind is ChangeKind.MOVED or change.field == "form"
    if tells_no_words and (text := moved_text(change)):
        parts.append(Part(SAME, (words.quoted.format(text=shortened(text)),)))
    return tuple(parts)


def moved_text(change: Change) -> str:
    """What has moved that has no name of its own: a paragraph, what a chapter asks for."""
    if isinstance(change.after, Paragraph):
        return "".join(passage.text for passage in change.after.passages)
    return "" if change.after else change.place.text


def said(change: Change, name: str, words: ChangeWords) -> str:
    """A name as people read it: among others of its kind a thing stands behind one, a
    paragraph under a heading."""
    if change.field == "form":
        return str(getattr(words.forms, name))
    if not name:
        return words.first
    behind = change.field == "order" and isinstance(change.after, Measure | Section)
    return words.behind.format(name=name) if behind else name


def shortened(text: str) -> str:
    """The beginning of a text, by which it is known again."""
    return text if len(text) <= _QUOTED else f"{text[:_QUOTED]}…"


def name_of(change: Change, words: ChangeWords) -> str:
    """What changed: by its name, or by the document that it stands in."""
    if name := change.name or change.old_name:
        return name
    if change.field.startswith(f"{SETTINGS_TABLE}."):
        return words.cover
    in_chapters = isinstance(change.before or change.after, Paragraph | Heading)
    return words.chapters if in_chapters else words.nowhere


def head_of(change: Change, guideline: Guideline, words: ChangeWords) -> str:
    """What of a thing changed: the head of a column, or what else it is called."""
    if isinstance(change.before or change.after, Measure):
        known = {str(column): column for column in COLUMNS}
        if change.field in known and change.field != Column.NUMBER:
            return guideline.configuration.vocabulary.head(known[change.field])
    table, _, key = change.field.partition(".")
    if table == SETTINGS_TABLE and key:
        return str(getattr(words.settings, key))
    own = {each.name for each in fields(FieldWords)}
    return getattr(words.fields, change.field) if change.field in own else change.field
