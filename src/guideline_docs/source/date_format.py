"""The parts of a date or a time as a spreadsheet shows them, eras among them.

A day is a number, counted from the end of 1899 or from 1904. Excel holds 1900 for a leap
year, as its forerunners did: day 60 is 29 February, and days before it are one later.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

from guideline_docs.source.counting import WIDE, Numerals
from guideline_docs.source.era import era_of
from guideline_docs.source.record import NamedTuple

_WEEKDAYS = "日月火水木金土"
_ENGLISH_DAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
_ENGLISH_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_DAY = 86_400
_LAST = 2_958_465
"""The last day that a spreadsheet knows, 9999-12-31."""
_LEAP_DAY = 60
_DAYS_TO_1904 = 1462
_START = date(1899, 12, 30)


class Moment(NamedTuple):
    """A point in time in its parts; ``seconds`` is what passed since the start."""

    year: int
    month: int
    day: int
    weekday: int
    """0 is Sunday."""
    seconds: Decimal

    @property
    def clock(self) -> tuple[int, int, Decimal]:
        """Hour, minute and second of the day."""
        minutes, second = divmod(self.seconds % _DAY, 60)
        return int(minutes // 60), int(minutes % 60), second

    @property
    def era(self) -> tuple[tuple[str, str, str], int]:
        """The letter, kanji and name of the era and its year; no name before the first."""
        found = era_of((self.year, self.month, self.day))
        if found is None:
            return ("", "", ""), self.year
        era, year = found
        return (era.letter, era.kanji, era.name), year


def moment_of(serial: Decimal, places: int, from_1904: bool = False) -> Moment | None:
    """The moment of a day's number, to so many places of a second; None where there is none."""
    if from_1904:
        serial += _DAYS_TO_1904
    if not -1 < serial < _LAST + 1:
        return None
    unit = Decimal(1).scaleb(-places)
    seconds = (serial * _DAY).quantize(unit, ROUND_HALF_UP)
    day = int(seconds // _DAY)
    if seconds < 0 or day > _LAST:
        return None
    if day == _LEAP_DAY:
        return Moment(1900, 2, 29, 3, seconds)
    if day == 0:
        return Moment(1900, 1, 0, 6, seconds)
    there = _START + timedelta(days=day + (day < _LEAP_DAY))
    return Moment(there.year, there.month, there.day, (day - 1) % 7, seconds)


def serial_of(value: datetime | date | time | timedelta) -> Decimal:
    """The number of a day, with what has passed of it behind the point."""
    match value:
        case datetime():
            passed = value - datetime(1899, 12, 30)
        case date():
            passed = timedelta(days=(value - _START).days)
        case time():
            passed = datetime.combine(_START, value) - datetime(1899, 12, 30)
        case timedelta():
            passed = value
    seconds = Decimal(passed.days * _DAY + passed.seconds) + Decimal(passed.microseconds) / 1_000_000
    early = not isinstance(value, timedelta | time) and 0 < seconds // _DAY <= _LEAP_DAY
    return (seconds - (_DAY if early else 0)) / _DAY


class Style(NamedTuple):
    """How the parts of a date are written."""

    numerals: Numerals | None = None
    first_year: str = ""
    """What the first year of an era is called, if not 1."""
    half: bool = False
    """Whether the hours are those of half a day."""
    japanese: bool = False
    """Whether days are called in Japanese wherever they are named."""


def part_of(text: str, moment: Moment, style: Style) -> str:
    """What a part of a date format shows: ``yyyy``, ``m``, ``ggg``, ``e``, ``aaa``."""
    size = len(text)
    hour, _, second = moment.clock
    match text[0]:
        case "y":
            year = f"{moment.year:04}" if size > 2 else f"{moment.year % 100:02}"
            return style.numerals.spelled(year) if style.numerals else year
        case "m" if size > 2:
            name = _ENGLISH_MONTHS[moment.month - 1]
            return {3: name[:3], 5: name[0]}.get(size, name)
        case "m":
            return numeral(moment.month, size, style.numerals)
        case "d" if size > 2:
            if style.japanese:
                return _WEEKDAYS[moment.weekday] + ("曜日" if size > 3 else "")
            name = _ENGLISH_DAYS[moment.weekday]
            return name[:3] if size == 3 else name
        case "d":
            return numeral(moment.day, size, style.numerals)
        case "a":
            return _WEEKDAYS[moment.weekday] + ("曜日" if size > 3 else "")
        case "h":
            return numeral((hour - 1) % 12 + 1 if style.half else hour, size, style.numerals)
        case "s":
            return numeral(int(second), size, style.numerals)
    return _of_era(text, moment, style)


def _of_era(text: str, moment: Moment, style: Style) -> str:
    names, year = moment.era
    size = len(text)
    if text[0] == "g":
        return names[min(size, 3) - 1]
    if text[0] == "r":
        return (names[2] if size > 1 else "") + numeral(year, 2, style.numerals)
    if year == 1 and style.first_year:
        return style.first_year
    return numeral(year, min(size, 2), style.numerals)


def numeral(number: int, size: int, numerals: Numerals | None) -> str:
    """A number of a date, as wide as it is asked for; kanji count it."""
    if numerals is None:
        return f"{number:0{size}}"
    written = f"{number:0{size}}"
    if numerals is WIDE or written[0] == "0":
        return numerals.spelled(written)
    return numerals.counted(number)
