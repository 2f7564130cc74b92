"""Numbers and dates of cells, where it is certain that they are some."""

from __future__ import annotations

import datetime

from guideline_docs.model.figure import day, figure
from guideline_docs.source.expression import expression
from guideline_docs.source.record import NamedTuple
from guideline_docs.syntax.columns import ColumnKind

# As a spreadsheet itself would show it: shown in its format, the number is this text.
_PLAIN = expression(
    r"(?P<sign>-?)(?:(?P<grouped>[1-9]\d{0,2}(?:,\d{3})+)|(?P<whole>0|[1-9]\d{0,14}))(?:\.(?P<part>\d{1,6}))?(?P<percent>%?)"
)
# More digits than these a spreadsheet does not keep.
_MOST_DIGITS = 15
_WHOLE_DATE = expression(r".*\d日?")
# The kinds of columns in which a cell may be more than text.
FIGURES = frozenset((ColumnKind.CODE, ColumnKind.NUMBER, ColumnKind.PERCENT, ColumnKind.DATE))
_FIRST_DAY = datetime.date(1900, 3, 1)


class Number(NamedTuple):
    """A number, and the format that it is shown in."""

    value: float
    shown: str


def as_shown(text: str) -> Number | None:
    """The number that is shown just so, character for character."""
    if not text.isascii():
        return None
    if text.isdecimal() and len(text) <= _MOST_DIGITS:
        # The number of a measure: nearly every figure of a table.
        return Number(float(text), "0") if text[0] != "0" or text == "0" else None
    match = _PLAIN.fullmatch(text)
    if match is None or sum(map(str.isdigit, text)) > _MOST_DIGITS:
        return None
    digits = (match["grouped"] or match["whole"]).replace(",", "")
    part = match["part"] or ""
    value = float(f"{match['sign']}{digits}.{part or 0}")
    if match["sign"] and not value:
        return None
    if match["percent"]:
        value = float(f"{match['sign']}{digits}.{part or 0}e-2")
    return Number(value, _format(len(part), bool(match["grouped"]), match["percent"]))


def as_data(text: str, kind: ColumnKind) -> Number | datetime.date | None:
    """What a cell of open data is, by the kind of its column; None for text."""
    match kind:
        case ColumnKind.CODE:
            number = as_shown(text)
            return number if number and number.shown == "0" else None
        case ColumnKind.NUMBER | ColumnKind.PERCENT:
            return _number(text)
        case ColumnKind.DATE:
            return _day(text)
    return None


def _number(text: str) -> Number | None:
    """A figure that stands alone, whatever its width and its sign: ▲2 is less than none."""
    found = figure(text)
    if found is None or not found.alone or found.unit not in ("", "%"):
        return None
    if len(found.value.as_tuple().digits) > _MOST_DIGITS:
        return None
    places = max(-int(found.step.as_tuple().exponent), 0)
    shown = _format(places, "," in text or "，" in text, found.unit)
    value = found.value.scaleb(-2) if found.unit else found.value
    return Number(float(value), shown)


def _day(text: str) -> datetime.date | None:
    """A whole date, and nothing beside it."""
    found = day(text)
    if found is None or not all(found) or not _WHOLE_DATE.fullmatch(text.strip()):
        return None
    try:
        date = datetime.date(*found)
    except ValueError:
        return None
    # Days before are counted otherwise by each program.
    return date if date >= _FIRST_DAY else None


def _format(places: int, grouped: bool, percent: str) -> str:
    return ("#,##0" if grouped else "0") + (f".{'0' * places}" if places else "") + percent
