"""Tables: their columns, the cells of their rows, and how high they are on paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from guideline_docs.render.word.bookmarks import Bookmarks
from guideline_docs.render.word.columns import Counted, Stops, stops
from guideline_docs.render.word.grids import ColumnWidths, places_of
from guideline_docs.render.word.pages import Measures, Metrics, kept_rows
from guideline_docs.render.word.paragraphs import NEW_PAGE, Paragraphs, Written
from guideline_docs.render.word.template import Template
from guideline_docs.render.word.xml import KEEP
from guideline_docs.render.xml import escape
from guideline_docs.source.record import NamedTuple
from guideline_docs.views.draft.parts import (
    Cell,
    Draft,
    DraftRole,
    Inline,
    Inlines,
    Mark,
    Revised,
    Row,
    Table,
    plain,
)
from guideline_docs.views.text import Piece

_ROW = "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
_HEAD_ROW = "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
_TALL_ROW = "<w:tr>"
_CELL_END = "</w:p></w:tc>"
_BEGINS, _GOES_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


class _Frame(NamedTuple):
    """All that the cells of a place in a table have in common."""

    opening: str
    kept: str
    """The same where the row is kept with the next one."""
    style: Metrics
    room: int


class Cells(NamedTuple):
    """The cells of a row: their frames and what is in them, and how high they are.

    ``keep``: their style keeps them with the next row; ``tall``: no page can hold them.
    """

    cells: list[tuple[_Frame, str]]
    height: int
    keep: bool
    tall: bool


class Grid:
    """The columns of the tables of one role, and the frames of their cells."""

    def __init__(
        self,
        widths: tuple[int, ...],
        measures: Measures,
        role: DraftRole,
        styles: Mapping[DraftRole, str],
    ) -> None:
        self.widths = widths
        self.xml = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        self.measures = measures
        self.metrics = measures.of_table[role]
        self.styles = styles
        self.frames: dict[tuple[DraftRole, int, int, str, str], _Frame] = {}
        self.spans: tuple[int, ...] = ()
        """How many columns of a finer grid each is, where rows of another one stand there."""

    def frame(
        self, role: DraftRole, at: int, across: int, merge: str, further: str
    ) -> _Frame:
        """``further`` are properties of the paragraph that stand behind those of its flow."""
        key = (role, at, across, merge, further)
        frame = self.frames.get(key)
        if frame is None:
            width = sum(self.widths[at : at + across])
            columns = sum(self.spans[at : at + across]) or across
            span = f'<w:gridSpan w:val="{columns}"/>' if columns > 1 else ""
            style = self.measures.of[role]
            opening = (
                f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}</w:tcPr>'
                f"<w:p><w:pPr>{self.styles[role]}"
            )
            frame = self.frames[key] = _Frame(
                f"{opening}{further}</w:pPr>",
                f"{opening}{KEEP}{further}</w:pPr>",
                style,
                style.room(width - self.metrics.across),
            )
        return frame


class Tables:
    """Writes tables; those of one role and the same columns are set alike."""

    def __init__(
        self, draft: Draft, template: Template, paragraphs: Paragraphs, bookmarks: Bookmarks
    ) -> None:
        self.template = template
        self.paragraphs = paragraphs
        self.bookmarks = bookmarks
        self.measures = paragraphs.measures
        self.runs = paragraphs.runs
        self.widths = ColumnWidths(draft, template, self.measures, self.runs.words)
        self.texts: dict[tuple[Inlines, DraftRole], Written] = {}
        self.grids: dict[tuple[DraftRole, tuple[int, ...]], Grid] = {}

    def xml(self, table: Table) -> Iterator[str]:
        """A table, row by row."""
        grid = self.grid(table)
        self.begin()
        yield self.opening(table, grid)
        yield from self.rows(table, grid)
        yield "</w:tbl>"

    def grid(self, table: Table) -> Grid:
        """The columns of a table."""
        places = places_of(table)
        grid = self.grids.get((table.role, places))
        if grid is None:
            widths = self.widths.of(table.role, places)
            grid = self.grids[table.role, places] = self.grid_of(table.role, widths)
        return grid

    def grid_of(self, role: DraftRole, widths: tuple[int, ...]) -> Grid:
        return Grid(widths, self.measures, role, self.paragraphs.properties)

    def begin(self) -> None:
        """Go on with a table, at the top of a page if that is asked for."""
        if self.paragraphs.new_page:
            self.paragraphs.flow.turn()
        self.paragraphs.top = False

    def opening(self, table: Table, grid: Grid) -> str:
        return (
            f"<w:tbl>{self.template.specimens[table.role].properties}"
            f'<w:tblCaption w:val="{escape(table.title)}"/>'
            f'<w:tblDescription w:val="{escape(table.description)}"/></w:tblPr>'
            f"<w:tblGrid>{grid.xml}</w:tblGrid>"
        )

    def rows(self, table: Table, grid: Grid) -> Iterator[str]:
        """The rows; the flow is told how high they are."""
        measured = self.measured(table, grid)
        heights = [row.height for row in measured]
        keep = kept_rows(table.rows, heights, self.paragraphs.box.height)
        for row, cells, together in zip(table.rows, measured, keep, strict=True):
            yield self.row(row, cells, together)
        rows = (
            (cells.height, (together or cells.keep) and not cells.tall, row.head)
            for row, cells, together in zip(table.rows, measured, keep, strict=True)
        )
        self.paragraphs.flow.rows(rows, self.measures.of[DraftRole.CELL].pitch)

    def measured(self, table: Table, grid: Grid) -> list[Cells]:
        return list(self._measured(table, grid, self.template.specimens[table.role].total))

    def _measured(self, table: Table, grid: Grid, total: bool) -> Iterator[Cells]:
        """The cells of each row and how high they make it.

        A cell that goes on in the rows below asks for its height in the last of them.
        """
        count = len(table.rows)
        heads = sum(row.head for row in table.rows)
        figures = self._stops(table, grid)
        owed = [0] * len(grid.widths)
        for place, row in enumerate(table.rows):
            joined = _joined(table.rows[place + 1]) if place + 1 < count else ()
            height, at, keep = 0, 0, False
            cells = []
            for column, cell in enumerate(row.cells):
                goes_on = column in joined
                merge = _GOES_ON if cell.joins else _BEGINS if goes_on else ""
                said = (*cell.text, *_rate(cell)) if cell.rate else cell.text
                text = self._cell_text(said, cell.role)
                content, words = text.xml, text.words
                further = ""
                if cell.role is DraftRole.CELL_NUMBER and column in figures:
                    counted = self._counted(cell)
                    further, content, words = figures[column].figure(content, counted)
                frame = grid.frame(cell.role, at, cell.across, merge, further)
                at += cell.across
                if cell.anchor or cell.key:
                    self.bookmarks.controlled = row.mark is Mark.SAME and stays(cell.text)
                    content = self.bookmarks.found_again(content, cell.anchor, cell.key)
                cells.append((frame, content))
                keep = keep or frame.style.keep_next
                if not cell.joins:
                    owed[column] = frame.style.cell_height(words, frame.room)
                if not goes_on and owed[column] > height:
                    height = owed[column]
            height = grid.metrics.height(height, place, count, heads, total)
            if joined:
                owed = [rest - height for rest in owed]
            yield Cells(cells, height, keep, height > self.paragraphs.box.height)
        self.bookmarks.controlled = True

    def _cell_text(self, text: Inlines, role: DraftRole) -> Written:
        """The text of a cell; what several tables say is made once."""
        if self.runs.revisions and any(isinstance(part, Revised) for part in text):
            return self.paragraphs.text(text, role)  # each revision is one of its own
        made = self.texts.get((text, role))
        if made is None:
            made = self.texts[text, role] = self.paragraphs.text(text, role)
        return made

    def _stops(self, table: Table, grid: Grid) -> dict[int, Stops]:
        """Where the columns of figures end, in a table whose columns are its cells.

        Those with rates are all set alike.
        """
        figures: dict[int, list[Counted]] = {}
        for column, last in enumerate(table.rows[-1].cells):
            if last.role is DraftRole.CELL_NUMBER:
                # A label across the table has no figures.
                whole = (row.cells for row in table.rows if len(row.cells) > column)
                cells = (row[column] for row in whole)
                figures[column] = [self._counted(c) for c in cells if c.role is last.role]
        rated = [figure for column in figures.values() if _has_rates(column) for figure in column]
        size = self.measures.of[DraftRole.CELL_NUMBER].size
        return {
            column: stops(
                rated if _has_rates(counted) else counted,
                size,
                grid.widths[column] - grid.metrics.across,
            )
            for column, counted in figures.items()
        }

    def _counted(self, cell: Cell) -> Counted:
        return self.runs.words(cell.text), cell.rate

    def row(self, row: Row, cells: Cells, keep: bool) -> str:
        # A row that no page can hold is not kept from being split.
        out = [_TALL_ROW if cells.tall else _HEAD_ROW if row.head else _ROW]
        for frame, content in cells.cells:
            out += (frame.kept if keep else frame.opening, content, _CELL_END)
        out.append("</w:tr>")
        if self.paragraphs.new_page:
            self.paragraphs.new_page = False
            out[1] = out[1].replace("</w:pPr>", f"{NEW_PAGE}</w:pPr>")
        return "".join(out)


def _rate(cell: Cell) -> Iterator[Inline]:
    """What stands behind a count, with what it was."""
    if cell.rate_before:
        yield Piece("\t")
        yield Revised(Mark.DELETED, plain(cell.rate_before))
        yield Revised(Mark.INSERTED, plain(cell.rate))
    else:
        yield Piece("\t" + cell.rate)


def _has_rates(figures: Iterable[Counted]) -> bool:
    return any(rate for _, rate in figures)


def stays(text: Inlines) -> bool:
    """Whether a part of a text is in both versions."""
    return any(not isinstance(part, Revised) for part in text)


def _joined(row: Row) -> Sequence[int]:
    """The places of the cells that go on from the row above."""
    return [place for place, cell in enumerate(row.cells) if cell.joins]
