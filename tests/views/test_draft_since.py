"""What changed since a version, beside the texts of the draft, and in one list."""

from __future__ import annotations

from comparecase import MEASURES, changed
from notation import guideline, row, sheet
from tablecase import WORDING

from guideline_docs.model.guideline import Guideline
from guideline_docs.views.beside import Beside
from guideline_docs.views.draft import draft
from guideline_docs.views.draft_since import DraftSince
from guideline_docs.views.leads import Leads
from guideline_docs.views.since import since

CHAPTER = "第1章　総則\n　短期的に進める取組を先に行う。\n　結果は毎年公表する。\n第2章　施策\n［＃施策］\n"


def of(chapter: str = CHAPTER, lines: tuple[str, ...] = MEASURES) -> Guideline:
    return guideline(sheet(*lines), chapter)


def between(old: Guideline, new: Guideline) -> DraftSince:
    return DraftSince(new, since("前の版", old, new), WORDING, draft(new, (), WORDING))


def said(card: Beside) -> str:
    marks = {"": "{}", "del": "[-{}-]", "ins": "{{+{}+}}"}
    words = "".join(marks[word.mark].format(word.text) for word in card.words)
    return f"{card.title} {card.head}: {words}".replace(" :", ":")


def cards(old: Guideline, new: Guideline) -> dict[str, list[str]]:
    return {key: [said(card) for card in told] for key, told in between(old, new).besides().items()}


def test_words_of_a_paragraph_stand_beside_it() -> None:
    new = of(CHAPTER.replace("短期的", "中期的"))
    assert {
        "text-1-1:text": ["変更: [-短期的-]{+中期的+}に進める取組を先に行う。"]
    } == cards(of(), new)


def test_a_cell_is_told_at_its_text_and_a_closed_word_at_the_name() -> None:
    now = row(4, title="広報紙の発行", tier="Ⅰ", results="年6回発行した。", proposal="Ⅲ")
    new = of(lines=(*MEASURES[:7], now, *MEASURES[8:]))
    found = cards(of(), new)
    assert ["変更 実績: 年[-4-]{+6+}回発行した。"] == found["measure-4:results"]
    assert ["変更 重点: 【[-Ⅱ-ア-]{+Ⅰ+}】", "変更 2期案: [-Ⅱ-ア-]{+Ⅲ+}"] == found["measure-4:title"]


def test_what_is_new_is_told_without_words_and_what_is_gone_behind_what_it_followed() -> None:
    new = of(CHAPTER.replace("　結果は毎年公表する。\n", "").replace("［＃施策］", "　次の施策を進める。\n［＃施策］"))
    assert {
        "text-1-1:text": ["削除: [-結果は毎年公表する。-]"],
        "text-1-2:text": ["新規: "],
    } == cards(of(), new)


def test_a_measure_that_is_gone_is_named() -> None:
    new = of(lines=tuple(line for line in MEASURES if "備品" not in line))
    assert {"measure-2:title": ["削除 No.3: [-備品の貸出し-]"]} == cards(of(), new)


def test_all_changes_are_listed_with_the_way_to_where_they_are() -> None:
    new = of(CHAPTER.replace("短期的", "中期的").replace("　結果は毎年公表する。\n", ""))
    listed = between(of(), new).listed(Leads({}))
    assert ("前の版 からの変更", "変更 1、削除 1") == (listed.title, listed.summary)
    assert [("変更", "第1章", "本文", "since-1", True), ("削除", "第1章", "本文", "since-2", False)] == [
        (each.kind, each.name, each.head, each.anchor, each.lead is not None)
        for each in listed.changes
    ]


def test_what_the_draft_does_not_hold_is_in_the_list_only() -> None:
    chapter = "第1章　総則\n　本文。\n"
    new = of(chapter, lines=changed(("年4回発行した。", "年6回発行した。")))
    found = between(of(chapter), new)
    assert {} == found.besides()
    assert [("変更", "")] == [(each.kind, each.anchor) for each in found.listed(Leads({})).changes]


def test_what_did_not_change_of_a_long_text_is_left_out() -> None:
    long = "市民活動団体と市の担当課が意見を交わし、次の年度の計画に反映する。" * 4
    old = of(CHAPTER.replace("結果は", f"{long}結果は"))
    new = of(CHAPTER.replace("結果は毎年", f"{long}結果は毎月"))
    ((card,),) = cards(old, new).values()
    assert card == "変更: （略）結果は[-毎年公表-]{+毎月公表+}する。"
