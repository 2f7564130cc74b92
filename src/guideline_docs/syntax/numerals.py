"""How a number is written, and how another one is written in its place."""

from __future__ import annotations

import re
import unicodedata

from guideline_docs.source.expression import expression
from guideline_docs.source.glyphs import full_digits, full_kana, half_kana, kana_at
from guideline_docs.source.lexicon import DIGITS, KANA_LETTERS, PARENTHESISED
from guideline_docs.source.lexicon import ROMAN as ROMAN_SIGNS
from guideline_docs.source.lexicon import SMALL_ROMAN as SMALL_ROMAN_SIGNS
from guideline_docs.source.span import Span
from guideline_docs.syntax.marks import (
    HIRAGANA,
    KANJI,
    LATIN,
    RING,
    ROMAN,
    SMALL_LATIN,
    SMALL_ROMAN,
)

_OTHERS = (RING, ROMAN, SMALL_ROMAN, HIRAGANA, KANJI, LATIN, SMALL_LATIN)
_ROMANS = (ROMAN, SMALL_ROMAN)
_NUMERAL = expression(rf"[{DIGITS}]+|[{PARENTHESISED}]|[{KANA_LETTERS}]")


def numeral(mark: Span) -> Span | None:
    """The figure or letter in the number of a heading: 3 of （3）, ⑶, ア."""
    found = _NUMERAL.search(mark.text)
    return mark.part(*found.span()) if found else None


def respelled(written: str, value: int) -> str | None:
    """A number in the spelling of another: its width, its zeros, its ring.

    None for a letter that there is not; beyond the last ring there are parentheses.
    """
    first = written[0]
    for kind in _OTHERS:
        if re.fullmatch(kind.pattern, written):
            return _lettered(kind.spell(value), written) if kind in _ROMANS else kind.spell(value)
    if first in PARENTHESISED:
        return PARENTHESISED[value - 1] if value <= len(PARENTHESISED) else f"({value})"
    if not first.isdecimal():
        letter = kana_at(value)
        return letter if letter is None or first == full_kana(first) else half_kana(letter)
    shown = str(value).zfill(len(written)) if first in "0０" else str(value)
    return full_digits(shown) if first >= "０" else shown


def _lettered(numeral: str | None, written: str) -> str | None:
    """A Roman numeral in letters of the Latin alphabet, II, where the other one is."""
    letters = unicodedata.normalize("NFKC", written)
    if numeral is None or written[0] in ROMAN_SIGNS + SMALL_ROMAN_SIGNS:
        return numeral
    plain = unicodedata.normalize("NFKC", numeral)
    return plain if letters == written else "".join(chr(ord(each) + 0xFEE0) for each in plain)
