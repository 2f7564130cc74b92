"""Figures and dates as people write them into cells: 3,823人, ▲2, 5.5‰, 2(1), 令和5年4月1日."""

import re
from decimal import Decimal
from unicodedata import normalize

from guideline_docs.source.era import ERA_LETTERS, ERA_NAMES, year_of
from guideline_docs.source.expression import expression
from guideline_docs.source.glyphs import fold_width
from guideline_docs.source.lexicon import HYPHENS
from guideline_docs.source.record import NamedTuple

_MINUS = re.escape(HYPHENS)
_FIGURE = expression(
    rf"""(?x)
    (?P<before>[^\d▲△+{_MINUS}]*)
    (?P<sign>[▲△+{_MINUS}])?
    (?P<whole>\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.(?P<part>\d+))?
    (?P<unit>[^\d(]*)
    (?P<after>\(.*\))?"""
)
_NEGATIVE = frozenset(HYPHENS + "▲△")
_DATE = expression(
    rf"""(?x)
    (?P<era>{ERA_NAMES}|[{ERA_LETTERS}])?\.?\s*(?P<year>\d{{1,4}}|元)
    (?: \s*年度? | [./-] (?=\d) | \Z )
    (?: \s*(?P<month>\d{{1,2}})\s*(?:月|[./-](?=\d)|\Z) (?: \s*(?P<day>\d{{1,2}})\s*日? )? )?
    (?P<rest>\D.*)?"""
)


class Figure(NamedTuple):
    """A figure and what stands round it.

    ``step`` is the last digit's worth (0.1 of 5.5). ``alone``: nothing but a unit stands
    beside it, so that one may reckon with it (not 2(1), nor 累計120人).
    """

    value: Decimal
    step: Decimal
    unit: str
    alone: bool


def figure(text: str) -> Figure | None:
    """The figure of a cell; None where there is none (－, 累計, 未定)."""
    match = _FIGURE.fullmatch(fold_width(text))
    if match is None:
        return None
    part = match["part"] or ""
    value = Decimal(match["whole"].replace(",", "") + (f".{part}" if part else ""))
    if (match["sign"] or "") in _NEGATIVE and match["sign"]:
        value = -value
    alone = not (match["before"] or match["after"])
    return Figure(value, Decimal(1).scaleb(-len(part)), match["unit"], alone)


def day(text: str) -> tuple[int, int, int] | None:
    """Year, month and day of a cell, as far as they are told (0 for what is not)."""
    match = _DATE.fullmatch(normalize("NFKC", text).strip())
    if match is None:
        return None
    year = 1 if match["year"] == "元" else int(match["year"])
    if match["era"]:
        year = year_of(match["era"], year)
    return year, int(match["month"] or 0), int(match["day"] or 0)
