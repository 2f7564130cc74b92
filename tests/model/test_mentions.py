"""What a place names, and which places name a thing."""

from __future__ import annotations

import notation
import pytest
from notation import category, row, sheet, subsection

from guideline_docs.model.guideline import Guideline
from guideline_docs.model.mentions import Mentions, Named
from guideline_docs.model.terms import Tier

SHEET = sheet(
    category(1, "場"),
    subsection("ア", "拠点"),
    row(1, title="構築", tier="Ⅰ", proposal="Ⅲ", rationale="(1)-ア、イ、(2)-ア～ウによる。"),
    subsection("イ", "設備"),
    row(2, title="利用", tier="Ⅱ-ア", rationale="(1)-カ及び施策1に関連する。"),
    category(2, "資金"),
    *(line for n, kana in enumerate("アイウ", 3) for line in (subsection(kana, f"基金{n}"), row(n))),
)
CHAPTER = "第1章　総括\n\n1　状況\n\n　(2)-イと施策2は、第1章1(1)による。\n\n(1)　件数\n\n　第1章を見る。\n"
CARDS = "（1）場\nア　拠点\n\n施策1　構築\n　取組内容：施策2と合わせる。\n"


def shown(named: Named) -> str:
    return f"【{named.mark}】" if isinstance(named, Tier) else named.name


@pytest.fixture(scope="module")
def guideline() -> Guideline:
    return notation.guideline(SHEET, CHAPTER, cards=[CARDS])


def at(guideline: Guideline, words: str, behind: int = 0) -> list[str]:
    """What is named at the first place of some words, in whichever source has them."""
    (source, *_) = [one for one in guideline.sources if words in one.text]
    offset = source.text.index(words) + behind
    mention = guideline.once(Mentions).at(source, offset)
    return [shown(named) for named in mention.named_at(offset)] if mention else []


@pytest.mark.parametrize(
    ("words", "behind", "named"),
    [
        ("（1）場", 0, ["(1)"]),
        ("（1）場", 4, ["(1)"]),
        ("ア 拠点", 0, ["(1)-ア"]),
        ("1\t構築", 0, ["No.1"]),
        ("1\t構築", 3, ["No.1"]),
        ("(1)-ア、イ", 1, ["(1)-ア"]),
        ("(1)-ア、イ", 6, ["(1)-イ"]),
        ("(2)-ア～ウ", 4, ["(2)-ア"]),
        ("(2)-ア～ウ", 6, ["(2)-ウ"]),
        ("(1)-カ及び施策1", 0, []),
        ("施策1に", 2, ["No.1"]),
        ("【Ⅰ】<重点>", 1, ["【Ⅰ】"]),
        ("【Ⅱ-ア】\t済", 2, ["【Ⅱ-ア】"]),
        ("(2)-イと", 2, ["(2)-イ"]),
        ("第1章1(1)に", 2, ["第1章1(1)"]),
        ("(1)　件数", 1, ["第1章1(1)"]),
        ("1　状況", 3, ["第1章1"]),
        ("施策1　構築", 0, ["No.1"]),
        ("施策2と合", 0, ["No.2"]),
        ("による", 1, []),
    ],
)
def test_a_place_names_what_its_number_means(
    guideline: Guideline, words: str, behind: int, named: list[str]
) -> None:
    assert named == at(guideline, words, behind)


def test_a_range_names_each_of_its_letters(guideline: Guideline) -> None:
    source = guideline.sources[0]
    mention = guideline.once(Mentions).at(source, source.text.index("(2)-ア～ウ"))
    assert mention
    assert ["(2)-ア", "(2)-イ", "(2)-ウ"] == [shown(named) for named in mention.named]


def naming(guideline: Guideline, name: str) -> list[str]:
    found = guideline.once(Mentions).of(guideline.targets[name])
    return [f"{each.span.place} {each.span.text}{' =' if each.bears else ''}" for each in found]


def test_who_names_a_thing_is_told_where_it_stands_first(guideline: Guideline) -> None:
    assert naming(guideline, "No.1") == [
        "sheet.txt:10:1 1 =",
        "sheet.txt:10:3 構築 =",
        "cards-1.txt:4:1 施策1　構築 =",
        "sheet.txt:12:34 施策1",
    ]
    assert naming(guideline, "(2)-イ") == [
        "sheet.txt:16:1 イ 基金4 =",
        "sheet.txt:10:31 (2)-ア～ウ",
        "01.txt:5:2 (2)-イ",
    ]
    assert naming(guideline, "(1)-ア") == [
        "sheet.txt:9:1 ア 拠点 =",
        "cards-1.txt:2:1 ア　拠点 =",
        "sheet.txt:10:23 (1)-ア",
    ]


def test_what_leads_below_a_heading_names_it_on_the_way(guideline: Guideline) -> None:
    def into(name: str) -> list[str]:
        return [each.span.text for each in guideline.once(Mentions).into(guideline.targets[name])]

    assert ["(1)-ア", "イ", "(1)-カ"] == into("(1)")
    assert ["第1章1(1)"] == into("第1章") == into("第1章1")
    assert [] == into("(1)-ア")


def test_tiers_are_named_by_rows_and_proposals(guideline: Guideline) -> None:
    third = guideline.tiers[3]
    found = guideline.once(Mentions).of(third)
    assert ["【Ⅲ】 True", "Ⅲ False"] == [f"{each.span.text} {each.bears}" for each in found]


def test_a_title_before_its_number_names_its_measure() -> None:
    guideline = notation.guideline("内容\tNo\t施策の実施\n検診\t1\t済\n\t2\t済\n")
    assert ["No.1"] == at(guideline, "検診", 1) == at(guideline, "1\t済")
    assert [] == at(guideline, "\t2\t")
