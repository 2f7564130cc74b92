"""What the workbook of a department says."""

from __future__ import annotations

from pathlib import Path

import pytest
from inquirycase import WORDING, books, guideline

from guideline_docs.failure import CannotRun
from guideline_docs.model.asked import asked
from guideline_docs.views.inquiry import InquiryBook, Look, inquiry_books
from guideline_docs.views.wording import Wording
from guideline_docs.workspace import load

CASES = Path(__file__).parents[1] / "cases"


def shown(book: InquiryBook) -> list[str]:
    return [column.head for column in book.columns if column.look is not Look.HIDDEN]


def test_the_covering_sheet(tmp_path: Path) -> None:
    first = books(guideline(tmp_path), due="2027-01-15")[0]
    assert ("市民協働課　御中", "○○市　市民協働課", "取組の一覧について（照会）") == (first.to, first.sender, first.title)
    assert (
        "標記の施策のうち、貴課が担当する2件について、「施策の実施」、「実績」を照会します。"
        "「回答」のシートに記入し、期限までに返送してください。"
    ) == first.message
    assert [
        ("対象の施策", "2件（No 1、2）", False),
        ("記入する欄", "施策の実施、実績", False),
        ("回答期限", "令和9年1月15日（金）", True),
        ("返送先", "【要設定】", False),
        ("照会元", "市民協働課", False),
    ] == [(line.label, line.text, line.strong) for line in first.lines]
    assert ["返送先"] == [line.label for line in first.lines if line.unset]


def test_what_the_settings_say_stands_there(tmp_path: Path) -> None:
    settings = (
        '[inquiry]\ntitle = "令和8年度の進捗の照会"\nmessage = "お答えください。"\nsender = "企画課"\n'
        'reply = "企画課（内線 1）"\ndue = "R9.1.15"\n'
    )
    first = books(guideline(tmp_path, settings=settings))[0]
    assert ("令和8年度の進捗の照会", "お答えください。", "○○市　企画課", "企画課") == (
        first.title,
        first.message,
        first.sender,
        first.author,
    )
    assert ["令和9年1月15日（金）", "企画課（内線 1）", "企画課"] == [line.text for line in first.lines[2:]]


def test_the_day_that_is_asked_for_counts_before_the_settings(tmp_path: Path) -> None:
    found = guideline(tmp_path, settings='[inquiry]\ndue = "R9.1.15"\n')
    assert "月末" == books(found, due="月末")[0].sent.due


def test_columns_and_rows(tmp_path: Path) -> None:
    first = books(guideline(tmp_path))[0]
    assert [
        *("No", "大項目", "小項目", "内容", "担当課"),
        *("施策の実施（前回）", "施策の実施", "実績（前回）", "実績", "備考"),
    ] == shown(first)
    digest = first.sent.edition
    one, two = first.rows
    category, subsection = "（1）活動の場に関すること", "ア　活動拠点の確保"
    results = "地図を公開した。"
    assert one.cells == (
        *(f"gd1:{digest}:1", "済", results, "1", category, subsection, "場所の紹介", "市民協働課"),
        *("済", "", results, "", ""),
    )
    assert two.cells[7:] == ("市民協働課、企画・広報課", "未", "", "", "", "")
    assert 4 == first.naming


def test_departments_stand_beside_only_where_there_are_several(tmp_path: Path) -> None:
    rows = ("（1）…", "ア　…", "1\t甲\t済\t\t総務課")
    assert "担当課" not in shown(books(guideline(tmp_path, *rows))[0])


def test_a_level_that_no_row_stands_under_has_no_column() -> None:
    found = load((CASES / "flat-list" / "sources").as_posix()).guideline
    assert ["No", "指標名"] == shown(books(found, by="実績")[0])[:2]


def test_closed_words_are_offered(tmp_path: Path) -> None:
    first = books(guideline(tmp_path))[0]
    (status,) = (column for column in first.columns if column.look is Look.WORD)
    assert ("済・継", "済", "一部済", "着手中", "未") == status.words
    assert (
        "「施策の実施」は 済・継、済、一部済、着手中、未 のどれかにしてください。"
        "このまま書くこともできます（照会元から確かめることがあります）。"
    ) == status.unknown


def test_a_head_has_its_unit_and_figures_stand_right() -> None:
    found = load((CASES / "project-review" / "sources").as_posix()).guideline
    first = books(found)[0]
    (cost,) = (column for column in first.columns if column.head == "事業費（千円）")
    assert Look.FIGURE is cost.look
    asked_for = books(found, fields=("事業費",))[0]
    assert ("事業費（千円）",) == asked_for.sent.heads


def test_numbers_that_begin_anew_are_told_with_those_above() -> None:
    found = load((CASES / "reform-plan" / "sources").as_posix()).guideline
    assert "1-(1)-①" in books(found)[0].rows[0].cells


def test_a_measure_of_cards_has_no_place_for_what_stands_in_the_table(tmp_path: Path) -> None:
    head = "No\t内容\t施策の実施\t実績"
    rows = ("（1）活動の場に関すること", "ア　活動拠点の確保", "1\t甲\t済\t\t")
    cards = "（1）活動の場に関すること\nア　活動拠点の確保\n施策9　新しい施策\n　担当課：防災課\n"
    found = guideline(tmp_path, *rows, head=head, cards=cards)
    first = books(found, fields=("実績", "指標"))[0]
    (row,) = first.rows
    assert ["実績"] == [first.columns[place].head for place in row.closed]


def test_a_missing_phrase_is_told(tmp_path: Path) -> None:
    found = guideline(tmp_path)
    phrases = {key: value for key, value in WORDING["inquiry"].items() if key != "due"}
    with pytest.raises(CannotRun, match="「inquiry.due」がありません"):
        inquiry_books(found, asked(found), "", Wording("w.toml", {**WORDING.tables, "inquiry": phrases}))
