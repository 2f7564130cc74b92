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

from guideline_docs.failure import CannotRun
from guideline_docs.model.files import renumbered_place
from guideline_docs.model.guideline import CrossReference, Guideline
from guideline_docs.model.reading import guidelines
from guideline_docs.model.renumbered import Renumbered, read_renumbered
from guideline_docs.rules.acceptance import renamed
from guideline_docs.rules.catalogue import RULES
from guideline_docs.rules.diagnostic import Diagnostic, Severity, short
from guideline_docs.rules.references import meant_for_references
from guideline_docs.rules.snapshot import Snapshot
from guideline_docs.source.edit import Edit, Patch, unchanged
from guideline_docs.source.glyphs import full_digits, full_kana, half_kana, kana_at, kana_place
from guideline_docs.source.span import SourceText, Span
from guideline_docs.source.text import decode
from guideline_docs.syntax.kinds import parsed
from guideline_docs.syntax.nodes import (
    AnnotationLine,
    CategoryLine,
    HeadingLine,
    NoteLine,
    Stray,
    SubsectionLine,
    SummaryHead,
    TierLine,
    Title,
)
from guideline_docs.syntax.references import (
    ReferenceKind,
    measure_name,
    number_behind,
    references,
    subsection_name,
)

# Numbers that are not understood, and lines and files that may hold more of them.
_BLOCKING = ("GD001", "GD101", "GD2", "GD4")
GAPS = frozenset({"GD201", "GD202", "GD203"})
"""What renumbering mends, once somebody has said that nothing is missing."""

_DIGITS = re.compile(r"[0-9０-９]+")
_LETTER = re.compile(r"[ア-ンｱ-ﾝ]")
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


class NumberPlan(NamedTuple):
    """A renumbering that has been tried, or why there is none.

    ``obstacles`` and ``refusals`` are why nothing may be changed; otherwise ``patch`` is
    what is to be written.
    """

    obstacles: list[Diagnostic]
    refusals: list[str] = []
    changes: Renumbering | None = None
    patch: Patch = Patch()


class Renumbering(NamedTuple):
    """What is to be changed, and what cannot be said any more or is left as it is.

    ``split`` are the ranges, ``(3)-ア～ウ``, whose ends would no longer hold what they hold.
    ``unsure`` are references with a number behind them that may be one more or a count.
    ``left`` are numbers that are no references, and yet may mean what has moved: in headings
    and notes, and in forms that are none (``3-ア``).
    """

    numbers: Numbers
    patch: Patch
    references: int
    """How many places that refer are edited."""
    split: tuple[CrossReference, ...]
    unsure: tuple[Span, ...]
    left: tuple[Span, ...]


def plan(snapshot: Snapshot, close_gaps: bool = False) -> NumberPlan:
    """What to change for consecutive numbers; nothing is written.

    The edited texts are read again: each reference must lead to what it led to before.
    Raises CannotRun where there is no sheet, and where a file is no longer what was read.
    """
    guideline, location = snapshot.guideline, snapshot.location
    if guideline.sheet is None:
        raise CannotRun(f"{location.folder.name}: 一覧がありません")
    _only_sheet(snapshot, guideline.sheet.source)
    if found := obstacles(guideline, close_gaps):
        return NumberPlan(found)
    changes = renumber(guideline)
    refused = list(refusals(changes))
    if refused or not changes.patch:
        return NumberPlan([], refused, changes)
    if refused := list(strayed(guideline, _tried(snapshot, changes.patch))):
        return NumberPlan([], refused, changes)
    numbers, patch = changes.numbers, changes.patch
    paths = {source.path for source in guideline.sources}
    subjects = renamed(snapshot.acceptances, paths, numbers.moved)
    if subjects:
        source = subjects[0].span.source
        patch = patch._replace(edits={**patch.edits, **Patch.of(subjects).edits})
        # What the reasons mention is prose of the office.
        said = set(mentions(source.span(0, len(source.text)), numbers.moved))
        said -= {edit.span for edit in subjects}
        changes = changes._replace(left=(*changes.left, *sorted(said, key=lambda s: s.start)))
    place = renumbered_place(location)
    kept = read_renumbered(place.path, place.name).then(numbers.step)
    return NumberPlan([], [], changes, patch._replace(files={place.path: kept.toml().encode()}))


def _tried(snapshot: Snapshot, patch: Patch) -> Guideline:
    """The guideline as it will be, read from the bytes as they will be."""
    configuration, own = snapshot.configuration, set(snapshot.guideline.sources)
    texts = []
    for text in snapshot.texts:
        source = text.source
        if source not in own:
            continue
        if source.file and source.verbatim in patch.edits:
            data = patch.data(source, unchanged(source, source.file))
            text = text._replace(source=decode(data, source.path, source.file))
        texts.append(parsed(text, configuration.heads, configuration.fields))
    return guidelines(texts, configuration)[0]


def _only_sheet(snapshot: Snapshot, sheet: SourceText) -> None:
    """A further sheet of the folder is no part of the guideline whose map is kept."""
    further = {g.sheet.source.path for g in snapshot.guidelines[1:] if g.sheet}
    if snapshot.location.file and (named := further & snapshot.told):
        raise CannotRun(
            f"{named.pop()}: 番号を付け直せるのは、指針の一覧 {sheet.path} だけです"
        )


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
    order = {source: place for place, source in enumerate(guideline.sources)}
    return Renumbering(
        numbers,
        Patch.of(sorted(edits, key=lambda edit: order[edit.span.source])),
        sum(map(bool, referring)),
        split,
        tuple(_unsure(guideline, numbers)),
        tuple(_left(guideline, numbers)),
    )


def refusals(plan: Renumbering) -> Iterator[str]:
    """Where a reference could not go on saying what it says, a sentence each."""
    for reference in plan.split:
        is_measure = reference.mark.kind is ReferenceKind.MEASURE
        example = "施策6、8" if is_measure else "(3)-ア、ウ"
        yield (
            f"{reference.span.place}: 「{reference.span.text}」は付け直すと一続きでなくなります。"
            f"{example} のように一つずつ書いてください"
        )
    for span in plan.unsure:
        yield (
            f"{span.place}: 「{short(span.text)}」は番号とも数とも読めるので、付け直せません。"
            "番号なら「施策6、施策8」のように、数なら別の文にして書いてください"
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
        if mark.kind is ReferenceKind.MEASURE:
            places = [numbers.measures.get(_value(each)) for each in marks]
            kept = [place for place in places if place is not None]
            if len(kept) == len(marks):
                edits = _measures(span, marks, kept)
                yield marks[0] if edits is None else edits
        elif mark.kind is ReferenceKind.SUBSECTION:
            names = [numbers.subsections.get(each.subject) for each in marks]
            named = [name for name in names if name is not None]
            if len(named) == len(marks):
                edits = _subsection(span, named)
                yield marks[0] if edits is None else edits


def _value(reference: CrossReference) -> int:
    """The number of the measure that is referred to."""
    return int(reference.subject.removeprefix("No."))


def _measures(
    span: Span, marks: Sequence[CrossReference], places: Sequence[int]
) -> list[Edit] | None:
    """The edits of one number or a range; None where it no longer holds what it holds."""
    written = [span.part(*found.span()) for found in _DIGITS.finditer(span.text)]
    whole = _value(marks[-1]) - _value(marks[0]) + 1 == len(marks)
    ends = sorted(places)
    if not whole or ends != list(range(ends[0], ends[0] + len(ends))):
        return None
    edits = [_number(written[0], ends[0]), _number(written[-1], ends[-1])]
    return [edit for edit in edits[: len(written)] for edit in _changed(edit)]


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


def _unsure(guideline: Guideline, numbers: Numbers) -> Iterator[Span]:
    """References to measures with a number behind them that is none, where either moves."""
    moved = numbers.moved
    measures = [r for r in guideline.references if r.mark.kind is ReferenceKind.MEASURE]
    begins = {(r.span.source, r.span.start) for r in measures}
    for reference in measures:
        source, start, end = reference.span
        behind = number_behind(source.text, end)
        if behind is None or (source, behind.start) in begins:
            continue
        # 施策3、4件 may be three or four of them; 施策3、10件 is a measure and a count.
        value = _value(reference)
        if behind.is_count:
            may_move = behind.value == value + 1 and reference.subject in moved
        else:
            may_move = not moved.keys().isdisjoint({reference.subject, measure_name(behind.value)})
        if may_move and behind.value in numbers.measures:
            yield Span(source, start, behind.end)


def _left(guideline: Guideline, numbers: Numbers) -> Iterator[Span]:
    moved = numbers.moved
    for found, _ in meant_for_references(guideline):
        if not moved.keys().isdisjoint(found.names):
            yield found.span
    for words in _unread(guideline):
        yield from mentions(words, moved)


def mentions(span: Span, moved: Collection[str]) -> Iterator[Span]:
    """What would be a reference to something that has moved, if references were looked for."""
    return (mark.span for mark in references(span) if mark.subject in moved)


def _unread(guideline: Guideline) -> Iterator[Span]:
    for node in chain.from_iterable(tree.nodes for tree in guideline.tables):
        match node:
            case Title(cell=cell, rest=rest):
                yield from (each.span for each in (cell, *rest))
            case NoteLine(cells=cells) | SummaryHead(cells=cells):
                yield from (each.span for each in cells)
            case Stray(cell=cell, row=row):
                yield from (each.span for each in row or (cell,))
            case CategoryLine(title=title, rest=rest) | SubsectionLine(title=title, rest=rest):
                yield from (each.span for each in (title, *rest))
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
    return () if edit.text == edit.span.text else (edit,)


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
