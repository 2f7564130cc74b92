"""Consecutive numbers for categories, subsections and measures, references moved along.

A heading keeps its place and gets the number of its place; whatever refers to it is
edited in its own spelling. What is ambiguous is not guessed at: it is an obstacle.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from itertools import chain, groupby
from pathlib import Path as FilePath

from guideline_docs.edits.numbers import Numbers, figures, numbers_of
from guideline_docs.edits.trial import tried
from guideline_docs.failure import CannotRun
from guideline_docs.model.chapter import Heading
from guideline_docs.model.code import Code
from guideline_docs.model.files import renumbered_place
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.passage import CrossReference
from guideline_docs.model.section import Section, walk
from guideline_docs.rules.acceptance import renamed
from guideline_docs.rules.catalogue import RULES
from guideline_docs.rules.diagnostic import Diagnostic, Severity, short
from guideline_docs.rules.references import meant_for_references
from guideline_docs.rules.snapshot import Snapshot
from guideline_docs.source.edit import Edit, Patch, unchanged
from guideline_docs.source.record import NamedTuple
from guideline_docs.source.span import SourceText, Span
from guideline_docs.syntax.look_alikes import hyphened
from guideline_docs.syntax.marks import ARABIC, KANA, ROMAN, SMALL_ROMAN, Slot
from guideline_docs.syntax.naming import (
    Path,
    ReferenceKind,
    ReferenceMark,
    measure_name,
    written,
)
from guideline_docs.syntax.nodes import (
    AnnotationLine,
    HeadingLine,
    NoteLine,
    RowLine,
    SectionLine,
    Stray,
    SummaryHead,
    TierLine,
    Title,
)
from guideline_docs.syntax.numerals import numeral, respelled
from guideline_docs.syntax.references import letter_behind, number_behind, references

# Numbers that are not understood, and lines and files that may hold more of them.
_BLOCKING = ("GD001", "GD101", "GD2", "GD4")
GAPS = frozenset({"GD201", "GD202", "GD203"})
"""What renumbering mends, once somebody has said that nothing is missing."""


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
    ``unsure`` are references with a number behind them that may be one more or a count,
    ``hyphened`` what may be a range or the number of a part (``施策2-4``),
    ``loose`` those with a letter behind them that no list carries.
    ``left`` are numbers that are no references, and yet may mean what has moved: in headings
    and notes, and in forms that are none (``3-ア``).
    """

    numbers: Numbers
    patch: Patch
    references: int
    """How many places that refer are edited."""
    split: tuple[CrossReference, ...]
    unsure: tuple[Span, ...]
    hyphened: tuple[Span, ...]
    loose: tuple[Span, ...]
    left: tuple[Span, ...]


def plan(
    snapshot: Snapshot,
    close_gaps: bool = False,
    saved: Callable[[SourceText, FilePath], bytes] = unchanged,
) -> NumberPlan:
    """What to change for consecutive numbers; nothing is written.

    ``saved`` are the bytes of a text before, as for ``tried``.
    The edited texts are read again: each reference must lead to what it led to before.
    Raises CannotRun where there is no sheet, and where a file is no longer what was read.
    """
    guideline = snapshot.guideline
    if guideline.sheet is None:
        raise CannotRun(f"{snapshot.location.folder.name}: 一覧がありません")
    _only_sheet(snapshot, guideline.sheet.source)
    if found := obstacles(guideline, close_gaps):
        return NumberPlan(found)
    changes = renumber(guideline)
    refused = list(refusals(changes))
    if refused or not changes.patch:
        return NumberPlan([], refused, changes)
    if refused := list(strayed(guideline, tried(snapshot, changes.patch, saved))):
        return NumberPlan([], refused, changes)
    changes = with_map(snapshot, with_acceptances(snapshot, changes))
    return NumberPlan([], [], changes, changes.patch)


def with_map(snapshot: Snapshot, changes: Renumbering) -> Renumbering:
    """The changes, and the map of the numbers that they belong to."""
    guideline = snapshot.guideline
    # A text that is no file yet has no folder in which a map could be kept.
    if not (guideline.sheet and guideline.sheet.source.file):
        return changes
    kept = guideline.renumbered.then(changes.numbers.step)
    files = {renumbered_place(snapshot.location).path: kept.toml().encode()}
    return changes._replace(patch=changes.patch._replace(files=files))


def with_acceptances(snapshot: Snapshot, changes: Renumbering) -> Renumbering:
    """The same with what is accepted called by its new name."""
    moved, patch = changes.numbers.moved, changes.patch
    paths = {source.path for source in snapshot.guideline.sources}
    subjects = renamed(snapshot.acceptances, paths, moved)
    if not subjects:
        return changes
    source = subjects[0].span.source
    patch = patch._replace(edits={**patch.edits, **Patch.of(subjects).edits})
    # What the reasons mention is prose of the office.
    said = set(mentions(source.span(0, len(source.text)), moved))
    said -= {edit.span for edit in subjects}
    left = (*changes.left, *sorted(said, key=lambda s: s.start))
    return changes._replace(patch=patch, left=left)


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
    return numbered(guideline, numbers_of(guideline))


def numbered(guideline: Guideline, numbers: Numbers) -> Renumbering:
    """The edits that give headings and measures other numbers, and lead references along."""
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
        tuple(_hyphened(guideline, numbers)),
        tuple(_loose(guideline, numbers)),
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
    for span in plan.loose:
        yield (
            f"{span.place}: 「{short(span.text)}」は一つの並びとして読めないので、付け直せません。"
            "「(3)-ア、ウ」のように、一つの行に続けて書いてください"
        )
    for span in plan.hyphened:
        example = "施策6～8" if span.text[-1].isdigit() else "(3)-ア～ウ"
        yield (
            f"{span.place}: 「{short(span.text)}」は範囲とも枝番号とも読めるので、付け直せません。"
            f"範囲なら「{example}」のように、枝番号なら別の言葉で書いてください"
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


# --- what is edited -------------------------------------------------------------------


def _headings(guideline: Guideline, numbers: Numbers) -> Iterator[Edit]:
    """The edits of the headings and rows, and of the cards beside them."""
    for table in _tables(guideline):
        for *_, section in walk(table):
            if section.code.path and not numbers.scheme.level(section.code).column:
                yield from _heading(section.mark, section.code, numbers)
            for measure in section.measures:
                yield from _heading(measure.number_span, measure.code, numbers)
    yield from _cells(guideline, numbers)
    yield from _chapters(guideline, numbers)


def _chapters(guideline: Guideline, numbers: Numbers) -> Iterator[Edit]:
    """The edits of the chapters' headings."""
    if not numbers.chapters:
        return
    for chapter in guideline.chapters:
        for block in chapter.blocks:
            target = guideline.targets.get(block.name) if isinstance(block, Heading) else None
            new = numbers.chapters.get(target.code.path) if target else None
            if isinstance(block, Heading) and new and new[-1] != block.ordinal:
                place = numeral(block.mark)
                if place and (text := respelled(place.text, new[-1])):
                    yield Edit(place, text)


def _cells(guideline: Guideline, numbers: Numbers) -> Iterator[Edit]:
    """The edits of the headings that stand in columns: each row may repeat them."""
    levels = {
        level.column: place
        for place, level in enumerate(numbers.scheme.levels)
        if level.column and level.numbered
    }
    if not levels:
        return
    rows = {row.span: row for tree in guideline.tables for row in tree.all(RowLine)}
    for table in _tables(guideline):
        for trail in walk(table):
            codes = {section.code.level: section.code for section in trail}
            for measure in trail[-1].measures:
                row = rows[measure.span]
                for column, cell in zip(row.head.columns if row.head else (), row.cells):
                    place = levels.get(column)
                    if place in codes and cell:
                        yield from _heading(cell.span, codes[place], numbers)


def _tables(guideline: Guideline) -> Iterator[Section]:
    """The table, and those of the cards beside it, from their roots."""
    yield guideline.edition.table
    yield from (each.table for each in guideline.supplements)


def _heading(mark: Span | None, code: Code | None, numbers: Numbers) -> Iterator[Edit]:
    """The edits of a heading's mark, 3 of （3）; none where its numbers stay as they are."""
    new = numbers.codes.get(code) if code else None
    if mark is None or code is None or new is None:
        return
    level = numbers.scheme.level(code)
    places = figures(mark, level)
    count = len(places)
    slots = level.mark.slots[-count:]
    for slot, place, old, value in zip(slots, places, code.path[-count:], new.path[-count:]):
        if place is not places[-1] and slot.numeral.value(place.text) != old:
            continue  # it repeats another number than that of the heading above: a rule tells it
        if old != value and (text := _number(place.text, slot, value)):
            yield Edit(place, text)


def _number(written: str, slot: Slot, value: int) -> str | None:
    """A number in the spelling of the one that stands there."""
    if slot.numeral in (ARABIC, KANA, ROMAN, SMALL_ROMAN):
        return respelled(written, value)
    return slot.numeral.spell(value)


def _references(
    guideline: Guideline, numbers: Numbers
) -> Iterator[list[Edit] | CrossReference]:
    """The edits of each place that refers; a reference where no edit can keep what it says."""
    for _, group in groupby(guideline.references, key=lambda reference: reference.span):
        references = list(group)
        goals = [numbers.goal(reference) for reference in references]
        paths = [path for path in goals if path is not None]
        if len(paths) == len(references):
            edits = _place_edits(references[0].mark, references[-1].mark, paths)
            yield references[0] if edits is None else edits


def _place_edits(
    first: ReferenceMark, last: ReferenceMark, paths: list[Path]
) -> list[Edit] | None:
    """The edits of one number or a range; None where it no longer holds what it holds."""
    ends = sorted(paths)
    held = last.path[-1] - first.path[-1] + 1
    follow = [(*ends[0][:-1], ends[0][-1] + n) for n in range(held)]
    if ends != follow:
        return None
    return written(first, ends[0], ends[-1] if len(ends) > 1 else ())


def _unsure(guideline: Guideline, numbers: Numbers) -> Iterator[Span]:
    """References to measures with a number behind them that is none, where either moves."""
    moved = numbers.moved
    measures = [
        r
        for r in guideline.references
        if r.mark.kind is ReferenceKind.MEASURE and not r.mark.levels
    ]
    begins = {(r.span.source, r.span.start) for r in measures}
    for reference in measures:
        source, start, end = reference.span
        behind = number_behind(source.text, end)
        if behind is None or (source, behind.start) in begins:
            continue
        # 施策3、4件 may be three or four of them; 施策3、10件 is a measure and a count.
        (value,) = reference.mark.path
        if behind.is_count:
            may_move = behind.value == value + 1 and reference.subject in moved
        else:
            may_move = not moved.keys().isdisjoint({reference.subject, measure_name(behind.value)})
        if may_move and numbers.scheme.measure_code(behind.value) in numbers.codes:
            yield Span(source, start, behind.end)


def _hyphened(guideline: Guideline, numbers: Numbers) -> Iterator[Span]:
    """What may be a range or the number of a part, where any of what it may name moves."""
    moved = numbers.moved
    for passage in guideline.passages:
        for span, named in hyphened(passage.span, guideline.names):
            # 施策 3 - 4 holds a reference, and is unsure.
            if any(span.overlaps(each.span) for each in passage.references):
                continue
            if not moved.keys().isdisjoint(named):
                yield span


def _loose(guideline: Guideline, numbers: Numbers) -> Iterator[Span]:
    """References to subsections with a letter behind them that no list carries."""
    letters = [r for r in guideline.references if r.mark.kind is ReferenceKind.SUBSECTION]
    known = {(r.span.source, r.span.end) for r in letters}
    for reference in {reference.span: reference for reference in letters}.values():
        source, start, end = reference.span
        behind = letter_behind(source.text, end)
        if behind is None or (source, behind[1]) in known or len(reference.mark.path) < 2:
            continue
        paths = {reference.mark.path, (reference.mark.path[0], behind[0])}
        codes = {Code(len(path) - 1, path) for path in paths}
        moved = any(numbers.codes.get(code, code) != code for code in codes)
        if moved and codes <= numbers.codes.keys():
            yield Span(source, start, behind[1])


def _left(guideline: Guideline, numbers: Numbers) -> Iterator[Span]:
    moved = numbers.moved
    refused = {(span.source, span.start) for span in _hyphened(guideline, numbers)}
    for found, _ in meant_for_references(guideline):
        if (found.span.source, found.span.start) in refused:
            continue
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
            case SectionLine(title=title, rest=rest):
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
