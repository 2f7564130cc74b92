"""A mark reads and spells what its example shows."""

from __future__ import annotations

import pytest

from guideline_docs.syntax.marks import Mark


@pytest.mark.parametrize(
    ("example", "third", "typed"),
    [
        ("1", "3", "３"),
        ("１", "３", "3"),
        ("01", "03", "3"),
        ("①", "③", "③"),
        ("(1)", "(3)", "（３）"),
        ("（1）", "（3）", "( 3 )"),
        ("【1】", "【3】", "【３】"),
        ("1.", "3.", "３．"),
        ("第1", "第3", "第 ３"),
        ("第1章", "第3章", "第３章"),
        ("Ⅰ", "Ⅲ", "III"),
        ("ⅰ", "ⅲ", "iii"),
        ("ア", "ウ", "ｳ"),
        ("ｱ", "ｳ", "ウ"),
        ("(ア)", "(ウ)", "（ウ）"),
        ("イ(ロハ)", "ハ", "ハ"),
        ("あ", "う", "う"),
        ("一", "三", "三"),
        ("A", "C", "Ｃ"),
        ("a", "c", "ｃ"),
        ("基本目標Ⅰ", "基本目標Ⅲ", "基本目標 Ⅲ"),
        ("重点課題1", "重点課題3", "重点課題　３"),
        ("No.1", "No.3", "Ｎｏ．３"),
        ("施策1", "施策3", "施策３"),
    ],
)
def test_a_mark_spells_and_reads(example: str, third: str, typed: str) -> None:
    mark = Mark.of(example)
    assert third == mark.spell((3,))
    for written in (third, typed):
        assert ((3,), len(written)) == mark.match(written)


def test_a_path_repeats_the_numbers_above() -> None:
    mark = Mark.of("1-(2)-③")
    assert "4-(5)-⑥" == mark.spell((4, 5, 6))
    assert ((4, 5, 6), 7) == mark.match("４－（5）－⑥ 題")
    assert "2-(1)-①" == mark.spell((9, 2, 1, 1))


@pytest.mark.parametrize("example", ["", "◆", "・"])
def test_a_sign_alone_counts_nothing(example: str) -> None:
    mark = Mark.of(example)
    assert not mark.numbered
    assert example == mark.spell((3,))
    assert ((), len(example)) == mark.match(example + "題")


def test_digits_without_separators_are_a_path() -> None:
    mark = Mark.of_digits((1, 2, 1))
    assert ((3, 14, 2), 4) == mark.match("３142")
    assert "3142" == mark.spell((3, 14, 2))
    assert mark.match("31") is None


@pytest.mark.parametrize("example", ["一般施策", "アイデア", "施策の方向"])
def test_words_hold_no_numeral(example: str) -> None:
    with pytest.raises(ValueError):
        Mark.of(example)


@pytest.mark.parametrize("text", ["IIII", "VX"])
def test_what_nobody_counts_with_is_no_number(text: str) -> None:
    assert Mark.of("Ⅰ").match(text) is None


def test_beyond_the_last_letter_there_is_no_numeral() -> None:
    assert Mark.of("①").spell((51,)) is None
    assert Mark.of("ア").spell((47,)) is None
    assert "XXI" == Mark.of("Ⅰ").spell((21,))
    assert "二十一" == Mark.of("一").spell((21,))


def test_of_fewer_numbers_than_numerals_there_is_no_mark() -> None:
    assert Mark.of("1-1").spell((2,)) is None
