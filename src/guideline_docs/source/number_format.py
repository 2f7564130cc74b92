"""A number or date as a spreadsheet shows it by the number format of its cell.

A format is up to four parts between semicolons, chosen by the value's sign or by their own
conditions. Each is words and places for digits, a date, a fraction or a power of ten. It is
taken apart once and then serves a whole column.

Where Excel shows what depends on its settings or on the width of a column, this is what a
Japanese Excel shows in a column that is wide enough. A date before the first is shown as
its number: Excel shows #### there, and nothing could be told from that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import NamedTuple

from guideline_docs.source.counting import NUMERALS, Numerals
from guideline_docs.source.date_format import Style, moment_of, numeral, part_of, serial_of
from guideline_docs.source.expression import expression

Value = bool | int | float | Decimal | datetime | date | time | timedelta

# What a Japanese Excel means by the numbers of formats that stand in no file.
BUILT_IN = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: '"¥"#,##0;"¥"\\-#,##0',
    6: '"¥"#,##0;[Red]"¥"\\-#,##0',
    7: '"¥"#,##0.00;"¥"\\-#,##0.00',
    8: '"¥"#,##0.00;[Red]"¥"\\-#,##0.00',
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
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
    37: "#,##0;\\-#,##0",
    38: "#,##0;[Red]\\-#,##0",
    39: "#,##0.00;\\-#,##0.00",
    40: "#,##0.00;[Red]\\-#,##0.00",
    41: '_ * #,##0_ ;_ * \\-#,##0_ ;_ * "-"_ ;_ @_ ',
    42: '_ "¥"* #,##0_ ;_ "¥"* \\-#,##0_ ;_ "¥"* "-"_ ;_ @_ ',
    43: '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    44: '_ "¥"* #,##0.00_ ;_ "¥"* \\-#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
    49: "@",
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

_TOKEN = expression(
    r"""(?xis)
    "(?P<quoted>[^"]*)"? | \\(?P<escaped>.) | _(?P<blank>.) | \*(?P<filler>.)
  | \[\$(?P<currency>[^\]-]*)(?P<locale>-[^\]]*)?\]
  | \[(?P<elapsed>h+|m+|s+)\]
  | \[DBNum(?P<numerals>\d)\]
  | \[(?P<condition>(?:<=|>=|<>|[<>=])\s*-?[\d.]+)\]
  | \[(?P<colour>[^\]]*)\]
  | (?P<general>General|G/標準|標準)
  | (?P<power>E[+-])
  | (?P<noon>am/pm|a/p)
  | (?P<date>y+|m+|d+|h+|s+|g+|e+|a{3,4}|r+)
  | (?P<split>(?<=s)\.0+|(?<=s\])\.0+)
  | (?P<digit>[0#?]) | (?P<point>\.) | (?P<comma>,) | (?P<text>@) | (?P<end>;) | (?P<word>.)"""
)
_Token = tuple[str, str]
_FILL = {"0": "0", "?": " ", "#": ""}
_DATES = {"date", "elapsed", "noon"}
_CONDITION = expression(r"(?P<sign>[<>=]+)\s*(?P<limit>-?[\d.]+)")
_HOLDS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "<": lambda value, limit: value < limit,
    "<=": lambda value, limit: value <= limit,
    ">": lambda value, limit: value > limit,
    ">=": lambda value, limit: value >= limit,
    "=": lambda value, limit: value == limit,
    "<>": lambda value, limit: value != limit,
}


class Section(NamedTuple):
    """A part of a format, and what it asks for as a whole."""

    tokens: tuple[_Token, ...]
    kinds: frozenset[str]
    numerals: Numerals | None = None
    first_year: str = ""
    japanese: bool = False
    condition: tuple[str, Decimal] | None = None

    def holds(self, value: Decimal) -> bool:
        return self.condition is not None and _HOLDS[self.condition[0]](value, self.condition[1])


def shown(value: Value, number_format: str, from_1904: bool = False) -> str:
    """The text of a cell that holds ``value``."""
    match value:
        case bool():
            return "TRUE" if value else "FALSE"
        case datetime() | date() | time() | timedelta():
            number, from_1904 = serial_of(value), False
        case _:
            number = _exact(value)
    section, sign = _section_for(number, sections(number_format))
    if sign:
        number = abs(number)
    return _shown(number, section, from_1904)


def shown_text(text: str, number_format: str) -> str:
    """A text through the part of a format that is meant for texts: ``"第"@"号"``."""
    for section in sections(number_format):
        if "text" in section.kinds:
            return "".join(text if kind == "text" else word_of((kind, word)) for kind, word in section.tokens)
    return text


# A number may have three hundred digits, and all of them are shown.
_ALL_DIGITS = Context(prec=1000, rounding=ROUND_HALF_UP)


def _rounded(number: Decimal, places: int) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-places), context=_ALL_DIGITS)


def _exact(value: float | Decimal) -> Decimal:
    """A number as a spreadsheet holds it, with fifteen digits."""
    if isinstance(value, int):
        return Decimal(value)
    return Decimal(f"{value:.15g}")


def _section_for(number: Decimal, parts: list[Section]) -> tuple[Section, bool]:
    """The part of a format for a number, and whether it is about the size alone."""
    numeric = [part for part in parts if "text" not in part.kinds] or parts[:1]
    if any(part.condition for part in numeric):
        for part in numeric[:2]:
            if part.holds(number):
                return part, part.condition in (("<", 0), ("<=", 0))
        first, *_ = [part for part in numeric if not part.condition] or [numeric[-1]]
        last = numeric[-1] if all(part.condition for part in numeric[:2]) else first
        return last, number < 0 and len(numeric) == 2 and numeric[0].condition == (">=", 0)
    if len(numeric) > 2 and number == 0:
        return numeric[2], False
    if len(numeric) > 1 and number < 0:
        return numeric[1], True
    return numeric[0], False


def _shown(number: Decimal, section: Section, from_1904: bool) -> str:
    kinds = section.kinds
    if kinds & _DATES:
        text = _shown_date(number, section, from_1904)
        return general(number) if text is None else text
    if "general" in kinds or "text" in kinds:
        return _shown_general(number, section)
    if "digit" not in kinds:
        # Words alone: 「"なし"」 for a zero, or nothing at all.
        return "".join(word_of(token) for token in section.tokens)
    if "power" in kinds:
        return _shown_power(number, section.tokens)
    if _bar(section.tokens) is not None:
        return _shown_fraction(number, section.tokens)
    return _shown_number(number, section)


@lru_cache(maxsize=1024)
def sections(number_format: str) -> list[Section]:
    """The parts of a format, as far as they are there."""
    parts: list[list[_Token]] = [[]]
    for match in _TOKEN.finditer(number_format):
        kind = str(match.lastgroup)
        if kind == "end":
            parts.append([])
        elif kind == "locale":
            parts[-1] += [("currency", match["currency"]), ("locale", match["locale"])]
        else:
            parts[-1].append((kind, match[kind]))
    return [_section(tuple(tokens)) for tokens in parts]


def _section(tokens: tuple[_Token, ...]) -> Section:
    numerals, first_year, japanese, condition = None, "", False, None
    for kind, text in tokens:
        if kind == "numerals":
            numerals = NUMERALS.get(text)
        elif kind == "locale":
            first_year = "元" if "gannen" in text else first_year
            japanese = japanese or text.endswith("411") or "ja-" in text.casefold()
        elif kind == "condition" and (match := _CONDITION.match(text)):
            condition = match["sign"], Decimal(match["limit"])
    kinds = frozenset(kind for kind, _ in tokens)
    return Section(tokens, kinds, numerals, first_year, japanese, condition)


# --- numbers ------------------------------------------------------------------------

MOST_DIGITS = 11
_LEAST_POWER = -4


def general(value: float | Decimal) -> str:
    """A number without format: as many digits as a cell shows, then powers of ten."""
    number = value if isinstance(value, Decimal) else _exact(value)
    if not number:
        return "0"
    power = number.adjusted()
    if _LEAST_POWER <= power < 0:
        places = 9
    elif 0 <= power < MOST_DIGITS:
        places = max(0, MOST_DIGITS - 2 - power)
    else:
        short = _plain(number)
        return short if power < 0 and len(short.lstrip("-")) <= MOST_DIGITS else _powered(number)
    rounded = _rounded(number, places)
    return _powered(number) if rounded.adjusted() >= MOST_DIGITS else _plain(rounded)


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _powered(number: Decimal) -> str:
    """1.23457E+11: no more than six digits before the power."""
    digits, _, power = f"{number:.5E}".partition("E")
    return f"{digits.rstrip('0').rstrip('.')}E{power[0]}{power[1:]:0>2}"


def _shown_general(number: Decimal, section: Section) -> str:
    text = general(number)
    if section.numerals:
        whole, point, fraction = text.partition(".")
        if whole.lstrip("-").isdecimal():
            counted = section.numerals.counted(int(whole.lstrip("-")))
            text = ("-" if whole[0] == "-" else "") + counted + point + section.numerals.spelled(fraction)
    places = ("general", "text")
    return "".join(text if kind in places else word_of((kind, word)) for kind, word in section.tokens)


def _shown_number(value: Decimal, section: Section) -> str:
    """The digits of a number put into the places of its format, words left where they stand."""
    tokens = section.tokens
    places = [n for n, (kind, _) in enumerate(tokens) if kind == "digit"]
    point = next((n for n, (kind, _) in enumerate(tokens) if kind == "point"), len(tokens))
    before = [n for n in places if n < point]
    behind = [n for n in places if n > point]
    commas = [n for n, (kind, _) in enumerate(tokens) if kind == "comma"]
    value *= 100 ** sum(token == ("word", "%") for token in tokens)
    # A comma among the digits parts thousands; one behind them divides by a thousand.
    grouped = any(before and before[0] < comma < before[-1] for comma in commas)
    value /= 1000 ** sum(comma > places[-1] or before[-1:] < [comma] < [point] for comma in commas)
    rounded = _rounded(abs(value), len(behind))
    whole, _, fraction = f"{rounded:f}".partition(".")
    filled = dict(_whole(whole.lstrip("0"), before, tokens, grouped))
    filled.update(_fraction(fraction, behind, tokens))
    if section.numerals:
        filled = {n: section.numerals.spelled(text) for n, text in filled.items()}
    text = "".join(filled.get(n, word_of(token)) for n, token in enumerate(tokens))
    return f"-{text}" if value < 0 and rounded else text


def _whole(
    digits: str, places: list[int], tokens: tuple[_Token, ...], grouped: bool
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


def _fraction(
    digits: str, places: list[int], tokens: tuple[_Token, ...]
) -> Iterator[tuple[int, str]]:
    """What stands in each place behind the point; zeros at the end only where they must."""
    needed = len(digits.rstrip("0"))
    for place, (n, digit) in zip(places, enumerate(digits), strict=True):
        yield place, digit if n < needed else _FILL[tokens[place][1]]


def _shown_power(value: Decimal, tokens: tuple[_Token, ...]) -> str:
    """0.00E+00: digits, then the power of ten in steps of as many as stand before the point."""
    at = next(n for n, (kind, _) in enumerate(tokens) if kind == "power")
    head, tail = tokens[:at], tokens[at + 1 :]
    point = next((n for n, (kind, _) in enumerate(head) if kind == "point"), at)
    step = max(1, sum(kind == "digit" for kind, _ in head[:point]))
    places = sum(kind == "digit" for kind, _ in head[point:])
    power = value.adjusted() // step * step if value else 0
    digits = _rounded(value.scaleb(-power), places)
    if digits and digits.adjusted() >= step:
        power += step
        digits = _rounded(value.scaleb(-power), places)
    size = sum(kind == "digit" for kind, _ in tail)
    sign = "-" if power < 0 else "+" if tokens[at][1][1] == "+" else ""
    words = "".join(word_of(token) for token in tail if token[0] != "digit")
    return f"{_shown_number(digits, _section(head))}E{sign}{abs(power):0{size}}{words}"


def _bar(tokens: tuple[_Token, ...]) -> int | None:
    """Where the bar of a fraction stands: behind a place for digits."""
    for n, token in enumerate(tokens):
        if token == ("word", "/") and n and tokens[n - 1][0] == "digit":
            return n
    return None


def _shown_fraction(value: Decimal, tokens: tuple[_Token, ...]) -> str:
    """# ?/?: a whole number and the nearest fraction whose numerals fit their places."""
    from fractions import Fraction

    bar = _bar(tokens)
    assert bar is not None
    start = bar
    while start and tokens[start - 1][0] == "digit":
        start -= 1
    end = bar + 1
    while end < len(tokens) and (tokens[end][0] == "digit" or tokens[end][1].isdecimal()):
        end += 1
    head, over = tokens[:start], tokens[start:bar]
    under = "".join(text for _, text in tokens[bar + 1 : end])
    mixed = any(kind == "digit" for kind, _ in head)
    size = Fraction(abs(value))
    whole = int(size) if mixed else 0
    rest = size - whole
    if under.strip("0#?"):
        below = int(under.translate({35: None, 63: None}) or 1)
        above = int(rest * below + Fraction(1, 2))
    else:
        near = rest.limit_denominator(10 ** len(under) - 1)
        above, below = near.numerator, near.denominator
    if mixed and above == below:
        whole, above = whole + 1, 0
    sign = "-" if value < 0 and (whole or above) else ""
    before = _shown_number(Decimal(whole), _section(head)) if mixed else "".join(map(word_of, head))
    if mixed and not whole and above:
        before = "".join(" " if kind == "word" and text == " " else "" for kind, text in head)
    width = len(over), len(under)
    fraction = f"{above:>{width[0]}}/{below:<{width[1]}}"
    if mixed and not above:
        before = before if whole else before.replace(" ", "") or "0 "
        fraction = " " * (width[0] + width[1] + 1)
    return sign + before + fraction + "".join(map(word_of, tokens[end:]))


def word_of(token: _Token) -> str:
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


def _shown_date(number: Decimal, section: Section, from_1904: bool) -> str | None:
    """A date in the parts of its format; None where there is no such day."""
    tokens = section.tokens
    places = max((len(text) - 1 for kind, text in tokens if kind == "split"), default=0)
    moment = moment_of(number, places, from_1904)
    if moment is None:
        return None
    half = "noon" in section.kinds
    style = Style(section.numerals, section.first_year, half, section.japanese)
    hour, minute, second = moment.clock
    out: list[str] = []
    for n, (kind, text) in enumerate(tokens):
        match kind:
            case "date" if text[0] in "mM" and _means_minutes(tokens, n):
                out.append(numeral(minute, len(text), section.numerals))
            case "date":
                out.append(part_of(text.lower(), moment, style))
            case "elapsed":
                unit = {"h": 3600, "m": 60, "s": 1}[text[0].lower()]
                out.append(f"{int(moment.seconds // unit):0{len(text)}}")
            case "noon":
                out.append(_half_of_day(text, hour >= 12, section.japanese))
            case "split":
                out.append(f"{second % 1:.{places}f}"[1:])
            case "comma":
                out.append(text)
            case _:
                out.append(word_of((kind, text)))
    return "".join(out)


def _half_of_day(text: str, is_second: bool, japanese: bool) -> str:
    if len(text) < 4:
        return "AP"[is_second]
    return (("AM", "PM"), ("午前", "午後"))[japanese][is_second]


def _means_minutes(tokens: tuple[_Token, ...], n: int) -> bool:
    """``m`` is minutes behind hours or before seconds, otherwise months."""
    if len(tokens[n][1]) > 2:
        return False
    units = ("date", "elapsed")
    before = next((text for kind, text in reversed(tokens[:n]) if kind in units), "")
    after = next((text for kind, text in tokens[n + 1 :] if kind in units), "")
    return before[:1].lower() == "h" or after[:1].lower() == "s"
