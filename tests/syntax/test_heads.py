"""Heads of two rows, joined from the top."""

from __future__ import annotations

from settingscase import Settings, read, told

from guideline_docs.model.guideline import Guideline
from guideline_docs.syntax.columns import Column
from guideline_docs.syntax.nodes import HeadLine

SETTINGS = """\
level = []
[columns]
title = "事業名"
status = "令和5年度 / 進捗"
[[column]]
head = "令和6年度 / 目標値"
kind = "number"
[[status]]
word = "完了"
"""
TOP = "No｜事業名｜令和5年度｜｜令和6年度｜｜備考"
LOW = "｜｜進捗｜予算｜目標値｜予算｜"


def heads(guideline: Guideline) -> list[str]:
    assert guideline.sheet
    return [
        head.cell.text if head else "" for line in guideline.sheet.all(HeadLine) for head in line.heads
    ]


def test_a_head_reaches_over_the_empty_cells_beside_it(settings: Settings) -> None:
    guideline = read(settings(SETTINGS), TOP, LOW, "1｜甲｜完了｜12｜100部｜15｜")
    assert [
        *("No", "事業名", "令和5年度 / 進捗", "令和5年度 / 予算"),
        *("令和6年度 / 目標値", "令和6年度 / 予算", "備考"),
    ] == heads(guideline)
    (measure,) = guideline.measures
    assert ("完了", "100部") == (
        measure[Column.STATUS].text,
        measure[Column.named("令和6年度 / 目標値")].text,
    )


def test_heads_that_nobody_declared_are_told_whole(settings: Settings) -> None:
    found = told(settings(SETTINGS), TOP, LOW, "1｜甲｜完了｜12｜100部｜15｜")
    assert [
        "GD103 備考 見出し「備考」は知らない列です",
        "GD103 予算 見出し「令和5年度 / 予算」は知らない列です",
        "GD103 予算 見出し「令和6年度 / 予算」は知らない列です",
    ] == found


def test_a_lower_head_alone_is_known_where_it_stands_once(settings: Settings) -> None:
    configuration = settings(SETTINGS.replace("令和5年度 / ", "").replace("令和6年度 / ", "令和6年度"))
    guideline = read(configuration, TOP, LOW, "1｜甲｜完了｜12｜100部｜15｜")
    assert ["進捗", "令和6年度目標値"] == [heads(guideline)[2], heads(guideline)[4]]


def test_neither_row_need_be_a_head_alone(settings: Settings) -> None:
    configuration = settings('level = []\n[columns]\ntitle = "事業 / 名称"\nstatus = "評価 / 結果"\n')
    guideline = read(configuration, "事業｜評価", "名称｜結果", "1｜済")
    assert ["事業 / 名称", "評価 / 結果"] == heads(guideline)


def test_a_row_below_one_head_is_none(settings: Settings) -> None:
    configuration = settings(SETTINGS.replace("令和5年度 / ", "").replace("令和6年度 / ", ""))
    for line in ("（注）途中の注｜続き", "｜｜合計｜3", "小計｜｜完了｜5｜｜"):
        guideline = read(configuration, "No｜事業名｜進捗｜目標値", line, "1｜甲｜完了｜3")
        assert ["No", "事業名", "進捗", "目標値"] == heads(guideline), line
