"""How much room text takes in cells: estimates on the safe side.

Neither Excel nor LibreOffice asks how high a row has to be when it opens a file that says
so, and one that does not say so is not measured by all. Widths are counted in twentieths
of an em, of proportional type as the office's is: a Latin letter or digit three quarters
of an em, brackets and stops about half.
"""

from __future__ import annotations

from functools import lru_cache

from guideline_docs.render.lines import EM

_LATIN_LESS, _MARK_LESS = EM // 4, 2 * EM // 5
_MARKS = "、。（）「」・，．『』【】〈〉《》［］｛｝：；"
_POINT = 25.4 / 72


def extent(text: str) -> int:
    """The width of a text on one line; of several lines that of the longest."""
    return max(map(_extent, text.split("\n"))) if "\n" in text else _extent(text)


@lru_cache(maxsize=1 << 16)
def _extent(text: str) -> int:
    latin = len(text.encode("ascii", "ignore"))
    # Counted mark by mark: a search of each is quicker than a look at each character.
    marks = sum(map(text.count, _MARKS)) if latin < len(text) else 0
    return EM * len(text) - _LATIN_LESS * latin - _MARK_LESS * marks


def lines_of(text: str, room: float) -> int:
    """In how many lines of a width a text stands at the most."""
    if len(text) * EM <= room and "\n" not in text:
        return 1
    # What may not end a line or begin one moves to the next, and leaves a gap.
    width = max(room - EM, EM)
    found = 0
    for part in text.split("\n"):
        wide = _extent(part)
        found += 1 if wide <= room - EM // 4 else -int(-wide // width)
    return found


def ems(millimetres: float, size: float) -> float:
    """A length in twentieths of an em of type of some size."""
    return millimetres / (size * _POINT) * EM


def millimetres(units: float, size: float) -> float:
    """The other way round."""
    return units / EM * size * _POINT
