"""How much room text takes in cells: estimates on the safe side.

Neither Excel nor LibreOffice asks how high a row has to be when it opens a file that says
so, and one that does not say so is not measured by all. Widths are counted in twentieths
of an em, of proportional type as the office's is: a Latin letter or digit three quarters
of an em, brackets and stops about half.
"""

from __future__ import annotations

from guideline_docs.render.lines import EM

_LATIN_LESS, _MARK_LESS = EM // 4, 2 * EM // 5
_MARKS = dict.fromkeys(map(ord, "、。，．「」『』（）【】〈〉《》［］｛｝・：；"))
_POINT = 25.4 / 72


def extent(text: str) -> int:
    """The width of a text on one line; of several lines that of the longest."""
    if "\n" in text:
        return max(map(extent, text.split("\n")))
    latin = len(text.encode("ascii", "ignore"))
    marks = len(text) - len(text.translate(_MARKS))
    return EM * len(text) - _LATIN_LESS * latin - _MARK_LESS * marks


def lines_of(text: str, room: float) -> int:
    """In how many lines of a width a text stands at the most."""
    if len(text) * EM <= room and "\n" not in text:
        return 1
    # What may not end a line or begin one moves to the next, and leaves a gap.
    width = max(room - EM, EM)
    return sum(
        1 if (wide := extent(part)) <= room - EM // 4 else -int(-wide // width)
        for part in text.split("\n")
    )


def ems(millimetres: float, size: float) -> float:
    """A length in twentieths of an em of type of some size."""
    return millimetres / (size * _POINT) * EM


def millimetres(units: float, size: float) -> float:
    """The other way round."""
    return units / EM * size * _POINT
