"""進捗状況一覧 with what changed since a version: in each line its marks, and lines for what is gone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from guideline_docs.compare.changes import Change
from guideline_docs.compare.tables import field_of
from guideline_docs.model.chapter import Heading, Paragraph
from guideline_docs.model.configuration import SETTINGS_TABLE
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.measure import Measure
from guideline_docs.model.section import Section
from guideline_docs.syntax.columns import Column
from guideline_docs.views.changes import shortened
from guideline_docs.views.progress_table.heads import Heads
from guideline_docs.views.progress_table.parts import (
    Across,
    Block,
    Gone,
    Marked,
    MarkedKind,
    ProgressTable,
    Row,
    Since,
)
from guideline_docs.views.since import Earlier, Sayings, SinceKind, Told, kinds_of
from guideline_docs.views.text import printable
from guideline_docs.views.wording import Wording

# The settings that stand on this paper.
_FACTS = frozenset(
    ("table_title", "municipality", "department", "meeting", "stage", "as_of", "table_number")
)
# What of a measure is no column and stands in its row.
_OF_ROWS = frozenset(("number", "section", "order", "part", "surplus"))
# What is printed round the lines, and what is told by its words.
_ROUND = frozenset(("title", "summary", "legend", "heads", "note", "line", "edition"))
_QUOTED = frozenset(("note", "line"))


def marked(
    table: ProgressTable, guideline: Guideline, earlier: Earlier, wording: Wording
) -> ProgressTable:
    """The table with its marks against an earlier version; what it says stays the same.

    What changed only in chapters or in cards, which stand on other paper, is not marked.
    Raises CannotRun where a phrase is missing.
    """
    return _Marker(guideline, earlier, wording, table.heads).marked(table)


class _Marker:
    """Marks the lines of a table. Lines of no measure are known by their place in the sheet."""

    def __init__(
        self, guideline: Guideline, earlier: Earlier, wording: Wording, heads: Heads
    ) -> None:
        self.guideline = guideline
        self.heads = {head.key for head in heads.columns}
        self.last = next((h.key for h in heads.columns if h.key == Column.TITLE), heads.long)
        """Where that is told which has no column."""
        self.earlier = earlier
        self.sayings = Sayings(guideline, wording)
        self.columns = {field_of(column): str(column) for column in guideline.columns}
        self.own = {*guideline.second.own, *guideline.second.sections}
        before = earlier.guideline
        self.were = {*before.second.own, *before.second.sections}
        self.printed = {each.anchor for each in (*before.edition.own, *before.edition.sections)}
        """The anchors of what stood in the table; what only cards have did not."""
        self.of: dict[str, list[Change]] = {}
        """Anchor of a heading or measure → what changed of it."""
        self.behind: dict[str, list[Change]] = {}
        """Anchor, empty before all → what is gone from behind it."""
        self.lines: dict[int, Change] = {}
        """Line of the sheet → what changed of it."""
        self.around: list[Change] = []
        for change in earlier.comparison.changes:
            self._sort(change)
        self.met: Counter[SinceKind] = Counter()

    def _sort(self, change: Change) -> None:
        thing = change.after or change.before
        if isinstance(thing, Heading | Paragraph):
            return
        if isinstance(thing, Measure | Section):
            if change.after in self.own:
                if self._is_printed(change):
                    self.of.setdefault(thing.anchor, []).append(change)
            elif change.after is None and change.before in self.were:
                if thing.anchor in self.printed:
                    behind = change.behind
                    anchor = behind.anchor if isinstance(behind, Measure | Section) else ""
                    self.behind.setdefault(anchor, []).append(change)
            else:
                self.around.append(change)
            return
        sheet = self.guideline.sheet
        if change.field in _QUOTED and change.new and sheet and change.place.source is sheet.source:
            self.lines[change.place.line] = change
        elif change.field in _ROUND:
            self.around.append(change)
        elif change.field.removeprefix(f"{SETTINGS_TABLE}.") in _FACTS:
            self.around.append(change)

    def _is_printed(self, change: Change) -> bool:
        """Whether it stands in the table: what cards add stands in the draft."""
        if not isinstance(change.after, Measure):
            return True
        return change.field in _OF_ROWS or change.field in self.columns

    # --- the table ----------------------------------------------------------------------

    def marked(self, table: ProgressTable) -> ProgressTable:
        first = tuple(self._gone(""))
        blocks = tuple(map(self._block, table.blocks))
        # What it stood behind may stand on other paper.
        last = tuple(gone for anchor in (*self.behind,) for gone in self._gone(anchor))
        blocks = (
            *((Block(None, first),) if first else ()),
            *blocks,
            *((Block(None, last),) if last else ()),
        )
        words = self.sayings.words
        name = printable(self.earlier.name)
        # What stands in a line that is not in the table is told round it.
        around = [*self.around, *self.lines.values()]
        names = dict.fromkeys(map(self._named, around))
        return replace(
            table,
            blocks=blocks,
            since=Since(
                words=words,
                against=words.against.format(name=name),
                running=words.running.format(name=name),
                kinds=tuple(
                    MarkedKind(kind, words.count.format(kind=self.sayings.kind(kind), n=self.met[kind]))
                    for kind in SinceKind
                    if self.met[kind]
                ),
                around=words.around.format(names=words.comma.join(names)) if names else "",
            ),
        )

    def _named(self, change: Change) -> str:
        head, text = self.sayings.head(change), change.new or change.old
        kind = kinds_of((change,))[0]
        if change.field in _QUOTED:
            head += self.sayings.changes.quoted.format(text=shortened(printable(text)))
        elif change.field == "legend":
            head += self.sayings.name(change)
        return head if kind is SinceKind.CHANGED else f"{head}（{self.sayings.kind(kind)}）"

    def _block(self, block: Block) -> Block:
        band = block.band
        lines: list[Row | Across | Gone] = []
        if band:
            band = replace(band, since=self._mark(self.of.get(band.anchor, ())))
            lines += self._gone(band.anchor)
        for line in block.lines:
            lines += self._line(line)
        return replace(
            block, band=band, lines=tuple(lines), blocks=tuple(map(self._block, block.blocks))
        )

    def _line(self, line: Row | Across | Gone) -> Iterator[Row | Across | Gone]:
        if isinstance(line, Row):
            yield replace(line, since=self._mark(self.of.get(line.anchor, ())))
            yield from self._gone(line.anchor)
        elif isinstance(line, Across):
            change = self.lines.pop(line.line, None)
            yield replace(line, since=self._mark((change,) if change else ()))
        else:
            yield line

    def _mark(self, changes: Iterable[Change]) -> Marked | None:
        changes = tuple(changes)
        if not changes:
            return None
        kinds = kinds_of(changes)
        self.met.update(kinds)
        told: dict[str, tuple[Told, ...]] = {}
        for change in changes if SinceKind.ADDED not in kinds else ():
            key = self._cell(change)
            told[key] = (*told.get(key, ()), self.sayings.told(change))
        return Marked(kinds, tuple(map(self.sayings.kind, kinds)), told)

    def _cell(self, change: Change) -> str:
        """The key of the head below which a change is told; nothing of a heading."""
        if not isinstance(change.after, Measure):
            return ""
        key = self.columns.get(change.field, "")
        if key in (Column.TIER, Column.PROPOSAL):
            return "move"
        # The column of numbers is too narrow for two of them.
        return key if key in self.heads and key != Column.NUMBER else self.last

    def _gone(self, anchor: str) -> Iterator[Gone]:
        for change in self.behind.pop(anchor, ()):
            self.met[SinceKind.REMOVED] += 1
            title = printable(change.old)
            text = self.sayings.words.gone.format(name=printable(change.old_name), title=title)
            mark = Marked((SinceKind.REMOVED,), (self.sayings.kind(SinceKind.REMOVED),), ())
            yield Gone(text.strip(), mark)
