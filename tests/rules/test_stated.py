"""A summary without tiers against the rows."""

from __future__ import annotations

import pytest
from settingscase import Settings, told

SETTINGS = """\
level = []
[columns]
title = "取組"
status = "進捗"
[[status]]
word = "完了"
[[status]]
word = "取組中"
[[status]]
word = "該当なし"
counted = false
[[column]]
head = "評価"
kind = "status"
words = ["a", "b", "c"]
[measure]
name = "事業"
"""
ROWS = ("No｜取組｜進捗｜評価", "1｜甲｜完了｜a", "2｜乙｜取組中｜b", "3｜丙｜取組中｜b", "4｜丁｜該当なし｜")


@pytest.mark.parametrize(
    "lines",
    [
        ("【達成状況】", "完了｜1", "取組中｜2", "該当なし｜1", "合計｜4"),
        ("【達成状況】", "完了 1　取組中 2　計 3"),  # 該当なし stands outside
        ("完了：1件、取組中：2件（66.7％）",),
        ("【達成状況】", "進捗｜件数｜割合", "完了｜1/3件｜33.3%"),
        ("a 1 b 2 c 0",),
        ("事業数 4",),
        ("取組数｜4",),
        # Other things are counted than these.
        ("施策数 12", "会議 3 回", "その他｜5"),
        # What is said twice is said of two things.
        ("基本目標1", "完了 5", "基本目標2", "完了 7"),
    ],
)
def test_what_is_true_or_of_something_else(settings: Settings, lines: tuple[str, ...]) -> None:
    assert [] == told(settings(SETTINGS), *lines, *ROWS)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("完了｜2", "GD501 2 「完了」は 2 件とありますが、一覧では 1 件です"),
        ("a 1 b 3 c 0", "GD501 3 「b」は 3 件とありますが、一覧では 2 件です"),
        ("事業数 5", "GD502 5 「事業数」は 5 とありますが、一覧では 4 件です"),
        ("完了｜1/5", "GD502 5 「完了」の全数は 5 とありますが、一覧では 4 件です"),
        ("完了 1 取組中 2 合計 9", "GD502 9 「合計」は 9 とありますが、一覧では 4 件です"),
    ],
)
def test_what_the_rows_do_not_say(settings: Settings, line: str, expected: str) -> None:
    assert [expected] == told(settings(SETTINGS), "【達成状況】", line, *ROWS)


def test_a_row_that_is_not_understood_may_be_what_makes_it_true(settings: Settings) -> None:
    lines = (*ROWS[:-1], "4｜丁｜完子｜")
    found = told(settings(SETTINGS), "【達成状況】", "完了｜2", *lines)
    assert ["GD302 完子 進捗「完子」は決められた言葉ではありません"] == found


def test_departments_are_one_measure_unless_each_is_counted(settings: Settings) -> None:
    text = SETTINGS.replace("[measure]\n", '[measure]\npart = "担当課"\n')
    rows = ("No｜取組｜担当課｜進捗", "1｜甲｜市民課｜完了", "｜｜総務課｜完了", "2｜乙｜市民課｜取組中")
    assert [] == told(settings(text), "完了 1 取組中 1 計 2", *rows)
    each = settings(text + 'count = "part"\n')
    assert [] == told(each, "完了 2 取組中 1 計 3", *rows)
    assert ["GD501 1 「完了」は 1 件とありますが、一覧では 2 件です"] == told(each, "完了 1 取組中 1", *rows)


def test_what_is_none_of_these_is_a_note(settings: Settings) -> None:
    assert [] == told(settings(SETTINGS), "【達成状況】", "おおむね順調に進んだ。", "達成率｜66.7%", *ROWS)
    # Where there are tiers, it may be what is left of a line of the legend.
    tiered = ("No｜取組｜重点｜進捗", "1｜甲｜Ⅰ｜完了")
    assert ["GD101"] == [each[:5] for each in told(settings(SETTINGS), "【達成状況】", "Ⅰ 重点", *tiered)]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("｜完了｜取組中｜計", "件数｜1｜2｜4", "割合｜25%｜50%｜"), []),
        (("完了｜取組中", "1｜3"), ["GD501 3 「取組中」は 3 件とありますが、一覧では 2 件です"]),
        (("区分｜a｜b（やや遅れ）", "件数｜1件｜5件"), ["GD501 5 「b」は 5 件とありますが、一覧では 2 件です"]),
        (("R4｜R5", "12｜15"), []),
    ],
)
def test_counts_may_stand_below_their_words(
    settings: Settings, lines: tuple[str, ...], expected: list[str]
) -> None:
    assert expected == told(settings(SETTINGS), "【達成状況】", *lines, *ROWS)
