"""How many lines a text takes, for type whose characters are one or half an em wide.

Widths are counted in twentieths of an em. Between kanji or kana and Latin letters or
digits LibreOffice leaves a fifth of an em (Word a quarter: a line of forty characters
seldom sees the difference). Lines are filled as far as they go; what may not begin or
end one moves as in the rules of 禁則, and 、。 may hang over the margin of the page, but
in LibreOffice not over that of a cell.
"""

from __future__ import annotations

import re
from functools import lru_cache

EM = FULL = 20
HALF, GAP = 10, 4

# Half-width in these fonts: ASCII, half-width kana and the few signs of Latin-1.
_HALF = re.compile("[\x20-\x7e\xa5\u203e\uff61-\uff9f]")
_WIDE = "[々-〇ぁ-ゖァ-ヺーｦ-ﾟ一-鿿㐀-䶿豈-﫿]"
_NARROW = "[A-Za-z0-9]"
_GAPS = re.compile(f"(?<={_WIDE})(?={_NARROW})|(?<={_NARROW})(?={_WIDE})")

_NOT_AT_START = frozenset(
    "、。，．・：；？！ゝゞーァィゥェォッャュョヮヵヶぁぃぅぇぉっゃゅょゎ々）］｝〕〉》」』】,.)]}%％：｡､｣"
)
_NOT_AT_END = frozenset("（［｛〔〈《「『【([{")
_HANGING = frozenset("、。，．")
_WORD = re.compile(r"[!-~]")
_INSIDE = re.compile(r"[!-~（「『【〔［｛〈《]")


def width(text: str) -> int:
    """The width of a text set on one line."""
    if text.isascii():
        return HALF * len(text)
    halves = len(_HALF.findall(text))
    if not halves:
        return FULL * len(text)
    return FULL * len(text) - (FULL - HALF) * halves + GAP * len(_GAPS.findall(text))


@lru_cache(maxsize=4096)
def lines(text: str, room: int, first: int = 0, hanging: bool = True) -> int:
    """The number of lines of ``room`` each; ``first``: how much the first one gives away."""
    if FULL * len(text) + first <= room and "\n" not in text:
        return 1
    total = 0
    for part in text.split("\n"):
        total += len(broken(part, max(room, FULL), first, hanging)) or 1
        first = 0
    return total


def broken(text: str, room: int, first: int = 0, hanging: bool = True) -> list[str]:
    """The lines of a text without line ends of its own."""
    found = []
    at = 0
    left = room - first
    while at < len(text):
        end = _line_end(text, at, left, hanging)
        found.append(text[at:end])
        at, left = end, room
    return found


def _line_end(text: str, start: int, room: int, hanging: bool) -> int:
    """Where the next line begins."""
    end = start + max(room // FULL, 1)
    spare = room - width(text[start:end])
    while spare < 0 and end > start + 1:
        end -= 1
        spare = room - width(text[start:end])
    while spare >= HALF and end < len(text):
        step = max(spare // FULL, 1)
        further = room - width(text[start : end + step])
        if further < 0:
            step = 1
            further = room - width(text[start : end + 1])
            if further < 0:
                break
        end += step
        spare = further
    if end >= len(text):
        return len(text)
    if hanging and text[end] in _HANGING and not text[end - 1].isascii():
        behind = text[end + 1 : end + 2]
        if behind not in _NOT_AT_START:
            return end + 1
    if text[end] == " ":
        return end + 1
    return _allowed(text, start, end)


def _allowed(text: str, start: int, end: int) -> int:
    """The last place up to ``end`` at which a line may end."""
    place = end
    while place > start + 1:
        before, after = text[place - 1], text[place]
        # A Latin word holds together, and with the bracket that follows it: SNS（…）.
        inside = _WORD.match(before) and before != "-" and _INSIDE.match(after)
        if after not in _NOT_AT_START and before not in _NOT_AT_END and not inside:
            return place
        place -= 1
    return end
