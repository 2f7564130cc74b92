"""``init --from`` with tables of other offices: what is written, and what is printed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import notation
from officetables import EVALUATION, INDICATORS, WELFARE, sheet
from openpyxl import Workbook

from guideline_docs import check, load
from guideline_docs.edits.proposal import propose


def test_a_workbook_with_merged_cells(folder: Path, run: Any) -> None:
    book = Workbook()
    book.active.title = "一覧"
    for line in INDICATORS.splitlines():
        book.active.append(line.split("｜"))
    book.active.merge_cells("A1:H1")
    for cells in ("A3:A5", "B3:B4", "A6:A7", "B6:B7"):
        book.active.merge_cells(cells)
    book.create_sheet("説明").append(["この表の見方"])
    book.save(folder / "一覧.xlsx")
    status, out, err = run("init", "案件", "--from", "一覧.xlsx")
    assert (0, "") == (status, err)
    assert "写しました: ワークシート「一覧」\n" in out
    written = (folder / "案件/sources/guideline.toml").read_text("utf-8")
    assert 'column = "基本目標"  # 2行目の見出し「基本目標」から\n' in written
    assert ["guideline"] == re.findall(r"(?m)^\[(\w+)\]", written)[:1]
    assert {"GD802"} == {d.code for d in check(load("案件"))}
    assert 0 == run("build", "案件", "--only", "csv").status


def test_a_table_between_commas_with_quotes(folder: Path, run: Any) -> None:
    (folder / "一覧.csv").write_text(EVALUATION, "cp932")
    status, out, err = run("init", "案件", "--from", "一覧.csv")
    assert (0, "") == (status, err)
    assert (
        "写しました: カンマ区切りの表\n\n"
        "一覧の見出し・番号・言葉から、sources/guideline.toml の設定を見立てました。違うところは書き換えてください。\n"
        "次のところは、一覧だけでは決められませんでした。\n"
        "  - 「A」「B」「C」「D」の意味が分かりません。終わったものには done = true、始めていないものには started = false、"
        "数に入れないものには counted = false を書き足してください\n\n"
        "はじめに 案件/README.md を読んでください。文書を作るには:\n"
    ) in out
    assert {"GD802"} == {d.code for d in check(load("案件"))}


def test_faults_of_the_table_are_told(folder: Path, run: Any) -> None:
    text = sheet(WELFARE).replace("2\t情報紙の発行", "4\t情報紙の発行")
    (folder / "一覧.txt").write_text(text, "utf-8")
    out = run("init", "案件", "--from", "一覧.txt").out
    assert "この設定で読むと、一覧に 1 件の指摘があります。一覧の誤りか、設定の違いかを確かめてください。\n  - 13 行目: " in out


def test_the_offices_own_sheet_has_the_usual_settings(folder: Path, run: Any, real_sheet: str) -> None:
    assert propose(notation.source(real_sheet)) is None
    (folder / "一覧.txt").write_text(real_sheet, "utf-8")
    out = run("init", "案件", "--from", "一覧.txt").out
    assert "見立て" not in out
    run("init", "空の案件")
    usual, own = ((folder / each / "sources/guideline.toml").read_bytes() for each in ("空の案件", "案件"))
    assert usual == own
