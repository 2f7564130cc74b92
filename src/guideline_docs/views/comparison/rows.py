"""The rows of a 新旧対照表: all that changed of one thing stands together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from guideline_docs.compare.changes import OF_NAMES, Change, ChangeKind, Thing
from guideline_docs.compare.series import series
from guideline_docs.compare.tables import columns_of
from guideline_docs.compare.words import GONE, NEW, SAME, Part
from guideline_docs.model.chapter import Paragraph
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.measure import Measure
from guideline_docs.syntax.columns import Column
from guideline_docs.views.changes import ChangeWords, head_of, moved_text, said, shortened
from guideline_docs.views.comparison.omission import read, sides
from guideline_docs.views.comparison.parts import ComparisonWords, Line, Row, Word, WordRole

_GAP = "　"
_BEGUN_OR_GONE = (ChangeKind.ADDED, ChangeKind.REMOVED)


class Rows:
    """Says what changed, in the words of both versions."""

    def __init__(
        self, old: Guideline, new: Guideline, words: ComparisonWords, called: ChangeWords
    ) -> None:
        self.old, self.new = old, new
        self.words, self.called = words, called

    def of(self, found: Iterable[Change]) -> Iterator[tuple[Change, tuple[Row, ...]]]:
        """The rows of each thing, with the first of its changes."""
        for _, group in groupby(found, key=lambda change: _thing(change) or change.place):
            own = list(group)
            if not _only_numbered(own):
                yield own[0], tuple(self._rows(own))

    def numbered(self, found: Sequence[Change]) -> Iterator[Row]:
        """What bears another number, neighbours together; one alone that has a row of its own
        tells it there."""
        told = {_thing(change) for change in found if change.kind is not ChangeKind.RENUMBERED}
        numbers = [change for change in found if change.kind is ChangeKind.RENUMBERED]
        for changes in series(numbers, self.new):
            if len(changes) > 1:
                yield self._run(changes)
            elif _thing(changes[0]) not in told:
                yield self._named(changes)._replace(remark="")

    def _run(self, changes: Sequence[Change]) -> Row:
        """Numbers that moved on together."""
        first, last = changes[0], changes[-1]
        sides = (first.name, last.name), (first.old_name, last.old_name)
        new, old = (self.called.renumbered.format(first=a, last=b) for a, b in sides)
        return Row(_changed(new), _changed(old))

    def _rows(self, changes: Sequence[Change]) -> Iterator[Row]:
        first = changes[0]
        thing = _thing(first)
        if first.kind in _BEGUN_OR_GONE and not (first.before and first.after):
            yield from self._whole(first)
        elif thing is None:
            for change in changes:
                yield self._field(change) if change.kind is not ChangeKind.MOVED else self._asked(change)
        elif isinstance(thing, Paragraph):
            yield from self._paragraph(changes)
        else:
            yield self._named(changes)
            if isinstance(thing, Measure):
                for change in changes:
                    if change.field not in ("title", *OF_NAMES):
                        yield self._field(change)._replace(begins=False)

    # --- one row ------------------------------------------------------------------------

    def _named(self, changes: Sequence[Change]) -> Row:
        """Number and title of what changed, on either side."""
        first = changes[0]
        role = WordRole.HEAD if first.name == first.old_name else WordRole.CHANGED
        same = Part(SAME, (_title(first.after),))
        parts = next((c.parts for c in changes if c.field == "title"), (same,))
        titles = _side(parts, NEW), _side(parts, GONE)
        new, old = (
            self._name(name, role, title)
            for name, title in zip((first.name, first.old_name), titles, strict=True)
        )
        remarks = dict.fromkeys(filter(None, map(self._place, changes)))
        if role is WordRole.CHANGED:
            remarks[self.called.kinds.renumbered] = None
        return Row(new, old, self.words.comma.join(remarks))

    def _name(self, name: str, role: WordRole, title: Line) -> Line:
        return (Word(read(name), role), Word(_GAP), *title) if name else title

    def _place(self, change: Change) -> str:
        """What is to be remarked on number and place."""
        if change.field == "section" and change.old != change.new:
            return self.words.moved.format(old=read(change.old), new=read(change.new))
        if change.field == "form":
            old, new = (said(change, name, self.called) for name in (change.old, change.new))
            return self.words.formed.format(old=old, new=new)
        if change.field in ("section", "order"):
            return self.words.remark.format(
                head=self.called.fields.order, kind=self.called.kinds.moved
            )
        return self.called.kinds.renumbered if change.field == "number" else ""

    def _field(self, change: Change) -> Row:
        """A field of something, or a line of the sheet."""
        head = read(head_of(change, self.new, self.called))
        new, old = sides(change.parts, self.words.left_out)
        return Row(self._headed(head, new), self._headed(head, old), self._remark(change, head))

    def _asked(self, change: Change) -> Row:
        """What a chapter asks for, and where it stands now."""
        line = (Word(read(moved_text(change))),)
        return Row(line, line, self._place(change))

    def _remark(self, change: Change, head: str) -> str:
        if change.kind is not ChangeKind.CHANGED:
            kind = getattr(self.called.kinds, change.kind)
            return self.words.remark.format(head=head, kind=kind)
        return self.called.fields.image if change.field == "image" else ""

    def _headed(self, head: str, line: Line) -> Line:
        line = line or (Word(self.words.empty, WordRole.ASIDE),)
        return (Word(self.words.head.format(head=head), WordRole.HEAD), *line)

    def _paragraph(self, changes: Sequence[Change]) -> Iterator[Row]:
        remarks = dict.fromkeys(filter(None, map(self._place, changes)))
        change = next((c for c in changes if c.field == "text"), None)
        if change is None:
            text = shortened(read(_text(changes[0].after)))
            new = old = (Word(text),)
        else:
            new, old = sides(change.parts, self.words.left_out)
            if all(not part.text.strip() for part in change.parts if part.kind != SAME):
                remarks[self.words.broken] = None
        yield Row(new, old, self.words.comma.join(remarks))

    # --- what is new, and what is no more ------------------------------------------------

    def _whole(self, change: Change) -> Iterator[Row]:
        is_new = change.kind is ChangeKind.ADDED
        other = self.words.added if is_new else self.words.removed
        beside: Line = (Word(other, WordRole.ASIDE),)
        for at, line in enumerate(self._lines(change)):
            new, old = (line, beside) if is_new else (beside, line)
            yield Row(new, old, begins=at == 0)
            beside = ()

    def _lines(self, change: Change) -> Iterator[Line]:
        """All that something says that the other version does not have."""
        thing, name = _thing(change), change.name or change.old_name
        text = read(change.new or change.old)
        if thing is None:
            head = read(head_of(change, self.new, self.called))
            yield Word(self.words.head.format(head=head), WordRole.HEAD), *_changed(text)
        elif isinstance(thing, Paragraph):
            yield _changed(text)
        else:
            yield self._name(name, WordRole.CHANGED, _changed(text))
        if isinstance(thing, Measure):
            guideline = self.new if change.after else self.old
            for row in thing.each:
                yield from self._cells(row, guideline)

    def _cells(self, row: Measure, guideline: Guideline) -> Iterator[Line]:
        for column in columns_of(row):
            if column != Column.TITLE and (text := row[column].text):
                head = guideline.configuration.vocabulary.head(column) if column.known else column.name
                label = self.words.head.format(head=read(head))
                yield Word(label, WordRole.HEAD), *_changed(read(text))


def _only_numbered(changes: Iterable[Change]) -> bool:
    return all(change.kind is ChangeKind.RENUMBERED for change in changes)


def _thing(change: Change) -> Thing | None:
    return change.after or change.before


def _changed(text: str) -> Line:
    return (Word(text, WordRole.CHANGED),)


def _side(parts: Sequence[Part], kind: str) -> Line:
    """A title whole, with what changed in it."""
    return tuple(
        Word(read(part.text), WordRole.PLAIN if part.kind == SAME else WordRole.CHANGED)
        for part in parts
        if part.kind in (SAME, kind)
    )


def _title(thing: Thing | None) -> str:
    title = None if thing is None or isinstance(thing, Paragraph) else thing.title
    return title.text if title else ""


def _text(thing: Thing | None) -> str:
    assert isinstance(thing, Paragraph)
    return "".join(passage.text for passage in thing.passages)
