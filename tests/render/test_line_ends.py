"""Where lines of the printed table may end: U+2060 stands where they may not."""

from __future__ import annotations

import pytest

from guideline_docs.render.line_ends import ended, ended_pieces, titled, titled_pieces
from guideline_docs.views.text import Piece, PieceRole, plain

HOLD = "\u2060"


def parted(text: str) -> list[str]:
    """The text at every place where a line may end but for the rules of 禁則."""
    found = [""]
    for place, char in enumerate(text):
        if char == HOLD:
            continue
        if place and HOLD not in text[place - 1 : place + 1]:
            found.append("")
        found[-1] += char
    return [part for part in found if part]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("会議室や設備、貸出備品の情報提供", ["会議室や", "設備、", "貸出備品の", "情報提供"]),
        # What budoux parts within a word.
        ("団体がもつノウハウや特性", ["団体が", "もつノウハウや特性"]),
        ("市民活動団体への支援の充実", ["市民活動団体への", "支援の充実"]),
        # A last phrase of two characters is no line.
        ("目標を達成すること", ["目標を", "達成すること"]),
        ("施策の実施", ["施策の実施"]),
        ("目標値（令和7年度）", ["目標値", "（令和7年度）"]),
        ("第1期 → 第2期案", ["第1期", " ", "→", " ", "第2期案"]),
        ("目標値 人", ["目標値 人"]),
        ("No", ["No"]),
        ("", []),
    ],
)
def test_a_title_ends_its_lines_between_phrases(text: str, parts: list[str]) -> None:
    assert parts == parted(titled(text))


def test_a_phrase_that_is_longer_than_a_line_is_parted_where_its_script_changes() -> None:
    text = "ＤＶ（ドメスティック・バイオレンス）の防止対策"
    assert ["ＤＶ", "（ドメスティック・", "バイオレンス）の", "防止対策"] == parted(titled(text))


def test_a_phrase_that_nothing_parts_is_broken_as_text_is() -> None:
    assert 9 < len(parted(titled("導入推進委員会設置要綱改正案検討")))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("実績を報告した。", ["実", "績", "を", "報告した。"]),
        ("周知に切り替える", ["周", "知", "に", "切り替える"]),
        # A short last phrase is no line, and a long one is held at its end alone.
        ("計画に載せること", ["計", "画", "に", "載せること"]),
        ("推進委員会設置要綱改正案", [*"推進委員会設置", "要", "綱改正案"]),
        ("済", ["済"]),
        ("着手中", ["着手中"]),
    ],
)
def test_of_running_text_only_the_end_is_held(text: str, parts: list[str]) -> None:
    assert parts == parted(ended(text))


def test_the_end_is_held_across_pieces() -> None:
    """A code at the end, too, brings something along: no line holds 2件 alone."""
    pieces = (*plain("開催した講座"), Piece("2件", PieceRole.CODE), Piece("※1", PieceRole.MARK, "r"))
    held = ended_pieces(pieces)
    assert ["開", "催", "し", "た", "講座2件"] == parted("".join(p.text for p in held[:2]))
    assert pieces[2] == held[2]


def test_a_phrase_is_held_across_pieces() -> None:
    pieces = (*plain("計画の"), Piece("令和5年度", PieceRole.CODE), *plain("の見直し"))
    said = "".join(piece.text for piece in titled_pieces(pieces))
    assert ["計画の", "令和5年度の", "見直し"] == parted(said)


def test_nothing_but_what_holds_is_added() -> None:
    text = "市民活動団体等が利用できる会議室や設備、貸出備品の情報提供"
    for made in (titled(text), ended(text)):
        assert text == made.replace(HOLD, "")
