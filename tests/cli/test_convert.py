"""``convert``: sheet to cards and back, in the encoding of the file."""

from __future__ import annotations

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
