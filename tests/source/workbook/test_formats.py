"""One table in every format that LibreOffice saves: it reads the same, whatever holds it."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

import pytest
from libreoffice import converted, needs_libreoffice
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet as Sheet

from guideline_docs.source.workbook import CellText, Merged, Worksheet, read_workbook

pytestmark = needs_libreoffice

CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true"
ERA = '[$-411]ggge"年"m"月"d"日"'
STRUCK = Font(strike=True)


def a_book() -> Workbook:
    """What an office's book has: bands, merged cells, formats, what is struck or hidden."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Sheet)
    sheet.title = "一覧"
    sheet["B2"] = "令和5年度 進捗状況一覧"
    sheet.merge_cells("B2:H2")
    sheet.append([None, "No", "内容", "担当課", "開始", "予算（千円）", "執行率", "備考", "内部"])
    rows: list[list[object]] = [
        ["（1）場の提供"],
        [1, "一行目\n二行目", "企画課", datetime(2023, 4, 1), 1234567, 0.285, "  字下げ"],
        [2, "=見出しに見える文字", "企画課", datetime(2019, 4, 30), -1200, 1.0, '"引用"だけ'],
        [3, "<重点>の施策", "財政課", datetime(2019, 5, 1), 0, 0.1, "タブのない\n二行", "秘"],
        [4, "隠れた行", "財政課", datetime(2023, 12, 20), 12.5, 0.005, "001"],
    ]
    for row in rows:
        sheet.append([None, *row])
    sheet["C6"].data_type = "s"
    sheet["B4"].font = Font(bold=True)
    sheet["G5"].font = STRUCK
    sheet["C7"] = CellRichText(
        "残す。", TextBlock(InlineFont(strike=True), "消す。"), TextBlock(InlineFont(), "次。")
    )
    sheet.merge_cells("D5:D6")
    for line in sheet.iter_rows(min_row=5):
        line[4].number_format, line[5].number_format = ERA, '#,##0;"▲ "#,##0;"－"'
        line[6].number_format = "0.0%"
    sheet.row_dimensions[8].hidden = True
    sheet.column_dimensions["I"].hidden = True
    old = book.create_sheet("令和4年度")
    old["A1"], old["A2"] = "No", 1
    old.sheet_state = "hidden"
    return book


TEXT = (
    "令和5年度 進捗状況一覧\t\t\t\t\t\t\n"
    "No\t内容\t担当課\t開始\t予算（千円）\t執行率\t備考\n"
    "<b>（1）場の提供</b>\t\t\t\t\t\t\n"
    '1\t"一行目\n二行目"\t企画課\t令和5年4月1日\t1,234,567\t\t  字下げ\n'
    '2\t=見出しに見える文字\t\t平成31年4月30日\t▲ 1,200\t100.0%\t"""引用""だけ"\n'
    '3\t残す。次。\t財政課\t令和1年5月1日\t－\t10.0%\t"タブのない\n二行"\n'
    "4\t隠れた行\t財政課\t令和5年12月20日\t13\t0.5%\t001\n"
)


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The book as it was written, and as LibreOffice saves it."""
    folder = tmp_path_factory.mktemp("saved") / "一覧"
    folder.mkdir()
    a_book().save(folder / "一覧.xlsx")
    again = folder / "again"
    (ods,) = converted([folder / "一覧.xlsx"], "ods", folder)
    converted([folder / "一覧.xlsx"], "xls", folder)
    converted([folder / "一覧.xlsx"], "fods", folder)
    converted([folder / "一覧.xlsx"], CSV, folder)
    converted([ods], "xlsx", again)
    return folder


@pytest.mark.parametrize("name", ["一覧.xlsx", "一覧.xls", "一覧.ods", "一覧.fods", "again/一覧.xlsx"])
def test_a_table_reads_the_same_in_every_format(saved: Path, name: str) -> None:
    first, second = read_workbook(saved / name)
    assert TEXT == first.text
    assert first == Worksheet(
        "一覧",
        TEXT,
        rows=(2, 3, 4, 5, 6, 7, 8),
        hidden_rows=(8,),
        hidden_columns=first.hidden_columns,
        struck=(CellText("G5", "28.5%"), CellText("C7", "消す。")),
        columns=("B", "C", "D", "E", "F", "G", "H"),
        merged=(Merged(2, 3, 4),),
    )
    assert [("I", {3: "内部", 7: "秘"})] == [(each.letter, each.texts) for each in first.hidden_columns]
    assert ("令和4年度", False, "No\n1\n") == (second.name, second.visible, second.text)
    assert "C6" == first.place(4, 1)


def test_hidden_columns_come_along_where_they_are_asked_for(saved: Path) -> None:
    (text,) = {
        read_workbook(saved / f"一覧.{form}", hidden_columns=True)[0].text for form in ("xlsx", "xls", "ods")
    }
    assert TEXT.splitlines()[1] + "\t内部" == text.splitlines()[1]


def test_a_table_between_commas_holds_the_cells_alone(saved: Path) -> None:
    (told,) = read_workbook(saved / "一覧.csv")
    lines = told.text.splitlines()
    assert "\tNo\t内容\t担当課\t開始\t予算（千円）\t執行率\t備考\t内部" == lines[2]
    assert "\t2\t=見出しに見える文字\t\t平成31年4月30日\t▲ 1,200\t100.0%" in told.text
    assert "C6" == told.place(5, 2)


@pytest.mark.parametrize("called", ["一覧.txt", "一覧.docx", "一覧", "一覧.csv"])
@pytest.mark.parametrize("form", ["xlsx", "xls", "ods"])
def test_what_a_book_is_its_bytes_say(saved: Path, tmp_path: Path, form: str, called: str) -> None:
    shutil.copy(saved / f"一覧.{form}", tmp_path / called)
    assert TEXT == read_workbook(tmp_path / called)[0].text
