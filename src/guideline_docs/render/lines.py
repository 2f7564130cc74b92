"""How many lines a text takes, for type whose characters are one or half an em wide.

Widths are counted in twentieths of an em. Between kanji or kana and Latin letters or
digits LibreOffice leaves a fifth of an em (Word a quarter: a line of forty characters
seldom sees the difference). Lines are filled as far as they go; what may not begin or
end one moves as in the rules of 禁則, and 、。 may hang over the margin of the page, but
in LibreOffice not over that of a cell.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate

from guideline_docs.source.expression import expression

EM = FULL = 20
HALF, GAP = 10, 4

_WIDE = "[々-〇ぁ-ゖァ-ヺーｦ-ﾟ一-鿿㐀-䶿豈-﫿]"
_NARROW = "[A-Za-z0-9]"
_GAPS = expression(f"(?<={_WIDE})(?={_NARROW})|(?<={_NARROW})(?={_WIDE})")


class _Widths(dict[str, int]):
    """Character → width. Half an em: ASCII, half-width kana and the few signs of Latin-1."""

    def __missing__(self, char: str) -> int:
        half = " " <= char <= "~" or "｡" <= char <= "ﾟ" or char in "¥‾"
        width = self[char] = HALF if half else FULL
        return width


_width_of = _Widths().__getitem__

_NOT_AT_START = frozenset(
    "、。，．・：；？！ゝゞーァィゥェォッャュョヮヵヶぁぃぅぇぉっゃゅょゎ々）］｝〕〉》」』】,.)]}%％：｡､｣"
)
_NOT_AT_END = frozenset("（［｛〔〈《「『【([{")
_HANGING = frozenset("、。，．")
_CLOSING = frozenset("、。，．）」』】〉》］｝〕％")
_WORD = expression(r"[!-~]")
_INSIDE = expression(r"[!-~（「『【〔［｛〈《]")


def width(text: str) -> int:
    """The width of a text set on one line."""
    return _ends(text)[-1]


def _ends(text: str) -> list[int]:
    """Where each character would end on an endless line; the first 0 is its beginning."""
    widths = list(map(_width_of, text))
    for gap in _GAPS.finditer(text):
        widths[gap.start()] += GAP
    return list(accumulate(widths, initial=0))


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
    ends = _ends(text)
    found = []
    at = 0
    left = room - first
    while at < len(text):
        end = _line_end(text, ends, at, left, hanging)
        found.append(text[at:end])
        at, left = end, room
    return found


def _line_end(text: str, ends: list[int], start: int, room: int, hanging: bool) -> int:
    """Where the next line begins."""
    # A line that begins with Latin letters leaves no gap before them.
    begin = ends[start + 1] - _width_of(text[start])
    end = max(bisect_right(ends, begin + room, start + 1) - 1, start + 1)
    if end >= len(text):
        return len(text)
    if hanging and text[end] in _HANGING and not text[end - 1].isascii():
        behind = text[end + 1 : end + 2]
        if behind not in _NOT_AT_START:
            return end + 1
    if text[end] == " ":
        return end + 1
    return _allowed(text, start, end, hanging)


def _allowed(text: str, start: int, end: int, hanging: bool) -> int:
    """The last place up to ``end`` at which a line may end."""
    place = end
    while place > start + 1:
        before, after = text[place - 1], text[place]
        if after not in _NOT_AT_START and before not in _NOT_AT_END:
            # A long address may end a line behind its https://.
            if text.startswith("//", place - 2) or not _together(before, after, hanging):
                return place
        place -= 1
    return end


def _together(before: str, after: str, hanging: bool) -> bool:
    """Whether two characters stand in one line, though either may begin or end one."""
    if _WORD.match(before):
        # A Latin word holds together, and with the bracket that follows it: SNS（…）.
        return before != "-" and bool(_INSIDE.match(after))
    if before in _CLOSING and after.isascii() and after.isalnum():
        # LibreOffice holds what closes together with a Latin word behind it: 。NPO.
        return not (hanging and before in _HANGING)
    return False
