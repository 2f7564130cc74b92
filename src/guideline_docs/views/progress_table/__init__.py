"""進捗状況一覧: the sheet as a committee reads it, in reading order.

Every string is finished and every block names its role; what a template still has
to do is to put them where they belong.

    words     what is printed and does not come from the sheet.
    masthead  title and facts.
    heads     which columns the table has.
    parts     what it is made of: blocks, bands, rows, their cells.
    passages  text, with the marks of what is told about it.
    orders    by what rows are sorted and chosen in columns of the sheet's own.
    ways      from tier to proposal, in each row and in the legend.
    rows      a measure cell by cell, and what a row means (``RowKeys``).
    blocks    the headings, each with what stands below it.
    since     the marks of what changed since an earlier version.
    teller    all of these, and what is said round the table: 達成状況, the legend of tiers.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from guideline_docs.model.guideline import Guideline
from guideline_docs.rules.diagnostic import Diagnostic
from guideline_docs.views.wording import Wording

if TYPE_CHECKING:
    from guideline_docs.views.progress_table.parts import ProgressTable


def progress_table(
    guideline: Guideline,
    diagnostics: Iterable[Diagnostic],
    wording: Wording,
    final: bool = False,
) -> ProgressTable:
    """Say what the progress table says.

    Findings that are not accepted are marked at their place and listed as 確認事項;
    ``final`` leaves them and the stage out. Raises CannotRun where a phrase is missing.
    """
    # The workbook takes only parts of this room.
    from guideline_docs.views.achievement import achievement, achievement_words, judged
    from guideline_docs.views.columns import column_heads
    from guideline_docs.views.history import history_view
    from guideline_docs.views.progress_table.passages import table_remarks
    from guideline_docs.views.progress_table.teller import Teller
    from guideline_docs.views.progress_table.words import progress_words

    words = progress_words(guideline, wording)
    counted = achievement_words(guideline, wording)
    achieved = (achievement(guideline, counted), *judged(guideline, counted))
    remarks = table_remarks(guideline, diagnostics, wording, final)
    table = Teller(guideline, words, remarks, column_heads(wording)).table(achieved, final)
    through = history_view(guideline, wording)
    return replace(table, history=through) if through else table
