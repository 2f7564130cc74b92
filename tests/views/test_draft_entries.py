"""The measures of a draft, one after the other."""

from __future__ import annotations

import notation
import pytest
from draftcase import LOOSE, WORDING, blocks, lines, said, tables, with_cards
from notation import row

from guideline_docs.views.draft import draft
from guideline_docs.views.draft.parts import DraftRole


def test_a_measure_says_where_it_comes_from_and_where_it_goes() -> None:
    first, second = tables(said(), DraftRole.MEASURE_TABLE)
    assert [
        ["重点区分", "第1期【Ⅱ-ア】 → 第2期案【Ⅰ】（昇格）", "施策の実施", "未"],
        ["実績", "―"],
        ["理由", "重要なため。"],
    ] == first
    assert "第1期【Ⅱ-イ】 → 第2期案○（完了）" == second[0][1]
    assert ["理由", "(3)-ア、イに続く。"] == second[2]


def test_what_is_not_understood_is_printed_as_written() -> None:
    sheet = notation.sheet(row(1, tier="Ⅸ", status="半分", proposal="保留"))
    view = said(sheet=sheet)
    assert [
        "重点区分",
        "第1期【Ⅸ】 → 第2期案保留",
        "施策の実施",
        "半分",
    ] == tables(view, DraftRole.MEASURE_TABLE)[0][0]


def test_a_measure_says_what_its_card_adds_in_the_order_of_all_measures() -> None:
    first, new, second, last = tables(with_cards(), DraftRole.MEASURE_TABLE)
    assert [
        ["実績", "―"],
        ["理由", "重要なため。"],
        ["取組内容", "施策10と行う。\n二行目"],
        ["スケジュール", "【要設定】"],
        ["備考", "公開する。"],
    ] == first[1:]
    assert [["重点区分", "第2期案【Ⅰ】（新規）"], ["担当課", "総務課"]] == new
    assert ["重点区分", "第1期【Ⅱ-イ】 → 第2期案○（完了）"] == second[0][:2]
    assert [["重点区分", "第2期案【Ⅲ】（新規）"], ["理由", "求められている。"]] == last


@pytest.mark.parametrize("final", [False, True])
def test_what_is_no_measure_stands_between_the_entries(final: bool) -> None:
    view = said("［＃施策］\n", sheet=LOOSE, final=final)
    assert ["一　冊子　【Ⅰ】　済　庁内の覚え　Ⅰ　庁内の理由", "覚え書き"] == lines(view, "text")
    assert ["（担当：市民課）", "（注）速報値　暫定"] == lines(view, "table_note")[-2:]


def test_strays_are_told_where_they_stand() -> None:
    view = said("［＃施策］\n", sheet=LOOSE, accepted=False)
    places = [r.place for r in view.comments.values() if r.code == "GD101"]
    assert ["sheet.txt 12行目", "sheet.txt 13行目"] == places


def test_strays_of_cards_stand_under_their_heading_and_their_notes_nowhere() -> None:
    card = "※ 書き方の覚え\n（1）場\nア　拠点\n施策1\n　担当課：市民課\n迷子の文\n"
    guideline = notation.guideline(LOOSE, "［＃施策］\n", cards=[card])
    view = draft(guideline, (), WORDING)
    assert "迷子の文" in lines(view, "text")
    assert "書き方の覚え" not in str(list(blocks(view)))
