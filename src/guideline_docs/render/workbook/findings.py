"""確認事項: what is told of the table, each line with a way to where it stands."""

from __future__ import annotations

from collections.abc import Mapping

from guideline_docs.render.workbook.book import Book, Sheet
from guideline_docs.render.workbook.extent import ems, lines_of
from guideline_docs.render.workbook.fit import AIR
from guideline_docs.views.workbook.parts import TableSheet

# The mark, what is said, what might be done, where, and the rule, in millimetres.
_WIDTHS = (14.0, 90.0, 70.0, 80.0, 16.0)
_ROLES = ("mark", "text", "text", "place", "term")
_HEAD = 2


def write_findings(
    book: Book,
    sheet: Sheet,
    view: TableSheet,
    table: Sheet,
    told: Mapping[int, tuple[int, int]],
    paper: str,
) -> None:
    """``told`` is where on the sheet of the table something is told, by its number."""
    words, top = view.progress.findings, view.masthead
    sheet.widths(_WIDTHS)
    sheet.text(0, 0, words.title, "title")
    sheet.height(0, book.looks.size("title") * 1.6, fixed=True)
    sheet.text(1, 0, view.findings_lead, "lead", text_wrap=False)
    sheet.row(_HEAD, [words.number, words.message, words.hint, words.place, words.code], "head")
    size, pad = book.looks.size("text"), book.looks.table.pad
    for row, line in enumerate(view.remarks, _HEAD + 1):
        places = view.words.between_places.join([*(place.text for place in line.places), *filter(None, [line.more])])
        texts = (line.mark, line.message, line.hint, places, line.code)
        sheet.row(row, texts, _ROLES)
        if line.number in told:
            sheet.link(row, 0, line.mark, table, told[line.number], "mark")
        lines = max(lines_of(text, ems(width - pad, size)) for text, width in zip(texts, _WIDTHS, strict=True))
        sheet.height(row, lines * size * book.looks.base.leading + AIR)
    sheet.freeze(_HEAD + 1)
    sheet.print_titles(_HEAD, _HEAD)
    number = view.words.number.format(number=top.number) if top.number else ""
    sheet.page(paper, top.title + top.stage, number, view.words.page)
