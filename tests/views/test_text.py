"""Running text as it is printed: cut into pieces that together say the text."""

from __future__ import annotations

import random

import notation
import pytest
from notation import category, row, sheet, subsection

from guideline_docs.model.chapter import Paragraph
from guideline_docs.model.passage import Passage
from guideline_docs.syntax.columns import Column
from guideline_docs.views.text import Piece, PieceRole, RemarkIndex, pieces, plain, printable


def passage(sentence: str) -> Passage:
    """The reason of measure 1 of (1)-ア; (1)-ア, (2)-ア and two measures exist."""
    lines = [category(1), subsection("ア"), row(1, rationale="@@"), category(2), subsection("ア"), row(2)]
    first, _ = notation.guideline(sheet(*lines).replace("@@", sentence)).measures
    return first[Column.RATIONALE]


def told(sentence: str) -> list[tuple[str, str]]:
    return [(piece.text, piece.role.value) for piece in pieces(passage(sentence))]


def paragraph(text: str) -> Passage:
    """The one line of a chapter."""
    (block,) = notation.guideline(sheet(), text).chapters[0].blocks
    assert isinstance(block, Paragraph)
    (line,) = block.passages
    return line


# --- roles -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("検討する。", [("検討する。", "plain")]),
        ("(2)-アとともに", [("(2)-ア", "link"), ("とともに", "plain")]),
        ("(2)-ア、イを", [("(2)-ア", "link"), ("、", "plain"), ("イ", "unresolved"), ("を", "plain")]),
        ("(2)-2を", [("(2)-2", "unresolved"), ("を", "plain")]),
        ("(1)-ア～イを", [("(1)-ア～イ", "unresolved"), ("を", "plain")]),
        ("施策2を", [("施策2", "link"), ("を", "plain")]),
        ("施策9を", [("施策9", "unresolved"), ("を", "plain")]),
        ("Ⅱ-イに移す", [("Ⅱ-イ", "code"), ("に移す", "plain")]),
        ("○→Ⅰとする", [("○→Ⅰ", "code"), ("とする", "plain")]),
        ("（1～2年）に", [("（", "plain"), ("1～2年", "code"), ("）に", "plain")]),
        ("5/6が", [("5/6", "code"), ("が", "plain")]),
        ("令和5年度に12件", [("令和5年度", "code"), ("に", "plain"), ("12件", "code")]),
        ("【要確認】とする", [("【要確認】", "placeholder"), ("とする", "plain")]),
        ("広報紙No.99を", [("広報紙", "plain"), ("No.99", "code"), ("を", "plain")]),
        ("", []),
    ],
)
def test_text_is_cut_where_its_role_changes(
    sentence: str, expected: list[tuple[str, str]]
) -> None:
    assert expected == told(sentence)


def test_link_leads_to_its_anchor() -> None:
    links = [(p.text, p.anchor) for p in pieces(passage("(2)-ア及び施策2")) if p.role is PieceRole.LINK]
    assert [("(2)-ア", "subsection-2-1"), ("施策2", "measure-2")] == links


def test_ruby_is_a_reading_over_its_base() -> None:
    line = paragraph("　｜協働《きょうどう》のまちと市民《しみん》\n")
    assert [
        ("協働", "きょうどう"),
        ("のまちと", ""),
        ("市民", "しみん"),
    ] == [(piece.text, piece.reading) for piece in pieces(line)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("第1章協働《きょうどう》を", [("第1章", "unresolved", ""), ("協働", "plain", "きょうどう"), ("を", "plain", "")]),
        ("第1章《しょう》を", [("第", "plain", ""), ("1", "code", ""), ("章", "plain", "しょう"), ("を", "plain", "")]),
    ],
)
def test_ruby_behind_a_reference_does_not_reach_into_it(
    line: str, expected: list[tuple[str, str, str]]
) -> None:
    cut = pieces(paragraph(f"　{line}\n"))
    assert expected == [(piece.text, piece.role.value, piece.reading) for piece in cut]


def test_doubled_quotes_of_an_excel_cell_are_one() -> None:
    assert 'いわゆる"協働"である' == "".join(piece.text for piece in pieces(passage('"いわゆる""協働""である"')))


# --- remarks -------------------------------------------------------------------------------


def test_remark_is_carried_by_the_piece_that_ends_where_the_finding_ends() -> None:
    line = passage("基金を続け、周知する。")
    index = RemarkIndex([(line.span.part(3, 5), 1), (line.span.part(0, 11), 2)])
    assert [
        ("基金を", ()),
        ("続け", (1,)),
        ("、周知する。", (2,)),
    ] == [(piece.text, piece.remarks) for piece in pieces(line, index)]


def test_two_remarks_at_one_place_are_carried_together() -> None:
    line = passage("(2)-イを")
    index = RemarkIndex([(line.span.part(0, 5), 1), (line.span.part(0, 5), 2)])
    assert [("(2)-イ", (1, 2)), ("を", ())] == [(piece.text, piece.remarks) for piece in pieces(line, index)]


def test_empty_cell_carries_its_remark() -> None:
    line = passage("")
    assert (Piece("", remarks=(1,)),) == pieces(line, RemarkIndex([(line.span, 1)]))


def test_remarks_of_other_passages_are_not_carried() -> None:
    line = passage("基金を続ける。")
    before = line.span.source.span(0, line.span.start)
    assert [()] == [piece.remarks for piece in pieces(line, RemarkIndex([(before, 1)]))]


# --- what paper can hold -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("活動", "活動"),
        ("一\r\n二\r三\n四", "一\n二\n三\n四"),
        ("a\x0bb\x00c\x7fd", "a〓b〓c〓d"),
        ("\ufffe\uffff\ufffd", "〓〓〓"),
        ("a\tb", "a\tb"),
        ("𠮷葛\U000e0100", "𠮷葛\U000e0100"),
    ],
)
def test_what_paper_cannot_hold_is_a_geta(text: str, expected: str) -> None:
    assert expected == printable(text)


def test_fixed_words_are_one_piece() -> None:
    assert (Piece("合計"),) == plain("合計")
    assert () == plain("")


def test_pieces_together_say_the_text() -> None:
    chance = random.Random(7)
    marks = ["(1)-ア", "、イ", "施策2", "施策9", "Ⅱ-イ", "【要確認】", "5/6", "第1章", "協働《きょうどう》", "｜市民《しみん》", "章《しょう》", "を", "。", "令和5年度", "\x0b", "2014"]
    for _ in range(400):
        written = "".join(chance.choices(marks, k=chance.randint(1, 9)))
        line = paragraph("　本文" + written)
        shown = line.text
        for ruby in line.rubies:
            shown = shown.replace(ruby.span.text, ruby.base, 1)
        index = RemarkIndex([(line.span.part(0, chance.randint(1, len(line.text))), 1)])
        assert printable(shown) == "".join(piece.text for piece in pieces(line, index)), written
