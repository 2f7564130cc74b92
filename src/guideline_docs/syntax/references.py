"""References in running text: ``(3)-ア、イ、(5)-イ``, ``施策6``, ``第2章1(2)``.

What is written, not whether it exists. An ordinary sentence must never give a
reference, so each form says what may stand before and behind it.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

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
from guideline_docs.syntax.owner import REACH, Owner, is_named_ours, owner


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


class ReferenceMark(NamedTuple):
    """One reference as written.

    ``span`` is the whole of it, or the carried letter alone; each letter of a range
    is a mark of its own with the range as its span. ``subject`` is the canonical
    name in half-width forms, also of what is malformed (``(5)-2``).
    ``intended`` is the canonical name that a malformed one was probably meant for.
    ``owner`` is whose number it is, as far as the words before it tell.
    """

    span: Span
    kind: ReferenceKind
    subject: str
    category: int | None = None
    letter: str | None = None
    fault: Fault | None = None
    intended: str | None = None
    owner: Owner = Owner.OURS


# What an item letter stands before where it is no start of a word. か is left out
# among the particles for 3か所 and 3か月, and の does not count before 字 (アの字).
_DELIMITERS = frozenset(
    "、。，．､｡・･／/…()（）「」『』【】〔〕［］[]<>＜＞〈〉《》：:；;！？!?～〜~→※“”\"'’｜|+＋&＆"
)
_BEFORE_WORDS = (
    *"はがをにもでとやへ",
    *("から", "まで", "より", "など", "だけ", "ほか"),
    *("及び", "並びに", "又は", "若しくは", "ないし", "乃至", "等", "以外", "以降", "参照"),
)
# After a hyphen only a longer word can go on: アイデア, カー, カ所.
_LONGER = frozenset("ーヽヾ゛゜ﾞﾟ\u3099\u309a0123456789０１２３４５６７８９所月年国" + HYPHENS)

_CATEGORY = re.compile(
    r"[(（][ 　]*(?P<digits>[0-9０-９]{1,4})[ 　]*[)）]|(?P<ring>[⑴-⒇])"
)
_ENCLOSED = re.compile(r"[(（][ 　]*(?P<digits>[0-9０-９]{1,4})")
_JOIN = re.compile(rf"[ 　]*[{HYPHENS}][ 　]*")
_SEPARATOR = re.compile(
    r"[ 　]*(?:(?:、|，|､|,|・|･|／|/)[ 　]*(?:及び|並びに|又は|若しくは)?"
    r"|及び|並びに|又は|若しくは|と|や)[ 　]*"
)
# What parts two numbers of one list: 会報No.48（4月号）、No.49, (9)-ア「協働の推進」及び(9)-イ.
_BETWEEN = re.compile(
    rf"(?:[(（][^()（）]*[)）]|「[^「」]*」)?{_SEPARATOR.pattern}"
)
_LONGEST_BETWEEN = 40
_OVER_THE_LINE = re.compile(r"の(?:\r\n|\r|\n)\Z")
_DIGITS = re.compile(r"[0-9０-９]{1,2}")
_NAME = r"(?:施策[ 　]*(?:(?:[NＮ][oｏOＯ][.．]?|№)[ 　]*)?|(?:[NＮ][oｏOＯ][.．]?|№)[ 　]*)"
_MEASURE = re.compile(rf"{_NAME}(?P<digits>[0-9０-９]{{1,5}})")
# 6, 6～8, 6から8まで, 6～施策8.
_MEASURES = re.compile(
    rf"""(?x)(?P<first>[0-9０-９]{{1,5}})
    (?: [ 　]*[～〜~][ 　]*{_NAME}?(?P<last>[0-9０-９]{{1,5}})
      | から{_NAME}?(?P<until>[0-9０-９]{{1,5}})まで )?"""
)
# What a number counts, a blank before it: 施策3 件. Without one nothing here is a boundary.
_COUNTER = re.compile(
    r"[ 　]+(?:[かカヵヶケ箇個][所月年国]|[件本人年月日回社名校戸台団地種項事割歳円個冊枚部箇点度]|団体|％|%)"
)
_LIST_COMMA = re.compile(r",[0-9０-９]{1,2}(?![0-9０-９])")
# 1,000 and 2.5; behind another number of a list also 10:30 and 5/6.
_FIGURE = re.compile(r"[,，][0-9０-９]{3}(?![0-9０-９])|[.．][0-9０-９]")
_RATIO = re.compile(r"[:：/／][0-9０-９]")
# Also over the line end: it ends a list, and a list goes on there all the same.
_JOINED = re.compile(
    rf"(?:{_SEPARATOR.pattern}|[ 　]*[{HYPHENS}～〜~;；+＋&＆][ 　]*|から|ないし|乃至)"
    r"(?:\r\n|\r|\n)?[ 　]*(?P<digits>[0-9０-９]{1,5})(?![0-9０-９])"
)
_LONGEST_RANGE = 200
"""Of a longer one only the ends are looked for: no guideline has so many measures."""
_CHAPTER = re.compile(
    r"第(?P<chapter>[0-9０-９]{1,3})章"
    r"(?P<inside>(?P<section>[0-9０-９]{1,3})(?:[(（](?P<item>[0-9０-９]{1,3})[)）])?)?"
)

# Where any of the forms can begin; a cell without one is done after one search. A pattern
# that begins with one set of characters is searched for many times faster than alternatives.
_START = re.compile(
    r"""(?x)[(（⑴-⒇施NＮ№第]
    (?: (?<=[(（])[ 　]*[0-9０-９] | (?<=施)策 | (?<=[NＮ])[oｏOＯ] | (?<=第)(?=[0-9０-９])
      | (?<=[⑴-⒇№]) )"""
)


def references(
    span: Span, chapters: bool = False, names: Collection[str] = ()
) -> Iterable[ReferenceMark]:
    """The references in a text, in its order; of chapters too where ``chapters``.

    ``names`` are those of this guideline, as ``owner.own_names`` gives them.
    """
    return [
        mark for mark in numbers(span, chapters, names) if mark.owner is not Owner.OTHERS
    ]


def numbers(
    span: Span, chapters: bool = False, names: Collection[str] = ()
) -> Iterable[ReferenceMark]:
    """The same with the numbers of other papers, which are no references."""
    # Most cells of a long sheet hold none: they cost this one search.
    if not _START.search(span.source.text, span.start, span.end):
        return ()
    return _numbers(span, chapters, names)


def _numbers(span: Span, chapters: bool, names: Collection[str]) -> Iterator[ReferenceMark]:
    text = span.text
    # A paragraph of a chapter goes on over its lines.
    above = span.source.text[max(0, span.start - REACH) : span.start] if chapters else ""
    above = above if _OVER_THE_LINE.search(above) else ""
    at = 0
    last = (-1, Owner.OURS)
    while start := _START.search(text, at):
        begin, at = start.span()
        if _is_in_a_path(text, begin):
            continue
        first = text[begin]
        if first in "(（" or "⑴" <= first <= "⒇":
            marks, at = _subsections(span, text, begin, at)
        elif first == "第":
            match = _CHAPTER.match(text, begin) if chapters else None
            marks = [_chapter(span, match)] if match else []
            at = marks[0].span.end - span.start if marks else at
        elif match := _MEASURE.match(text, begin):
            marks, at = _measures(span, text, match)
        else:
            continue
        if not marks:
            continue
        goes_on = last[1] is Owner.OTHERS and _goes_on_behind(text, last[0], begin)
        whose = Owner.UNSAID if goes_on else _whose(above, text, begin, last, names)
        # 重点施策3, ノベルティNo6: a word goes on into it, and no number of ours is meant.
        is_measure = marks[0].kind is ReferenceKind.MEASURE
        if is_measure and whose is not Owner.OTHERS and is_noun(text[begin - 1 : begin]):
            if not is_named_ours(text[:begin]):
                continue
        last = (at, Owner.OTHERS if goes_on else whose)
        yield from marks if whose is Owner.OURS else (m._replace(owner=whose) for m in marks)


def _whose(
    above: str, text: str, begin: int, last: tuple[int, Owner], names: Collection[str]
) -> Owner:
    """Whose a mark is: what is named before it tells, be it a mark: 総合計画の(3)-アの施策6."""
    end, whose = last
    if 0 <= end <= begin <= end + _LONGEST_BETWEEN and text[end:begin].strip() in ("", "の"):
        return whose
    before = text[max(0, begin - REACH) : begin]
    return owner(above + before if begin < REACH else before, names)


def _goes_on_behind(text: str, end: int, begin: int) -> bool:
    """Whether a list goes on: 総合計画の(3)-ア and 及び(4)-イ, which may be either's."""
    return begin <= end + _LONGEST_BETWEEN and bool(_BETWEEN.fullmatch(text, end, begin))


def _is_in_a_path(text: str, at: int) -> bool:
    """Whether a number is the end of a path: 4-(1)-ウ."""
    return at > 1 and text[at - 1] in HYPHENS and text[at - 2].isdigit()


def is_noun(char: str) -> bool:
    """Whether a word goes on into what follows: 広報紙No.99, 重点施策3件."""
    return char.isalnum() and not "ぁ" <= char <= "ん"


def ends(text: str, at: int) -> bool:
    """Whether a number or letter that ends at ``at`` stands by itself."""
    char = text[at : at + 1]
    if char in (".", ","):
        return not text[at + 1 : at + 2].isdigit()
    if char == "の":
        return text[at + 1 : at + 2] != "字"
    return (
        not char
        or char.isspace()
        or char in _DELIMITERS
        or text.startswith(_BEFORE_WORDS, at)
    )


def _measures(
    span: Span, text: str, match: re.Match[str]
) -> tuple[list[ReferenceMark], int]:
    """A reference to a measure with the list that goes on behind it, and its end."""
    found = _measures_at(text, match.start("digits"))
    if found is None:
        return [], match.end()
    end = found.end()
    marks = list(_range(span.part(match.start(), end), found))
    while separator := _SEPARATOR.match(text, end):
        found = _measures_at(text, separator.end())
        # No.6・5/6 holds a ratio; 施策5/6/7 is a list.
        if found is None or _RATIO.match(text, found.end()) and separator[0] not in "/／":
            break
        end = found.end()
        marks += _range(span.part(separator.end(), end), found)
    return marks, end


def _measures_at(text: str, at: int) -> re.Match[str] | None:
    """The number or range of numbers that begins at a place, if it is no count."""
    match = _MEASURES.match(text, at)
    if match is None:
        return None
    end = match.end()
    if not (match["until"] or ends(text, end) or _LIST_COMMA.match(text, end)):
        return None
    return None if _FIGURE.match(text, end) or _COUNTER.match(text, end) else match


class NumberBehind(NamedTuple):
    """A number joined to a reference to a measure, ``start`` to ``end`` of the text.

    ``is_count``: something is counted by it (``施策3、4件``, ``施策3、2026年``).
    """

    start: int
    end: int
    value: int
    is_count: bool


def number_behind(text: str, at: int) -> NumberBehind | None:
    """The number that is joined to what ends at a place: 、7, －8, から8."""
    match = _JOINED.match(text, at)
    if match is None:
        return None
    start, end = match.span("digits")
    is_count = not ends(text, end) or bool(_RATIO.match(text, end) or _COUNTER.match(text, end))
    return NumberBehind(start, end, number(match["digits"]), is_count)


def _range(place: Span, match: re.Match[str]) -> Iterator[ReferenceMark]:
    """One number, or each number of a range."""
    first, last = number(match["first"]), match["last"] or match["until"]
    if last is None:
        yield _measure(place, first)
    elif number(last) <= first:
        subject = f"{measure_name(first)}～{number(last)}"
        yield ReferenceMark(place, ReferenceKind.MEASURE, subject, fault=Fault.REVERSED)
    elif number(last) - first > _LONGEST_RANGE:
        yield from (_measure(place, each) for each in (first, number(last)))
    else:
        yield from (_measure(place, each) for each in range(first, number(last) + 1))


def _measure(place: Span, value: int) -> ReferenceMark:
    return ReferenceMark(place, ReferenceKind.MEASURE, measure_name(value))


def _goes_on(text: str, at: int) -> bool:
    """Whether a kana that ends at ``at`` is the start of a word."""
    char = text[at : at + 1]
    return char in _LONGER or "ァ" <= char <= "ヺ" or "ｦ" <= char <= "ﾝ"


def _letter(text: str, at: int) -> str | None:
    """The item letter that stands at a place, full-width."""
    letter = full_kana(text[at : at + 1])
    return letter if letter and letter in KANA_ORDER else None


class _Letters(NamedTuple):
    """A letter, or a range of them, as it stands in the text."""

    first: str
    last: str | None
    end: int


def _letters_at(text: str, at: int, after_hyphen: bool = False) -> _Letters | None:
    """The letter or range that begins at a place, if it is no start of a word."""
    first = _letter(text, at)
    if first is None:
        return None
    end = at + 1
    if text[end : end + 1] in ("～", "〜", "~"):
        last = _letter(text, end + 1)
        if last and ends(text, end + 2):
            return _Letters(first, last, end + 2)
    elif text.startswith("から", end):
        last = _letter(text, end + 2)
        if last and text.startswith("まで", end + 3):
            return _Letters(first, last, end + 5)
    if ends(text, end) or (after_hyphen and not _goes_on(text, end)):
        return _Letters(first, None, end)
    return None


def _subsections(
    span: Span, text: str, begin: int, end: int
) -> tuple[list[ReferenceMark], int]:
    """A reference to a subsection with the list that goes on behind it, and its end."""
    head = _CATEGORY.match(text, begin)
    if head is None:
        return _enclosed(span, text, begin, end)
    category = number(head["digits"]) if head["digits"] else ord(head["ring"]) - ord("⑴") + 1
    at = head.end()
    join = _JOIN.match(text, at)
    # ー joins only where no word can be: between a parenthesis and a kana.
    dash = text[at : at + 1] in ("ー", "ｰ")
    joined = join.end() if join else at + 1 if dash else at
    if not (join or dash) and text.startswith("の", at):
        joined += 1
    if found := _letters_at(text, joined, after_hyphen=bool(join or dash)):
        end = found.end
        marks = list(_letters(span.part(begin, end), category, found.first, found.last))
    elif join and (mark := _malformed(span, text, begin, joined, category)):
        end = mark.span.end - span.start
        marks = [mark]
    else:
        return [], at
    while (separator := _SEPARATOR.match(text, end)) and (
        carried := _letters_at(text, separator.end())
    ):
        place = span.part(separator.end(), carried.end)
        marks += _letters(place, category, carried.first, carried.last)
        end = carried.end
    return marks, end


def _enclosed(span: Span, text: str, begin: int, end: int) -> tuple[list[ReferenceMark], int]:
    """``(3-ア)``: the parenthesis closes in the wrong place."""
    match = _ENCLOSED.match(text, begin)
    join = _JOIN.match(text, match.end()) if match else None
    letter = _letter(text, join.end()) if join else None
    if not (match and join and letter) or text[join.end() + 1 : join.end() + 2] not in (")", "）"):
        return [], end
    category = number(match["digits"])
    end = join.end() + 2
    mark = ReferenceMark(
        span.part(begin, end),
        ReferenceKind.SUBSECTION,
        f"({category}-{letter})",
        category,
        letter,
        Fault.ENCLOSED,
        subsection_name(category, letter),
    )
    return [mark], end


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


def _malformed(
    span: Span, text: str, begin: int, at: int, category: int
) -> ReferenceMark | None:
    """Something that was typed for a letter: ``(5)-2``, ``(5)-a``, ``(5)-(ア)``, ``(5)-工``."""
    char = text[at : at + 1]
    letter: str | None
    if digits := _DIGITS.match(text, at):
        shown, end = str(number(digits[0])), digits.end()
        letter = kana_at(int(shown))
    elif char in ("(", "（") and text[at + 2 : at + 3] in (")", "）"):
        letter, end = _letter(text, at + 1), at + 3
        shown = f"({letter})"
        if letter is None:
            return None
    else:
        letter, shown, end = kana_like(char), unicodedata.normalize("NFKC", char), at + 1
        if letter == char or letter not in KANA_ORDER:
            letter = None
            if not _is_latin(char):
                return None
    if not ends(text, end):
        return None
    return ReferenceMark(
        span.part(begin, end),
        ReferenceKind.SUBSECTION,
        f"({category})-{shown}",
        category,
        fault=Fault.LETTER,
        intended=subsection_name(category, letter) if letter else None,
    )


def _is_latin(char: str) -> bool:
    return "a" <= char.lower() <= "z" or "ａ" <= char.lower() <= "ｚ"


def _chapter(span: Span, match: re.Match[str]) -> ReferenceMark:
    """第2章, and the number behind it where it is one: 第2章3件 is 第2章 and a count."""
    end = match.end()
    parts = [match["chapter"], match["section"], match["item"]]
    if match["inside"] and not ends(match.string, end):
        end = match.start("inside")
        parts = parts[:1]
    path = [number(part) for part in parts if part]
    return ReferenceMark(span.part(match.start(), end), ReferenceKind.CHAPTER, chapter_name(path))


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
