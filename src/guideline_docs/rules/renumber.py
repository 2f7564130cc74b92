"""Consecutive numbers for categories, subsections and measures, references moved along.

A heading keeps its place and gets the number of its place; whatever refers to it is
edited in its own spelling. What is ambiguous is not guessed at: it is an obstacle.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain, groupby
from typing import NamedTuple

from guideline_docs.model.guideline import CrossReference, Guideline
from guideline_docs.model.renumbered import Renumbered
from guideline_docs.rules.catalogue import RULES
from guideline_docs.rules.diagnostic import Diagnostic, Edit, Severity
from guideline_docs.source.glyphs import full_digits, full_kana, half_kana, kana_at, kana_place
from guideline_docs.source.span import Span
from guideline_docs.source.text import SourceText
from guideline_docs.syntax.nodes import (
    AnnotationLine,
    CategoryLine,
    HeadingLine,
    NoteLine,
    SubsectionLine,
    TierLine,
    Title,
)
from guideline_docs.syntax.references import (
    ReferenceKind,
    measure_name,
    references,
    subsection_name,
)

# Numbers that are not understood, and lines and files that may hold more of them.
_BLOCKING = ("GD001", "GD101", "GD2", "GD4")
GAPS = frozenset({"GD201", "GD202", "GD203"})
"""What renumbering mends, once somebody has said that nothing is missing."""

_DIGITS = re.compile(r"[0-9０-９]+")
_LETTER = re.compile(r"[ア-ンｱ-ﾝ]")
_GOES_ON = re.compile(r"(?:[、，,・～〜~]|から|及び|と)[ 　]*(?P<digits>[0-9０-９]{1,5})(?![0-9０-９年月日])")
_RINGS = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"


class Numbers(NamedTuple):
    """Before → after, in the order of the sheet; names are the canonical ones."""

    categories: dict[str, str]
    subsections: dict[str, str]
    measures: dict[int, int]
    new: frozenset[str]
    """What 第1期 does not have, by the canonical names before."""

    @property
    def moved(self) -> dict[str, str]:
        """The canonical names that change."""
        measures = {measure_name(old): measure_name(new) for old, new in self.measures.items()}
        names = self.categories | self.subsections | measures
        return {old: new for old, new in names.items() if old != new}

    @property
    def step(self) -> Renumbered:
        """The same as one step of the map that is kept."""
        measures = {
            str(old): str(new)
            for old, new in self.measures.items()
            if measure_name(old) not in self.new
        }
        return Renumbered(measures, *map(self._of_the_first, (self.subsections, self.categories)))

    def _of_the_first(self, names: dict[str, str]) -> dict[str, str]:
        return {old: new for old, new in names.items() if old not in self.new}


class Renumbering(NamedTuple):
    """What is to be changed, and what cannot be said any more or is left as it is.

    ``split`` are the ranges, ``(3)-ア～ウ``, whose ends would no longer hold what they hold.
    ``left`` are numbers that are no references, and yet may mean what has moved: in headings
    and notes, and behind a reference (``施策6、7``).
    """

    numbers: Numbers
    edits: dict[SourceText, list[Edit]]
    references: int
    """How many places that refer are edited."""
    split: tuple[CrossReference, ...]
    left: tuple[Span, ...]


def obstacles(guideline: Guideline, close_gaps: bool = False) -> list[Diagnostic]:
    """Why it is not clear what a number stands for; accepting a finding clears nothing."""
    found = [
        Diagnostic(rule.code, rule.name, rule.severity, finding)
        for rule in RULES
        if rule.code.startswith(_BLOCKING) and rule.severity is Severity.ERROR
        if not (close_gaps and rule.code in GAPS)
        for finding in rule.check(guideline)
    ]
    return sorted(found, key=lambda d: (d.path, d.span.start, d.span.end, d.code))


def renumber(guideline: Guideline) -> Renumbering:
    """The edits that make the numbers consecutive; the guideline must have no obstacles."""
    numbers = _numbers(guideline)
    edits = list(_headings(guideline, numbers))
    moved = list(_references(guideline, numbers))
    split = tuple(place for place in moved if isinstance(place, CrossReference))
    referring = [place for place in moved if isinstance(place, list)]
    edits += [edit for place in referring for edit in place]
    by_source: dict[SourceText, list[Edit]] = {}
    for edit in sorted(edits, key=lambda edit: edit.span.start):
        by_source.setdefault(edit.span.source, []).append(edit)
    return Renumbering(
        numbers,
        {source: by_source[source] for source in guideline.sources if source in by_source},
        sum(map(bool, referring)),
        split,
        tuple(_left(guideline, numbers)),
    )


def refusals(plan: Renumbering) -> Iterator[str]:
    """Where a reference could not go on saying what it says, a sentence each."""
    for reference in plan.split:
        yield (
            f"{reference.span.place}: 「{reference.span.text}」は付け直すと一続きでなくなります。"
            "(3)-ア、ウ のように一つずつ書いてください"
        )


def strayed(before: Guideline, after: Guideline) -> Iterator[str]:
    """Where a reference leads elsewhere than before, a sentence each.

    A text that was no reference can become one: ``(3-イ)`` is one as soon as (3)-イ exists.
    """
    ends = {key: goals for key, _, goals in _ends(before)}
    for key, span, goals in _ends(after):
        if ends.pop(key, None) != goals:
            yield (
                f"{span.place}: 「{span.text}」は付け直すと別のところを指すことになります。"
                "書き方を改めてください"
            )
    for path, line, _ in ends:
        yield f"{path}:{line}: 付け直すと参照でなくなるところがあります。書き方を改めてください"


def _ends(guideline: Guideline) -> Iterator[tuple[tuple[str, int, int], Span, frozenset[object]]]:
    """Each place that refers, by line and place in it, and the lines that it leads to."""
    seen: Counter[tuple[str, int]] = Counter()
    for span, group in groupby(guideline.references, key=lambda reference: reference.span):
        line = (span.source.path, span.line)
        seen[line] += 1
        goals = frozenset(
            (each.target.kind, each.target.span.source.path, each.target.span.line)
            if each.target
            else (each.mark.kind, each.mark.fault)
            for each in group
        )
        yield (*line, seen[line]), span, goals


# --- what gets which number -------------------------------------------------------------


def _numbers(guideline: Guideline) -> Numbers:
    categories: dict[str, str] = {}
    subsections: dict[str, str] = {}
    for (old, new), letters in _order(guideline):
        if old is not None:
            categories[f"({old})"] = f"({new})"
        for before, after in letters:
            subsections[subsection_name(old or 0, before)] = subsection_name(new, after)
    second = (measure for category in guideline.second for measure in category.measures)
    measures = {
        measure.number: place
        for place, measure in enumerate(second, 1)
        if measure.number is not None
    }
    return Numbers(categories, subsections, measures, frozenset(_new(guideline)))


def _new(guideline: Guideline) -> Iterator[str]:
    """The names of what stands in cards alone."""
    sheet = guideline.sheet.source if guideline.sheet else None
    for category in guideline.second:
        if category.number_span and category.number_span.source is not sheet:
            yield f"({category.number})"
        for subsection in category.subsections:
            if subsection.title and subsection.title.span.source is not sheet:
                yield subsection_name(category.number or 0, subsection.position_letter or "")
    for measure in guideline.new:
        yield measure_name(measure.number or 0)


def _order(
    guideline: Guideline,
) -> Iterator[tuple[tuple[int | None, int], list[tuple[str, str]]]]:
    """Each category's number and its subsections' letters, before and after."""
    new = 0
    for category in guideline.second:
        new += category.number is not None
        titled = [s.position_letter for s in category.subsections if s.title is not None]
        letters = [(old, kana_at(n) or old) for n, old in enumerate(titled, 1) if old]
        # Where nothing is above a subsection, references call its category (0).
        yield (category.number, new if category.number is not None else 0), letters


def _headings(guideline: Guideline, numbers: Numbers) -> Iterator[Edit]:
    """The edits of the headings and rows, and of the cards beside them."""
    trees = (guideline.categories, *(each.categories for each in guideline.supplements))
    for category in (category for tree in trees for category in tree):
        new = numbers.categories.get(f"({category.number})")
        if category.number_span is not None and new:
            yield from _changed(_category_number(category.number_span, int(new[1:-1])))
        for subsection in category.subsections:
            name = subsection_name(category.number or 0, subsection.position_letter or "")
            mark, new = subsection.letter_span, numbers.subsections.get(name)
            if mark is not None and new and (written := _LETTER.search(mark.text)):
                yield from _changed(_letter(mark.part(*written.span()), new[-1]))
        for measure in category.measures:
            place = numbers.measures.get(measure.number or 0)
            if place and (written := _DIGITS.search(measure.number_span.text)):
                yield from _changed(_number(measure.number_span.part(*written.span()), place))


def _references(
    guideline: Guideline, numbers: Numbers
) -> Iterator[list[Edit] | CrossReference]:
    """The edits of each place that refers; a reference where no edit can keep what it says."""
    for span, group in groupby(guideline.references, key=lambda reference: reference.span):
        marks = list(group)
        mark = marks[0].mark
        if mark.kind is ReferenceKind.MEASURE and (written := _DIGITS.search(span.text)):
            new = numbers.measures.get(int(mark.subject.removeprefix("No.")))
            if new is not None:
                yield list(_changed(_number(span.part(*written.span()), new)))
        elif mark.kind is ReferenceKind.SUBSECTION:
            names = [numbers.subsections.get(each.subject) for each in marks]
            kept = [name for name in names if name is not None]
            if len(kept) == len(marks):
                edits = _subsection(span, kept)
                yield marks[0] if edits is None else edits


def _subsection(span: Span, names: Sequence[str]) -> list[Edit] | None:
    """The edits of one place; None where the letters of a range no longer follow each other."""
    text = span.text
    places = sorted(kana_place(name[-1]) or 0 for name in names)
    if places != list(range(places[0], places[0] + len(places))):
        return None
    edits = []
    if not _LETTER.match(text):
        number = int(names[0][1 : names[0].index(")")])
        edits.append(_category_number(span, number))
    # ア～ウ, アからウまで: the ends of a range stand at fixed places from its end.
    last = len(text) - 3 if text.endswith("まで") else len(text) - 1
    if len(names) > 1:
        first = last - (3 if text.startswith("から", last - 2) else 2)
        edits.append(_letter(span.part(first, first + 1), kana_at(places[0]) or ""))
    edits.append(_letter(span.part(last, last + 1), kana_at(places[-1]) or ""))
    return [edit for edit in edits for edit in _changed(edit)]


def _left(guideline: Guideline, numbers: Numbers) -> Iterator[Span]:
    moved = numbers.moved
    for reference in guideline.references:
        if reference.mark.kind is ReferenceKind.MEASURE:
            span = reference.span
            text = span.source.text
            if more := _GOES_ON.match(text, span.end):
                if measure_name(int(more["digits"])) in moved:
                    yield Span(span.source, *more.span("digits"))
    for words in _unread(guideline):
        yield from mentions(words, moved)


def mentions(span: Span, moved: Collection[str]) -> Iterator[Span]:
    """What would be a reference to something that has moved, if references were looked for."""
    return (mark.span for mark in references(span) if mark.subject in moved)


def _unread(guideline: Guideline) -> Iterator[Span]:
    for node in chain.from_iterable(tree.nodes for tree in guideline.tables):
        match node:
            case Title(cell=cell) | NoteLine(cell=cell):
                yield cell.span
            case CategoryLine(title=title) | SubsectionLine(title=title):
                yield title.span
            case TierLine(description=cell) if cell is not None:
                yield cell.span
    for tree in guideline.chapter_trees:
        for line in tree.nodes:
            match line:
                case HeadingLine(title=words):
                    yield words
                case AnnotationLine(arguments=arguments):
                    yield from arguments[1:]  # the first is the name of a file


# --- how a number is written ------------------------------------------------------------


def _changed(edit: Edit) -> Iterable[Edit]:
    return () if edit.replacement == edit.span.text else (edit,)


def _number(digits: Span, value: int) -> Edit:
    """Digits of the width they had, and with the zeros they began with."""
    written = digits.text
    shown = str(value).zfill(len(written)) if written[0] in "0０" else str(value)
    return Edit(digits, full_digits(shown) if written[0] >= "０" else shown)


def _category_number(mark: Span, value: int) -> Edit:
    """``（3）`` keeps its parentheses; ``⑶`` is one character as long as there is one."""
    if written := _DIGITS.search(mark.text):
        return _number(mark.part(*written.span()), value)
    ring = mark.part(0, 1)
    return Edit(ring, _RINGS[value - 1] if value <= len(_RINGS) else f"({value})")


def _letter(written: Span, letter: str) -> Edit:
    """A kana of the width it had."""
    full = full_kana(written.text) == written.text
    return Edit(written, letter if full else half_kana(letter))
