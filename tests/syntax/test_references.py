"""References in running text: every accepted spelling, and every trap that must stay silent."""

from __future__ import annotations

from itertools import product

import notation
import pytest

from guideline_docs.syntax.naming import Fault, ReferenceMark
from guideline_docs.syntax.owner import Owner
from guideline_docs.syntax.references import numbers, references


def marks(text: str, chapters: bool = False) -> list[ReferenceMark]:
    read = notation.source(text)
    return list(references(read.span(0, len(read.text)), chapters))


def subjects(text: str, chapters: bool = False) -> list[str]:
    return [mark.subject for mark in marks(text, chapters)]


def places(text: str) -> list[tuple[str, str]]:
    return [(mark.subject, mark.span.text) for mark in marks(text)]


# --- one subsection --------------------------------------------------------------------

CATEGORY_SPELLINGS = ["(3)", "（3）", "（３）", "(３)", "(3）", "（3)", "⑶", "( 3 )", "（　3　）"]
JOINTS = [
    "-",
    "－",
    "‐",
    "\u2011",
    "−",
    "–",
    "—",
    "―",
    "ー",
    "ｰ",
    " - ",
    "　－　",
    " -",
    "- ",
    "の",
    "",
]
ENDS = [
    "",
    "、",
    "。",
    "に基づき",
    "の取組",
    "を",
    "は",
    "が",
    "と連携",
    "も",
    "で",
    "や",
    "へ",
    "から始める",
    "まで",
    "より",
    "及び施策",
    "並びに",
    "又は",
    "若しくは",
    "等",
    "以外",
    "以降",
    "参照",
    "）",
    "」",
    " ",
    "　",
    "\n",
    "：",
    "・",
    "／",
    "（再掲）",
]


@pytest.mark.parametrize(("category", "joint"), list(product(CATEGORY_SPELLINGS, JOINTS)))
def test_every_spelling_of_a_subsection(category: str, joint: str) -> None:
    for letter, end in product(("ア", "ｱ"), ENDS):
        written = f"{category}{joint}{letter}"
        assert [("(3)-ア", written)] == places(f"また、{written}{end}")


@pytest.mark.parametrize("letter", "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワ")
def test_every_item_letter(letter: str) -> None:
    assert [f"(12)-{letter}"] == subjects(f"(12)-{letter}を見直す")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Behind a hyphen only a longer word can go on.
        ("(3)-ア実施団体", ["(3)-ア"]),
        ("(3)-アみんなで進める", ["(3)-ア"]),
        ("(3)-アA班", ["(3)-ア"]),
        ("(3)-カ国際交流", []),
        ("(3)-カ所", []),
        ("(3)-カ月", []),
        ("(3)-カ年", []),
        ("(3)-カ国", []),
        ("(3)-アイデア", []),
        ("(3)-アー", []),
        ("(3)-アッ", []),
        ("(3)-カ\u3099イド", []),
        ("(3)-ｶﾞｲﾄﾞ", []),
        ("(3)-ア2", []),
        ("(3)-ア２", []),
        ("(3)-ア-1", []),
        ("(3)-ア－１", []),
        # Without a hyphen, or behind の, the letter must stand before an end.
        ("(3)アの取組", ["(3)-ア"]),
        ("(3)ア実施団体", []),
        ("(3)アクション", []),
        ("(3)のア、", ["(3)-ア"]),
        ("(3)のアンケート", []),
        ("(3)のイメージ", []),
        ("(3)のア実施", []),
        ("(3)のアの字", []),
        ("(3)アの字", []),
        ("(3)カ所", []),
        ("(3)カ月", []),
    ],
)
def test_where_a_letter_ends(text: str, expected: list[str]) -> None:
    assert expected == subjects(text)


# --- lists and ranges --------------------------------------------------------------------


@pytest.mark.parametrize(
    "separator",
    [
        "、",
        "，",
        "､",
        "・",
        "･",
        "／",
        "/",
        "及び",
        "並びに",
        "又は",
        "若しくは",
        "と",
        "や",
        "、及び",
        "　及び　",
        "、 ",
    ],
)
def test_category_carries_over_a_list(separator: str) -> None:
    assert [("(3)-ア", "(3)-ア"), ("(3)-イ", "イ")] == places(f"(3)-ア{separator}イに関連し")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(3)-ア、イ、(5)-イ", ["(3)-ア", "(3)-イ", "(5)-イ"]),
        ("(3)-ア、イ、(5)-2とともに", ["(3)-ア", "(3)-イ", "(5)-2"]),
        ("(3)-ア、オに関連し", ["(3)-ア", "(3)-オ"]),
        ("(3)-ア・イ・ウ", ["(3)-ア", "(3)-イ", "(3)-ウ"]),
        ("(3)-ア、イ及びウ", ["(3)-ア", "(3)-イ", "(3)-ウ"]),
        ("(3)ア、イ", ["(3)-ア", "(3)-イ"]),
        ("(3)のアとイ", ["(3)-ア", "(3)-イ"]),
        ("(3)-ｱ､ｲ", ["(3)-ア", "(3)-イ"]),
        ("(3)-ア及び(4)-イ", ["(3)-ア", "(4)-イ"]),
        ("(3)-ア(4)-イ", ["(3)-ア", "(4)-イ"]),
        # What is carried must stand before an end: a word begins with a kana too.
        ("(3)-ア、イベントの開催", ["(3)-ア"]),
        ("(3)-ア、イー", ["(3)-ア"]),
        ("(3)-ア、イの字", ["(3)-ア"]),
        ("(3)-ア、イ実施", ["(3)-ア"]),
        ("(3)-ア、エールの開始", ["(3)-ア"]),
        ("(3)-アとオンライン会議", ["(3)-ア"]),
        ("(3)-アやカ所", ["(3)-ア"]),
        ("(3)-ア・イベント", ["(3)-ア"]),
        # A line break and any other word end a list.
        ("(3)-ア\nイ", ["(3)-ア"]),
        ("(3)-ア、\nイ", ["(3)-ア"]),
        ("(3)-アについて、イ", ["(3)-ア"]),
        ("(3)-ア。イ", ["(3)-ア"]),
        ("(3)-ア；イ", ["(3)-ア"]),
        ("(3)-アまたはイ", ["(3)-ア"]),
        ("(3)-ア、施策、イ", ["(3)-ア"]),
    ],
)
def test_list(text: str, expected: list[str]) -> None:
    assert expected == subjects(text)


@pytest.mark.parametrize("written", ["ア～ウ", "ア〜ウ", "アからウまで", "ｱ～ｳ", "ア～ウ"])
@pytest.mark.parametrize("joint", ["-", "の", ""])
def test_each_letter_of_a_range_has_the_range_as_its_place(joint: str, written: str) -> None:
    whole = f"(3){joint}{written}"
    expected = [("(3)-ア", whole), ("(3)-イ", whole), ("(3)-ウ", whole)]
    assert expected == places(f"{whole}に示す")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # The order of items, not of the sounds with their voiced and small forms.
        ("(3)-エ～キ", ["(3)-エ", "(3)-オ", "(3)-カ", "(3)-キ"]),
        ("(3)-コ～シ", ["(3)-コ", "(3)-サ", "(3)-シ"]),
        ("(3)-ア、ウ～オ、(4)-ア", ["(3)-ア", "(3)-ウ", "(3)-エ", "(3)-オ", "(4)-ア"]),
        ("(3)-ア～ウ及びオ", ["(3)-ア", "(3)-イ", "(3)-ウ", "(3)-オ"]),
        ("(3)-アから始める", ["(3)-ア"]),
        ("(3)-アからイベントまで", ["(3)-ア"]),
        ("(3)-ア～10", ["(3)-ア"]),
    ],
)
def test_range(text: str, expected: list[str]) -> None:
    assert expected == subjects(text)


def test_carried_range_has_itself_as_its_place() -> None:
    assert [("(3)-ア", "(3)-ア"), ("(3)-ウ", "ウ～エ"), ("(3)-エ", "ウ～エ")] == places("(3)-ア、ウ～エを")


# --- malformed ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "subject", "intended"),
    [
        ("(5)-2", "(5)-2", "(5)-イ"),
        ("（５）－２", "(5)-2", "(5)-イ"),
        ("(5)-10", "(5)-10", "(5)-コ"),
        ("(5)-0", "(5)-0", None),
        ("(5)-a", "(5)-a", None),
        ("(5)-B", "(5)-B", None),
        ("(5)-Ｂ", "(5)-B", None),
        ("(5)-ァ", "(5)-ァ", "(5)-ア"),
        ("(5)-ヵ", "(5)-ヵ", "(5)-カ"),
        ("(5)-あ", "(5)-あ", "(5)-ア"),
        ("(5)-お", "(5)-お", "(5)-オ"),
        ("(5)-工", "(5)-工", "(5)-エ"),
        ("(5)-力", "(5)-力", "(5)-カ"),
        ("(5)-口", "(5)-口", "(5)-ロ"),
        ("(5)-卜", "(5)-卜", "(5)-ト"),
        ("(5)-夕", "(5)-夕", "(5)-タ"),
        ("(5)-(ア)", "(5)-(ア)", "(5)-ア"),
        ("（5）－（ア）", "(5)-(ア)", "(5)-ア"),
        ("⑸-2", "(5)-2", "(5)-イ"),
        ("(5) - 2", "(5)-2", "(5)-イ"),
    ],
)
@pytest.mark.parametrize("end", ["", "、", "とともに", "を", "。", "）"])
def test_something_else_where_the_kana_belongs(
    written: str, subject: str, intended: str | None, end: str
) -> None:
    (mark,) = marks(f"また、{written}{end}")
    assert (
        Fault.LETTER,
        written,
        subject,
        intended,
    ) == (mark.fault, mark.span.text, mark.subject, mark.intended)


@pytest.mark.parametrize(
    "text",
    [
        "(5)2",
        "(5)の2",
        "(5)-100",
        "(5)-ab",
        "(5)-2年",
        "(5)-2人",
        "(5)-2-1",
        "(5)-2件",
        "(5)-か",
        "(5)-さ",
        "(5)-工事",
        "(5)-口頭",
        "(5)-力強い",
        "(5)-夕方",
        "(5)-ヵ所",
        "(5)-A班",
        "(5)-人",
        "(5)-",
        "(0569)-22-1111",
        "(03)-1234",
    ],
)
def test_nothing_else_is_malformed(text: str) -> None:
    assert [] == subjects(f"また、{text}を")


def test_reversed_range_is_one_fault() -> None:
    (mark,) = marks("(3)-ウ～アに示す")
    assert (Fault.REVERSED, "(3)-ウ～ア") == (mark.fault, mark.span.text)


@pytest.mark.parametrize("written", ["(3-ア)", "（3－ア）", "（３‐ア）", "(3−ア)"])
def test_letter_inside_the_parentheses(written: str) -> None:
    (mark,) = marks(f"また、{written}を")
    assert (Fault.ENCLOSED, written, "(3)-ア") == (mark.fault, mark.span.text, mark.intended)


# --- measures and chapters -----------------------------------------------------------------


@pytest.mark.parametrize(
    "written",
    ["施策6", "施策６", "No.6", "No6", "Ｎｏ．６", "No．6", "№6", "施策No.6", "施策 6", "No. 6"],
)
@pytest.mark.parametrize("end", ["", "、", "に関連し", "の", "を", "及び", "）", " ", "等"])
def test_every_spelling_of_a_measure(written: str, end: str) -> None:
    assert [("No.6", written)] == places(f"また、{written}{end}")


@pytest.mark.parametrize(
    "text",
    [
        "広報紙No.99を発行",
        "広報No.99を発行",
        "重点施策3を",
        "重点施策3件",
        "施策3件",
        "施策3か所",
        "施策3つ",
        "施策3本",
        "施策3年目",
        "主要施策5を",
        "関連施策2、",
        "パートナーズNo.4を発行",
        "BusinessNo.6を",
        "施策の6",
        "6番",
        "施策6.5",
        "Noは6",
        "ノベルティNo6を",
    ],
)
def test_measures_that_are_none(text: str) -> None:
    assert [] == subjects(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("施策6、99を", [("No.6", "施策6"), ("No.99", "99")]),
        ("No.6・99", [("No.6", "No.6"), ("No.99", "99")]),
        ("施策6及び99に", [("No.6", "施策6"), ("No.99", "99")]),
        ("施策６，７，９", [("No.6", "施策６"), ("No.7", "７"), ("No.9", "９")]),
        ("施策6,7、9", [("No.6", "施策6"), ("No.7", "7"), ("No.9", "9")]),
        ("施策6／7", [("No.6", "施策6"), ("No.7", "7")]),
        ("施策6/7/8", [("No.6", "施策6"), ("No.7", "7"), ("No.8", "8")]),
        ("施策6、7並びに9と10や11は", [("No.6", "施策6"), *((f"No.{n}", f"{n}") for n in (7, 9, 10, 11))]),
        ("施策6、 及び 7", [("No.6", "施策6"), ("No.7", "7")]),
        ("施策6、施策7、No.8", [("No.6", "施策6"), ("No.7", "施策7"), ("No.8", "No.8")]),
        ("施策6～8に", [(f"No.{n}", "施策6～8") for n in (6, 7, 8)]),
        ("No.6 〜 No.8", [(f"No.{n}", "No.6 〜 No.8") for n in (6, 7, 8)]),
        ("施策6から8までの", [(f"No.{n}", "施策6から8まで") for n in (6, 7, 8)]),
        ("施策6から施策8まで", [(f"No.{n}", "施策6から施策8まで") for n in (6, 7, 8)]),
        ("施策2、6～8、10", [("No.2", "施策2"), *((f"No.{n}", "6～8") for n in (6, 7, 8)), ("No.10", "10")]),
        ("施策6から始める", [("No.6", "施策6")]),
        ("施策6～（未定）", [("No.6", "施策6")]),
        # A count, a date, a ratio, a figure, a range of them.
        ("施策3、4件を", [("No.3", "施策3")]),
        ("施策6、7か所", [("No.6", "施策6")]),
        ("施策6、2026年", [("No.6", "施策6")]),
        ("No.6・5/6", [("No.6", "No.6")]),
        ("施策6、10：30から", [("No.6", "施策6")]),
        ("施策6、1,200人", [("No.6", "施策6")]),
        ("施策6、2.5倍", [("No.6", "施策6")]),
        ("施策6、7 件", [("No.6", "施策6")]),
        ("施策6、10～12月", [("No.6", "施策6")]),
        ("施策6、7－8", [("No.6", "施策6")]),
        ("施策6、7、8月に", [("No.6", "施策6"), ("No.7", "7")]),
        ("施策6について、7を", [("No.6", "施策6")]),
        ("施策6\n7", [("No.6", "施策6")]),
        ("施策6～8件", []),
        ("施策1～2年", []),
        ("施策6,000件", []),
        ("施策6，000件", []),
        ("施策6 件", []),
        ("重点施策3、4", []),
        ("本指針施策3、4", [("No.3", "施策3"), ("No.4", "4")]),
        ("上記No.3", [("No.3", "No.3")]),
    ],
)
def test_list_of_measures(text: str, expected: list[tuple[str, str]]) -> None:
    assert expected == places(f"また、{text}")


@pytest.mark.parametrize("text", ["施策8～6に", "施策8から6まで", "No.8～No.6", "施策8～8"])
def test_reversed_range_of_measures_is_one_fault(text: str) -> None:
    (mark,) = marks(text)
    assert (Fault.REVERSED, text.rstrip("に")) == (mark.fault, mark.span.text)


def test_of_a_huge_range_the_ends_are_looked_for() -> None:
    assert ["No.1", "No.99999"] == subjects("施策1～99999を")
    assert 201 == len(subjects("施策1～201を"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第2章のとおり", ["第2章"]),
        ("第２章のとおり", ["第2章"]),
        ("第2章1のとおり", ["第2章1"]),
        ("第2章1(2)のとおり", ["第2章1(2)"]),
        ("第２章１（２）のとおり", ["第2章1(2)"]),
        ("第2章1年目", ["第2章"]),
        ("第2章及び第3章", ["第2章", "第3章"]),
        ("第2回会議", []),
        ("第2期指針", []),
        ("第5条", []),
    ],
)
def test_chapter(text: str, expected: list[str]) -> None:
    assert expected == subjects(text, chapters=True)


def test_chapters_are_references_in_chapters_only() -> None:
    assert [] == subjects("第2章1(2)のとおり")


# --- what belongs to another paper -----------------------------------------------------------

FOREIGN = [
    "第5条",
    "同条第2項",
    "第3号",
    "同法",
    "総合計画",
    "様式",
    "資料",
    "別表",
    "国の指針",
    "県の指針",
    "4-",
    "４－",
]


@pytest.mark.parametrize("before", FOREIGN)
@pytest.mark.parametrize("written", ["(3)-ア", "(3)ア", "（3）のア", "⑶-ア", "(3)-2", "(3-ア)"])
def test_numbers_of_other_papers_are_no_references(before: str, written: str) -> None:
    assert [] == subjects(f"{before}{written}を参考に")


@pytest.mark.parametrize("before", ["総合計画", "様式", "資料", "別表", "国の指針", "県の指針"])
@pytest.mark.parametrize("written", ["施策6", "No.6"])
def test_measures_of_other_papers_are_no_references(before: str, written: str) -> None:
    assert [] == subjects(f"{before}{written}を参考に")


@pytest.mark.parametrize(
    "text",
    ["総合計画の(9)-ア、イ及び(8)-ウ", "県の施策31、32～34、施策45", "総合計画第3章の(9)-アの施策6", "会報 No.48・49", "会報No.48（4月号）、No.49（5月号）", "総合計画の(9)-ア「協働の推進」及び(9)-イ"],
)
def test_what_goes_on_behind_a_foreign_number_is_no_fault(text: str) -> None:
    read = notation.source(text)
    found = list(numbers(read.span(0, len(read.text)), chapters=True))
    assert len(found) > 1
    assert {Owner.OTHERS} == {mark.owner for mark in found}
    assert [] == list(references(read.span(0, len(read.text)), chapters=True))


@pytest.mark.parametrize(
    "joint",
    [
        *("、", "・", "，", "及び", "、及び", "並びに", "又は", "若しくは", "と", "や", "／", "から", "～", "ないし", "；"),
        *("、\n", "及び\r\n　", "（後期）、", "「協働」及び", "まで及び"),
    ],
)
@pytest.mark.parametrize(("first", "second"), [("(1)-ア", "(2)-ア"), ("施策1", "施策2"), ("No.1", "No.2"), ("第1章", "第2章")])
def test_list_has_one_owner(first: str, second: str, joint: str) -> None:
    text = f"総合計画の{first}{joint}{second}{joint}{first}までを見て、本指針の{second}に"
    read = notation.source(text)
    found = [mark.owner for mark in numbers(read.span(0, len(text)), chapters=True)]
    assert [*[Owner.OTHERS] * (len(found) - 1), Owner.OURS] == found
    assert len(found) > 1


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("総合計画の(1)-アを見て、(2)-アに", Owner.OURS),
        ("総合計画の(1)-ア、また、(2)-アに", Owner.OURS),
        ("総合計画の(1)-ア。(2)-アに", Owner.OURS),
        ("総合計画の(1)-ア、本指針の(2)-アに", Owner.OURS),
        ("総合計画の(1)-ア及びこの指針の(2)-アに", Owner.OURS),
        ("総合計画の(1)-ア、小項目(2)-アに", Owner.OURS),
        ("総合計画の(1)-ア、施策2に", Owner.UNSAID),
        ("県の施策1及び(2)-アに", Owner.UNSAID),
    ],
)
def test_what_is_no_list_has_an_owner_of_its_own(text: str, whose: Owner) -> None:
    read = notation.source(text)
    assert whose is list(numbers(read.span(0, len(text))))[-1].owner


@pytest.mark.parametrize("text", ["(3)-ア(9)-イ", "(3)-ア (9)-イ", "(3)-アの施策6", "「協働」(3)-ア、(9)-イ"])
def test_what_goes_on_behind_a_reference_is_ours(text: str) -> None:
    assert Owner.OURS is marks(text)[-1].owner


def test_paragraph_goes_on_over_its_lines() -> None:
    read = notation.source("総合計画の\n(9)-アによる。\n総合計画による\n(9)-アを見る。\n")
    lines = [read.span(start, end - 1) for start, end in read.lines()]
    found = [[mark.owner for mark in numbers(line, chapters=True)] for line in lines]
    assert [[], [Owner.OTHERS], [], [Owner.OURS]] == found


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("総合計画の(1)-ア、\n(9)-イを見る。\n", Owner.OTHERS),
        ("総合計画の(1)-ア及び\n　(9)-イを見る。\n", Owner.OTHERS),
        ("県の施策31、施策32、\r\n施策99を見る。\n", Owner.OTHERS),
        ("(1)-ア、\n(9)-イを見る。\n", Owner.OURS),
        ("総合計画の(1)-アを見て、\n(9)-イを進める。\n", Owner.OURS),
        ("総合計画の(1)-ア。\n(9)-イを進める。\n", Owner.OURS),
        ("総合計画の(1)-ア\n(9)-イを進める。\n", Owner.OURS),
    ],
)
def test_list_goes_on_over_the_lines_of_a_paragraph(text: str, whose: Owner) -> None:
    read = notation.source(text)
    *_, line = (read.span(start, end - 1) for start, end in read.lines())
    assert [whose] == [mark.owner for mark in numbers(line, chapters=True)]


@pytest.mark.parametrize("before", ["", "、", "また、", "本指針", "第1期指針の", "資料と", "総合計画と", "（", "「"])
def test_what_only_looks_foreign_is_a_reference(before: str) -> None:
    assert ["(3)-ア"] == subjects(f"{before}(3)-アを参考に")


@pytest.mark.parametrize(
    "before",
    [
        *("ご意見（", "意見(", "ご意見 ", "陳情", "要望", "質問 ", "質問：", "請願（", "苦情（", "指摘（", "お問い合わせ（", "問合せ"),
        *("パブコメ（", "市民コメント（", "パブリックコメント　", "ご意見・ご要望（", "意見等（", "要望書", "回答の", "整理番号", "受付番号：", "アイデア（", "写真（"),
        *("本指針へのご意見（", "前回の指摘（"),
    ],
)
@pytest.mark.parametrize("written", ["No.3", "№3", "Ｎｏ．３", "No.3、No.4", "No.3・4", "No.3からNo.5まで"])
def test_number_of_what_came_in_is_no_reference(before: str, written: str) -> None:
    assert [] == subjects(f"{before}{written}）に応える。")


@pytest.mark.parametrize(
    "text", ["ご意見（施策3）に", "意見交換会（No.3）と", "情報の集約（No.3）と", "ご意見を受け、No.3と", "相談（No.3）と", "意見の多いNo.3に"]
)
def test_number_of_what_an_opinion_is_about_is_a_reference(text: str) -> None:
    assert ["No.3"] == subjects(text)


# --- ordinary sentences ----------------------------------------------------------------------

SENTENCES = [
    "優先度が高く、短期的（1～2年）に実施していくもの",
    "優先度がやや高く、中期的（3～5年）に実施していくもの",
    "R4の問い合わせ12件（内、市民団体7件）",
    "R5年度課題となったため",
    "ガイドライン（簡易的なもの）を検討し",
    "5/6：済",
    "【Ⅱ-イ】に移行する",
    "Ⅱ-イ",
    "平成26年（2014）に策定した",
    "年4回（3・6・9・12月）発行した。",
    "(1)アンケートを実施する。(2)イベントを開催する。",
    "(1) アンケート (2) インタビュー",
    "（1）エール事業、（2）オンライン講座",
    "(3)～(5)の施策",
    "(3)及び(5)",
    "（3）に掲げる取組",
    "(3)カフェの開催",
    "(4)カ所で開催した",
    "会議を(2)カ月ごとに開く",
    "参加者(30)-うち市民(12)",
    "電話(0569)-12-3456",
    "内線(12)-34-56",
    "A(3)-イベント企画",
    "(3)-エコ活動",
    "(3)-オンライン",
    "午後3時（15時）-ホールにて",
    "第3回（1-2部）",
    "講座（全3回）-アンケート",
    "（注1）-アイデア",
    "（その3）ア",
    "(R5)-ア",
    "（第3）-ア",
    "3)-ア",
    "(3-1)",
    "(3ーア)",
    "(3-A)",
    "(3-イベント)",
    "施策の実施状況",
    "施策を6件実施した",
    "施策として3つを挙げる",
    "12月20日現在、20件",
    "No",
    "No.を付ける",
    "NPO6団体",
    "NOTE6を参照",
    "ｅスポーツNo1決定戦",
    "№を付ける",
    "令和6年度（2024年度）から",
    "単価(1,000)-イ",
    "倍率(2.5)-ア",
    "(12345)-ア",
    "一覧の（ア）と（イ）",
    "ア、イ、ウの順に",
    "アからウまで",
    "（ア）活動の場",
    "第1期の施策体系",
    "市民100人（1人1票）",
    "(月)-(金)",
    "①ア",
    "(1)",
    "⑴",
    "（イ）-ア",
    "−5度",
]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_ordinary_sentence_holds_no_reference(sentence: str) -> None:
    assert [] == subjects(sentence)


@pytest.mark.parametrize("bracket", ["()", "（）", "[]", "｛｝", "{}", "「」", "｢｣", "〔〕", "<>"])
def test_every_bracket_closes_a_number(bracket: str) -> None:
    assert ["No.3"] == subjects(f"また、{bracket[0]}施策3{bracket[1]}を見直す")
