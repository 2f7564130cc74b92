"""Where a line of the printed table may end: not within a phrase of a title or a head, not
so late that one or two characters are left over, not within a code.

U+2060 between two characters holds them together. It has no width and no glyph, and what is
copied from the PDF or read aloud holds none; a box round each phrase would cost five times
as much and be one more place for a line to end.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain

from guideline_docs.source.expression import expression
from guideline_docs.source.lexicon import HIRAGANA, KANJI, KATAKANA, PROLONGED
from guideline_docs.source.phrases import phrases
from guideline_docs.views.text import Piece, PieceRole, Text

_HOLD = "\u2060"

# A last line has as many characters at the least; the last phrase is held if it is no longer.
_LAST, _LONGEST_END = 4, 8

# A longer phrase is parted where it changes from kanji to kana; what is still longer is broken
# as running text is. No column of titles is much narrower.
_LONGEST = 12
_PARTS = expression(
    rf"(?<=[・／])|(?<=[{HIRAGANA}{KANJI}])(?=[{KATAKANA}])"
    rf"|(?<=[{HIRAGANA}{KATAKANA}{PROLONGED}])(?=[{KANJI}])|(?<=[^（「『【])(?=[（「『【])"
)

# Words that budoux may see two in: of katakana, and of kanji (市民活動団体への) up to a length.
_OF_KATAKANA = expression(f"[{KATAKANA}{PROLONGED}]{{2}}")
_OF_KANJI = expression(f"[{KANJI}々]{{2}}")
_LONGEST_WORD = 8

_LONGEST_NAME = 24

# What a head may end a line behind if need be.
_YEAR = expression("年度(?![末内])(?=.)")
# A place where nothing holds.
_OPEN = expression(f"(?<=[^{_HOLD}])(?=[^{_HOLD}])")

# A phrase as short is no last line.
_SHORT = 2


def titled(text: str) -> str:
    """A title or a head, to be broken between phrases only."""
    return _held(text, _within_phrases(text))


def narrow_head(text: str) -> str:
    """A head that has to be narrow, to be broken behind a year, too: 令和5年度／実績."""
    held = _within_phrases(text)
    return _held(text, held.difference(place.end() for place in _YEAR.finditer(text)))


def parts_of(held: str) -> list[str]:
    """What of a text that is held together may stand on a line of its own."""
    return [part.replace(_HOLD, "") for part in _OPEN.split(held)]


def ended(text: str) -> str:
    """Running text, to be broken anywhere but near its end."""
    return _held(text, _near_end(text))


def titled_pieces(text: Text) -> Text:
    """The same for a title in pieces."""
    return _pieces(text, _within_phrases(_said(text)))


def is_name(text: str) -> bool:
    """Whether a cell is a name and no sentence: it is broken as a title is."""
    return len(text) <= _LONGEST_NAME and "。" not in text


def ended_pieces(text: Text) -> Text:
    """The same for running text in pieces."""
    return _pieces(text, _near_end(_said(text)))


def _said(text: Text) -> str:
    return "".join(piece.text for piece in text if piece.role is not PieceRole.MARK)


def last_phrase(text: str) -> str:
    """The end of running text, which stands on one line."""
    text = text.rstrip()
    length = 0
    for phrase in reversed(phrases(text[-_LONGEST:])):
        length += len(phrase)
        if length >= _LAST:
            break
    return text[-length:] if length <= _LONGEST_END else text[-_LAST:]


def _near_end(text: str) -> range:
    """The places at the end of a text before which no line may end: those in its last phrase."""
    end = len(text.rstrip())
    return range(end - len(last_phrase(text)) + 1, end)


def _within_phrases(text: str) -> set[int]:
    """The places inside the phrases of a text."""
    end = len(text.rstrip())
    held = set(range(max(end - _SHORT, 1), end))
    at = 0
    for phrase in held_together(text):
        if len(phrase) <= _LONGEST:
            within = range(at + 1, at + len(phrase))
            held.update(n for n in within if not (text[n].isspace() or text[n - 1].isspace()))
        at += len(phrase)
    return held


def held_together(text: str) -> Iterator[str]:
    """The phrases of a title or a head, the last of which is no short one."""
    found: list[str] = []
    for phrase in chain.from_iterable(map(_words, phrases(text))):
        if found and _is_one(found[-1], phrase):
            found[-1] += phrase
        else:
            found.append(phrase)
    if len(found) > 1 and len(found[-1]) <= _SHORT:
        last = found.pop()
        found[-1] += last
    for phrase in found:
        yield from _PARTS.split(phrase) if len(phrase) > _LONGEST else (phrase,)


def _words(phrase: str) -> list[str]:
    """A phrase, parted behind its blanks: there a line may always end."""
    return re.findall(r"\S*\s+|\S+", phrase)


def _is_one(first: str, second: str) -> bool:
    across = first[-1] + second[0]
    if _OF_KATAKANA.fullmatch(across):
        return True
    return len(first + second) <= _LONGEST_WORD and _OF_KANJI.fullmatch(across) is not None


def _held(text: str, places: Iterable[int]) -> str:
    """The text with what holds it together before each of the places."""
    out, begun = [], 0
    for place in sorted(places):
        out.append(text[begun:place])
        begun = place
    out.append(text[begun:])
    return _HOLD.join(out)


def _pieces(text: Text, places: Iterable[int]) -> Text:
    """The pieces, held at places of what they say; codes hold together in any case."""
    wanted = set(places)
    out: list[Piece] = []
    at = 0
    for piece in text:
        if piece.role is PieceRole.MARK:
            out.append(piece)
            continue
        said = piece.text
        if piece.role is PieceRole.CODE:
            within = set(range(1, len(said)))
        else:
            within = {place - at for place in wanted if at < place < at + len(said)}
        held = _held(said, within)
        if at in wanted:
            held = _HOLD + held
        at += len(said)
        out.append(piece if held == said else replace(piece, text=held))
    return tuple(out)
