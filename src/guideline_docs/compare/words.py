"""What changed within a text: the words, as a person would have marked them.

    令和[-5-]{+6+}年度から    発[-行-]{+信+} is never marked: no word is cut in two

A text is cut into phrases (budoux), those at marks and where the script changes, and the
two lists are compared. A change that two hiragana part from the next is one with it, and
what both sides of a change begin or end with, if it is no word of its own, stays unmarked.
"""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import accumulate, groupby, takewhile
from typing import Any

from guideline_docs.compare.lines import Line, paired
from guideline_docs.compare.order import stretches
from guideline_docs.source.expression import expression
from guideline_docs.source.lexicon import HIRAGANA, is_hiragana, is_kanji, is_katakana
from guideline_docs.source.phrases import phrases
from guideline_docs.source.record import NamedTuple
from guideline_docs.syntax.chapters import RUBY

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


# What a sentence ends with.
_STOPS = ("。", "\n")
# Within a number: 2,000 and 94.2.
_POINTS = frozenset(".,．，")
_LITTLE = expression(f"[{HIRAGANA}ー]{{1,2}}")
# What a change may end with and yet be another word: particles, marks.
_ENDINGS = frozenset("をにはがのとでもへや、。）」")
# Where less of the shorter sentence is left than this share, a reader has to read both whole
# anyway: what they have in common by chance would make a mosaic of the marks.
_MOSAIC = 1 / 3
# One mark more is as bad as so many characters more, to a reader.
_MARK = 5


def tokens(text: str) -> list[str]:
    """A text in the smallest pieces that are marked: joined, they are the text.

    A run of kanji, of katakana, of digits or of letters is a word and never cut; hiragana
    is where a phrase ends, every sign stands alone. A word with its reading is one.
    """
    return list(_with_readings(text)) if "《" in text else _cut(text)


def _cut(text: str) -> list[str]:
    ends = set(accumulate(map(len, phrases(text))))
    found: list[str] = []
    at, before = 0, ""
    for place, char in enumerate(text):
        here = _script(char, before)
        if char in _POINTS and before == "digits" and text[place + 1 : place + 2].isdigit():
            here = "digits"
        if place and (here != before or not here or (here == "hiragana" and place in ends)):
            found.append(text[at:place])
            at = place
        before = here
    return [*found, text[at:]] if text else []


def _with_readings(text: str) -> Iterator[str]:
    at = 0
    for ruby in expression(RUBY).finditer(text):
        yield from _cut(text[at : ruby.start()])
        yield ruby[0]
        at = ruby.end()
    yield from _cut(text[at:])


def changes(old: str, new: str) -> tuple[Part, ...]:
    """What changed from one text to another."""
    if old == new:
        return (Part(SAME, (old,)),) if old else ()
    if not (old and new):
        return (Part(GONE, (old,)),) if old else (Part(NEW, (new,)),)
    # Whole sentences at either end that are as they were need not be looked at.
    ours, theirs = _sentences(old), _sentences(new)
    first = _in_common(ours, theirs)
    last = _in_common(ours[first:][::-1], theirs[first:][::-1])
    inner = ["".join(side[first : len(side) - last]) for side in (ours, theirs)]
    around = ["".join(ours[:first]), "".join(ours[len(ours) - last :])]
    found = _compared(tokens(inner[0]), tokens(inner[1]))
    same = [[_Change(True, [text], [text])] if text else [] for text in around]
    return tuple(_parts([*same[0], *found, *same[1]]))


def exchanged(old: str, new: str) -> tuple[Part, ...]:
    """One name in place of another: no name is changed in part."""
    if old == new:
        return (Part(SAME, (old,)),) if old else ()
    return tuple(Part(kind, (name,)) for kind, name in ((GONE, old), (NEW, new)) if name)


def changed(old: Sequence[Token], new: Sequence[Token]) -> tuple[Part, ...]:
    """The same of texts that are cut already."""
    return tuple(_parts(_compared(old, new)))


def _compared(old: Sequence[Token], new: Sequence[Token]) -> list[_Change]:
    """Sentence by sentence, or across them where a reader has less to read so."""
    across = _marked(old, new)
    ours, theirs = _sentences(old), _sentences(new)
    if len(ours) < 2 and len(theirs) < 2:
        return across
    found: list[_Change] = []
    for was, now in paired([_line(each) for each in ours], [_line(each) for each in theirs]):
        found += _marked(was.thing if was else (), now.thing if now else ())
    return min(found, across, key=_cost)


def _marked(old: Sequence[Token], new: Sequence[Token]) -> list[_Change]:
    """What changed between two sentences, or as much as all of it."""
    found = [
        _Change(stretch.same, list(old[stretch.old]), list(new[stretch.new]))
        for stretch in stretches(old, new)
    ]
    found = _joined(found)
    if _is_mosaic(found):
        found = [_Change(False, list(old), list(new))]
    return list(_trimmed(found))


def _is_mosaic(found: Sequence[_Change]) -> bool:
    """Whether what is common is too little, in too many pieces, to be read."""
    if sum(not change.same for change in found) < 2:
        return False
    same = sum(_said(change.old) for change in found if change.same)
    sides = [sum(_said(change[at]) for change in found) for at in (1, 2)]
    return same < min(sides) * _MOSAIC


def _said(side: Iterable[Token]) -> int:
    """How much pieces say: their characters without hiragana and signs; of a thing one."""
    return sum(
        sum(_script(char, "") not in ("hiragana", "") for char in token)
        if isinstance(token, str)
        else 1
        for token in side
    )


def _cost(found: Sequence[_Change]) -> int:
    """What a reader has to take in: marks, and the characters in them."""
    return sum(
        _MARK + sum(len(token) if isinstance(token, str) else 1 for token in side)
        for change in found
        if not change.same
        for side in change[1:]
        if side
    )


def _sentences(side: Sequence[Token]) -> list[Any]:
    """A text, or its pieces, by sentences."""
    found, at = [], 0
    for place, token in enumerate(side, 1):
        if isinstance(token, str) and token.endswith(_STOPS):
            found.append(side[at:place])
            at = place
    return [*found, side[at:]] if at < len(side) else found


def _line(sentence: Sequence[Token]) -> Line[Sequence[Token]]:
    text = "".join(token if isinstance(token, str) else "\ufffc" for token in sentence)
    return Line(None, text, tuple(sentence))


def _in_common(ours: Sequence[str], theirs: Sequence[str]) -> int:
    """How many of their first sentences are the same."""
    pairs = takewhile(lambda pair: pair[0] == pair[1], zip(ours, theirs, strict=False))
    return sum(1 for _ in pairs)


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
    if char.isdigit():
        return "digits"
    return "letters" if char.isalpha() else ""


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
