"""What opens a section of the table: a mark at the start of a cell, and the title behind it.

The marks are the configuration's, by example; those of the office's own sheet are the
default: ``（1）`` and below it ``ア``.
"""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from guideline_docs.source.lexicon import CLOSE, OPEN, PARENTHESISED, is_kanji
from guideline_docs.syntax.marks import ARABIC, KANA, Mark, Slot

# Behind a numeral that may begin a word or a count (アンケート, 3か年) something has to end it.
_GAP = r"[\s.．、，,)）]"


class Marks(NamedTuple):
    """How headings, from the top, and measures are numbered."""

    levels: tuple[Mark, ...]
    measure: Mark


MARKS = Marks(
    (
        Mark("（1）", ("（", Slot(ARABIC), "）")),
        Mark("ア", (Slot(KANA, full=True),)),
    ),
    Mark("No.1", ("No.", Slot(ARABIC))),
)
"""Those of the office's own sheet. A measure may also bear its bare number."""


class Found(NamedTuple):
    """A heading's mark in a text; ``mark`` ends without, ``title`` begins behind the blank."""

    level: int
    number: int
    mark: int
    title: int


class Headings:
    """Tells which section a line opens; remembers what is open."""

    def __init__(self, marks: Marks = MARKS) -> None:
        self.forms = [_Form(mark) for mark in marks.levels]
        self.last: dict[int, int] = {}
        """Level → its last number below the headings that are open."""
        self.open: int | None = None
        """The level of the innermost heading that is open."""

    @property
    def innermost(self) -> int:
        """The deepest level there is; -1 where a table has no headings."""
        return len(self.forms) - 1

    def begins(self, line: str) -> bool:
        """Whether a line begins with the mark of a heading, whatever follows it."""
        return any(form.begins(line) for form in self.forms)

    def find(self, text: str) -> Found | None:
        """The mark that a text begins with; where levels share it, what goes on with a series."""
        found = list(self._found(text))
        return found[0] if len(found) == 1 else self._likeliest(found)

    def opened(self, level: int, number: int | None) -> None:
        """A heading stands there: what is below it begins anew."""
        self.last = {n: last for n, last in self.last.items() if n <= level}
        self.last[level] = number or self.last.get(level, 0) + 1
        self.open = level

    def _found(self, text: str) -> Iterator[Found]:
        for level, form in enumerate(self.forms):
            if read := form.read(text):
                yield Found(level, *read)

    def _likeliest(self, found: list[Found]) -> Found | None:
        """Of several levels the innermost one whose next number this is, else one below."""
        for each in reversed(found):
            if each.level in self.last and each.number == self.last[each.level] + 1:
                return each
        above = -1 if self.open is None else self.open
        return next((each for each in found if each.level > above), found[-1] if found else None)


class _Form:
    """How the mark of one level may be typed, and what may follow it."""

    def __init__(self, mark: Mark) -> None:
        self.mark = mark
        self.is_count = len(mark.parts) == 1 and mark.slots[0].numeral is ARABIC
        """A bare figure, which may count something."""

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        gap = r"\s*" if self.mark.closed else f"{_GAP}*"
        return re.compile(f"(?:{self._marked})(?P<gap>{gap})(?P<title>.*)", re.DOTALL)

    @cached_property
    def _begin(self) -> re.Pattern[str]:
        return re.compile(self._marked)

    @property
    def _marked(self) -> str:
        """The mark, and what people type for it: ⑴ for (1), (ア) for ア."""
        pattern = self.mark.pattern
        if _is_enclosed(self.mark, ARABIC):
            return f"{pattern}|([{PARENTHESISED}])"
        if self.mark.parts == (Slot(KANA, full=True),):
            return f"[{OPEN}]{pattern}[{CLOSE}]|{pattern}"
        return pattern

    def begins(self, text: str) -> bool:
        return self._begin.match(text) is not None

    def read(self, text: str) -> tuple[int, int, int] | None:
        """Number, end of the mark, start of the title; None for any other text."""
        match = self._pattern.match(text)
        if match is None or not self._may_follow(match):
            return None
        number = self._number(match)
        end = len(text[: match.start("title")].rstrip(" \t\r\n　.．、，,"))
        return (number, end, match.start("title")) if number else None

    def _number(self, match: re.Match[str]) -> int | None:
        *written, _, _ = match.groups()
        number = next(filter(None, reversed(written)))
        if number in PARENTHESISED:
            return PARENTHESISED.index(number) + 1
        return self.mark.slots[-1].numeral.value(number)

    def _may_follow(self, match: re.Match[str]) -> bool:
        """Whether what is behind a mark lets it be one.

        「アンケート」 is a word: without a blank a letter stands only before a kanji; a bare
        figure not even there (3年).
        """
        title = match["title"]
        if self.mark.closed or match["gap"] or not title:
            return True
        return is_kanji(title[0]) and not self.is_count


def _is_enclosed(mark: Mark, numeral: object) -> bool:
    match mark.parts:
        case (str(before), Slot(numeral=kind), str(behind)):
            return before in OPEN and behind in CLOSE and kind is numeral
    return False
