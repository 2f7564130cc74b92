"""Words of two versions of one text: what is gone and what is new, between what stays."""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from guideline_docs.compare.words import GONE, SAME, changed, tokens
from guideline_docs.source.record import NamedTuple
from guideline_docs.views.draft.parts import (
    Block,
    Caption,
    Inline,
    Inlines,
    Line,
    Mark,
    NumberOf,
    Revised,
    Title,
)
from guideline_docs.views.text import Piece, PieceRole
from guideline_docs.views.tracked.parts import Printed

_HYPHEN, _BREAKS = "-", "\n\t"
_WORDS = (PieceRole.PLAIN, PieceRole.CODE)


class Reading(NamedTuple):
    """How a version's numbers are compared.

    One that Word keeps follows what it leads to; where that is gone, or came, so is the
    number: put back, it would lead to nothing. ``names`` is what of it is what of the new version; ``follows`` the same of what stands
    in one place in both, whose number follows it.
    """

    mark: Mark
    printed: Printed
    names: Mapping[str, str]
    follows: Mapping[str, str]

    def token(self, number: NumberOf) -> Hashable:
        goal = self.follows.get(number.anchor)
        live = self.printed.is_live(number)
        if goal is not None and live:
            return "follows", goal
        goal = goal or self.names.get(number.anchor, number.anchor)
        return "says", goal, self.printed.words(number), self.mark if live else Mark.SAME


class _Unit(NamedTuple):
    """Words, or one thing that is the same or not; ``token`` is None of words."""

    part: Piece | NumberOf | Inline
    token: Hashable = None


class Texts:
    """Puts texts of two versions together."""

    def __init__(self, before: Reading, now: Reading) -> None:
        self.before = before
        self.now = now

    def merged(self, old: Inlines, new: Inlines) -> Inlines:
        """The new text with what is gone from the old one."""
        if old == new and self._name_the_same(new):
            return new
        ours, theirs = _Side(old, self.before), _Side(new, self.now)
        if ours.said == theirs.said:
            return new
        said: list[Inline] = []
        for part in changed(ours.tokens(), theirs.tokens()):
            if part.kind == GONE:
                said.append(Revised(Mark.DELETED, self.struck(ours.taken(part.tokens))))
            elif part.kind == SAME:
                ours.taken(part.tokens)
                said += theirs.taken(part.tokens)
            else:
                # A remark may lie on a part of what is new only.
                groups = groupby(theirs.taken(part.tokens), key=lambda part: part.remarks)
                for remarks, group in groups:
                    said.append(Revised(Mark.INSERTED, _bare(group), remarks))
        return (*said, *theirs.nothing())

    def _name_the_same(self, text: Inlines) -> bool:
        """Whether the numbers of a text that is written alike name the same in both."""
        numbers = (part for part in text if isinstance(part, NumberOf))
        return all(self.before.token(each) == self.now.token(each) for each in numbers)

    def struck(self, text: Iterable[Inline]) -> Inlines:
        """A text of the old version; its numbers and links are words, and nothing is told of it."""
        return tuple(map(self._words_of, _bare(text)))

    def _words_of(self, part: Inline) -> Inline:
        if isinstance(part, NumberOf):
            return Piece(self.before.printed.words(part), PieceRole.CODE)
        if isinstance(part, Piece) and part.role is PieceRole.LINK:
            return Piece(part.text, PieceRole.CODE)
        return part


class _Side:
    """A text to be taken from its beginning, by the tokens that it is compared by."""

    def __init__(self, text: Inlines, reading: Reading) -> None:
        units = [unit for part in text for unit in _units(part, reading)]
        self.left: deque[Inline] = deque(unit.part for unit in units)
        self.said: list[Hashable] = []
        """Words as far as they go, and single things."""
        for is_word, group in groupby(units, key=lambda unit: unit.token is None):
            if not is_word:
                self.said += (unit.token for unit in group)
            elif words := "".join(unit.part.text for unit in group):
                self.said.append(words)

    def tokens(self) -> list[Hashable]:
        """The same in the smallest pieces that are compared."""
        cut: list[Hashable] = []
        for each in self.said:
            cut += tokens(each) if isinstance(each, str) else [each]
        return cut

    def taken(self, wanted: Sequence[Hashable]) -> list[Inline]:
        """What some tokens stand for, in the parts that the text is made of."""
        out: list[Inline] = []
        for token in wanted:
            if isinstance(token, str):
                out += self._words(len(token))
            else:
                out += self.nothing()
                out.append(self.left.popleft())
        return out

    def _words(self, count: int) -> Iterator[Inline]:
        while count:
            part = self.left.popleft()
            assert isinstance(part, Piece)
            if len(part.text) > count:
                self.left.appendleft(replace(part, text=part.text[count:]))
                part = replace(part, text=part.text[:count])
            count -= len(part.text)
            yield part

    def nothing(self) -> Iterator[Inline]:
        """Remarks at a place where there is no text."""
        while self.left and isinstance(self.left[0], Piece) and not self.left[0].text:
            yield self.left.popleft()


def _units(part: Inline, reading: Reading) -> Iterator[_Unit]:
    """A part in pieces of which each is words or one thing."""
    if isinstance(part, NumberOf):
        yield _Unit(part, reading.token(part))
    elif isinstance(part, Piece) and part.role in _WORDS and not part.reading:
        # Only its hyphens tell a code from words.
        marks = _BREAKS + _HYPHEN if part.role is PieceRole.CODE else _BREAKS
        for mark, group in groupby(part.text, key=lambda char: char if char in marks else ""):
            for text in group if mark else ["".join(group)]:
                yield _Unit(replace(part, text=text), (mark,) if mark else None)
        if not part.text:
            yield _Unit(part)
    elif isinstance(part, Piece):
        yield _Unit(part, (part.role, part.text, part.reading))
    else:
        yield _Unit(part, ("term", part.text))


def _bare(parts: Iterable[Inline]) -> tuple[Inline, ...]:
    """Parts without their remarks."""
    return tuple(
        replace(part, remarks=()) if isinstance(part, Piece) else part._replace(remarks=())
        for part in parts
    )


def text_of(block: Block) -> Inlines:
    """The text of a paragraph."""
    return block.text if isinstance(block, Title | Line | Caption) else ()


def words_of(text: Inlines) -> str:
    """A text as it is written in the sources, to be compared by its likeness."""
    return "".join(part.written if isinstance(part, NumberOf) else part.text for part in text)
