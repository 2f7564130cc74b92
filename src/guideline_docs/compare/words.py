"""What changed within a text: the words, as a person would have marked them.

    令和[-5-]{+6+}年度から    発[-行-]{+信+} is never marked: no word is cut in two

A text is cut into phrases (budoux), those at marks and where the script changes, and the
two lists are compared. A change that two hiragana part from the next is one with it, and
what both sides of a change begin or end with, if it is no word of its own, stays unmarked.
"""

import re
from collections.abc import Hashable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby
from typing import NamedTuple

from guideline_docs.source.expression import expression
from guideline_docs.source.lexicon import BRACKETS, HIRAGANA, is_hiragana, is_kanji, is_katakana
from guideline_docs.source.phrases import phrases

SAME, GONE, NEW = "=", "-", "+"

Token = Hashable
"""A string is words; anything else is one thing that is the same or not: a field, a break."""


class Part(NamedTuple):
    """A piece of two texts: in both (``=``), in the old (``-``), in the new one (``+``).

    Joined, ``=`` and ``-`` are the old text, ``=`` and ``+`` the new one.
    """

    kind: str
    tokens: tuple[Token, ...]

    @property
    def text(self) -> str:
        return "".join(token for token in self.tokens if isinstance(token, str))


class _Change(NamedTuple):
    """A stretch of both texts; ``same`` where they are one."""

    same: bool
    old: list[Token]
    new: list[Token]


# Marks stand alone: what changes round one leaves it in its place.
_MARK = expression(rf"[、。，．・{re.escape(BRACKETS)}]|[^、。，．・{re.escape(BRACKETS)}]+")
_LITTLE = expression(f"[{HIRAGANA}ー]{{1,2}}")
# What a change may end with and yet be another word: particles, marks.
_ENDINGS = frozenset("をにはがのとでもへや、。）」")


def tokens(text: str) -> list[str]:
    """A text in the smallest pieces that are marked: joined, they are the text."""
    return [
        word
        for phrase in phrases(text)
        for part in _MARK.findall(phrase)
        for word in _by_script(part)
    ]


def changes(old: str, new: str) -> tuple[Part, ...]:
    """What changed from one text to another."""
    if old == new:
        return (Part(SAME, (old,)),) if old else ()
    return changed(tokens(old), tokens(new))


def changed(old: Sequence[Token], new: Sequence[Token]) -> tuple[Part, ...]:
    """The same of texts that are cut already."""
    return tuple(_parts(_trimmed(_joined(_compared(old, new)))))


def _by_script(text: str) -> Iterator[str]:
    """Runs of one script; of signs each by itself."""
    kind, run = "", ""
    for char in text:
        here = _script(char, kind)
        if run and (here != kind or not here):
            yield run
            run = ""
        kind, run = here, run + char
    if run:
        yield run


def _script(char: str, before: str) -> str:
    """The script of a character; empty for a sign."""
    if char == "ー":
        return before or "katakana"
    if is_kanji(char) or char in "々〆ヶヵ":
        return "kanji"
    if is_hiragana(char):
        return "hiragana"
    if is_katakana(char):
        return "katakana"
    if char.isdigit() or char in ".,．，":
        return "digits"
    return "letters" if char.isalpha() else ""


def _compared(old: Sequence[Token], new: Sequence[Token]) -> Iterator[_Change]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, i, j, k, m in matcher.get_opcodes():
        yield _Change(kind == "equal", list(old[i:j]), list(new[k:m]))


def _joined(found: Iterable[_Change]) -> list[_Change]:
    """Changes with next to nothing between them as one."""
    out: list[_Change] = []
    for change in found:
        between = out[-1] if len(out) > 1 and out[-1].same and not change.same else None
        if between and _is_little(between.old):
            out.pop()
            before = out.pop()
            change = _Change(
                False,
                before.old + between.old + change.old,
                before.new + between.new + change.new,
            )
        out.append(change)
    return out


def _is_little(between: Sequence[Token]) -> bool:
    words = [token for token in between if isinstance(token, str)]
    return len(words) == len(between) and bool(_LITTLE.fullmatch("".join(words)))


def _trimmed(found: Iterable[_Change]) -> Iterator[_Change]:
    """Changes without what their two sides begin and end with and is no word."""
    for change in found:
        if change.same or not (change.old and change.new):
            yield change
            continue
        old, new = _together(change.old), _together(change.new)
        first = _shared(old, new)
        old[:1], new[:1] = _without_start(old, first), _without_start(new, first)
        last = _ending(old, new)
        old[-1:], new[-1:] = _without_end(old, last), _without_end(new, last)
        yield _Change(True, [first], [first])
        yield _Change(False, old, new)
        yield _Change(True, [last], [last])


def _together(side: Sequence[Token]) -> list[Token]:
    """Tokens with neighbouring words as one."""
    out: list[Token] = []
    for is_text, group in groupby(side, lambda token: isinstance(token, str)):
        out += ["".join(map(str, group))] if is_text else group
    return out


def _shared(old: Sequence[Token], new: Sequence[Token]) -> str:
    """The hiragana and signs that both begin with."""
    first, other = old[0], new[0]
    if not (isinstance(first, str) and isinstance(other, str)):
        return ""
    count = 0
    for one, two in zip(first, other, strict=False):
        if one != two or _script(one, "") not in ("hiragana", ""):
            break
        count += 1
    return first[:count]


def _ending(old: Sequence[Token], new: Sequence[Token]) -> str:
    """The particles and marks that both end with."""
    if not (old and new and isinstance(old[-1], str) and isinstance(new[-1], str)):
        return ""
    count = 0
    for one, two in zip(reversed(old[-1]), reversed(new[-1]), strict=False):
        if one != two or one not in _ENDINGS:
            break
        count += 1
    return old[-1][len(old[-1]) - count :]


def _without_start(side: Sequence[Token], start: str) -> list[Token]:
    if not start:
        return list(side[:1])
    return [rest] if (rest := str(side[0])[len(start) :]) else []


def _without_end(side: Sequence[Token], end: str) -> list[Token]:
    if not end:
        return list(side[-1:])
    return [rest] if (rest := str(side[-1])[: -len(end)]) else []


def _parts(found: Iterable[_Change]) -> Iterator[Part]:
    """The parts, neighbours of one kind together."""
    pieces = (
        (kind, token)
        for same, old, new in found
        for kind, side in (((SAME, old),) if same else ((GONE, old), (NEW, new)))
        for token in side
        if token != ""
    )
    for kind, group in groupby(_in_order(pieces), lambda piece: piece[0]):
        yield Part(kind, tuple(_together([token for _, token in group])))


def _in_order(pieces: Iterable[tuple[str, Token]]) -> Iterator[tuple[str, Token]]:
    """Between two that are the same, what is gone before what is new."""
    for same, group in groupby(pieces, lambda piece: piece[0] == SAME):
        yield from group if same else sorted(group, key=lambda piece: piece[0] == NEW)
