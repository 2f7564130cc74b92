"""How the headings and the rows of a table are numbered, by the marks that stand there."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from guideline_docs.edits.proposal.names import stem
from guideline_docs.edits.proposal.table import Band
from guideline_docs.source.era import ERA_NAMES
from guideline_docs.source.expression import expression
from guideline_docs.source.glyphs import fold_width
from guideline_docs.source.lexicon import (
    CIRCLED,
    CLOSE,
    DIGITS,
    HIRAGANA,
    HYPHENS,
    KANA_LETTERS,
    KANJI,
    KANJI_NUMERALS,
    KATAKANA,
    LATIN,
    NUMBER_SIGN,
    OPEN,
    PROLONGED,
    ROMAN,
    SMALL_ROMAN,
)
from guideline_docs.source.record import NamedTuple
from guideline_docs.syntax.headings import Form
from guideline_docs.syntax.marks import Mark

_ROMANS = f"[{ROMAN}]|[IVXＩＶＸ]{{1,4}}"
_FIGURES = f"(?:[{DIGITS}]{{1,4}}|[{CIRCLED}]|{_ROMANS}|[{SMALL_ROMAN}])"
_LETTERS = f"(?:[{KANA_LETTERS}]|[{KANJI_NUMERALS}]{{1,3}}|[{LATIN}])"
_WORD = f"[{KANJI}{KATAKANA}{HIRAGANA}{PROLONGED[0]}]{{0,10}}?"
_AROUND = rf"[{OPEN}【［\[〔]?", rf"[{CLOSE}】］\]〕]?"
_ONE = rf"{_AROUND[0]}{_FIGURES}{_AROUND[1]}"
# What may be the mark of a text, the longest first.
_MARKS = tuple(
    map(
        expression,
        (
            rf"{_WORD}{_ONE}(?:\s?[{HYPHENS}ー.．・]\s?{_ONE}|(?<=[{CLOSE}])[{CIRCLED}])+",
            rf"{_AROUND[0]}(?:{_WORD}|{NUMBER_SIGN}\s?)\s?{_AROUND[0]}{_FIGURES}(?:[章節編部項](?=[\s:：、]|\Z))?{_AROUND[1]}",
            rf"{_AROUND[0]}{_LETTERS}{_AROUND[1]}(?=[\s.．。、:：)）]|[{KANJI}])",
        ),
    )
)
_SIGN = expression(r"[◆◇●○■□▲△▼▽★☆◎・►▶➢✓]")
# What these count are no headings.
_NO_WORD = expression(rf"(?:{ERA_NAMES}|西暦|図|表|資料|別紙|別表|様式|注|約|計|全|延べ?)")

_USUAL = (("大項目",), ("大項目", "小項目"), ("大項目", "中項目", "小項目"))


# So many figures are a code, which repeats the numbers above it.
_CODE = expression(r"(?P<code>\d{3,8})(?=[\s:：.．]|\Z)")


class Step(NamedTuple):
    """A heading as its mark tells it: the numbers, the line, and all of its text."""

    path: tuple[int, ...]
    line: int
    text: str


class Rank(NamedTuple):
    """The headings of one mark, or of one column; ``mark`` is None where they have none."""

    mark: Mark | None
    steps: tuple[Step, ...]
    column: int | None = None

    @property
    def line(self) -> int:
        """Where its first heading stands."""
        return self.steps[0].line

    @property
    def headings(self) -> int:
        """How many different ones there are."""
        return len({step.text for step in self.steps})

    @property
    def word(self) -> str:
        """What the mark calls its headings: 基本目標 of 基本目標Ⅰ, 章 of 第1章."""
        parts = self.mark.parts if self.mark else ()
        words = [part for part in parts if isinstance(part, str)]
        named = (word.strip(" 　【】()（）[]第:：.．") for word in words)
        return next((word for word in named if len(word) > 1 or word in ("章", "節", "柱")), "")


def mark_of(text: str) -> tuple[Mark, tuple[int, ...]] | None:
    """The mark that a text begins with, by its own example, and its numbers."""
    text = text.strip()
    if sign := _SIGN.match(text):
        return Mark.of(sign[0]), ()
    if code := _CODE.match(text):
        return Mark.of_digits((len(code["code"]),)), (int(code["code"]),)
    if _NO_WORD.match(text):
        return None
    for pattern in _MARKS:
        found = pattern.match(text)
        if found is None:
            continue
        form = _form(_NUMBERS.sub(_first, found[0].strip()))
        if form is None:
            continue
        number = form.mark.match(text)
        read = form.read(text, number[0][-1]) if number else None
        if read and all(read[0]):
            return form.mark, read[0]
    return None


# Marks that differ in their figures are read by one form: 12 by that of 1, 012 by its own.
_NUMBERS = expression(rf"[1-9１-９][{DIGITS}]*")


def _first(found: re.Match[str]) -> str:
    return "1" if found[0][0] <= "9" else "１"


@lru_cache(maxsize=1024)
def _form(example: str) -> Form | None:
    """What reads the mark of an example; None where that has no number."""
    try:
        mark = Mark.of(example)
    except ValueError:
        return None
    return Form(mark) if mark.numbered else None


def key(mark: Mark | None) -> tuple[str, ...]:
    """Marks that differ in nothing but their numbers have one key."""
    if mark is None:
        return ()
    return tuple(
        _folded(part) if isinstance(part, str) else f"<{part.numeral.name}{part.digits * part.fixed or ''}>"
        for part in mark.parts
    )


def _folded(words: str) -> str:
    text = fold_width(words)
    if text.casefold().rstrip(".") == "no":
        return "no"
    return "".join("-" if char in HYPHENS + "ー" else char for char in text)


def ranks_of(bands: Sequence[Band], first_row: int) -> list[Rank]:
    """The levels of headings on lines of their own, from the top."""
    found: dict[tuple[str, ...], list[tuple[Mark | None, Band, tuple[int, ...]]]] = {}
    for band in bands:
        mark, path = mark_of(band.text) or (None, ())
        found.setdefault(key(mark), []).append((mark, band, path))
    ranks = [
        Rank(_example(mark for mark, _, _ in each), _steps(each))
        for each in found.values()
        if _is_rank(each, len(bands), first_row)
    ]
    return sorted(ranks, key=lambda rank: _depth(rank, ranks, first_row))


def _is_rank(
    each: Sequence[tuple[Mark | None, Band, tuple[int, ...]]], bands: int, first_row: int
) -> bool:
    """Whether what looks alike is a level, and no heading that has lost its mark."""
    mark, first, path = each[0]
    if mark is None:
        return len(each) > 1 and 4 * len(each) >= bands
    return len(each) > 1 or first.line < first_row or path[-1:] == (1,)


def _steps(each: Iterable[tuple[Mark | None, Band, tuple[int, ...]]]) -> tuple[Step, ...]:
    return tuple(Step(path, band.line, band.text) for _, band, path in each)


def _depth(rank: Rank, ranks: Sequence[Rank], first_row: int) -> tuple[int, int]:
    """Headings stand in the order of their levels where the table begins; what comes late
    stands below those that are fewer."""
    if rank.line < first_row:
        return rank.line, 0
    above = [r.line for r in ranks if r.line < first_row and len(r.steps) < len(rank.steps)]
    return max(above, default=-1), 1


def _example(marks: Iterable[Mark | None]) -> Mark | None:
    """The mark as its first number is written."""
    mark = next(iter(marks))
    if mark is None or not mark.numbered:
        return mark
    written = None if mark.slots[0].fixed else mark.spell((1,) * len(mark.slots))
    return Mark.of(written) if written else mark


class Count(NamedTuple):
    """How the numbers of a level go: ``series`` and ``numbering`` as the settings say them."""

    series: str
    numbering: str


def counted(paths: Sequence[tuple[int, ...]], scopes: Sequence[object], usual: str) -> Count:
    """How numbers go on; ``scopes`` say under which heading each stands.

    A slip now and then is the table's fault and told as such; where most do not follow,
    the office counts otherwise.
    """
    numbers = [path[-1] for path in paths]
    wrong = {
        "restart": _slips(zip(scopes, numbers, strict=True)),
        "all": _slips((0, number) for number in numbers),
    }
    series = min(wrong, key=lambda each: (wrong[each], each != usual))
    if 4 * wrong[series] <= len(numbers) or wrong[series] <= 1:
        return Count(series, "consecutive")
    whole = list(zip(scopes, paths, strict=True))
    for each, items in (("all", list(paths)), ("restart", whole)):
        if len(set(items)) == len(items):
            return Count(each, "unique")
    return Count(usual, "none")


def _slips(items: Iterable[tuple[object, int]]) -> int:
    last: dict[object, int] = {}
    slips = 0
    for scope, number in items:
        slips += number != last.get(scope, 0) + 1
        last[scope] = number
    return slips


def scopes_of(lines: Iterable[int], above: Sequence[Rank]) -> list[object]:
    """For each line the headings above it, as something that differs where they do."""
    places = [[step.line for step in rank.steps] for rank in above]
    return [tuple(bisect_right(place, line) for place in places) for line in lines]


def column_rank(column: int, values: Sequence[tuple[int, str]]) -> Rank:
    """A level that is a column: its values as they change, each with its line."""
    texts = list(dict.fromkeys(text for _, text in values))
    read = [mark_of(text) for text in texts]
    keys = Counter(key(each[0]) for each in read if each and each[0].numbered)
    alike = len(keys) == 1 and all(read)
    mark = _example(each[0] for each in read if each) if alike else None
    paths = {text: each[1] for text, each in zip(texts, read, strict=True) if each and mark}
    steps = tuple(Step(paths.get(text, ()), line, text) for line, text in values)
    return Rank(mark, steps, column)


def names_of(ranks: Sequence[Rank], heads: Sequence[str]) -> list[tuple[str, bool]]:
    """What levels are called, and whether the table says so itself."""
    usual = _USUAL[len(ranks) - 1] if len(ranks) <= len(_USUAL) else tuple(
        f"見出し{place}" for place in range(1, len(ranks) + 1)
    )
    names: list[tuple[str, bool]] = []
    for place, rank in enumerate(ranks):
        own = heads[rank.column].removesuffix("名") if rank.column is not None else rank.word
        taken = [each for each, _ in names]
        name = next(n for n in (own, usual[place], f"見出し{place + 1}", f"段{place + 1}") if n and n not in taken)
        names.append((name, name == own))
    return names


def is_code(mark: Mark) -> bool:
    """Whether it is a number of many figures, 11101, which may hold several."""
    return mark.numbered and mark.slots[0].fixed


def digits_of(
    codes: Sequence[tuple[int, str]], ranks: Sequence[Rank]
) -> tuple[int, ...] | None:
    """How the figures of codes, each with its line, divide into the numbers above them.

    None where they do not repeat these.
    """
    length = len(codes[0][1]) if codes else 0
    if not ranks or length < 3 or any(len(code) != length or not code.isdecimal() for _, code in codes):
        return None
    paths = [_path_at(ranks, line) for line, _ in codes]
    for digits in _divisions(length, len(ranks) + 1):
        fitting = sum(
            _divided(code, digits)[:-1] == path for (_, code), path in zip(codes, paths, strict=True)
        )
        if 10 * fitting >= 8 * len(codes):
            return digits
    return None


def _path_at(ranks: Sequence[Rank], line: int) -> tuple[int, ...]:
    """The own numbers of the headings above a line."""
    path = []
    for rank in ranks:
        place = bisect_right(rank.steps, line, key=lambda step: step.line)
        written = rank.steps[place - 1].path[-1] if place and rank.steps[place - 1].path else 0
        # Of a code the last figure is its own.
        path.append(written % 10 if rank.mark and is_code(rank.mark) else written)
    return tuple(path)


def _divisions(length: int, parts: int) -> Iterator[tuple[int, ...]]:
    if parts == 1:
        if 1 <= length <= 3:
            yield (length,)
        return
    for first in (1, 2):
        for rest in _divisions(length - first, parts - 1):
            yield (first, *rest)


def _divided(code: str, digits: Sequence[int]) -> tuple[int, ...]:
    at, numbers = 0, []
    for count in digits:
        numbers.append(int(code[at : at + count]))
        at += count
    return tuple(numbers)


def measure_name(head: str) -> str:
    """What a row is called, by the head of its title."""
    name = stem(head)
    for word in ("事務事業", "事業", "取組", "指標", "施策", "項目", "業務"):
        if word in name:
            return word
    return "指標" if "kpi" in name else "施策"
