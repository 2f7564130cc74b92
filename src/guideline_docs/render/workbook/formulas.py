"""Counts as formulas over the rows of a table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from string import Formatter

from xlsxwriter.utility import quote_sheetname, xl_range_abs

from guideline_docs.views.workbook.parts import Condition, Criterion

_WILD = re.compile(r"([~*?])")


class Rows:
    """The rows of the table, on a sheet of some name; ``excluded`` is the column of the marks
    that keep lines from being counted."""

    def __init__(self, sheet: str, first: int, last: int, excluded: int) -> None:
        self.sheet = sheet
        self.first, self.last = first, last
        self.excluded = excluded

    def count(self, conditions: Iterable[Condition], away: bool = False) -> str:
        """``=COUNTIFS(…)``; ``away``: it stands on another sheet."""
        asked: list[str] = []
        lists = 0
        for condition in conditions:
            column = self.excluded if condition.column < 0 else condition.column
            cells = xl_range_abs(self.first, column, self.last, column)
            cells = f"{quote_sheetname(self.sheet)}!{cells}" if away else cells
            if condition.without:
                asked += (f"{cells},{_text('<>' + _matched(each))}" for each in condition.criteria)
            elif len(condition.criteria) == 1:
                asked.append(f"{cells},{_text(_asked(condition.criteria[0]))}")
            else:
                # Of two lists one lies and one stands: each is held against each.
                between = ";" if lists else ","
                lists += 1
                words = between.join(_text(_asked(each)) for each in condition.criteria)
                asked.append(f"{cells},{{{words}}}")
        counted = f"COUNTIFS({','.join(asked)})"
        return f"=SUMPRODUCT({counted})" if lists else f"={counted}"


def holds(cell: str, criteria: Iterable[Criterion]) -> str:
    """A formula that is true where a cell is one of some texts."""
    held = [f"COUNTIF({cell},{_text(_asked(each))})" for each in criteria]
    return f"=OR({','.join(held)})" if held[1:] else f"={held[0]}>0"


def filled(phrase: str, values: Mapping[str, str]) -> list[str]:
    """A phrase as pieces of a formula: its words in quotes, and for each name its value."""
    pieces = []
    for words, name, _, _ in Formatter().parse(phrase):
        pieces += [_text(words)] if words else []
        pieces += [values[name]] if name else []
    return pieces


def _text(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _matched(criterion: Criterion) -> str:
    """With what a spreadsheet takes for any character made plain."""
    return _WILD.sub(r"~\1", criterion.text) + ("*" if criterion.open else "")


def _asked(criterion: Criterion) -> str:
    # A text that begins with a sign of comparison would be one.
    return ("=" if criterion.text[:1] in "=<>" else "") + _matched(criterion)
