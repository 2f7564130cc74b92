"""Cards: a row for the editor, and the same sheet back."""

from __future__ import annotations

import random

import pytest
from notation import category, row, sheet, subsection

from guideline_docs.model.vocabulary import DEFAULT_VOCABULARY
from guideline_docs.source.text import SourceText
from guideline_docs.syntax.conversion import cards_of, sheet_of
from guideline_docs.syntax.kinds import is_cards

HEADS = DEFAULT_VOCABULARY.by_head()


def cards(text: str) -> str:
    return cards_of(SourceText("sheet.txt", text), HEADS)


def back(text: str) -> str:
    made, faults = sheet_of(SourceText("cards.txt", text), HEADS)
    assert faults == []
    return made


def told(text: str) -> list[str]:
    _, faults = sheet_of(SourceText("cards.txt", text), HEADS)
    return [f"{f.span.position[0]}:{f.span.position[1]} {f.message}" for f in faults]


def test_row_is_a_card_and_everything_else_stays() -> None:
    text = (
        "題\t\t\t\nNo\t内容\t理由\t担当課\n<b>（1）場</b>\t\t\t\n<b>ア 拠点</b>\t\t\t\n"
        '１\t甲\t"一行目\n「""」二行目"\t\n2\t乙\t\t総務課\n（2）太字でない\t\t\t\n'
    )
    assert cards(text) == (
        "［＃カード：見出しは太字｜見出しの後に区切り3］\n"
        "題\t\t\t\nNo\t内容\t理由\t担当課\n（1）場\nア 拠点\n"
        '\n施策１　甲\n　理由：一行目\n　　「"」二行目\n'
        "\n施策2　乙\n　担当課：総務課\n"
        "（2）太字でない\t\t\t\n"
    )
    assert back(cards(text)) == text


def test_real_sheet_comes_back_byte_for_byte(real_sheet: str) -> None:
    text = cards(real_sheet)
    assert back(text) == real_sheet
    body = text.partition("（1）")[2]
    assert body.count("\n施策") == 23
    # The heading that lacks its letter is none by its looks.
    raw = [line for line in body.split("\n") if "\t" in line]
    assert raw == ["<b>多様な中間支援組織との連携</b>\t\t\t\t\t\t"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_stay(real_sheet: str, end: str) -> None:
    text = real_sheet.replace("\n", end)
    assert back(cards(text)) == text
    assert back(cards(text.rstrip(end))) == text.rstrip(end)


def test_card_that_is_edited_or_added_becomes_a_row() -> None:
    text = cards(sheet(category(1), subsection("ア"), row(1, title="甲", rationale="続ける。")))
    text = text.replace("　理由：続ける。\n", "　理由：続ける。\n　　「\"」を除く。\n\n施策2　乙\n　2期案：Ⅰ\n")
    rows = back(text).split("\n")[9:]
    assert rows[0].endswith('\t"続ける。')
    assert rows[1:] == ['「""」を除く。"', "2\t乙\t\t\t\tⅠ\t", ""]


def test_blank_lines_of_the_sheet_are_not_those_of_the_cards() -> None:
    text = "No\t内容\n\n\n1\t甲\n\n（1）場\n2\t乙\n（2）金\n\nア 無\n\n3\t丙\n\n"
    assert back(cards(text)) == text


def test_blank_line_before_a_card_may_be_left_out() -> None:
    assert back("［＃カード］\nNo\t内容\n施策1　甲\n施策2　乙\n") == "No\t内容\n1\t甲\n2\t乙\n"


def test_lines_that_look_like_cards_are_kept_apart() -> None:
    text = "No\t内容\n施策1　甲\n　理由：乙\n　　丙\n［＃そのまま：丁］\n［＃カード］\n(1)戊\n1\t己\n　庚：辛\n"
    assert "［＃そのまま：施策1　甲］\n［＃そのまま：　理由：乙］\n" in cards(text)
    assert back(cards(text)) == text


def test_faults_are_told_at_their_place() -> None:
    text = "［＃カード］\n施策1　甲\nNo\t内容\t理由\n\n施策2　乙\n　理由：一\n　理由：二\n　利用：三\n　　四\t五\n"
    assert told(text) == [
        "2:1 列の見出し行より前にカードがあります",
        "7:2 「理由」が二度あります",
        "8:2 「利用」という列は見出し行にありません",
        "9:1 カードの中にタブがあります",
    ]


def test_first_line_says_that_it_is_cards(real_sheet: str) -> None:
    assert not is_cards(SourceText("x", real_sheet))
    assert is_cards(SourceText("x", cards(real_sheet)))


# --- the property -----------------------------------------------------------------------

_FRAGMENTS = (
    *("\t", "\n", "\r\n", "\r", '"', '""', "　", " ", "\x0b", "6", "1\t", "\n\n", "：", "］"),
    *("施策6　", "　重点：", "　　続き", "［＃そのまま：", "［＃カード］", "<b>", "</b>", "（3）", "ア "),
    *("No\t内容\n", "内容\t理由", '"a\nb"', '"x\n\ny ""q"""', "【達成状況】", "number", "title"),
)


@pytest.mark.parametrize("seed", range(40))
def test_any_text_comes_back(real_sheet: str, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(8):
        at = chance.randrange(len(real_sheet))
        text = real_sheet[at : at + chance.randint(10, 1500)] if seed % 2 else real_sheet
        text = text.replace("\n", chance.choice(["\n", "\r\n", "\r"]))
        for _ in range(chance.randint(0, 12)):
            place = chance.randrange(len(text) + 1)
            cut = chance.choice([0, 0, 1, 3, 30])
            text = text[:place] + chance.choice(_FRAGMENTS) + text[place + cut :]
        assert back(cards(text)) == text
