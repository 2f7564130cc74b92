"""References in running text: ``(3)-ア、イ、(5)-イ``, ``施策6``, ``第2章1(2)``.

What is written, not whether it exists. An ordinary sentence must never give a
reference, so each form says what may stand before and behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from guideline_docs.source.glyphs import (
    HYPHENS,
    KANA_ORDER,
    full_kana,
    kana_at,
    kana_like,
    kana_place,
    number,
)
from guideline_docs.source.span import Span


class ReferenceKind(StrEnum):
    SUBSECTION = "subsection"
    MEASURE = "measure"
    CHAPTER = "chapter"


class Fault(StrEnum):
    """Why a reference is not in a form of this guideline."""

    LETTER = "letter"
    """``(5)-2``: something else stands where the kana belongs."""
    REVERSED = "reversed"
    """``(3)-ウ～ア``."""
    ENCLOSED = "enclosed"
    """``(3-ア)``: a fault only if (3)-ア exists; otherwise it is no reference."""


@dataclass(frozen=True, slots=True)
class ReferenceMark:
    """One reference as written.

    ``span`` is the whole of it, or the carried letter alone; each letter of a range
    is a mark of its own with the range as its span. ``subject`` is the canonical
    name in half-width forms, also of what is malformed (``(5)-2``).
    ``intended`` is the canonical name that a malformed one was probably meant for.
    """

    span: Span
    kind: ReferenceKind
    subject: str
    category: int | None = None
    letter: str | None = None
    fault: Fault | None = None
    intended: str | None = None


_KANA = f"[{KANA_ORDER}ｱ-ﾝｦ]"
_HYPHEN = f"[{HYPHENS}]"

# What a kana is followed by where it is an item letter and not the start of a word.
# か is left out among the particles for 3か所 and 3か月, の before 字 for アの字.
_BOUNDARY = r"""(?=
    \Z
  | [\s、。，．､｡・･／/…()（）「」『』【】〔〕［\]］\[<>＜＞〈〉《》：:；;！？!?～〜~→※"”'’｜|]
  | [.,](?![0-9０-９])
  | の(?!字) | [はがをにもでとやへ] | から | まで | より | など | だけ | ほか
  | 及び | 並びに | 又は | 若しくは | 等 | 以外 | 以降 | 参照
)"""

# After a hyphen nothing but a longer word can go on: アイデア, カー, カ所.
_LETTER_END = f"(?![ァ-ヺーヽヾｦ-ﾟ゛゜\u3099\u309a0-9０-９{re.escape(HYPHENS)}所月年国])"

_RANGE = r"[～〜~]"

# The number of a category, then what joins it to its letter.
_CATEGORY = re.compile(
    r"""(?:[(（][ 　]*(?P<digits>[0-9０-９]{1,4})[ 　]*[)）]|(?P<ring>[⑴-⒇]))"""
)
_LETTER = re.compile(
    rf"""(?x)
    (?:[ 　]*(?:{_HYPHEN}|[ーｰ](?={_KANA}))[ 　]*(?P<after_hyphen>{_KANA})
        (?:{_RANGE}(?P<to>{_KANA}){_BOUNDARY} | から(?P<until>{_KANA})まで | {_LETTER_END})
    | の?(?P<bare>{_KANA})
        (?:{_RANGE}(?P<bare_to>{_KANA}){_BOUNDARY} | から(?P<bare_until>{_KANA})まで
        | {_BOUNDARY}))"""
)
_MALFORMED = re.compile(
    rf"""(?x)
    [ 　]*{_HYPHEN}[ 　]*
    (?P<written>[0-9０-９]{{1,2}} | [A-Za-zＡ-Ｚａ-ｚ] | [ァィゥェォヵヶッャュョヮｧ-ｯ] | [あいうえお]
      | [工力口卜夕] | [(（](?P<inner>{_KANA})[)）])
    {_BOUNDARY}"""
)
_SEPARATOR = re.compile(
    r"[ 　]*(?:[、，､,・･／/][ 　]*(?:及び|並びに|又は|若しくは)?|及び|並びに|又は|若しくは|と|や)[ 　]*"
)
_CARRIED = re.compile(
    rf"""(?x)(?P<letter>{_KANA})
    (?:{_RANGE}(?P<to>{_KANA}){_BOUNDARY} | から(?P<until>{_KANA})まで | {_BOUNDARY})"""
)
_ENCLOSED = re.compile(
    rf"[(（](?P<digits>[0-9０-９]{{1,4}})[ 　]*(?:{_HYPHEN}|[ーｰ])[ 　]*(?P<letter>{_KANA})[)）]"
)
_MEASURE = re.compile(
    rf"""(?x)
    (?:施策[ 　]*(?:(?:[NＮ][oOｏＯ][.．]?|№)[ 　]*)? | (?:[NＮ][oOｏＯ][.．]?|№)[ 　]*)
    (?P<digits>[0-9０-９]{{1,5}}){_BOUNDARY}"""
)
_CHAPTER = re.compile(
    rf"""(?x)第(?P<chapter>[0-9０-９]{{1,3}})章
    (?:(?P<section>[0-9０-９]{{1,3}})(?:[(（](?P<item>[0-9０-９]{{1,3}})[)）])?{_BOUNDARY})?"""
)

# Where any of the forms can begin; a cell without one is done after one search.
_START = re.compile(r"[(（][ 　]*[0-9０-９]|[⑴-⒇]|施策|[NＮ][oOｏＯ]|№|第(?=[0-9０-９])")

# Numbers of statutes, other plans and other papers: 第5条(3)ア, 総合計画(3)-ア, 4-(1)-ウ.
_FOREIGN = re.compile(
    rf"(?:条|項|号|法|計画|様式|資料|別表|国の指針|県の指針|[0-9０-９]{_HYPHEN})\Z"
)
_NOUN = re.compile(r"[一-鿿々ァ-ヺーA-Za-z0-9Ａ-Ｚａ-ｚ０-９]\Z")

# The longest of the foreign words and a noun's last character both fit in.
_BEHIND = 4


def references(span: Span, chapters: bool = False) -> Iterator[ReferenceMark]:
    """The references in a text, in its order; of chapters too where ``chapters``."""
    text = span.text
    at = 0
    while start := _START.search(text, at):
        begin, at = start.span()
        before = text[max(0, begin - _BEHIND) : begin]
        if _FOREIGN.search(before):
            continue
        first = text[begin]
        if first in "(（" or "⑴" <= first <= "⒇":
            marks, at = _subsections(span, text, begin, at)
            yield from marks
        elif first == "第":
            if chapters and (match := _CHAPTER.match(text, begin)):
                at = match.end()
                yield _chapter(span, match)
        elif not _NOUN.search(before) and (match := _MEASURE.match(text, begin)):
            at = match.end()
            subject = measure_name(number(match["digits"]))
            yield ReferenceMark(span.part(begin, at), ReferenceKind.MEASURE, subject)


def _subsections(
    span: Span, text: str, begin: int, end: int
) -> tuple[list[ReferenceMark], int]:
    """A reference to a subsection with the list that goes on behind it, and its end."""
    head = _CATEGORY.match(text, begin)
    if head is None:
        enclosed = _ENCLOSED.match(text, begin)
        return ([_enclosed(span, enclosed)], enclosed.end()) if enclosed else ([], end)
    category = number(head["digits"]) if head["digits"] else ord(head["ring"]) - ord("⑴") + 1
    if match := _LETTER.match(text, head.end()):
        end = match.end()
        first = match["after_hyphen"] or match["bare"]
        last = match["to"] or match["until"] or match["bare_to"] or match["bare_until"]
        marks = list(_letters(span.part(begin, end), category, first, last))
    elif match := _MALFORMED.match(text, head.end()):
        end = match.end()
        marks = [_malformed(span.part(begin, end), category, match)]
    else:
        return [], head.end()
    while (separator := _SEPARATOR.match(text, end)) and (
        carried := _CARRIED.match(text, separator.end())
    ):
        end = carried.end()
        last = carried["to"] or carried["until"]
        marks += _letters(span.part(carried.start(), end), category, carried["letter"], last)
    return marks, end


def _enclosed(span: Span, match: re.Match[str]) -> ReferenceMark:
    category, letter = number(match["digits"]), full_kana(match["letter"])
    return ReferenceMark(
        span.part(match.start(), match.end()),
        ReferenceKind.SUBSECTION,
        f"({category}-{letter})",
        category,
        letter,
        Fault.ENCLOSED,
        subsection_name(category, letter),
    )


def _letters(
    place: Span, category: int, first: str, last: str | None
) -> Iterator[ReferenceMark]:
    """One letter, or each letter of a range."""
    first = full_kana(first)
    if last is None:
        yield _subsection(place, category, first)
        return
    low, high = kana_place(first), kana_place(full_kana(last))
    assert low is not None and high is not None  # both were read as item letters
    if low >= high:
        subject = f"{subsection_name(category, first)}～{full_kana(last)}"
        yield ReferenceMark(
            place, ReferenceKind.SUBSECTION, subject, category, fault=Fault.REVERSED
        )
        return
    for letter in KANA_ORDER[low - 1 : high]:
        yield _subsection(place, category, letter)


def _subsection(place: Span, category: int, letter: str) -> ReferenceMark:
    name = subsection_name(category, letter)
    return ReferenceMark(place, ReferenceKind.SUBSECTION, name, category, letter)


def _malformed(place: Span, category: int, match: re.Match[str]) -> ReferenceMark:
    written = match["written"]
    if match["inner"]:
        letter: str | None = full_kana(match["inner"])
        shown = f"({letter})"
    elif written[0] in "0123456789０１２３４５６７８９":
        shown = str(number(written))
        letter = kana_at(number(written))
    else:
        shown = written
        letter = kana_like(written)
        if letter not in KANA_ORDER:
            letter = None
    return ReferenceMark(
        place,
        ReferenceKind.SUBSECTION,
        f"({category})-{shown}",
        category,
        fault=Fault.LETTER,
        intended=subsection_name(category, letter) if letter else None,
    )


def _chapter(span: Span, match: re.Match[str]) -> ReferenceMark:
    parts = [number(part) for part in match.groups() if part]
    return ReferenceMark(
        span.part(match.start(), match.end()), ReferenceKind.CHAPTER, chapter_name(parts)
    )


def subsection_name(category: int, letter: str) -> str:
    """The canonical name of a subsection: ``(3)-ア``."""
    return f"({category})-{letter}"


def measure_name(value: int) -> str:
    """The canonical name of a measure: ``No.6``."""
    return f"No.{value}"


def chapter_name(path: list[int]) -> str:
    """The canonical name of a place in the chapters: ``第2章1(2)``."""
    first, *rest = path
    sections = "".join(str(n) if level == 0 else f"({n})" for level, n in enumerate(rest))
    return f"第{first}章{sections}"
