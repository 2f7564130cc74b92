"""期限: the day by which something is asked for, as it is typed and as it is printed."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from re import Match
from unicodedata import normalize

from guideline_docs.model.figure import day
from guideline_docs.source.era import ERA_LETTERS, ERA_NAMES, era_of
from guideline_docs.source.expression import expression
from guideline_docs.source.lexicon import CLOSE, OPEN

_WEEKDAYS = "月火水木金土日"
_YEAR = rf"(?:(?:{ERA_NAMES}|[{ERA_LETTERS}])\.?\s*)?(?:\d{{1,4}}|元)"
_DAY = expression(
    rf"""(?xi)
    (?<![\d./-])
    (?: (?P<year>{_YEAR}) (?:\s*年\s*|[./-]) (?P<month>\d{{1,2}}) (?:\s*月\s*|[./-])
      | (?P<alone>\d{{1,2}}) (?:\s*月\s*|/) )
    (?P<date>\d{{1,2}}) (?![\d./-]) (?:\s*日)?
    (?:\s*[{OPEN}]\s*(?P<weekday>[{_WEEKDAYS}])(?:曜日?)?\s*[{CLOSE}])?"""
)


def due_fault(text: str) -> str:
    """Why a text cannot be meant as a day: one that does not exist, or its wrong weekday.

    Empty where nothing is wrong; words such as 月末 are nobody's to judge.
    """
    for match in _DAY.finditer(_folded(text)):
        written = match[0].strip()
        year, month, number = _told(match)
        if match["year"] and not _YEARS[0] <= year <= _YEARS[1]:
            return f"「{written}」の年が分かりません"
        if not _exists(year, month, number):
            return f"「{written}」という日はありません"
        weekday = match["weekday"]
        if weekday and year and weekday != (right := _WEEKDAYS[date(year, month, number).weekday()]):
            return f"「{written}」は{right}曜日です"
    return ""


def printed_due(text: str) -> str:
    """A day in the form of official papers, 令和9年1月15日（金）; any other text as it is."""
    text = text.strip()
    match = _DAY.fullmatch(_folded(text))
    if match is None or not match["year"] or due_fault(text):
        return text
    when = date(*_told(match))
    found = era_of(_told(match))
    years = f"{when.year}"
    if found is not None:
        era, year = found
        years = era.name + ("元" if year == 1 else str(year))
    return f"{years}年{when.month}月{when.day}日（{_WEEKDAYS[when.weekday()]}）"


def _folded(text: str) -> str:
    """Half-width, and 20270115 as 2027-01-15."""
    return _BARE.sub(r"\1-\2-\3", normalize("NFKC", text))


_BARE = expression(r"(?<!\d)((?:19|20)\d{2})(\d{2})(\d{2})(?!\d)")
_YEARS = (1926, 2999)


def _told(match: Match[str]) -> tuple[int, int, int]:
    """Year, month and day; 0 for a year that is not told."""
    if not match["year"]:
        return 0, int(match["alone"]), int(match["date"])
    return day(f"{match['year'].upper()}/{match['month']}/{match['date']}") or (0, 0, 0)


def _exists(year: int, month: int, number: int) -> bool:
    """Whether there is such a day; of an unknown year, in any year."""
    return 1 <= month <= 12 and 1 <= number <= monthrange(year or 2000, month)[1]
