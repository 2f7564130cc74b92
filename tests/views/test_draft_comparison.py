"""新旧対照表 of a draft."""

from __future__ import annotations

import notation
import pytest
from draftcase import lines, said, tables, with_cards
from notation import row

from guideline_docs.model.renumbered import Renumbered
from guideline_docs.views.draft.parts import DraftRole


@pytest.mark.parametrize(
    ("tier", "proposal", "kind", "number"),
    [
        ("Ⅱ-ア", "Ⅰ", "昇格", "【要設定】"),
        ("Ⅰ", "Ⅲ", "降格", "【要設定】"),
        ("Ⅰ", "I", "継続", "【要設定】"),
        ("Ⅰ", "○", "完了", "―"),
        ("Ⅰ", "○→I", "完了→新規", "【要設定】"),
        ("Ⅰ", "保留", "", "【要設定】"),
    ],
)
def test_the_comparison_tells_what_becomes_of_a_measure(
    tier: str, proposal: str, kind: str, number: str
) -> None:
    view = said(sheet=notation.sheet(row(1, title="研修", tier=tier, proposal=proposal)))
    (table,) = tables(view, DraftRole.COMPARISON_TABLE)
    assert ["No.1", "研修", tier] == table[1][:3]
    assert [kind, number] == table[1][4:]


def test_the_comparison_has_the_new_measures() -> None:
    old, new = tables(with_cards(), DraftRole.COMPARISON_TABLE)
    assert [
        ["No.6", "情報の集約", "Ⅱ-ア", "Ⅰ", "昇格", "【要設定】"],
        ["―", "新しい施策", "―", "Ⅰ", "新規", "No.11"],
        ["No.10", "情報の提供", "Ⅱ-イ", "○", "完了", "―"],
    ] == old[1:]
    assert [["―", "次の施策", "―", "Ⅲ", "新規", "No.12"]] == new[1:]


def test_the_comparison_prints_the_map_of_the_numbers() -> None:
    view = with_cards(Renumbered({"1": "", "4": "6", "9": "10"}))
    old, new = tables(view, DraftRole.COMPARISON_TABLE)
    assert [("No.4", "No.6"), ("―", "No.11"), ("No.9", "No.10")] == [
        (line[0], line[-1]) for line in old[1:]
    ]
    assert [("―", "No.12")] == [(line[0], line[-1]) for line in new[1:]]
    assert any("付け直した後の番号" in line for line in lines(view, DraftRole.TABLE_NOTE))
