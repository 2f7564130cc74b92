"""Workbooks: what openpyxl writes in the test is read as Excel would copy it."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from notation import row, sheet, source
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from guideline_docs.failure import CannotRun
from guideline_docs.model.configuration import Configuration
from guideline_docs.source.text import decode
from guideline_docs.source.workbook import listed, read_workbook
from guideline_docs.syntax.nodes import RowLine, SheetTree
from guideline_docs.syntax.sheet import parse_sheet

BOLD = Font(bold=True)


def filled(rows: Sequence[Sequence[object]], name: str = "一覧") -> tuple[Workbook, Worksheet]:
    """A workbook of one worksheet with these cells; ``<b>…</b>`` is a bold one."""
    book = Workbook()
    worksheet = book.active
    assert isinstance(worksheet, Worksheet)
    worksheet.title = name
    for across, cells in enumerate(rows, 1):
        for down, value in enumerate(cells, 1):
            if value == "":
                continue
            bold = re.fullmatch(r"(?s)<b>(.*)</b>", value) if isinstance(value, str) else None
            cell = worksheet.cell(across, down, bold[1] if bold else value)
            if bold:
                cell.font = BOLD
    return book, worksheet


def read(book: Workbook, folder: Path) -> str:
    """The text of its first worksheet."""
    book.save(folder / "一覧.xlsx")
    return read_workbook(folder / "一覧.xlsx")[0].text


def grid(text: str) -> list[list[str]]:
    return [line.split("\t") for line in text.split("\n")]


def tree(text: str) -> SheetTree:
    return parse_sheet(source(text), Configuration().vocabulary.by_head())


def test_real_sheet_comes_back_from_a_workbook(tmp_path: Path, real_sheet: str) -> None:
    book, worksheet = filled(grid(real_sheet))
    for line in worksheet.iter_rows(min_row=10):
        if str(line[0].value).isdigit():
            line[0].value = int(str(line[0].value))
    # Blank lines round the table are no part of it.
    assert read(book, tmp_path) == real_sheet.lstrip("\n") + "\n"


def test_margins_and_merged_cells_are_those_of_the_table(tmp_path: Path) -> None:
    book, worksheet = filled(
        [[], ["", "", "一覧"], [], ["", "", "No", "内容"], ["", "", 1, "研修"]]
    )
    worksheet.merge_cells("C2:D2")
    worksheet["J20"].font = BOLD
    assert read(book, tmp_path) == "一覧\t\n\nNo\t内容\n1\t研修\n"


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("一行目\n二行目", '"一行目\n二行目"'),
        ("一行目\r\n二行目", '"一行目\n二行目"'),
        ('「"引用"」\nを含む', '"「""引用""」\nを含む"'),
        ('"引用"だけ', '"""引用""だけ"'),
        ('後の"引用"', '後の"引用"'),
        ("タブ\tの後", "タブ の後"),
        ("<重点施策>", "<重点施策>"),
        ("[赤]", "[赤]"),
    ],
)
def test_cell_stays_one_cell(tmp_path: Path, cell: str, text: str) -> None:
    written = read(filled([["No", "内容"], [1, cell], [2, "次"]])[0], tmp_path)
    assert written == f"No\t内容\n1\t{text}\n2\t次\n"
    cells = [
        [c.text for c in node.cells] for node in tree(written).nodes if isinstance(node, RowLine)
    ]
    assert cells == [["1", cell.replace("\r\n", "\n").replace("\t", " ")], ["2", "次"]]


def test_bold_makes_headings_only(tmp_path: Path) -> None:
    book, worksheet = filled(
        [
            ["<b>No</b>", "<b>内容</b>"],
            ["<b>（1）場の提供</b>"],
            ["ア 拠点"],
            ["<b>二行の\n見出し</b>"],
        ]
    )
    worksheet["A3"] = CellRichText(
        TextBlock(InlineFont(b=True), "ア"), TextBlock(InlineFont(), " 拠点")
    )
    worksheet["A5"] = CellRichText(
        TextBlock(InlineFont(b=True), "イ "), TextBlock(InlineFont(b=True), "x")
    )
    assert read(book, tmp_path) == (
        'No\t内容\n<b>（1）場の提供</b>\t\nア 拠点\t\n"<b>二行の\n見出し</b>"\t\n<b>イ x</b>\t\n'
    )


def test_numbers_and_dates_are_as_shown(tmp_path: Path) -> None:
    book, worksheet = filled([["No", 3, 0.833, 1234567, datetime(2023, 12, 20)]])
    formats = ('0"件"', "0%", "#,##0", '[$-411]ggge"年"m"月"d"日";@')
    for cell, number_format in zip(worksheet[1][1:], formats, strict=True):
        cell.number_format = number_format
    assert read(book, tmp_path) == "No\t3件\t83%\t1,234,567\t令和5年12月20日\n"


def test_formats_that_a_japanese_excel_knows_by_number_are_known(tmp_path: Path) -> None:
    book, worksheet = filled([["No", 45280]])
    worksheet["B1"].number_format = "mm-dd-yy"
    book.save(tmp_path / "一覧.xlsx")
    changed(tmp_path / "一覧.xlsx", "xl/styles.xml", 'numFmtId="14"', 'numFmtId="58"')
    assert read_workbook(tmp_path / "一覧.xlsx")[0].text == "No\t令和5年12月20日\n"


def test_formulas_without_stored_values_are_told(tmp_path: Path) -> None:
    filled([["No", "内容"], [1, '=A2&"件"']])[0].save(tmp_path / "一覧.xlsx")
    (worksheet,) = read_workbook(tmp_path / "一覧.xlsx")
    assert (worksheet.text, worksheet.uncalculated) == ("No\t内容\n1\t\n", ("B2",))


# What Excel writes: texts apart from their cells, readings of kanji beside them, formulas
# with their values, of which an empty text is one.
EXCEL = {
    "_rels/.rels": """<Relationships xmlns="{package}/relationships"><Relationship Id="rId1"
        Type="{office}/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>""",
    "[Content_Types].xml": """<Types xmlns="{package}/content-types">
        <Override PartName="/xl/workbook.xml" ContentType="{type}.sheet.main+xml"/>
        <Override PartName="/xl/worksheets/sheet1.xml" ContentType="{type}.worksheet+xml"/>
        <Override PartName="/xl/sharedStrings.xml" ContentType="{type}.sharedStrings+xml"/>
        </Types>""",
    "xl/workbook.xml": """<workbook xmlns="{main}" xmlns:r="{office}/relationships"><sheets>
        <sheet name="一覧" sheetId="1" r:id="rId1"/></sheets></workbook>""",
    "xl/_rels/workbook.xml.rels": """<Relationships xmlns="{package}/relationships">
        <Relationship Id="rId1" Type="{office}/relationships/worksheet"
            Target="worksheets/sheet1.xml"/>
        <Relationship Id="rId2" Type="{office}/relationships/sharedStrings"
            Target="sharedStrings.xml"/></Relationships>""",
    "xl/sharedStrings.xml": """<sst xmlns="{main}">
        <si><t>研修</t><rPh sb="0" eb="2"><t>ケンシュウ</t></rPh><phoneticPr fontId="1"/></si>
        <si><r><t>一行目_x000D_
二行</t></r><r><rPr><b/></rPr><t>目</t></r><rPh sb="0" eb="2"><t>イチ</t></rPh></si></sst>""",
    "xl/worksheets/sheet1.xml": """<worksheet xmlns="{main}"><sheetData>
        <row r="3"><c r="B3" t="s"><v>0</v></c><c r="C3" t="s"><v>1</v></c></row>
        <row r="4"><c r="B4"><f>1+1</f><v>2</v></c><c r="C4" t="str"><f>B4&amp;"件"</f><v>2件</v></c>
            <c r="D4" t="str"><f>""</f><v></v></c><c r="E4" t="e"><f>1/0</f><v>#DIV/0!</v></c>
            <c r="F4" t="b"><v>1</v></c></row></sheetData></worksheet>""",
}
NAMESPACES = {
    "main": "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "office": "http://schemas.openxmlformats.org/officeDocument/2006",
    "package": "http://schemas.openxmlformats.org/package/2006",
    "type": "application/vnd.openxmlformats-officedocument.spreadsheetml",
}


def test_what_excel_writes_is_read(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "一覧.xlsm", "w") as package:
        for name, text in EXCEL.items():
            package.writestr(name, text.format(**NAMESPACES))
    (worksheet,) = read_workbook(tmp_path / "一覧.xlsm")
    assert worksheet.text == '研修\t"一行目\n二行目"\t\t\t\n2\t2件\t\t#DIV/0!\tTRUE\n'
    assert worksheet.uncalculated == ()
    assert worksheet.errors == (("E4", "#DIV/0!"),)
    assert worksheet.rows == (3, 4)


def changed(path: Path, part: str, old: str, new: str) -> None:
    """Change a part of a workbook to what Excel, not openpyxl, would write."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    text, count = re.subn(old, new, parts[part].decode("utf-8"))
    assert count
    parts[part] = text.encode("utf-8")
    with zipfile.ZipFile(path, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)


def test_hidden_rows_are_taken_and_told_by_number(tmp_path: Path) -> None:
    book, worksheet = filled([[], ["No", "内容"], [1, "a"], [], [2, "b"], [3, "c"]])
    for number in (3, 4, 6, 9):
        worksheet.row_dimensions[number].hidden = True
    book.create_sheet("旧").sheet_state = "hidden"
    book.save(tmp_path / "一覧.xlsx")
    first, second = read_workbook(tmp_path / "一覧.xlsx")
    assert (first.visible, first.hidden_rows) == (True, (3, 6))
    assert (first.text, first.rows) == ("No\t内容\n1\ta\n\n2\tb\n3\tc\n", (2, 3, 4, 5, 6))
    assert (second.name, second.visible, second.text) == ("旧", False, "")


def test_hidden_columns_are_left_out_unless_they_are_asked_for(tmp_path: Path) -> None:
    rows = [["No", "内容", "内部メモ", "", "実績"], [1, "a", "秘", "", "c"], [2, "b", "", "", "d"]]
    book, worksheet = filled(rows)
    worksheet.column_dimensions.group("C", "D", hidden=True)
    worksheet["C3"] = "=1/0"
    book.save(tmp_path / "一覧.xlsx")
    (visible,) = read_workbook(tmp_path / "一覧.xlsx")
    assert visible.text == "No\t内容\t実績\n1\ta\tc\n2\tb\td\n"
    assert visible.hidden_columns == (("C", {1: "内部メモ", 2: "秘"}),)
    # What is left out is not asked for its value.
    assert visible.uncalculated == ()
    (whole,) = read_workbook(tmp_path / "一覧.xlsx", hidden_columns=True)
    assert whole.text == "No\t内容\t内部メモ\t\t実績\n1\ta\t秘\t\tc\n2\tb\t\t\td\n"
    assert (whole.hidden_columns, whole.uncalculated) == (visible.hidden_columns, ("C3",))


STRUCK = Font(strike=True)


def test_what_is_struck_through_is_left_out_and_told_by_cell(tmp_path: Path) -> None:
    book, worksheet = filled([["No", "内容", "実績"], [1, "旧の内容", "あり"], [2, "b", 5], [3, "c", "d"]])
    worksheet["B2"].font = STRUCK
    worksheet["C3"].font = STRUCK
    worksheet["C2"] = CellRichText(
        "残す。", TextBlock(InlineFont(strike=True), "旧い\n文。"), TextBlock(InlineFont(b=True), "次。")
    )
    for cell in worksheet[4]:
        cell.font = STRUCK
    book.save(tmp_path / "一覧.xlsx")
    (told,) = read_workbook(tmp_path / "一覧.xlsx")
    assert told.text == "No\t内容\t実績\n1\t\t残す。次。\n2\tb\t\n"
    assert told.struck == (
        *(("B2", "旧の内容"), ("C2", "旧い\n文。"), ("C3", "5")),
        *(("A4", "3"), ("B4", "c"), ("C4", "d")),
    )


def test_a_part_without_a_font_has_that_of_its_cell(tmp_path: Path) -> None:
    book, worksheet = filled([["No", "内容"], [1, "x"]])
    worksheet["B2"] = CellRichText("消す", TextBlock(InlineFont(), "残す"))
    worksheet["B2"].font = STRUCK
    book.save(tmp_path / "一覧.xlsx")
    (told,) = read_workbook(tmp_path / "一覧.xlsx")
    assert (told.text, told.struck) == ("No\t内容\n1\t残す\n", (("B2", "消す"),))


@pytest.mark.parametrize("error", ["#DIV/0!", "#REF!", "#N/A", "#NAME?", "#VALUE!"])
def test_errors_of_excel_are_told_by_cell(tmp_path: Path, error: str) -> None:
    book, worksheet = filled([["No", "内容"], [1, error], [2, f"{error}の件"]])
    book.save(tmp_path / "一覧.xlsx")
    (told,) = read_workbook(tmp_path / "一覧.xlsx")
    assert (told.text, told.errors) == (f"No\t内容\n1\t{error}\n2\t{error}の件\n", (("B2", error),))


def test_all_formulas_without_stored_values_are_told_at_once(tmp_path: Path) -> None:
    filled([["No", "内容"], *([n, f"=A{n}"] for n in range(2, 30))])[0].save(tmp_path / "一覧.xlsx")
    (told,) = read_workbook(tmp_path / "一覧.xlsx")
    assert told.uncalculated == tuple(f"B{n}" for n in range(2, 30))
    assert listed(told.uncalculated).endswith("B20、B21 ほか 8 か所")


TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]) | st.sampled_from('\n"<>=【】'),
    max_size=12,
).map(str.strip)


@given(rows=st.lists(st.tuples(TEXTS, TEXTS, TEXTS), min_size=1, max_size=4))
def test_sheet_to_workbook_and_back_has_the_same_cells(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, str]]
) -> None:
    cells = [
        [str(number), "a" + title, "【Ⅰ】", "済", results, "Ⅰ", rationale]
        for number, (title, results, rationale) in enumerate(rows, 1)
    ]
    book, worksheet = filled([*grid(sheet(row(1)).strip())[:-1], *cells])
    for line in worksheet.iter_rows():
        for cell in line:
            if cell.data_type == "f":
                cell.data_type = "s"
    text = read(book, tmp_path_factory.mktemp("book"))
    again = [[c.text for c in node.cells] for node in tree(text).nodes if isinstance(node, RowLine)]
    padded = [[*line, *[""] * (7 - len(line))] for line in again]
    wanted = [[unbold(decode(cell.encode(), "").text) for cell in line] for line in cells]
    assert padded == wanted


def unbold(cell: str) -> str:
    """``<b>…</b>`` round a whole cell is bold in a sheet, wherever it comes from."""
    return re.sub(r"(?is)\A<b>(.*)</b>\Z", r"\1", cell).strip()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK\x03\x04 half", "ブックが壊れています。もう一度写してください"),
        (
            b"\xd0\xcf\x11\xe0" + "Workbook".encode("utf-16-le"),
            "ブックを読めません。Excel で開いて保存し直してください（XLRDError）",
        ),
        (
            b"\xd0\xcf\x11\xe0" + "WordDocument".encode("utf-16-le"),
            "古い形式の Word の文書（.doc）です。Word で「Word 文書（.docx）」として保存し直してください",
        ),
        (
            b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"),
            "パスワードの付いたブックは読めません。外して保存してください",
        ),
    ],
    ids=["damaged", "xls", "doc", "password"],
)
def test_other_files_are_refused_in_words_that_help(tmp_path: Path, data: bytes, said: str) -> None:
    path = tmp_path / "一覧.xlsx"
    path.write_bytes(data)
    with pytest.raises(CannotRun) as refused:
        read_workbook(path)
    assert str(refused.value) == f"{path.as_posix()}: {said}"


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        (
            {"word/document.xml": b""},
            "文書を読めません。Word で開いて保存し直してください（ParseError）",
        ),
        (
            {"xl/workbook.bin": b""},
            "バイナリ形式のブック（.xlsb）です。"
            "Excel で「Excel ブック（.xlsx）」として保存し直してください。そのブックなら読めます",
        ),
        ({"xl/a.xml": bytes(201 * 1024 * 1024)}, "ブックが大きすぎます（広げて 200 MB まで）"),
        (
            {"xl/workbook.xml": b"<"},
            "ブックを読めません。Excel で開いて保存し直してください（ParseError）",
        ),
    ],
    ids=["docx", "xlsb", "bomb", "damaged"],
)
def test_packages_that_are_no_workbook_are_refused(
    tmp_path: Path, parts: dict[str, bytes], said: str
) -> None:
    path = tmp_path / "一覧.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    with pytest.raises(CannotRun) as refused:
        read_workbook(path)
    assert str(refused.value) == f"{path.as_posix()}: {said}"


def test_damage_that_is_seen_only_at_a_cell_is_told_too(tmp_path: Path) -> None:
    book, worksheet = filled([["No", 3]])
    worksheet["B1"].number_format = '0"件"'
    book.save(tmp_path / "一覧.xlsx")
    changed(tmp_path / "一覧.xlsx", "xl/styles.xml", 'numFmtId="164" font', 'numFmtId="999" font')
    with pytest.raises(CannotRun) as refused:
        read_workbook(tmp_path / "一覧.xlsx")
    assert "ブックを読めません。Excel で開いて保存し直してください（" in str(refused.value)


def test_cell_in_the_last_corner_does_not_fill_all_memory(tmp_path: Path) -> None:
    book, worksheet = filled([["No"]])
    worksheet["XFD1048576"] = "x"
    with pytest.raises(CannotRun) as refused:
        read(book, tmp_path)
    assert str(refused.value).endswith(
        "一覧.xlsx: ワークシート「一覧」の使われている範囲が広すぎます（A1:XFD1048576）。"
        "一覧の外の書式を削って保存し直してください"
    )
