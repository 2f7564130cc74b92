"""References in running text: ``(3)-ア、イ、(5)-イ``, ``施策6``, ``第2章1(2)``.

What is written, not whether it exists. An ordinary sentence must never give a
reference, so each form says what may stand before and behind it.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from guideline_docs.source.expression import expression
from guideline_docs.source.glyphs import full_kana, kana_at, kana_like, kana_place, number
from guideline_docs.source.lexicon import (
    BLANKS,
    CLOSE,
    DIGITS,
    HYPHENS,
    KANA_LETTERS,
    OPEN,
    PARENTHESISED,
    PROLONGED,
    WAVES,
)
from guideline_docs.source.record import NamedTuple
from guideline_docs.source.span import Span
from guideline_docs.syntax.boundaries import (
    BETWEEN_TWO,
    COUNTER,
    FIGURE,
    SEPARATOR,
    ends,
    goes_on,
    is_noun,
)
from guideline_docs.syntax.grammar import OFFICE, Grammar
from guideline_docs.syntax.naming import (
    Fault,
    Part,
    ReferenceKind,
    ReferenceMark,
    measure_name,
    subsection_name,
)
from guideline_docs.syntax.owner import NO_NAMES, REACH, Names, Owner, is_named_ours, owner

_CATEGORY = expression(
    rf"[{OPEN}][{BLANKS}]*(?P<digits>[{DIGITS}]{{1,4}})[{BLANKS}]*[{CLOSE}]|(?P<ring>[{PARENTHESISED}])"
)
_ENCLOSED = expression(rf"[{OPEN}][{BLANKS}]*(?P<digits>[{DIGITS}]{{1,4}})")
# What parts two numbers of one list: 会報No.48（4月号）、No.49, (9)-ア「協働の推進」及び(9)-イ,
# (9)-アから(9)-イまで. Over a line end a list goes on, too.
_BETWEEN = expression(
    rf"(?:[{OPEN}][^()（）]*[{CLOSE}]|「[^「」]*」)?(?:まで)?"
    rf"(?:{BETWEEN_TWO}|[{BLANKS}]*(?:[{HYPHENS}{WAVES};；+＋&＆]|から|ないし|乃至)[{BLANKS}]*)"
    rf"(?:(?:\r\n|\r|\n)[{BLANKS}]*)?"
)
_LONGEST_BETWEEN = 40
_OVER_THE_LINE = expression(r"の(?:\r\n|\r|\n)\Z")
_DIGITS = expression(rf"[{DIGITS}]{{1,2}}")
_NUMBER = expression(rf"(?P<digits>[{DIGITS}]{{1,5}})")
_LIST_COMMA = expression(rf",[{DIGITS}]{{1,2}}(?![{DIGITS}])")
_RATIO = expression(rf"[:：/／][{DIGITS}]")
# Also over the line end: it ends a list, and a list goes on there all the same.
_JOINT = (
    rf"(?:{BETWEEN_TWO}|[{BLANKS}]*[{HYPHENS}{WAVES};；+＋&＆][{BLANKS}]*|から|ないし|乃至)"
    rf"(?:\r\n|\r|\n)?[{BLANKS}]*"
)
_JOINED = expression(rf"{_JOINT}(?P<digits>[{DIGITS}]{{1,5}})(?![{DIGITS}])")
_HYPHENED = expression(rf"[{HYPHENS}{PROLONGED}][{DIGITS}]{{1,3}}(?![{DIGITS}])")
_JOINED_LETTER = expression(rf"{_JOINT}(?=[{KANA_LETTERS}])")
_LONGEST_RANGE = 200
"""Of a longer one only the ends are looked for: no guideline has so many measures."""
_CHAPTER = expression(
    rf"第(?P<chapter>[{DIGITS}]{{1,3}})章"
    rf"(?P<inside>(?P<section>[{DIGITS}]{{1,3}})(?:[{OPEN}](?P<item>[{DIGITS}]{{1,3}})[{CLOSE}])?)?"
)

# As sets: an empty string, at the end of a text, is in any string.
_OPEN, _CLOSE, _HYPHENS, _PROLONGED, _WAVES, _BLANK, _FIGURES_GO_ON = map(
    frozenset, (OPEN, CLOSE, HYPHENS, PROLONGED, WAVES, BLANKS, ",，.．")
)


def references(
    span: Span, chapters: bool = False, names: Names = NO_NAMES, grammar: Grammar = OFFICE
) -> Iterable[ReferenceMark]:
    """The references in a text, in its order; of chapters too where ``chapters``.

    ``names`` are those of this guideline and of others, as ``owner.names_of`` gives them.
    """
    return [
        mark for mark in numbers(span, chapters, names, grammar) if mark.owner is not Owner.OTHERS
    ]


def numbers(
    span: Span, chapters: bool = False, names: Names = NO_NAMES, grammar: Grammar = OFFICE
) -> Iterable[ReferenceMark]:
    """The same with the numbers of other papers, which are no references."""
    if not grammar.likely.search(span.source.text, span.start, span.end):
        return ()
    return numbers_likely(span, chapters, names, grammar)


def numbers_likely(
    span: Span, chapters: bool, names: Names, grammar: Grammar
) -> Iterator[ReferenceMark]:
    """The same of a text that is known to hold what they begin with."""
    text = span.text
    # A paragraph of a chapter goes on over its lines.
    above = span.source.text[max(0, span.start - REACH) : span.start] if chapters else ""
    above = above if above and _OVER_THE_LINE.search(above) else ""
    at = 0
    last, kind = _list_above(span, names, grammar) if chapters else ((-1, Owner.OURS), None)
    while start := grammar.start.search(text, at):
        begin, at = start.span()
        if _is_in_a_path(text, begin):
            continue
        marks, at = _marks_at(span, text, begin, at, chapters, grammar)
        if not marks:
            continue
        carried = last[1] is Owner.OTHERS and _goes_on_behind(span, last[0], begin)
        whose = Owner.OTHERS if carried else _whose(above, text, begin, last, names)
        if carried and marks[0].kind is not kind:
            whose = Owner.UNSAID  # 県の施策31及び(3)-ア may be no list
        # 重点施策3, ノベルティNo6: a word goes on into it, and no number of ours is meant.
        is_worded = marks[0].kind is ReferenceKind.MEASURE or (marks[0].levels and text[begin].isalpha())
        if is_worded and whose is not Owner.OTHERS and is_noun(text[begin - 1 : begin]):
            if not is_named_ours(text[:begin]):
                continue
        last, kind = (at, Owner.OTHERS if carried else whose), marks[0].kind
        yield from marks if whose is Owner.OURS else (m._replace(owner=whose) for m in marks)


def _marks_at(
    span: Span, text: str, begin: int, at: int, chapters: bool, grammar: Grammar
) -> tuple[list[ReferenceMark], int]:
    """The references that begin at a place, and where to go on; ``at`` if there are none."""
    first = text[begin]
    chapter = _CHAPTER.match(text, begin) if chapters and first == "第" else None
    if chapter:
        mark = _chapter(span, chapter)
        return [mark], mark.span.end - span.start
    if grammar.forms.ranks:
        marks, end = grammar.forms.find(span, text, begin)
        if marks:
            return marks, end
    if first in OPEN or first in PARENTHESISED:
        return _subsections(span, text, begin, at)
    if match := grammar.measure.match(text, begin):
        return _measures(span, text, match, grammar)
    return [], begin + 1 if grammar.forms.ranks else at


def _whose(
    above: str, text: str, begin: int, last: tuple[int, Owner], names: Names
) -> Owner:
    """Whose a mark is: what is named before it tells, be it a mark: 総合計画の(3)-アの施策6."""
    end, whose = last
    if 0 <= end <= begin <= end + _LONGEST_BETWEEN and text[end:begin].strip() in ("", "の"):
        return whose
    before = text[max(0, begin - REACH) : begin]
    return owner(above + before if begin < REACH else before, names, text[begin])


def _list_above(
    span: Span, names: Names, grammar: Grammar
) -> tuple[tuple[int, Owner], ReferenceKind | None]:
    """Where the last number of the line above ends, whose and what it is; a list may go on."""
    text, start = span.source.text, span.start
    if text[start - 1 : start] == "\n" and SEPARATOR.search(text, max(0, start - 9), start):
        line = Span(span.source, text.rfind("\n", 0, start - 1) + 1, start)
        for mark in list(numbers_likely(line, False, names, grammar))[-1:]:
            return (mark.span.end - start, mark.owner), mark.kind
    return (-1, Owner.OURS), None


def _goes_on_behind(span: Span, end: int, begin: int) -> bool:
    """Whether a list goes on: 総合計画の(3)-ア, and 及び(4)-イ behind it."""
    between = span.source.text, span.start + end, span.start + begin
    return begin <= end + _LONGEST_BETWEEN and bool(_BETWEEN.fullmatch(*between))


def _is_in_a_path(text: str, at: int) -> bool:
    """Whether a number is the end of a path: 4-(1)-ウ."""
    return at > 1 and text[at - 1] in HYPHENS and text[at - 2].isdigit()


def _measures(
    span: Span, text: str, match: re.Match[str], grammar: Grammar
) -> tuple[list[ReferenceMark], int]:
    """A reference to a measure with the list that goes on behind it, and its end."""
    found = _measures_at(text, match.start("digits"), grammar)
    if found is None:
        return [], match.end()
    end = found.end
    marks = list(_range(span.part(match.start(), end), found, span))
    while separator := SEPARATOR.match(text, end):
        found = _measures_at(text, separator.end(), grammar)
        # No.6・5/6 holds a ratio; 施策5/6/7 is a list.
        if found is None or _RATIO.match(text, found.end) and separator[0] not in "/／":
            break
        end = found.end
        marks += _range(span.part(separator.end(), end), found, span)
    return marks, end


class _Numbers(NamedTuple):
    """A number, or a range of them, as it stands in the text: from where to where each.

    ``joint`` is where what names the last one begins, 施策8 of 施策6から施策8まで.
    """

    first: tuple[int, int]
    joint: int
    last: tuple[int, int] | None
    end: int


def _measures_at(text: str, at: int, grammar: Grammar) -> _Numbers | None:
    """The number or range of numbers that begins at a place, if it is no count."""
    match = _NUMBER.match(text, at)
    if match is None:
        return None
    found = _up_to(text, match.span(), grammar) or _Numbers(match.span(), at, None, match.end())
    end = found.end
    is_closed = found.last is not None and found.last[1] < end
    if not (is_closed or ends(text, end) or _LIST_COMMA.match(text, end)):
        return None
    char = text[end : end + 1]
    counts = char in _BLANK and COUNTER.match(text, end)
    return None if counts or (char in _FIGURES_GO_ON and FIGURE.match(text, end)) else found


def _up_to(text: str, first: tuple[int, int], grammar: Grammar) -> _Numbers | None:
    """The range that a number begins: 6～8, 6から8まで, 6～施策8."""
    end = first[1]
    behind = text[end:].lstrip(BLANKS)
    if behind[:1] in _WAVES:
        joint, until = len(text) - len(behind[1:].lstrip(BLANKS)), ""
    elif text.startswith("から", end):
        joint, until = end + 2, "まで"
    else:
        return None
    last = grammar.measure.match(text, joint) or _NUMBER.match(text, joint)
    if last is None or not text.startswith(until, last.end()):
        return None
    return _Numbers(first, joint, last.span("digits"), last.end() + len(until))


class NumberBehind(NamedTuple):
    """A number joined to a reference to a measure, ``start`` to ``end`` of the text.

    ``is_count``: something is counted by it (``施策3、4件``, ``施策3、2026年``). It may be one
    end of a range: ``施策3、5-7``.
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
    stop = _HYPHENED.match(text, end)
    counted = _RATIO.match(text, end) or COUNTER.match(text, end)
    is_count = bool(counted) or not ends(text, stop.end() if stop else end)
    return NumberBehind(start, end, number(match["digits"]), is_count)


def letter_behind(text: str, at: int) -> tuple[int, int] | None:
    """The place of the letter that is joined to what ends at ``at`` (、⏎イ, ；イ), and its end."""
    match = _JOINED_LETTER.match(text, at)
    if match is None:
        return None
    at = match.end()
    if found := _letters_at(text, at):
        return found.first[1], found.end
    # One end of a range: (3)-ア、ウ-オ.
    place = _letter(text, at)
    stands = text[at + 1 : at + 2] in _HYPHENS and _letter(text, at + 2) and ends(text, at + 3)
    return (place, at + 3) if place and stands else None


def _range(place: Span, numbers: _Numbers, span: Span) -> Iterator[ReferenceMark]:
    """One number, or each number of a range; ``span`` is the text that they stand in."""
    kind = ReferenceKind.MEASURE
    head = _figure(span, place.start - span.start, *numbers.first)
    first = head.value
    if numbers.last is None:
        yield ReferenceMark(place, kind, (first,), (head,))
        return
    tail = _figure(span, numbers.joint, *numbers.last)
    last = tail.value
    if last <= first:
        subject = f"{measure_name(first)}～{last}"
        yield ReferenceMark(place, kind, (), (), Fault.REVERSED, subject)
        return
    is_long = last - first > _LONGEST_RANGE
    for value in (first, last) if is_long else range(first, last + 1):
        yield ReferenceMark(place, kind, (value,), (head, tail))


def _figure(span: Span, start: int, begin: int, end: int) -> Part:
    """What names a measure, from ``start``; its figure stands from ``begin`` to ``end``."""
    figure = span.part(begin, end)
    value = number(figure.text)
    return Part(span.start + start, figure.end, figure.start, figure.end, value)


def _letter(text: str, at: int) -> int | None:
    """The place of the item letter that stands at an offset."""
    return kana_place(full_kana(text[at : at + 1]))


class _Letters(NamedTuple):
    """A letter, or a range of them, as it stands in the text: offset and place of each."""

    first: tuple[int, int]
    last: tuple[int, int] | None
    end: int


def _letters_at(text: str, at: int, after_hyphen: bool = False) -> _Letters | None:
    """The letter or range that begins at a place, if it is no start of a word."""
    place = _letter(text, at)
    if place is None:
        return None
    first, end = (at, place), at + 1
    if text[end : end + 1] in _WAVES:
        last = _letter(text, end + 1)
        if last and ends(text, end + 2):
            return _Letters(first, (end + 1, last), end + 2)
    elif text.startswith("から", end):
        last = _letter(text, end + 2)
        if last and text.startswith("まで", end + 3):
            return _Letters(first, (end + 2, last), end + 5)
    if ends(text, end) or (after_hyphen and not goes_on(text, end)):
        return _Letters(first, None, end)
    return None


def _subsections(
    span: Span, text: str, begin: int, end: int
) -> tuple[list[ReferenceMark], int]:
    """A reference to a subsection with the list that goes on behind it, and its end."""
    match = _CATEGORY.match(text, begin)
    if match is None:
        return _enclosed(span, text, begin, end)
    head = _category(span, match)
    at = match.end()
    join = _join(text, at)
    # ー joins only where no word can be: between a parenthesis and a kana.
    dash = text[at : at + 1] in _PROLONGED
    joined = join or (at + 1 if dash else at)
    if not (join or dash) and text.startswith("の", at):
        joined += 1
    if found := _letters_at(text, joined, after_hyphen=bool(join or dash)):
        end = found.end
        marks = list(_letters(span.part(begin, end), head, found, span.start))
    elif join and (mark := _malformed(span, text, begin, joined, head.value)):
        end = mark.span.end - span.start
        marks = [mark]
    else:
        return [], at
    while (separator := SEPARATOR.match(text, end)) and (
        carried := _letters_at(text, separator.end())
    ):
        end = carried.end
        marks += _letters(span.part(separator.end(), end), head, carried, span.start)
    return marks, end


def _join(text: str, at: int) -> int | None:
    """Where what a hyphen joins begins, blanks around it apart; None where there is none."""
    behind = text[at:].lstrip(BLANKS)
    return len(text) - len(behind[1:].lstrip(BLANKS)) if behind[:1] in _HYPHENS else None


def _category(span: Span, match: re.Match[str]) -> Part:
    """``(3)`` and ``⑶``."""
    start, end = match.span()
    if digits := match["digits"]:
        first, last = match.span("digits")
        value = number(digits)
    else:
        first, last, value = start, end, PARENTHESISED.index(match["ring"]) + 1
    base = span.start
    return Part(base + start, base + end, base + first, base + last, value)


def _enclosed(span: Span, text: str, begin: int, end: int) -> tuple[list[ReferenceMark], int]:
    """``(3-ア)``: the parenthesis closes in the wrong place."""
    match = _ENCLOSED.match(text, begin)
    join = _join(text, match.end()) if match else None
    place = _letter(text, join) if join else None
    if not (match and join and place) or text[join + 1 : join + 2] not in _CLOSE:
        return [], end
    path = (number(match["digits"]), place)
    end = join + 2
    mark = ReferenceMark(
        span.part(begin, end),
        ReferenceKind.SUBSECTION,
        path,
        fault=Fault.ENCLOSED,
        malformed=f"({path[0]}-{kana_at(place)})",
    )
    return [mark], end


def _letters(
    place: Span, head: Part, letters: _Letters, base: int
) -> Iterator[ReferenceMark]:
    """One letter, or each letter of a range; ``base`` is where the text begins."""
    kind, category = ReferenceKind.SUBSECTION, head.value
    low = _kana(*letters.first, base)
    if letters.last is None:
        yield ReferenceMark(place, kind, (category, low.value), (head, low))
        return
    high = _kana(*letters.last, base)
    if low.value >= high.value:
        name = f"{subsection_name(category, kana_at(low.value))}～{kana_at(high.value)}"
        yield ReferenceMark(place, kind, (category,), (), Fault.REVERSED, name)
        return
    for value in range(low.value, high.value + 1):
        yield ReferenceMark(place, kind, (category, value), (head, low, high))


def _kana(at: int, value: int, base: int) -> Part:
    start = base + at
    return Part(start, start + 1, start, start + 1, value)


def _malformed(
    span: Span, text: str, begin: int, at: int, category: int
) -> ReferenceMark | None:
    """Something that was typed for a letter: ``(5)-2``, ``(5)-a``, ``(5)-(ア)``, ``(5)-工``."""
    char = text[at : at + 1]
    place: int | None
    if digits := _DIGITS.match(text, at):
        place, end = number(digits[0]), digits.end()
        shown = str(place)
        place = place if kana_at(place) else None
    elif char in _OPEN and text[at + 2 : at + 3] in _CLOSE:
        place, end = _letter(text, at + 1), at + 3
        if place is None:
            return None
        shown = f"({kana_at(place)})"
    else:
        letter, shown, end = kana_like(char), unicodedata.normalize("NFKC", char), at + 1
        place = None if letter == char else kana_place(letter)
        if place is None and not _is_latin(char):
            return None
    if not ends(text, end):
        return None
    return ReferenceMark(
        span.part(begin, end),
        ReferenceKind.SUBSECTION,
        (category, place) if place else (category,),
        fault=Fault.LETTER,
        malformed=f"({category})-{shown}",
    )


def _is_latin(char: str) -> bool:
    return "a" <= char.lower() <= "z" or "ａ" <= char.lower() <= "ｚ"


def _chapter(span: Span, match: re.Match[str]) -> ReferenceMark:
    """第2章, and the number behind it where it is one: 第2章3件 is 第2章 and a count."""
    base, end = span.start, match.end()
    names = ["chapter", "section", "item"]
    if match["inside"] and not ends(match.string, end):
        end = match.start("inside")
        names = names[:1]
    parts = []
    at = match.start()
    for name in names:
        if written := match[name]:
            first, last = match.span(name)
            stop = last if name == "section" else last + 1  # 章 and the parenthesis
            parts.append(Part(base + at, base + stop, base + first, base + last, number(written)))
            at = stop
    path = tuple(part.value for part in parts)
    place = span.part(match.start(), end)
    return ReferenceMark(place, ReferenceKind.CHAPTER, path, tuple(parts))


def category_alone(span: Span) -> ReferenceMark | None:
    """The category that a text names, ``(3)``, if it holds nothing else."""
    match = _CATEGORY.fullmatch(span.text)
    if match is None:
        return None
    part = _category(span, match)
    return ReferenceMark(span, ReferenceKind.CATEGORY, (part.value,), (part,))
