"""Whose a number is: what the noun phrase before it names."""

from __future__ import annotations

import pytest

from guideline_docs.syntax.owner import Owner, names_of, owner

# Another paper, with or without の, a blank, quotation marks or a second noun between.
OTHERS = [
    "会報Vol.3、", "Vol.12 ", "第12巻、", "総合計画 の ", "県施策 ", "上位計画の", "都市計画マスタープラン",
    "第二次総合計画の", "会報 ", "県の", "別紙", "総合計画の", "県の方針", "前計画の", "図", "表", "問",
    "議案", "会議", "令和5年度", "通信 ", "白書 ", "「○○計画」の", "「総合計画」", "『市民白書』の",
    "総合計画（後期）の", "総合計画（後期基本計画）", "県の施策", "県の重点施策の", "国の指針の", "○○市総合計画　",
    "みどりの基本計画の", "子ども・子育て支援事業計画の", "第5条", "同条第2項", "同法", "様式第2号の", "資料3の",
    "資料１－２の", "総合計画第2章の", "総合計画第2章", "県が定める", "県の定める", "大綱の示す",
    "総合計画から引用した", "国の方針に示された", "総合計画に掲げる",
    "総合計画における", "総合計画に基づく", "国からの", "総合計画での", "広報だより", "協働の手引きの", "議案第3号",
    "第3回会議の", "近隣市の", "県の子ども", "総合計画の重点事項の", "地域福祉計画 施策の", "市政だより ", "問3の",
    "図3の", "第6次計画の", "豊橋市総合計画の", "総務省の", "平成30年度 ", "推進会議 ", "国の", "同年度の",
    "別添 ", "SDGs未来都市計画の",
]

# No paper is named: a reference where there is such a number, and no fault where there is none.
UNSAID = [
    "総合計画【", "総合計画「", "会報→", "第1期協働指針の", "本市の", "SDGsの",
    "取組", "市民活動支援の", "子ども", "まちづくりの", "ふるさと", "みんなの", "豊橋市の", "企画課", "事業",
    "情報の提供", "取り組み", "同計画の", "第1期計画の", "会報（", "総合計画：", "令和5年度（", "関連施策",
    "重点施策", "みんなで", "いわて", "こども", "前回の", "その", "「市民活動の促進」", "暮らし",
]

# Nothing is named, or this guideline.
OURS = [
    "第二期指針の", "本指針「", "市民活動支援（", "支援：", "ほか", "示した", "［参考］", "当指針の",
    "", "、", "。", "（", "「", "市民活動支援は", "支援が", "取組を", "団体に", "会議で", "総合計画と",
    "資料も", "や", "から", "までに", "について", "において", "関連する", "踏まえ、", "本指針の", "本計画の",
    "この指針の", "第1期指針の", "第2期指針の", "第２期指針", "大項目", "小項目", "上記", "上記の", "前記",
    "下記の", "同", "本章の", "本指針の施策の", "施策の", "具体施策", "次の", "また、", "及び", "並びに",
    "若しくは", "又は", "さらに", "新たに", "引き続き", "例えば", "市の定める", "総合計画を踏まえた",
    "次に掲げる", "市民に関する", "以下に示す", "総合計画に基づき、", "方針を踏まえ",
    "国の方針を踏まえ", "県と連携して", "主な", "新たな", "本指針に掲げる", "市民活動に関する", "実施し、", "（再掲）",
    "→", "・", "参照 ", "関連 ", "（新規）", "第2章の", "(3)の", "1 ", "①", "本指針（素案）の",
    "この計画の", "この章の", "総合計画は、", "県では", "計画で", "こどもが", "まちづくりは",
]


@pytest.mark.parametrize("before", OTHERS)
def test_number_of_another_paper(before: str) -> None:
    assert owner(before) is Owner.OTHERS
    assert owner(f"これまで、{before}") is Owner.OTHERS


@pytest.mark.parametrize("before", UNSAID)
def test_number_of_what_is_no_paper(before: str) -> None:
    assert owner(before) is Owner.UNSAID
    assert owner(f"これまで、{before}") is Owner.UNSAID


@pytest.mark.parametrize("before", OURS)
def test_number_of_this_guideline(before: str) -> None:
    assert owner(before) is Owner.OURS
    assert owner(f"総合計画の改定を受け、{before}") is Owner.OURS


@pytest.mark.parametrize(
    ("before", "whose"),
    [
        ("みなと協働推進指針の", Owner.OURS),
        ("「みなと協働推進指針」の", Owner.OURS),
        ("協働推進指針の", Owner.OURS),
        ("第1期みなと協働推進指針（改訂版）の", Owner.OURS),
        ("みなと協働推進指針　", Owner.OURS),
        ("指針の", Owner.OURS),
        ("県の指針の", Owner.OTHERS),
        ("地域福祉推進指針の", Owner.OTHERS),
        ("みなと総合計画の", Owner.OTHERS),
    ],
)
def test_title_of_the_settings_is_this_guideline(before: str, whose: Owner) -> None:
    assert owner(before, names_of("第2期みなと協働推進指針（素案）")) is whose


@pytest.mark.parametrize("title", ["", "　", "第2期指針", "指針"])
def test_no_name_of_its_own(title: str) -> None:
    assert () == names_of(title).ours


@pytest.mark.parametrize("before", ["総合計画の\n", "総合計画の\r\n　　", "総合計画の 　"])
def test_phrase_goes_on_over_a_line(before: str) -> None:
    assert owner(before) is Owner.OTHERS


@pytest.mark.parametrize("before", ["総合計画\n", "総合計画を見る。\n"])
def test_line_begins_a_phrase(before: str) -> None:
    assert owner(before) is Owner.OURS
