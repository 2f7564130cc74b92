"""``renumber``: what it shows, what it writes, and when it refuses."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from guideline_docs import load

SHEET = """\
一覧\t
【達成状況】\t
【Ⅰ】<重点>\t優先するもの
No\t内容\t重点\t施策の実施\t実績\t2期案\t理由
（1）場
ア 拠点
2\t甲\t【Ⅰ】\t未\t\tⅠ\t施策4、(3)-イによる
（3）資金
イ 基金
4\t乙\t【Ⅰ】\t未\t\tⅠ\t(1)-アによる
"""
CHAPTER = "第1章　施策4の総括\n\n　（３）イ及び施策２、４は、(1)-アと同じ。\n"
ACCEPTED = """\
# No.4 は残す
[[accept]]
code = "GD605"
path = "一覧.txt"
subject = "No.4"
reason = "No.2 と同じ"

[[accept]]
code = "GD605"
path = "ほか.txt"
subject = 'No.2'
reason = "別のファイル"
"""
DIFF = """\
--- sources/一覧.txt
+++ sources/一覧.txt
@@ -6,5 +6,5 @@
 ア 拠点
-2	甲	【Ⅰ】	未		Ⅰ	施策4、(3)-イによる
-（3）資金
-イ 基金
-4	乙	【Ⅰ】	未		Ⅰ	(1)-アによる
+1	甲	【Ⅰ】	未		Ⅰ	施策2、(2)-アによる
+（2）資金
+ア 基金
+2	乙	【Ⅰ】	未		Ⅰ	(1)-アによる
--- sources/draft/01.txt
+++ sources/draft/01.txt
@@ -2,2 +2,2 @@
 
-　（３）イ及び施策２、４は、(1)-アと同じ。
+　（２）ア及び施策１、２は、(1)-アと同じ。
--- sources/accepted.toml
+++ sources/accepted.toml
@@ -4,3 +4,3 @@
 path = "一覧.txt"
-subject = "No.4"
+subject = "No.2"
 reason = "No.2 と同じ"
"""
TOLD = """\
変わる番号: 大項目 1、小項目 1、施策 2、参照 5 か所
sources/draft/01.txt:1:5: 「施策4」は参照と見ないので変えません。確かめてください
sources/accepted.toml:1:3: 「No.4」は参照と見ないので変えません。確かめてください
sources/accepted.toml:6:11: 「No.2」は参照と見ないので変えません。確かめてください
sources/accepted.toml:11:12: 「No.2」は参照と見ないので変えません。確かめてください
"""
MAP = """\
# 番号の付け直しの記録。guideline-docs renumber が書き、付け直すたびに改めます。
# 左が第1期の番号、右が第2期の番号です。第2期にないものの右は "" です。
# 第1期にない新しいものは、その行を削ってください。

[measures]
2 = 1
4 = 2

[subsections]
"(1)-ア" = "(1)-ア"
"(3)-イ" = "(2)-ア"

[categories]
"(1)" = "(1)"
"(3)" = "(2)"

# 付け直すたびの記録。edition は付け直す前の一覧を表す印で、その一覧から作った Word の素案にも
# 入っています。素案が返ってきたとき施策を取り違えないためのものです。書き換えないでください。
[[step]]
edition = "EDITION"
[step.measures]
2 = 1
4 = 2
"""


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode(encoding))
    return path


@pytest.fixture
def gappy(folder: Path) -> Path:
    write(folder / "sources/guideline.toml", "")
    write(folder / "sources/一覧.txt", SHEET)
    write(folder / "sources/draft/01.txt", CHAPTER)
    write(folder / "sources/accepted.toml", ACCEPTED)
    return folder / "sources"


def contents(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()
    }


def test_diff_is_shown_and_nothing_written(gappy: Path, run: Any) -> None:
    before = contents(gappy)
    status, out, err = run("renumber", "--close-gaps")
    assert (status, out) == (0, DIFF)
    assert err == TOLD + "書き換えるには --write を付けてください\n"
    assert contents(gappy) == before


def test_all_files_change_together(gappy: Path, run: Any) -> None:
    edition = load("sources").guideline.second.digest
    status, out, err = run("renumber", "--close-gaps", "--write")
    assert (status, out) == (0, DIFF)
    names = ("一覧.txt", "draft/01.txt", "accepted.toml", "renumbered.toml")
    assert err == TOLD + "".join(f"書き換えました: sources/{name}\n" for name in names)
    assert (gappy / "renumbered.toml").read_text("utf-8") == MAP.replace("EDITION", edition)
    again = run("renumber")
    assert (again.status, again.out) == (0, "番号は続いています。付け直すところはありません\n")
    assert run("check").out.count("GD4") == 0


def test_map_is_kept_over_two_renumberings(gappy: Path, run: Any) -> None:
    run("renumber", "--close-gaps", "--write")
    sheet = gappy / "一覧.txt"
    text = sheet.read_text("utf-8").replace("\n2\t乙", "\n9\t丙\t【Ⅰ】\t未\t\tⅠ\t新規\n2\t乙")
    sheet.write_text(text, "utf-8")
    assert run("renumber", "--close-gaps", "--write").status == 0
    assert "[measures]\n2 = 1\n4 = 3\n\n" in (gappy / "renumbered.toml").read_text("utf-8")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp932"])
def test_encoding_bom_and_line_ends_stay(gappy: Path, run: Any, encoding: str) -> None:
    text = SHEET.replace("\n", "\r\n").replace("ア 拠点\r\n", "ア 拠点\n") + "※末尾"
    write(gappy / "一覧.txt", text, encoding)
    assert run("renumber", "--close-gaps", "--write").status == 0
    expected = text
    for old, new in (
        ("2\t甲", "1\t甲"),
        ("4\t乙", "2\t乙"),
        ("施策4、(3)-イ", "施策2、(2)-ア"),
        ("（3）資金", "（2）資金"),
        ("イ 基金", "ア 基金"),
    ):
        expected = expected.replace(old, new)
    assert (gappy / "一覧.txt").read_bytes() == expected.encode(encoding)


def test_gaps_are_not_closed_unasked(gappy: Path, run: Any) -> None:
    before = contents(gappy)
    assert run("renumber", "--write") == (
        1,
        "",
        "sources/一覧.txt:7:1: GD203 施策の番号が 1 でなく 2 になっています\n"
        "sources/一覧.txt:8:1: GD201 大項目の番号が (2) でなく (3) になっています\n"
        "sources/一覧.txt:9:1: GD202 (3) の小項目の記号が「ア」でなく「イ」になっています\n"
        "sources/一覧.txt:10:1: GD203 施策の番号が 1 でなく 4 になっています\n"
        "番号を付け直しませんでした。確認済みのものも含めて、上の誤りを直してください。"
        "抜けたものがなければ、--close-gaps で詰められます\n",
    )
    assert contents(gappy) == before


def test_accepted_errors_of_the_real_project_stand_in_the_way(project: Path, run: Any) -> None:
    assert run("renumber", "--close-gaps", "--write") == (
        1,
        "",
        "sources/phase1-progress.txt:43:4: GD205 小項目「多様な中間支援組織との連携」に記号がありません\n"
        "sources/phase1-progress.txt:50:48: GD401 参照先「(3)-イ」がありません\n"
        "sources/phase1-progress.txt:50:50: GD402 参照「(5)-2」は (大項目の番号)-かな の形ではありません\n"
        "番号を付け直しませんでした。確認済みのものも含めて、上の誤りを直してください\n",
    )


def test_errors_that_are_switched_off_stand_in_the_way_too(gappy: Path, run: Any) -> None:
    write(gappy / "guideline.toml", '[severity]\nGD404 = "off"\n')
    write(gappy / "draft/01.txt", "　施策99による。\n")
    result = run("renumber", "--close-gaps")
    assert (result.status, result.out) == (1, "")
    assert result.err.startswith("sources/draft/01.txt:1:2: GD404 参照先「施策99」がありません\n")


def test_range_that_is_torn_apart_is_refused(folder: Path, run: Any) -> None:
    rows = "ア 甲\n1\tい\nウ 乙\n2\t(1)-ア～イによる\nイ 丙\n3\tは\n"
    write(folder / "sheet.txt", f"No\t内容\n（1）場\n{rows}")
    assert run("renumber", "sheet.txt", "--close-gaps", "--write") == (
        1,
        "",
        "sheet.txt:6:3: 「(1)-ア～イ」は付け直すと一続きでなくなります。"
        "(3)-ア、ウ のように一つずつ書いてください\n"
        "番号を付け直しませんでした\n",
    )


def test_text_that_would_become_a_reference_is_refused(folder: Path, run: Any) -> None:
    sheet = write(folder / "sheet.txt", "No\t内容\n（1）場\nア 甲\n1\t次の(1-イ)\nウ 乙\n2\tろ\n")
    before = sheet.read_bytes()
    assert run("renumber", "sheet.txt", "--close-gaps", "--write") == (
        1,
        "",
        "sheet.txt:4:5: 「(1-イ)」は付け直すと別のところを指すことになります。書き方を改めてください\n"
        "番号を付け直しませんでした\n",
    )
    assert sheet.read_bytes() == before


def test_sheet_alone_keeps_its_map_beside_it(folder: Path, run: Any) -> None:
    write(folder / "案/一覧.txt", "No\t内容\n（1）場\nア 甲\n2\tい\n")
    assert run("renumber", "案/一覧.txt", "--close-gaps", "--write").status == 0
    assert sorted(p.name for p in (folder / "案").iterdir()) == ["renumbered.toml", "一覧.txt"]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_nothing_changes_if_one_file_cannot_be_written(gappy: Path, run: Any) -> None:
    before = contents(gappy)
    (gappy / "draft").chmod(0o555)
    status, _, err = run("renumber", "--close-gaps", "--write")
    (gappy / "draft").chmod(0o755)
    assert (status, err.endswith("書けません（許可されていません）\n")) == (2, True)
    assert contents(gappy) == before


def test_nothing_changes_if_the_map_cannot_be_written(gappy: Path, run: Any) -> None:
    before = contents(gappy)
    (gappy / "renumbered.toml").mkdir()
    status, _, err = run("renumber", "--close-gaps", "--write")
    assert status == 2
    assert "エラー: sources/renumbered.toml: 書けません（" in err
    assert contents(gappy) == before


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("sources/b.txt", "sources/b.txt: 番号を付け直せるのは、指針の一覧 sources/a.txt だけです"),
        ("chapters", "chapters: 一覧がありません"),
    ],
)
def test_only_the_sheet_of_the_guideline_is_renumbered(
    folder: Path, run: Any, name: str, said: str
) -> None:
    write(folder / "sources/guideline.toml", "")
    write(folder / "sources/a.txt", "No\t内容\n1\tい\n")
    write(folder / "sources/b.txt", "No\t内容\n1\tい\n")
    write(folder / "chapters/01.txt", "第1章　総括\n")
    assert run("renumber", name) == (2, "", f"エラー: {said}\n")


CARDS = """\
（1）場
ア　拠点
施策5　新しい施策
　取組内容：(3)-イと行う。
施策4
　担当課：【要設定】
"""


def test_cards_move_with_the_sheet_and_the_draft_prints_the_map(gappy: Path, run: Any) -> None:
    # As the officer has it once the gaps are gone: the new measure follows the last number.
    text = SHEET.replace("（3）", "（2）").replace("(3)-イ", "(2)-ア").replace("イ 基金", "ア 基金")
    text = text.replace("\n2\t", "\n1\t").replace("\n4\t", "\n2\t").replace("施策4", "施策2")
    write(gappy / "一覧.txt", text)
    write(gappy / "accepted.toml", "")
    write(gappy / "draft/01.txt", "第1章　対照\n\n［＃施策］\n\n［＃新旧対照表］\n")
    cards = CARDS.replace("施策5", "施策3").replace("施策4", "施策2").replace("(3)-イ", "(2)-ア")
    write(gappy / "draft/02-カード.txt", cards, "cp932")
    status, _, err = run("renumber", "--write")
    assert status == 0, err
    assert (gappy / "draft/02-カード.txt").read_bytes().decode("cp932") == (
        cards.replace("施策3", "施策2", 1)[:-len("施策2\n　担当課：【要設定】\n")]
        + "施策3\n　担当課：【要設定】\n"
    )
    assert "[measures]\n1 = 1\n2 = 3\n" in (gappy / "renumbered.toml").read_text("utf-8")
    assert run("build", "--only", "docx").status == 0
    rows = [[cell.text for cell in row.cells] for row in _comparison(gappy.parent)]
    assert [("No.1", "甲", "No.1"), ("―", "新しい施策", "No.2"), ("No.2", "乙", "No.3")] == [
        (row[0], row[1], row[-1]) for row in rows
    ]


def _comparison(folder: Path) -> list[Any]:
    """The rows of the 対照表 in the Word draft, without its heads."""
    from docx import Document

    document = Document(str(folder / "dist/guideline-draft.docx"))
    tables = [t for t in document.tables if t.rows[0].cells[0].text.startswith("第1期")]
    return [row for table in tables for row in table.rows[1:]]


@pytest.mark.parametrize(
    "accepted",
    [
        'accept = [{ code = "GD605", path = "sources\\\\一覧.txt", subject = "@", reason = "x" }]\n',
        "[[accept]]\ncode = 'GD605'\nreason = '''\n[[accept]]\nsubject = \"No.4\"\n'''\npath = '一覧.txt'\nsubject = '@'\n",
        '[[ "accept" ]]\r\n"code" = "GD605"\r\npath = "sources/一覧.txt"\r\n"subject" = """@"""\r\nreason = "x"\r\n',
    ],
)
@pytest.mark.parametrize("subject", ["No.4", "Ｎｏ．４", "No. 4"])
def test_subjects_follow_in_any_form_of_toml(
    gappy: Path, run: Any, accepted: str, subject: str
) -> None:
    write(gappy / "accepted.toml", accepted.replace("@", subject))
    assert 0 == run("renumber", "--close-gaps", "--write").status
    after = (gappy / "accepted.toml").read_bytes().decode("utf-8")
    assert accepted.replace("@", "No.2") == after
