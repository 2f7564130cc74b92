"""A number or date as a spreadsheet shows it by the number format of its cell.

The formats that offices use: digits, separators, percent, words round a number, dates in
years of either kind. A format beyond these (fractions, powers, conditions) shows a number
as a cell without format does.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

from guideline_docs.source.expression import expression

Value = bool | int | float | datetime | date | time | timedelta

# Formats that a Japanese Excel knows by number alone; the file then holds no text of them.
JAPANESE = {
    27: "ge.m.d",
    28: 'ggge"年"m"月"d"日"',
    29: 'ggge"年"m"月"d"日"',
    30: "m/d/yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"時"mm"分"',
    33: 'h"時"mm"分"ss"秒"',
    34: 'yyyy"年"m"月"',
    35: 'm"月"d"日"',
    36: "ge.m.d",
    50: "ge.m.d",
    51: 'ggge"年"m"月"d"日"',
    52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"',
    54: 'ggge"年"m"月"d"日"',
    55: 'yyyy"年"m"月"',
    56: 'm"月"d"日"',
    57: "ge.m.d",
    58: 'ggge"年"m"月"d"日"',
}

# Each with its first day, the latest first.
_ERAS = (
    (date(2019, 5, 1), "R", "令", "令和"),
    (date(1989, 1, 8), "H", "平", "平成"),
    (date(1926, 12, 25), "S", "昭", "昭和"),
    (date(1912, 7, 30), "T", "大", "大正"),
    (date(1868, 1, 1), "M", "明", "明治"),
)
_WEEKDAYS = "月火水木金土日"
_ENGLISH_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ENGLISH_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)

# What is beyond this reader: conditions, fractions, powers, a place for text.
_TOKEN = expression(
    r"""(?xis)
    "(?P<quoted>[^"]*)" | \\(?P<escaped>.) | _(?P<blank>.) | \*(?P<filler>.)
  | \[\$(?P<currency>[^\]-]*)(?:-[^\]]*)?\]
  | \[(?P<elapsed>h+|m+|s+)\]
  | (?P<beyond>\[[<>=][^\]]*\]|/(?=[?#0])|E[+-]|@)
  | \[(?P<colour>[^\]]*)\]
  | (?P<noon>am/pm|a/p)
  | (?P<date>y+|m+|d+|h+|s+|g+|e+|a{3,4}|r+)
  | (?P<split>(?<=s)\.0+)
  | (?P<digit>[0#?]) | (?P<point>\.) | (?P<comma>,) | (?P<word>.)"""
)
_Token = tuple[str, str]
_FILL = {"0": "0", "?": " ", "#": ""}


def shown(value: Value, number_format: str) -> str:
    """The text of a cell that holds ``value``."""
    sections = _sections(number_format)
    match value:
        case bool():
            return "TRUE" if value else "FALSE"
        case datetime() | date() | time() | timedelta():
            return _shown_date(value, sections[0])
    if len(sections) > 2 and value == 0:
        section = sections[2]
    elif len(sections) > 1 and value < 0:
        section, value = sections[1], -value
    else:
        section = sections[0]
    kinds = {kind for kind, _ in section}
    if number_format.casefold() == "general" or kinds & {"date", "elapsed", "beyond"}:
        return general(value)
    return _shown_number(Decimal(str(value)), section)


def general(value: float) -> str:
    """A number without format: no zeros behind, no more digits than a cell shows."""
    if isinstance(value, float) and not value.is_integer():
        return f"{value:.10g}"
    return str(int(value))


def _sections(number_format: str) -> list[list[_Token]]:
    """The parts between semicolons: for plus, minus, zero and text, as far as they are there."""
    sections: list[list[_Token]] = [[]]
    for match in _TOKEN.finditer(number_format):
        token = str(match.lastgroup), match[match.lastgroup or 0]
        if token == ("word", ";"):
            sections.append([])
        else:
            sections[-1].append(token)
    return sections


# --- numbers ------------------------------------------------------------------------


def _shown_number(value: Decimal, tokens: list[_Token]) -> str:
    """The digits of a number put into the places of its format, words left where they stand."""
    places = [n for n, (kind, _) in enumerate(tokens) if kind == "digit"]
    if not places:
        # Words alone: 「"なし"」 for a zero, or nothing at all.
        return "".join(_word(token) for token in tokens)
    point = next((n for n, (kind, _) in enumerate(tokens) if kind == "point"), len(tokens))
    before = [n for n in places if n < point]
    behind = [n for n in places if n > point]
    commas = [n for n, (kind, _) in enumerate(tokens) if kind == "comma"]
    value *= 100 ** sum(token == ("word", "%") for token in tokens)
    # A comma among the digits parts thousands; one behind them divides by a thousand.
    grouped = any(before and before[0] < comma < before[-1] for comma in commas)
    value /= 1000 ** sum(comma > places[-1] or before[-1:] < [comma] < [point] for comma in commas)
    rounded = abs(value).quantize(Decimal(1).scaleb(-len(behind)), ROUND_HALF_UP)
    whole, _, fraction = f"{rounded:f}".partition(".")
    filled = dict(_whole(whole.lstrip("0"), before, tokens, grouped))
    filled.update(_fraction(fraction, behind, tokens))
    text = "".join(filled.get(n, _word(token)) for n, token in enumerate(tokens))
    return f"-{text}" if value < 0 and rounded else text


def _whole(
    digits: str, places: list[int], tokens: list[_Token], grouped: bool
) -> Iterator[tuple[int, str]]:
    """What stands in each place before the point; the first one takes all that is left."""
    count = 0
    for place in reversed(places):
        taken = digits if place == places[0] else digits[-1:]
        digits = digits[: len(digits) - len(taken)]
        text = ""
        for digit in reversed(taken or _FILL[tokens[place][1]]):
            text = digit + ("," if grouped and count and count % 3 == 0 else "") + text
            count += 1
        yield place, text


def _fraction(digits: str, places: list[int], tokens: list[_Token]) -> Iterator[tuple[int, str]]:
    """What stands in each place behind the point; zeros at the end only where they must."""
    needed = len(digits.rstrip("0"))
    for place, (n, digit) in zip(places, enumerate(digits), strict=True):
        yield place, digit if n < needed else _FILL[tokens[place][1]]


def _word(token: _Token) -> str:
    """What a token prints that is neither digit nor date."""
    kind, text = token
    match kind:
        case "quoted" | "escaped" | "currency" | "point" | "word":
            return text
        case "blank":
            return " "
        case _:
            return ""


# --- dates --------------------------------------------------------------------------


def _shown_date(value: datetime | date | time | timedelta, tokens: list[_Token]) -> str:
    moment, passed = _moment(value)
    half = any(kind == "noon" for kind, _ in tokens)
    out: list[str] = []
    for n, (kind, text) in enumerate(tokens):
        match kind:
            case "date" if text[0] in "mM" and _means_minutes(tokens, n):
                out.append(f"{moment.minute:0{len(text)}}")
            case "date":
                out.append(_date_part(text.lower(), moment, half))
            case "elapsed":
                unit = {"h": 3600, "m": 60, "s": 1}[text[0].lower()]
                out.append(f"{int(passed.total_seconds() // unit):0{len(text)}}")
            case "noon":
                out.append("AM" if moment.hour < 12 else "PM")
            case "split":
                out.append("." + f"{moment.microsecond:06}"[: len(text) - 1])
            case "comma":
                out.append(text)
            case _:
                out.append(_word((kind, text)))
    return "".join(out)


def _moment(value: datetime | date | time | timedelta) -> tuple[datetime, timedelta]:
    """The value as a moment, and the time that has passed since the spreadsheet's day 0."""
    start = datetime(1899, 12, 30)
    match value:
        case datetime():
            moment = value
        case date():
            moment = datetime(value.year, value.month, value.day)
        case time():
            moment = datetime.combine(start, value)
        case timedelta():
            moment = start + value
    return moment, moment - start


def _means_minutes(tokens: list[_Token], n: int) -> bool:
    """``m`` is minutes behind hours or before seconds, otherwise months."""
    if len(tokens[n][1]) > 2:
        return False
    units = ("date", "elapsed")
    before = next((text for kind, text in reversed(tokens[:n]) if kind in units), "")
    after = next((text for kind, text in tokens[n + 1 :] if kind in units), "")
    return before[:1].lower() == "h" or after[:1].lower() == "s"


def _date_part(text: str, moment: datetime, half: bool) -> str:
    size = len(text)
    day = moment.date()
    match text[0]:
        case "y":
            return f"{moment.year:04}" if size > 2 else f"{moment.year % 100:02}"
        case "m":
            name = _ENGLISH_MONTHS[moment.month - 1]
            if size > 2:
                return {3: name[:3], 5: name[0]}.get(size, name)
            return f"{moment.month:0{size}}"
        case "d":
            name = _ENGLISH_DAYS[moment.weekday()]
            return f"{moment.day:0{size}}" if size < 3 else name[:3] if size == 3 else name
        case "a":
            return _WEEKDAYS[moment.weekday()] + ("曜日" if size > 3 else "")
        case "h":
            hour = (moment.hour - 1) % 12 + 1 if half else moment.hour
            return f"{hour:0{size}}"
        case "s":
            return f"{moment.second:0{size}}"
    first, *names = next((era for era in _ERAS if day >= era[0]), (date(1, 1, 1), "", "", ""))
    year = f"{day.year - first.year + 1:0{min(size, 2)}}"
    match text[0]:
        case "g":
            return names[min(size, 3) - 1]
        case "r":
            return (names[2] if size > 1 else names[0]) + f"{day.year - first.year + 1:02}"
        case _:
            return year
