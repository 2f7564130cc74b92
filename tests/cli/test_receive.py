"""``receive``: what it shows and writes, and what it says of files that are no draft."""

from __future__ import annotations

import csv
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import returncase
from handcase import by_hand
from openpyxl import load_workbook
from packages import package
from situations import SITUATIONS

# A command and what it did: status, out, err.
Run = Callable[..., Any]

SENT = "dist/guideline-draft.docx"


@pytest.fixture
def project(folder: Path, run: Run) -> Path:
    """A project whose draft went out."""
    returncase.project(folder)
    run("build", ".", "--only", "docx")
    return folder


def back(project: Path, *titles: str) -> str:
    data = (project / SENT).read_bytes()
    (project / "back.docx").write_bytes(by_hand(data, [SITUATIONS[title] for title in titles]))
    return "back.docx"


def test_nothing_is_written_before_it_is_asked_for(project: Path, run: Run) -> None:
    before = (project / "draft" / "01.txt").read_bytes()
    shown = run("receive", back(project, "文の中に打つ"), ".")
    assert (0, "書き換えるには --write を付けてください\n") == (shown.status, shown.err)
    assert "+　指針は、市民と団体の活動を進めるために作る。" in shown.out
    assert before == (project / "draft" / "01.txt").read_bytes()
    written = run("receive", "back.docx", ".", "--write")
    assert (0, "書き換えました: draft/01.txt\n") == (written.status, written.err)
    again = run("receive", "back.docx", ".", "--write")
    assert (0, "違うところはありません\n", "") == again


def test_what_needs_a_person_is_told_and_ends_with_one(project: Path, run: Run) -> None:
    shown = run("receive", back(project, "第5章と一覧を違うように直す", "図を入れる"), ".")
    assert 1 == shown.status
    assert "同じ施策の別の場所で、違う直し方をしています" in shown.out
    assert "図が入れられています。原稿には入りません" in shown.out


def test_programs_get_all_of_it(project: Path, run: Run) -> None:
    titles = "文の中に打つ", "コメントを付ける（文・欄・二つの段落）", "一覧の行を消す"
    told = json.loads(run("receive", back(project, *titles), ".", "--format", "json").out)
    assert 1 == told["schema_version"]
    assert ["第1章1"] == [each["name"] for each in told["edits"]]
    assert ["施設の活用"] == [each["text"] for each in told["unplaced"]]
    assert ["二つに", "もっと短く", "いつか"] == [each["text"] for each in told["comments"]]


def test_check_says_after_it_what_it_would_have_said(project: Path, run: Run) -> None:
    run("receive", back(project, "参照を手で打つ", "本文の【要設定】を埋める"), ".", "--write")
    ours = run("check", ".", "--format", "concise").out
    typed = returncase.FIRST.replace("の説明を", "の説明（施策3と(1)-ア、第2章2）を")
    typed = typed.replace("【要設定】期間を書く。", "期間は、5年間とする。")
    returncase.project(project, f01=typed)
    assert ours == run("check", ".", "--format", "concise").out


def test_what_was_sent_is_kept_for_programs_that_lose_it(project: Path, run: Run) -> None:
    file = back(project, "文の中に打つ")
    hand = by_hand((project / file).read_bytes(), [lambda hand: hand.without("customXml")])
    (project / file).write_bytes(hand)
    assert "市民と団体の" in run("receive", file, ".").out
    for kept in (project / "dist" / ".sent").iterdir():
        kept.unlink()
    lost = run("receive", file, ".")
    assert 2 == lost.status
    assert "--base 送った素案.docx を付けてください" in lost.err
    assert "市民と団体の" in run("receive", file, ".", "--base", SENT).out


def test_a_final_draft_is_kept_nowhere(project: Path, run: Run) -> None:
    for kept in (project / "dist" / ".sent").iterdir():
        kept.unlink()
    settings = project / "guideline.toml"
    settings.write_text(settings.read_text("utf-8") + "\n[draft]\nreturnable = false\n", "utf-8")
    assert 0 == run("build", ".", "--only", "docx").status
    assert [] == list((project / "dist" / ".sent").iterdir())
    refused = run("receive", SENT, ".")
    assert 2 == refused.status
    assert "この素案には、送ったときの文の控えがありません" in refused.err


WORD = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:document"}


@pytest.mark.parametrize(
    "name, data, says",
    [
        ("a.doc", b"\xd0\xcf\x11\xe0" + "WordDocument".encode("utf-16-le"), "古い形式の Word の文書（.doc）です"),
        ("a.docx", b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "パスワードの付いた文書です"),
        ("a.pdf", b"%PDF-1.7", "PDF の文書です"),
        ("a.odt", package({"mimetype": b"application/vnd.oasis.opendocument.text"}), "LibreOffice の文書（.odt）です"),
        ("a.docx", package(WORD), "Word の文書が壊れています"),
        ("a.docx", package({**WORD, "word/document.xml": b"<!DOCTYPE x><x/>"}), "危険な宣言（DOCTYPE）があるので読みません"),
        ("a.docx", package(WORD)[:120], "壊れています"),
        ("a.txt", "第1章　始めに".encode(), "Word の文書ではありません"),
        ("none.docx", b"", "Word の文書が壊れています"),
    ],
)
def test_what_is_no_draft_is_one_message(
    name: str, data: bytes, says: str, project: Path, run: Run
) -> None:
    (project / name).write_bytes(data)
    said = run("receive", name, ".")
    assert (2, "", 1) == (said.status, said.out, said.err.count("\n"))
    assert says in said.err and name in said.err


def test_a_file_with_macros_is_read(project: Path, run: Run) -> None:
    back(project, "文の中に打つ")
    (project / "back.docm").write_bytes((project / "back.docx").read_bytes())
    with zipfile.ZipFile(project / "back.docm", "a") as file:
        file.writestr("word/vbaProject.bin", b"\0")
    assert "市民と団体の" in run("receive", "back.docm", ".").out


def test_comments_are_kept_as_the_list_of_a_secretary(project: Path, run: Run) -> None:
    file = back(project, "コメントを付ける（文・欄・二つの段落）")
    written = run("receive", file, ".", "--comments", "意見.csv")
    assert (0, "意見一覧を書きました: 意見.csv\n") == (written.status, written.err)
    rows = (project / "意見.csv").read_text("utf-8-sig").splitlines()
    assert "番号,箇所,意見,意見者,対応" == rows[0]
    assert ["二つに", "もっと短く", "いつか"] == [row.split(",")[2] for row in rows[1:]]
    assert all(row.endswith(",") for row in rows[1:])


def test_answers_and_what_is_done_stand_in_both_lists(project: Path, run: Run) -> None:
    file = back(project, "コメントに返信し、解決にする（欄・二つの段落にも）")
    opinions = (
        "（解決済み）もっと短く\n（返信　係長）どのくらいですか\n（返信　佐委員）一行に",
        "まとめる\n（返信　係長）そうします",
        "詳しく",
    )
    run("receive", file, ".", "--comments", "意見.csv")
    with (project / "意見.csv").open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.reader(lines))
    assert [("佐委員", opinions[0]), ("右委員", opinions[1]), ("右委員", opinions[2])] == [
        (row[3], row[2]) for row in rows[1:]
    ]
    run("receive", file, ".", "--comments", "意見.xlsx")
    sheet = load_workbook(project / "意見.xlsx").worksheets[0]
    cells = {cell.value for row in sheet.iter_rows() for cell in row}
    assert set(opinions) <= cells


def test_a_list_of_opinions_is_never_written_over(project: Path, run: Run) -> None:
    file = back(project, "コメントを付ける（文・欄・二つの段落）")
    assert 0 == run("receive", file, ".", "--comments", "意見.xlsx").status
    data = (project / "意見.xlsx").read_bytes()
    again = run("receive", file, ".", "--comments", "意見.xlsx")
    assert 2 == again.status
    assert again.err.startswith("エラー: 意見.xlsx: すでにあります。別の名前を指定してください")
    assert data == (project / "意見.xlsx").read_bytes()
    other = run("receive", file, ".", "--comments", "意見.txt")
    assert (2, "エラー: --comments に使えるのは .csv・.xlsx のファイルです\n") == (other.status, other.err)
