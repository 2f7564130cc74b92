"""A report as a workbook: each of its sheets with a title, a table and what stands below."""

from __future__ import annotations

from guideline_docs.render.workbook.book import Area, Book, Sheet
from guideline_docs.render.workbook.extent import ems, lines_of
from guideline_docs.render.workbook.looks import Looks
from guideline_docs.views.report import Look, Report, ReportRow, ReportSheet

_ROLES = {
    Look.TEXT: "text",
    Look.SHORT: "report_short",
    Look.FIGURE: "figure",
    Look.PLACE: "report_place",
}
_HEAD = 2
# What a row leaves free above and below its text, in points.
_AIR = 6.0


def render(view: Report, looks: Looks) -> bytes:
    """The workbook; the same report gives the same bytes. Raises CannotRun for looks that
    cannot be used."""
    book = Book(looks, view.title)
    for number, each in enumerate(view.sheets):
        _Sheet(book.sheet(each.name, "people" if number else "findings"), each, view.page).write()
    return book.bytes()


class _Sheet:
    def __init__(self, sheet: Sheet, view: ReportSheet, page: str) -> None:
        self.sheet, self.view, self.page = sheet, view, page
        self.looks = sheet.book.looks
        self.widths = [column.share for column in view.columns]

    def write(self) -> None:
        sheet, view = self.sheet, self.view
        sheet.widths(self.widths)
        sheet.text(0, 0, view.title, "title", text_wrap=False)
        sheet.height(0, self.looks.size("title") * 1.6, fixed=True)
        sheet.text(1, 0, view.lead, "lead", text_wrap=False)
        heads = [column.head for column in view.columns]
        sheet.row(_HEAD, heads, "head")
        sheet.height(_HEAD, self._height(heads, "head"))
        for place, row in enumerate(view.rows, _HEAD + 1):
            self._row(place, row)
        last = _HEAD + len(view.rows)
        if not view.rows:
            last += 1
            sheet.text(last, 0, view.empty, "lead", text_wrap=False)
        else:
            sheet.filter(Area(_HEAD, 0, last, len(heads) - 1))
            sheet.as_text(Area(_HEAD + 1, 0, last, len(heads) - 1))
        if view.notes:
            sheet.text(last + 2, 0, view.notes_head, "heading", text_wrap=False)
            for place, note in enumerate(view.notes, last + 3):
                sheet.text(place, 0, note, "lead", text_wrap=False)
            last += 2 + len(view.notes)
        sheet.freeze(_HEAD + 1, 1)
        sheet.print_titles(_HEAD, _HEAD)
        sheet.page("A4", foot=self.page)

    def _row(self, place: int, row: ReportRow) -> None:
        columns = self.view.columns
        for at, (text, column) in enumerate(zip(row.cells, columns, strict=True)):
            role = _ROLES[column.look]
            if column.look is Look.FIGURE and text.isdecimal():
                self.sheet.number(place, at, int(text), role)
            elif row.strong and at <= 1:
                self.sheet.text(place, at, text, f"{role}_open")
            else:
                self.sheet.text(place, at, text, role)
        self.sheet.height(place, self._height(row.cells, "text"))

    def _height(self, texts: tuple[str, ...] | list[str], role: str) -> float:
        size, pad = self.looks.size(role), self.looks.table.pad
        lines = max(
            lines_of(text, ems(width - pad, size))
            for text, width in zip(texts, self.widths, strict=True)
        )
        return lines * size * self.looks.base.leading + _AIR
