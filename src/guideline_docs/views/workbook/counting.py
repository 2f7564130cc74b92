"""Counts over the lines of the table that a spreadsheet can repeat when a cell changes.

A spreadsheet holds cells against texts; the model reads them. Whether both come to the
same number is tried on every line here, and a count that would differ stays a number.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import or_

from guideline_docs.views.workbook.parts import (
    Condition,
    Count,
    Criterion,
    LineKind,
    SheetColumn,
    SheetLine,
)

_ROWS = (LineKind.MEASURE, LineKind.PART, LineKind.STRAY)
# What a line that no count takes in is marked with, and one that those by tier do not.
APART, UNTIERED = "×", "△"
# The longest text that cells can be held against.
_LONGEST = 250


class Counter:
    """Finds what cells have to be held against to come to a number that is known."""

    def __init__(self, columns: Sequence[SheetColumn], lines: Sequence[SheetLine]) -> None:
        self.lines = lines
        self.texts = [self._texts(line, len(columns)) for line in lines]
        self._by_text: dict[int, dict[str, int]] = {}
        self._known: dict[Condition, int] = {}
        self.anchor = self._anchor(len(columns))
        self.marks = self._marks()
        """For each line what keeps counts from it; empty where nothing has to."""

    def count(
        self, value: int, conditions: Iterable[Condition], by_tier: bool = False
    ) -> Count:
        """A number with the conditions that come to it."""
        asked = tuple(conditions)
        if self.anchor is None:
            return Count(value, None)
        if not any(not condition.without for condition in asked):
            asked = (Condition(self.anchor, (Criterion(""),), without=True), *asked)
        if self.marks:
            kept = (Criterion(APART), Criterion(UNTIERED)) if by_tier else (Criterion(APART),)
            asked = (*asked, Condition(-1, kept, without=True))
        lists = sum(len(each.criteria) > 1 and not each.without for each in asked)
        long = any(len(c.text) > _LONGEST for each in asked for c in each.criteria)
        if lists > 2 or long or self._counted(asked) != value:
            return Count(value, None)
        return Count(value, asked)

    def criteria(
        self, column: int, forms: Iterable[str], openings: Iterable[str], written: Iterable[str]
    ) -> tuple[Criterion, ...]:
        """What the cells of a column are held against to find a word: its forms, what cells
        with more behind begin with, and what else it is written as here."""
        found = [Criterion(form) for form in dict.fromkeys(forms) if form]
        mine = set(written)
        others = self._places(column).keys() - mine
        # What begins so may be another word: 済（予定）.
        opened = [Criterion(opening, open=True) for opening in openings]
        found += [each for each in opened if not any(map(each.holds, others))]
        for text in sorted(mine):
            if text and not any(each.holds(text) for each in found):
                found.append(Criterion(text))
        return tuple(found)

    def _counted(self, conditions: Sequence[Condition]) -> int:
        rows = (1 << len(self.texts)) - 1
        for condition in conditions:
            rows &= self._rows(condition)
        return rows.bit_count()

    def _rows(self, condition: Condition) -> int:
        """The lines that a condition holds for, a bit each."""
        if condition not in self._known:
            places = self._places(condition.column)
            held = (rows for text, rows in places.items() if condition.holds(text))
            self._known[condition] = reduce(or_, held, 0)
        return self._known[condition]

    def _places(self, column: int) -> dict[str, int]:
        """The texts of a column, each with the lines that it stands in."""
        if column not in self._by_text:
            found: dict[str, int] = {}
            texts = self.marks if column < 0 else [texts[column] for texts in self.texts]
            for place, text in enumerate(texts):
                found.setdefault(text, 0)
                found[text] |= 1 << place
            self._by_text[column] = found
        return self._by_text[column]

    def _texts(self, line: SheetLine, columns: int) -> tuple[str, ...]:
        return line.texts + ("",) * (columns - len(line.texts))

    def _anchor(self, columns: int) -> int | None:
        """A column in which every line that is counted has something; one in which headings
        have nothing goes before the first."""
        counted = [place for place, line in enumerate(self.lines) if line.counted]
        for column in (*range(1, columns), 0):
            if column < columns and all(self.texts[place][column] for place in counted):
                return column
        return None

    def _marks(self) -> tuple[str, ...]:
        marks = tuple(
            "" if line.by_tier else UNTIERED if line.counted else APART for line in self.lines
        )
        needless = all(
            not mark or (line.kind not in _ROWS and self.anchor)
            for mark, line in zip(marks, self.lines, strict=True)
        )
        return () if needless else marks
