"""Lines of a sheet: told for what they are, no character lost."""

from __future__ import annotations

import notation
import pytest

from guideline_docs.source.glyphs import kana_place
from guideline_docs.syntax.kinds import is_sheet
from guideline_docs.syntax.nodes import (
    Blank,
    HeadLine,
    NoteLine,
    RowLine,
    SectionLine,
    Stray,
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
    assert isinstance(node, SectionLine)
    assert (0, number, title) == (node.level, node.number, node.title.text)


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
    assert isinstance(node, SectionLine)
    number = kana_place(letter) if letter else None
    assert (1, number, title) == (node.level, node.number, node.title.text)


@pytest.mark.parametrize("line", ["アンケート", "イベントの開催", "カフェ", "アー", "工 活動", "a 活動", "1 活動", "①活動", "第1 活動"])
def test_words_are_no_headings(line: str) -> None:
    (node,) = nodes(line)
    assert isinstance(node, Stray | RowLine) and not isinstance(node, SectionLine)


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


# --- notes and strays ------------------------------------------------------------------------

NOTES = [
    "※ 案",
    "＊ 速報値",
    "*1 速報値",
    "（注）速報値",
    "(注) 速報値",
    "（注1）速報値",
    "（※）速報値",
    "＜注＞速報値",
    "〔注〕速報値",
    "【注】速報値",
    "［注2］速報値",
    "注1 速報値",
    "注：速報値",
    "注）速報値",
    "注",
    "注記：速報値",
    "1) 脚注　速報値",
    "備考",
    "備考：なし",
    "備考1　速報値",
    "〔備考〕なし",
    "【凡例】",
    "凡例：○ 完了",
    "○：完了　→：継続",
    "出典：市民課調べ",
    "資料：市民課調べ",
    "（資料）市民課調べ",
    "参考：県の統計",
    "単位：件",
    "（単位：件）",
    "担当：市民課",
    "（担当：市民課）",
    "（再掲）",
    "計",
    "計：2",
    "合計2施策",
    "合計額 2千円",
    "小計（2件）",
]
# Headings whose mark was lost, rows whose number was lost, cells that fell out of a row.
STRAYS = [
    "覚え書き",
    "注目する施策の推進",
    "注文住宅",
    "備考欄の見直し",
    "資料の収集と提供",
    "参考になる取組",
    "出典の明示",
    "担当職員の研修",
    "計画の推進",
    "計画を見直す。",
    "合計特殊出生率",
    "（仮称）会館の整備（案）",
    "（仮称）会館の整備",
    "続けて周知していく。",
    "1) 活動の場",
    "①活動の場",
    "○活動の場",
    "以上",
]


@pytest.mark.parametrize("line", NOTES)
def test_what_begins_like_a_note_is_one(line: str) -> None:
    first, note, second = nodes("1｜研修", line, "2｜冊子")
    assert [RowLine, NoteLine, RowLine] == [type(first), type(note), type(second)]


@pytest.mark.parametrize("line", STRAYS)
def test_what_was_a_heading_or_a_row_is_none(line: str) -> None:
    assert [RowLine, Stray, RowLine] == list(map(type, nodes("1｜研修", line, "2｜冊子")))


@pytest.mark.parametrize("line", [*STRAYS, "<b>太い文字</b>"])
def test_one_cell_behind_the_last_row_is_a_note(line: str) -> None:
    assert [RowLine, NoteLine] == list(map(type, nodes("1｜研修", line)))


def test_what_stands_before_a_row_that_lost_its_number_is_no_note() -> None:
    found = nodes("1｜研修", "活動の場", "｜冊子｜【Ⅰ】｜済｜した", "以上")
    assert [RowLine, Stray, Stray, NoteLine] == list(map(type, found))


@pytest.mark.parametrize("line", ["※｜案｜｜暫定", "（注）案｜暫定", "計｜2｜｜済1", "備考｜案"])
def test_a_note_has_all_its_cells(line: str) -> None:
    _, note, _ = nodes("1｜研修", line, "2｜冊子")
    assert isinstance(note, NoteLine)
    assert [cell for cell in line.split("｜") if cell] == [cell.text for cell in note.cells]


def test_a_note_takes_nothing_from_what_is_expected() -> None:
    assert [NoteLine, Title] == kinds("（資料2）\n一覧\n")
    (_, note, heading) = nodes("（1）場", "（担当：市民課）", "多様な連携", "1｜研修")[:3]
    assert [NoteLine, SectionLine] == [type(note), type(heading)]


def test_what_stands_beside_title_summary_and_heading_is_kept() -> None:
    text = f"一覧｜年度末\n【達成状況】（速報）｜案\n【Ⅰ】｜優先\n{HEAD}\n（1）場｜市民課\nア 拠点｜財政課\n1｜研修\n"
    sheet = notation.guideline(text.replace("｜", "\t")).sheet
    assert sheet is not None
    title, summary, _, _, category, subsection, _ = sheet.nodes
    assert isinstance(title, Title) and isinstance(summary, SummaryHead)
    assert isinstance(category, SectionLine) and isinstance(subsection, SectionLine)
    rests = (title.rest, summary.cells, category.rest, subsection.rest)
    assert [["年度末"], ["【達成状況】（速報）", "案"], ["市民課"], ["財政課"]] == [
        [cell.text for cell in rest] for rest in rests
    ]


# --- a table of unknown heads ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("題\n指標｜基準値｜目標値\n①婚姻率｜5.5｜5.9\n", [Title, HeadLine, Stray]),
        ("指標｜基準値｜目標値\n①婚姻率｜5.5｜5.9\n", [HeadLine, Stray]),
        ("題\n作る人｜市民課\n指標｜基準値｜目標値\n①婚姻率｜5.5｜5.9\n", [Title, NoteLine, HeadLine, Stray]),
        ("題\nNo｜指標｜基準値\n1｜婚姻率｜5.5\n", [Title, HeadLine, RowLine]),
        # Numbers that may be years, since nobody knows what stands first.
        ("題\n年度｜婚姻率｜離婚率\n2019｜5.5｜1.7\n", [Title, HeadLine, Stray]),
        ("題\n年度｜2019｜2020\n婚姻率｜5.5｜5.4\n", [Title, HeadLine, Stray]),
        ("題\n指標｜基準値\n①婚姻率｜5.5｜県平均 5.4\n", [Title, HeadLine, Stray]),
        ("題\n①婚姻率｜5.5\n②出生率｜1.41｜1.60\n", [Title, NoteLine, HeadLine]),
        # Of one width: with a name we know; right above the rows; the first, for rows are no heads.
        ("題\n作成｜市民課｜案\nNo｜指標｜基準値\n1｜婚姻率｜5.5\n", [Title, NoteLine, HeadLine, RowLine]),
        ("題\nNo｜指標｜基準値\n通番｜名前｜値\n1｜婚姻率｜5.5\n", [Title, HeadLine, Stray, RowLine]),
        ("題\n作成｜市民課｜案\n番号｜指標｜基準値\n1｜婚姻率｜5.5\n", [Title, NoteLine, HeadLine, RowLine]),
        ("題\n作成｜市民課｜案\n指標｜内容｜方向\n出生率｜出生数｜上昇\n", [Title, NoteLine, HeadLine, Stray]),
        ("題\n指標｜担当｜方向\n出生率｜市民課｜上昇\n婚姻率｜市民課｜下降\n", [Title, HeadLine, Stray, Stray]),
        # What is much narrower than the rows is no head of theirs.
        ("題\n作る人｜市民課\n1｜研修｜【Ⅰ】｜済｜した\n", [Title, NoteLine, RowLine]),
        ("題\n作る人｜市民課\n", [Title, NoteLine]),
        ("題｜年度末\n1｜研修｜【Ⅰ】｜済｜した\n", [Title, RowLine]),
    ],
)
def test_the_widest_line_is_the_head_of_a_table_that_has_none_we_know(
    text: str, expected: list[type]
) -> None:
    assert expected == kinds(text)


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
        ("一覧\n（1）活動の場\nア 拠点\n1｜研修\n", [Title, SectionLine, SectionLine, RowLine]),
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
