"""Where a row of the newer table says something else than the measure here: cell by cell."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from guideline_docs.edits.cells import Unwritable, cell_edit, printed, says
from guideline_docs.edits.importing.newer import Newer, written_heads
from guideline_docs.edits.importing.pairing import Match, Paired
from guideline_docs.edits.importing.step import Step, Told, Wanted
from guideline_docs.edits.incoming import Change, Note, Unplaced, called, field_of, head_of
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.inquiry import KEY_HEAD
from guideline_docs.model.layout import Layout
from guideline_docs.model.lineage import Tie
from guideline_docs.model.measure import Measure
from guideline_docs.source.expression import expression
from guideline_docs.source.glyphs import fold_head
from guideline_docs.syntax.cells import cells_at
from guideline_docs.syntax.columns import Column, ColumnKind
from guideline_docs.syntax.nodes import Cell, HeadLine

# 1,234 and １２３４, ５０％ and 50%: what Excel makes of a figure that somebody types.
_FIGURE = expression(r"[+\-−▲△]?[0-9][0-9,]*(?:\.[0-9]+)?[^\s0-9]{0,3}")

_NOT_COMPARED = (ColumnKind.CODE, ColumnKind.LEVEL)


def alike(one: str, other: str) -> bool:
    """Whether two texts of cells (``held``) say the same, as far as a workbook can tell."""
    if one == other or printed(one) == printed(other):
        return True
    figure = _figure(one)
    return figure is not None and figure == _figure(other)


def _figure(text: str) -> str | None:
    folded = unicodedata.normalize("NFKC", text)
    return folded.replace(",", "") if _FIGURE.fullmatch(folded) else None


class _Same(NamedTuple):
    """The columns of a row there and the same ones here; those that are not here."""

    pairs: tuple[tuple[Column, Column], ...]
    strange: tuple[Column, ...]
    part: Column | None
    """The column that tells the parts of a measure apart."""


class Comparing:
    """Compares the measures that are one in two tables."""

    def __init__(self, ours: Guideline, newer: Newer) -> None:
        self.ours = ours
        self.newer = newer
        self.heads = written_heads(ours.sheet) if ours.sheet else {}
        self._known: dict[tuple[Layout, Layout], _Same] = {}
        self.cards: dict[int | str | None, list[Measure]] = {}
        """What is told of a measure in cards beside the sheet."""
        for card in ours.cards:
            self.cards.setdefault(card.key, []).append(card)
        self.used: dict[Column, None] = {}
        """The columns here that the newer table has."""

    def told(self, paired: Paired) -> Iterator[Told]:
        for match in paired.matches:
            yield from self._measure(match)
        yield from self.missing()
        yield from self._new_heads()

    def _new_heads(self) -> Iterator[Note]:
        """The columns that only the newer table has; their cells are told one by one."""
        strange = {column for same in self._known.values() for column in same.strange}
        told: set[str] = set()
        for line in self.newer.tree.all(HeadLine):
            for head in line.heads:
                name = head.cell.text if head else ""
                if head and name not in told and (head.column or Column.named(name)) in strange:
                    told.add(name)
                    text = f"「{name}」の列は一覧にありません"
                    yield Note(text, self.newer.file, self.newer.cell(head.cell.span))

    def row(self, ours: Measure, theirs: Measure) -> Iterator[Told]:
        """Compare two rows that are one."""
        yield from self._measure(Match(ours, theirs, Tie.NUMBER_AND_TITLE))

    def missing(self) -> Iterator[Note]:
        """The columns that the newer table has not: nothing is erased for that."""
        layouts = dict.fromkeys(measure.layout for measure in self.ours.own)
        here = dict.fromkeys(column for layout in layouts for column in layout.given)
        for column in here:
            if column not in self.used and column.kind not in _NOT_COMPARED:
                rows = (part for measure in self.ours.own for part in measure.each)
                if any(row[column] for row in rows):
                    head = self.heads.get(column) or head_of(column)
                    text = f"「{head}」の列がありません。今の文字を残します"
                    yield Note(text, self.newer.file)

    def _measure(self, match: Match) -> Iterator[Told]:
        ours, theirs, _ = match
        same = self._same(ours.layout, theirs.layout)
        yield from self._title(ours, theirs)
        if not (ours.parts or theirs.parts):
            yield from self._row(ours, theirs, same.pairs, ours)
        else:
            yield from self._parts(ours, theirs, same)
        name = called(self.ours, ours)[1]
        for part in theirs.each:
            yield from self.strange(ours, part, same.strange, name)

    def _title(self, ours: Measure, theirs: Measure) -> Iterator[Told]:
        if ours.title.text != theirs.title.text:
            yield from self._cell(ours, theirs, Column.TITLE, Column.TITLE, ours)

    def _row(
        self, ours: Measure, theirs: Measure, pairs: Iterable[tuple[Column, Column]], measure: Measure
    ) -> Iterator[Told]:
        for here, there in pairs:
            one, other = ours[here], theirs[there]
            # Nearly all cells are as they were.
            if one.text != other.text or '"' in one.text:
                yield from self._cell(ours, theirs, here, there, measure)

    def _cell(
        self, ours: Measure, theirs: Measure, here: Column, there: Column, measure: Measure
    ) -> Iterator[Told]:
        old, new = says(ours, here), says(theirs, there)
        if alike(old, new):
            return
        cell = self.newer.cell_of(theirs, there)
        key, name = called(self.ours, measure)
        head = self.heads.get(here) or head_of(here)
        edit = cell_edit(ours, here, new)
        if isinstance(edit, Unwritable):
            yield Unplaced(new, f"{name} {head}", edit.why, self.newer.file, cell)
            return
        span = ours[here].span
        line = edit.span.line if not span.text else span.line
        change = Change(
            key, name, field_of(here), head, span.source.path, line,
            None, new, old, new, self.newer.file, cell,
        )
        wanted = Wanted(ours.span, ours.layout.given.index(here), new) if here in ours.layout.given else None
        yield Step(change, (edit,), (wanted,) if wanted else ())

    # --- columns ------------------------------------------------------------------------

    def columns(self, ours: Layout, theirs: Layout) -> tuple[tuple[Column, Column], ...]:
        """The columns here, each with the same one there."""
        return self._same(ours, theirs).pairs

    def strange_columns(self, ours: Layout, theirs: Layout) -> tuple[Column, ...]:
        """The columns there that are not here."""
        return self._same(ours, theirs).strange

    def _same(self, ours: Layout, theirs: Layout) -> _Same:
        """Which column is which, by what is written over them and by what it means."""
        if (ours, theirs) in self._known:
            return self._known[ours, theirs]
        written: dict[str, Column] = {}
        for column in ours.given:
            written.setdefault(fold_head(self.heads.get(column) or head_of(column)), column)
        pairs, strange = [], []
        taken: set[Column] = set()
        for column in theirs.given:
            head = self.newer.heads.get(column)
            found = written.get(fold_head(head or column.name))
            if found is None and not column.yearly and column in ours.given:
                found = column
            if column in theirs.unnamed or found in ours.unnamed:
                found = None
            if found is None or found in taken:
                if column.kind not in _NOT_COMPARED and column != Column.TITLE and not _is_key(column):
                    strange.append(column)
                continue
            taken.add(found)
            self.used[found] = None
            if found.kind not in _NOT_COMPARED and found != Column.TITLE:
                pairs.append((found, column))
        self.used[Column.TITLE] = None
        part = next((here for here, _ in pairs if here.part), None)
        same = self._known[ours, theirs] = _Same(tuple(pairs), tuple(strange), part)
        return same

    def strange(
        self, ours: Measure | None, row: Measure, columns: Iterable[Column], name: str
    ) -> Iterator[Told]:
        """The cells of columns that the table here has not: in a card beside it, or nowhere."""
        for column in columns:
            text = says(row, column)
            if not text:
                continue
            if ours and (home := self._card_with(ours, column)):
                card, field = home
                yield from self._cell(card, row, field, column, ours)
                continue
            head = "" if column in row.layout.unnamed else head_of(column)
            why = f"「{head}」の列は一覧にありません" if head else "見出しのない列です"
            cell = self.newer.cell_of(row, column)
            yield Unplaced(text, f"{name} {head}".strip(), why, self.newer.file, cell)
        if row.surplus:
            known = {cell.text for cell in self._surplus(ours)} if ours else ()
            for cell in self._surplus(row):
                if cell.text in known:
                    continue
                yield Unplaced(cell.text, name, "列の見出しより右にあります", self.newer.file, self.newer.cell(cell.span))

    def _surplus(self, row: Measure) -> Iterator[Cell]:
        cells, _ = cells_at(row.span.source, row.span.start)
        return filter(None, cells[len(row.layout.given) :])

    def _card_with(self, ours: Measure, column: Column) -> tuple[Measure, Column] | None:
        """The card of a measure that has a field of that name."""
        wanted = fold_head(column.name)
        for card in self.cards.get(ours.key, ()):
            for field, _ in (*card.further, *card.added):
                if fold_head(field.name) == wanted:
                    return card, field
        return None

    # --- parts --------------------------------------------------------------------------

    def _parts(self, ours: Measure, theirs: Measure, same: _Same) -> Iterator[Told]:
        """A measure of several departments: each row with the row of its department."""
        part = same.part
        if part is None:
            yield from self._row(ours, theirs, same.pairs, ours)
            return
        there = next(column for here, column in same.pairs if here == part)
        whole = [pair for pair in same.pairs if not _is_parted(ours, theirs, pair)]
        own = [pair for pair in same.pairs if pair not in whole]
        yield from self._row(ours, theirs, whole, ours)
        left, rows = list(ours.each), list(theirs.each)
        couples = []
        for row in list(rows):
            same_named = [each for each in left if says(each, part) == says(row, there)]
            if len(same_named) == 1 and _count(rows, there, says(row, there)) == 1:
                couples.append((same_named[0], row))
                left.remove(same_named[0])
                rows.remove(row)
        if len(left) == len(rows) == 1:
            # Another department has taken it over.
            couples.append((left.pop(), rows.pop()))
        for one, other in couples:
            yield from self._row(one, other, own, ours)
        name = called(self.ours, ours)[1]
        for row in rows:
            why = f"{name} にこの{head_of(part)}の行がありません"
            cells = (pair[1] for pair in own)
            for column in cells:
                if text := says(row, column):
                    yield Unplaced(text, name, why, self.newer.file, self.newer.cell_of(row, column))
        for each in left:
            why = "新しい表にこの行がありません。消していません"
            yield Unplaced(says(each, part), f"{name} {head_of(part)}", why, self.newer.file)


def _is_parted(ours: Measure, theirs: Measure, pair: tuple[Column, Column]) -> bool:
    here, there = pair
    return here.part or ours.is_parted(here) or theirs.is_parted(there)


def _count(rows: Iterable[Measure], column: Column, text: str) -> int:
    return sum(says(row, column) == text for row in rows)


def _is_key(column: Column) -> bool:
    return fold_head(column.name) == fold_head(KEY_HEAD)
