"""Renumbering moves every reference with what it leads to, in its own spelling."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from notation import category, guideline, row, sheet, subsection

from guideline_docs.edits.renumber import obstacles, refusals, renumber, strayed
from guideline_docs.model.guideline import Guideline
from guideline_docs.model.renumbered import Renumbered, Step
from guideline_docs.source.lexicon import KANA_ORDER
from guideline_docs.syntax.columns import Column


def after(text: str, *chapters: str) -> list[str]:
    """The texts of the sheet and its chapters once they are renumbered."""
    before = guideline(text, *chapters)
    assert obstacles(before, close_gaps=True) == []
    plan = renumber(before)
    assert list(refusals(plan)) == []
    texts = [plan.patch.text(source) for source in before.sources]
    again = guideline(texts[0], *texts[1:])
    assert list(strayed(before, again)) == []
    assert obstacles(again) == []
    assert not renumber(again).patch
    return texts


GAPPY = (
    category(2, "場"),
    subsection("イ", "拠点"),
    row(3, title="甲"),
    subsection("エ", "設備"),
    row(12, title="乙"),
    category(5, "資金"),
    subsection("ア", "基金"),
    row(20, title="丙"),
    subsection("ウ", "補償"),
    row(21, title="丁"),
)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("(2)-イ", "(1)-ア"),
        ("（２）－エ", "（１）－イ"),
        ("⑵イ", "⑴ア"),
        ("⑸のウ", "⑵のイ"),
        ("( 5 )-ウ", "( 2 )-イ"),
        ("(2)-ｲ", "(1)-ｱ"),
        ("(2)ーエ", "(1)ーイ"),
        ("(2)-イ、エ、(5)-ウ", "(1)-ア、イ、(2)-イ"),
        ("(2)-イ及びエ並びに(5)-アとウ", "(1)-ア及びイ並びに(2)-アとイ"),
        ("施策3", "施策1"),
        ("施策１２", "施策２"),
        ("施策3、12", "施策1、2"),
        ("No.3・12及び２０", "No.1・2及び３"),
        ("施策3、施策12と021", "施策1、施策2と004"),
        ("施策20～21", "施策3～4"),
        ("施策２０～施策２１", "施策３～施策４"),
        ("No.20からNo.21まで、3", "No.3からNo.4まで、1"),
        ("施策3、10件、施策12、2026年、施策20・5/6", "施策1、10件、施策2、2026年、施策3・5/6"),
        ("県の施策3、12", "県の施策3、12"),
        ("会報 No.3、総合計画の(2)-イ、エ", "会報 No.3、総合計画の(2)-イ、エ"),
        ("(2)-イの施策3、取組(5)-ウの施策20", "(1)-アの施策1、取組(2)-イの施策3"),
        ("施策No.20", "施策No.3"),
        ("No.021", "No.004"),
        ("№12", "№2"),
        ("（1～2年）、5/6、R5年度、(2)、Ⅱ-イ", "（1～2年）、5/6、R5年度、(2)、Ⅱ-イ"),
        ("広報紙No.12、施策3か所、総合計画(2)-イ", "広報紙No.12、施策3か所、総合計画(2)-イ"),
    ],
)
def test_reference_keeps_its_spelling(written: str, expected: str) -> None:
    rows = list(GAPPY)
    rows[2] = row(3, title="甲", rationale=f"{written}に関連し、検討する。")
    text, chapter = after(sheet(*rows), f"第1章　総括\n\n　{written}による。\n")
    assert f"\t{expected}に関連し、検討する。\n" in text
    assert chapter == f"第1章　総括\n\n　{expected}による。\n"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("施\u200b策3、\u200b12", "施\u200b策1、\u200b2"),
        ("\ufeff(2)-\u00adイ\u2060、エ", "\ufeff(1)-\u00adア\u2060、イ"),
        ("が、か\u3099、施策1\u200b2", "が、か\u3099、施策2"),
    ],
)
def test_what_nobody_sees_stays_where_it_is(written: str, expected: str) -> None:
    rows = list(GAPPY)
    rows[2] = row(3, title="甲\u200b", rationale=f"{written}に関連し、検討する。")
    assert "\t甲\u200b\t" in (text := after(sheet(*rows))[0])
    assert f"\t{expected}に関連し、検討する。\n" in text


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("(3)-イ～エ", "(1)-ア～ウ"),
        ("（３）のイ〜エ、オ", "（１）のア〜ウ、エ"),
        ("(3)-ウからオまで", "(1)-イからエまで"),
        ("(3)-ｲ~ｴ", "(1)-ｱ~ｳ"),
    ],
)
def test_range_keeps_its_ends(written: str, expected: str) -> None:
    letters = [
        line for n, letter in enumerate("イウエオ", 1) for line in (subsection(letter), row(n))
    ]
    text = sheet(category(3), *letters, row(5, rationale=f"{written}による。"))
    assert f"\t{expected}による。\n" in after(text)[0]


def test_headings_keep_all_but_their_number() -> None:
    text = "題\n【達成状況】\nNo\t内容\n<b>（０３） 場</b>\n(ｳ)．拠点\nNo.７.\t甲\n⑼資金\nウ基金\n 8 \t乙\n"
    assert after(text) == [
        "題\n【達成状況】\nNo\t内容\n<b>（０１） 場</b>\n(ｱ)．拠点\nNo.１.\t甲\n⑵資金\nア基金\n 2 \t乙\n"
    ]


def test_order_of_the_sheet_decides() -> None:
    text = sheet(
        category(2, "後"),
        subsection("イ"),
        row(9, rationale="施策1、(1)-アによる。"),
        subsection("ア"),
        row(1, rationale="(2)-イ及びアによる。施策9も見る。"),
        category(1, "前"),
        subsection("ア"),
        row(2, rationale="No.9、No.2による。"),
    )
    lines = after(text)[0].split("\n")
    assert lines[7:9] == ["（1）後", "ア 市民活動の支援"]
    assert lines[9].endswith("\t施策2、(2)-アによる。")
    assert lines[11].endswith("\t(1)-ア及びイによる。施策1も見る。")
    assert lines[14].endswith("\tNo.1、No.3による。")


def test_columns_in_another_order_are_edited_in_the_order_of_the_text() -> None:
    text = "No\t理由\t内容\n（1）場\nア 拠点\n5\t施策9による\tNo.5の甲\n9\t施策5による\tNo.9の乙\n"
    assert after(text) == [
        "No\t理由\t内容\n（1）場\nア 拠点\n1\t施策2による\tNo.1の甲\n2\t施策1による\tNo.2の乙\n"
    ]


def test_more_categories_than_ringed_numbers() -> None:
    numbers = [*range(1, 20), 21, 20]
    marks = [chr(ord("⑴") + n - 1) if n < 21 else "(21)" for n in numbers]
    lines = [
        line
        for n, mark in enumerate(marks, 1)
        for line in (f"{mark}大項目", "ア 小項目", f"{n}\t内容 ⒇アによる")
    ]
    text = after("No\t内容\n" + "\n".join(lines) + "\n")[0]
    assert "(20)大項目\nア 小項目\n20\t内容 (21)アによる\n(21)大項目\n" in text


def test_range_that_is_torn_apart_is_refused() -> None:
    text = sheet(
        category(1),
        subsection("ア"),
        row(1, rationale="(1)-ア～イによる。"),
        subsection("ウ"),
        row(2, rationale="(1)-ア～ウによる。"),
        subsection("イ"),
        row(3),
    )
    before = guideline(text)
    assert [d.code for d in obstacles(before)] == ["GD202"]
    assert list(refusals(renumber(before))) == [
        "sheet.txt:10:28: 「(1)-ア～イ」は付け直すと一続きでなくなります。"
        "(3)-ア、ウ のように一つずつ書いてください"
    ]


def test_text_that_becomes_a_reference_is_noticed() -> None:
    text = sheet(category(1), subsection("ア"), row(1, rationale="次の(1-イ)"), "ウ 別", row(2))
    before = guideline(text)
    again = guideline(renumber(before).patch.text(before.sources[0]))
    assert list(strayed(before, again)) == [
        "sheet.txt:10:30: 「(1-イ)」は付け直すと別のところを指すことになります。書き方を改めてください"
    ]


def test_reference_that_is_lost_is_noticed() -> None:
    before = guideline(sheet(row(1, rationale="施策1による。")))
    again = guideline(sheet(row(1, rationale="なし")))
    assert list(strayed(before, again)) == [
        "sheet.txt:10: 付け直すと参照でなくなるところがあります。書き方を改めてください"
    ]


def test_mentions_outside_of_running_text_are_left_and_told() -> None:
    text = sheet(
        "※施策3と施策1について",
        category(1, "施策3の場"),
        subsection("ア"),
        row(1, rationale="施策3、4と施策1、2年。施策③と施策①、(一)-アを見る。"),
        row(3),
        row(4),
    )
    chapter = "第1章　施策4の総括\n\n［＃画像：施策3.png｜No.4］\n"
    plan = renumber(guideline(text, chapter))
    places = [(s.source.path, *s.position, s.text) for s in plan.left]
    assert places == [
        ("sheet.txt", 11, 41, "施策③"),
        ("sheet.txt", 8, 2, "施策3"),
        ("sheet.txt", 9, 4, "施策3"),
        ("01.txt", 1, 5, "施策4"),
        ("01.txt", 3, 14, "No.4"),
    ]


@pytest.mark.parametrize(
    ("written", "behind"),
    [
        *[("施策3、4", "件"), ("施策3・4", "か所"), ("施策3から5", "に"), ("施策4から3", "に"), ("施策3、4", "-2")],
        *[("施策3；4", "に"), ("施策3＋4", "に"), ("施策3ないし5", "に")],
    ],
)
def test_numbers_that_cannot_be_told_from_counts_are_refused(written: str, behind: str) -> None:
    text = sheet(row(1, rationale=f"{written}{behind}を進める。"), row(3), row(4), row(5))
    assert list(refusals(renumber(guideline(text)))) == [
        f"sheet.txt:10:28: 「{written}」は番号とも数とも読めるので、付け直せません。"
        "番号なら「施策6、施策8」のように、数なら別の文にして書いてください"
    ]


@pytest.mark.parametrize(
    "written",
    [
        *["施策1、2件", "施策3、10件", "施策3、2026年", "施策3、4、5", "施策3・5/6"],
        *["施策3は4件", "施策3に4人", "施策3　4人", "施策3。4人"],
    ],
)
def test_what_moves_without_doubt_is_not_refused(written: str) -> None:
    text = sheet(row(1, rationale=f"{written}を進める。"), row(3), row(4), row(5))
    assert [] == list(refusals(renumber(guideline(text))))


@pytest.mark.parametrize(
    "written",
    [
        *("施策2-4", "施策２－４", "施策3–4", "施策1-3", "施策3ー5", "施策2-施策4", "施策No.2-4", "No.3-4", "№3−4", "施策1-9"),
        *("施策4-2", "施策 3-4", "施策1-施策4", "施策1-2、4", "取組の施策3-4"),
    ],
)
@pytest.mark.parametrize("behind", ["に続く。", "、", ""])
def test_range_with_a_hyphen_is_refused(written: str, behind: str) -> None:
    text = sheet(row(1, rationale=f"{written}{behind}"), row(3), row(4), row(5))
    plan = renumber(guideline(text))
    assert ([], [f"「{written.split('の')[-1]}」は範囲とも枝番号とも読めるので、付け直せません。"
    "範囲なら「施策6～8」のように、枝番号なら別の言葉で書いてください"]) == (
        list(plan.left),
        [refusal.partition(": ")[2] for refusal in refusals(plan)],
    )


@pytest.mark.parametrize(
    "written", ["施策1-2", "重点施策3-4", "県の施策3-4", "施策3-4か所", "施策3-4-1", "会報No.3-4", "ご意見（No.3-4）"]
)
def test_hyphen_between_what_does_not_move_is_not_refused(written: str) -> None:
    text = sheet(row(1, rationale=f"{written}に続く。"), row(2), row(4), row(5))
    assert [] == list(refusals(renumber(guideline(text))))


@pytest.mark.parametrize("written", ["(2)-イ-エ", "（２）－イ－エ", "(2)-ア-イ", "(2)のイ-エ"])
def test_range_of_letters_with_a_hyphen_is_refused(written: str) -> None:
    plan = renumber(guideline(sheet(*GAPPY), f"第1章　総括\n\n　{written}を進める。\n"))
    assert list(refusals(plan)) == [
        f"01.txt:3:2: 「{written}」は範囲とも枝番号とも読めるので、付け直せません。"
        "範囲なら「(3)-ア～ウ」のように、枝番号なら別の言葉で書いてください"
    ]


@pytest.mark.parametrize("written", ["施策1、4-5", "施策 4 - 5", "施策4、1-2", "No.1及び4－5"])
def test_range_with_a_hyphen_behind_a_reference_is_refused(written: str) -> None:
    text = sheet(row(1, rationale=f"{written}に続く。"), row(2), row(4), row(5))
    (refusal,) = refusals(renumber(guideline(text)))
    assert "は番号とも数とも読めるので、付け直せません。" in refusal


@pytest.mark.parametrize("written", ["施策3、\n4", "施策3及び\r\n4", "施策3～\n5"])
def test_list_that_goes_on_behind_a_line_end_is_refused(written: str) -> None:
    chapter = f"第1章　総括\n\n　{written}を進める。\n"
    plan = renumber(guideline(sheet(row(1), row(3), row(4), row(5)), chapter))
    shown = " ".join(written.split())
    assert list(refusals(plan)) == [
        f"01.txt:3:2: 「{shown}」は番号とも数とも読めるので、付け直せません。"
        "番号なら「施策6、施策8」のように、数なら別の文にして書いてください"
    ]


@pytest.mark.parametrize("written", ["(2)-イ、\nエ", "(2)-エ、イ-エ", "(2)-イ；エ", "(2)-イ＋エ", "(2)-イないしエ"])
def test_letter_that_no_list_carries_is_refused(written: str) -> None:
    chapter = f"第1章　総括\n\n　{written}を進める。\n"
    shown = " ".join(written.split())
    assert list(refusals(renumber(guideline(sheet(*GAPPY), chapter)))) == [
        f"01.txt:3:2: 「{shown}」は一つの並びとして読めないので、付け直せません。"
        "「(3)-ア、ウ」のように、一つの行に続けて書いてください"
    ]


def test_word_behind_a_letter_is_not_refused() -> None:
    chapter = "第1章　総括\n\n　(2)-イ、\nエール基金を進める。(2)-イ、エとともに進める。\n"
    assert [] == list(refusals(renumber(guideline(sheet(*GAPPY), chapter))))


def test_range_of_measures_that_is_torn_apart_is_refused() -> None:
    text = sheet(row(1, rationale="施策1～2による。"), row(3), row(2))
    assert list(refusals(renumber(guideline(text)))) == [
        "sheet.txt:10:28: 「施策1～2」は付け直すと一続きでなくなります。"
        "施策6、8 のように一つずつ書いてください"
    ]


@pytest.mark.parametrize(
    ("lines", "codes"),
    [
        ((category(1), "ア …", row(1), category(3), "ア …", row(2)), ["GD201"]),
        ((category(1), "ア …", row(1), "ウ …", row(2)), ["GD202"]),
        ((row(1), row(3)), ["GD203"]),
        ((row(1), row(1)), ["GD204"]),
        ((category(1), "<b>名前</b>", row(1)), ["GD205"]),
        ((category(1), row(1), category(2), "ア …", row(2)), ["GD206"]),
        ((row(1, rationale="(1)-ウによる。"),), ["GD401"]),
        ((row(1, rationale="(1)-1による。"),), ["GD402"]),
        ((row(1, rationale="施策9による。"),), ["GD404"]),
        ((row(1), "x｜…｜Ⅰ｜未｜｜Ⅰ｜…"), ["GD101"]),
        ((row(1, rationale="施策1による。"),), []),
        ((category(1), "ア …", "イ …", row(1)), []),
        ((row(1, tier="Ⅸ"),), []),
    ],
)
def test_what_is_ambiguous_stands_in_the_way(lines: tuple[str, ...], codes: list[str]) -> None:
    read = guideline(sheet(*lines))
    assert [d.code for d in obstacles(read)] == codes
    gaps = {"GD201", "GD202", "GD203"}
    assert [d.code for d in obstacles(read, close_gaps=True)] == [c for c in codes if c not in gaps]


def test_chapters_stand_in_the_way_too() -> None:
    read = guideline(sheet(), "第2章　総括\n\n　第9章による。\n")
    assert [d.code for d in obstacles(read, close_gaps=True)] == ["GD208", "GD405"]


# --- cards beside the sheet ---------------------------------------------------------------


def after_with_cards(text: str, card: str) -> tuple[str, str, Renumbered]:
    """The sheet and its cards once they are renumbered, and the step of the map."""
    before = guideline(text, cards=[card])
    assert obstacles(before, close_gaps=True) == []
    plan = renumber(before)
    assert list(refusals(plan)) == []
    sheet_text, card_text = (plan.patch.text(each) for each in before.sources)
    again = guideline(sheet_text, cards=[card_text])
    assert list(strayed(before, again)) == []
    assert obstacles(again) == []
    assert not renumber(again).patch
    return sheet_text, card_text, plan.numbers.step


def test_new_measures_get_the_numbers_of_their_places() -> None:
    text = sheet(
        category(1),
        subsection("ア"),
        row(1, rationale="施策2、施策3による。"),
        category(2),
        subsection("ア"),
        row(2, rationale="(1)-イとする。"),
    )
    card = (
        "（1）市民活動の支援\nイ　新しい小項目\n施策３　新\n　取組内容：施策2、(2)-アと行う。\n\n"
        "施策2\n　担当課：施策1と同じ\n"
    )
    sheet_text, card_text, step = after_with_cards(text, card)
    assert "施策3、施策2による。" in sheet_text
    assert "\n3\t" in sheet_text
    assert card_text == (
        "（1）市民活動の支援\nイ　新しい小項目\n施策２　新\n　取組内容：施策3、(2)-アと行う。\n\n"
        "施策3\n　担当課：施策1と同じ\n"
    )
    # What is new in 第2期 has no place in the map.
    assert step[:3] == (
        *({"1": "1", "2": "3"}, {"(1)-ア": "(1)-ア", "(2)-ア": "(2)-ア"}),
        {"(1)": "(1)", "(2)": "(2)"},
    )
    # A document may know it all the same.
    edition = guideline(text, cards=[card]).second.digest
    assert step.steps == (Step(edition, {"2": "3", "3": "2"}),)


def test_headings_of_cards_move_with_those_of_the_sheet() -> None:
    text = sheet(category(3, "情報"), subsection("イ", "事業"), row(1), category(4, "金"), subsection("ア", "基金"), row(2))
    card = "（3）情報\nイ　事業\n施策1\n　担当課：一\n⑷金\nイ　補償\n施策3　新\n　指標：(4)-イ\n"
    _, card_text, step = after_with_cards(text, card)
    assert card_text == (
        "（1）情報\nア　事業\n施策1\n　担当課：一\n⑵金\nイ　補償\n施策3　新\n　指標：(2)-イ\n"
    )
    assert list(step.subsections) == ["(3)-イ", "(4)-ア"]


def test_cards_stand_in_the_way_as_the_sheet_does() -> None:
    cards = ["施策1\n　担当課：一\n施策1\n　指標：施策9\n施策7\n"]
    read = guideline(sheet(row(1)), cards=cards)
    assert [d.code for d in obstacles(read, close_gaps=True)] == ["GD204", "GD404", "GD404"]


# --- the property -----------------------------------------------------------------------


def ends(read: Guideline) -> Iterator[tuple[str, str]]:
    """Each reference's row or line and the title that it leads to."""
    for reference in read.references:
        assert reference.target is not None
        yield f"{reference.span.source.path}:{reference.span.line}", reference.target.title


def gappy(seed: int) -> tuple[str, str]:
    """A sheet and a chapter with gaps, numbers out of order, and references of every form."""
    chance = random.Random(seed)
    categories = chance.sample(range(1, 30), chance.randint(1, 6))
    names: dict[int, list[str]] = {}
    for number in categories:
        letters = chance.sample(KANA_ORDER[:12], chance.randint(1, 6))
        # Only half of the sheets are out of order: in the others ranges stay whole.
        names[number] = letters if seed % 2 else sorted(letters, key=KANA_ORDER.index)
    if not seed % 2:
        categories.sort()
    numbers = chance.sample(range(1, 400), 40)
    lines: list[str] = []
    for number in categories:
        lines.append(f"（{number}）{chance.random()}")
        for letter in names[number]:
            lines.append(f"{letter} {chance.random()}")
            lines += [
                row(numbers.pop(), title=str(chance.random()), rationale="＠")
                for _ in range(chance.randint(0, 2))
            ]
    rows = [line.split("｜")[0] for line in lines if "｜" in line]
    if not rows:
        rows = [str(numbers.pop())]
        lines.append(row(rows[0], title="一", rationale="＠"))

    def reference() -> str:
        if chance.random() < 0.3:
            form = chance.choice(["施策{}", "No.{}", "№{}", "施策No{}"])
            return form.format(chance.choice(rows))
        number = chance.choice(categories)
        head = chance.choice(["({})-", "（{}）－", "({})の", "({})ー"]).format(number)
        letters = names[number]
        runs = [
            (a, b)
            for n, a in enumerate(letters)
            for b in letters[n + 1 :]
            if not seed % 2
            and KANA_ORDER.index(b) - KANA_ORDER.index(a) == letters.index(b) - n
        ]
        if runs and chance.random() < 0.5:
            return head + chance.choice(["{}～{}", "{}から{}まで"]).format(*chance.choice(runs))
        chosen = chance.sample(letters, chance.randint(1, len(letters)))
        return head + chance.choice(["、", "及び", "・"]).join(chosen)

    def words() -> str:
        return "。".join(f"{reference()}、{reference()}とともに行う" for _ in range(3)) + "。"

    text = sheet(*(line.replace("＠", words()) for line in lines))
    return text, "第1章　総括\n\n" + "".join(f"　{words()}\n" for _ in range(4))


@pytest.mark.parametrize("seed", range(60))
def test_each_reference_leads_to_what_it_led_to(seed: int) -> None:
    texts = gappy(seed)
    again = after(*texts)
    assert list(ends(guideline(*again))) == list(ends(guideline(*texts)))


def cards_of_a_sheet(seed: int, text: str) -> str:
    """Cards that say again what the rows say, and a new measure under one of the headings."""
    chance = random.Random(seed)
    read = guideline(text)
    measures = list(read.measures)
    cards = [
        f"施策{measure.number}\n　取組内容：{chance.choice(measures)[Column.RATIONALE].text}\n"
        for measure in chance.sample(measures, chance.randint(1, len(measures)))
    ]
    category = chance.choice(read.edition.table.sections)
    subsection = chance.choice(category.sections)
    assert category.title and subsection.title
    new = max(measure.number or 0 for measure in measures) + 1
    return "".join(
        (
            *cards,
            f"{read.scheme.mark(category.code)}{category.title.text}\n",
            f"{read.scheme.mark(subsection.code)}　{subsection.title.text}\n",
            f"施策{new}　新しい施策\n　取組内容：施策{new}と{measures[0][Column.RATIONALE].text}\n",
        )
    )


@pytest.mark.parametrize("seed", range(40))
def test_each_reference_of_cards_leads_to_what_it_led_to(seed: int) -> None:
    text, _ = gappy(seed)
    card = cards_of_a_sheet(seed, text)
    sheet_text, card_text, _ = after_with_cards(text, card)
    before, again = guideline(text, cards=[card]), guideline(sheet_text, cards=[card_text])
    assert list(ends(again)) == list(ends(before))
    assert [measure.title.text for measure in again.second.measures] == [
        measure.title.text for measure in before.second.measures
    ]


def mended_real_sheet(text: str) -> str:
    lines = text.split("\n")
    lines.insert(23, "<b>イ 【要確認】</b>\t\t\t\t\t\t")
    text = "\n".join(lines).replace("<b>多様な中間", "<b>ア 多様な中間")
    return text.replace("(5)-2", "(5)-イ")


def test_real_sheet_is_consecutive_once_it_is_mended(real_sheet: str) -> None:
    read = guideline(mended_real_sheet(real_sheet))
    assert obstacles(read) == []
    assert not renumber(read).patch


@pytest.mark.parametrize("seed", range(20))
def test_real_sheet_with_rows_taken_out_keeps_its_references(real_sheet: str, seed: int) -> None:
    chance = random.Random(seed)
    lines = mended_real_sheet(real_sheet).split("\n")
    measures = [n for n, line in enumerate(lines) if line[:1].isdigit()]
    wanted = {line for line in lines if line.startswith(("20\t", "22\t"))}
    gone = [n for n in chance.sample(measures, 6) if lines[n] not in wanted]
    gone += [n for n, line in enumerate(lines) if line.startswith("<b>エ 利用できる")]
    text = "\n".join(line for n, line in enumerate(lines) if n not in gone)
    again = after(text)[0]
    assert list(ends(guideline(again))) == list(ends(guideline(text)))
    rest = text.split("\n")
    changed = [pair for pair in zip(rest, again.split("\n"), strict=True) if pair[0] != pair[1]]
    assert changed != []
