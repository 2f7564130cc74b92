"""[[edition]]: what it may say, and one clear message for what it may not."""

from __future__ import annotations

from pathlib import Path

import notation
import pytest
from notation import row
from yearcase import SETTINGS, written

from guideline_docs import load
from guideline_docs.failure import CannotRun


def refused(folder: Path, settings: str) -> str:
    text = notation.sheet(row(1))
    home = written(folder, settings, r4=text, r5=text)
    with pytest.raises(CannotRun) as told:
        load(str(home))
    return str(told.value).removeprefix(f"{home}/")


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        (
            SETTINGS.replace("r4.txt", "r04.txt"),
            "guideline.toml:3:10: 版「令和4年度」の一覧「r04.txt」がありません。「r4.txt」の誤りではありませんか",
        ),
        (
            SETTINGS.replace("r5.txt", "latest/new.txt"),
            "guideline.toml:6:10: 版「令和5年度」の一覧「latest/new.txt」がありません。"
            "guideline.toml のあるフォルダーから見た名前で書いてください",
        ),
        (
            SETTINGS.replace("令和5年度", "令和4年度"),
            "guideline.toml:5: 版「令和4年度」が二度あります。違う名前にしてください",
        ),
        (
            SETTINGS.replace('"r5.txt"', '"./r4.txt"'),
            "guideline.toml:6: 版「令和4年度」と「令和5年度」の sheet が同じ「./r4.txt」です。別の一覧にしてください",
        ),
        (
            SETTINGS.replace('name = "令和5年度"\n', ""),
            'guideline.toml:4: [[edition]] にはそれぞれ name が要ります（name = "令和4年度" のように）',
        ),
        (
            SETTINGS.replace("sheet", "sheat"),
            "guideline.toml:3: [[edition]] の「sheat」は知らない項目です。「sheet」の誤りではありませんか",
        ),
        (
            SETTINGS.replace("[[edition]]", "[[editions]]"),
            "guideline.toml:1: 「editions」は知らない項目です。「edition」の誤りではありませんか",
        ),
        (
            '[sources]\nsheet = "r4.txt"\n' + SETTINGS.replace("r4.txt", "r3.txt"),
            "guideline.toml:8: 最後の版「令和5年度」の sheet は今の一覧ですが、[sources] の sheet は"
            "「r4.txt」です。どちらかに合わせてください",
        ),
        (
            SETTINGS.replace('sheet = "r4.txt"\n', ""),
            "guideline.toml:2: 版「令和4年度」の一覧が分かりません。sheet にその年の一覧のファイルを書くか、"
            "[columns] の status に、年ごとの見出しを古い順に 2 つ書いてください",
        ),
    ],
)
def test_what_cannot_be_meant_is_one_message_with_its_place(
    tmp_path: Path, settings: str, message: str
) -> None:
    assert message == refused(tmp_path, settings)


def test_the_last_names_todays_sheet(tmp_path: Path) -> None:
    old, new = notation.sheet(row(1, title="旧")), notation.sheet(row(1, title="新"))
    # By its name the older one would come first.
    home = written(tmp_path, SETTINGS, r4=old, r5=new)
    project = load(str(home))
    assert "新" == project.guideline.measures[0].title.text
    assert ["令和4年度", "令和5年度"] == [part.name for part in project.guideline.editions]


def test_one_edition_alone_is_no_history(tmp_path: Path) -> None:
    settings = '[[edition]]\nname = "令和5年度"\nsheet = "r5.txt"\n'
    project = load(str(written(tmp_path, settings, r5=notation.sheet(row(1)))))
    assert () == project.guideline.editions
    assert () == project.diagnostics
