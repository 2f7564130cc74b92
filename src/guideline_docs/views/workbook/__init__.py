"""進捗状況一覧 as a workbook: what the office's own table would say.

    words       what is printed and does not come from the sheet.
    parts       what it is made of: columns, lines, their cells.
    columns     the columns of the table, in the order of the sheet.
    listing     the lines of the table: headings, rows, notes.
    counting    達成状況 as counts over these lines, which a spreadsheet can repeat.
    summary     達成状況: what is counted.
    choices     the words that a cell of a closed column may hold, as the office writes them.

A cell says what the sheet's own says, character for character, so that what comes back
differs only where somebody has changed it.
"""

from __future__ import annotations

from collections.abc import Iterable

from guideline_docs.model.guideline import Guideline
from guideline_docs.rules.diagnostic import Diagnostic
from guideline_docs.views.progress_table.masthead import masthead
from guideline_docs.views.progress_table.passages import Passages, table_remarks
from guideline_docs.views.progress_table.words import progress_words
from guideline_docs.views.text import printable
from guideline_docs.views.wording import Wording
from guideline_docs.views.workbook.choices import with_choices
from guideline_docs.views.workbook.columns import sheet_columns
from guideline_docs.views.workbook.counting import Counter
from guideline_docs.views.workbook.listing import Listing
from guideline_docs.views.workbook.parts import LegendLine, TableSheet
from guideline_docs.views.workbook.summary import summaries
from guideline_docs.views.workbook.words import WorkbookWords


def table_sheet(
    guideline: Guideline,
    diagnostics: Iterable[Diagnostic],
    wording: Wording,
    final: bool = False,
) -> TableSheet:
    """Say what the sheet for people says. Raises CannotRun where a phrase is missing.

    Findings that are not accepted are told at their cells and listed; not on final paper.
    """
    words = wording.phrases(WorkbookWords, "workbook")
    progress = progress_words(guideline, wording)
    remarks = table_remarks(guideline, diagnostics, wording, final)
    passages = Passages(guideline, remarks, progress)
    columns = sheet_columns(guideline, wording)
    listing = Listing(guideline, progress, remarks, passages.numbers, columns)
    lines = listing.lines()
    counter = Counter(columns, lines)
    counted = tuple(summaries(guideline, wording, words, counter, listing))
    top = masthead(guideline, progress, final)
    return TableSheet(
        words=words,
        progress=progress,
        final=final,
        masthead=top,
        columns=with_choices(guideline, columns, counted),
        lines=lines,
        notes=tuple(listing.notes()),
        legend=tuple(
            LegendLine(printable(tier.mark), printable(tier.label), printable(tier.description))
            for tier in (guideline.tiers if guideline.tiered else ())
        ),
        legend_title=progress.tiers,
        summaries=counted,
        excluded=counter.marks,
        findings_lead=progress.findings.lead.format(n=len(remarks.told)),
        remarks=tuple(passages.told()),
    )
