"""What can only be meant as a reference, in a form that is none: 3-ア, (3)_ア, (三)-ア, 施策⑥.

Only where the words before it name nothing, and only where it ends as a reference does.
Whether there is such a number, the rule asks.
"""

import re
import unicodedata
from collections.abc import Iterator

from guideline_docs.source.expression import expression
from guideline_docs.source.glyphs import full_kana, kana_at, kana_place
from guideline_docs.source.lexicon import (
    BLANKS,
    CIRCLED,
    CLOSE,
    DIGITS,
    FIGURES,
    FILLED,
    HALF_KATAKANA,
    HIRAGANA,
    HYPHENS,
    KANA_LETTERS,
    KANJI_NUMERALS,
    KATAKANA,
    NUMBER_SIGN,
    OPEN,
    PARENTHESISED_KANJI,
    PROLONGED,
    is_kana_letter,
    is_kanji,
)
from guideline_docs.source.record import NamedTuple
from guideline_docs.source.span import Span
from guideline_docs.syntax.boundaries import ends, is_noun
from guideline_docs.syntax.naming import measure_name, subsection_name
from guideline_docs.syntax.owner import NO_NAMES, REACH, Names, Owner, owner
from guideline_docs.syntax.references import number_behind


class LookAlike(NamedTuple):
    """``names`` are the canonical names that it can be meant for, of a range both ends.

    ``is_bare``: no bracket says that the first number is a category's (``3-ア``).
    ``form`` is how a reference is written.
    """

    span: Span
    names: tuple[str, ...]
    form: str
    is_bare: bool = False


_DIGITS = f"[{DIGITS}]{{1,3}}"
_KANJI = f"[{KANJI_NUMERALS}]{{1,3}}"
_RINGS = CIRCLED + FILLED + PARENTHESISED_KANJI
# What stands where the hyphen belongs. What parts items of a list (、・) may mean a list.
_JOINTS = "_＿:：;；.．=＝/／→⇒>＞|｜一─━⁻﹣﹘"
_CLOSERS = "]］】〕｝}"
_CLOSED = frozenset(CLOSE + _CLOSERS)
# A joint before a kana with which no word goes on: what lets few through is enough, for each
# further set of many runs costs more to compile than it saves.
_JOINED_KANA = expression(
    rf"[{HYPHENS}{PROLONGED}{_JOINTS}の{CLOSE}{re.escape(_CLOSERS)}]"
    rf"(?=[{KATAKANA}{HALF_KATAKANA}](?![{KATAKANA}ー]))"
    rf"(?<![{KATAKANA}][ーの])(?<![{DIGITS}][{CLOSE}][-－])"
)
# 及び, 並びに, 又は, 若しくは, 等, 以外, 参照; before any other kanji a kana is a word (カ所).
_ENDS_A_LETTER = frozenset("及並又若等以参")
# What may stand before the joint: the first number, or what closes it.
_FIGURES = frozenset(FIGURES)
_BEFORE_A_JOINT = _FIGURES.union(KANJI_NUMERALS, _RINGS, _CLOSED, HYPHENS)
_IN_WORDS = frozenset("の" + PROLONGED)
"""Joints that are more often part of a word."""
_SUBSECTION = expression(
    rf"""(?x)
    (?: (?P<paren>[{OPEN}]{_DIGITS}[{CLOSE}](?:[{_JOINTS}]|[{HYPHENS}]{{2,3}}))
      | (?P<kanji>[{OPEN}]{_KANJI}[{CLOSE}](?:[{HYPHENS}{PROLONGED}{_JOINTS}の]?))
      | (?P<bracket>[\[［【〔｛{{]{_DIGITS}[{re.escape(_CLOSERS)}](?:[{HYPHENS}{PROLONGED}{_JOINTS}の]))
      | (?P<ring>[{_RINGS}][{HYPHENS}{PROLONGED}{_JOINTS}])
      | (?P<named>(?<=[大小]項目)(?:{_DIGITS}|{_KANJI})[{HYPHENS}{PROLONGED}{_JOINTS}の])
      | (?P<bare>(?:(?<![{DIGITS}]){_DIGITS}|(?<![{KANJI_NUMERALS}]){_KANJI})[{HYPHENS}{PROLONGED}_＿])
    )(?P<letter>[{KANA_LETTERS}])"""
)
# How far back a form reaches from the character before its kana.
_LONGEST = 8
_MEASURE = expression(
    rf"""(?x)施策[{BLANKS}]?
    (?: (?:番号|第|[#＃])[{BLANKS}]?(?P<digits>{_DIGITS})
      | (?P<ring>[{CIRCLED}])
      | (?P<first>{_DIGITS})[{BLANKS}]?[{HYPHENS}][{BLANKS}]?(?P<last>{_DIGITS}) )"""
)
# What is behind 施策 there, or behind its number: a blank, which may stand before a hyphen, too.
_BEHIND_THE_WORD = frozenset("番第#＃").union(CIRCLED, HYPHENS, BLANKS)
# 施策2-4, No.2－No.4: a range, or the fourth of what 施策2 holds. A path has further numbers.
_SIGN = rf"(?:施策[{BLANKS}]?(?:{NUMBER_SIGN}[{BLANKS}]?)?|{NUMBER_SIGN}[{BLANKS}]?)"
_HYPHENED = expression(
    rf"{_SIGN}(?P<first>{_DIGITS})[{BLANKS}]?[{HYPHENS}{PROLONGED}][{BLANKS}]?(?:{_SIGN})?(?P<last>{_DIGITS})"
    rf"(?![{DIGITS}]|[{HYPHENS}{PROLONGED}][{DIGITS}])"
)
_HYPHENED_LETTERS = expression(
    rf"[{OPEN}](?P<category>{_DIGITS})[{CLOSE}][{HYPHENS}{PROLONGED}の]?"
    rf"(?P<first>[{KANA_LETTERS}])[{BLANKS}]?[{HYPHENS}][{BLANKS}]?(?P<last>[{KANA_LETTERS}])"
)
# A list mark or an item's name at the beginning of a line: 1-ア　相談, (1)：ア　実施.
_HEADING = expression(r"[ 　\t:：.．)）]")
_NOT_BEFORE_BARE = expression(rf"[^\W{HIRAGANA}]|[{HYPHENS}./．／:：#＃【]")
_ADDRESS = expression(r"住所|所在地|番地|丁目|〒|字")
_NUMERALS = {numeral: place for place, numeral in enumerate(KANJI_NUMERALS, 1)}


def may_hold(text: str) -> Iterator[int]:
    """Where a text may hold look-alikes: what an ordinary text costs."""
    yield from _candidates(text)
    for match in _measures_in(text):
        yield match.start()


def _candidates(text: str) -> Iterator[int]:
    """The places of the letters that may be those of look-alikes."""
    for match in _JOINED_KANA.finditer(text):
        at = match.end()
        if _may_be_joined(text, at) and is_kana_letter(text[at]):
            behind = text[at + 1 : at + 2]
            if not is_kanji(behind) or behind in _ENDS_A_LETTER:
                yield at


def _measures_in(text: str) -> Iterator[re.Match[str]]:
    """What may be meant for measures; nearly every 施策 is followed by a word or its number."""
    at = text.find("施策")
    while at >= 0:
        behind = text[at + 2 : at + 9].lstrip(BLANKS)
        sign = behind.lstrip(FIGURES)[:1] if behind[:1] in _FIGURES else behind[:1]
        if sign in _BEHIND_THE_WORD and (match := _MEASURE.match(text, at)):
            yield match
        at = text.find("施策", at + 2)


def _may_be_joined(text: str, at: int) -> bool:
    """Whether what stands before a letter is no word, nor what a reference has there, (3)-ア."""
    joint, before = text[at - 1 : at], text[at - 2 : at - 1]
    if joint in _CLOSED:
        return not (joint in CLOSE and before in _FIGURES)
    if before not in _BEFORE_A_JOINT:
        return False
    if before in CLOSE and (joint in HYPHENS or joint == "の"):
        return text[at - 3 : at - 2] not in _FIGURES
    return not (before in HYPHENS and joint in _IN_WORDS)


def look_alikes(span: Span, names: Names = NO_NAMES) -> Iterator[LookAlike]:
    """The look-alikes in a text, in no particular order."""
    text = span.text
    for at in _candidates(text):
        for begin in range(max(0, at - _LONGEST), at):
            match = _SUBSECTION.match(text, begin)
            if match and match.start("letter") == at:
                if (found := _subsection(match, span)) and _is_meant(text, match, names):
                    yield found
                break
    for match in _measures_in(text):
        begin = match.start()
        if not is_noun(text[begin - 1 : begin]) and _is_meant(text, match, names):
            yield from _measure(match, span)


def hyphened(span: Span, names: Names = NO_NAMES) -> Iterator[tuple[Span, list[str]]]:
    """What may be a range joined by a hyphen, 施策2-4 or (3)-ア-ウ, with all that it may name.

    A list that goes on behind it counts: 施策2-4、6. What is counted is none: 施策2-4か所.
    """
    yield from _hyphened_letters(span, names)
    text = span.text
    for match in _HYPHENED.finditer(text):
        begin, end = match.span()
        before = text[max(0, begin - REACH) : begin]
        if is_noun(text[begin - 1 : begin]) or not ends(text, end):
            continue
        if owner(before, names, text[begin]) is Owner.OTHERS:
            continue
        first, last = _value(match["first"]), _value(match["last"])
        values = [*range(first, last + 1)] or [first, last]
        while (behind := number_behind(text, end)) and not behind.is_count:
            values.append(behind.value)
            end = behind.end
        yield span.part(begin, end), list(map(measure_name, values))


def _hyphened_letters(
    span: Span, names: Names
) -> Iterator[tuple[Span, list[str]]]:
    text = span.text
    for match in _HYPHENED_LETTERS.finditer(text):
        begin, end = match.span()
        first, last = (kana_place(full_kana(match[name])) for name in ("first", "last"))
        if not (first and last and ends(text, end)):
            continue
        if owner(text[max(0, begin - REACH) : begin], names) is Owner.OTHERS:
            continue
        places = [*range(first, last + 1)] or [first, last]
        category = _value(match["category"])
        letters = filter(None, map(kana_at, places))
        yield span.part(begin, end), [subsection_name(category, letter) for letter in letters]


def _is_meant(text: str, match: re.Match[str], names: Names) -> bool:
    """Whether nothing around it says that it is something else."""
    begin, end = match.span()
    before = text[begin - 1 : begin]
    if not ends(text, end):
        return False
    if before in ("", "\n", "\r") and _HEADING.match(text, end):
        return False
    if match.groupdict().get("bare") and (
        (begin and _NOT_BEFORE_BARE.match(text, begin - 1))
        or text[end : end + 1] in (")", "）")
        or _ADDRESS.search(text, max(0, begin - 20), begin)
    ):
        return False
    return owner(text[max(0, begin - REACH) : begin], names) is Owner.OURS


def _subsection(match: re.Match[str], span: Span) -> LookAlike | None:
    letter = full_kana(match["letter"])
    category = _value(match[0][: match.start("letter") - match.start()])
    if not kana_place(letter) or not category:
        return None
    name = subsection_name(category, letter)
    return LookAlike(span.part(*match.span()), (name,), name, bool(match["bare"]))


def _measure(match: re.Match[str], span: Span) -> Iterator[LookAlike]:
    if match["last"] is None:
        values = [_value(match["digits"] or match["ring"])]
    else:
        values = [_value(match["first"]), _value(match["last"])]
    if values == sorted(set(values)):
        form = "施策" + "～".join(map(str, values))
        yield LookAlike(span.part(*match.span()), tuple(map(measure_name, values)), form)


def _value(written: str) -> int:
    """The number that a text holds, in digits, in a ring or in kanji; 0 for none."""
    folded = unicodedata.normalize("NFKC", written)
    if digits := re.search(r"[0-9]+", folded):
        return int(digits[0])
    if written and written[0] in FILLED:
        return FILLED.index(written[0]) + 1
    kanji = re.search(rf"[{KANJI_NUMERALS}]+", folded)
    if kanji is None:
        return 0
    tens, ten, ones = kanji[0].rpartition("十")
    value = (_NUMERALS.get(tens, 1 if not tens else 0) * 10) if ten else 0
    return value + _NUMERALS.get(ones, 0) if len(ones) < 2 and len(tens) < 2 else 0
