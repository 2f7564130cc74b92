"""Numbers that Word counts: what each heading's list prints, and where it must jump.

Word counts the paragraphs of a list itself. Where the source goes on with another
number (ア, ウ), the heading belongs to a further ``w:num`` of the same list that starts
there; headings behind it count on from it. Each jump has its own ``w:num``: a second
use of one would not start anew.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from guideline_docs.render.word.template import Level
from guideline_docs.source.glyphs import full_digits, kana_at
from guideline_docs.source.lexicon import KANJI_NUMERALS

_PLACES = 9


@dataclass(frozen=True, slots=True)
class Jump:
    """A further ``w:num``: level ``place`` of ``abstract`` starts at ``start``."""

    number: int
    abstract: int
    place: int
    start: int


@dataclass(slots=True)
class _Counter:
    """Where a list stands: the last number of each level under its parent."""

    last: list[int | None] = field(default_factory=lambda: [None] * _PLACES)
    skipped: list[bool] = field(default_factory=lambda: [False] * _PLACES)
    """Levels that were passed over on the way to a deeper one."""


@dataclass(slots=True)
class Lists:
    """The lists of one document, counted from its beginning to its end."""

    next_number: int
    jumps: list[Jump] = field(default_factory=list)
    _counters: dict[int, _Counter] = field(default_factory=dict)

    def count(self, level: Level, number: int) -> tuple[str, Jump | None]:
        """What the list prints at the next paragraph of a level, and the jump it takes."""
        counter = self._counters.setdefault(level.abstract, _Counter())
        place, last = level.place, counter.last[level.place]
        expected = level.start if last is None else last + 1
        jump = None
        # A level that was skipped has been counted once by some readers, not by others.
        if number != expected or counter.skipped[place]:
            jump = Jump(self.next_number, level.abstract, place, number)
            self.next_number += 1
            self.jumps.append(jump)
        counter.last[place] = number
        counter.skipped[place] = False
        for deeper in range(place + 1, _PLACES):
            counter.last[deeper] = None
            counter.skipped[deeper] = False
        for above in range(place):
            if counter.last[above] is None:
                counter.skipped[above] = True
        return label(level, counter.last), jump


def label(level: Level, numbers: list[int | None]) -> str:
    """The text of a level with the numbers in it."""
    form = _FORMS.get(level.form, str)

    def filled(match: re.Match[str]) -> str:
        place = int(match[1]) - 1
        number = numbers[place]
        if number is None:
            return "1"
        return form(number) if place == level.place else str(number)

    return re.sub(r"%([1-9])", filled, level.text)


def _full_width(number: int) -> str:
    return full_digits(str(number))


def _katakana(number: int) -> str:
    return kana_at(number) or str(number)


def _kanji(number: int) -> str:
    digits = "〇" + KANJI_NUMERALS[:9]
    tens, ones = divmod(number, 10)
    if not 0 < number < 100:
        return "".join(digits[int(digit)] for digit in str(number))
    return (
        (digits[tens] if tens > 1 else "") + ("十" if tens else "") + (digits[ones] if ones else "")
    )


def _roman(number: int) -> str:
    pairs = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    text = ""
    for value, mark in pairs:
        count, number = divmod(number, value)
        text += mark * count
    return text


def _letter(number: int) -> str:
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)


# Half-width digits where Word prints full-width ones would not be what stands there.
_FORMS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "aiueoFullWidth": _katakana,
    "japaneseCounting": _kanji,
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": _letter,
    "lowerLetter": lambda number: _letter(number).lower(),
}
