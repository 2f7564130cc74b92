"""What stands around the rows: the title, the legend with its shares, counts, notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from guideline_docs.edits.cells import Unwritable, held, line_edit, not_encodable
from guideline_docs.edits.importing.comparing import Comparing, alike
from guideline_docs.edits.importing.newer import Newer
from guideline_docs.edits.importing.pairing import grouped_by_name, untaken
from guideline_docs.edits.importing.printed import Printed
from guideline_docs.edits.importing.step import Loose, Step, Told
from guideline_docs.edits.importing.tables import again_in, rows_in
from guideline_docs.edits.incoming import Change, Unplaced
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.lineage import likeness
from guideline_docs.source.edit import Edit
from guideline_docs.source.glyphs import fold_term
from guideline_docs.source.span import Span
from guideline_docs.syntax.cells import cells_at
from guideline_docs.syntax.nodes import (
    Cell,
    CountCell,
    CountLine,
    HeadLine,
    NoteLine,
    SectionLine,
    SheetTree,
    Stray,
    SummaryHead,
    TierLine,
    Title,
    UnnumberedRow,
)

# From this likeness on another first line is the title in new words.
_SAME_TITLE = 0.4
_NO_COUNT = "達成状況に数がありません"


class Around:
    """Compares what stands around the rows of two tables."""

    def __init__(self, ours: Guideline, newer: Newer, printed: Callable[[], Printed]) -> None:
        assert ours.sheet is not None
        self.printed = printed
        self.ours = ours
        self.sheet: SheetTree = ours.sheet
        self.newer = newer
        self.known = Counter(held(cell.text) for cell in _loose(self.sheet))
        """The texts that stand here beside rows and headings."""

    def told(self) -> Iterator[Told]:
        yield from self._title()
        yield from self._legend()
        yield from self._counts()
        yield from self._notes()

    def again(self, comparing: Comparing) -> Iterator[Told]:
        """The rows that repeat a measure which stands elsewhere."""
        here = grouped_by_name(again_in(self.ours.edition))
        there = grouped_by_name(again_in(self.newer.edition))
        for named, rows in there.items():
            measures = here.get(named, [])
            if len(measures) != len(rows):
                for row in rows:
                    yield from untaken(self.newer, row, "再掲の行が、一覧の再掲の行と合いません")
                continue
            for measure, row in zip(measures, rows, strict=True):
                yield from comparing.row(measure, row)

    def _title(self) -> Iterator[Told]:
        here, there = self.sheet.all(Title), self.newer.tree.all(Title)
        if not there:
            return
        yield from self._unknown(there[0].rest)
        title = there[0].cell
        new = held(title.text)
        if self.known[new]:
            return
        if not here:
            yield from self._unknown([title])
            return
        ours = held(here[0].cell.text)
        printed = self.printed()
        new = printed.title(ours, new)
        if new == ours or held(title.text) in printed.texts:
            return
        if likeness(ours, new) >= _SAME_TITLE:
            yield from self._cell("題名", here[0].span, here[0].cell, title, new)
        else:
            yield from self._unknown([title], "一覧の題名かどうか分かりません")

    def _legend(self) -> Iterator[Told]:
        lines = {fold_term(line.mark.text): line for line in self.sheet.all(TierLine)}
        for line in self.newer.tree.all(TierLine):
            name = line.bracket.text
            here = lines.get(fold_term(line.mark.text))
            if here is None:
                yield from self._unknown(_filled(line.span), "凡例にない重点です")
                continue
            yield from self._label(here, line)
            if line.description:
                if here.description:
                    yield from self._cell(f"凡例 {name}", here.span, here.description, line.description)
                else:
                    yield self._unplaced(line.description, f"凡例 {name}", "一覧に説明がありません")
            yield from self._shares(here, line)
            yield from self._unknown(line.unread)

    def _label(self, here: TierLine, there: TierLine) -> Iterator[Told]:
        old, new = (held(each.label.text) if each.label else "" for each in (here, there))
        if old == new:
            return
        name = f"凡例 {there.bracket.text}"
        if here.label and there.label:
            yield self._span(name, here.label, there.label)
        elif there.label:
            cell = self.newer.cell(there.bracket)
            yield Unplaced(new, name, "一覧に呼び名がありません", self.newer.file, cell)

    def _shares(self, here: TierLine, there: TierLine) -> Iterator[Told]:
        known = {fold_term(share.status.text): share for share in here.shares}
        name = f"達成状況 {there.bracket.text}"
        for share in there.shares:
            own = known.get(fold_term(share.status.text))
            if own is None:
                yield self._loose(share.cell, name, _NO_COUNT)
                continue
            yield from self._figures(
                f"{name}{share.status.text}",
                [(own.count, share.count), (own.denominator, share.denominator)],
            )

    def _counts(self) -> Iterator[Told]:
        known = {key: count for key, _, count in _by_word(self.sheet)}
        by_line: dict[Span, list[Step | Unplaced]] = {}
        lines: dict[Span, CountLine] = {}
        for key, line, count in _by_word(self.newer.tree):
            lines[line.span] = line
            found = by_line.setdefault(line.span, [])
            if own := known.get(key):
                pairs = [
                    (own.count, count.count),
                    (own.denominator, count.denominator),
                    (own.rate, count.rate),
                ]
                found += self._figures(f"達成状況 {count.word.text}", pairs)
            elif not any(isinstance(each, Unplaced) and each.why == _NO_COUNT for each in found):
                strange = (cell for cell in line.cells if not self.known[held(cell.text)])
                found += (self._unplaced(cell, "", _NO_COUNT) for cell in strange)
        for span, found in by_line.items():
            if found:
                yield Loose(tuple(held(cell.text) for cell in lines[span].cells), tuple(found))

    def _figures(
        self, name: str, pairs: Iterable[tuple[Span | None, Span | None]]
    ) -> Iterator[Step | Unplaced]:
        for old, new in pairs:
            if old and new and not alike(held(old.text), held(new.text)):
                yield self._span(name, old, new)
            elif new and not old:
                cell = self.newer.cell(new)
                yield Unplaced(new.text, name, "一覧にこの数がありません", self.newer.file, cell)

    def _notes(self) -> Iterator[Told]:
        rows = {row.span for row in (*rows_in(self.newer.edition), *again_in(self.newer.edition))}
        for node in self.newer.tree.lines:
            match node:
                case Stray(span=span) | UnnumberedRow(span=span) if span in rows:
                    pass
                case NoteLine(cells=cells) | SummaryHead(cells=cells):
                    yield from self._unknown(cells)
                case SectionLine(rest=cells):
                    yield from self._unknown(cells)
                case Stray(row=cells, cell=cell):
                    yield from self._unknown(list(filter(None, cells)) or [cell], "番号のない行です")
                case UnnumberedRow(part=False, cells=cells):
                    yield from self._unknown(filter(None, cells), "番号のない行です")

    def _unknown(
        self, cells: Iterable[Cell], why: str = "施策でも見出しでもない行です"
    ) -> Iterator[Loose]:
        """The cells that say what stands nowhere here."""
        for cell in cells:
            if not self.known[held(cell.text)]:
                yield self._loose(cell, "", why)

    def _loose(self, cell: Cell, near: str, why: str) -> Loose:
        return Loose((held(cell.text),), (self._unplaced(cell, near, why),))

    def _unplaced(self, cell: Cell, near: str, why: str) -> Unplaced:
        return Unplaced(held(cell.text), near, why, self.newer.file, self.newer.cell(cell.span))

    def _cell(
        self, name: str, line: Span, here: Cell, there: Cell, new: str = ""
    ) -> Iterator[Told]:
        """A cell of a line that is none of rows; ``new`` is what it is to say, if not all."""
        old, new = held(here.text), new or held(there.text)
        if alike(old, new):
            return
        cells, _ = cells_at(line.source, line.start)
        place = next((at for at, cell in enumerate(cells) if cell.span == here.span), None)
        edit: Edit | Unwritable = Unwritable("一覧のどの欄か分かりません")
        if place is not None:
            edit = not_encodable(new, line.source) or line_edit(line, place, new)
        if isinstance(edit, Unwritable):
            yield self._unplaced(there, name, edit.why)
        else:
            yield self._step(name, here.span, there.span, old, new, edit)

    def _span(self, name: str, here: Span, there: Span) -> Step | Unplaced:
        """A word or figure inside a cell."""
        new = held(there.text)
        if refused := not_encodable(new, here.source):
            return Unplaced(new, name, refused.why, self.newer.file, self.newer.cell(there))
        return self._step(name, here, there, held(here.text), new, Edit(here, new))

    def _step(self, name: str, here: Span, there: Span, old: str, new: str, edit: Edit) -> Step:
        change = Change(
            "", name, "summary" if name != "題名" else "title", "", here.source.path, here.line,
            None, new, old, new, self.newer.file, self.newer.cell(there),
        )
        return Step(change, (edit,))


def _by_word(tree: SheetTree) -> Iterator[tuple[tuple[str, int], CountLine, CountCell]]:
    """The counts of a summary by their words, of one word by its turn."""
    seen: Counter[str] = Counter()
    for line in tree.all(CountLine):
        for count in line.counts:
            word = fold_term(count.word.text)
            seen[word] += 1
            yield (word, seen[word]), line, count


def _filled(line: Span) -> list[Cell]:
    cells, _ = cells_at(line.source, line.start)
    return [cell for cell in cells if cell]


def _loose(tree: SheetTree) -> Iterator[Cell]:
    """The cells of a sheet that are no row's and no heading's."""
    for node in tree.nodes:
        match node:
            case HeadLine() | SectionLine(rest=()):
                pass
            case SectionLine(rest=cells):
                yield from cells
            case Title() | SummaryHead() | TierLine() | CountLine() | NoteLine() | Stray():
                yield from _filled(node.span)
            case UnnumberedRow(part=False):
                yield from _filled(node.span)
