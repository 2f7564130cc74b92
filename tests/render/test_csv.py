"""The measures as open data."""

from __future__ import annotations

import csv
import io

import notation
import pytest
from notation import row

from guideline_docs.render import csv as door
from guideline_docs.render.templates import Templates

WORDING = Templates().wording()


def read(text: str) -> list[dict[str, str]]:
    data = door.render(notation.guideline(text), WORDING)
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_bytes_begin_with_a_bom_and_lines_end_with_crlf(real_sheet: str) -> None:
    data = door.render(notation.guideline(real_sheet), WORDING)
    assert data.startswith(b"\xef\xbb\xbf")
    assert 24 == data.count(b"\r\n") == data.count(b"\n")
    assert data == door.render(notation.guideline(real_sheet), WORDING)


def test_every_measure_of_the_real_sheet_is_one_row(real_sheet: str) -> None:
    rows = read(real_sheet)
    assert [str(n) for n in range(1, 24)] == [line["施策番号"] for line in rows]
    assert {
        "大項目番号": "7",
        "大項目": "協働に関すること",
        "小項目記号": "ア",
        "小項目": "市職員の意識向上",
        "施策番号": "18",
        "施策の内容": "協働事業に関する手引き（職員向け）の作成",
        "重点区分": "Ⅰ",
        "重点区分の名称": "重点",
        "施策の実施": "済",
        "施策の実施（集計）": "済",
        "実績": "職員向け協働の手引きを作成",
        "第2期案（完了）": "1",
        "第2期案（重点区分）": "Ⅰ",
        "第2期案での扱い": "完了→新たな取組",
    } == {name: value for name, value in rows[17].items() if name != "理由"}


@pytest.mark.parametrize("text", ["-", "－", "―", "ー", "ｰ", "−", "--", "- -", "-1", "－１", "-1,234.5%", "▲5", "△1.2", "−5", "ー1", "5"])
def test_dashes_and_negative_numbers_are_left_alone(text: str) -> None:
    assert text == read(notation.sheet(row(1, results=text)))[0]["実績"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "+81", "-1-2", "-1+A1", "-1/2", "-A1", "- A1", "@SUM(A1)", "＝1", " =1", "－A1", "＠a", "+cmd|'/C'!A0", "－5－2", "-2,A1"])
def test_no_cell_is_a_formula(text: str) -> None:
    assert f"'{text.strip()}" == read(notation.sheet(row(1, results=text)))[0]["実績"]


def test_no_head_is_a_formula() -> None:
    text = notation.sheet(f"{notation.HEAD}｜=HYPERLINK(1)", f"{row(1)}｜x")
    assert "x" == read(text)[0]["'=HYPERLINK(1)"]


def test_a_cell_of_two_lines_is_one_line() -> None:
    text = notation.sheet(row(1, results='"一行目\n二行目 ""引用"""'))
    # The line break stands inside a quoted cell; the notation completes lines, not cells.
    assert '一行目 二行目 "引用"' == read(text)[0]["実績"]


def test_quotes_and_commas_come_back() -> None:
    assert 'a,"b"' == read(notation.sheet(row(1, rationale='a,"b"')))[0]["理由"]


def test_unknown_columns_are_kept() -> None:
    text = notation.sheet(f"{notation.HEAD}｜担当課", f"{row(1)}｜協働課")
    assert "協働課" == read(text)[0]["担当課"]


def test_words_that_are_not_understood_stand_as_written() -> None:
    line = read(notation.sheet(row(1, tier="Ⅸ", status="継続中", proposal="検討")))[0]
    assert ("【Ⅸ】", "", "継続中", "", "", "検討", "") == tuple(
        line[name]
        for name in (
            "重点区分",
            "重点区分の名称",
            "施策の実施",
            "施策の実施（集計）",
            "第2期案（完了）",
            "第2期案（重点区分）",
            "第2期案での扱い",
        )
    )


def test_cells_beyond_the_head_have_a_column_only_where_there_are_any() -> None:
    assert "表の外の記載" not in read(notation.sheet(row(1)))[0]
    assert "余り" == read(notation.sheet(f"{row(1)}｜余り"))[0]["表の外の記載"]


def test_a_sheet_without_measures_is_a_head_line() -> None:
    assert [] == read(f"{notation.TITLE}\n")


def test_two_columns_of_one_name_are_two() -> None:
    text = notation.sheet(f"{notation.HEAD}｜実績｜｜大項目", f"{row(1, results='前')}｜後｜無名｜別の大項目")
    (line,) = read(text)
    assert ("前", "後", "無名", "別の大項目") == (
        *(line["実績"], line["実績 (2)"]),
        *(line["列9"], line["大項目 (2)"]),
    )


def test_a_row_without_a_number_is_a_row_and_a_stray_line_stands_beside_the_table() -> None:
    text = notation.sheet(row(1), "覚え書き", f"{row('一', title='冊子', tier='Ⅰ', results='=1')}｜余り", "※ 注")
    first, line, lost = read(text)
    assert ("1", "", "一") == (first["施策番号"], line["施策番号"], lost["施策番号"])
    assert ("", "覚え書き", "余り") == tuple(each["表の外の記載"] for each in (first, line, lost))
    assert ("冊子", "【Ⅰ】", "", "'=1") == (
        *(lost["施策の内容"], lost["重点区分"]),
        *(lost["第2期案での扱い"], lost["実績"]),
    )
    assert "市民活動の支援" == line["小項目"]


def test_a_table_of_unknown_heads_keeps_its_values() -> None:
    (line,) = read("題\n指標\t基準値\t目標値\n①婚姻率\t5.5\t5.9\n")
    assert ("①婚姻率", "5.5", "5.9") == (line["指標"], line["基準値"], line["目標値"])
