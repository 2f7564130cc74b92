"""What came back in Word files and is not written, beside the texts of the draft.

As soon as the sources say it, whoever has written it, there is nothing to tell.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from guideline_docs.compare.words import changes
from guideline_docs.edits.incoming import Change, Conflict, Unplaced
from guideline_docs.edits.receiving import Placed, Received
from guideline_docs.edits.receiving.comments import Opinion
from guideline_docs.source.record import NamedTuple
from guideline_docs.views.beside import Beside, Besides, Word, WordMark, place_of, words_of
from guideline_docs.views.draft.parts import Draft, keys_of
from guideline_docs.views.text import printable
from guideline_docs.views.wording import Wording, phrase

LOOK = "received"
"""The class of the cards."""
_PLACE = "place"
"""The field of a change that moves a text."""


@dataclass(frozen=True, slots=True)
class ReceivedWords:
    """``[received]`` in wording.toml."""

    told: str = phrase("files", "counts")
    nothing: str = phrase("files")
    count: str = phrase("kind", "n")
    comma: str
    edit: str
    added: str
    struck: str
    moved: str
    conflict: str
    unplaced: str
    comment: str
    resolved: str
    sent: str
    theirs: str
    ours: str
    quoted: str = phrase("quote")
    reply: str = phrase("author", "text")
    gap: str


class Back(NamedTuple):
    """A file that came back, by its name, and what is received of it."""

    name: str
    received: Received


class DraftReceived:
    """Says it of a draft. Raises CannotRun where a phrase is missing."""

    def __init__(self, backs: Sequence[Back], wording: Wording, draft: Draft) -> None:
        self.backs = backs
        self.words = wording.phrases(ReceivedWords, "received")
        self.shown = frozenset(keys_of(draft))

    def besides(self) -> Besides:
        """The cards, by the keys of the texts that they stand beside."""
        found: dict[str, tuple[Beside, ...]] = {}
        for back, placed in self._placed():
            if key := self._key(placed):
                found[key] = (*found.get(key, ()), self._card(placed.what, back.name))
        return found

    def above(self) -> tuple[Beside, ...]:
        """The cards of what has no place here, or none on the page."""
        homeless = (
            self._card(placed.what, back.name)
            for back, placed in self._placed()
            if not self._key(placed)
        )
        unplaced = (
            self._unplaced(each, back.name)
            for back in self.backs
            for each in back.received.incoming.unplaced
        )
        return (*unplaced, *homeless)

    @property
    def told(self) -> str:
        """What the cards are, in a sentence."""
        words = self.words
        files = words.comma.join(printable(back.name) for back in self.backs)
        counts = [
            words.count.format(kind=kind, n=n)
            for kind, n in (
                (words.edit, self._count("edits")),
                (words.conflict, self._count("conflicts")),
                (words.unplaced, self._count("unplaced")),
                (words.comment, sum(len(back.received.comments) for back in self.backs)),
            )
            if n
        ]
        if not counts:
            return words.nothing.format(files=files)
        return words.told.format(files=files, counts=words.comma.join(counts))

    def _count(self, kind: str) -> int:
        return sum(len(getattr(back.received.incoming, kind)) for back in self.backs)

    def _placed(self) -> Iterator[tuple[Back, Placed]]:
        return ((back, placed) for back in self.backs for placed in back.received.placed)

    def _key(self, placed: Placed) -> str:
        return place_of(placed.key, self.shown) if placed.key else ""

    # --- cards --------------------------------------------------------------------------------

    def _card(self, what: Change | Conflict | Opinion, file: str) -> Beside:
        match what:
            case Change():
                return self._change(what, file)
            case Conflict():
                return self._conflict(what, file)
        return self._comment(what, file)

    def _change(self, change: Change, file: str) -> Beside:
        words, head = self.words, self._head(change.name, change.head, change.author, file)
        if change.field == _PLACE:
            where = self._head(change.theirs, change.author, file)
            return Beside(LOOK, words.moved, where, _said(change.result))
        if change.base is None:
            new = (Word(printable(change.result), WordMark.NEW),)
            return Beside(LOOK, words.added, head, new)
        title = words.edit if change.result else words.struck
        return Beside(LOOK, title, head, words_of(changes(change.ours, change.result)))

    def _conflict(self, conflict: Conflict, file: str) -> Beside:
        """All three texts: what came against what was sent, so does what stands here."""
        words, base = self.words, conflict.base or ""
        said = (
            *_said(f"{conflict.why}\n{words.sent}{words.gap}{base}\n{words.theirs}{words.gap}"),
            *words_of(changes(base, conflict.theirs)),
            *_said(f"\n{words.ours}{words.gap}"),
            *_said(conflict.ours),
        )
        head = self._head(conflict.name, conflict.head, conflict.author, file)
        return Beside(f"{LOOK} conflict", words.conflict, head, said)

    def _comment(self, comment: Opinion, file: str) -> Beside:
        words = self.words
        title = words.resolved if comment.resolved else words.comment
        lines = [words.quoted.format(quote=comment.quote)] if comment.quote else []
        lines += [comment.text]
        lines += [words.reply.format(author=r.author, text=r.text) for r in comment.replies]
        head = self._head(comment.author, comment.date.partition("T")[0], file)
        return Beside(f"{LOOK} comment", title, head, _said("\n".join(lines)))

    def _unplaced(self, unplaced: Unplaced, file: str) -> Beside:
        text = (Word(printable(unplaced.text), WordMark.NEW), *_said(f"\n{unplaced.why}"))
        return Beside(f"{LOOK} unplaced", self.words.unplaced, self._head(unplaced.near, file), text)

    def _head(self, *said: str) -> str:
        return self.words.gap.join(printable(each) for each in said if each)


def _said(text: str) -> tuple[Word, ...]:
    return (Word(printable(text)),) if text else ()
