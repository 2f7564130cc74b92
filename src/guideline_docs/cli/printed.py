"""What the workbook says that ``build`` would make of a guideline now, as it would be read."""

from __future__ import annotations

from collections.abc import Iterator

from guideline_docs.edits.importing.newer import written_heads
from guideline_docs.edits.importing.printed import Printed, texts_of
from guideline_docs.edits.taking import Own
from guideline_docs.model.guideline import Guideline
from guideline_docs.rules.snapshot import Snapshot
from guideline_docs.source.glyphs import fold_head
from guideline_docs.source.text import decode
from guideline_docs.syntax.cells import lines_of_cells
from guideline_docs.syntax.nodes import Cell


def own(snapshot: Snapshot) -> Own:
    """By what the table of a project is known among others."""
    from guideline_docs.outputs import looks
    from guideline_docs.views.workbook.words import WorkbookWords

    sheet = snapshot.guideline.sheet
    heads = tuple(written_heads(sheet).values()) if sheet else ()
    return Own(heads, looks(snapshot).wording().phrases(WorkbookWords, "workbook").table)


def printed(snapshot: Snapshot, guideline: Guideline) -> Printed:
    """The texts of both its forms, for those who work on it and for those it is made for."""
    from guideline_docs.outputs import looks
    from guideline_docs.render.workbook import document
    from guideline_docs.source.workbook.excel import grids
    from guideline_docs.source.workbook.grid import worksheet
    from guideline_docs.views.open_data import table_data
    from guideline_docs.views.workbook import table_sheet

    templates = looks(snapshot)
    wording = templates.wording()
    texts: list[str] = []
    heads: list[str] = []
    people = ""
    for final in (False, True):
        sheet = table_sheet(guideline, (), wording, final)
        sheets = document.Sheets(sheet, table_data(guideline, wording), None)
        data = document.render(sheets, templates, snapshot.configuration.paper)
        table, machine, *_ = map(worksheet, grids(data, "progress-table.xlsx"))
        people = table.name
        texts += (cell.text for line in _lines(table.text) for cell in line)
        heads = [cell.text for cell in next(iter(_lines(machine.text)), ())]
    return Printed(texts_of(texts), frozenset(map(fold_head, heads)), people)


def _lines(text: str) -> Iterator[tuple[Cell, ...]]:
    return (cells for _, cells in lines_of_cells(decode(text.encode(), "")))
