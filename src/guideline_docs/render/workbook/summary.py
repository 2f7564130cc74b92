"""達成状況, count by count: tables of formulas over the rows, each with its bars."""

from __future__ import annotations

from collections.abc import Iterator

from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell

from guideline_docs.render.workbook.book import Area, Book, Sheet
from guideline_docs.render.workbook.extent import ems, lines_of
from guideline_docs.render.workbook.fit import AIR
from guideline_docs.render.workbook.formulas import Rows
from guideline_docs.views.achievement import rate
from guideline_docs.views.workbook.parts import Count, Summary, SummaryLine, TableSheet

# In millimetres; notes are as wide as the sheet at the least.
_FIRST, _TOTAL, _COUNT, _RATE, _WIDTH = 44.0, 20.0, 18.0, 18.0, 230.0
_TITLE_ROW = 20.0


class Grid:
    """Where the counts of one table stand: names, totals, then each word with its rate."""

    def __init__(self, sheet: str, top: int, summary: Summary) -> None:
        self.sheet = sheet
        self.top = top
        """The row of the heads."""
        self.summary = summary
        self.columns: list[int] = []
        column = 2
        for share in summary.lines[0].counts:
            self.columns.append(column)
            column += 2 if share.rated else 1
        self.width = column

    @property
    def below(self) -> int:
        """The row below the last line."""
        return self.top + 1 + len(self.summary.lines)

    def count(self, line: int, word: int) -> str:
        """The cell of a count, for a formula on another sheet."""
        return self._away(line, self.columns[word])

    def rate(self, line: int, word: int) -> str:
        return self._away(line, self.columns[word] + 1)

    def _away(self, line: int, column: int) -> str:
        cell = xl_rowcol_to_cell(self.top + 1 + line, column, row_abs=True, col_abs=True)
        return f"{quote_sheetname(self.sheet)}!{cell}"


class SummaryWriter:
    """Writes the sheet of 達成状況."""

    def __init__(self, book: Book, sheet: Sheet, view: TableSheet, paper: str) -> None:
        self.book = book
        self.sheet = sheet
        self.view = view
        self.paper = paper
        self.grids = tuple(self._grids())
        self._last, self._all = 0, 0.0

    def write(self, rows: Rows) -> None:
        """``rows`` are those of the table that are counted."""
        sheet, view = self.sheet, self.view
        wide = max((grid.width for grid in self.grids), default=2)
        rated = {c + 1 for grid in self.grids for c in grid.columns}
        widths = [_FIRST, _TOTAL, *(_RATE if c in rated else _COUNT for c in range(2, wide))]
        while sum(widths) < _WIDTH:
            widths.append(_COUNT)
        sheet.widths(widths)
        self._last, self._all = len(widths) - 1, sum(widths)
        top = view.masthead
        sheet.text(0, 0, top.title + top.stage, "title", text_wrap=False)
        sheet.height(0, self.book.looks.size("title") * 1.6, fixed=True)
        for grid in self.grids:
            self._grid(grid, rows)
        number = view.words.number.format(number=top.number) if top.number else ""
        sheet.page(self.paper, top.title + top.stage, number, view.words.page)

    def _grids(self) -> Iterator[Grid]:
        row = 2
        for summary in self.view.summaries:
            grid = Grid(self.sheet.name, row + 1, summary)
            yield grid
            row = grid.below + len(summary.notes) + 1 + self._chart_rows(summary) + 1

    def _chart_rows(self, summary: Summary) -> int:
        return round(self._chart_height(summary) / _TITLE_ROW) + 1 if summary.words else 0

    def _chart_height(self, summary: Summary) -> float:
        """In pixels."""
        return (self.book.looks.bar_height * len(summary.lines) * 1.6 + 22) * 96 / 25.4

    def _grid(self, grid: Grid, rows: Rows) -> None:
        sheet, summary, words = self.sheet, grid.summary, self.view.words
        sheet.text(grid.top - 1, 0, summary.title, "heading")
        sheet.row(grid.top, [summary.head, summary.total_head], "head")
        for column, head, share in zip(grid.columns, summary.heads, summary.lines[0].counts, strict=True):
            sheet.text(grid.top, column, head, "head")
            if share.rated:
                sheet.text(grid.top, column + 1, words.rate, "head")
        for place, line in enumerate(summary.lines):
            row = grid.top + 1 + place
            sheet.text(row, 0, self._name(line), "tally_name")
            self._count(row, 1, line.total, rows)
            for column, share in zip(grid.columns, line.counts, strict=True):
                self._count(row, column, share.count, rows)
                if share.rated:
                    self._rate(row, column, grid, share.count.value, line.base)
        looks = self.book.looks
        for row in range(grid.top + 1, grid.below):
            sheet.height(row, looks.size("count") * 1.8)
        size = looks.size("head")
        lines = max((lines_of(head, ems(_COUNT - looks.table.pad, size)) for head in summary.heads), default=1)
        sheet.height(grid.top, lines * size * looks.base.leading + AIR)
        size = looks.size("lead")
        for row, note in enumerate(summary.notes, grid.below):
            text = f"※ {note}"
            sheet.merged(Area(row, 0, row, self._last), text, "lead")
            lines = lines_of(text, ems(self._all, size))
            sheet.height(row, lines * size * looks.base.leading + AIR, fixed=True)
        if summary.words:
            self._chart(grid)

    def _name(self, line: SummaryLine) -> str:
        form = self.view.words.name
        return form.format(mark=line.mark, label=line.label) if line.label else line.mark

    def _count(self, row: int, column: int, count: Count, rows: Rows) -> None:
        if count.conditions is None:
            self.sheet.number(row, column, count.value, "count")
        else:
            formula = rows.count(count.conditions, away=True)
            self.sheet.formula(row, column, formula, count.value, "count")

    def _rate(self, row: int, column: int, grid: Grid, n: int, base: int) -> None:
        total = xl_rowcol_to_cell(row, 1)
        apart = "".join(
            f"-{xl_rowcol_to_cell(row, grid.columns[place])}" for place in grid.summary.apart
        )
        part = xl_rowcol_to_cell(row, column)
        whole = f"({total}{apart})" if apart else total
        value = float(rate(n, base)) / 100 if base else ""
        self.sheet.formula(row, column + 1, f'=IF({whole}=0,"",ROUND({part}/{whole},3))', value, "rate")

    def _chart(self, grid: Grid) -> None:
        """The shares of each line as a bar, in the patterns that the paper has."""
        summary, looks = grid.summary, self.book.looks
        chart = self.book.chart()
        first, last = grid.top + 1, grid.below - 1
        font = {"name": looks.base.font, "size": looks.size("lead")}
        # What is part of another count stands in its piece.
        shown = [n for n, share in enumerate(summary.lines[0].counts) if share.rated]
        for place in shown:
            look = looks.bar(summary.fills[place])
            fill = {"pattern": {"pattern": look.pattern, "fg_color": look.color, "bg_color": "#FFFFFF"}} if look.pattern else {"fill": {"color": look.color}}
            chart.add_series({
                "name": [self.sheet.name, grid.top, grid.columns[place]],
                "categories": [self.sheet.name, first, 0, last, 0],
                "values": [self.sheet.name, first, grid.columns[place], last, grid.columns[place]],
                "name_data": [summary.heads[place]],
                "categories_data": [self._name(line) for line in summary.lines],
                "values_data": [line.counts[place].count.value for line in summary.lines],
                "border": {"color": "#000000", "width": 0.75},
                "gap": 60,
                **fill,
            })  # fmt: skip
        chart.set_title({"name": summary.chart, "name_font": {**font, "size": looks.size("plain"), "bold": True}, "overlay": False})
        chart.set_x_axis({"num_format": "0%", "num_font": font, "major_gridlines": {"visible": True, "line": {"color": "#BFBFBF", "width": 0.5}}})
        chart.set_y_axis({"reverse": True, "num_font": font, "crossing": "max"})
        chart.set_legend({"position": "bottom", "font": font})
        chart.set_size({"width": round(_WIDTH * 96 / 25.4), "height": round(self._chart_height(summary))})
        self.sheet.writer.insert_chart(grid.below + len(summary.notes), 0, chart, {"x_offset": 4, "y_offset": 10})
