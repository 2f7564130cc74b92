"""Which number each heading and measure gets where they are numbered anew."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from guideline_docs.model.code import CHAPTERS, Code, Codes, Level, Numbering, Scheme, Series
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.passage import CrossReference
from guideline_docs.model.renumbered import Renumbered, Step
from guideline_docs.model.targets import TargetKind
from guideline_docs.source.record import NamedTuple
from guideline_docs.source.span import Span
from guideline_docs.syntax.naming import Path, ReferenceKind, ReferenceMark, measure_name
from guideline_docs.syntax.numerals import numeral


class Numbers(NamedTuple):
    """Before → after, in the order of the sheet; the measures last."""

    scheme: Scheme
    codes: dict[Code, Code]
    new: frozenset[Code]
    """What 第1期 does not have, as it is called before."""
    edition: str
    """The digest of the edition before."""
    chapters: Mapping[Path, Path] = {}
    """The same of headings of the chapters, as far as they change."""

    @property
    def moved(self) -> dict[str, str]:
        """The names that change: as findings call them, and as texts refer to them."""
        names: dict[str, str] = {}
        for old, new in self.codes.items():
            names[self.scheme.spell(old)] = self.scheme.spell(new)
            if self._is_measure(old) and not old.above:
                names[measure_name(old.number)] = measure_name(new.number)
        for before, after in self.chapters.items():
            names[_chapter_name(before)] = _chapter_name(after)
        return {old: new for old, new in names.items() if old != new}

    @property
    def counts(self) -> tuple[tuple[str, int], ...]:
        """How many names change, by those of the levels from the top, the measures last."""
        spell, ranks = self.scheme.spell, [*self.scheme.levels, self.scheme.measure]
        moved = [old.level for old, new in self.codes.items() if spell(old) != spell(new)]
        return tuple((rank.name, moved.count(place)) for place, rank in enumerate(ranks) if rank)

    @property
    def step(self) -> Renumbered:
        """The same as one step of the map that is kept."""
        categories: dict[str, str] = {}
        subsections: dict[str, str] = {}
        measures: dict[str, str] = {}
        moved: dict[str, str] = {}
        for old, new in self.codes.items():
            if self._is_measure(old):
                numbers = {_key(old): _key(new)}
                measures |= {} if old in self.new else numbers
                moved |= {} if old == new else numbers
            elif old not in self.new:
                names = subsections if old.level else categories
                names[self.scheme.spell(old)] = self.scheme.spell(new)
        return Renumbered(measures, subsections, categories, (Step(self.edition, moved),))

    def goal(self, reference: CrossReference) -> Path | None:
        """The path of what a reference leads to; None where nothing is numbered anew."""
        mark = reference.mark
        if reference.code:
            after = self.codes.get(reference.code)
            return self._said(mark, reference.code, after) if after else None
        if mark.fault:
            return None
        if mark.kind is ReferenceKind.CHAPTER:
            return self.chapters.get(mark.path)
        if mark.kind is ReferenceKind.MEASURE:
            new = self.codes.get(self.scheme.measure_code(*mark.path))
        else:
            new = self.codes.get(Code(mark.level, mark.path)) if self.scheme.speaks_as_sheet else None
        return new.path if new else None

    def _said(self, mark: ReferenceMark, before: Code, after: Code) -> Path:
        """The numbers that a form says, of the levels that it names."""
        above = before.above
        numbers = (
            after.path[level] if level < min(len(above), len(after.above)) else self._heading_of(level, said)
            for level, said in zip(mark.levels[:-1], mark.path)
        )
        return (*numbers, after.number)

    def _heading_of(self, level: int, said: int) -> int:
        """A number of a heading that the code of a measure in one series does not hold."""
        moved = {new.number for old, new in self.codes.items() if old.level == level and old.number == said}
        return moved.pop() if len(moved) == 1 else said

    def _is_measure(self, code: Code) -> bool:
        return code.level == len(self.scheme.levels)


def figures(mark: Span, level: Level) -> list[Span]:
    """The figures or letters of a heading's mark, 3 of （3）; of a path each, the own one last."""
    match = re.search(level.mark.pattern, mark.text) if level.numbered else None
    if match:
        return [mark.part(*match.span(group)) for group in range(1, len(level.mark.slots) + 1)]
    # What people type beside the form: ⑶, a bare number, 施策3.
    alone = numeral(mark) if level.numbered else None
    return [alone] if alone else []


def _chapter_name(path: Path) -> str:
    return CHAPTERS.spell(Code(len(path) - 1, path))


def _key(code: Code) -> str:
    """What the map calls a measure: 6, or with the numbers above it 1-2-6."""
    return "-".join(map(str, code.path))


def numbers_of(guideline: Guideline) -> Numbers:
    second, scheme = guideline.second, guideline.scheme
    columns = any(level.column for level in scheme.levels)
    codes = dict((_ranked if columns else _sections)(guideline))
    kept = scheme.measure is None or scheme.measure.numbering is not Numbering.CONSECUTIVE
    counted: Counter[tuple[int, ...]] = Counter()
    for section in second.sections:
        here = codes.get(section.code, section.code)
        for measure in section.measures:
            if old := measure.code:
                counted[old.above] += 1
                number = old.number if kept else counted[old.above]
                codes[old] = _measure_below(scheme, section.code, here, old, number)
    return Numbers(scheme, codes, frozenset(_new(guideline)), second.digest)


def numbers_with(guideline: Guideline, code: Code, number: int) -> Numbers:
    """The numbers where one heading or measure of the table gets another, and no other does.

    What stands below it moves with it, but for a row that says that it stands elsewhere.
    """
    second, scheme = guideline.second, guideline.scheme
    depth = len(code.path) if code.level < len(scheme.levels) else 0
    codes: dict[Code, Code] = {}
    for section in second.sections:
        before = after = section.code
        if depth and before.path[:depth] == code.path:
            after = before._replace(path=(*code.above, number, *before.path[depth:]))
        if before.path:
            codes[before] = after
        for old in filter(None, (measure.code for measure in section.measures)):
            if old == code:
                codes[old] = old._replace(path=(*old.above, number))
            elif before == after or not _stands_below(scheme, old, before):
                codes.setdefault(old, old)
            else:
                codes[old] = _measure_below(scheme, before, after, old, old.number)
    return Numbers(scheme, codes, frozenset(_new(guideline)), second.digest)


def _stands_below(scheme: Scheme, measure: Code, heading: Code) -> bool:
    """Whether the numbers that a row repeats are those of the heading above it."""
    written = measure.above[len(measure.path) - len(scheme.marks.measure.slots) :]
    return not written or scheme.agrees(len(scheme.levels), written, heading.path)


def numbers_with_chapter(guideline: Guideline, path: Path, number: int) -> Numbers:
    """The same of a heading of the chapters."""
    codes = {old: old for old in numbers_of(guideline).codes}
    chapters = {
        each.code.path: (*path[:-1], number, *each.code.path[len(path) :])
        for each in guideline.targets.values()
        if each.kind is TargetKind.CHAPTER and each.code.path[: len(path)] == path
    }
    new = frozenset(_new(guideline))
    return Numbers(guideline.scheme, codes, new, guideline.second.digest, chapters)


def _measure_below(scheme: Scheme, before: Code, after: Code, old: Code, number: int) -> Code:
    """The code of a measure whose heading has got another code."""
    if not old.above:
        return scheme.measure_code(number)
    count, said = len(scheme.marks.measure.slots), scheme.repeated(len(scheme.levels))
    if said and len(said) == count - 1 and said[-1] < len(after.path):
        kept = after.path[: len(old.path) - count]
        return old._replace(path=(*kept, *(after.path[level] for level in said), number))
    if len(old.path) == len(before.path) + 1:
        return old._replace(path=(*after.path, number))
    # Its mark repeats fewer numbers than there are levels above, or leaves one out.
    above = tuple(filter(None, after.path))[1 - count :]
    return old._replace(path=(*old.path[:-count], *above, number))


def _sections(guideline: Guideline) -> Iterator[tuple[Code, Code]]:
    """The code of each heading, before and after."""
    levels = guideline.scheme.levels
    after = Codes(levels)
    for section in guideline.second.sections:
        code = section.code
        if code.path:
            title = section.title.text if section.title else ""
            kept = levels[code.level].numbering is not Numbering.CONSECUTIVE
            yield code, after.next(code.level, code.number if kept else None, title)


def _ranked(guideline: Guideline) -> Iterator[tuple[Code, Code]]:
    """The same where levels are columns, whose rows may stand in any order.

    A heading gets the place that its number has among those of its series.
    """
    levels = guideline.scheme.levels
    after: dict[tuple[int, ...], tuple[int, ...]] = {(): ()}
    counted: Counter[tuple[int, tuple[int, ...]]] = Counter()
    codes = {section.code for section in guideline.second.sections if section.code.path}
    for code in sorted(codes, key=lambda code: code.path):
        level, above = levels[code.level], code.above
        known = above
        while known and not known[-1]:
            known = known[:-1]
        scope = code.level, () if level.series is Series.ALL else above
        counted[scope] += 1
        kept = not level.numbered or level.numbering is not Numbering.CONSECUTIVE
        number = code.number if kept else counted[scope]
        path = (*after.get(known, known), *above[len(known) :], number)
        after[code.path] = path
        yield code, Code(code.level, path)


def _new(guideline: Guideline) -> Iterator[Code]:
    """What stands in cards alone."""
    sheet = guideline.sheet.source if guideline.sheet else None
    for section in guideline.second.sections:
        if section.title and section.title.span.source is not sheet:
            yield section.code
    yield from (measure.code for measure in guideline.second.new if measure.code)
