"""A newer table, read with the settings of the project that it is to go into."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import cached_property

from guideline_docs.edits.importing.tables import rows_in
from guideline_docs.edits.taking import Taken
from guideline_docs.failure import CannotRun, one_line
from guideline_docs.model.configuration import Configuration
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.inquiry import KEY_HEAD, InquiryKey, Role, head_role
from guideline_docs.model.measure import Measure
from guideline_docs.model.resolve import edition_of
from guideline_docs.source.glyphs import fold_head
from guideline_docs.source.span import Span
from guideline_docs.syntax.cells import cells_at
from guideline_docs.syntax.columns import Column
from guideline_docs.syntax.nodes import HeadLine, SheetTree
from guideline_docs.syntax.sheet import parse_sheet


class Newer:
    """The table that comes, what it means, and where each of its cells stands."""

    def __init__(self, taken: Taken, configuration: Configuration) -> None:
        self.taken = taken
        self.file = taken.source.path
        self.tree = parse_sheet(taken.source, configuration.heads, configuration.scheme.marks)
        self.edition = edition_of(self.tree, configuration)

    def cell(self, span: Span) -> str:
        """The place of what stands there: ``B12``; of a whole line that of its first filled cell."""
        line = bisect_right(self._starts, span.start) - 1
        cells, _ = cells_at(span.source, self._starts[line])
        within = [at for at, cell in enumerate(cells) if cell.span.start <= span.start]
        at = within[-1] if within else 0
        if span.start == self._starts[line] and not cells[at]:
            at = next((n for n, cell in enumerate(cells) if cell), at)
        return self.taken.place(line, at)

    def cell_of(self, measure: Measure, column: Column) -> str:
        """The place of a column of a measure, filled or not."""
        if column not in measure.layout.given:
            return self.cell(measure.span)
        line = bisect_right(self._starts, measure.span.start) - 1
        return self.taken.place(line, measure.layout.given.index(column))

    @cached_property
    def _starts(self) -> list[int]:
        """Where each line of cells begins."""
        starts: list[int] = []
        for node in self.tree.nodes:
            at, end = node.span.start, node.span.end
            starts.append(at)
            # A head may have two rows.
            while isinstance(node, HeadLine) and (at := cells_at(node.span.source, at)[1]) < end:
                starts.append(at)
        return starts

    @cached_property
    def heads(self) -> Mapping[Column, str]:
        """What stands over each column."""
        return written_heads(self.tree)

    @cached_property
    def keys(self) -> Mapping[Measure, InquiryKey]:
        """The keys that rows carry, seen or hidden; one that stands twice tells nothing."""
        found = dict(self._keys())
        held = [str(key) for key in found.values()]
        once = {key for key in held if held.count(key) == 1} if len(set(held)) < len(held) else set(held)
        return {measure: key for measure, key in found.items() if str(key) in once}

    def _keys(self) -> Iterator[tuple[Measure, InquiryKey]]:
        hidden = self._hidden_keys
        named = next((c for c in self.heads if fold_head(c.name) == fold_head(KEY_HEAD)), None)
        if not (hidden or named):
            return
        for measure in self.edition.measures:
            key = InquiryKey.read(measure[named].text) if named else None
            line = bisect_right(self._starts, measure.span.start) - 1
            if key := key or hidden.get(line):
                yield measure, key

    @cached_property
    def _hidden_keys(self) -> dict[int, InquiryKey]:
        """Keys of columns that were not taken, by the line that their row became."""
        found: dict[tuple[int, int], InquiryKey] = {}
        for number, worksheet in enumerate(self.taken.worksheets):
            for column in worksheet.hidden_columns:
                for row, text in column.texts.items():
                    if key := InquiryKey.read(text):
                        found[number, row] = key
        if not found:
            return {}
        lines = self.taken.origins or [(0, at) for at in range(len(self._starts))]
        places = (
            (line, (number, rows[at] if at < len(rows := self.taken.worksheets[number].rows) else at + 1))
            for line, (number, at) in enumerate(lines)
        )
        return {line: found[place] for line, place in places if place in found}


def written_heads(tree: SheetTree) -> dict[Column, str]:
    """What stands over each column, by the first head line that has it."""
    heads: dict[Column, str] = {}
    for line in tree.all(HeadLine):
        for head in line.heads:
            if head and head.column:
                heads.setdefault(head.column, head.cell.text)
            elif head:
                heads.setdefault(Column.named(head.cell.text), head.cell.text)
    return heads


def must_be_importable(newer: Newer, ours: Guideline) -> None:
    """Raise CannotRun for a table of which no row could be anybody's, and for an answer."""
    file, heads = newer.file, newer.heads
    own = list(written_heads(ours.sheet).values()) if ours.sheet else []
    if any(head_role(head, own)[0] in (Role.SENT, Role.LAST) for head in heads.values()):
        raise CannotRun(f"{file}: 照会の回答です。guideline-docs collect で取り込んでください")
    rows = rows_in(newer.edition)
    if not rows:
        raise CannotRun(f"{file}: 施策の行がありません")
    if not newer.tree.all(HeadLine) and ours.sheet and ours.sheet.all(HeadLine):
        raise CannotRun(f"{file}: 列の見出しの行がないので、どの列がどれか分かりません")
    if not any(row.title for row in rows) and not newer.keys:
        written = "、".join(f"「{one_line(head)}」" for head in heads.values())
        raise CannotRun(
            f"{file}: 施策の名前の列がないので、どの行がどれか分かりません（列の見出しは {written}）"
        )
