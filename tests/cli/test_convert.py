"""``convert``: sheet to cards and back, in the encoding of the file."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp932"])
def test_there_and_back_gives_the_same_bytes(sheet_file: Path, run: Any, encoding: str) -> None:
    data = sheet_file.read_text("utf-8").replace("\n", "\r\n").encode(encoding)
    sheet_file.write_bytes(data)
    assert run("convert", "sheet.txt", "--output", "c.txt") == (0, "", "書きました: c.txt\n")
    cards = Path("c.txt").read_bytes().decode(encoding)
    assert "\r\n施策2　公共施設の有効利用\r\n　重点：【Ⅰ】<重点施策>\r\n" in cards
    assert run("convert", "c.txt", "--output", "again.txt").status == 0
    assert Path("again.txt").read_bytes() == data


def test_result_is_printed_as_it_is(folder: Path, start: Any) -> None:
    (folder / "s.txt").write_bytes("No\t内容\r\n1\t甲\r\n".encode("cp932"))
    status, out, err = start("convert", "s.txt")
    said = "［＃カード］\r\nNo\t内容\r\n\r\n施策1　甲\r\n".encode("cp932")
    assert (status, out.encode("utf-8", "surrogateescape"), err) == (0, said, "")


def test_columns_are_those_of_the_project(folder: Path, run: Any) -> None:
    (folder / "guideline.toml").write_text('[columns]\ntitle = ["名称"]\n', "utf-8")
    (folder / "s.txt").write_text("No\t名称\n1\t甲\n", "utf-8")
    assert run("convert", "s.txt", "--output", "c.txt").status == 0
    assert (folder / "c.txt").read_text("utf-8") == "［＃カード］\nNo\t名称\n\n施策1　甲\n"


def test_faults_are_told_and_nothing_is_written(folder: Path, run: Any) -> None:
    (folder / "c.txt").write_text("［＃カード］\nNo\t内容\n\n施策1　甲\n　利用：乙\n", "utf-8")
    said = "c.txt:5:2: 「利用」という列は見出し行にありません\n変えませんでした\n"
    assert run("convert", "c.txt", "--output", "s.txt") == (1, "", said)
    assert not (folder / "s.txt").exists()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("第1章　総括\n".encode(), "x.txt: 一覧でもカードでもありません"),
        (b"\xef\xbb\xbf1\t\xff", "x.txt:1:3: 文字として読めません"),
        (
            b"1\t\x87\x90\x81\xe0\n",
            "x.txt: 同じ文字に二通りのバイトがあり、元に戻せなくなります。UTF-8 で保存し直してください",
        ),
        (None, "x.txt: フォルダーです。ファイルを指定してください"),
    ],
    ids=["chapter", "undecodable", "two-bytes", "folder"],
)
def test_what_cannot_be_converted_is_said(
    folder: Path, run: Any, data: bytes | None, said: str
) -> None:
    if data is None:
        (folder / "x.txt").mkdir()
        (folder / "x.txt" / "a.txt").write_text("1\t甲\n", "utf-8")
    else:
        (folder / "x.txt").write_bytes(data)
    assert run("convert", "x.txt") == (2, "", f"エラー: {said}\n")


def test_what_nobody_sees_comes_back_too(folder: Path, run: Any, real_sheet: str) -> None:
    hidden = real_sheet.replace("施策", "施\u200b策").replace("が", "か\u3099").replace("（", "\u2060（")
    (folder / "a.txt").write_text(hidden, "utf-8", newline="")
    run("convert", "a.txt", "--output", "b.txt")
    run("convert", "b.txt", "--output", "c.txt")
    assert hidden == (folder / "c.txt").read_text("utf-8")


def test_cards_to_begin_the_second_period_with(folder: Path, run: Any, real_sheet: str) -> None:
    (folder / "sources").mkdir()
    sheet, cards = folder / "sources" / "phase1-progress.txt", folder / "sources" / "phase2.txt"
    sheet.write_text(real_sheet, "utf-8", newline="")
    (folder / "sources" / "guideline.toml").write_text("", "utf-8")
    done = run("convert", str(sheet), "--second", "--output", str(cards))
    assert (done.status, done.out) == (0, "")
    text = cards.read_text("utf-8")
    assert (
        "\n（3）情報の提供に関すること\nア　市の事業についての情報提供\n"
        "\n施策6　個別に実施している協働事業に関する情報の集約と提供\n"
        "　取組内容：【要設定】\n　担当課：【要設定】\n　指標：【要設定】\n　スケジュール：【要設定】\n"
    ) in text
    # 3 and 22 are completed; the heading that only 22 stands under has no card.
    assert text.count("\n施策") == 21
    assert "ウ　協働事業の定期的な見直し" not in text
    told = run("check", "--format", "concise").out.split("\n")
    beside = [re.findall(r"GD\d+", line) for line in told if "phase2.txt" in line]
    assert beside and all(codes == ["GD802"] for codes in beside)
    # What has been filled in is not written over.
    again = run("convert", str(sheet), "--second", "--output", str(cards))
    assert again.status == 2
    assert "すでにあるので、書きませんでした" in again.err
    assert cards.read_text("utf-8") == text


def test_cards_need_measures(folder: Path, run: Any) -> None:
    (folder / "一覧.txt").write_text("題だけの一覧\t\n", "utf-8")
    done = run("convert", "一覧.txt", "--second")
    assert (done.status, done.err) == (2, "エラー: 一覧.txt: 施策がないので、カードを作れません\n")
