"""Tables taken from files: which one, what becomes of merged cells, what is told."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import docx
import pytest
from openpyxl import Workbook

from guideline_docs.edits.taking import taken_from
from guideline_docs.failure import CannotRun

HEAD = ["No", "内容", "施策の実施", "実績", "担当課"]


def book(path: Path, merged: Sequence[str] = (), **sheets: list[list[object]]) -> Path:
    made = Workbook()
    made.remove(made["Sheet"])
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for cells in rows:
            sheet.append(cells)
        for area in merged:
            sheet.merge_cells(area)
    made.save(path)
    return path


def test_a_merged_department_stands_in_each_row_of_a_measure(tmp_path: Path) -> None:
    rows = [HEAD, [1, "a", "済", "共通の実績", "企画課"], [2, "b"], [None, None], [3, "c", "未", "x", "財政課"]]
    path = book(tmp_path / "一覧.xlsx", ["C2:C4", "D2:D3", "E2:E4"], 一覧=rows)
    taken = taken_from(path)
    assert taken.source.text == (
        "No\t内容\t施策の実施\t実績\t担当課\n1\ta\t済\t共通の実績\t企画課\n2\tb\t済\t\t企画課\n\n3\tc\t未\tx\t財政課\n"
    )
    assert taken.told == ["結合されたセルの文字を、それぞれの行に写しました: C2:C4、E2:E4"]
    assert taken.data == taken.source.text.encode()


def test_several_worksheets_are_one_table_in_the_order_asked_for(tmp_path: Path) -> None:
    path = book(
        tmp_path / "一覧.xlsx",
        企画課=[["企画課の一覧"], HEAD, [1, "a"]],
        財政課=[["財政課の一覧"], [], HEAD, [2, "b"], [3, "c", None, "=1/0"]],
    )
    with pytest.raises(CannotRun, match="財政課」の D5 に計算の結果が保存されていません"):
        taken_from(path, ["企画課", "財政課"])
    path = book(
        tmp_path / "二.xlsx",
        企画課=[["企画課の一覧"], HEAD, [1, "a"]],
        財政課=[["財政課の一覧"], [], HEAD, [2, "b"]],
    )
    taken = taken_from(path, ["企 画 課", "財政課"])
    lines = taken.source.text.splitlines()
    assert ["企画課の一覧", "No", "1", "2"] == [line.split("\t")[0] for line in lines]
    assert ("企画課!B3", "財政課!B4") == (taken.place(2, 1), taken.place(3, 1))
    assert taken.said == "ワークシート「企画課」、ワークシート「財政課」"
    assert taken.told == ["財政課: 見出しの行より上の文字は写していません: A1「財政課の一覧」"]


def test_a_table_of_a_document_is_asked_for_by_its_number(tmp_path: Path) -> None:
    document = docx.Document()
    for rows in ([["様式", "1"]], [HEAD, ["1", "a", "済", "", "企画課"]], [HEAD, ["2", "b", "未", "", "x"]]):
        made = document.add_table(0, len(rows[0]))
        for cells in rows:
            for cell, text in zip(made.add_row().cells, cells, strict=True):
                cell.text = text
    document.save(tmp_path / "一覧.docx")
    with pytest.raises(CannotRun, match=r"一覧の表が 2 つあります（「表2」、「表3」）。--worksheet で一つを"):
        taken_from(tmp_path / "一覧.docx")
    with pytest.raises(CannotRun, match=r"表「表9」がありません（あるのは 「表1」、「表2」、「表3」）"):
        taken_from(tmp_path / "一覧.docx", ["表9"])
    taken = taken_from(tmp_path / "一覧.docx", ["表２", "表3"])
    assert ["No", "1", "2"] == [line.split("\t")[0] for line in taken.source.text.splitlines()]
    assert ("表2、表3", "表3 2行 A") == (taken.said, taken.place(2, 0))


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("一覧.xls", "No\t内容\n1\ta\n".encode("cp932"), ""),
        ("一覧.xlsx", "No,内容\n1,a\n".encode(), "カンマ区切りの表"),
        ("一覧.docx", "No;内容\n1;a\n".encode("utf-16"), "セミコロン区切りの表"),
    ],
)
def test_a_text_is_a_text_whatever_it_is_called(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(data)
    taken = taken_from(tmp_path / name)
    assert ("No\t内容\n1\ta\n", said) == (taken.source.text, taken.said)
    assert "B2" == taken.place(1, 1)
