"""進捗状況一覧 in a draft."""

from __future__ import annotations

import notation
import pytest
from draftcase import CARDS, LOOSE, SHEET, WORDING, lines, said, tables

from guideline_docs.model.configuration import DraftOptions
from guideline_docs.views.draft import draft
from guideline_docs.views.draft.parts import DraftRole


def test_the_table_of_progress_is_that_of_the_first_period() -> None:
    guideline = notation.guideline(SHEET, "第1章　資料\n［＃進捗状況一覧］\n", cards=[CARDS])
    (table,) = tables(draft(guideline, [], WORDING), DraftRole.PROGRESS_TABLE)
    assert ["No.6", "No.10"] == [line[0] for line in table if line[0].startswith("No.")]


@pytest.mark.parametrize("final", [False, True])
def test_what_is_no_measure_stands_between_the_rows(final: bool) -> None:
    view = said("［＃進捗状況一覧］\n", sheet=LOOSE, final=final)
    (table,) = tables(view, "progress_table")
    assert [
        ["（担当：市民課）"],
        ["一", "冊子", "【Ⅰ】", "済", "庁内の覚え", "Ⅰ", "庁内の理由"],
        ["覚え書き"],
    ] == table[3:6]
    assert "（注）速報値　暫定" in lines(view, "table_note")


def test_notes_of_the_office_are_in_no_stray_row_either() -> None:
    guideline = notation.guideline(LOOSE, "［＃進捗状況一覧］\n\n［＃施策］\n")
    view = draft(guideline, (), WORDING, options=DraftOptions(omit_notes=True))
    assert "庁内の" not in str([*tables(view, "progress_table"), *lines(view, "text")])
    assert "一　冊子　【Ⅰ】　済　Ⅰ" in lines(view, "text")


def test_a_table_of_unknown_heads_is_printed_as_it_stands() -> None:
    sheet = "題\n指標\t基準値\t目標値\n子育て\n①婚姻率\t5.5\t5.9\n"
    expected = [["指標", "基準値", "目標値"], ["子育て"], ["①婚姻率", "5.5", "5.9"]]
    assert [expected] == tables(said(sheet=sheet), "progress_table")
    assert [expected] == tables(said("［＃進捗状況一覧］\n", sheet=sheet), "progress_table")
