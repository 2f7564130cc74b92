"""The headings of both tables: which is which, and which got another title."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from guideline_docs.edits.cells import Unwritable, held, not_encodable
from guideline_docs.edits.importing.newer import Newer
from guideline_docs.edits.importing.pairing import Match, Paired
from guideline_docs.edits.importing.step import Step, Told
from guideline_docs.edits.importing.tables import sections_of
from guideline_docs.edits.incoming import Change, Note, Unplaced
from guideline_docs.model.code import Code
from guideline_docs.model.edition import Edition
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.section import Section, walk
from guideline_docs.rules.diagnostic import short
from guideline_docs.source.edit import Edit
from guideline_docs.source.glyphs import fold_width
from guideline_docs.source.span import LINE_END, Span
from guideline_docs.syntax.cells import cells_at
from guideline_docs.syntax.columns import Column
from guideline_docs.syntax.nodes import Writing


class Headings(NamedTuple):
    """``here`` is the section here of each one there, ``flat``: the newer table has none."""

    here: dict[Code, Section]
    told: tuple[Told, ...]
    flat: bool


def headings(ours: Guideline, newer: Newer) -> Headings:
    """Pair the headings of two tables, each below those that are paired."""
    matching = _Matching(ours, newer)
    roots = ours.edition.table, newer.edition.table
    if not roots[1].sections:
        # A list without headings has its rows where they are; of any other nobody knows.
        return Headings({} if roots[0].sections else {roots[1].code: roots[0]}, (), True)
    matching.below(*roots)
    return Headings(matching.here, tuple(matching.told), False)


def moved(
    ours: Guideline, newer: Newer, paired: Paired, found: Headings
) -> Iterator[Unplaced]:
    """The measures that stand under another heading there, or have another number."""
    here, there = sections_of(ours.edition), sections_of(newer.edition)
    numbered = Column.NUMBER in newer.heads or bool(newer.tree.titled) or not newer.heads
    for match in paired.matches:
        measure, row = match.ours, match.theirs
        name = f"{ours.name(measure)} {short(measure.title.text)}".strip()
        section = there[row]
        goal = found.here.get(section.code)
        stays = goal is not None and goal.code == here[measure].code
        if not (found.flat or stays):
            why = "新しい表では別の見出しの下にあります。移していません"
            cell = newer.cell(_place(section) or row.span)
            yield Unplaced(_shown(section), name, why, newer.file, cell)
        if numbered and ours.scheme.marks.measure.numbered and not _same_number(ours, match, found.flat or stays):
            text = held(row.number_span.text)
            why = "番号が違います。番号は変えていません（付け直すなら renumber）"
            why = why if text else "番号がありません。今の番号のままにします"
            cell = newer.cell_of(row, Column.NUMBER) if not text else newer.cell(row.number_span)
            yield Unplaced(text, name, why, newer.file, cell)


def reordered(ours: Guideline, newer: Newer, paired: Paired) -> Iterator[Note]:
    """That rows stand in another order there; nobody is told where each one went."""
    last = -1
    for match in paired.matches:
        start = match.ours.span.start
        if start < last:
            name = ours.name(match.ours) or short(match.ours.title.text)
            text = f"行の並びが一覧と違います（{name} など）。並べ替えていません"
            yield Note(text, newer.file, newer.cell(match.theirs.span))
            return
        last = start


def _same_number(ours: Guideline, match: Match, stays: bool) -> bool:
    """Whether a measure has its number there; below a heading that moved, its own one."""
    measure, row = match.ours, match.theirs
    if measure.code is None or row.code is None:
        return held(measure.number_span.text) == held(row.number_span.text)
    if ours.scheme.measures_restart and stays:
        return measure.number == row.number
    return measure.key == row.key


def _place(section: Section) -> Span | None:
    return section.mark or (section.title.span if section.title else section.span)


def _shown(section: Section) -> str:
    mark = section.mark.text if section.mark else ""
    title = section.title.text if section.title else ""
    return f"{mark} {short(title)}".strip()


class _Matching:
    def __init__(self, ours: Guideline, newer: Newer) -> None:
        self.ours = ours
        self.newer = newer
        self.here: dict[Code, Section] = {}
        self.told: list[Told] = []
        self.own = _titles(ours.edition)
        self.others = _titles(newer.edition)

    def below(self, here: Section, there: Section) -> None:
        """Pair the headings right below two that are paired."""
        self.here[there.code] = here
        left, right = list(here.sections), list(there.sections)
        pairs: list[tuple[Section, Section]] = []
        for one in list(right):
            same = [each for each in left if _is(each, one)]
            if same:
                pairs.append((same[0], one))
                left.remove(same[0])
                right.remove(one)
        self._by_title(left, right, pairs)
        self._by_number(left, right, pairs)
        order = {section.code: at for at, section in enumerate(there.sections)}
        for one, other in sorted(pairs, key=lambda pair: order[pair[1].code]):
            self.below(one, other)
        for other in right:
            for *_, inner in walk(other):
                self._tell(inner, "見出しが一覧にありません。加えていません")
        for one in left:
            text = f"見出し {self.ours.name(one)}「{short(_title(one))}」がありません。消していません"
            self.told.append(Note(text, self.newer.file))

    def _by_title(
        self, left: list[Section], right: list[Section], pairs: list[tuple[Section, Section]]
    ) -> None:
        """Who has another number, and a title that is one's own."""
        for other in list(right):
            same = [each for each in left if _title(each) and _folded(each) == _folded(other)]
            if len(same) == 1 and self.others[_folded(other)] == 1:
                pairs.append((same[0], other))
                left.remove(same[0])
                right.remove(other)
                name = self.ours.name(same[0])
                why = f"見出しの番号が違います。{name} のまま変えていません（付け直すなら renumber）"
                self._tell(other, why)

    def _by_number(
        self, left: list[Section], right: list[Section], pairs: list[tuple[Section, Section]]
    ) -> None:
        """Who has the same number, and a title that is nobody's: it was renamed."""
        for other in list(right):
            same = [each for each in left if _number(each) == _number(other)]
            known = self.own[_folded(other)] or any(self.others[_folded(each)] for each in same)
            if len(same) == 1 and not known:
                pairs.append((same[0], other))
                left.remove(same[0])
                right.remove(other)
                self.told.append(self._renamed(same[0], other))

    def _tell(self, section: Section, why: str) -> None:
        span = _place(section)
        cell = self.newer.cell(span) if span else ""
        self.told.append(Unplaced(_shown(section), "", why, self.newer.file, cell))

    def _renamed(self, here: Section, there: Section) -> Told:
        old, new = held(_title(here)), held(_title(there))
        name = self.ours.name(here)
        assert here.title and there.title and here.span
        cell = self.newer.cell(there.title.span)
        near = f"{name} 見出し"
        edits = _title_edits(self.ours, here, new) if new else Unwritable("名前のない見出しになります")
        if isinstance(edits, Unwritable):
            return Unplaced(new or _shown(there), near, edits.why, self.newer.file, cell)
        path, line = here.title.span.source.path, here.title.span.line
        change = Change(
            "", name, "heading", "見出し", path, line, None, new, old, new, self.newer.file, cell
        )
        return Step(change, tuple(edits))


def _title_edits(ours: Guideline, section: Section, new: str) -> list[Edit] | Unwritable:
    """The edits of a heading's title, in each row where it stands in cells of rows."""
    assert section.title
    title = section.title
    if refused := not_encodable(new, title.span.source):
        return refused
    quoted = title.writing is Writing.QUOTED
    if LINE_END.search(new) and not quoted:
        return Unwritable("見出しの行に改行は書けません")
    text = new.replace('"', '""') if quoted else new
    column = ours.scheme.level(section.code).column
    if column is None:
        span = title.span
        gap = "" if span.text or not section.mark or span.start > section.mark.end else " "
        return [Edit(span, gap + text)]
    return list(_cell_edits(section, column, new)) or Unwritable("見出しの欄が見つかりません")


def _cell_edits(section: Section, column: Column, new: str) -> Iterator[Edit]:
    """The same title in each row of a section that says it."""
    assert section.title and section.span
    whole = held(section.span.text)
    skipped = section.title.span.start - section.span.start
    for measure in section.all_measures:
        for row in measure.each:
            cells, _ = cells_at(row.span.source, row.span.start)
            if column not in row.layout.given:
                continue
            place = row.layout.given.index(column)
            if place < len(cells) and held(cells[place].text) == whole:
                cell = cells[place]
                written = new.replace('"', '""') if cell.writing is Writing.QUOTED else new
                size = cell.span.end - cell.span.start
                yield Edit(cell.span.part(min(skipped, size), size), written)


def _is(one: Section, other: Section) -> bool:
    return _number(one) == _number(other) and _folded(one) == _folded(other)


def _number(section: Section) -> tuple[int, int]:
    return section.code.level, section.code.number


def _title(section: Section) -> str:
    return section.title.text if section.title else ""


def _folded(section: Section) -> str:
    return fold_width(_title(section))


def _titles(edition: Edition) -> Counter[str]:
    return Counter(_folded(trail[-1]) for trail in edition.trails if _title(trail[-1]))


