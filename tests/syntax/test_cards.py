"""Cards are the sheet in another notation: the same tree, places in the cards."""

from __future__ import annotations

import random

import notation
import pytest

from guideline_docs.model.configuration import Configuration
from guideline_docs.model.resolve import resolve
from guideline_docs.model.vocabulary import DEFAULT_VOCABULARY
from guideline_docs.rules import catalogue
from guideline_docs.source.text import SourceText
from guideline_docs.syntax.cards import is_table, parse_cards
from guideline_docs.syntax.conversion import cards_of
from guideline_docs.syntax.kinds import is_cards
from guideline_docs.syntax.nodes import RowLine, SheetTree

HEADS = DEFAULT_VOCABULARY.by_head()


def parse(text: str) -> SheetTree:
    tree = parse_cards(notation.source(text, "cards.txt"), HEADS)
    assert text == "".join(node.span.text for node in tree.nodes)
    return tree


def fields(text: str) -> dict[str, str]:
    """The filled cells of the first card, by column or name."""
    card = next(node for node in parse(text).nodes if isinstance(node, RowLine))
    assert card.card
    assert card.head
    return {
        str(head.column or head.cell.text): cell.text
        for head, cell in zip(card.head.heads, card.cells, strict=True)
        if head and cell
    }


def test_a_card_is_a_row_whose_cells_have_names() -> None:
    assert {
        "number": "６",
        "title": "情報の集約",
        "tier": "【Ⅱ】",
        "rationale": "一行目：続く。\n二行目",
        "担当課": "総務課",
    } == fields(
        "施策６　情報の集約 \n　担当課：総務課\n　重点区分：【Ⅱ】\n　理由：一行目：続く。\n　　二行目\n　実績：\n"
    )


@pytest.mark.parametrize(
    "text",
    ["施策6 題\n 担当課：総務課\n", "施策6　　題\r\n  担当課: 総務課\r\n", "施策6　題\r　担当課：　総務課"],
)
def test_blanks_and_colons_of_either_width(text: str) -> None:
    assert {"number": "6", "title": "題", "担当課": "総務課"} == fields(text)


def test_a_text_may_begin_in_the_line_after_its_name() -> None:
    assert {"number": "6", "results": "甲\n　乙"} == fields("施策6\n　実績：\n　　甲\n　　　乙\n")


def test_of_two_fields_of_one_name_none_is_lost() -> None:
    text = "施策6　題\n　理由：一\n　理由：二\n　内容：三\n"
    (card,) = parse(text).nodes
    assert isinstance(card, RowLine)
    assert ["6", "題", "一", "二", "三"] == [cell.text for cell in card.cells if cell]


@pytest.mark.parametrize(
    ("text", "cards"),
    [
        ("［＃カード］\n", True),
        ("施策6　題\n　担当課：総務課\n", True),
        ("（3）情報\nア　事業\n\n施策24　題だけのカード\n", True),
        ("第1章　施策\n施策6　題\n　担当課：総務課\n", False),
        ("施策6　を進める。\n　その他の文。\n", False),
        ("　施策6を進める。\n", False),
        ("", False),
    ],
)
def test_what_is_taken_for_cards(text: str, cards: bool) -> None:
    assert cards is is_cards(SourceText("x", text))


def test_a_table_has_a_legend_or_a_head_line() -> None:
    assert is_table(parse("【達成状況】\n【Ⅰ】<重点>\n施策1　題\n"))
    assert is_table(parse("［＃カード］\nNo\t内容\n施策1　題\n"))
    assert not is_table(parse("（1）場\nア　拠点\n施策1　題\n　重点：【Ⅰ】\n"))


# --- the property ------------------------------------------------------------------------


def findings(tree: SheetTree) -> list[tuple[str, ...]]:
    """What is told of a tree, without the places."""
    read = resolve(tree, [], Configuration(), [tree.source])
    return sorted(
        (d.code, d.finding.subject, d.span.text, d.finding.message, d.finding.hint)
        for d in catalogue.run(read)
    )


def in_both_notations(text: str) -> tuple[SheetTree, SheetTree]:
    sheet = notation.source(text, "x.txt")
    return notation.guideline(sheet).sheet, parse(cards_of(sheet, HEADS))


def test_the_real_sheet_is_told_the_same_in_cards(real_sheet: str) -> None:
    sheet, cards = in_both_notations(real_sheet)
    assert findings(sheet) == findings(cards)
    assert 23 == sum(isinstance(node, RowLine) and node.card for node in cards.nodes)


@pytest.mark.parametrize("seed", range(20))
def test_a_sheet_with_faults_is_told_the_same_in_cards(real_sheet: str, seed: int) -> None:
    chance = random.Random(seed)
    swaps = ("(3)-ア", "(3)-イ"), ("Ⅰ", "I"), ("済", "済み"), ("6\t", "5\t"), ("<b>", ""), ("、", "（")
    lines = real_sheet.split("\n")
    for _ in range(4):
        at = chance.randrange(10, len(lines))
        lines[at] = lines[at].replace(*chance.choice(swaps), 1)
    sheet, cards = in_both_notations("\n".join(lines))
    assert findings(sheet) == findings(cards)


@pytest.mark.parametrize("seed", range(30))
def test_any_text_is_read(seed: int) -> None:
    chance = random.Random(seed)
    parts = ("施策6　題", "　担当課：", "　　続き", "\n", "\r\n", "\r", "\t", '"', "［＃カード］", "（3）情報")
    parts += ("ア　事業", "［＃そのまま：", "］", "No\t内容", "【達成状況】", "【Ⅰ】", "6\t", "　", " ", "：", "※")
    for _ in range(40):
        text = "".join(chance.choice(parts) for _ in range(chance.randrange(40)))
        tree = parse(text)
        read = resolve(tree, [], Configuration(), [tree.source])
        for diagnostic in catalogue.run(read):
            assert 0 <= diagnostic.span.start <= diagnostic.span.end <= len(text)
        beside = notation.guideline(notation.sheet(), cards=[text])
        assert list(catalogue.run(beside)) is not None
