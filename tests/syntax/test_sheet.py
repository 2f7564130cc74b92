"""Lines of a sheet: told for what they are, no character lost."""

from __future__ import annotations

import notation
import pytest

from guideline_docs.syntax.kinds import is_sheet
from guideline_docs.syntax.nodes import (
    Blank,
    CategoryLine,
    HeadLine,
    NoteLine,
    RowLine,
    Stray,
    SubsectionLine,
    SummaryHead,
    TierLine,
    Title,
    Writing,
)

HEAD = notation.HEAD.replace("｜", "\t")


def nodes(*lines: str) -> list[object]:
    """The nodes of lines below a title, a summary and a head line."""
    text = "\n".join(["一覧", "【達成状況】", "【Ⅰ】\t優先", HEAD, *lines]).replace("｜", "\t")
    sheet = notation.guideline(text).sheet
    assert sheet is not None
    assert text == "".join(node.span.text for node in sheet.nodes)
    return list(sheet.nodes[4:])


def kinds(text: str) -> list[type]:
    sheet = notation.guideline(text.replace("｜", "\t")).sheet
    assert sheet is not None
    return [type(node) for node in sheet.nodes]


# --- headings ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "number", "title"),
    [
        ("（1）活動の場", 1, "活動の場"),
        ("(1)活動の場", 1, "活動の場"),
        ("（１）活動の場", 1, "活動の場"),
        ("(12) 活動の場", 12, "活動の場"),
        ("⑴活動の場", 1, "活動の場"),
        ("⒇　活動の場", 20, "活動の場"),
        ("<b>（1）活動の場</b>", 1, "活動の場"),
        ("<b> （1） 活動の場 </b>", 1, "活動の場"),
        ("（1）｜活動の場", 1, "活動の場"),
        ("（1）｜｜活動の場｜", 1, "活動の場"),
        ("（1）", 1, ""),
        ('"（1）活動の場"', 1, "活動の場"),
    ],
)
def test_category(line: str, number: int, title: str) -> None:
    (node,) = nodes(line)
    assert isinstance(node, CategoryLine)
    assert (number, title) == (node.number, node.title.text)


@pytest.mark.parametrize(
    ("line", "letter", "title"),
    [
        ("ア 活動拠点", "ア", "活動拠点"),
        ("ア　活動拠点", "ア", "活動拠点"),
        ("ｱ 活動拠点", "ア", "活動拠点"),
        ("ア．活動拠点", "ア", "活動拠点"),
        ("ア活動拠点", "ア", "活動拠点"),
        ("(ア) 活動拠点", "ア", "活動拠点"),
        ("（ア）活動拠点", "ア", "活動拠点"),
        ("<b>サ 活動拠点</b>", "サ", "活動拠点"),
        ("ア｜活動拠点", "ア", "活動拠点"),
        ("ア", "ア", ""),
        ("<b>活動拠点</b>", None, "活動拠点"),
    ],
)
def test_subsection(line: str, letter: str | None, title: str) -> None:
    (node,) = nodes(line)
    assert isinstance(node, SubsectionLine)
    assert (letter, title) == (node.letter, node.title.text)


@pytest.mark.parametrize("line", ["アンケート", "イベントの開催", "カフェ", "アー", "工 活動", "a 活動", "1 活動", "①活動", "第1 活動"])
def test_words_are_no_headings(line: str) -> None:
    (node,) = nodes(line)
    assert isinstance(node, Stray | RowLine) and not isinstance(node, SubsectionLine)


# --- rows ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("written", "number"), [("1", 1), ("１２", 12), ("No.3", 3), ("№3", 3), ("施策3", 3), ("3.", 3), (" 3 ", 3), ("003", 3)])
def test_number_of_a_row(written: str, number: int) -> None:
    (node,) = nodes(f"{written}｜研修｜【Ⅰ】")
    assert isinstance(node, RowLine)
    assert number == node.number


def test_cells_of_a_row_are_without_blanks_bold_and_quotes() -> None:
    (node,) = nodes('1｜ 研修　｜<b>【Ⅰ】</b>｜"済"｜"""市民""の場"｜｜理由')
    assert isinstance(node, RowLine)
    assert ["1", "研修", "【Ⅰ】", "済", '"市民"の場', "", "理由"] == [cell.text for cell in node.cells]
    assert [False, False, True, False, False, False, False] == [cell.bold for cell in node.cells]
    assert [False, False, False, True, True, False, False] == [
        cell.writing is Writing.QUOTED for cell in node.cells
    ]


# --- the other kinds -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\n\n一覧\n", [Blank, Blank, Title]),
        ("一覧\n令和5年度末\n【達成状況】\n", [Title, NoteLine, SummaryHead]),
        ("一覧\n【達成状況】（令和5年度末）\n【Ⅰ】｜優先\n", [Title, SummaryHead, TierLine]),
        ("一覧\n【第1期の達成状況】\n【Ⅰ】｜優先\n", [Title, SummaryHead, TierLine]),
        ("【達成状況】\n", [SummaryHead]),
        (f"{HEAD}\n1｜研修\n", [HeadLine, RowLine]),
        ("1｜研修｜【Ⅰ】\n", [RowLine]),
        ("一覧\n（1）活動の場\nア 拠点\n1｜研修\n", [Title, CategoryLine, SubsectionLine, RowLine]),
        (f"一覧\n{HEAD}\n※ 案\n計｜1\n合計：1\n", [Title, HeadLine, NoteLine, NoteLine, NoteLine]),
        (f"一覧\n{HEAD}\n迷子\n迷子｜二つ目\n", [Title, HeadLine, Stray, Stray]),
        ("", []),
        ("\t\t\n", [Blank]),
    ],
)
def test_kinds_of_lines(text: str, expected: list[type]) -> None:
    assert expected == kinds(text)


@pytest.mark.parametrize(
    ("line", "mark", "label", "description"),
    [
        ("【Ⅰ】<重点>｜優先するもの", "Ⅰ", "重点", "優先するもの"),
        ("【Ⅰ】＜重点＞｜優先するもの", "Ⅰ", "重点", "優先するもの"),
        ("【Ⅰ】（重点）｜優先するもの", "Ⅰ", "重点", "優先するもの"),
        ("【Ⅰ】重点｜優先するもの", "Ⅰ", "重点", "優先するもの"),
        ("【Ⅱ-ア】｜優先するもの", "Ⅱ-ア", "", "優先するもの"),
        ("【A】", "A", "", ""),
        ("【◎】｜優先するもの", "◎", "", "優先するもの"),
    ],
)
def test_legend(line: str, mark: str, label: str, description: str) -> None:
    text = "\n".join(["一覧", "【達成状況】", line, HEAD]).replace("｜", "\t")
    (tier,) = notation.guideline(text).tiers
    assert (mark, label, description) == (tier.mark, tier.label, tier.description)


def test_tiers_stand_in_the_order_of_the_legend() -> None:
    tiers = notation.guideline(notation.sheet()).tiers
    assert [(0, "Ⅰ"), (1, "Ⅱ-ア"), (2, "Ⅱ-イ"), (3, "Ⅲ")] == [(tier.order, tier.mark) for tier in tiers]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1\t研修", True),
        ("一覧\n【達成状況】\n", True),
        ("一覧\r\n　【達成状況】\r\n", True),
        ("第1章　総括\n\n　本文。\n", False),
        ("　表に【達成状況】を載せる。\n", False),
        ("［＃達成状況］\n", False),
        ("", False),
    ],
)
def test_text_with_a_tab_or_a_summary_is_a_sheet(text: str, expected: bool) -> None:
    assert is_sheet(notation.source(text)) is expected
