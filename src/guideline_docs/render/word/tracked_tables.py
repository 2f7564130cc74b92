"""Tables of two versions as one: rows that came or are gone, and cells whose words changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate

from guideline_docs.render.word.bookmarks import Bookmarks
from guideline_docs.render.word.grids import places_of
from guideline_docs.render.word.paragraphs import Paragraphs
from guideline_docs.render.word.revisions import Revisions
from guideline_docs.render.word.tables import Cells, Grid, Tables
from guideline_docs.render.word.template import Template
from guideline_docs.views.draft.parts import Mark, Row, Table
from guideline_docs.views.tracked.parts import Pair, Versions

_WIDTH = re.compile(r'(<w:tblW [^>]*w:w=")\d+')
_PROPERTIES_END, _ROW_PROPERTIES_END = "</w:pPr>", "</w:trPr>"


class TrackedTables(Tables):
    """Tables of the new version, with the rows that are gone from the old one."""

    def __init__(
        self,
        versions: Versions,
        template: Template,
        paragraphs: Paragraphs,
        bookmarks: Bookmarks,
        revisions: Revisions,
    ) -> None:
        super().__init__(versions.draft, template, paragraphs, bookmarks)
        self.before = Tables(versions.before, template, paragraphs, bookmarks)
        self.revisions = revisions

    def pair(self, pair: Pair) -> Iterator[str]:
        """A table of both versions, or of one."""
        was, now = pair.was, pair.now
        if now is None:
            assert isinstance(was, Table)
            yield from self._struck(was, pair.rows)
            return
        assert isinstance(now, Table)
        self.begin()
        kept = [row for row in pair.rows if row.mark is not Mark.DELETED]
        grid, struck = self.grid(now), iter(())
        if pair.struck:
            assert isinstance(was, Table)
            grid, before = self._grids(was, now)
            measured = self.before.measured(was, before)
            struck = iter([measured[place] for place in pair.struck])
        yield self.opening(now, grid)
        rows = self.rows(now._replace(rows=tuple(kept)), grid)
        for row in pair.rows:
            yield self._gone(row, next(struck)) if row.mark is Mark.DELETED else next(rows)
        next(rows, None)  # which tells the flow how high they are
        yield "</w:tbl>"

    def _grids(self, was: Table, now: Table) -> tuple[Grid, Grid]:
        """The columns of both; where they differ, in the finer grid of all their edges."""
        grid = self.grid(now)
        if places_of(was) == places_of(now):
            return grid, grid
        before = self.before.grid(was)
        edges = [list(accumulate(each.widths)) for each in (grid, before)]
        widths = _between(sorted({edge for side in edges for edge in side}))
        found = []
        for each, own in zip((grid, before), edges, strict=True):
            finer = self.grid_of(now.role, each.widths)
            finer.spans = tuple(_spans(own, list(accumulate(widths))))
            finer.xml = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
            found.append(finer)
        return found[0], found[1]

    def _struck(self, was: Table, rows: Sequence[Row]) -> Iterator[str]:
        """A table that is gone, no wider than the page where it stood or now would."""
        grid, room = self.before.grid(was), self.paragraphs.box.width
        opening = self.opening(was, grid)
        if sum(grid.widths) > self._widest(room):
            grid = self.grid_of(was.role, _narrowed(grid.widths, room))
            opening = _WIDTH.sub(rf"\g<1>{room}", self.opening(was, grid))
        yield opening
        for row, cells in zip(rows, self.before.measured(was, grid), strict=True):
            yield self._gone(row, cells)
        yield "</w:tbl>"

    @staticmethod
    def _widest(room: int) -> int:
        """What of a table may stand in the margins: the space of its outer cells."""
        return room * 21 // 20

    # --- rows -----------------------------------------------------------------------

    def row(self, row: Row, cells: Cells, keep: bool) -> str:
        if row.mark is Mark.SAME:
            return super().row(row, cells, keep)
        return self._marked(row, cells, keep)

    def _gone(self, row: Row, cells: Cells) -> str:
        """A row that is gone: where a page begins is said of the next."""
        new_page, self.paragraphs.new_page = self.paragraphs.new_page, False
        written = self._marked(row, cells, keep=False)
        self.paragraphs.new_page = new_page
        return written

    def _marked(self, row: Row, cells: Cells, keep: bool) -> str:
        """A row with the mark on it, on the words in it and on the ends of its paragraphs."""
        revisions = self.revisions
        marked = [
            (frame, revisions.text(row.mark, content) if content else "")
            for frame, content in cells.cells
        ]
        parts = super().row(row, cells._replace(cells=marked), keep).split(_PROPERTIES_END)
        written = parts[0]
        for part in parts[1:]:
            written += revisions.end(row.mark) + _PROPERTIES_END + part
        mark = revisions.mark(row.mark)
        if _ROW_PROPERTIES_END not in written:
            return written.replace("<w:tr>", f"<w:tr><w:trPr>{mark}{_ROW_PROPERTIES_END}", 1)
        return written.replace(_ROW_PROPERTIES_END, mark + _ROW_PROPERTIES_END, 1)


def _narrowed(widths: Sequence[int], room: int) -> tuple[int, ...]:
    """Columns in less room: it is the wide ones that give way."""
    least = min(*widths, room // len(widths))
    above, left = sum(widths) - least * len(widths), room - least * len(widths)
    narrowed = [least + (width - least) * left // max(above, 1) for width in widths]
    narrowed[-1] += room - sum(narrowed)
    return tuple(narrowed)


def _between(edges: Sequence[int]) -> list[int]:
    """The widths between edges, the first from 0."""
    return [end - start for start, end in zip((0, *edges), edges, strict=False)]


def _spans(edges: Sequence[int], finer: Sequence[int]) -> Iterator[int]:
    """How many of the finer columns stand in each."""
    start = 0
    for end in edges:
        yield sum(start < edge <= end for edge in finer)
        start = end
