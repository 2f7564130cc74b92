"""New measures as rows at their place, in the notation of the sheet."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from guideline_docs.edits.cells import cell_text, held, line_end, not_encodable, says
from guideline_docs.edits.importing.comparing import Comparing
from guideline_docs.edits.importing.headings import Headings
from guideline_docs.edits.importing.newer import Newer
from guideline_docs.edits.importing.pairing import Paired, untaken
from guideline_docs.edits.importing.step import Step, Told
from guideline_docs.edits.importing.tables import sections_of
from guideline_docs.edits.incoming import Change
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.layout import Layout
from guideline_docs.model.measure import Measure
from guideline_docs.model.section import Section
from guideline_docs.source.edit import Edit
from guideline_docs.source.span import Span
from guideline_docs.syntax.columns import Column, ColumnKind
from guideline_docs.syntax.nodes import RowLine


class _Place:
    """Where a new row goes: behind or before one of the same section, or below its heading."""

    def __init__(self, at: int, like: Measure, last: Span, level: bool) -> None:
        self.at = at
        self.like = like
        """A row whose form it takes."""
        self.last = last
        """The line that stands before it."""
        self.level = level
        """Whether that row stands in the same section."""


class Adding:
    """Puts the rows that are new into the table here."""

    def __init__(self, ours: Guideline, newer: Newer, comparing: Comparing) -> None:
        self.ours = ours
        self.newer = newer
        self.comparing = comparing

    def told(self, paired: Paired, found: Headings) -> Iterator[Told]:
        new = set(paired.new)
        if not new:
            return
        same = {match.theirs: match.ours for match in paired.matches}
        home = sections_of(self.ours.edition)
        for *_, section in self.newer.edition.trails:
            goal = found.here.get(section.code)
            for at, row in enumerate(section.measures):
                if row not in new:
                    continue
                if goal is None:
                    yield from untaken(self.newer, row, _no_heading(found, self.ours))
                    continue
                before = [same[each] for each in section.measures[:at] if each in same]
                behind = [same[each] for each in section.measures[at:] if each in same]
                before = [each for each in before if home[each] is goal]
                behind = [each for each in behind if home[each] is goal]
                yield from self._row(row, goal, before, behind)

    def _row(
        self, row: Measure, goal: Section, before: list[Measure], behind: list[Measure]
    ) -> Iterator[Told]:
        place = self._place(goal, before, behind)
        if place is None:
            yield from untaken(self.newer, row, "一覧のどこに加えるか分かりません")
            return
        texts = [self._texts(part, place) for part in row.each]
        source = place.like.span.source
        refused = [not_encodable("".join(each), source) for each in texts]
        if any(refused):
            why = next(each.why for each in refused if each)
            yield from untaken(self.newer, row, why)
            return
        if place.like.layout.card and row.parts:
            yield from untaken(self.newer, row, "カードには行を分けて書けません")
            return
        edit, written = _edit(row, texts, place)
        name = self.ours.scheme.spell(row.code) if row.code else row.title.text
        key = "" if row.key is None else str(row.key)
        change = Change(
            key, name, "measure", "新しい施策", source.path, place.last.verbatim.end_position[0],
            None, written, "", written, self.newer.file, self.newer.cell(row.number_span),
        )
        yield Step(change, (edit,), adds=len(texts))
        for part in row.each:
            strange = self.comparing.strange_columns(place.like.layout, part.layout)
            yield from self.comparing.strange(None, part, strange, name)

    def _place(
        self, goal: Section, before: list[Measure], behind: list[Measure]
    ) -> _Place | None:
        """Behind the row that it follows there, before the one that follows it, or below the heading."""
        if before or (goal.measures and not behind):
            like = before[-1] if before else goal.measures[-1]
            last = (like, *like.parts)[-1].span
            return _Place(last.end, like, last, True)
        if behind and not behind[0].layout.card:
            return _Place(behind[0].span.start, behind[0], behind[0].span.part(0, 0), True)
        is_line = goal.span is not None and goal.code.path and not self.ours.scheme.level(goal.code).column
        likely = next(iter(self.ours.own), None)
        if behind or not is_line or likely is None or goal.sections:
            return None
        assert goal.span
        above = [each for each in self.ours.own if each.span.source is goal.span.source]
        earlier = [each for each in above if each.span.start < goal.span.start]
        like = (earlier or above)[-1 if earlier else 0] if above else likely
        return _Place(goal.span.end, like, goal.span, False)

    def _level(self, like: Measure, at: int) -> str:
        """What a row has in the column of a level: often nothing, which is the heading above."""
        row = self._rows.get(like.span)
        return held(row.cells[at].text) if row and at < len(row.cells) else ""

    @cached_property
    def _rows(self) -> dict[Span, RowLine]:
        trees = list(self.ours.tables)
        rows = [row for tree in trees for row in tree.all(RowLine)]
        return {row.span: row for row in rows}

    def _texts(self, row: Measure, place: _Place) -> list[str]:
        """The cells of a row here for what stands there."""
        given = place.like.layout.given
        columns = dict(self.comparing.columns(place.like.layout, row.layout))
        texts = [says(row, columns[column]) if column in columns else "" for column in given]
        for at, column in enumerate(given):
            if column == Column.NUMBER:
                texts[at] = held(row.number_span.text)
            elif column.kind is ColumnKind.LEVEL:
                texts[at] = self._level(place.like, at) if place.level else ""
            elif column == Column.TITLE:
                texts[at] = held(row.title.text)
                if Column.NUMBER not in given and row.number_span.text:
                    # The number stands before the title.
                    start, end = row.number_span.start, row.title.span.start
                    texts[at] = held(row.span.source.text[start:end]) + texts[at]
        return texts


def _edit(row: Measure, texts: list[list[str]], place: _Place) -> tuple[Edit, str]:
    """The edit that puts a row in, and the row as it is written."""
    source = place.like.span.source
    end = line_end(place.like.span)
    layout = place.like.layout
    if layout.card:
        lines = [_card(row, texts[0], layout, end)]
        body = place.last.text.rstrip("\r\n")
        at = place.last.start + len(body)
        return Edit(Span(source, at, at), end + end + lines[0]), lines[0]
    lines = ["\t".join(cell_text(text, end) for text in each) for each in texts]
    written = end.join(lines)
    open_end = bool(place.last) and bool(place.last.text) and place.last.text[-1] not in "\r\n"
    text = end + written if open_end else written + end
    return Edit(Span(source, place.at, place.at), text), written


def _card(row: Measure, texts: list[str], layout: Layout, end: str) -> str:
    lines = []
    title = ""
    for column, text in zip(layout.given, texts, strict=True):
        body = text.replace("\n", f"{end}　　")
        if column == Column.TITLE:
            title = body
        elif text and column != Column.NUMBER:
            lines.append(f"　{column.heads[-1] if column.yearly else column.name}：{body}")
    return end.join([f"施策{row.number}　{title}", *lines])


def _no_heading(found: Headings, ours: Guideline) -> str:
    if found.flat and ours.edition.table.sections:
        return "新しい施策ですが、どの見出しの下か分かりません"
    return "新しい施策ですが、その見出しが一覧にありません"
