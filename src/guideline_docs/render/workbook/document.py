"""The workbook of 進捗状況一覧: a sheet for people, one for machines, the counts, the findings."""

from __future__ import annotations

from typing import NamedTuple

from guideline_docs.render.templates import Templates
from guideline_docs.render.workbook.book import Book
from guideline_docs.render.workbook.data import write_data
from guideline_docs.render.workbook.findings import write_findings
from guideline_docs.render.workbook.fit import fitted
from guideline_docs.render.workbook.looks import Looks
from guideline_docs.render.workbook.summary import SummaryWriter
from guideline_docs.render.workbook.table import TableWriter
from guideline_docs.views.open_data import OpenData
from guideline_docs.views.workbook.parts import TableSheet


class Sheets(NamedTuple):
    """All that the workbook says; ``history`` is there where there are several editions."""

    table: TableSheet
    data: OpenData
    history: OpenData | None


def render(sheets: Sheets, templates: Templates, paper: str) -> bytes:
    """The file. Raises CannotRun for looks that cannot be used."""
    view, words = sheets.table, sheets.table.words
    looks = Looks(templates)
    top = view.masthead
    book = Book(looks, top.title + top.stage, top.author, top.subject, words.lists)
    fit = fitted(view, looks, paper)
    table = TableWriter(book, book.sheet(words.table, "people"), view, fit)
    data = book.sheet(words.data, "machines")
    history = book.sheet(words.history, "machines") if sheets.history else None
    summary = None
    if view.tallied:
        summary = SummaryWriter(book, book.sheet(words.summary, "people"), view, fit.paper)
    table.write(summary.grids[0] if summary else None)
    if summary:
        summary.write(table.rows)
    if view.remarks:
        findings = book.sheet(words.findings, "findings")
        write_findings(book, findings, view, table.sheet, table.told, fit.paper)
    write_data(data, sheets.data, fit.paper)
    if history and sheets.history:
        write_data(history, sheets.history, fit.paper)
    return book.bytes()
