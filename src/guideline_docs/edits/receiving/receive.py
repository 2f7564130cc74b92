"""The returned draft: what was written into it, brought to the places it came from.

For each text three versions: as it was sent, as it came back, as it stands here now. Only
what came back otherwise than it was sent is anybody's business.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from guideline_docs.edits.cells import Unwritable, cell_edit
from guideline_docs.edits.incoming import (
    Change,
    Conflict,
    Incoming,
    Note,
    Unplaced,
    field_of,
    head_of,
)
from guideline_docs.edits.receiving.comments import Opinion, opinions
from guideline_docs.edits.receiving.flow import Added, Flow, Theirs, flow_of
from guideline_docs.edits.receiving.grids import InCell, grids_of
from guideline_docs.edits.receiving.matching import Matched, matched
from guideline_docs.edits.receiving.merging import Replaced, applied, merge
from guideline_docs.edits.receiving.ours import Fact, Kind, Ours, cut, ours_of
from guideline_docs.edits.receiving.writing import (
    Insertions,
    Notation,
    fact_edit,
    new_line,
    next_number,
    one_line,
    removal,
    span_edits,
)
from guideline_docs.failure import CannotRun
from guideline_docs.model.chapter import ParagraphKind
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.keys import Field, Said, shown
from guideline_docs.readback.word.parts import Returned, Sent
from guideline_docs.rules.snapshot import Snapshot
from guideline_docs.source.edit import Edit, Patch
from guideline_docs.syntax.columns import Column

_Found = Change | Conflict | Unplaced | Note
_BOTH = "送った後に、どちらでも書き換えられています"
_TWICE = "同じ施策の別の場所で、違う直し方をしています"
# A draft of which so little is here is another project's.
_LEAST = 0.1


class Received(NamedTuple):
    patch: Patch
    incoming: Incoming
    comments: tuple[Opinion, ...] = ()


class _Text(NamedTuple):
    """What a key says now, wherever it was read."""

    said: tuple[Said, ...]
    authors: tuple[str, ...]


def receive(snapshot: Snapshot, returned: Returned) -> Received:
    """What came back in a draft. Raises CannotRun for a draft of another project, and for one
    that carries nothing of what it said."""
    return _Receiver(snapshot.guideline, returned).received()


class _Receiver:
    def __init__(self, guideline: Guideline, returned: Returned) -> None:
        self.guideline = guideline
        self.returned = returned
        self.file = returned.file
        self.sent = returned.origins.texts
        if not self.sent:
            raise CannotRun(
                f"{self.file}: この素案には、送ったときの文の控えがありません。"
                "receive で戻せるのは、build で作った素案（--final でないもの）です"
            )
        self.ours = list(ours_of(guideline))
        self.matched: Matched = matched(guideline, returned.origins, self.ours)
        self._must_be_ours()
        self.notation = Notation(guideline)
        self.insertions = Insertions(self.notation)
        self.edits: list[Edit] = []
        self.found: list[_Found] = []
        self.moving: dict[str, str] = {}
        """Paragraphs that stand behind another one now."""
        self.results: dict[str, str] = {}
        """What a text says once it is merged."""

    def received(self) -> Received:
        flow = flow_of(self.returned, self.matched)
        grids = grids_of(self.returned, self.guideline)
        self.moving = {
            key: behind
            for key, behind in flow.moved.items()
            if self._is_paragraph(key) and self._is_paragraph(behind, or_heading=True)
        }
        self._texts(flow, grids.cells)
        self._gone(flow)
        self._moved(flow)
        figures = [each for each in flow.added if each.read.is_empty and each.read.strange]
        pictures = self.returned.origins.figures
        for each in flow.added:
            # The program's own figures come back, too: who has put in another, nobody can say.
            if each not in figures or len(figures) > pictures:
                self._added(each)
        for each in flow.leaked:
            self._unplaced(shown(each.said), "", "参照の中身が文字になっています。直したところを確かめてください")
        for strange in grids.strange:
            self._unplaced(strange.text, strange.near, strange.why)
        patch = Patch.of(_apart([*self.edits, *self.insertions.edits()]))
        return Received(patch, Incoming.of(self.found), tuple(opinions(self.returned, self.matched)))

    def _must_be_ours(self) -> None:
        here = {each.text for each in self.ours}
        long = [shown(sent.said) for sent in self.sent.values() if len(shown(sent.said)) > 5]
        same = sum(text in here for text in long) + len(self.matched.ours)
        if same < _LEAST * len(self.sent):
            raise CannotRun(f"{self.file}: ほかの案件の素案です（この案件と同じ文がほとんどありません）")

    # --- texts with keys --------------------------------------------------------------------

    def _texts(self, flow: Flow, cells: Iterable[InCell]) -> None:
        said: dict[str, list[_Text]] = {}
        for key, theirs in flow.theirs.items():
            said.setdefault(key, []).append(self._as_read(key, theirs))
        for cell in cells:
            said.setdefault(cell.key, []).append(_Text(cell.said, cell.authors))
        for key in self.sent:
            changed = {
                tuple(self._theirs(key, text)): text
                for text in said.get(key, ())
                if self._theirs(key, text) != self._base(key)
            }
            if len(changed) > 1:
                words = "／".join(shown(text.said) for text in changed.values())
                self._conflict(key, words, _TWICE)
            for tokens, text in list(changed.items())[: len(changed) == 1]:
                self._change(key, list(tokens), text)

    def _as_read(self, key: str, theirs: Theirs) -> _Text:
        for name in dict.fromkeys(name for read in theirs.read for name in read.strange):
            self._unplaced(name, self._name(key), f"{name}が入れられました")
        return _Text(theirs.said, theirs.authors)

    def _base(self, key: str) -> list[Said]:
        """What was sent, its numbers led to those of today."""
        sent = self.sent[key]
        return [] if sent.empty else self._cut(_without(sent.said, sent.lead))

    def _theirs(self, key: str, text: _Text) -> list[Said]:
        sent = self.sent[key]
        said = _without(text.said, sent.lead)
        if sent.empty:
            mark = shown(sent.said).removeprefix(sent.lead)
            said = tuple(_without_mark(said, mark))
        return self._cut(said)

    def _cut(self, said: Iterable[Said]) -> list[Said]:
        led = self.matched.bookmarks
        return cut(
            [
                Field(led.get(each.bookmark, each.bookmark)) if isinstance(each, Field) else each
                for each in said
            ]
        )

    def _change(self, key: str, theirs: list[Said], text: _Text) -> None:
        ours = self.matched.ours.get(key)
        if ours is None:
            self._conflict(key, shown(tuple(theirs)), "ここではもうなくなっている文です")
            return
        if ours.column in (Column.TIER, Column.PROPOSAL, Column.STATUS):
            self._closed(key, ours, theirs, text)
            return
        changes = merge(self._base(key), theirs, ours.pieces)
        if changes is None:
            self._conflict(key, shown(tuple(theirs)), _BOTH, ours, text)
        elif changes:
            self._write(key, ours, changes, theirs, text)

    def _write(
        self, key: str, ours: Ours, changes: Sequence[Replaced], theirs: list[Said], text: _Text
    ) -> None:
        result = self.notation.text(applied(ours.pieces, changes))
        if ours.kind is Kind.CELL and ours.column is not None:
            edit = cell_edit(ours.thing, ours.column, result)  # type: ignore[arg-type]
            if isinstance(edit, Unwritable):
                self._unplaced(result, ours.name, edit.why)
                return
            self.edits.append(edit)
        elif isinstance(ours.thing, Fact):
            result = one_line(result).strip()
            fact = fact_edit(ours.thing, result)
            if fact is None:
                self._unplaced(result, ours.name, f"guideline.toml の「{ours.thing.key}」に書けません")
                return
            self.edits.append(fact)
        elif not one_line(result).strip():
            self._unplaced(shown(self.sent[key].said), ours.name, "見出しの言葉がなくなっています")
            return
        else:
            result = one_line(result)
            if key not in self.moving:
                self.edits += span_edits(ours, changes, self.notation)
        self.results[key] = result
        self._told(key, ours, theirs, result, text)

    def _closed(self, key: str, ours: Ours, theirs: list[Said], text: _Text) -> None:
        """A closed word: written as the cell writes such words, or told."""
        word, was = shown(tuple(theirs)).strip(), ours.text
        sent = shown(self.sent[key].said)
        if ours.column == Column.TIER:
            term = ours.thing.tier  # type: ignore[union-attr]
            mark = term.mark.text if term.mark else was
            if mark != sent and not sent.startswith(mark):
                self._conflict(key, word, _BOTH, ours, text)
                return
            word = was.replace(mark, word, 1) if mark else word
        elif was != sent and sent not in ("―",):
            self._conflict(key, word, _BOTH, ours, text)
            return
        edit = cell_edit(ours.thing, ours.column, word)  # type: ignore[arg-type]
        if isinstance(edit, Unwritable):
            self._unplaced(word, ours.name, edit.why)
            return
        self.edits.append(edit)
        self._told(key, ours, theirs, word, text)

    # --- what is gone, moved, new -----------------------------------------------------------

    def _gone(self, flow: Flow) -> None:
        for key in (*flow.gone, *(key for key, to in flow.joined.items() if key != to)):
            ours = self.matched.ours.get(key)
            if ours is None:
                continue
            if [piece.said for piece in ours.pieces] != self._base(key):
                self._conflict(key, "", "Word では削られ、ここでは書き換えられています", ours)
                continue
            self.edits.append(removal(ours, ours.span.source))
            self._told(key, ours, [], "", None)

    def _moved(self, flow: Flow) -> None:
        for key, behind in flow.moved.items():
            ours, goal = self.matched.ours.get(key), self.matched.ours.get(behind)
            if ours is None:
                continue
            if key not in self.moving or goal is None:
                text, near = shown(flow.theirs[key].said), goal.name if goal else "先頭"
                self._unplaced(text, near, "移されました。原稿で移してください")
                continue
            kind = ours.thing.kind  # type: ignore[union-attr]
            result = self.results.get(key, one_line(ours.text))
            self.edits.append(removal(ours, ours.span.source))
            self.insertions.behind(goal, kind, new_line(kind, result))
            if key not in self.results:
                source, line = goal.span.source, goal.span.end_position[0] + 1
                where = "", goal.name, "section", "場所", source.path, line
                texts = ours.name, goal.name, ours.name, new_line(kind, result)
                author = "、".join(flow.theirs[key].authors)
                self.found.append(Change(*where, *texts, self.file, "", author, bool(author)))

    def _is_paragraph(self, key: str, or_heading: bool = False) -> bool:
        ours = self.matched.ours.get(key)
        kinds = (Kind.PARAGRAPH, Kind.HEADING) if or_heading else (Kind.PARAGRAPH,)
        return ours is not None and ours.kind in kinds

    def _added(self, added: Added) -> None:
        read, ours = added.read, self.matched.ours.get(added.behind)
        text = self.notation.line(self._cut(read.said)).strip()
        for name in read.strange:
            self._unplaced(name, ours.name if ours else "", f"{name}が入れられました")
        if not text:
            return
        if ours is None or ours.kind not in (Kind.HEADING, Kind.PARAGRAPH):
            self._unplaced(text, ours.name if ours else "", "入れる場所が原稿にありません")
            return
        style = ParagraphKind.TEXT if added.style is None else added.style
        number = 0 if isinstance(style, ParagraphKind) else next_number(self.ours, ours, style)
        line = new_line(style, text, number)
        self.insertions.behind(ours, style, line)
        if number:
            self.found.append(Note("見出しが加わりました。後の番号は renumber で付け直せます", self.file))
        source, line_number = ours.span.source, ours.span.end_position[0] + 1
        author, tracked = "、".join(read.authors), bool(read.authors)
        self.found.append(
            Change(
                *("", ours.name, "text", "本文", source.path, line_number, None, text, "", line),
                *(self.file, "", author, tracked),
            )
        )

    # --- what is told -----------------------------------------------------------------------

    def _told(
        self, key: str, ours: Ours, theirs: Sequence[Said], result: str, text: _Text | None
    ) -> None:
        authors = text.authors if text else ()
        self.found.append(
            Change(
                *(ours.key, ours.name, *_field(ours), ours.span.source.path, ours.span.line),
                *(shown(tuple(self._base(key))), shown(tuple(theirs)), ours.text, result, self.file),
                *("", "、".join(authors), bool(authors)),
            )
        )
        if key in self.matched.near:
            self.found.append(Note(f"{ours.name} は内容で照らし合わせました", self.file))

    def _conflict(
        self, key: str, theirs: str, why: str, ours: Ours | None = None, text: _Text | None = None
    ) -> None:
        ours = ours or self.matched.ours.get(key)
        sent: Sent = self.sent[key]
        name, field = self._name(key), (_field(ours) if ours else ("text", "本文"))
        path, line = (ours.span.source.path, ours.span.line) if ours else (sent.source, sent.line)
        author = "、".join(text.authors) if text else ""
        base, here = shown(tuple(self._base(key))), ours.text if ours else ""
        where = (ours.key if ours else key), name, *field, path, line
        self.found.append(Conflict(*where, base, theirs, here, why, self.file, "", author))

    def _unplaced(self, text: str, near: str, why: str) -> None:
        self.found.append(Unplaced(text, near, why, self.file))

    def _name(self, key: str) -> str:
        ours = self.matched.ours.get(key)
        return ours.name if ours else self.sent[key].source


def _field(ours: Ours) -> tuple[str, str]:
    """What of a thing a text is, for programs and for people."""
    if ours.column is not None:
        return field_of(ours.column), head_of(ours.column)
    if isinstance(ours.thing, Fact):
        return ours.thing.key, ours.thing.key
    return ("text", "本文") if ours.kind is Kind.PARAGRAPH else ("title", "見出し")


def _without(said: tuple[Said, ...], lead: str) -> tuple[Said, ...]:
    """What was said without what the program put before it."""
    if lead and said and isinstance(said[0], str) and said[0].startswith(lead):
        rest = said[0].removeprefix(lead)
        return (rest, *said[1:]) if rest else said[1:]
    return said


def _without_mark(said: tuple[Said, ...], mark: str) -> Iterator[Said]:
    """What was written over the mark of an empty cell, or beside it."""
    for at, each in enumerate(said):
        if isinstance(each, str):
            each = each.removeprefix(mark) if at == 0 else each
            each = each.removesuffix(mark) if at == len(said) - 1 else each
        if each != "":
            yield each


def _apart(edits: Iterable[Edit]) -> Iterator[Edit]:
    """Edits that touch as one: what is put in where something else ends stands behind it."""
    last: Edit | None = None
    for edit in sorted(edits, key=lambda each: (each.span.source.path, *each.span[1:])):
        if last and last.span.source == edit.span.source and last.span.end >= edit.span.start:
            span = last.span._replace(end=max(last.span.end, edit.span.end))
            last = Edit(span, last.text + edit.text)
            continue
        if last:
            yield last
        last = edit
    if last:
        yield last
