"""Paragraphs and headings of chapters that are gone, were moved, or are new."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from guideline_docs.edits.cells import not_encodable
from guideline_docs.edits.incoming import Change, Note
from guideline_docs.edits.receiving.flow import Added, Flow
from guideline_docs.edits.receiving.here import Here
from guideline_docs.edits.receiving.ours import Kind, Ours
from guideline_docs.edits.receiving.step import New, Step, Told
from guideline_docs.edits.receiving.telling import STRUCK, Teller
from guideline_docs.edits.receiving.texts import UNKNOWN
from guideline_docs.edits.receiving.writing import (
    insertion_place,
    new_line,
    next_number,
    one_line,
    removal,
)
from guideline_docs.model.chapter import ParagraphKind
from guideline_docs.model.keys import shown
from guideline_docs.source.record import NamedTuple
from guideline_docs.source.span import SourceText

_RENUMBER = "見出しの数が変わりました。後の番号は guideline-docs renumber で付け直せます"
_NO_PLACE = "入れる場所が原稿にありません"
_OF_PROGRAM = (
    "プログラムが書くところか、原稿にない書式です。原稿（決まった言葉なら templates/wording.toml）で直してください"
)
_MOVED = "移されました。原稿で移してください"
_FILE = "章の原稿がすべて削られています。要らなければ、そのファイルを消してください"


class _Place(NamedTuple):
    """A text of the chapters behind which something stands, and where that was."""

    behind: Ours
    at: int


class Paragraphs:
    """``changed``: the steps of texts with keys, which a text that was moved takes along."""

    def __init__(self, here: Here, flow: Flow, changed: Mapping[str, Step]) -> None:
        self.here, self.teller = here, Teller(here)
        self.flow, self.changed = flow, changed
        self.moving = {key: to for key, to in flow.moved.items() if self._can_move(key)}

    def gone(self) -> Iterator[Told]:
        struck = [key for key in self.flow.gone if key in self.here.matched.ours]
        struck += [key for key, to in self.flow.joined.items() if key != to]
        found = {key: ours for key in struck if (ours := self.here.matched.ours.get(key))}
        whole = set(self._whole_files(found))
        yield from (self.teller.unplaced(source.path, "", _FILE) for source in whole)
        heading = False
        for key, ours in found.items():
            if ours.span.source in whole:
                continue
            if [piece.said for piece in ours.pieces] != self.here.base(key):
                yield self.teller.conflict(key, "", STRUCK, ours)
                continue
            change = self.teller.change(key, ours, (), "")
            yield Step(change, (removal(ours, ours.span.source),), ((ours.key, ()),))
            heading = heading or ours.kind is Kind.HEADING
        if heading:
            yield Note(_RENUMBER, self.here.file)

    def _whole_files(self, struck: Mapping[str, Ours]) -> Iterator[SourceText]:
        """The files of which nothing would be left."""
        keys = {ours.key for ours in struck.values()}
        left = {each.span.source for each in self.here.ours if each.key not in keys}
        found = dict.fromkeys(ours.span.source for ours in struck.values())
        yield from (source for source in found if source not in left)

    # --- moved ------------------------------------------------------------------------------

    def _can_move(self, key: str) -> bool:
        ours = self.here.matched.ours.get(key)
        return ours is not None and ours.kind is Kind.PARAGRAPH

    def moved(self) -> Iterator[Told]:
        for key, to in self.flow.moved.items():
            ours, goal = self.here.matched.ours.get(key), self._goal(to.behind)
            if ours is None or (goal and self._stands_there(ours, to.behind)):
                continue
            if key not in self.moving or goal is None:
                text = shown(self.flow.theirs[key].said)
                yield self.teller.unplaced(text, goal.name if goal else "先頭", _MOVED)
                continue
            yield self._move(key, ours, goal, to.at)

    def _stands_there(self, ours: Ours, behind: str) -> bool:
        before = self.here.matched.ours.get(behind)
        return before is not None and self.here.stands_behind(ours, before)

    def _goal(self, behind: str) -> Ours | None:
        """The text of the chapters that stays and stands before; one that moves, too, comes
        along behind it."""
        seen: set[str] = set()
        while behind in self.moving and behind not in seen:
            seen.add(behind)
            behind = self.moving[behind].behind
        ours = self.here.matched.ours.get(behind)
        return ours if ours and ours.kind in (Kind.HEADING, Kind.PARAGRAPH) else None

    def _move(self, key: str, ours: Ours, goal: Ours, at: int) -> Step:
        kind: ParagraphKind = ours.thing.kind  # type: ignore[union-attr,assignment]
        changed = self.changed.get(key)
        text = changed.change.result if changed else one_line(ours.text)
        new = New(goal, at, kind, one_line(text))
        removed = removal(ours, ours.span.source)
        if changed:
            change = changed.change
        else:
            place = insertion_place(goal)
            where = ours.key, goal.name, "place", "場所", place.source.path, place.line
            texts = ours.name, goal.name, ours.name, new_line(kind, one_line(text))
            authors = self.flow.theirs[key].authors
            change = Change(
                *where, *texts, self.here.file, author="、".join(authors), tracked=bool(authors)
            )
        return Step(change, (removed,), ((ours.key, ()),), new)

    # --- new --------------------------------------------------------------------------------

    def added(self) -> Iterator[Told]:
        headings = False
        for each in self.flow.added:
            found = self._added(each)
            yield from found
            headings = headings or any(isinstance(told, Step) and told.new and told.new.number for told in found)
        if headings:
            yield Note(_RENUMBER, self.here.file)

    def _added(self, added: Added) -> list[Told]:
        goal, said = self._goal(added.behind), self.here.written(added.read.said)
        near = goal.name if goal else self.here.name(added.behind)
        kind = ParagraphKind.TEXT if added.style is None else added.style
        if not said or self.here.has([said], kind):
            return []
        words = shown(said)
        if not added.known:
            return [self.teller.unplaced(words, near, _OF_PROGRAM)]
        if goal is None:
            return [self.teller.unplaced(words, near, _NO_PLACE)]
        if self.here.notation.unknown(said):
            return [self.teller.unplaced(words, near, UNKNOWN)]
        text = self.here.notation.line(said)
        if refused := not_encodable(text, goal.span.source):
            return [self.teller.unplaced(words, near, refused.why)]
        number = 0 if isinstance(kind, ParagraphKind) else next_number(self.here.ours, goal, kind)
        return [self._new(New(goal, added.at, kind, text, number), words, added.read.authors)]

    def _new(self, new: New, theirs: str, authors: tuple[str, ...]) -> Step:
        place = insertion_place(new.behind)
        field = ("title", "見出し") if new.number else ("text", "本文")
        change = Change(
            *("", new.behind.name, *field, place.source.path, place.line),
            *(None, theirs, "", new_line(new.kind, new.text, new.number), self.here.file),
            author="、".join(authors),
            tracked=bool(authors),
        )
        return Step(change, (), (), new)
