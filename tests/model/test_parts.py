"""Rows without a number of their own: departments of a measure, and what is told again."""

from __future__ import annotations

import pytest
from settingscase import Settings, read, told

from guideline_docs.model.tally import tally
from guideline_docs.syntax.columns import Column

SETTINGS = """\
[[level]]
name = "目標"
mark = "Ⅰ"
[columns]
title = "事業"
status = "状況"
[measure]
name = "事業"
part = "担当課"
[[status]]
word = "実施"
done = true
[[status]]
word = "未実施"
started = false
"""
HEAD = "No｜事業｜担当課｜状況｜実績"


def test_a_row_goes_on_with_the_measure_above(settings: Settings) -> None:
    guideline = read(
        settings(SETTINGS), HEAD, "Ⅰ 人権",
        "1｜相談｜市民課｜実施｜市民課の実績", "｜｜総務課｜未実施｜", "2｜研修｜総務課｜実施｜した。",
    )
    first, second = guideline.measures
    assert () == second.parts
    (part,) = first.parts
    assert ("総務課", "未実施", "No.1") == (
        part[Column.named("担当課")].text,
        part.status.span.text,
        guideline.name(part),
    )
    assert (2, {"実施": 2}) == (guideline.once(tally).overall.total, guideline.once(tally).overall.counts)


def test_its_words_are_held_against_the_rules_like_others(settings: Settings) -> None:
    found = told(
        settings(SETTINGS), HEAD, "Ⅰ 人権",
        "1｜相談｜市民課｜実施｜した。", "｜｜総務課｜実施中｜した。", "｜｜人事課｜未実施｜(9)-アのとおり",
    )
    assert [
        "GD302 実施中 状況「実施中」は決められた言葉ではありません",
        "GD602 (9)-アのとおり 状況が「未実施」ですが、実績が書かれています",
    ] == found


@pytest.mark.parametrize("line", ["｜｜総務課｜実施｜", "｜｜｜実施｜した。"])
def test_without_a_measure_above_or_a_department_it_is_a_stray(settings: Settings, line: str) -> None:
    above = ["Ⅰ 人権"] if "総務課" in line else ["Ⅰ 人権", "1｜相談｜市民課｜実施｜した。"]
    found = told(settings(SETTINGS), HEAD, *above, line, "2｜研修｜総務課｜実施｜した。")
    assert "GD101" in [each[:5] for each in found]


@pytest.mark.parametrize(
    "line",
    [
        "1｜相談｜市民課｜実施｜した。",
        "1（再掲）｜相談｜市民課｜実施｜した。",
        "9｜相談（再掲）｜市民課｜実施｜した。",
        "9｜【再掲】相談｜市民課｜実施｜した。",
        "再掲｜相談｜市民課｜実施｜した。",
        "－｜相談（再掲）｜市民課｜実施｜した。",
    ],
)
def test_what_is_told_again_is_printed_and_not_counted(settings: Settings, line: str) -> None:
    lines = (HEAD, "Ⅰ 人権", "1｜相談｜市民課｜実施｜した。", "Ⅱ 働く場", line, "2｜研修｜総務課｜実施｜した。")
    assert [] == told(settings(SETTINGS), *lines)
    guideline = read(settings(SETTINGS), *lines)
    assert 2 == guideline.once(tally).overall.total == len(guideline.own)
    again = [m.title.text for m in guideline.measures if m.again]
    again += [each.row.title.text for each in guideline.loose_lines if each.row]
    assert 1 == len(again)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        # The same row twice, one below the other, is a slip; and so is a number of two measures.
        ("1｜相談｜市民課｜実施｜した。", ["GD204 1 No.1 が二度あります"]),
        ("Ⅱ 働く場\n1｜別の事業｜市民課｜実施｜した。", ["GD204 1 No.1 が二度あります"]),
        ("2｜再掲載の依頼｜市民課｜実施｜した。", []),
    ],
)
def test_what_is_a_slip(settings: Settings, line: str, expected: list[str]) -> None:
    lines = (HEAD, "Ⅰ 人権", "1｜相談｜市民課｜実施｜した。", *line.split("\n"))
    assert expected == told(settings(SETTINGS), *lines)


def test_a_part_below_another_heading_goes_on_with_nothing(settings: Settings) -> None:
    text = SETTINGS.replace('mark = "Ⅰ"', 'column = "目標"')
    found = told(
        settings(text), "目標｜No｜事業｜担当課｜状況", "人権｜1｜相談｜市民課｜実施", "福祉｜｜｜総務課｜未実施",
    )
    assert [each[:5] for each in found] == ["GD101"]


def test_a_column_may_say_that_a_row_is_told_again(settings: Settings) -> None:
    text = SETTINGS + '[[column]]\nhead = "再掲"\n'
    lines = ("No｜事業｜担当課｜状況｜再掲", "Ⅰ 人権", "1｜相談｜市民課｜実施｜", "Ⅱ 働く場", "2｜研修｜総務課｜実施｜○", "3｜冊子｜総務課｜実施｜－")
    assert [True, False] == [measure.again for measure in read(settings(text), *lines).measures][1:]
