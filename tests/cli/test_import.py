"""``import``: what it shows, what it writes, what it leaves to people, and when it refuses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from libreoffice import converted, needs_libreoffice
from newertable import rows_of, table, workbook
from openpyxl import load_workbook

SHEET = """\
取組一覧
【達成状況】
【Ⅰ】<重点>｜優先するもの
No｜内容｜重点｜施策の実施｜実績｜2期案｜理由
（1）場の提供
ア 活動拠点
1｜施設の活用についての協力体制｜【Ⅰ】｜済｜開いた。｜○｜終えた。
2｜公共施設の利用の案内と予約｜【Ⅰ】｜未｜｜Ⅰ｜続ける。
3｜寄附金の受入れと基金の運用｜【Ⅰ】｜未｜｜Ⅰ｜検討する。
"""
NEWER = """\
取組一覧
【達成状況】
【Ⅰ】<重点>｜優先するもの
No｜内容｜重点｜施策の実施｜実績｜2期案｜理由｜備考
（1）場の提供
ア 活動拠点
1｜施設の活用についての協力体制｜【Ⅰ】｜済｜開いた。｜○｜終えた。
3｜公共施設の利用の案内と予約｜【Ⅰ】｜済｜予約を始めた。｜Ⅰ｜｜確認済
"""
DIFF = """\
--- 一覧.txt
+++ 一覧.txt
@@ -7,3 +7,3 @@
 1	施設の活用についての協力体制	【Ⅰ】	済	開いた。	○	終えた。
-2	公共施設の利用の案内と予約	【Ⅰ】	未		Ⅰ	続ける。
+2	公共施設の利用の案内と予約	【Ⅰ】	済	予約を始めた。	Ⅰ	
 3	寄附金の受入れと基金の運用	【Ⅰ】	未		Ⅰ	検討する。
"""
EDITS = """\
取り込むところ: 3 か所
  一覧.txt:8: No.2 施策の実施（D8）: 「未」 → 「済」
  一覧.txt:8: No.2 実績（E8）: 「予約を始めた。」 を加えます
  一覧.txt:8: No.2 理由（G8）: 「続ける。」 を消します
"""
OPEN = """\
取り込めないところ: 3 か所
  「備考」の列は一覧にありません:
    No.2 備考: H8「確認済」
  番号が違います。番号は変えていません（付け直すなら renumber）:
    No.2 公共施設の利用の案内と予約: A8「3」
  新しい表にありません。消していません（なくなったのなら、一覧から行を消してください）:
    No.3: 「寄附金の受入れと基金の運用」
お知らせ:
  H4: 「備考」の列は一覧にありません
"""
READ = "読みました: ワークシート「一覧」\n"
WRITE = "書き換えるには --write を付けてください\n"


@pytest.fixture
def sheet(folder: Path) -> Path:
    file = folder / "一覧.txt"
    file.write_text(SHEET.replace("｜", "\t"), "utf-8")
    workbook(table(NEWER), folder / "新.xlsx")
    return file


def test_it_shows_what_would_change_and_what_a_person_must_do(run: Any, sheet: Path) -> None:
    before = sheet.read_bytes()
    assert (1, DIFF + EDITS + OPEN, READ + WRITE) == run("import", "新.xlsx", "一覧.txt")
    assert before == sheet.read_bytes()


def test_it_writes_what_is_sure_and_says_the_rest_again(run: Any, sheet: Path) -> None:
    written = run("import", "新.xlsx", "一覧.txt", "--write")
    assert (1, DIFF + EDITS + OPEN, f"{READ}書き換えました: 一覧.txt\n") == written
    assert SHEET.replace("未｜｜Ⅰ｜続ける。", "済｜予約を始めた。｜Ⅰ｜").replace("｜", "\t") == sheet.read_text("utf-8")
    assert (1, OPEN, READ) == run("import", "新.xlsx", "一覧.txt", "--write")


def test_a_table_that_says_the_same_is_nothing(run: Any, sheet: Path, folder: Path) -> None:
    workbook(table(SHEET), folder / "新.xlsx")
    assert (0, "違うところはありません\n", READ) == run("import", "新.xlsx", "一覧.txt", "--write")


def test_the_same_as_data(run: Any, sheet: Path) -> None:
    status, out, _ = run("import", "新.xlsx", "一覧.txt", "--format", "json")
    said = json.loads(out)
    assert (1, 1) == (status, said["schema_version"])
    assert ["edits", "conflicts", "unplaced", "notes"] == list(said)[1:]
    assert said["edits"][1] == {
        "key": "2",
        "name": "No.2",
        "field": "results",
        "head": "実績",
        "path": "一覧.txt",
        "line": 8,
        "base": None,
        "theirs": "予約を始めた。",
        "ours": "",
        "result": "予約を始めた。",
        "file": "新.xlsx",
        "cell": "E8",
        "author": "",
        "tracked": False,
    }
    assert said["unplaced"][0] == {
        "text": "確認済",
        "near": "No.2 備考",
        "why": "「備考」の列は一覧にありません",
        "file": "新.xlsx",
        "cell": "H8",
    }


def test_a_project_is_looked_for_as_by_every_command(run: Any, project: Path, folder: Path) -> None:
    sheet = project / "phase1-progress.txt"
    rows = rows_of(sheet.read_text("utf-8"))
    rows[11][3] = "済"
    workbook(rows, folder / "新.xlsx")
    status, out, _ = run("import", "新.xlsx", "--write")
    assert (0, True) == (status, "+1\t民間施設等の活用に向けた協力体制の構築\t【Ⅰ】<重点施策>\t済\t" in out)
    assert "\t済\tホームページにて民間打合せ" in sheet.read_text("utf-8")


@pytest.mark.parametrize("kind", ["csv", "tsv", "txt"])
def test_text_files_are_tables_too(run: Any, sheet: Path, folder: Path, kind: str) -> None:
    new = SHEET.replace("未｜｜Ⅰ｜続ける。", "済｜始めた。｜Ⅰ｜続ける。")
    text = new.replace("｜", "," if kind == "csv" else "\t")
    (folder / f"新.{kind}").write_bytes(text.replace("\n", "\r\n").encode("cp932"))
    status, out, _ = run("import", f"新.{kind}", "一覧.txt")
    assert status == 0
    assert "  一覧.txt:8: No.2 実績（E8）: 「始めた。」 を加えます\n" in out


@pytest.mark.parametrize("named", ["sep=;", "sep=,", "sep=\t", '"sep=|"', "SEP=;;;;"])
def test_a_line_that_names_the_delimiter_is_no_row(run: Any, sheet: Path, folder: Path, named: str) -> None:
    new = SHEET.replace("未｜｜Ⅰ｜続ける。", "済｜始めた。｜Ⅰ｜続ける。")
    text = new.replace("｜", named.strip('"')[4])
    (folder / "新.csv").write_bytes(f"{named}\n{text}".replace("\n", "\r\n").encode("cp932"))
    status, out, _ = run("import", "新.csv", "一覧.txt")
    assert status == 0
    assert "  一覧.txt:8: No.2 実績（E8）: 「始めた。」 を加えます\n" in out


def test_of_several_tables_the_one_with_the_heads_of_the_sheet_is_meant(
    run: Any, sheet: Path, folder: Path
) -> None:
    workbook(table(SHEET), folder / "新.xlsx")
    book = load_workbook(folder / "新.xlsx")
    other = book.create_sheet("担当", 0)
    for row in (["No", "内容", "担当課"], ["1", "施設の活用についての協力体制", "市民課"]):
        other.append(row)
    book.save(folder / "新.xlsx")
    assert (0, "違うところはありません\n", READ) == run("import", "新.xlsx", "一覧.txt")
    copy = book.copy_worksheet(book["一覧"])
    copy.title = "昨年"
    book.save(folder / "新.xlsx")
    several = "エラー: 新.xlsx: 一覧が 3 つのワークシートにあります（「担当」、「一覧」、「昨年」）。--worksheet で"
    status, _, said = run("import", "新.xlsx", "一覧.txt")
    assert (2, True) == (status, said.startswith(several))
    assert 0 == run("import", "新.xlsx", "一覧.txt", "--worksheet", " 昨 年 ").status


def test_our_own_workbook_comes_back_and_says_nothing(run: Any, project: Path, folder: Path) -> None:
    run("build", "--only", "xlsx")
    own = "読みました: ワークシート「進捗状況一覧」\n"
    assert (0, "違うところはありません\n", own) == run("import", "dist/progress-table.xlsx")
    status, _, said = run("import", "dist/progress-table.xlsx", "--worksheet", "データ")
    assert (2, said) == (
        status,
        "エラー: dist/progress-table.xlsx: 機械で読むためのデータです。"
        "人が読むワークシート「進捗状況一覧」を直し、それを取り込んでください\n",
    )
    book = load_workbook(folder / "dist" / "progress-table.xlsx")
    page = book["進捗状況一覧"]
    (row,) = (each[0].row for each in page.iter_rows() if str(each[0].value) == "6")
    page.cell(row, 4).value = "着手中"
    book.save(folder / "直した.xlsx")
    status, out, _ = run("import", "直した.xlsx", "--write")
    assert "取り込むところ: 1 か所\n" in out
    assert status == 0
    again = run("import", "直した.xlsx")
    assert (0, "違うところはありません\n") == again[:2]
    # Nobody has counted anew what stands above the table.
    assert "注意: 計算の結果が保存されていないので読んでいません: C3、D3、" in again.err


def test_check_says_what_it_would_say_of_a_person(run: Any, sheet: Path, folder: Path) -> None:
    workbook(table(SHEET.replace("未｜｜Ⅰ｜続ける。", "済み｜｜Ⅰ｜Ⅲに降格")), folder / "新.xlsx")
    typed = folder / "手" / "一覧.txt"
    typed.parent.mkdir()
    typed.write_text(SHEET.replace("未｜｜Ⅰ｜続ける。", "済み｜｜Ⅰ｜Ⅲに降格").replace("｜", "\t"), "utf-8")
    run("import", "新.xlsx", "一覧.txt", "--write")
    by_hand = run("check", "手/一覧.txt", "--format", "concise").out
    assert by_hand.replace("手/", "") == run("check", "一覧.txt", "--format", "concise").out


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("取組一覧\nNo｜重点｜施策の実施\n1｜【Ⅰ】｜済\n", "施策の名前の列がないので、どの行がどれか分かりません（列の見出しは 「No」、「重点」、「施策の実施」）"),
        ("No｜内容｜重点\n", "施策の行がありません"),
        (
            "照会キー｜No｜内容｜実績（前回）｜実績\n｜1｜施設の活用についての協力体制｜開いた。｜\n",
            "照会の回答です。guideline-docs collect で取り込んでください",
        ),
    ],
)
def test_a_table_that_cannot_be_compared_is_refused(
    run: Any, sheet: Path, folder: Path, text: str, why: str
) -> None:
    workbook(table(text), folder / "新.xlsx")
    assert (2, "", f"エラー: 新.xlsx: {why}\n") == run("import", "新.xlsx", "一覧.txt")


def test_there_must_be_a_sheet(run: Any, sheet: Path, folder: Path) -> None:
    home = folder / "案件"
    (home / "draft").mkdir(parents=True)
    (home / "guideline.toml").write_text('[guideline]\ntitle = "指針"\n', "utf-8")
    (home / "draft" / "01.txt").write_text("第1章　はじめに\n\n　本文。\n", "utf-8")
    why = "案件: 一覧がありません。一覧から始めるには guideline-docs init フォルダー --from ファイル"
    assert (2, "", f"エラー: {why}\n") == run("import", "新.xlsx", "案件")


def test_only_the_sheet_of_the_guideline_takes_a_table(run: Any, sheet: Path, folder: Path) -> None:
    home = folder / "案件"
    home.mkdir()
    (home / "guideline.toml").write_text('[sources]\nsheet = "今年.txt"\n', "utf-8")
    for name in ("今年.txt", "昨年.txt"):
        (home / name).write_bytes(sheet.read_bytes())
    why = "案件/昨年.txt: 取り込めるのは、指針の一覧 案件/今年.txt だけです"
    assert (2, "", f"エラー: {why}\n") == run("import", "新.xlsx", "案件/昨年.txt")
    assert 1 == run("import", "新.xlsx", "案件").status


def test_a_field_of_a_card_is_mended_in_the_card(run: Any, sheet: Path, folder: Path) -> None:
    home = folder / "案件"
    home.mkdir()
    (home / "guideline.toml").write_text('[guideline]\ntitle = "指針"\n', "utf-8")
    (home / "一覧.txt").write_bytes(sheet.read_bytes())
    cards = "（1）場の提供\nア　活動拠点\n\n施策2　公共施設の利用の案内と予約\n　担当課：【要設定】\n"
    (home / "カード.txt").write_text(cards, "utf-8")
    new = SHEET.replace("理由\n", "理由｜担当課\n").replace("続ける。", "続ける。｜市民課")
    workbook(table(new), folder / "新.xlsx")
    status, out, _ = run("import", "新.xlsx", "案件", "--write")
    assert (0, True) == (
        status,
        "  案件/カード.txt:5: No.2 担当課（H8）: 「【要設定】」 → 「市民課」\n" in out,
    )
    assert cards.replace("【要設定】", "市民課") == (home / "カード.txt").read_text("utf-8")


def test_a_cell_that_was_merged_with_the_one_above_erases_nothing(
    run: Any, sheet: Path, folder: Path
) -> None:
    workbook(table(SHEET), folder / "新.xlsx")
    book = load_workbook(folder / "新.xlsx")
    book["一覧"].merge_cells("G8:G9")
    book["一覧"].merge_cells("D8:D9")
    book.save(folder / "新.xlsx")
    said = (
        "取り込めないところ: 1 か所\n"
        "  G8 と結合されたセルです。今の文字を残します:\n"
        "    No.3 理由: G9「」\n"
    )
    status, out, err = run("import", "新.xlsx", "一覧.txt")
    assert (1, said) == (status, out)
    assert "注意: 結合されたセルの文字を、それぞれの行に写しました: D8:D9\n" in err


def test_what_the_encoding_cannot_hold_is_told_and_not_half_written(
    run: Any, sheet: Path, folder: Path
) -> None:
    sheet.write_bytes(SHEET.replace("｜", "\t").encode("cp932"))
    new = SHEET.replace("未｜｜Ⅰ｜続ける。", "済｜𠮷田氏と始めた。｜Ⅰ｜続ける。")
    workbook(table(new), folder / "新.xlsx")
    status, out, _ = run("import", "新.xlsx", "一覧.txt", "--write")
    assert status == 1
    assert out.endswith(
        "取り込むところ: 1 か所\n"
        "  一覧.txt:8: No.2 施策の実施（D8）: 「未」 → 「済」\n"
        "取り込めないところ: 1 か所\n"
        "  「𠮷」はファイルの文字コード（cp932）で書けません:\n"
        "    No.2 実績: E8「𠮷田氏と始めた。」\n"
    )
    assert SHEET.replace("未｜｜Ⅰ｜続ける。", "済｜｜Ⅰ｜続ける。").replace("｜", "\t").encode("cp932") == sheet.read_bytes()


@needs_libreoffice
def test_what_libreoffice_has_saved_is_the_same_table(run: Any, sheet: Path, folder: Path) -> None:
    new = SHEET.replace("未｜｜Ⅰ｜続ける。", "済｜令和6年度に、\n「予約」を始めた。｜Ⅰ｜")
    lines = [line.split("｜") for line in new.replace("、\n", "、␤").rstrip("\n").split("\n")]
    rows = [[text.replace("␤", "\n") for text in line] for line in lines]
    book = workbook(rows, folder / "新.xlsx")
    expected = run("import", "新.xlsx", "一覧.txt")
    assert "取り込むところ: 3 か所\n" in expected.out
    csv = "csv:Text - txt - csv (StarCalc):44,34,76"
    for kind in ("xlsx", "ods", "xls", csv):
        suffix = kind.split(":")[0]
        converted([book], kind, folder / suffix)
        told = run("import", f"{suffix}/新.{suffix}", "一覧.txt")
        assert expected[:2] == told[:2], kind


@needs_libreoffice
def test_our_own_workbook_saved_by_libreoffice_says_nothing(
    run: Any, project: Path, folder: Path
) -> None:
    run("build", "--only", "xlsx")
    for kind in ("xlsx", "ods"):
        (saved,) = converted([folder / "dist" / "progress-table.xlsx"], kind, folder / kind)
        told = run("import", str(saved.relative_to(folder)))
        assert (0, "違うところはありません\n") == told[:2]
