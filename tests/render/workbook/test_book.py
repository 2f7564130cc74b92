"""Workbooks as they are written: what stands in the cells, and what the sheets carry."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openxml_audit import FileFormat, OpenXmlValidator

from guideline_docs.failure import CannotRun
from guideline_docs.render.templates import Templates
from guideline_docs.render.workbook.book import Area, Book, Told
from guideline_docs.render.workbook.looks import Looks

LOOKS = Looks(Templates())
TOLD = Told("一覧にない言葉", "このまま入れますか。")

# What a spreadsheet would run, open, reckon or lose.
TEXTS = [
    "=1+1", "+81", "@SUM(A1)", "-2", "＝１＋１", "=cmd|' /C calc'!A1", "http://example.com/",
    "mailto:a@example.com", "internal:Sheet1!A1", "1", "01", "1/2", "12:30", "1E5", "TRUE", "#REF!",
    "'1", " 前の空白", "後の空白 ", "改\n行", "　", "<b>&amp;", "_x0041_", "𠮷野家", "A" * 32_767,
]  # fmt: skip


def written(*texts: str) -> bytes:
    book = Book(LOOKS)
    sheet = book.sheet("表")
    for row, text in enumerate(texts):
        sheet.text(row, 0, text, "cell")
    return book.bytes()


def read(data: bytes) -> Workbook:
    return load_workbook(io.BytesIO(data))


def column(data: bytes) -> list[object]:
    return [row[0].value for row in read(data).worksheets[0].iter_rows(max_col=1)]


def audited(data: bytes, folder: Path) -> list[str]:
    file = folder / "book.xlsx"
    file.write_bytes(data)
    result = OpenXmlValidator(FileFormat.MICROSOFT_365).validate(str(file))
    return [error.description for error in result.errors]


def test_text_stays_text() -> None:
    data = written(*TEXTS)
    sheet = read(data).worksheets[0]
    assert {"s"} == {cell.data_type for row in sheet.iter_rows() for cell in row}
    assert [] == list(sheet._hyperlinks)
    # openpyxl leaves the escape of an escape as it is written.
    assert TEXTS == [str(value).replace("_x005F_", "_") for value in column(data)]


@pytest.mark.parametrize("text", ["=1+1", "＝１＋１", "+81", "-2", "@SUM", "1/2", "01", "'1"])
def test_text_stays_text_when_somebody_steps_through_the_cell(text: str) -> None:
    cell = read(written(text)).worksheets[0]["A1"]
    assert cell.quotePrefix is True


@pytest.mark.parametrize("text", ["市民", "R5年度", "第1章", "Ⅱ-ア", "○", "", "1" * 41])
def test_what_nobody_takes_for_more_is_plain(text: str) -> None:
    assert not read(written("表", text)).worksheets[0]["A2"].quotePrefix


def test_what_xml_cannot_hold_is_the_printers_mark() -> None:
    assert ["あ〓い", "〓", "〓", "a\nb\nc"] == column(written("あ\x0bい", "\ud800", "\uffff", "a\r\nb\rc"))


def test_a_text_too_long_for_a_cell_says_so() -> None:
    (text,) = column(written("𠮷" * 20_000))
    assert "…" == str(text)[-1] and 32_767 >= len(str(text).encode("utf-16-le")) // 2 > 32_760


def test_the_same_calls_give_the_same_bytes_and_no_time() -> None:
    data = written(*TEXTS)
    assert data == written(*TEXTS)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {(1980, 1, 1, 0, 0, 0)} == {entry.date_time for entry in archive.infolist()}
        assert b"1980-01-01T00:00:00Z" in archive.read("docProps/core.xml")


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        (["照会[1]:*?/\\"], ["照会［1］：＊？／＼"]),
        (["課" * 40], ["課" * 30 + "…"]),
        (["a", "A", "ａ"], ["a", "A (2)", "ａ (3)"]),
        (["課" * 40, "課" * 41], ["課" * 30 + "…", "課" * 24 + "…"]),
        (["'x'", "", "History"], ["x", "Sheet", "History_"]),
    ],
)
def test_names_of_sheets(asked: list[str], given: list[str]) -> None:
    book = Book(LOOKS)
    for name in asked:
        book.sheet(name)
    assert given == read(book.bytes()).sheetnames


def test_a_short_list_stands_in_the_rule_and_a_long_one_on_a_hidden_sheet() -> None:
    book = Book(LOOKS)
    sheet = book.sheet("表")
    many = [f"{n:03}の言葉" for n in range(80)]
    sheet.choices(Area(1, 0, 9, 0), ["済", "未", "済"], TOLD)
    sheet.choices(Area(1, 1, 9, 1), many, TOLD)
    sheet.choices(Area(1, 2, 9, 2), ["a,b", 'c"d', "=1"], TOLD)
    sheet.choices(Area(1, 3, 9, 3), [], TOLD)
    made = read(book.bytes())
    rules = {str(rule.sqref): rule for rule in made["表"].data_validations.dataValidation}
    assert {"A2:A10", "B2:B10", "C2:C10"} == rules.keys()
    assert '"済,未"' == rules["A2:A10"].formula1
    assert {"warning"} == {rule.errorStyle for rule in rules.values()}
    assert "選択肢!$A$1:$A$80" == rules["B2:B10"].formula1
    assert "hidden" == made["選択肢"].sheet_state
    assert many == [row[0].value for row in made["選択肢"].iter_rows(max_col=1)]
    assert ["a,b", 'c"d', "=1"] == [row[1].value for row in made["選択肢"].iter_rows(max_row=3)]


def test_what_a_sheet_carries() -> None:
    book = Book(LOOKS, title="題", author="課")
    sheet = book.sheet("回答", "people")
    sheet.merged(Area(0, 0, 0, 3), "=見出し", "title")
    sheet.row(1, ["No", "内容", "件数"], "head")
    sheet.number(2, 0, 3, "cell")
    sheet.day(2, 1, date(2024, 4, 1), "cell")
    sheet.formula(2, 2, "=A3*2", 6, "figure")
    sheet.number(2, 3, 0.125, "figure", "0.0%")
    sheet.text(3, 0, "書くところ", "answer")
    sheet.note(2, 2, "※1 指摘", 1)
    sheet.height(2, 30)
    sheet.height(0, 40, fixed=True)
    sheet.widths([10, 40])
    sheet.hide(3, 3)
    sheet.freeze(2, 1)
    sheet.filter(Area(1, 0, 3, 2))
    sheet.page("A4", "左 & 右", "資料1", "{page} / {pages}")
    sheet.print_titles(1, 1)
    sheet.protect()
    book.define("GD_回答_1", sheet, Area(2, 0, 3, 0))
    book.carry("guideline-docs.inquiry", "1")
    made = read(book.bytes())
    got = made["回答"]
    assert ("題", "課") == (made.properties.title, made.properties.creator)
    assert ["A1:D1"] == [str(area) for area in got.merged_cells.ranges]
    assert "=見出し" == got["A1"].value and "s" == got["A1"].data_type
    assert (3, "=A3*2", 0.125, "0.0%") == (
        got["A3"].value, got["C3"].value, got["D3"].value, got["D3"].number_format
    )  # fmt: skip
    assert date(2024, 4, 1) == got["B3"].value.date()
    assert got["A4"].protection.locked is False and got["A3"].protection.locked is True
    assert "※1 指摘" == got["C3"].comment.text
    assert (39.75, 30) == (got.row_dimensions[1].height, got.row_dimensions[3].height)
    assert got.column_dimensions["D"].hidden and "B3" == got.freeze_panes
    assert ("A2:C4", "$2:$2") == (got.auto_filter.ref, got.print_title_rows)
    setup = got.page_setup
    assert (9, 0, "landscape") == (setup.paperSize, setup.fitToHeight, setup.orientation)
    assert setup.fitToWidth in (None, 1)  # one is what is meant where nothing is said
    assert got.protection.sheet and not got.protection.sort and not got.protection.autoFilter
    assert "回答!$A$3:$A$4" == made.defined_names["GD_回答_1"].attr_text
    assert "1" == made.custom_doc_props["guideline-docs.inquiry"].value


def test_a_row_grows_with_what_is_typed_unless_it_is_fixed() -> None:
    book = Book(LOOKS)
    sheet = book.sheet("表")
    sheet.row(0, ["題"], "cell")
    sheet.row(1, ["行"], "cell")
    sheet.height(0, 30, fixed=True)
    sheet.height(1, 30)
    with zipfile.ZipFile(io.BytesIO(book.bytes())) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml").decode()
    assert ['ht="30" customHeight="1"', 'ht="30"'] == re.findall(r"<row [^>]*?(ht=[^>]*)>", xml)


def test_the_format_is_what_excel_asks_for(tmp_path: Path) -> None:
    book = Book(LOOKS, title="題")
    sheet = book.sheet("表", "people")
    for row, text in enumerate(TEXTS):
        sheet.text(row, 0, text, "answer")
        sheet.note(row, 0, "注", 1)
    sheet.choices(Area(1, 0, 9, 0), [f"{n:03}の言葉" for n in range(80)], TOLD)
    sheet.link(30, 0, "上へ", sheet, (0, 0), "cell")
    sheet.page("A3", "左", "右", "{page}", upright=True)
    sheet.as_text(Area(0, 0, 40, 0))
    sheet.protect()
    book.define("GD_回答_1", sheet, Area(0, 0, 3, 0))
    book.carry("guideline-docs.fields", "a\nb")
    assert [] == audited(book.bytes(), tmp_path)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[role.x]\nsise = 1\n", "「sise」は知らない項目です。「size」の誤りではありませんか"),
        ('[role.x]\nsize = "大"\n', "「size」は 数で書いてください"),
        ('[role.x]\nfill = "red"\n', '「fill」は "#1D3A5F" のように書いてください'),
        ('[role.x]\nlike = "y"\n[role.y]\nlike = "x"\n', "輪になっています"),
        ('[role.x]\nlike = "y"\n', "[role.y] がありません"),
        ('[role.x]\nborder = "太い"\n', "border「太い」は使えません。none・thin"),
    ],
)
def test_a_look_that_cannot_be_used_is_told(text: str, message: str, tmp_path: Path) -> None:
    whole = Templates().text("workbook.toml")
    (tmp_path / "workbook.toml").write_text(whole + text, encoding="utf-8")
    with pytest.raises(CannotRun, match="workbook.toml") as told:
        Looks(Templates([tmp_path]))
    assert message in str(told.value)


def test_a_role_that_is_gone_is_told(tmp_path: Path) -> None:
    book = Book(LOOKS)
    with pytest.raises(CannotRun, match=r"workbook\.toml: \[role\.nobody\] がありません"):
        book.sheet("表").text(0, 0, "x", "nobody")
