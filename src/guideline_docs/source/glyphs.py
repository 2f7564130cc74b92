"""Characters: width, look-alikes, the order of kana, the columns a terminal needs."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache

from guideline_docs.source.expression import expression
from guideline_docs.source.lexicon import (
    BLANKS,
    BRACKETS,
    CLOSE,
    DIGITS,
    FIGURES,
    HYPHENS,
    KANA_LETTERS,
    KANA_ORDER,
    ODD_BLANKS,
    OPEN,
    PARENTHESISED,
    PROLONGED,
    RADICALS,
    SELECTORS,
    UNSEEN,
    WAVES,
)
from guideline_docs.source.record import NamedTuple

_HALF_WIDTH_KANA = {
    half: unicodedata.normalize("NFKC", half) for half in map(chr, range(0xFF66, 0xFF9E))
}
_FULL_WIDTH_KANA = {full: half for half, full in reversed(_HALF_WIDTH_KANA.items())}
_SMALL_KANA = str.maketrans("ァィゥェォヵヶッャュョヮ", "アイウエオカケツヤユヨワ")
_HIRAGANA = str.maketrans("あいうえお", "アイウエオ")
_LOOK_ALIKE_KANJI = str.maketrans("工力口卜夕", "エカロトタ")

_HYPHEN_TABLE = dict.fromkeys(map(ord, HYPHENS + PROLONGED + "一"), "-")


def number(digits: str) -> int:
    """The value of digits of either width: Python reads both."""
    return int(digits)


def full_digits(digits: str) -> str:
    """Half-width digits as full-width ones."""
    return digits.translate(_FULL_DIGITS)


_FULL_DIGITS = str.maketrans(FIGURES[:10], FIGURES[10:])


def full_kana(letter: str) -> str:
    """A half-width kana as a full-width one; anything else as it is."""
    return _HALF_WIDTH_KANA.get(letter, letter)


def half_kana(letter: str) -> str:
    """A full-width item letter as a half-width one; anything else as it is."""
    return _FULL_WIDTH_KANA.get(letter, letter)


def kana_like(letter: str) -> str:
    """The item letter that a small kana, hiragana or kanji was typed for, if any."""
    letter = full_kana(letter).translate(_SMALL_KANA)
    return letter.translate(_HIRAGANA).translate(_LOOK_ALIKE_KANJI)


def kana_at(place: int) -> str | None:
    """The item letter at a place that counts from 1."""
    return KANA_ORDER[place - 1] if 1 <= place <= len(KANA_ORDER) else None


def kana_place(letter: str) -> int | None:
    """The place of an item letter, from 1; None for any other character."""
    return _KANA_PLACES.get(letter)


_KANA_PLACES = {letter: place for place, letter in enumerate(KANA_ORDER, start=1)}


def fold_head(name: str) -> str:
    """A column head without what people vary: width, blanks, dots, case."""
    folded = "".join(unicodedata.normalize("NFKC", name).casefold().split())
    return folded.replace(".", "").replace("・", "").replace("･", "")


def distinct(name: str, taken: set[str]) -> str:
    """The name, or with a number where a head of that name is taken: 実績, 実績 (2).

    ``taken`` holds folded heads, and then this one too.
    """
    unlike, times = name, 1
    while (folded := fold_head(unlike)) in taken:
        times += 1
        unlike = f"{name} ({times})"
    taken.add(folded)
    return unlike


def fold_marks(text: str) -> str:
    """The variants of one mark made one (〇 ◯ → ○, ⇒ → →, ･ → ・), a character for each."""
    return text.translate(_MARKS)


_MARKS = str.maketrans({"〇": "○", "◯": "○", "⇒": "→", "⟶": "→", "➡": "→", "･": "・"})


_TERM_MARKS = _MARKS | {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


def fold_width(text: str) -> str:
    """A text without blanks and differences of width, as names and titles are compared."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def fold_term(term: str) -> str:
    """A closed word without blanks, half-width, and with the variants of one mark made one."""
    return "".join(term.split()).translate(_TERM_MARKS)


def fold_look_alike(mark: str) -> str:
    """A tier's mark reduced to what the eye sees: Ⅰ, Ｉ, I and l are one.

    Roman numerals become Latin letters (NFKC), hyphens one hyphen, small kana large.
    """
    seen = unicodedata.normalize("NFKC", mark).translate(_SMALL_KANA)
    seen = "".join(seen.split()).translate(_HYPHEN_TABLE).replace("l", "I").replace("|", "I")
    return seen.upper()


class Unseen(NamedTuple):
    """Something that nobody sees, ``start`` to ``end`` of a text.

    ``reading`` is what it is read as: nothing, a blank, the kana in one code point, or the
    kanji of a radical.
    """

    start: int
    end: int
    reading: str


# Inside an emoji, and behind a variation selector, a joiner shows in what it joins.
_PICTURE = "\u2194\u2195\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff"

_MAY_BE_UNSEEN = expression(f"[{UNSEEN}{ODD_BLANKS}{RADICALS}\u3099\u309a]")
_ODD_BLANK = expression(f"[{ODD_BLANKS}]")


@cache
def _unseen() -> re.Pattern[str]:
    """What finds all of that; few texts hold any."""
    voiced, half_voiced = (
        "".join(
            kana
            for kana in map(chr, range(0x3041, 0x30FF))
            if len(unicodedata.normalize("NFC", kana + mark)) == 1
        )
        for mark in "\u3099\u309a"
    )
    return re.compile(
        rf"""(?x)
        (?P<kept> (?<=[{SELECTORS}])[\u200c\u200d] | (?<=[{_PICTURE}])\u200d(?=[{_PICTURE}])
            # Without what stands between them CR and LF would be one line end.
          | (?<=\r)[{UNSEEN}]+(?=\n) )
      | (?P<kana> [{voiced}][{UNSEEN}]*\u3099 | [{half_voiced}][{UNSEEN}]*\u309a )
      | (?P<like> [{ODD_BLANKS}{RADICALS}] )
      | [{UNSEEN}]"""
    )


# A blank that is no plain one may tear what is referred to: 施 策9 9, 第9 章, (9)の ア. There,
# where a plain one would tear it, too, it is read as nothing. Where a list of numbers begins
# and what is in it:
_GAP = f"[{UNSEEN}{ODD_BLANKS}]"
_BLANK = f"{BLANKS}{UNSEEN}{ODD_BLANKS}"
_LIST = expression(
    rf"""(?x)
    (?: (?:施{_GAP}*策 | [NＮ]{_GAP}*[oｏOＯ] | №)(?=[{_BLANK}NＮoｏOＯ№.．#＃番号第]{{0,8}}[{DIGITS}])
      | [{PARENTHESISED}] | [{OPEN}](?=[{_BLANK}{DIGITS}]) )
      [{HYPHENS}{DIGITS}{KANA_LETTERS}{PROLONGED}{WAVES}{OPEN}{CLOSE}{_BLANK}、，,・･／/.．及び並に又は若しくとやのから施策NＮoｏOＯ№]*
  | 第{_GAP}*[{DIGITS}](?:{_GAP}*[{DIGITS}])*{_GAP}*章"""
)
_BEHIND = (
    rf"[、。，．､｡・･／：:；;→！？!?{WAVES}{re.escape(BRACKETS)}はがをにもでとやへの]"
    "|及び|並びに|又は|若しくは|から|まで|より|など|等|以外|以降|参照"
)
# A count behind a number is no part of it, nor is a year: 施策9 9件, 施策9 2026.
_TEAR = expression(
    rf"""(?x)
    (?<=[{DIGITS}]){_GAP}+(?=[{DIGITS}](?:{_GAP}*[{DIGITS}])?{_GAP}*(?:\Z|[\s{BLANKS}章]|{_BEHIND}))
  | (?<=第){_GAP}+ | (?<=[{DIGITS}]){_GAP}+(?=章)
  | (?<=施){_GAP}+(?=策) | (?<=[NＮ]){_GAP}+(?=[oｏOＯ]) | (?<=[oｏOＯ]){_GAP}+(?=[.．])
  | (?<=及){_GAP}+(?=び) | (?<=並){_GAP}+(?=び) | (?<=並び){_GAP}+(?=に) | (?<=又){_GAP}+(?=は)
  | (?<=若){_GAP}+(?=し) | (?<=若し){_GAP}+(?=く) | (?<=若しく){_GAP}+(?=は) | (?<=か){_GAP}+(?=ら)
  | (?<=[{CLOSE}{PARENTHESISED}]){_GAP}+(?=の?{_GAP}*[{KANA_LETTERS}][はがをにもでとやへの])
  | (?<=[の{WAVES}]){_GAP}+(?=[{KANA_LETTERS}]) | (?<=[{KANA_LETTERS}]){_GAP}+(?=[{WAVES}])"""
)


def _shown(char: str) -> str:
    """What a blank or a radical looks like: a blank as wide as a kanji is one."""
    return "\u3000" if char in "\u2001\u2003" else unicodedata.normalize("NFKC", char)


def _torn(text: str) -> set[int]:
    """Where a blank stands that tears what is referred to."""
    if not _ODD_BLANK.search(text):
        return set()
    lists = [match.span() for match in _LIST.finditer(text)]
    torn: set[int] = set()
    for tear in _TEAR.finditer(text):
        at = bisect_right(lists, tear.span()) - 1
        if at >= 0 and tear.end() < lists[at][1]:
            torn.update(range(*tear.span()))
    return torn


def unseen(text: str) -> Iterator[Unseen]:
    """What nobody sees in a text, in its order; an ordinary text costs one search."""
    if not _MAY_BE_UNSEEN.search(text):
        return
    torn = _torn(text)
    for match in _unseen().finditer(text):
        if written := match["kana"]:
            yield Unseen(*match.span(), unicodedata.normalize("NFC", written[0] + written[-1]))
        elif written := match["like"]:
            yield Unseen(*match.span(), "" if match.start() in torn else _shown(written))
        elif not match["kept"]:
            yield Unseen(*match.span(), "")


def display_width(text: str, ambiguous: int = 1) -> int:
    """How many columns of a terminal the text takes.

    ``ambiguous`` is the width of characters such as Ⅰ and ○ (UAX #11): 1 in most
    terminals, 2 in a console that speaks cp932.
    """
    return sum([char_width(char, ambiguous) for char in text])


@cache
def char_width(char: str, ambiguous: int) -> int:
    """The same of one character."""
    if " " <= char < "\x7f":
        return 1
    if unicodedata.combining(char) or unicodedata.category(char) in ("Cf", "Mn", "Me", "Cc"):
        return 0
    match unicodedata.east_asian_width(char):
        case "W" | "F":
            return 2
        case "A":
            return ambiguous
        case _:
            return 1
