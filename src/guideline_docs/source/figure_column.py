"""The numbers of a column by one format: most are plain, and shown at once.

A long book has a hundred thousand of them. What is plain (words, one number, words) is left
to Python's own ``format``; where its last digit is not certain, and everywhere else,
``number_format`` looks closely.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from math import isfinite
from typing import NamedTuple

from guideline_docs.source.expression import expression
from guideline_docs.source.number_format import MOST_DIGITS, Section, sections, shown, word_of


def reader_of(number_format: str, from_1904: bool = False) -> Callable[[str], str]:
    """What shows the numbers of a column by one format, each as it is written in a file.

    The blanks by which a format lines figures up are no part of what is shown.
    """
    parts = [part for part in sections(number_format) if "text" not in part.kinds]
    plain = [] if any(part.condition for part in parts) else [_plain_of(part) for part in parts]
    simple = [] if None in plain else [part for part in plain if part]
    known: dict[str, str] = {}
    whole = simple[0].layout or "d" if simple and not simple[0].percent else ""
    before, behind = (simple[0].before, simple[0].behind) if simple else ("", "")

    def read(written: str) -> str:
        if whole and written.isdecimal() and len(written) <= MOST_DIGITS and written[0] != "0":
            return before + format(int(written), whole) + behind
        if simple and (text := _quickly(written, simple)) is not None:
            return text
        text = known.get(written)
        if text is None:
            number = Decimal(written) if written.lstrip("-").isdecimal() else float(written)
            if not isfinite(number):
                raise ValueError(written)
            text = shown(number, number_format, from_1904).strip()
            if len(known) < _MOST_KNOWN:
                known[written] = text
        return text

    return read


_MOST_KNOWN = 10_000


class _Plain(NamedTuple):
    """A part of a format that is words, one number, words; so most are."""

    before: str
    behind: str
    layout: str
    """As Python's own ``format`` takes it."""
    places: int
    percent: bool


_FIGURE = expression(r"(?P<whole>#,##0|0)(?:\.(?P<places>0+))?")
_OF_PLAIN = {
    *("digit", "comma", "point", "quoted", "escaped", "currency", "locale", "word"),
    *("blank", "filler", "colour"),
}


def _plain_of(section: Section) -> _Plain | None:
    if section.tokens == (("general", "General"),):
        return _Plain("", "", "", 0, False)
    if section.numerals or section.kinds - _OF_PLAIN or "digit" not in section.kinds:
        return None
    tokens = section.tokens
    figure = [n for n, (kind, _) in enumerate(tokens) if kind in ("digit", "comma", "point")]
    start, end = figure[0], figure[-1] + 1
    match = _FIGURE.fullmatch("".join(text for _, text in tokens[start:end]))
    percents = sum(token == ("word", "%") for token in tokens)
    if match is None or end - start != len(figure) or percents > 1:
        return None
    places = len(match["places"] or "")
    layout = f"{',' if ',' in match['whole'] else ''}.{places}f"
    before, behind = ("".join(map(word_of, part)) for part in (tokens[:start], tokens[end:]))
    return _Plain(before.lstrip(), behind.rstrip(), layout, places, percents == 1)


def _quickly(written: str, plain: list[_Plain]) -> str | None:
    """A number by a plain format; None where its last digit needs a closer look."""
    sign, part = "", plain[0]
    if written[0] == "-":
        written = written[1:]
        sign, part = ("", plain[1]) if len(plain) > 1 else ("-", part)
    before, behind, layout, places, percent = part
    if written.isdecimal() and len(written) <= MOST_DIGITS and written[0] != "0":
        if not layout:
            return sign + written
        if not percent:
            return sign + before + format(int(written), layout) + behind
    whole, point, fraction = written.partition(".")
    kept = places + 2 * percent
    # Where what is cut off is a half, or is one in the fifteen digits that count.
    if (
        not (layout and point and whole.isdecimal() and fraction.isdecimal())
        or len(whole) > MOST_DIGITS
        or fraction[kept:] in _TIE
        or fraction[kept : kept + 6] in _NEAR_TIES
    ):
        return None
    number = float(written)
    digits = format(number * 100 if percent else number, layout)
    if number == 0 or (sign and not digits.strip("0.,")):
        return None
    return sign + before + digits + behind


_TIE = ("5", "50", "500")
_NEAR_TIES = ("499999", "500000")
