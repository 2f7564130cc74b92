"""Broken settings: each told at its place, with what to do, in plain Japanese."""

from __future__ import annotations

from pathlib import Path

import pytest

from guideline_docs.failure import CannotRun
from guideline_docs.source.toml import TomlFile

QUOTE = "「{}」は全角の引用符です。半角の \" に直してください"
BLANK = "全角の空白があります。消してください（半角の空白は構いません）"
ESCAPED = "\\ の次の字は記号として読まれます。\\\\ と二つ続けるか、'C:\\図' のように ' で囲んでください"
UNQUOTED = '文字は "…" で囲んでください。はい・いいえは true・false、数は半角の数字で書きます'
HEADING = "見出しは [名前] か [[名前]] の形で書いてください"


def said(folder: Path, text: str) -> str:
    path = folder / "guideline.toml"
    path.write_bytes(text.encode())
    with pytest.raises(CannotRun) as error:
        TomlFile(path, "g.toml")
    return str(error.value)


@pytest.mark.parametrize(
    ("text", "place", "advice"),
    [
        ("　[guideline]\n", "1:1", "行の頭に" + BLANK),
        ("[guideline]\n　title = 'x'\n", "2:1", "行の頭に" + BLANK),
        ("title　= 'x'\n", "1:6", BLANK),
        ("title =　'x'\n", "1:8", BLANK),
        ("title = 'x'　\n", "1:12", BLANK),
        ('sheet = "C:\\図.txt"\n', "1:12", ESCAPED),
        ('sheet = "C:\\users"\n', "1:12", ESCAPED),
        ('sheet = "\\\\server\\share"\n', "1:18", ESCAPED),
        ("title = “指針”\n", "1:9", QUOTE.format("“")),
        ("title = 「指針」\n", "1:9", QUOTE.format("「")),
        ('title = "指針”\n', "1:12", QUOTE.format("”")),
        ("title = ‘x’\n", "1:9", QUOTE.format("‘")),
        ("title ＝ 'x'\n", "1:7", "「＝」は全角です。半角の = に直してください"),
        ("［guideline］\n", "1:1", "「［」は全角です。半角の [ に直してください"),
        ("title = 'x' ＃ 説明\n", "1:13", "「＃」は全角です。半角の # に直してください"),
        ("tier = ['a'、'b']\n", "1:12", "並べるときの区切りは「、」ではなく半角の , です"),
        ("\ufeff\ufeff[guideline]\n", "1:1", "目に見えない文字（U+FEFF）があります。消してください"),
        ("title\u200b = 'x'\n", "1:6", "目に見えない文字（U+200B）があります。消してください"),
        ("title\u00a0= 'x'\n", "1:6", "目に見えない文字（U+00A0）があります。消してください"),
        ('title = "a\x0bb"\n', "1:11", "目に見えない文字（U+000B）があります。消してください"),
        ('title = "x\n', "1:11", '" が閉じていません。文字の終わりに " を付けてください'),
        ("a = 1\ntitle = 'x\n", "2:9", "' が閉じていません。文字の終わりに ' を付けてください"),
        ('title = """x\n\n', "1:9", '""" が閉じていません。文字の終わりに """ を付けてください'),
        ("tier = ['a',\n'b'\n", "1:8", "[ が閉じていません。間を , で区切り、終わりに ] を付けてください"),
        ("[paper]\n[guideline]\na = 1\n[paper]\n", "4:1", "「[paper]」は 1 行目にもあります。一つにまとめてください"),
        ("title = 1\n\ntitle = 2\n", "3:1", "「title」は 1 行目にもあります。どちらかを消してください"),
        ("title = 指針\n", "1:9", UNQUOTED),
        ("title = 市民　活動「案」\n", "1:9", UNQUOTED),
        ("watermark = はい\n", "1:13", UNQUOTED),
        ("title = \n", "1:9", UNQUOTED),
        ("取組 = ['x']\n", "1:1", '日本語の名前は "取組" のように " で囲んでください'),
        ("title = 'x' 説明\n", "1:13", "値の後に余分な「説明」があります。説明は # の後に書いてください"),
        ("指針の設定\n", "1:1", '「項目 = "値"」の形で書いてください。説明なら行の頭に # を付けます'),
        ("title: 'x'\n", "1:6", '「項目 = "値"」の形で書いてください。説明なら行の頭に # を付けます'),
        ("[guideline\n", "1:11", HEADING),
        ("[guideline", "1:1", HEADING),
        ("[[accept]\n", "1:9", HEADING),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_what_people_type(tmp_path: Path, end: str, text: str, place: str, advice: str) -> None:
    line = text.removeprefix("\ufeff").split("\n")[int(place.partition(":")[0]) - 1].strip()
    expected = f"g.toml:{place}: TOML として読めません（{line}）。{advice}"
    assert expected == said(tmp_path, text.replace("\n", end))


SETTINGS = '''\
[guideline]
title = "指針"
draft_number = """
title = 1
"""
[columns]
title = 1
[[status]]
word = "済"
[[status]]
word = "未"
done = 1
'''


def test_a_fault_is_told_where_its_table_has_it(tmp_path: Path) -> None:
    path = tmp_path / "guideline.toml"
    path.write_text(SETTINGS, "utf-8")
    file = TomlFile(path, "g.toml")
    columns, second = file.table("columns"), file.tables("status")[1]
    for table, key, line in (
        (file.table("guideline"), "title", 2),
        (columns, "title", 7),
        (second, "done", 12),
        (second, None, 10),
        (file.data, "columns", 6),
    ):
        with pytest.raises(CannotRun, match=f"^g.toml:{line}: 違う$"):
            file.fail(table, key, "違う")
    assert (9, "済") == (file.place(file.tables("status")[0], "word").line, file.place(file.tables("status")[0], "word").text)


@pytest.mark.parametrize(
    ("written", "ok"),
    [
        ('"C:\\table"', False),
        ('"draft\\buch"', False),
        ('"C:\\new"', False),
        ('"一行目\\n二行目"', True),
        ('"""\n一\\\n二"""', True),
        ("'C:\\table'", True),
        ('"C:\\\\table"', True),
        ('"a\tb"', True),
    ],
)
def test_a_backslash_that_swallows_a_letter_is_told(tmp_path: Path, written: str, ok: bool) -> None:
    path = tmp_path / "guideline.toml"
    path.write_text(f"[sources]\nsheet = {written}\n", "utf-8")
    file = TomlFile(path, "g.toml")
    try:
        file.text(file.table("sources"), "sheet")
        assert ok
    except CannotRun as error:
        assert not ok
        assert f"g.toml:2: 「sheet」の {ESCAPED}" == str(error)
