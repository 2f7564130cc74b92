"""Where the settings say what stands in a table."""

from __future__ import annotations

import notation
import pytest
from settingscase import Settings

from guideline_docs.model.declarations import declared_at

SETTINGS = """\
[columns]
title = ["事業名", "事務事業名"]
status = "総合評価"
[[level]]
name = "政策"
column = "政策名"
mark = "1"
[[column]]
head = "必要性"
kind = "status"
words = ["高", "低"]
[[column]]
head = "効率性"
kind = "status"
[[column.word]]
word = "高"
aliases = ["○"]
[[status]]
word = "Ａ"
aliases = ["優"]
[[direction]]
word = "拡充"
kind = "promotion"
"""
SHEET = (
    "政策名\tNo\t事務事業名\t総合評価\t必要性\t効率性\t2期案\n"
    "1 健康\t1\t検診\t優\t高\t○\t拡充\n\t2\t体操\tＣ\t中\t高\t縮小\n"
)


@pytest.mark.parametrize(
    ("words", "declared"),
    [
        ("政策名", '6:11 政策名'),
        ("No", None),
        ("事務事業名", '2:9 ["事業名", "事務事業名"]'),
        ("総合評価", "3:11 総合評価"),
        ("必要性", "9:9 必要性"),
        ("優", '20:11 ["優"]'),
        ("高\t○", '11:9 ["高", "低"]'),
        ("○\t拡", '17:11 ["○"]'),
        ("高\t縮", "16:9 高"),
        ("拡充", "22:9 拡充"),
        ("縮小", None),
        ("Ｃ", None),
        ("検診", None),
    ],
)
def test_heads_and_words_lead_to_the_settings(
    settings: Settings, words: str, declared: str | None
) -> None:
    guideline = notation.guideline(SHEET, configuration=settings(SETTINGS))
    source = guideline.sources[0]
    place = declared_at(guideline, source, source.text.index(words))
    assert declared == (f"{place.line}:{place.position[1]} {place.text}" if place else None)


def test_without_settings_nothing_is_declared() -> None:
    guideline = notation.guideline(SHEET)
    assert declared_at(guideline, guideline.sources[0], 0) is None
